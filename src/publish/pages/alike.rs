//! What several organizations ask of one actor: the same ask, where people have said that it is one (`dem:Ask`), and else
//! the same topic. Neither is called agreement here: the quotes stand side by side, for a reader to judge.

use super::compare::folder;
use crate::publish::Site;
use crate::publish::catalogue::Recommendation;
use crate::publish::facts::Link;
use crate::vocab::dem;
use oxigraph::model::NamedNode;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many pairs of actor and topic are shown, and how many quotes of an organization.
const SHOWN: usize = 40;
const QUOTES: usize = 4;

/// One ask, and what each recommendation says to it.
#[derive(Serialize)]
pub(super) struct Ask<'a> {
    link: Link,
    stances: Vec<Stance<'a>>,
}

/// Those who are for it, against it, or state it in a way that nobody has judged.
#[derive(Serialize)]
struct Stance<'a> {
    name: &'static str,
    recs: Vec<&'a Recommendation>,
}

/// One addressee, one topic, several who ask.
#[derive(Serialize)]
pub(super) struct Shared<'a> {
    addressee: Link,
    topic: Link,
    /// The page with all that is asked about the topic.
    href: String,
    voices: Vec<Voice<'a>>,
}

#[derive(Serialize)]
struct Voice<'a> {
    organization: &'a Link,
    count: usize,
    shown: Vec<&'a Recommendation>,
}

/// The asks that recommendations express, those of most recommendations first.
pub(super) fn asks(site: &Site) -> Vec<Ask<'_>> {
    let mut lists: Vec<_> = site.catalogue.by_ask.iter().collect();
    lists.sort_by_key(|(iri, list)| (Reverse(list.len()), *iri));
    let ask = |(iri, list): (&String, &Vec<usize>)| {
        let said = |name: &'static str| {
            let recs = list.iter().map(|at| &site.catalogue.recommendations[*at]);
            let recs = recs.filter(|rec| rec.asks.iter().any(|(ask, stance)| ask.iri == *iri && *stance == name));
            Stance { name, recs: recs.collect() }
        };
        let stances = ["supports", "opposes", "expresses"].map(said).into_iter();
        Ask {
            link: site.facts.link(&NamedNode::new_unchecked(iri.as_str())),
            stances: stances.filter(|stance| !stance.recs.is_empty()).collect(),
        }
    };
    lists.into_iter().map(ask).collect()
}

/// The actors whom several organizations ask something about one topic, those of most organizations first. A government
/// counts as its state.
pub(super) fn shared(site: &Site) -> Vec<Shared<'_>> {
    let catalogue = &site.catalogue;
    let mut rows = Vec::new();
    for (actor, list) in &catalogue.asked {
        let node = NamedNode::new_unchecked(actor.as_str());
        if site.facts.node(&node, dem::ACTS_FOR).is_some() {
            continue;
        }
        let mut topics: BTreeMap<&Link, BTreeMap<&Link, Vec<&Recommendation>>> = BTreeMap::new();
        for rec in list.iter().map(|at| &catalogue.recommendations[*at]) {
            for topic in &rec.topics {
                let voices = topics.entry(topic).or_default();
                for role in &rec.recommenders {
                    voices.entry(&role.actor).or_default().push(rec);
                }
            }
        }
        for (topic, voices) in topics.into_iter().filter(|(_, voices)| voices.len() > 1) {
            let number: usize = voices.values().map(Vec::len).sum();
            let voices = voices.into_iter().map(|(organization, mut recs)| {
                recs.dedup_by(|a, b| a.link == b.link);
                let count = recs.len();
                recs.truncate(QUOTES);
                Voice { organization, count, shown: recs }
            });
            let voices: Vec<Voice<'_>> = voices.collect();
            let href = site.facts.place(&folder(&topic.iri));
            rows.push((number, Shared { addressee: site.facts.link(&node), topic: topic.clone(), href, voices }));
        }
    }
    rows.sort_by(|(a, one), (b, other)| {
        let key = |number: &usize, row: &Shared<'_>| (Reverse(row.voices.len()), Reverse(*number));
        key(a, one)
            .cmp(&key(b, other))
            .then_with(|| (&one.addressee, &one.topic).cmp(&(&other.addressee, &other.topic)))
    });
    rows.into_iter().take(SHOWN).map(|(_, row)| row).collect()
}
