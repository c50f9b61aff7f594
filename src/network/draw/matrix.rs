//! A network as a matrix: who ties in rows, who is tied in columns, neighbours near each other.

use super::super::font;
use super::super::layout::seriation;
use super::super::model::{Network, Tie};
use super::super::xml::{Xml, number};
use super::legend::Mark;
use super::look::{Looks, Style};
use super::svg::{actor_shape, picture, text};
use super::words;
use std::collections::{BTreeMap, BTreeSet};

const MARGIN: f64 = 16.0;
const CELL: f64 = 22.0;
const SIZE: f64 = 12.0;
const COUNT: f64 = 11.0;
/// How high the band of a further relation is in a cell.
const BAND: f64 = 4.0;
/// An actor's shape, and the room that it takes between label and cells.
const RADIUS: f64 = 5.0;
const SHAPE: f64 = 18.0;

/// A tie with its source and target.
type Ends<'a> = (usize, usize, &'a Tie);

/// The matrix of a network, in the looks of its [`picture`](super::svg::draw): a cell has the colour of its heaviest relation,
/// bands of the others, and tells how often in all. Actors stand in the order of spectral seriation (Atkins, Boman and
/// Hendrickson 1998).
pub fn matrix(network: &Network, style: &Style) -> String {
    let mut cells: BTreeMap<(usize, usize), Vec<Ends<'_>>> = BTreeMap::new();
    for (source, target, tie) in network.ties() {
        cells.entry((source, target)).or_default().push((source, target, tie));
        if !tie.directed && source != target {
            cells.entry((target, source)).or_default().push((source, target, tie));
        }
    }
    let order = seriation::order(network);
    let (sources, targets): (BTreeSet<usize>, BTreeSet<usize>) = cells.keys().copied().unzip();
    let rows: Vec<usize> = order.iter().copied().filter(|actor| sources.contains(actor)).collect();
    let columns: Vec<usize> = order.iter().copied().filter(|actor| targets.contains(actor)).collect();
    let name = |actor: usize| network.actor(actor).map_or("", |actor| actor.label.as_str());
    let widest = |actors: &[usize]| actors.iter().map(|&actor| font::width(name(actor), SIZE)).fold(0.0, f64::max);
    let (left, top) = (MARGIN + widest(&rows) + SHAPE, MARGIN + widest(&columns) + SHAPE);
    let (right, bottom) = (left + CELL * columns.len() as f64, top + CELL * rows.len() as f64);
    let looks = Looks::of(network, style.colours);
    let note = "Rows and columns stand in the order of spectral seriation.";
    picture(network, style, (right + MARGIN, bottom + MARGIN), Mark::Cell, note, |xml| {
        let mut grid = String::new();
        for n in 0..=rows.len() {
            grid += &format!("M{} {}H{}", number(left), number(top + CELL * n as f64), number(right));
        }
        for n in 0..=columns.len() {
            grid += &format!("M{} {}V{}", number(left + CELL * n as f64), number(top), number(bottom));
        }
        xml.empty("path", &[("class", "rule"), ("d", &grid)]);
        xml.line();
        for (n, &actor) in rows.iter().enumerate() {
            let y = top + CELL * (n as f64 + 0.5);
            shape(xml, network, &looks, actor, (left - SHAPE / 2.0, y));
            let x = left - SHAPE - font::width(name(actor), SIZE);
            text(xml, "name", name(actor), (x, y + SIZE * 0.36), SIZE);
            xml.line();
        }
        for (n, &actor) in columns.iter().enumerate() {
            let x = left + CELL * (n as f64 + 0.5);
            shape(xml, network, &looks, actor, (x, top - SHAPE / 2.0));
            let turned = format!("translate({} {}) rotate(-90)", number(x + SIZE * 0.36), number(top - SHAPE));
            xml.open("g", &[("transform", &turned)]);
            text(xml, "name", name(actor), (0.0, 0.0), SIZE);
            xml.close("g");
            xml.line();
        }
        for (r, source) in rows.iter().enumerate() {
            for (c, target) in columns.iter().enumerate() {
                if let Some(ties) = cells.get(&(*source, *target)) {
                    cell(xml, network, &looks, ties, (left + CELL * c as f64, top + CELL * r as f64));
                }
            }
        }
    })
}

fn shape(xml: &mut Xml, network: &Network, looks: &Looks, actor: usize, at: (f64, f64)) {
    if let Some(actor) = network.actor(actor) {
        xml.open("g", &[("class", &format!("actor {}", looks.actor(actor))), ("data-iri", actor.iri.as_str())]);
        actor_shape(xml, &actor.kind, at, RADIUS);
        xml.close("g");
    }
}

/// The heaviest tie of two actors as the cell, the others as bands at its bottom, and what they weigh together.
fn cell(xml: &mut Xml, network: &Network, looks: &Looks, ties: &[Ends<'_>], (x, y): (f64, f64)) {
    let mut ties = ties.to_vec();
    ties.sort_by(|(_, _, a), (_, _, b)| b.weight.total_cmp(&a.weight));
    let wide = CELL - 2.0;
    let band = BAND.min(wide / 2.0 / ties.len() as f64);
    let main = wide - band * (ties.len() - 1) as f64;
    let mut top = y + 1.0;
    for (n, &(source, target, tie)) in ties.iter().enumerate() {
        let high = if n == 0 { main } else { band };
        xml.open("g", &[("class", &format!("tie {}", looks.relation(&tie.relation)))]);
        xml.element("title", &[], &words::tie(network, source, target, tie));
        let (x, y) = (number(x + 1.0), number(top));
        let (wide, tall) = (number(wide), number(high));
        xml.empty("rect", &[("class", "cell"), ("x", &x), ("y", &y), ("width", &wide), ("height", &tall)]);
        xml.close("g");
        top += high;
    }
    let weight = number(ties.iter().map(|(_, _, tie)| tie.weight).sum());
    // A long number is written smaller rather than over the border.
    let size = COUNT * ((CELL - 5.0) / font::width(&weight, COUNT)).min(1.0);
    let at = (x + (CELL - font::width(&weight, size)) / 2.0, y + 1.0 + main / 2.0 + size * 0.36);
    text(xml, "count on-dark", &weight, at, size);
    xml.line();
}
