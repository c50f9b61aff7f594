//! Calendar expressions and their EDTF values.
//!
//! The forms are those of TimeML's common calendar expressions; a day or month without its year takes the year that lies
//! nearest to the date of issue.

use super::DateMention;
use super::periods;
use super::reader::Reader;
use crate::ontology::model::NameRole;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::ops::Range;

/// A date of the calendar as precise as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Calendar {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl Calendar {
    /// The EDTF value: `2023-10-29`, `2023-10`, `2023` or `XXXX-10-07`.
    pub fn edtf(self) -> String {
        let year = self.year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            _ => year,
        }
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month's name or usual abbreviation ("Sept.").
pub(crate) fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let number = MONTHS
        .iter()
        .position(|name| *name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word)))?;
    i8::try_from(number + 1).ok()
}

pub(super) fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    let day: i8 = if digits.len() <= 2 { digits.parse().ok()? } else { return None };
    (1..=31).contains(&day).then_some(day)
}

pub(super) fn year(word: &str) -> Option<i16> {
    let year: i16 =
        if word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) { word.parse().ok()? } else { return None };
    (1800..=2100).contains(&year).then_some(year)
}

/// Finds dates. `issued` is the date of issue where it is known.
pub(crate) fn find(reader: &Reader<'_>, issued: Option<Date>) -> Vec<DateMention> {
    let mut found = Vec::new();
    let (Some(calendar), relative) = (reader.rule("calendar-date"), reader.rule("relative-date")) else { return found };
    for sentence in &reader.document.sentences {
        if !Reader::is_prose(&reader.document.blocks[sentence.block.0]) {
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let within = at..sentence.tokens.end;
            let period = relative.as_ref().zip(periods::at(reader, within.clone(), issued));
            if let Some((because, (length, value))) = period {
                found.push(DateMention { span: reader.span_of(&(at..at + length)), value, because: because.clone() });
                at += length;
            } else if let Some((length, date)) = calendar_at(reader, within.clone(), sentence.tokens.start) {
                let date = with_year(reader, date, at, sentence.tokens.clone(), issued);
                let span = reader.span_of(&(at..at + length));
                found.push(DateMention { span, value: date.edtf(), because: calendar.clone() });
                at += length;
            } else if let (Some((length, value)), Some(because)) = (relative_at(reader, within, issued), &relative) {
                found.push(DateMention { span: reader.span_of(&(at..at + length)), value, because: because.clone() });
                at += length;
            } else {
                at += 1;
            }
        }
    }
    found
}

/// A calendar date at the head of some tokens, and how many tokens it takes.
pub(crate) fn calendar_at(reader: &Reader<'_>, tokens: Range<usize>, first: usize) -> Option<(usize, Calendar)> {
    let word = |ahead: usize| {
        let token = tokens.start + ahead;
        if token < tokens.end { reader.lower(token) } else { "" }
    };
    let head = word(0);
    let initial = head.as_bytes().first()?;
    if initial.is_ascii_digit() {
        if let Some(date) = numeric(head) {
            return Some((1, date));
        }
        if let Some(day) = day(head) {
            let of = usize::from(word(1) == "of");
            let abbreviated = |at: usize| usize::from(word(at) == ".");
            if let Some(month) = month(word(1 + of)).filter(|_| reader.is_capitalised(tokens.start + 1 + of)) {
                let mut length = 2 + of;
                length += abbreviated(length);
                let comma = usize::from(word(length) == ",");
                return Some(match year(word(length + comma)) {
                    Some(year) => {
                        (length + comma + 1, Calendar { year: Some(year), month: Some(month), day: Some(day) })
                    }
                    None => (2 + of, Calendar { year: None, month: Some(month), day: Some(day) }),
                });
            }
        }
        let year = year(head)?;
        return stands_for_a_year(reader, &tokens, first)
            .then_some((1, Calendar { year: Some(year), month: None, day: None }));
    }
    if !initial.is_ascii_alphabetic() || !reader.is_capitalised(tokens.start) {
        return None;
    }
    let month = month(head)?;
    let stop = usize::from(word(1) == ".");
    if let Some(day) = day(word(1 + stop)) {
        let comma = usize::from(word(2 + stop) == ",");
        let date = Calendar { year: None, month: Some(month), day: Some(day) };
        return Some(match year(word(2 + stop + comma)) {
            Some(year) => (3 + stop + comma, Calendar { year: Some(year), ..date }),
            None => (2 + stop, date),
        });
    }
    let comma = usize::from(word(1 + stop) == ",");
    if let Some(year) = year(word(1 + stop + comma)) {
        return Some((2 + stop + comma, Calendar { year: Some(year), month: Some(month), day: None }));
    }
    // a month alone: only after a word that takes a time, since "May" and "March" are other words too
    let before = if tokens.start > first { reader.lower(tokens.start - 1) } else { "" };
    let timed = matches!(
        before,
        "in" | "of"
            | "by"
            | "since"
            | "until"
            | "last"
            | "next"
            | "early"
            | "late"
            | "during"
            | "this"
            | "between"
            | "from"
            | "mid"
    );
    let listed = matches!(before, "and" | "or" | "to" | "through")
        && tokens.start > first + 1
        && self::month(reader.lower(tokens.start - 2)).is_some();
    let whole = MONTHS.contains(&head);
    // "between March and June 2023", "May to July 2024": the year stands with the second month
    let shared =
        matches!(word(1), "and" | "to" | "–" | "-" | "through" | "until" | "or") && self::month(word(2)).is_some();
    let year = shared.then(|| year(word(3))).flatten();
    (whole && (timed || listed)).then_some((1, Calendar { year, month: Some(month), day: None }))
}

/// `2022-10-11`, `11/10/2022` is left alone (nobody can tell day from month), `2022/10/11`.
fn numeric(word: &str) -> Option<Calendar> {
    let separator = if word.contains('-') { '-' } else { '/' };
    let mut parts = word.split(separator);
    let (first, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month, day) = (year(first)?, month.parse().ok()?, day.parse().ok()?);
    (parts.next().is_none() && Date::new(year, month, day).is_ok()).then_some(Calendar {
        year: Some(year),
        month: Some(month),
        day: Some(day),
    })
}

/// Whether four digits are a year here and not a number of things, a sum, or a number of a document.
fn stands_for_a_year(reader: &Reader<'_>, tokens: &Range<usize>, first: usize) -> bool {
    let before = if tokens.start > first { reader.lower(tokens.start - 1) } else { "" };
    let after = if tokens.start + 1 < tokens.end { reader.lower(tokens.start + 1) } else { "" };
    let number = before == "/" || reader.lexicon.is(NameRole::Numbered, before);
    let counted = after == "/" || reader.lexicon.is(NameRole::Counted, after);
    !number && !counted
}

/// The year of a day or month without one, which stands at a token: a named event's, or the one nearest to the date of issue;
/// behind "until" and "by" the next.
fn with_year(reader: &Reader<'_>, date: Calendar, at: usize, sentence: Range<usize>, issued: Option<Date>) -> Calendar {
    if date.year.is_some() {
        return date;
    }
    let event = reader.lexicon.events.iter().find(|event| {
        event.month == date.month
            && event.day == date.day
            && sentence.clone().any(|token| event.words.contains(reader.lower(token)))
    });
    if let Some(event) = event {
        return Calendar { year: event.year, ..date };
    }
    let (Some(issued), Some(month)) = (issued, date.month) else { return date };
    let candidate = |year: i16| Date::new(year, month, date.day.unwrap_or(15)).ok();
    let until = at > sentence.start && matches!(reader.lower(at - 1), "until" | "till" | "by");
    if until && !sentence.clone().any(|token| reader.lower(token) == "had") {
        let month_ends = |year: i16| Date::new(year, month, date.day.unwrap_or(28)).is_ok_and(|end| end >= issued);
        return Calendar {
            year: [issued.year(), issued.year() + 1].into_iter().find(|year| month_ends(*year)),
            ..date
        };
    }
    let nearest = [issued.year() - 1, issued.year(), issued.year() + 1]
        .into_iter()
        .filter_map(|year| Some((days_between(candidate(year)?, issued), year)))
        .min()
        .map(|(_, year)| year);
    Calendar { year: nearest, ..date }
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// "the past 36 hours", "the next five days", "today": the interval that they name when the date of issue is known.
fn relative_at(reader: &Reader<'_>, tokens: Range<usize>, issued: Option<Date>) -> Option<(usize, String)> {
    let word = |ahead: usize| {
        let token = tokens.start + ahead;
        if token < tokens.end { reader.lower(token) } else { "" }
    };
    let article = usize::from(word(0) == "the");
    let back = match word(article) {
        "past" | "last" | "previous" => true,
        "next" | "coming" | "following" => false,
        _ => return None,
    };
    let count = number(word(article + 1))?;
    let span: Span = match word(article + 2) {
        "hour" | "hours" => ((count + 23) / 24).max(1).days(),
        unit => periods::units(count, unit)?,
    };
    let hours = word(article + 2).starts_with("hour");
    let span = if hours && back { 1.days() } else { span };
    let issued = issued?;
    let other = if back { issued.checked_sub(span).ok()? } else { issued.checked_add(span).ok()? };
    let (from, to) = if back { (other, issued) } else { (issued, other) };
    Some((article + 3, format!("{from}/{to}")))
}

/// A count of time, in figures or in words.
pub(super) fn number(word: &str) -> Option<i64> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [(&str, i64); 4] = [("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60)];
    let spelled = WORDS.iter().position(|name| *name == word).and_then(|at| i64::try_from(at).ok());
    let tens = TENS.iter().find(|(name, _)| *name == word).map(|(_, count)| *count);
    spelled.or(tens).or_else(|| word.parse().ok().filter(|count| (1..=1000).contains(count)))
}

/// The date of a full EDTF day.
pub(crate) fn date_of(edtf: &str) -> Option<Date> {
    edtf.parse().ok()
}
