//! The process that evaluates queries. Oxigraph stops a query as best effort only, and a query can want all the memory there
//! is, so every query runs in a process that has a memory limit and that [`super::pool`] can kill.
//!
//! Jobs come as lines of JSON on standard input. Each is answered by a line of JSON on standard output, and the body behind it:
//!
//! ```text
//! → {"asked":{"typed":{"text":"ASK {}","default":[],"named":[]}},"accept":"*/*","format":null}
//! ← {"media_type":"application/sparql-results+json","bytes":27}
//! ← {"head":{},"boolean":true}
//! ```

use super::negotiate::choose;
use super::problem::Problem;
use crate::iri::Base;
use crate::network::Network;
use crate::publish::Picture;
use crate::query::{Answer, Bindings, Dataset, Format, Labels, Limits, QueryBook, SavedQuery, Style, Wire, restore};
use crate::store::Loaded;
use axum::http::StatusCode;
use oxigraph::model::NamedNode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::time::Duration;

/// What a worker is told once, as JSON in its one argument.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Contract {
    /// What is asked: N-Quads that [`crate::query::dump`] wrote.
    pub quads: PathBuf,
    /// The base of their IRIs.
    pub base: String,
    /// Folders with saved queries of the user's own.
    pub queries: Vec<PathBuf>,
    /// Seconds that a query may take.
    pub seconds: f64,
    /// Rows of a SELECT, triples of a CONSTRUCT.
    pub rows: usize,
    /// Bytes of an answer.
    pub bytes: usize,
    /// Bytes that a query may use beyond what the graph needs.
    pub memory: u64,
}

/// What a worker is asked to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Job {
    pub asked: Asked,
    /// The client's `Accept`.
    pub accept: Option<String>,
    /// The client's `?format=`, which wins.
    pub format: Option<String>,
}

impl Job {
    /// The bytes of its texts.
    pub(super) fn size(&self) -> usize {
        let asked = match &self.asked {
            Asked::Typed { text, default, named } => {
                text.len() + default.iter().chain(named).map(String::len).sum::<usize>()
            }
            Asked::Saved { name, bindings } => {
                name.len() + bindings.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>()
            }
        };
        asked + [&self.accept, &self.format].into_iter().flatten().map(String::len).sum::<usize>()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Asked {
    /// SPARQL as the client sent it, over the graphs that the protocol names.
    Typed { text: String, default: Vec<String>, named: Vec<String> },
    /// A saved query with its parameters.
    Saved { name: String, bindings: BTreeMap<String, String> },
}

/// The line before an answer's body.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Head {
    Answer { media_type: String, bytes: usize },
    Problem(Problem),
}

/// What a worker says when it has loaded the graph.
pub(super) const READY: &str = "ready";

/// Answers jobs until standard input ends.
///
/// # Errors
/// The graph cannot be loaded, or the other side is gone.
pub fn work(contract: &Contract) -> io::Result<()> {
    let base = Base::parse(&contract.base).map_err(io::Error::other)?;
    let (mut book, _) = QueryBook::shipped(&base);
    for folder in &contract.queries {
        // What is wrong with them was told when the server started.
        let _ = book.add_folder(folder);
    }
    let loaded = restore(File::open(&contract.quads)?).map_err(io::Error::other)?;
    limit_memory(contract.memory)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{READY}")?;
    out.flush()?;
    for line in io::stdin().lock().lines() {
        let job: Job = serde_json::from_str(&line?)?;
        match answer(&job, &loaded, &book, &base, contract) {
            Ok((media_type, body)) => {
                let head = Head::Answer { media_type: media_type.to_owned(), bytes: body.len() };
                writeln!(out, "{}", serde_json::to_string(&head)?)?;
                out.write_all(&body)?;
            }
            Err(problem) => writeln!(out, "{}", serde_json::to_string(&Head::Problem(problem))?)?,
        }
        out.flush()?;
    }
    Ok(())
}

fn answer(
    job: &Job,
    store: &Loaded,
    book: &QueryBook,
    base: &Base,
    contract: &Contract,
) -> Result<(&'static str, Vec<u8>), Problem> {
    let is_drawn = job.format.as_deref() == Some(PICTURE);
    let limits = Limits { time: Some(Duration::from_secs_f64(contract.seconds)), rows: Some(contract.rows) };
    let failed = |error: io::Error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string());
    let (media_type, body) = match &job.asked {
        Asked::Typed { text, default, named } => {
            let query = SavedQuery::typed("query", text, base).map_err(|found| Problem::of_diagnostic(&found))?;
            if let Some(byte) = query.asks_elsewhere() {
                let problem = Problem::bad_request("SERVICE is not answered here");
                return Err(problem.help("ask the other server, and put the answers together yourself").at(text, byte));
            }
            let wire = if is_drawn { None } else { Some(wire(job, Wire::of(query.form()))?) };
            let dataset = Dataset { default: graphs(default)?, named: graphs(named)? };
            let answer = query.ask_of(store, &dataset, &Bindings::new(), limits);
            let answer = answer.map_err(|error| Problem::of_query(&error))?;
            match wire {
                Some(wire) => (wire.media_type(), answer.serialize(wire, base).map_err(failed)?),
                None => drawn(&answer, String::new(), store, book)?,
            }
        }
        Asked::Saved { name, bindings } => {
            let query = book.find(name).map_err(|error| Problem::of_query(&error))?;
            let form = if is_drawn { None } else { Some(saved_form(job, query)?) };
            let bindings: Bindings = bindings.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
            let answer = query.ask_within(store, &bindings, limits).map_err(|error| Problem::of_query(&error))?;
            match form {
                Some(form) => written(&answer, form, store, base).map_err(failed)?,
                None => drawn(&answer, query.title(), store, book)?,
            }
        }
    };
    if body.len() > contract.bytes {
        let problem = Problem::new(StatusCode::INSUFFICIENT_STORAGE, "the answer is larger than this server sends");
        return Err(problem.help(format!("ask for less (LIMIT): the limit is {} bytes", contract.bytes)));
    }
    Ok((media_type, body))
}

fn graphs(iris: &[String]) -> Result<Vec<NamedNode>, Problem> {
    let parsed = iris.iter().map(|iri| {
        NamedNode::new(iri).map_err(|_| Problem::bad_request(format!("\u{201c}{iri}\u{201d} is no IRI of a graph")))
    });
    parsed.collect()
}

/// The format of an endpoint's answer.
fn wire(job: &Job, fitting: &'static [Wire]) -> Result<Wire, Problem> {
    if let Some(name) = &job.format {
        return fitting.iter().find(|wire| wire.name() == name).copied().ok_or_else(|| {
            let names: Vec<_> = fitting.iter().map(|wire| wire.name()).collect();
            unfit(&format!("this query has no answer in the format \u{201c}{name}\u{201d}"), &names)
        });
    }
    let offered: Vec<_> = fitting.iter().map(|wire| wire.asked_by()).collect();
    choose(job.accept.as_deref(), &offered).map(|at| fitting[at]).ok_or_else(|| {
        let names: Vec<_> = fitting.iter().map(|wire| wire.asked_by()[0]).collect();
        unfit("there is no answer in any format that the client accepts", &names)
    })
}

/// The format of answers as pictures of networks.
pub(super) const PICTURE: &str = "svg";

/// An answer as the picture of a network.
fn drawn(answer: &Answer, title: String, store: &Loaded, book: &QueryBook) -> Result<(&'static str, Vec<u8>), Problem> {
    let unfit = |title: String| Problem::new(StatusCode::NOT_ACCEPTABLE, title);
    let network = Network::of(answer).map_err(|error| unfit(error.to_string()).help(error.help()))?;
    let picture = Picture::of_network(network, book, store, title);
    match picture.map_err(|error| Problem::of_query(&error))? {
        Some(picture) => Ok(("image/svg+xml", picture.svg().into_bytes())),
        None => Err(unfit("there is nothing to draw: the answer has no row".to_owned())),
    }
}

fn unfit(title: &str, names: &[&str]) -> Problem {
    Problem::new(StatusCode::NOT_ACCEPTABLE, title).help(format!("there is: {}", names.join(", ")))
}

/// How a saved query's answer is written: rows for spreadsheets with labels, as the command line writes them.
#[derive(Clone, Copy)]
enum SavedForm {
    Wire(Wire),
    Labelled(Format),
}

fn saved_form(job: &Job, query: &SavedQuery) -> Result<SavedForm, Problem> {
    let labelled = [Format::Csv, Format::Tsv, Format::Ndjson, Format::Markdown];
    let by_name = job.format.as_deref().and_then(|name| labelled.into_iter().find(|format| format.name() == name));
    match by_name {
        Some(format) => Ok(SavedForm::Labelled(format)),
        None => wire(job, Wire::of(query.form())).map(|wire| match wire {
            Wire::Csv => SavedForm::Labelled(Format::Csv),
            Wire::Tsv => SavedForm::Labelled(Format::Tsv),
            wire => SavedForm::Wire(wire),
        }),
    }
}

fn written(answer: &Answer, form: SavedForm, store: &Loaded, base: &Base) -> io::Result<(&'static str, Vec<u8>)> {
    let format = match form {
        SavedForm::Wire(wire) => return Ok((wire.media_type(), answer.serialize(wire, base)?)),
        SavedForm::Labelled(format) => format,
    };
    let labels: Labels = answer.labels(store).map_err(io::Error::other)?;
    let mut body = Vec::new();
    answer.write(&mut body, format, &Style { labels, ..Style::default() }).map_err(io::Error::other)?;
    let media_type = match format {
        Format::Csv => Wire::Csv.media_type(),
        Format::Tsv => Wire::Tsv.media_type(),
        Format::Ndjson => "application/x-ndjson",
        _ => "text/markdown; charset=utf-8",
    };
    Ok((media_type, body))
}

/// Bounds the address space at what is used now and `memory` bytes more. Where the system cannot tell, there is no bound.
#[cfg(target_os = "linux")]
fn limit_memory(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let pages: u64 = pages.split(' ').next().and_then(|pages| pages.parse().ok()).unwrap_or(0);
    let bound = pages * rustix::param::page_size() as u64 + memory;
    let hard = getrlimit(Resource::As).maximum;
    Ok(setrlimit(Resource::As, Rlimit { current: Some(hard.map_or(bound, |hard| hard.min(bound))), maximum: hard })?)
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: u64) -> io::Result<()> {
    Ok(())
}
