//! The words that something rests on: a range of the stored text with a quote selector and a position selector.

use super::{DocumentGraph, name};
use crate::text::{ByteSpan, Text};
use crate::vocab::oa;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode};

/// How many code points of context a quote bears on each side.
const CONTEXT: usize = 32;

/// The words of a range as they stand in the stored text, and what stands around them.
struct Quote {
    exact: String,
    prefix: String,
    suffix: String,
}

impl Quote {
    fn of(text: &Text, span: ByteSpan) -> Self {
        let whole = text.as_str();
        let start = whole.floor_char_boundary(span.start);
        let end = whole.floor_char_boundary(span.end).max(start);
        let before = whole[..start].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let after = whole[end..].char_indices().nth(CONTEXT).map_or(whole.len(), |(at, _)| end + at);
        Self { exact: stored(text, start, end), prefix: stored(text, before, start), suffix: stored(text, end, after) }
    }
}

/// The stored text of a range. A carriage return whose line feed stands just behind the range is not part of it: the
/// stored text does not have it.
fn stored(text: &Text, start: usize, end: usize) -> String {
    let mut words = text.stored_slice(ByteSpan::new(start, end)).into_owned();
    if words.ends_with('\r') && text.as_str()[end..].starts_with('\n') {
        words.pop();
    }
    words
}

impl DocumentGraph<'_> {
    /// The node of a range of the text; it is written at the first use.
    pub(super) fn evidence(&mut self, span: ByteSpan) -> NamedNode {
        let chars = self.document.text.stored_chars(span);
        let id = &self.document.id;
        let node = name::evidence(id, chars, self.base);
        if !self.seen.insert(chars) {
            return node;
        }
        let quote = name::part(id, "quote", chars, self.base);
        let position = name::part(id, "position", chars, self.base);
        let words = Quote::of(&self.document.text, span);

        self.add(&node, rdf::TYPE, oa::SPECIFIC_RESOURCE);
        self.add(&node, oa::HAS_SOURCE, self.text.clone());
        self.add(&node, oa::HAS_SELECTOR, quote.clone());
        self.add(&node, oa::HAS_SELECTOR, position.clone());
        self.add(&quote, rdf::TYPE, oa::TEXT_QUOTE_SELECTOR);
        self.add(&quote, oa::EXACT, Literal::from(words.exact));
        if !words.prefix.is_empty() {
            self.add(&quote, oa::PREFIX, Literal::from(words.prefix));
        }
        if !words.suffix.is_empty() {
            self.add(&quote, oa::SUFFIX, Literal::from(words.suffix));
        }
        self.add(&position, rdf::TYPE, oa::TEXT_POSITION_SELECTOR);
        self.add(&position, oa::START, count(chars.start));
        self.add(&position, oa::END, count(chars.end));
        node
    }
}

/// A number of code points.
pub(super) fn count(number: usize) -> Literal {
    Literal::new_typed_literal(number.to_string(), xsd::NON_NEGATIVE_INTEGER)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The selectors hold in the stored text for every range, also one that ends between CR and LF.
    #[test]
    fn quotes_are_cut_from_the_stored_text() {
        let text = Text::new("Über Busse:\r\n“Mehr davon”,\r\nbitte. ".repeat(3));
        let stored: Vec<char> = text.stored().chars().collect();
        let ends: Vec<usize> = (0..=text.as_str().len()).filter(|&at| text.as_str().is_char_boundary(at)).collect();
        for &start in &ends {
            for &end in ends.iter().filter(|&&end| end >= start) {
                let span = ByteSpan::new(start, end);
                let quote = Quote::of(&text, span);
                let at = text.stored_chars(span);
                let cut = |from: usize, to: usize| stored[from..to].iter().collect::<String>();
                assert_eq!(quote.exact, cut(at.start, at.end));
                assert!(cut(0, at.start).ends_with(&quote.prefix));
                assert!(cut(at.end, stored.len()).starts_with(&quote.suffix));
            }
        }
    }
}
