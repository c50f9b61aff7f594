//! Who stands in front of a finite verb: the subject, and whether its clause depends on another.

use super::words::Words;
use crate::language::tagger::Tag;
use std::ops::Range;

/// A subject and what its clause hangs on.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub tokens: Range<usize>,
    pub within: Within,
}

/// What a clause hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
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
    pub(super) fn subject(&self, verb: usize) -> Subject {
        let mut end = verb;
        while end > self.start && (self.is_adverb(end - 1) || self.is_negation(end - 1)) {
            end -= 1;
        }
        // a parenthesis between the subject and its verb: "X, the owner of Y, should", "X – a firm – must"
        if end > self.start + 1 && (self.is(end - 1, ",") || self.is_dash(end - 1)) {
            let mark = self.is_dash(end - 1);
            let open = (self.start..end - 1).rev().find(|&at| if mark { self.is_dash(at) } else { self.is(at, ",") });
            match open {
                Some(open) if open > self.start => end = open,
                _ => end -= 1,
            }
        }
        let mut at = end;
        while at > self.start {
            let here = at - 1;
            if matches!(self.text(here), ")" | "]") {
                at = self.opening(here);
                continue;
            }
            if let Some(within) = self.border(here, end) {
                return within;
            }
            at = here;
        }
        Subject { tokens: self.lead(self.start..end), within: Within::Main }
    }

    /// Whether the clause begins behind `at`: the subject from there to `end`, and what it hangs on.
    fn border(&self, at: usize, end: usize) -> Option<Subject> {
        let behind = || self.lead(at + 1..end);
        let main = || Some(Subject { tokens: behind(), within: Within::Main });
        if at + 1 >= end && (self.tag(at).is_wh() || self.is(at, "that")) {
            let aside = self.is(at, "which") && self.is(at.saturating_sub(1), ",");
            if aside {
                return Some(Subject { tokens: at..at, within: Within::Question }); // ", which should …" tells, and asks nothing
            }
            let antecedent = self.antecedent(at);
            return Some(Subject { tokens: antecedent, within: Within::Relative });
        }
        match self.text(at) {
            ";" | ":" | "“" | "…" => return main(),
            "," => return self.comma(at, end),
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

    fn is_report(&self, at: usize) -> bool {
        self.reader.lexicon.cue_of(crate::ontology::model::CueKind::Report, self.lower(at)).is_some()
    }

    /// A comma ends the search unless it stands inside a list of noun phrases that is the subject.
    fn comma(&self, at: usize, end: usize) -> Option<Subject> {
        let right = at + 1..end;
        let listed = self.is_conjunction(right.start) || self.is_conjunction(self.next_comma_or(right.clone()));
        let from = if self.is_conjunction(right.start) { right.start + 1 } else { right.start };
        let left_is_item = {
            let from = (self.start..at)
                .rev()
                .find(|&left| matches!(self.text(left), "," | ";" | ":"))
                .map_or(self.start, |left| left + 1);
            let item = from..at;
            !item.is_empty()
                && item.len() <= 9
                && !item.clone().any(|token| self.tag(token).is_verb() || self.tag(token) == Tag::Modal)
                && !matches!(self.tag(item.start), Tag::Preposition | Tag::To | Tag::Adverb | Tag::WhAdverb)
                && self.begins_noun_phrase(item.start)
        };
        if listed && left_is_item {
            return None;
        }
        if self.begins_noun_phrase(from) || self.tag(from) == Tag::Gerund || from >= end {
            return Some(Subject { tokens: self.lead(from..end), within: Within::Main });
        }
        // the comma closes a parenthesis inside the subject
        None
    }

    /// The token behind the next comma inside a range, for "A, B, and C".
    fn next_comma_or(&self, tokens: Range<usize>) -> usize {
        tokens.clone().find(|&at| self.is(at, ",")).map_or(tokens.end, |at| at + 1)
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
