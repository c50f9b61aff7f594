//! An acronym that one document explains and another only uses: "the Harbour Workers Alliance (HWA)" in the one, "HWA" in the
//! other, are one actor, where no document of the collection explains it otherwise; else it stays open. One of three letters has
//! too many meanings to go from one publisher to another; one that spells an ordinary word ("HOPE") is never taken for a name.
//!
//! The other document is read again with the acronym as a name, and what rests on it says that it was concluded.

use super::Summary;
use crate::document::Document;
use crate::extract::actors::each_role;
use crate::extract::{Extraction, How, Kind};
use crate::iri::{ActorId, DocumentId, RuleId};
use crate::language::tagger::Tagger;
use crate::ontology::Lexicon;
use crate::text::CharSpan;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The rule that takes an acronym for whom another document explains it to be.
pub const RULE: &str = "acronym-of-collection";
/// The rule by which a document explains an acronym.
const EXPLAINED: &str = "acronym";
/// How many letters an acronym has that is looked for.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=10;

/// An acronym, whom it means, and where a document says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Acronym {
    pub form: String,
    pub actor: ActorId,
    pub name: String,
    pub kind: Kind,
    pub acts_for: Option<ActorId>,
    pub document: DocumentId,
    /// The acronym in its bracket, in code points of the stored text.
    pub at: CharSpan,
}

/// The acronyms that a document explains; names of places, laws and the like are left out.
pub(super) fn explained(document: &Document, extraction: &Extraction) -> Vec<Acronym> {
    let found = extraction.mentions.iter().filter(|mention| mention.because.rule.as_str() == EXPLAINED);
    let acronyms = found.filter_map(|mention| {
        let form = document.text.slice(mention.span);
        let actor = extraction.actors.iter().find(|actor| actor.id == mention.actor)?;
        let fits = is_acronym(form) && actor.kind.is_actor() && stands_for(form, &actor.name);
        fits.then(|| Acronym {
            form: form.to_owned(),
            actor: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            acts_for: actor.acts_for.clone(),
            document: document.id.clone(),
            at: document.text.stored_chars(mention.span),
        })
    });
    acronyms.collect()
}

/// The acronyms that a document uses, beside its `own`, and that mean nobody in it, or somebody of whom it has no other name.
pub(super) fn unexplained(document: &Document, extraction: &Extraction, own: &[Acronym]) -> BTreeSet<String> {
    let mut mentions = extraction.mentions.iter().collect::<Vec<_>>();
    mentions.sort_by_key(|mention| mention.span.start);
    let means_nobody = |at: crate::text::ByteSpan, form: &str| {
        let before = mentions.partition_point(|mention| mention.span.start <= at.start);
        let around = before.checked_sub(1).map(|last| mentions[last]).filter(|mention| mention.span.contains(at));
        around.is_none_or(|mention| {
            let actor = extraction.actors.iter().find(|actor| actor.id == mention.actor);
            actor.is_some_and(|actor| !actor.known && actor.name == form)
        })
    };
    let mut forms = BTreeSet::new();
    for sentence in &document.sentences {
        let tokens = &document.tokens[sentence.tokens.clone()];
        let words = || tokens.iter().map(|token| document.text.slice(token.span));
        // In a heading in capitals every word looks like one.
        if !words().any(|word| word.chars().count() > 2 && word.chars().all(char::is_lowercase)) {
            continue;
        }
        for (token, word) in tokens.iter().zip(words()) {
            if is_acronym(word) && means_nobody(token.span, word) {
                forms.insert(word.to_owned());
            }
        }
    }
    forms.retain(|form| !own.iter().any(|acronym| acronym.form == *form));
    forms
}

/// The acronyms of each document that others explain, where all that explain them agree.
pub(super) fn of_others(documents: &[&Summary], lexicon: &Lexicon) -> BTreeMap<DocumentId, Vec<Acronym>> {
    let agreed = agreed(documents, lexicon);
    let publisher = |id: &DocumentId| {
        let at = documents.binary_search_by(|summary| summary.document.cmp(id)).ok()?;
        documents[at].publisher.as_ref()
    };
    let used = documents.iter().map(|document| {
        let fits = |acronym: &&Acronym| {
            acronym.form.len() > *LETTERS.start()
                || publisher(&acronym.document).is_some_and(|id| document.publisher.as_ref() == Some(id))
        };
        let used = document.unexplained.iter().filter_map(|form| agreed.get(form)).filter(fits).cloned();
        (document.document.clone(), used.collect::<Vec<_>>())
    });
    used.filter(|(_, used)| !used.is_empty()).collect()
}

/// Of the acronyms that the collection explains those that mean one actor only, by form.
fn agreed(documents: &[&Summary], lexicon: &Lexicon) -> BTreeMap<String, Acronym> {
    let mut agreed: BTreeMap<&str, Option<&Acronym>> = BTreeMap::new();
    for acronym in documents.iter().flat_map(|summary| &summary.acronyms) {
        let known = agreed.entry(&acronym.form).or_insert(Some(acronym));
        *known = known.filter(|known| known.actor == acronym.actor);
    }
    let is_free = |form: &str| lexicon.names.matches(std::iter::once(form.to_lowercase().as_str())).is_empty();
    let agreed = agreed.into_iter().filter_map(|(form, acronym)| Some((form.to_owned(), acronym?.clone())));
    agreed.filter(|(form, _)| is_free(form)).collect()
}

/// A lexicon that has these acronyms as names.
pub fn taught(lexicon: &Lexicon, acronyms: &[Acronym]) -> Lexicon {
    let mut taught = lexicon.clone();
    for Acronym { form, actor, name, kind, .. } in acronyms {
        taught.add_acronym(actor, name, *kind, form);
    }
    taught
}

/// Says of what rests on these acronyms, in an extraction made with them, that it was concluded.
pub fn mark(document: &Document, extraction: &mut Extraction, acronyms: &[Acronym], lexicon: &Lexicon) {
    let mut spans = BTreeSet::new();
    for mention in &mut extraction.mentions {
        let form = document.text.slice(mention.span);
        if acronyms.iter().any(|acronym| acronym.actor == mention.actor && acronym.form == form) {
            mention.because.rule = RuleId::new(RULE);
            spans.insert((mention.span.start, mention.span.end));
        }
    }
    for actor in &mut extraction.actors {
        if let Some(acronym) = acronyms.iter().find(|acronym| acronym.actor == actor.id) {
            actor.known = lexicon.actor(&actor.id).is_some();
            actor.acts_for = actor.acts_for.take().or_else(|| acronym.acts_for.clone());
        }
    }
    each_role(extraction, &mut |role| {
        let rests = role.span.is_some_and(|span| spans.contains(&(span.start, span.end)));
        if rests && role.how == How::Explicit {
            role.how = How::Inferred;
        }
    });
}

/// Capitals only, as many as acronyms have, that spell no ordinary word.
fn is_acronym(word: &str) -> bool {
    let is_one = LETTERS.contains(&word.chars().count()) && word.chars().all(|c| c.is_ascii_uppercase());
    is_one && !Tagger::embedded().is_ordinary(&word.to_lowercase())
}

/// Whether an acronym is made of the capitals and initials of a name, in their order, from the first on.
fn stands_for(form: &str, name: &str) -> bool {
    let mut letters = name.split(|c: char| !c.is_alphanumeric()).flat_map(|word| {
        let first = word.chars().next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(word.chars().skip(1).filter(|c| c.is_uppercase()))
    });
    form.chars().all(|letter| letters.any(|other| other == letter))
}
