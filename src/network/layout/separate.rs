//! Lays one connected part out, and pushes the boxes of its actors apart while stress is held down.

use super::LayoutOptions;
use super::geometry::{Point, Rectangle};
use super::parts::Part;
use super::quality;
use super::stress::{Random, Term, descend, pull, stress, terms};

/// Positions of a part's actors, whose boxes (around a position) lie apart from each other.
pub fn lay_out(part: &Part, boxes: &[Rectangle], options: &LayoutOptions) -> Vec<Point> {
    let count = part.actors.len();
    if count == 1 {
        return vec![(0.0, 0.0)];
    }
    let mut terms = terms(part);
    let pairs = part.pairs();
    let starts = match count {
        0..=60 => 24,
        61..=150 => 10,
        151..=400 => 4,
        _ => 1,
    };
    let mut random = Random::new(options.seed);
    let mut tried: Vec<Start> = (0..starts)
        .map(|_| {
            let positions = descend(count, &mut terms, &mut random);
            let crossings = if starts > 1 { quality::crossings_of(&positions, &pairs) } else { 0 };
            // Stress times crossings; the 3 keeps one crossing more or less from outweighing the shape.
            Start { cost: (stress(&positions, &terms) + 1e-3) * (crossings as f64 + 3.0), positions }
        })
        .collect();
    tried.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let positions = upright(tried.swap_remove(0).positions);
    apart(&positions, &mut terms, &pairs, boxes, &mut random)
}

/// Positions from one random start; the cheapest are taken.
struct Start {
    cost: f64,
    positions: Vec<Point>,
}

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

/// Rounds of pushing apart and pulling together.
const ROUNDS: usize = 60;
/// How much longer a tie is drawn in each attempt.
const WIDER: f64 = 1.4;
const ATTEMPTS: usize = 5;
/// How much stress and crossings may grow by the pushing: else the page is made larger.
const WORSE: f64 = 1.04;

/// Pushes boxes apart on the smallest page that keeps the shape of the network.
fn apart(
    shape: &[Point],
    terms: &mut [Term],
    pairs: &[(usize, usize)],
    boxes: &[Rectangle],
    random: &mut Random,
) -> Vec<Point> {
    let mean = boxes.iter().map(|room| (room.width() + room.height()) / 2.0).sum::<f64>() / boxes.len() as f64;
    let (stress_before, crossings_before) = (stress(shape, terms), quality::crossings_of(shape, pairs));
    let mut unit = mean * 1.25;
    let mut attempt = 1;
    loop {
        let positions = pushed(shape, unit, terms, boxes, random);
        let is_shape_kept = stress(&positions, terms) <= stress_before * WORSE + 1e-3
            && quality::crossings_of(&positions, pairs) as f64 <= crossings_before as f64 * WORSE + 1.0;
        if is_shape_kept || attempt == ATTEMPTS {
            return positions;
        }
        attempt += 1;
        unit *= WIDER;
    }
}

fn pushed(shape: &[Point], unit: f64, terms: &mut [Term], boxes: &[Rectangle], random: &mut Random) -> Vec<Point> {
    let mut positions: Vec<Point> = shape.iter().map(|(x, y)| (x * unit, y * unit)).collect();
    let mut step = 0.5;
    for _ in 0..ROUNDS {
        random.shuffle(terms);
        pull(&mut positions, terms, step, unit);
        for _ in 0..4 {
            push(&mut positions, boxes, 0.5);
        }
        step *= 0.93;
    }
    // What still overlaps is pushed apart without pulling; a little growth makes sure that it ends.
    for round in 0..2000 {
        if !push(&mut positions, boxes, 0.5) {
            break;
        }
        if round % 50 == 49 {
            for (x, y) in &mut positions {
                *x *= 1.02;
                *y *= 1.02;
            }
        }
    }
    positions
}

/// Moves overlapping boxes apart along the axis in which they overlap less, each by `share` of the overlap; whether any did.
fn push(positions: &mut [Point], boxes: &[Rectangle], share: f64) -> bool {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    let left = |at: usize, positions: &[Point]| positions[at].0 + boxes[at].left;
    order.sort_by(|&a, &b| left(a, positions).total_cmp(&left(b, positions)).then(a.cmp(&b)));
    let widest = boxes.iter().map(|room| room.width()).fold(0.0, f64::max);
    let mut found = false;
    for (n, &a) in order.iter().enumerate() {
        for &b in &order[n + 1..] {
            if left(b, positions) > left(a, positions) + boxes[a].width() + widest {
                break;
            }
            let (one, other) = (boxes[a].moved(positions[a]), boxes[b].moved(positions[b]));
            let (x, y) = one.overlap(other);
            if x <= 0.0 || y <= 0.0 {
                continue;
            }
            found = true;
            // In proportion to the boxes: a wide box gives way to the side as readily as a flat one upwards.
            if x / (one.width() + other.width()) < y / (one.height() + other.height()) {
                let by = (x + 0.01) * share * if one.left + one.right <= other.left + other.right { 1.0 } else { -1.0 };
                positions[a].0 -= by;
                positions[b].0 += by;
            } else {
                let by = (y + 0.01) * share * if one.top + one.bottom <= other.top + other.bottom { 1.0 } else { -1.0 };
                positions[a].1 -= by;
                positions[b].1 += by;
            }
        }
    }
    found
}
