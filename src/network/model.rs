//! A network: actors, and ties between them, each tie with the words that it rests on.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;
use std::fmt;

/// The identifier of an actor in a network: its IRI, or the value of a literal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActorIri(pub(super) String);

/// What a tie says, such as `https://w3id.org/demarche/ns#urgesToStop` or `member of`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation(pub(super) String);

/// The form of an actor, such as `GovernmentBody`: the last part of its class. Empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind(pub(super) String);

/// An actor of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub iri: ActorIri,
    pub label: String,
    pub kind: Kind,
}

/// One row that a tie rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Where the words stand: `…/text#char=s,e`.
    pub iri: Option<String>,
    /// The words.
    pub quote: Option<String>,
    pub document: Option<String>,
    /// Who published the document, by name.
    pub publisher: Option<String>,
    /// EDTF, as the query gives it: `2023`, `2023-10`, `2023-10-29`.
    pub date: Option<String>,
    /// `must`, `should` or `may`.
    pub strength: Option<String>,
    /// `positive` or `negative`.
    pub polarity: Option<String>,
    /// How much it counts.
    pub weight: f64,
}

/// All that ties one actor to another by one relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    pub relation: Relation,
    /// Whether it runs from source to target only; else both are alike.
    pub directed: bool,
    /// The sum of what its evidence counts.
    pub weight: f64,
    /// In the order of the answer; never empty.
    pub evidence: Vec<Evidence>,
}

/// A directed multigraph of actors. Actors stand in the order of their IRIs, ties in that of source, target and relation, so
/// that the same answer gives the same network.
#[derive(Clone, Debug, Default)]
pub struct Network {
    pub(super) graph: DiGraph<Actor, Tie>,
    /// What was left out on the way here, as sentences for the caption.
    pub(super) left_out: Vec<String>,
}

impl Network {
    /// The graph itself, for algorithms of petgraph.
    pub fn graph(&self) -> &DiGraph<Actor, Tie> {
        &self.graph
    }

    pub fn is_empty(&self) -> bool {
        self.graph.edge_count() == 0
    }

    /// The actors; their position in this order is their number.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = &Actor> {
        self.graph.raw_nodes().iter().map(|node| &node.weight)
    }

    /// The ties with the numbers of their source and target.
    pub fn ties(&self) -> impl Iterator<Item = (usize, usize, &Tie)> {
        self.graph.edge_references().map(|edge| (edge.source().index(), edge.target().index(), edge.weight()))
    }

    pub fn tie_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// The actor of a number below the count of actors.
    pub fn actor(&self, number: usize) -> Option<&Actor> {
        self.graph.node_weight(NodeIndex::new(number))
    }

    /// What the filters left out, a clause each.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The relations that occur, in order.
    pub fn relations(&self) -> Vec<&Relation> {
        self.graph.edge_weights().map(|tie| &tie.relation).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The kinds of actor that occur, in order.
    pub fn kinds(&self) -> Vec<&Kind> {
        self.graph.node_weights().map(|actor| &actor.kind).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The documents that the ties rest on.
    pub fn documents(&self) -> BTreeSet<&str> {
        self.graph.edge_weights().flat_map(|tie| tie.documents()).collect()
    }

    /// The first and the last date of all ties.
    pub fn period(&self) -> Option<(&str, &str)> {
        period(self.graph.edge_weights().flat_map(|tie| &tie.evidence))
    }

    /// The sum of the weights of the ties at each actor, a loop counted once.
    pub fn weighted_degrees(&self) -> Vec<f64> {
        let mut degrees = vec![0.0; self.graph.node_count()];
        for (source, target, tie) in self.ties() {
            degrees[source] += tie.weight;
            if target != source {
                degrees[target] += tie.weight;
            }
        }
        degrees
    }
}

impl Tie {
    /// The documents that it rests on.
    pub fn documents(&self) -> BTreeSet<&str> {
        self.evidence.iter().filter_map(|row| row.document.as_deref()).collect()
    }

    /// Its first and last date.
    pub fn period(&self) -> Option<(&str, &str)> {
        period(&self.evidence)
    }

    /// The strength of all its evidence, where it is one and the same.
    pub fn strength(&self) -> Option<&str> {
        same(self.evidence.iter().map(|row| row.strength.as_deref()))
    }

    /// The polarity of all its evidence, where it is one and the same.
    pub fn polarity(&self) -> Option<&str> {
        same(self.evidence.iter().map(|row| row.polarity.as_deref()))
    }
}

fn period<'a>(rows: impl IntoIterator<Item = &'a Evidence>) -> Option<(&'a str, &'a str)> {
    let mut dates = rows.into_iter().filter_map(|row| row.date.as_deref());
    let first = dates.next()?;
    Some(dates.fold((first, first), |(least, most), date| (least.min(date), most.max(date))))
}

fn same<'a>(mut values: impl Iterator<Item = Option<&'a str>>) -> Option<&'a str> {
    let first = values.next()??;
    values.all(|value| value == Some(first)).then_some(first)
}

/// The last part of an IRI; a text that is none as it stands.
fn last_part(iri: &str) -> &str {
    match iri.contains("://") {
        true => iri.trim_end_matches(['/', '#']).rsplit(['/', '#']).next().unwrap_or(iri),
        false => iri,
    }
}

/// `urgesToStop` as `urges to stop`, `GovernmentBody` as `government body`.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && words.ends_with(|last: char| last.is_lowercase()) {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

impl ActorIri {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part of the IRI.
    pub fn short(&self) -> &str {
        last_part(&self.0)
    }
}

impl Relation {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part of the IRI.
    pub fn short(&self) -> &str {
        last_part(&self.0)
    }

    /// As people read it: `urges to stop`.
    pub fn label(&self) -> String {
        in_words(self.short())
    }
}

impl Kind {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: `government body`.
    pub fn label(&self) -> String {
        if self.0.is_empty() { "kind unknown".to_owned() } else { in_words(&self.0) }
    }
}

impl fmt::Display for ActorIri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
