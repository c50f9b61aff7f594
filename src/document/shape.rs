//! How a text's lines are laid out: hard-wrapped at a width, or one paragraph on a line; and whether a plain file is
//! written in Markdown.

use super::marker;
use super::plain::lines;
use crate::text::ByteSpan;

/// The layout of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// The width in characters at which lines are wrapped, where they are.
    pub width: Option<usize>,
}

/// Lines as long as these are hardly wrapped.
const WIDEST: usize = 160;

impl Shape {
    pub fn of(text: &str, within: ByteSpan) -> Self {
        let mut lengths = [0_usize; WIDEST + 1];
        let (mut inner, mut full, mut closed, mut bytes, mut long) = (0, 0, 0, 0, 0);
        let mut previous = ByteSpan::new(0, 0);
        for line in lines(text, within) {
            bytes += line.span.len();
            if line.span.len() > WIDEST * 3 / 2 {
                long += line.span.len();
            }
            let before = std::mem::replace(&mut previous, line.span);
            let this = &text[line.span.start..line.span.end];
            if before.is_empty() || this.is_empty() || marker::find(this).is_some_and(|marker| !marker.ordered()) {
                continue;
            }
            let before = &text[before.start..before.end];
            let length = before.chars().count();
            inner += 1;
            full += usize::from((40..=WIDEST).contains(&length));
            closed += usize::from(ends_sentence(before));
            lengths[length.min(WIDEST)] += 1;
        }
        let wrapped = inner > 0 && full * 10 >= inner * 6 && closed * 10 <= inner * 6 && long * 2 <= bytes;
        let mut left = inner * 8 / 10;
        let width = lengths.iter().position(|count| {
            let reached = left < *count;
            left = left.saturating_sub(*count);
            reached
        });
        Self { width: width.filter(|_| wrapped) }
    }
}

/// Whether a line ends as sentences do.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['"', '”', '’', '\'', ')', ']', '*', '_']);
    line.ends_with(['.', '!', '?', ':', '…'])
}

/// Whether the next item of a list may begin behind this line.
pub(super) fn closes_item(line: &str) -> bool {
    let line = line.trim_end();
    ends_sentence(line) || line.ends_with([';', ',', '—', '–']) || line.ends_with(" and") || line.ends_with(" or")
}

/// Whether a text holds signs that only Markdown has: headings with `#`, links, bold, quotations, inline tags.
pub(super) fn is_markdown(text: &str) -> bool {
    let mut blank = true;
    for line in text.lines() {
        let start = line.trim_start();
        let level = start.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && blank && start[level..].starts_with(' ') && !start[level..].trim().is_empty() {
            return true;
        }
        if start.starts_with("> ") && blank {
            return true;
        }
        if has_link(line) || has_bold(line) {
            return true;
        }
        blank = start.is_empty();
    }
    ["</u>", "</b>", "</i>", "</em>", "</strong>", "</a>", "</span>", "</sup>"].iter().any(|tag| text.contains(tag))
}

/// `[text](address)` within a line.
fn has_link(line: &str) -> bool {
    line.match_indices("](").take(100).any(|(at, _)| {
        let near = &line[line.floor_char_boundary(at.saturating_sub(1000))..at];
        let open = near.rfind('[').is_some_and(|open| open + 1 < near.len());
        let close = line[at + 2..].find(|char: char| char == ')' || char.is_whitespace());
        open && close.is_some_and(|close| line[at + 2 + close..].starts_with([')', ' ']))
    })
}

/// `**text**` within a line.
fn has_bold(line: &str) -> bool {
    let mut parts = line.split("**");
    parts.next();
    let inner = parts.next().unwrap_or_default();
    let closed = parts.next().is_some();
    closed && !inner.is_empty() && !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace)
}
