//! Quotations: where they stand, who is said to speak in them, and whether that is somebody of the publisher's.

use super::Search;
use super::voice::Voice;
use crate::document::BlockKind;
use crate::extract::Kind;
use crate::extract::names::Names;
use crate::extract::reader::Reader;
use crate::ontology::model::{CueKind, NameRole};
use std::collections::BTreeSet;
use std::ops::Range;

/// Over so many paragraphs a quotation may go on without saying again whose it is.
pub(super) const QUOTES_ON: usize = 6;
/// The shortest quotation (in tokens) that is somebody's words and not a term set in quotation marks.
const QUOTATION: usize = 6;

/// The stretches of a text between quotation marks, in tokens.
#[derive(Debug, Default)]
pub(super) struct Quotes(Vec<Range<usize>>);

impl Quotes {
    pub fn of(reader: &Reader<'_>) -> Self {
        let mut quotes = Vec::new();
        for (number, block) in reader.document.blocks.iter().enumerate() {
            let mut open: Option<usize> = None;
            let sentences = &reader.document.sentences[block.sentences.clone()];
            for token in sentences.iter().flat_map(|sentence| sentence.tokens.clone()) {
                match (reader.text(token), open) {
                    ("“", _) | ("\"", None) => open = Some(token),
                    ("”" | "\"", Some(start)) => {
                        quotes.push(start..token + 1);
                        open = None;
                    }
                    _ => {}
                }
            }
            // a quotation that goes on over paragraphs is opened anew in each and closed in the last
            let next = reader.document.blocks[number + 1..].iter().find(|block| !block.sentences.is_empty());
            let goes_on = next.is_some_and(|next| {
                matches!(reader.text(reader.document.sentences[next.sentences.start].tokens.start), "“" | "\"")
            });
            if let (Some(start), Some(last)) = (open, sentences.last())
                && (reader.text(start) == "“" || goes_on)
            {
                quotes.push(start..last.tokens.end);
            }
        }
        quotes.retain(|quote| quote.len() >= QUOTATION);
        Self(quotes)
    }

    /// The last quotation inside a range.
    fn last_in(&self, tokens: &Range<usize>) -> Option<&Range<usize>> {
        self.0.iter().rev().find(|quote| tokens.contains(&quote.start))
    }

    /// The quotation that holds a token.
    pub fn around(&self, token: usize) -> Option<&Range<usize>> {
        let at = self.0.partition_point(|quote| quote.end <= token);
        self.0.get(at).filter(|quote| quote.contains(&token))
    }
}

impl Search<'_, '_> {
    /// The words that tell who speaks in a quotation: in its paragraph, in an introduction that ends in a colon, or, where
    /// the paragraph holds nothing but the quotation, in the paragraph before.
    pub(super) fn speaker_of(&self, quote: &Range<usize>, on: usize) -> Option<Range<usize>> {
        let block = self.reader.sentence(self.reader.sentence_of(quote.start)).block.0;
        let sentences = &self.reader.document.sentences[self.reader.document.blocks[block].sentences.clone()];
        let whole = sentences.first()?.tokens.start..sentences.last()?.tokens.end;
        let outside = |token: &usize| self.quotes.around(*token).is_none();
        let verb = whole
            .clone()
            .filter(outside)
            .filter(|&token| self.says(token))
            .min_by_key(|&token| if token < quote.start { quote.start - token } else { token - quote.end });
        if let Some(verb) = verb {
            return self.said_by(verb, &whole);
        }
        if whole.clone().filter(outside).any(|token| self.reader.is_word(token)) {
            return self.signed(quote, &whole);
        }
        let before = (0..block).rev().find(|&before| {
            let block = &self.reader.document.blocks[before];
            !block.sentences.is_empty() && matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation)
        })?;
        let sentences = &self.reader.document.sentences[self.reader.document.blocks[before].sentences.clone()];
        let whole = sentences.first()?.tokens.start..sentences.last()?.tokens.end;
        if self.reader.text(whole.end - 1) == ":" {
            let verb = whole.clone().rev().find(|&token| self.says(token))?;
            return self.said_by(verb, &whole);
        }
        let earlier = self.quotes.last_in(&whole)?;
        if on == 0 { None } else { self.speaker_of(earlier, on - 1) }
    }

    /// A verb of saying: "said", "added", "told".
    fn says(&self, token: usize) -> bool {
        self.reader.lexicon.cue_of(CueKind::Report, self.reader.lower(token)).is_some()
    }

    /// The subject of a verb of saying: behind it where a quotation or comma stands in front of it ('," said Mara Lind, a
    /// spokeswoman for the company'), else before it.
    fn said_by(&self, verb: usize, whole: &Range<usize>) -> Option<Range<usize>> {
        let reader = self.reader;
        let mark = |token: usize| matches!(reader.text(token), "“" | "”" | "\"" | "." | ";" | ":" | "!" | "?");
        let mut start = verb;
        while start > whole.start && !mark(start - 1) && self.quotes.around(start - 1).is_none() {
            start -= 1;
        }
        while start < verb && !reader.is_word(start) {
            start += 1;
        }
        let words = (start..verb).filter(|&token| reader.is_word(token)).count();
        if words > 0 {
            return Some(start..verb);
        }
        let after = self.phrase_from(verb + 1, whole.end);
        (!after.is_empty()).then_some(after)
    }

    /// '"…" – Mara Lind, director': a name behind a dash under a quotation.
    fn signed(&self, quote: &Range<usize>, whole: &Range<usize>) -> Option<Range<usize>> {
        let dash = quote.end + 1 < whole.end && matches!(self.reader.text(quote.end), "–" | "—" | "-" | "--");
        (dash && self.names.at(quote.end + 1).is_some()).then(|| self.phrase_from(quote.end + 1, whole.end))
    }

    /// From a token to the end of its sentence, or to where a quotation begins.
    pub(super) fn phrase_from(&self, from: usize, end: usize) -> Range<usize> {
        let closes = |token: &usize| {
            matches!(self.reader.text(*token), "“" | "”" | "\"" | "." | ";" | ":" | "!" | "?")
                || self.quotes.around(*token).is_some()
        };
        from..(from..end.min(from + 24)).find(closes).unwrap_or(end.min(from + 24))
    }

    /// The voice of a speaker who is the publisher, or somebody of it: named as an officer, or described as one and nobody
    /// else's.
    pub(super) fn speaks_for_publisher(&self, speaker: &Range<usize>) -> Option<Voice> {
        let spoken = || Some(Voice::Spoken(speaker.clone()));
        let mut person = None;
        let mut others = false;
        let mut own = false;
        for mention in self.names.within(speaker.clone()) {
            let kind = self.names.actor(mention).kind;
            if kind == Kind::Person {
                person = person.or(Some(mention.actor));
            } else if self.selves.contains(&mention.actor) {
                own = true;
            } else {
                others |= kind.is_agent();
            }
        }
        let first = self.reader.lower(speaker.start);
        let person =
            person.or_else(|| matches!(first, "he" | "she").then(|| self.person_before(speaker.start)).flatten());
        if person.is_some_and(|person| self.selves.contains(&person)) {
            return Some(Voice::Own);
        }
        if own {
            return if person.is_some() { spoken() } else { Some(Voice::Own) };
        }
        if person.is_some_and(|person| self.officers.contains(&person)) {
            return spoken();
        }
        let mut lowers = speaker.clone().map(|token| self.reader.lower(token));
        let role = lowers.any(|word| self.reader.lexicon.is(NameRole::Officer, word));
        // in its own text an organization calls its officers by their role alone
        let named = person.is_some() || matches!(first, "our" | "its");
        if role && named && !others && self.speaks_by_officers() { spoken() } else { None }
    }

    /// The last person named before a token.
    fn person_before(&self, token: usize) -> Option<usize> {
        let before = self.names.mentions.partition_point(|mention| mention.tokens.end <= token);
        let persons = self.names.mentions[..before].iter().rev();
        persons.map(|mention| mention.actor).find(|&actor| self.names.actors[actor].kind == Kind::Person)
    }

    /// Whether an organization speaks in the document, and it is no newspaper.
    pub(super) fn speaks_by_officers(&self) -> bool {
        self.selves.iter().any(|&own| {
            let name = &self.names.actors[own].name;
            let press =
                name.split_whitespace().any(|word| self.reader.lexicon.is(NameRole::Press, &word.to_lowercase()));
            self.names.actors[own].kind != Kind::Person && !press
        })
    }
}

/// The persons whom a text calls officers of those who speak in it: "Mara Lind, director of the League", "our chair Ada
/// Bauer", "Benedikt Aulinger / Chair, Riders' Association" at the foot of a letter.
pub(super) fn officers(reader: &Reader<'_>, names: &Names, selves: &[usize]) -> BTreeSet<usize> {
    let mut officers = BTreeSet::new();
    if selves.is_empty() {
        return officers;
    }
    let own_nouns: BTreeSet<String> = selves
        .iter()
        .flat_map(|&own| names.actors[own].name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
        .collect();
    let is_role = |token: usize| reader.lexicon.is(NameRole::PersonRole, reader.lower(token));
    for mention in names.mentions.iter().filter(|mention| names.actor(mention).kind == Kind::Person) {
        let sentence = &reader.document.sentences[reader.sentence_of(mention.tokens.start)];
        let end = reader.document.blocks[sentence.block.0].sentences.end;
        let last =
            reader.document.sentences.get(end.saturating_sub(1)).map_or(sentence.tokens.end, |last| last.tokens.end);
        let closes = |token: &usize| matches!(reader.text(*token), "." | ";" | "“" | "”" | "\"");
        let limit = last.min(mention.tokens.end + 14);
        let after = mention.tokens.end..(mention.tokens.end..limit).find(closes).unwrap_or(limit);
        let before = sentence.tokens.start.max(mention.tokens.start.saturating_sub(8))..mention.tokens.start;
        for part in [after, before] {
            let named: Vec<usize> =
                names.within(part.clone()).map(|other| other.actor).filter(|actor| *actor != mention.actor).collect();
            let ours = |token: usize| {
                matches!(reader.lower(token), "our" | "its")
                    || token > 0
                        && reader.lower(token - 1) == "the"
                        && reader.lexicon.is(NameRole::Speaker, reader.lower(token))
                        && (reader.lexicon.is(NameRole::Own, reader.lower(token))
                            || own_nouns.contains(reader.lower(token)))
            };
            // "chair Tomas Lindgren", and no other body beside him
            let bare = part.end == mention.tokens.start
                && part.clone().last().is_some_and(|last| reader.lexicon.is(NameRole::Officer, reader.lower(last)));
            let own = named.iter().any(|actor| selves.contains(actor))
                || named.is_empty() && (bare || part.clone().any(ours));
            if own && part.clone().any(is_role) {
                officers.insert(mention.actor);
            }
        }
    }
    officers
}
