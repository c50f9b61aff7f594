//! Any text goes through reading, extraction and mapping without a panic, and everything that is found points to its words:
//! in bytes, in code points of the file, and in code points of the stored text.

use demarche::document::{Document, Source};
use demarche::extract::{Extraction, Role, extract, record::Record};
use demarche::graph::{self, check::check, name};
use demarche::iri::Base;
use demarche::ontology::Lexicon;
use demarche::text::{ByteSpan, CharSpan, Text};
use demarche::vocab::oa;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::Value;
use std::cell::Cell;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);

/// Words that ask, names, dates, titles of other documents, and what makes positions hard: line ends of both kinds, markup,
/// characters of two to four bytes.
const PIECES: &str = r##"(The |the |United States|Qatar|U\.S\. |Norvia|Council|Minister Ünal|“|”|’s |é|😀|\x{a0}| |, | and |; |: |\. |\.\n|\r\n|\n\n|\r\n\r\n|\n|should |must not |calls on |urges |to |demands that |recommends |stop |work with |open |the consulate |publish |it |they |we |if |by March 2031|on 29 October 2023|within 30 days|see CIP's paper “Fares for All of Us” |\(PA\)|# |## Recommendations\n|- |1\. |\(a\) |\*\*|> |---\n|title: |\t|ut-\nmost ){0,80}"##;

#[test]
fn any_text_points_to_its_words() {
    let (recommendations, mentions) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) });
    let result = runner.run(&(PIECES, prop_oneof![Just("a.txt"), Just("a.md")]), |(text, name)| {
        if let Some(found) = holds(name, text.as_bytes())? {
            recommendations.set(recommendations.get() + found.recommendations.len());
            mentions.set(mentions.get() + found.mentions.len());
        }
        Ok(())
    });
    result.unwrap();
    assert!(recommendations.get() > 50 && mentions.get() > 50, "the texts hold too little to be a test");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_point_to_their_words(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        holds("a.txt", &bytes)?;
    }

    #[test]
    fn any_characters_point_to_their_words(text in "\\PC{0,200}") {
        holds("a.md", text.as_bytes())?;
    }
}

/// What was found, after everything in it was held against the text; none where the bytes are no document.
fn holds(name: &str, bytes: &[u8]) -> Result<Option<Extraction>, TestCaseError> {
    let Ok(document) = Document::read(Source::new(name, bytes)) else { return Ok(None) };
    let extraction = extract(&document, &LEXICON);
    for span in spans(&extraction) {
        sound(&document.text, span)?;
    }
    for found in &extraction.recommendations {
        prop_assert!(found.span.contains(found.verb.span), "{found:?}");
        prop_assert!(!found.verb.span.is_empty());
    }
    let base = Base::default();
    let record = serde_json::to_value(Record::of(&document, &extraction, &base)).unwrap();
    let chars: Vec<char> = document.text.as_str().chars().collect();
    recorded(&record, &chars)?;
    let dataset = graph::quads(&document, &extraction, &base);
    let findings = check(&dataset);
    prop_assert!(findings.is_empty(), "{findings:#?}");
    quoted(&[dataset.facts, dataset.mentions].concat(), &document.text)?;
    Ok(Some(extraction))
}

/// Every range of an extraction.
fn spans(found: &Extraction) -> Vec<ByteSpan> {
    let mut spans: Vec<ByteSpan> = Vec::new();
    let role = |roles: &[Role]| roles.iter().filter_map(|role| role.span).collect::<Vec<_>>();
    spans.extend(found.title.iter().filter_map(|title| title.span));
    spans.extend(found.publisher.iter().filter_map(|publisher| publisher.span));
    spans.extend(found.issued.iter().filter_map(|issued| issued.span));
    spans.extend(found.actors.iter().flat_map(|actor| actor.members.iter().map(|(_, span)| *span)));
    spans.extend(found.mentions.iter().map(|mention| mention.span));
    spans.extend(found.dates.iter().map(|date| date.span));
    spans.extend(found.topics.iter().flat_map(|topic| topic.spans.clone()));
    spans.extend(found.citations.iter().map(|citation| citation.span));
    spans.extend(found.withheld.iter().copied());
    for found in found.recommendations.iter().chain(&found.reported_calls) {
        spans.extend([found.span, found.sentence, found.verb.span]);
        spans.extend(found.content.as_ref().map(|content| content.span));
        spans.extend(found.condition);
        spans.extend(found.consequence);
        spans.extend(found.monitoring);
        spans.extend(found.deadline.as_ref().map(|deadline| deadline.span));
        spans.extend(found.spokesperson.as_ref().and_then(|role| role.span));
        for roles in [
            &found.recommenders,
            &found.addressees,
            &found.sought_from,
            &found.beneficiaries,
            &found.invokes,
            &found.places,
        ] {
            spans.extend(role(roles));
        }
        spans.extend(found.counterparts.iter().filter_map(|counterpart| counterpart.role.span));
    }
    spans
}

/// A range lies on characters inside the text, and bytes and code points mean the same words.
fn sound(text: &Text, span: ByteSpan) -> Result<(), TestCaseError> {
    let whole = text.as_str();
    let Some(words) = whole.get(span.start..span.end) else {
        return Err(TestCaseError::fail(format!("{span:?} cuts a character of {whole:?}")));
    };
    prop_assert_eq!(slice(&whole.chars().collect::<Vec<_>>(), text.chars(span)).unwrap(), words);
    let stored: Vec<char> = text.stored().chars().collect();
    prop_assert_eq!(slice(&stored, text.stored_chars(span)).unwrap(), words.replace("\r\n", "\n"));
    Ok(())
}

fn slice(chars: &[char], span: CharSpan) -> Option<String> {
    Some(chars.get(span.start..span.end)?.iter().collect())
}

/// Every object of the record that has a `span` and a `text` names its own words. A title's text is what a reader sees of
/// it, without markup.
fn recorded(value: &Value, chars: &[char]) -> Result<(), TestCaseError> {
    match value {
        Value::Array(values) => values.iter().try_for_each(|value| recorded(value, chars)),
        Value::Object(fields) => {
            if let (Some(span), Some(text)) = (fields.get("span"), fields.get("text")) {
                let span: CharSpan = serde_json::from_value(span.clone()).unwrap();
                prop_assert_eq!(slice(chars, span), text.as_str().map(str::to_owned));
            }
            fields.iter().filter(|(name, _)| *name != "title").try_for_each(|(_, value)| recorded(value, chars))
        }
        _ => Ok(()),
    }
}

/// Every quotation of the graph stands in the stored text where its IRI says.
fn quoted(quads: &[Quad], text: &Text) -> Result<(), TestCaseError> {
    let stored: Vec<char> = text.stored().chars().collect();
    for quad in quads.iter().filter(|quad| quad.predicate == oa::EXACT) {
        let NamedOrBlankNode::NamedNode(quote) = &quad.subject else { panic!("{} is blank", quad.subject) };
        let Term::Literal(words) = &quad.object else { panic!("{} is no literal", quad.object) };
        let span = name::span(quote.as_str()).expect("the IRI of a quotation ends in its range");
        prop_assert_eq!(slice(&stored, span), Some(words.value().to_owned()));
    }
    Ok(())
}
