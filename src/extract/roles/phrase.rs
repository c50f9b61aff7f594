//! What a noun phrase says of who is meant: "the ministry and all operators in the region" is one name and one general term.

use super::Filler;
use crate::extract::clauses::words::Words;
use crate::extract::names::Named;
use crate::extract::{Actor, How, Kind, Role};
use crate::iri::ActorId;
use crate::language::tagger::Tag;
use crate::ontology::model::NameRole;
use std::ops::Range;

/// The longest general term, in tokens, that is somebody's name in the graph.
const GENERAL: usize = 9;

/// One of those whom a noun phrase means.
pub(super) enum Meant<'a> {
    Named(&'a Named),
    /// A pronoun that points back, and where it stands.
    Pronoun(usize),
    /// Agents in general terms: the tokens that say it, and their noun.
    General(Range<usize>, usize),
}

impl<'a, 'r> Filler<'a, 'r> {
    /// Those whom a noun phrase means, in order.
    pub(super) fn read(&self, words: &Words<'a, 'r>, phrase: &Range<usize>) -> Vec<Meant<'a>> {
        let mut meant = Vec::new();
        let mut of_name = false;
        let mut inserted = false;
        for part in self.parts(words, phrase) {
            // "the Director, in consultation with Kenya *and the Fund*, to": the insertion's second part
            let joined =
                words.is_conjunction(part.start.saturating_sub(1)) && !words.is(part.start.saturating_sub(2), ",");
            if inserted && joined {
                continue;
            }
            inserted = part.start > phrase.start && self.is_insertion(words, part.start);
            let bare = self.names.at(part.start).is_some_and(|mention| mention.tokens.start == part.start);
            if of_name && bare && words.is_conjunction(part.start.saturating_sub(1)) {
                if let Some(Meant::General(tokens, _)) = meant.last_mut() {
                    tokens.end = part.end; // "the leaders of France and Germany"
                }
                continue;
            }
            let before = meant.len();
            self.read_part(words, &part, part.start == phrase.start, &mut meant);
            of_name = matches!(meant[before..].last(), Some(Meant::General(..)))
                && self.ends_in_name(&part)
                && part.clone().any(|at| words.is(at, "of"));
        }
        meant
    }

    fn ends_in_name(&self, part: &Range<usize>) -> bool {
        part.end > part.start && self.names.at(part.end - 1).is_some()
    }

    /// The coordinated parts of a noun phrase. Adjectives that share a noun ("national and regional authorities") stay one.
    fn parts(&self, words: &Words<'a, 'r>, phrase: &Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = phrase.start;
        let mut at = start;
        while at < phrase.end {
            if matches!(words.text(at), "(" | "[") {
                at = words.closing(at) + 1;
                continue;
            }
            if let Some(mention) = self.names.at(at) {
                at = mention.tokens.end.max(at + 1);
                continue;
            }
            let mut next = at;
            while next < phrase.end
                && (words.is_conjunction(next) || matches!(words.text(next), "," | ";") || words.is_dash(next))
            {
                next += 1;
            }
            if words.is(next, "as") && words.is(next + 1, "well") && words.is(next + 2, "as") {
                next += 3;
            }
            let headed = (start..at).any(|token| {
                words.tag(token).is_noun() || words.tag(token) == Tag::Pronoun || self.names.at(token).is_some()
            });
            if next > at && (headed || at == start) {
                parts.push(start..at);
                start = next;
            }
            at = next.max(at + 1);
        }
        parts.push(start.min(phrase.end)..phrase.end);
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// Whether a part begins as what is put in does: "in coordination with …".
    fn is_insertion(&self, words: &Words<'a, 'r>, start: usize) -> bool {
        matches!(words.tag(start), Tag::Preposition | Tag::To | Tag::Gerund | Tag::PastParticiple)
            && self.names.at(start).is_none()
    }

    /// Reads one part: the names at its head, a pronoun, or a noun for agents.
    fn read_part(&self, words: &Words<'a, 'r>, part: &Range<usize>, first: bool, meant: &mut Vec<Meant<'a>>) {
        let mut start = part.start;
        let around = |at: usize| matches!(words.lower(at), "in" | "around" | "inside" | "outside" | "near");
        while start < part.end
            && (words.is_adverb(start) && !around(start)
                || matches!(words.lower(start), "including" | "notably" | "particularly" | "both" | "either"))
            && start + 1 < part.end
        {
            start += 1;
        }
        if words.is(start, "in") && words.is(start + 1, "particular") {
            start += 2;
        }
        // "the Governments of Kenya and *of Uganda*"
        let government =
            |at: usize| self.names.at(at).is_some_and(|mention| self.names.actor(mention).kind == Kind::Government);
        if !first
            && words.is(start, "of")
            && (government(start + 1) || words.is(start + 1, "the") && government(start + 2))
        {
            start += 1;
        }
        if !first && (around(start) || self.is_insertion(words, start)) {
            return;
        }
        let before = meant.len();
        let mut acting: Vec<(&'a Named, bool)> = Vec::new();
        let mut noun: Option<usize> = None;
        let mut people = false;
        let mut behind = false;
        let mut at = start;
        while at < part.end {
            if matches!(words.text(at), "(" | "[") {
                at = words.closing(at) + 1;
                continue;
            }
            if let Some(mention) = self.names.at(at) {
                let kind = self.names.actor(mention).kind;
                let end = mention.tokens.end;
                let possessive = words.tag(end) == Tag::Possessive || matches!(words.lower(end), "'s" | "’s" | "’");
                let modifies = end < part.end
                    && (words.tag(end).is_noun() || words.tag(end).is_adjective() || words.tag(end) == Tag::Gerund);
                let by = [1, 2].iter().any(|&back| words.is(mention.tokens.start.saturating_sub(back), "by"));
                if kind == Kind::Population && !possessive && !modifies && !behind {
                    noun = Some(end - 1);
                    people = true;
                } else if kind.is_agent() && !possessive && !modifies && !behind {
                    meant.push(Meant::Named(mention));
                    noun = None;
                } else if kind.is_agent() && !possessive && modifies && !behind {
                    acting.push((mention, false));
                } else if kind.is_agent() && behind && by {
                    acting.push((mention, true));
                }
                at = end.max(at + 1);
                continue;
            }
            let tag = words.tag(at);
            // "Americans", "every American", "all those concerned"
            let counted = at > start && matches!(words.lower(at - 1), "every" | "each" | "any" | "no" | "eligible");
            let those = matches!(words.lower(at), "those" | "others" | "everyone" | "everybody" | "anyone")
                && !words.begins_noun_phrase(at + 1);
            if (tag.is_noun() || those) && !behind {
                noun = Some(at);
                people = tag == Tag::ProperPlural || tag == Tag::Proper && counted || those;
            }
            let modifier = matches!(
                tag,
                Tag::Preposition
                    | Tag::To
                    | Tag::WhDeterminer
                    | Tag::WhPronoun
                    | Tag::Gerund
                    | Tag::PastParticiple
                    | Tag::Past
            );
            behind |= modifier && (noun.is_some() || meant.len() > before);
            at += 1;
        }
        if meant.len() > before {
            return;
        }
        let pronoun = part.clone().find(|&at| {
            matches!(
                words.lower(at),
                "it" | "they" | "them" | "he" | "she" | "him" | "her" | "both" | "you" | "former" | "latter"
            ) && noun.is_none_or(|noun| noun == at)
        });
        if let Some(token) = pronoun.filter(|_| part.len() <= 3) {
            meant.push(Meant::Pronoun(token));
            return;
        }
        // "U.S. policy should", "reengagement by the United States should": the one who acts is asked
        let acts = noun.is_some_and(|noun| self.reader.lexicon.is(NameRole::Action, words.lower(noun)));
        meant.extend(acting.iter().filter(|(_, by)| *by || acts).map(|(mention, _)| Meant::Named(mention)));
        if meant.len() == before
            && let Some(noun) = noun
            && (people
                || self.reader.lexicon.is_agent(words.lower(noun))
                || self.reader.lexicon.is(NameRole::PersonRole, words.lower(noun)))
        {
            meant.push(Meant::General(self.general(words, part, start, noun), noun));
        }
    }

    /// A general term with what belongs to it ("members *of the council*"), without its article.
    fn general(&self, words: &Words<'a, 'r>, part: &Range<usize>, start: usize, noun: usize) -> Range<usize> {
        let mut from = start;
        while from < noun
            && (matches!(words.lower(from), "the" | "a" | "an" | "these" | "those" | "this" | "its" | "our" | "their")
                || matches!(words.text(from), "“" | "\"" | "," | "*")
                || words.is(from, "no"))
        {
            from += 1;
        }
        let mut end = noun + 1;
        let mut at = end;
        while at < part.end.min(from + GENERAL) {
            let belongs =
                words.tag(at) == Tag::Preposition && !matches!(words.lower(at), "as" | "that" | "if" | "like");
            if !belongs {
                break;
            }
            let mut last = at + 1;
            while last < part.end && (words.begins_noun_phrase(last) || words.tag(last) == Tag::Possessive) {
                last += 1;
            }
            if last == at + 1 || last > from + GENERAL {
                break;
            }
            end = last;
            at = last;
        }
        from..end
    }

    /// The role of somebody in general terms; the members that the text names in brackets belong to it.
    pub(super) fn generic(&mut self, words: &Words<'a, 'r>, tokens: &Range<usize>) -> Role {
        let mut name = self.reader.words(tokens);
        let titled =
            tokens.clone().skip(1).any(|token| self.reader.is_capitalised(token) && self.names.at(token).is_none());
        // "Director-General" is written so within a sentence
        let inner = self.reader.text(tokens.start).chars().skip(1).any(char::is_uppercase);
        if !titled && !inner && !words.tag(tokens.start).is_proper() {
            name = name.chars().take(1).flat_map(char::to_lowercase).chain(name.chars().skip(1)).collect();
        }
        let id = ActorId::unknown(&name);
        if !self.generics.iter().any(|actor| actor.id == id) {
            let members =
                self.reader.rule("members").map(|_| super::members::behind(self.reader, self.names, tokens.end));
            let members = members.unwrap_or_default();
            self.generics.push(Actor {
                id: id.clone(),
                name,
                kind: Kind::Generic,
                called: None,
                acts_for: None,
                members,
                known: false,
            });
        }
        Role { actor: id, how: How::Explicit, span: Some(self.reader.span_of(tokens)) }
    }
}
