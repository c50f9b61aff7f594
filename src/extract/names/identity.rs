//! One actor, one identity: mentions of the same are put together, and each gets the name and id that the lexicon or its
//! own fullest form gives.

use super::forms::{Candidate, What};
use super::{Named, Names};
use crate::extract::reader::Reader;
use crate::extract::{Actor, Kind};
use crate::iri::{ActorId, slug};
use crate::ontology::lexicon::ActorEntry;
use crate::ontology::model::NameRole;
use std::collections::HashMap;

pub(super) fn settle(reader: &Reader<'_>, mut found: Vec<Candidate>) -> Names {
    let mut settler = Settler { reader, names: Names::default(), persons: HashMap::new() };
    // identities are given in the order of the list, so that aliases find what they stand for
    let mut actors: Vec<Option<usize>> = vec![None; found.len()];
    for index in fullest_first(&found) {
        actors[index] = settler.identity(&found[index]);
    }
    for index in 0..found.len() {
        if let What::Alias(of) = found[index].what {
            actors[index] = actors[of];
        }
    }
    let mut order: Vec<usize> = (0..found.len()).filter(|&index| actors[index].is_some()).collect();
    order.sort_by_key(|&index| found[index].tokens.start);
    let mut names = settler.names;
    names.covering = vec![0; reader.len()];
    let mut first = vec![usize::MAX; names.actors.len()];
    for index in order {
        let Some(actor) = actors[index] else { continue };
        let tokens = std::mem::take(&mut found[index].tokens);
        if names.covering[tokens.clone()].iter().any(|&mention| mention > 0) {
            continue;
        }
        names.covering[tokens.clone()].fill(u32::try_from(names.mentions.len() + 1).unwrap_or(0));
        first[actor] = first[actor].min(tokens.start);
        names.mentions.push(Named { tokens, actor, because: found[index].because.clone() });
    }
    names.order_by_first(&first);
    names
}

/// Persons with more words in their names first, so that "President Biden" finds "President Joe Biden" wherever it stands.
fn fullest_first(found: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&index| match &found[index].what {
        What::Person { name } => (std::cmp::Reverse(name.len()), index),
        _ => (std::cmp::Reverse(0), index),
    });
    order
}

struct Settler<'a, 'r> {
    reader: &'a Reader<'r>,
    names: Names,
    /// Surname → the person that it means in this document.
    persons: HashMap<String, usize>,
}

impl Settler<'_, '_> {
    fn identity(&mut self, candidate: &Candidate) -> Option<usize> {
        let lexicon = self.reader.lexicon;
        match &candidate.what {
            What::Known(entry, _) => Some(self.known(&lexicon.actors[*entry])),
            What::Person { name } => Some(self.person(name)),
            What::Government { of, noun } => Some(self.government(*of, noun)),
            What::Force { of } => {
                let state = &lexicon.actors[*of];
                let listed = lexicon.actors.iter().find(|actor| {
                    let words: Vec<String> = actor.label.to_lowercase().split_whitespace().map(str::to_owned).collect();
                    let from = words.len().saturating_sub(2);
                    actor.kind == Kind::GovernmentBody
                        && actor.country.as_ref() == Some(&state.id)
                        && lexicon.name_word(NameRole::Force, words[from..].iter().map(String::as_str)).is_some()
                });
                if let Some(forces) = listed {
                    return Some(self.known(forces));
                }
                let name = format!("{} Armed Forces", state.demonym.as_deref().unwrap_or(&state.label));
                let id = ActorId::new(format!("armed-forces-of-{}", state.id));
                Some(self.actor(id, name, Kind::GovernmentBody, Some(state.id.clone()), false))
            }
            What::Unknown(kind) => {
                let name = self.reader.words(&candidate.tokens);
                let id = ActorId::new(format!("x-{}", slug(&name)));
                Some(self.actor(id, name, *kind, None, false))
            }
            What::Alias(_) => None,
        }
    }

    fn known(&mut self, entry: &ActorEntry) -> usize {
        self.actor(entry.id.clone(), entry.label.clone(), entry.kind, entry.acts_for.clone(), true)
    }

    /// A person by the whole name, or by the surname of one who was named in full or whom the lexicon has.
    fn person(&mut self, name: &std::ops::Range<usize>) -> usize {
        let reader = self.reader;
        let words: Vec<&str> = name.clone().map(|token| reader.text(token)).collect();
        let surname = words.last().copied().unwrap_or_default().to_owned();
        let lowers = reader.lowers(name.clone());
        if let Some((length, known)) = reader.lexicon.names.longest(lowers) {
            let entry = &reader.lexicon.actors[known.actor];
            if length == words.len() && entry.kind == Kind::Person {
                return self.remember(surname, |settler| settler.known(entry));
            }
        }
        if words.len() == 1
            && let Some(&person) = self.persons.get(&surname)
        {
            return person;
        }
        let whole = reader.words(name);
        let id = ActorId::new(format!("x-{}", slug(&whole)));
        self.remember(surname, |settler| settler.actor(id, whole, Kind::Person, None, false))
    }

    fn remember(&mut self, surname: String, make: impl FnOnce(&mut Self) -> usize) -> usize {
        let person = make(self);
        self.persons.entry(surname).or_insert(person);
        person
    }

    /// A state's government; a leader's administration is an actor of its own name.
    fn government(&mut self, of: usize, noun: &str) -> usize {
        let lexicon = self.reader.lexicon;
        let entry = &lexicon.actors[of];
        let state = if entry.kind == Kind::Person {
            let family = entry.family_name.clone().unwrap_or_else(|| entry.label.clone());
            let state = entry.country.as_ref().and_then(|id| lexicon.actor(id));
            match state {
                Some(state) if noun != "administration" => state,
                _ => {
                    let id = ActorId::new(format!("{}-administration", slug(&family)));
                    let acts_for = entry.country.clone();
                    return self.actor(id, format!("{family} administration"), Kind::Government, acts_for, false);
                }
            }
        } else {
            entry
        };
        let listed = lexicon.actors.iter().find(|actor| {
            actor.kind == Kind::Government
                && actor.acts_for.as_ref() == Some(&state.id)
                && actor.label.starts_with("Government of")
        });
        match listed {
            Some(government) => self.known(government),
            None => {
                let article =
                    if state.label.starts_with("United ") || state.label.ends_with('s') { "the " } else { "" };
                let id = ActorId::new(format!("government-of-{}", state.id));
                let name = format!("Government of {article}{}", state.label);
                self.actor(id, name, Kind::Government, Some(state.id.clone()), false)
            }
        }
    }

    fn actor(&mut self, id: ActorId, name: String, kind: Kind, acts_for: Option<ActorId>, known: bool) -> usize {
        let next = self.names.actors.len();
        let at = *self.names.by_id.entry(id.clone()).or_insert(next);
        if at == next {
            self.names.actors.push(Actor { id, name, kind, acts_for, members: Vec::new(), known });
        }
        at
    }
}

impl Names {
    /// Orders the actors by their first mention; those that are mentioned nowhere leave.
    fn order_by_first(&mut self, first: &[usize]) {
        let mut order: Vec<usize> = (0..self.actors.len()).filter(|&actor| first[actor] != usize::MAX).collect();
        order.sort_by_key(|&actor| first[actor]);
        let mut place = vec![0; self.actors.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        self.actors = order.into_iter().map(|old| self.actors[old].clone()).collect();
        for mention in &mut self.mentions {
            mention.actor = place[mention.actor];
        }
        self.by_id = self.actors.iter().enumerate().map(|(at, actor)| (actor.id.clone(), at)).collect();
    }
}
