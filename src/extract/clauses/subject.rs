//! Who stands in front of a finite verb: the subject, and whether its clause depends on another.

use super::words::Words;
use crate::language::tagger::Tag;
use crate::ontology::model::NameRole;
use std::ops::Range;

/// A subject and what its clause hangs on.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Subject {
    pub tokens: Range<usize>,
    pub within: Within,
}

/// What ends a segment on its left.
enum Stop {
    Start,
    Comma,
    Hard(Subject),
}

/// What stands in front of a comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Neighbour {
    Nominal,
    /// A prepositional phrase, an adverb, a time.
    Insertion,
    /// A clause with a verb of its own.
    Clause,
}

/// What a clause hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Within {
    /// Nothing: a main clause.
    Main,
    /// The verb (or noun) that takes it as its content: "residents *say* (that)".
    Content(usize),
    /// "if", "whether", "unless", "when".
    Condition,
    /// "how", "what", "why": an indirect question.
    Question,
    /// "which", "that" with an antecedent; the subject is the antecedent.
    Relative,
}

impl<'a, 'r> Words<'a, 'r> {
    /// The subject of the finite verb (or modal) at `verb`.
    ///
    /// The words in front of the verb are read from right to left, from comma to comma: what stands between two commas in
    /// front of the verb is an insertion ("the agency, in consultation with the states, shall"), parts of a coordination
    /// are put together, and what only gives time or circumstance ends the subject.
    pub(in crate::extract) fn subject(&self, verb: usize) -> Subject {
        let mut end = verb;
        while end > self.start && (self.is_adverb(end - 1) || self.is_negation(end - 1)) {
            end -= 1;
        }
        // "X – a firm – must"
        if end > self.start + 1 && self.is_dash(end - 1) {
            end = match (self.start..end - 1).rev().find(|&at| self.is_dash(at)) {
                Some(open) if open > self.start => open,
                _ => end - 1,
            };
        }
        let mut closed = end > self.start + 1 && self.is(end - 1, ",");
        let mut right = if closed { end - 1 } else { end };
        let mut last = right;
        let mut listed = false;
        let mut from = None;
        loop {
            let (left, stop) = self.segment(right, last);
            if let Stop::Hard(subject) = stop {
                if closed && !listed && left > self.start + 2 && self.is(left - 2, ",") && from.is_none() {
                    // ", where appropriate, shall"
                    (right, last, closed) = (left - 2, left - 2, false);
                    continue;
                }
                // a relative pronoun right in front of the verb: the antecedent is the subject
                let own = subject.tokens.end <= left || subject.within == Within::Relative;
                let tokens = if own { subject.tokens } else { self.lead(left..last) };
                return Subject { tokens, within: subject.within };
            }
            let before = matches!(stop, Stop::Comma).then(|| left - 1);
            let joined = self.is_conjunction(left);
            // "a rise in prices, and we must": a pronoun is a subject of its own
            let pronoun = matches!(self.lower(last.saturating_sub(1)), "we" | "they" | "it" | "he" | "she" | "i");
            if joined && before.is_some() && !closed && pronoun && self.lead(left..last).len() == 1 {
                return Subject { tokens: last - 1..last, within: Within::Main };
            }
            let head = if joined { left + 1 } else { left };
            let nominal = self.begins_noun_phrase(head) || self.tag(head) == Tag::Gerund && !self.is(head, "including");
            if joined && before.is_some() && self.lead(left..last).is_empty() {
                return Subject { tokens: last..last, within: Within::Main }; // a verb joined to one before
            }
            let Some(before) = before else {
                let start = if listed && !nominal { from.unwrap_or(left) } else { left };
                return self.after_adjunct(start..last, self.start);
            };
            let neighbour = self.neighbour(before);
            let listing = joined && !self.is(left, "but") || listed;
            let part = match neighbour {
                Neighbour::Nominal => listing || self.coordinates_nouns(left..right),
                Neighbour::Insertion => listing && self.stands_behind_agent(before),
                Neighbour::Clause => false,
            };
            if left >= right {
                right = before;
            } else if nominal && part {
                (listed, from, right) = (true, Some(left), before);
            } else if nominal && closed && !listed && self.stands_behind_agent(before) {
                right = before; // "agencies, including those under the Act, 40 U.S.C. 102, shall"
            } else if nominal && closed && !listed && neighbour == Neighbour::Nominal {
                // "Ada Bauer, the director, should"
                (right, last, closed) = (before, before, false);
            } else if nominal {
                return self.after_adjunct(left..last, before);
            } else if listed && closed && neighbour == Neighbour::Nominal {
                // "the ministry, in consultation with A, B, and C, shall": the list belongs to the insertion
                (right, last, closed, listed, from) = (before, before, false, false, None);
            } else if listed && self.stands_behind_agent(right) {
                right = before; // "the ministry, in consultation with A, and the agency shall"
            } else if listed {
                return self.after_adjunct(from.unwrap_or(left)..last, before);
            } else if closed && neighbour != Neighbour::Clause {
                (right, last, closed) = (before, before, false);
            } else if neighbour == Neighbour::Clause {
                return Subject { tokens: self.lead(left..last), within: Within::Main };
            } else {
                right = before; // the comma closes a parenthesis inside the subject
            }
        }
    }

    /// The words from the last comma (outside of brackets) or border of the clause up to `right`, and what stops them.
    fn segment(&self, right: usize, end: usize) -> (usize, Stop) {
        let mut at = right;
        while at > self.start {
            let here = at - 1;
            if matches!(self.text(here), ")" | "]") {
                at = self.opening(here);
                continue;
            }
            if self.is(here, ",") && self.names.at(here).is_none() && !self.is_in_date(here) {
                return (at, Stop::Comma);
            }
            if let Some(subject) = self.border(here, end) {
                return (at, Stop::Hard(subject));
            }
            at = here;
        }
        (self.start, Stop::Start)
    }

    /// The comma of "July 14, 2021".
    fn is_in_date(&self, comma: usize) -> bool {
        let year = |at: usize| self.tag(at) == Tag::Number && self.text(at).len() == 4;
        comma > self.start && self.tag(comma - 1) == Tag::Number && year(comma + 1)
    }

    /// What stands in front of the comma at `comma`.
    fn neighbour(&self, comma: usize) -> Neighbour {
        let (mut left, stop) = self.segment(comma, self.end + 1);
        let bordered = matches!(stop, Stop::Hard(_));
        if (left..comma).any(|at| (self.tag(at).is_finite() || self.is_be(at)) && !self.in_relative(at)) {
            return Neighbour::Clause;
        }
        if self.is_conjunction(left) && !bordered {
            left += 1;
        }
        let last = (left..comma).rev().find(|&at| self.tag(at).is_noun());
        let time = last.is_some_and(|at| self.reader.lexicon.is(NameRole::Time, self.lower(at)));
        let noun = (left..comma)
            .find(|&at| self.tag(at).is_noun() || self.tag(at) == Tag::Pronoun || self.names.at(at).is_some());
        // "consistent with the law" begins with an adjective and is no noun phrase
        let headed = noun.is_some_and(|noun| !(left..noun).any(|at| self.tag(at) == Tag::Preposition));
        if headed && self.begins_noun_phrase(left) && !time && !self.is_adverb(left) {
            Neighbour::Nominal
        } else {
            Neighbour::Insertion
        }
    }

    /// Whether an insertion that ends at a comma stands behind somebody: "the ministry, in consultation with A,".
    fn stands_behind_agent(&self, comma: usize) -> bool {
        let (left, stop) = self.segment(comma, self.end + 1);
        if !matches!(stop, Stop::Comma) || self.neighbour(comma) != Neighbour::Insertion {
            return false;
        }
        let (first, _) = self.segment(left - 1, self.end + 1);
        self.neighbour(left - 1) == Neighbour::Nominal
            && (first..left - 1).any(|at| {
                self.names.at(at).is_some_and(|mention| self.names.actor(mention).kind.is_agent())
                    || self.tag(at).is_noun() && self.reader.lexicon.is_agent(self.lower(at))
            })
    }

    /// Whether a conjunction inside some tokens joins noun phrases ("B and C").
    fn coordinates_nouns(&self, tokens: Range<usize>) -> bool {
        tokens.clone().any(|at| {
            self.is_conjunction(at)
                && at > tokens.start
                && at + 1 < tokens.end
                && self.names.at(at).is_none()
                && self.begins_noun_phrase(at + 1)
                && (self.tag(at - 1).is_noun() || self.is(at - 1, ")"))
        })
    }

    /// A subject behind what gives time or circumstance: "that, by May, the council must" hangs on what "that" hangs on.
    fn after_adjunct(&self, tokens: Range<usize>, before: usize) -> Subject {
        let mut at = before;
        while at > self.start && self.is(at, ",") {
            let (left, stop) = self.segment(at, self.end + 1);
            match stop {
                // not "where possible, the agency shall": the comma closes what has no verb of its own
                Stop::Hard(subject)
                    if matches!(subject.within, Within::Content(_)) && self.neighbour(at) == Neighbour::Insertion =>
                {
                    return Subject { tokens: self.lead(tokens), within: subject.within };
                }
                // "that, if talks resume, the parties will": both hang on what "that" hangs on
                Stop::Hard(subject)
                    if subject.within == Within::Condition && self.is(left.saturating_sub(2), "that") =>
                {
                    let within = self.governor(left - 2).map_or(Within::Main, Within::Content);
                    return Subject { tokens: self.lead(tokens), within };
                }
                Stop::Comma if self.neighbour(at) == Neighbour::Insertion => at = left - 1,
                _ => break,
            }
        }
        Subject { tokens: self.lead(tokens), within: Within::Main }
    }

    /// Whether the clause begins behind `at`: the subject from there to `end`, and what it hangs on.
    fn border(&self, at: usize, end: usize) -> Option<Subject> {
        let behind = || self.lead(at + 1..end);
        let main = || Some(Subject { tokens: behind(), within: Within::Main });
        if at + 1 >= end && (self.tag(at).is_wh() || self.is(at, "that")) {
            let aside = self.is(at, "which") && matches!(self.lower(at.saturating_sub(1)), "," | "of");
            if aside {
                // ", which should …", "all of which shall …" tell, and ask nothing
                return Some(Subject { tokens: at..at, within: Within::Question });
            }
            let antecedent = self.antecedent(at);
            return Some(Subject { tokens: antecedent, within: Within::Relative });
        }
        // "chips that we need to make", "steps which the ministry should take": the object of a relative clause
        if at + 1 < end && at > self.start && self.tag(at).is_wh() && self.is_object_relative(at, end) {
            return Some(Subject { tokens: at + 1..end, within: Within::Question });
        }
        match self.text(at) {
            ";" | ":" | "“" | "…" => return main(),
            _ if self.is_dash(at) => return main(),
            _ => {}
        }
        match self.lower(at) {
            "if" | "whether" | "unless" | "when" | "whenever" | "once" | "until" if !self.tag(at).is_noun() => {
                return Some(Subject { tokens: behind(), within: Within::Condition });
            }
            "how" | "what" | "why" | "where" => return Some(Subject { tokens: behind(), within: Within::Question }),
            "that"
                if self.tag(at) != Tag::Determiner
                    && (!self.tag(at).is_wh()
                        || self.governor(at).is_some_and(|governor| self.is_report(governor))) =>
            {
                let governor = self.governor(at);
                return Some(Subject { tokens: behind(), within: governor.map_or(Within::Main, Within::Content) });
            }
            "because" | "while" | "although" | "though" | "whereas" | "so" | "but" | "nor" | "than" | "yet" => {
                return main();
            }
            "since" | "as" if self.is(at.saturating_sub(1), ",") || at == self.start => return main(),
            "and" | "or" if self.finite_before(at) => return main(),
            _ => {}
        }
        if self.tag(at).is_noun() && self.reduced_relative(at, end) {
            return Some(Subject { tokens: at + 1..end, within: Within::Question });
        }
        let tag = self.tag(at);
        let takes_content =
            matches!(tag, Tag::Present | Tag::PresentThird | Tag::Past) || (tag == Tag::Base && self.is_report(at));
        if takes_content && !self.in_relative(at) && self.begins_noun_phrase(at + 1) && at + 1 < end {
            return Some(Subject { tokens: behind(), within: Within::Content(at) });
        }
        None
    }

    /// "the resources they need to", "steps the ministry should take": a relative clause without its pronoun. What only
    /// gives a time ("This year the ministry should") is none.
    fn reduced_relative(&self, noun: usize, end: usize) -> bool {
        let next = self.tag(noun + 1);
        let begins = matches!(next, Tag::Determiner | Tag::Pronoun | Tag::PronounPossessive) && noun + 1 < end;
        let from =
            (self.start..noun).rev().take_while(|&at| !matches!(self.text(at), "," | ";" | ":")).last().unwrap_or(noun);
        let time = (from..=noun).any(|at| {
            matches!(self.lower(at), "this" | "next" | "last" | "every" | "each" | "today" | "tomorrow" | "now" | "so")
        });
        begins && !time && self.names.at(noun).is_none()
    }

    /// "that", "which" or "whom" right behind a noun, with a subject of its own and no verb before `end`: the verb there is
    /// the relative clause's ("the role that they play should be" has another).
    fn is_object_relative(&self, at: usize, end: usize) -> bool {
        matches!(self.lower(at), "that" | "which" | "whom")
            && self.tag(at - 1).is_noun()
            && self.begins_noun_phrase(at + 1)
            && !(at + 1..end).any(|inner| self.tag(inner).is_finite() || self.tag(inner) == Tag::Base)
            && (self.tag(at + 1) != Tag::Noun || self.names.at(at + 1).is_some())
            && !self.governor(at).is_some_and(|governor| self.tag(governor).is_verb() && self.is_report(governor))
    }

    fn is_report(&self, at: usize) -> bool {
        self.reader.lexicon.cue_of(crate::ontology::model::CueKind::Report, self.lower(at)).is_some()
    }

    /// Whether a finite verb of a main clause stands between the clause's start and `at`.
    fn finite_before(&self, at: usize) -> bool {
        let from = (self.start..at)
            .rev()
            .find(|&left| matches!(self.text(left), ";" | ":" | ","))
            .map_or(self.start, |left| left + 1);
        (from..at).any(|token| self.tag(token).is_finite() && !self.in_relative(token))
    }

    /// Whether a verb belongs to a relative clause: a relative pronoun stands right before it, auxiliaries and adverbs aside.
    fn in_relative(&self, verb: usize) -> bool {
        let mut at = verb;
        while at > self.start
            && (self.is_adverb(at - 1)
                || self.tag(at - 1).is_finite()
                || self.is_be(at - 1)
                || self.is_negation(at - 1))
        {
            at -= 1;
        }
        at > self.start
            && (self.tag(at - 1).is_wh()
                || self.is(at - 1, "that")
                || self.is(at - 1, "who")
                || self.is(at - 1, "which"))
    }

    /// The verb, or the noun, that governs a that-clause.
    fn governor(&self, that: usize) -> Option<usize> {
        let near = |at: &usize| self.tag(*at).is_verb() || self.tag(*at).is_noun();
        let nearest = (self.start..that).rev().take(8).find(near)?;
        if self.tag(nearest).is_verb() {
            return Some(nearest);
        }
        // "told reporters that", "said last week that": the verb of saying behind its object or time
        let verb = (self.start..nearest).rev().take(5).find(|&at| self.tag(at).is_verb());
        Some(verb.filter(|&verb| self.is_report(verb)).unwrap_or(nearest))
    }

    /// The noun phrase before a relative pronoun.
    fn antecedent(&self, pronoun: usize) -> Range<usize> {
        let end = if self.is(pronoun.saturating_sub(1), ",") { pronoun - 1 } else { pronoun };
        let mut start = end;
        while start > self.start {
            let tag = self.tag(start - 1);
            let inside = self.begins_noun_phrase(start - 1)
                || matches!(
                    tag,
                    Tag::Possessive | Tag::Comma | Tag::Conjunction | Tag::Gerund | Tag::PastParticiple | Tag::Hyphen
                )
                || self.is(start - 1, "of");
            if !inside || tag == Tag::Pronoun {
                break;
            }
            start -= 1;
            if tag == Tag::Determiner && start < end {
                break;
            }
        }
        self.lead(start..end)
    }

    /// A subject without what stands before it: conjunctions, adverbs, commas, "In addition".
    fn lead(&self, tokens: Range<usize>) -> Range<usize> {
        let mut start = tokens.start;
        while start < tokens.end
            && (self.is_conjunction(start)
                || self.is_adverb(start)
                || matches!(self.text(start), "," | "“" | "\"" | "–" | "—" | "•")
                || self.is(start, "that"))
            && !(self.is_adverb(start) && self.begins_noun_phrase(start) && start + 1 == tokens.end)
        {
            start += 1;
        }
        start..tokens.end
    }
}
