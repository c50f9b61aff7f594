//! What the network page's script filters: every ask, with who asks whom, about what, when, in which words.

use crate::publish::assets;
use crate::publish::catalogue::Role;
use crate::publish::facts::{Link, last_part};
use crate::publish::{Page, Site};
use crate::vocab::skos;
use oxigraph::model::NamedNode;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Actors, topics and documents are told once; asks point at them by their place.
#[derive(Serialize)]
struct Data<'a> {
    actors: Vec<Named<'a>>,
    topics: Vec<Named<'a>>,
    documents: Vec<Document<'a>>,
    asks: Vec<Ask<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    /// The last part of its IRI.
    id: &'a str,
    name: &'a str,
    href: Option<&'a str>,
}

#[derive(Serialize)]
struct Document<'a> {
    name: &'a str,
    href: Option<&'a str>,
    /// As it is known, and the first day that it can mean.
    date: Option<&'a str>,
    day: Option<&'a str>,
}

#[derive(Serialize)]
struct Ask<'a> {
    by: Vec<usize>,
    to: Vec<usize>,
    /// Its topics and those above them.
    topics: Vec<usize>,
    document: usize,
    /// Whether it says what is *not* to be done.
    not: bool,
    strength: &'a str,
    words: Option<&'a str>,
    /// Where the words stand, and the page about them.
    at: Option<&'a str>,
    about: Option<&'a str>,
}

/// The script that sets `window.demarcheNetwork`.
pub(super) fn script(site: &Site) -> Page {
    let catalogue = &site.catalogue;
    let recs =
        catalogue.recommendations.iter().filter(|rec| !rec.recommenders.is_empty() && !rec.addressees.is_empty());
    let recs: Vec<_> = recs.collect();
    let roles = recs.iter().flat_map(|rec| rec.recommenders.iter().chain(&rec.addressees));
    let actors: BTreeSet<&Link> = roles.map(|role| &role.actor).collect();
    let mut above: BTreeMap<&Link, BTreeSet<Link>> = BTreeMap::new();
    for topic in recs.iter().flat_map(|rec| &rec.topics) {
        above.entry(topic).or_insert_with(|| with_broader(site, topic));
    }
    let topics: BTreeSet<&Link> = above.values().flatten().collect();
    let (places, topic_places) = (numbered(&actors), numbered(&topics));
    let of = |roles: &[Role]| {
        let found: BTreeSet<usize> = roles.iter().map(|role| places[&role.actor]).collect();
        found.into_iter().collect()
    };
    let asks = recs.iter().map(|rec| {
        let about: BTreeSet<usize> =
            rec.topics.iter().flat_map(|topic| &above[topic]).map(|topic| topic_places[topic]).collect();
        Ask {
            by: of(&rec.recommenders),
            to: of(&rec.addressees),
            topics: about.into_iter().collect(),
            document: catalogue.by_document[&rec.document.iri],
            not: rec.is_negative,
            strength: &rec.strength,
            words: rec.quote.as_ref().map(|quote| quote.text.as_str()),
            at: rec.quote.as_ref().and_then(|quote| quote.href.as_deref()),
            about: rec.link.href.as_deref(),
        }
    });
    let documents = catalogue.documents.iter().map(|document| Document {
        name: &document.link.label,
        href: document.link.href.as_deref(),
        date: document.date.as_deref(),
        day: document.earliest.as_deref(),
    });
    let data = Data {
        actors: actors.iter().map(|link| named(link)).collect(),
        topics: topics.iter().map(|link| named(link)).collect(),
        documents: documents.collect(),
        asks: asks.collect(),
    };
    assets::script("demarcheNetwork", &data)
}

fn named(link: &Link) -> Named<'_> {
    Named { id: last_part(&link.iri), name: &link.label, href: link.href.as_deref() }
}

fn numbered<'a>(links: &BTreeSet<&'a Link>) -> BTreeMap<&'a Link, usize> {
    links.iter().enumerate().map(|(at, link)| (*link, at)).collect()
}

/// A topic, and every topic that it is a part of.
fn with_broader(site: &Site, topic: &Link) -> BTreeSet<Link> {
    let mut found = BTreeSet::from([topic.clone()]);
    let mut next = vec![NamedNode::new_unchecked(topic.iri.as_str())];
    while let Some(node) = next.pop() {
        for broader in site.facts.nodes(&node, skos::BROADER) {
            if found.insert(site.facts.link(&broader)) {
                next.push(broader);
            }
        }
    }
    found
}
