//! A document itself: its text, its metadata, and for each value of these a finding that tells how it is known.

use super::{DocumentGraph, date, english, evidence, name};
use crate::document::{GivenSource, GivenValue};
use crate::extract::{Because, PublisherHow};
use crate::text::ByteSpan;
use crate::vocab::{dcterms, dem, foaf};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub(super) fn map(graph: &mut DocumentGraph<'_>) {
    let document = graph.document;
    let node = graph.iri.clone();
    graph.add(&node, rdf::TYPE, dem::class::DOCUMENT);
    graph.add(&node, dem::FILE, Literal::from(document.source.as_str()));
    graph.add(&node, dem::SHA256, Literal::from(document.sha256.as_str()));
    text(graph);
    Findings { graph, counts: BTreeMap::new() }.map();
    for topic in &graph.extraction.topics {
        graph.add(&node, dcterms::SUBJECT, topic.topic.iri(graph.base));
    }
    citations(graph);
}

fn text(graph: &mut DocumentGraph<'_>) {
    let stored = graph.document.text.stored();
    let (iri, text) = (graph.iri.clone(), graph.text.clone());
    graph.add(&iri, dem::TEXT, text.clone());
    graph.add(&text, rdf::TYPE, dem::class::TEXT);
    graph.add(&text, dem::SHA256, Literal::from(sha256(stored.as_bytes())));
    graph.add(&text, dem::LENGTH, evidence::count(stored.chars().count()));
}

/// SHA-256 in 64 hexadecimal digits, lower case.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn citations(graph: &mut DocumentGraph<'_>) {
    for citation in &graph.extraction.citations {
        let chars = graph.document.text.stored_chars(citation.span);
        let node = name::part(&graph.document.id, "cites", chars, graph.base);
        let words = graph.evidence(citation.span);
        graph.add(&node, rdf::TYPE, dem::class::CITATION);
        graph.add(&node, dem::CITED_IN, graph.iri.clone());
        graph.add(&node, dcterms::TITLE, english(&citation.title));
        graph.add(&node, dem::EVIDENCE, words);
        if let Some(publisher) = &citation.publisher {
            graph.add(&node, dcterms::PUBLISHER, publisher.actor.iri(graph.base));
        }
        graph.made_by(&node, &citation.because);
    }
}

/// Writes the findings of a document; those of one property and source are numbered.
struct Findings<'g, 'a> {
    graph: &'g mut DocumentGraph<'a>,
    counts: BTreeMap<(&'static str, &'static str), usize>,
}

impl Findings<'_, '_> {
    fn map(mut self) {
        self.title();
        self.publisher();
        self.issued();
        let given = &self.graph.document.given;
        self.first(dcterms::LANGUAGE, &given.language, |tag| Literal::from(tag));
        if given.language.is_empty() {
            // A document in another language is left out before it comes here.
            let node = self.graph.iri.clone();
            self.graph.add(&node, dcterms::LANGUAGE, Literal::from("en"));
        }
        for author in &given.author {
            let node = self.graph.iri.clone();
            self.graph.add(&node, dcterms::CREATOR, english(&author.value));
        }
        self.given(dcterms::CREATOR, &given.author, |name| english(name));
        self.first(dcterms::SOURCE, &given.url, address);
        self.first(dcterms::LICENSE, &given.licence, address);
        self.first(dem::RETRIEVED, &given.retrieved, day);
        self.first(dcterms::RIGHTS_HOLDER, &given.rights_holder, |name| english(name));
    }

    fn title(&mut self) {
        let given = &self.graph.document.given.title;
        let found = self.graph.extraction.title.as_ref();
        let node = self.graph.iri.clone();
        if let Some(text) = found.map(|title| &title.text).or(given.first().map(|title| &title.value)) {
            self.graph.add(&node, dcterms::TITLE, english(text));
        }
        self.given(dcterms::TITLE, given, |title| english(title));
        if let Some(title) = found.filter(|title| !is_given(given, &title.text, title.span)) {
            let text = english(&title.text);
            self.finding(dcterms::TITLE, dem::EXPLICIT, text.into(), title.span, Some(&title.because));
        }
    }

    fn publisher(&mut self) {
        let given = &self.graph.document.given.publisher;
        self.given(dcterms::PUBLISHER, given, |name| english(name));
        let Some(publisher) = &self.graph.extraction.publisher else { return };
        let (node, actor) = (self.graph.iri.clone(), publisher.actor.iri(self.graph.base));
        self.graph.add(&node, dcterms::PUBLISHER, actor.clone());
        let how = match publisher.how {
            PublisherHow::Masthead => dem::MASTHEAD,
            PublisherHow::SelfReference => dem::SELF_REFERENCE,
            PublisherHow::Citation => dem::CITATION,
            PublisherHow::Given => given.first().map_or(dem::SIDECAR, |first| source(first.source)),
        };
        self.finding(dcterms::PUBLISHER, how, actor.into(), publisher.span, Some(&publisher.because));
        // The publisher is an actor of this graph also where the text does not name it.
        if !self.graph.actors.contains_key(&publisher.actor) {
            let node = publisher.actor.iri(self.graph.base);
            self.graph.add(&node, rdf::TYPE, foaf::AGENT);
            self.graph.add(&node, crate::vocab::skos::PREF_LABEL, english(&publisher.name));
        }
    }

    fn issued(&mut self) {
        let given = &self.graph.document.given.issued;
        let found = self.graph.extraction.issued.as_ref();
        let node = self.graph.iri.clone();
        if let Some(edtf) = found.map(|issued| &issued.value).or(given.first().map(|issued| &issued.value)) {
            self.graph.add(&node, dem::EDTF, Literal::from(edtf.as_str()));
            if let Some(literal) = date::exact(edtf) {
                self.graph.add(&node, dcterms::ISSUED, literal);
            }
            self.graph.bounds(&node, edtf);
        }
        self.given(dcterms::ISSUED, given, day);
        if let Some(issued) = found.filter(|issued| !is_given(given, &issued.value, issued.span)) {
            let value = day(&issued.value);
            self.finding(dcterms::ISSUED, dem::EXPLICIT, value.into(), issued.span, Some(&issued.because));
        }
    }

    /// A property that only sidecar and front matter tell: the first value wins, all are kept as findings.
    fn first<T: Into<Term>>(
        &mut self,
        property: NamedNodeRef<'static>,
        given: &[GivenValue],
        term: impl Fn(&str) -> T,
    ) {
        if let Some(first) = given.first() {
            let node = self.graph.iri.clone();
            self.graph.add(&node, property, term(&first.value));
        }
        self.given(property, given, term);
    }

    fn given<T: Into<Term>>(
        &mut self,
        property: NamedNodeRef<'static>,
        given: &[GivenValue],
        term: impl Fn(&str) -> T,
    ) {
        for value in given {
            self.finding(property, source(value.source), term(&value.value).into(), value.span, None);
        }
    }

    fn finding(
        &mut self,
        property: NamedNodeRef<'static>,
        how: NamedNodeRef<'static>,
        value: Term,
        span: Option<ByteSpan>,
        because: Option<&Because>,
    ) {
        let (kind, source) = (local(property), local(how));
        let nth = self.counts.entry((kind, source)).or_default();
        let node = name::finding(&self.graph.document.id, kind, source, *nth, self.graph.base);
        *nth += 1;
        let document = self.graph.iri.clone();
        self.graph.add(&node, rdf::TYPE, dem::class::FINDING);
        self.graph.add(&node, dem::FINDING_OF, document.clone());
        self.graph.add(&node, dem::PROPERTY, property);
        self.graph.add(&node, dem::VALUE, value);
        self.graph.add(&node, dem::HOW, how);
        if let Some(span) = span.filter(|span| !span.is_empty()) {
            let words = self.graph.evidence(span);
            self.graph.add(&node, dem::EVIDENCE, words);
        }
        if let Some(because) = because {
            self.graph.made_by(&node, because);
        }
    }
}

/// Whether an extracted value only repeats what sidecar or front matter give.
fn is_given(given: &[GivenValue], value: &str, span: Option<ByteSpan>) -> bool {
    given.iter().any(|given| given.value == value && (span.is_none() || given.span == span))
}

fn source(source: GivenSource) -> NamedNodeRef<'static> {
    match source {
        GivenSource::Sidecar => dem::SIDECAR,
        GivenSource::FrontMatter => dem::FRONT_MATTER,
        GivenSource::Embedded => dem::EMBEDDED,
        GivenSource::Properties => dem::PROPERTIES,
    }
}

/// The last part of a term's IRI.
fn local(term: NamedNodeRef<'static>) -> &'static str {
    term.as_str().rsplit(['#', '/']).next().unwrap_or_default()
}

/// An absolute IRI as a node, anything else as it was written.
fn address(value: &str) -> Term {
    match NamedNode::new(value) {
        Ok(node) => node.into(),
        Err(_) => Literal::from(value).into(),
    }
}

/// An exact date as a typed literal, anything else as it was written.
fn day(value: &str) -> Literal {
    date::exact(value).unwrap_or_else(|| Literal::from(value))
}
