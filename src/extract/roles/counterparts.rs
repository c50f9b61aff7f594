//! Counterparts and the other roles: who and what is named in a clause beside those who are asked.
//!
//! "The ministry, in consultation with Lapland, should support Kenya against Uganda": with Lapland, to Kenya, against Uganda.
//! Who only owns or wrote a thing that is named ("the report of the Council"), and who stands in a relative clause, is none.

use super::phrase::Meant;
use super::{Filler, Roles, push, role};
use crate::extract::clauses::words::Words;
use crate::extract::clauses::{Asked, Draft, Shape};
use crate::extract::names::Named;
use crate::extract::{Counterpart, How, Kind, Relation, Role};
use crate::iri::ActorId;
use crate::language::tagger::Tag;
use crate::ontology::model::{CueKind, Frame, NameRole};
use std::ops::Range;

impl<'a, 'r> Filler<'a, 'r> {
    /// Counterparts and the other roles of a clause.
    pub(super) fn others(&mut self, draft: &Draft, addressees: Vec<Role>) -> Roles {
        let words = self.words(draft);
        let mut roles = Roles { addressees, sought_from: self.sought(draft), ..Roles::default() };
        let subject: Range<usize> = match &draft.asked {
            Asked::Phrase(phrase) => phrase.clone(),
            _ => 0..0,
        };
        for mention in self.fronted(draft) {
            let here = role(self.reader, self.names, mention, How::Explicit);
            if !roles.addressees.iter().any(|role| role.actor == here.actor) {
                let relation = self.fronting(mention).unwrap_or(Relation::With);
                roles.counterparts.push(Counterpart { role: here, relation });
            }
        }
        // "Requests A, in consultation with B, to": what is put in there stands in front of the clause
        let object = !subject.is_empty()
            && (subject.end..subject.end + 3).contains(&draft.tokens.start)
            && words.is(draft.tokens.start - 1, "to");
        let mut at = if object { subject.start } else { draft.tokens.start };
        while at < draft.tokens.end {
            // relative and that-clauses have actors of their own
            if words.tag(at).is_wh() || words.is(at, "that") && words.tag(at) != Tag::Determiner {
                if at > draft.head {
                    break;
                }
                at = draft.head;
            }
            if words.is_dash(at) && at > draft.head {
                match (at + 1..draft.tokens.end).find(|&close| words.is_dash(close)) {
                    Some(close) => {
                        at = close + 1;
                        continue;
                    }
                    None if words.begins_noun_phrase(at + 1) => break,
                    None => {}
                }
            }
            // "the Director of the Office of Ports (OP)": a short form is nobody else
            if matches!(words.text(at), "(" | "[") && self.names.at(at.saturating_sub(1)).is_some() {
                at = words.closing(at).max(at + 1);
                continue;
            }
            let Some(mention) = self.names.at(at).filter(|mention| mention.tokens.start == at) else {
                at += 1;
                continue;
            };
            at = mention.tokens.end;
            let actor = self.names.actor(mention);
            let here = role(self.reader, self.names, mention, How::Explicit);
            let inside = subject.contains(&mention.tokens.start);
            match actor.kind {
                _ if inside && !actor.kind.is_agent() => {}
                Kind::Place => push(&mut roles.places, here),
                Kind::Instrument => push(&mut roles.invokes, here),
                Kind::Population => push(&mut roles.beneficiaries, here),
                Kind::Event | Kind::Generic => {}
                _ if roles
                    .addressees
                    .iter()
                    .any(|role| role.actor == actor.id || self.acts_for(&role.actor, &actor.id)) => {}
                _ => {
                    let moved = roles.sought_from.iter().any(|role| role.actor == actor.id);
                    let relation = if moved { Some(Relation::To) } else { self.relation(words, mention, draft) };
                    let relation =
                        relation.filter(|relation| !inside || matches!(relation, Relation::With | Relation::Through));
                    if let Some(relation) = relation
                        && !roles.counterparts.iter().any(|other| other.role.actor == here.actor)
                    {
                        roles.counterparts.push(Counterpart { role: here, relation });
                    }
                }
            }
        }
        roles
    }

    /// "Together with Greenpeace, the ministry should": whom the words in front of the first clause's subject name.
    fn fronted(&self, draft: &Draft) -> Vec<&'a Named> {
        let words = self.words(draft);
        let first = words.skip_adverbs(words.start);
        let opens = matches!(words.lower(first), "with" | "alongside" | "through")
            || words.is(first, "together") && words.is(first + 1, "with");
        let comma = (first..draft.tokens.start).find(|&at| words.is(at, ",") && self.names.at(at).is_none());
        let ends =
            |comma: &usize| (*comma + 1..draft.tokens.start).all(|at| !words.tag(at).is_noun() && !words.is(at, ","));
        match comma.filter(ends).filter(|_| opens) {
            Some(comma) => self
                .names
                .within(first..comma)
                .filter(|mention| self.names.actor(mention).kind.is_agent() && mention.tokens.end == comma)
                .collect(),
            None => Vec::new(),
        }
    }

    fn fronting(&self, mention: &Named) -> Option<Relation> {
        let sentence = self.reader.sentence(self.reader.sentence_of(mention.tokens.start)).tokens.start;
        (sentence..mention.tokens.start).any(|at| self.reader.lower(at) == "through").then_some(Relation::Through)
    }

    fn acts_for(&self, actor: &ActorId, state: &ActorId) -> bool {
        let known = self.names.index_of(actor).map(|at| &self.names.actors[at]);
        known.is_some_and(|actor| actor.acts_for.as_ref() == Some(state))
    }

    /// Whom the addressee is to move to an act of theirs: the object of a verb by which one asks ("continue to urge *Israel*
    /// to"), or its subject in the passive ("*Israel* should be pressed to").
    fn sought(&mut self, draft: &Draft) -> Vec<Role> {
        if self.reader.rule("sought-from").is_none() || draft.shape == Shape::NounPhrase {
            return Vec::new();
        }
        let words = self.words(draft);
        let moves = |at: usize| {
            let cue = self.reader.lexicon.cue_of(CueKind::SpeechAct, &words.lemma(at));
            words.tag(at).is_verb() && cue.is_some_and(|cue| cue.frames.contains(&Frame::ObjectInfinitive))
        };
        let infinitive = |from: usize| {
            (from..words.end).take_while(|&at| !matches!(words.text(at), ";" | ":") && !words.tag(at).is_finite()).find(
                |&at| {
                    let verb = words.skip_adverbs(at + 1);
                    words.is(at, "to") && (words.tag(verb) == Tag::Base || words.is(verb, "be"))
                },
            )
        };
        let phrase = match &draft.asked {
            Asked::Patient(phrase) if draft.passive && moves(draft.head) && infinitive(draft.head + 1).is_some() => {
                phrase.clone()
            }
            _ => {
                let inner = (draft.head..draft.tokens.end)
                    .take_while(|&at| !(words.tag(at).is_wh() || words.is(at, "that") && at > draft.head))
                    .find(|&at| moves(at));
                let Some((verb, to)) = inner.and_then(|verb| Some((verb, infinitive(verb + 1)?))) else {
                    return Vec::new();
                };
                let on = usize::from(matches!(words.lower(verb + 1), "on" | "upon"));
                verb + 1 + on..to
            }
        };
        let meant = self.read(words, &phrase);
        let named: Vec<Role> = meant
            .iter()
            .filter_map(|one| match one {
                Meant::Named(mention) => Some(role(self.reader, self.names, mention, How::Explicit)),
                _ => None,
            })
            .collect();
        if !named.is_empty() {
            return named;
        }
        let general: Vec<Range<usize>> = meant
            .into_iter()
            .filter_map(|one| match one {
                Meant::General(tokens, _) => Some(tokens),
                _ => None,
            })
            .collect();
        general.iter().map(|tokens| self.generic(words, tokens)).collect()
    }

    /// How somebody who is named stands to the act, by the words in front; none where the name belongs to a thing.
    fn relation(&self, words: &Words<'a, 'r>, mention: &Named, draft: &Draft) -> Option<Relation> {
        let kind = self.names.actor(mention).kind;
        let next = mention.tokens.end;
        let collective =
            matches!(kind, Kind::State | Kind::Government | Kind::Organization | Kind::Party | Kind::Grouping);
        if matches!(words.lower(next), "'s" | "’s" | "’" | "'") && words.tag(next) != Tag::Present {
            // "Kenya's ability to", but not "the Court's decision"
            let owned = (next + 1..words.end).find(|&at| !(words.tag(at).is_adjective() || words.is_adverb(at)))?;
            let fits = if collective { !self.is_text(words, owned) } else { self.is_act(words, owned) };
            return fits.then_some(Relation::About);
        }
        let modifies = next < words.end
            && (words.tag(next).is_noun() || words.tag(next).is_adjective() && words.tag(next + 1).is_noun())
            && self.names.at(next).is_none();
        let acts = !matches!(kind, Kind::State | Kind::Government) && self.is_act(words, next);
        if modifies && !acts && !matches!(kind, Kind::Organization | Kind::Party | Kind::Grouping) {
            return None;
        }
        let floor = match &draft.asked {
            _ if mention.tokens.start > draft.head => draft.head,
            Asked::Phrase(phrase) => phrase.start,
            _ => draft.tokens.start,
        };
        let mut between = false; // a noun between the name and the word that governs it
        let mut joined = false; // "other states and Kenya": nouns in front of the conjunction are governed alike
        let mut at = mention.tokens.start;
        while at > floor {
            at -= 1;
            if matches!(words.text(at), ")" | "]") {
                at = words.opening(at).max(floor);
                continue;
            }
            if let Some(other) = self.names.at(at) {
                at = other.tokens.start;
                between |= !self.coordinated(words, other.tokens.end, mention.tokens.start);
                continue;
            }
            match words.lower(at) {
                "with" | "alongside" => return Some(Relation::With),
                "through" | "via" => return Some(Relation::Through),
                "to" | "toward" | "towards" | "for" | "into" if !self.reduced(words, at) => return Some(Relation::To),
                "against" => return Some(Relation::Against),
                // "with the leaders of Kenya" is with Kenya
                "of" if self.reader.lexicon.is_agent(words.lower(at - 1)) => (joined, at) = (true, at - 1),
                "of" => return self.concerns(words, at).then_some(Relation::About),
                "in" | "within" | "at" | "inside" | "across" | "under" | "throughout" | "near" => {
                    let body = !matches!(kind, Kind::State | Kind::Government | Kind::Person | Kind::Party);
                    return (body && !matches!(words.lower(at), "under" | "near")).then_some(Relation::About);
                }
                "by" => {
                    let participle = (floor..at).rev().take(7).any(|before| {
                        words.tag(before) == Tag::PastParticiple && words.tag(before.saturating_sub(1)).is_noun()
                    });
                    return (!participle && words.tag(at - 1).is_noun()).then_some(Relation::About);
                }
                "as" if words.is(at.saturating_sub(1), "well") && words.is(at.saturating_sub(2), "as") => {
                    (joined, at) = (true, at.saturating_sub(2));
                }
                "as" if words.is(at + 1, "well") => {}
                "and" | "or" | "," => joined |= self.coordinated(words, at, mention.tokens.start),
                "as" if words.is(at.saturating_sub(1), "such") => at -= 1,
                "as" | "like" | "than" => return None,
                "including" => {}
                _ if words.tag(at) == Tag::Preposition || words.tag(at) == Tag::To => {
                    return (!self.reduced(words, at)).then_some(Relation::About);
                }
                _ if words.tag(at).is_verb() && words.tag(at) != Tag::PastParticiple => {
                    return (!between).then_some(Relation::To);
                }
                _ => between |= words.tag(at).is_noun() && !joined,
            }
        }
        (mention.tokens.start > draft.head && !between).then_some(Relation::To)
    }

    /// Whether nothing but commas, conjunctions and articles stands between two names.
    fn coordinated(&self, words: &Words<'a, 'r>, from: usize, to: usize) -> bool {
        (from..to).all(|at| {
            words.is_conjunction(at)
                || words.is(at, ",")
                || matches!(words.tag(at), Tag::Determiner | Tag::Predeterminer)
        })
    }

    /// Whether a preposition belongs to a participle behind a noun: "funds *granted to* the agency", "rules *set by* it".
    fn reduced(&self, words: &Words<'a, 'r>, preposition: usize) -> bool {
        let mut verb = preposition.saturating_sub(1);
        while verb > words.start && words.is_adverb(verb) {
            verb -= 1;
        }
        let participle = matches!(words.tag(verb), Tag::PastParticiple | Tag::Past);
        let noun = verb > words.start && (words.tag(verb - 1).is_noun() || words.tag(verb - 1) == Tag::CloseBracket);
        participle && (noun || matches!(words.lower(verb.saturating_sub(1)), "as" | "," | "and"))
    }

    /// Whether "of" makes the actor behind it a party to the act: "recognition of Kenya", not "the report of the Council".
    fn concerns(&self, words: &Words<'a, 'r>, of: usize) -> bool {
        let noun = of.saturating_sub(1);
        if self.is_text(words, noun) || self.names.at(noun).is_some() {
            return false;
        }
        self.is_act(words, noun)
    }

    /// Whether a noun says what somebody does or what is done to them: "efforts", "recognition".
    fn is_act(&self, words: &Words<'a, 'r>, noun: usize) -> bool {
        let word = words.lower(noun);
        let derived = ["tion", "sion", "ment", "ance", "ence", "al"].iter().any(|ending| word.ends_with(ending));
        let act = words.tag(noun) == Tag::Gerund || words.tag(noun).is_noun() && derived;
        !self.is_text(words, noun) && (act || self.reader.lexicon.is(NameRole::Action, word))
    }

    /// Whether a noun is a text, a body or a place by the last word of names ("report", "resolution", "mission").
    fn is_text(&self, words: &Words<'a, 'r>, noun: usize) -> bool {
        self.reader.lexicon.is(NameRole::Text, &words.lemma(noun))
            || self.reader.lexicon.is(NameRole::Head, words.lower(noun))
            || self.reader.lexicon.is(NameRole::Head, &words.lemma(noun))
    }
}
