//! Quads as text, for people and other programs: Turtle, TriG, N-Quads, JSON-LD.

use crate::iri::Base;
use crate::vocab::{dcterms, dem, foaf, oa, org, owl, prov, skos, time};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Quad};
use std::io::{self, Write};

/// The prefixes that are declared in what is written, and that saved queries may use without declaring them.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dcterms", dcterms::NAMESPACE),
    ("dem", dem::NAMESPACE),
    ("foaf", foaf::NAMESPACE),
    ("oa", oa::NAMESPACE),
    ("org", org::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", skos::NAMESPACE),
    ("time", time::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The paths below the base that are short in what is written: `id:city-transit-union`.
const PATHS: &[&str] = &["action", "cue", "date", "doc", "doubt", "graph", "id", "rec", "rule", "topic"];

/// Writes quads; Turtle, N-Triples and RDF/XML know no graphs and get the triples only. N-Quads come in the order of
/// their lines; the other formats put what belongs to one subject together, its type first, and declare prefixes, those of the
/// collection's own IRIs too.
pub fn write<W: Write>(quads: &[&Quad], format: RdfFormat, base: &Base, writer: W) -> io::Result<W> {
    let mut serializer = RdfSerializer::from_format(format);
    let plain = matches!(format, RdfFormat::NQuads | RdfFormat::NTriples);
    if !plain {
        for (prefix, namespace) in PREFIXES {
            serializer = serializer.with_prefix(*prefix, *namespace).map_err(io::Error::other)?;
        }
        for path in PATHS {
            let namespace = format!("{}{path}/", base.as_str());
            serializer = serializer.with_prefix(*path, namespace).map_err(io::Error::other)?;
        }
    }
    let mut order: Vec<&Quad> = quads.to_vec();
    if plain {
        order.sort_by_cached_key(|quad| quad.to_string());
    } else {
        order.sort_by_cached_key(|quad| {
            let later = quad.predicate != rdf::TYPE;
            let object = quad.object.to_string();
            let subject = quad.subject.to_string();
            // Without its brackets `<doc/x>` comes before `<doc/x#title>` and `<doc/x/text>`.
            let subject = subject.trim_matches(['<', '>']).to_owned();
            (quad.graph_name.to_string(), subject, later, quad.predicate.as_str().to_owned(), object)
        });
    }
    order.dedup();
    let mut serializer = serializer.for_writer(writer);
    for quad in order {
        if format.supports_datasets() || quad.graph_name == GraphName::DefaultGraph {
            serializer.serialize_quad(quad)?;
        } else {
            serializer.serialize_triple(quad.as_ref())?;
        }
    }
    serializer.finish()
}
