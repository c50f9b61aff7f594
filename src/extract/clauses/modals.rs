//! Deontic modals: "A should V", "A must not V, nor can it W", "The ministry should:".

use super::cues::Found;
use super::subject::{Subject, Within};
use super::voice::Voice;
use super::words::Words;
use super::{Asked, Draft, Opening, Search, Shape, of_sentence};
use crate::extract::Because;
use crate::language::tagger::Tag;
use crate::ontology::lexicon::Cue;
use crate::ontology::model::{Setting, Strength};
use std::ops::Range;

impl Search<'_, '_> {
    /// "A should V": the subject is asked, the verb group behind the cue is the act.
    pub(super) fn modal(&mut self, words: &Words<'_, '_>, found: &Found) {
        let cue = self.entry(found);
        let Some(because) = self.reader.rule_by("modal", found.cue) else { return };
        let single = cue.forms[found.form].len() == 1;
        let first = words.tag(found.at);
        if single && first != Tag::Modal
            || !single
                && (matches!(first, Tag::Past | Tag::PastParticiple | Tag::Gerund) || first.is_noun())
                && !words.is_clitic(found.at)
        {
            // "had better" is past in form only
            if single || words.lower(found.end - 1) != "better" {
                return;
            }
        }
        let no_longer = words.is(found.at.saturating_sub(1), "longer") && words.is(found.at.saturating_sub(2), "no");
        // "the makers' need to invest" is a noun
        let mark = found.at.saturating_sub(1);
        let owned = !single && (words.tag(mark) == Tag::Possessive || matches!(words.text(mark), "’" | "'"));
        // "to have to come back" is no finite clause
        let infinite = words.is(found.at.saturating_sub(1), "to") && !words.is(found.at.saturating_sub(2), "going");
        let denied = !single && found.at > words.start && (words.is_negation(found.at - 1) || no_longer || infinite);
        if denied || owned || self.has_exception(words, cue, found.end) {
            return; // "do not have to" asks for nothing
        }
        let auxiliary = words.tag(found.at.saturating_sub(1)) == Tag::Modal && !single && found.at > words.start;
        let equates = words.is_be(found.at); // "the aim will be to"
        let binds =
            matches!(words.lower(found.at.saturating_sub(1)), "will" | "shall" | "should" | "must" | "'ll" | "’ll");
        if auxiliary && (equates || !binds) {
            return; // "would have to", "might need to" only suppose
        }
        if cue.strength == Strength::May && words.is(found.at.saturating_sub(2), "as") && found.at > words.start + 1 {
            return; // "such help as they may wish to give"
        }
        if self.inverted(words, found) {
            return;
        }
        let subject = words.subject(if auxiliary { found.at - 1 } else { found.at });
        // "the concession which you are to vote on"
        if equates && subject.tokens.clone().any(|at| words.tag(at).is_wh()) {
            return;
        }
        if subject.tokens.is_empty() {
            return self.second_modal(words, found, because);
        }
        if self.unfit_subject(words, cue, &subject.tokens) || !self.setting_fits(words, cue, &subject) {
            return;
        }
        // "families that have to pay", "voices that need to be heard": told of somebody, not asked of them
        if subject.within == Within::Relative && matches!(words.lower(found.at), "have" | "has" | "need" | "needs") {
            return;
        }
        if self.is_instruction(words, &subject.tokens) || self.is_duty(words, found, &subject.tokens) {
            return;
        }
        let Some(voice) = self.voice(words, found.at, &subject) else { return };
        // "could consider lowering": the last word of the cue is the head
        let within = !single && words.tag(found.end - 1) == Tag::Base;
        let Some(group) = words.group(if within { found.end - 1 } else { found.end }) else {
            if !matches!(voice, Voice::Reported(_)) {
                self.open_modal(words, found, &subject, because, cue.strength);
            }
            return;
        };
        // "should have to V" is the business of "have to"
        let twofold = single && words.is(group.head, "have") && words.is(group.head + 1, "to");
        if group.perfect || twofold {
            return;
        }
        let strength = if auxiliary && words.is(found.at - 1, "should") { Strength::Should } else { cue.strength };
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
            strength,
            because,
            parent: None,
            shape: Shape::Clause,
        };
        let limit = self.next_clause(words, found.end);
        let before = self.drafts.len();
        self.add(words, draft, limit);
        self.heard(before, &voice);
    }

    /// "Agencies shall consider the comments and shall issue a rule": a modal that shares the subject of the one before.
    fn second_modal(&mut self, words: &Words<'_, '_>, found: &Found, because: Because) {
        let before = self.before_adverbs(words, found.at);
        let first = of_sentence(&self.drafts, words.sentence)
            .rev()
            .find(|&at| self.drafts[at].head < found.at && self.drafts[at].shape == Shape::Clause);
        if !words.is_conjunction(before) {
            return;
        }
        let mut voice = Voice::Own;
        let phrase = match first.map(|first| self.drafts[first].asked.clone()) {
            Some(Asked::Phrase(phrase) | Asked::Patient(phrase)) => phrase,
            Some(Asked::Inherited) => return,
            // "The extension has been planned for years and must not be postponed again"
            None => {
                let finite = |&at: &usize| words.tag(at).is_finite() || words.tag(at) == Tag::Modal || words.is_be(at);
                let Some(verb) = (words.start..before).rev().find(finite) else { return };
                let subject = words.subject(verb);
                if subject.tokens.is_empty() || self.unfit_subject(words, self.entry(found), &subject.tokens) {
                    return;
                }
                let Some(heard) = self.voice(words, found.at, &subject) else { return };
                voice = heard;
                subject.tokens
            }
        };
        let subject = Subject { tokens: phrase.clone(), within: Within::Main };
        if !self.setting_fits(words, self.entry(found), &subject) {
            return;
        }
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
        let before = self.drafts.len();
        self.add(words, draft, limit);
        match first {
            Some(first) => self.heard_like(before, first),
            None => self.heard(before, &voice),
        }
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
        // "The ministry must not:"
        let mut rest = (found.end..words.all().end).find(|&at| !words.is_adverb(at) && !words.is_negation(at));
        let negated = words.is_negation(words.skip_adverbs(found.end));
        // "shall, as appropriate and consistent with the law:", "shall in a timely manner:"
        let last = words.all().end - 1;
        let aside = (words.is(found.end, ",") || words.tag(found.end) == Tag::Preposition) && words.is(last, ":");
        if aside && !(found.end..last).any(|at| matches!(words.tag(at), Tag::Base | Tag::Modal)) {
            rest = Some(last);
        }
        if rest.is_some_and(|at| matches!(words.text(at), ":" | "–" | "—" | "…")) || rest.is_none() {
            let asked = Asked::Phrase(subject.tokens.clone());
            self.openings.insert(words.sentence, Opening { asked, strength, because, draft: None, negated });
        }
    }

    fn unfit_subject(&self, words: &Words<'_, '_>, cue: &Cue, subject: &Range<usize>) -> bool {
        if subject.is_empty() {
            return true; // "Should talks fail", or a question
        }
        // "the aim of the plan is to"
        let of = subject.clone().find(|&at| words.tag(at) == Tag::Preposition).filter(|&of| of > subject.start);
        let heads = [subject.end - 1, of.unwrap_or(subject.end) - 1];
        cue.subject_exceptions.iter().any(|word| heads.iter().any(|&head| word == words.lower(head)))
    }

    fn setting_fits(&self, words: &Words<'_, '_>, cue: &Cue, subject: &Subject) -> bool {
        cue.needs.iter().all(|setting| match setting {
            Setting::UnderAnnouncement => self.outline.announced(words.sentence),
            Setting::AgentSubject => {
                !words.is(subject.tokens.start, "to") && self.is_headed_by_somebody(words, &subject.tokens)
            }
            Setting::PossessiveNoun | Setting::Stressed | Setting::NamedObject | Setting::Checked => true,
        })
    }

    /// Where the next clause with a modal and a subject of its own begins, so that this one ends before it.
    pub(super) fn next_clause(&self, words: &Words<'_, '_>, from: usize) -> usize {
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

    /// "Never again should a harbour V", "Nor should it V": the modal stands before its subject.
    pub(super) fn inverted(&mut self, words: &Words<'_, '_>, found: &Found) -> bool {
        let Some(because) = self.reader.rule_by("nor", found.cue) else { return false };
        let from = words.start + usize::from(words.is_conjunction(words.start));
        let again = usize::from(words.is(from + 1, "again"));
        let alone = matches!(words.lower(from), "never" | "nor") && found.at == from + 1 + again;
        // "Under no circumstances should deposits be raised"
        let phrased = matches!(words.lower(from), "under" | "on" | "in" | "at" | "by" | "for")
            && words.is(from + 1, "no")
            && words.tag(from + 2).is_noun()
            && found.at == from + 3;
        if !(alone || phrased) || words.tag(found.at) != Tag::Modal || self.quotes.around(found.at).is_some() {
            return false;
        }
        let phrase = (found.end..words.end).take_while(|&at| words.begins_noun_phrase(at) || words.is(at, "of"));
        let subject = found.end..phrase.last().map_or(found.end, |last| last + 1);
        let Some(group) = words.group(subject.end).filter(|group| !subject.is_empty() && !group.perfect) else {
            return false;
        };
        let asked = if group.passive { Asked::Patient(subject.clone()) } else { Asked::Phrase(subject.clone()) };
        let draft = Draft {
            sentence: words.sentence,
            head: group.head,
            tokens: words.start..words.end,
            asked,
            negated: true,
            passive: group.passive,
            strength: self.entry(found).strength,
            because,
            parent: None,
            shape: Shape::Clause,
        };
        self.add(words, draft, words.end);
        true
    }

    /// "A must not V, nor can it W".
    pub(super) fn nor(&mut self, words: &Words<'_, '_>) {
        for at in words.all() {
            if !words.is(at, "nor") || words.tag(at + 1) != Tag::Modal || at == words.start {
                continue;
            }
            let Some(index) =
                of_sentence(&self.drafts, words.sentence).rev().find(|&draft| self.drafts[draft].head < at)
            else {
                continue;
            };
            let before = self.drafts[index].clone();
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
                let first = self.drafts.len();
                self.add(words, Draft { shape: Shape::Clause, ..draft }, words.end);
                self.heard_like(first, index);
            }
        }
    }
}
