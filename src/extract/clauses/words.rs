//! A tagged sentence, and the small questions that every rule asks of it.

use crate::extract::names::Names;
use crate::extract::reader::Reader;
use crate::language::lemma;
use crate::language::tagger::{Tag, Tagger};
use std::ops::Range;

/// A sentence with its parts of speech. Positions are tokens of the document.
pub(crate) struct Words<'a, 'r> {
    pub reader: &'a Reader<'r>,
    pub names: &'a Names,
    /// The sentence's number in the document.
    pub sentence: usize,
    pub start: usize,
    /// Behind the last token that is no closing mark.
    pub end: usize,
    tags: Vec<Tag>,
}

impl<'a, 'r> Words<'a, 'r> {
    pub fn of(reader: &'a Reader<'r>, names: &'a Names, sentence: usize) -> Self {
        let tokens = reader.sentence(sentence).tokens.clone();
        let words: Vec<&str> = tokens.clone().map(|token| reader.text(token)).collect();
        let mut tags = Tagger::embedded().tag(&words);
        // "Requests the *Director-General* to": a noun for somebody in front of no noun is no adjective
        for at in 0..tags.len() {
            let joined = usize::from(tags.get(at + 1) == Some(&Tag::Conjunction));
            let behind =
                tags.get(at + 1 + joined).is_some_and(|tag| tag.is_adjective() || tag.is_noun() && joined == 0);
            if tags[at] == Tag::Adjective && !behind && reader.lexicon.is_agent(reader.lower(tokens.start + at)) {
                tags[at] = Tag::Noun;
            }
        }
        let mut end = tokens.end;
        while end > tokens.start && matches!(reader.text(end - 1), "." | "!" | ";" | "," | ":" | "?") {
            end -= 1;
        }
        Self { reader, names, sentence, start: tokens.start, end, tags }
    }

    /// The tokens of the whole sentence, closing marks too.
    pub fn all(&self) -> Range<usize> {
        self.start..self.start + self.tags.len()
    }

    pub fn tag(&self, token: usize) -> Tag {
        token.checked_sub(self.start).and_then(|at| self.tags.get(at)).copied().unwrap_or(Tag::Stop)
    }

    /// The token in lower case; empty outside the sentence.
    pub fn lower(&self, token: usize) -> &str {
        if self.all().contains(&token) { self.reader.lower(token) } else { "" }
    }

    pub fn text(&self, token: usize) -> &str {
        if self.all().contains(&token) { self.reader.text(token) } else { "" }
    }

    pub fn is(&self, token: usize, word: &str) -> bool {
        self.lower(token) == word
    }

    /// The base form of a verb or noun.
    pub fn lemma(&self, token: usize) -> String {
        let tag = match self.tag(token) {
            Tag::Proper | Tag::ProperPlural => Tag::Base,
            tag => tag,
        };
        lemma::lemma(self.lower(token), tag)
    }

    /// An adverb, or a word that stands like one between a modal and its verb.
    pub fn is_adverb(&self, token: usize) -> bool {
        let word = self.lower(token);
        (self.tag(token).is_adverb() && !matches!(word, "not" | "n't" | "n’t" | "never"))
            || matches!(word, "today" | "yesterday" | "tonight" | "tomorrow")
            || (word.ends_with("ly") && word.len() > 4 && !self.tag(token).is_verb() && !self.tag(token).is_noun())
    }

    pub fn is_negation(&self, token: usize) -> bool {
        matches!(self.lower(token), "not" | "n't" | "n’t" | "never" | "neither")
    }

    /// A verb shortened onto the word before it: "we*'ve* got to".
    pub fn is_clitic(&self, token: usize) -> bool {
        matches!(self.lower(token), "'ve" | "’ve" | "'s" | "’s" | "'d" | "’d")
    }

    pub fn is_dash(&self, token: usize) -> bool {
        matches!(self.text(token), "–" | "—" | "--" | "-")
    }

    pub fn is_conjunction(&self, token: usize) -> bool {
        matches!(self.lower(token), "and" | "or" | "but" | "&" | "and/or")
    }

    /// A word with which a noun phrase may begin.
    pub fn begins_noun_phrase(&self, token: usize) -> bool {
        let tag = self.tag(token);
        tag.is_noun()
            || tag.is_adjective()
            || matches!(tag, Tag::Determiner | Tag::Predeterminer | Tag::Pronoun | Tag::PronounPossessive | Tag::Number)
            || self.names.at(token).is_some()
    }

    /// A gerund, also one that is tagged as a noun ("by *training* nurses") when an object follows.
    pub fn is_gerund(&self, token: usize) -> bool {
        let tag = self.tag(token);
        let word = self.lower(token);
        tag == Tag::Gerund
            || tag == Tag::Noun
                && word.ends_with("ing")
                && self.begins_noun_phrase(token + 1)
                && self.tag(token + 1) != Tag::Number
                && self.reader.lexicon.actions.contains_key(&lemma::lemma(word, Tag::Gerund))
    }

    /// A form of *be*.
    pub fn is_be(&self, token: usize) -> bool {
        matches!(
            self.lower(token),
            "be" | "is" | "are" | "was" | "were" | "been" | "being" | "'s" | "’s" | "'re" | "’re" | "am"
        ) && self.tag(token) != Tag::Possessive
    }

    /// The first token at or after `from` that is no adverb (nor a comma around one).
    pub fn skip_adverbs(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.end && self.is_adverb(at) {
            at += 1;
            let joined = self.is(at, ",") || self.is(at, "and");
            at += usize::from(joined && self.is_adverb(at + 1));
        }
        // "immediately, completely and unconditionally withdraw", "at least", "at once"
        if self.is(at, "at") && matches!(self.lower(at + 1), "least" | "once" | "minimum" | "last") {
            return self.skip_adverbs(at + 2);
        }
        at
    }

    /// The bracket that closes the one at `open`, or the end.
    pub fn closing(&self, open: usize) -> usize {
        let mut depth = 0;
        for at in open..self.all().end {
            match self.text(at) {
                "(" | "[" => depth += 1,
                ")" | "]" => {
                    depth -= 1;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
        }
        self.all().end.saturating_sub(1)
    }

    /// The bracket that opens the one at `close`, or the start.
    pub fn opening(&self, close: usize) -> usize {
        let mut depth = 0;
        for at in (self.start..=close).rev() {
            match self.text(at) {
                ")" | "]" => depth += 1,
                "(" | "[" => {
                    depth -= 1;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
        }
        self.start
    }
}
