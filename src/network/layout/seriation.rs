//! An order of actors in which those that are tied stand near each other: each connected part by its Fiedler vector (spectral
//! seriation: Atkins, Boman and Hendrickson 1998), found by power iteration; the parts one after the other, the largest first.

use super::parts;
use crate::network::model::Network;
use std::collections::BTreeMap;

const ROUNDS: usize = 1000;

/// The numbers of all actors, in order.
pub fn order(network: &Network) -> Vec<usize> {
    let mut order = Vec::new();
    for part in parts::connected(network) {
        let mut actors = part.actors.clone();
        actors.sort_unstable();
        let position: BTreeMap<usize, usize> = actors.iter().enumerate().map(|(n, actor)| (*actor, n)).collect();
        let mut near = vec![BTreeMap::new(); actors.len()];
        for (source, target, tie) in network.ties().filter(|(source, target, _)| source != target) {
            if let (Some(&source), Some(&target)) = (position.get(&source), position.get(&target)) {
                *near[source].entry(target).or_default() += tie.weight;
                *near[target].entry(source).or_default() += tie.weight;
            }
        }
        // What differs by less than rounding does is alike.
        let places: Vec<i64> = fiedler(&near).iter().map(|value| (value * 1e9).round() as i64).collect();
        let mut numbers: Vec<usize> = (0..actors.len()).collect();
        numbers.sort_by_key(|&n| (places[n], n));
        order.extend(numbers.into_iter().map(|n| actors[n]));
    }
    order
}

/// The eigenvector of the second least eigenvalue of a connected graph's Laplacian, or near to it; its first end is that of
/// the first actor.
fn fiedler(near: &[BTreeMap<usize, f64>]) -> Vec<f64> {
    let degrees: Vec<f64> = near.iter().map(|near| near.values().sum()).collect();
    let shift = 2.0 * degrees.iter().copied().fold(1.0, f64::max);
    let mut vector: Vec<f64> = (0..near.len()).map(|n| n as f64).collect();
    for _ in 0..ROUNDS {
        let mean = vector.iter().sum::<f64>() / vector.len() as f64;
        let length = vector.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>().sqrt();
        if length < 1e-12 {
            return vec![0.0; near.len()];
        }
        let even: Vec<f64> = vector.iter().map(|value| (value - mean) / length).collect();
        for (n, value) in vector.iter_mut().enumerate() {
            let around: f64 = near[n].iter().map(|(&other, weight)| weight * even[other]).sum();
            *value = ((shift - degrees[n]) * even[n] + around) / shift;
        }
    }
    if vector.first().is_some_and(|first| *first > 0.0) {
        vector.iter_mut().for_each(|value| *value = -*value);
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_put_in_its_order() {
        // 0 – 3 – 1 – 4 – 2
        let mut near = vec![BTreeMap::new(); 5];
        for (a, b) in [(0, 3), (3, 1), (1, 4), (4, 2)] {
            near[a].insert(b, 1.0);
            near[b].insert(a, 1.0);
        }
        let vector = fiedler(&near);
        let mut order = [0, 1, 2, 3, 4];
        order.sort_by(|&a, &b| vector[a].total_cmp(&vector[b]));
        assert_eq!(order, [0, 3, 1, 4, 2]);
    }
}
