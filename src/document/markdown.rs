//! Markdown: blocks as CommonMark nests them, with what authors of policy texts mean by a bold line, two hard breaks or
//! an indented paragraph.

use super::BlockKind;
use super::draft::Draft;
use super::headings::OPEN;
use super::inline::{Inline, Line, join};
use super::inline_html as html;
use super::marker::{self, Marker, Style};
use super::series::Series;
use super::shape::{self, Shape};
use crate::text::ByteSpan;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Appends the blocks of a Markdown text.
pub(super) fn read(text: &str, within: ByteSpan, series: &Series, drafts: &mut Vec<Draft>) {
    let mut reader = Reader {
        text,
        series,
        wrapped: Shape::of(text, within).width.is_some(),
        containers: Vec::new(),
        inline: Inline::default(),
        last: BTreeMap::new(),
        drafts,
    };
    reader.parse(within, 0);
    reader.flush(BlockKind::Paragraph);
}

/// What a block stands in.
enum Container {
    List,
    Item(Item),
    Quotation,
    Footnote,
}

struct Item {
    marker: ByteSpan,
    /// Its block, once it has text of its own.
    draft: Option<usize>,
    /// It holds nothing but a list, whose items stand for it: `- 1) Text`.
    hollow: bool,
}

struct Reader<'a> {
    text: &'a str,
    series: &'a Series,
    wrapped: bool,
    containers: Vec<Container>,
    inline: Inline,
    last: BTreeMap<Style, Marker>,
    drafts: &'a mut Vec<Draft>,
}

/// How often an indented block is read again as text before it is taken as it is.
const DEEPEST: usize = 8;

impl<'a> Reader<'a> {
    fn parse(&mut self, within: ByteSpan, depth: usize) {
        let text = self.text;
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        let base = within.start;
        let mut events = Parser::new_ext(&text[within.start..within.end], options).into_offset_iter().peekable();
        while let Some((event, range)) = events.next() {
            let span = ByteSpan::new(range.start + base, range.end + base);
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    self.flush(BlockKind::Paragraph);
                    let mut lines: Vec<Range<usize>> = Vec::new();
                    for (event, range) in events.by_ref() {
                        match event {
                            Event::Text(_) => lines.push(range.start + base..range.end + base),
                            _ => break,
                        }
                    }
                    let mut end = lines.last().map_or(span.end, |line| line.end);
                    let runs_on = matches!(events.peek(), Some((Event::Start(Tag::Paragraph), range))
                        if is_one_break(&text[end..(range.start + base).max(end)], &text[..end]));
                    if runs_on {
                        for (event, range) in events.by_ref() {
                            if matches!(event, Event::End(TagEnd::Paragraph)) {
                                end = range.end + base;
                                break;
                            }
                        }
                    }
                    self.indented(ByteSpan::new(span.start, end), depth);
                }
                event => self.event(event, span),
            }
        }
    }

    /// Reads an indented block as the text it is: nobody sets code in a policy paper.
    fn indented(&mut self, span: ByteSpan, depth: usize) {
        let text = self.text;
        let mut start = None;
        let mut at = span.start;
        let mut chunks = Vec::new();
        for line in text[span.start..span.end].split_inclusive('\n') {
            if line.trim().is_empty() {
                chunks.extend(start.take().map(|start| ByteSpan::new(start, at)));
            } else if start.is_none() {
                start = Some(at + line.len() - line.trim_start().len());
            }
            at += line.len();
        }
        chunks.extend(start.map(|start| ByteSpan::new(start, at)));
        for chunk in chunks {
            if depth < DEEPEST {
                self.parse(chunk, depth + 1);
            } else {
                self.inline.push(text, chunk);
            }
            self.flush(BlockKind::Paragraph);
        }
    }

    fn event(&mut self, event: Event<'_>, span: ByteSpan) {
        let text = self.text;
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.inline.image > 0 => {}
            Event::Text(content) => {
                let space = content.chars().all(char::is_whitespace) && text[span.start..span.end].starts_with('&');
                let mark = self.inline.superscript && content.bytes().all(|byte| byte.is_ascii_digit());
                if !space && !mark {
                    self.words(span);
                }
            }
            Event::Code(_) => {
                let raw = &text[span.start..span.end];
                let ticks = raw.bytes().take_while(|byte| *byte == b'`').count();
                if raw.len() >= 2 * ticks {
                    self.inline.push(text, ByteSpan::new(span.start + ticks, span.end - ticks));
                }
            }
            Event::Html(_) => self.inline.push(text, span),
            Event::InlineHtml(tag) => {
                let name = html::name(&tag);
                match name {
                    "br" => self.inline.end_line(text, ByteSpan::new(span.end, span.end), true),
                    "sup" => self.inline.superscript = !tag.starts_with("</"),
                    "b" | "strong" if tag.starts_with("</") => {
                        self.inline.strong = self.inline.strong.saturating_sub(1);
                    }
                    "b" | "strong" => self.inline.strong += 1,
                    _ => {}
                }
            }
            Event::SoftBreak => self.inline.end_line(text, span, false),
            Event::HardBreak => self.inline.end_line(text, span, true),
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
            Event::InlineMath(_) | Event::DisplayMath(_) => self.inline.push(text, span),
        }
    }

    /// Adds text without its asterisks: who means one escapes it, and the others were meant as markup, though they are
    /// none by the letter (`**Label. **Text`).
    fn words(&mut self, span: ByteSpan) {
        let text = self.text;
        let raw = &text[span.start..span.end];
        if !raw.contains('*') || text[..span.start].ends_with('\\') {
            return self.inline.push(text, span);
        }
        let mut at = span.start;
        for part in raw.split('*') {
            if !part.is_empty() {
                self.inline.push(text, ByteSpan::new(at, at + part.len()));
            }
            at += part.len() + 1;
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: ByteSpan) {
        match tag {
            Tag::Strong => self.inline.strong += 1,
            Tag::Image { .. } => self.inline.image += 1,
            Tag::TableCell => self.inline.cell = true,
            Tag::Emphasis | Tag::Link { .. } | Tag::TableHead | Tag::TableRow => {}
            Tag::Heading { level, .. } => {
                self.flush(BlockKind::Paragraph);
                self.inline.heading = Some(level as u8);
            }
            Tag::BlockQuote(_) => self.open(Container::Quotation),
            Tag::FootnoteDefinition(_) => self.open(Container::Footnote),
            Tag::List(_) => self.open(Container::List),
            Tag::Item => {
                self.flush(BlockKind::Paragraph);
                let marker = item_marker(self.text, span);
                let outer = self.containers.iter_mut().rev().find_map(|container| match container {
                    Container::Item(item) => Some(item),
                    _ => None,
                });
                // "- 1) Text": the outer item has nothing but this list.
                let start = match outer {
                    Some(outer) if outer.draft.is_none() && !outer.hollow => {
                        outer.hollow = true;
                        outer.marker.start
                    }
                    _ => marker.start,
                };
                let marker = ByteSpan::new(start, marker.end);
                self.containers.push(Container::Item(Item { marker, draft: None, hollow: false }));
            }
            _ => self.flush(BlockKind::Paragraph),
        }
    }

    fn open(&mut self, container: Container) {
        self.flush(BlockKind::Paragraph);
        self.containers.push(container);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.inline.strong = self.inline.strong.saturating_sub(1),
            TagEnd::Image => self.inline.image = self.inline.image.saturating_sub(1),
            TagEnd::Emphasis | TagEnd::Link | TagEnd::TableCell | TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::List(_) | TagEnd::Item => {
                self.flush(BlockKind::Paragraph);
                self.containers.pop();
                if let (TagEnd::List(_), Some(Container::Item(item))) = (tag, self.containers.last_mut()) {
                    // A second list in "- 1) Text" stands in that item.
                    item.hollow = false;
                }
            }
            TagEnd::Table => self.flush(BlockKind::Table),
            TagEnd::CodeBlock => self.flush(BlockKind::Code),
            TagEnd::HtmlBlock => self.html(),
            TagEnd::Heading(_) => {
                let level = self.inline.heading.unwrap_or(OPEN);
                self.flush(BlockKind::Heading { level });
            }
            _ => self.flush(BlockKind::Paragraph),
        }
    }

    /// The text between the tags of a block of HTML.
    fn html(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        let pieces: Vec<ByteSpan> = inline.lines.into_iter().flat_map(|line| line.pieces).collect();
        for block in html::blocks(self.text, &pieces) {
            let kind = if block.table { BlockKind::Table } else { BlockKind::Paragraph };
            let mut draft = Draft::new(kind, block.pieces);
            draft.breaks = block.breaks;
            self.push(draft);
        }
    }

    /// Makes blocks of the text collected so far.
    fn flush(&mut self, kind: BlockKind) {
        let inline = std::mem::take(&mut self.inline);
        if inline.lines.iter().all(|line| line.pieces.is_empty()) {
            return;
        }
        if kind != BlockKind::Paragraph {
            let mut pieces = Vec::new();
            for piece in inline.lines.iter().flat_map(|line| &line.pieces) {
                join(&mut pieces, *piece, self.text);
            }
            let mut draft = Draft::new(kind, pieces);
            draft.breaks = inline.breaks;
            draft.lines = inline.lines.len();
            draft.by_markup = true;
            if draft.span().len() > 300 && matches!(kind, BlockKind::Heading { .. }) {
                // A paragraph over a rule, which Markdown takes for a heading underlined.
                (draft.kind, draft.by_markup) = (BlockKind::Paragraph, false);
            }
            return self.push(draft);
        }
        let lines = inline.lines;
        let mut start = 0;
        let mut opening = self.marker(&lines[0]);
        let mut heading = self.bold_run(&lines, 0);
        for at in 1..=lines.len() {
            let border = at == lines.len()
                || heading == Some(at)
                || (heading.is_none() && self.is_border(&lines, opening.as_ref(), at));
            if border {
                self.paragraph(&lines[start..at], heading.is_some(), start > 0);
                start = at;
                if at < lines.len() {
                    opening = self.marker(&lines[at]);
                    heading = self.bold_run(&lines, at);
                }
            }
        }
    }

    fn line(&self, line: &Line) -> Cow<'a, str> {
        match &line.pieces[..] {
            [piece] => Cow::Borrowed(&self.text[piece.start..piece.end]),
            pieces => pieces.iter().map(|piece| &self.text[piece.start..piece.end]).collect(),
        }
    }

    fn marker(&self, line: &Line) -> Option<Marker> {
        marker::find(self.line(line).trim_start()).filter(|marker| self.series.accepts(marker))
    }

    /// The end of a bold run that stands alone on its lines, from line `at` on: a heading.
    fn bold_run(&self, lines: &[Line], at: usize) -> Option<usize> {
        if !self.containers.is_empty() || lines[at].light || lines[at].pieces.is_empty() {
            return None;
        }
        let mut end = at + 1;
        while end < lines.len() && !lines[end - 1].hard && !lines[end].light && !lines[end].pieces.is_empty() {
            end += 1;
        }
        let text: String = lines[at..end].iter().map(|line| self.line(line)).collect();
        let text = text.trim();
        let sentence = text.ends_with([',', ';', '-']) || (text.ends_with('.') && text.len() > 100);
        if !text.contains(char::is_alphanumeric) || text.len() > 250 || sentence {
            return None;
        }
        // A soft break inside a sentence is none of the author's.
        let runs_on = |next: &Line| next.opens_bold || self.line(next).trim_start().starts_with(char::is_lowercase);
        let runs_on = !lines[end - 1].hard && lines.get(end).is_some_and(runs_on);
        (!runs_on).then_some(end)
    }

    /// Whether a new block begins with line `at` of a paragraph whose current block began with the marker `opening`.
    fn is_border(&self, lines: &[Line], opening: Option<&Marker>, at: usize) -> bool {
        let before = self.line(&lines[at - 1]);
        let next = self.line(&lines[at]);
        let (before, next) = (before.trim(), next.trim());
        if before.is_empty() || next.is_empty() {
            return true;
        }
        let hard = lines[at - 1].hard;
        if let Some(marker) = self.marker(&lines[at]) {
            let last = opening.filter(|opening| opening.style == marker.style).or(self.last.get(&marker.style));
            let expected = marker.opens() || last.is_some_and(|last| marker.follows(last));
            if expected && (hard || shape::closes_item(before)) {
                return true;
            }
        }
        let opens = !next.starts_with(char::is_lowercase);
        (hard && self.bold_run(lines, at).is_some())
            || (opens && shape::ends_sentence(before) && (hard || !self.wrapped))
    }

    /// One block: a heading, list item, quotation, footnote or paragraph, as it stands.
    fn paragraph(&mut self, lines: &[Line], heading: bool, continued: bool) {
        let mut pieces = Vec::new();
        for piece in lines.iter().flat_map(|line| &line.pieces) {
            join(&mut pieces, *piece, self.text);
        }
        let mut draft = Draft::new(BlockKind::Paragraph, pieces);
        draft.lines = lines.len();
        if heading {
            draft.kind = BlockKind::Heading { level: 6 };
            draft.by_markup = true;
        }
        if !draft.trim(self.text) {
            return;
        }
        if let Some(found) = marker::find(&draft.visible(self.text).text) {
            self.last.insert(found.style.clone(), found);
        }
        let start = draft.span().start;
        let margin = self.text[..start].ends_with(['\n', '\r']);
        if continued && margin && !self.containers.is_empty() {
            // Text at the margin below an item is no part of it, though Markdown takes it for a lazy line.
            return self.drafts.push(draft);
        }
        self.push(draft);
    }

    fn push(&mut self, mut draft: Draft) {
        if !draft.trim(self.text) {
            return;
        }
        let new = self.drafts.len();
        let done = self.drafts.last().map_or(0, |last| last.span().end);
        for container in self.containers.iter_mut().rev() {
            match container {
                Container::Quotation if draft.kind == BlockKind::Paragraph => draft.kind = BlockKind::Quotation,
                Container::Footnote if draft.kind != BlockKind::Code => draft.kind = BlockKind::Footnote,
                Container::Item(item) => {
                    let plain = matches!(draft.kind, BlockKind::Paragraph | BlockKind::Heading { .. });
                    // Text behind code or a table is not what the marker stands before.
                    let first = item.draft.is_none() && done <= item.marker.start;
                    if draft.marker.is_none() && draft.parent.is_none() && first && plain {
                        let raw = &self.text[item.marker.start..item.marker.end];
                        let ordered = raw.contains(char::is_numeric);
                        draft.kind = BlockKind::ListItem { depth: 0, ordered };
                        draft.found = marker::find(&format!("{raw} x")).map(|found| Marker { len: 0, ..found });
                        draft.marker = Some(item.marker);
                        draft.by_markup = true;
                        item.draft = Some(new);
                    } else if item.hollow && draft.marker.is_some() {
                        item.draft.get_or_insert(new);
                    } else if item.draft != Some(new) {
                        draft.parent = draft.parent.or(item.draft);
                    }
                }
                _ => {}
            }
        }
        self.drafts.push(draft);
    }
}

/// The marker of an item, which is the first thing in it.
fn item_marker(text: &str, span: ByteSpan) -> ByteSpan {
    let raw = &text[span.start..span.end];
    let start = span.start + raw.len() - raw.trim_start().len();
    let digits = text[start..span.end].bytes().take_while(u8::is_ascii_digit).count();
    ByteSpan::new(start, (start + digits + 1).min(span.end))
}

/// Whether nothing but one line break lies between a line and the next.
fn is_one_break(gap: &str, before: &str) -> bool {
    let breaks = gap.matches('\n').count() + usize::from(before.ends_with('\n'));
    gap.trim().is_empty() && breaks == 1
}
