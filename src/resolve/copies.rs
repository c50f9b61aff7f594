//! Copies of one text: a statement that a newspaper reprints, a page that was saved twice, a letter with another headline. What
//! a copy asks is asked once, by the original.
//!
//! Likeness alone does not tell. Of 1,400 statements and resolutions the sixteen pairs that are most alike are no copies: each
//! year the same notice is issued again under another date, and resolutions that renew a mandate repeat all but a number. So
//! two texts are copies only where their words are nearly the same **and** nothing says that they are two acts: inside the text
//! a number or name in the place of another; the same title with another number; dates of issue that lie far apart, unless
//! somebody else is known to reprint it; two publishers of whom each names only itself (a form letter).
//!
//! Likeness is Broder's *resemblance*: the shingles (runs of eight words) that both texts have, of all that either has (A. Z.
//! Broder, "On the resemblance and containment of documents", SEQUENCES 1997). Of each text the smallest hashes of its shingles
//! are kept as a sketch; texts whose sketches are alike are read again and compared whole, word by word.

use super::Summary;
use crate::document::Document;
use crate::iri::DocumentId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// The rule that takes one text for a copy of another.
pub const RULE: &str = "copy-of-text";

/// The words of a shingle.
const SHINGLE: usize = 8;
/// The hashes of a sketch. With 64 the resemblance of two texts is estimated within about 0.06.
const SKETCH: usize = 64;
/// A text of fewer words is a copy only where all its words are the same.
const SHORT: usize = 50;
/// The least resemblance of copies. Of 200 texts of that corpus which were reprinted for a trial (another headline, a first
/// line, a footer, one word in forty replaced) all but two short ones resemble the original more; below it, of unlike acts, lie
/// announcements of different events in one form.
const ALIKE: f64 = 0.6;
/// What an estimate may be off by.
const MARGIN: f64 = 0.2;
/// Dates of issue that are further apart, in days, are those of two acts, unless somebody else reprints the text.
const APART: i32 = 31;
/// Of the texts that have a shingle so many are compared; one of more texts is a formula.
const FORMULA: usize = 200;

/// What is kept of a text, to find those that are alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// How many words it has.
    words: usize,
    /// A hash of all of them.
    whole: u64,
    /// The smallest hashes of its shingles, ascending.
    shingles: Vec<u64>,
}

/// A document that repeats the text of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    pub document: DocumentId,
    pub original: DocumentId,
    /// In hundredths, 100 where all words are the same; none where a person says that it is a copy.
    pub resemblance: Option<u32>,
}

/// What people say of documents: which other one each is a copy of, or that it is none.
pub type Told = BTreeMap<DocumentId, Option<DocumentId>>;

/// The words of a document as they stand in its text: no markup, no punctuation.
pub fn words(document: &Document) -> Vec<String> {
    let mut words = Vec::new();
    for sentence in &document.sentences {
        for token in document.words(sentence) {
            let parts = token.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
            words.extend(parts.map(str::to_owned));
        }
    }
    words
}

impl Sketch {
    pub fn of(document: &Document) -> Self {
        let hashes: Vec<u64> = words(document).iter().map(|word| hash(word)).collect();
        let mut shingles: Vec<u64> = hashes.windows(SHINGLE).map(combined).collect();
        shingles.sort_unstable();
        shingles.dedup();
        shingles.truncate(SKETCH);
        Self { words: hashes.len(), whole: combined(&hashes), shingles }
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.words, self.whole) == (other.words, other.whole)
    }

    /// The estimated resemblance: of the smallest hashes of both together, the share that both have.
    fn resemblance(&self, other: &Self) -> f64 {
        let (mut a, mut b) = (self.shingles.as_slice(), other.shingles.as_slice());
        let (mut seen, mut both) = (0, 0);
        while seen < SKETCH {
            match (a, b) {
                ([first, rest @ ..], [second, others @ ..]) if first == second => {
                    both += 1;
                    (a, b) = (rest, others);
                }
                ([first, rest @ ..], [second, ..]) if first < second => a = rest,
                (_, [_, others @ ..]) => b = others,
                ([_, rest @ ..], []) => a = rest,
                ([], []) => break,
            }
            seen += 1;
        }
        share(both, seen)
    }
}

/// The pairs of documents, by their indexes, whose texts are to be compared: the first comes before the second.
pub fn candidates(summaries: &[Summary]) -> Vec<(usize, usize)> {
    let mut by_hash: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs = BTreeSet::new();
    for (at, summary) in summaries.iter().enumerate() {
        let sketch = &summary.sketch;
        if sketch.words < SHINGLE {
            continue;
        }
        let mut shared: BTreeSet<usize> = BTreeSet::new();
        for hash in sketch.shingles.iter().chain([&sketch.whole]) {
            let others = by_hash.entry(*hash).or_default();
            if others.len() < FORMULA {
                shared.extend(others.iter());
                others.push(at);
            }
        }
        let is_alike = |&other: &usize| {
            let other = &summaries[other].sketch;
            let long = sketch.words.min(other.words) >= SHORT;
            sketch.is_same(other) || long && sketch.resemblance(other) >= ALIKE - MARGIN
        };
        pairs.extend(shared.into_iter().filter(is_alike).map(|other| (other, at)));
    }
    pairs.into_iter().collect()
}

/// Which documents are copies of which, by document. The original is the one that was issued first; of several the one of which
/// most is known, then the one whose id comes first. What people told stands. Give the candidates, and the words of all of them.
pub fn find(
    summaries: &[Summary],
    candidates: &[(usize, usize)],
    words: &BTreeMap<DocumentId, Vec<String>>,
    told: &Told,
) -> Vec<Copy> {
    let mut alike: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(one, other) in candidates {
        alike.entry(one).or_default().push(other);
        alike.entry(other).or_default().push(one);
    }
    let is_told = |at: &usize| matches!(told.get(&summaries[*at].document), Some(Some(_)));
    let mut order: Vec<usize> = alike.keys().copied().filter(|at| !is_told(at)).collect();
    order.sort_by_key(|&at| {
        let Summary { issued, told, document, .. } = &summaries[at];
        (issued.is_none(), issued.clone(), std::cmp::Reverse(*told), document.clone())
    });
    let mut originals: Vec<usize> = Vec::new();
    let mut copies = Vec::new();
    for &at in &order {
        let text = |at: usize| Some(Text { of: &summaries[at], words: words.get(&summaries[at].document)? });
        let Some(text_of_it) = text(at) else { continue };
        let may_be_one = !told.contains_key(&summaries[at].document);
        let earlier = originals.iter().filter(|other| may_be_one && alike[&at].contains(other));
        let found = earlier.filter_map(|&other| Some((text(other)?.is_copied_by(&text_of_it)?, other)));
        // The one that it resembles most; of equals the first.
        let best = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((resemblance, original)) = best else {
            originals.push(at);
            continue;
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 100")]
        let resemblance = (resemblance * 100.0).floor() as u32;
        let (document, original) = (summaries[at].document.clone(), summaries[original].document.clone());
        copies.push(Copy { document, original, resemblance: Some(resemblance) });
    }
    let is_there = |id: &DocumentId| summaries.iter().any(|summary| summary.document == *id);
    for (document, original) in told.iter().filter_map(|(document, original)| Some((document, original.as_ref()?))) {
        // Of a copy's copy the original is meant.
        let found = copies.iter().find(|copy| copy.document == *original).map(|copy| &copy.original);
        let original = found.or_else(|| told.get(original)?.as_ref()).unwrap_or(original).clone();
        if is_there(document) && is_there(&original) && original != *document {
            copies.push(Copy { document: document.clone(), original, resemblance: None });
        }
    }
    copies.sort_by(|a, b| a.document.cmp(&b.document));
    copies
}

/// A document with its words.
struct Text<'a> {
    of: &'a Summary,
    words: &'a [String],
}

impl Text<'_> {
    /// How much another text resembles this one, where it is a copy of it.
    fn is_copied_by(&self, other: &Self) -> Option<f64> {
        let resemblance = resemblance(self.words, other.words);
        let same = self.of.sketch.is_same(&other.of.sketch);
        let is_one = same || resemblance >= ALIKE && !self.replaces(other);
        (is_one && !self.is_another_act(other)).then_some(if same { 1.0 } else { resemblance })
    }

    /// Whether what is known of the two tells that they are two acts in the same words.
    fn is_another_act(&self, other: &Self) -> bool {
        let (one, two) = (self.of, other.of);
        let far = one.issued.as_ref().zip(two.issued.as_ref()).is_some_and(|(one, two)| are_apart(one, two));
        let reprinted = self.is_of_another_publisher(other);
        let is_known = reprinted && one.publisher_is_given && two.publisher_is_given;
        // Each names itself and not the other: two who use the same words, as with a form letter.
        let own = reprinted
            && self.names_publisher_of(self)
            && other.names_publisher_of(other)
            && !self.names_publisher_of(other)
            && !other.names_publisher_of(self);
        are_numbered_apart(one, two) || far && !is_known || own
    }

    fn is_of_another_publisher(&self, other: &Self) -> bool {
        let publishers = self.of.publisher.as_ref().zip(other.of.publisher.as_ref());
        publishers.is_some_and(|(one, two)| one != two)
    }

    fn names_publisher_of(&self, other: &Self) -> bool {
        let name: Vec<String> = other.of.publisher_name.iter().flat_map(|name| folded(name)).collect();
        let name = name.strip_prefix(&["the".to_owned()]).unwrap_or(&name);
        let is_it = |words: &[String]| words.iter().zip(name).all(|(word, part)| word.to_lowercase() == *part);
        !name.is_empty() && self.words.windows(name.len()).any(is_it)
    }

    /// Whether a number or a name of this text stands in the place of another one of that text. What stands before the first
    /// and behind the last words that both have is a frame (headline, date line, footer): there only numbers count, and only
    /// where neither dates nor publishers tell more.
    fn replaces(&self, other: &Self) -> bool {
        let changes = changes(self.words, other.words);
        let Some((frame, inside)) = changes else { return true };
        let has_dates = self.of.issued.is_some() && other.of.issued.is_some();
        let is_framed = has_dates || self.is_of_another_publisher(other);
        let words = |change: &Change| (&self.words[change.0.clone()], &other.words[change.1.clone()]);
        let numbers = |change: &Change| {
            let of = |words: &[String]| words.iter().filter(|word| is_number(word)).cloned().collect();
            let (one, two) = words(change);
            differ(&of(one), &of(two))
        };
        let names = |change: &Change| {
            let (one, two) = words(change);
            let lacking = |from: &[String], in_: &[String]| {
                let mut names = from.iter().filter(|word| word.starts_with(char::is_uppercase));
                names.any(|name| !in_.iter().any(|word| is_spelled_alike(name, word)))
            };
            lacking(one, two) && lacking(two, one)
        };
        inside.iter().any(|change| numbers(change) || names(change)) || !is_framed && frame.iter().any(numbers)
    }
}

/// Words of one text that stand in the place of words of another.
type Change = (Range<usize>, Range<usize>);

/// What was put in the place of what: around the words that both texts have, and between them. None where they cannot be laid
/// side by side.
fn changes(a: &[String], b: &[String]) -> Option<(Vec<Change>, Vec<Change>)> {
    let pairs = aligned(a, b);
    let (first, last) = (pairs.first()?, pairs.last()?);
    let head = (0..first.0, 0..first.1);
    let foot = (last.0 + SHINGLE..a.len(), last.1 + SHINGLE..b.len());
    let mut inside = Vec::new();
    let mut end = (first.0, first.1);
    for &(at, there) in &pairs {
        inside.push((end.0..at.max(end.0), end.1..there.max(end.1)));
        end = (at + SHINGLE, there + SHINGLE);
    }
    inside.retain(|change| !change.0.is_empty() && !change.1.is_empty());
    Some((vec![head, foot], inside))
}

/// The places of shingles that stand once in either text, in the order of both: the longest such row ("patience diff").
fn aligned(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let once = |words: &[String]| {
        let mut places: HashMap<u64, Option<usize>> = HashMap::new();
        for (at, shingle) in shingles(words).into_iter().enumerate() {
            places.entry(shingle).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let (in_a, in_b) = (once(a), once(b));
    let mut pairs: Vec<(usize, usize)> =
        in_a.iter().filter_map(|(shingle, at)| Some(((*at)?, (*in_b.get(shingle)?)?))).collect();
    pairs.sort_unstable();
    // The longest ascending row of second places: for each length the row that ends lowest, and what stands before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for at in 0..pairs.len() {
        let length = ends.partition_point(|&end| pairs[end].1 < pairs[at].1);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        ends.truncate(ends.len().max(length + 1));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.push(pairs[at]);
        next = before[at];
    }
    row.reverse();
    row
}

/// The shingles that two texts share, of all that either has.
fn resemblance(a: &[String], b: &[String]) -> f64 {
    let set = |words: &[String]| shingles(words).into_iter().collect::<BTreeSet<u64>>();
    let (a, b) = (set(a), set(b));
    let both = a.intersection(&b).count();
    share(both, a.len() + b.len() - both)
}

#[allow(clippy::cast_precision_loss, reason = "no text has so many words")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn shingles(words: &[String]) -> Vec<u64> {
    let hashes: Vec<u64> = words.iter().map(|word| hash(word)).collect();
    hashes.windows(SHINGLE).map(combined).collect()
}

/// FNV-1a over the code points of a word in lower case: the same on every machine, for sketches are stored.
fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in word.chars().flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// One hash of several, in their order, mixed so that the smallest ones are a fair sample (the finalizer of SplitMix64).
fn combined(hashes: &[u64]) -> u64 {
    let mut hash =
        hashes.iter().fold(0_u64, |hash, next| (hash ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29));
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

/// Whether two titles say much the same of different numbers: "Resolution 118 on safe streets", "Resolution 131 on safe streets".
fn are_numbered_apart(one: &Summary, two: &Summary) -> bool {
    let parts = |summary: &Summary| -> (BTreeSet<String>, BTreeSet<String>) {
        folded(summary.title.as_deref().unwrap_or_default()).partition(|word| is_number(word))
    };
    let ((numbers, words), (other_numbers, other_words)) = (parts(one), parts(two));
    let both = words.intersection(&other_words).count();
    differ(&numbers, &other_numbers) && both * 2 >= words.len().max(other_words.len())
}

/// Whether each of two sets has what the other lacks.
fn differ(one: &BTreeSet<String>, two: &BTreeSet<String>) -> bool {
    !one.is_subset(two) && !two.is_subset(one)
}

/// "Defence" and "Defense", but not "Mali" and "Malta".
fn is_spelled_alike(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let long = one.chars().count().min(other.chars().count()) > 4 && one.chars().next() == other.chars().next();
    one == other || long && strsim::osa_distance(&one, &other) < 2
}

fn folded(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether two dates (EDTF) lie far apart; of dates that are no days what both tell is compared.
fn are_apart(one: &str, other: &str) -> bool {
    match (one.parse::<Date>(), other.parse::<Date>()) {
        (Ok(one), Ok(other)) => one.since(other).is_ok_and(|span| span.get_days().abs() > APART),
        _ => one
            .bytes()
            .zip(other.bytes())
            .any(|(one, other)| one.is_ascii_digit() && other.is_ascii_digit() && one != other),
    }
}
