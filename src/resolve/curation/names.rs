//! Who is meant by a name or id in a curation file.

use super::Who;
use crate::extract::{Actor, Extraction, Kind};
use crate::iri::ActorId;
use crate::ontology::Lexicon;

/// Whether two names are the same but for case, white space and an article.
pub(super) fn same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// A name as names are compared.
fn fold(name: &str) -> String {
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'");
    words.strip_prefix("the ").map(str::to_owned).unwrap_or(words)
}

/// The actor of the lexicon that bears a name, where only one does.
pub(super) fn in_lexicon(name: &str, lexicon: &Lexicon) -> Option<ActorId> {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').collect();
    let found = lexicon.names.matches(words.iter().copied());
    let mut ids: Vec<&ActorId> = found
        .into_iter()
        .filter(|(length, _)| *length == words.len())
        .map(|(_, name)| &lexicon.actors[name.actor].id)
        .collect();
    ids.dedup();
    let labelled = ids.iter().find(|id| lexicon.actor(id).is_some_and(|entry| same(&entry.label, name)));
    match (labelled, ids.as_slice()) {
        (Some(id), _) | (None, [id]) => Some((*id).clone()),
        _ => None,
    }
}

impl Who {
    /// Who is meant where no document tells: an id, the lexicon's actor of that name, else an actor named for the first time.
    pub(super) fn id(&self, lexicon: &Lexicon) -> ActorId {
        match self {
            Self::Id(id) => id.clone(),
            Self::Name(name) => in_lexicon(name, lexicon).unwrap_or_else(|| ActorId::unknown(fold(name).as_str())),
        }
    }

    /// The name, where it was given by name.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Id(_) => None,
            Self::Name(name) => Some(name),
        }
    }

    /// Who is meant in a document: first whom it names so, then whom the lexicon does.
    pub(super) fn within(
        &self,
        extraction: &Extraction,
        texts: &dyn Fn(&ActorId, &str) -> bool,
        lexicon: &Lexicon,
    ) -> ActorId {
        if let Self::Name(name) = self {
            let named = extraction.actors.iter().find(|actor| same(&actor.name, name));
            let called = || {
                let mut called = extraction.actors.iter().filter(|actor| texts(&actor.id, name));
                called.next().filter(|_| called.next().is_none())
            };
            if let Some(actor) = named.or_else(called) {
                return actor.id.clone();
            }
        }
        self.id(lexicon)
    }

    /// The actor itself, to be listed in a document that does not name it. None for an id that nobody has.
    pub(super) fn actor(&self, id: &ActorId, lexicon: &Lexicon) -> Option<Actor> {
        if let Some(entry) = lexicon.actor(id) {
            return Some(Actor {
                id: id.clone(),
                name: entry.label.clone(),
                kind: entry.kind,
                acts_for: entry.acts_for.clone(),
                called: None,
                members: Vec::new(),
                known: true,
            });
        }
        let name = self.name()?.split_whitespace().collect::<Vec<_>>().join(" ");
        let (id, kind) = (id.clone(), Kind::Organization);
        Some(Actor { id, name, kind, acts_for: None, called: None, members: Vec::new(), known: false })
    }
}
