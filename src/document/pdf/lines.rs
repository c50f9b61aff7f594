//! The lines of a page: signs on one base line, with blanks where there are gaps; marks of footnotes are left out.

use super::glyphs::{Glyph, Glyphs};
use super::order;
use crate::document::composed::fold;
use crate::document::marker;

/// A line, or what of it stands in one column. Lengths are points; y grows downwards.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub x: f64,
    /// Where it ends.
    pub right: f64,
    pub y: f64,
    pub size: f64,
    pub text: String,
    /// Which column of which band of the page it stands in; lines of one column follow each other in the text.
    pub column: usize,
    /// Which part of the page's width that column takes: 0 for all of it, 1 and 2 for its halves, 3 to 6 for theirs.
    pub side: usize,
    /// Where the lines of that part of the page begin.
    pub left: f64,
}

pub(super) struct PageLines {
    /// In the order in which they are read.
    pub lines: Vec<Line>,
    pub height: f64,
}

impl PageLines {
    pub fn of(glyphs: Glyphs) -> Self {
        let Glyphs { all, height, .. } = glyphs;
        let mut pieces = pieces(all);
        drop_marks(&mut pieces);
        let pieces = join(pieces);
        Self { lines: order::read(pieces), height }
    }

    pub fn letters(&self) -> usize {
        self.lines
            .iter()
            .flat_map(|line| line.text.chars())
            .filter(|sign| sign.is_alphabetic() || is_riddle(*sign))
            .count()
    }

    /// Signs that stand for no letter: of fonts that do not say what they show.
    pub fn riddles(&self) -> usize {
        self.lines.iter().flat_map(|line| line.text.chars()).filter(|sign| is_riddle(*sign)).count()
    }
}

fn is_riddle(sign: char) -> bool {
    sign == '\u{FFFD}' || matches!(sign, '\u{E000}'..='\u{F8FF}') || (sign.is_control() && !sign.is_whitespace())
}

/// Signs that follow each other on one base line, without great gaps.
fn pieces(glyphs: Vec<Glyph>) -> Vec<Line> {
    // Where a page shows blanks as signs, a small gap is none; where it shows none, gaps are all that parts words.
    let blanks = glyphs.iter().filter(|glyph| glyph.text.trim().is_empty()).count();
    let word_gap = if blanks * 20 > glyphs.len() { 0.3 } else { 0.17 };
    let mut pieces: Vec<Line> = Vec::new();
    let mut blank = false;
    let mut last: Option<Glyph> = None;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            blank |= last.as_ref().is_some_and(|last| (last.y - glyph.y).abs() < 0.3 * last.size);
            continue;
        }
        let size = glyph.size.max(last.as_ref().map_or(0.0, |last| last.size));
        let joined = match (&last, pieces.last_mut()) {
            (Some(last), Some(piece)) => {
                let gap = glyph.x - piece.right;
                let level = (glyph.y - last.y).abs() < 0.15 * size && (glyph.size - last.size).abs() < 0.25 * size;
                // A sign that is shown twice, a little aside, is bold that way.
                let again = level && glyph.text == last.text && (glyph.x - last.x).abs() < 0.1 * size;
                if again {
                    continue;
                }
                // Lines that are set to full width have wide blanks.
                let close = level && gap > -0.5 * size && gap < if blank { 1.8 * size } else { 0.9 * size };
                if close {
                    if (blank || gap > word_gap * size) && !piece.text.ends_with(' ') {
                        piece.text.push(' ');
                    }
                    piece.text.push_str(&glyph.text);
                    piece.right = piece.right.max(glyph.x + glyph.advance);
                }
                close
            }
            _ => false,
        };
        if !joined {
            pieces.push(Line {
                x: glyph.x,
                right: glyph.x + glyph.advance,
                y: glyph.y,
                size: glyph.size,
                text: glyph.text.clone(),
                column: 0,
                side: 0,
                left: glyph.x,
            });
        }
        blank = false;
        last = Some(glyph);
    }
    pieces
}

/// Leaves out small raised numbers behind a word: the marks of footnotes.
fn drop_marks(pieces: &mut Vec<Line>) {
    let rows: Vec<(f64, f64, f64, f64)> = pieces.iter().map(|line| (line.x, line.right, line.y, line.size)).collect();
    pieces.retain(|mark| {
        let sign = mark.text.trim();
        let number = sign.len() <= 4 && sign.chars().all(|sign| sign.is_ascii_digit() || "*†‡[],".contains(sign));
        !number
            || !rows.iter().any(|(_, right, y, size)| {
                mark.size < 0.8 * size
                    && (0.15 * size..0.7 * size).contains(&(y - mark.y))
                    && (mark.x - right).abs() < 0.35 * size
            })
    });
}

/// Puts pieces of one line together that stand near each other, and a number or bullet with what it stands before.
fn join(mut pieces: Vec<Line>) -> Vec<Line> {
    pieces.sort_by(|a, b| (a.y.round(), a.x).partial_cmp(&(b.y.round(), b.x)).unwrap_or(std::cmp::Ordering::Equal));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for piece in pieces {
        // Pieces of one row may differ by a point or so: the last few rows are looked at.
        let near =
            rows.iter_mut().rev().take(4).find(|row| (row[0].y - piece.y).abs() < 0.25 * row[0].size.max(piece.size));
        match near {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    let mut joined: Vec<Line> = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let first = joined.len();
        for piece in row {
            let same = joined.len() > first;
            if let Some(before) = joined.last_mut().filter(|_| same) {
                let gap = piece.x - before.right;
                let size = before.size.max(piece.size);
                let sign = before.text.trim();
                let marked = marker::find(&format!("{sign} x")).is_some_and(|marker| marker.len == sign.len());
                if gap < 0.7 * size || (marked && gap < 5.0 * size) {
                    if gap > 0.12 * size {
                        before.text.push(' ');
                    }
                    before.text.push_str(&piece.text);
                    before.right = before.right.max(piece.right);
                    before.size = if piece.text.len() > before.text.len() / 2 { piece.size } else { before.size };
                    continue;
                }
            }
            joined.push(piece);
        }
    }
    for line in &mut joined {
        line.text = fold(&line.text);
    }
    joined.retain(|line| !line.text.is_empty());
    joined
}
