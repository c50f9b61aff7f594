//! The ontology in the form in which the extractor asks it.

use super::model::{CueKind, Frame, Kind, NameRole, Polarity, Setting, Strength};
use super::phrases::PhraseTable;
use crate::iri::{ActionId, ActorId, CueId, TopicId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everything the extractor knows of the world.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// SHA-256 of the ontology it was compiled from.
    pub hash: String,
    /// Actors, places, instruments and populations.
    pub actors: Vec<ActorEntry>,
    pub(super) by_id: HashMap<ActorId, usize>,
    /// All names of all actors, by lower-case words.
    pub names: PhraseTable<Name>,
    pub cues: Vec<Cue>,
    /// The forms of all cues: the cue's index, and the form's.
    pub cue_forms: PhraseTable<(usize, usize)>,
    /// The words that names are made of, by what they do.
    pub name_words: BTreeMap<NameRole, PhraseTable<Option<Kind>>>,
    pub topics: Vec<TopicEntry>,
    pub keywords: PhraseTable<usize>,
    /// Verbs, with their particle if they have one, and the kind of action that they express.
    pub actions: HashMap<String, ActionId>,
    /// Events that texts call by their day alone.
    pub events: Vec<EventEntry>,
    /// The rules that are switched on.
    pub rules: BTreeSet<String>,
}

/// An actor, place or instrument that the ontology has.
#[derive(Clone, Debug)]
pub struct ActorEntry {
    pub id: ActorId,
    pub kind: Kind,
    /// Its full usual English name.
    pub label: String,
    pub family_name: Option<String>,
    /// The state that an organization or office-holder belongs to.
    pub country: Option<ActorId>,
    /// The state that a government acts for.
    pub acts_for: Option<ActorId>,
    pub demonym: Option<String>,
    /// Whether its plain name often means something else (a river, a first name).
    pub ambiguous: bool,
}

/// One name of one actor.
#[derive(Clone, Debug)]
pub struct Name {
    /// An index into [`Lexicon::actors`].
    pub actor: usize,
    pub form: NameForm,
    /// As it is written.
    pub text: Box<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameForm {
    /// A label or other full name.
    Label,
    /// Case is kept.
    Acronym,
    Demonym,
    /// A capital or seat that texts use as a name of a government.
    Metonym,
    FamilyName,
    Office,
    /// A name that needs the document's context ("the Senate").
    Context,
}

/// A cue: see `ontology/cue-schema.ttl`.
#[derive(Clone, Debug)]
pub struct Cue {
    pub id: CueId,
    pub kind: CueKind,
    /// Each form as lemmas.
    pub forms: Vec<Vec<String>>,
    pub strength: Strength,
    pub polarity: Polarity,
    pub frames: Vec<Frame>,
    /// Lemmas after the cue with which it asks for nothing; `*` is any one word.
    pub exceptions: PhraseTable<()>,
    pub subject_exceptions: Vec<String>,
    pub needs: Vec<Setting>,
    /// A text in which it fires, and a near miss.
    pub fires_in: String,
    pub silent_in: String,
}

#[derive(Clone, Debug)]
pub struct TopicEntry {
    pub id: TopicId,
    pub label: String,
}

/// An event that texts call by its day, and the words that tell that it is meant.
#[derive(Clone, Debug)]
pub struct EventEntry {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub words: BTreeSet<String>,
}

impl Lexicon {
    pub fn actor(&self, id: &ActorId) -> Option<&ActorEntry> {
        self.by_id.get(id).map(|&at| &self.actors[at])
    }

    /// Whether a word does this work in names.
    pub fn is(&self, role: NameRole, word: &str) -> bool {
        self.name_words.get(&role).is_some_and(|table| table.contains(word))
    }

    /// The longest phrase at the head of `words` that does this work in names: its length, and the kind it gives.
    pub fn name_word<'w, W>(&self, role: NameRole, words: W) -> Option<(usize, Option<Kind>)>
    where
        W: Iterator<Item = &'w str> + Clone,
    {
        self.name_words.get(&role)?.longest(words).map(|(length, kind)| (length, *kind))
    }

    /// Whether a verb is of this kind of cue (cessation, light verb, report).
    pub fn cue_of(&self, kind: CueKind, lemma: &str) -> Option<&Cue> {
        self.cue_forms
            .matches(std::iter::once(lemma))
            .into_iter()
            .map(|(_, &(cue, _))| &self.cues[cue])
            .find(|cue| cue.kind == kind)
    }

    pub fn has_rule(&self, rule: &str) -> bool {
        self.rules.contains(rule)
    }
}
