//! Stress: how far the distances on the page are from the numbers of steps between actors, and its minimization by
//! stochastic gradient descent (Zheng, Pawar and Goodman: *Graph Drawing by Stochastic Gradient Descent*, IEEE TVCG 2018).

use super::geometry::{Point, distance};
use super::parts::Part;

/// Two actors and how far apart they should be, in steps. A term weighs 1/distance² for each pair of actors that it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    pub from: u32,
    pub to: u32,
    pub distance: f32,
    /// How many pairs it stands for when it moves `from`, and when it moves `to`.
    pub pairs: [u16; 2],
}

/// Parts of up to so many actors are laid out by the steps between all pairs; beyond it by those to neighbours and pivots.
const ALL_PAIRS: usize = 2500;
const PIVOTS: usize = 150;

/// The terms by which a part is laid out, a tie being one long.
pub fn terms(part: &Part) -> Vec<Term> {
    if part.actors.len() <= ALL_PAIRS { all_pairs(part) } else { sparse(part) }
}

/// A term for each pair of actors.
pub fn all_pairs(part: &Part) -> Vec<Term> {
    let mut terms = Vec::new();
    for from in 0..part.actors.len() {
        for (to, &steps) in part.steps_from(from).iter().enumerate().skip(from + 1) {
            terms.push(Term { from: from as u32, to: to as u32, distance: steps as f32, pairs: [1, 1] });
        }
    }
    terms
}

/// Terms for neighbours, and between pivots and everybody: a pivot stands for those nearest to it that are at most half as far
/// from it as the actor that it moves (Ortmann, Klimenta and Brandes: *A Sparse Stress Model*, JGAA 2017).
fn sparse(part: &Part) -> Vec<Term> {
    let count = part.actors.len();
    let mut terms: Vec<Term> = part
        .pairs()
        .into_iter()
        .map(|(from, to)| Term { from: from as u32, to: to as u32, distance: 1.0, pairs: [1, 1] })
        .collect();
    // Each next pivot is the one farthest from those before.
    let mut pivots: Vec<(usize, Vec<u32>)> = Vec::new();
    let mut nearest = vec![(u32::MAX, 0); count];
    for number in 0..PIVOTS.min(count) {
        let pivot = (0..count).max_by_key(|&at| (nearest[at].0, std::cmp::Reverse(at))).unwrap_or(0);
        let steps = part.steps_from(pivot);
        for (near, &far) in nearest.iter_mut().zip(&steps) {
            *near = (*near).min((far, number));
        }
        pivots.push((pivot, steps));
    }
    for (number, (pivot, steps)) in pivots.iter().enumerate() {
        // How many of those nearest to the pivot are up to so many steps away.
        let mut within = vec![0u32; 1 + steps.iter().copied().max().unwrap_or(0) as usize];
        for (_, &far) in nearest.iter().zip(steps).filter(|((_, owner), _)| *owner == number) {
            within[far as usize] += 1;
        }
        for far in 1..within.len() {
            within[far] += within[far - 1];
        }
        for (to, &far) in steps.iter().enumerate().filter(|(_, far)| **far > 1) {
            let pairs = [0, u16::try_from(within[far as usize / 2]).unwrap_or(u16::MAX)];
            terms.push(Term { from: *pivot as u32, to: to as u32, distance: far as f32, pairs });
        }
    }
    terms
}

/// So many terms fit into the cache of a core.
const STRETCH: usize = 8192;

/// Random numbers that are the same everywhere: SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(u64);

impl Random {
    /// The numbers of one of several tasks that run side by side.
    pub fn of(seed: u64, task: u64) -> Self {
        Self(Self(seed).next() ^ Self(task).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to below 1.
    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below another, by multiplication (Lemire 2019), whose bias is far below what a drawing shows.
    fn below(&mut self, most: usize) -> usize {
        ((u128::from(self.next()) * most as u128) >> 64) as usize
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// Shuffles what was shuffled before: within stretches that a processor's cache holds, which is several times as fast.
    pub fn shuffle_again<T>(&mut self, items: &mut [T]) {
        items.rotate_left(STRETCH / 2 % items.len().max(1));
        for stretch in items.chunks_mut(STRETCH) {
            self.shuffle(stretch);
        }
    }
}

/// Steps of the descent.
const ROUNDS: usize = 33;
/// How far the last step moves the nearest pairs.
const LAST: f64 = 0.05;

/// Positions of little stress, from a random start.
pub fn descend(count: usize, terms: &mut [Term], random: &mut Random) -> Vec<Point> {
    let side = (count as f64).sqrt();
    let mut positions: Vec<_> = (0..count).map(|_| (random.fraction() * side, random.fraction() * side)).collect();
    let longest = terms.iter().map(|term| f64::from(term.distance)).fold(1.0, f64::max);
    let shortest = terms.iter().map(|term| f64::from(term.distance)).fold(longest, f64::min);
    let mut step = longest * longest;
    // The 32nd root of the whole way, by five square roots.
    let ratio = (0..5).fold(LAST * shortest * shortest / step, |root, _| root.sqrt());
    random.shuffle(terms);
    for _ in 0..ROUNDS {
        random.shuffle_again(terms);
        pull(&mut positions, terms, step, 1.0);
        step *= ratio;
    }
    positions
}

/// One round: each pair is moved towards its distance, `unit` long for each step.
pub fn pull(positions: &mut [Point], terms: &[Term], step: f64, unit: f64) {
    for term in terms {
        let (from, to) = (term.from as usize, term.to as usize);
        let wanted = f64::from(term.distance);
        let rate = step / (wanted * wanted);
        let (dx, dy) = (positions[from].0 - positions[to].0, positions[from].1 - positions[to].1);
        let far = (dx * dx + dy * dy).sqrt().max(1e-9 * unit);
        let by = (far - wanted * unit) / 2.0 / far;
        let [by_from, by_to] = term.pairs.map(|pairs| by * (rate * f64::from(pairs)).min(1.0));
        positions[from].0 -= by_from * dx;
        positions[from].1 -= by_from * dy;
        positions[to].0 += by_to * dx;
        positions[to].1 += by_to * dy;
    }
}

/// The stress of positions, a pair on average, at the scale that makes it least: Σ (s·‖p−q‖ − d)² / d², over the pairs.
pub fn stress(positions: &[Point], terms: &[Term]) -> f64 {
    let (mut pairs, mut first, mut second) = (0.0, 0.0, 0.0);
    for term in terms {
        let far = distance(positions[term.from as usize], positions[term.to as usize]);
        let ratio = far / f64::from(term.distance);
        let count = (f64::from(term.pairs[0]) + f64::from(term.pairs[1])) / 2.0;
        pairs += count;
        first += count * ratio;
        second += count * ratio * ratio;
    }
    if second == 0.0 || pairs == 0.0 {
        return 0.0;
    }
    // With s = Σr / Σr² the sum is n − (Σr)² / Σr².
    (1.0 - first * first / second / pairs).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square of streets and crossings.
    fn grid(side: usize) -> Part {
        let near = |at: usize| {
            let (row, column) = (at / side, at % side);
            let steps = [(0, -1), (0, 1), (-1, 0), (1, 0)].map(|(down, right)| {
                Some((row.checked_add_signed(down)?, column.checked_add_signed(right)?))
                    .filter(|(row, column)| *row < side && *column < side)
            });
            let mut near: Vec<usize> = steps.into_iter().flatten().map(|(row, column)| row * side + column).collect();
            near.sort_unstable();
            near
        };
        Part { actors: (0..side * side).collect(), neighbours: (0..side * side).map(near).collect() }
    }

    #[test]
    fn few_terms_do_nearly_as_well_as_all() {
        let part = grid(24);
        let all = all_pairs(&part);
        let of = |mut terms: Vec<Term>| {
            let positions = descend(part.actors.len(), &mut terms, &mut Random::of(1, 0));
            stress(&positions, &all)
        };
        let few = sparse(&part);
        assert!(few.len() * 10 < all.len() * 6, "{} of {}", few.len(), all.len());
        let (few, all) = (of(few), of(all.clone()));
        assert!(few < all * 1.1, "{few} {all}");
    }
}
