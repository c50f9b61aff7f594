//! What people say of copies: that a document repeats another's text, or that it does not.

use super::{Change, Curation, Outcome, State, Value};
use crate::iri::DocumentId;
use crate::resolve::copies::{Copy, Told};

impl Curation {
    /// What is said of which document; the last word counts.
    pub fn copies(&self) -> Told {
        let told = self.corrections.iter().filter_map(|correction| match &correction.change {
            Change::Copy { document, of } => Some((document.clone(), of.clone())),
            _ => None,
        });
        told.collect()
    }

    /// What came of that, by document: `found` are the copies that the program takes for such, `settled` those that count.
    pub fn copies_came(&self, found: &[Copy], settled: &[Copy]) -> Vec<(DocumentId, Outcome)> {
        let original = |copies: &[Copy], id: &DocumentId| {
            copies.iter().find(|copy| copy.document == *id).map(|copy| copy.original.clone())
        };
        let value = |of: &Option<DocumentId>| -> Vec<Value> {
            of.iter().map(|id| Value::Node(format!("{}{id}", DocumentId::PATH))).collect()
        };
        let came = self.corrections.iter().filter_map(|correction| {
            let Change::Copy { document, of } = &correction.change else { return None };
            let (former, new) = (original(found, document), original(settled, document));
            let state = match of {
                Some(of) if new.is_none() => State::Lost(format!("no other document of the graph has the id {of}")),
                _ if former == new => State::Needless,
                _ => State::Applied,
            };
            let corrects = Some(format!("{}{document}", DocumentId::PATH));
            let (former, new) = (value(&former), value(&new));
            let correction = correction.id.clone();
            Some((document.clone(), Outcome { correction, state, at: None, corrects, former, new, names: Vec::new() }))
        });
        came.collect()
    }
}
