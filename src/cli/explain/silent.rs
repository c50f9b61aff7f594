//! Why a sentence asks for nothing: the cues that stand in it, and what kept each from firing.

use super::line::{Explainer, write_fields};
use crate::document::{BlockKind, Sentence};
use crate::ontology::lexicon::Cue;
use crate::ontology::model::CueKind;
use crate::text::ByteSpan;
use anyhow::Result;
use std::io::Write;

impl Explainer<'_> {
    /// Why a sentence asks for nothing.
    pub(super) fn silent(&self, out: &mut impl Write, sentence: &Sentence) -> Result<()> {
        let asking = |kind| {
            matches!(
                kind,
                CueKind::Modal | CueKind::SpeechAct | CueKind::Evaluation | CueKind::Announcement | CueKind::Report
            )
        };
        let cues: Vec<_> = self.cues(sentence).filter(|(cue, _)| asking(cue.kind)).collect();
        if cues.iter().all(|(cue, _)| cue.kind == CueKind::Report) {
            writeln!(out, "\n  Nothing is asked here: no cue stands in this sentence.")?;
            return Ok(());
        }
        let words: Vec<String> = self.document.words(sentence).iter().map(|word| word.to_lowercase()).collect();
        let because = match self.document.blocks[sentence.block.0].kind {
            _ if words.iter().any(|word| word == "?") => ": it is a question",
            BlockKind::Table => ": tables are not read for requests",
            BlockKind::Footnote => ": footnotes are not read for requests",
            _ => "",
        };
        let fields = cues
            .iter()
            .map(|(cue, span)| (self.document.text.slice(*span), self.why_silent(cue, *span, sentence, &words)));
        let fields: Vec<_> = fields.collect();
        writeln!(out, "\n  Nothing is asked here{because}. Cues that stand here and did not fire:")?;
        write_fields(out, &fields, 4)
    }

    /// What a cue is, and what keeps it from firing at a place: the words around it where they tell, else what it needs.
    fn why_silent(&self, cue: &Cue, span: ByteSpan, sentence: &Sentence, words: &[String]) -> String {
        let tokens = &self.document.tokens[sentence.tokens.clone()];
        let (from, behind) = (
            tokens.partition_point(|token| token.span.end <= span.start),
            tokens.partition_point(|token| token.span.start < span.end),
        );
        let mut why = self.kind(cue);
        let is_modal = cue.kind == CueKind::Modal;
        if !cue.exceptions.matches(words[behind..].iter().map(String::as_str)).is_empty() {
            why += "; the words behind it are among its exceptions";
        } else if is_modal && words.get(behind).is_some_and(|word| word == "have") {
            why += "; “have” behind it tells of what was not done";
        } else if is_modal && words[..from].iter().any(|word| word == "if") {
            why += "; it stands behind “if”";
        } else {
            why += &format!(": {}", self.entries.term(cue.kind.name()).1.trim_end_matches('.'));
        }
        for (label, comment) in cue.needs.iter().map(|setting| self.entries.term(setting.name())) {
            why += &format!("; it fires only {label} ({})", comment.trim_end_matches('.'));
        }
        if let Some(place) = self.entries.place(&cue.id.iri(self.base)) {
            why += &format!(" [{place}]");
        }
        why
    }
}
