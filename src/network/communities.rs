//! Communities: groups of actors that are tied more to each other than to the rest, by the Louvain method (Blondel, Guillaume,
//! Lambiotte and Lefebvre 2008). A heuristic: another order of the actors may give other groups of like modularity; the order
//! here is that of their IRIs, so that the same network always gives the same groups.

use super::measures::by_size;
use std::collections::BTreeMap;

/// Neighbours with weights.
type Near = BTreeMap<usize, f64>;

/// A move must better modularity by more than rounding does.
const GAIN: f64 = 1e-9;
const ROUNDS: usize = 100;

/// The community of each, the largest being 0. Weights stand with both ends.
pub(super) fn of(mutual: &[Near]) -> Vec<usize> {
    let mut community: Vec<usize> = (0..mutual.len()).collect();
    let mut graph = mutual.to_vec();
    loop {
        let moved = settle(&graph);
        let groups = by_size(&moved);
        let count = groups.iter().max().map_or(0, |most| most + 1);
        community = community.iter().map(|&group| groups[group]).collect();
        if count == graph.len() {
            return by_size(&community);
        }
        // Each group becomes one; the weight inside it is a loop, which stands once for both its ends.
        let mut next: Vec<Near> = vec![BTreeMap::new(); count];
        for (from, near) in graph.iter().enumerate() {
            for (&to, weight) in near {
                *next[groups[from]].entry(groups[to]).or_default() += weight;
            }
        }
        graph = next;
    }
}

/// Moves each to the neighbouring group that betters modularity most, until none does.
fn settle(graph: &[Near]) -> Vec<usize> {
    let degrees: Vec<f64> = graph.iter().map(|near| near.values().sum()).collect();
    let whole: f64 = degrees.iter().sum();
    let mut group: Vec<usize> = (0..graph.len()).collect();
    let mut weight = degrees.clone();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for at in 0..graph.len() {
            let own = group[at];
            weight[own] -= degrees[at];
            let mut into: BTreeMap<usize, f64> = BTreeMap::from([(own, 0.0)]);
            for (&to, tie) in graph[at].iter().filter(|(to, _)| **to != at) {
                *into.entry(group[to]).or_default() += tie;
            }
            let gain = |to: usize, ties: f64| ties - degrees[at] * weight[to] / whole;
            let mut best = (own, gain(own, into[&own]));
            for (&to, &ties) in &into {
                if gain(to, ties) > best.1 + GAIN * whole {
                    best = (to, gain(to, ties));
                }
            }
            group[at] = best.0;
            weight[best.0] += degrees[at];
            moved |= best.0 != own;
        }
        if !moved {
            break;
        }
    }
    group
}

/// Newman's modularity of communities.
pub(super) fn modularity(mutual: &[Near], community: &[usize]) -> f64 {
    let degrees: Vec<f64> = mutual.iter().map(|near| near.values().sum()).collect();
    let whole: f64 = degrees.iter().sum();
    if whole == 0.0 {
        return 0.0;
    }
    let mut of_group: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for (at, near) in mutual.iter().enumerate() {
        let group = of_group.entry(community[at]).or_default();
        group.0 +=
            near.iter().filter(|(to, _)| community[**to] == community[at]).map(|(_, weight)| weight).sum::<f64>();
        group.1 += degrees[at];
    }
    of_group.values().map(|(inside, degree)| inside / whole - (degree / whole) * (degree / whole)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_triangles_on_a_bridge_are_two_communities() {
        let mut mutual = vec![Near::new(); 6];
        for (a, b) in [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)] {
            mutual[a].insert(b, 1.0);
            mutual[b].insert(a, 1.0);
        }
        assert_eq!(of(&mutual), [0, 0, 0, 1, 1, 1]);
        // Known from the literature: 6/7 of the weight inside, halves of the degrees.
        assert!((modularity(&mutual, &of(&mutual)) - (6.0 / 7.0 - 0.5)).abs() < 1e-12);
        assert_eq!(of(&[]), [0; 0]);
        assert_eq!(of(&[Near::new(), Near::new()]), [0, 1]);
    }
}
