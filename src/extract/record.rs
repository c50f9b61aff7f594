//! The extraction record: one JSON object a document, the contract with everything that reads extractions outside of Rust.
//!
//! `span` is `[start, end)` in Unicode code points of the document's text, the file unchanged.

use super::{Extraction, PublisherHow, Recommendation, Role};
use crate::document::Document;
use crate::iri::{ActorId, Base};
use crate::ontology::Lexicon;
use crate::text::CharSpan;
use serde::Serialize;
use std::collections::BTreeMap;

/// One document's extraction as it is written.
#[derive(Debug, Serialize)]
pub struct Record {
    pub source: String,
    pub sha256: String,
    pub iri: String,
    pub title: Option<TitleRecord>,
    pub publisher: Option<PublisherRecord>,
    pub issued: Option<IssuedRecord>,
    pub mentions: Vec<MentionRecord>,
    pub dates: Vec<DateRecord>,
    pub topics: Vec<TopicRecord>,
    pub recommendations: Vec<RecommendationRecord>,
    /// What the document reports that others ask, each with its own speaker in `recommenders`.
    pub reported_calls: Vec<RecommendationRecord>,
}

#[derive(Debug, Serialize)]
pub struct TitleRecord {
    pub text: String,
    pub span: Option<CharSpan>,
}

#[derive(Debug, Serialize)]
pub struct PublisherRecord {
    pub actor: String,
    pub name: String,
    pub how: &'static str,
    pub span: Option<CharSpan>,
}

#[derive(Debug, Serialize)]
pub struct IssuedRecord {
    pub value: String,
    pub span: Option<CharSpan>,
}

#[derive(Debug, Serialize)]
pub struct MentionRecord {
    pub span: CharSpan,
    pub text: String,
    pub actor: String,
    pub name: String,
    pub kind: &'static str,
    /// How it was found; of these, `metonym`, `place-asked` and `acronym-of-collection` are readings that are inferred.
    pub rule: String,
}

#[derive(Debug, Serialize)]
pub struct DateRecord {
    pub span: CharSpan,
    pub text: String,
    pub value: String,
}

#[derive(Debug, Serialize)]
pub struct TopicRecord {
    pub topic: String,
    pub label: String,
    pub spans: Vec<CharSpan>,
}

#[derive(Debug, Serialize)]
pub struct RecommendationRecord {
    pub id: String,
    pub span: CharSpan,
    pub text: String,
    pub verb: VerbRecord,
    pub content: Option<ContentRecord>,
    pub action: Option<String>,
    pub polarity: &'static str,
    pub strength: &'static str,
    /// Who asks, where it is not the publisher alone.
    pub recommenders: Vec<RoleRecord>,
    pub spokesperson: Option<RoleRecord>,
    pub addressees: Vec<RoleRecord>,
    pub counterparts: Vec<CounterpartRecord>,
    pub sought_from: Vec<RoleRecord>,
    pub part_of: Option<String>,
    pub topics: Vec<String>,
    pub condition: Option<String>,
    pub consequence: Option<String>,
    pub monitoring: Option<String>,
    pub deadline: Option<DateRecord>,
    pub rule: String,
    pub cue: Option<String>,
    /// Reasons for doubt, by their ids.
    pub doubts: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct VerbRecord {
    pub lemma: String,
    pub span: CharSpan,
}

#[derive(Debug, Serialize)]
pub struct ContentRecord {
    pub lemma: String,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct RoleRecord {
    pub actor: String,
    pub name: String,
    pub kind: &'static str,
    pub how: &'static str,
}

#[derive(Debug, Serialize)]
pub struct CounterpartRecord {
    pub actor: String,
    pub name: String,
    pub role: &'static str,
}

impl PublisherHow {
    /// The word of the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Masthead => "masthead",
            Self::SelfReference => "self-reference",
            Self::Citation => "citation",
        }
    }
}

impl Record {
    /// The record of a document's extraction.
    pub fn of(document: &Document, extraction: &Extraction, base: &Base) -> Self {
        let text = &document.text;
        let names: BTreeMap<&ActorId, (&str, &'static str)> =
            extraction.actors.iter().map(|actor| (&actor.id, (actor.name.as_str(), actor.kind.name()))).collect();
        let name = |id: &ActorId| names.get(id).copied().unwrap_or(("", "Organization"));
        let role = |role: &Role| {
            let (label, kind) = name(&role.actor);
            RoleRecord { actor: role.actor.to_string(), name: label.to_owned(), kind, how: role.how.name() }
        };
        let call = |found: &Recommendation| RecommendationRecord {
            id: found.id.to_string(),
            span: text.chars(found.span),
            text: text.slice(found.span).to_owned(),
            verb: VerbRecord { lemma: found.verb.lemma.clone(), span: text.chars(found.verb.span) },
            content: found.content.as_ref().map(|content| ContentRecord {
                lemma: content.lemma.clone(),
                text: text.slice(content.span).to_owned(),
            }),
            action: found.action.as_ref().map(ToString::to_string),
            polarity: found.polarity.name(),
            strength: found.strength.name(),
            recommenders: found.recommenders.iter().map(role).collect(),
            spokesperson: found.spokesperson.as_ref().map(role),
            addressees: found.addressees.iter().map(role).collect(),
            counterparts: found
                .counterparts
                .iter()
                .map(|counterpart| CounterpartRecord {
                    actor: counterpart.role.actor.to_string(),
                    name: name(&counterpart.role.actor).0.to_owned(),
                    role: counterpart.relation.name(),
                })
                .collect(),
            sought_from: found.sought_from.iter().map(role).collect(),
            part_of: found.part_of.as_ref().map(ToString::to_string),
            topics: found.topics.iter().map(ToString::to_string).collect(),
            condition: found.condition.map(|span| text.slice(span).to_owned()),
            consequence: found.consequence.map(|span| text.slice(span).to_owned()),
            monitoring: found.monitoring.map(|span| text.slice(span).to_owned()),
            deadline: found.deadline.as_ref().map(|deadline| DateRecord {
                span: text.chars(deadline.span),
                text: text.slice(deadline.span).to_owned(),
                value: deadline.date.clone().unwrap_or_default(),
            }),
            rule: found.because.rule.to_string(),
            cue: found.because.cue.as_ref().map(ToString::to_string),
            doubts: found.doubts.iter().map(ToString::to_string).collect(),
        };
        Self {
            source: document.source.clone(),
            sha256: document.sha256.clone(),
            iri: document.id.iri(base).into_string(),
            title: extraction
                .title
                .as_ref()
                .map(|title| TitleRecord { text: title.text.clone(), span: title.span.map(|span| text.chars(span)) }),
            publisher: extraction.publisher.as_ref().map(|publisher| PublisherRecord {
                actor: publisher.actor.to_string(),
                name: publisher.name.clone(),
                how: publisher.how.name(),
                span: publisher.span.map(|span| text.chars(span)),
            }),
            issued: extraction.issued.as_ref().map(|issued| IssuedRecord {
                value: issued.value.clone(),
                span: issued.span.map(|span| text.chars(span)),
            }),
            mentions: extraction
                .mentions
                .iter()
                .map(|mention| {
                    let (label, kind) = name(&mention.actor);
                    MentionRecord {
                        span: text.chars(mention.span),
                        text: text.slice(mention.span).to_owned(),
                        actor: mention.actor.to_string(),
                        name: label.to_owned(),
                        kind,
                        rule: mention.because.rule.to_string(),
                    }
                })
                .collect(),
            dates: extraction
                .dates
                .iter()
                .map(|date| DateRecord {
                    span: text.chars(date.span),
                    text: text.slice(date.span).to_owned(),
                    value: date.value.clone(),
                })
                .collect(),
            topics: extraction
                .topics
                .iter()
                .map(|topic| TopicRecord {
                    topic: topic.topic.to_string(),
                    label: topic.label.clone(),
                    spans: topic.spans.iter().map(|span| text.chars(*span)).collect(),
                })
                .collect(),
            recommendations: extraction.recommendations.iter().map(call).collect(),
            reported_calls: extraction.reported_calls.iter().map(call).collect(),
        }
    }

    /// The record as one line of JSON.
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Extracts a document and gives its record as one line.
pub fn line(document: &Document, lexicon: &Lexicon, base: &Base) -> String {
    Record::of(document, &super::extract(document, lexicon), base).to_line()
}
