//! Each shape refuses a graph that offends against it, and says so in its own words.

mod transit;

use demarche::diagnostic::Severity;
use demarche::graph::check::{Finding, SHAPES, check};
use demarche::graph::{self, Dataset};
use demarche::iri::Base;
use oxigraph::io::{RdfFormat, RdfParser};
use std::collections::BTreeSet;

fn nquads() -> Vec<String> {
    let Dataset { facts, mentions } = graph::quads(&transit::document(), &transit::extraction(), &Base::default());
    facts.iter().chain(&mentions).map(|quad| format!("{quad} .")).collect()
}

fn dataset(lines: &[String]) -> Dataset {
    let text = lines.join("\n");
    let facts = RdfParser::from_format(RdfFormat::NQuads).for_slice(&text).map(|quad| quad.expect(&text)).collect();
    Dataset { facts, mentions: Vec::new() }
}

#[test]
fn a_graph_as_it_is_made_offends_nobody() {
    assert_eq!(check(&dataset(&nquads())), []);
}

/// Each case in tests/shapes/broken.txt names a shape and edits the good graph so that it breaks.
#[test]
fn each_shape_refuses_what_breaks_it() {
    let mut tried = BTreeSet::new();
    let text = std::fs::read_to_string("tests/shapes/broken.txt").unwrap();
    for case in text.split("\n\n").filter(|case| !case.trim_start().starts_with('#')) {
        let (shape, edits) = case.trim().split_once('\n').unwrap_or_else(|| panic!("a case of one line: {case}"));
        let findings = check(&dataset(&broken(edits)));
        let found: BTreeSet<&str> = findings.iter().filter_map(|finding| finding.shape.rsplit('#').next()).collect();
        record(shape, &broken(edits), &findings);
        assert!(found.contains(shape), "{shape} does not refuse\n{edits}\nfound: {findings:#?}");
        tried.insert(shape.to_owned());
    }
    assert_eq!(tried, shapes_with_messages());
    record("good", &nquads(), &[]);
}

/// Writes the case and the verdict to the folder that DEMARCHE_SHAPES_OUT names, for tests/python/pyshacl_check.py.
fn record(name: &str, lines: &[String], findings: &[Finding]) {
    let Some(folder) = std::env::var_os("DEMARCHE_SHAPES_OUT").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.nq")), lines.join("\n") + "\n").unwrap();
    let verdict: String = findings.iter().map(|finding| format!("{}\t<{}>\n", finding.focus, finding.shape)).collect();
    std::fs::write(folder.join(format!("{name}.tsv")), verdict).unwrap();
}

/// Applies `- words` (drops lines that hold all of them) and `+ triple` (adds it) to the good graph.
fn broken(edits: &str) -> Vec<String> {
    let mut lines = nquads();
    for edit in edits.lines() {
        let before = lines.len();
        match edit.split_at(2) {
            ("- ", words) => lines.retain(|line| !words.split(' ').all(|word| line.contains(word))),
            ("+ ", triple) => lines.extend(read(triple)),
            _ => panic!("an edit begins with '- ' or '+ ': {edit}"),
        }
        assert_ne!(lines.len(), before, "without effect: {edit}");
    }
    lines
}

fn read(triple: &str) -> Vec<String> {
    let prefixes = "@base <http://localhost:7878/> . @prefix dem: <https://w3id.org/demarche/ns#> . \
        @prefix dcterms: <http://purl.org/dc/terms/> . @prefix oa: <http://www.w3.org/ns/oa#> . \
        @prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . \
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . \
        @prefix doc: <http://localhost:7878/doc/> . @prefix rec: <http://localhost:7878/rec/night-buses/> . ";
    let text = format!("{prefixes}{triple} .");
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(&text);
    quads.map(|quad| format!("{} .", quad.unwrap_or_else(|error| panic!("{triple}: {error}")))).collect()
}

/// The local names of all shapes that bear a message of their own.
fn shapes_with_messages() -> BTreeSet<String> {
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(SHAPES).map(Result::unwrap);
    let named = quads.filter(|quad| quad.predicate.as_str() == "http://www.w3.org/ns/shacl#message");
    named.map(|quad| quad.subject.to_string().trim_end_matches('>').rsplit('#').next().unwrap().to_owned()).collect()
}

#[test]
fn a_finding_shows_the_triple_the_shape_and_the_words() {
    let findings = check(&dataset(&broken("- 22334455> #polarity>\n+ rec:22334455 dem:polarity dem:maybe")));
    let document = transit::document();
    let told: Vec<String> = findings
        .iter()
        .map(|finding| {
            let diagnostic = finding.diagnostic(&document);
            let (text, span) = diagnostic.place.span.expect("the recommendation has evidence");
            format!("{}\n“{}”", diagnostic.message, &text[span.start..span.end])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    assert!(findings.iter().all(|finding| finding.severity == Severity::Error));
}

#[test]
fn what_cannot_be_read_again_is_refused() {
    let mut dataset = dataset(&nquads());
    let odd = oxigraph::model::NamedNode::new_unchecked("http://localhost:7878/id/two words");
    dataset.facts[0].object = odd.into();
    let shapes: Vec<_> = check(&dataset).into_iter().map(|finding| finding.shape).collect();
    assert_eq!(shapes, ["https://w3id.org/demarche/shapes#iri"]);
}
