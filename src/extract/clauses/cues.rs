//! A cue where it stands in a sentence, and the questions that all cues ask of it.

use super::Search;
use super::words::Words;
use crate::ontology::lexicon::Cue;
use std::ops::Range;

/// A cue found in a sentence: its tokens, and which form of which cue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub at: usize,
    pub end: usize,
    pub cue: usize,
    pub form: usize,
}

impl<'r> Search<'_, 'r> {
    pub(super) fn entry(&self, found: &Found) -> &'r Cue {
        &self.reader.lexicon.cues[found.cue]
    }

    pub(super) fn has_exception(&self, words: &Words<'_, '_>, cue: &Cue, from: usize) -> bool {
        let at = words.skip_adverbs(from);
        let denied = words.skip_adverbs(at + usize::from(words.is_negation(at)));
        [at, denied].iter().any(|&at| cue.exceptions.longest(self.reader.lowers(at..words.all().end)).is_some())
    }

    /// "No country", "neither side": the clause is denied by its subject.
    pub(super) fn denies(&self, words: &Words<'_, '_>, subject: &Range<usize>) -> bool {
        matches!(words.lower(subject.start), "no" | "nobody" | "nothing" | "neither" | "none")
    }

    pub(super) fn before_adverbs(&self, words: &Words<'_, '_>, at: usize) -> usize {
        let mut before = at;
        while before > words.start && words.is_adverb(before - 1) {
            before -= 1;
        }
        before.saturating_sub(1)
    }
}
