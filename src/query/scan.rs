//! A query's text, token by token: where its variables and sub-SELECTs stand, which the algebra no longer knows.

/// A token that matters here, with the byte where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Token<'a> {
    kind: Kind<'a>,
    at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind<'a> {
    Variable(&'a str),
    /// A keyword or a prefixed name.
    Word(&'a str),
    Mark(char),
}

/// What a query's text does with one of its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Never,
    /// Nothing stands against a value from outside; the byte of its first use.
    Free(usize),
    /// A sub-SELECT, which begins at this byte, uses the name without projecting it: there it is another variable.
    HiddenInSubselect(usize),
    /// `AS ?name` or `VALUES ?name`: the query gives the value itself.
    Assigned(usize),
}

/// The byte where a keyword first stands outside of strings, IRIs and comments.
pub(super) fn keyword(text: &str, keyword: &str) -> Option<usize> {
    tokens(text).iter().find(|token| token.is(keyword)).map(|token| token.at)
}

/// How `variable` (without its `?`) is used in `text`.
pub(super) fn usage(text: &str, variable: &str) -> Use {
    let tokens = tokens(text);
    let mut first = None;
    // One entry for each open brace; a sub-SELECT's entry says where it begins and whether it projects the variable.
    let mut braces: Vec<Option<(usize, bool)>> = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark('{') => braces.push(subselect(&tokens[n + 1..], variable)),
            Kind::Mark('}') => {
                braces.pop();
            }
            Kind::Variable(name) if name == variable => {
                if let Some((at, _)) = braces.iter().flatten().find(|(_, projected)| !projected) {
                    return Use::HiddenInSubselect(*at);
                }
                if is_assignment(&tokens[..n]) {
                    return Use::Assigned(token.at);
                }
                first.get_or_insert(token.at);
            }
            _ => {}
        }
    }
    first.map_or(Use::Never, Use::Free)
}

/// Where a sub-SELECT begins, if these tokens begin one, and whether it projects the variable.
fn subselect(tokens: &[Token], variable: &str) -> Option<(usize, bool)> {
    let select = tokens.first().filter(|token| token.is("SELECT"))?;
    let mut depth = 0_usize;
    let mut projected = false;
    for (n, token) in tokens.iter().enumerate().skip(1) {
        match token.kind {
            Kind::Mark('(') => depth += 1,
            Kind::Mark(')') => depth = depth.saturating_sub(1),
            Kind::Mark('{') => break,
            Kind::Mark('*') if depth == 0 => projected = true,
            Kind::Variable(name) if name == variable => projected |= depth == 0 || tokens[n - 1].is("AS"),
            _ if token.is("WHERE") => break,
            _ => {}
        }
    }
    Some((select.at, projected))
}

/// Whether the next token would be given a value: after `AS`, or in the head of `VALUES`.
fn is_assignment(before: &[Token]) -> bool {
    before.last().is_some_and(|token| token.is("AS"))
        || before
            .iter()
            .rev()
            .find(|token| !matches!(token.kind, Kind::Variable(_) | Kind::Mark('(')))
            .is_some_and(|token| token.is("VALUES"))
}

impl Token<'_> {
    fn is(&self, keyword: &str) -> bool {
        matches!(self.kind, Kind::Word(word) if word.eq_ignore_ascii_case(keyword))
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match c {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => string_length(rest, c),
            '<' => iri_length(rest).unwrap_or(1),
            '?' | '$' => {
                let name = word_length(&rest[1..]);
                if name > 0 {
                    tokens.push(Token { kind: Kind::Variable(&rest[1..=name]), at });
                }
                1 + name
            }
            _ if word_length(rest) > 0 => {
                tokens.push(Token { kind: Kind::Word(&rest[..word_length(rest)]), at });
                word_length(rest)
            }
            _ => {
                if !c.is_whitespace() {
                    tokens.push(Token { kind: Kind::Mark(c), at });
                }
                c.len_utf8()
            }
        };
        at += length;
    }
    tokens
}

/// Letters, digits and `_`, in bytes.
fn word_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// A string literal with its quotes, in bytes; one that does not end goes to the end of the text.
fn string_length(text: &str, quote: char) -> usize {
    let long = [quote; 3].iter().collect::<String>();
    let end = if text.starts_with(&long) { long } else { quote.to_string() };
    let mut at = end.len();
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(&end) {
            return at + end.len();
        }
        at += c.len_utf8();
        if c == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    text.len()
}

/// `<…>` in bytes, where it is an IRI and no comparison.
fn iri_length(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inside = &text[1..end];
    inside.chars().all(|c| !c.is_whitespace() && !"<\"{}|^`\\".contains(c)).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_iris_hold_no_variables() {
        let text = "# ?a\nSELECT ?b WHERE { <http://e/?a> ?b \"?a \\\" ?a\" , '''?a ' ?a''' FILTER(?b<3 && ?c>2) }";
        assert_eq!(usage(text, "a"), Use::Never);
        assert_eq!(usage(text, "c"), Use::Free(text.find("?c").unwrap()));
    }

    #[test]
    fn a_subselect_hides_what_it_does_not_project() {
        let hidden = "SELECT ?a ?n { { SELECT (COUNT(?a) AS ?n) WHERE { ?r ?p ?a } } }";
        assert_eq!(usage(hidden, "a"), Use::HiddenInSubselect(hidden.rfind("SELECT").unwrap()));
        let outer = "SELECT ?a { { SELECT ?n { { SELECT ?a ?n { ?n ?p ?a } } } } }";
        assert_eq!(usage(outer, "a"), Use::HiddenInSubselect(outer.find("SELECT ?n").unwrap()));
        for open in [
            "SELECT ?a { { SELECT ?a (COUNT(*) AS ?n) { ?r ?p ?a } GROUP BY ?a } }",
            "SELECT ?a { { SELECT * { ?r ?p ?a } } }",
            "SELECT ?a { ?a ?p ?o { SELECT ?o { ?o ?p 1 } } }",
        ] {
            assert!(matches!(usage(open, "a"), Use::Free(_)), "{open}");
        }
    }

    #[test]
    fn a_value_of_the_query_s_own_is_told() {
        for text in [
            "SELECT ?a { BIND(1 AS ?a) }",
            "SELECT (COUNT(*) AS ?a) { ?s ?p ?o }",
            "SELECT ?a { VALUES ?a { 1 } }",
            "SELECT ?a { VALUES (?b ?a) { (1 2) } }",
        ] {
            assert!(matches!(usage(text, "a"), Use::Assigned(_)), "{text}");
        }
    }
}
