//! An averaged perceptron over the tagger's features, trained on its own earlier guesses.

use crate::examples::Example;
use demarche::language::tagger::Tag;
use demarche::language::tagger::features::{Capitals, Word, features};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A feature that the training sentences show less often is left out.
const RAREST: u32 = 3;

/// One weight while it is being learned.
struct Cell {
    tag: u8,
    value: i32,
    /// The sum of its values over all steps before `since`.
    total: i64,
    since: u32,
}

/// A sentence as the features see it, with the right tags.
pub struct Sentence {
    words: Vec<Word>,
    tags: Vec<Tag>,
    capitals: Capitals,
}

impl Sentence {
    /// `look_up` gives the words their entries in the dictionary.
    pub fn new(example: &Example, look_up: impl Fn(&[&str]) -> Vec<Word>) -> Self {
        let words: Vec<&str> = example.words.iter().map(String::as_str).collect();
        let words = look_up(&words);
        Self { capitals: Capitals::of(&words), words, tags: example.tags.clone() }
    }
}

/// Features' averaged weights, by tag.
pub type Weights = Vec<(u64, Vec<(Tag, f64)>)>;

/// Learns from the sentences `epochs` times, each time in another fixed order. The result is sorted by feature.
pub fn train(sentences: &[Sentence], epochs: usize) -> Weights {
    let ids = frequent(sentences);
    let mut cells: Vec<Vec<Cell>> = Vec::new();
    cells.resize_with(ids.len(), Vec::new);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = Random(0x5eed);
    let mut step = 0;
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let (mut wrong, mut all) = (0, 0);
        for &at in &order {
            let sentence = &sentences[at];
            let mut before = [None, None];
            for (at, word) in sentence.words.iter().enumerate() {
                let tag = word.certain().unwrap_or_else(|| {
                    let features = features(&sentence.words, at, before, sentence.capitals);
                    let known: Vec<u32> = features.iter().filter_map(|feature| ids.get(feature).copied()).collect();
                    let guess = best(&cells, &known);
                    let right = sentence.tags[at];
                    step += 1;
                    all += 1;
                    if guess != right {
                        wrong += 1;
                        for id in known {
                            change(&mut cells[id as usize], right, 1, step);
                            change(&mut cells[id as usize], guess, -1, step);
                        }
                    }
                    guess
                });
                before = [Some(tag), before[0]];
            }
        }
        eprintln!(
            "epoch {}: {:.2} % of {all} uncertain words wrong",
            epoch + 1,
            100.0 * f64::from(wrong) / f64::from(all)
        );
    }
    let mut weights: Weights = ids
        .into_iter()
        .map(|(feature, id)| {
            let average = |cell: &Cell| {
                let total = cell.total + i64::from(cell.value) * i64::from(step - cell.since);
                (Tag::from_number(cell.tag).expect("a tag's number"), total as f64 / f64::from(step))
            };
            (feature, cells[id as usize].iter().map(average).collect())
        })
        .collect();
    weights.sort_by_key(|(feature, _)| *feature);
    weights
}

fn best(cells: &[Vec<Cell>], features: &[u32]) -> Tag {
    let mut scores = [0; 64];
    for &feature in features {
        for cell in &cells[feature as usize] {
            scores[cell.tag as usize & 63] += cell.value;
        }
    }
    let best = (1..Tag::COUNT).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best });
    Tag::from_number(best as u8).expect("a tag's number")
}

fn change(cells: &mut Vec<Cell>, tag: Tag, by: i32, step: u32) {
    let number = tag as u8;
    let at = cells.iter().position(|cell| cell.tag == number).unwrap_or_else(|| {
        cells.push(Cell { tag: number, value: 0, total: 0, since: step });
        cells.len() - 1
    });
    let cell = &mut cells[at];
    cell.total += i64::from(cell.value) * i64::from(step - cell.since);
    cell.since = step;
    cell.value += by;
}

/// The features that occur often enough, each with its place in the table of weights.
fn frequent(sentences: &[Sentence]) -> HashMap<u64, u32, BuildHasherDefault<Identity>> {
    let mut counts: HashMap<u64, u32, BuildHasherDefault<Identity>> = HashMap::default();
    for sentence in sentences {
        let mut before = [None, None];
        for (at, tag) in sentence.tags.iter().enumerate() {
            if sentence.words[at].certain().is_none() {
                for feature in features(&sentence.words, at, before, sentence.capitals) {
                    *counts.entry(feature).or_default() += 1;
                }
            }
            before = [Some(*tag), before[0]];
        }
    }
    let mut kept: Vec<u64> =
        counts.into_iter().filter(|(_, count)| *count >= RAREST).map(|(feature, _)| feature).collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}

/// Features are hashes already.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 << 8 | u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// SplitMix64: the same order on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn shuffle(&mut self, items: &mut [usize]) {
        for last in (1..items.len()).rev() {
            items.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}
