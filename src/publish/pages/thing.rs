//! The page of anything that has an IRI: what is said of it, what leads to it, in whose words.

use super::lanes::{Lanes, over_time};
use super::{alternates, frame, html, kinds, structured};
use crate::publish::catalogue::{Basis, Document, Recommendation};
use crate::publish::facts::{Link, last_part};
use crate::publish::path::data_of;
use crate::publish::{Page, PublishError, Site, SitePath};
use crate::vocab::{dem, owl, skos};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// How many quotes of one kind a page shows.
const QUOTES: usize = 60;
/// How many values of one property, and how many things that lead here, a page shows.
const VALUES: usize = 40;

#[derive(Serialize)]
struct Thing<'a> {
    collection: &'a str,
    kinds: Vec<Link>,
    names: Vec<String>,
    definition: Option<String>,
    recommendation: Option<&'a Recommendation>,
    /// The words as a Web Annotation, for those who cite them.
    annotation: Option<String>,
    document: Option<&'a Document>,
    nanopublication: Option<String>,
    /// Who asks it, or asks about it, or what it asks, over time.
    lanes: Option<Lanes>,
    /// Who asks it, and whom it asks, as a picture; and the page where that can be filtered.
    around: Option<String>,
    network: String,
    groups: Vec<Group<'a>>,
    /// Those that act for it, each with how often it is asked; that counts for it too.
    acting: Vec<(Link, usize)>,
    properties: Vec<Property>,
    incoming: Vec<Property>,
    basis: Basis,
}

/// The recommendations in which a thing plays one part.
#[derive(Serialize)]
struct Group<'a> {
    name: &'static str,
    count: usize,
    shown: Vec<&'a Recommendation>,
}

#[derive(Serialize)]
struct Property {
    property: Link,
    count: usize,
    values: Vec<Value>,
}

#[derive(Serialize)]
struct Value {
    link: Option<Link>,
    text: Option<String>,
}

pub(super) fn page(site: &Site, path: &SitePath, node: &NamedNode, folder: &str) -> Result<Page, PublishError> {
    let (facts, catalogue) = (&site.facts, &site.catalogue);
    let iri = node.as_str();
    let all = |list: Option<&Vec<usize>>| list.cloned().unwrap_or_default();
    let mut lists: Vec<(&'static str, Vec<usize>)> = vec![
        ("addressed", all(catalogue.asked.get(iri))),
        ("asking", all(catalogue.asking.get(iri))),
        ("topic", all(catalogue.by_topic.get(iri))),
        ("action", all(catalogue.by_action.get(iri))),
    ];
    for (name, stance) in [("for", "supports"), ("against", "opposes"), ("states", "expresses")] {
        let says =
            |at: &usize| catalogue.recommendations[*at].asks.iter().any(|(ask, how)| ask.iri == iri && *how == stance);
        lists.push((name, all(catalogue.by_ask.get(iri)).into_iter().filter(says).collect()));
    }
    for (kind, list) in catalogue.otherwise.get(iri).into_iter().flatten() {
        lists.push((kind, list.clone()));
    }
    lists.retain(|(_, list)| !list.is_empty());
    let everything: Vec<usize> = lists.iter().flat_map(|(_, list)| list.iter().copied()).collect();
    let rec = catalogue.by_iri.get(iri).map(|at| &catalogue.recommendations[*at]);
    let rec = rec.or_else(|| catalogue.others.get(iri));
    let groups = lists.iter().map(|(name, list)| Group {
        name,
        count: list.len(),
        shown: list.iter().take(QUOTES).map(|at| &catalogue.recommendations[*at]).collect(),
    });
    let names_actor = matches!(folder.split('/').next(), Some("id"));
    let role = if catalogue.addressed.contains_key(iri) { "to" } else { "by" };
    let thing = Thing {
        lanes: match rec {
            Some(_) => None,
            None => over_time(site, everything.iter().copied().collect::<BTreeSet<_>>().into_iter()),
        },
        around: site.picture.as_ref().filter(|_| names_actor).and_then(|picture| picture.around(iri)),
        network: format!("{}#{role}={}", site.facts.place("network"), last_part(iri)),
        collection: folder.split('/').next().unwrap_or_default(),
        kinds: kinds(site, node),
        names: facts.texts(node, skos::ALT_LABEL).into_iter().chain(facts.texts(node, dem::ACRONYM)).collect(),
        definition: facts.text(node, skos::DEFINITION),
        recommendation: rec,
        annotation: rec.and_then(annotation),
        document: rec.and_then(|rec| catalogue.document(&rec.document.iri)),
        nanopublication: catalogue.by_iri.get(iri).map(|_| match site.options.live {
            true => format!("{folder}.trig"),
            false => data_of(folder, "trig").as_str().to_owned(),
        }),
        groups: groups.collect(),
        acting: acting(site, node),
        properties: properties(site, node),
        incoming: incoming(site, node),
        basis: if everything.is_empty() { catalogue.whole_basis() } else { catalogue.basis_of(&everything) },
    };
    let mut frame = frame(site, path, &title(site, node, rec), Some(iri));
    frame.alternates = alternates(folder, site.options.live);
    let kind = thing.kinds.first().map(|kind| kind.iri.trim_start_matches(dem::NAMESPACE)).unwrap_or_default();
    let same: Vec<String> = facts.nodes(node, owl::SAME_AS).into_iter().map(NamedNode::into_string).collect();
    frame.structured = Some(match rec {
        Some(rec) => structured::recommendation(rec),
        None => structured::thing(iri, &frame.title, kind, &thing.names, &same),
    });
    html(site, "thing.html", frame, thing)
}

/// What a thing is called. A recommendation's label leaves out its document's own publisher.
fn title(site: &Site, node: &NamedNode, rec: Option<&Recommendation>) -> String {
    let label = site.facts.label(node);
    let by = rec.filter(|_| label.starts_with('→')).map(|rec| &rec.recommenders);
    let by: Vec<&str> = by.into_iter().flatten().map(|role| role.actor.label.as_str()).collect();
    [by.join(", "), label].join(" ").trim_start().to_owned()
}

/// Those that act for an actor, near and far, and are asked something themselves; the most asked first.
fn acting(site: &Site, node: &NamedNode) -> Vec<(Link, usize)> {
    let mut found = BTreeSet::new();
    let mut next = vec![node.clone()];
    while let Some(whole) = next.pop() {
        let parts = site.facts.with(dem::ACTS_FOR, &whole).into_iter();
        next.extend(parts.filter(|part| part != node && found.insert(part.clone())));
    }
    let asked = |part: NamedNode| {
        let list = site.catalogue.addressed.get(part.as_str())?;
        Some((site.facts.link(&part), list.len()))
    };
    let mut acting: Vec<(Link, usize)> = found.into_iter().filter_map(asked).collect();
    acting.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    acting
}

/// The words of a recommendation as a Web Annotation.
fn annotation(rec: &Recommendation) -> Option<String> {
    let quote = rec.quote.as_ref()?;
    let annotation = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "identifying",
        "body": rec.link.iri,
        "target": {
            "source": format!("{}/text", rec.document.iri),
            "selector": [
                {"type": "TextQuoteSelector", "exact": quote.raw},
                {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
            ],
        },
    });
    serde_json::to_string_pretty(&annotation).ok()
}

fn properties(site: &Site, node: &NamedNode) -> Vec<Property> {
    let mut found: BTreeMap<NamedNode, Vec<Value>> = BTreeMap::new();
    for triple in site.facts.about(node) {
        found.entry(triple.predicate).or_default().push(value(site, triple.object));
    }
    found.into_iter().map(|(property, values)| shown(site, &property, values)).collect()
}

fn incoming(site: &Site, node: &NamedNode) -> Vec<Property> {
    let mut found: BTreeMap<NamedNode, Vec<Value>> = BTreeMap::new();
    for triple in site.facts.leading_to(node) {
        if let NamedOrBlankNode::NamedNode(subject) = triple.subject {
            found.entry(triple.predicate).or_default().push(value(site, subject.into()));
        }
    }
    found.into_iter().map(|(property, values)| shown(site, &property, values)).collect()
}

fn shown(site: &Site, property: &NamedNode, mut values: Vec<Value>) -> Property {
    let count = values.len();
    values.truncate(VALUES);
    Property { property: site.facts.link(property), count, values }
}

fn value(site: &Site, term: Term) -> Value {
    match term {
        Term::NamedNode(node) => Value { link: Some(site.facts.link(&node)), text: None },
        Term::Literal(literal) => Value { link: None, text: Some(literal.value().to_owned()) },
        Term::BlankNode(node) => Value { link: None, text: Some(node.to_string()) },
    }
}
