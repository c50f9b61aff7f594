//! A document with its findings marked, in colour where there is a terminal and with brackets elsewhere; below each
//! paragraph what it asks of whom.

use super::console::{BOLD, DIM};
use super::marks::{Cell, Mark, Marked, Marks, room, wrap};
use crate::document::{BlockKind, Document};
use crate::extract::{Extraction, Recommendation, Role};
use crate::iri::{ActorId, TopicId};
use crate::text::ByteSpan;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

/// Columns left of the text.
const INDENT: usize = 2;

/// What the marks mean.
pub(super) fn legend(colour: bool) -> String {
    if !colour {
        return "Marks: ⟦1 …⟧ what is asked, with its number · *head verb* · _actor_ · ‹date›\n\n".to_owned();
    }
    let shown = [
        (Mark::Clause, "what is asked"),
        (Mark::Head, "head verb"),
        (Mark::Addressee, "who is asked"),
        (Mark::Actor, "actor"),
        (Mark::Date, "date"),
    ];
    let shown = shown.map(|(mark, words)| {
        let style = style(|wanted| wanted == mark || (mark == Mark::Head && wanted == Mark::Clause));
        format!("{style}{words}{style:#}")
    });
    format!("Marks: {}\n\n", shown.join(" · "))
}

/// The marked text of a document.
pub(super) fn text(document: &Document, extraction: &Extraction, colour: bool) -> String {
    let painter = Painter { document, extraction, marked: Marked::of(extraction), colour };
    painter.whole()
}

struct Painter<'a> {
    document: &'a Document,
    extraction: &'a Extraction,
    marked: Marked,
    colour: bool,
}

impl Painter<'_> {
    fn whole(&self) -> String {
        let mut out = self.head();
        let blocks = self.document.blocks.iter().filter(|block| block.kind != BlockKind::FrontMatter);
        for block in blocks {
            let marker = block.marker.map(|span| self.document.text.slice(span).trim().to_owned()).unwrap_or_default();
            let indent = match block.kind {
                BlockKind::ListItem { depth, .. } => INDENT + 2 * usize::from(depth.min(8)),
                BlockKind::Quotation => INDENT + 2,
                _ => INDENT,
            };
            let is_heading = matches!(block.kind, BlockKind::Heading { .. });
            let hang = if marker.is_empty() { 0 } else { marker.chars().count() + 1 };
            let cells = self.bracketed(self.marked.cells(self.document, block.span));
            for (at, line) in wrap(&cells, room(indent + hang)).into_iter().enumerate() {
                let lead = if at == 0 && hang > 0 { format!("{marker} ") } else { " ".repeat(hang) };
                let _ = writeln!(out, "{}{lead}{}", " ".repeat(indent), self.painted(line, is_heading));
            }
            for (number, found) in self.numbered(block.span) {
                let _ = writeln!(out, "{}", self.told(&number.to_string(), found, indent + hang));
            }
            for call in self.extraction.reported_calls.iter().filter(|call| block.span.contains(call.verb.span)) {
                let who = call.recommenders.iter().map(|role| self.filler(role)).collect::<Vec<_>>().join(", ");
                let who = if who.is_empty() { "somebody" } else { &who };
                let _ = writeln!(out, "{}", self.told(&format!("reported call of {who}"), call, indent + hang));
            }
            out.push('\n');
        }
        out
    }

    /// Title, publisher, date and file.
    fn head(&self) -> String {
        let Extraction { title, publisher, issued, .. } = self.extraction;
        let title = title.as_ref().map_or("Without title", |title| &title.text);
        let parts = [
            publisher.as_ref().map(|publisher| publisher.name.as_str()),
            issued.as_ref().map(|issued| issued.value.as_str()),
            Some(self.document.source.as_str()),
        ];
        let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.colour {
            true => format!("{BOLD}{title}{BOLD:#}\n{DIM}{parts}{DIM:#}\n\n"),
            false => format!("{title}\n{parts}\n\n"),
        }
    }

    /// The recommendations whose head stands in a range, with their numbers in the document.
    fn numbered(&self, span: ByteSpan) -> impl Iterator<Item = (usize, &Recommendation)> {
        let all = self.extraction.recommendations.iter().enumerate();
        all.filter(move |(_, found)| span.contains(found.verb.span)).map(|(at, found)| (at + 1, found))
    }

    /// Puts in the brackets; with colours only the clauses' numbers.
    fn bracketed(&self, cells: Vec<Cell>) -> Vec<Cell> {
        let put =
            |text: &str, marks: Marks| text.chars().map(move |char| Cell { char, marks, at: None }).collect::<Vec<_>>();
        let clauses = &self.extraction.recommendations;
        let mut whole = Vec::with_capacity(cells.len() + 16);
        for (n, cell) in cells.iter().enumerate() {
            let before = n.checked_sub(1).map(|n| cells[n]);
            let after = cells.get(n + 1);
            let at = cell.at.unwrap_or_default();
            let behind = before.and_then(|cell| cell.at).map_or(at, |at| at + 1);
            for (number, found) in clauses.iter().enumerate() {
                let begins = match n {
                    0 => found.span.start <= at && found.span.end > at,
                    _ => (behind..=at).contains(&found.span.start),
                };
                if begins {
                    let number = number + 1;
                    let text = if self.colour { format!("{number} ") } else { format!("⟦{number} ") };
                    whole.extend(put(&text, Marks::default()));
                }
            }
            if !self.colour {
                let edge = |mark, other: Option<&Cell>| {
                    cell.marks.has(mark) && !other.is_some_and(|cell| cell.marks.has(mark))
                };
                let signs = [(Mark::Date, "‹", "›"), (Mark::Actor, "_", "_"), (Mark::Head, "*", "*")];
                for (_, open, _) in signs.iter().filter(|(mark, ..)| edge(*mark, before.as_ref())) {
                    whole.extend(put(open, Marks::default()));
                }
                whole.push(*cell);
                for (_, _, close) in signs.iter().rev().filter(|(mark, ..)| edge(*mark, after)) {
                    whole.extend(put(close, Marks::default()));
                }
                let next = after.and_then(|cell| cell.at).unwrap_or(usize::MAX);
                let ends = clauses
                    .iter()
                    .filter(|found| found.span.end > at && found.span.end <= next && found.span.start <= at);
                whole.extend(ends.flat_map(|_| put("⟧", Marks::default())));
            } else {
                whole.push(*cell);
            }
        }
        whole
    }

    fn painted(&self, line: &[Cell], is_heading: bool) -> String {
        if !self.colour {
            return line.iter().map(|cell| cell.char).collect();
        }
        let mut out = String::new();
        for run in line.chunk_by(|a, b| a.marks == b.marks && a.at.is_some() == b.at.is_some()) {
            let text: String = run.iter().map(|cell| cell.char).collect();
            let mut style = style(|mark| run[0].marks.has(mark));
            if is_heading {
                style = style.bold();
            }
            if run[0].at.is_none() {
                style = DIM;
            }
            let _ = write!(out, "{style}{text}{style:#}");
        }
        out
    }

    /// `1 → United States (heading) · should · positive · Ceasefire`; a reported call with its speaker instead of the number.
    fn told(&self, lead: &str, found: &Recommendation, indent: usize) -> String {
        let whom = match found.addressees.is_empty() {
            true => "nobody in particular".to_owned(),
            false => found.addressees.iter().map(|role| self.filler(role)).collect::<Vec<_>>().join(", "),
        };
        let mut parts = vec![whom, found.strength.name().to_owned(), found.polarity.name().to_owned()];
        parts.extend(
            found
                .counterparts
                .iter()
                .map(|counterpart| format!("{} {}", counterpart.relation.name(), self.name(&counterpart.role.actor))),
        );
        if !found.topics.is_empty() {
            parts.push(found.topics.iter().map(|topic| self.topic(topic)).collect::<Vec<_>>().join(", "));
        }
        let words = format!("{lead} → {}", parts.join(" · "));
        let lines = textwrap(&words, room(indent + 2), lead.chars().count().min(8) + 3);
        let blank = " ".repeat(indent + 2);
        let lines = lines.into_iter().map(|line| match self.colour {
            true => format!("{blank}{TOLD}{line}{TOLD:#}"),
            false => format!("{blank}{line}"),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn filler(&self, role: &Role) -> String {
        let name = self.name(&role.actor);
        match role.how {
            crate::extract::How::Explicit => name.to_owned(),
            how => format!("{name} ({})", how.name()),
        }
    }

    fn name<'a>(&'a self, id: &'a ActorId) -> &'a str {
        self.extraction.actors.iter().find(|actor| actor.id == *id).map_or(id.as_str(), |actor| &actor.name)
    }

    fn topic<'a>(&'a self, id: &'a TopicId) -> &'a str {
        self.extraction.topics.iter().find(|topic| topic.topic == *id).map_or(id.as_str(), |topic| &topic.label)
    }
}

const TOLD: Style = AnsiColor::Green.on_default();

/// How a character with these marks looks.
fn style(has: impl Fn(Mark) -> bool) -> Style {
    let mut style = Style::new();
    if has(Mark::Actor) {
        style = style.fg_color(Some(AnsiColor::Cyan.into()));
    }
    if has(Mark::Date) {
        style = style.fg_color(Some(AnsiColor::Magenta.into()));
    }
    if has(Mark::Addressee) {
        style = style.fg_color(Some(AnsiColor::Green.into())).bold();
    }
    if has(Mark::Head) {
        style = style.fg_color(Some(AnsiColor::Yellow.into())).bold();
    }
    if has(Mark::Clause) { style.underline() } else { style }
}

/// Breaks words into lines; those behind the first are indented.
pub(super) fn textwrap(words: &str, width: usize, hang: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    // Words with a no-break blank between them stay together.
    for word in words.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        if line.trim().is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() > width.max(20) {
            lines.push(std::mem::replace(&mut line, format!("{}{word}", " ".repeat(hang))));
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.push(line);
    lines
}
