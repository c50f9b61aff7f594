//! Stretches of time that English names in several words: decades, parts of years, ranges, and times told from the date of
//! issue. The forms are TimeML's common ones; the values are EDTF (ISO 8601-2:2019): `199X` a decade, `2024-21` a season,
//! `2024-33` a quarter, `2024-37` a third, `2024-40` a half, `2020/2024` an interval, `~` what is only about so.

use super::dates::{day, month, number, year};
use super::reader::Reader;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::ops::Range;

/// Some tokens of a sentence, read ahead.
struct Ahead<'a, 'r> {
    reader: &'a Reader<'r>,
    tokens: Range<usize>,
    issued: Option<Date>,
}

/// What begins at the head of some tokens, and how many tokens it takes. `issued` is the date of issue where it is known.
pub(super) fn at(reader: &Reader<'_>, tokens: Range<usize>, issued: Option<Date>) -> Option<(usize, String)> {
    let ahead = Ahead { reader, tokens, issued };
    if !ahead.may_begin() {
        return None;
    }
    ahead
        .years()
        .or_else(|| ahead.days())
        .or_else(|| ahead.decade())
        .or_else(|| ahead.part_of_year())
        .or_else(|| ahead.season())
        .or_else(|| ahead.fiscal_year())
        .or_else(|| ahead.since_issue())
}

impl Ahead<'_, '_> {
    /// Whether the head can begin any of the forms below: a quick first look, since nearly every token of a text is asked.
    fn may_begin(&self) -> bool {
        let head = self.word(0);
        match head.as_bytes().first() {
            Some(b'0'..=b'9') => true,
            Some(b'a'..=b'z') => {
                self.word(2) == "ago"
                    || ["early", "mid", "late", "q", "fy"].iter().any(|part| head.starts_with(part))
                    || matches!(head, "the" | "first" | "second" | "third" | "fourth" | "last" | "this" | "next")
                    || matches!(head, "spring" | "summer" | "autumn" | "fall" | "winter" | "fiscal" | "financial")
                    || matches!(head, "today" | "yesterday" | "tomorrow")
                    || self.reader.is_capitalised(self.tokens.start) && month(head).is_some()
            }
            _ => false,
        }
    }

    fn word(&self, ahead: usize) -> &str {
        let token = self.tokens.start + ahead;
        if token < self.tokens.end { self.reader.lower(token) } else { "" }
    }

    fn is_dash(&self, ahead: usize) -> bool {
        matches!(self.word(ahead), "–" | "—" | "-")
    }

    /// Whether a token stands right behind the one before it.
    fn touches(&self, ahead: usize) -> bool {
        let token = self.tokens.start + ahead;
        token < self.tokens.end && self.reader.span(token).start == self.reader.span(token - 1).end
    }

    /// "2020–2024", "2020-24", "2020/21".
    fn years(&self) -> Option<(usize, String)> {
        let interval = |first: i16, last: i16| (first < last).then(|| format!("{first}/{last}"));
        let last = |first: i16, word: &str| match word.len() {
            2 => word.parse::<i16>().ok().map(|last| first / 100 * 100 + last),
            _ => year(word),
        };
        let head = self.word(0);
        if let Some((first, second)) = head.split_once(['-', '/', '–']) {
            let first = year(first)?;
            return Some((1, interval(first, last(first, second)?)?)).filter(|_| second.len() == 4 || second > "12");
        }
        let first = year(head)?;
        let closed = self.is_dash(1) && self.touches(1) && self.touches(2);
        Some((3, interval(first, last(first, self.word(2)).filter(|_| closed)?)?))
    }

    /// "3–5 March 2024", "March 3–5, 2024", "12 and 13 May 2024".
    fn days(&self) -> Option<(usize, String)> {
        let pair = |at: usize| -> Option<(usize, i8, i8)> {
            if let Some((first, last)) = self.word(at).split_once(['-', '–']) {
                return Some((1, day(first)?, day(last)?));
            }
            let joined = self.is_dash(at + 1) || matches!(self.word(at + 1), "to" | "and");
            joined.then_some(())?;
            Some((3, day(self.word(at))?, day(self.word(at + 2))?))
        };
        let (length, first, last, in_month, of) = match month(self.word(0)) {
            Some(in_month) if self.reader.is_capitalised(self.tokens.start) => {
                let (length, first, last) = pair(1)?;
                let comma = usize::from(self.word(1 + length) == ",");
                (1 + length + comma + 1, first, last, in_month, year(self.word(1 + length + comma))?)
            }
            _ => {
                let (length, first, last) = pair(0)?;
                let in_month = month(self.word(length))?;
                (length + 2, first, last, in_month, year(self.word(length + 1))?)
            }
        };
        let (first, last) = (Date::new(of, in_month, first).ok()?, Date::new(of, in_month, last).ok()?);
        (first < last).then(|| (length, format!("{first}/{last}")))
    }

    /// "the 1990s", "mid-1990s", "the late 1970s".
    fn decade(&self) -> Option<(usize, String)> {
        let article = usize::from(self.word(0) == "the");
        let part = usize::from(matches!(self.word(article), "early" | "mid" | "late"));
        let dash = usize::from(part > 0 && self.is_dash(article + part));
        let at = article + part + dash;
        let word = self.word(at).trim_start_matches("mid-");
        let decade = word.strip_suffix("s").or_else(|| word.strip_suffix("'s")).or_else(|| word.strip_suffix("’s"))?;
        let year = year(decade).filter(|year| year % 10 == 0)?;
        // "the 1800s" may be ten years or a hundred
        (year % 100 != 0 || year >= 2000).then(|| (at + 1, format!("{}X", year / 10)))
    }

    /// "early 2023", "mid-2023", "the first half of 2024", "the third quarter of 2022", "Q3 2022".
    fn part_of_year(&self) -> Option<(usize, String)> {
        let third = |word: &str| match word {
            "early" => Some(37),
            "mid" => Some(38),
            "late" => Some(39),
            _ => None,
        };
        if let Some((part, of)) = self.word(0).split_once('-')
            && let (Some(part), Some(year)) = (third(part), year(of))
        {
            return Some((1, format!("{year}-{part}~")));
        }
        if let Some(part) = third(self.word(0)) {
            let dash = usize::from(self.is_dash(1));
            let year = year(self.word(1 + dash))?;
            return Some((2 + dash, format!("{year}-{part}~")));
        }
        if let Some(quarter) = self.word(0).strip_prefix('q').and_then(|quarter| quarter.parse::<u8>().ok()) {
            let of = usize::from(matches!(self.word(1), "of" | ","));
            let year = year(self.word(1 + of)).filter(|_| (1..=4).contains(&quarter))?;
            return Some((2 + of, format!("{year}-{}", 32 + quarter)));
        }
        let article = usize::from(self.word(0) == "the");
        let ordinal = ["first", "second", "third", "fourth"].iter().position(|word| *word == self.word(article));
        let (base, count) = match self.word(article + 1) {
            "half" => (40, 2),
            "quarter" => (33, 4),
            _ => return None,
        };
        let number = if self.word(article) == "last" { count - 1 } else { ordinal? };
        let of = usize::from(self.word(article + 2) == "of");
        let year = year(self.word(article + 2 + of)).filter(|_| number < count)?;
        Some((article + 3 + of, format!("{year}-{}", base + number)))
    }

    /// "spring 2023", "the winter of 1978"; "last summer" where the date of issue is known.
    fn season(&self) -> Option<(usize, String)> {
        let season = |word: &str| match word {
            "spring" => Some((21, 3)),
            "summer" => Some((22, 6)),
            "autumn" | "fall" => Some((23, 9)),
            "winter" => Some((24, 12)),
            _ => None,
        };
        let article = usize::from(self.word(0) == "the");
        if let Some((number, _)) = season(self.word(article)) {
            let of = usize::from(self.word(article + 1) == "of");
            let year = year(self.word(article + 1 + of))?;
            return Some((article + 2 + of, format!("{year}-{number}")));
        }
        let (number, begins) = season(self.word(1))?;
        let issued = self.issued?;
        // seasons as the north counts them, from their first month on
        let year = match self.word(0) {
            "this" => issued.year(),
            "last" if issued.month() < begins + 3 => issued.year() - 1,
            "last" => issued.year(),
            "next" if issued.month() >= begins => issued.year() + 1,
            "next" => issued.year(),
            _ => return None,
        };
        Some((2, format!("{year}-{number}")))
    }

    /// "FY2025", "FY 25", "fiscal year 2025": about the year, since fiscal years begin in different months.
    fn fiscal_year(&self) -> Option<(usize, String)> {
        let of = |word: &str| match word.len() {
            2 => word.parse::<i16>().ok().map(|year| 2000 + year),
            _ => year(word),
        };
        let (length, year) = match self.word(0) {
            "fy" => (2, of(self.word(1))?),
            "fiscal" | "financial" if self.word(1) == "year" => (3, year(self.word(2))?),
            word => (1, of(word.strip_prefix("fy")?)?),
        };
        Some((length, format!("{year}~")))
    }

    /// "last year", "this month", "two weeks ago", "the past decade", "yesterday".
    fn since_issue(&self) -> Option<(usize, String)> {
        let issued = self.issued?;
        let possessive = matches!(self.word(1), "'s" | "’s");
        match self.word(0) {
            "today" if !possessive => return Some((1, issued.to_string())),
            "yesterday" if !possessive => return Some((1, issued.yesterday().ok()?.to_string())),
            "tomorrow" if !possessive => return Some((1, issued.tomorrow().ok()?.to_string())),
            _ => {}
        }
        if let Some(count) = number(self.word(0)).or(matches!(self.word(0), "a" | "an").then_some(1))
            && self.word(2) == "ago"
        {
            let then = issued.checked_sub(units(count, self.word(1))?).ok()?;
            return Some((3, rounded(then, self.word(1))?));
        }
        let article = usize::from(self.word(0) == "the");
        let unit = self.word(article + 1);
        if article == 1 && matches!(self.word(1), "past" | "last" | "next" | "coming") && self.word(3) != "of" {
            let span = units(1, unit).filter(|_| !unit.ends_with('s'))?;
            let back = matches!(self.word(1), "past" | "last");
            let other = if back { issued.checked_sub(span) } else { issued.checked_add(span) }.ok()?;
            let (from, to) = if back { (other, issued) } else { (issued, other) };
            return Some((3, format!("{from}/{to}")));
        }
        let step = match self.word(0) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        let value = match self.word(1) {
            "year" => format!("{:04}", issued.year() + step),
            "month" => {
                issued.first_of_month().checked_add(i64::from(step).months()).ok()?.strftime("%Y-%m").to_string()
            }
            "week" => {
                let day = issued.checked_add(i64::from(step).weeks()).ok()?;
                let monday = day.checked_sub(i64::from(day.weekday().since(Weekday::Monday)).days()).ok()?;
                format!("{monday}/{}", monday.checked_add(6.days()).ok()?)
            }
            _ => return None,
        };
        Some((2, value))
    }
}

/// So many days, weeks, months, years or decades.
pub(super) fn units(count: i64, unit: &str) -> Option<Span> {
    Some(match unit {
        "day" | "days" => count.days(),
        "week" | "weeks" => count.weeks(),
        "month" | "months" => count.months(),
        "year" | "years" => count.years(),
        "decade" | "decades" => (count * 10).years(),
        _ => return None,
    })
}

/// A day as precise as the unit in which it was told; weeks are about so.
fn rounded(date: Date, unit: &str) -> Option<String> {
    Some(match unit.trim_end_matches('s') {
        "day" => date.to_string(),
        "week" => format!("{date}~"),
        "month" => date.strftime("%Y-%m").to_string(),
        "year" => format!("{:04}", date.year()),
        "decade" => format!("{}X", date.year() / 10),
        _ => return None,
    })
}
