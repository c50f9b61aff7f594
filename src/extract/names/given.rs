//! The publisher whom the sidecar or front matter gives, where the text names it: in full, and by the first word of its name
//! where that speaks or asks ("*Corvane* also called on").

use super::forms::{Candidate, What};
use crate::extract::reader::Reader;
use crate::ontology::model::{CueKind, Kind, NameRole};

/// Adds the places that nothing else covers; the candidates stay in the order of the text.
pub(super) fn add(reader: &Reader<'_>, found: &mut Vec<Candidate>) {
    let (Some(given), Some(because)) = (reader.document.given.publisher.first(), reader.rule("given-publisher")) else {
        return;
    };
    let name = given.value.to_lowercase();
    let name: Vec<&str> = name.split_whitespace().skip_while(|word| *word == "the").collect();
    let Some(first) = name.first().copied() else { return };
    let mut covered = vec![false; reader.len()];
    for candidate in found.iter() {
        covered[candidate.tokens.clone()].fill(true);
    }
    let fits = |at: usize, words: &[&str]| {
        at + words.len() <= reader.len()
            && words.iter().enumerate().all(|(ahead, word)| reader.lower(at + ahead) == *word && !covered[at + ahead])
            && reader.is_capitalised(at)
    };
    let whole: Vec<usize> = (0..reader.len()).filter(|&at| fits(at, &name)).collect();
    if whole.is_empty() {
        return;
    }
    let ordinary = reader.lexicon.actions.contains_key(first)
        || reader.lexicon.name_word(NameRole::Head, std::iter::once(first)).is_some()
        || reader.lexicon.names.longest(std::iter::once(first)).is_some();
    let asks = |at: usize| {
        let next =
            (at + 1..reader.len().min(at + 4)).find(|&next| !matches!(reader.lower(next), "also" | "has" | "today"));
        next.is_some_and(|next| {
            let cue = |kind| reader.lexicon.cue_of(kind, reader.lower(next)).is_some();
            cue(CueKind::Report)
                || cue(CueKind::SelfReference)
                || cue(CueKind::SpeechAct)
                || reader.lower(next) == "called"
        })
    };
    let short = |at: &usize| name.len() > 1 && !ordinary && fits(*at, &name[..1]) && !whole.contains(at) && asks(*at);
    let short: Vec<usize> = (0..reader.len()).filter(short).collect();
    let candidate =
        |at: usize, length: usize, what: What| Candidate { tokens: at..at + length, what, because: because.clone() };
    found.extend(whole.iter().map(|&at| candidate(at, name.len(), What::Unknown(Kind::Organization))));
    found.sort_by_key(|candidate| candidate.tokens.start);
    let start = found.len();
    let of = found.iter().position(|candidate| candidate.tokens.start == whole[0]).unwrap_or(start);
    found.extend(short.iter().map(|&at| candidate(at, 1, What::Alias(of))));
}
