//! Says which part of speech each word of a sentence is: an averaged perceptron whose weights `trainer/` made.
//!
//! ```
//! use demarche::language::tagger::{Tag, Tagger};
//!
//! let tags = Tagger::embedded().tag(&["The", "Council", "should", "act", "."]);
//! assert_eq!(tags, [Tag::Determiner, Tag::Proper, Tag::Modal, Tag::Base, Tag::Stop]);
//! ```

pub mod features;
mod tag;

use features::{COUNT, Capitals, Entry, Word, features};
use std::sync::LazyLock;
pub use tag::Tag;

/// The weights, and the dictionary of frequent words.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    /// A power of two of slots, filled by open addressing; see [`Slot`].
    dictionary: Vec<Slot>,
    /// The features' records as [`mod@format`] has them.
    records: Vec<u8>,
    /// Where in `records` the features begin whose upper bits are the index, and at the end where the last one ends.
    starts: Vec<u32>,
    /// The class of the words that the tagged text had as proper nouns only.
    proper: u8,
}

/// A word of the dictionary: the lower half of its hash, its class (0 in an empty slot), and its one tag or 255.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    fingerprint: u32,
    class: u8,
    certain: u8,
}

/// Why bytes are no weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenWeights;

impl std::fmt::Display for BrokenWeights {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("these bytes are no weights of the tagger")
    }
}

impl std::error::Error for BrokenWeights {}

/// The layout of a file of weights, which the trainer writes, little endian.
///
/// First [`MAGIC`](format::MAGIC), then two SHA-256 sums: of the tagged text and of the written examples. A byte with the
/// binary logarithm of the number of the dictionary's slots, and the slots: the lower half of a word's hash (4 bytes), its
/// class and its one tag (a byte each). Then in ascending order the features: the upper half of its hash (4 bytes), how many
/// weights it has (a byte), and each weight with its tag (2 bytes): the tag in the upper six bits, in the others the weight
/// plus [`BIAS`](format::BIAS).
pub mod format {
    /// The first bytes of the file, with the version of the features.
    pub const MAGIC: &[u8; 8] = b"DEMTAG02";
    pub const SUMS: usize = 64;
    pub const SLOT: usize = 6;
    /// What is added to a weight so that it is not negative.
    pub const BIAS: i32 = 512;
    /// Bits of a weight, below the tag.
    pub const BITS: u32 = 10;

    /// Where the search for a word begins, in a dictionary of `1 << bits` slots.
    pub fn slot(hash: u64, bits: u32) -> usize {
        hash.wrapping_mul(0x9e37_79b9_7f4a_7c15).checked_shr(64 - bits).unwrap_or(0) as usize
    }

    /// What is kept of a feature's hash.
    pub fn feature(hash: u64) -> u32 {
        (hash >> 32) as u32
    }
}

/// How many upper bits of a feature the index holds: enough that it rarely leads to a second feature.
const INDEX_BITS: u32 = 18;

static EMBEDDED: LazyLock<Tagger> =
    LazyLock::new(|| Tagger::from_bytes(include_bytes!("tagger.weights")).unwrap_or_default());

impl Tagger {
    /// The tagger whose weights are part of the program, read once.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// A tagger of weights as the trainer writes them.
    ///
    /// # Errors
    /// The bytes do not follow [`mod@format`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BrokenWeights> {
        Self::read(bytes).ok_or(BrokenWeights)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(format::MAGIC)?.get(format::SUMS..)?;
        let (&bits, rest) = rest.split_first()?;
        if bits > 24 {
            return None;
        }
        let (slots, records) = rest.split_at_checked(format::SLOT << bits)?;
        let (slots, _) = slots.as_chunks();
        let dictionary: Vec<Slot> = slots
            .iter()
            .map(|&[a, b, c, d, class, certain]| Slot { fingerprint: u32::from_le_bytes([a, b, c, d]), class, certain })
            .collect();
        // A search ends at an empty slot.
        let searchable = dictionary.iter().any(|slot| slot.class == 0);
        if !searchable {
            return None;
        }
        let mut tagger = Self { dictionary, records: records.to_vec(), starts: index(records)?, proper: 0 };
        // All of them are of one class, and this word is one of them.
        tagger.proper = tagger.entry(Word::new("london").hash).class;
        Some(tagger)
    }

    /// The tag of each word of one sentence. Words are tokens as [`crate::language::tokens::tokenize`] cuts them, without
    /// the sentence's marker.
    pub fn tag(&self, words: &[&str]) -> Vec<Tag> {
        let words = self.words(words);
        let capitals = Capitals::of(&words);
        let mut tags = Vec::with_capacity(words.len());
        let mut before = [None, None];
        for (at, word) in words.iter().enumerate() {
            let tag = word.certain().unwrap_or_else(|| self.best(&features(&words, at, before, capitals)));
            before = [Some(tag), before[0]];
            tags.push(tag);
        }
        tags
    }

    /// The words of a sentence as the features see them.
    pub fn words(&self, words: &[&str]) -> Vec<Word> {
        let look_up = |word: &&str| {
            let mut word = Word::new(word);
            word.entry = self.entry(word.hash);
            word
        };
        words.iter().map(look_up).collect()
    }

    /// Whether a word is an ordinary one: in the dictionary of frequent words, and not only as a name. `lower` is its
    /// lower-case form.
    pub fn is_ordinary(&self, lower: &str) -> bool {
        let class = self.entry(Word::new(lower).hash).class;
        class != 0 && class != self.proper
    }

    fn entry(&self, hash: u64) -> Entry {
        let mask = self.dictionary.len().wrapping_sub(1);
        let mut at = format::slot(hash, self.dictionary.len().max(1).ilog2());
        while let Some(slot) = self.dictionary.get(at) {
            if slot.class == 0 {
                break;
            }
            if slot.fingerprint == hash as u32 {
                return Entry { class: slot.class, certain: Tag::from_number(slot.certain) };
            }
            at = (at + 1) & mask;
        }
        Entry::default()
    }

    /// The tag with the greatest sum of weights; of equal ones the first.
    fn best(&self, features: &[u64; COUNT]) -> Tag {
        // Each step for all of them: memory is then asked for many places at once, and not for one behind the other.
        let features = features.map(format::feature);
        let places = features.map(|feature| {
            let at = (feature >> (32 - INDEX_BITS)) as usize;
            let place = self.starts.get(at..at + 2).map_or(0..0, |ends| ends[0] as usize..ends[1] as usize);
            self.records.get(place).unwrap_or_default()
        });
        let heads = places.map(|records| records.first_chunk().map_or(u32::MAX, |head| u32::from_le_bytes(*head)));
        let mut scores = [0i32; 64];
        for ((feature, head), mut records) in features.into_iter().zip(heads).zip(places) {
            // They ascend.
            if head > feature {
                continue;
            }
            while let Some((record, rest)) = Record::first(records) {
                if record.feature == feature {
                    for &weight in record.weights {
                        let weight = u16::from_le_bytes(weight);
                        let tag = usize::from(weight >> format::BITS) % scores.len();
                        scores[tag] += i32::from(weight & ((1 << format::BITS) - 1)) - format::BIAS;
                    }
                    break;
                }
                records = rest;
            }
        }
        let mut best = 0;
        for tag in 1..Tag::COUNT {
            if scores[tag] > scores[best] {
                best = tag;
            }
        }
        Tag::from_number(best as u8).unwrap_or(Tag::Noun)
    }
}

/// A feature and its weights.
struct Record<'a> {
    feature: u32,
    weights: &'a [[u8; 2]],
}

impl<'a> Record<'a> {
    /// The first of the records, and the others.
    fn first(records: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (&[a, b, c, d, count], rest) = records.split_first_chunk()?;
        let (weights, rest) = rest.split_at_checked(2 * usize::from(count))?;
        Some((Self { feature: u32::from_le_bytes([a, b, c, d]), weights: weights.as_chunks().0 }, rest))
    }
}

/// For each value of a feature's upper bits where the first record that has it, or a greater one, begins. None if the
/// records are not whole or not in ascending order.
fn index(records: &[u8]) -> Option<Vec<u32>> {
    let mut starts = Vec::with_capacity((1 << INDEX_BITS) + 1);
    let mut rest = records;
    let mut before = None;
    while !rest.is_empty() {
        let start = u32::try_from(records.len() - rest.len()).ok()?;
        let (record, others) = Record::first(rest)?;
        if before >= Some(record.feature) {
            return None;
        }
        let upper = (record.feature >> (32 - INDEX_BITS)) as usize;
        starts.resize(starts.len().max(upper + 1), start);
        before = Some(record.feature);
        rest = others;
    }
    starts.resize((1 << INDEX_BITS) + 1, u32::try_from(records.len()).ok()?);
    Some(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(text: &str) -> String {
        let words: Vec<&str> = text.split(' ').collect();
        let tags = Tagger::embedded().tag(&words);
        tags.into_iter().map(Tag::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_embedded_weights_are_whole() {
        assert!(Tagger::from_bytes(include_bytes!("tagger.weights")).is_ok());
    }

    #[test]
    fn forms_that_only_the_sentence_tells_apart() {
        for (text, expected) in [
            ("They support the reform .", "PRP VBP DT NN ."),
            ("Support for the reform is growing .", "NN IN DT NN VBZ VBG ."),
            ("The ministers should support it .", "DT NNS MD VB PRP ."),
            ("Push for a lasting ceasefire", "VB IN DT JJ NN"),
            ("He demands that it cease .", "PRP VBZ IN PRP VB ."),
            ("The demands were refused .", "DT NNS VBD VBN ."),
        ] {
            assert_eq!(tagged(text), expected, "{text}");
        }
    }

    #[test]
    fn ordinary_words_are_no_names() {
        let tagger = Tagger::embedded();
        let (ordinary, names) =
            (["development", "rural", "green", "oil", "service"], ["velmora", "yusuf", "michael", "karen"]);
        assert!(ordinary.iter().all(|word| tagger.is_ordinary(word)));
        assert!(!names.iter().any(|word| tagger.is_ordinary(word)));
    }

    #[test]
    fn broken_weights_are_refused_or_harmless() {
        let whole = include_bytes!("tagger.weights");
        for cut in [0, 7, 8, 71, 72, 73, 5000, 90_000, whole.len() - 1] {
            assert_eq!(Tagger::from_bytes(&whole[..cut.min(whole.len())]).err(), Some(BrokenWeights));
        }
        let mut broken = whole.to_vec();
        for byte in broken[73..98_000].iter_mut().step_by(97) {
            *byte ^= 0x5a;
        }
        if let Ok(tagger) = Tagger::from_bytes(&broken) {
            assert_eq!(tagger.tag(&["Push", "for", "a", "ceasefire", "."]).len(), 5);
        }
        assert_eq!(Tagger::default().tag(&["a", "b"]), [Tag::Noun; 2]);
    }
}
