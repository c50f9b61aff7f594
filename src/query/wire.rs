//! The formats in which a SPARQL endpoint answers: what programs ask for by media type, written as the W3C has it.
//!
//! The formats for people and spreadsheets, with labels for IRIs, are [`super::Format`]'s.

use super::answer::{Answer, Rows};
use super::error::QueryError;
use super::names::prefixes;
use crate::iri::Base;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{NamedOrBlankNode, Term, Triple, Variable};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParseError, QueryResultsParser, QueryResultsSerializer,
    SliceQueryResultsParserOutput,
};
use std::io;

/// What an answer is made of: it decides which formats can hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The rows of a SELECT.
    Rows,
    /// The yes or no of an ASK.
    Boolean,
    /// The triples of a CONSTRUCT or DESCRIBE.
    Triples,
}

/// A format that an endpoint answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    Json,
    Xml,
    Csv,
    Tsv,
    Turtle,
    JsonLd,
    NTriples,
    RdfXml,
}

impl Wire {
    /// The formats that can hold an answer, the most useful first.
    pub fn of(form: Form) -> &'static [Self] {
        match form {
            Form::Rows => &[Self::Json, Self::Xml, Self::Csv, Self::Tsv],
            Form::Boolean => &[Self::Json, Self::Xml],
            Form::Triples => &[Self::Turtle, Self::JsonLd, Self::NTriples, Self::RdfXml],
        }
    }

    /// What is sent as `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/sparql-results+json",
            Self::Xml => "application/sparql-results+xml",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Tsv => "text/tab-separated-values; charset=utf-8",
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::JsonLd => "application/ld+json",
            Self::NTriples => "application/n-triples",
            Self::RdfXml => "application/rdf+xml",
        }
    }

    /// The media types by which clients ask for it, without parameters; the first is its own.
    pub fn asked_by(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["application/sparql-results+json", "application/json"],
            Self::Xml => &["application/sparql-results+xml", "application/xml", "text/xml"],
            Self::Csv => &["text/csv"],
            Self::Tsv => &["text/tab-separated-values"],
            Self::Turtle => &["text/turtle", "application/x-turtle"],
            Self::JsonLd => &["application/ld+json", "application/json"],
            Self::NTriples => &["application/n-triples", "text/plain"],
            Self::RdfXml => &["application/rdf+xml", "application/xml", "text/xml"],
        }
    }

    /// Its name in `?format=`, which is also the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
            Self::NTriples => "nt",
            Self::RdfXml => "rdf",
        }
    }

    fn rows(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            _ => None,
        }
    }

    /// The RDF format, where it is one.
    pub fn rdf(self) -> Option<RdfFormat> {
        match self {
            Self::Turtle => Some(RdfFormat::Turtle),
            Self::JsonLd => Some(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
            Self::NTriples => Some(RdfFormat::NTriples),
            Self::RdfXml => Some(RdfFormat::RdfXml),
            _ => None,
        }
    }
}

impl Answer {
    /// What the answer is made of.
    pub fn form(&self) -> Form {
        match self {
            Self::Rows(_) => Form::Rows,
            Self::Boolean(_) => Form::Boolean,
            Self::Triples(_) => Form::Triples,
        }
    }

    /// An answer that was written as SPARQL's JSON.
    ///
    /// # Errors
    /// It is none.
    pub fn from_json(json: &[u8]) -> Result<Self, QueryError> {
        let failed = |error: QueryResultsParseError| QueryError::Evaluation(error.to_string());
        match QueryResultsParser::from_format(QueryResultsFormat::Json).for_slice(json).map_err(|e| failed(e.into()))? {
            SliceQueryResultsParserOutput::Boolean(value) => Ok(Self::Boolean(value)),
            SliceQueryResultsParserOutput::Solutions(solutions) => {
                let columns = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
                let rows = solutions.map(|row| row.map(|row| row.values().to_vec()));
                let rows = rows.collect::<Result<_, _>>().map_err(|error| failed(error.into()))?;
                Ok(Self::Rows(Rows { columns, rows, aside: Vec::new() }))
            }
        }
    }

    /// The answer as a client reads it.
    ///
    /// # Errors
    /// The format cannot hold this form of answer (see [`Wire::of`]).
    pub fn serialize(&self, wire: Wire, base: &Base) -> io::Result<Vec<u8>> {
        let unfit = || io::Error::other(format!("{} cannot hold {:?}", wire.name(), self.form()));
        match self {
            Self::Boolean(value) => {
                let serializer = QueryResultsSerializer::from_format(wire.rows().ok_or_else(unfit)?);
                serializer.serialize_boolean_to_writer(Vec::new(), *value)
            }
            Self::Rows(rows) => {
                let serializer = QueryResultsSerializer::from_format(wire.rows().ok_or_else(unfit)?);
                let columns: Vec<_> = rows.columns.iter().map(Variable::new_unchecked).collect();
                let mut serializer = serializer.serialize_solutions_to_writer(Vec::new(), columns.clone())?;
                for row in &rows.rows {
                    let cells = columns.iter().zip(row).filter_map(|(name, term)| Some((name, term.as_ref()?)));
                    serializer.serialize(cells)?;
                }
                serializer.finish()
            }
            Self::Triples(triples) => {
                let mut serializer = RdfSerializer::from_format(wire.rdf().ok_or_else(unfit)?);
                for (prefix, iri) in prefixes(base) {
                    if triples.iter().any(|triple| uses(triple, &iri)) {
                        serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
                    }
                }
                let mut writer = serializer.for_writer(Vec::new());
                for triple in triples {
                    writer.serialize_triple(triple)?;
                }
                writer.finish()
            }
        }
    }
}

/// Whether an IRI of the triple begins with a namespace.
fn uses(triple: &Triple, namespace: &str) -> bool {
    let subject = matches!(&triple.subject, NamedOrBlankNode::NamedNode(node) if node.as_str().starts_with(namespace));
    let object = match &triple.object {
        Term::NamedNode(node) => node.as_str().starts_with(namespace),
        Term::Literal(literal) => literal.datatype().as_str().starts_with(namespace),
        Term::BlankNode(_) => false,
    };
    subject || object || triple.predicate.as_str().starts_with(namespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::NamedNode;

    #[test]
    fn every_form_is_written_in_each_of_its_formats_and_in_no_other() {
        let node = NamedNode::new_unchecked("http://localhost:7878/id/harbour-board");
        let rows = Rows {
            columns: vec!["who".to_owned(), "none".to_owned()],
            rows: vec![vec![Some(node.clone().into()), None]],
            aside: Vec::new(),
        };
        let answers = [
            Answer::Rows(rows),
            Answer::Boolean(true),
            Answer::Triples(vec![Triple::new(node.clone(), node.clone(), node)]),
        ];
        let all: Vec<Wire> = [Form::Rows, Form::Triples].into_iter().flat_map(Wire::of).copied().collect();
        for answer in &answers {
            for &wire in &all {
                let written = answer.serialize(wire, &Base::default());
                let fits = Wire::of(answer.form()).contains(&wire)
                    || (answer.form() == Form::Boolean && wire.rows().is_some());
                assert_eq!(written.is_ok(), fits, "{:?} as {wire:?}", answer.form());
            }
        }
        for answer in &answers[..2] {
            assert_eq!(&Answer::from_json(&answer.serialize(Wire::Json, &Base::default()).unwrap()).unwrap(), answer);
        }
        let csv = answers[0].serialize(Wire::Csv, &Base::default()).unwrap();
        assert_eq!(String::from_utf8(csv).unwrap(), "who,none\r\nhttp://localhost:7878/id/harbour-board,\r\n");
    }
}
