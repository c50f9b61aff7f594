//! Evaluations: "It is essential for A to V", "Stresses the need for A to V".

use super::cues::Found;
use super::frames::Mood;
use super::subject::{Subject, Within};
use super::voice::Voice;
use super::words::Words;
use super::{Asked, Search};
use crate::language::tagger::Tag;
use crate::ontology::model::{Frame, NameRole, Setting};

impl Search<'_, '_> {
    /// "It is essential for A to V", "It is important that A V", "Stresses the need for A to V".
    pub(super) fn evaluation(&mut self, words: &Words<'_, '_>, found: &Found) {
        let cue = self.entry(found);
        if self.has_exception(words, cue, found.end) {
            return;
        }
        let voice = match cue.needs.contains(&Setting::Stressed) {
            true => self.is_stressed(words, found.at).then_some(Voice::Own),
            false => self.turn(words, found).unwrap_or_else(|| self.predication(words, found.at)),
        };
        let voice = match voice {
            Some(Voice::Own) => {
                self.voice(words, found.at, &Subject { tokens: found.at..found.at, within: Within::Main })
            }
            voice => voice,
        };
        let Some(voice) = voice else { return };
        let before = self.drafts.len();
        let Some(because) = self.reader.rule_by("evaluation", found.cue) else { return };
        for frame in &cue.frames {
            let done = match frame {
                Frame::ForInfinitive => {
                    words.is(found.end, "for")
                        && self.object_infinitive(
                            words,
                            &Found { end: found.end + 1, ..*found },
                            &because,
                            cue.strength,
                        )
                }
                Frame::ObjectInfinitive => self.object_infinitive(words, found, &because, cue.strength),
                Frame::ThatClause => {
                    words.is(found.end, "that") && self.that_clause(words, found.end, &because, cue.strength, Mood::Any)
                }
                Frame::BareInfinitive => {
                    self.infinitive(words, found.end, Asked::Inherited, found.end, &because, cue.strength)
                }
                Frame::GerundObject => {
                    words.is(found.end, "of") && self.gerund(words, found.end + 1, &because, cue.strength)
                }
                _ => false,
            };
            if done {
                return self.heard(before, &voice);
            }
        }
    }

    /// "It falls to Denmark to convene", "the onus is on the airlines to": a cue with a verb or a noun of its own; none for
    /// the others, whose adjective needs a copula in front.
    fn turn(&self, words: &Words<'_, '_>, found: &Found) -> Option<Option<Voice>> {
        let first = words.tag(found.at);
        let verb = if first.is_verb() && !words.is_be(found.at) {
            found.at
        } else if first.is_noun() && words.is_be(found.at + 1) && found.end > found.at + 1 {
            return Some(self.voice(words, found.at + 1, &words.subject(found.at + 1)));
        } else {
            return None;
        };
        let subject = words.subject(verb);
        let it = words.is(subject.tokens.start, "it");
        Some(it.then(|| self.voice(words, verb, &subject)).flatten())
    }

    /// "it is (also) essential", "is it time": the adjective is a predicate of "it"; whose opinion that is.
    fn predication(&self, words: &Words<'_, '_>, at: usize) -> Option<Voice> {
        let mut before = at;
        while before > words.start
            && (words.is_adverb(before - 1)
                || matches!(
                    words.lower(before - 1),
                    "a" | "the" | "high" | "long" | "past" | "more" | "most" | "absolutely"
                ))
        {
            before -= 1;
        }
        let be = before.saturating_sub(1);
        let copula =
            before > words.start && (words.is_be(be) || self.reader.lexicon.is(NameRole::Copula, &words.lemma(be)));
        if !copula
            || words.is_negation(at.saturating_sub(1))
            || words.tag(be) == Tag::Past
            || matches!(words.lower(be), "was" | "were" | "been")
        {
            return None;
        }
        let subject = words.subject(be);
        let it = matches!(words.lower(subject.tokens.start), "it" | "now")
            || subject.tokens.is_empty()
            || words.is(be.saturating_sub(1), "it");
        match subject.within {
            _ if !it => None,
            Within::Condition | Within::Question => None,
            Within::Content(_) => self.voice(words, be, &subject),
            _ => Some(Voice::Own),
        }
    }

    /// The noun is the object of a verb of stress whose subject speaks in the document.
    fn is_stressed(&self, words: &Words<'_, '_>, at: usize) -> bool {
        let stress = (words.start..at).rev().take(7).find(|&token| {
            self.reader.lexicon.is(NameRole::Stress, &words.lemma(token))
                && (words.tag(token).is_verb() || self.opens_operative(words, token))
        });
        stress.is_some_and(|verb| self.speaker_is_own(words, verb))
    }
}
