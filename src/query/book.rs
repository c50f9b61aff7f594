//! All saved queries: those that come with demarche, and a user's own beside or in place of them.

use super::error::QueryError;
use super::names::{prefixes, similar};
use super::saved::SavedQuery;
use super::shipped::{QUERIES, RULES};
use crate::diagnostic::{Diagnostic, Severity};
use crate::iri::Base;
use std::collections::BTreeMap;
use std::path::Path;
use walkdir::WalkDir;

/// The saved queries by name, and the derivation rules.
#[derive(Clone, Debug)]
pub struct QueryBook {
    base: Base,
    queries: BTreeMap<String, SavedQuery>,
    rules: BTreeMap<String, SavedQuery>,
}

impl QueryBook {
    /// The queries and rules that come with demarche.
    pub fn shipped(base: &Base) -> (Self, Vec<Diagnostic>) {
        let mut book = Self { base: base.clone(), queries: BTreeMap::new(), rules: BTreeMap::new() };
        let mut refused = Vec::new();
        for (file, text) in QUERIES {
            refused.extend(book.add(Path::new("queries").join(file).as_path(), text, false));
        }
        for (file, text) in RULES {
            refused.extend(book.add(Path::new("queries/rules").join(file).as_path(), text, true));
        }
        (book, refused)
    }

    /// Adds the `.rq` files of a folder, its `rules` folder as derivation rules; a file takes the place of one with the
    /// same name. What is refused is told and left out.
    pub fn add_folder(&mut self, folder: &Path) -> Vec<Diagnostic> {
        let mut refused = Vec::new();
        for entry in WalkDir::new(folder).max_depth(2).sort_by_file_name() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    refused.push(Diagnostic::new(Severity::Error, "query::read", path, error.to_string()));
                    continue;
                }
            };
            let path = entry.path();
            let inside = path.parent().filter(|parent| *parent != folder).and_then(Path::file_name);
            let is_rule = inside.is_some_and(|name| name == "rules");
            if !entry.file_type().is_file()
                || path.extension().is_none_or(|e| e != "rq")
                || (inside.is_some() && !is_rule)
            {
                continue;
            }
            match std::fs::read_to_string(path) {
                Ok(text) => refused.extend(self.add(path, &text, is_rule)),
                Err(error) => {
                    refused.push(Diagnostic::new(
                        Severity::Error,
                        "query::read",
                        path,
                        format!("cannot be read: {error}"),
                    ));
                }
            }
        }
        refused
    }

    fn add(&mut self, file: &Path, text: &str, is_rule: bool) -> Option<Diagnostic> {
        match SavedQuery::parse(file, text, &self.base) {
            Ok(query) if is_rule && !query.is_graph() => Some(
                Diagnostic::new(Severity::Error, "query::rule", file, "a derivation rule must be a CONSTRUCT")
                    .help("write CONSTRUCT { what is derived } WHERE { what it is derived from }"),
            ),
            Ok(query) => {
                let shelf = if is_rule { &mut self.rules } else { &mut self.queries };
                shelf.insert(query.name.clone(), query);
                None
            }
            Err(diagnostic) => Some(*diagnostic),
        }
    }

    /// The prefixes that every query may use without declaring them, each with what it stands for.
    pub fn prefixes(&self) -> Vec<(&'static str, String)> {
        prefixes(&self.base)
    }

    /// All saved queries, by name.
    pub fn queries(&self) -> impl Iterator<Item = &SavedQuery> {
        self.queries.values()
    }

    /// The derivation rules, by name.
    pub fn rules(&self) -> impl Iterator<Item = &SavedQuery> {
        self.rules.values()
    }

    /// The saved query of a name, with or without `.rq`.
    ///
    /// # Errors
    /// There is none; the error has up to three that are spelt like it.
    pub fn find(&self, name: &str) -> Result<&SavedQuery, QueryError> {
        let name = name.strip_suffix(".rq").unwrap_or(name);
        self.queries.get(name).ok_or_else(|| QueryError::UnknownQuery {
            name: name.to_owned(),
            suggestions: similar(name, self.queries.keys().map(String::as_str)),
        })
    }
}
