//! Where a quote stands in a text: white space, quotation marks and markup aside, for spreadsheets and web pages change these.

use super::Quote;
use crate::document::Document;
use crate::text::ByteSpan;

/// A text without what a copy of it may lack, with the way back to its bytes.
struct Folded {
    chars: Vec<char>,
    /// The bytes of each character.
    at: Vec<ByteSpan>,
}

impl Folded {
    fn of(text: &str, mut is_left_out: impl FnMut(usize) -> bool) -> Self {
        let mut folded = Self { chars: Vec::new(), at: Vec::new() };
        for (at, char) in text.char_indices() {
            let end = at + char.len_utf8();
            let char = fold(char);
            if is_left_out(at)
                || char == '\u{AD}'
                || (char == ' ' && folded.chars.last().is_none_or(|last| *last == ' '))
            {
                continue;
            }
            folded.chars.push(char);
            folded.at.push(ByteSpan::new(at, end));
        }
        folded
    }

    fn quote(text: &str) -> Vec<char> {
        let mut chars = Self::of(text, |_| false).chars;
        if chars.last() == Some(&' ') {
            chars.pop();
        }
        chars
    }

    /// Where the quote stands, as bytes of the text.
    fn places(&self, quote: &Quote) -> Vec<ByteSpan> {
        let [exact, prefix, suffix] = [&quote.exact, &quote.prefix, &quote.suffix].map(|text| Self::quote(text));
        if exact.is_empty() {
            return Vec::new();
        }
        let starts = 0..(self.chars.len() + 1).saturating_sub(exact.len());
        let fits = |&start: &usize| {
            let end = start + exact.len();
            self.chars[start..end] == exact[..]
                && trimmed(&self.chars[..start]).ends_with(&prefix)
                && trimmed_start(&self.chars[end..]).starts_with(&suffix)
        };
        starts.filter(fits).map(|start| self.at[start].to(self.at[start + exact.len() - 1])).collect()
    }
}

fn trimmed(chars: &[char]) -> &[char] {
    chars.strip_suffix(&[' ']).unwrap_or(chars)
}

fn trimmed_start(chars: &[char]) -> &[char] {
    chars.strip_prefix(&[' ']).unwrap_or(chars)
}

fn fold(char: char) -> char {
    match char {
        '‘' | '’' | '‚' | '‛' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        '–' | '—' | '‑' => '-',
        char if char.is_whitespace() => ' ',
        char => char,
    }
}

/// The places of a quote in a document's text, in its order.
pub(super) fn places(document: &Document, quote: &Quote) -> Vec<ByteSpan> {
    let text = document.text.as_str();
    let found = Folded::of(text, |_| false).places(quote);
    if !found.is_empty() || document.markup.is_empty() {
        return found;
    }
    let markup = &document.markup;
    let is_markup = |at: usize| {
        let next = markup.partition_point(|range| range.end <= at);
        markup.get(next).is_some_and(|range| range.start <= at)
    };
    Folded::of(text, is_markup).places(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, exact: &str, prefix: &str, suffix: &str) -> Vec<String> {
        let quote = Quote { exact: exact.to_owned(), prefix: prefix.to_owned(), suffix: suffix.to_owned() };
        Folded::of(text, |_| false).places(&quote).into_iter().map(|at| text[at.start..at.end].to_owned()).collect()
    }

    #[test]
    fn a_quote_is_found_as_spreadsheets_give_it_back() {
        let text = "The Mayor’s office\r\n   should act. The Mayor’s office must pay “now”.";
        assert_eq!(found(text, " the Mayor's", "", ""), Vec::<String>::new());
        assert_eq!(found(text, "The Mayor's office should  act", "", ""), ["The Mayor’s office\r\n   should act"]);
        assert_eq!(found(text, "pay \"now\"", "", ""), ["pay “now”"]);
        assert_eq!(found(text, "Mayor's office", "", ""), ["Mayor’s office", "Mayor’s office"]);
        assert_eq!(found(text, "Mayor's office", "should act. The", ""), ["Mayor’s office"]);
        assert_eq!(found(text, "Mayor's office", "", "must pay"), ["Mayor’s office"]);
        assert_eq!(found(text, "  ", "", ""), Vec::<String>::new());
        assert_eq!(found(text, &text.repeat(2), "", ""), Vec::<String>::new());
    }
}
