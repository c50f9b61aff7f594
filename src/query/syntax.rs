//! What is wrong with a SPARQL text, and where, made of what the parser says.
//!
//! The parser tells the furthest place where something failed. A keyword that does not fit fails only behind its last
//! letter (`expected OPTIONAL` eight characters after the word that is no OPTIONAL), so that place is moved back.

use crate::text::ByteSpan;

/// A syntax error as a reader needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Explanation {
    pub message: String,
    pub help: String,
    pub span: ByteSpan,
}

/// Explains `error at 3:11: expected OPTIONAL`; none where the parser gives no place.
pub(super) fn explain(text: &str, said: &str) -> Option<Explanation> {
    let (position, expected) = said.strip_prefix("error at ")?.split_once(": expected ")?;
    let (line, column) = position.split_once(':')?;
    let at = byte(text, line.parse().ok()?, column.parse().ok()?)?;
    let expected = expected.strip_prefix("one of ").unwrap_or(expected);
    if expected.contains("Prefix not found") {
        return Some(unknown_prefix(text, at));
    }
    if expected.contains("contains a variable that is unbound") {
        let start = text.to_ascii_lowercase().find("select").unwrap_or(at);
        return Some(Explanation {
            message: "the SELECT names a variable that is neither grouped nor counted".to_owned(),
            help: "name it in GROUP BY, or put it into COUNT(), MIN() or SAMPLE()".to_owned(),
            span: ByteSpan::new(start, start + "select".len()),
        });
    }
    let words: Vec<&str> =
        expected.split(", ").filter(|item| item.bytes().all(|b| b.is_ascii_alphanumeric())).collect();
    let marks: Vec<&str> = expected.split(", ").filter(|item| item.len() > 2 && item.starts_with('"')).collect();
    let start = if marks.is_empty() && !expected.contains("['") { first_letter(text, at, &words) } else { at };
    let start = start + (text[start..].len() - text[start..].trim_start().len());
    let word = text[start..].split(char::is_whitespace).next().unwrap_or_default();
    let allowed: Vec<&str> = marks.into_iter().chain(words).take(12).collect();
    Some(Explanation {
        message: if word.is_empty() {
            "the query breaks off: something is missing at its end".to_owned()
        } else {
            format!("the query cannot be read from \u{201c}{word}\u{201d} on")
        },
        help: if allowed.is_empty() {
            "look for a bracket, quote or full stop that is missing before it".to_owned()
        } else {
            format!("SPARQL allows here, among others: {}", allowed.join(" "))
        },
        span: ByteSpan::new(start, start + word.len()),
    })
}

fn unknown_prefix(text: &str, at: usize) -> Explanation {
    let is_name = |c: char| c.is_alphanumeric() || "_-.:".contains(c);
    let before = &text[..at];
    let start = before.trim_end_matches(is_name).len();
    let prefix = before[start..].split(':').next().unwrap_or_default();
    Explanation {
        message: format!("the prefix {prefix}: is not declared"),
        help: format!("declare it above the query: PREFIX {prefix}: <http://\u{2026}>"),
        span: ByteSpan::new(start, start + prefix.len() + 1),
    }
}

/// The last place where one of the words that failed at `at` can have begun.
fn first_letter(text: &str, at: usize, words: &[&str]) -> usize {
    let starts = words.iter().filter_map(|word| {
        let (start, _) = text[..at].char_indices().rev().nth(word.len() - 1)?;
        let inside_a_word =
            text[..start].ends_with(char::is_alphanumeric) && text[start..].starts_with(char::is_alphanumeric);
        (!inside_a_word).then_some(start)
    });
    starts.max().unwrap_or(at)
}

/// The byte of a line and column, both from 1, columns in code points.
fn byte(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = &text[start..];
    Some(start + rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    #[test]
    fn errors_stand_where_the_author_would_look() {
        for (text, meant, message) in [
            ("SELCT ?s {}", "SELCT", "cannot be read from"),
            ("SELECT ?s WHERE {\n  ?s a ?o .\n  FILTR(?o)\n}", "FILTR(?o)", "cannot be read from"),
            ("SELECT ?s WHERE { ?s ?p ?o FILTER(?o > ) }", ")", "cannot be read from"),
            ("SELECT ?s WHERE { ?s ?p ?o } ORDER ?s", "?s", "cannot be read from"),
            ("SELECT ?s WHERE { ?s ?p ?o } LIMIT ten", "ten", "cannot be read from"),
            ("SELECT ?s WHERE { ?s a ?o ; ; b ?c }", "b", "cannot be read from"),
            ("SELECT ?s WHERE {\n  ?s a ?o \n", "", "breaks off"),
            ("SELECT ?é WHERE {\n  ?é nope:foo ?o }", "nope:", "the prefix nope: is not declared"),
            ("SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s ?p ?o }", "SELECT", "neither grouped nor counted"),
        ] {
            let said = SparqlParser::new().parse_query(text).unwrap_err().to_string();
            let found = explain(text, &said).unwrap();
            assert_eq!(&text[found.span.start..found.span.end], meant, "{said}");
            assert!(found.message.contains(message), "{}", found.message);
        }
    }
}
