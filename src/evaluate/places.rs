//! Quotes found again in a text, as an annotator writes them: white space of any length and kind, straight quotation marks
//! for curly ones. Positions are code points.

use crate::text::CharSpan;

/// Where a quote stands, in the order of the text.
pub(super) fn quoted(text: &[char], quote: &str) -> Vec<CharSpan> {
    find(text, &pattern(quote), |_, _| true, same)
}

/// Where a form stands as whole words. An underscore is markup and no part of a word.
pub(super) fn occurrences(text: &[char], form: &str) -> Vec<CharSpan> {
    find(text, &pattern(form), |start, end| is_whole(text, start, end), same)
}

/// The first place inside `text` where a word stands whole, whatever the case of its letters.
pub(super) fn word(text: &[char], word: &str) -> Option<CharSpan> {
    let same = |wanted: char, there: char| same(wanted, there) || wanted.to_lowercase().eq(there.to_lowercase());
    find(text, &pattern(word), |start, end| is_whole(text, start, end), same).first().copied()
}

/// Letters and digits of a name in lower case, one blank between words, without an article or the like in front.
pub(super) fn fold(name: &str) -> String {
    let name = name.trim_matches(is_space);
    let lead = ["the", "all", "its", "our", "both"].into_iter().find_map(|lead| {
        let (head, rest) = name.split_at_checked(lead.len())?;
        (head.eq_ignore_ascii_case(lead) && rest.starts_with(is_space)).then(|| rest.trim_start_matches(is_space))
    });
    let words = lead.unwrap_or(name).split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A range without "the" at its head and without a possessive ending.
pub(super) fn trim(text: &[char], span: CharSpan) -> CharSpan {
    let there = slice(text, span);
    let (mut start, mut end) = (span.start, span.end);
    let article = ["the", "The", "THE"].iter().any(|article| there.iter().take(3).copied().eq(article.chars()));
    let blanks = there.iter().skip(3).take_while(|c| is_space(**c)).count();
    if article && blanks > 0 {
        start += 3 + blanks;
    }
    let is_apostrophe = |c: &char| matches!(c, '\'' | '’');
    let rest = text.get(start.min(text.len())..end.min(text.len())).unwrap_or_default();
    match rest {
        [.., apostrophe, 's'] if is_apostrophe(apostrophe) => end -= 2,
        [.., apostrophe] if is_apostrophe(apostrophe) => end -= 1,
        _ => {}
    }
    CharSpan { start, end }
}

/// The characters of a range; what lies behind the text is cut off.
pub(super) fn slice(text: &[char], span: CharSpan) -> &[char] {
    let end = span.end.min(text.len());
    &text[span.start.min(end)..end]
}

/// A range on one line.
pub(super) fn folded(text: &[char], span: CharSpan) -> String {
    let whole: String = slice(text, span).iter().collect();
    whole.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// White space as Python's `\s` has it, so that both scorers read alike.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_whole(text: &[char], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    !before.is_some_and(|c| is_word(*c)) && !text.get(end).is_some_and(|c| is_word(*c))
}

/// The words of a quote; between them stands white space.
fn pattern(quote: &str) -> Vec<Vec<char>> {
    quote.split(is_space).filter(|word| !word.is_empty()).map(|word| word.chars().collect()).collect()
}

fn same(wanted: char, there: char) -> bool {
    wanted == there || matches!((wanted, there), ('\'', '’') | ('"', '“' | '”'))
}

/// Where a pattern stands and `fits`, none overlapping the one before.
fn find(
    text: &[char],
    words: &[Vec<char>],
    fits: impl Fn(usize, usize) -> bool,
    same: impl Fn(char, char) -> bool,
) -> Vec<CharSpan> {
    let mut found = Vec::new();
    let mut at = 0;
    while !words.is_empty() && at < text.len() {
        match end_of(&text[at..], words, &same) {
            Some(length) if fits(at, at + length) => {
                found.push(CharSpan { start: at, end: at + length });
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

/// The length of a pattern at the head of `text`.
fn end_of(text: &[char], words: &[Vec<char>], same: &impl Fn(char, char) -> bool) -> Option<usize> {
    let mut at = 0;
    for (n, word) in words.iter().enumerate() {
        if n > 0 {
            let blanks = text[at..].iter().take_while(|c| is_space(**c)).count();
            at += blanks;
            if blanks == 0 {
                return None;
            }
        }
        let there = text.get(at..at + word.len())?;
        if !word.iter().zip(there).all(|(wanted, there)| same(*wanted, *there)) {
            return None;
        }
        at += word.len();
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn found(text: &[char], spans: &[CharSpan]) -> Vec<String> {
        spans.iter().map(|span| slice(text, *span).iter().collect()).collect()
    }

    #[test]
    fn a_quote_is_found_over_line_ends_and_curly_marks() {
        let text = chars("Zürich’s mayor said “open\n  the pool”, and again: open the pool");
        assert_eq!(
            found(&text, &quoted(&text, "Zürich's mayor said \"open the")),
            ["Zürich’s mayor said “open\n  the"]
        );
        assert_eq!(found(&text, &quoted(&text, "open the pool")), ["open\n  the pool", "open the pool"]);
        assert_eq!(quoted(&text, "closed"), []);
        assert_eq!(quoted(&text, " "), []);
    }

    #[test]
    fn a_form_is_a_whole_word() {
        let text = chars("_Ports_ and Portsmouth, Ports-of-call, PORTS: the Ports");
        assert_eq!(occurrences(&text, "Ports").len(), 3);
        assert_eq!(word(&text, "PORTSMOUTH"), Some(CharSpan { start: 12, end: 22 }));
    }

    #[test]
    fn names_are_compared_without_article_case_and_marks() {
        assert_eq!(fold(" The  Harbour-Board (Velmora)"), "harbour board velmora");
        assert_eq!(fold("Theatre Board"), "theatre board");
        assert_eq!(fold("its Ally"), "ally");
    }

    #[test]
    fn article_and_possessive_are_no_part_of_a_name() {
        let text = chars("the Board's Theatres' thesis The");
        let trimmed = |start, end| {
            let span = trim(&text, CharSpan { start, end });
            slice(&text, span).iter().collect::<String>()
        };
        assert_eq!(trimmed(0, 11), "Board");
        assert_eq!(trimmed(12, 21), "Theatres");
        assert_eq!(trimmed(22, 28), "thesis");
        assert_eq!(trimmed(29, 32), "The");
        assert_eq!(trimmed(29, 99), "The");
    }
}
