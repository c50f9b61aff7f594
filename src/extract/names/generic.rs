//! Bodies whose name alone does not tell which one is meant: every city has a "City Council", every state a "Ministry of
//! Health". Their identity holds what tells them apart: the state or place where it is clear, else who speaks, else the document. So
//! those of two publishers are never silently one.
//!
//! A text of Kenya's government names "the Ministry of Health": `x-ministry-of-health-of-kenya`. A statement on the streets of
//! Velmora names "the City Council": `x-city-council-of-velmora`. A letter of the riders' union that tells no place
//! names "the City Council": `x-city-council-` and a hash of the union's id, so that a name which is to be published nowhere stands
//! in no other's IRI.

use super::forms::is_ordinary;
use super::identity::with_article;
use crate::extract::actors::{each_actor, once_each};
use crate::extract::reader::Reader;
use crate::extract::{Actor, Because, Extraction, PublisherHow};
use crate::iri::{ActorId, DocumentId, RuleId};
use crate::ontology::lexicon::NameForm;
use crate::ontology::model::{Kind, NameRole};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A longer title is no name for readers.
const TITLE: usize = 32;
/// A text that names a state so many times, and others half as often at most, speaks of it.
const OFTEN: usize = 3;
/// So many common words beside its head leave a name open; with more of them it says enough.
const MORE: usize = 2;

/// Gives each such body of an extraction the identity that tells it apart.
pub(in crate::extract) fn tell_apart(reader: &Reader<'_>, extraction: &mut Extraction) {
    let bodies: Vec<Actor> = extraction.actors.iter().filter(|actor| is_generic(reader, actor)).cloned().collect();
    for body in bodies {
        let Some((owner, because)) = owner(reader, extraction, &body) else { continue };
        become_of(extraction, &body, owner, &because);
    }
}

/// Whether a body's name has no word that tells which one it is: an organ of a state with its field ("Ministry of Health"), or
/// a head noun with few words that bodies everywhere have ("City Council"). "Grain Board" says enough.
fn is_generic(reader: &Reader<'_>, actor: &Actor) -> bool {
    if actor.known || actor.kind != Kind::GovernmentBody || actor.acts_for.is_some() {
        return false;
    }
    let lexicon = reader.lexicon;
    let words: Vec<String> =
        actor.name.split_whitespace().map(|word| word.trim_end_matches(',').to_lowercase()).collect();
    let is_small = |word: &str| matches!(word, "of" | "for" | "and" | "the" | "on" | "&");
    let organ = is_organ(reader, &words);
    let is_head = |word: &str| {
        let head = lexicon.name_word(NameRole::Head, std::iter::once(word));
        head.is_some_and(|(_, kind)| kind == Some(Kind::GovernmentBody))
    };
    let mut more = words.iter().map(String::as_str).filter(|word| !is_small(word) && !is_head(word));
    let is_common = |word: &str| lexicon.is(NameRole::Common, word);
    match organ {
        true => more.all(|word| is_common(word) || is_ordinary(word)),
        false => more.clone().count() <= MORE && more.all(is_common),
    }
}

fn is_organ(reader: &Reader<'_>, words: &[String]) -> bool {
    reader.lexicon.name_word(NameRole::Organ, words.iter().map(String::as_str)).is_some()
}

/// What tells a body apart.
enum Owner {
    /// It is the publisher, by a part of its name.
    Publisher(ActorId),
    /// A state: its id and its name.
    State(ActorId, String),
    /// The place of which the document speaks: the body's name with that place.
    Place(String),
    /// Who, or which document, names it: its path, and a note for readers.
    Namer(String, String),
}

fn owner(reader: &Reader<'_>, extraction: &Extraction, body: &Actor) -> Option<(Owner, Because)> {
    let publisher = extraction.publisher.as_ref();
    let is_publisher = publisher.is_some_and(|publisher| publisher.actor == body.id);
    if is_publisher && publisher.is_some_and(|publisher| publisher.how == PublisherHow::Given) {
        return None; // the user named it so
    }
    let publisher = publisher.filter(|_| !is_publisher);
    let words: Vec<String> = body.name.split_whitespace().map(str::to_lowercase).collect();
    if let (Some(publisher), Some(because)) = (publisher, reader.rule("body-of-publisher")) {
        let whole: Vec<String> = publisher.name.split_whitespace().map(str::to_lowercase).collect();
        if whole.len() > words.len() && (whole.starts_with(&words) || whole.ends_with(&words)) {
            return Some((Owner::Publisher(publisher.actor.clone()), because));
        }
    }
    let speaks_for = publisher.and_then(|publisher| state_of(reader, extraction, &publisher.actor));
    let is_national =
        || is_organ(reader, &words) || words.iter().any(|word| reader.lexicon.is(NameRole::National, word));
    let state = speaks_for.or_else(|| the_state(reader, extraction)).filter(|_| is_national());
    if let (Some(state), Some(because)) = (state, reader.rule("body-of-state")) {
        let name = reader.lexicon.actor(&state).map_or_else(|| state.to_string(), |entry| entry.label.clone());
        return Some((Owner::State(state, name), because));
    }
    if let (Some(place), Some(because)) = (the_place(reader, extraction), reader.rule("body-of-place")) {
        let name = if is_national() { format!("{} ({place})", body.name) } else { format!("{} of {place}", body.name) };
        return Some((Owner::Place(name), because));
    }
    let because = reader.rule("body-of-publisher")?;
    let document = reader.document;
    let namer = match publisher {
        Some(publisher) => {
            let id = publisher.actor.as_str();
            (format!("{}{id}", ActorId::PATH), format!("named by {}", publisher.name))
        }
        None => {
            let title = extraction.title.as_ref().map(|title| title.text.as_str());
            let title = title.filter(|title| title.chars().count() <= TITLE).unwrap_or(document.id.as_str());
            (format!("{}{}", DocumentId::PATH, document.id), format!("named in {title}"))
        }
    };
    Some((Owner::Namer(namer.0, namer.1), because))
}

/// The state for which an actor speaks, where it is one, its government or a body of it.
fn state_of(reader: &Reader<'_>, extraction: &Extraction, actor: &ActorId) -> Option<ActorId> {
    let is_state = |id: &ActorId| reader.lexicon.actor(id).is_some_and(|entry| entry.kind == Kind::State);
    let found = match reader.lexicon.actor(actor) {
        Some(entry) if entry.kind == Kind::State => Some(entry.id.clone()),
        Some(entry) if matches!(entry.kind, Kind::Government | Kind::GovernmentBody) => {
            entry.acts_for.clone().or_else(|| entry.country.clone())
        }
        Some(_) => None,
        None => extraction.actors.iter().find(|other| other.id == *actor)?.acts_for.clone(),
    };
    found.filter(is_state)
}

/// The state of which a document speaks: of all places that name a state, its government or a body of it, most name this one,
/// or its title does. A state that is named in passing is no home of whom a text names.
fn the_state(reader: &Reader<'_>, extraction: &Extraction) -> Option<ActorId> {
    let state = |actor: &Actor| -> Option<ActorId> {
        let entry = reader.lexicon.actor(&actor.id);
        match actor.kind {
            Kind::State => Some(actor.id.clone()),
            Kind::Government | Kind::GovernmentBody => {
                actor.acts_for.clone().or_else(|| entry.and_then(|entry| entry.country.clone()))
            }
            _ => None,
        }
    };
    let states: BTreeMap<&ActorId, ActorId> =
        extraction.actors.iter().filter_map(|actor| Some((&actor.id, state(actor)?))).collect();
    let title = extraction.title.as_ref().and_then(|title| title.span);
    let mut weights: BTreeMap<&ActorId, usize> = BTreeMap::new();
    for mention in &extraction.mentions {
        if let Some(state) = states.get(&mention.actor) {
            let in_title = title.is_some_and(|title| title.contains(mention.span));
            *weights.entry(state).or_default() += if in_title { OFTEN } else { 1 };
        }
    }
    let all: usize = weights.values().sum();
    let (state, weight) = weights.into_iter().max_by_key(|(_, weight)| *weight)?;
    (weight >= OFTEN && weight * 3 >= all * 2).then(|| state.clone())
}

/// The place, no state, of which a document speaks: of the words that stand behind "in" or "of" and name no state, person or
/// organization, the one that it says most often.
fn the_place(reader: &Reader<'_>, extraction: &Extraction) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for token in 1..reader.len() {
        let word = reader.text(token);
        // "Guild of Fishmongers" is of no place
        let behind = match reader.lower(token - 1) {
            "in" => true,
            "of" => !word.ends_with('s'),
            _ => false,
        };
        if behind && word.chars().count() > 2 && reader.is_capitalised(token) && may_be_place(reader, extraction, token)
        {
            counts.insert(word, 0);
        }
    }
    for token in 0..reader.len() {
        if let Some(count) = counts.get_mut(reader.text(token)) {
            *count += 1;
        }
    }
    let most = counts.values().copied().max()?;
    let mut places = counts.into_iter().filter(|(_, count)| *count == most).map(|(place, _)| place);
    let place = places.next()?;
    places.next().is_none().then(|| place.to_owned())
}

fn may_be_place(reader: &Reader<'_>, extraction: &Extraction, token: usize) -> bool {
    let lower = reader.lower(token);
    let single = token + 1 >= reader.len() || !reader.is_capitalised(token + 1);
    let known = reader.lexicon.names.longest(std::iter::once(lower)).map(|(_, name)| name);
    let is_place = known
        .is_none_or(|name| name.form == NameForm::Metonym || reader.lexicon.actors[name.actor].kind == Kind::Place);
    // the last word of a longer name ("Chamber of Commerce of Velmora") or nobody's
    let before = extraction.mentions.partition_point(|mention| mention.span.start <= reader.span(token).start);
    let mention = before.checked_sub(1).map(|last| &extraction.mentions[last]);
    let mention = mention.filter(|mention| mention.span.contains(reader.span(token)));
    let inside = mention.is_none_or(|mention| {
        let kind = extraction.actors.iter().find(|actor| actor.id == mention.actor).map(|actor| actor.kind);
        mention.span.start < reader.span(token).start && kind != Some(Kind::Person) || kind == Some(Kind::Place)
    });
    single && is_place && inside && !is_ordinary(lower) && !reader.lexicon.is(NameRole::NotAName, lower)
}

/// Puts the body under its new identity everywhere.
fn become_of(extraction: &mut Extraction, body: &Actor, owner: Owner, because: &Because) {
    let (id, name, acts_for) = match owner {
        Owner::Publisher(id) => (id, None, None),
        Owner::State(state, label) => {
            let name = format!("{} of {}", body.name, with_article(&label));
            (ActorId::unknown(&name), Some(name), Some(state))
        }
        Owner::Place(name) => (ActorId::unknown(&name), Some(name), None),
        Owner::Namer(path, namer) => {
            let hash: String = Sha256::digest(path).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            (ActorId::unknown(&format!("{} {hash}", body.name)), Some(format!("{} ({namer})", body.name)), None)
        }
    };
    let told = RuleId::new("unknown-name");
    for mention in
        extraction.mentions.iter_mut().filter(|mention| mention.actor == body.id && mention.because.rule == told)
    {
        mention.because = because.clone();
    }
    each_actor(extraction, &mut |actor, _| {
        if *actor == body.id {
            *actor = id.clone();
        }
    });
    let is_there = extraction.actors.iter().any(|actor| actor.id == id);
    if let (false, Some(name)) = (is_there, name) {
        if let Some(actor) = extraction.actors.iter_mut().find(|actor| actor.id == body.id) {
            (actor.id, actor.acts_for) = (id.clone(), acts_for);
            actor.called = Some(std::mem::replace(&mut actor.name, name.clone()));
        }
        if let Some(publisher) = extraction.publisher.as_mut().filter(|publisher| publisher.actor == id) {
            publisher.name = name;
        }
    }
    extraction.actors.retain(|actor| actor.id != body.id);
    for found in extraction.recommendations.iter_mut().chain(&mut extraction.reported_calls) {
        once_each(found);
    }
}
