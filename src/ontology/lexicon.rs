//! The ontology in the form in which the extractor asks it.

use super::model::{CueKind, Frame, Kind, NameRole, Polarity, Setting, Strength};
use super::phrases::PhraseTable;
use crate::iri::{ActionId, ActorId, CueId, DoubtId, RuleId, TopicId};
use crate::language::tagger::Tagger;
use crate::language::tokens;
use crate::text::ByteSpan;
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
    /// Verbs among them that tell their kind of action only with an object of their own.
    pub ambiguous_verbs: BTreeSet<String>,
    /// Events that texts call by their day alone.
    pub events: Vec<EventEntry>,
    /// The rules that are switched on.
    pub rules: BTreeSet<String>,
    /// The reasons for doubt that a ground raises, sorted.
    pub doubts: BTreeMap<Ground, BTreeSet<DoubtId>>,
}

/// What can raise a doubt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    Rule(RuleId),
    Cue(CueId),
    /// A term of demarche's namespace, by its local name: how a role is known, a strength, a form of name, `condition`.
    Term(String),
}

impl Ground {
    pub fn term(name: &str) -> Self {
        Self::Term(name.to_owned())
    }
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

    /// Adds one more name of an actor, who is added too where the lexicon does not have it and `own` tells its name.
    pub fn add_name(&mut self, id: &ActorId, own: Option<&str>, kind: Kind, name: &str) {
        self.add(id, own, kind, NameForm::Label, name);
    }

    /// Adds an acronym of an actor, who is added too where the lexicon does not have it.
    pub fn add_acronym(&mut self, id: &ActorId, own: &str, kind: Kind, acronym: &str) {
        self.add(id, Some(own), kind, NameForm::Acronym, acronym);
    }

    fn add(&mut self, id: &ActorId, own: Option<&str>, kind: Kind, form: NameForm, name: &str) {
        let at = match (self.by_id.get(id), own) {
            (Some(&at), _) => at,
            (None, None) => return,
            (None, Some(own)) => {
                let at = self.actors.len();
                self.by_id.insert(id.clone(), at);
                self.actors.push(ActorEntry {
                    id: id.clone(),
                    kind,
                    label: own.to_owned(),
                    family_name: None,
                    country: None,
                    acts_for: None,
                    demonym: None,
                    ambiguous: false,
                });
                self.name(at, NameForm::Label, own);
                at
            }
        };
        self.name(at, form, name);
    }

    /// Adds a name of the actor at an index.
    pub(super) fn name(&mut self, actor: usize, form: NameForm, text: &str) {
        let folded = text.to_ascii_lowercase();
        let mut words = Vec::new();
        tokens::tokenize(&folded, ByteSpan::new(0, folded.len()), &mut words);
        let words = words.iter().map(|token| &folded[token.span.start..token.span.end]);
        self.names.insert(words, false, Name { actor, form, text: text.into() });
    }

    /// Whether a word does this work in names.
    pub fn is(&self, role: NameRole, word: &str) -> bool {
        self.name_words.get(&role).is_some_and(|table| table.contains(word))
    }

    /// Whether a word is a noun for those who can act, or is compounded with one ("shipowners", "policymakers").
    pub fn is_agent(&self, word: &str) -> bool {
        /// The fewest letters of a compound's first part, and of its second.
        const PARTS: (usize, usize) = (3, 5);
        let splits = PARTS.0..=word.len().saturating_sub(PARTS.1);
        self.is(NameRole::Agent, word)
            || splits.filter_map(|at| word.split_at_checked(at)).any(|(first, second)| {
                // "coordination" is made of no "coordi" and no nation, "international" of no national
                second.trim_end_matches('s').ends_with('r')
                    && self.is(NameRole::Agent, second)
                    && Tagger::embedded().is_ordinary(first)
            })
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
