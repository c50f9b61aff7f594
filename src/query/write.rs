//! Writes an answer for people (table, Markdown), for spreadsheets (CSV, TSV) and for programs (JSON, NDJSON, RDF).

use super::answer::{Answer, Rows};
use super::names::Labels;
use super::table;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use serde_json::{Map, Value, json};
use std::fmt;
use std::io::{self, Write};

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Table,
    Csv,
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// One JSON object a row.
    Ndjson,
    Markdown,
    Turtle,
    NTriples,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Table, Self::Csv, Self::Tsv, Self::Json, Self::Ndjson, Self::Markdown, Self::Turtle, Self::NTriples];

    /// Its name, which is also the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Markdown => "md",
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
        }
    }
}

/// How an answer is to look.
#[derive(Clone, Debug)]
pub struct Style {
    /// Written in place of IRIs by table, Markdown, CSV and TSV; beside them by NDJSON.
    pub labels: Labels,
    /// Columns of the terminal, for tables.
    pub width: u16,
}

impl Default for Style {
    fn default() -> Self {
        Self { labels: Labels::default(), width: 100 }
    }
}

/// Why an answer was not written.
#[derive(Debug)]
pub enum WriteError {
    Io(io::Error),
    /// The format holds triples, and the answer is none.
    NotTriples(Format),
    /// The format holds rows, and the answer is triples.
    NotRows(Format),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::NotTriples(format) => {
                write!(f, "{} holds triples, and only a CONSTRUCT or DESCRIBE answers with triples", format.name())
            }
            Self::NotRows(format) => write!(f, "SPARQL's {} has no form for triples; take ttl or nt", format.name()),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Answer {
    /// Writes the answer.
    ///
    /// # Errors
    /// The writer fails, or the format cannot hold this kind of answer.
    pub fn write(&self, out: &mut impl Write, format: Format, style: &Style) -> Result<(), WriteError> {
        match format {
            Format::Table => out.write_all(table::draw(&self.rows(), style).as_bytes())?,
            Format::Csv | Format::Tsv => delimited(&self.rows(), out, format, style)?,
            Format::Json => self.json(&mut *out)?,
            Format::Ndjson => ndjson(&self.rows(), out, style)?,
            Format::Markdown => markdown(&self.rows(), out, style)?,
            Format::Turtle | Format::NTriples => match self {
                Self::Triples(triples) => rdf(triples, out, format)?,
                _ => return Err(WriteError::NotTriples(format)),
            },
        }
        Ok(())
    }

    fn json(&self, out: &mut impl Write) -> Result<(), WriteError> {
        let serializer = QueryResultsSerializer::from_format(QueryResultsFormat::Json);
        match self {
            Self::Triples(_) => return Err(WriteError::NotRows(Format::Json)),
            Self::Boolean(value) => {
                serializer.serialize_boolean_to_writer(&mut *out, *value)?;
            }
            Self::Rows(rows) => {
                let columns: Vec<_> = rows.columns.iter().map(Variable::new_unchecked).collect();
                let mut serializer = serializer.serialize_solutions_to_writer(&mut *out, columns.clone())?;
                for row in &rows.rows {
                    let cells = columns.iter().zip(row).filter_map(|(name, term)| Some((name, term.as_ref()?)));
                    serializer.serialize(cells)?;
                }
                serializer.finish()?;
            }
        }
        out.write_all(b"\n")?;
        Ok(())
    }
}

/// A term as people read it: a label, or a literal's value.
pub(super) fn plain<'a>(term: Option<&'a Term>, labels: &'a Labels) -> &'a str {
    match term {
        None => "",
        Some(Term::NamedNode(node)) => labels.get(node).unwrap_or(node.as_str()),
        Some(Term::Literal(literal)) => literal.value(),
        Some(Term::BlankNode(node)) => node.as_str(),
    }
}

fn delimited(rows: &Rows, out: &mut impl Write, format: Format, style: &Style) -> Result<(), WriteError> {
    let cells = rows.rows.iter().map(|row| row.iter().map(|term| plain(term.as_ref(), &style.labels)));
    if format == Format::Tsv {
        // No quoting: what would break the lines is escaped, so that `cut` and `awk` can be used.
        let line = |cells: Vec<String>| cells.join("\t") + "\n";
        out.write_all(line(rows.columns.clone()).as_bytes())?;
        for row in cells {
            out.write_all(line(row.map(escape_tabs).collect()).as_bytes())?;
        }
        return Ok(());
    }
    let mut csv = csv::Writer::from_writer(out);
    let broken = |error: csv::Error| io::Error::other(error);
    csv.write_record(&rows.columns).map_err(broken)?;
    for row in cells {
        csv.write_record(row).map_err(broken)?;
    }
    csv.flush()?;
    Ok(())
}

fn escape_tabs(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn ndjson(rows: &Rows, out: &mut impl Write, style: &Style) -> io::Result<()> {
    for row in &rows.rows {
        let cells =
            rows.columns.iter().zip(row).map(|(name, term)| (name.clone(), value(term.as_ref(), &style.labels)));
        serde_json::to_writer(&mut *out, &Value::Object(cells.collect::<Map<_, _>>()))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn value(term: Option<&Term>, labels: &Labels) -> Value {
    match term {
        None => Value::Null,
        Some(Term::NamedNode(node)) => json!({"iri": node.as_str(), "label": labels.get(node)}),
        Some(Term::BlankNode(node)) => json!({"bnode": node.as_str()}),
        Some(Term::Literal(literal)) => typed(literal).unwrap_or_else(|| Value::String(literal.value().to_owned())),
    }
}

/// A number or boolean as JSON has it.
fn typed(literal: &Literal) -> Option<Value> {
    let datatype = literal.datatype();
    if datatype == xsd::INTEGER || datatype == xsd::DECIMAL || datatype == xsd::DOUBLE {
        serde_json::from_str::<serde_json::Number>(literal.value()).ok().map(Value::Number)
    } else if datatype == xsd::BOOLEAN {
        Some(Value::Bool(matches!(literal.value(), "true" | "1")))
    } else {
        None
    }
}

fn markdown(rows: &Rows, out: &mut impl Write, style: &Style) -> io::Result<()> {
    let columns = rows.telling();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let cell = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('\\', "\\\\")
            .replace('|', "\\|")
            .replace('<', "&lt;")
    };
    out.write_all(line(columns.iter().map(|&n| cell(&rows.columns[n])).collect()).as_bytes())?;
    out.write_all(line(columns.iter().map(|_| "---".to_owned()).collect()).as_bytes())?;
    for row in &rows.rows {
        let cells = columns.iter().map(|&n| cell(plain(row[n].as_ref(), &style.labels))).collect();
        out.write_all(line(cells).as_bytes())?;
    }
    Ok(())
}

fn rdf(triples: &[Triple], out: &mut impl Write, format: Format) -> io::Result<()> {
    let format = if format == Format::Turtle { RdfFormat::Turtle } else { RdfFormat::NTriples };
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, iri) in super::names::prefixes(&crate::iri::Base::default()) {
        // Only prefixes that no base moves.
        if iri.ends_with(['#']) || iri.starts_with("http://purl.org/") || iri.starts_with("http://xmlns.com/") {
            serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
        }
    }
    let mut writer = serializer.for_writer(out);
    for triple in triples {
        writer.serialize_triple(triple)?;
    }
    writer.finish()?;
    Ok(())
}
