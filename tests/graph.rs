//! The graph of one document, as a reader of TriG sees it.

mod transit;

use demarche::graph::{self, Dataset, write::write};
use demarche::iri::Base;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
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
