//! Verbs by which the document's speaker asks: "We urge A to V", "Requests the Secretary-General to", "A is invited to V".

use super::cues::Found;
use super::frames::Mood;
use super::subject::{Subject, Within};
use super::voice::Voice;
use super::words::Words;
use super::{Asked, Opening, Search};
use crate::extract::Because;
use crate::extract::names::Named;
use crate::language::tagger::Tag;
use crate::ontology::model::{Frame, NameRole, Setting, Strength};
use std::ops::Range;

impl Search<'_, '_> {
    /// A verb by which the document's speaker asks, in the first of its frames that fits.
    pub(super) fn speech_act(&mut self, words: &Words<'_, '_>, found: &Found) {
        let cue = self.entry(found);
        if self.has_exception(words, cue, found.end) {
            return;
        }
        let noun = words.tag(found.at).is_noun();
        let mut voice = Voice::Own;
        if cue.needs.contains(&Setting::NamedObject) && !self.has_named_object(words, found.end) {
            return;
        }
        if cue.needs.contains(&Setting::PossessiveNoun) {
            let possessive = matches!(words.lower(found.at.saturating_sub(1)), "our" | "its" | "their" | "my")
                || words.tag(found.at.saturating_sub(1)).is_adjective()
                    && matches!(words.lower(found.at.saturating_sub(2)), "our" | "its" | "their" | "my");
            if !noun || !possessive || !self.speaker_is_own(words, found.at) {
                return;
            }
        } else if let Some(be) = self.passive_be(words, found.at) {
            return self.passive_act(words, found, be);
        } else if (noun || !words.tag(found.at).is_verb()) && !self.opens_operative(words, found.at) {
            return;
        } else if !self.speaker_is_own(words, found.at) {
            let Some(other) = self.reporting(words, found.at).and_then(|speaker| self.reported(speaker)) else {
                return;
            };
            voice = other;
        } else if self.is_earlier(words, found.at) {
            voice = Voice::Reported(words.subject(found.at).tokens);
        }
        if voice == Voice::Own && self.quotes.around(found.at).is_some() {
            let subject = Subject { tokens: found.at..found.at, within: Within::Main };
            let Some(quoted) = self.voice(words, found.at, &subject) else { return };
            voice = quoted;
        }
        if words.is(found.end, "you") && !self.addressed {
            return; // an appeal to whoever reads or listens
        }
        let Some(because) = self.reader.rule_by("speech-act", found.cue) else { return };
        // "Requests the Mayor to", and a list below
        let is_reported = matches!(voice, Voice::Reported(_));
        if words.is(words.end.saturating_sub(1), "to")
            && !is_reported
            && words.end > found.end + 1
            && cue.frames.contains(&Frame::ObjectInfinitive)
        {
            let asked = Asked::Phrase(words.trim(found.end..words.end - 1));
            let opening = Opening { asked, strength: cue.strength, because, draft: None, negated: false };
            self.openings.insert(words.sentence, opening);
            return;
        }
        let found = &self.behind_aside(words, found);
        if !is_reported && self.opens_with_object(words, found, &because, cue.strength) {
            return;
        }
        let before = self.drafts.len();
        for frame in &cue.frames {
            let done = match frame {
                Frame::ObjectInfinitive => self.object_infinitive(words, found, &because, cue.strength),
                Frame::ForInfinitive => {
                    words.is(found.end - 1, "for") && self.object_infinitive(words, found, &because, cue.strength)
                        || words.is(found.end, "for")
                            && self.object_infinitive(
                                words,
                                &Found { end: found.end + 1, ..*found },
                                &because,
                                cue.strength,
                            )
                }
                Frame::ThatClause => {
                    self.that_clause(words, found.end, &because, cue.strength, Mood::Subjunctive)
                        || self.recommended_to(words, found, &because, cue.strength)
                }
                Frame::GerundObject => self.gerund(words, found.end, &because, cue.strength),
                Frame::BareInfinitive => {
                    self.infinitive(words, found.end, Asked::Inherited, found.end, &because, cue.strength)
                }
                Frame::NounPhrase => self.noun_phrase(words, found, &because, cue.strength),
                Frame::SubjectVerb => false,
            };
            if done {
                return self.heard(before, &voice);
            }
        }
        // "calls upon all States:", "demands:": a list follows
        let last = words.all().end - 1;
        if !is_reported && matches!(words.text(last), ":" | "–" | "—") && found.end <= last {
            let object = found.end..words.end;
            let asked = if object.is_empty() { Asked::Inherited } else { Asked::Phrase(object) };
            self.openings.insert(
                words.sentence,
                Opening { asked, strength: cue.strength, because, draft: None, negated: false },
            );
        }
    }

    /// "need *Parliament* to": whether somebody is named, or is "you", between a cue and the next infinitive.
    fn has_named_object(&self, words: &Words<'_, '_>, from: usize) -> bool {
        let to = (from..words.end).find(|&at| self.begins_infinitive(words, at)).unwrap_or(from);
        let named = |mention: &Named| self.names.actor(mention).kind.is_agent();
        words.is(from, "you") || self.names.within(from..to).any(named)
    }

    /// The cue with the aside behind it ("Requests, in this connection, that …").
    fn behind_aside(&self, words: &Words<'_, '_>, found: &Found) -> Found {
        if !words.is(found.end, ",") {
            return *found;
        }
        let mut commas = (found.end + 1..words.end).filter(|&at| words.is(at, ","));
        let that = commas.clone().find(|&at| words.is(at + 1, "that"));
        let close = that.or_else(|| commas.next());
        Found { end: close.map_or(found.end, |at| at + 1), ..*found }
    }

    /// "Requests the Commission:", and a list below.
    fn opens_with_object(
        &mut self,
        words: &Words<'_, '_>,
        found: &Found,
        because: &Because,
        strength: Strength,
    ) -> bool {
        let last = words.all().end - 1;
        let object = words.trim(found.end..words.end);
        let bare = !object.clone().any(|at| words.tag(at).is_verb() || words.tag(at) == Tag::To || words.is(at, "for"));
        if words.text(last) != ":" || object.is_empty() || !bare || !self.is_somebody(words, &object) {
            return false;
        }
        let asked = Asked::Phrase(object);
        let opening = Opening { asked, strength, because: because.clone(), draft: None, negated: false };
        self.openings.insert(words.sentence, opening);
        true
    }

    /// "Calls upon", "Further requests", "STRONGLY URGES" at the head of a paragraph of a resolution.
    pub(super) fn opens_operative(&self, words: &Words<'_, '_>, at: usize) -> bool {
        // "In this regard urges"
        let regard = words.is(words.start, "in") && words.is(words.start + 1, "this") && words.start + 3 <= at;
        let from = words.start + if regard { 3 } else { 0 };
        let lead = (from..at).all(|token| {
            words.is(token, ",")
                || words.is_adverb(token)
                || matches!(words.lower(token), "also" | "further" | "once" | "more" | "again" | "and" | "therefore")
        });
        lead && words.lower(at).ends_with('s') && self.reader.is_capitalised(words.start)
    }

    /// "Recommends to the Assembly that A be V": whoever it is recommended to is asked, where the clause is passive.
    fn recommended_to(&mut self, words: &Words<'_, '_>, found: &Found, because: &Because, strength: Strength) -> bool {
        if !words.is(found.end, "to") {
            return false;
        }
        // "Recommends to the Assembly the adoption of"
        let agent = found.end + 1
            ..(found.end + 3..words.end.min(found.end + 14))
                .find(|&at| words.tag(at) == Tag::Determiner && self.names.at(at).is_none())
                .unwrap_or(found.end + 1);
        let bare = !agent.clone().any(|at| {
            words.tag(at).is_verb()
                || words.is(at, ",")
                || words.tag(at) == Tag::Preposition && self.names.at(at).is_none()
        });
        if bare && self.is_somebody(words, &agent) && words.tag(agent.end - 1) != Tag::Preposition {
            let before = self.drafts.len();
            let object = Found { end: agent.end, ..*found };
            let done = self.noun_phrase(words, &object, because, strength);
            for draft in &mut self.drafts[before..] {
                draft.asked = Asked::Phrase(agent.clone());
            }
            return done;
        }
        let that = (found.end + 1..words.end.min(found.end + 14)).find(|&at| words.is(at, "that"));
        let Some(that) = that.filter(|&that| !(found.end + 1..that).any(|at| words.tag(at).is_verb())) else {
            return false;
        };
        let before = self.drafts.len();
        let done = self.that_clause(words, that, because, strength, Mood::Subjunctive);
        for draft in self.drafts[before..].iter_mut().filter(|draft| draft.passive) {
            draft.asked = Asked::Phrase(found.end + 1..that);
        }
        done
    }

    /// Whether the subject of a speech act is who speaks in the document.
    pub(super) fn speaker_is_own(&self, words: &Words<'_, '_>, at: usize) -> bool {
        if self.opens_operative(words, at) {
            return true;
        }
        let mut before = at;
        while before > words.start {
            let token = before - 1;
            // "we continue to urge", "our urgent appeal"
            let auxiliary = words.is_adverb(token)
                || words.is_be(token)
                || words.tag(token).is_adjective()
                || self.reader.lexicon.is(NameRole::Renewal, &words.lemma(token))
                || matches!(
                    words.lower(token),
                    "do" | "does" | "have" | "has" | "would" | "will" | "must" | "to" | "once" | "more" | "our" | "its"
                );
            if !auxiliary {
                break;
            }
            before -= 1;
        }
        // "The board resolved to urge"
        let resolves = before.checked_sub(1).filter(|&verb| {
            words.is(before, "to")
                && words.tag(verb).is_finite()
                && self.reader.lexicon.is(NameRole::Decision, &words.lemma(verb))
        });
        if let Some(verb) = resolves {
            let subject = words.subject(verb);
            return subject.within == Within::Main && self.is_self(words, &subject.tokens);
        }
        if words.is(before, "to") && before == words.start && self.is_resolved(words) {
            return true;
        }
        if matches!(words.lower(before), "must" | "should")
            || words.is(before, "to") && !words.is(before.saturating_sub(1), "like")
        {
            return false;
        }
        let token = before.checked_sub(1).filter(|&token| token >= words.start);
        let Some(token) = token else { return before < at || self.opens_operative(words, at) };
        if matches!(words.lower(token), "we" | "i") {
            return true;
        }
        let subject = words.subject(at);
        if subject.within != Within::Main && subject.within != Within::Relative {
            if let Within::Content(governor) = subject.within {
                if !self.is_self(words, &words.subject(governor).tokens) {
                    return false;
                }
            } else {
                return false;
            }
        }
        // coordinated with an earlier verb: "welcomes …, and calls on"
        let coordinated = words.is_conjunction(token) || words.is(token, ",");
        if coordinated {
            return self.first_speaker(words, token);
        }
        self.is_speaker(words, &subject.tokens)
    }

    /// Whether a subject is who speaks in the document, by name, as "we", or by a pronoun for it.
    pub(super) fn is_speaker(&self, words: &Words<'_, '_>, subject: &Range<usize>) -> bool {
        !subject.is_empty() && (self.is_self(words, subject) || is_handed_on(words, subject) && self.goes_on(words))
    }

    /// "Resolves: 1. To request …": whether an item stands under a verb of decision in the speaker's voice.
    fn is_resolved(&self, words: &Words<'_, '_>) -> bool {
        let Some(above) = self.outline.introduction(words.sentence) else { return false };
        let above = Words::of(self.reader, self.names, above);
        above.all().any(|at| {
            self.reader.lexicon.is(NameRole::Decision, &above.lemma(at))
                && (self.opens_operative(&above, at) || self.is_self(&above, &above.subject(at).tokens))
        })
    }

    /// "The Committee recommends … It further recommends": whether the sentence before, in the same paragraph, has the
    /// speaker for its subject, or a pronoun that stands for it in the same way.
    fn goes_on(&self, words: &Words<'_, '_>) -> bool {
        /// How many sentences a pronoun may be handed on.
        const CHAIN: usize = 8;
        for back in 1..=CHAIN.min(words.sentence) {
            let before = words.sentence - back;
            if self.reader.sentence(before).block != self.reader.sentence(words.sentence).block {
                return false;
            }
            let words = Words::of(self.reader, self.names, before);
            let Some(verb) = words.all().find(|&at| words.tag(at).is_finite() || words.is_be(at)) else { return false };
            let subject = words.subject(verb).tokens;
            if !is_handed_on(&words, &subject) {
                return !subject.is_empty() && self.is_self(&words, &subject);
            }
        }
        false
    }

    /// The subject of the sentence's first finite verb, for a verb coordinated with it.
    fn first_speaker(&self, words: &Words<'_, '_>, limit: usize) -> bool {
        if self.opens_operative(words, words.skip_adverbs(words.start)) {
            return true;
        }
        let finite = (words.start..limit).find(|&at| words.tag(at).is_finite() || words.is_be(at));
        // "The union *called* on": a past tense that is taken for a participle
        let verb = finite.or_else(|| (words.start..limit).find(|&at| words.tag(at) == Tag::PastParticiple));
        verb.is_some_and(|verb| self.is_speaker(words, &words.subject(verb).tokens))
    }

    /// The form of *be* of a passive speech act: "A *is* urged to", "A *is* authorized and directed to".
    fn passive_be(&self, words: &Words<'_, '_>, participle: usize) -> Option<usize> {
        if words.tag(participle) != Tag::PastParticiple {
            return None;
        }
        let before = self.before_adverbs(words, participle);
        let joined = words.is_conjunction(before) && words.tag(before.saturating_sub(1)) == Tag::PastParticiple;
        let be = if joined { self.before_adverbs(words, before - 1) } else { before };
        words.is_be(be).then_some(be)
    }

    /// "A is urged to V".
    fn passive_act(&mut self, words: &Words<'_, '_>, found: &Found, be: usize) {
        let cue = self.entry(found);
        let Some(because) = self.reader.rule_by("passive-speech-act", found.cue) else { return };
        let modal = words.tag(be.saturating_sub(1)) == Tag::Modal;
        let past = matches!(words.lower(be), "was" | "were" | "been");
        if modal || past {
            return;
        }
        let subject = words.subject(be);
        // "It is recommended that boards appoint a lead"
        let impersonal =
            subject.tokens.len() == 1 && words.is(subject.tokens.start, "it") && words.is(found.end, "that");
        if impersonal && cue.frames.contains(&Frame::ThatClause) {
            if self.is_own(words, be, &subject) {
                self.that_clause(words, found.end, &because, cue.strength, Mood::Subjunctive);
            }
            return;
        }
        let somebody = self.is_somebody(words, &subject.tokens)
            || self.addressed && words.is(subject.tokens.start, "you")
            || self.acts(words, &subject.tokens, found.end);
        if !self.is_own(words, be, &subject)
            || !somebody
            || !cue.frames.contains(&Frame::ObjectInfinitive)
            || self.is_self(words, &subject.tokens)
        {
            return;
        }
        let asked = Asked::Phrase(subject.tokens.clone());
        self.infinitive(words, found.end, asked, subject.tokens.start, &because, cue.strength);
    }

    /// "Kitchens are advised to offer snacks": whether a plural that is no noun for agents is asked to do something itself.
    fn acts(&self, words: &Words<'_, '_>, subject: &Range<usize>, to: usize) -> bool {
        let verb = words.skip_adverbs(to + 1);
        let object = words.begins_noun_phrase(verb + 1) && !words.is_be(verb);
        (1..4).contains(&subject.len()) && words.tag(subject.end - 1).is_plural() && words.is(to, "to") && object
    }
}

/// Whether a subject is a pronoun for whom the sentence before has named.
fn is_handed_on(words: &Words<'_, '_>, subject: &Range<usize>) -> bool {
    subject.len() == 1 && matches!(words.lower(subject.start), "it" | "they")
}
