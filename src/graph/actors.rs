//! Actors, places, instruments and events that a document names. Kind and name stand in every document's graph, so that
//! it can be read and checked by itself; what else the lexicon knows of them stands in `/graph/ontology` only.

use super::{DocumentGraph, class, english};
use crate::vocab::{dem, org, skos};
use oxigraph::model::vocab::rdf;

pub(super) fn map(graph: &mut DocumentGraph<'_>) {
    for actor in &graph.extraction.actors {
        let node = actor.id.iri(graph.base);
        graph.add(&node, rdf::TYPE, class(actor.kind));
        graph.add(&node, skos::PREF_LABEL, english(&actor.name));
        if let Some(called) = &actor.called {
            graph.add(&node, skos::ALT_LABEL, english(called));
        }
        if let Some(whole) = actor.acts_for.as_ref().filter(|_| !actor.known) {
            graph.add(&node, dem::ACTS_FOR, whole.iri(graph.base));
        }
        for (member, span) in &actor.members {
            let membership = graph.base.node(&format!("doc/{}#member={}={member}", graph.document.id, actor.id));
            let evidence = graph.evidence(*span);
            graph.add(&node, org::HAS_MEMBER, member.iri(graph.base));
            graph.add(&membership, rdf::TYPE, org::MEMBERSHIP);
            graph.add(&membership, org::ORGANIZATION, node.clone());
            graph.add(&membership, org::MEMBER, member.iri(graph.base));
            graph.add(&membership, dem::EVIDENCE, evidence);
        }
    }
}
