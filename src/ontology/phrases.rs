//! Phrases looked up in running text, word by word.

use crate::language::inflect;
use rustc_hash::FxHashMap;

/// Phrases of lower-case words, each with something that it stands for. Iteration order never leaves this type: matches
/// come longest first, then in the order of insertion.
#[derive(Clone, Debug)]
pub struct PhraseTable<T> {
    /// A written form → the words of phrases that it may be.
    words: FxHashMap<Box<str>, Vec<u32>>,
    /// The first word of a phrase → its phrases, longest first.
    phrases: FxHashMap<u32, Vec<Phrase<T>>>,
    /// Base forms → their number.
    bases: FxHashMap<(Box<str>, bool), u32>,
}

#[derive(Clone, Debug)]
struct Phrase<T> {
    rest: Box<[u32]>,
    value: T,
}

impl<T> Default for PhraseTable<T> {
    fn default() -> Self {
        Self { words: FxHashMap::default(), phrases: FxHashMap::default(), bases: FxHashMap::default() }
    }
}

impl<T> PhraseTable<T> {
    /// Adds a phrase of lower-case words; with `inflected`, each word matches all its inflected forms.
    pub fn insert<'a>(&mut self, words: impl IntoIterator<Item = &'a str>, inflected: bool, value: T) {
        let mut ids = words.into_iter().map(|word| self.word(word, inflected)).collect::<Vec<_>>().into_iter();
        let Some(first) = ids.next() else { return };
        let rest: Box<[u32]> = ids.collect();
        let phrases = self.phrases.entry(first).or_default();
        let at = phrases.partition_point(|phrase| phrase.rest.len() >= rest.len());
        phrases.insert(at, Phrase { rest, value });
    }

    fn word(&mut self, word: &str, inflected: bool) -> u32 {
        let next = self.bases.len() as u32;
        let id = *self.bases.entry((word.into(), inflected)).or_insert(next);
        if id == next {
            let forms = if inflected { inflect::forms(word) } else { vec![word.to_owned()] };
            for form in forms {
                let ids = self.words.entry(form.into()).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        id
    }

    /// Whether a phrase may begin with this word: a quick first look.
    pub fn begins(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|ids| ids.iter().any(|id| self.phrases.contains_key(id)))
    }

    /// The phrases that begin at the head of `words`, longest first, each with its number of words.
    pub fn matches<'t, 'w, W>(&'t self, mut words: W) -> Vec<(usize, &'t T)>
    where
        W: Iterator<Item = &'w str> + Clone,
    {
        let Some(first) = words.next().and_then(|word| self.words.get(word)) else { return Vec::new() };
        let mut found = Vec::new();
        for id in first {
            for phrase in self.phrases.get(id).into_iter().flatten() {
                let mut next = words.clone();
                let here = phrase.rest.iter().all(|wanted| {
                    next.next().and_then(|word| self.words.get(word)).is_some_and(|ids| ids.contains(wanted))
                });
                if here {
                    found.push((phrase.rest.len() + 1, &phrase.value));
                }
            }
        }
        found.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        found
    }

    /// The longest phrase at the head of `words`.
    pub fn longest<'t, 'w, W>(&'t self, words: W) -> Option<(usize, &'t T)>
    where
        W: Iterator<Item = &'w str> + Clone,
    {
        self.matches(words).into_iter().next()
    }

    /// Whether a single word is a phrase.
    pub fn word_value(&self, word: &str) -> Option<&T> {
        let ids = self.words.get(word)?;
        ids.iter().find_map(|id| {
            self.phrases.get(id)?.iter().find(|phrase| phrase.rest.is_empty()).map(|phrase| &phrase.value)
        })
    }

    pub fn contains(&self, word: &str) -> bool {
        self.word_value(word).is_some()
    }
}
