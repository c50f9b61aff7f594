//! Who and what is named: every mention, and the actors that mentions of one and the same are put together as.
//!
//! Pass by pass. The lexicon's names and names told by their form (a title, a head noun, a government noun) are found from
//! left to right, the longest first; then the given publisher, bylines, places that are asked to act, and organizations told by
//! how they act; then acronyms and short forms that the text itself defines; then lone head nouns ("the Council") that stand for a longer name before, and capitals that stand for
//! their governments; at last all mentions of one are given one identity.

mod acting;
mod bylines;
mod forms;
pub(super) mod generic;
mod given;
mod identity;
mod local;
mod metonyms;
mod places;

use super::reader::Reader;
use super::{Actor, Because, Extraction, How, Mention};
use crate::iri::ActorId;
use crate::text::ByteSpan;
use std::collections::HashMap;
use std::ops::Range;

/// All mentions of a document, and which one covers a token.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub actors: Vec<Actor>,
    pub mentions: Vec<Named>,
    /// For each token: the mention that covers it, as its index plus one; 0 for none.
    covering: Vec<u32>,
    by_id: HashMap<ActorId, usize>,
}

/// A mention, in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub tokens: Range<usize>,
    /// An index into [`Names::actors`].
    pub actor: usize,
    pub because: Because,
}

impl Names {
    /// Finds everybody and everything that a document names.
    pub fn find(reader: &Reader<'_>) -> Self {
        let mut found = forms::find(reader);
        given::add(reader, &mut found);
        bylines::add(reader, &mut found);
        places::add(reader, &mut found);
        acting::add(reader, &mut found);
        local::add(reader, &mut found);
        metonyms::add(reader, &mut found);
        identity::settle(reader, found)
    }

    /// The mention that covers a token.
    pub fn at(&self, token: usize) -> Option<&Named> {
        let at = *self.covering.get(token)?;
        (at > 0).then(|| &self.mentions[at as usize - 1])
    }

    /// The mentions that begin in a range of tokens.
    pub fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Named> {
        let from = self.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        self.mentions[from..].iter().take_while(move |mention| mention.tokens.start < tokens.end)
    }

    pub fn actor(&self, mention: &Named) -> &Actor {
        &self.actors[mention.actor]
    }

    pub fn index_of(&self, id: &ActorId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The mentions as the record gives them.
    pub fn records(&self, reader: &Reader<'_>) -> Vec<Mention> {
        let record = |mention: &Named| Mention {
            span: reader.span_of(&mention.tokens),
            actor: self.actors[mention.actor].id.clone(),
            because: mention.because.clone(),
        };
        self.mentions.iter().map(record).collect()
    }
}

/// Roles that a metonym or a place fills are known by inference, whatever else tells them.
pub(super) fn mark_inferred(extraction: &mut Extraction) {
    let metonyms: Vec<ByteSpan> = extraction
        .mentions
        .iter()
        .filter(|mention| [metonyms::RULE, places::RULE].contains(&mention.because.rule.as_str()))
        .map(|mention| mention.span)
        .collect();
    if metonyms.is_empty() {
        return;
    }
    let calls = extraction.recommendations.iter_mut().chain(&mut extraction.reported_calls);
    for call in calls {
        let counterparts = call.counterparts.iter_mut().map(|counterpart| &mut counterpart.role);
        let roles =
            call.addressees.iter_mut().chain(&mut call.recommenders).chain(&mut call.sought_from).chain(counterparts);
        for role in
            roles.filter(|role| role.how == How::Explicit && role.span.is_some_and(|span| metonyms.contains(&span)))
        {
            role.how = How::Inferred;
        }
    }
}
