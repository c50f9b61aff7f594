//! `demarche explain`: why a line says what the graph holds of it, or what stands behind a node of the graph.

mod corrections;
mod entries;
mod line;
mod node;
mod silent;

use super::report::trouble;
use super::{Outcome, knowledge};
use crate::iri::Base;
use crate::store::{Store, StoreError};
use anyhow::Result;
use clap::Args;
use std::path::{Path, PathBuf};

/// Show the words, rules and entries behind a line or an IRI
///
/// A line is explained from its file as it now stands: its clauses, cues, rules and names. Of web pages, PDF and Word files
/// the lines of the extracted text are counted, which `demarche extract FILE --format text` prints; a document of a
/// collection file is called FILE#ID. An IRI is explained from the
/// graph: what is known of it, and in which words. For an actor its name will do.
#[derive(Args)]
#[command(after_help = "Examples: a line of a document; an actor of the graph\n  \
                        demarche explain briefings/park.txt:12\n  \
                        demarche explain http://localhost:7878/id/qatar")]
pub(super) struct Arguments {
    /// FILE:LINE, an IRI (http://… or id:qatar), or the name of an actor
    #[arg(value_name = "FILE:LINE|IRI")]
    what: String,
    /// The folder that holds the graph
    #[arg(short, long, value_name = "DIR", default_value = super::build::GRAPH)]
    graph: PathBuf,
    /// A folder with Turtle files of your own [default: those of the last build]
    #[arg(long, value_name = "DIR")]
    ontology: Vec<PathBuf>,
}

/// What is to be explained.
enum What<'a> {
    Line(&'a Path, usize),
    Node(&'a str),
}

impl<'a> What<'a> {
    fn of(text: &'a str) -> Result<Self> {
        if text.starts_with("http://") || text.starts_with("https://") || text.starts_with('<') {
            return Ok(Self::Node(text));
        }
        if Path::new(text).is_file() {
            return Err(trouble(
                format!("which line of {text}?"),
                format!(
                    "name one: demarche explain {text}:12. All at once: demarche extract {text} --format annotated"
                ),
            ));
        }
        // Editors give FILE:LINE:COLUMN.
        let mut parts = text.rsplitn(3, ':');
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok()).filter(|&line| line > 0);
        let last = number(parts.next());
        let before = parts.next();
        Ok(match (last, number(before), parts.next()) {
            (Some(_), Some(line), Some(file)) => Self::Line(Path::new(file), line),
            (Some(line), ..) => Self::Line(Path::new(text.rsplit_once(':').map_or(text, |(file, _)| file)), line),
            _ => Self::Node(text),
        })
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let store = match Store::open(&arguments.graph) {
        Ok(store) => Some(store),
        Err(StoreError::NoGraph { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let manifest = store.as_ref().map(Store::manifest);
    let base = manifest.and_then(|manifest| Base::parse(&manifest.settings.base).ok()).unwrap_or_default();
    let folders: Vec<PathBuf> = match (&arguments.ontology[..], manifest) {
        ([], Some(manifest)) => {
            manifest.recipe.ontology.iter().map(PathBuf::from).filter(|folder| folder.is_dir()).collect()
        }
        (folders, _) => folders.to_vec(),
    };
    match What::of(&arguments.what)? {
        What::Line(file, line) => {
            let (ontology, lexicon, diagnostics) = knowledge::ontology(&base, &folders)?;
            super::report::diagnostics(&diagnostics, false);
            line::explain(file, line, &ontology, lexicon, manifest)
        }
        What::Node(name) => match store {
            Some(store) => node::explain(name, &store, &base),
            None => Err(StoreError::NoGraph { folder: arguments.graph.clone() }.into()),
        },
    }
}
