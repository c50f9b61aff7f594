//! Plain text: paragraphs out of lines, whether they are hard-wrapped or stand one on a line.

use super::BlockKind;
use super::draft::Draft;
use super::marker::{self, Marker, Style};
use super::series::Series;
use super::shape::{self, Shape};
use crate::text::ByteSpan;
use std::collections::{BTreeMap, HashMap};

/// A line without its line break and the white space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub span: ByteSpan,
    /// Columns of white space before it.
    pub indent: usize,
    /// A form feed stands before it.
    pub feed: bool,
}

/// The lines of a part of a text; LF, CR LF, CR and form feeds end lines.
pub(super) fn lines(text: &str, within: ByteSpan) -> impl Iterator<Item = Line> + '_ {
    let mut at = within.start;
    let mut feed = false;
    std::iter::from_fn(move || {
        if at >= within.end {
            return None;
        }
        let rest = &text[at..within.end];
        let len = rest.bytes().position(|byte| matches!(byte, b'\n' | b'\r' | 0x0C)).unwrap_or(rest.len());
        let raw = &rest[..len];
        let inside = raw.trim_start();
        let start = at + len - inside.len();
        let columns = |char| if char == '\t' { 4 } else { 1 };
        let indent = raw[..len - inside.len()].chars().map(columns).sum();
        let line = Line { span: ByteSpan::new(start, start + inside.trim_end().len()), indent, feed };
        let end = &rest[len..];
        feed = end.starts_with('\u{C}');
        at += len + if end.starts_with("\r\n") { 2 } else { usize::from(!end.is_empty()) };
        Some(line)
    })
}

/// Appends the blocks of a plain text.
pub(super) fn read(text: &str, within: ByteSpan, series: &Series, drafts: &mut Vec<Draft>) {
    let mut reader = Reader {
        text,
        series,
        shape: Shape::of(text, within),
        marks: footnote_marks(&text.as_bytes()[within.start..within.end]),
        heads: running_heads(text, within),
        last: BTreeMap::new(),
        noted: 0,
        drafts,
    };
    let mut group = Vec::new();
    for line in lines(text, within) {
        if line.feed || line.span.is_empty() {
            reader.group(&group);
            group.clear();
        }
        if !line.span.is_empty() {
            group.push(line);
        }
    }
    reader.group(&group);
}

struct Reader<'a> {
    text: &'a str,
    series: &'a Series,
    shape: Shape,
    /// Numbers up to 999 that stand in the text as marks of footnotes do.
    marks: Vec<bool>,
    /// Lines that come again and again beside page numbers; how often.
    heads: HashMap<String, usize>,
    /// The last marker of each style.
    last: BTreeMap<Style, Marker>,
    /// The last footnote.
    noted: usize,
    drafts: &'a mut Vec<Draft>,
}

impl<'a> Reader<'a> {
    fn slice(&self, line: Line) -> &'a str {
        &self.text[line.span.start..line.span.end]
    }

    /// Reads the lines between two blank lines.
    fn group(&mut self, lines: &[Line]) {
        let Some((&first, rest)) = lines.split_first() else { return };
        if let Some((&last, above)) = lines.split_last()
            && let Some(level) = underline(self.slice(last))
        {
            if (1..=2).contains(&above.len()) && self.slice(last).len() * 3 >= self.slice(above[above.len() - 1]).len()
            {
                self.push(above, BlockKind::Heading { level });
            } else {
                self.group(above);
            }
            return;
        }
        if rest.is_empty() && (is_page_number(self.slice(first)) || self.is_running_head(self.slice(first))) {
            return self.push(lines, BlockKind::Footnote);
        }
        let mut start = 0;
        self.count(first);
        let mut footnote = self.footnote(self.slice(first));
        for at in 1..lines.len() {
            let next = self.footnote(self.slice(lines[at]));
            let follows = matches!((footnote, next), (Some(this), Some(next)) if next == this + 1);
            let border = if footnote.is_some() { follows } else { self.is_border(&lines[start..], at - start) };
            if border {
                self.run(&lines[start..at], footnote);
                self.count(lines[at]);
                start = at;
                footnote = next.filter(|_| follows);
            }
        }
        self.run(&lines[start..], footnote);
    }

    fn run(&mut self, lines: &[Line], footnote: Option<usize>) {
        self.noted = footnote.unwrap_or(0);
        self.push(lines, if footnote.is_some() { BlockKind::Footnote } else { BlockKind::Paragraph });
    }

    /// Remembers the marker of a block's first line.
    fn count(&mut self, line: Line) {
        if let Some(marker) = self.marker(self.slice(line)) {
            self.last.insert(marker.style.clone(), marker);
        }
    }

    fn push(&mut self, lines: &[Line], kind: BlockKind) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
        let mut draft = Draft::new(kind, vec![first.span.to(last.span)]);
        draft.indent = first.indent;
        draft.lines = lines.len();
        draft.by_markup = matches!(kind, BlockKind::Heading { .. });
        if draft.trim(self.text) {
            self.drafts.push(draft);
        }
    }

    fn marker(&self, line: &str) -> Option<Marker> {
        marker::find(line).filter(|marker| self.series.accepts(marker))
    }

    /// Whether a new block begins at line `at` of a group whose current block began at its first line.
    fn is_border(&self, lines: &[Line], at: usize) -> bool {
        let (previous, this) = (lines[at - 1], lines[at]);
        let (before, line) = (self.slice(previous), self.slice(this));
        if let Some(marker) = self.marker(line) {
            let last = self.last.get(&marker.style);
            let expected = marker.opens() || last.is_some_and(|last| marker.follows(last));
            if self.shape.width.is_none() || is_bullet_sign(&marker) || (expected && shape::closes_item(before)) {
                return true;
            }
        }
        if before.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic)) {
            // A hyphenated word goes on.
            return false;
        }
        if is_capitals(before) && !is_capitals(line) && line.contains(char::is_lowercase) {
            return at == 1 || is_capitals(self.slice(lines[0]));
        }
        let Some(width) = self.shape.width else {
            return shape::ends_sentence(before) || !line.starts_with(char::is_lowercase);
        };
        let opens = line.starts_with(|char: char| char.is_uppercase() || char.is_numeric() || "“\"‘'([".contains(char));
        if !opens {
            return false;
        }
        let length = before.chars().count();
        let word = line.split_whitespace().next().map_or(0, |word| word.chars().count());
        let short = (length + 1 + word) * 10 < width * 7;
        if shape::ends_sentence(before) {
            return short || this.indent >= previous.indent + 2;
        }
        // A short first line that could have held more is a heading or a line of an address.
        let full = line.chars().count() * 10 >= width * 7 && !line.starts_with(char::is_numeric);
        at == 1 && short && full && !before.ends_with([',', ';', '-']) && marker::find(before).is_none()
    }

    /// The number of the footnote that a line begins: one that the text above refers to.
    fn footnote(&self, line: &str) -> Option<usize> {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let number: usize = line[..digits].parse().ok().filter(|_| (1..=3).contains(&digits))?;
        let rest = line[digits..].trim_start();
        let spaced = rest.len() < line.len() - digits;
        let opens = rest.starts_with(|char: char| char.is_uppercase() || "[“\"(".contains(char));
        let expected = self.marks[number] || (self.noted > 0 && number == self.noted + 1);
        (spaced && opens && expected).then_some(number)
    }

    fn is_running_head(&self, line: &str) -> bool {
        line.len() <= 120 && self.heads.get(&without_numbers(line)).is_some_and(|count| *count > 2)
    }
}

fn is_capitals(line: &str) -> bool {
    line.chars().filter(|char| char.is_alphabetic()).take(4).count() > 3 && !line.contains(char::is_lowercase)
}

fn is_bullet_sign(marker: &Marker) -> bool {
    matches!(marker.style, Style::Bullet(sign) if !matches!(sign, '-' | '*' | '+' | '–' | '—' | 'o' | '·'))
}

/// The level of a heading under which this line stands as a rule.
fn underline(line: &str) -> Option<u8> {
    let all = |sign| line.len() >= 3 && line.bytes().all(|byte| byte == sign);
    if all(b'=') {
        Some(1)
    } else if all(b'-') {
        Some(2)
    } else {
        None
    }
}

/// `12`, `- 12 -`, `12 / 40`, `[12]`: a line of nothing but a number or two.
fn is_page_number(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let only = |char: char| char.is_ascii_digit() || char.is_whitespace() || "-–—|/[]()".contains(char);
    (1..=8).contains(&digits) && line.len() <= 20 && line.chars().all(only)
}

fn without_numbers(line: &str) -> String {
    line.chars().filter(|char| !char.is_ascii_digit()).collect()
}

/// Lines that stand alone beside a page number or form feed, or hold a number beside a bar, by how often they come.
fn running_heads(text: &str, within: ByteSpan) -> HashMap<String, usize> {
    let mut heads = HashMap::new();
    let mut previous: Option<Line> = None;
    let mut note = |line: Line| {
        let slice = &text[line.span.start..line.span.end];
        if slice.len() <= 120 && !is_page_number(slice) {
            *heads.entry(without_numbers(slice)).or_insert(0) += 1;
        }
    };
    let numbered = |line: &Line| is_page_number(&text[line.span.start..line.span.end]);
    for line in lines(text, within).filter(|line| !line.span.is_empty()) {
        let slice = &text[line.span.start..line.span.end];
        let bar = slice.len() <= 120
            && slice.contains([' ', '\t'])
            && slice.split(['|', '•', '·']).any(|part| part.len() < slice.len() && is_page_number(part.trim()));
        if line.feed || bar || previous.as_ref().is_some_and(numbered) {
            note(line);
        } else if numbered(&line)
            && let Some(previous) = previous
        {
            note(previous);
        }
        previous = Some(line);
    }
    heads
}

/// Which numbers stand behind a word or mark without being words themselves: `Dahomey,23`, `Mission II, 275`.
fn footnote_marks(text: &[u8]) -> Vec<bool> {
    let mut marks = vec![false; 1000];
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let len = text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let before = text[..at].iter().rposition(|byte| *byte != b' ').map(|last| (text[last], at - 1 - last));
        let glued = match before {
            Some((byte, 0)) => byte.is_ascii_lowercase() || b",.;:)]\x9D".contains(&byte),
            Some((byte, 1)) => byte.is_ascii_alphanumeric() || b",.;:)]\x9D".contains(&byte),
            _ => false,
        };
        if glued && len <= 3 {
            let number = text[at..at + len].iter().fold(0, |number, byte| number * 10 + usize::from(byte - b'0'));
            marks[number] = true;
        }
        at += len;
    }
    marks
}
