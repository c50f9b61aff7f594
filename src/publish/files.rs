//! What programs fetch: dumps of the whole graph, their description in VoID and DCAT, and nanopublications.

use super::{Page, PublishError, Site};
use crate::graph::write;
use crate::vocab::{dcat, dcterms, dem, foaf, np, prov, spdx, void};
use flate2::{Compression, GzBuilder};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, Term};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// The dumps: file, and the media type of what it packs.
pub(super) const DUMPS: [(&str, &str); 3] = [
    ("graph.nq.gz", "application/n-quads"),
    ("graph.trig.gz", "application/trig"),
    ("graph.jsonld.gz", "application/ld+json"),
];

/// The dumps' bytes, each made when it is first asked for: the description tells their lengths and checksums.
pub(super) type Dumps = [OnceLock<Vec<u8>>; DUMPS.len()];

/// A dump of all named graphs, compressed. The same graph gives the same bytes: no time stands in its head.
pub(super) fn dump(site: &Site, name: &str) -> Result<Option<Page>, PublishError> {
    let Some(at) = DUMPS.iter().position(|(dump, ..)| *dump == name) else { return Ok(None) };
    Ok(Some(Page { media_type: "application/gzip", body: packed(site, at)?.to_owned() }))
}

fn packed(site: &Site, at: usize) -> Result<&[u8], PublishError> {
    if let Some(packed) = site.dumps[at].get() {
        return Ok(packed);
    }
    let (name, media_type) = DUMPS[at];
    let format = RdfFormat::from_media_type(media_type).unwrap_or(RdfFormat::NQuads);
    let quads = site.loaded().iter().filter_map(Result::ok).filter(|quad| !quad.graph_name.is_default_graph());
    let quads: Vec<Quad> = quads.collect();
    let failed = || PublishError::io(format!("cannot write {name}"));
    let packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::default());
    let packed = write::write(&quads.iter().collect::<Vec<_>>(), format, &site.base, packed).map_err(failed())?;
    let packed = packed.finish().map_err(failed())?;
    Ok(site.dumps[at].get_or_init(|| packed))
}

/// Statements in Turtle under the prefixes of catalogues.
#[derive(Default)]
struct Description {
    quads: Vec<Quad>,
}

impl Description {
    fn add(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, value: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), property, value, GraphName::DefaultGraph));
    }

    fn count(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, number: usize) {
        self.add(subject, property, Literal::new_typed_literal(number.to_string(), xsd::INTEGER));
    }

    fn turtle(mut self) -> Result<Vec<u8>, PublishError> {
        self.quads.sort_by_cached_key(|quad| (quad.subject.to_string(), quad.predicate != rdf::TYPE, quad.to_string()));
        let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
        for (prefix, iri) in [
            ("dcat", dcat::NAMESPACE),
            ("dcterms", dcterms::NAMESPACE),
            ("dem", dem::NAMESPACE),
            ("foaf", foaf::NAMESPACE),
            ("spdx", spdx::NAMESPACE),
            ("void", void::NAMESPACE),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ] {
            let failed = PublishError::io("cannot write void.ttl");
            serializer = serializer.with_prefix(prefix, iri).map_err(std::io::Error::other).map_err(failed)?;
        }
        let mut writer = serializer.for_writer(Vec::new());
        for quad in &self.quads {
            writer.serialize_triple(quad.as_ref()).map_err(PublishError::io("cannot write void.ttl"))?;
        }
        writer.finish().map_err(PublishError::io("cannot write void.ttl"))
    }
}

/// What the dataset is (VoID, with its classes and properties) and where it can be had (DCAT, with checksums).
pub(super) fn description(site: &Site) -> Result<Page, PublishError> {
    let mut text = Description::default();
    let node = |path: &str| site.base.node(path);
    let dataset = node("void.ttl#dataset");
    let basis = site.catalogue.whole_basis();
    text.add(&dataset, rdf::TYPE, void::DATASET.into_owned());
    text.add(&dataset, rdf::TYPE, dcat::DATASET.into_owned());
    text.add(&dataset, dcterms::TITLE, Literal::new_language_tagged_literal_unchecked(&site.options.title, "en"));
    text.add(&dataset, void::URI_SPACE, Literal::from(site.base.as_str()));
    text.add(&dataset, void::VOCABULARY, NamedNode::new_unchecked(dem::NAMESPACE.trim_end_matches('#')));
    text.add(&dataset, dcat::LANDING_PAGE, node(""));
    text.add(&dataset, dcterms::LANGUAGE, Literal::from("en"));
    for publisher in &basis.publishers {
        text.add(&dataset, dcterms::SOURCE, NamedNode::new_unchecked(publisher.iri.as_str()));
    }
    if let (Some(since), Some(until)) = (&basis.since, &basis.until) {
        text.add(&dataset, dcterms::TEMPORAL, Literal::from(format!("{since}/{until}")));
    }
    if site.options.live {
        text.add(&dataset, void::SPARQL_ENDPOINT, node("sparql"));
    }
    if let Some(example) = site.catalogue.recommendations.first() {
        text.add(&dataset, void::EXAMPLE_RESOURCE, NamedNode::new_unchecked(example.link.iri.as_str()));
    }
    partitions(site, &dataset, &mut text);
    for (at, (name, media_type)) in DUMPS.iter().enumerate() {
        let packed = packed(site, at)?;
        let file = node(&format!("data/{name}"));
        let distribution = node(&format!("void.ttl#{name}"));
        let checksum = node(&format!("void.ttl#{name}-sha256"));
        let sum: String = Sha256::digest(packed).iter().map(|byte| format!("{byte:02x}")).collect();
        let kind =
            |media: &str| NamedNode::new_unchecked(format!("https://www.iana.org/assignments/media-types/{media}"));
        text.add(&dataset, void::DATA_DUMP, file.clone());
        text.add(&dataset, dcat::DISTRIBUTION, distribution.clone());
        text.add(&distribution, rdf::TYPE, dcat::DISTRIBUTION_CLASS.into_owned());
        text.add(&distribution, dcat::DOWNLOAD_URL, file);
        text.add(&distribution, dcat::MEDIA_TYPE, kind(media_type));
        text.add(&distribution, dcat::COMPRESS_FORMAT, kind("application/gzip"));
        text.count(&distribution, dcat::BYTE_SIZE, packed.len());
        text.add(&distribution, spdx::CHECKSUM, checksum.clone());
        text.add(&checksum, rdf::TYPE, spdx::CHECKSUM_CLASS.into_owned());
        text.add(&checksum, spdx::ALGORITHM, spdx::SHA256.into_owned());
        text.add(&checksum, spdx::CHECKSUM_VALUE, Literal::new_typed_literal(sum, xsd::HEX_BINARY));
    }
    Ok(Page { media_type: "text/turtle; charset=utf-8", body: text.turtle()? })
}

/// How often each class and property is used.
fn partitions(site: &Site, dataset: &NamedNode, text: &mut Description) {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut classes: BTreeMap<NamedNode, usize> = BTreeMap::new();
    let mut properties: BTreeMap<NamedNode, usize> = BTreeMap::new();
    let mut subjects = HashSet::new();
    let mut triples = 0;
    for quad in site.loaded().quads_for_pattern(None, None, None, default).filter_map(Result::ok) {
        triples += 1;
        if let (Term::NamedNode(class), true) = (&quad.object, quad.predicate == rdf::TYPE) {
            *classes.entry(class.clone()).or_default() += 1;
            subjects.insert(quad.subject);
        }
        *properties.entry(quad.predicate).or_default() += 1;
    }
    text.count(dataset, void::TRIPLES, triples);
    text.count(dataset, void::ENTITIES, subjects.len());
    text.count(dataset, void::CLASSES, classes.len());
    text.count(dataset, void::PROPERTIES, properties.len());
    text.count(dataset, void::DOCUMENTS, site.catalogue.documents.len());
    let part = |kind: &str, term: &NamedNode| {
        let digest = Sha256::digest(term.as_str().as_bytes());
        let name: String = digest[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        let last = super::facts::last_part(term.as_str());
        site.base.node(&format!("void.ttl#{kind}-{last}-{name}"))
    };
    for (class, number) in classes {
        let node = part("class", &class);
        text.add(dataset, void::CLASS_PARTITION, node.clone());
        text.add(&node, void::CLASS, class);
        text.count(&node, void::ENTITIES, number);
    }
    for (property, number) in properties {
        let node = part("property", &property);
        text.add(dataset, void::PROPERTY_PARTITION, node.clone());
        text.add(&node, void::PROPERTY, property);
        text.count(&node, void::TRIPLES, number);
    }
}

/// A recommendation as a nanopublication in TriG: what is asserted, from which words it comes, and who made this file. None
/// where the IRI is no recommendation. It bears no signature and no date: both belong to whoever publishes it.
pub(super) fn nanopublication(site: &Site, iri: &NamedNode) -> Result<Option<Vec<u8>>, PublishError> {
    if !site.catalogue.by_iri.contains_key(iri.as_str()) {
        return Ok(None);
    }
    let part = |name: &str| NamedNode::new_unchecked(format!("{}.trig#{name}", iri.as_str()));
    let whole = NamedNode::new_unchecked(format!("{}.trig", iri.as_str()));
    let (head, assertion, provenance, info) = (part("head"), part("assertion"), part("provenance"), part("pubinfo"));
    let mut quads = Vec::new();
    let mut add = |graph: &NamedNode, subject: &NamedNode, property: NamedNodeRef<'_>, value: Term| {
        quads.push(Quad::new(subject.clone(), property, value, graph.clone()));
    };
    add(&head, &whole, rdf::TYPE, np::NANOPUBLICATION.into_owned().into());
    add(&head, &whole, np::HAS_ASSERTION, assertion.clone().into());
    add(&head, &whole, np::HAS_PROVENANCE, provenance.clone().into());
    add(&head, &whole, np::HAS_PUBLICATION_INFO, info.clone().into());
    let software = site.base.node("about#demarche");
    let sources = [dem::EVIDENCE, dem::SENTENCE, dem::STATED_IN, dem::MADE_BY_RULE, dem::MADE_BY_CUE];
    for triple in site.facts.about(iri) {
        let graph = if sources.iter().any(|source| triple.predicate == *source) { &provenance } else { &assertion };
        add(graph, iri, triple.predicate.as_ref(), triple.object);
    }
    for evidence in site.facts.nodes(iri, dem::EVIDENCE) {
        add(&provenance, &assertion, prov::HAD_PRIMARY_SOURCE, evidence.clone().into());
        for triple in super::data::statements_of_words(&site.facts, &evidence) {
            if let oxigraph::model::NamedOrBlankNode::NamedNode(subject) = &triple.subject {
                add(&provenance, subject, triple.predicate.as_ref(), triple.object.clone());
            }
        }
    }
    for document in site.facts.nodes(iri, dem::STATED_IN) {
        add(&provenance, &assertion, prov::WAS_DERIVED_FROM, document.into());
    }
    add(&provenance, &assertion, prov::WAS_ATTRIBUTED_TO, software.clone().into());
    add(&info, &whole, prov::WAS_ATTRIBUTED_TO, software.clone().into());
    add(&info, &software, rdf::TYPE, prov::SOFTWARE_AGENT.into_owned().into());
    add(&info, &software, dem::VERSION, Literal::from(env!("CARGO_PKG_VERSION")).into());
    let written = write::write(&quads.iter().collect::<Vec<_>>(), RdfFormat::TriG, &site.base, Vec::new());
    written.map(Some).map_err(PublishError::io("cannot write a nanopublication"))
}
