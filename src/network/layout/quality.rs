//! How good a layout is, in figures: stress, crossings, overlaps. Tests hold the layout to them, and the table against
//! Graphviz is made with them.

use super::geometry::{Rectangle, cross};
use super::{Layout, parts, stress};
use crate::network::model::Network;

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
    /// Labels that lie over another actor's disc.
    pub labels_on_actors: usize,
    /// Labels that lie over their own actor's disc.
    pub labels_on_own: usize,
    /// Labels or discs that are not wholly on the page.
    pub outside: usize,
}

/// The figures of the positions of a network's actors.
pub fn of(network: &Network, positions: &[(f64, f64)]) -> Quality {
    let (mut total, mut count, mut crossings) = (0.0, 0, 0);
    for part in parts::connected(network) {
        let there: Vec<_> = part.actors.iter().map(|&actor| positions[actor]).collect();
        let terms = stress::terms(&part);
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

    /// The figures of this layout of a network.
    pub fn quality(&self, network: &Network) -> Quality {
        let mut quality = of(network, &self.positions());
        let page = Rectangle { left: 0.0, top: 0.0, right: self.width, bottom: self.height };
        for (n, place) in self.places.iter().enumerate() {
            let disc = |place: &super::Place| {
                let (x, y, r) = (place.x, place.y, place.radius);
                Rectangle { left: x - r, right: x + r, top: y - r, bottom: y + r }
            };
            quality.labels_on_own += usize::from(place.label.overlaps(disc(place)));
            let whole = place.label.and(disc(place));
            quality.outside += usize::from(whole.and(page) != page);
            for (m, other) in self.places.iter().enumerate() {
                quality.labels_on_labels += usize::from(n < m && place.label.overlaps(other.label));
                quality.labels_on_actors += usize::from(n != m && place.label.overlaps(disc(other)));
            }
        }
        quality
    }
}

/// How many pairs of segments cross.
pub(super) fn crossings_of(positions: &[(f64, f64)], pairs: &[(usize, usize)]) -> usize {
    let mut count = 0;
    for (n, &(a, b)) in pairs.iter().enumerate() {
        for &(c, d) in &pairs[n + 1..] {
            let apart = a != c && a != d && b != c && b != d;
            count += usize::from(apart && cross(positions[a], positions[b], positions[c], positions[d]));
        }
    }
    count
}
