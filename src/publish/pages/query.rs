//! Saved questions: what each asks, its answer rendered ahead, its SPARQL, and how to ask it on the command line.

use super::completion::{Name, names};
use super::picture::Picture;
use super::{Frame, frame, html};
use crate::network::Network;
use crate::publish::catalogue::Basis;
use crate::publish::facts::{Link, one_line};
use crate::publish::{Page, PublishError, Site, SitePath};
use crate::query::{Answer, Bindings, Format, Limits, Parameter, ParameterKind, Rows, SavedQuery, Style, WriteError};
use crate::vocab::dem;
use oxigraph::model::{NamedNode, Term};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

/// How many rows a page shows; the files hold all.
const ROWS: usize = 200;

#[derive(Serialize)]
struct List<'a> {
    groups: Vec<(String, Vec<Listed<'a>>)>,
    basis: Basis,
}

#[derive(Serialize)]
struct Listed<'a> {
    summary: &'a str,
    href: String,
}

#[derive(Serialize)]
struct Question<'a> {
    name: &'a str,
    description: Option<&'a str>,
    parameters: Vec<Field<'a>>,
    /// What the answer below was asked with.
    given: Vec<(String, String)>,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
    count: usize,
    /// A picture of the answer, where it is a network.
    graph: Option<String>,
    trouble: Option<String>,
    command: String,
    sparql: &'a str,
    files: Vec<(String, &'static str)>,
    action: String,
    basis: Basis,
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    kind: &'static str,
    required: bool,
    description: Option<&'a str>,
    values: Vec<&'a str>,
    value: String,
    /// What completes the field.
    names: Vec<Name>,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    iri: Option<String>,
    href: Option<String>,
    /// `number`, `date` or `words`; empty for others.
    kind: &'static str,
}

pub(super) fn list(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let mut groups: BTreeMap<&str, Vec<Listed<'_>>> = BTreeMap::new();
    for query in site.book.queries() {
        let href = site.facts.place(&format!("query/{}", query.name));
        let group = query.tags.first().map_or("other", String::as_str);
        groups.entry(group).or_default().push(Listed { summary: &query.summary, href });
    }
    let groups = groups.into_iter().map(|(name, list)| (name.to_owned(), list)).collect();
    let list = List { groups, basis: site.catalogue.whole_basis() };
    html(site, "queries.html", frame(site, path, "Questions", None), list)
}

/// A file in the folder of a saved query: its page, its answer or its text.
pub(super) fn page(site: &Site, path: &SitePath, name: &str, file: &str) -> Result<Option<Page>, PublishError> {
    let Ok(query) = site.book.find(name) else { return Ok(None) };
    if file == format!("{name}.rq") {
        let body = query.text.as_bytes().to_vec();
        return Ok(Some(Page { media_type: "application/sparql-query; charset=utf-8", body }));
    }
    let Sampled { given, answer, .. } = &*sampled(site, query);
    if file == "index.html" {
        let (answer, trouble) = match answer {
            Ok(answer) => (Some(answer), None),
            Err(trouble) => (None, Some(trouble.clone())),
        };
        let frame = frame(site, path, &query.summary, None);
        return answered(site, frame, query, given, answer, trouble).map(Some);
    }
    // There is nobody to ask about in a graph without asks.
    let nothing = Answer::Rows(Rows { columns: Vec::new(), rows: Vec::new(), aside: Vec::new() });
    let answer = answer.as_ref().unwrap_or(&nothing);
    let (format, media_type) = match file.strip_prefix(name) {
        Some(".csv") => (Format::Csv, "text/csv; charset=utf-8"),
        Some(".json") => (Format::Json, "application/sparql-results+json"),
        _ => return Ok(None),
    };
    let mut body = Vec::new();
    let style = Style { labels: answer.labels(site.loaded())?, ..Style::default() };
    match answer.write(&mut body, format, &style) {
        Ok(()) => Ok(Some(Page { media_type, body })),
        Err(WriteError::Io(source)) => Err(PublishError::io(file)(source)),
        Err(other) => Err(PublishError::io(file)(io::Error::other(other))),
    }
}

/// A saved query's answer for sample values, which several of its files show.
#[derive(Debug)]
pub(in crate::publish) struct Sampled {
    name: String,
    given: Vec<(String, String)>,
    answer: Result<Answer, String>,
}

/// How long a server, whose other readers wait, tries to answer a question for its page.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks a saved query for sample values, unless it is the one that was asked last: the files of a question are made one behind
/// the other.
fn sampled(site: &Site, query: &SavedQuery) -> Arc<Sampled> {
    let last = || site.last.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = last().as_ref().filter(|known| known.name == query.name) {
        return Arc::clone(known);
    }
    let given = sample(site, query);
    let limits = Limits { time: site.options.live.then_some(PATIENCE), rows: None };
    let answer = query.ask_within(site.loaded(), &given.iter().cloned().collect::<Bindings>(), limits);
    let answer = answer.map_err(|error| error.to_string());
    let sampled = Arc::new(Sampled { name: query.name.clone(), given, answer });
    *last() = Some(Arc::clone(&sampled));
    sampled
}

/// The names of a saved query's files beside its page.
pub(super) fn files(name: &str) -> [String; 4] {
    ["index.html".to_owned(), format!("{name}.csv"), format!("{name}.json"), format!("{name}.rq")]
}

/// A saved query's page with an answer, or with what went wrong.
pub(super) fn answered(
    site: &Site,
    frame: Frame<'_>,
    query: &SavedQuery,
    given: &[(String, String)],
    answer: Option<&Answer>,
    trouble: Option<String>,
) -> Result<Page, PublishError> {
    let rows = answer.map(Answer::rows);
    let shown: Vec<usize> = rows.iter().flat_map(told).collect();
    let graph = match answer.map(Network::of) {
        Some(Ok(network)) => Picture::of_network(network, &site.book, site.loaded(), query.title())?,
        _ => None,
    };
    let named = |at: &usize| rows.iter().map(|rows| rows.columns[*at].replace('_', " ")).collect::<String>();
    let place = |ending: &str| match site.options.live {
        true => format!("query/{}.{ending}", query.name),
        false => format!("query/{0}/{0}.{ending}", query.name),
    };
    let question = Question {
        name: &query.name,
        description: query.description.as_deref(),
        parameters: query.parameters.iter().map(|parameter| field(site, parameter, given)).collect(),
        given: given.to_vec(),
        columns: shown.iter().map(named).collect(),
        count: rows.as_ref().map_or(0, |rows| rows.rows.len()),
        rows: rows
            .iter()
            .flat_map(|rows| rows.rows.iter().take(ROWS).map(|row| cells(site, rows, row, &shown)))
            .collect(),
        graph: graph.as_ref().map(Picture::element),
        trouble,
        command: command(query, given),
        sparql: &query.text,
        files: [("csv", "CSV"), ("json", "JSON"), ("rq", "SPARQL")].map(|(ending, name)| (place(ending), name)).into(),
        action: site.facts.place(&format!("query/{}", query.name)),
        basis: site.catalogue.whole_basis(),
    };
    html(site, "query.html", frame, question)
}

/// The columns that a reader needs.
fn told(rows: &Rows) -> Vec<usize> {
    let is_told = |at: &usize| {
        let name = &rows.columns[*at];
        let is_address = name.ends_with("passage") && rows.columns.len() > 1;
        !is_address && !rows.aside.contains(name)
    };
    (0..rows.columns.len()).filter(is_told).collect()
}

fn cells(site: &Site, rows: &Rows, row: &[Option<Term>], shown: &[usize]) -> Vec<Cell> {
    let cell = |at: &usize| {
        let none = Cell { text: String::new(), iri: None, href: None, kind: "" };
        let Some(term) = &row[*at] else { return none };
        match term {
            Term::NamedNode(node) => {
                let Link { label, iri, href } = site.facts.link(node);
                Cell { text: label, iri: Some(iri), href, kind: "" }
            }
            Term::Literal(literal) => {
                // A quote leads to its words in the text.
                let column = rows.columns[*at].replace("quote", "passage");
                let passage = rows.columns.iter().position(|name| *name == column).filter(|other| other != at);
                let href = passage.and_then(|at| match &row[at] {
                    Some(Term::NamedNode(node)) => site.facts.href(node.as_str()),
                    _ => None,
                });
                let is_date = ["date", "first", "last", "deadline"].contains(&rows.columns[*at].as_str());
                let kind = match literal.value() {
                    _ if href.is_some() => "words",
                    value if is_date && value.len() <= 10 => "date",
                    value if value.parse::<f64>().is_ok() => "number",
                    _ => "",
                };
                Cell { text: one_line(literal.value()), iri: None, href, kind }
            }
            Term::BlankNode(node) => Cell { text: node.to_string(), ..none },
        }
    };
    shown.iter().map(cell).collect()
}

fn field<'a>(site: &Site, parameter: &'a Parameter, given: &[(String, String)]) -> Field<'a> {
    let value = given.iter().find(|(name, _)| *name == parameter.name).map(|(_, value)| value.clone());
    Field {
        name: &parameter.name,
        kind: parameter.kind.phrase(),
        required: parameter.required,
        description: parameter.description.as_deref(),
        values: parameter.values.iter().map(|value| value.rsplit(':').next().unwrap_or(value)).collect(),
        value: value.or(parameter.default.clone()).unwrap_or_default(),
        names: names(site, parameter),
    }
}

/// The call of `demarche query` that gives the same answer.
fn command(query: &SavedQuery, given: &[(String, String)]) -> String {
    let quoted = |value: &str| match value.chars().all(|c| c.is_alphanumeric() || "-_.:/".contains(c)) {
        true => value.to_owned(),
        false => format!("'{}'", value.replace('\'', "'\\''")),
    };
    let words = given.iter().map(|(name, value)| format!(" --{} {}", name.replace('_', "-"), quoted(value)));
    format!("demarche query {}{}", query.name, words.collect::<String>())
}

/// Values for the parameters without which a query makes no sense: who asks most, who is asked most, what about.
fn sample(site: &Site, query: &SavedQuery) -> Vec<(String, String)> {
    let catalogue = &site.catalogue;
    let generic: BTreeSet<NamedNode> = site.facts.of_class(dem::class::GENERIC).into_iter().collect();
    let most = |map: &BTreeMap<String, Vec<usize>>| {
        let known = map.iter().filter(|(iri, _)| !generic.contains(&NamedNode::new_unchecked(iri.as_str())));
        known.max_by(|a, b| a.1.len().cmp(&b.1.len()).then(b.0.cmp(a.0))).map(|(iri, _)| iri.clone())
    };
    let required = query.parameters.iter().filter(|parameter| parameter.required);
    let values = required.filter_map(|parameter| {
        let value = match parameter.kind {
            ParameterKind::Actor if parameter.asks() => most(&catalogue.asking)?,
            ParameterKind::Actor => most(&catalogue.asked)?,
            ParameterKind::Topic => most(&catalogue.by_topic)?,
            ParameterKind::Document => catalogue.documents.first()?.link.iri.clone(),
            ParameterKind::Date => catalogue.documents.first()?.date.clone()?,
            ParameterKind::Enum => {
                let first = parameter.values.first()?;
                first.rsplit(':').next().unwrap_or(first).to_owned()
            }
            ParameterKind::Integer => "10".to_owned(),
            ParameterKind::Text => catalogue.recommendations.first()?.verb.clone()?,
        };
        // Called by its name where that means it alone.
        let node = NamedNode::new_unchecked(value.as_str());
        let label = site.facts.label(&node);
        let is_plain = value.contains("://") && query.understands(site.loaded(), parameter, &label);
        Some((parameter.name.clone(), if is_plain { label } else { value }))
    });
    values.collect()
}
