//! A gold annotation: what a person found in one document, as JSON. The smallest one:
//!
//! ```json
//! {"document": "pool.txt", "title": null, "publisher": "Elm Park Swimmers", "issued": "2031-06-12",
//!  "recommendations": [
//!    {"id": "r1", "quote": "The City Council should open the pool", "verb": "open", "polarity": "positive",
//!     "strength": "should", "addressees": ["City Council"], "counterparts": [], "part_of": null}],
//!  "actors": [{"name": "City Council", "forms": ["City Council", "Council"]}],
//!  "ignore": [],
//!  "dates": [{"quote": "12 June 2031", "value": "2031-06-12"}]}
//! ```
//!
//! Places are quotes, or ranges `[start, end)` in code points of the text.

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{ByteSpan, CharSpan};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A gold file as it was written; [`GoldFile::locate`] finds its places in the text.
#[derive(Clone, Debug)]
pub struct GoldFile {
    /// The name of the document's file.
    pub document: String,
    pub(super) path: PathBuf,
    pub(super) json: Arc<str>,
    /// SHA-256 of the annotated file, where positions are given.
    pub(super) sha256: Option<String>,
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) issued: Option<String>,
    pub(super) recommendations: Vec<Item<WrittenRecommendation>>,
    pub(super) actors: Vec<Item<WrittenActor>>,
    pub(super) ignore: Vec<Ignored>,
    pub(super) dates: Vec<Item<WrittenDate>>,
}

/// One entry of a list, and its range in the bytes of the file.
#[derive(Clone, Debug)]
pub(super) struct Item<T> {
    pub(super) value: T,
    pub(super) at: ByteSpan,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<'a> {
    document: String,
    sha256: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    issued: Option<String>,
    #[serde(borrow)]
    recommendations: Vec<&'a RawValue>,
    #[serde(borrow)]
    actors: Vec<&'a RawValue>,
    #[serde(default)]
    ignore: Vec<Ignored>,
    #[serde(borrow, default)]
    dates: Vec<&'a RawValue>,
    /// For the annotator's own use.
    #[serde(rename = "note")]
    _note: Option<serde::de::IgnoredAny>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenRecommendation {
    pub(super) id: String,
    pub(super) quote: Option<String>,
    pub(super) nth: Option<usize>,
    pub(super) span: Option<CharSpan>,
    /// The range of the head verb; without it the verb is looked for in the quote.
    pub(super) head: Option<CharSpan>,
    pub(super) verb: String,
    /// The head verb as it stands in the quote, where that is not its base form.
    pub(super) verb_text: Option<String>,
    pub(super) polarity: Polarity,
    pub(super) strength: Strength,
    #[serde(default)]
    pub(super) addressees: Vec<String>,
    #[serde(default)]
    pub(super) counterparts: Vec<String>,
    pub(super) part_of: Option<String>,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(rename = "note")]
    pub(super) _note: Option<serde::de::IgnoredAny>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Polarity {
    Positive,
    Negative,
}

impl Polarity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Strength {
    Must,
    Should,
    May,
}

impl Strength {
    pub fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenActor {
    pub(super) name: String,
    /// Its names in this text; each occurrence is a mention.
    #[serde(default)]
    pub(super) forms: Vec<String>,
    /// Mentions by their ranges.
    #[serde(default)]
    pub(super) spans: Vec<CharSpan>,
    /// Other names by which it may be called.
    #[serde(default)]
    pub(super) also: Vec<String>,
    #[serde(rename = "kind")]
    pub(super) _kind: Option<String>,
    #[serde(rename = "note")]
    pub(super) _note: Option<serde::de::IgnoredAny>,
}

/// Words that are neither right nor wrong when they are marked.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "a string, or a range [start, end]")]
pub(super) enum Ignored {
    Form(String),
    Span(CharSpan),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenDate {
    pub(super) quote: Option<String>,
    pub(super) nth: Option<usize>,
    pub(super) span: Option<CharSpan>,
    pub(super) value: String,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(rename = "note")]
    pub(super) _note: Option<serde::de::IgnoredAny>,
}

impl GoldFile {
    /// Reads the text of a gold file.
    ///
    /// # Errors
    /// It is no JSON, or not of this form: every entry that is wrong, with its line and column.
    pub fn parse(path: &Path, json: &str) -> Result<Self, Vec<Diagnostic>> {
        let json: Arc<str> = Arc::from(json);
        let written: Written<'_> = serde_json::from_str(&json).map_err(|error| {
            let at = place(&json, 0, &error);
            vec![broken(path, &json, at, &error)]
        })?;
        let mut found = Vec::new();
        let file = Self {
            document: written.document,
            path: path.to_owned(),
            sha256: written.sha256,
            title: written.title,
            publisher: written.publisher,
            issued: written.issued,
            recommendations: items(&written.recommendations, path, &json, &mut found),
            actors: items(&written.actors, path, &json, &mut found),
            ignore: written.ignore,
            dates: items(&written.dates, path, &json, &mut found),
            json: Arc::clone(&json),
        };
        if found.is_empty() { Ok(file) } else { Err(found) }
    }

    /// What is to be said where not one, but `count` of the texts bear the name of its document.
    pub fn without_document(&self, count: usize) -> Diagnostic {
        let (message, help) = match count {
            0 => (
                format!("there is no {:?} among the texts", self.document),
                "“document” is the name of the annotated file",
            ),
            _ => (format!("{count} of the texts are named {:?}", self.document), "put the folder in front of the name"),
        };
        self.finding(self.key("document"), message).help(help)
    }

    pub(super) fn finding(&self, at: ByteSpan, message: String) -> Diagnostic {
        Diagnostic::new(Severity::Error, "gold::entry", &self.path, message).at(Arc::clone(&self.json), at)
    }

    /// The place of a key of the file.
    pub(super) fn key(&self, key: &str) -> ByteSpan {
        key_in(&self.json, ByteSpan::new(0, self.json.len()), key)
    }

    /// The place of a key of an entry.
    pub(super) fn field<T>(&self, item: &Item<T>, key: &str) -> ByteSpan {
        key_in(&self.json, item.at, key)
    }
}

/// The entries of a list; those that are wrong are told.
fn items<T: DeserializeOwned>(
    raw: &[&RawValue],
    path: &Path,
    json: &Arc<str>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Item<T>> {
    let mut items = Vec::new();
    for raw in raw.iter().map(|raw| raw.get()) {
        // The entry is a part of `json`, so its address tells where it stands.
        let start = (raw.as_ptr() as usize).saturating_sub(json.as_ptr() as usize);
        match serde_json::from_str(raw) {
            Ok(value) => items.push(Item { value, at: ByteSpan::new(start, start + raw.len()) }),
            Err(error) => found.push(broken(path, json, place(json, start, &error), &error)),
        }
    }
    items
}

/// The byte of `json` where an error of the part that begins at `start` stands.
fn place(json: &str, start: usize, error: &serde_json::Error) -> ByteSpan {
    let line = json[start..].split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (start + line + error.column().saturating_sub(1)).min(json.len());
    ByteSpan::new(at, at + 1)
}

fn broken(path: &Path, json: &Arc<str>, at: ByteSpan, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    let (code, help) = match error.classify() {
        serde_json::error::Category::Data => ("gold::entry", "demarche evaluate --help shows the form of a gold file"),
        _ => (
            "gold::syntax",
            "mend the JSON: often a comma, a quotation mark or a bracket is missing right before this place",
        ),
    };
    Diagnostic::new(Severity::Error, code, path, message).help(help).at(Arc::clone(json), at)
}

/// The first place of a key inside a range, else the beginning of the range.
fn key_in(json: &str, within: ByteSpan, key: &str) -> ByteSpan {
    let quoted = format!("\"{key}\"");
    let part = &json[within.start..within.end];
    let is_key = |at: &(usize, &str)| part[at.0 + quoted.len()..].trim_start().starts_with(':');
    match part.match_indices(&quoted).find(is_key) {
        Some((at, _)) => ByteSpan::new(within.start + at, within.start + at + quoted.len()),
        None => ByteSpan::new(within.start, within.start + 1),
    }
}
