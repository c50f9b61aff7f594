//! The text of a document that is no text file: it is written down block by block, one block a line, blank lines between,
//! and these lines are what positions refer to.
//!
//! ```text
//! Keep the night ferries
//!
//! We call on the Port Authority to:
//!
//! 1. keep the 23:10 sailing;
//! ```

use super::draft::Draft;
use super::front_matter::{Field, give};
use super::marker::{self, Marker};
use super::{BlockKind, Given, GivenSource, GivenValue};
use crate::diagnostic::Diagnostic;
use crate::text::ByteSpan;
use std::path::Path;

/// The text so far, and its blocks.
#[derive(Default)]
pub(super) struct Composer {
    pub text: String,
    pub drafts: Vec<Draft>,
}

/// What a reader of such a format makes of a file.
#[derive(Default)]
pub(super) struct Composed {
    pub text: String,
    pub drafts: Vec<Draft>,
    /// What the file says of itself beside its text.
    pub given: Given,
    pub diagnostics: Vec<Diagnostic>,
}

impl Composer {
    /// Adds a block and says which it is; nothing where the words hold no letter or digit. White space is folded, control
    /// and format characters are left out.
    pub fn block(&mut self, kind: BlockKind, words: &str, parent: Option<usize>) -> Option<usize> {
        self.add(kind, None, words, parent)
    }

    /// Adds an item of a list with its number or bullet as a reader sees it.
    pub fn item(&mut self, sign: &str, words: &str, parent: Option<usize>) -> Option<usize> {
        let sign = fold(sign);
        if sign.is_empty() {
            return self.add(BlockKind::ListItem { depth: 0, ordered: false }, Some("-"), words, parent);
        }
        let ordered = sign.chars().any(char::is_alphanumeric);
        self.add(BlockKind::ListItem { depth: 0, ordered }, Some(&sign), words, parent)
    }

    /// Adds a table: rows of cells.
    pub fn table(&mut self, rows: &[Vec<String>], parent: Option<usize>) -> Option<usize> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| fold(cell)).collect::<Vec<_>>()).collect();
        if !rows.iter().flatten().any(|cell| cell.contains(char::is_alphanumeric)) {
            return None;
        }
        self.part();
        let mut draft = Draft::new(BlockKind::Table, Vec::new());
        for row in rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())) {
            for cell in row {
                if !draft.pieces.is_empty() {
                    self.text.push_str(if self.text.ends_with('\n') { "" } else { " | " });
                }
                if !cell.is_empty() {
                    let start = self.text.len();
                    self.text.push_str(cell);
                    draft.pieces.push(ByteSpan::new(start, self.text.len()));
                    draft.breaks.push(start);
                }
            }
            self.text.truncate(self.text.trim_end_matches([' ', '|']).len());
            self.text.push('\n');
            draft.lines += 1;
        }
        self.text.truncate(self.text.trim_end().len());
        self.finish(draft, parent)
    }

    /// Adds a block with or without a number before it.
    pub fn add(&mut self, kind: BlockKind, sign: Option<&str>, words: &str, parent: Option<usize>) -> Option<usize> {
        let words = fold(words);
        if !words.contains(char::is_alphanumeric) {
            return None;
        }
        self.part();
        // What stands in an item is set in, for the eye.
        let depth = std::iter::successors(parent, |at| self.drafts[*at].parent).count();
        self.text.push_str(&"  ".repeat(depth.min(20)));
        let mut draft = Draft::new(kind, Vec::new());
        if let Some(sign) = sign {
            let start = self.text.len();
            self.text.push_str(sign);
            draft.marker = Some(ByteSpan::new(start, self.text.len()));
            draft.found = marker::find(&format!("{sign} x")).map(|found| Marker { len: 0, ..found });
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(&words);
        draft.pieces.push(ByteSpan::new(start, self.text.len()));
        self.finish(draft, parent)
    }

    fn finish(&mut self, mut draft: Draft, parent: Option<usize>) -> Option<usize> {
        draft.parent = parent;
        draft.by_markup = draft.kind != BlockKind::Paragraph || parent.is_some();
        draft.trim(&self.text).then(|| {
            self.drafts.push(draft);
            self.drafts.len() - 1
        })
    }

    /// Parts the next block from the last one.
    fn part(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }

    pub fn finished(mut self, given: Given, diagnostics: Vec<Diagnostic>) -> Composed {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        Composed { text: self.text, drafts: self.drafts, given, diagnostics }
    }
}

/// A line between two line breaks of the author's.
#[derive(Default)]
pub(super) struct Line {
    pub text: String,
    /// Whether it has text that is not bold.
    pub light: bool,
}

/// The paragraphs that an author's line breaks make of some lines, each with whether it has text that is not bold: a line
/// that goes on in the middle of a sentence belongs to the one before.
pub(super) fn parts(lines: &[Line]) -> Vec<(String, bool)> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut gap = true;
    for line in lines {
        let words = fold(&line.text);
        if words.is_empty() {
            gap = true;
            continue;
        }
        let numbered = || marker::find(&words).is_some_and(|marker| !marker.unsure);
        match parts.last_mut() {
            Some((text, light)) if !gap && words.starts_with(char::is_lowercase) && !numbered() => {
                text.push(' ');
                text.push_str(&words);
                *light |= line.light;
            }
            _ => parts.push((words, line.light)),
        }
        gap = false;
    }
    parts
}

/// Whether a paragraph that is bold as a whole is a heading.
pub(super) fn is_bold_heading(text: &str) -> bool {
    text.len() <= 250 && !(text.ends_with([',', ';', '-']) || (text.ends_with('.') && text.len() > 100))
}

/// Whether the title in a file's properties is one that somebody gave: not the name of a file or program, no single word.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let named = [".doc", ".docx", ".pdf", ".indd", ".qxd", ".odt", ".rtf", ".html", ".tex", ".dvi", ".ppt", ".pub"];
    title.split_whitespace().count() > 1
        && !named.iter().any(|ending| lower.trim_end().ends_with(ending))
        && !["microsoft word", "microsoft powerpoint", "untitled", "document", "unknown", "layout "]
            .iter()
            .any(|start| lower.trim_start().starts_with(start))
}

/// Whether an author is what programs write where nobody gave one.
pub(super) fn is_nobody(author: &str) -> bool {
    let author = author.trim().to_lowercase();
    matches!(
        author.as_str(),
        "admin"
            | "administrator"
            | "anonymous"
            | "user"
            | "unknown"
            | "author"
            | "python-docx"
            | "editor"
            | "webmaster"
            | "owner"
    )
}

/// What the properties of a file give, as a sidecar would. Programs fill in titles: one counts only where the text's head repeats
/// it, or where it looks like one and nothing better is found later.
pub(super) fn given(
    properties: impl IntoIterator<Item = (Field, String)>,
    text: &str,
    file: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Given {
    let mut given = Given::default();
    for (field, value) in properties {
        if (field == Field::Title && !is_title(&value)) || (field == Field::Author && is_nobody(&value)) {
            continue;
        }
        let span = (field == Field::Title).then(|| place(text, &value)).flatten();
        let value = GivenValue { value, source: GivenSource::Properties, span };
        if let Err(diagnostic) = give(&mut given, field, value, file, text) {
            diagnostics.push(*diagnostic);
        }
    }
    given
}

/// Where the head of a text says the same words, whatever its capitals and line breaks.
fn place(text: &str, words: &str) -> Option<ByteSpan> {
    let wanted: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let head = &text[..text.floor_char_boundary(4000)];
    let base = head.as_ptr() as usize;
    let found: Vec<&str> = head.split_whitespace().collect();
    let at = found
        .windows(wanted.len().max(1))
        .find(|window| window.iter().zip(&wanted).all(|(word, wanted)| word.to_lowercase() == *wanted))?;
    let start = at.first()?.as_ptr() as usize - base;
    let last = at.last()?;
    Some(ByteSpan::new(start, last.as_ptr() as usize - base + last.len())).filter(|_| !wanted.is_empty())
}

/// Words with single blanks between them, without what nobody sees.
pub(super) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    let mut gap = false;
    for sign in words.chars() {
        if sign.is_whitespace() {
            gap = !folded.is_empty();
        } else if !(sign.is_control() || is_unseen(sign)) {
            if std::mem::take(&mut gap) {
                folded.push(' ');
            }
            folded.push(sign);
        }
    }
    folded
}

/// Soft hyphens, zero-width signs, marks of direction, byte order marks.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}
