//! What a document says about itself in YAML between two `---` lines at its head, each value with its place.

use super::{Given, GivenSource, GivenValue};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{ByteSpan, LineColumn};
use jiff::civil::Date;
use serde_norway::Value;
use std::path::Path;

/// A field of [`Given`], or the document's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Title,
    Publisher,
    Author,
    Issued,
    Url,
    Licence,
    Retrieved,
    Language,
    RightsHolder,
}

/// The names of each field, the best first: where a file gives several, the value of the first stands first.
const NAMES: [(Field, &[&str]); 9] = [
    (Field::Id, &["id", "identifier"]),
    (Field::Title, &["title"]),
    (
        Field::Publisher,
        &["publisher", "organization", "organisation", "institution", "site_name", "author", "authors", "creator"],
    ),
    (
        Field::Issued,
        &["issued", "date", "published", "published_time", "published_at", "date_published", "publication_date"],
    ),
    (Field::Url, &["url", "source_url", "canonical", "canonical_url", "permalink", "link"]),
    (Field::Licence, &["licence", "license", "rights"]),
    (Field::Retrieved, &["retrieved", "accessed", "access_date", "date_accessed"]),
    (Field::Language, &["language", "lang"]),
    (Field::RightsHolder, &["rights_holder", "rightsholder", "copyright_holder"]),
];

impl Field {
    /// The field that a key of the front matter or a column of the sidecar names, and how good a name for it the key is
    /// (0 is best).
    pub(super) fn of(key: &str) -> Option<(Self, usize)> {
        let key = key.trim().to_lowercase().replace([' ', '-'], "_");
        NAMES.iter().find_map(|(field, names)| Some((*field, names.iter().position(|name| *name == key)?)))
    }
}

/// The head of a file that holds front matter.
pub(super) struct FrontMatter {
    /// From the first `---` to the last, both inside.
    pub span: ByteSpan,
    /// Where the prose begins.
    pub body: usize,
    pub id: Option<GivenValue>,
    pub given: Given,
    pub diagnostics: Vec<Diagnostic>,
}

/// The front matter at the head of a text, where there is one. Broken YAML becomes a warning.
pub(super) fn read(text: &str, file: &Path) -> Option<FrontMatter> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let first = text[start..].lines().next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let yaml = start + text[start..].find('\n')? + 1;
    let (mut at, mut end) = (yaml, None);
    for line in text[yaml..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            end = Some((at, at + line.trim_end().len(), at + line.len()));
            break;
        }
        at += line.len();
    }
    let (close, last, body) = end?;
    let inside = &text[yaml..close];
    let head = inside.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    if !head.is_some_and(is_key) {
        return None;
    }
    let mut front = FrontMatter {
        span: ByteSpan::new(start, last),
        body,
        id: None,
        given: Given::default(),
        diagnostics: Vec::new(),
    };
    match serde_norway::from_str::<Value>(inside) {
        Ok(Value::Mapping(fields)) => front.take(fields, text, yaml, close, file),
        Ok(_) => front.diagnostics.push(broken(text, front.span.start, file, "it is no list of `key: value` lines")),
        Err(error) => {
            let at = error.location().map_or(yaml, |place| yaml + place.index().min(inside.len()));
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason);
            front.diagnostics.push(broken(text, at, file, reason));
        }
    }
    Some(front)
}

/// Whether a line is `key:` or `key: value`.
fn is_key(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '"' | '\'');
    !key.is_empty() && key.chars().all(word) && (rest.is_empty() || rest.starts_with(char::is_whitespace))
}

fn broken(text: &str, at: usize, file: &Path, reason: &str) -> Diagnostic {
    let at = text.floor_char_boundary(at);
    let LineColumn { line, column } = LineColumn::of(text, at);
    let message = format!("the front matter is broken at line {line}, column {column}: {reason}");
    Diagnostic::new(Severity::Warning, "read::front-matter", file, message)
        .help("mend the YAML between the `---` lines; the text below was read without it")
        .at(text, ByteSpan::new(at, at))
}

impl FrontMatter {
    fn take(&mut self, fields: serde_norway::Mapping, text: &str, yaml: usize, close: usize, file: &Path) {
        let mut found = Vec::new();
        for (key, value) in &fields {
            let Some(key) = key.as_str() else { continue };
            let Some((field, rank)) = Field::of(key) else { continue };
            let entry = entry(text, yaml, close, key);
            for value in scalars(value) {
                let span = entry.and_then(|entry| value_span(text, entry, &value));
                found.push((rank, field, GivenValue { value, source: GivenSource::FrontMatter, span }));
            }
        }
        found.sort_by_key(|(rank, ..)| *rank);
        for (_, field, value) in found {
            if field == Field::Id {
                self.id.get_or_insert(value);
            } else if let Err(diagnostic) = give(&mut self.given, field, value, file, text) {
                self.diagnostics.push(*diagnostic);
            }
        }
    }
}

/// Adds a value to its field: dates as EDTF, titles with plain spaces. A value that stands there already is not repeated.
///
/// # Errors
/// A date that cannot be read.
pub(super) fn give(
    given: &mut Given,
    field: Field,
    mut value: GivenValue,
    file: &Path,
    text: &str,
) -> Result<(), Box<Diagnostic>> {
    value.value = value.value.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.value.is_empty() {
        return Ok(());
    }
    if matches!(field, Field::Issued | Field::Retrieved) {
        match date(&value.value) {
            Some(date) => value.value = date,
            None => {
                let message = format!("{:?} is no date that can be read", value.value);
                let diagnostic = Diagnostic::new(Severity::Warning, "read::date", file, message)
                    .help("write it as 2023-10-29, 2023-10 or 2023");
                return Err(Box::new(match value.span {
                    Some(span) => diagnostic.at(text, span),
                    None => diagnostic,
                }));
            }
        }
    }
    let values = match field {
        Field::Id => return Ok(()),
        Field::Title => &mut given.title,
        Field::Publisher => &mut given.publisher,
        Field::Author => &mut given.author,
        Field::Issued => &mut given.issued,
        Field::Url => &mut given.url,
        Field::Licence => &mut given.licence,
        Field::Retrieved => &mut given.retrieved,
        Field::Language => &mut given.language,
        Field::RightsHolder => &mut given.rights_holder,
    };
    if !values.iter().any(|known| known.value == value.value && known.source == value.source) {
        values.push(value);
    }
    Ok(())
}

/// A day, month or year as EDTF, from the usual ways to write it: `2022-10-11 12:13:26-04:00`, `11 October 2022`.
/// Days and months given as two bare numbers are ambiguous and not read.
fn date(value: &str) -> Option<String> {
    let value = value.trim();
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
    let head: String = value.chars().take_while(|char| !matches!(char, 'T' | 't' | ' ')).collect();
    let head = head.replace('/', "-");
    let parts: Vec<&str> = head.split('-').collect();
    match parts[..] {
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            let day = Date::strptime("%Y-%m-%d", &head).ok()?;
            let rest = value[head.len()..].trim_start_matches(['T', 't', ' ']);
            return (rest.is_empty() || rest.starts_with(|char: char| char.is_ascii_digit())).then(|| day.to_string());
        }
        [year, month] if digits(year, 4) && digits(month, 2) && head.len() == value.len() => {
            return matches!(month.parse(), Ok(1..=12)).then_some(head);
        }
        [year] if digits(year, 4) && head.len() == value.len() => return Some(head),
        _ => {}
    }
    // "October 2022" first: the formats below would take its year for a day and a year.
    let month = ["%d %B %Y", "%d %b %Y"].iter().find_map(|format| Date::strptime(format, format!("1 {value}")).ok());
    if let Some(month) = month.filter(|_| value.starts_with(char::is_alphabetic)) {
        return Some(month.to_string()[..7].to_owned());
    }
    let days = ["%B %d, %Y", "%B %d %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%A, %B %d, %Y", "%A, %d %B %Y"];
    if let Some(day) = days.iter().find_map(|format| Date::strptime(format, value).ok()).filter(|day| day.year() > 999)
    {
        return Some(day.to_string());
    }
    let day = value.get(..16).and_then(|head| Date::strptime("%a, %d %b %Y", head).ok())?;
    Some(day.to_string())
}

/// The values of a YAML scalar, or of a sequence of them (authors often stand as a list, or as a mapping with a name).
fn scalars(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Sequence(values) => values.iter().flat_map(scalars).collect(),
        Value::Mapping(fields) => fields.get("name").map(scalars).unwrap_or_default(),
        Value::Tagged(tagged) => scalars(&tagged.value),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// The range of an entry's value: from behind `key:` to the next line that is not indented.
fn entry(text: &str, yaml: usize, close: usize, key: &str) -> Option<ByteSpan> {
    let mut at = yaml;
    let mut start = None;
    for line in text[yaml..close].split_inclusive('\n') {
        let outermost = !line.starts_with([' ', '\t', '-', '\n', '\r']);
        if start.is_some() && outermost {
            break;
        }
        if start.is_none() && outermost {
            let bare = line.trim_start_matches(['"', '\'']);
            if let Some(rest) = bare.strip_prefix(key)
                && let Some(rest) = rest.trim_start_matches(['"', '\'', ' ']).strip_prefix(':')
            {
                start = Some(at + line.len() - rest.len());
            }
        }
        at += line.len();
    }
    start.map(|start| ByteSpan::new(start, at))
}

/// Where a value stands in its entry: as it is, or in quotes, perhaps escaped and folded over several lines.
fn value_span(text: &str, entry: ByteSpan, value: &str) -> Option<ByteSpan> {
    let raw = &text[entry.start..entry.end];
    if let Some(at) = raw.find(value) {
        return Some(ByteSpan::new(entry.start + at, entry.start + at + value.len()));
    }
    let trimmed = raw.trim();
    let bare = trimmed.strip_prefix(['"', '\'']).map_or(trimmed, |rest| rest.trim_end_matches(['"', '\'']));
    let start = entry.start + (bare.as_ptr() as usize - raw.as_ptr() as usize);
    (!bare.is_empty() && !bare.starts_with(['|', '>', '-', '[', '{'])).then(|| ByteSpan::new(start, start + bare.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_edtf() {
        for (given, expected) in [
            ("2022-10-11", Some("2022-10-11")),
            ("2022-10-11 12:13:26-04:00", Some("2022-10-11")),
            ("2022-10-11T12:13:26Z", Some("2022-10-11")),
            ("2022/10/11", Some("2022-10-11")),
            ("2022-10", Some("2022-10")),
            ("2022", Some("2022")),
            ("October 11, 2022", Some("2022-10-11")),
            ("11 Oct 2022", Some("2022-10-11")),
            ("Tue, 11 Oct 2022 09:00:00 GMT", Some("2022-10-11")),
            ("October 2022", Some("2022-10")),
            ("2022-13-45", None),
            ("05/06/2022", None),
            ("soon", None),
        ] {
            assert_eq!(date(given).as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn values_have_their_place_even_when_quoted_escaped_and_folded() {
        let text = "---\ntitle: \"Safer\\_Streets\\\n  \\ Now\"\nauthor:\n  - Harbour Trust\n  - name: Jo Bell\ndate: 'tomorrow'\n---\nText.\n";
        let front = read(text, Path::new("a.md")).unwrap();
        let shown = |values: &[GivenValue]| {
            values
                .iter()
                .map(|value| format!("{} = {:?}", value.value, value.span.map(|span| &text[span.start..span.end])))
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(&front.given.title), [r#"Safer Streets Now = Some("Safer\\_Streets\\\n  \\ Now")"#]);
        assert_eq!(
            shown(&front.given.publisher),
            [r#"Harbour Trust = Some("Harbour Trust")"#, r#"Jo Bell = Some("Jo Bell")"#]
        );
        assert_eq!(front.diagnostics.len(), 1);
        assert_eq!(front.diagnostics[0].message, "\"tomorrow\" is no date that can be read");
        assert_eq!(&text[front.body..], "Text.\n");
    }

    #[test]
    fn broken_yaml_is_a_warning_with_its_place_and_a_rule_is_no_front_matter() {
        let front = read("---\ntitle: [a, b\ndate: 2020\n---\nText.\n", Path::new("a.md")).unwrap();
        assert!(
            front.diagnostics[0].message.starts_with("the front matter is broken at line 3, column"),
            "{:?}",
            front.diagnostics
        );
        assert!(read("---\nSome prose here.\n---\nText.\n", Path::new("a.md")).is_none());
    }
}
