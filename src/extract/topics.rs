//! What a text is about: the topics whose keywords it holds.

use super::TopicFound;
use super::reader::Reader;
use crate::iri::TopicId;
use crate::text::ByteSpan;
use std::collections::BTreeMap;

/// Finds topics, each with the places of its keywords, in the order of their first keyword.
pub(crate) fn find(reader: &Reader<'_>) -> Vec<TopicFound> {
    let mut found: BTreeMap<usize, Vec<ByteSpan>> = BTreeMap::new();
    if reader.rule("topic-keyword").is_none() {
        return Vec::new();
    }
    for sentence in &reader.document.sentences {
        if !Reader::is_prose(&reader.document.blocks[sentence.block.0]) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            if !reader.lexicon.keywords.begins(reader.lower(at)) {
                at += 1;
                continue;
            }
            let matches = reader.lexicon.keywords.matches(reader.lowers(at..sentence.tokens.end));
            let longest = matches.first().map_or(1, |(length, _)| *length);
            for (length, topic) in matches.iter().filter(|(length, _)| *length == longest) {
                found.entry(**topic).or_default().push(reader.span_of(&(at..at + length)));
            }
            at += longest;
        }
    }
    let mut topics: Vec<TopicFound> = found
        .into_iter()
        .map(|(topic, spans)| {
            let entry = &reader.lexicon.topics[topic];
            TopicFound { topic: entry.id.clone(), label: entry.label.clone(), spans }
        })
        .collect();
    topics.sort_by(|a, b| (a.spans[0], &a.topic).cmp(&(b.spans[0], &b.topic)));
    topics
}

/// The topics with a keyword inside a range.
pub(crate) fn within(topics: &[TopicFound], span: ByteSpan) -> Vec<TopicId> {
    topics
        .iter()
        .filter(|topic| topic.spans.iter().any(|keyword| span.contains(*keyword)))
        .map(|topic| topic.topic.clone())
        .collect()
}
