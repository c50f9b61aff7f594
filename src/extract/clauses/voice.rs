//! Whose words a clause is: the document's own, or somebody else's that it reports.

use super::Search;
use super::subject::{Subject, Within};
use super::words::Words;
use crate::extract::Kind;
use crate::extract::reader::Reader;
use crate::language::tagger::Tag;
use crate::ontology::model::{CueKind, NameRole};
use std::ops::Range;

/// The shortest quotation (in tokens) that is somebody's words and not a term set in quotation marks.
const QUOTATION: usize = 6;

/// The stretches of a text between quotation marks, in tokens.
#[derive(Debug, Default)]
pub(super) struct Quotes(Vec<Range<usize>>);

impl Quotes {
    pub fn of(reader: &Reader<'_>) -> Self {
        let mut quotes = Vec::new();
        for block in &reader.document.blocks {
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
            if let (Some(start), Some(last)) = (open, sentences.last())
                && reader.text(start) == "“"
            {
                quotes.push(start..last.tokens.end);
            }
        }
        quotes.retain(|quote| quote.len() >= QUOTATION);
        Self(quotes)
    }

    /// The quotation that holds a token.
    pub fn around(&self, token: usize) -> Option<&Range<usize>> {
        self.0.iter().find(|quote| quote.contains(&token))
    }
}

impl Search<'_, '_> {
    /// Whether a clause with this subject and verb is the document's own.
    pub(super) fn is_own(&self, words: &Words<'_, '_>, verb: usize, subject: &Subject) -> bool {
        let lexicon = self.reader.lexicon;
        let dependent = match subject.within {
            Within::Condition | Within::Question => return false,
            Within::Main | Within::Relative => true,
            Within::Content(governor) if lexicon.is(NameRole::Decision, &words.lemma(governor)) => {
                // "Decides that all States shall": what others are bound to do is asked, its own part is not
                let operative =
                    words.skip_adverbs(words.start) == governor || self.is_self(words, &words.subject(governor).tokens);
                operative && self.is_headed_by_somebody(words, &subject.tokens) && !self.is_self(words, &subject.tokens)
            }
            Within::Content(governor) => self.content_is_own(words, governor),
        };
        match self.quotes.around(verb) {
            Some(quote) => dependent && self.quotation_is_own(verb, quote),
            None => dependent && !self.is_attributed(words, verb),
        }
    }

    /// Whether what a verb takes as its content is the document's own: "we believe that", not "residents say that", and
    /// not "recalls that", which tells of a duty that exists.
    fn content_is_own(&self, words: &Words<'_, '_>, governor: usize) -> bool {
        let lemma = words.lemma(governor);
        let lexicon = self.reader.lexicon;
        if lexicon.is(NameRole::Recall, &lemma) {
            return false;
        }
        if words.is_be(governor) || words.tag(governor).is_noun() {
            return true;
        }
        let report = lexicon.cue_of(CueKind::Report, &lemma).is_some() || lexicon.is(NameRole::Stress, &lemma);
        if words.skip_adverbs(words.start) == governor && words.tag(governor) != Tag::Past {
            return true; // an operative paragraph: "Stresses that …"
        }
        let subject = words.subject(governor);
        if self.is_self(words, &subject.tokens) {
            return true;
        }
        !report && !self.is_somebody(words, &subject.tokens)
    }

    /// Whether a noun phrase means those who speak in the document: "we", the publisher, "the Council" in its resolution.
    pub(super) fn is_self(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        let pronoun = |token| matches!(words.lower(token), "we" | "i" | "undersigned") || words.text(token) == "us";
        if tokens.clone().any(pronoun) {
            return true;
        }
        let mentions: Vec<_> = self.names.within(tokens.clone()).collect();
        if let Some(last) = mentions
            .iter()
            .find(|mention| words.lower(mention.tokens.end) != "'s" && words.lower(mention.tokens.end) != "’s")
        {
            let own = self.selves.contains(&last.actor);
            if own || !self.is_speaker_noun(words, tokens) {
                return own;
            }
        }
        self.is_speaker_noun(words, tokens)
    }

    /// "The leaders", "Ministers", "This report": those who issue a joint text, or the text itself.
    fn is_speaker_noun(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        let of = tokens.clone().find(|&token| {
            matches!(words.tag(token), Tag::Preposition | Tag::WhPronoun | Tag::WhDeterminer | Tag::PastParticiple)
        });
        let head = (tokens.start..of.unwrap_or(tokens.end)).rev().find(|&token| words.tag(token).is_noun());
        let Some(head) = head else { return false };
        let noun = words.lower(head);
        if !self.reader.lexicon.is(NameRole::Speaker, noun) {
            return false;
        }
        // "the council" of a text that no council issued speaks for itself
        let singular = words.tag(head) == Tag::Noun || words.tag(head) == Tag::Proper;
        let paper = matches!(words.lower(tokens.start), "this" | "our");
        paper
            || (!singular && self.selves.is_empty())
            || self.selves.iter().any(|&own| {
                let name = self.names.actors[own].name.to_lowercase();
                name.split_whitespace()
                    .any(|word| word == noun || word.trim_end_matches('s') == noun.trim_end_matches('s'))
            })
            || (!singular && self.selves.iter().all(|&own| self.names.actors[own].kind == Kind::Grouping))
    }

    /// Whether a noun phrase names or describes somebody who can speak.
    pub(super) fn is_somebody(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        self.names.within(tokens.clone()).any(|mention| self.names.actor(mention).kind.is_actor())
            || tokens.clone().any(|token| {
                words.tag(token).is_noun() && self.reader.lexicon.is(NameRole::Agent, words.lower(token))
                    || matches!(
                        words.lower(token),
                        "he" | "she" | "they" | "who" | "many" | "some" | "critics" | "experts"
                    )
            })
    }

    /// Whether what a noun phrase is headed by can act: "all States", not "the mandate of the mission".
    fn is_headed_by_somebody(&self, words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
        let of = tokens.clone().find(|&at| words.tag(at) == Tag::Preposition && self.names.at(at).is_none());
        self.is_somebody(words, &(tokens.start..of.unwrap_or(tokens.end)))
    }

    /// ", residents say" behind a clause, or "According to …" in front of it.
    fn is_attributed(&self, words: &Words<'_, '_>, verb: usize) -> bool {
        let lexicon = self.reader.lexicon;
        for at in words.all() {
            if words.is(at, "according") && words.is(at + 1, "to") {
                let source = at + 2..words.end.min(at + 8);
                if self.is_somebody(words, &source) && !self.is_self(words, &source) {
                    return true;
                }
            }
            let tag = words.tag(at);
            let reports = matches!(tag, Tag::Past | Tag::PresentThird | Tag::Present)
                && at > verb
                && lexicon.cue_of(CueKind::Report, words.lower(at)).is_some();
            if !reports {
                continue;
            }
            let before = words.subject(at).tokens;
            let comma = (before.start.saturating_sub(1)..=before.start)
                .any(|mark| matches!(words.text(mark), "," | "”" | "\""));
            let inverted = matches!(words.text(at.saturating_sub(1)), "," | "”" | "\"");
            let after = at + 1..words.end.min(at + 6);
            if inverted && self.is_somebody(words, &after) && !self.is_self(words, &after) {
                return true;
            }
            if comma
                && !before.is_empty()
                && before.start > verb
                && self.is_somebody(words, &before)
                && !self.is_self(words, &before)
            {
                return true;
            }
        }
        false
    }

    /// Whether a quotation around a token is the publisher's own: its spokesperson's, or one that says "we".
    fn quotation_is_own(&self, token: usize, quote: &Range<usize>) -> bool {
        let sentence = self.reader.sentence_of(token);
        // the attribution stands in the same paragraph, outside of the quotation
        let block = self.reader.block_of(sentence);
        let paragraph = &self.reader.document.sentences[block.sentences.clone()];
        let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else { return false };
        let outside = first.tokens.start..last.tokens.end;
        let speaker = outside.clone().filter(|at| !quote.contains(at) && self.quotes.around(*at).is_none());
        let named: Vec<usize> = speaker
            .clone()
            .filter_map(|at| self.names.at(at).filter(|mention| mention.tokens.start == at))
            .map(|mention| mention.actor)
            .collect();
        let says =
            speaker.clone().any(|at| self.reader.lexicon.cue_of(CueKind::Report, self.reader.lower(at)).is_some());
        if !says {
            return false;
        }
        let own = named.iter().any(|actor| self.selves.contains(actor));
        let foreign = named.iter().any(|actor| {
            !self.selves.contains(actor)
                && self.names.actors[*actor].kind.is_agent()
                && self.names.actors[*actor].kind != Kind::Person
        });
        let person = named.iter().any(|actor| self.names.actors[*actor].kind == Kind::Person);
        own || (person
            && !foreign
            && !self.selves.is_empty()
            && speaker.clone().any(|at| self.reader.lexicon.is(NameRole::PersonRole, self.reader.lower(at))))
    }
}
