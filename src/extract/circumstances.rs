//! Under which condition a clause asks, by when, and what else follows: "If the rent falls, the council should sign by 1 May;
//! otherwise the depot will close."

use super::clauses::words::Words;
use super::clauses::{Clauses, Draft};
use super::reader::Reader;
use super::{DateMention, Deadline};
use crate::language::tagger::Tag;
use crate::ontology::model::{CueKind, NameRole};
use crate::text::ByteSpan;
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// "if …", "unless …", "provided that …", "should he refuse, …": from the conjunction to the end of its clause.
pub(super) fn condition(words: &Words<'_, '_>, draft: &Draft) -> Option<Range<usize>> {
    words.reader.rule("condition")?;
    let inverted = matches!(words.lower(words.start), "should" | "were" | "had") && draft.head > words.start + 1;
    let inverted = inverted.then(|| fronted(words, words.start, draft)).flatten();
    inverted.or_else(|| {
        words.all().filter(|&at| conditional(words, at)).find_map(|at| {
            if at > draft.head {
                return draft.tokens.contains(&at).then_some(at..draft.tokens.end);
            }
            fronted(words, at, draft)
        })
    })
}

/// A condition in front of its clause: up to the comma before the clause that it is for.
fn fronted(words: &Words<'_, '_>, at: usize, draft: &Draft) -> Option<Range<usize>> {
    let from = draft.tokens.start.max(at + 1).min(draft.head);
    let comma = (at + 2..=from).rev().find(|&comma| words.is(comma, ","))?;
    let own = !(at..comma).any(|mark| matches!(words.text(mark), ";" | ":"));
    own.then_some(at..comma)
}

/// Whether a condition begins at a token. "Even if" concedes, "ask if" asks, "that if …" belongs to what is said.
fn conditional(words: &Words<'_, '_>, at: usize) -> bool {
    let before = if at > words.start { words.lower(at - 1) } else { "" };
    let next = |ahead: usize| words.lower(at + ahead);
    match words.lower(at) {
        "if" => {
            let report = at > words.start
                && words.tag(at - 1).is_verb()
                && words.reader.lexicon.cue_of(CueKind::SpeechAct, &words.lemma(at - 1)).is_some();
            !matches!(before, "even" | "as" | "that" | "especially" | "whether" | "see" | "know")
                && !report
                && next(1) != "any"
        }
        "unless" => true,
        "provided" | "providing" => next(1) == "that",
        "in" => {
            let article = usize::from(next(1) == "the");
            matches!(next(1 + article), "event" | "case") && matches!(next(2 + article), "of" | "that")
        }
        "on" => next(1) == "condition" && next(2) == "that",
        _ => false,
    }
}

/// What is to follow otherwise: ", or else …", "; otherwise …", ", failing which …".
pub(super) fn consequence(words: &Words<'_, '_>, draft: &Draft) -> Option<Range<usize>> {
    words.reader.rule("consequence")?;
    let at = (draft.head + 1..words.end).find(|&at| {
        let mark = matches!(words.text(at - 1), "," | ";") || words.is_dash(at - 1);
        let opens = words.is(at, "or") && words.reader.lexicon.is(NameRole::Sanction, words.lower(at + 1))
            || words.is(at, "otherwise")
            || words.is(at, "failing") && words.is(at + 1, "which");
        mark && opens
    })?;
    // of several clauses in front of it, the last
    let end = (at..words.end).find(|&mark| words.is(mark, ";")).unwrap_or(words.end);
    (at >= draft.tokens.end.saturating_sub(1)).then_some(at..end)
}

/// The deadlines of a document's clauses: "by 1 March 2030", "within 90 days (of …)", "no later than May", "before the
/// summer recess". Durations count from the date of issue unless the words name another beginning.
pub(super) struct Deadlines<'a> {
    reader: &'a Reader<'a>,
    dates: &'a [DateMention],
    issued: Option<Date>,
}

impl<'a> Deadlines<'a> {
    pub fn new(reader: &'a Reader<'a>, dates: &'a [DateMention], issued: Option<Date>) -> Self {
        Self { reader, dates, issued }
    }

    /// The deadline of a clause: the one in its words, else the one in front of all clauses of its sentence.
    pub fn of(&self, clauses: &Clauses<'_, '_>, draft: &Draft) -> Option<Deadline> {
        self.reader.rule("deadline")?;
        let words = &clauses.sentences[&draft.sentence];
        let own = (draft.tokens.start..draft.tokens.end).find_map(|at| self.at(words, at));
        own.or_else(|| {
            let first = clauses
                .of_sentence(draft.sentence)
                .map(|other| clauses.drafts[other].tokens.start.min(clauses.drafts[other].head))
                .min()?;
            (words.start..first).find_map(|at| self.at(words, at))
        })
    }

    /// The deadline that begins at a token.
    fn at(&self, words: &Words<'_, '_>, at: usize) -> Option<Deadline> {
        let limit = match words.lower(at) {
            "by" | "before" | "until" => true,
            "than" if words.is(at.saturating_sub(1), "later") => true,
            "within" => false,
            _ => return None,
        };
        let end = words.all().end;
        let from = if words.is(at, "than") { at.saturating_sub(2).max(words.start) } else { at };
        let span = |last: usize| self.reader.span_of(&(from..last));
        if !limit {
            let unit = (at + 1..end.min(at + 5)).find(|&token| unit(words.lower(token)).is_some())?;
            return Some(Deadline { span: span(unit + 1), date: self.counted(words, at + 1, unit) });
        }
        let dated = (at + 1..end.min(at + 6)).find_map(|token| {
            let start = self.reader.span(token).start;
            self.date_at(start)
        });
        if let Some(date) = dated {
            let from = self.reader.span(from).start;
            let between = self.reader.document.text.slice(ByteSpan::new(from, date.span.start));
            if !between.contains([',', ';', '(']) {
                return Some(Deadline { span: ByteSpan::new(from, date.span.end), date: Some(date.value.clone()) });
            }
        }
        // "by the next session", "before the summer recess", "by the end of the year"
        let article = words.is(at + 1, "the");
        let timed = self.reader.lexicon.is(NameRole::Period, words.lower(at + 2));
        if !(article && timed) {
            return None;
        }
        let mut last = at + 3;
        while last < words.end
            && (words.begins_noun_phrase(last) || words.is(last, "of") && words.begins_noun_phrase(last + 1))
        {
            last += 1;
        }
        (last > at + 3 || words.tag(at + 2).is_noun()).then(|| Deadline { span: span(last), date: None })
    }

    fn date_at(&self, start: usize) -> Option<&'a DateMention> {
        let at = self.dates.partition_point(|date| date.span.start < start);
        self.dates.get(at).filter(|date| date.span.start == start)
    }

    /// "within 90 days", of the document's date: the last day, where that date is known and no other beginning is named.
    fn counted(&self, words: &Words<'_, '_>, from: usize, at: usize) -> Option<String> {
        let issued = self.issued?;
        let count = (from..at).find_map(|token| super::dates::number(words.lower(token)))?;
        let (days, months) = unit(words.lower(at))?;
        let own = !matches!(words.lower(at + 1), "of" | "after" | "from" | "following" | "before")
            || (at + 2..words.all().end.min(at + 9)).any(|token| {
                matches!(words.lower(token), "this" | "today")
                    || self.reader.lexicon.is(NameRole::Issue, words.lower(token))
                    || words.tag(token) == Tag::PronounPossessive
            });
        let span = (days * count).days().months(months * count);
        own.then(|| issued.checked_add(span).ok().map(|date| date.to_string())).flatten()
    }
}

/// A unit of time in days and in months.
pub(super) fn unit(word: &str) -> Option<(i64, i64)> {
    match word {
        "hour" | "hours" => Some((0, 0)),
        "day" | "days" => Some((1, 0)),
        "week" | "weeks" => Some((7, 0)),
        "month" | "months" => Some((0, 1)),
        "year" | "years" => Some((0, 12)),
        _ => None,
    }
}
