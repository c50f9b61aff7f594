//! What a command knows before it looks at a document: the ontology and the saved queries, those that come with the
//! program and a user's own.

use super::report::trouble;
use crate::diagnostic::Diagnostic;
use crate::document::{CURATION, Found};
use crate::iri::Base;
use crate::ontology::{Lexicon, Ontology};
use crate::query::QueryBook;
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The ontology with a user's folders, its lexicon, and what is wrong with its files. A file that is broken is left out.
pub(super) fn ontology(base: &Base, folders: &[PathBuf]) -> Result<(Ontology, Lexicon, Vec<Diagnostic>)> {
    let mut ontology = Ontology::shipped(base);
    let mut found = Vec::new();
    for folder in folders {
        if !folder.is_dir() {
            let message = format!("--ontology {}: there is no such folder", folder.display());
            return Err(trouble(message, "give a folder with Turtle files (*.ttl)"));
        }
        found.extend(ontology.add_folder(folder).err().into_iter().flatten());
    }
    let (lexicon, incomplete) = Lexicon::of(&ontology);
    found.extend(incomplete);
    Ok((ontology, lexicon, found))
}

/// The saved queries with a user's folders, and what is wrong with their files. A file that is broken is left out.
pub(super) fn queries(base: &Base, folders: &[PathBuf]) -> Result<(QueryBook, Vec<Diagnostic>)> {
    let (mut book, mut refused) = QueryBook::shipped(base);
    for folder in folders {
        if !folder.is_dir() {
            let message = format!("--queries {}: there is no such folder", folder.display());
            return Err(trouble(message, "give a folder with saved queries (*.rq)"));
        }
        refused.extend(book.add_folder(folder));
    }
    Ok((book, refused))
}

/// The folders with corrections: those named `curation` beside the documents, sorted, then those that were named.
pub(super) fn curation_folders(paths: &[PathBuf], found: &[Found], named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut beside: BTreeSet<&Path> = paths.iter().filter(|path| path.is_dir()).map(PathBuf::as_path).collect();
    for document in found {
        let depth = document.inside.matches('/').count() + 1;
        beside.extend(document.path.ancestors().skip(1).take(depth));
    }
    let mut folders: Vec<PathBuf> =
        beside.into_iter().map(|folder| folder.join(CURATION)).filter(|folder| folder.is_dir()).collect();
    for folder in named {
        if !folder.is_dir() {
            let message = format!("--curation {}: there is no such folder", folder.display());
            return Err(trouble(message, "give a folder with corrections (*.csv, *.ttl)"));
        }
        if !folders.contains(folder) {
            folders.push(folder.clone());
        }
    }
    Ok(folders)
}
