//! How large actors and their labels are drawn.

use super::geometry::{Point, Rectangle};
use super::{Line, Place, font, round};
use crate::network::model::{Actor, Network};
use crate::network::shapes;

/// An actor as it is drawn: a disc of a radius with the label at one side of it.
pub struct Glyph {
    radius: f64,
    /// The room of its shape, from its centre.
    shape: Rectangle,
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
    BelowRight,
    BelowLeft,
    AboveRight,
    AboveLeft,
}

impl Side {
    /// In the order in which readers like them.
    const ALL: [Self; 8] = [
        Self::Below,
        Self::Above,
        Self::Right,
        Self::Left,
        Self::BelowRight,
        Self::BelowLeft,
        Self::AboveRight,
        Self::AboveLeft,
    ];
}

/// Between the disc and its label.
const GAP: f64 = 2.0;
/// How high a loop stands above its actor.
pub const LOOP: f64 = 12.0;
/// How often each label is looked at again.
const ROUNDS: usize = 4;
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
    let glyph = |actor: &Actor, degree: f64, loops: bool| {
        let radius = round(least_radius + (most_radius - least_radius) * (degree / most).sqrt());
        let lines: Vec<(String, f64)> = font::wrap(&clean(&actor.label), size, 8.0 * size, 3)
            .into_iter()
            .map(|line| (line.clone(), font::width(&line, size)))
            .collect();
        let width = lines.iter().map(|(_, width)| *width).fold(0.0, f64::max);
        let height = size * (font::ASCENT + font::DESCENT + font::LEADING * (lines.len() - 1) as f64);
        let (left, right, top, bottom) = shapes::reach(shapes::corners(&actor.kind));
        let shape =
            Rectangle { left: left * radius, right: right * radius, top: top * radius, bottom: bottom * radius };
        Glyph { radius, shape, lines, size: (width, height), loops }
    };
    let mut loops = vec![false; degrees.len()];
    for (source, target, _) in network.ties() {
        loops[source] |= source == target;
    }
    network.actors().zip(degrees).zip(loops).map(|((actor, degree), loops)| glyph(actor, degree, loops)).collect()
}

impl Glyph {
    /// The room of the label at a side, from the shape's centre.
    fn label(&self, side: Side) -> Rectangle {
        let (width, height) = self.size;
        let Rectangle { left, right, top, bottom } = self.shape;
        let (left, top) = match side {
            Side::Below => (-width / 2.0, bottom + GAP),
            Side::Above => (-width / 2.0, top - GAP - height),
            Side::Right => (right + 2.0 * GAP, -height / 2.0),
            Side::Left => (left - 2.0 * GAP - width, -height / 2.0),
            // At a corner of the square around the shape.
            Side::BelowRight => (right, bottom),
            Side::BelowLeft => (left - width, bottom),
            Side::AboveRight => (right, top - height),
            Side::AboveLeft => (left - width, top - height),
        };
        Rectangle { left, top, right: left + width, bottom: top + height }
    }

    /// Shape, loop and label, with a little air.
    pub fn whole(&self, side: Side) -> Rectangle {
        let mut shape = self.shape;
        if self.loops {
            shape.top -= LOOP;
        }
        shape.and(self.label(side)).grown(AIR)
    }

    pub fn placed(&self, (x, y): (f64, f64), side: Side, size: f64) -> Place {
        let label = self.label(side).moved((x, y));
        let left = |width: f64| match side {
            Side::Below | Side::Above => x - width / 2.0,
            Side::Right | Side::BelowRight | Side::AboveRight => label.left,
            Side::Left | Side::BelowLeft | Side::AboveLeft => label.right - width,
        };
        let lines = self.lines.iter().enumerate().map(|(n, (text, width))| Line {
            text: text.clone(),
            x: round(left(*width)),
            y: round(label.top + size * (font::ASCENT + font::LEADING * n as f64)),
            width: round(*width),
        });
        Place { x, y, radius: self.radius, lines: lines.collect(), shape: self.shape.moved((x, y)), label }
    }
}

/// A part of a network with its labels: what is needed to tell on which sides of the discs they stand best.
pub struct Labelled<'a> {
    pub glyphs: Vec<&'a Glyph>,
    /// Who is tied to whom, by position in `glyphs`.
    pub ties: Vec<(usize, usize)>,
}

impl Labelled<'_> {
    /// Each actor's disc and label.
    pub fn boxes(&self, sides: &[Side]) -> Vec<Rectangle> {
        self.glyphs.iter().zip(sides).map(|(glyph, &side)| glyph.whole(side)).collect()
    }

    /// The sides on which the fewest ties run through labels, from sides that they have: each label in turn, as long as that
    /// helps. Where `is_strict`, only those on which a label lies over nothing else.
    pub fn sides(&self, centres: &[Point], mut sides: Vec<Side>, is_strict: bool) -> Vec<Side> {
        let room = |actor: usize, side| self.glyphs[actor].whole(side).moved(centres[actor]);
        let mut rooms: Vec<Rectangle> = (0..sides.len()).map(|actor| room(actor, sides[actor])).collect();
        for _ in 0..ROUNDS {
            let before = sides.clone();
            for actor in 0..sides.len() {
                let reach =
                    Side::ALL.into_iter().map(|side| room(actor, side)).reduce(Rectangle::and).unwrap_or_default();
                let lines: Vec<_> = self.lines(centres).filter(|(from, to)| reach.is_crossed(*from, *to)).collect();
                let others: Vec<Rectangle> = rooms
                    .iter()
                    .enumerate()
                    .filter(|(n, room)| *n != actor && reach.overlaps(**room))
                    .map(|(_, room)| *room)
                    .collect();
                let label = |side| self.glyphs[actor].label(side).moved(centres[actor]);
                let crossed = |side| lines.iter().filter(|(from, to)| label(side).is_crossed(*from, *to)).count();
                let over = |side| others.iter().filter(|room| room.overlaps(label(side).grown(AIR))).count();
                let free = Side::ALL.into_iter().filter(|&side| !is_strict || side == before[actor] || over(side) == 0);
                if let Some(best) = free.min_by_key(|&side| 2 * crossed(side) + over(side)) {
                    sides[actor] = best;
                    rooms[actor] = room(actor, best);
                }
            }
            if sides == before {
                break;
            }
        }
        sides
    }

    /// Through how many labels a tie runs.
    pub fn crossed(&self, centres: &[Point], sides: &[Side]) -> usize {
        let is_crossed = |actor: &usize| {
            let label = self.glyphs[*actor].label(sides[*actor]).moved(centres[*actor]);
            self.lines(centres).any(|(from, to)| label.is_crossed(from, to))
        };
        (0..sides.len()).filter(is_crossed).count()
    }

    /// The room of all of it.
    pub fn room(&self, centres: &[Point], sides: &[Side]) -> Rectangle {
        let rooms = self.boxes(sides).into_iter().zip(centres).map(|(room, &at)| room.moved(at));
        rooms.reduce(Rectangle::and).unwrap_or_default()
    }

    fn lines<'a>(&'a self, centres: &'a [Point]) -> impl Iterator<Item = (Point, Point)> + 'a {
        self.ties.iter().map(|&(from, to)| (centres[from], centres[to]))
    }
}

/// A name without characters that XML forbids or that steer.
fn clean(name: &str) -> String {
    name.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
