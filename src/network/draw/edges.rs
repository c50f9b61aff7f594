//! Ties as they are drawn: straight strands from border to border, several between two actors side by side, the tip of an
//! arrow where they point to one.

use super::super::layout::{LOOP, Layout};
use super::super::model::{Kind, Network, Tie};
use super::super::shapes;
use super::super::xml::number;
use std::collections::BTreeMap;

/// A tie as it is drawn.
pub struct Strand<'a> {
    pub tie: &'a Tie,
    /// Its position among the ties of the network.
    pub number: usize,
    pub source: usize,
    pub target: usize,
    pub width: f64,
    /// The `d` of its line, and of the arrow's tip.
    pub line: String,
    pub tip: Option<String>,
}

/// Between two strands.
const GAP: f64 = 2.5;
/// The widest and the narrowest strand.
const WIDEST: f64 = 6.0;
const NARROWEST: f64 = 1.1;
/// Between a tip and the actor that it points to.
const AIR: f64 = 1.5;

/// How wide ties are drawn.
#[derive(Clone, Copy)]
pub struct Widths {
    /// The greatest weight, and how wide that is.
    pub most: f64,
    widest: f64,
}

impl Widths {
    /// Where there are many actors, wide ties would hide their names.
    pub fn of(network: &Network) -> Self {
        let most = network.ties().map(|(_, _, tie)| tie.weight).fold(1.0, f64::max);
        let widest = match network.actors().len() {
            0..=40 => WIDEST,
            41..=120 => WIDEST * 0.75,
            _ => WIDEST * 0.5,
        };
        Self { most, widest }
    }

    /// How wide a tie of a weight is: by the square root of its share of the greatest.
    pub fn width(self, weight: f64) -> f64 {
        let share = if self.most > 1.0 { ((weight - 1.0) / (self.most - 1.0)).clamp(0.0, 1.0).sqrt() } else { 0.0 };
        NARROWEST + (self.widest - NARROWEST) * share
    }
}

/// All ties of a network, the lighter ones in front.
pub fn strands<'a>(network: &'a Network, layout: &Layout, drawn: Widths) -> Vec<Strand<'a>> {
    let kinds: Vec<&Kind> = network.actors().map(|actor| &actor.kind).collect();
    let mut between: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (number, (source, target, tie)) in network.ties().enumerate() {
        between.entry((source.min(target), source.max(target))).or_default().push((number, source, target, tie));
    }
    let mut strands = Vec::new();
    for ties in between.values() {
        let widths: Vec<f64> = ties.iter().map(|(.., tie)| drawn.width(tie.weight)).collect();
        let whole = widths.iter().sum::<f64>() + GAP * (ties.len() - 1) as f64;
        let mut from = -whole / 2.0;
        for (&(number, source, target, tie), &width) in ties.iter().zip(&widths) {
            let offset = from + width / 2.0;
            from += width + GAP;
            let end = |actor: usize| End {
                at: (layout.places[actor].x, layout.places[actor].y),
                radius: layout.places[actor].radius,
                kind: kinds[actor],
            };
            let (line, tip) = match source == target {
                true => (looped(&end(source), offset + whole / 2.0), None),
                false => {
                    // Sides are counted along the way from the lesser number to the greater.
                    let side = if source < target { offset } else { -offset };
                    straight(&end(source), &end(target), side, width, tie.directed)
                }
            };
            strands.push(Strand { tie, number, source, target, width, line, tip });
        }
    }
    strands.sort_by(|a, b| b.width.total_cmp(&a.width));
    strands
}

struct End<'a> {
    at: (f64, f64),
    radius: f64,
    kind: &'a Kind,
}

impl End<'_> {
    /// How far the border is from the centre, for a strand in a direction and beside the middle.
    fn border(&self, direction: (f64, f64), beside: f64) -> f64 {
        let far = shapes::border(shapes::corners(self.kind), direction) * self.radius;
        // Beside the middle a disc ends sooner.
        (far * far - beside * beside).max(0.0).sqrt()
    }
}

fn straight(from: &End<'_>, to: &End<'_>, side: f64, width: f64, directed: bool) -> (String, Option<String>) {
    let (dx, dy) = (to.at.0 - from.at.0, to.at.1 - from.at.1);
    let far = (dx * dx + dy * dy).sqrt().max(1e-6);
    let (x, y) = (dx / far, dy / far);
    let point = |along: f64, beside: f64| {
        (from.at.0 + x * along - y * (side + beside), from.at.1 + y * along + x * (side + beside))
    };
    let start = from.border((x, y), side).min(far / 2.0);
    let end = (far - to.border((-x, -y), side) - if directed { AIR } else { 0.0 }).max(start);
    let d = |points: &[(f64, f64)]| {
        let steps: Vec<String> = points.iter().map(|(x, y)| format!("{} {}", number(*x), number(*y))).collect();
        format!("M{}", steps.join("L"))
    };
    if !directed {
        return (d(&[point(start, 0.0), point(end, 0.0)]), None);
    }
    let length = (5.0 + 1.5 * width).min((end - start) * 0.6);
    let half = (2.6 + 0.75 * width).min(length);
    let neck = end - length;
    let tip = d(&[point(end, 0.0), point(neck, half), point(neck, -half)]) + "Z";
    (d(&[point(start, 0.0), point(neck.max(start) + 0.5, 0.0)]), Some(tip))
}

/// A tie of an actor with itself, above it.
fn looped(at: &End<'_>, further: f64) -> String {
    let (x, y) = at.at;
    let (half, high) = (at.radius * 0.5 + further / 2.0, at.radius + LOOP + further);
    let foot = y - at.radius * 0.8;
    format!(
        "M{} {}C{} {} {} {} {} {}",
        number(x - at.radius * 0.5),
        number(foot),
        number(x - half * 1.6),
        number(y - high * 1.2),
        number(x + half * 1.6),
        number(y - high * 1.2),
        number(x + at.radius * 0.5),
        number(foot),
    )
}
