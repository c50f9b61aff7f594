//! The graph of one document, as a reader of TriG sees it.

mod transit;

use demarche::graph::check::check;
use demarche::graph::{self, Dataset, resolved, write::write};
use demarche::iri::{ActorId, Base, DocumentId, RecommendationId, RuleId};
use demarche::resolve::copies::Copy;
use demarche::resolve::{Reference, Resolutions};
use demarche::text::{ByteSpan, CharSpan, Text};
use demarche::vocab::dem;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn dataset() -> Dataset {
    graph::quads(&transit::document(), &transit::extraction(), &Base::default())
}

fn written(quads: &[Quad], format: RdfFormat) -> String {
    let quads: Vec<&Quad> = quads.iter().collect();
    String::from_utf8(write(&quads, format, &Base::default(), Vec::new()).unwrap()).unwrap()
}

#[test]
fn the_facts_of_a_document() {
    insta::assert_snapshot!(written(&dataset().facts, RdfFormat::TriG));
}

#[test]
fn the_mentions_of_a_document() {
    insta::assert_snapshot!(written(&dataset().mentions, RdfFormat::TriG));
}

#[test]
fn every_format_tells_the_same() {
    let dataset = dataset();
    let quads = [dataset.facts, dataset.mentions].concat();
    let lines: BTreeSet<String> = quads.iter().map(Quad::to_string).collect();
    assert_eq!(lines.len(), quads.len(), "facts and mentions share no quad");
    assert!(!lines.iter().any(|line| line.contains("_:")), "no blank nodes");
    for format in [RdfFormat::NQuads, RdfFormat::TriG, RdfFormat::JsonLd { profile: Default::default() }] {
        let text = written(&quads, format);
        let read: BTreeSet<String> = RdfParser::from_format(format)
            .for_slice(text.as_bytes())
            .map(|quad| quad.expect("what is written can be read").to_string())
            .collect();
        assert_eq!(read, lines, "{format:?}");
    }
    let triples = RdfParser::from_format(RdfFormat::Turtle).for_slice(&written(&quads, RdfFormat::Turtle)).count();
    assert_eq!(triples, quads.len());
}

/// Writes every format to the folder that DEMARCHE_GRAPH_OUT names, for tests/python/read_back.py.
#[test]
fn every_format_for_other_readers() {
    let Some(folder) = std::env::var_os("DEMARCHE_GRAPH_OUT").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    let Dataset { facts, mentions } = dataset();
    let quads = [facts, mentions].concat();
    let json_ld = RdfFormat::JsonLd { profile: Default::default() };
    for format in [RdfFormat::NQuads, RdfFormat::TriG, RdfFormat::Turtle, json_ld] {
        std::fs::write(folder.join(format!("document.{}", format.file_extension())), written(&quads, format)).unwrap();
    }
}

#[test]
fn what_the_collection_tells_stands_apart_and_leads_back_to_its_words() {
    let reference = Reference {
        citing: DocumentId::new("night-buses"),
        at: CharSpan { start: 65, end: 78 },
        cited: DocumentId::new("fares-for-all"),
        publisher: Some(ActorId::new("city-transit-union")),
        recommendations: vec![RecommendationId::new("fares-for-all/0badcafe")],
        rule: RuleId::new("cited-title"),
    };
    let copy = Copy {
        document: DocumentId::new("fares-for-all-reprint"),
        original: DocumentId::new("fares-for-all"),
        resemblance: Some(93),
    };
    let resolutions = Resolutions { references: vec![reference], copies: vec![copy], ..Resolutions::default() };
    let quads = resolved::quads(&resolutions, &Base::default());
    insta::assert_snapshot!(written(&quads, RdfFormat::TriG));
    let facts = dataset().facts;
    for quad in quads.iter().filter(|quad| quad.predicate == dem::EVIDENCE) {
        assert!(facts.iter().any(|fact| Term::from(fact.subject.clone()) == quad.object), "{quad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Ranges that no extractor should make still map to something that the shapes can judge.
    #[test]
    fn no_text_and_no_range_panics(text in "[a-zé\r\n“ ]{0,80}", start in 0usize..100, end in 0usize..100) {
        let mut document = transit::document();
        document.text = Text::new(text);
        let mut extraction = transit::extraction();
        extraction.mentions[0].span = ByteSpan::new(start, end);
        extraction.recommendations[0].span = ByteSpan::new(end, start);
        extraction.recommendations[0].deadline =
            Some(demarche::extract::Deadline { span: ByteSpan::new(end, start), date: None });
        check(&graph::quads(&document, &extraction, &Base::default()));
    }
}
