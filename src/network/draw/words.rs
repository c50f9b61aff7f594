//! What a picture says of itself in words: the caption, and what a screen reader tells of each actor and tie.

use super::super::model::{Network, Tie};
use crate::text::grouped;
use std::collections::BTreeMap;

/// `2 documents`, `1 document`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number, ','), if number == 1 { one } else { many })
}

/// `18 actors, 41 relations from 5 documents by J Street and 2 others, 2021–2023; relations seen once are hidden (12).`
pub fn caption(network: &Network) -> String {
    let mut text = counted(network.actors().len(), "actor", "actors");
    text += ", ";
    text += &counted(network.tie_count(), "relation", "relations");
    let documents = network.documents().len();
    if documents > 0 {
        text += " from ";
        text += &counted(documents, "document", "documents");
        let publishers = publishers(network);
        if !publishers.is_empty() {
            text += " by ";
            text += &list(&publishers, 4);
        }
    }
    if let Some((first, last)) = network.period() {
        let (first, last) = (first.get(..4).unwrap_or(first), last.get(..4).unwrap_or(last));
        text += ", ";
        text += first;
        if first != last {
            text += "\u{2013}";
            text += last;
        }
    }
    for clause in network.left_out() {
        text += "; ";
        text += clause;
    }
    text.push('.');
    text
}

/// Who published the documents, those of most documents first.
fn publishers(network: &Network) -> Vec<&str> {
    let rows = || network.ties().flat_map(|(_, _, tie)| &tie.evidence);
    let mut of: BTreeMap<&str, std::collections::BTreeSet<&str>> = BTreeMap::new();
    for row in rows() {
        if let (Some(publisher), Some(document)) = (&row.publisher, &row.document) {
            of.entry(publisher).or_default().insert(document);
        }
    }
    let mut publishers: Vec<(&str, usize)> = of.into_iter().map(|(name, documents)| (name, documents.len())).collect();
    publishers.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    publishers.into_iter().map(|(name, _)| name).collect()
}

/// `a, b and 3 others`.
fn list(names: &[&str], most: usize) -> String {
    let (shown, others) = match names.len() <= most {
        true => (names, 0),
        false => (&names[..most - 1], names.len() - most + 1),
    };
    match (shown, others) {
        ([one], 0) => (*one).to_owned(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (shown, others) => format!("{} and {others} others", shown.join(", ")),
    }
}

/// What a tie says: `J Street urges United States: 6 times, 2023-01-27`.
pub fn tie(network: &Network, source: usize, target: usize, tie: &Tie) -> String {
    let name = |number| network.actor(number).map_or("", |actor| actor.label.as_str());
    let arrow = if tie.directed { "\u{2192}" } else { "\u{2013}" };
    let mut text = format!("{} {arrow} {}: {}", name(source), name(target), tie.relation.label());
    text += &format!(", {} times", super::super::xml::number(tie.weight)).replace(", 1 times", ", once");
    if let Some((first, last)) = tie.period() {
        text += &if first == last { format!(", {first}") } else { format!(", {first} to {last}") };
    }
    text
}

/// What is known of an actor: `state; 5 relations out, 12 in`.
pub fn actor(network: &Network, number: usize) -> String {
    let kind = network.actor(number).map(|actor| actor.kind.label()).unwrap_or_default();
    let (mut out, mut into, mut with) = (0.0, 0.0, 0.0);
    for (source, target, tie) in network.ties() {
        match tie.directed {
            false if source == number || target == number => with += tie.weight,
            true => {
                out += if source == number { tie.weight } else { 0.0 };
                into += if target == number { tie.weight } else { 0.0 };
            }
            false => {}
        }
    }
    let mut text = kind;
    for (weight, way) in [(out, "out"), (into, "in"), (with, "with others")] {
        if weight > 0.0 {
            text += &format!("; {} {way}", super::super::xml::number(weight));
        }
    }
    text
}
