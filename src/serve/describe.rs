//! What the endpoint says of itself: the SPARQL 1.1 Service Description, and the saved queries as examples in the form of the
//! Swiss Institute of Bioinformatics (`sh:SPARQLSelectExecutable`).
//!
//! Sources: <https://www.w3.org/TR/sparql11-service-description/>, <https://github.com/sib-swiss/sparql-examples>.

use crate::iri::Base;
use crate::query::{Form, QueryBook};
use crate::vocab::{owl, schema, sd, sh, void};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

/// The formats that the W3C has given IRIs.
const RESULTS: [&str; 8] = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
];
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// The service description. `graphs` are the named graphs of the store, `triples` is how many its default graph has.
pub(super) fn service(base: &Base, triples: usize, graphs: &[NamedNode]) -> Vec<Triple> {
    let endpoint = base.node("sparql");
    let [service, dataset, default] = ["service", "dataset", "default-graph"].map(|name| part(base, name));
    let mut said = vec![
        triple(&service, rdf::TYPE, sd::SERVICE),
        triple(&service, sd::ENDPOINT, endpoint),
        triple(&service, sd::SUPPORTED_LANGUAGE, sd::SPARQL_11_QUERY),
        triple(&service, sd::FEATURE, sd::UNION_DEFAULT_GRAPH),
        triple(&service, sd::DEFAULT_DATASET, dataset.clone()),
        triple(&dataset, rdf::TYPE, sd::DATASET),
        triple(&dataset, sd::DEFAULT_GRAPH, default.clone()),
        triple(&default, rdf::TYPE, sd::GRAPH),
        triple(&default, void::TRIPLES, Literal::new_typed_literal(triples.to_string(), xsd::INTEGER)),
    ];
    said.extend(
        RESULTS.map(|name| triple(&service, sd::RESULT_FORMAT, NamedNode::new_unchecked([FORMATS, name].concat()))),
    );
    for (n, graph) in graphs.iter().enumerate() {
        let named = part(base, &format!("graph-{}", n + 1));
        said.push(triple(&dataset, sd::NAMED_GRAPH, named.clone()));
        said.push(triple(&named, rdf::TYPE, sd::NAMED_GRAPH_CLASS));
        said.push(triple(&named, sd::NAME, graph.clone()));
    }
    said
}

/// The saved queries as examples that other tools can collect.
pub(super) fn examples(base: &Base, book: &QueryBook) -> Vec<Triple> {
    let prefixes = part(base, "prefixes");
    let mut said = vec![triple(&prefixes, rdf::TYPE, owl::ONTOLOGY)];
    for (prefix, namespace) in book.prefixes() {
        let declared = part(base, &format!("prefix-{prefix}"));
        said.push(triple(&prefixes, sh::DECLARE, declared.clone()));
        said.push(triple(&declared, sh::PREFIX, Literal::from(prefix)));
        said.push(triple(&declared, sh::NAMESPACE_OF_PREFIX, Literal::new_typed_literal(namespace, xsd::ANY_URI)));
    }
    for query in book.queries() {
        let node = base.node(&format!("query/{}", query.name));
        let (class, text) = match query.form() {
            Form::Rows => (sh::SPARQL_SELECT_EXECUTABLE, sh::SELECT),
            Form::Boolean => (sh::SPARQL_ASK_EXECUTABLE, sh::ASK),
            Form::Triples => (sh::SPARQL_CONSTRUCT_EXECUTABLE, sh::CONSTRUCT),
        };
        said.push(triple(&node, rdf::TYPE, sh::SPARQL_EXECUTABLE));
        said.push(triple(&node, rdf::TYPE, class));
        said.push(triple(&node, rdfs::COMMENT, Literal::new_language_tagged_literal_unchecked(&query.summary, "en")));
        said.push(triple(&node, sh::PREFIXES, prefixes.clone()));
        said.push(triple(&node, text, Literal::from(&*query.text)));
        said.push(triple(&node, schema::TARGET, base.node("sparql")));
        said.extend(query.tags.iter().map(|tag| triple(&node, schema::KEYWORDS, Literal::from(tag.as_str()))));
    }
    said
}

/// A node of the description.
fn part(base: &Base, name: &str) -> NamedNode {
    base.node(&format!("sparql#{name}"))
}

fn triple(subject: &NamedNode, predicate: NamedNodeRef, object: impl Into<Term>) -> Triple {
    Triple::new(subject.clone(), predicate.into_owned(), object)
}
