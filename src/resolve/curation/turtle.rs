//! Curation files as linked data: each `dem:Correction` of a Turtle file is a row.
//!
//! ```turtle
//! [] a dem:Correction ; dem:operation "reject" ;
//!     oa:hasTarget [ oa:hasSource <doc/night-buses> ; oa:hasSelector [ oa:exact "trains should be fun" ] ] ;
//!     prov:wasAttributedTo "A. Okafor" ; dcterms:date "2026-05-02" ; rdfs:comment "it is a slogan" .
//! ```

use super::row::{Column, Row};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::table::decoded;
use crate::iri::Base;
use crate::text::ByteSpan;
use crate::vocab::{dcterms, dem, oa, prov};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What stands between several values of one cell.
const AND: &str = " | ";

/// The properties of a correction, and the cells that they are.
const CELLS: [(NamedNodeRef<'static>, Column); 10] = [
    (dem::OPERATION, Column::Action),
    (dem::PROPERTY, Column::Role),
    (dem::FORMER_VALUE, Column::Actor),
    (dem::NEW_VALUE, Column::To),
    (dem::VERB, Column::Verb),
    (dem::STRENGTH, Column::Strength),
    (dem::POLARITY, Column::Polarity),
    (prov::WAS_ATTRIBUTED_TO, Column::By),
    (dcterms::DATE, Column::Date),
    (rdfs::COMMENT, Column::Why),
];

/// Reads a file, its corrections in their order. A file that is no Turtle is told, with the place, and left out.
pub(super) fn read(path: &Path, base: &Base, found: &mut Vec<Diagnostic>) -> Vec<Row> {
    let Some(text) = decoded(path, found) else { return Vec::new() };
    let parser = match RdfParser::from_format(RdfFormat::Turtle).with_base_iri(base.as_str()) {
        Ok(parser) => parser,
        Err(error) => {
            found.push(Diagnostic::new(Severity::Error, "curation::base", path, error.to_string()));
            return Vec::new();
        }
    };
    let mut triples: Vec<Triple> = Vec::new();
    for quad in parser.for_slice(text.as_bytes()) {
        match quad {
            Ok(quad) => triples.push(quad.into()),
            Err(error) => {
                let span = error.location().map_or(ByteSpan::new(0, 0), |range| {
                    ByteSpan::new(range.start.offset as usize, range.end.offset as usize)
                });
                let diagnostic =
                    Diagnostic::new(Severity::Error, "curation::syntax", path, format!("is no valid Turtle: {error}"));
                found.push(diagnostic.help("see https://www.w3.org/TR/turtle/ for the syntax").at(text, span));
                return Vec::new();
            }
        }
    }
    let file = File { path, text, triples, base };
    let corrections = file.triples.iter().filter(|triple| {
        triple.predicate == rdf::TYPE && triple.object == Term::from(dem::class::CORRECTION.into_owned())
    });
    let mut from = 0;
    corrections.map(|triple| file.row(&triple.subject, &mut from)).collect()
}

struct File<'a> {
    path: &'a Path,
    text: Arc<str>,
    triples: Vec<Triple>,
    base: &'a Base,
}

impl File<'_> {
    /// One correction; `from` is where the search for its words in the file begins: behind those of the one before.
    fn row(&self, subject: &NamedOrBlankNode, from: &mut usize) -> Row {
        let mut cells: BTreeMap<Column, String> = BTreeMap::new();
        for (property, column) in CELLS {
            let values: Vec<String> = self.values(subject, property).map(|term| self.word(term)).collect();
            if !values.is_empty() {
                cells.insert(column, values.join(AND));
            }
        }
        if let Some(relation) = self.values(subject, dem::RELATION).next() {
            cells.entry(Column::Role).and_modify(|role| *role = format!("{role} {}", self.word(relation)));
        }
        for target in self.nodes(subject, oa::HAS_TARGET) {
            cells.extend(self.values(&target, oa::HAS_SOURCE).next().map(|term| (Column::Document, self.word(term))));
            for selector in self.nodes(&target, oa::HAS_SELECTOR) {
                for (property, column) in
                    [(oa::EXACT, Column::Quote), (oa::PREFIX, Column::Prefix), (oa::SUFFIX, Column::Suffix)]
                {
                    cells.extend(self.values(&selector, property).next().map(|term| (column, self.word(term))));
                }
            }
        }
        let whole = self.place(&cells, *from);
        *from = whole.end;
        let place = |text: &str| {
            let start = self.text[whole.start..].find(text).filter(|_| !text.is_empty());
            start.map_or(whole, |start| ByteSpan::new(whole.start + start, whole.start + start + text.len()))
        };
        let cells = cells
            .into_iter()
            .map(|(column, text)| (column, text.trim().to_owned()))
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column, (text.clone(), if column == Column::Quote { whole } else { place(&text) })))
            .collect();
        Row { file: self.path.to_owned(), text: Arc::clone(&self.text), span: whole, cells }
    }

    /// Where a correction stands: by the words that only it has, its quote, else whom it is about.
    fn place(&self, cells: &BTreeMap<Column, String>, from: usize) -> ByteSpan {
        let told = [Column::Quote, Column::Actor, Column::To, Column::Action];
        let words = told.iter().filter_map(|column| cells.get(column)).map(|text| {
            let line = text.lines().next().unwrap_or_default();
            line.rsplit(['#', '/', ':']).next().filter(|_| line.starts_with("http")).unwrap_or(line)
        });
        let mut found = words.filter(|words| !words.is_empty()).filter_map(|words| {
            let at = self.text[from..].find(words).map(|at| from + at).or_else(|| self.text.find(words))?;
            Some(ByteSpan::new(at, at + words.len()))
        });
        found.next().unwrap_or(ByteSpan::new(0, 0))
    }

    fn values<'t>(&'t self, subject: &NamedOrBlankNode, property: NamedNodeRef<'t>) -> impl Iterator<Item = &'t Term> {
        let of = move |triple: &&Triple| triple.predicate == property;
        let subject = subject.clone();
        self.triples.iter().filter(of).filter(move |triple| triple.subject == subject).map(|triple| &triple.object)
    }

    fn nodes(&self, subject: &NamedOrBlankNode, property: NamedNodeRef<'_>) -> Vec<NamedOrBlankNode> {
        let node = |triple: &Triple| match &triple.object {
            Term::NamedNode(node) => Some(node.clone().into()),
            Term::BlankNode(node) => Some(node.clone().into()),
            Term::Literal(_) => None,
        };
        let of = |triple: &&Triple| triple.predicate == property && triple.subject == *subject;
        self.triples.iter().filter(of).filter_map(node).collect()
    }

    /// A term as a cell has it: demarche's own terms by their local names, the collection's nodes by their paths.
    fn word(&self, term: &Term) -> String {
        match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(_) => String::new(),
            Term::NamedNode(node) => match node.as_str().strip_prefix(dem::NAMESPACE) {
                Some(name) => name.to_owned(),
                None => self.base.path(node.as_str()).unwrap_or(node.as_str()).to_owned(),
            },
        }
    }
}
