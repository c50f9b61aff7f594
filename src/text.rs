//! A text, and the three ways to point into it: bytes (Rust), code points of the file (the extraction record), and code
//! points of the stored text, whose line ends are LF (RFC 5147, Web Annotation selectors).

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// A number as people read it, its digits in groups of three: `grouped(1234567, ',')` is `1,234,567`.
pub fn grouped(number: usize, mark: char) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// A half-open range of **bytes** of a [`Text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    pub start: usize,
    pub end: usize,
}

impl ByteSpan {
    /// The range from `start` to `end`; an `end` before `start` yields the empty range at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    pub fn len(self) -> usize {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this range.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A half-open range of Unicode **code points**; which text it counts in is said where it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSpan {
    pub start: usize,
    pub end: usize,
}

impl Serialize for CharSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for CharSpan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <[usize; 2]>::deserialize(deserializer).map(|[start, end]| Self { start, end })
    }
}

/// A place as editors count it: line and column start at 1, columns are code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl LineColumn {
    /// The place of a byte of `text`.
    pub fn of(text: &str, byte: usize) -> Self {
        let before = &text[..text.floor_char_boundary(byte)];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { line: before.matches('\n').count() + 1, column: before[start..].chars().count() + 1 }
    }
}

/// How many bytes lie between two entries of the index of a [`Text`].
const STRIDE: usize = 512;

/// A document's text, unchanged, with an index from bytes to code points.
#[derive(Clone, Debug)]
pub struct Text {
    content: String,
    /// For each multiple of [`STRIDE`]: code points, and carriage returns that precede a line feed, before it.
    marks: Vec<(usize, usize)>,
}

impl Text {
    pub fn new(content: String) -> Self {
        let mut marks = Vec::with_capacity(content.len() / STRIDE + 1);
        let (mut chars, mut returns) = (0, 0);
        let bytes = content.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            if at % STRIDE == 0 {
                marks.push((chars, returns));
            }
            chars += usize::from(is_boundary(byte));
            returns += usize::from(byte == b'\r' && bytes.get(at + 1) == Some(&b'\n'));
        }
        marks.push((chars, returns));
        Self { content, marks }
    }

    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The text of a range; borders inside a character are moved back to its start, so that no range panics.
    pub fn slice(&self, span: ByteSpan) -> &str {
        let start = self.content.floor_char_boundary(span.start);
        let end = self.content.floor_char_boundary(span.end);
        &self.content[start..end.max(start)]
    }

    /// The range in code points of the unchanged text.
    pub fn chars(&self, span: ByteSpan) -> CharSpan {
        CharSpan { start: self.count(span.start).0, end: self.count(span.end).0 }
    }

    /// The range in code points of the stored text (see [`Text::stored`]).
    pub fn stored_chars(&self, span: ByteSpan) -> CharSpan {
        let at = |byte| {
            let (chars, returns) = self.count(byte);
            chars - returns
        };
        CharSpan { start: at(span.start), end: at(span.end) }
    }

    /// The range in bytes of a range in code points of the stored text; what lies behind the text is its end.
    pub fn bytes(&self, stored: CharSpan) -> ByteSpan {
        let content = &self.content;
        let kept = |(at, c): &(usize, char)| *c != '\r' || content.as_bytes().get(at + 1) != Some(&b'\n');
        let at = |nth| content.char_indices().filter(kept).nth(nth).map_or(content.len(), |(at, _)| at);
        ByteSpan::new(at(stored.start), at(stored.end))
    }

    /// The text as it is stored: CR LF becomes LF, nothing else changes.
    pub fn stored(&self) -> Cow<'_, str> {
        stored(&self.content)
    }

    /// The text of a range as it is stored.
    pub fn stored_slice(&self, span: ByteSpan) -> Cow<'_, str> {
        stored(self.slice(span))
    }

    /// Line and column of a byte.
    pub fn line_column(&self, byte: usize) -> LineColumn {
        LineColumn::of(&self.content, byte)
    }

    /// Code points, and carriage returns dropped in the stored text, before a byte.
    fn count(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.content.len());
        let (mut chars, mut returns) = self.marks[byte / STRIDE];
        let bytes = self.content.as_bytes();
        for at in byte / STRIDE * STRIDE..byte {
            chars += usize::from(is_boundary(bytes[at]));
            returns += usize::from(bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n'));
        }
        (chars, returns)
    }
}

fn is_boundary(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn stored(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_code_points_and_stored_positions_agree() {
        let text = Text::new("Zürich\r\nasks “Bern”.".to_owned());
        let start = text.as_str().find("Bern").unwrap();
        let span = ByteSpan::new(start, start + 4);
        assert_eq!(text.chars(span), CharSpan { start: 14, end: 18 });
        assert_eq!(text.stored_chars(span), CharSpan { start: 13, end: 17 });
        assert_eq!(text.stored().chars().skip(13).take(4).collect::<String>(), "Bern");
        assert_eq!(text.line_column(start), LineColumn { line: 2, column: 7 });
        assert_eq!(text.bytes(CharSpan { start: 13, end: 17 }), span);
        assert_eq!(text.bytes(CharSpan { start: 19, end: 99 }).start, text.as_str().len());
    }

    #[test]
    fn the_last_byte_of_a_full_stride_has_a_mark() {
        let text = Text::new("é".repeat(STRIDE));
        let end = text.as_str().len();
        assert_eq!(text.chars(ByteSpan::new(0, end)), CharSpan { start: 0, end: STRIDE });
    }
}
