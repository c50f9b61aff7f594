//! Members of groupings that a text names behind them: "the Nordic Five (Denmark, Finland, …)".

use crate::extract::names::Names;
use crate::extract::reader::Reader;
use crate::extract::{Actor, Kind};
use crate::iri::ActorId;
use crate::ontology::model::NameRole;
use crate::text::ByteSpan;

/// Adds to each grouping the members that some mention of it is followed by.
pub(crate) fn add(reader: &Reader<'_>, names: &Names, actors: &mut [Actor]) {
    if reader.rule("members").is_none() {
        return;
    }
    for mention in &names.mentions {
        if names.actor(mention).kind != Kind::Grouping {
            continue;
        }
        for (member, span) in behind(reader, names, mention.tokens.end) {
            let grouping = &mut actors[mention.actor];
            if member != grouping.id && !grouping.members.iter().any(|(other, _)| *other == member) {
                grouping.members.push((member, span));
            }
        }
    }
}

/// The actors that a bracket, a pair of dashes or a list behind a name tells: at least two, so that an acronym is none.
pub(super) fn behind(reader: &Reader<'_>, names: &Names, from: usize) -> Vec<(ActorId, ByteSpan)> {
    if from >= reader.len() {
        return Vec::new();
    }
    let end = reader.sentence(reader.sentence_of(from)).tokens.end;
    let text = |token: usize| if token < end { reader.text(token) } else { "" };
    let dash = |token: usize| matches!(text(token), "–" | "—" | "--");
    let (first, closes) = match text(from) {
        "(" => (from + 1, (from..end).find(|&at| text(at) == ")")),
        _ if dash(from) => (from + 1, (from + 1..end).find(|&at| dash(at))),
        "," if matches!(text(from + 1), "namely" | "comprising") => {
            let list = |at: &usize| {
                let name = names.at(*at).is_some_and(|mention| mention.tokens.contains(at));
                name || matches!(reader.lower(*at), "," | "and" | "the")
            };
            (from + 2, (from + 2..end).find(|at| !list(at)))
        }
        _ => return Vec::new(),
    };
    let Some(closes) = closes else { return Vec::new() };
    let members: Vec<(ActorId, ByteSpan)> = names
        .within(first..closes)
        .filter(|mention| names.actor(mention).kind.is_agent() && names.actor(mention).kind != Kind::Person)
        .map(|mention| (names.actor(mention).id.clone(), reader.span_of(&mention.tokens)))
        .collect();
    // a bracket that holds more than a list ("(supported by …)") names no members
    let other = (first..closes)
        .filter(|&at| {
            names.at(at).is_none()
                && !matches!(reader.lower(at), "," | "and" | "the" | "&" | "as" | "well" | "of")
                && !reader.lexicon.is(NameRole::Agent, reader.lower(at))
        })
        .count();
    if members.len() >= 2 && other <= 1 { members } else { Vec::new() }
}
