//! How large actors and their labels are drawn.

use super::geometry::Rectangle;
use super::{Line, Place, font, round};
use crate::network::model::Network;

/// An actor as it is drawn: a disc of a radius with the label at one side of it.
pub struct Glyph {
    radius: f64,
    lines: Vec<(String, f64)>,
    /// The label's width and height.
    size: (f64, f64),
    /// Whether a tie of the actor with itself stands above it.
    loops: bool,
}

/// The side of the disc on which the label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Below,
    Above,
    Right,
    Left,
}

/// Between the disc and its label.
const GAP: f64 = 2.0;
/// How high a loop stands above its actor.
pub const LOOP: f64 = 12.0;
/// Around a disc with its label.
const AIR: f64 = 2.5;

/// The size of labels, by the number of actors.
pub fn font_size(actors: usize) -> f64 {
    match actors {
        0..=40 => 13.0,
        41..=120 => 12.0,
        _ => 11.0,
    }
}

/// Each actor with its label, the area of the disc by weighted degree.
pub fn glyphs(network: &Network) -> Vec<Glyph> {
    let size = font_size(network.actors().len());
    let degrees = network.weighted_degrees();
    let most = degrees.iter().copied().fold(1.0, f64::max);
    let (least_radius, most_radius) = if degrees.len() <= 40 { (6.0, 24.0) } else { (5.0, 20.0) };
    let glyph = |label: &str, degree: f64, loops: bool| {
        let radius = round(least_radius + (most_radius - least_radius) * (degree / most).sqrt());
        let lines: Vec<(String, f64)> = font::wrap(&clean(label), size, 8.0 * size, 3)
            .into_iter()
            .map(|line| (line.clone(), font::width(&line, size)))
            .collect();
        let width = lines.iter().map(|(_, width)| *width).fold(0.0, f64::max);
        let height = size * (font::ASCENT + font::DESCENT + font::LEADING * (lines.len() - 1) as f64);
        Glyph { radius, lines, size: (width, height), loops }
    };
    let mut loops = vec![false; degrees.len()];
    for (source, target, _) in network.ties() {
        loops[source] |= source == target;
    }
    network
        .actors()
        .zip(degrees)
        .zip(loops)
        .map(|((actor, degree), loops)| glyph(&actor.label, degree, loops))
        .collect()
}

impl Glyph {
    fn disc(&self) -> Rectangle {
        let r = self.radius;
        Rectangle { left: -r, right: r, top: -r, bottom: r }
    }

    /// The room of the label at a side, from the disc's centre.
    fn label(&self, side: Side) -> Rectangle {
        let (width, height) = self.size;
        let away = self.radius + GAP;
        let (left, top) = match side {
            Side::Below => (-width / 2.0, away),
            Side::Above => (-width / 2.0, -away - height),
            Side::Right => (away + GAP, -height / 2.0),
            Side::Left => (-away - GAP - width, -height / 2.0),
        };
        Rectangle { left, top, right: left + width, bottom: top + height }
    }

    /// Disc, loop and label, with a little air.
    pub fn whole(&self, side: Side) -> Rectangle {
        let mut disc = self.disc();
        if self.loops {
            disc.top -= LOOP;
        }
        disc.and(self.label(side)).grown(AIR)
    }

    pub fn placed(&self, (x, y): (f64, f64), side: Side, size: f64) -> Place {
        let label = self.label(side).moved((x, y));
        let left = |width: f64| match side {
            Side::Below | Side::Above => x - width / 2.0,
            Side::Right => label.left,
            Side::Left => label.right - width,
        };
        let lines = self.lines.iter().enumerate().map(|(n, (text, width))| Line {
            text: text.clone(),
            x: round(left(*width)),
            y: round(label.top + size * (font::ASCENT + font::LEADING * n as f64)),
            width: round(*width),
        });
        Place { x, y, radius: self.radius, lines: lines.collect(), label }
    }
}

/// On which side of its disc each label stands: where the fewest ties run through it, and it lies over nothing. Below, where
/// others are no better; below there is room for all.
pub fn sides(network: &Network, glyphs: &[Glyph], centres: &[(f64, f64)]) -> Vec<Side> {
    let mut sides = vec![Side::Below; glyphs.len()];
    let ties: Vec<_> = network.ties().map(|(source, target, _)| (centres[source], centres[target])).collect();
    let mut rooms: Vec<Rectangle> =
        glyphs.iter().zip(centres).map(|(glyph, &at)| glyph.whole(Side::Below).moved(at)).collect();
    let crossed = |label: Rectangle| ties.iter().filter(|(from, to)| label.is_crossed(*from, *to)).count();
    for (n, (glyph, &at)) in glyphs.iter().zip(centres).enumerate() {
        let mut least = crossed(glyph.label(Side::Below).moved(at));
        for side in [Side::Above, Side::Right, Side::Left] {
            let label = glyph.label(side).moved(at);
            let is_free =
                || rooms.iter().enumerate().all(|(other, room)| other == n || !room.overlaps(label.grown(AIR)));
            let ties = if least > 0 { crossed(label) } else { 0 };
            if ties < least && is_free() {
                least = ties;
                sides[n] = side;
                rooms[n] = glyph.whole(side).moved(at);
            }
        }
    }
    sides
}

/// A name without characters that XML forbids or that steer.
fn clean(name: &str) -> String {
    name.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
