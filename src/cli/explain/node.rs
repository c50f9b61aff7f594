//! A node of the graph: what is known of it, and in which words.

use super::line::write_fields;
use crate::cli::annotate::textwrap;
use crate::cli::console::{BOLD, DIM};
use crate::cli::marks::{Mark, Marked, room, underlined, wrap};
use crate::cli::report::{Refused, trouble};
use crate::cli::{Outcome, console};
use crate::graph::name;
use crate::iri::{Base, DocumentId};
use crate::query::{Answer, Bindings, Format, Labels, QueryBook, QueryError, Rows, SavedQuery, Style, merge};
use crate::store::{Loaded, Parts, Store};
use crate::text::{LineColumn, Text};
use crate::vocab::dem;
use anyhow::Result;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, Term};
use std::io::Write;

/// What of a recommendation is told apart from its other properties: its words, and who fills its roles.
const TOLD_APART: [NamedNodeRef<'static>; 10] = [
    dem::EVIDENCE,
    dem::SENTENCE,
    dem::STATED_IN,
    dem::ADDRESSEE,
    dem::RECOMMENDER,
    dem::COUNTERPART,
    dem::SOUGHT_FROM,
    dem::BENEFICIARY,
    dem::INVOKES,
    dem::PLACE,
];
/// So many places that name an actor are shown.
const PLACES: usize = 12;

pub(super) fn explain(name: &str, store: &Store, base: &Base) -> Result<Outcome> {
    let loaded = store.load(Parts::All)?;
    merge(&loaded)?;
    let graph = Graph { store, loaded, base };
    // An IRI is taken as it is; anything else must be an actor's name.
    let (facts, of) = match graph.ask(include_str!("facts.rq"), "it", name) {
        Err(error) if !name.contains(':') && is_unknown(&error) => {
            let query = include_str!("facts.rq").replace("type: document", "type: actor");
            (graph.ask(&query, "it", name)?, true)
        }
        Err(error) if is_unknown(&error) => {
            let help = "give the IRI of an actor, a document, a topic or a recommendation; demarche query tells them";
            return Err(trouble(format!("the graph holds nothing under {name}"), help));
        }
        answer => (answer?, false),
    };
    let mut out = anstream::stdout().lock();
    let kinds: Vec<&Term> = facts.values(rdf::TYPE.as_str());
    let is_recommendation = kinds.contains(&&Term::from(dem::class::RECOMMENDATION.into_owned()));
    graph.facts(&mut out, name, &facts)?;
    if is_recommendation {
        graph.words(&mut out, name)?;
        graph.roles(&mut out, name)?;
    } else if of || base.path(name.trim_matches(['<', '>'])).unwrap_or(name).starts_with("id") {
        graph.said_of(&mut out, name)?;
    }
    Ok(Outcome::Done)
}

fn is_unknown(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(QueryError::UnknownName { .. }))
}

struct Graph<'a> {
    store: &'a Store,
    loaded: Loaded,
    base: &'a Base,
}

/// An answer's rows with labels for their IRIs.
struct Told {
    rows: Rows,
    labels: Labels,
}

impl Told {
    fn text<'t>(&'t self, row: &'t [Option<Term>], column: &str) -> &'t str {
        self.rows.cell(row, column).map_or("", |term| self.shown(term))
    }

    fn shown<'t>(&'t self, term: &'t Term) -> &'t str {
        match term {
            // A cue or address without a label goes by the end of its IRI.
            Term::NamedNode(node) => self.labels.get(node).unwrap_or_else(|| match node.as_str().split_once("/cue/") {
                Some((_, id)) => id,
                None => node.as_str(),
            }),
            Term::Literal(literal) => literal.value(),
            Term::BlankNode(node) => node.as_str(),
        }
    }

    /// The values of a property, where the rows are properties and values.
    fn values(&self, property: &str) -> Vec<&Term> {
        let of = |row: &&Vec<Option<Term>>| matches!(self.rows.cell(row, "property"), Some(Term::NamedNode(node)) if node.as_str() == property);
        self.rows.rows.iter().filter(of).filter_map(|row| self.rows.cell(row, "value")).collect()
    }
}

impl Graph<'_> {
    fn ask(&self, query: &str, parameter: &str, value: &str) -> Result<Told> {
        let query = SavedQuery::parse("explain.rq", query, self.base).map_err(|found| Refused(*found))?;
        self.told(&query.ask(&self.loaded, &Bindings::new().with(parameter, value))?)
    }

    fn told(&self, answer: &Answer) -> Result<Told> {
        Ok(Told { rows: answer.rows(), labels: answer.labels(&self.loaded)? })
    }

    /// All that is said of the node, a line a property.
    fn facts(&self, out: &mut impl Write, name: &str, facts: &Told) -> Result<()> {
        let named = [
            "http://www.w3.org/2000/01/rdf-schema#label",
            "http://www.w3.org/2004/02/skos/core#prefLabel",
            "http://purl.org/dc/terms/title",
        ];
        let label =
            named.iter().find_map(|property| facts.values(property).first().map(|term| facts.shown(term).to_owned()));
        writeln!(out, "{BOLD}{}{BOLD:#}", console::printable(label.as_deref().unwrap_or(name)))?;
        writeln!(out, "{DIM}{name}{DIM:#}\n")?;
        let mut fields: Vec<(String, String)> = Vec::new();
        for row in &facts.rows.rows {
            let Some(Term::NamedNode(property)) = facts.rows.cell(row, "property") else { continue };
            // What its words are is told below.
            if named.contains(&property.as_str()) || TOLD_APART.iter().any(|told| property == told) {
                continue;
            }
            let called =
                facts.labels.get(property).unwrap_or(property.as_str().rsplit(['#', '/']).next().unwrap_or_default());
            let value = facts.text(row, "value").to_owned();
            match fields.last_mut().filter(|(last, _)| last == called) {
                Some((_, values)) => *values += &format!(" · {value}"),
                None => fields.push((called.to_owned(), value)),
            }
        }
        write_fields(out, &fields, 2)
    }

    /// The sentence of a recommendation, its clause underlined, and where it stands.
    fn words(&self, out: &mut impl Write, name: &str) -> Result<()> {
        let told = self.ask(include_str!("words.rq"), "it", name)?;
        let Some(row) = told.rows.rows.first() else { return Ok(()) };
        let range = |column| match told.rows.cell(row, column) {
            Some(Term::NamedNode(node)) => name::span(node.as_str()),
            _ => None,
        };
        let document = match told.rows.cell(row, "document") {
            Some(Term::NamedNode(node)) => {
                self.base.path(node.as_str()).and_then(|path| path.strip_prefix(DocumentId::PATH))
            }
            _ => None,
        };
        let (Some(sentence), Some(clause), Some(document)) = (range("sentence"), range("clause"), document) else {
            return Ok(());
        };
        let Some(text) = self.store.text(&DocumentId::new(document))? else { return Ok(()) };
        let text = Text::new(text);
        let (sentence, clause) = (text.bytes(sentence), text.bytes(clause));
        let line = LineColumn::of(text.as_str(), clause.start).line;
        let parts = ["document", "publisher", "date"].map(|column| told.text(row, column));
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        writeln!(out, "\n{BOLD}In its words{BOLD:#}")?;
        let mut marked = Marked::default();
        marked.add(clause, Mark::Clause);
        let cells = marked.cells_of(text.slice(sentence), sentence.start, |_| false);
        for line in wrap(&cells, room(2)) {
            let (text, signs) = underlined(line);
            writeln!(out, "  {text}")?;
            if !signs.is_empty() {
                writeln!(out, "  {BOLD}{signs}{BOLD:#}")?;
            }
        }
        let parts = format!("{} · {}:{line}", parts.join(" · "), told.text(row, "file"));
        for line in textwrap(&parts, room(2), 0) {
            writeln!(out, "  {DIM}{line}{DIM:#}")?;
        }
        Ok(())
    }

    fn roles(&self, out: &mut impl Write, name: &str) -> Result<()> {
        let told = self.ask(include_str!("roles.rq"), "it", name)?;
        writeln!(out, "\n{BOLD}Who{BOLD:#}")?;
        let fields: Vec<(String, String)> = told
            .rows
            .rows
            .iter()
            .map(|row| {
                let role = [told.text(row, "role"), told.text(row, "relation")];
                let words = told.text(row, "words").split_whitespace().collect::<Vec<_>>().join(" ");
                let words = if words.is_empty() { String::new() } else { format!(": “{words}”") };
                (
                    role.join(" ").trim().to_owned(),
                    format!("{} — {}{words}", told.text(row, "actor"), told.text(row, "how")),
                )
            })
            .collect();
        write_fields(out, &fields, 2)
    }

    /// Where somebody is named, and in which role.
    fn said_of(&self, out: &mut impl Write, name: &str) -> Result<()> {
        let (book, _) = QueryBook::shipped(self.base);
        let answer = match book.find("said-of")?.ask(&self.loaded, &Bindings::new().with("actor", name)) {
            Err(QueryError::UnknownName { .. }) => return Ok(()),
            answer => answer?,
        };
        let Answer::Rows(mut rows) = answer else { return Ok(()) };
        let all = rows.rows.len();
        if all == 0 {
            writeln!(out, "\nNo document names it.")?;
            return Ok(());
        }
        rows.rows.truncate(PLACES);
        writeln!(out, "\n{BOLD}Where it is named{BOLD:#}")?;
        let answer = Answer::Rows(rows);
        let style = Style { labels: answer.labels(&self.loaded)?, width: console::width() };
        answer.write(out, Format::Table, &style)?;
        if all > PLACES {
            writeln!(
                out,
                "… and {} more places: demarche query said-of --actor \"{name}\"",
                console::grouped(all - PLACES)
            )?;
        }
        Ok(())
    }
}
