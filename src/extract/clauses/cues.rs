//! The cues in their frames: modals, speech acts, evaluations.

use super::subject::{Subject, Within};
use super::words::Words;
use super::{Asked, Draft, Opening, Search, Shape};
use crate::extract::Because;
use crate::language::tagger::Tag;
use crate::ontology::lexicon::Cue;
use crate::ontology::model::{Frame, NameRole, Setting, Strength};
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
    fn entry(&self, found: &Found) -> &'r Cue {
        &self.reader.lexicon.cues[found.cue]
    }

    /// "A should V": the subject is asked, the verb group behind the cue is the act.
    pub(super) fn modal(&mut self, words: &Words<'_, '_>, found: &Found) {
        let cue = self.entry(found);
        let Some(because) = self.reader.rule_by("modal", found.cue) else { return };
        let single = cue.forms[found.form].len() == 1;
        let first = words.tag(found.at);
        if single && first != Tag::Modal
            || !single && (matches!(first, Tag::Past | Tag::PastParticiple | Tag::Gerund) || first.is_noun())
        {
            // "had better" is past in form only
            if single || words.lower(found.end - 1) != "better" {
                return;
            }
        }
        let denied = !single && found.at > words.start && words.is_negation(found.at - 1);
        if denied || self.has_exception(words, cue, found.end) {
            return; // "do not have to" asks for nothing
        }
        let auxiliary = words.tag(found.at.saturating_sub(1)) == Tag::Modal && !single && found.at > words.start;
        if auxiliary && !matches!(words.lower(found.at - 1), "will" | "shall" | "should" | "must" | "'ll" | "’ll") {
            return; // "would have to", "might need to" only suppose
        }
        let subject = words.subject(if auxiliary { found.at - 1 } else { found.at });
        if subject.tokens.is_empty() {
            return self.second_modal(words, found, because);
        }
        if self.unfit_subject(words, cue, &subject.tokens) || !self.setting_fits(words, cue, &subject) {
            return;
        }
        if !self.is_own(words, found.at, &subject) {
            return;
        }
        // "could consider lowering": the last word of the cue is the head
        let within = !single && words.tag(found.end - 1) == Tag::Base;
        let Some(group) = words.group(if within { found.end - 1 } else { found.end }) else {
            self.open_modal(words, found, &subject, because, cue.strength);
            return;
        };
        if group.perfect {
            return;
        }
        let negated = group.negated ^ self.denies(words, &subject.tokens);
        let asked =
            if group.passive { Asked::Patient(subject.tokens.clone()) } else { Asked::Phrase(subject.tokens.clone()) };
        let draft = Draft {
            sentence: words.sentence,
            head: group.head,
            tokens: subject.tokens.start..words.end,
            asked,
            negated,
            passive: group.passive,
            strength: cue.strength,
            because,
            parent: None,
            shape: Shape::Clause,
        };
        let limit = self.next_clause(words, found.end);
        self.add(words, draft, limit);
    }

    /// "Agencies shall consider the comments and shall issue a rule": a modal that shares the subject of the one before.
    fn second_modal(&mut self, words: &Words<'_, '_>, found: &Found, because: Because) {
        let before = self.before_adverbs(words, found.at);
        let first =
            self.drafts.iter().rev().find(|draft| {
                draft.sentence == words.sentence && draft.head < found.at && draft.shape == Shape::Clause
            });
        let (true, Some(first)) = (words.is_conjunction(before), first.cloned()) else { return };
        let phrase = match first.asked {
            Asked::Phrase(phrase) | Asked::Patient(phrase) => phrase,
            Asked::Inherited => return,
        };
        let Some(group) = words.group(found.end).filter(|group| !group.perfect) else { return };
        let draft = Draft {
            sentence: words.sentence,
            head: group.head,
            tokens: group.start..words.end,
            asked: if group.passive { Asked::Patient(phrase) } else { Asked::Phrase(phrase) },
            negated: group.negated,
            passive: group.passive,
            strength: self.entry(found).strength,
            because,
            parent: None,
            shape: Shape::Conjunct,
        };
        let limit = self.next_clause(words, found.end);
        self.add(words, draft, limit);
    }

    /// "The ministry should:" opens a list.
    fn open_modal(
        &mut self,
        words: &Words<'_, '_>,
        found: &Found,
        subject: &Subject,
        because: Because,
        strength: Strength,
    ) {
        let rest = (found.end..words.all().end).find(|&at| !words.is_adverb(at));
        if rest.is_some_and(|at| matches!(words.text(at), ":" | "–" | "—" | "…")) || rest.is_none() {
            let asked = Asked::Phrase(subject.tokens.clone());
            self.openings.insert(words.sentence, Opening { asked, strength, because, draft: None, negated: false });
        }
    }

    fn has_exception(&self, words: &Words<'_, '_>, cue: &Cue, from: usize) -> bool {
        let at = words.skip_adverbs(from);
        let lowers = self.reader.lowers(at..words.all().end);
        cue.exceptions.longest(lowers).is_some()
    }

    fn unfit_subject(&self, words: &Words<'_, '_>, cue: &Cue, subject: &Range<usize>) -> bool {
        if subject.is_empty() {
            return true; // "Should talks fail", or a question
        }
        let last = words.lower(subject.end - 1);
        cue.subject_exceptions.iter().any(|word| word == last)
    }

    fn setting_fits(&self, words: &Words<'_, '_>, cue: &Cue, subject: &Subject) -> bool {
        cue.needs.iter().all(|setting| match setting {
            Setting::UnderAnnouncement => self.outline.announced(words.sentence),
            Setting::AgentSubject => !words.is(subject.tokens.start, "to") && self.is_somebody(words, &subject.tokens),
            Setting::PossessiveNoun | Setting::Stressed => true,
        })
    }

    /// "No country", "neither side": the clause is denied by its subject.
    fn denies(&self, words: &Words<'_, '_>, subject: &Range<usize>) -> bool {
        matches!(words.lower(subject.start), "no" | "nobody" | "nothing" | "neither" | "none")
    }

    /// Where the next clause with a modal and a subject of its own begins, so that this one ends before it.
    fn next_clause(&self, words: &Words<'_, '_>, from: usize) -> usize {
        for at in from + 1..words.end {
            if words.tag(at) != Tag::Modal {
                continue;
            }
            let subject = words.subject(at);
            let shared = self.before_adverbs(words, at);
            if subject.tokens.is_empty() && words.is_conjunction(shared) && shared > from + 1 {
                return if words.is(shared - 1, ",") { shared - 1 } else { shared };
            }
            if subject.within != Within::Main || subject.tokens.start <= from + 1 || subject.tokens.is_empty() {
                continue;
            }
            let mut border = subject.tokens.start;
            while border > from + 1
                && (words.is_conjunction(border - 1)
                    || words.is_adverb(border - 1)
                    || words.is_dash(border - 1)
                    || matches!(words.text(border - 1), "," | ";" | "–"))
            {
                border -= 1;
            }
            if border < subject.tokens.start {
                return border;
            }
        }
        words.end
    }

    /// "A must not V, nor can it W".
    pub(super) fn nor(&mut self, words: &Words<'_, '_>) {
        for at in words.all() {
            if !words.is(at, "nor") || words.tag(at + 1) != Tag::Modal {
                continue;
            }
            let Some(before) =
                self.drafts.iter().rev().find(|draft| draft.sentence == words.sentence && draft.head < at).cloned()
            else {
                continue;
            };
            let subject = at + 2
                ..(at + 2..words.end)
                    .take_while(|&token| words.begins_noun_phrase(token))
                    .last()
                    .map_or(at + 2, |last| last + 1);
            if let (Some(group), Some(rule)) = (words.group(subject.end), self.reader.rule("nor")) {
                let because = Because { cue: before.because.cue.clone(), ..rule };
                let asked = if group.passive { Asked::Patient(subject) } else { Asked::Phrase(subject) };
                let draft = Draft {
                    head: group.head,
                    tokens: at..words.end,
                    asked,
                    negated: true,
                    passive: group.passive,
                    because,
                    ..before
                };
                self.add(words, Draft { shape: Shape::Clause, ..draft }, words.end);
            }
        }
    }

    /// A verb by which the document's speaker asks, in the first of its frames that fits.
    pub(super) fn speech_act(&mut self, words: &Words<'_, '_>, found: &Found) {
        let cue = self.entry(found);
        if self.has_exception(words, cue, found.end) {
            return;
        }
        let noun = words.tag(found.at).is_noun();
        if cue.needs.contains(&Setting::PossessiveNoun) {
            let possessive = matches!(words.lower(found.at.saturating_sub(1)), "our" | "its" | "their" | "my")
                || words.tag(found.at.saturating_sub(1)).is_adjective()
                    && matches!(words.lower(found.at.saturating_sub(2)), "our" | "its" | "their" | "my");
            if !noun || !possessive || !self.speaker_is_own(words, found.at) {
                return;
            }
        } else if words.tag(found.at) == Tag::PastParticiple && words.is_be(self.before_adverbs(words, found.at)) {
            return self.passive_act(words, found);
        } else if noun && !self.opens_operative(words, found.at)
            || !words.tag(found.at).is_verb() && !self.opens_operative(words, found.at)
            || !self.speaker_is_own(words, found.at)
        {
            return;
        }
        if self.quotes.around(found.at).is_some()
            && !self.is_own(words, found.at, &Subject { tokens: found.at..found.at, within: Within::Main })
        {
            return;
        }
        let Some(because) = self.reader.rule_by("speech-act", found.cue) else { return };
        // "Requests the Mayor to", and a list below
        if words.is(words.end.saturating_sub(1), "to")
            && words.end > found.end + 1
            && cue.frames.contains(&Frame::ObjectInfinitive)
        {
            let asked = Asked::Phrase(words.trim(found.end..words.end - 1));
            let opening = Opening { asked, strength: cue.strength, because, draft: None, negated: false };
            self.openings.insert(words.sentence, opening);
            return;
        }
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
                Frame::ThatClause => self.that_clause(words, found.end, &because, cue.strength),
                Frame::GerundObject => self.gerund(words, found.end, &because, cue.strength),
                Frame::BareInfinitive => {
                    self.infinitive(words, found.end, Asked::Inherited, found.end, &because, cue.strength)
                }
                Frame::NounPhrase => self.noun_phrase(words, found, &because, cue.strength),
                Frame::SubjectVerb => false,
            };
            if done {
                return;
            }
        }
        // "calls upon all States:", "demands:": a list follows
        let last = words.all().end - 1;
        if matches!(words.text(last), ":" | "–" | "—") && found.end <= last {
            let object = found.end..words.end;
            let asked = if object.is_empty() { Asked::Inherited } else { Asked::Phrase(object) };
            self.openings.insert(
                words.sentence,
                Opening { asked, strength: cue.strength, because, draft: None, negated: false },
            );
        }
    }

    fn before_adverbs(&self, words: &Words<'_, '_>, at: usize) -> usize {
        let mut before = at;
        while before > words.start && words.is_adverb(before - 1) {
            before -= 1;
        }
        before.saturating_sub(1)
    }

    /// "Calls upon", "Further requests", "STRONGLY URGES" at the head of a paragraph of a resolution.
    fn opens_operative(&self, words: &Words<'_, '_>, at: usize) -> bool {
        let lead = (words.start..at).all(|token| {
            words.is_adverb(token)
                || matches!(words.lower(token), "also" | "further" | "once" | "more" | "again" | "and" | "therefore")
        });
        lead && words.lower(at).ends_with('s') && self.reader.is_capitalised(words.start)
    }

    /// Whether the subject of a speech act is who speaks in the document.
    fn speaker_is_own(&self, words: &Words<'_, '_>, at: usize) -> bool {
        if self.opens_operative(words, at) {
            return true;
        }
        let mut before = at;
        while before > words.start {
            let token = before - 1;
            let auxiliary = words.is_adverb(token)
                || words.is_be(token)
                || matches!(
                    words.lower(token),
                    "do" | "does"
                        | "have"
                        | "has"
                        | "would"
                        | "will"
                        | "must"
                        | "like"
                        | "to"
                        | "wish"
                        | "want"
                        | "again"
                        | "jointly"
                        | "continue"
                        | "continues"
                        | "also"
                        | "further"
                        | "once"
                        | "more"
                        | "strongly"
                        | "hereby"
                        | "therefore"
                        | "today"
                        | "reiterate"
                        | "reiterates"
                        | "renew"
                        | "renews"
                        | "repeat"
                        | "repeats"
                        | "reaffirm"
                        | "reaffirms"
                        | "echo"
                        | "echoes"
                        | "our"
                        | "its"
                        | "urgent"
                );
            if !auxiliary {
                break;
            }
            before -= 1;
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
        !subject.tokens.is_empty() && self.is_self(words, &subject.tokens)
    }

    /// The subject of the sentence's first finite verb, for a verb coordinated with it.
    fn first_speaker(&self, words: &Words<'_, '_>, limit: usize) -> bool {
        if self.opens_operative(words, words.skip_adverbs(words.start)) {
            return true;
        }
        let verb = (words.start..limit).find(|&at| words.tag(at).is_finite() || words.is_be(at));
        verb.is_some_and(|verb| {
            let subject = words.subject(verb).tokens;
            !subject.is_empty() && self.is_self(words, &subject)
        })
    }

    /// "A is urged to V".
    fn passive_act(&mut self, words: &Words<'_, '_>, found: &Found) {
        let cue = self.entry(found);
        let Some(because) = self.reader.rule_by("passive-speech-act", found.cue) else { return };
        let be = self.before_adverbs(words, found.at);
        let modal = words.tag(be.saturating_sub(1)) == Tag::Modal;
        let past = matches!(words.lower(be), "was" | "were" | "been");
        if modal || past || !cue.frames.contains(&Frame::ObjectInfinitive) {
            return;
        }
        let subject = words.subject(be);
        if !self.is_own(words, be, &subject)
            || !self.is_somebody(words, &subject.tokens)
            || self.is_self(words, &subject.tokens)
        {
            return;
        }
        let asked = Asked::Phrase(subject.tokens.clone());
        self.infinitive(words, found.end, asked, subject.tokens.start, &because, cue.strength);
    }

    /// "urges A (and B) to V".
    fn object_infinitive(
        &mut self,
        words: &Words<'_, '_>,
        found: &Found,
        because: &Because,
        strength: Strength,
    ) -> bool {
        let mut at = found.end;
        while at < words.end {
            match words.text(at) {
                "(" => {
                    at = words.closing(at) + 1;
                    continue;
                }
                ";" | ":" | "." => return false,
                _ => {}
            }
            let tag = words.tag(at);
            let verb = tag.is_finite() || tag == Tag::Base && words.tag(at - 1) != Tag::To;
            let ends = verb && !self.in_relative_phrase(words, found.end + 1, at);
            if ends {
                return false;
            }
            if self.begins_infinitive(words, at) && at > found.end {
                let object = words.trim(found.end..at);
                if self.is_action(words, &object) || !self.can_be_asked(words, &object) {
                    return false; // "urges firm leadership to end the strike": the leadership is what is asked
                }
                let filler = words.is(at + 1, "do") && words.is(at + 2, "so") && self.begins_infinitive(words, at + 3);
                if filler {
                    at += 3; // "encourages those in a position to do so to contribute"
                    continue;
                }
                return self.infinitive(words, at, Asked::Phrase(object), at, because, strength);
            }
            // "calls upon all States: (a) to V" inside one sentence, "urges A, B and C, to V"
            at += 1;
        }
        false
    }

    /// Whether a finite verb belongs to a relative clause of the object ("all those who have influence to").
    fn in_relative_phrase(&self, words: &Words<'_, '_>, from: usize, at: usize) -> bool {
        (from..at)
            .any(|token| words.tag(token).is_wh() || words.is(token, "that") && words.tag(token) != Tag::Determiner)
    }

    /// Whether the object of a speech act is somebody: named, a noun for agents, a pronoun, "those who …".
    fn can_be_asked(&self, words: &Words<'_, '_>, object: &Range<usize>) -> bool {
        self.is_somebody(words, object)
            || object.clone().any(|at| {
                matches!(
                    words.lower(at),
                    "them" | "him" | "her" | "it" | "you" | "all" | "everyone" | "those" | "us" | "others" | "each"
                )
            })
            || object.clone().any(|at| words.tag(at).is_plural() && !words.tag(at.saturating_sub(1)).is_verb())
                && object.len() <= 3
            || object.clone().any(|at| words.tag(at).is_proper())
    }

    /// Whether a noun phrase is headed by a noun for somebody's action.
    fn is_action(&self, words: &Words<'_, '_>, phrase: &Range<usize>) -> bool {
        let end = phrase.clone().find(|&at| words.tag(at) == Tag::Preposition).unwrap_or(phrase.end);
        (phrase.start..end).rev().find(|&at| words.tag(at).is_noun()).is_some_and(|head| {
            self.names.at(head).is_none() && self.reader.lexicon.is(NameRole::Action, words.lower(head))
        })
    }

    /// "to V", "not to V", "to immediately V".
    fn begins_infinitive(&self, words: &Words<'_, '_>, at: usize) -> bool {
        let to = if words.is_negation(at) { at + 1 } else { at };
        if !words.is(to, "to") {
            return false;
        }
        let verb = words.skip_adverbs(to + 1);
        let tag = words.tag(verb);
        (tag == Tag::Base
            || words.is(verb, "be")
            || (tag == Tag::Present && words.tag(to) == Tag::To)
            || tag == Tag::Noun
                && words.tag(to) == Tag::To
                && self.reader.lexicon.actions.contains_key(words.lower(verb)))
            && verb < words.end
    }

    /// A clause whose head is the infinitive at `at` ("to V", "not to V").
    fn infinitive(
        &mut self,
        words: &Words<'_, '_>,
        at: usize,
        asked: Asked,
        start: usize,
        because: &Because,
        strength: Strength,
    ) -> bool {
        if !self.begins_infinitive(words, at) {
            return false;
        }
        let negated = words.is_negation(at);
        let from = at + 1 + usize::from(negated);
        let Some(group) = words.group(from) else { return false };
        let asked = match asked {
            Asked::Phrase(phrase) if group.passive => Asked::Patient(phrase),
            asked => asked,
        };
        let draft = Draft {
            sentence: words.sentence,
            head: group.head,
            tokens: if start == at {
                if negated { at..words.end } else { group.start..words.end }
            } else {
                start..words.end
            },
            asked,
            negated: negated || group.negated,
            passive: group.passive,
            strength,
            because: because.clone(),
            parent: None,
            shape: Shape::Clause,
        };
        let limit = self.next_clause(words, group.head);
        self.add(words, draft, limit);
        true
    }

    /// "demands that A V", "demands A V".
    pub(super) fn that_clause(
        &mut self,
        words: &Words<'_, '_>,
        from: usize,
        because: &Because,
        strength: Strength,
    ) -> bool {
        let that = words.is(from, "that") || words.is(from.saturating_sub(1), "that");
        let start = if words.is(from, "that") { from + 1 } else { from };
        let start = if words.is(start, ",") {
            (start + 1..words.end).find(|&at| words.is(at, ",")).map_or(start, |at| at + 1)
        } else {
            start
        };
        let mut verb = start;
        while verb < words.end {
            if words.is(verb, "(") {
                verb = words.closing(verb) + 1;
                continue;
            }
            let tag = words.tag(verb);
            let modal = tag == Tag::Modal;
            let subjunctive = tag == Tag::Base
                || words.is(verb, "be")
                || verb > start && words.tag(verb - 1).is_noun() && words.looks_verbal(verb)
                || (tag == Tag::Present && !matches!(words.lower(verb), "are" | "have" | "do"));
            if (modal || subjunctive)
                && verb > start
                && !self.in_relative_phrase(words, start, verb)
                && words.tag(verb - 1) != Tag::To
            {
                let modal = modal.then(|| words.lower(verb).to_owned());
                if modal.as_deref().is_some_and(|word| !matches!(word, "should" | "must" | "shall" | "ought")) {
                    return false;
                }
                let Some(group) = words.group(verb + usize::from(modal.is_some())) else { return false };
                if group.perfect {
                    return false;
                }
                let mut subject = start..verb;
                while subject.end > subject.start + 1
                    && (words.is_adverb(subject.end - 1)
                        || words.is_negation(subject.end - 1)
                        || words.is(subject.end - 1, ","))
                {
                    subject.end -= 1;
                }
                let denied = words.is_negation(verb.saturating_sub(1)) || self.denies(words, &subject);
                let asked =
                    if group.passive { Asked::Patient(subject.clone()) } else { Asked::Phrase(subject.clone()) };
                let draft = Draft {
                    sentence: words.sentence,
                    head: group.head,
                    tokens: subject.start..words.end,
                    asked,
                    negated: group.negated || denied,
                    passive: group.passive,
                    strength,
                    because: because.clone(),
                    parent: None,
                    shape: Shape::Clause,
                };
                let limit = self.next_clause(words, group.head);
                self.add(words, draft, limit);
                return true;
            }
            let stops = tag.is_finite() && !self.in_relative_phrase(words, start, verb)
                || matches!(words.text(verb), ";" | ":")
                || (!that && (tag == Tag::Preposition || tag == Tag::To || tag == Tag::Comma));
            if stops {
                return false;
            }
            verb += 1;
        }
        false
    }

    /// "recommends V-ing".
    fn gerund(&mut self, words: &Words<'_, '_>, from: usize, because: &Because, strength: Strength) -> bool {
        let mut at = from;
        let negated = words.is_negation(at);
        at += usize::from(negated);
        let verb = words.skip_adverbs(at);
        if words.tag(verb) != Tag::Gerund
            || verb >= words.end
            || words.tag(verb + 1).is_noun() && !self.reader.lexicon.actions.contains_key(&words.lemma(verb))
        {
            return false;
        }
        let draft = Draft {
            sentence: words.sentence,
            head: verb,
            tokens: from..words.end,
            asked: Asked::Inherited,
            negated,
            passive: false,
            strength,
            because: because.clone(),
            parent: None,
            shape: Shape::Clause,
        };
        let limit = self.next_clause(words, verb);
        self.add(words, draft, limit);
        true
    }

    /// "demands the prompt release of …": the head is the cue itself.
    fn noun_phrase(&mut self, words: &Words<'_, '_>, found: &Found, because: &Because, strength: Strength) -> bool {
        let at = found.end;
        let begins = words.begins_noun_phrase(at) && words.tag(at) != Tag::Pronoun
            || matches!(words.tag(at), Tag::Adverb | Tag::Gerund) && words.begins_noun_phrase(at + 1);
        if !begins || at >= words.end {
            return false;
        }
        let end = words.clause_end(at, self.next_clause(words, at));
        let draft = Draft {
            sentence: words.sentence,
            head: found.at,
            tokens: words.trim(found.at..end),
            asked: Asked::Patient(at..end),
            negated: false,
            passive: false,
            strength,
            because: because.clone(),
            parent: None,
            shape: Shape::NounPhrase,
        };
        self.push(draft);
        true
    }

    /// "It is essential for A to V", "It is important that A V", "Stresses the need for A to V".
    pub(super) fn evaluation(&mut self, words: &Words<'_, '_>, found: &Found) {
        let cue = self.entry(found);
        if self.has_exception(words, cue, found.end) {
            return;
        }
        let stressed = cue.needs.contains(&Setting::Stressed);
        if stressed && !self.is_stressed(words, found.at) || !stressed && !self.is_predicated(words, found.at) {
            return;
        }
        if !self.quotation_fits(words, found.at) {
            return;
        }
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
                Frame::ThatClause => {
                    words.is(found.end, "that") && self.that_clause(words, found.end, &because, cue.strength)
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
                return;
            }
        }
    }

    fn quotation_fits(&self, words: &Words<'_, '_>, at: usize) -> bool {
        let subject = Subject { tokens: at..at, within: Within::Main };
        self.is_own(words, at, &subject)
    }

    /// "it is (also) essential", "is it time": the adjective is a predicate of "it", and nobody else's opinion.
    fn is_predicated(&self, words: &Words<'_, '_>, at: usize) -> bool {
        let mut before = at;
        while before > words.start
            && (words.is_adverb(before - 1)
                || matches!(words.lower(before - 1), "a" | "the" | "high" | "more" | "most" | "absolutely"))
        {
            before -= 1;
        }
        let be = before.saturating_sub(1);
        let copula = before > words.start
            && (words.is_be(be)
                || matches!(
                    words.lower(be),
                    "remains" | "becomes" | "seems" | "deem" | "deems" | "considers" | "consider"
                ));
        if !copula || words.is_negation(at.saturating_sub(1)) || matches!(words.lower(be), "was" | "were" | "been") {
            return false;
        }
        let subject = words.subject(be);
        let it = matches!(words.lower(subject.tokens.start), "it" | "now")
            || subject.tokens.is_empty()
            || words.is(be.saturating_sub(1), "it");
        let own = match subject.within {
            Within::Condition | Within::Question => false,
            Within::Content(governor) => self.content_is_own_of(words, governor),
            _ => true,
        };
        it && own || words.is(be.saturating_sub(1), "it")
    }

    fn content_is_own_of(&self, words: &Words<'_, '_>, governor: usize) -> bool {
        let subject = Subject { tokens: governor..governor, within: Within::Content(governor) };
        self.is_own(words, governor, &subject)
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
