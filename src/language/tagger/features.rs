//! What the tagger looks at: a word's form and its neighbours, each feature as a 64-bit number.
//!
//! The trainer and the running tagger share this file; a change here wants new weights.

use super::Tag;

/// What the dictionary says of a word's lower-case form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The number of the set of tags that the word can have; 0 where it is unknown.
    pub class: u8,
    /// The one tag of a frequent word that has no other.
    pub certain: Option<Tag>,
}

/// A word as the features see it.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Of the lower-case form, digits as 0, curly apostrophes straight.
    pub hash: u64,
    suffixes: [u64; 4],
    prefix: u64,
    shape: u8,
    pub entry: Entry,
}

/// How capitals are used in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capitals {
    /// At its start and in names.
    Names = 0,
    /// In most words, as in headings.
    Title = 1,
    /// Throughout.
    All = 2,
}

/// Bits of a word's shape.
mod shape {
    /// The first letter is a capital.
    pub const INITIAL: u8 = 1;
    /// All letters are capitals, and there are two or more.
    pub const ALL: u8 = 2;
    /// A lower-case letter stands before a capital one.
    pub const MIXED: u8 = 4;
    pub const DIGIT: u8 = 8;
    pub const HYPHEN: u8 = 16;
    /// There is no letter.
    pub const NO_LETTER: u8 = 32;
    pub const STOP: u8 = 64;
}

/// Longer words are read to here, in bytes.
const LONGEST: usize = 48;

impl Word {
    /// The word as the features see it, before its dictionary entry is known.
    pub fn new(word: &str) -> Self {
        let mut lower = [0u8; LONGEST];
        let mut length = 0;
        let (mut letters, mut capitals, mut shape, mut after_lower) = (0, 0, 0, false);
        let bytes = word.as_bytes();
        let mut at = 0;
        while at < bytes.len() && length < LONGEST {
            let mut byte = bytes[at];
            match byte {
                b'A'..=b'Z' => {
                    if letters == 0 {
                        shape |= shape::INITIAL;
                    }
                    if after_lower {
                        shape |= shape::MIXED;
                    }
                    letters += 1;
                    capitals += 1;
                    byte = byte.to_ascii_lowercase();
                }
                b'a'..=b'z' => {
                    letters += 1;
                    after_lower = true;
                }
                b'0'..=b'9' => {
                    shape |= shape::DIGIT;
                    byte = b'0';
                }
                b'-' => shape |= shape::HYPHEN,
                b'.' => shape |= shape::STOP,
                0xE2 if bytes[at..].starts_with("’".as_bytes()) => {
                    byte = b'\'';
                    at += 2;
                }
                0x80.. => letters += 1,
                _ => {}
            }
            lower[length] = byte;
            length += 1;
            at += 1;
        }
        if letters == 0 {
            shape |= shape::NO_LETTER;
        } else if capitals == letters && letters > 1 {
            shape |= shape::ALL;
        }
        let lower = &lower[..length];
        let suffix = |count: usize| if length > count { hash(&lower[length - count..]) } else { hash(lower) };
        Self {
            hash: hash(lower),
            suffixes: [suffix(1), suffix(2), suffix(3), suffix(4)],
            prefix: hash(&lower[..length.min(3)]),
            shape,
            entry: Entry::default(),
        }
    }

    /// What stands before the first and after the last word.
    const EDGE: Self =
        Self { hash: 1, suffixes: [1; 4], prefix: 1, shape: 255, entry: Entry { class: 255, certain: None } };

    /// The one tag the word can have, unless its capitals make it another word (*US*, *WHO*, *IT*).
    pub fn certain(&self) -> Option<Tag> {
        if self.shape & (shape::ALL | shape::MIXED) == 0 { self.entry.certain } else { None }
    }
}

impl Capitals {
    /// Counted over the longer words of a sentence.
    pub fn of(words: &[Word]) -> Self {
        let (mut long, mut initial, mut all) = (0, 0, 0);
        for word in words {
            if word.shape & shape::NO_LETTER == 0 && word.entry.certain.is_none() {
                long += 1;
                initial += usize::from(word.shape & shape::INITIAL != 0);
                all += usize::from(word.shape & shape::ALL != 0);
            }
        }
        if long < 3 {
            Self::Names
        } else if all * 4 >= long * 3 {
            Self::All
        } else if initial * 4 >= long * 3 {
            Self::Title
        } else {
            Self::Names
        }
    }
}

/// How many features a word has.
pub const COUNT: usize = 24;

/// The features of the word at `at`, given the tags of the two words before it (`None` before the first word).
pub fn features(words: &[Word], at: usize, before: [Option<Tag>; 2], capitals: Capitals) -> [u64; COUNT] {
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&Word::EDGE);
    let number = |tag: Option<Tag>| tag.map_or(Tag::COUNT as u64, |tag| tag as u64);
    let (word, previous, next) = (near(0), near(-1), near(1));
    let (second, third) = (near(-2), near(2));
    let one = number(before[0]);
    let two = number(before[0]) << 8 | number(before[1]);
    let class = u64::from(word.entry.class);
    let next_class = u64::from(next.entry.class);
    let third_class = u64::from(third.entry.class);
    let shape = u64::from(word.shape) << 2 | capitals as u64;
    let values = [
        (word.hash, 0),
        (word.suffixes[3], 0),
        (word.suffixes[2], shape),
        (word.suffixes[1], 0),
        (word.suffixes[0], class),
        (word.prefix, 0),
        (shape, class << 8 | u64::from(next.shape)),
        (one, shape),
        (two, 0),
        (two, class),
        (one, word.suffixes[2]),
        (one, class << 16 | next_class),
        (class, next_class << 8 | third_class),
        (class, next_class),
        (previous.hash, 0),
        (previous.hash, class),
        (second.hash, 0),
        (next.hash, 0),
        (third.hash, 0),
        (next.suffixes[2], class),
        (previous.suffixes[2], class),
        (previous.hash, word.hash),
        (word.hash, next.hash),
        (two, next_class << 8),
    ];
    let mut features = [0; COUNT];
    for (template, (first, second)) in values.into_iter().enumerate() {
        features[template] = mix(template as u64, first, second);
    }
    features
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// One number of three, spread over all bits.
fn mix(template: u64, first: u64, second: u64) -> u64 {
    let mixed = (first ^ (template << 56)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let mixed = (mixed ^ second.wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ template).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
