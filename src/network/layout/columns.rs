//! Two columns: sources left, targets right; the order of each by the barycentres of the other (Sugiyama, Tagawa and Toda
//! 1981), of all rounds the one with the fewest crossings.

use super::{Layout, MARGIN, label, round};
use crate::network::model::Network;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::BTreeMap;

const ROUNDS: usize = 24;
/// The way between the columns, by their height, at least and at most.
const WAY: f64 = 0.6;
const SHORTEST: f64 = 180.0;
const LONGEST: f64 = 460.0;

/// A network in which whoever is both a source and a target stands twice, with its layout.
pub fn columns(network: &Network) -> (Network, Layout) {
    let mut graph = DiGraph::new();
    let mut numbers: BTreeMap<(bool, usize), NodeIndex> = BTreeMap::new();
    for (source, target, _) in network.ties() {
        numbers.insert((false, source), NodeIndex::default());
        numbers.insert((true, target), NodeIndex::default());
    }
    for ((_, actor), number) in &mut numbers {
        *number = graph.add_node(network.graph[NodeIndex::new(*actor)].clone());
    }
    let mut pairs = Vec::new();
    for (source, target, tie) in network.ties() {
        let (source, target) = (numbers[&(false, source)], numbers[&(true, target)]);
        graph.add_edge(source, target, tie.clone());
        pairs.push((source.index(), target.index()));
    }
    let parted = Network { graph, left_out: network.left_out.clone() };
    let lefts = numbers.keys().filter(|(is_target, _)| !is_target).count();
    let orders = ordered(&pairs, lefts, numbers.len());
    let layout = placed(&parted, &orders);
    (parted, layout)
}

/// The order of both columns.
fn ordered(pairs: &[(usize, usize)], lefts: usize, all: usize) -> [Vec<usize>; 2] {
    let mut orders = [(0..lefts).collect::<Vec<_>>(), (lefts..all).collect()];
    let mut best = (usize::MAX, orders.clone());
    for round in 0..ROUNDS {
        let mut place = vec![0; all];
        for order in &orders {
            order.iter().enumerate().for_each(|(n, &actor)| place[actor] = n);
        }
        let crossings = crossings(pairs, &place);
        if crossings < best.0 {
            best = (crossings, orders.clone());
        }
        let mut centres = vec![(0.0, 0.0); all];
        for &(source, target) in pairs {
            for (actor, other) in [(source, target), (target, source)] {
                centres[actor].0 += place[other] as f64;
                centres[actor].1 += 1.0;
            }
        }
        let centre = |actor: &usize| centres[*actor].0 / centres[*actor].1;
        orders[(round + 1) % 2].sort_by(|a, b| centre(a).total_cmp(&centre(b)));
    }
    best.1
}

fn crossings(pairs: &[(usize, usize)], place: &[usize]) -> usize {
    let crosses = |a: &(usize, usize), b: &(usize, usize)| {
        (place[a.0] < place[b.0] && place[a.1] > place[b.1]) || (place[a.0] > place[b.0] && place[a.1] < place[b.1])
    };
    pairs.iter().enumerate().map(|(n, a)| pairs[..n].iter().filter(|b| crosses(a, b)).count()).sum()
}

fn placed(network: &Network, orders: &[Vec<usize>; 2]) -> Layout {
    let glyphs = label::glyphs(network);
    let font_size = label::font_size(glyphs.len());
    let sides = [label::Side::Left, label::Side::Right];
    let heights = [0, 1].map(|n| orders[n].iter().map(|&actor| glyphs[actor].whole(sides[n]).height()).sum::<f64>());
    let height = heights[0].max(heights[1]);
    let reach = |n: usize| {
        let rooms = orders[n].iter().map(|&actor| glyphs[actor].whole(sides[n]));
        rooms.map(|room| if n == 0 { -room.left } else { room.right }).fold(0.0, f64::max)
    };
    let left = MARGIN + reach(0);
    let right = left + (height * WAY).clamp(SHORTEST, LONGEST);
    let mut places = vec![None; glyphs.len()];
    for (n, x) in [left, right].into_iter().enumerate() {
        // The shorter column is as high as the other.
        let air = (height - heights[n]) / orders[n].len().max(1) as f64;
        let mut top = MARGIN;
        for &actor in &orders[n] {
            let room = glyphs[actor].whole(sides[n]);
            let y = top + air / 2.0 - room.top;
            places[actor] = Some(glyphs[actor].placed((round(x), round(y)), sides[n], font_size));
            top += room.height() + air;
        }
    }
    Layout {
        width: round(right + reach(1) + MARGIN),
        height: round(height + 2.0 * MARGIN),
        font_size,
        places: places.into_iter().flatten().collect(),
    }
}
