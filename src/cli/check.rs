//! `demarche check`: is the ontology whole, can every query be asked, and is the graph what it should be.

use super::console::{BOLD, count};
use super::{Outcome, knowledge, report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::{Dataset, check};
use crate::iri::Base;
use crate::store::{Store, StoreError};
use anyhow::Result;
use clap::Args;
use rayon::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Check the ontology, the saved queries and the graph
///
/// Files are held against their hashes, and each document's statements against the shapes.
#[derive(Args)]
#[command(after_help = "Example: an ontology of your own, before it is used\n  \
                        demarche check --ontology my-field/ --queries my-questions/")]
pub(super) struct Arguments {
    /// The folder that holds the graph [default: graph, where there is one]
    #[arg(short, long, value_name = "DIR")]
    graph: Option<PathBuf>,
    /// A folder with Turtle files of your own [default: those of the last build]
    #[arg(long, value_name = "DIR")]
    ontology: Vec<PathBuf>,
    /// A folder with saved queries of your own [default: those of the last build]
    #[arg(long, value_name = "DIR")]
    queries: Vec<PathBuf>,
}

/// One line of what was checked, and what was found.
struct Checked {
    what: &'static str,
    counts: String,
    found: Vec<Diagnostic>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let store = match Store::open(arguments.graph.as_deref().unwrap_or(Path::new(super::build::GRAPH))) {
        Ok(store) => Some(store),
        Err(StoreError::NoGraph { .. }) if arguments.graph.is_none() => None,
        Err(error) => return Err(error.into()),
    };
    let manifest = store.as_ref().map(Store::manifest);
    let base = manifest.and_then(|manifest| Base::parse(&manifest.settings.base).ok()).unwrap_or_default();
    let recipe = manifest.map(|manifest| manifest.recipe.clone()).unwrap_or_default();
    let folders = |given: &[PathBuf], last: &[String]| match given {
        [] => last.iter().map(PathBuf::from).collect(),
        given => given.to_vec(),
    };
    let mut checked = vec![
        ontology(&base, &folders(&arguments.ontology, &recipe.ontology))?,
        queries(&base, &folders(&arguments.queries, &recipe.queries))?,
    ];
    if let Some(store) = &store {
        checked.extend(graph(store)?);
    }
    let all: Vec<Diagnostic> = checked.iter().flat_map(|part| part.found.iter().cloned()).collect();
    report::diagnostics(&all, true);
    let mut out = anstream::stdout().lock();
    for Checked { what, counts, found } in &checked {
        let verdict = if found.is_empty() { "well".to_owned() } else { count(found.len(), "finding") };
        writeln!(out, "{BOLD}{what:<10}{BOLD:#}{counts}: {verdict}")?;
    }
    if store.is_none() {
        writeln!(out, "{BOLD}{:<10}{BOLD:#}there is none here", "graph")?;
    }
    Ok(Outcome::findings(!all.is_empty()))
}

fn ontology(base: &Base, folders: &[PathBuf]) -> Result<Checked> {
    let (ontology, lexicon, found) = knowledge::ontology(base, folders)?;
    let statements = ontology.files().map(|file| file.triples.len()).sum();
    let counts = [
        count(ontology.files().count(), "file"),
        count(statements, "statement"),
        count(lexicon.actors.len(), "named entry"),
        count(lexicon.cues.len(), "cue"),
        count(lexicon.topics.len(), "topic"),
    ];
    Ok(Checked { what: "ontology", counts: counts.join(", "), found })
}

fn queries(base: &Base, folders: &[PathBuf]) -> Result<Checked> {
    let (book, found) = knowledge::queries(base, folders)?;
    let counts = [count(book.queries().count(), "saved query"), count(book.rules().count(), "derivation rule")];
    Ok(Checked { what: "queries", counts: counts.join(", "), found })
}

/// The files against their hashes, each document's graph against the shapes, then the graphs of the collection.
fn graph(store: &Store) -> Result<[Checked; 2]> {
    let manifest = store.manifest();
    let damage = |error: StoreError| {
        let help = error.help();
        let (path, message) = match error {
            StoreError::Damaged { path, why } => (path, why),
            other => (PathBuf::new(), other.to_string()),
        };
        Diagnostic::new(Severity::Error, "store::damaged", path, message).help(help)
    };
    let documents: Vec<_> = manifest.documents.values().collect();
    let results: Vec<(Vec<Diagnostic>, Vec<Diagnostic>, usize)> = documents
        .par_iter()
        .map(|entry| {
            let mut damaged: Vec<Diagnostic> = [&entry.summary, &entry.text]
                .into_iter()
                .filter_map(|file| store.verify(file).err())
                .map(damage)
                .collect();
            match store.dataset(entry) {
                Ok(dataset) => {
                    let quads = dataset.facts.len() + dataset.mentions.len();
                    (damaged, offences(&dataset, &entry.source), quads)
                }
                Err(error) => {
                    damaged.push(damage(error));
                    (damaged, Vec::new(), 0)
                }
            }
        })
        .collect();
    let (mut damaged, mut offending, mut quads) = (Vec::new(), Vec::new(), 0);
    for (damage, offences, more) in results {
        damaged.extend(damage);
        offending.extend(offences);
        quads += more;
    }
    for file in manifest.graphs.values() {
        match store.quads(file) {
            Ok(more) => quads += more.len(),
            Err(error) => damaged.push(damage(error)),
        }
    }
    let files = count(manifest.files().count(), "file");
    let counts = [count(documents.len(), "document"), count(quads, "statement")].join(", ");
    Ok([
        Checked { what: "files", counts: format!("{files} against their hashes"), found: damaged },
        Checked { what: "graph", counts: format!("{counts} against the shapes"), found: offending },
    ])
}

fn offences(dataset: &Dataset, source: &str) -> Vec<Diagnostic> {
    let found = check::check(dataset);
    found
        .into_iter()
        .map(|finding| Diagnostic::new(finding.severity, "graph::shape", source, finding.to_string()))
        .collect()
}
