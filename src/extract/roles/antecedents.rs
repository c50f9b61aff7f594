//! Who is meant by a pronoun, by "the ministry" after "the Ministry of Health", by "both governments".

use super::phrase::Meant;
use super::{Filler, Roles, role};
use crate::extract::clauses::words::Words;
use crate::extract::clauses::{Draft, Shape};
use crate::extract::names::Named;
use crate::extract::{How, Kind, Role};
use crate::language::tagger::Tag;
use crate::ontology::model::NameRole;
use std::ops::Range;

/// How many sentences back a definite noun finds its name where several bear it.
const NEAR: usize = 3;

/// How many mentions back a definite noun looks for its name.
const WINDOW: usize = 300;

/// How many sentences back two names make a pair.
const PAIR: usize = 3;

impl<'a, 'r> Filler<'a, 'r> {
    /// Whom a pronoun takes up: the recipient ("you"), the pair named before ("both"), the subject before it in its sentence,
    /// the asked one of the clause before, the subject of the sentence before, or who was asked last.
    pub(super) fn antecedent(
        &mut self,
        draft: &Draft,
        token: usize,
        roles: &[Option<Roles>],
        last: &[Role],
    ) -> Vec<Role> {
        let words = self.words(draft);
        let span = Some(self.reader.span(token));
        let taken =
            |roles: Vec<Role>| roles.into_iter().map(|role| Role { how: How::Coreference, span, ..role }).collect();
        match words.lower(token) {
            "you" => return self.frame.recipient.iter().map(|role| Role { span, ..role.clone() }).collect(),
            "former" | "latter" => {
                let Some((first, second)) = self.pair(token) else { return Vec::new() };
                let one = if words.is(token, "former") { first } else { second };
                return vec![Role { span, ..role(self.reader, self.names, one, How::Coreference) }];
            }
            _ => {}
        }
        let person = matches!(words.lower(token), "he" | "she" | "him" | "her");
        if person && let Some(named) = self.person_before(words, token) {
            return taken(vec![named]);
        }
        if let Some(subject) = self.subject_before(draft, token) {
            return taken(vec![subject]);
        }
        // a pronoun takes up the subject of the clause before it in the sentence, be that an agent or none
        let before = self.clauses.of_sentence(draft.sentence).filter(|&other| {
            let other = &self.clauses.drafts[other];
            other.head < draft.head && matches!(other.shape, Shape::Clause)
        });
        if let Some(other) = before.max_by_key(|&other| self.clauses.drafts[other].head) {
            return taken(roles[other].as_ref().map(|roles| roles.addressees.clone()).unwrap_or_default());
        }
        if words.is(token, "both")
            && let Some((first, second)) = self.pair(token)
        {
            let pair = [first, second].map(|one| role(self.reader, self.names, one, How::Coreference));
            return taken(pair.to_vec());
        }
        let subject = self.subject_of_sentence_before(draft.sentence, words.lower(token));
        if !subject.is_empty() {
            return taken(subject);
        }
        taken(last.to_vec())
    }

    /// The actor that is the subject of an earlier clause of the same sentence: "The bank is well placed; we ask it to".
    fn subject_before(&self, draft: &Draft, pronoun: usize) -> Option<Role> {
        let words = self.words(draft);
        let subject = |mention: &&Named| {
            let verb = words.skip_adverbs(mention.tokens.end);
            let finite = words.tag(verb).is_finite() || words.is_be(verb);
            self.names.actor(mention).kind.is_agent() && finite && mention.tokens.end <= pronoun
        };
        let mention = self.names.within(words.start..pronoun).filter(subject).last()?;
        Some(role(self.reader, self.names, mention, How::Coreference))
    }

    /// "the report of the Secretary-General, and requests him to": the last person or office named before in the sentence.
    fn person_before(&self, words: &Words<'a, 'r>, pronoun: usize) -> Option<Role> {
        let person = |mention: &&Named| {
            let actor = self.names.actor(mention);
            let first = actor.name.split([' ', '-']).next().unwrap_or_default().to_lowercase();
            let office = actor.kind == Kind::GovernmentBody
                && [NameRole::Office, NameRole::Title].iter().any(|&role| {
                    self.reader.lexicon.is(role, &first)
                        || self.reader.lexicon.is(role, self.reader.lower(mention.tokens.start))
                });
            actor.kind == Kind::Person || office
        };
        let mention = self.names.within(words.start..pronoun).filter(person).last()?;
        Some(role(self.reader, self.names, mention, How::Coreference))
    }

    /// "The city has the sensors. It should share their data": the subject of the sentence before, of the same paragraph or
    /// list.
    fn subject_of_sentence_before(&mut self, sentence: usize, pronoun: &str) -> Vec<Role> {
        let Some(before) = sentence.checked_sub(1) else { return Vec::new() };
        if self.reader.sentence(before).block != self.reader.sentence(sentence).block {
            return Vec::new();
        }
        let words = Words::of(self.reader, self.names, before);
        let Some(verb) = (words.start..words.end)
            .find(|&at| words.tag(at).is_finite() || words.tag(at) == Tag::Modal || words.is_be(at))
        else {
            return Vec::new();
        };
        let subject = words.subject(verb).tokens;
        let meant = self.read(&words, &subject);
        let person = matches!(pronoun, "he" | "she" | "him" | "her");
        let mut roles = Vec::new();
        for one in meant {
            match one {
                Meant::Named(mention) if (self.names.actor(mention).kind == Kind::Person) == person => {
                    roles.push(role(self.reader, self.names, mention, How::Coreference));
                }
                Meant::General(tokens, noun) if !person && (pronoun == "it") != words.tag(noun).is_plural() => {
                    roles.extend(self.general_role(&words, tokens, noun))
                }
                _ => {}
            }
        }
        roles
    }

    /// The roles of agents in general terms: those named before whom they take up, else themselves.
    pub(super) fn general_role(&mut self, words: &Words<'a, 'r>, tokens: Range<usize>, noun: usize) -> Vec<Role> {
        let span = Some(self.reader.span_of(&tokens));
        let start = tokens.start;
        let lead = start.checked_sub(1).map_or("", |before| words.lower(before));
        let collective = self.reader.lexicon.is(NameRole::Collective, words.lower(noun));
        let two = matches!(words.lower(start), "both" | "two" | "each" | "either") || matches!(lead, "both" | "either");
        if collective
            && two
            && tokens.end == noun + 1
            && self.reader.rule("pair").is_some()
            && let Some((first, second)) = self.pair(start)
        {
            let pair = [first, second].map(|one| Role { span, ..role(self.reader, self.names, one, How::Coreference) });
            return pair.to_vec();
        }
        if tokens.len() == 1
            && matches!(lead, "the" | "this" | "that")
            && self.reader.rule("definite-noun").is_some()
            && let Some(mention) = self.bearer(words, noun)
        {
            return vec![Role { span, ..role(self.reader, self.names, mention, How::Coreference) }];
        }
        vec![self.generic(words, &tokens)]
    }

    /// The actor named before whose name holds a noun: "the ministry" after "the Ministry of Health". Where several bear it,
    /// the last one near; where the noun has been used of others since ("each agency"), none.
    fn bearer(&self, words: &Words<'a, 'r>, noun: usize) -> Option<&'a Named> {
        let names = self.names;
        let word = words.lower(noun);
        let government = self.reader.lexicon.is(NameRole::Government, word);
        let bears = |mention: &Named| {
            let actor = names.actor(mention);
            let named = actor.name.split_whitespace().any(|part| part.eq_ignore_ascii_case(word));
            let kind = matches!(
                actor.kind,
                Kind::GovernmentBody | Kind::Organization | Kind::IntergovernmentalOrganization | Kind::Party
            );
            named && kind || government && actor.kind == Kind::Government
        };
        let end = names.mentions.partition_point(|mention| mention.tokens.start < noun);
        let window = &names.mentions[end.saturating_sub(WINDOW)..end];
        let mention = window.iter().rev().find(|mention| bears(mention))?;
        let only = window.iter().filter(|other| bears(other)).all(|other| other.actor == mention.actor);
        let near = self.reader.sentence_of(mention.tokens.start) + NEAR >= words.sentence;
        let reused = (mention.tokens.end..noun - 1).any(|at| {
            self.reader.lower(at) == word
                && names.at(at).is_none()
                && !matches!(self.reader.lower(at - 1), "the" | "this" | "that")
        });
        ((only || near) && !reused).then_some(mention)
    }

    /// The last two agents that are named side by side before a token: "Kenya and Uganda".
    fn pair(&self, token: usize) -> Option<(&'a Named, &'a Named)> {
        let names = self.names;
        let sentence = self.reader.sentence_of(token);
        let end = names.mentions.partition_point(|mention| mention.tokens.end <= token);
        let from = self.reader.sentence(sentence.saturating_sub(PAIR)).tokens.start;
        let agents: Vec<&'a Named> = names.mentions[..end]
            .iter()
            .rev()
            .take_while(|mention| mention.tokens.start >= from)
            .filter(|mention| names.actor(mention).kind.is_actor())
            .collect();
        let joins = |left: &Named, right: &Named, commas: bool| {
            let between = left.tokens.end..right.tokens.start;
            between.len() <= 3
                && !between.is_empty()
                && between.clone().all(|at| {
                    matches!(self.reader.lower(at), "and" | "the" | "both") || commas && self.reader.text(at) == ","
                })
        };
        let (at, couple) = agents.windows(2).enumerate().find(|(_, couple)| {
            let (right, left) = (couple[0], couple[1]);
            joins(left, right, false) && left.actor != right.actor && names.actor(left).kind == names.actor(right).kind
        })?;
        let listed = agents.get(at + 2).is_some_and(|third| joins(third, couple[1], true));
        // "Walloons and Flemings" are two peoples, and stand for nobody who can be asked
        (!listed && names.actor(couple[0]).kind.is_agent()).then_some((couple[1], couple[0]))
    }
}
