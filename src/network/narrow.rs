//! Narrows a network to what is asked for: relations, dates, weight, the surroundings of one actor.

use super::model::{Actor, ActorIri, Evidence, Network, Tie};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What of a network is kept. The default keeps all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrowing {
    /// Relations by IRI, last part or label; empty for all.
    pub relations: Vec<String>,
    /// EDTF prefixes, as with saved queries: what has no date is left out where one of the two is given.
    pub since: Option<String>,
    pub until: Option<String>,
    /// Ties of less weight are hidden.
    pub min_weight: Option<f64>,
    /// An actor, and how many steps from it are kept, along ties in any direction.
    pub ego: Option<(ActorIri, usize)>,
}

impl ActorIri {
    /// An actor of this IRI.
    pub fn new(iri: impl Into<String>) -> Self {
        Self(iri.into())
    }
}

impl Network {
    /// The part of this network that is asked for. Actors without a tie are left out (but the one of `ego` stays), and what
    /// is hidden is told by [`Network::left_out`].
    pub fn narrowed(&self, to: &Narrowing) -> Self {
        let mut left_out = self.left_out.clone();
        let near = to.ego.as_ref().map(|(actor, radius)| self.around(actor, *radius));
        let stays =
            to.ego.as_ref().and_then(|(actor, _)| self.graph.node_indices().find(|at| self.graph[*at].iri == *actor));
        let dated = to.since.is_some() || to.until.is_some();
        let (mut undated, mut light) = (0, 0);
        let mut ties = Vec::new();
        for edge in self.graph.edge_references() {
            let mut tie = edge.weight().clone();
            let names = [tie.relation.as_str().to_owned(), tie.relation.short().to_owned(), tie.relation.label()];
            let is_asked = to.relations.is_empty() || to.relations.iter().any(|wanted| names.contains(wanted));
            let is_near =
                near.as_ref().is_none_or(|near| near.contains(&edge.source()) && near.contains(&edge.target()));
            if !is_asked || !is_near {
                continue;
            }
            if dated {
                undated += tie.evidence.iter().filter(|row| row.date.is_none()).count();
                tie.evidence.retain(|row| row.date.as_deref().is_some_and(|date| within(date, to)));
                tie.weight = tie.evidence.iter().map(|row| row.weight).sum();
            }
            if tie.evidence.is_empty() {
                continue;
            }
            if to.min_weight.is_some_and(|least| tie.weight < least) {
                light += 1;
                continue;
            }
            ties.push((edge.source(), edge.target(), tie));
        }
        if light > 0 {
            let least = to.min_weight.unwrap_or_default();
            left_out.push(match least {
                2.0 => format!("relations seen once are hidden ({light})"),
                least => format!("relations that weigh less than {least} are hidden ({light})"),
            });
        }
        if undated > 0 {
            left_out.push(format!("what has no date is left out ({undated})"));
        }
        Self { graph: self.of_ties(ties, stays), left_out }
    }

    /// The part of this network that rests on some of its evidence. Actors without a tie are left out.
    pub(super) fn resting_on(&self, is_kept: impl Fn(&Evidence) -> bool) -> Self {
        let ties = self.graph.edge_references().filter_map(|edge| {
            let mut tie = edge.weight().clone();
            tie.evidence.retain(&is_kept);
            tie.weight = tie.evidence.iter().map(|row| row.weight).sum();
            (!tie.evidence.is_empty()).then_some((edge.source(), edge.target(), tie))
        });
        Self { graph: self.of_ties(ties.collect(), None), left_out: self.left_out.clone() }
    }

    /// The graph of some ties with their actors, in the order of the numbers that they had, and of one actor that stays anyway.
    fn of_ties(&self, ties: Vec<(NodeIndex, NodeIndex, Tie)>, stays: Option<NodeIndex>) -> DiGraph<Actor, Tie> {
        let ends = ties.iter().flat_map(|(source, target, _)| [*source, *target]);
        let mut numbers: BTreeMap<NodeIndex, NodeIndex> = ends.chain(stays).map(|at| (at, at)).collect();
        let mut graph = DiGraph::new();
        for (old, new) in &mut numbers {
            *new = graph.add_node(self.graph[*old].clone());
        }
        for (source, target, tie) in ties {
            graph.add_edge(numbers[&source], numbers[&target], tie);
        }
        graph
    }

    /// The actors up to `radius` steps from one, itself among them.
    fn around(&self, actor: &ActorIri, radius: usize) -> BTreeSet<NodeIndex> {
        let start = self.graph.node_indices().find(|at| self.graph[*at].iri == *actor);
        let mut near: BTreeSet<NodeIndex> = start.into_iter().collect();
        let mut queue: VecDeque<(NodeIndex, usize)> = start.map(|at| (at, 0)).into_iter().collect();
        while let Some((at, steps)) = queue.pop_front() {
            if steps < radius {
                for next in self.graph.neighbors_undirected(at) {
                    if near.insert(next) {
                        queue.push_back((next, steps + 1));
                    }
                }
            }
        }
        near
    }
}

/// Whether an EDTF date lies within, compared from the left, as in the saved queries.
fn within(date: &str, to: &Narrowing) -> bool {
    let until = |until: &String| date.get(..until.len()).unwrap_or(date) <= until.as_str();
    to.since.as_ref().is_none_or(|since| date >= since.as_str()) && to.until.as_ref().is_none_or(until)
}
