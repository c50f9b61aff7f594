//! Who fills the roles of a clause, and how that is known.

mod antecedents;
mod counterparts;
mod frames;
pub(crate) mod members;
mod phrase;

use super::clauses::words::Words;
use super::clauses::{Asked, Clauses, Draft, Voice};
use super::names::{Named, Names};
use super::reader::Reader;
use super::{Actor, Counterpart, How, Role};
use crate::language::tagger::Tag;
use crate::ontology::model::NameRole;
use frames::Frames;
use phrase::Meant;
use std::collections::BTreeMap;
use std::ops::Range;

/// The roles of one clause.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub addressees: Vec<Role>,
    pub counterparts: Vec<Counterpart>,
    pub sought_from: Vec<Role>,
    pub beneficiaries: Vec<Role>,
    pub invokes: Vec<Role>,
    pub places: Vec<Role>,
}

/// Fills the roles of all clauses. Actors in general terms are added to `generics`.
pub(crate) fn fill(reader: &Reader<'_>, names: &Names, clauses: &Clauses<'_, '_>) -> (Vec<Roles>, Vec<Actor>) {
    let frame = Frames::of(reader, names);
    let mut filler = Filler { reader, names, clauses, frame, generics: Vec::new(), headings: BTreeMap::new() };
    let mut order: Vec<usize> = (0..clauses.drafts.len()).collect();
    order.sort_by_key(|&draft| (clauses.drafts[draft].sentence, clauses.drafts[draft].head));
    let mut roles: Vec<Option<Roles>> = vec![None; clauses.drafts.len()];
    let mut last: Vec<Role> = Vec::new();
    for &draft in &order {
        filler.of(draft, &mut roles, &mut last);
    }
    (roles.into_iter().map(Option::unwrap_or_default).collect(), filler.generics)
}

fn role(reader: &Reader<'_>, names: &Names, mention: &Named, how: How) -> Role {
    Role { actor: names.actor(mention).id.clone(), how, span: Some(reader.span_of(&mention.tokens)) }
}

struct Filler<'a, 'r> {
    reader: &'a Reader<'r>,
    names: &'a Names,
    clauses: &'a Clauses<'a, 'r>,
    frame: Frames,
    generics: Vec<Actor>,
    /// Whom each heading addresses, by its sentence: many items stand below one.
    headings: BTreeMap<usize, Vec<Role>>,
}

impl<'a, 'r> Filler<'a, 'r> {
    fn of(&mut self, index: usize, roles: &mut Vec<Option<Roles>>, last: &mut Vec<Role>) {
        if roles[index].is_some() {
            return;
        }
        let draft = &self.clauses.drafts[index];
        roles[index] = Some(Roles::default()); // a loop in the part-of tree ends here
        if let Some(parent) = draft.parent {
            self.of(parent, roles, last);
        }
        let addressees = match &draft.asked {
            Asked::Phrase(phrase) => self.of_phrase(draft, phrase.clone(), roles, last),
            Asked::Patient(_) => self.of_agent(draft),
            Asked::Inherited => self.inherited(index, roles, last),
        };
        let is_reported = matches!(self.clauses.voices.get(&index), Some(Voice::Reported(_)));
        if !is_reported && addressees.iter().any(|role| role.how == How::Explicit) {
            *last = addressees.clone();
        }
        let filled = self.others(draft, addressees);
        roles[index] = Some(filled);
    }

    fn words(&self, draft: &Draft) -> &'a Words<'a, 'r> {
        &self.clauses.sentences[&draft.sentence]
    }

    fn of_phrase(&mut self, draft: &Draft, phrase: Range<usize>, roles: &[Option<Roles>], last: &[Role]) -> Vec<Role> {
        let words = self.words(draft);
        let mut found: Vec<Role> = Vec::new();
        for one in self.read(words, &phrase) {
            let more = match one {
                Meant::Named(mention) => vec![role(self.reader, self.names, mention, How::Explicit)],
                Meant::Pronoun(token) => self.antecedent(draft, token, roles, last),
                Meant::General(tokens, noun) => self.general_role(words, tokens, noun),
            };
            more.into_iter().for_each(|role| push(&mut found, role));
        }
        found
    }

    /// The agent behind "by" in a passive clause; else a letter's recipient.
    fn of_agent(&mut self, draft: &Draft) -> Vec<Role> {
        let words = self.words(draft);
        let by = (draft.head + 1..draft.tokens.end).find(|&at| words.is(at, "by") && !words.is_gerund(at + 1));
        // "protected from targeting by combatants": the agent of the gerund
        let other = |at: usize| words.is(at - 1, ",") && words.tag(at) == Tag::PastParticiple;
        let own = |by: &usize| {
            !(draft.head + 1..*by).any(|at| words.tag(at) == Tag::Gerund || words.tag(at).is_wh() || other(at))
        };
        if let Some(by) = by.filter(own).filter(|_| draft.passive) {
            let behind = |at: &usize| {
                let tag = words.tag(*at);
                tag.is_wh() || tag.is_verb() || tag == Tag::Preposition && !words.is(*at, "of")
            };
            let end = (by + 1..draft.tokens.end).find(behind).unwrap_or(draft.tokens.end);
            let agents = self.of_phrase(draft, by + 1..end, &[], &[]);
            if !agents.is_empty() {
                return agents;
            }
        }
        if let Asked::Patient(phrase) = &draft.asked {
            // "urges firm US leadership", "demands the release of … by X", "U.S. policy should be aimed at"
            let mut named: Vec<Role> = Vec::new();
            for one in self.read(words, phrase) {
                if let Meant::Named(mention) = one {
                    named.push(role(self.reader, self.names, mention, How::Explicit));
                }
            }
            if !named.is_empty() && (!draft.passive || self.is_action(words, phrase)) {
                return named;
            }
        }
        if self.frame.is_letter { self.frame.recipient.clone() } else { Vec::new() }
    }

    fn is_action(&self, words: &Words<'a, 'r>, phrase: &Range<usize>) -> bool {
        let head = phrase.clone().rfind(|&at| words.tag(at).is_noun() && self.names.at(at).is_none());
        head.is_some_and(|head| self.reader.lexicon.is(NameRole::Action, words.lower(head)))
    }

    fn inherited(&mut self, index: usize, roles: &[Option<Roles>], last: &[Role]) -> Vec<Role> {
        let draft = &self.clauses.drafts[index];
        let how = How::List;
        if let Some(parent) = draft.parent
            && let Some(above) = roles[parent].as_ref().filter(|above| !above.addressees.is_empty())
        {
            let same = self.clauses.drafts[parent].sentence == draft.sentence;
            let role = |role: &Role| Role { how: if same { role.how } else { how }, ..role.clone() };
            return above.addressees.iter().map(role).collect();
        }
        if let Some(opening) = self.clauses.openings.get(&index)
            && let Asked::Phrase(phrase) = opening.asked.clone()
            && let Some(words) = self.clauses.sentences.get(&self.reader.sentence_of(phrase.start))
        {
            let mut found: Vec<Role> = Vec::new();
            for one in self.read(words, &phrase) {
                let more = match one {
                    Meant::Named(mention) => vec![role(self.reader, self.names, mention, how)],
                    Meant::General(tokens, noun) => self.general_role(words, tokens, noun),
                    Meant::Pronoun(token) if words.is(token, "you") => self.frame.recipient.clone(),
                    Meant::Pronoun(_) => last.to_vec(),
                };
                more.into_iter().for_each(|role| push(&mut found, Role { how, ..role }));
            }
            if !found.is_empty() {
                return found;
            }
        }
        if let Some(heading) = self.heading(draft) {
            return heading;
        }
        if !self.frame.recipient.is_empty() {
            return self.frame.recipient.clone();
        }
        self.frame.document.clone()
    }
}

fn push(roles: &mut Vec<Role>, role: Role) {
    if !roles.iter().any(|other| other.actor == role.actor) {
        roles.push(role);
    }
}
