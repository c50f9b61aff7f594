//! The file of weights: the dictionary, and the features with their weights in ten bits, the smallest left out.

use crate::examples::Example;
use crate::perceptron::Weights;
use demarche::language::tagger::features::Word;
use demarche::language::tagger::{Tag, format};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A word that occurs less often is not in the dictionary.
const RAREST: u32 = 6;
/// A tag belongs to a word's class if it makes up this share of its occurrences.
const SHARE: f64 = 0.04;
/// A word has only one tag if it occurs this often, and so many of its occurrences have it.
const CERTAIN_COUNT: u32 = 40;
const CERTAIN_SHARE: f64 = 0.998;
/// Classes have numbers in one byte; 0 means unknown, and 255 the sentence's edge.
const CLASSES: usize = 254;
const SLOT_BITS: u32 = 14;
/// No tag is certain.
const NONE: u8 = 255;

/// The dictionary's words with their class and their one tag (or 255).
pub type Dictionary = Vec<(u64, u8, u8)>;

/// What is learned of the words one by one.
pub fn dictionary(examples: &[Example]) -> Dictionary {
    let mut counts: BTreeMap<u64, [u32; Tag::COUNT]> = BTreeMap::new();
    for example in examples {
        for (word, &tag) in example.words.iter().zip(&example.tags) {
            let acronym = word.len() > 1 && !word.contains(char::is_lowercase) && word.contains(char::is_alphabetic);
            if !acronym {
                counts.entry(Word::new(word).hash).or_insert([0; Tag::COUNT])[tag as usize] += 1;
            }
        }
    }
    let mut words: Vec<(u64, u32, u64, u8)> = Vec::new();
    for (hash, counts) in counts {
        let total: u32 = counts.iter().sum();
        if total < RAREST {
            continue;
        }
        let share = |count: u32| f64::from(count) / f64::from(total);
        let set = (0..Tag::COUNT).filter(|&tag| share(counts[tag]) >= SHARE).fold(0u64, |set, tag| set | 1 << tag);
        let most = (0..Tag::COUNT).max_by_key(|&tag| (counts[tag], Tag::COUNT - tag)).unwrap_or(0);
        let open = Tag::from_number(most as u8).is_some_and(|tag| tag.is_verb() || tag.is_noun());
        let certain = total >= CERTAIN_COUNT && share(counts[most]) >= CERTAIN_SHARE && !open;
        words.push((hash, total, set, if certain { most as u8 } else { NONE }));
    }
    words.sort_by_key(|&(hash, total, ..)| (std::cmp::Reverse(total), hash));
    words.truncate((1 << SLOT_BITS) * 7 / 8);
    let mut sets: BTreeMap<u64, u32> = BTreeMap::new();
    for &(_, _, set, _) in &words {
        *sets.entry(set).or_default() += 1;
    }
    let mut sets: Vec<(u64, u32)> = sets.into_iter().collect();
    sets.sort_by_key(|&(set, count)| (std::cmp::Reverse(count), set));
    sets.truncate(CLASSES);
    let class = |set| sets.iter().position(|&(known, _)| known == set).map(|at| at as u8 + 1);
    words.into_iter().filter_map(|(hash, _, set, certain)| Some((hash, class(set)?, certain))).collect()
}

/// The bytes of the file. Of the weights only the `kept` greatest are in it.
pub fn bytes(tagged: &[u8], written: &[u8], dictionary: &Dictionary, weights: &Weights, kept: usize) -> Vec<u8> {
    let mut bytes = format::MAGIC.to_vec();
    bytes.extend(Sha256::digest(tagged));
    bytes.extend(Sha256::digest(written));
    bytes.push(SLOT_BITS as u8);
    bytes.extend(slots(dictionary));
    let mut sizes: Vec<f64> = weights.iter().flat_map(|(_, cells)| cells).map(|(_, weight)| weight.abs()).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    // One weight in ten thousand may be cut to the greatest that there is room for.
    let scale = f64::from(format::BIAS - 1) / sizes.get(sizes.len() / 10_000).copied().unwrap_or(1.0).max(1e-9);
    let least = sizes.get(kept).copied().unwrap_or(0.0).max(0.5 / scale);
    let mut before = None;
    for (hash, cells) in weights {
        let cells: Vec<_> = cells.iter().filter(|(_, weight)| weight.abs() > least).collect();
        let feature = format::feature(*hash);
        // Two features in four thousand million rarely collide; the second is lost.
        if cells.is_empty() || before == Some(feature) {
            continue;
        }
        before = Some(feature);
        bytes.extend(feature.to_le_bytes());
        bytes.push(cells.len() as u8);
        for &&(tag, weight) in &cells {
            let weight = ((weight * scale).round() as i32).clamp(-format::BIAS, format::BIAS - 1) + format::BIAS;
            bytes.extend(((tag as u16) << format::BITS | weight as u16).to_le_bytes());
        }
    }
    bytes
}

/// The dictionary as it is searched: by open addressing.
pub fn slots(dictionary: &Dictionary) -> Vec<u8> {
    let mut slots = vec![[0, 0, 0, 0, 0, NONE]; 1 << SLOT_BITS];
    for &(hash, class, certain) in dictionary {
        let mut at = format::slot(hash, SLOT_BITS);
        while slots[at][4] != 0 {
            at = (at + 1) % slots.len();
        }
        let [a, b, c, d] = (hash as u32).to_le_bytes();
        slots[at] = [a, b, c, d, class, certain];
    }
    slots.concat()
}
