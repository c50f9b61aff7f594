//! Who stands where in a network, in figures: degrees, betweenness, PageRank, closeness, brokerage, communities.
//!
//! They are taken of the simple directed graph behind the network: parallel ties of one direction count as one whose weight is
//! their sum, a tie without direction counts both ways, and what ties an actor to itself is left out. Ways are counted in
//! steps, whatever the weights. Tests hold the figures against networkx.

use super::communities::{self, modularity};
use super::model::Network;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The figures of one actor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActorMeasures {
    /// Actors that it is tied to, from or to it.
    pub neighbours: usize,
    pub weighted_in: f64,
    pub weighted_out: f64,
    /// The share of shortest ways between others that lead over it (Freeman 1977; Brandes' algorithm).
    pub betweenness: f64,
    /// How near those are that reach it, times the share of actors that do (Wasserman and Faust 1994).
    pub closeness: f64,
    /// By weight, damped with 0.85 (Page and others 1999).
    pub pagerank: f64,
    /// Burt's constraint (1992): low for brokers, whose neighbours are not tied to each other. None for who has none.
    pub constraint: Option<f64>,
    /// Which connected part it is in, the largest being 0.
    pub component: usize,
    /// Which community it is in, the largest being 0: a heuristic.
    pub community: usize,
}

/// The figures of a network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// In the order of the network's actors.
    pub actors: Vec<ActorMeasures>,
    pub ties: usize,
    /// Ordered pairs that are tied, of all that could be.
    pub density: f64,
    /// Tied ordered pairs that are tied the other way too, of all.
    pub reciprocity: f64,
    pub components: usize,
    pub communities: usize,
    /// Of the communities (Newman 2006).
    pub modularity: f64,
    /// Whether like kinds are tied to each other, 1, or to others, below 0 (Newman 2003). None where all are of one kind.
    pub assortativity: Option<f64>,
}

/// The damping of PageRank, and when it has settled.
const DAMPING: f64 = 0.85;
const SETTLED: f64 = 1e-12;
const ROUNDS: usize = 1000;

impl Measures {
    /// The figures of a network, always the same for the same network.
    pub fn of(network: &Network) -> Self {
        let simple = simple(network);
        let count = simple.node_count();
        let (betweenness, closeness) = ways(&simple);
        let pagerank = pagerank(&simple);
        let mutual = mutual(&simple);
        let community = communities::of(&mutual);
        let component = components(&mutual);
        let actor = |n: usize| {
            let at = NodeIndex::new(n);
            let weights = |direction| simple.edges_directed(at, direction).map(|edge| *edge.weight()).sum();
            ActorMeasures {
                neighbours: mutual[n].len(),
                weighted_in: weights(petgraph::Incoming),
                weighted_out: weights(petgraph::Outgoing),
                betweenness: betweenness[n],
                closeness: closeness[n],
                pagerank: pagerank[n],
                constraint: constraint(&mutual, n),
                component: component[n],
                community: community[n],
            }
        };
        let pairs = simple.edge_count();
        let could_be = count * count.saturating_sub(1);
        let both_ways =
            simple.edge_references().filter(|edge| simple.contains_edge(edge.target(), edge.source())).count();
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let number_of = |numbers: &[usize]| numbers.iter().max().map_or(0, |most| most + 1);
        Self {
            actors: (0..count).map(actor).collect(),
            ties: network.tie_count(),
            density: share(pairs, could_be),
            reciprocity: share(both_ways, pairs),
            components: number_of(&component),
            communities: number_of(&community),
            modularity: modularity(&mutual, &community),
            assortativity: assortativity(network, &simple),
        }
    }
}

/// The simple directed graph behind a network.
fn simple(network: &Network) -> DiGraph<(), f64> {
    let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (source, target, tie) in network.ties().filter(|(source, target, _)| source != target) {
        *weights.entry((source, target)).or_default() += tie.weight;
        if !tie.directed {
            *weights.entry((target, source)).or_default() += tie.weight;
        }
    }
    let mut graph = DiGraph::with_capacity(network.actors().len(), weights.len());
    for _ in network.actors() {
        graph.add_node(());
    }
    for ((source, target), weight) in weights {
        graph.add_edge(NodeIndex::new(source), NodeIndex::new(target), weight);
    }
    graph
}

/// Of each actor its neighbours, with the weights of both directions added up.
fn mutual(simple: &DiGraph<(), f64>) -> Vec<BTreeMap<usize, f64>> {
    let mut near = vec![BTreeMap::new(); simple.node_count()];
    for edge in simple.edge_references() {
        let (source, target) = (edge.source().index(), edge.target().index());
        *near[source].entry(target).or_insert(0.0) += edge.weight();
        *near[target].entry(source).or_insert(0.0) += edge.weight();
    }
    near
}

/// Betweenness, by Brandes' algorithm (2001), and closeness of each, over the shortest ways from every actor.
fn ways(simple: &DiGraph<(), f64>) -> (Vec<f64>, Vec<f64>) {
    let count = simple.node_count();
    let near: Vec<Vec<usize>> =
        simple.node_indices().map(|at| simple.neighbors(at).map(NodeIndex::index).collect()).collect();
    let mut betweenness = vec![0.0; count];
    // Who reaches an actor, and in how many steps all together.
    let mut reached = vec![(0usize, 0usize); count];
    for start in 0..count {
        let mut order = Vec::new();
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut number_of = vec![0.0; count];
        let mut steps = vec![usize::MAX; count];
        number_of[start] = 1.0;
        steps[start] = 0;
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            order.push(at);
            reached[at].0 += usize::from(at != start);
            reached[at].1 += steps[at];
            for &next in &near[at] {
                if steps[next] == usize::MAX {
                    steps[next] = steps[at] + 1;
                    queue.push_back(next);
                }
                if steps[next] == steps[at] + 1 {
                    number_of[next] += number_of[at];
                    before[next].push(at);
                }
            }
        }
        let mut depends = vec![0.0; count];
        for &at in order.iter().rev() {
            for &from in &before[at] {
                depends[from] += number_of[from] / number_of[at] * (1.0 + depends[at]);
            }
            if at != start {
                betweenness[at] += depends[at];
            }
        }
    }
    let others = count.saturating_sub(1) as f64;
    let pairs = others * (others - 1.0);
    let share = |sum: f64| if pairs > 0.0 { sum / pairs } else { 0.0 };
    let near = |(reach, steps): (usize, usize)| {
        if steps == 0 { 0.0 } else { reach as f64 / steps as f64 * (reach as f64 / others) }
    };
    (betweenness.into_iter().map(share).collect(), reached.into_iter().map(near).collect())
}

fn pagerank(simple: &DiGraph<(), f64>) -> Vec<f64> {
    let count = simple.node_count();
    let even = 1.0 / count.max(1) as f64;
    let out: Vec<f64> = simple.node_indices().map(|at| simple.edges(at).map(|edge| *edge.weight()).sum()).collect();
    let mut ranks = vec![even; count];
    for _ in 0..ROUNDS {
        // Who asks nobody gives to all alike.
        let lost: f64 = ranks.iter().zip(&out).filter(|(_, out)| **out == 0.0).map(|(rank, _)| rank).sum();
        let mut next = vec![(1.0 - DAMPING) * even + DAMPING * lost * even; count];
        for edge in simple.edge_references() {
            let source = edge.source().index();
            next[edge.target().index()] += DAMPING * ranks[source] * edge.weight() / out[source];
        }
        let change: f64 = ranks.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < SETTLED {
            break;
        }
    }
    ranks
}

/// Burt's constraint: Σ over neighbours j of (p(i,j) + Σq p(i,q)·p(q,j))², p being the share of the weight of i's ties.
fn constraint(mutual: &[BTreeMap<usize, f64>], actor: usize) -> Option<f64> {
    let total = |of: usize| mutual[of].values().sum::<f64>();
    let share = |of: usize, to: usize| mutual[of].get(&to).map_or(0.0, |weight| weight / total(of));
    if mutual[actor].is_empty() {
        return None;
    }
    let near = mutual[actor].keys();
    let local = |&to: &usize| {
        let over: f64 = near.clone().filter(|&&by| by != to).map(|&by| share(actor, by) * share(by, to)).sum();
        let whole = share(actor, to) + over;
        whole * whole
    };
    Some(near.clone().map(local).sum())
}

/// The connected part of each, the largest being 0.
fn components(mutual: &[BTreeMap<usize, f64>]) -> Vec<usize> {
    let mut part = vec![usize::MAX; mutual.len()];
    for first in 0..mutual.len() {
        if part[first] != usize::MAX {
            continue;
        }
        part[first] = first;
        let mut stack = vec![first];
        while let Some(at) = stack.pop() {
            for &next in mutual[at].keys() {
                if part[next] == usize::MAX {
                    part[next] = first;
                    stack.push(next);
                }
            }
        }
    }
    by_size(&part)
}

/// Groups numbered anew: the largest is 0, of two alike the one with the first member.
pub(super) fn by_size(groups: &[usize]) -> Vec<usize> {
    let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (n, &group) in groups.iter().enumerate() {
        sizes.entry(group).or_insert((0, n)).0 += 1;
    }
    let mut order: Vec<(usize, (usize, usize))> = sizes.into_iter().collect();
    order.sort_by_key(|(_, (size, first))| (std::cmp::Reverse(*size), *first));
    let number: BTreeMap<usize, usize> = order.into_iter().enumerate().map(|(n, (group, _))| (group, n)).collect();
    groups.iter().map(|group| number[group]).collect()
}

fn assortativity(network: &Network, simple: &DiGraph<(), f64>) -> Option<f64> {
    let kinds: Vec<&str> = network.actors().map(|actor| actor.kind.as_str()).collect();
    let ties = simple.edge_count() as f64;
    let mut mixed: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for edge in simple.edge_references() {
        *mixed.entry((kinds[edge.source().index()], kinds[edge.target().index()])).or_default() += 1.0 / ties;
    }
    let all: BTreeSet<&str> = kinds.iter().copied().collect();
    let sum = |test: &dyn Fn(&(&str, &str)) -> bool| {
        mixed.iter().filter(|(pair, _)| test(pair)).map(|(_, share)| share).sum::<f64>()
    };
    let alike = sum(&|(from, to)| from == to);
    let expected: f64 = all.iter().map(|kind| sum(&|(from, _)| from == kind) * sum(&|(_, to)| to == kind)).sum();
    ((1.0 - expected).abs() > 1e-12 && ties > 0.0).then(|| (alike - expected) / (1.0 - expected))
}
