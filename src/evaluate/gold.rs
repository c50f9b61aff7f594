//! A gold annotation whose places were found in the document's text.

use super::file::{Polarity, Strength};
use super::places;
use crate::text::{CharSpan, LineColumn};
use std::collections::{BTreeMap, BTreeSet};

/// All folded names of each actor.
pub(super) type Names = BTreeMap<String, BTreeSet<String>>;

/// A gold annotation with its places found in the document's text. Ranges are code points of that text.
#[derive(Clone, Debug)]
pub struct Gold {
    pub(super) text: Vec<char>,
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) issued: Option<String>,
    pub(super) recommendations: Vec<GoldRecommendation>,
    pub(super) actors: Names,
    /// Ranges with the actor's name, none overlapping another.
    pub(super) mentions: Vec<(CharSpan, String)>,
    pub(super) ignored: Vec<CharSpan>,
    pub(super) dates: Vec<GoldDate>,
}

#[derive(Clone, Debug)]
pub(super) struct GoldRecommendation {
    pub id: String,
    pub span: CharSpan,
    pub head: CharSpan,
    pub verb: String,
    pub polarity: Polarity,
    pub strength: Strength,
    pub addressees: Vec<String>,
    pub counterparts: Vec<String>,
    pub part_of: Option<String>,
    /// Neither a miss nor a false alarm.
    pub optional: bool,
}

#[derive(Clone, Debug)]
pub(super) struct GoldDate {
    pub span: CharSpan,
    pub value: String,
    pub optional: bool,
}

impl Gold {
    /// Line and column of a position of the text.
    pub(super) fn line_column(&self, at: usize) -> LineColumn {
        let before = &self.text[..at.min(self.text.len())];
        let column = before.iter().rev().take_while(|c| **c != '\n').count() + 1;
        LineColumn { line: before.iter().filter(|c| **c == '\n').count() + 1, column }
    }

    /// Whether a found actor is the gold's: by its name, or by a name that both have.
    pub(super) fn same(&self, gold: &str, name: &str, forms: Option<&BTreeSet<String>>) -> bool {
        let alone = BTreeSet::from([places::fold(gold)]);
        let ours = self.actors.get(gold).unwrap_or(&alone);
        ours.contains(&places::fold(name)) || forms.is_some_and(|forms| !ours.is_disjoint(forms))
    }
}
