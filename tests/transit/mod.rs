//! A document on city transport with what is to be found in it, made by hand, for the tests of graph and store.

use demarche::document::{Document, Format, Given, GivenSource, GivenValue};
use demarche::extract::*;
use demarche::iri::{ActionId, ActorId, CueId, DocumentId, DoubtId, RecommendationId, RuleId, TopicId};
use demarche::text::{ByteSpan, Text};

const TEXT: &str = "City Transit Union\r\nNight buses for Østby\r\nMay 2026\r\n\r\n\
As our brief “Fares for all” showed, night-shift workers walk home.\r\n\r\n\
The Østby City Council should work with Norrby Rail to extend the night buses by June 2026,\r\n\
if ridership grows. It must not cut the day service, to be reviewed each year.\r\n";

/// The document, read.
pub fn document() -> Document {
    let text = TEXT.to_owned();
    Document {
        id: DocumentId::new("night-buses"),
        source: "city/night-buses.txt".to_owned(),
        sha256: "b7".repeat(32),
        format: Format::Plain,
        text: Text::new(text),
        given: Given {
            url: vec![given("https://ctu.example/night-buses")],
            licence: vec![given("CC BY 4.0")],
            retrieved: vec![given("2026-06-01")],
            title: vec![given("Night buses for Østby")],
            ..Given::default()
        },
        blocks: Vec::new(),
        sentences: Vec::new(),
        tokens: Vec::new(),
        markup: Vec::new(),
        diagnostics: Vec::new(),
    }
}

/// What is to be found in it.
pub fn extraction() -> Extraction {
    Extraction {
        title: Some(Title {
            text: "Night buses for Østby".to_owned(),
            span: Some(span("Night buses for Østby")),
            because: rule("title", None),
        }),
        publisher: Some(Publisher {
            actor: ActorId::new("city-transit-union"),
            name: "City Transit Union".to_owned(),
            how: PublisherHow::Masthead,
            span: Some(span("City Transit Union")),
            because: rule("masthead", None),
        }),
        issued: Some(Issued {
            value: "2026-05".to_owned(),
            span: Some(span("May 2026")),
            because: rule("dateline", None),
        }),
        actors: vec![
            actor("city-transit-union", "City Transit Union", Kind::Organization, true),
            actor("ostby", "Østby", Kind::Place, true),
            actor("night-shift-workers", "Night-shift workers", Kind::Population, true),
            Actor {
                acts_for: Some(ActorId::new("ostby")),
                ..actor("x-ostby-city-council", "Østby City Council", Kind::GovernmentBody, false)
            },
            actor("norrby-rail", "Norrby Rail", Kind::Organization, true),
        ],
        mentions: vec![
            mention("City Transit Union", "city-transit-union"),
            mention("night-shift workers", "night-shift-workers"),
            mention("The Østby City Council", "x-ostby-city-council"),
            mention("Norrby Rail", "norrby-rail"),
            mention("It", "x-ostby-city-council"),
        ],
        dates: vec![date("May 2026", "2026-05"), date("June 2026", "2026-06")],
        topics: vec![TopicFound {
            topic: TopicId::new("public-transport"),
            label: "Public transport".to_owned(),
            spans: vec![span("night buses"), span("day service")],
        }],
        recommendations: vec![work_with(), do_not_cut()],
        reported_calls: Vec::new(),
        citations: vec![Citation {
            title: "Fares for all".to_owned(),
            span: span("Fares for all"),
            publisher: Some(role("city-transit-union", How::Coreference, "our")),
            because: rule("citation", None),
        }],
        withheld: Vec::new(),
        copy_of: None,
        diagnostics: Vec::new(),
    }
}

fn work_with() -> Recommendation {
    let clause = span("The Østby City Council should").to(span("by June 2026"));
    Recommendation {
        id: RecommendationId::new("night-buses/1f0c9a2b"),
        span: clause,
        sentence: clause.to(span("if ridership grows.")),
        verb: Verb { lemma: "work".to_owned(), span: first_word("work with") },
        content: Some(Content { lemma: "extend".to_owned(), span: span("extend the night buses") }),
        action: Some(ActionId::new("cooperate")),
        polarity: Polarity::Positive,
        strength: Strength::Should,
        recommenders: Vec::new(),
        spokesperson: None,
        addressees: vec![role("x-ostby-city-council", How::Explicit, "The Østby City Council")],
        counterparts: vec![Counterpart {
            role: role("norrby-rail", How::Explicit, "Norrby Rail"),
            relation: Relation::With,
        }],
        sought_from: Vec::new(),
        beneficiaries: vec![role("night-shift-workers", How::Coreference, "night-shift workers")],
        invokes: Vec::new(),
        places: Vec::new(),
        part_of: None,
        topics: vec![TopicId::new("public-transport")],
        condition: Some(span("if ridership grows")),
        consequence: None,
        monitoring: None,
        deadline: Some(Deadline { span: span("by June 2026"), date: Some("2026-06".to_owned()) }),
        because: rule("modal", Some("should")),
        doubts: vec![DoubtId::new("conditional")],
        corrected: Vec::new(),
    }
}

fn do_not_cut() -> Recommendation {
    let clause = span("It must not cut the day service").to(span("reviewed each year"));
    Recommendation {
        id: RecommendationId::new("night-buses/22334455"),
        span: clause,
        sentence: clause.to(span("reviewed each year.")),
        verb: Verb { lemma: "cut".to_owned(), span: span("cut") },
        content: None,
        action: None,
        polarity: Polarity::Negative,
        strength: Strength::Must,
        addressees: vec![role("x-ostby-city-council", How::Coreference, "It")],
        counterparts: Vec::new(),
        beneficiaries: Vec::new(),
        part_of: Some(RecommendationId::new("night-buses/1f0c9a2b")),
        condition: None,
        consequence: None,
        monitoring: Some(span("to be reviewed each year")),
        deadline: None,
        because: rule("modal", Some("must")),
        doubts: vec![DoubtId::new("pronoun")],
        ..work_with()
    }
}

/// The first place of some words in the text.
fn span(words: &str) -> ByteSpan {
    let start = TEXT.find(words).expect("the words stand in the text");
    ByteSpan::new(start, start + words.len())
}

/// The first word of some words in the text.
fn first_word(words: &str) -> ByteSpan {
    let ByteSpan { start, .. } = span(words);
    ByteSpan::new(start, start + words.find(' ').unwrap_or(words.len()))
}

fn given(value: &str) -> GivenValue {
    GivenValue { value: value.to_owned(), source: GivenSource::Sidecar, span: None }
}

fn rule(rule: &str, cue: Option<&str>) -> Because {
    Because { rule: RuleId::new(rule), cue: cue.map(CueId::new) }
}

fn actor(id: &str, name: &str, kind: Kind, known: bool) -> Actor {
    Actor {
        id: ActorId::new(id),
        name: name.to_owned(),
        kind,
        acts_for: None,
        called: None,
        members: Vec::new(),
        known,
    }
}

fn mention(words: &str, actor: &str) -> Mention {
    Mention { span: span(words), actor: ActorId::new(actor), because: rule("name", None) }
}

fn date(words: &str, value: &str) -> DateMention {
    DateMention { span: span(words), value: value.to_owned(), because: rule("date", None) }
}

fn role(actor: &str, how: How, words: &str) -> Role {
    Role { actor: ActorId::new(actor), how, span: Some(span(words)) }
}
