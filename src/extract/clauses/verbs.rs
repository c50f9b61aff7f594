//! What follows a cue: the verb group, the verbs coordinated with its head, the means, the end of the clause.

use super::words::Words;
use crate::language::tagger::Tag;
use crate::ontology::model::CueKind;
use std::ops::Range;

/// A verb group: "must not be | prioritized".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Where the clause begins when its subject does not count: the first adverb or the head.
    pub start: usize,
    /// The head verb: one token.
    pub head: usize,
    pub passive: bool,
    pub negated: bool,
    /// "must have been": about the past, so nothing is asked.
    pub perfect: bool,
}

impl<'a, 'r> Words<'a, 'r> {
    /// The verb group that begins at a token: adverbs, negation, "be" with a participle, the head.
    pub(super) fn group(&self, from: usize) -> Option<Group> {
        let mut at = self.skip_parenthesis(from);
        let mut group = Group { start: at, head: at, passive: false, negated: false, perfect: false };
        loop {
            if self.is_negation(at) {
                group.negated = true;
                at += 1;
            } else if self.is(at, "no") && matches!(self.lower(at + 1), "longer" | "more") {
                group.negated = true;
                at += 2;
            } else if self.is(at, "to") && at == from {
                at += 1;
            } else if matches!(self.lower(at), "each" | "both" | "all") && !self.begins_noun_phrase(at + 1) {
                at += 1; // "the agencies shall each prepare a report"
            } else {
                let next = self.skip_adverbs(at);
                let next = if self.is(next, ",") && next > at { self.skip_parenthesis(next) } else { next };
                if next == at {
                    break;
                }
                at = next;
            }
        }
        if at >= self.end {
            return None;
        }
        group.head = at;
        if self.is(at, "have") {
            let after = self.skip_adverbs(at + 1);
            let participle = self.skip_adverbs(after + usize::from(self.is_negation(after)));
            // "must have surprised the city": a participle that is taken for an adjective
            let taken = self.lower(participle).ends_with("ed")
                && matches!(self.tag(participle + 1), Tag::Determiner | Tag::Pronoun | Tag::PronounPossessive);
            if matches!(self.tag(participle), Tag::PastParticiple) || self.is(participle, "been") || taken {
                group.perfect = true;
            }
            return Some(group);
        }
        if self.is_be(at) || self.is(at, "being") {
            let mut participle = self.skip_adverbs(at + 1);
            if self.is_negation(participle) {
                participle = self.skip_adverbs(participle + 1);
            }
            let follows_be = matches!(self.tag(participle), Tag::PastParticiple | Tag::Past);
            if follows_be && participle < self.end {
                group.head = participle;
                group.passive = true;
            } else if self.tag(participle) == Tag::Gerund && participle < self.end {
                group.head = participle;
            }
            return Some(group);
        }
        if self.may_head(at) {
            return Some(group);
        }
        // "should so far as possible be used", "should at the end of the year certify"
        let aside = self.tag(at) == Tag::Preposition
            || matches!(self.lower(at), "so" | "themselves" | "itself" | "in" | "at" | "as");
        let verb = (at + 1..self.end.min(at + 14)).take_while(|&next| !self.tag(next).is_finite()).find(|&next| {
            (self.tag(next) == Tag::Base || self.is(next, "be"))
                && self.tag(next - 1) != Tag::To
                && !self.is(next - 1, "to")
        });
        if aside && from > self.start { verb.and_then(|verb| self.group(verb)) } else { None }
    }

    /// Whether a word right behind a cue may be the verb: tagged as one, or a known verb of action that is mistaken for a
    /// noun.
    fn may_head(&self, at: usize) -> bool {
        match self.tag(at) {
            Tag::Base | Tag::Present => true,
            Tag::Noun | Tag::Adjective | Tag::Past | Tag::PastParticiple | Tag::Proper | Tag::Adverb => {
                self.reader.lexicon.actions.contains_key(self.lower(at)) && !self.begins_noun_phrase_strictly(at)
            }
            _ => false,
        }
    }

    /// Whether a word that is tagged as a noun or adjective is a verb all the same: the lexicon knows it as one (its prefix
    /// *re-* aside), and an object or particle follows.
    pub(super) fn looks_verbal(&self, at: usize) -> bool {
        let word = self.lower(at);
        let actions = &self.reader.lexicon.actions;
        let plain = word.strip_prefix("re-").or_else(|| word.strip_prefix("re")).unwrap_or(word);
        let known = actions.contains_key(word) || actions.contains_key(plain);
        let next = self.tag(at + 1);
        let object = matches!(next, Tag::Determiner | Tag::PronounPossessive | Tag::Particle | Tag::Predeterminer)
            || next.is_adjective() && self.tag(at + 2).is_noun()
            || next.is_adjective() && self.tag(at + 2).is_adjective()
            || self.text(at + 1).starts_with(['$', '€', '£']);
        let ambiguous = matches!(
            self.tag(at),
            Tag::Noun | Tag::Adjective | Tag::Proper | Tag::Present | Tag::NounPlural | Tag::PastParticiple
        );
        known && object && ambiguous && self.names.at(at).is_none()
    }

    fn begins_noun_phrase_strictly(&self, at: usize) -> bool {
        self.names.at(at).is_some()
    }

    /// ", in our view," right behind a cue: the token behind it.
    fn skip_parenthesis(&self, from: usize) -> usize {
        if self.is(from, ",") || self.is_dash(from) {
            let mark = self.text(from);
            let mut closes = (from + 1..self.end.min(from + 64)).filter(|&at| self.text(at) == mark);
            // the first comma with a verb behind it: the parenthesis may hold commas itself
            let verb = |at: &usize| self.tag(self.skip_adverbs(at + 1)) == Tag::Base || self.is(at + 1, "not");
            let close = closes.clone().find(verb).or_else(|| closes.next());
            // "We can, and must, do more"
            let plain = if verb(&from) { from + 1 } else { from };
            return close.map_or(plain, |at| at + 1);
        }
        if self.is(from, "(") {
            return self.closing(from) + 1;
        }
        from
    }

    /// The verbs coordinated with a head in the same form, each with the token where its conjunct begins (behind the
    /// conjunction) and the one where the conjunct before it ends.
    ///
    /// A verb behind a bare "and" belongs to the nearest infinitive; behind ", and" it belongs to the head.
    pub(super) fn coordinates(&self, head: usize, end: usize) -> Vec<Conjunct> {
        let form = self.form(head);
        let mut found: Vec<Conjunct> = Vec::new();
        let mut infinitive = false;
        let mut low_list = false;
        let mut at = head + 1;
        while at < end {
            if self.is(at, "(") {
                at = self.closing(at) + 1;
                continue;
            }
            let embeds =
                self.tag(at) == Tag::To && self.tag(self.skip_adverbs(at + 1)) == Tag::Base && form != Form::To
                    || (self.tag(at).is_wh() || self.is(at, "that") && self.tag(at) != Tag::Determiner)
                        && matches!(self.tag(self.skip_adverbs(at + 1)), Tag::Present | Tag::Base);
            if embeds && matches!(form, Form::Base | Form::To) {
                infinitive = true;
            }
            let comma = self.is(at, ",") || self.is(at, ";") || self.is_dash(at);
            let conjunction = if comma { at + 1 } else { at };
            let joined =
                self.is_conjunction(conjunction) || (self.is(conjunction, "as") && self.is(conjunction + 1, "well"));
            if !comma && !joined {
                at += 1;
                continue;
            }
            let mut start = if joined { conjunction + 1 } else { at + 1 };
            if form == Form::To && self.is(start, "to") {
                start += 1;
            }
            let verb = self.skip_adverbs(start);
            let negated = self.is_negation(verb);
            let verb = if negated { self.skip_adverbs(verb + 1) } else { verb };
            let marked = verb > start
                && matches!(
                    self.lower(start),
                    "instead"
                        | "also"
                        | "then"
                        | "therefore"
                        | "finally"
                        | "ultimately"
                        | "thus"
                        | "thereby"
                        | "similarly"
                );
            let repeated = form == Form::To && self.is(start.saturating_sub(1), "to");
            let direct = at == head + 1;
            let asks_itself = self.is(verb + 1, "that")
                && self.reader.lexicon.cue_of(CueKind::SpeechAct, &self.lemma(verb)).is_some(); // "…, and demand that"
            let fits = verb < end
                && (self.has_form(verb, form)
                    || repeated && !self.begins_noun_phrase_strictly(verb) && !self.tag(verb).is_punctuation())
                && !self.is_participle_of_noun(verb)
                && !asks_itself;
            let low = !direct && !marked && !repeated && infinitive && (!comma || low_list);
            if fits && comma && !joined && infinitive && !marked {
                low_list = true;
            }
            if fits && !low && (joined || comma && !low_list) {
                found.push(Conjunct { before: at, start, verb, negated });
                infinitive = false;
                at = verb + 1;
                continue;
            }
            at += 1;
        }
        // a list of verbs by commas alone is none unless a conjunction closes it
        let closed = found.iter().rposition(|conjunct| {
            self.is_conjunction(conjunct.before)
                || self.is_conjunction(conjunct.before + 1)
                || self.is(conjunct.before, ";")
        });
        found.truncate(closed.map_or(0, |last| last + 1));
        found
    }

    /// A gerund or participle that modifies the noun behind it ("leading experts").
    fn is_participle_of_noun(&self, verb: usize) -> bool {
        matches!(self.tag(verb), Tag::Gerund | Tag::PastParticiple)
            && self.tag(verb + 1).is_noun()
            && self.names.at(verb + 1).is_none()
            && matches!(self.tag(verb + 2), Tag::Preposition | Tag::Comma | Tag::Stop | Tag::Conjunction)
            && !self.reader.lexicon.actions.contains_key(&self.lemma(verb))
    }

    fn form(&self, head: usize) -> Form {
        match self.tag(head) {
            Tag::Gerund => Form::Gerund,
            Tag::PastParticiple | Tag::Past => Form::Participle,
            Tag::PresentThird => Form::Third,
            _ if head > self.start && self.tag(head - 1) == Tag::To => Form::To,
            _ => Form::Base,
        }
    }

    fn has_form(&self, verb: usize, form: Form) -> bool {
        let tag = self.tag(verb);
        match form {
            Form::Base | Form::To => {
                tag == Tag::Base
                    || (matches!(tag, Tag::Present | Tag::Noun)
                        && self.reader.lexicon.actions.contains_key(self.lower(verb))
                        && (self.begins_noun_phrase(verb + 1) && !self.tag(verb + 1).is_plural()
                            || matches!(self.tag(verb + 1), Tag::Determiner | Tag::PronounPossessive)))
                    || tag == Tag::Noun && self.reports(verb)
            }
            Form::Gerund => tag == Tag::Gerund,
            // the past tense of "published and *transmitted*" looks like a participle, and is one
            Form::Participle => matches!(tag, Tag::PastParticiple | Tag::Past),
            Form::Third => tag == Tag::PresentThird,
        }
    }

    /// "restore the reed beds and *report* to Parliament": a verb of checking that is taken for a noun.
    fn reports(&self, verb: usize) -> bool {
        let checks = self.reader.lexicon.cue_of(CueKind::Monitoring, self.lower(verb)).is_some();
        checks && (matches!(self.lower(verb + 1), "to" | "on" | "every" | "each") || self.is_adverb(verb + 1))
    }

    /// The end of a clause whose head is given: before a clause of its own behind a comma, a reason, or the end.
    pub(super) fn clause_end(&self, head: usize, limit: usize) -> usize {
        let mut at = head + 1;
        let mut relative = false;
        while at < limit {
            match self.text(at) {
                "(" => {
                    at = self.closing(at) + 1;
                    continue;
                }
                ";" | ":" | "”" => return at,
                "\"" if at + 1 >= limit || self.in_straight_quotes(head) => return at,
                _ => {}
            }
            if matches!(self.lower(at), "because" | "since")
                && self.tag(at) == Tag::Preposition
                && self.begins_noun_phrase(at + 1)
                && (self.is(at, "because") || self.finite_after(at + 1, self.end))
            {
                return self.before_comma(at);
            }
            if self.is(at, "as") && matches!(self.tag(at + 1), Tag::Pronoun) && self.finite_after(at + 1, limit) {
                return self.before_comma(at);
            }
            if self.is(at, ",")
                && (self.is(at + 1, "nor") && self.tag(at + 2) == Tag::Modal || self.is_attribution(at + 1))
            {
                return at;
            }
            // "said that A must V and reiterated its offer"
            let told =
                self.tag(at + 1) == Tag::Past && self.tag(head) == Tag::Base && self.begins_noun_phrase_plainly(at + 2);
            // "…, calls upon the council to act, and requests the ministry to pay"
            let joined = self.is_conjunction(at) && (told || self.asks_too(at + 1));
            let next = self.is(at, ",") && self.tag(at + 1) == Tag::PresentThird && self.asks_too(at + 1);
            if (joined || next) && !relative {
                return self.before_comma(at);
            }
            // "… and that B should W"
            let anew = self.is_conjunction(at) && self.is(at + 1, "that") && self.begins_noun_phrase(at + 2);
            if anew && !relative && self.finite_after(at + 2, limit) {
                return self.before_comma(at);
            }
            relative |= self.tag(at).is_wh() || self.is(at, "that");
            if self.is(at, ",")
                && self.is_clause_conjunction(at + 1)
                && self.begins_noun_phrase(at + 2)
                && self.finite_after(at + 2, limit)
            {
                return at;
            }
            at += 1;
        }
        limit
    }

    /// Whether what begins here behind a comma only says whose words those before it are: "the union said on Monday", "says the
    /// mayor", "according to …". Of "should open, the union said, all baths" nothing ends there.
    fn is_attribution(&self, from: usize) -> bool {
        let says = |at: usize| {
            matches!(self.tag(at), Tag::Past | Tag::PresentThird | Tag::Present)
                && self.reader.lexicon.cue_of(CueKind::Report, self.lower(at)).is_some()
        };
        let verb = (from..self.end.min(from + 10)).find(|&at| self.tag(at).is_finite() || self.tag(at) == Tag::Modal);
        let names_speaker = match verb {
            Some(verb) if verb == from => says(verb) && self.begins_noun_phrase(verb + 1),
            Some(verb) => says(verb) && !self.is(verb + 1, "that") && self.subject(verb).tokens.start == from,
            None => false,
        };
        let goes_on = (from..self.end).find(|&at| self.is(at, ",")).is_some_and(|comma| {
            !(self.is_conjunction(comma + 1) || self.tag(comma + 1).is_wh() || self.tag(comma + 1) == Tag::Gerund)
        });
        !goes_on && (names_speaker || self.is(from, "according") && self.is(from + 1, "to"))
    }

    /// Whether a straight quotation mark is open at a token.
    fn in_straight_quotes(&self, token: usize) -> bool {
        (self.start..token).filter(|&at| self.is(at, "\"")).count() % 2 == 1
    }

    /// An article, a possessive or a pronoun: what follows cannot be a noun that a participle in front of it modifies.
    fn begins_noun_phrase_plainly(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Determiner | Tag::PronounPossessive | Tag::Pronoun)
    }

    /// Whether the speaker asks on: "…, and further *requests* the Mayor to", "…, and *encouraged* shipowners to".
    ///
    /// "We call on A to pay, and *encourage* B to": a verb behind a comma that a second infinitive follows is ours, too.
    fn asks_too(&self, from: usize) -> bool {
        let verb = self.skip_adverbs(from);
        let ours = matches!(self.tag(verb), Tag::Base | Tag::Present)
            && from > self.start + 2
            && self.is(from - 2, ",")
            && matches!(self.lower(self.start), "we" | "i")
            && (verb + 2..self.end.min(verb + 12)).any(|at| self.tag(at) == Tag::To);
        let lexicon = self.reader.lexicon;
        let asks = || {
            let matches = lexicon.cue_forms.matches(self.reader.lowers(verb..self.end));
            matches.into_iter().any(|(_, &(cue, _))| lexicon.cues[cue].kind == CueKind::SpeechAct)
        };
        (ours || matches!(self.tag(verb), Tag::PresentThird | Tag::Past)) && asks()
    }

    fn before_comma(&self, at: usize) -> usize {
        if self.is(at - 1, ",") { at - 1 } else { at }
    }

    fn is_clause_conjunction(&self, at: usize) -> bool {
        matches!(
            self.lower(at),
            "and" | "but" | "or" | "so" | "yet" | "nor" | "while" | "whereas" | "although" | "though"
        )
    }

    /// Whether a noun phrase at `from` is followed by a finite verb of its own within a few words.
    pub(super) fn finite_after(&self, from: usize, limit: usize) -> bool {
        for at in from..limit.min(from + 9) {
            let tag = self.tag(at);
            if tag.is_finite() && at > from {
                return true;
            }
            if tag.is_wh() || matches!(tag, Tag::Comma | Tag::Colon | Tag::To | Tag::Base) {
                return false;
            }
        }
        false
    }

    /// The gerunds by which the act of a head is to be done: "by upgrading …, including by reopening …".
    pub(super) fn means(&self, head: usize, end: usize) -> Vec<Means> {
        let mut found: Vec<Means> = Vec::new();
        let mut infinitive = false;
        let mut at = head + 1;
        while at < end {
            if self.tag(at) == Tag::To && self.tag(self.skip_adverbs(at + 1)) == Tag::Base {
                infinitive = true;
            }
            if self.tag(at).is_wh() || (self.is(at, "that") && self.tag(at) != Tag::Determiner) {
                infinitive = true; // the act is another's: "efforts that work by …"
            }
            let including = self.is(at, "including") && at > head + 1;
            let gerund = self.is_gerund(self.skip_adverbs(at + 1));
            let by = self.is(at, "by") || including && (self.is(at + 1, "by") || gerund || !found.is_empty());
            if by && (!infinitive || including) {
                let start = at + 1 + usize::from(including && self.is(at + 1, "by"));
                let negated = self.is_negation(start);
                let verb = self.skip_adverbs(start + usize::from(negated));
                if verb < end && self.is_gerund(verb) {
                    found.push(Means { before: at, start, verb, negated, nested: including });
                    infinitive = false;
                    at = verb + 1;
                    continue;
                }
            }
            at += 1;
        }
        found
    }

    /// The tokens of a range without conjunctions, commas and dashes at its end.
    pub(super) fn trim(&self, tokens: Range<usize>) -> Range<usize> {
        let mut end = tokens.end;
        while end > tokens.start
            && (matches!(self.text(end - 1), "," | ";" | "." | ":")
                || self.is_dash(end - 1)
                || matches!(self.lower(end - 1), "and" | "or" | "but"))
        {
            end -= 1;
        }
        tokens.start..end
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Base,
    To,
    Gerund,
    Participle,
    Third,
}

/// A verb coordinated with the head.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conjunct {
    /// Where the conjunct before it ends.
    pub before: usize,
    /// Its first word behind the conjunction.
    pub start: usize,
    pub verb: usize,
    pub negated: bool,
}

/// A means: a gerund behind "by" or "including".
#[derive(Clone, Copy, Debug)]
pub(super) struct Means {
    pub before: usize,
    pub start: usize,
    pub verb: usize,
    pub negated: bool,
    /// Behind "including": a part of the means before it.
    pub nested: bool,
}
