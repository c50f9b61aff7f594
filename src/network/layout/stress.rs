//! Stress: how far the distances on the page are from the numbers of steps between actors, and its minimization by
//! stochastic gradient descent (Zheng, Pawar and Goodman: *Graph Drawing by Stochastic Gradient Descent*, IEEE TVCG 2018).

use super::parts::Part;

/// Two actors and how far apart they should be; the weight of the term is 1/distance².
#[derive(Clone, Copy, Debug)]
pub struct Term {
    pub from: u32,
    pub to: u32,
    pub distance: f32,
}

/// Parts of up to so many actors are laid out by the steps between all pairs; beyond it each actor counts its neighbours,
/// theirs, and some hundred pivots.
const ALL_PAIRS: usize = 2500;
const PIVOTS: usize = 120;

/// The terms of a part, a tie being one long.
pub fn terms(part: &Part) -> Vec<Term> {
    let count = part.actors.len();
    let mut terms = Vec::new();
    let mut add = |from: usize, to: usize, steps: u32| {
        terms.push(Term { from: from as u32, to: to as u32, distance: steps as f32 });
    };
    if count <= ALL_PAIRS {
        for from in 0..count {
            let steps = part.steps_from(from);
            for (to, &far) in steps.iter().enumerate().skip(from + 1) {
                add(from, to, far);
            }
        }
        return terms;
    }
    for from in 0..count {
        for &to in part.neighbours[from].iter().filter(|&&to| from < to) {
            add(from, to, 1);
        }
    }
    // Each next pivot is the one farthest from those before.
    let mut nearest = vec![u32::MAX; count];
    let mut pivot = 0;
    for _ in 0..PIVOTS.min(count) {
        let steps = part.steps_from(pivot);
        for (to, &far) in steps.iter().enumerate() {
            if far > 1 {
                add(pivot, to, far);
            }
            nearest[to] = nearest[to].min(far);
        }
        pivot = (0..count).max_by_key(|&at| (nearest[at], std::cmp::Reverse(at))).unwrap_or(0);
    }
    terms
}

/// Random numbers that are the same everywhere: SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}

/// Steps of the descent.
const ROUNDS: usize = 33;
/// How far the last step moves the nearest pairs.
const LAST: f64 = 0.05;

/// Positions of little stress, from a random start.
pub fn descend(count: usize, terms: &mut [Term], random: &mut Random) -> Vec<(f64, f64)> {
    let side = (count as f64).sqrt();
    let mut positions: Vec<_> = (0..count).map(|_| (random.fraction() * side, random.fraction() * side)).collect();
    let longest = terms.iter().map(|term| f64::from(term.distance)).fold(1.0, f64::max);
    let shortest = terms.iter().map(|term| f64::from(term.distance)).fold(longest, f64::min);
    let mut step = longest * longest;
    // The 32nd root of the whole way, by five square roots.
    let ratio = (0..5).fold(LAST * shortest * shortest / step, |root, _| root.sqrt());
    for _ in 0..ROUNDS {
        random.shuffle(terms);
        pull(&mut positions, terms, step, 1.0);
        step *= ratio;
    }
    positions
}

/// One round: each pair is moved towards its distance, `unit` long for each step.
pub fn pull(positions: &mut [(f64, f64)], terms: &[Term], step: f64, unit: f64) {
    for term in terms {
        let (from, to) = (term.from as usize, term.to as usize);
        let wanted = f64::from(term.distance);
        let rate = (step / (wanted * wanted)).min(1.0);
        let (dx, dy) = (positions[from].0 - positions[to].0, positions[from].1 - positions[to].1);
        let far = (dx * dx + dy * dy).sqrt().max(1e-9 * unit);
        let by = rate * (far - wanted * unit) / 2.0 / far;
        positions[from].0 -= by * dx;
        positions[from].1 -= by * dy;
        positions[to].0 += by * dx;
        positions[to].1 += by * dy;
    }
}

/// The stress of positions, a pair on average, at the scale that makes it least: Σ (s·‖p−q‖ − d)² / d², over the pairs.
pub fn stress(positions: &[(f64, f64)], terms: &[Term]) -> f64 {
    let (mut first, mut second) = (0.0, 0.0);
    for term in terms {
        let ratio = super::geometry::distance(positions[term.from as usize], positions[term.to as usize])
            / f64::from(term.distance);
        first += ratio;
        second += ratio * ratio;
    }
    if second == 0.0 || terms.is_empty() {
        return 0.0;
    }
    // With s = Σr / Σr² the sum is n − (Σr)² / Σr².
    (1.0 - first * first / second / terms.len() as f64).max(0.0)
}
