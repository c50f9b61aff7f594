//! The search index: names, titles and quotes by their words, made once with the site. A server asks it by finite-state
//! transducers (`fst`); a static site ships the same words and lists in a script, and its own script ranks them alike.
//!
//! Every word of the question must match: whole (4), as the beginning of a word (2), or, in names only, with a typo (1);
//! in a name that counts three times as much as in a quote. Words of four letters may be off by one, of eight by two.

use super::catalogue::Catalogue;
use super::facts::{Facts, one_line};
use super::{Page, assets};
use crate::query::QueryBook;
use crate::vocab::{dem, skos};
use deunicode::deunicode;
use fst::automaton::{Automaton, Levenshtein, Str};
use fst::{IntoStreamer, Map, Streamer};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something that can be found.
#[derive(Clone, Debug, Serialize)]
struct Entry {
    label: String,
    /// `actor`, `document`, `topic`, `action`, `question` or `quote`.
    kind: &'static str,
    /// Below the site's root.
    href: String,
    /// Other names, or the words of a quote.
    text: String,
}

/// Words, each with the entries that hold it.
#[derive(Clone, Debug, Default, Serialize)]
struct Words {
    /// Sorted.
    words: Vec<String>,
    /// For each word the indexes of its entries, ascending.
    entries: Vec<Vec<usize>>,
}

/// The index of a site.
#[derive(Debug, Serialize)]
pub(super) struct Index {
    entries: Vec<Entry>,
    names: Words,
    texts: Words,
    #[serde(skip)]
    name_map: Map<Vec<u8>>,
    #[serde(skip)]
    text_map: Map<Vec<u8>>,
}

/// A part of a text that was found, and whether its words are those that were looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    pub text: String,
    pub hit: bool,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    pub kind: &'static str,
    /// Below the site's root.
    pub href: String,
    pub label: Vec<Part>,
    /// Other names, or the words of a quote.
    pub text: Vec<Part>,
}

/// The words of a text: lower case, without accents, letters and digits only.
fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = deunicode(text).to_lowercase();
    let words: Vec<String> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

/// How many letters of a word may be wrong.
fn tolerance(word: &str) -> u32 {
    match word.len() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

impl Words {
    fn of(found: BTreeMap<String, BTreeSet<usize>>) -> Self {
        let (words, entries) = found.into_iter().map(|(word, list)| (word, list.into_iter().collect())).unzip();
        Self { words, entries }
    }

    fn map(&self) -> Map<Vec<u8>> {
        let pairs = self.words.iter().zip(0u64..);
        // The words are sorted and each stands there once, which is all that can go wrong.
        Map::from_iter(pairs).unwrap_or_default()
    }
}

impl Index {
    pub fn of(facts: &Facts, catalogue: &Catalogue, book: &QueryBook) -> Self {
        let mut entries = Vec::new();
        let mut add = |label: String, kind, href: Option<String>, text: String| {
            if let Some(href) = href {
                entries.push(Entry { label, kind, href, text });
            }
        };
        for path in facts.used() {
            let kind = match path.split('/').next() {
                Some("id") => "actor",
                Some("topic") => "topic",
                Some("action") => "action",
                _ => continue,
            };
            let node = facts.base.node(path);
            let others = [skos::ALT_LABEL, dem::ACRONYM].iter().flat_map(|property| facts.texts(&node, *property));
            let others: BTreeSet<String> = others.collect();
            let text = others.into_iter().collect::<Vec<_>>().join(", ");
            add(facts.label(&node), kind, facts.href(node.as_str()), text);
        }
        for document in &catalogue.documents {
            let by = document.publisher.as_ref().map(|publisher| publisher.label.clone()).unwrap_or_default();
            add(document.link.label.clone(), "document", document.link.href.clone(), by);
        }
        for query in book.queries() {
            let href = facts.place(&format!("query/{}", query.name));
            add(query.summary.clone(), "question", Some(href), String::new());
        }
        for rec in &catalogue.recommendations {
            let words = rec.quote.as_ref().map(|quote| one_line(&quote.text)).unwrap_or_default();
            add(rec.link.label.clone(), "quote", rec.link.href.clone(), words);
        }
        let (mut names, mut texts): (BTreeMap<String, BTreeSet<usize>>, BTreeMap<String, BTreeSet<usize>>) =
            Default::default();
        for (at, entry) in entries.iter().enumerate() {
            let is_quote = entry.kind == "quote";
            let (in_names, in_texts) = match is_quote {
                true => (String::new(), &entry.text),
                false => (format!("{} {}", entry.label, entry.text), &String::new()),
            };
            for word in words(&in_names) {
                names.entry(word).or_default().insert(at);
            }
            for word in words(in_texts) {
                texts.entry(word).or_default().insert(at);
            }
        }
        let (names, texts) = (Words::of(names), Words::of(texts));
        let (name_map, text_map) = (names.map(), texts.map());
        Self { entries, names, texts, name_map, text_map }
    }

    /// The index as a script that a page can load from a folder.
    pub fn script(&self) -> Page {
        assets::script("demarcheIndex", self)
    }

    /// What is found, the best first.
    pub fn search(&self, question: &str, limit: usize) -> Vec<Hit> {
        let asked: Vec<String> = words(question).take(8).collect();
        let mut scores: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut matched: BTreeSet<String> = BTreeSet::new();
        for (nth, word) in asked.iter().enumerate() {
            let mut best: BTreeMap<usize, usize> = BTreeMap::new();
            for (index, list) in matches(&self.name_map, word, true) {
                self.note(&self.names, index, list * 3, &mut best, &mut matched);
            }
            for (index, list) in matches(&self.text_map, word, false) {
                self.note(&self.texts, index, list, &mut best, &mut matched);
            }
            for (entry, points) in best {
                let score = scores.entry(entry).or_default();
                if score.1 == nth {
                    *score = (score.0 + points, nth + 1);
                }
            }
        }
        let mut found: Vec<(usize, usize)> = scores
            .into_iter()
            .filter(|(_, (_, seen))| *seen == asked.len())
            .map(|(at, (score, _))| (at, score))
            .collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let hit = |(at, _): (usize, usize)| {
            let entry = &self.entries[at];
            Hit {
                kind: entry.kind,
                href: entry.href.clone(),
                label: parts(&entry.label, &matched),
                text: parts(&entry.text, &matched),
            }
        };
        found.into_iter().take(limit).map(hit).collect()
    }

    fn note(
        &self,
        words: &Words,
        index: usize,
        points: usize,
        best: &mut BTreeMap<usize, usize>,
        matched: &mut BTreeSet<String>,
    ) {
        matched.insert(words.words[index].clone());
        for entry in &words.entries[index] {
            let known = best.entry(*entry).or_default();
            *known = points.max(*known);
        }
    }
}

/// The words of a map that match, each with its points.
fn matches(map: &Map<Vec<u8>>, word: &str, typos: bool) -> BTreeMap<usize, usize> {
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let mut note = |index: u64, points: usize| {
        let known = found.entry(usize::try_from(index).unwrap_or_default()).or_default();
        *known = points.max(*known);
    };
    if let Some(index) = map.get(word) {
        note(index, 4);
    }
    let mut stream = map.search(Str::new(word).starts_with()).into_stream();
    while let Some((_, index)) = stream.next() {
        note(index, 2);
    }
    let wrong = tolerance(word);
    // A word so long that its automaton would be too large is looked for as it is.
    if let (true, Ok(automaton)) = (typos && wrong > 0, Levenshtein::new(word, wrong)) {
        let mut stream = map.search(automaton).into_stream();
        while let Some((_, index)) = stream.next() {
            note(index, 1);
        }
    }
    found
}

/// A text cut where words that were found begin and end.
fn parts(text: &str, matched: &BTreeSet<String>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut push = |text: &str, hit: bool| match parts.last_mut() {
        Some(last) if last.hit == hit => last.text.push_str(text),
        _ => parts.push(Part { text: text.to_owned(), hit }),
    };
    let mut rest = text;
    while !rest.is_empty() {
        let is_word = rest.starts_with(char::is_alphanumeric);
        let end = rest.find(|c: char| c.is_alphanumeric() != is_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        push(part, is_word && words(part).any(|word| matched.contains(&word)));
        rest = after;
    }
    parts
}
