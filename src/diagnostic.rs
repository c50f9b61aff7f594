//! What went wrong or is doubtful, as a value with a place: nothing is lost silently, and nothing stops for it.

use crate::text::ByteSpan;
use std::path::PathBuf;

/// How much a [`Diagnostic`] weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the document is in the graph.
    Note,
    /// Doubtful; the document is in the graph.
    Warning,
    /// The document, or a part of it, was left out.
    Error,
}

/// One finding about an input.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A short stable name, such as `read::encoding`.
    pub code: &'static str,
    /// What is the matter, as a sentence.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    pub place: Place,
}

/// Where a finding stands.
#[derive(Clone, Debug)]
pub struct Place {
    pub file: PathBuf,
    /// The file's text (or the part of it that is shown) and the range in it, where there is one.
    pub span: Option<(std::sync::Arc<str>, ByteSpan)>,
}

impl Diagnostic {
    pub fn new(severity: Severity, code: &'static str, file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), help: None, place: Place { file: file.into(), span: None } }
    }

    /// The way to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The range of the text that is meant.
    pub fn at(mut self, text: impl Into<std::sync::Arc<str>>, span: ByteSpan) -> Self {
        self.place.span = Some((text.into(), span));
        self
    }
}

/// The name among those known that is spelt most like `told`, in any case; none where none is near. For "did you mean …?".
///
/// Likeness is that of Jaro and Winkler (1990), which weighs the beginning of a word more.
pub fn nearest<'a>(told: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.8;
    let told = told.to_lowercase();
    let scored = known.into_iter().map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &told), name));
    scored.filter(|(likeness, _)| *likeness > ALIKE).max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, name)| name)
}
