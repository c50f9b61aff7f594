//! A block on its way from a reader to the [`Document`](super::Document): its visible pieces, before sections, sentences
//! and tokens are known.

use super::marker::Marker;
use super::{BlockKind, sentences};
use crate::language::tokens;
use crate::text::ByteSpan;
use std::borrow::Cow;
use std::ops::Range;

/// A block as a reader finds it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub kind: BlockKind,
    /// The number or bullet in front of it, which is in none of its pieces.
    pub marker: Option<ByteSpan>,
    pub found: Option<Marker>,
    /// Markup inside the marker.
    pub marker_markup: Vec<ByteSpan>,
    /// Its visible text: ranges in order, markup between them.
    pub pieces: Vec<ByteSpan>,
    /// An index into the drafts.
    pub parent: Option<usize>,
    /// Columns of white space before it.
    pub indent: usize,
    /// How many lines it stands on.
    pub lines: usize,
    /// Markup (not our reading of plain text) made it what it is.
    pub by_markup: bool,
    /// Bytes where one sentence ends and another begins, whatever the text says: cells of a table.
    pub breaks: Vec<usize>,
}

impl Draft {
    pub fn new(kind: BlockKind, pieces: Vec<ByteSpan>) -> Self {
        Self {
            kind,
            marker: None,
            found: None,
            marker_markup: Vec::new(),
            pieces,
            parent: None,
            indent: 0,
            lines: 1,
            by_markup: false,
            breaks: Vec::new(),
        }
    }

    /// Cuts white space off both ends; whether a letter or digit is left.
    pub fn trim(&mut self, text: &str) -> bool {
        while let Some(last) = self.pieces.last_mut() {
            last.end = last.start + text[last.start..last.end].trim_end().len();
            if !last.is_empty() {
                break;
            }
            self.pieces.pop();
        }
        let blank = |piece: &ByteSpan| text[piece.start..piece.end].trim_start().is_empty();
        let first = self.pieces.iter().position(|piece| !blank(piece)).unwrap_or(self.pieces.len());
        self.pieces.drain(..first);
        if let Some(first) = self.pieces.first_mut() {
            first.start = first.end - text[first.start..first.end].trim_start().len();
        }
        self.pieces.iter().any(|piece| text[piece.start..piece.end].contains(char::is_alphanumeric))
    }

    /// From the first to the last visible character.
    pub fn span(&self) -> ByteSpan {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => first.to(*last),
            _ => ByteSpan::new(0, 0),
        }
    }

    pub fn visible<'a>(&self, text: &'a str) -> Visible<'a> {
        Visible::new(text, &self.pieces)
    }

    /// Moves a marker of `len` visible bytes from the pieces to [`Draft::marker`].
    pub fn take_marker(&mut self, text: &str, marker: Marker) {
        let ByteSpan { start, end } = self.visible(text).span(&(0..marker.len));
        let gaps = self.pieces.windows(2).map(|pair| ByteSpan::new(pair[0].end, pair[1].start));
        self.marker_markup = gaps.take_while(|gap| gap.start < end).collect();
        self.pieces.retain(|piece| piece.end > end);
        if let Some(first) = self.pieces.first_mut() {
            first.start = first.start.max(end);
        }
        let before = self.marker.map_or(start, |marker| marker.start);
        self.marker = Some(ByteSpan::new(before, end));
        self.found = Some(marker);
        self.trim(text);
    }
}

/// The visible text of a block in one string, and the way back to the document's bytes.
pub(super) struct Visible<'a> {
    pub text: Cow<'a, str>,
    /// For each piece, where it begins in `text` and in the document.
    starts: Vec<(usize, usize)>,
}

impl<'a> Visible<'a> {
    pub fn new(text: &'a str, pieces: &[ByteSpan]) -> Self {
        let mut starts = Vec::with_capacity(pieces.len());
        if let [piece] = pieces {
            starts.push((0, piece.start));
            return Self { text: Cow::Borrowed(&text[piece.start..piece.end]), starts };
        }
        let mut whole = String::new();
        let mut last: Option<ByteSpan> = None;
        for piece in pieces {
            if last.is_some_and(|last| spaced(&text[last.end..piece.start])) {
                whole.push(' ');
            }
            starts.push((whole.len(), piece.start));
            whole.push_str(&text[piece.start..piece.end]);
            last = Some(*piece);
        }
        Self { text: Cow::Owned(whole), starts }
    }

    /// The document's bytes of a range of `text` that neither begins nor ends with white space.
    pub fn span(&self, range: &Range<usize>) -> ByteSpan {
        let start = self.starts.partition_point(|(at, _)| *at <= range.start) - 1;
        let end = self.starts.partition_point(|(at, _)| *at < range.end).max(1) - 1;
        let byte = |piece: usize, at: usize| at - self.starts[piece].0 + self.starts[piece].1;
        ByteSpan::new(byte(start, range.start), byte(end, range.end))
    }
}

/// Whether markup between two visible ranges parts words: a line break, `<br>`, a space written as an entity, a border
/// between cells.
pub(super) fn spaced(gap: &str) -> bool {
    let entity = |name: &str| gap.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    gap.contains(['\n', '\r'])
        || gap.contains("<br")
        || gap.contains("<td")
        || gap.trim_start().starts_with('|')
        || ["&nbsp", "&#160", "&#xa0", "&ensp", "&emsp", "&thinsp", "&#8239", "&#x202f"].iter().any(|name| entity(name))
}

/// Appends the sentences of a draft (as ranges of bytes and of tokens) and their tokens.
pub(super) fn cut(
    text: &str,
    draft: &Draft,
    sentences: &mut Vec<(ByteSpan, Range<usize>)>,
    out: &mut Vec<super::Token>,
) {
    let visible = draft.visible(text);
    let mut ranges = Vec::new();
    match draft.kind {
        BlockKind::Code | BlockKind::FrontMatter => {}
        BlockKind::Heading { .. } => ranges.push(0..visible.text.len()),
        BlockKind::Table => {
            for cell in draft.pieces.chunk_by(|_, next| draft.breaks.binary_search(&next.start).is_err()) {
                let cell = Draft::new(BlockKind::Paragraph, cell.to_vec());
                cut(text, &cell, sentences, out);
            }
            return;
        }
        _ => sentences::cut(&visible.text, &mut ranges),
    }
    let mut pieces = draft.pieces.iter().peekable();
    for range in ranges {
        let span = visible.span(&range);
        let first = out.len();
        while let Some(piece) = pieces.peek() {
            let within = ByteSpan::new(piece.start.max(span.start), piece.end.min(span.end));
            let from = out.len();
            tokens::tokenize(text, within, out);
            join_hyphenated(text, from, out);
            if piece.end > span.end {
                break;
            }
            pieces.next();
        }
        sentences.push((span, first..out.len()));
    }
}

/// Makes one token of a word that is hyphenated at a line's end: `ut-`, line break, `most`.
fn join_hyphenated(text: &str, from: usize, tokens: &mut Vec<super::Token>) {
    let is_broken = |word: &super::Token, hyphen: &super::Token, rest: &super::Token| {
        text[hyphen.span.start..hyphen.span.end] == *"-"
            && word.span.end == hyphen.span.start
            && text[..word.span.end].ends_with(char::is_alphabetic)
            && text[rest.span.start..].starts_with(char::is_alphabetic)
            && is_line_end(&text[hyphen.span.end..rest.span.start])
    };
    // The tokens up to `kept` are done.
    let (mut kept, mut at) = (from, from);
    while at < tokens.len() {
        let mut word = tokens[at];
        while at + 2 < tokens.len() && is_broken(&word, &tokens[at + 1], &tokens[at + 2]) {
            word.span.end = tokens[at + 2].span.end;
            at += 2;
        }
        tokens[kept] = word;
        (kept, at) = (kept + 1, at + 1);
    }
    tokens.truncate(kept);
}

/// Whether a gap is one line break with the white space around it.
fn is_line_end(gap: &str) -> bool {
    gap.matches('\n').count().max(gap.matches('\r').count()) == 1 && gap.trim().is_empty()
}

/// A token's word: hyphenation at a line's end is undone, where a small letter follows.
pub(super) fn word(token: &str) -> Cow<'_, str> {
    if token.contains(['\n', '\r']) { Cow::Owned(fold(token)) } else { Cow::Borrowed(token) }
}

/// A text with single spaces for its white space, and without hyphens at lines' ends inside words.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(end) = rest.find(char::is_whitespace) {
        folded.push_str(&rest[..end]);
        let next = rest[end..].trim_start();
        let gap = &rest[end..rest.len() - next.len()];
        rest = next;
        let broken = gap.contains(['\n', '\r'])
            && folded.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic))
            && rest.starts_with(char::is_alphabetic);
        if !broken {
            folded.push(' ');
        } else if rest.starts_with(char::is_lowercase) {
            folded.pop();
        }
    }
    folded.push_str(rest);
    folded
}
