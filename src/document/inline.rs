//! The visible text inside a block of Markdown, line by line.

use crate::text::ByteSpan;

/// The visible text of a block while it is collected.
#[derive(Default)]
pub(super) struct Inline {
    pub lines: Vec<Line>,
    pub strong: usize,
    pub image: usize,
    pub superscript: bool,
    pub heading: Option<u8>,
    /// Where cells of a table begin.
    pub breaks: Vec<usize>,
    pub cell: bool,
}

#[derive(Default)]
pub(super) struct Line {
    pub pieces: Vec<ByteSpan>,
    /// Whether it has text that is not bold.
    pub light: bool,
    /// Whether its first text is bold.
    pub opens_bold: bool,
    pub hard: bool,
}

impl Inline {
    pub fn push(&mut self, text: &str, piece: ByteSpan) {
        if self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        if let Some(line) = self.lines.last_mut() {
            if std::mem::take(&mut self.cell) {
                self.breaks.push(piece.start);
            }
            line.opens_bold |= line.pieces.is_empty() && self.strong > 0;
            line.light |= self.strong == 0 && !text[piece.start..piece.end].trim().is_empty();
            join(&mut line.pieces, piece, text);
        }
    }

    /// Ends a line; the white space that ended it stays visible.
    pub fn end_line(&mut self, text: &str, at: ByteSpan, hard: bool) {
        let raw = &text[at.start..at.end];
        let space = raw.len() - raw.trim_start_matches(|char: char| !char.is_whitespace()).len();
        self.push(text, ByteSpan::new(at.start + space, at.end));
        if let Some(line) = self.lines.last_mut() {
            line.hard = hard;
        }
        self.lines.push(Line::default());
    }
}

/// Adds a range to those before it, as one with the last where only white space lies between.
pub(super) fn join(pieces: &mut Vec<ByteSpan>, piece: ByteSpan, text: &str) {
    match pieces.last_mut() {
        Some(last) if last.end <= piece.start && text[last.end..piece.start].trim().is_empty() => last.end = piece.end,
        _ => pieces.push(piece),
    }
}
