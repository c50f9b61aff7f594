//! Names that may stand in nothing that is published, and how they are found: as whole words, whatever stands between the words
//! ("Jane\nDoe", "**Jane** Doe") and in capitals.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Some names, by the first of their words in lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(HashMap<String, Vec<Vec<String>>>);

impl Names {
    pub fn insert(&mut self, name: &str) {
        let words: Vec<String> = words(name).map(|at| name[at].to_owned()).collect();
        let Some(first) = words.first() else { return };
        let names = self.0.entry(first.to_lowercase()).or_default();
        if !names.contains(&words) {
            names.push(words);
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
    }

    pub fn extend(&mut self, names: impl IntoIterator<Item = String>) {
        names.into_iter().for_each(|name| self.insert(&name));
    }

    /// Whether one of them stands in a text.
    pub fn occur_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// The text with `instead` in place of each of them.
    pub fn replaced<'a>(&self, text: &'a str, instead: &str) -> Cow<'a, str> {
        let mut whole = String::new();
        let mut end = 0;
        for place in self.places(text) {
            whole.push_str(&text[end..place.start]);
            whole.push_str(instead);
            end = place.end;
        }
        if end == 0 {
            return Cow::Borrowed(text);
        }
        whole.push_str(&text[end..]);
        Cow::Owned(whole)
    }

    /// Where they stand, in bytes, in order and without overlap: the longest at each place.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let words: Vec<Range<usize>> = if self.0.is_empty() { Vec::new() } else { words(text).collect() };
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < words.len() {
                let start = at;
                let names = self.0.get(&text[words[start].clone()].to_lowercase());
                let found = names.into_iter().flatten().find(|name| {
                    let there = words[start..].iter().map(|word| &text[word.clone()]);
                    there.len() >= name.len()
                        && name.iter().zip(there).all(|(word, there)| same(word, there, name.len()))
                });
                at += found.map_or(1, Vec::len);
                if found.is_some() {
                    return Some(words[start].start..words[at - 1].end);
                }
            }
            None
        })
    }
}

/// A name of one word is no word of the same letters: Bush, bush.
fn same(word: &str, there: &str, length: usize) -> bool {
    word == there || word.to_uppercase() == there || length > 1 && word.to_lowercase() == there.to_lowercase()
}

/// The runs of letters and digits of a text.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        while rest.next_if(|(_, c)| c.is_alphanumeric()).is_some() {}
        let end = rest.peek().map_or(text.len(), |(end, _)| *end);
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_whole_words_however_they_are_set() {
        let mut names = Names::default();
        names.extend(["Jane O'Doe", "Jane", "Bush", "", "Åse"].map(str::to_owned));
        for (text, left) in [
            ("Jane O\u{2019}Doe's garden", "X's garden"),
            ("by **Jane**\nO'Doe, JANE O'DOE and Åse.", "by **X, X and X."),
            ("Janet, Janes and a bush of BUSH", "Janet, Janes and a bush of X"),
            ("Jane O'Doer; jane o'doe", "X O'Doer; X"),
            ("", ""),
        ] {
            assert_eq!(names.replaced(text, "X"), left);
            assert_eq!(names.occur_in(text), text != left);
        }
        assert!(!Names::default().occur_in("Jane"));
    }
}
