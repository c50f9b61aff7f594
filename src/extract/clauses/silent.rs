//! What looks like a recommendation and is none: instructions to the reader, duties that exist, earlier calls, news.

use super::cues::Found;
use super::voice::Voice;
use super::words::Words;
use super::{Draft, Search};
use crate::document::{BlockId, BlockKind};
use crate::extract::reader::Reader;
use crate::extract::{Kind, dates};
use crate::language::lemma;
use crate::language::tagger::Tag;
use crate::ontology::model::{CueKind, NameRole};
use std::ops::Range;

impl Search<'_, '_> {
    /// "You must pay three euros": tells the reader of a page what to do, unless the text is addressed to somebody; and
    /// whatever stands under a question that readers ask ("How do I get a card?").
    pub(super) fn is_instruction(&self, words: &Words<'_, '_>, subject: &Range<usize>) -> bool {
        let you = subject.len() <= 2 && subject.clone().any(|token| words.is(token, "you"));
        if you && !self.addressed {
            return true;
        }
        let heading = self.reader.block_of(words.sentence).section;
        heading.is_some_and(|BlockId(id)| {
            let block = &self.reader.document.blocks[id];
            let sentences = &self.reader.document.sentences[block.sentences.clone()];
            let mut tokens = sentences.iter().flat_map(|sentence| sentence.tokens.clone());
            let question = sentences.last().is_some_and(|last| self.reader.text(last.tokens.end - 1) == "?");
            question && tokens.any(|token| matches!(self.reader.lower(token), "i" | "my" | "me"))
        })
    }

    /// "Under the decree, bottlers must pay": a duty that exists already, and nobody asks for.
    pub(super) fn is_duty(&self, words: &Words<'_, '_>, found: &Found, subject: &Range<usize>) -> bool {
        let binds = matches!(words.lower(found.at), "must" | "have" | "has" | "need" | "needs");
        let law = |token| {
            let kind = self.reader.lexicon.name_word(NameRole::Head, self.reader.lowers(token..token + 1));
            kind.is_some_and(|(_, kind)| kind == Some(Kind::Instrument))
        };
        let front = words.start..subject.start;
        binds && words.is(words.start, "under") && !words.is(words.start + 1, "this") && front.into_iter().any(law)
    }

    /// "In June we called on the agency": the subject "we", the verb in the past, and a time that is over.
    pub(super) fn is_earlier(&self, words: &Words<'_, '_>, at: usize) -> bool {
        let own = (words.start..at).rev().take(4).any(|token| matches!(words.lower(token), "we" | "i"));
        let past =
            words.tag(at) == Tag::Past || words.tag(at) == Tag::PastParticiple && words.is(at.saturating_sub(1), "had");
        let over = words.all().any(|token| {
            let year = self.reader.text(token).len() == 4 && words.tag(token) == Tag::Number;
            matches!(words.lower(token), "last" | "earlier" | "previously" | "ago" | "yesterday" | "then")
                || words.is(token.saturating_sub(1), "in") && (year || dates::month(words.lower(token)).is_some())
        });
        own && past && over
    }

    /// Takes out what a news report seems to ask: in a text that nobody speaks in and that mostly tells what others said,
    /// "the city is to present its plan" only tells what will be.
    pub(super) fn silence_news(&mut self) {
        if self.reader.rule("news-report").is_none() || !self.is_told() {
            return;
        }
        let own: Vec<usize> = (0..self.drafts.len()).filter(|draft| !self.voices.contains_key(draft)).collect();
        let bare = |draft: &Draft| {
            matches!(draft.because.rule.as_str(), "modal" | "evaluation" | "nor" | "means" | "gapped-passive")
        };
        let reports = self.reporting_sentences();
        let bare = own.iter().all(|&draft| bare(&self.drafts[draft]));
        if bare && reports >= 2 && reports >= own.len() {
            for draft in own {
                self.voices.insert(draft, Voice::Nobody);
            }
        }
    }

    /// Whether nobody speaks in a text, or a newspaper: no publisher that is a party, no "we" outside of quotations.
    fn is_told(&self) -> bool {
        let silent = self.selves.is_empty() || !self.speaks_by_officers();
        let we = || {
            (0..self.reader.len())
                .any(|token| matches!(self.reader.lower(token), "we" | "our") && self.quotes.around(token).is_none())
        };
        silent && !we()
    }

    /// How many sentences tell what somebody said: a verb of saying in the past, outside of quotations.
    fn reporting_sentences(&self) -> usize {
        let said = |token: usize| {
            let word = self.reader.lower(token);
            self.reader.lexicon.cue_of(CueKind::Report, word).is_some()
                && lemma::lemma(word, Tag::Past) != word
                && self.quotes.around(token).is_none()
        };
        self.reader.document.sentences.iter().filter(|sentence| sentence.tokens.clone().any(said)).count()
    }
}

/// A text that is addressed to somebody: "Dear Minister", "To: the Board".
pub(super) fn addressed(reader: &Reader<'_>) -> bool {
    let mut head = reader.document.sentences.iter().filter(|sentence| sentence.block.0 < 14);
    head.any(|sentence| reader.is_address_line(sentence))
        && reader.document.blocks.iter().any(|block| block.kind == BlockKind::Paragraph)
}
