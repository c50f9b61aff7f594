//! Capitals and seats that stand for a government: "*Ottawa* must ratify the treaty", "we urge *the Kremlin* to answer". The
//! reading is inferred, and its rule says so; in "talks in Ottawa" the place is meant, and where neither shows it stays open.

use super::forms::{Candidate, What};
use crate::extract::reader::Reader;
use crate::ontology::lexicon::NameForm;
use crate::ontology::model::{CueKind, Kind};
use std::ops::Range;

/// The rule's name.
pub(in crate::extract) const RULE: &str = "metonym";

/// Adds the metonyms that act or are called on; a place that was found there gives way.
pub(super) fn add(reader: &Reader<'_>, found: &mut Vec<Candidate>) {
    let Some(because) = reader.rule(RULE) else { return };
    let mut by_token: Vec<Option<usize>> = vec![None; reader.len()];
    for (index, candidate) in found.iter().enumerate() {
        by_token[candidate.tokens.clone()].fill(Some(index));
    }
    let is_place = |candidate: &Candidate| match &candidate.what {
        What::Known(actor, _) => reader.lexicon.actors[*actor].kind == Kind::Place,
        _ => false,
    };
    let mut gone = Vec::new();
    let mut more = Vec::new();
    for sentence in &reader.document.sentences {
        if !Reader::is_prose(&reader.document.blocks[sentence.block.0]) || reader.is_title_case(sentence.tokens.clone())
        {
            continue;
        }
        let within = sentence.tokens.clone();
        for at in within.clone() {
            // what is a name already stays one, unless it is a place's
            let gives_way = by_token[at].is_none_or(|index| found[index].tokens.start == at && is_place(&found[index]));
            if !gives_way || !reader.is_capitalised(at) || !reader.lexicon.names.begins(reader.lower(at)) {
                continue;
            }
            let matches = reader.lexicon.names.matches(reader.lowers(at..within.end));
            let longest = matches.iter().map(|(length, _)| *length).max().unwrap_or(0);
            let mut named =
                matches.iter().filter(|(length, name)| *length == longest && name.form == NameForm::Metonym);
            // one that several bear is left open
            let (Some((length, name)), None) = (named.next(), named.next()) else { continue };
            let tokens = at..at + length;
            let covers = by_token[tokens.clone()].iter().flatten().copied().collect::<Vec<_>>();
            let free = covers.iter().all(|&index| found[index].tokens == tokens && is_place(&found[index]));
            if free && acts(reader, &within, &tokens) {
                gone.extend(covers);
                more.push(Candidate {
                    tokens,
                    what: What::Known(name.actor, NameForm::Metonym),
                    because: because.clone(),
                });
            }
        }
    }
    // what stands for a place now stands for the metonym; the list keeps its numbers, which aliases point to
    for (index, candidate) in found.iter_mut().enumerate() {
        if gone.contains(&index) {
            candidate.tokens = candidate.tokens.start..candidate.tokens.start;
        }
    }
    found.append(&mut more);
}

/// Whether a name is the subject of a modal or of a verb of saying, or is called on.
fn acts(reader: &Reader<'_>, within: &Range<usize>, name: &Range<usize>) -> bool {
    let kinds = [CueKind::Modal, CueKind::Report, CueKind::SelfReference, CueKind::SpeechAct];
    is_called_on(reader, within, name)
        || is_subject(reader, within, name).is_some_and(|verb| is_cue(reader, within, verb, &kinds))
}

fn lower<'t>(reader: &'t Reader<'_>, within: &Range<usize>, at: usize) -> &'t str {
    if within.contains(&at) { reader.lower(at) } else { "" }
}

fn is_cue(reader: &Reader<'_>, within: &Range<usize>, at: usize, kinds: &[CueKind]) -> bool {
    within.contains(&at)
        && !reader.is_capitalised(at)
        && reader
            .lexicon
            .cue_forms
            .matches(reader.lowers(at..within.end.min(at + 3)))
            .into_iter()
            .any(|(_, (cue, _))| kinds.contains(&reader.lexicon.cues[*cue].kind))
}

/// What stands in front of a name and its article, inside its sentence.
fn before(reader: &Reader<'_>, within: &Range<usize>, name: &Range<usize>) -> Option<usize> {
    let article = usize::from(name.start > within.start && reader.lower(name.start - 1) == "the");
    name.start.checked_sub(article + 1).filter(|at| within.contains(at))
}

/// Whether a name is called on: "we urge X to", "calls on X not to".
pub(super) fn is_called_on(reader: &Reader<'_>, within: &Range<usize>, name: &Range<usize>) -> bool {
    let lower = |at: usize| lower(reader, within, at);
    let to = lower(name.end) == "to" || lower(name.end) == "not" && lower(name.end + 1) == "to";
    before(reader, within, name).filter(|_| to).is_some_and(|before| {
        let verb = if matches!(lower(before), "on" | "upon") { before.saturating_sub(1) } else { before };
        is_cue(reader, within, verb, &[CueKind::SpeechAct])
    })
}

/// The verb whose subject a name can be: right behind it, adverbs aside, where nothing in front governs the name.
pub(super) fn is_subject(reader: &Reader<'_>, within: &Range<usize>, name: &Range<usize>) -> Option<usize> {
    let lower = |at: usize| lower(reader, within, at);
    let opens = before(reader, within, name).is_none_or(|before| {
        matches!(
            lower(before),
            "," | "and" | "that" | "but" | "if" | "while" | "because" | "as" | "whether" | "when" | "—" | "–"
        )
    });
    // "In Ottawa and Quebec, ministers …": a coordinated or listed name may belong to a preposition before it
    let governed = (name.start.saturating_sub(5)..name.start)
        .any(|at| matches!(lower(at), "in" | "from" | "near" | "at" | "between" | "of" | "to" | "outside"));
    let mut verb = name.end;
    while lower(verb).ends_with("ly") || matches!(lower(verb), "also" | "has" | "now" | "itself") {
        verb += 1;
    }
    (opens && !governed).then_some(verb)
}
