//! Every place of a text that names an actor, a date or a topic, as an annotation: the bulk of what is written.

use super::{DocumentGraph, name};
use crate::text::ByteSpan;
use crate::vocab::{dem, oa};
use oxigraph::model::NamedNode;
use oxigraph::model::vocab::rdf;

pub(super) fn map(graph: &mut DocumentGraph<'_>) {
    let extraction = graph.extraction;
    for mention in &extraction.mentions {
        let body = mention.actor.iri(graph.base);
        let node = annotation(graph, "actor", mention.span, body);
        graph.made_by(&node, &mention.because);
    }
    for date in &extraction.dates {
        let body = graph.date(&date.value);
        let node = annotation(graph, "date", date.span, body);
        graph.made_by(&node, &date.because);
    }
    for topic in &extraction.topics {
        for &span in &topic.spans {
            let body = topic.topic.iri(graph.base);
            annotation(graph, "topic", span, body);
        }
    }
}

fn annotation(graph: &mut DocumentGraph<'_>, kind: &str, span: ByteSpan, body: NamedNode) -> NamedNode {
    let chars = graph.document.text.stored_chars(span);
    let node = name::part(&graph.document.id, kind, chars, graph.base);
    let target = graph.evidence(span);
    graph.add(&node, rdf::TYPE, dem::class::MENTION);
    graph.add(&node, oa::HAS_BODY, body);
    graph.add(&node, oa::HAS_TARGET, target);
    node
}
