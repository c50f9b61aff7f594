//! How it is to be checked that what is asked is done: "The fund should lend to farms *under the supervision of the auditor*",
//! "cut waiting times *and report to Parliament on progress every six months*".
//!
//! A clause of its own that asks for a report ("report to Parliament") is a recommendation, and besides that the monitoring of
//! the clauses in front of it with which it is coordinated. A report that a later sentence asks for stays a recommendation only.

use super::clauses::words::Words;
use super::clauses::{Clauses, Draft, Shape};
use crate::language::tagger::Tag;
use crate::ontology::lexicon::Cue;
use crate::ontology::model::{CueKind, NameRole, Setting};
use std::ops::Range;

/// How many words stand between "with" and what is said of them: "*with* all progress *published* each quarter".
const WITH: usize = 5;

/// The words that say how a clause is to be checked: inside it, else the checking that it is coordinated with.
pub(super) fn of(words: &Words<'_, '_>, clauses: &Clauses<'_, '_>, draft: &Draft) -> Option<Range<usize>> {
    words.reader.rule("monitoring")?;
    (draft.head + 1..draft.tokens.end)
        .find_map(|at| adjunct(words, draft, at))
        .or_else(|| coordinate(words, clauses, draft))
}

/// "under the supervision of the auditor", "to be reviewed each year", ", reporting quarterly to the board".
fn adjunct(words: &Words<'_, '_>, draft: &Draft, at: usize) -> Option<Range<usize>> {
    let end =
        (at + 1..draft.tokens.end).find(|&mark| matches!(words.text(mark), "," | ";" | ")") || words.is_dash(mark));
    let end = end.unwrap_or(draft.tokens.end);
    let cue = cue(words, at)?;
    let start = if cue.needs.contains(&Setting::Checked) {
        if !is_checked(words, &(at.saturating_sub(1)..end)) {
            return None;
        }
        leads(words, draft, at)?
    } else {
        // "the loans reviewed by the panel" are told apart, and nothing is to be checked
        let participle = matches!(words.tag(at), Tag::PastParticiple | Tag::Past);
        leads(words, draft, at).or_else(|| (!participle || words.is(at - 1, ",")).then_some(at))?
    };
    (start > draft.head && end > at).then_some(start..end)
}

/// Where an adjunct begins whose verb or noun stands at a token: at "with" or "subject to" in front of a noun phrase, at "to be"
/// in front of a participle, at a gerund behind a comma.
fn leads(words: &Words<'_, '_>, draft: &Draft, at: usize) -> Option<usize> {
    let floor = draft.head + 1;
    let with =
        (floor.max(at.saturating_sub(WITH))..at).rev().take_while(|&left| !matches!(words.text(left), "," | ";" | "("));
    let with = with.take_while(|&left| !words.tag(left).is_finite()).find(|&left| words.is(left, "with"));
    let to = at.checked_sub(2).filter(|&to| to >= floor && words.is(to, "to"));
    match words.tag(at) {
        Tag::PastParticiple | Tag::Past if words.is(at - 1, "be") && words.tag(to?) == Tag::To => to,
        Tag::PastParticiple | Tag::Past => with,
        Tag::Gerund if matches!(words.text(at - 1), "," | "and" | "while") => Some(at),
        Tag::Gerund => with,
        tag if tag.is_noun() => with.or_else(|| {
            (floor..at).rev().take(WITH).find(|&left| words.is(left, "subject") && words.is(left + 1, "to"))
        }),
        _ => None,
    }
}

/// The clause coordinated behind this one that asks for a report or review of it.
fn coordinate(words: &Words<'_, '_>, clauses: &Clauses<'_, '_>, draft: &Draft) -> Option<Range<usize>> {
    let checks = |other: &Draft| {
        matches!(other.shape, Shape::Conjunct | Shape::Means)
            && cue(words, other.head).is_some_and(|cue| cue.needs.contains(&Setting::Checked))
            && is_checked(words, &(other.head..other.tokens.end))
    };
    if draft.shape == Shape::Means || cue(words, draft.head).is_some() {
        return None;
    }
    clauses
        .of_sentence(draft.sentence)
        .map(|other| &clauses.drafts[other])
        .find(|other| other.head > draft.head + 2 && other.asked == draft.asked && checks(other))
        .map(|other| other.tokens.clone())
}

/// The monitoring cue that begins at a token.
fn cue<'a>(words: &Words<'a, '_>, at: usize) -> Option<&'a Cue> {
    let lexicon = words.reader.lexicon;
    let lowers = words.reader.lowers(at..words.end.max(at));
    let found = lexicon.cue_forms.matches(lowers).into_iter().map(|(_, &(cue, _))| &lexicon.cues[cue]);
    found.into_iter().find(|cue| cue.kind == CueKind::Monitoring)
}

/// Whether words tell of a check on something done: how often ("each quarter", "annually"), or of what ("on progress").
fn is_checked(words: &Words<'_, '_>, tokens: &Range<usize>) -> bool {
    let lexicon = words.reader.lexicon;
    tokens.clone().any(|at| {
        let times = matches!(words.lower(at), "every" | "each")
            || words.is(at, "a") && matches!(words.lower(at - 1), "once" | "twice");
        let unit = |at: usize| super::circumstances::unit(words.lower(at)).is_some() || words.is(at, "quarter");
        times && (at + 1..tokens.end.min(at + 3)).any(unit)
            || lexicon.is(NameRole::Frequency, words.lower(at))
            || lexicon.is(NameRole::Progress, words.lower(at))
    })
}
