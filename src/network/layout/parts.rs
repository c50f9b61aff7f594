//! The connected parts of a network.

use crate::network::model::Network;
use std::collections::{BTreeSet, VecDeque};

/// A connected part: who is in it, and who is tied to whom.
pub struct Part {
    /// The actors' numbers in the network, ascending.
    pub actors: Vec<usize>,
    /// Of each its neighbours, by position in `actors`, ascending and each once.
    pub neighbours: Vec<Vec<usize>>,
}

/// The parts, the largest first.
pub fn connected(network: &Network) -> Vec<Part> {
    let count = network.actors().len();
    let mut near = vec![BTreeSet::new(); count];
    for (source, target, _) in network.ties().filter(|(source, target, _)| source != target) {
        near[source].insert(target);
        near[target].insert(source);
    }
    let mut part_of: Vec<Option<usize>> = vec![None; count];
    let mut parts = Vec::new();
    for first in 0..count {
        if part_of[first].is_some() {
            continue;
        }
        let mut actors = vec![first];
        part_of[first] = Some(parts.len());
        let mut queue = VecDeque::from([first]);
        while let Some(at) = queue.pop_front() {
            for &next in &near[at] {
                if part_of[next].is_none() {
                    part_of[next] = Some(parts.len());
                    actors.push(next);
                    queue.push_back(next);
                }
            }
        }
        actors.sort_unstable();
        let position = |actor: &usize| actors.binary_search(actor).ok();
        let neighbours = actors.iter().map(|&actor| near[actor].iter().filter_map(position).collect()).collect();
        parts.push(Part { neighbours, actors });
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.actors.len()));
    parts
}

impl Part {
    /// The number of ties on the shortest way from one to each.
    pub fn steps_from(&self, start: usize) -> Vec<u32> {
        let mut steps = vec![u32::MAX; self.actors.len()];
        steps[start] = 0;
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            for &next in &self.neighbours[at] {
                if steps[next] == u32::MAX {
                    steps[next] = steps[at] + 1;
                    queue.push_back(next);
                }
            }
        }
        steps
    }

    /// Each tied pair once, the lesser position first.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let pairs = self.neighbours.iter().enumerate();
        pairs.flat_map(|(from, near)| near.iter().filter(move |&&to| from < to).map(move |&to| (from, to))).collect()
    }
}
