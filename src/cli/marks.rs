//! A text with marks on it, laid out in lines: who is asked, which word asks, where a clause begins and ends.

use super::console;
use crate::document::Document;
use crate::extract::Extraction;
use crate::text::ByteSpan;

/// What a range of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Clause,
    Head,
    Cue,
    Addressee,
    Actor,
    Date,
}

impl Mark {
    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The marks of one character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    pub fn has(self, mark: Mark) -> bool {
        self.0 & mark.bit() != 0
    }
}

/// One character as it is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub char: char,
    pub marks: Marks,
    /// Its byte in the text; none for what was put in between.
    pub at: Option<usize>,
}

/// The marked ranges of a document.
#[derive(Debug, Default)]
pub(super) struct Marked(Vec<(ByteSpan, Mark)>);

impl Marked {
    /// What is marked in a document: its recommendations, and everybody and every date that is named.
    pub fn of(extraction: &Extraction) -> Self {
        let mut marked = Self::default();
        let is_actor = |mention: &&crate::extract::Mention| {
            let actor = extraction.actors.iter().find(|actor| actor.id == mention.actor);
            actor.is_some_and(|actor| actor.kind.is_actor())
        };
        marked.0.extend(extraction.mentions.iter().filter(is_actor).map(|mention| (mention.span, Mark::Actor)));
        marked.0.extend(extraction.dates.iter().map(|date| (date.span, Mark::Date)));
        for found in &extraction.recommendations {
            marked.add(found.span, Mark::Clause);
            marked.add(found.verb.span, Mark::Head);
            for span in found.addressees.iter().filter_map(|role| role.span) {
                marked.add(span, Mark::Addressee);
            }
        }
        marked
    }

    pub fn add(&mut self, span: ByteSpan, mark: Mark) {
        self.0.push((span, mark));
    }

    /// The characters of a range as a reader sees them: markup left out, white space folded, nothing that steers a
    /// terminal.
    pub fn cells(&self, document: &Document, span: ByteSpan) -> Vec<Cell> {
        let markup = &document.markup;
        self.cells_of(document.text.slice(span), span.start, |at| {
            let next = markup.partition_point(|range| range.end <= at);
            markup.get(next).is_some_and(|range| range.start <= at)
        })
    }

    /// The same for a text that begins at the byte `start` and has no markup.
    pub fn cells_of(&self, text: &str, start: usize, is_markup: impl Fn(usize) -> bool) -> Vec<Cell> {
        let end = start + text.len();
        let inside: Vec<_> = self.0.iter().filter(|(span, _)| span.start < end && start < span.end).collect();
        let mut cells: Vec<Cell> = Vec::with_capacity(text.len());
        for (offset, char) in text.char_indices() {
            let at = start + offset;
            let is_blank = char.is_whitespace() || char.is_control();
            if is_markup(at) || (is_blank && cells.last().is_none_or(|last| last.char == ' ')) {
                continue;
            }
            let here = inside.iter().filter(|(span, _)| span.start <= at && at < span.end);
            let marks = here.fold(0, |marks, (_, mark)| marks | mark.bit());
            cells.push(Cell { char: if is_blank { ' ' } else { char }, marks: Marks(marks), at: Some(at) });
        }
        cells.truncate(cells.iter().rposition(|cell| cell.char != ' ').map_or(0, |last| last + 1));
        cells
    }
}

/// Breaks cells into lines of at most `width` characters, at blanks where there are any.
pub(super) fn wrap(cells: &[Cell], width: usize) -> Vec<&[Cell]> {
    let width = width.max(10);
    let mut lines = Vec::new();
    let mut rest = cells;
    while rest.len() > width {
        let blank = rest[..=width].iter().rposition(|cell| cell.char == ' ').filter(|&at| at > 0);
        let (line, next) = match blank {
            Some(at) => (&rest[..at], &rest[at + 1..]),
            None => rest.split_at(width),
        };
        lines.push(line);
        rest = next;
    }
    lines.push(rest);
    lines
}

/// The width of text that is comfortable to read here, with so much room left of it.
pub(super) fn room(indent: usize) -> usize {
    usize::from(console::width().min(100)).saturating_sub(indent)
}

/// A line, and below it what its characters are: `^` head verb, `~` cue, `=` addressee, `-` the rest of the clause.
pub(super) fn underlined(line: &[Cell]) -> (String, String) {
    let text = line.iter().map(|cell| cell.char).collect();
    let sign = |cell: &Cell| {
        let signs = [(Mark::Head, '^'), (Mark::Cue, '~'), (Mark::Addressee, '='), (Mark::Clause, '-')];
        signs.into_iter().find(|(mark, _)| cell.marks.has(*mark)).map_or(' ', |(_, sign)| sign)
    };
    let signs: String = line.iter().map(sign).collect();
    (text, signs.trim_end().to_owned())
}
