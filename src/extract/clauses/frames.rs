//! The frames in which a speech act or an evaluation puts the asked act: an infinitive, a that-clause, a gerund, a noun
//! phrase.

use super::cues::Found;
use super::words::Words;
use super::{Asked, Draft, Search, Shape};
use crate::extract::Because;
use crate::language::tagger::Tag;
use crate::ontology::model::{NameRole, Strength};
use std::ops::Range;

/// In which mood a that-clause asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// "that councils be given", "that councils should be given".
    Subjunctive,
    /// "that councils are given", too: what is behind an evaluation.
    Any,
}

impl Search<'_, '_> {
    /// "urges A (and B) to V".
    pub(super) fn object_infinitive(
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
    pub(super) fn in_relative_phrase(&self, words: &Words<'_, '_>, from: usize, at: usize) -> bool {
        (from..at)
            .any(|token| words.tag(token).is_wh() || words.is(token, "that") && words.tag(token) != Tag::Determiner)
    }

    /// Whether the object of a speech act is somebody: named, a noun for agents, a pronoun, "those who …".
    pub(super) fn can_be_asked(&self, words: &Words<'_, '_>, object: &Range<usize>) -> bool {
        self.is_somebody(words, object)
            || object.clone().any(|at| {
                matches!(
                    words.lower(at),
                    "them"
                        | "him"
                        | "her"
                        | "it"
                        | "you"
                        | "all"
                        | "everyone"
                        | "those"
                        | "us"
                        | "others"
                        | "other"
                        | "each"
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
    pub(super) fn begins_infinitive(&self, words: &Words<'_, '_>, at: usize) -> bool {
        let to = if words.is_negation(at) { at + 1 } else { at };
        if !words.is(to, "to") {
            return false;
        }
        let verb = words.skip_adverbs(to + 1);
        let tag = words.tag(verb);
        (tag == Tag::Base
            || words.is(verb, "be")
            || (tag == Tag::Present && words.tag(to) == Tag::To)
            || matches!(tag, Tag::Noun | Tag::Adjective)
                && words.tag(to) == Tag::To
                && self.reader.lexicon.actions.contains_key(words.lower(verb)))
            && verb < words.end
    }

    /// A clause whose head is the infinitive at `at` ("to V", "not to V").
    pub(super) fn infinitive(
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

    /// "demands that A V", "demands A V"; with `mood` also "It is vital that A is given".
    pub(super) fn that_clause(
        &mut self,
        words: &Words<'_, '_>,
        from: usize,
        because: &Because,
        strength: Strength,
        mood: Mood,
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
            // "It is vital that councils are given money"
            let given = mood == Mood::Any
                && matches!(words.lower(verb), "are" | "is")
                && words.tag(words.skip_adverbs(verb + 1)) == Tag::PastParticiple;
            let subjunctive = given
                || tag == Tag::Base
                || words.is(verb, "be")
                || verb > start && words.tag(verb - 1).is_noun() && words.looks_verbal(verb)
                || verb > start
                    && (words.tag(verb - 1).is_plural() || self.ends_name(verb))
                    && self.ends_verbal(words, verb)
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
                // "that A V, and that B W"
                let second = (group.head + 1..limit).find(|&at| {
                    that && words.is_conjunction(at) && words.is(at + 1, "that") && words.tag(at + 1) != Tag::Determiner
                });
                self.add(words, draft, second.unwrap_or(limit));
                if let Some(second) = second {
                    self.that_clause(words, second + 1, because, strength, mood);
                }
                return true;
            }
            // "that A appropriate the money, and *I* ask"
            let anew = words.is_conjunction(verb - 1) && tag == Tag::Pronoun && verb > start;
            let stops = anew
                || tag.is_finite() && !self.in_relative_phrase(words, start, verb)
                || matches!(words.text(verb), ";" | ":")
                || (!that && (tag == Tag::Preposition || tag == Tag::To || tag == Tag::Comma));
            if stops {
                return false;
            }
            verb += 1;
        }
        false
    }

    /// Whether the word before is the last one of somebody's name.
    fn ends_name(&self, at: usize) -> bool {
        let named = at.checked_sub(1).and_then(|before| self.names.at(before));
        named.is_some_and(|named| named.tokens.end == at && self.names.actor(named).kind.is_agent())
    }

    /// Whether a word that is tagged as a noun is the verb behind its subject, a plural or a name: "that the forces *withdraw*",
    /// "that the Coast Guard *report* yearly".
    fn ends_verbal(&self, words: &Words<'_, '_>, at: usize) -> bool {
        let behind = at + 1 >= words.end || matches!(words.tag(at + 1), Tag::Preposition | Tag::Adverb | Tag::Comma);
        behind && !words.tag(at).is_plural() && self.reader.lexicon.actions.contains_key(words.lower(at))
    }

    /// "recommends V-ing".
    pub(super) fn gerund(&mut self, words: &Words<'_, '_>, from: usize, because: &Because, strength: Strength) -> bool {
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
    pub(super) fn noun_phrase(
        &mut self,
        words: &Words<'_, '_>,
        found: &Found,
        because: &Because,
        strength: Strength,
    ) -> bool {
        let at = found.end;
        let begins = words.begins_noun_phrase(at) && words.tag(at) != Tag::Pronoun
            || matches!(words.tag(at), Tag::Adverb | Tag::Gerund) && words.begins_noun_phrase(at + 1);
        if !begins || at >= words.end || self.heads.contains_key(&found.at) {
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
}
