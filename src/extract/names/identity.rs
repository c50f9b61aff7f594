//! One actor, one identity: mentions of the same are put together, and each gets the name and id that the lexicon or its
//! own fullest form gives.

use super::forms::{Candidate, What};
use super::{Named, Names};
use crate::extract::reader::Reader;
use crate::extract::{Actor, Kind};
use crate::iri::{ActorId, slug};
use crate::ontology::lexicon::{ActorEntry, NameForm};
use crate::ontology::model::NameRole;
use std::collections::{BTreeMap, HashMap};

pub(super) fn settle(reader: &Reader<'_>, mut found: Vec<Candidate>) -> Names {
    let wholes = wholes(reader, &found);
    let mut settler = Settler { reader, names: Names::default(), persons: HashMap::new(), full: HashMap::new() };
    // identities are given in the order of the list, so that aliases find what they stand for
    let mut actors: Vec<Option<usize>> = vec![None; found.len()];
    for index in fullest_first(&found) {
        actors[index] = settler.identity(&found[index]);
    }
    for (&part, &whole) in &wholes {
        actors[part] = actors[whole];
        if let Some(because) = reader.rule("part-of-name") {
            found[part].because = because;
        }
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
        if tokens.is_empty() || names.covering[tokens.clone()].iter().any(|&mention| mention > 0) {
            continue;
        }
        names.covering[tokens.clone()].fill(u32::try_from(names.mentions.len() + 1).unwrap_or(0));
        first[actor] = first[actor].min(tokens.start);
        names.mentions.push(Named { tokens, actor, because: found[index].because.clone() });
    }
    names.order_by_first(&first);
    names
}

/// Which name is only the head or the tail of a longer one of the same text ("Anglers' Club", "Lakeside Anglers' Club";
/// "Reed Institute", "Reed Institute for Water"): by the candidates' indexes. A part of two longer names stays itself.
fn wholes(reader: &Reader<'_>, found: &[Candidate]) -> BTreeMap<usize, usize> {
    if reader.rule("part-of-name").is_none() {
        return BTreeMap::new();
    }
    let mut names: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in found.iter().enumerate() {
        if matches!(candidate.what, What::Unknown(kind) if kind.is_actor() && kind != Kind::Grouping)
            && candidate.tokens.len() > 1
        {
            let words = candidate.tokens.clone().map(|token| reader.text(token).to_lowercase()).collect();
            names.entry(words).or_default().push(index);
        }
    }
    let of = |word: &String| matches!(word.as_str(), "of" | "for" | "on");
    let mut wholes = BTreeMap::new();
    for (part, indexes) in &names {
        let longer = names.iter().filter(|(whole, _)| {
            let head = whole.len() > part.len() && whole.starts_with(part) && of(&whole[part.len()]);
            // "Ministry of Health" is the tail of "Norwegian Ministry of Health", but not of "Office of the Ministry of Health"
            let tail = whole.len() > part.len() && whole.ends_with(part);
            let inner = tail && whole[..whole.len() - part.len()].iter().any(|word| of(word) || word == "the");
            head || tail && !inner
        });
        let longest: Vec<usize> = longer.map(|(_, indexes)| indexes[0]).collect();
        // several are one where each is a part of the longest
        let by_length = |index: &&usize| found[**index].tokens.len();
        let Some(&whole) = longest.iter().max_by_key(by_length) else { continue };
        let text = |index: usize| reader.words(&found[index].tokens).to_lowercase();
        if longest.iter().all(|&other| text(whole).contains(&text(other))) {
            wholes.extend(indexes.iter().map(|&index| (index, whole)));
        }
    }
    wholes
}

/// A name in capitals as it is written elsewhere: "CITY COUNCIL OF BRNO" is the City Council of Brno. Short words in
/// capitals may be acronyms and stay; names in other case stay as they are.
fn in_case(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() < 2 || name.chars().any(char::is_lowercase) || !words.iter().any(|word| word.chars().count() > 4) {
        return name.to_owned();
    }
    let cased = words.iter().enumerate().map(|(at, word)| {
        let lower = word.to_lowercase();
        let small =
            at > 0 && matches!(lower.as_str(), "of" | "for" | "and" | "the" | "on" | "to" | "de" | "von" | "van");
        if small || word.chars().any(|c| !c.is_alphabetic() && !"'’-,".contains(c)) {
            return if small { lower } else { (*word).to_owned() };
        }
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_string() + &letters.as_str().to_lowercase())
    });
    cased.collect::<Vec<_>>().join(" ")
}

/// A state's name inside a phrase: "the United Kingdom", "Kenya".
pub(super) fn with_article(state: &str) -> String {
    let article = if state.starts_with("United ") || state.ends_with('s') { "the " } else { "" };
    format!("{article}{state}")
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
    /// First and last name → the person, so that "Karen Boyd" is "Karen Erika Boyd".
    full: HashMap<(String, String), usize>,
}

impl<'r> Settler<'_, 'r> {
    fn identity(&mut self, candidate: &Candidate) -> Option<usize> {
        let lexicon = self.reader.lexicon;
        match &candidate.what {
            What::Known(entry, _) => Some(self.known(&lexicon.actors[*entry])),
            What::Person { name } => Some(self.person(name)),
            What::Government { of, noun } => Some(self.government(*of, noun)),
            What::Force { of } => {
                let state = &lexicon.actors[*of];
                let is_force = |label: &str| {
                    let words: Vec<String> = label.to_lowercase().split_whitespace().map(str::to_owned).collect();
                    let from = words.len().saturating_sub(2);
                    lexicon.name_word(NameRole::Force, words[from..].iter().map(String::as_str)).is_some()
                };
                let listed = lexicon.actors.iter().find(|actor| {
                    actor.kind == Kind::GovernmentBody
                        && actor.country.as_ref() == Some(&state.id)
                        && is_force(&actor.label)
                });
                if let Some(forces) = listed {
                    return Some(self.known(forces));
                }
                let name = format!("{} Armed Forces", state.demonym.as_deref().unwrap_or(&state.label));
                let id = ActorId::new(format!("armed-forces-of-{}", state.id));
                Some(self.actor(id, name, Kind::GovernmentBody, Some(state.id.clone()), false))
            }
            What::Unknown(kind) | What::Acting(kind) => {
                let name = in_case(&self.reader.words(&candidate.tokens));
                if let Some((state, name)) = self.of_state(candidate, *kind) {
                    let id = ActorId::unknown(&name);
                    return Some(self.actor(id, name, *kind, Some(state), false));
                }
                let id = ActorId::unknown(&name);
                Some(self.actor(id, name, *kind, None, false))
            }
            What::Authorities(place) => {
                let place = place.map_or_else(
                    || in_case(&self.reader.words(&candidate.tokens)),
                    |place| lexicon.actors[place].label.clone(),
                );
                let name = format!("Authorities of {place}");
                let id = ActorId::unknown(&name);
                Some(self.actor(id, name, Kind::Government, None, false))
            }
            What::Alias(_) => None,
        }
    }

    /// A ministry or other organ with its state in its name: "Kenyan Ministry of Health" and "Ministry of Health of Kenya" are
    /// one, and its state's.
    fn of_state(&self, candidate: &Candidate, kind: Kind) -> Option<(ActorId, String)> {
        let lexicon = self.reader.lexicon;
        if kind != Kind::GovernmentBody {
            return None;
        }
        let tokens = candidate.tokens.clone();
        let organ = |at: usize| lexicon.name_word(NameRole::Organ, self.reader.lowers(at..tokens.end)).is_some();
        let state = |actor: usize| Some(&lexicon.actors[actor]).filter(|entry| entry.kind == Kind::State);
        let told = |body: std::ops::Range<usize>, state: &ActorEntry| {
            let body = in_case(&self.reader.words(&body));
            Some((state.id.clone(), format!("{body} of {}", with_article(&state.label))))
        };
        // "Kenyan Ministry of Health"
        if let Some((length, name)) = lexicon.names.longest(self.reader.lowers(tokens.clone()))
            && name.form == NameForm::Demonym
            && let Some(state) = state(name.actor)
            && organ(tokens.start + length)
        {
            return told(tokens.start + length..tokens.end, state);
        }
        if !organ(tokens.start) {
            return None;
        }
        // "Ministry of Health of Kenya"
        if let Some(of) = tokens.clone().rev().find(|&at| self.reader.lower(at) == "of") {
            let mut from = of + 1;
            from += usize::from(from < tokens.end && self.reader.lower(from) == "the");
            if let Some((length, name)) = lexicon.names.longest(self.reader.lowers(from..tokens.end))
                && let Some(state) = state(name.actor)
                && from + length == tokens.end
                && name.form == NameForm::Label
                && of > tokens.start + 1
            {
                return told(tokens.start..of, state);
            }
        }
        // "Kenya's Ministry of Health"
        let possessive =
            tokens.start.checked_sub(1).filter(|&at| matches!(self.reader.lower(at), "'s" | "’s" | "'" | "’"))?;
        let owner = (possessive.saturating_sub(4)..possessive).find_map(|from| {
            let (length, name) = lexicon.names.longest(self.reader.lowers(from..possessive))?;
            state(name.actor).filter(|_| from + length == possessive && name.form == NameForm::Label)
        })?;
        told(tokens, owner)
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
        // "Rosa M. Bauer" is the Rosa Bauer of the lexicon
        if words.len() > 2
            && let Some(entry) = self.without_initials(&words)
        {
            return self.remember(surname, |settler| settler.known(entry));
        }
        if words.len() == 1
            && let Some(&person) = self.persons.get(&surname)
        {
            return person;
        }
        let ends = |last: &str| (words[0].to_lowercase(), last.to_lowercase());
        let named = (words.len() > 1 && words[0].chars().count() > 2).then(|| ends(&surname));
        if let Some(&person) = named.as_ref().and_then(|ends| self.full.get(ends)) {
            return person;
        }
        let whole = in_case(&reader.words(name));
        let id = ActorId::unknown(&whole);
        let person = self.remember(surname, |settler| settler.actor(id, whole, Kind::Person, None, false));
        if let Some(ends) = named {
            self.full.insert(ends, person);
        }
        person
    }

    fn without_initials(&self, words: &[&str]) -> Option<&'r ActorEntry> {
        let initial =
            |word: &&&str| word.trim_end_matches('.').chars().count() > 1 && !word.eq_ignore_ascii_case("jr.");
        let plain: Vec<String> = words.iter().filter(initial).map(|word| word.to_ascii_lowercase()).collect();
        let lexicon = self.reader.lexicon;
        let (length, known) = lexicon.names.longest(plain.iter().map(String::as_str))?;
        let entry = &lexicon.actors[known.actor];
        (length == plain.len() && length > 1 && entry.kind == Kind::Person).then_some(entry)
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
                let id = ActorId::new(format!("government-of-{}", state.id));
                let name = format!("Government of {}", with_article(&state.label));
                self.actor(id, name, Kind::Government, Some(state.id.clone()), false)
            }
        }
    }

    fn actor(&mut self, id: ActorId, name: String, kind: Kind, acts_for: Option<ActorId>, known: bool) -> usize {
        let next = self.names.actors.len();
        let at = *self.names.by_id.entry(id.clone()).or_insert(next);
        if at == next {
            self.names.actors.push(Actor { id, name, kind, acts_for, called: None, members: Vec::new(), known });
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
