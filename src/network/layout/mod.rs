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
        let mut centres = vec![(0.0, 0.0); glyphs.len()];
        let parts = parts::connected(network);
        let mut drawn = Vec::new();
        for part in &parts {
            let boxes: Vec<Rectangle> =
                part.actors.iter().map(|&actor| glyphs[actor].whole(label::Side::Below)).collect();
            drawn.push(separate::lay_out(part, &boxes, options));
        }
        let rooms: Vec<Rectangle> = parts
            .iter()
            .zip(&drawn)
            .map(|(part, positions)| {
                let rooms = part
                    .actors
                    .iter()
                    .zip(positions)
                    .map(|(&actor, &at)| glyphs[actor].whole(label::Side::Below).moved(at));
                rooms.reduce(Rectangle::and).unwrap_or_default()
            })
            .collect();
        for ((part, positions), by) in parts.iter().zip(&drawn).zip(pack::pack(&rooms, options.aspect)) {
            for (&actor, at) in part.actors.iter().zip(positions) {
                centres[actor] = (at.0 + by.0, at.1 + by.1);
            }
        }
        let sides = label::sides(network, &glyphs, &centres);
        Self::placed(&glyphs, &centres, &sides, font_size)
    }

    /// This layout for a part of its network: everybody stays where it was. For a series over time, and for a graph that
    /// grew; who is new stands nowhere and is left out of the answer.
    pub fn kept(&self, whole: &Network, part: &Network) -> Self {
        let places: BTreeMap<_, _> = whole.actors().map(|actor| &actor.iri).zip(&self.places).collect();
        let places = part.actors().filter_map(|actor| places.get(&actor.iri).map(|place| (*place).clone())).collect();
        Self { places, ..*self }
    }

    fn placed(glyphs: &[label::Glyph], centres: &[(f64, f64)], sides: &[label::Side], font_size: f64) -> Self {
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

/// A hundredth of a pixel is all that a picture shows.
pub(super) fn round(value: f64) -> f64 {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}
