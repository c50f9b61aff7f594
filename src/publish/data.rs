//! The description of one resource as RDF: what its page says, for programs.

use super::PublishError;
use super::facts::Facts;
use crate::graph::write;
use crate::vocab::{dem, oa};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::BTreeSet;

/// How many statements that lead to a resource its description holds.
const INCOMING: usize = 500;

/// A resource's own statements, those of its parts (roles, evidence, selectors) and some that lead to it; none where
/// nothing is known of it.
pub(super) fn describe(facts: &Facts, iri: &NamedNode, format: RdfFormat) -> Result<Option<Vec<u8>>, PublishError> {
    let triples = statements(facts, iri);
    if triples.is_empty() {
        return Ok(None);
    }
    written(facts, &triples, format).map(Some)
}

pub(super) fn written(facts: &Facts, triples: &[Triple], format: RdfFormat) -> Result<Vec<u8>, PublishError> {
    let quads: Vec<Quad> = triples.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph)).collect();
    write::write(&quads.iter().collect::<Vec<_>>(), format, &facts.base, Vec::new())
        .map_err(PublishError::io(format!("cannot write {}", format.name())))
}

/// The statements that describe a resource, each once.
pub(super) fn statements(facts: &Facts, iri: &NamedNode) -> Vec<Triple> {
    let mut found = facts.about(iri);
    let mut seen = BTreeSet::from([iri.clone()]);
    let mut next: Vec<NamedNode> = Vec::new();
    for incoming in facts.leading_to(iri).into_iter().take(INCOMING) {
        if let NamedOrBlankNode::NamedNode(subject) = &incoming.subject
            && (subject.as_str().starts_with(&format!("{}#", iri.as_str())) || incoming.predicate == dem::ROLE_OF)
        {
            next.push(subject.clone());
        }
        found.push(incoming);
    }
    next.extend(found.iter().filter_map(part));
    while let Some(node) = next.pop() {
        if seen.insert(node.clone()) {
            let about = facts.about(&node);
            next.extend(about.iter().filter_map(part));
            found.extend(about);
        }
    }
    found.sort_by_cached_key(ToString::to_string);
    found.dedup();
    found
}

/// The statements about some words of a text and their selectors.
pub(super) fn statements_of_words(facts: &Facts, evidence: &NamedNode) -> Vec<Triple> {
    let mut found = facts.about(evidence);
    for selector in facts.nodes(evidence, oa::HAS_SELECTOR) {
        found.extend(facts.about(&selector));
    }
    found
}

/// The words and selectors that a statement leads to.
fn part(triple: &Triple) -> Option<NamedNode> {
    let leads = [
        dem::EVIDENCE,
        dem::SENTENCE,
        dem::CONDITION,
        dem::CONSEQUENCE,
        dem::MONITORING,
        dem::DEADLINE,
        dem::DEADLINE_EVIDENCE,
        dem::TEXT,
        oa::HAS_SELECTOR,
    ];
    match &triple.object {
        Term::NamedNode(node) if leads.iter().any(|property| triple.predicate == *property) => Some(node.clone()),
        _ => None,
    }
}
