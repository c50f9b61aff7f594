//! Corrections by people, for `/graph/curation`: who said what should change, why, what the program had found, and what
//! came of it. Documents' own graphs are made of the corrected extractions and point here by `dem:correctedBy`.

use super::{english, evidence, name, sorted};
use crate::iri::{Base, DocumentId, slug};
use crate::resolve::curation::{Change, Correction, Curation, Outcome, State, Value};
use crate::vocab::{dcterms, dem, oa, prov, skos};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::BTreeMap;

/// The quads of `/graph/curation`, sorted. Suppressions leave no trace: the name is to stand nowhere.
pub fn quads(curation: &Curation, outcomes: &BTreeMap<DocumentId, Vec<Outcome>>, base: &Base) -> Vec<Quad> {
    let graph = base.node(name::CURATION_GRAPH);
    let mut quads = Vec::new();
    let told = curation.corrections.iter().filter(|correction| !matches!(correction.change, Change::Suppress { .. }));
    for correction in told {
        let came: Vec<(&DocumentId, &Outcome)> = outcomes
            .iter()
            .flat_map(|(document, outcomes)| outcomes.iter().map(move |outcome| (document, outcome)))
            .filter(|(_, outcome)| outcome.correction == correction.id)
            .collect();
        let mut add = |subject: &NamedNode, predicate: NamedNodeRef<'static>, object: Term| {
            quads.push(Quad::new(subject.clone(), predicate, object, graph.clone()));
        };
        described(correction, base, &mut add);
        outcome(correction, &came, base, &mut add);
    }
    sorted(quads)
}

type Add<'a> = dyn FnMut(&NamedNode, NamedNodeRef<'static>, Term) + 'a;

/// What the person wrote down.
fn described(correction: &Correction, base: &Base, add: &mut Add<'_>) {
    let node = correction.id.iri(base);
    let text = |text: &str| Term::from(Literal::from(text));
    add(&node, rdf::TYPE, dem::class::CORRECTION.into_owned().into());
    add(&node, dem::OPERATION, text(correction.change.action()));
    add(&node, rdfs::LABEL, english(label(correction)).into());
    add(&node, dcterms::SOURCE, text(&correction.where_it_stands()));
    if let Some(property) = correction.change.property() {
        add(&node, dem::PROPERTY, NamedNode::new_unchecked(format!("{}{property}", dem::NAMESPACE)).into());
    }
    let agent = match NamedNode::new(&correction.by) {
        Ok(agent) => agent,
        Err(_) => base.node(&format!("curator/{}", slug(&correction.by))),
    };
    add(&node, prov::WAS_ATTRIBUTED_TO, agent.clone().into());
    add(&agent, rdf::TYPE, prov::AGENT.into_owned().into());
    if agent.as_str() != correction.by {
        add(&agent, rdfs::LABEL, text(&correction.by));
    }
    if let Some(date) = &correction.date {
        let literal = super::date::exact(date).unwrap_or_else(|| Literal::from(date.as_str()));
        add(&node, dcterms::DATE, literal.into());
    }
    if let Some(why) = &correction.why {
        add(&node, rdfs::COMMENT, english(why.as_str()).into());
    }
}

/// What came of it, and where its words stand.
fn outcome(correction: &Correction, came: &[(&DocumentId, &Outcome)], base: &Base, add: &mut Add<'_>) {
    let node = correction.id.iri(base);
    let applied = |state: &&State| **state == State::Applied;
    let states: Vec<&State> = came.iter().map(|(_, outcome)| &outcome.state).collect();
    let state = states.iter().copied().find(applied).or(states.first().copied());
    add(&node, dem::OUTCOME, Literal::from(state.map_or("waiting", State::name)).into());
    // Where it did something, only that is told: not where it was not needed.
    let did = came.iter().any(|(_, outcome)| outcome.state == State::Applied);
    for (document, outcome) in came.iter().filter(|(_, outcome)| !did || outcome.state == State::Applied) {
        for (actor, name) in &outcome.names {
            add(&actor.iri(base), skos::ALT_LABEL, english(name.as_str()).into());
        }
        if let Some(path) = &outcome.corrects {
            add(&node, dem::CORRECTS, base.node(path).into());
        }
        for (property, values) in [(dem::FORMER_VALUE, &outcome.former), (dem::NEW_VALUE, &outcome.new)] {
            for value in values {
                add(&node, property, term(value, base));
            }
        }
        let (Some(at), Some(quote)) = (outcome.at, correction.change.quote()) else { continue };
        let part = |kind: &str| base.node(&format!("correction/{}#{kind}", correction.id));
        let (target, selector, position) = (part("target"), part("quote"), part("position"));
        add(&node, oa::HAS_TARGET, target.clone().into());
        add(&target, rdf::TYPE, oa::SPECIFIC_RESOURCE.into_owned().into());
        add(&target, oa::HAS_SOURCE, name::text(document, base).into());
        add(&target, oa::HAS_SELECTOR, selector.clone().into());
        add(&target, oa::HAS_SELECTOR, position.clone().into());
        add(&selector, rdf::TYPE, oa::TEXT_QUOTE_SELECTOR.into_owned().into());
        for (property, words) in [(oa::EXACT, &quote.exact), (oa::PREFIX, &quote.prefix), (oa::SUFFIX, &quote.suffix)] {
            if !words.is_empty() {
                add(&selector, property, Literal::from(words.as_str()).into());
            }
        }
        add(&position, rdf::TYPE, oa::TEXT_POSITION_SELECTOR.into_owned().into());
        for (property, number) in [(oa::START, at.start), (oa::END, at.end)] {
            add(&position, property, evidence::count(number).into());
        }
    }
}

fn term(value: &Value, base: &Base) -> Term {
    match value {
        Value::Node(path) => base.node(path).into(),
        Value::Term(name) => NamedNode::new_unchecked(format!("{}{name}", dem::NAMESPACE)).into(),
        Value::Text(text) => Literal::new_typed_literal(text, xsd::STRING).into(),
    }
}

/// "reassign addressee, by A. Okafor"
fn label(correction: &Correction) -> String {
    let property = correction.change.property().filter(|_| !matches!(correction.change, Change::Add { .. }));
    let property = property.map(|name| format!(" {name}")).unwrap_or_default();
    let why = correction.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    format!("{}{property}, by {}{why}", correction.change.action(), correction.by)
}
