//! The ontology's files and their triples.

use crate::diagnostic::{Diagnostic, Severity};
use crate::iri::Base;
use crate::text::ByteSpan;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        /// The files in the binary: name and Turtle text.
        const SHIPPED: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../ontology/", $name)))),*];
    };
}

shipped![
    "actions.ttl",
    "actors.ttl",
    "cue-schema.ttl",
    "cues.ttl",
    "demarche.ttl",
    "doubts.ttl",
    "events.ttl",
    "given-names.ttl",
    "instruments.ttl",
    "licences.ttl",
    "names.ttl",
    "places.ttl",
    "populations.ttl",
    "rules.ttl",
    "shapes.ttl",
    "topics.ttl",
];

/// One Turtle file.
#[derive(Clone, Debug)]
pub struct File {
    pub path: PathBuf,
    pub text: Arc<str>,
    pub triples: Vec<Triple>,
}

/// All files, in the order of their names; a user's file takes the place of a shipped one of the same name.
#[derive(Clone, Debug)]
pub struct Ontology {
    files: BTreeMap<String, File>,
    base: Base,
}

impl Ontology {
    /// The ontology in the binary.
    ///
    /// # Panics
    /// Never in a released binary: a test parses every shipped file.
    pub fn shipped(base: &Base) -> Self {
        let mut files = BTreeMap::new();
        for (name, text) in SHIPPED {
            match parse(Path::new(name), Arc::from(*text), base) {
                Ok(file) => files.insert((*name).to_owned(), file),
                Err(error) => panic!("ontology/{name}: {}", error.message),
            };
        }
        Self { files, base: base.clone() }
    }

    /// Adds every `*.ttl` file of a folder. Each file that cannot be read or parsed yields a diagnostic with its place.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), Vec<Diagnostic>> {
        let unreadable = |path: &Path, error: std::io::Error| {
            Diagnostic::new(Severity::Error, "ontology::unreadable", path, format!("cannot be read: {error}"))
                .help("--ontology takes a folder with Turtle files (*.ttl)")
        };
        let entries = std::fs::read_dir(folder).map_err(|error| vec![unreadable(folder, error)])?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "ttl"));
        paths.sort();
        let mut found = Vec::new();
        for path in paths {
            let parsed = std::fs::read_to_string(&path)
                .map_err(|error| Box::new(unreadable(&path, error)))
                .and_then(|text| parse(&path, Arc::from(text), &self.base));
            match parsed {
                Ok(file) => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    self.files.insert(name, file);
                }
                Err(diagnostic) => found.push(*diagnostic),
            }
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    /// The same ontology without one entry: every triple whose subject it is.
    pub fn without(&self, entry: &NamedNode) -> Self {
        let mut copy = self.clone();
        for file in copy.files.values_mut() {
            file.triples.retain(|triple| triple.subject != NamedOrBlankNode::from(entry.clone()));
        }
        copy
    }

    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.values()
    }

    pub fn base(&self) -> &Base {
        &self.base
    }

    /// SHA-256 over the names and texts of all files, as hexadecimal digits.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (name, file) in &self.files {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            hasher.update(file.text.as_bytes());
            hasher.update([0]);
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The statements about each subject, in the order of their files.
    pub(super) fn subjects(&self) -> BTreeMap<&NamedNode, Entry<'_>> {
        let mut subjects: BTreeMap<&NamedNode, Entry<'_>> = BTreeMap::new();
        for file in self.files.values() {
            for triple in &file.triples {
                if let NamedOrBlankNode::NamedNode(subject) = &triple.subject {
                    let entry = subjects.entry(subject).or_insert_with(|| Entry { file, statements: Vec::new() });
                    entry.statements.push((&triple.predicate, &triple.object));
                }
            }
        }
        subjects
    }
}

/// All statements about one subject, and the file where the first stands.
pub(super) struct Entry<'a> {
    pub file: &'a File,
    pub statements: Vec<(&'a NamedNode, &'a Term)>,
}

fn parse(path: &Path, text: Arc<str>, base: &Base) -> Result<File, Box<Diagnostic>> {
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri(base.as_str())
        .map_err(|error| Box::new(Diagnostic::new(Severity::Error, "ontology::base", path, error.to_string())))?;
    let mut triples = Vec::new();
    for quad in parser.for_slice(text.as_bytes()) {
        match quad {
            Ok(quad) => triples.push(quad.into()),
            Err(error) => {
                let span = error.location().map_or(ByteSpan::new(0, 0), |range| {
                    ByteSpan::new(range.start.offset as usize, range.end.offset as usize)
                });
                let message = format!("is no valid Turtle: {error}");
                let diagnostic = Diagnostic::new(Severity::Error, "ontology::syntax", path, message)
                    .help("see https://www.w3.org/TR/turtle/ for the syntax")
                    .at(Arc::clone(&text), span);
                return Err(Box::new(diagnostic));
            }
        }
    }
    Ok(File { path: path.to_owned(), text, triples })
}
