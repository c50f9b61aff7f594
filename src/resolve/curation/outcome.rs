//! What came of each correction: applied, no longer needed, or lost, with a report where a person should look.

use super::{Change, Correction, Curation};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::iri::{ActorId, CorrectionId, DocumentId};
use crate::text::CharSpan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What came of one correction in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub correction: CorrectionId,
    pub state: State,
    /// Where its quote stands, in code points of the stored text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<CharSpan>,
    /// The path of the node that was corrected, below the base: `rec/…`, `doc/…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
    /// What the program had found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Value>,
    /// What stands in its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new: Vec<Value>,
    /// Names that somebody has by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<(ActorId, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Applied,
    /// The program finds the same by now.
    Needless,
    /// Why it could not be applied.
    Lost(String),
    /// The quote fits several: so many.
    Ambiguous(usize),
}

/// A value before or after a correction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// The path of a node below the base.
    Node(String),
    /// The local name of a term of demarche.
    Term(String),
    Text(String),
}

impl State {
    /// The word of `dem:outcome`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Needless => "needless",
            Self::Lost(_) => "lost",
            Self::Ambiguous(_) => "ambiguous",
        }
    }
}

/// What a person should look at in the curation files, in their order: corrections whose text is gone, that fit several
/// recommendations, or that are no longer needed.
pub fn reports(curation: &Curation, outcomes: &BTreeMap<DocumentId, Vec<Outcome>>) -> Vec<Diagnostic> {
    let mut by_id: BTreeMap<&CorrectionId, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes.values().flatten() {
        by_id.entry(&outcome.correction).or_default().push(outcome);
    }
    let none = Vec::new();
    let report = |correction| report(correction, by_id.get(&correction.id).unwrap_or(&none), outcomes);
    curation.corrections.iter().filter_map(report).collect()
}

fn report(
    correction: &Correction,
    came: &[&Outcome],
    outcomes: &BTreeMap<DocumentId, Vec<Outcome>>,
) -> Option<Diagnostic> {
    if matches!(correction.change, Change::Suppress { .. })
        || came.iter().any(|outcome| outcome.state == State::Applied)
    {
        return None;
    }
    let action = correction.change.action();
    let (severity, code, message, help) = match (
        came.first().map(|outcome| &outcome.state),
        correction.change.document(),
    ) {
        (None, Some(document)) if !outcomes.contains_key(document) => (
            Severity::Warning,
            "curation::document",
            format!("this {action} is about the document {:?}, which is not in the graph", document.as_str()),
            match nearest(document.as_str(), outcomes.keys().map(DocumentId::as_str)) {
                Some(near) => format!("did you mean {near:?}?"),
                None => "mend the document's id, or remove the correction".to_owned(),
            },
        ),
        (None, Some(_)) => return None,
        (None, None) => (
            Severity::Note,
            "curation::nobody",
            format!("this {action} concerns nobody: no document names this actor"),
            "check the spelling of the name; it may wait here for documents to come".to_owned(),
        ),
        (Some(State::Lost(why)), _) => (
            Severity::Warning,
            "curation::lost",
            format!("this {action} could not be applied: {why}"),
            match &correction.change {
                Change::Copy { .. } => "mend the id of the original, or remove the correction".to_owned(),
                _ => "quote words that stand in the document now, or remove the correction".to_owned(),
            },
        ),
        (Some(State::Ambiguous(many)), _) => (
            Severity::Warning,
            "curation::ambiguous",
            format!("this {action} fits {many} recommendations, and none was touched"),
            "quote more words, say what stands before or behind them (prefix, suffix), or name the head verb (verb)"
                .to_owned(),
        ),
        (Some(_), _) => (
            Severity::Note,
            "curation::needless",
            match &correction.change {
                Change::Reject(_) => {
                    "this reject is no longer needed: the program finds no recommendation there".to_owned()
                }
                _ => format!("this {action} is no longer needed: the program finds the same by itself"),
            },
            "remove the correction".to_owned(),
        ),
    };
    let mut diagnostic = Diagnostic::new(severity, code, &correction.place.file, message).help(help);
    diagnostic.place = correction.place.clone();
    Some(diagnostic)
}
