//! Lays one connected part out, and pushes the boxes of its actors apart while stress is held down.

use super::geometry::{Point, Rectangle};
use super::parts::Part;
use super::quality::crossings_of;
use super::stress::{Random, Term, descend, pull, stress, terms};
use rayon::prelude::*;

/// A part with the shape that it is to have: positions of little stress, one long for each step.
pub struct Shape {
    positions: Vec<Point>,
    terms: Vec<Term>,
    pairs: Vec<(usize, usize)>,
    stress: f64,
    crossings: usize,
    seed: u64,
}

impl Shape {
    /// The best of some random starts, by stress and crossings.
    pub fn of(part: &Part, seed: u64) -> Self {
        let count = part.actors.len();
        let (terms, pairs) = (terms(part), part.pairs());
        let starts: u64 = match count {
            0..=60 => 24,
            61..=150 => 10,
            151..=1000 => 4,
            _ => 1,
        };
        let tried = (0..starts).into_par_iter().map(|start| {
            let mut terms = terms.clone();
            let positions = descend(count, &mut terms, &mut Random::of(seed, start));
            let (stress, crossings) = (stress(&positions, &terms), crossings_of(&positions, &pairs));
            // Stress times crossings; the 3 keeps one crossing more or less from outweighing the shape.
            ((stress + 1e-3) * (crossings as f64 + 3.0), stress, crossings, positions)
        });
        // Of equal ones the first.
        let best = tried.collect::<Vec<_>>().into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        let (_, stress, crossings, positions) = best.unwrap_or_default();
        Self { positions: upright(positions), terms, pairs, stress, crossings, seed }
    }

    /// Positions of this shape, turned by a cosine and a sine, in which boxes (around a position) lie apart from each other, on
    /// a page that is worth its size: a larger one keeps the shape better.
    pub fn apart(&self, boxes: &[Rectangle], (cos, sin): Point) -> Vec<Point> {
        let turned: Vec<Point> = self.positions.iter().map(|(x, y)| (x * cos - y * sin, x * sin + y * cos)).collect();
        let mean = boxes.iter().map(|room| (room.width() + room.height()) / 2.0).sum::<f64>() / boxes.len() as f64;
        let attempts = if boxes.len() > MANY { ATTEMPTS_OF_MANY } else { ATTEMPTS };
        let tried = attempts.par_iter().map(|&attempt| {
            let unit = (0..attempt).fold(mean * 1.25, |unit, _| unit * WIDER);
            let positions = self.pushed(&turned, unit, boxes, &mut Random::of(self.seed, attempt));
            let (stress, crossings) = self.figures(&positions);
            let more_stress = (stress - self.stress) / (self.stress + 0.02);
            let more_crossings = (crossings as f64 - self.crossings as f64) / (self.crossings as f64 + 5.0);
            (STRESS * more_stress + more_crossings + PAGE * attempt as f64, positions)
        });
        // Of equal ones the first.
        let best = tried.collect::<Vec<_>>().into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(_, positions)| positions).unwrap_or_default()
    }

    /// The stress of positions, and how many ties cross.
    pub fn figures(&self, positions: &[Point]) -> (f64, usize) {
        (stress(positions, &self.terms), crossings_of(positions, &self.pairs))
    }

    fn pushed(&self, turned: &[Point], unit: f64, boxes: &[Rectangle], random: &mut Random) -> Vec<Point> {
        let mut terms = self.terms.clone();
        let mut positions: Vec<Point> = turned.iter().map(|(x, y)| (x * unit, y * unit)).collect();
        let mut step = 0.5;
        random.shuffle(&mut terms);
        for _ in 0..ROUNDS {
            random.shuffle_again(&mut terms);
            pull(&mut positions, &terms, step, unit);
            for _ in 0..4 {
                push(&mut positions, boxes);
            }
            step *= 0.93;
        }
        push_apart(&mut positions, boxes);
        positions
    }
}

/// Rounds of pushing apart and pulling together.
const ROUNDS: usize = 60;
/// What a larger page costs, and more stress than the shape has, in terms of as many crossings again.
const PAGE: f64 = 0.1;
const STRESS: f64 = 3.0;
/// How much longer a tie is drawn in each attempt, and which are made: parts of many actors need large pages.
const WIDER: f64 = 1.4;
const ATTEMPTS: &[u64] = &[0, 1, 2, 3, 4];
const ATTEMPTS_OF_MANY: &[u64] = &[3, 6];
const MANY: usize = 1000;

/// Turned so that the longest extent is horizontal, as pages and labels are.
fn upright(mut positions: Vec<Point>) -> Vec<Point> {
    let count = positions.len() as f64;
    let (sum_x, sum_y) = positions.iter().fold((0.0, 0.0), |(x, y), p| (x + p.0, y + p.1));
    let (mean_x, mean_y) = (sum_x / count, sum_y / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in &mut positions {
        *x -= mean_x;
        *y -= mean_y;
        xx += *x * *x;
        xy += *x * *y;
        yy += *y * *y;
    }
    // The eigenvector of the larger eigenvalue of [[xx, xy], [xy, yy]].
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    let (mut cos, mut sin) = if half >= 0.0 { (half + root, xy) } else { (xy, root - half) };
    let length = (cos * cos + sin * sin).sqrt();
    if length < 1e-12 {
        return positions;
    }
    cos /= length;
    sin /= length;
    positions.iter().map(|(x, y)| (x * cos + y * sin, y * cos - x * sin)).collect()
}

/// Pushes boxes apart until none lies over another; a little growth makes sure that it ends.
pub fn push_apart(positions: &mut [Point], boxes: &[Rectangle]) {
    for round in 0..2000 {
        if !push(positions, boxes) {
            break;
        }
        if round % 50 == 49 {
            for (x, y) in &mut *positions {
                *x *= 1.02;
                *y *= 1.02;
            }
        }
    }
}

/// Moves overlapping boxes apart along the axis in which they overlap less, each by half of the overlap; whether any did.
fn push(positions: &mut [Point], boxes: &[Rectangle]) -> bool {
    let rooms = boxes.iter().zip(&*positions).map(|(room, &at)| room.moved(at));
    let mut rooms: Vec<(Rectangle, usize)> = rooms.zip(0..).collect();
    rooms.sort_unstable_by(|a, b| a.0.left.total_cmp(&b.0.left).then(a.1.cmp(&b.1)));
    let lefts: Vec<f64> = rooms.iter().map(|(room, _)| room.left).collect();
    let mut found = false;
    for n in 0..rooms.len() {
        for m in n + 1..rooms.len() {
            let (one, other) = (rooms[n].0, rooms[m].0);
            // Those behind began farther to the right, before some of them were moved.
            if lefts[m] >= one.right {
                break;
            }
            let (x, y) = one.overlap(other);
            if x <= 0.0 || y <= 0.0 {
                continue;
            }
            found = true;
            // In proportion to the boxes: a wide box gives way to the side as readily as a flat one upwards.
            let by = if x / (one.width() + other.width()) < y / (one.height() + other.height()) {
                let way = if one.left + one.right <= other.left + other.right { 0.5 } else { -0.5 };
                ((x + 0.01) * way, 0.0)
            } else {
                let way = if one.top + one.bottom <= other.top + other.bottom { 0.5 } else { -0.5 };
                (0.0, (y + 0.01) * way)
            };
            rooms[n].0 = one.moved((-by.0, -by.1));
            rooms[m].0 = other.moved(by);
        }
    }
    if found {
        for (room, actor) in rooms {
            positions[actor] = (room.left - boxes[actor].left, room.top - boxes[actor].top);
        }
    }
    found
}
