//! `demarche curate`: a table of recommendations, ready to be corrected in a spreadsheet.

use super::Outcome;
use super::report::trouble;
use super::sink::Sink;
use crate::iri::{Base, DocumentId, RecommendationId};
use crate::query::{Bindings, QueryError, SavedQuery, merge};
use crate::store::{Parts, Store};
use anyhow::Result;
use clap::Args;
use oxigraph::model::Term;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Write a table of recommendations, to be corrected in a spreadsheet
///
/// Those of the IRIs, else all that leave room for doubt. Fill in the column "action" (rows without one are passed over),
/// save the table as .csv in a folder "curation" beside the documents, and build again. Columns in brackets are there to be
/// read.
#[derive(Args)]
#[command(after_help = HELP)]
pub(super) struct Arguments {
    /// IRIs of recommendations (http://…/rec/… or rec:…)
    iris: Vec<String>,
    /// All recommendations of the graph
    #[arg(long, conflicts_with = "iris")]
    all: bool,
    /// Who corrects, for the column "by"
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The folder that holds the graph
    #[arg(short, long, value_name = "DIR", default_value = super::build::GRAPH)]
    graph: PathBuf,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

const HELP: &str = "\
What the column \"action\" may say, and the columns that it needs beside \"by\"
(who says so). All may have \"date\" and \"why\"; \"prefix\", \"suffix\" and \"verb\"
help where the quote alone does not tell which recommendation is meant:

  reject    document, quote               it is no recommendation
  confirm   document, quote               it is right: no doubt is left
  add       document, quote, verb, to     a missed one (strength, polarity)
  assign    document, quote, role, to     somebody more fills the role
  unassign  document, quote, role, actor  somebody does not fill the role
  reassign  document, quote, role, to     somebody else does (not: actor)
  set       document, quote, role, to     role: the property; to: its value
  split     document, actor, to           here the actor is another one
  merge     actor, to                     two actors are one
  alias     actor, to                     the actor has one more name
  rename    actor, to                     an unknown actor's right name
  kind      actor, to                     its kind: Organization, Person …
  copy      document, to                  repeats that document (none: no copy)
  suppress  actor                         a private person: no page or IRI

Roles: addressee, recommender, counterpart with (through, to, against, about),
sought from, beneficiary, invokes, place. Properties: strength, polarity,
action, topic. Actors go by name or id (id:city-council), documents by id or
file. Unknown actors are those that no lexicon has.

Example: look through what is doubtful, then build again
  demarche curate --by \"A. Okafor\" -o briefings/curation/review.csv
  demarche build briefings/";

/// The first row. What stands in brackets is not read back.
const COLUMNS: [&str; 14] = [
    "action", "document", "quote", "prefix", "suffix", "verb", "role", "actor", "to", "by", "date", "why", "(asked)",
    "(doubts)",
];

/// One recommendation.
struct Line {
    rec: String,
    document: String,
    quote: String,
    prefix: String,
    suffix: String,
    asked: BTreeSet<String>,
    doubts: BTreeSet<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let store = Store::open(&arguments.graph)?;
    let base = Base::parse(&store.manifest().settings.base).unwrap_or_default();
    let lines = lines(&store, &base)?;
    let wanted = wanted(arguments, &base, &lines)?;
    let lines: Vec<&Line> = lines.iter().filter(|line| wanted(line)).collect();
    let mut table = csv::Writer::from_writer(Sink::open(arguments.output.as_deref())?);
    table.write_record(COLUMNS)?;
    let by = arguments.by.as_deref().unwrap_or_default();
    for line in &lines {
        let text = store.text(&DocumentId::new(line.document.as_str()))?.unwrap_or_default();
        let once = text.matches(&line.quote).count() < 2;
        let context = |words: &str| if once { String::new() } else { one_line(words) };
        let joined = |words: &BTreeSet<String>| words.iter().cloned().collect::<Vec<_>>().join("; ");
        let empty = String::new;
        table.write_record([
            empty(),
            line.document.clone(),
            one_line(&line.quote),
            context(&line.prefix),
            context(&line.suffix),
            empty(),
            empty(),
            empty(),
            empty(),
            by.to_owned(),
            empty(),
            empty(),
            joined(&line.asked),
            joined(&line.doubts),
        ])?;
    }
    table.into_inner().map_err(|error| error.into_error())?.finish()?;
    Ok(Outcome::findings(lines.is_empty()))
}

/// Which lines are asked for.
fn wanted<'a>(arguments: &'a Arguments, base: &Base, lines: &[Line]) -> Result<impl Fn(&&Line) -> bool + use<'a>> {
    let mut iris = BTreeSet::new();
    for iri in &arguments.iris {
        let bare = iri.trim_matches(['<', '>']);
        let bare = base.path(bare).unwrap_or(bare);
        let id = bare.strip_prefix(RecommendationId::PATH).or_else(|| bare.strip_prefix("rec:")).unwrap_or(bare);
        if !lines.iter().any(|line| line.rec == id) {
            let help = "demarche query and the pages tell the IRIs of recommendations: http://…/rec/…";
            return Err(trouble(format!("the graph has no recommendation {iri}"), help));
        }
        iris.insert(id.to_owned());
    }
    let (all, given) = (arguments.all, !iris.is_empty());
    Ok(move |line: &&Line| all || if given { iris.contains(&line.rec) } else { !line.doubts.is_empty() })
}

fn lines(store: &Store, base: &Base) -> Result<Vec<Line>> {
    let loaded = store.load(Parts::Facts)?;
    merge(&loaded)?;
    let query = SavedQuery::parse(Path::new("worksheet.rq"), include_str!("worksheet.rq"), base);
    let rows = query.map_err(QueryError::Syntax)?.ask(&loaded, &Bindings::new())?.rows();
    let mut lines: Vec<Line> = Vec::new();
    for row in &rows.rows {
        let text = |column: &str| match rows.cell(row, column) {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            Some(Term::NamedNode(node)) => base.path(node.as_str()).unwrap_or(node.as_str()).to_owned(),
            _ => String::new(),
        };
        let below = |column: &str, path: &str| text(column).strip_prefix(path).unwrap_or_default().to_owned();
        let rec = below("rec", RecommendationId::PATH);
        if lines.last().is_none_or(|last| last.rec != rec) {
            lines.push(Line {
                rec,
                document: below("document", DocumentId::PATH),
                quote: text("quote"),
                prefix: text("prefix"),
                suffix: text("suffix"),
                asked: BTreeSet::new(),
                doubts: BTreeSet::new(),
            });
        }
        if let Some(line) = lines.last_mut() {
            line.asked.extend(Some(text("addressee")).filter(|name| !name.is_empty()));
            line.doubts.extend(Some(text("doubt")).filter(|name| !name.is_empty()));
        }
    }
    Ok(lines)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
