//! `demarche query`: a saved question, a file, or SPARQL as it is typed, asked of a graph folder.

mod call;
mod list;

use super::report::{Refused, trouble};
use super::sink::Sink;
use super::{Outcome, console, knowledge};
use crate::iri::Base;
use crate::query::{Answer, Bindings, Format, Labels, QueryBook, SavedQuery, Style, WriteError, merge};
use crate::store::{Manifest, Parts, Store, StoreError};
use anyhow::{Context, Result};
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Ask the graph: a saved query, a file, or SPARQL as typed
///
/// The parameters of a saved query are options behind its name; `demarche query NAME --help` shows them.
#[derive(Args)]
#[command(
    disable_help_flag = true,
    override_usage = "demarche query NAME|FILE|- [PARAMETERS] [OPTIONS]\n       demarche query --sparql QUERY [OPTIONS]\n       demarche query --list",
    after_help = "Examples: what there is to ask; a question; one of your own\n  \
                  demarche query --list\n  \
                  demarche query asked-to-do --actor \"World Health Organization\" --format csv\n  \
                  demarche query --sparql 'SELECT ?kind (COUNT(*) AS ?number) { ?thing a ?kind } GROUP BY ?kind'"
)]
pub(super) struct Arguments {
    /// A saved query, a file (.rq), or - for standard input
    #[arg(allow_hyphen_values = true)]
    name: Option<String>,
    /// The query's parameters
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    parameters: Vec<OsString>,
    #[command(flatten)]
    options: Options,
    /// Show the saved queries with their parameters
    #[arg(long, conflicts_with_all = ["name", "sparql"])]
    list: bool,
    /// SPARQL as typed; prefixes are known
    #[arg(long, value_name = "QUERY", conflicts_with = "name")]
    sparql: Option<String>,
}

/// What can be said with every query.
#[derive(Args, Clone)]
pub(super) struct Options {
    /// The folder that holds the graph
    #[arg(short, long, value_name = "DIR", default_value = super::build::GRAPH)]
    graph: PathBuf,
    /// A folder with saved queries of your own [default: those of the last build]
    #[arg(long, value_name = "DIR")]
    queries: Vec<PathBuf>,
    /// How the answer is written [default: as the ending of --output tells; else table on a terminal, tsv elsewhere]
    #[arg(short, long, value_parser = PossibleValuesParser::new(
        ["table", "csv", "tsv", "json", "ndjson", "markdown", "md", "ttl", "nt"]))]
    format: Option<String>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print help
    #[arg(short, long)]
    help: bool,
}

impl Options {
    /// Those of a command that has the graph and the queries from options of its own.
    pub(super) fn of_graph(graph: &Path, queries: &[PathBuf]) -> Self {
        Self { graph: graph.to_owned(), queries: queries.to_vec(), format: None, output: None, help: false }
    }
}

pub(super) fn run(arguments: Arguments, typed: &[OsString]) -> Result<Outcome> {
    let Arguments { name, options, list, sparql, .. } = &arguments;
    let Some(name) = name else {
        return match sparql {
            _ if options.help => call::general_help(),
            _ if *list => list::print(options),
            Some(sparql) => {
                let (_, base) = base_of(options)?;
                let query = SavedQuery::typed("--sparql", sparql, &base).map_err(|found| Refused(*found))?;
                ask(&query, &Bindings::new(), options)
            }
            None => Err(trouble(
                "no query was named",
                "demarche query --list shows the saved ones; --sparql takes one as typed",
            )),
        };
    };
    if name.starts_with('-') && name != "-" {
        let message = format!("{name} stands before the name of a query that it could belong to");
        return Err(trouble(message, format!("demarche query NAME {name} …; demarche query --list shows the names")));
    }
    let options = call::with_folders(options, typed);
    let query = match is_file(name) {
        true => from_file(name, &base_of(&options)?.1)?,
        false => knows(&options)?.0.find(name)?.clone(),
    };
    match call::parse(&query, name, typed)? {
        Some(call) => ask(&query, &call.bindings, &call.options),
        None => Ok(Outcome::Done),
    }
}

/// Whether a name means a file and no saved query.
pub(super) fn is_file(name: &str) -> bool {
    name == "-" || name.ends_with(".rq") || name.contains(['/', '\\'])
}

pub(super) fn from_file(name: &str, base: &Base) -> Result<SavedQuery> {
    let text = match name {
        "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("cannot read standard input")?;
            text
        }
        _ => std::fs::read_to_string(name).with_context(|| format!("cannot read {name}"))?,
    };
    let query = match text.starts_with("#+") {
        true => SavedQuery::parse(name, &text, base),
        false => SavedQuery::typed(name, &text, base),
    };
    query.map_err(|found| Refused(*found).into())
}

/// What the graph was built with; none where there is no graph yet.
fn base_of(options: &Options) -> Result<(Option<Manifest>, Base)> {
    let manifest = match Store::open(&options.graph) {
        Ok(store) => Some(store.manifest().clone()),
        Err(StoreError::NoGraph { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let base = manifest.as_ref().and_then(|manifest| Base::parse(&manifest.settings.base).ok());
    Ok((manifest, base.unwrap_or_default()))
}

/// The saved queries: the user's are those that the options name, else those of the last build.
pub(super) fn knows(options: &Options) -> Result<(QueryBook, Base)> {
    let (manifest, base) = base_of(options)?;
    let folders: Vec<PathBuf> = match (&options.queries[..], manifest) {
        ([], Some(manifest)) => {
            manifest.recipe.queries.iter().map(PathBuf::from).filter(|folder| folder.is_dir()).collect()
        }
        (folders, _) => folders.to_vec(),
    };
    let (book, refused) = knowledge::queries(&base, &folders)?;
    super::report::diagnostics(&refused, false);
    Ok((book, base))
}

fn ask(query: &SavedQuery, bindings: &Bindings, options: &Options) -> Result<Outcome> {
    let format = format(options, query.is_graph())?;
    let store = Store::open(&options.graph)?.load(parts(query))?;
    merge(&store)?;
    let answer = query.ask(&store, bindings)?;
    // Rows of one's own SPARQL hold IRIs for other programs, and names for people.
    let is_raw = query.name.is_empty() && matches!(format, Format::Csv | Format::Tsv);
    let labels = if is_raw { Labels::default() } else { answer.labels(&store)? };
    let style = Style { labels, width: console::width() };
    let mut sink = Sink::open(options.output.as_deref())?;
    match answer.write(&mut sink, format, &style) {
        Err(error @ (WriteError::NotRows(_) | WriteError::NotTriples(_))) => {
            return Err(trouble(error.to_string(), "choose another with --format"));
        }
        written => written?,
    }
    sink.finish()?;
    if answer.is_empty() && !matches!(answer, Answer::Boolean(_)) {
        eprintln!("The graph has no answer to that.");
    }
    Ok(Outcome::findings(answer.is_empty()))
}

/// How much of the graph a query needs. Of a query that comes with demarche it is known (a test holds both answers against
/// each other); any other gets all of it.
pub(super) fn parts(query: &SavedQuery) -> Parts {
    let is_ours = query.file.starts_with("queries")
        && QueryBook::shipped(&Base::default()).0.find(&query.name).is_ok_and(|ours| ours.text == query.text);
    if is_ours && !query.text.contains("Mention") { Parts::Facts } else { Parts::All }
}

/// The format that is meant.
fn format(options: &Options, is_graph: bool) -> Result<Format> {
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let named = match (&options.format, &options.output) {
        (Some(name), _) => name.clone(),
        (None, Some(path)) => ending(path).unwrap_or_default(),
        (None, None) if is_graph => "ttl".to_owned(),
        (None, None) if console::stdout_is_terminal() => "table".to_owned(),
        (None, None) => "tsv".to_owned(),
    };
    let name = match named.as_str() {
        "markdown" => "md",
        "jsonl" => "ndjson",
        "txt" => "table",
        name => name,
    };
    Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
        let file = options.output.as_deref().unwrap_or(Path::new("")).display();
        trouble(
            format!("the ending of {file} tells no format"),
            "name one with --format, or write to a file that ends in .csv, .tsv, .json, .ndjson, .md, .ttl or .nt",
        )
    })
}
