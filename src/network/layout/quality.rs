//! How good a layout is, in figures: stress, crossings, overlaps. Tests hold the layout to them, and the table against
//! Graphviz is made with them.

use super::geometry::{Rectangle, cross};
use super::{Layout, parts, stress};
use crate::network::model::Network;
use rayon::prelude::*;

/// The figures of a layout.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Mean over the pairs of (distance on the page − steps between them)² / steps², at the scale that makes it least; each
    /// connected part by itself, weighted by its pairs.
    pub stress: f64,
    /// Pairs of straight ties that cross, parallel ones counted once.
    pub crossings: usize,
    /// Pairs of labels that lie over each other.
    pub labels_on_labels: usize,
    /// Labels that lie over another actor.
    pub labels_on_actors: usize,
    /// Labels that lie over their own actor.
    pub labels_on_own: usize,
    /// Labels through which a straight tie runs.
    pub labels_crossed: usize,
    /// Labels or shapes that are not wholly on the page.
    pub outside: usize,
}

/// The figures of the positions of a network's actors.
pub fn of(network: &Network, positions: &[(f64, f64)]) -> Quality {
    let (mut total, mut count, mut crossings) = (0.0, 0, 0);
    for part in parts::connected(network) {
        let there: Vec<_> = part.actors.iter().map(|&actor| positions[actor]).collect();
        let terms = stress::all_pairs(&part);
        total += stress::stress(&there, &terms) * terms.len() as f64;
        count += terms.len();
        crossings += crossings_of(&there, &part.pairs());
    }
    Quality { stress: if count == 0 { 0.0 } else { total / count as f64 }, crossings, ..Quality::default() }
}

impl Layout {
    /// The positions of the actors.
    pub fn positions(&self) -> Vec<(f64, f64)> {
        self.places.iter().map(|place| (place.x, place.y)).collect()
    }

    fn at(&self, actor: usize) -> (f64, f64) {
        (self.places[actor].x, self.places[actor].y)
    }

    /// The figures of this layout of a network.
    pub fn quality(&self, network: &Network) -> Quality {
        let mut quality = of(network, &self.positions());
        let lines: Vec<_> = network.ties().map(|(from, to, _)| (self.at(from), self.at(to))).collect();
        let page = Rectangle { left: 0.0, top: 0.0, right: self.width, bottom: self.height };
        for (n, place) in self.places.iter().enumerate() {
            quality.labels_on_own += usize::from(place.label.overlaps(place.shape));
            quality.labels_crossed += usize::from(lines.iter().any(|(from, to)| place.label.is_crossed(*from, *to)));
            let whole = place.label.and(place.shape);
            quality.outside += usize::from(whole.and(page) != page);
            for (m, other) in self.places.iter().enumerate() {
                quality.labels_on_labels += usize::from(n < m && place.label.overlaps(other.label));
                quality.labels_on_actors += usize::from(n != m && place.label.overlaps(other.shape));
            }
        }
        quality
    }
}

/// How many pairs of segments cross.
pub(super) fn crossings_of(positions: &[(f64, f64)], pairs: &[(usize, usize)]) -> usize {
    let mut pairs = pairs.to_vec();
    let left = |&(a, b): &(usize, usize)| positions[a].0.min(positions[b].0);
    pairs.sort_by(|a, b| left(a).total_cmp(&left(b)));
    let lefts: Vec<f64> = pairs.iter().map(left).collect();
    let crossed_by = |(n, &(a, b)): (usize, &(usize, usize))| {
        let right = positions[a].0.max(positions[b].0);
        let behind = n + 1 + lefts[n + 1..].partition_point(|&left| left <= right);
        let crosses = |&&(c, d): &&(usize, usize)| {
            let apart = a != c && a != d && b != c && b != d;
            apart && cross(positions[a], positions[b], positions[c], positions[d])
        };
        pairs[n + 1..behind].iter().filter(crosses).count()
    };
    pairs.par_iter().enumerate().map(crossed_by).sum()
}
