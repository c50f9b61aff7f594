//! What people corrected at a line, beside what the program had found there.

use crate::extract::{Extraction, Recommendation};
use crate::iri::{CorrectionId, RecommendationId};
use crate::resolve::curation::{Change, Curation, Outcome, State};
use crate::text::ByteSpan;

pub(super) struct Corrections<'a> {
    pub curation: &'a Curation,
    /// What came of them in the document.
    pub outcomes: &'a [Outcome],
    /// What the program found, before any correction.
    pub found: &'a Extraction,
}

impl<'a> Corrections<'a> {
    /// `reassign addressee, by A. Okafor, 2026-05-02: the ministry decides [curation/corrections.csv:3]`
    pub fn told(&self, id: &CorrectionId) -> Option<String> {
        let correction = self.curation.corrections.iter().find(|correction| correction.id == *id)?;
        let property = correction.change.property().filter(|_| !matches!(correction.change, Change::Add { .. }));
        let property = property.map(|name| format!(" {name}")).unwrap_or_default();
        let date = correction.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
        let why = correction.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        let action = match correction.change {
            Change::Reject(_) => String::new(),
            _ => format!("{}{property}, by ", correction.change.action()),
        };
        Some(format!("{action}{}{date}{why} [{}]", correction.by, correction.where_it_stands()))
    }

    /// What the program had found in a range and a person rejected, each with who did, and why.
    pub fn rejected(&self, range: ByteSpan) -> Vec<(&'a Recommendation, String)> {
        let is_rejection = |id: &CorrectionId| {
            let mut all = self.curation.corrections.iter();
            all.any(|correction| correction.id == *id && matches!(correction.change, Change::Reject(_)))
        };
        let applied =
            self.outcomes.iter().filter(|came| came.state == State::Applied && is_rejection(&came.correction));
        let told = applied.filter_map(|came| {
            let id = came.corrects.as_ref()?.strip_prefix(RecommendationId::PATH)?;
            let found = self.found.recommendations.iter().find(|found| found.id.as_str() == id)?;
            range.contains(found.verb.span).then(|| Some((found, self.told(&came.correction)?)))?
        });
        told.collect()
    }
}
