//! The header of a saved query: YAML in its first `#+` lines, as grlc writes it, so that the file stays plain SPARQL.
//!
//! ```text
//! #+ summary: What is an actor asked to do, by whom, in which words?
//! #+ tags: [asks]
//! #+ parameters:
//! #+   - {name: actor, type: actor, required: true, description: whom is asked}
//! ```

use crate::text::ByteSpan;
use serde::Deserialize;

/// What the header says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub summary: String,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub parameters: Vec<Parameter>,
}

/// What a saved query can be told: its variable of the same name gets the value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Without its `?`.
    pub name: String,
    #[serde(rename = "type")]
    pub kind: ParameterKind,
    /// Whether the query makes no sense without it. One that is not required and not given means *any*.
    #[serde(default)]
    pub required: bool,
    /// What is taken when nothing is given.
    #[serde(default)]
    pub default: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    /// What an `enum` may be: words, or prefixed names (`dem:must`), which are then called by their last part (`must`).
    #[serde(default)]
    pub values: Vec<String>,
}

/// What a parameter's value is, and so how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParameterKind {
    /// A name, acronym or IRI of somebody.
    Actor,
    /// A label or IRI of a topic.
    Topic,
    /// A title or IRI of a document.
    Document,
    /// `2023`, `2023-10` or `2023-10-29`. The variable gets it as a string, which compares with the STR() of an
    /// xsd:date from the left.
    Date,
    Text,
    Integer,
    /// One of the header's `values`.
    Enum,
}

impl Parameter {
    /// Whether it names who asks: by convention the parameter `organization`.
    pub fn asks(&self) -> bool {
        self.name == "organization"
    }
}

impl ParameterKind {
    /// As messages call it, with its article.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Actor => "an actor",
            Self::Topic => "a topic",
            Self::Document => "a document",
            Self::Date => "a date",
            Self::Text => "a text",
            Self::Integer => "a whole number",
            Self::Enum => "one of a list",
        }
    }
}

/// Why a header was refused, and the range of the query's text that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeaderError {
    pub message: String,
    pub help: String,
    pub span: ByteSpan,
}

/// Reads the header of a query's text.
pub(super) fn read(text: &str) -> Result<Header, HeaderError> {
    let lines = header_lines(text);
    if lines.is_empty() {
        return Err(HeaderError {
            message: "a saved query begins with a header, and this one has none".to_owned(),
            help: "write what it answers in its first line: #+ summary: Who asks whom?".to_owned(),
            span: ByteSpan::new(0, text.find('\n').unwrap_or(text.len())),
        });
    }
    let yaml = lines.iter().map(|line| &text[line.start..line.end]).collect::<Vec<_>>().join("\n");
    let header: Header = serde_norway::from_str(&yaml).map_err(|error| {
        // serde's position counts in the YAML: lines as here, columns from where the line's content begins.
        let span = error.location().map_or(lines[0], |location| {
            let line = lines[(location.line() - 1).min(lines.len() - 1)];
            let start = line.start + column_bytes(&text[line.start..line.end], location.column());
            ByteSpan::new(start.min(line.end), line.end)
        });
        // Its own words for the place count without the mark of the comment.
        let said = error.to_string();
        HeaderError {
            message: format!("the header cannot be read: {}", said.split(" at line ").next().unwrap_or_default()),
            help: "a header holds summary, description, tags and parameters (each with name, type, required, default, \
                   description, values)"
                .to_owned(),
            span,
        }
    })?;
    header.parameters.iter().try_for_each(|parameter| check(parameter, &header)).map_err(|(name, message, help)| {
        HeaderError { message, help: help.to_owned(), span: line_of(text, name).unwrap_or(lines[0]) }
    })?;
    Ok(header)
}

type Refusal<'a> = (&'a str, String, &'static str);

fn check<'a>(parameter: &'a Parameter, header: &'a Header) -> Result<(), Refusal<'a>> {
    let Parameter { name, kind, required, default, values, .. } = parameter;
    let refuse = |message: String, help| Err((name.as_str(), message, help));
    let word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !word || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return refuse(
            format!("`{name}` cannot be the name of a parameter"),
            "a name is a letter and then letters, digits or _",
        );
    }
    if header.parameters.iter().filter(|other| &other.name == name).count() > 1 {
        return refuse(format!("the parameter `{name}` is described twice"), "describe it once");
    }
    if *required && default.is_some() {
        return refuse(
            format!("the parameter `{name}` is required and has a default: the default would never be used"),
            "drop one of the two",
        );
    }
    if (*kind == ParameterKind::Enum) == values.is_empty() {
        return refuse(
            format!("`values` belongs to the type enum, and only to it; the parameter `{name}` breaks that"),
            "give an enum its values: {name: strength, type: enum, values: [must, should, may]}",
        );
    }
    Ok(())
}

/// The contents of the `#+` lines at the head of a text, without the mark and the blank after it.
fn header_lines(text: &str) -> Vec<ByteSpan> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let Some(inside) = content.strip_prefix("#+") else { break };
        let start = at + 2 + usize::from(inside.starts_with(' '));
        lines.push(ByteSpan::new(start, at + content.len()));
        at += line.len();
    }
    lines
}

/// The line of the header that describes a parameter.
pub(super) fn line_of(text: &str, parameter: &str) -> Option<ByteSpan> {
    header_lines(text).into_iter().find(|line| mentions(&text[line.start..line.end], parameter))
}

/// The byte of a column (from 1, in code points) of a line.
fn column_bytes(line: &str, column: usize) -> usize {
    line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}

fn mentions(line: &str, name: &str) -> bool {
    line.split_once("name:").is_some_and(|(_, rest)| {
        rest.trim_start()
            .trim_start_matches(['"', '\''])
            .strip_prefix(name)
            .is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_yaml_in_comment_lines() {
        let header = read("#+ summary: Who asks?\n#+ tags: [asks]\n#+ parameters:\n#+   - {name: actor, type: actor, required: true}\n#+   - name: since\n#+     type: date\nSELECT * {}").unwrap();
        assert_eq!(header.summary, "Who asks?");
        let told: Vec<_> = header.parameters.iter().map(|p| (p.name.as_str(), p.kind, p.required)).collect();
        assert_eq!(told, [("actor", ParameterKind::Actor, true), ("since", ParameterKind::Date, false)]);
    }

    #[test]
    fn what_is_wrong_with_a_header_has_a_place() {
        for (text, message, meant) in [
            ("SELECT * {}", "has none", "SELECT * {}"),
            ("#+ summary: a\n#+ sumary: b\nASK {}", "unknown field `sumary`", "sumary: b"),
            ("#+ summary: a\n#+ parameters:\n#+   - {name: a, type: actr}\n", "unknown variant `actr`", "actr}"),
            ("#+ tags: [a]\n", "missing field `summary`", "tags: [a]"),
            ("#+ summary: a\n#+ tags: [a\n", "did not find expected", "tags: [a"),
            (
                "#+ summary: a\n#+ parameters: [{name: b c, type: text}]\n",
                "`b c` cannot be",
                "parameters: [{name: b c, type: text}]",
            ),
            (
                "#+ summary: a\n#+ parameters:\n#+   - {name: s, type: enum}\n",
                "`values` belongs",
                "  - {name: s, type: enum}",
            ),
            (
                "#+ summary: a\n#+ parameters:\n#+   - {name: s, type: text}\n#+   - {name: s, type: text}\n",
                "described twice",
                "  - {name: s, type: text}",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.message.contains(message), "{text}: {}", error.message);
            assert_eq!(&text[error.span.start..error.span.end], meant, "{}", error.message);
        }
    }
}
