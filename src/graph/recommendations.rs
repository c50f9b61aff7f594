//! Recommendations, calls that are reported of others, and their roles. Each role stands twice: as a node of its own, with how it is known and where it
//! stands, and as a plain edge from the recommendation to who fills it.

use super::{DocumentGraph, english, how, label, name, polarity, relation, strength};
use crate::extract::{How, Recommendation, Relation, Role};
use crate::text::ByteSpan;
use crate::vocab::dem;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};
use std::collections::HashSet;

pub(super) fn map(graph: &mut DocumentGraph<'_>) {
    let own = match graph.extraction.copy_of {
        Some(_) => dem::class::REPEATED_RECOMMENDATION,
        None => dem::class::RECOMMENDATION,
    };
    for recommendation in &graph.extraction.recommendations {
        statement(graph, recommendation, own);
        roles(graph, recommendation, true);
    }
    for call in &graph.extraction.reported_calls {
        statement(graph, call, dem::class::REPORTED_CALL);
        roles(graph, call, false);
    }
}

fn statement(graph: &mut DocumentGraph<'_>, recommendation: &Recommendation, class: NamedNodeRef<'static>) {
    let node = recommendation.id.iri(graph.base);
    let is_own = class != dem::class::REPORTED_CALL;
    let label = label::label(graph, recommendation, is_own);
    let evidence = graph.evidence(recommendation.span);
    let sentence = graph.evidence(recommendation.sentence);
    graph.add(&node, rdf::TYPE, class);
    graph.add(&node, rdfs::LABEL, english(label));
    graph.add(&node, dem::STATED_IN, graph.iri.clone());
    graph.add(&node, dem::EVIDENCE, evidence);
    graph.add(&node, dem::SENTENCE, sentence);
    graph.add(&node, dem::VERB, Literal::from(recommendation.verb.lemma.as_str()));
    if let Some(content) = &recommendation.content {
        let words = label::words(graph, content.span);
        graph.add(&node, dem::CONTENT, english(words));
        graph.add(&node, dem::CONTENT_VERB, Literal::from(content.lemma.as_str()));
    }
    if let Some(action) = &recommendation.action {
        graph.add(&node, dem::ACTION, action.iri(graph.base));
    }
    graph.add(&node, dem::POLARITY, polarity(recommendation.polarity));
    graph.add(&node, dem::STRENGTH, strength(recommendation.strength));
    for topic in &recommendation.topics {
        graph.add(&node, dem::TOPIC, topic.iri(graph.base));
    }
    if let Some(whole) = &recommendation.part_of {
        graph.add(&node, dem::PART_OF, whole.iri(graph.base));
    }
    if let Some(condition) = recommendation.condition {
        let words = graph.evidence(condition);
        graph.add(&node, dem::CONDITION, words);
    }
    if let Some(consequence) = recommendation.consequence {
        let words = graph.evidence(consequence);
        graph.add(&node, dem::CONSEQUENCE, words);
    }
    if let Some(monitoring) = recommendation.monitoring {
        let words = graph.evidence(monitoring);
        graph.add(&node, dem::MONITORING, words);
    }
    if let Some(deadline) = &recommendation.deadline {
        let words = graph.evidence(deadline.span);
        graph.add(&node, dem::DEADLINE_EVIDENCE, words);
        if let Some(value) = &deadline.date {
            let date = graph.date(value);
            graph.add(&node, dem::DEADLINE, date);
        }
    }
    graph.made_by(&node, &recommendation.because);
    for doubt in &recommendation.doubts {
        graph.add(&node, dem::DOUBT, doubt.iri(graph.base));
    }
    for correction in &recommendation.corrected {
        graph.add(&node, dem::CORRECTED_BY, correction.iri(graph.base));
    }
}

/// The roles of what is asked; what is the document's own and names nobody else is its publisher's.
fn roles(graph: &mut DocumentGraph<'_>, recommendation: &Recommendation, is_own: bool) {
    let mut writer = RoleWriter { graph, recommendation, seen: HashSet::new() };
    for role in &recommendation.recommenders {
        writer.role(dem::RECOMMENDER, role, None);
    }
    if is_own && recommendation.recommenders.is_empty() {
        writer.publisher();
    }
    if let Some(role) = &recommendation.spokesperson {
        writer.role(dem::SPOKESPERSON, role, None);
    }
    for role in &recommendation.addressees {
        writer.role(dem::ADDRESSEE, role, None);
    }
    for counterpart in &recommendation.counterparts {
        writer.role(dem::COUNTERPART, &counterpart.role, Some(counterpart.relation));
    }
    for role in &recommendation.sought_from {
        writer.role(dem::SOUGHT_FROM, role, None);
    }
    for role in &recommendation.beneficiaries {
        writer.role(dem::BENEFICIARY, role, None);
    }
    for role in &recommendation.invokes {
        writer.role(dem::INVOKES, role, None);
    }
    for role in &recommendation.places {
        writer.role(dem::PLACE, role, None);
    }
}

struct RoleWriter<'g, 'a> {
    graph: &'g mut DocumentGraph<'a>,
    recommendation: &'g Recommendation,
    /// Roles written so far: who is named twice in one role fills it once, as known first.
    seen: HashSet<NamedNode>,
}

impl RoleWriter<'_, '_> {
    /// Who publishes a document speaks in it, wherever nobody else is named.
    fn publisher(&mut self) {
        if let Some(publisher) = &self.graph.extraction.publisher {
            let role = Role { actor: publisher.actor.clone(), how: How::Document, span: publisher.span };
            self.role(dem::RECOMMENDER, &role, None);
        }
    }

    fn role(&mut self, kind: NamedNodeRef<'static>, role: &Role, with: Option<Relation>) {
        let statement = self.recommendation.id.iri(self.graph.base);
        let filler = role.actor.iri(self.graph.base);
        let node = role_name(self.recommendation, kind, role, with, self.graph);
        if !self.seen.insert(node.clone()) {
            return;
        }
        self.graph.add(&statement, kind, filler.clone());
        self.graph.add(&node, rdf::TYPE, dem::class::ROLE);
        self.graph.add(&node, dem::ROLE_OF, statement);
        self.graph.add(&node, dem::ROLE_KIND, kind);
        self.graph.add(&node, dem::FILLER, filler);
        self.graph.add(&node, dem::HOW, how(role.how));
        if let Some(with) = with {
            self.graph.add(&node, dem::RELATION, relation(with));
        }
        if let Some(span) = role.span.filter(|span| !span.is_empty()) {
            self.evidence(&node, span);
        }
    }

    fn evidence(&mut self, node: &NamedNode, span: ByteSpan) {
        let words = self.graph.evidence(span);
        self.graph.add(node, dem::EVIDENCE, words);
    }
}

fn role_name(
    recommendation: &Recommendation,
    kind: NamedNodeRef<'_>,
    role: &Role,
    with: Option<Relation>,
    graph: &DocumentGraph<'_>,
) -> NamedNode {
    let local = |term: NamedNodeRef<'static>| term.as_str().trim_start_matches(dem::NAMESPACE);
    let kind = kind.as_str().trim_start_matches(dem::NAMESPACE);
    let kind = with.map_or_else(|| kind.to_owned(), |with| format!("{kind}-{}", local(relation(with))));
    name::role(&recommendation.id, &kind, role.actor.as_str(), graph.base)
}
