//! Where everything of a network stands: one layout, whose positions the drawing, the page and every export share. The same
//! network gives the same layout on every machine: the random numbers are seeded, and only arithmetic that IEEE 754 fixes to
//! the last bit is used (no sine, no power).
//!
//! Stress majorization by stochastic gradient descent on each connected part, then the boxes of actors and labels are pushed
//! apart while stress is held down, then the parts are packed onto a page.

mod columns;
mod geometry;
mod label;
mod pack;
mod parts;
pub mod quality;
mod separate;
pub(super) mod seriation;
mod stress;

pub(super) use columns::columns;
pub(super) use geometry::Rectangle;
pub(super) use label::LOOP;

use super::font;
use super::model::Network;
use geometry::Point;
use label::{Glyph, Labelled, Side};
use parts::Part;
use rayon::prelude::*;
use separate::{Shape, push_apart};
use std::collections::BTreeMap;

/// What a layout can be told.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutOptions {
    /// Another start gives another layout of the same quality.
    pub seed: u64,
    /// Width by height of the page, as far as the network allows it.
    pub aspect: f64,
}

impl Default for LayoutOptions {
    fn default() -> Self {
        Self { seed: 1, aspect: 1.5 }
    }
}

/// Where an actor stands, in pixels from the top left of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    /// The label's lines with the left end of their baselines and their measured widths.
    pub lines: Vec<Line>,
    /// The room of the shape.
    pub(super) shape: Rectangle,
    /// The room of the label.
    pub(super) label: Rectangle,
}

/// A line of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
}

/// Where everything of a network stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub width: f64,
    pub height: f64,
    pub font_size: f64,
    /// In the order of the network's actors.
    pub places: Vec<Place>,
}

/// Blank around the drawing.
const MARGIN: f64 = 14.0;

impl Layout {
    /// Lays a network out. Takes about n² steps for n actors of one connected part.
    pub fn of(network: &Network, options: &LayoutOptions) -> Self {
        let glyphs = label::glyphs(network);
        let font_size = label::font_size(network.actors().len());
        let parts = parts::connected(network);
        let drawn: Vec<_> = parts.par_iter().map(|part| drawn(part, &glyphs, options)).collect();
        let rooms: Vec<Rectangle> = drawn.iter().map(|drawn| drawn.room).collect();
        let mut centres = vec![(0.0, 0.0); glyphs.len()];
        let mut sides = vec![Side::Below; glyphs.len()];
        for ((part, drawn), by) in parts.iter().zip(&drawn).zip(pack::pack(&rooms, options.aspect)) {
            for ((&actor, at), &side) in part.actors.iter().zip(&drawn.centres).zip(&drawn.sides) {
                centres[actor] = (at.0 + by.0, at.1 + by.1);
                sides[actor] = side;
            }
        }
        Self::placed(&glyphs, &centres, &sides, font_size)
    }

    /// This layout for a part of its network: everybody stays where it was. For a series over time, and for a graph that
    /// grew; who is new stands nowhere and is left out of the answer.
    pub fn kept(&self, whole: &Network, part: &Network) -> Self {
        let places: BTreeMap<_, _> = whole.actors().map(|actor| &actor.iri).zip(&self.places).collect();
        let places = part.actors().filter_map(|actor| places.get(&actor.iri).map(|place| (*place).clone())).collect();
        Self { places, ..*self }
    }

    fn placed(glyphs: &[Glyph], centres: &[(f64, f64)], sides: &[Side], font_size: f64) -> Self {
        let rooms = glyphs.iter().zip(sides).zip(centres).map(|((glyph, &side), &at)| glyph.whole(side).moved(at));
        let all = rooms.reduce(Rectangle::and).unwrap_or_default();
        let by = (MARGIN - all.left, MARGIN - all.top);
        let places = glyphs.iter().zip(sides).zip(centres).map(|((glyph, &side), &(x, y))| {
            let at = (round(x + by.0), round(y + by.1));
            glyph.placed(at, side, font_size)
        });
        Self {
            places: places.collect(),
            width: round(all.width() + 2.0 * MARGIN),
            height: round(all.height() + 2.0 * MARGIN),
            font_size,
        }
    }
}

/// A part as it is drawn: where its actors stand, on which sides their labels, and how much room all take.
#[derive(Default)]
struct Drawn {
    centres: Vec<Point>,
    sides: Vec<Side>,
    room: Rectangle,
}

/// Lays a part out; a small one as its longest extent is horizontal, and turned a little from that, of which the way is taken in
/// which few ties run through labels, on a page that is worth its size.
fn drawn(part: &Part, glyphs: &[Glyph], options: &LayoutOptions) -> Drawn {
    let labelled = Labelled { glyphs: part.actors.iter().map(|&actor| &glyphs[actor]).collect(), ties: part.pairs() };
    let turns = if (3..=TURNED).contains(&part.actors.len()) { TURNS } else { &TURNS[..1] };
    let shape = Shape::of(part, options.seed);
    let ways: Vec<Drawn> = turns
        .par_iter()
        .map(|&turn| {
            let (centres, sides) = turned(&labelled, &shape, turn);
            Drawn { room: labelled.room(&centres, &sides), centres, sides }
        })
        .collect();
    let page = |drawn: &Drawn| drawn.room.width().max(drawn.room.height() * options.aspect);
    let first = ways.first().map_or(1.0, page);
    let cost = |drawn: &Drawn| {
        let crossed = labelled.crossed(&drawn.centres, &drawn.sides);
        crossed as f64 / part.actors.len() as f64 + PAGE * page(drawn) / first
    };
    // Of equal ones the first.
    ways.into_iter()
        .map(|drawn| (cost(&drawn), drawn))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, drawn)| drawn)
        .unwrap_or_default()
}

/// Where the actors of a part stand, and on which sides their labels.
fn turned(labelled: &Labelled<'_>, shape: &Shape, turn: Point) -> (Vec<Point>, Vec<Side>) {
    let below = vec![Side::Below; labelled.glyphs.len()];
    let mut centres = shape.apart(&labelled.boxes(&below), turn);
    let mut sides = labelled.sides(&centres, below, true);
    // Room is made for labels on sides that would be better, as far as that keeps the shape and the size of the page.
    let page = labelled.room(&centres, &sides);
    for _ in 0..ROUNDS {
        let wished = labelled.sides(&centres, sides.clone(), false);
        let mut moved = centres.clone();
        push_apart(&mut moved, &labelled.boxes(&wished));
        let there = labelled.sides(&moved, wished, true);
        let is_page_kept = labelled.room(&moved, &there).area() <= page.area() * LARGER;
        let is_better = labelled.crossed(&moved, &there) < labelled.crossed(&centres, &sides);
        let (before, after) = (shape.figures(&centres), shape.figures(&moved));
        let is_shape_kept = after.0 <= before.0 * MORE_STRESS + 1e-3 && after.1 <= before.1;
        if !(is_page_kept && is_better && is_shape_kept) {
            break;
        }
        (centres, sides) = (moved, there);
    }
    (centres, sides)
}

/// Parts of so many actors are turned, by these cosines and sines: 0, 16 and 37 degrees to both sides.
const TURNED: usize = 150;
const TURNS: &[Point] = &[(1.0, 0.0), (0.96, 0.28), (0.96, -0.28), (0.8, 0.6), (0.8, -0.6)];
/// What a page of twice the size costs, in terms of ties through all labels.
const PAGE: f64 = 0.3;
/// How often room is made for labels, how much larger a part may become by it, and how much stress it may get.
const ROUNDS: usize = 4;
const LARGER: f64 = 1.1;
const MORE_STRESS: f64 = 1.05;

/// A hundredth of a pixel is all that a picture shows.
pub(super) fn round(value: f64) -> f64 {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}
