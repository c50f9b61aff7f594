//! Dates in EDTF as RDF: a typed literal where they are exact, and the days between which they lie.

use super::{DocumentGraph, name};
use crate::vocab::{dem, time};
use jiff::civil::Date;
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};

/// A day, month or year without doubt or range, as `xsd:date`, `xsd:gYearMonth` or `xsd:gYear`.
///
/// ```
/// use demarche::graph::date::exact;
/// assert_eq!(exact("2026-05").unwrap().to_string(), "\"2026-05\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>");
/// assert_eq!(exact("2026-05~"), None);
/// ```
pub fn exact(edtf: &str) -> Option<Literal> {
    days(edtf)?;
    let datatype = datatype(edtf)?;
    Some(Literal::new_typed_literal(edtf, datatype))
}

/// The datatype of an exact date by its form.
fn datatype(edtf: &str) -> Option<NamedNodeRef<'static>> {
    let plain = edtf.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match edtf.len() {
        10 if plain => Some(xsd::DATE),
        // Months 21 to 41 of EDTF are seasons and quarters.
        7 if plain && edtf[5..] <= *"12" => Some(xsd::G_YEAR_MONTH),
        4 if plain => Some(xsd::G_YEAR),
        _ => None,
    }
}

/// The first and the last day that a date can mean: EDTF days, months, seasons, years, decades, centuries and
/// intervals, with or without a qualifier. None where one end is open or the form is unknown.
pub fn bounds(edtf: &str) -> Option<(Date, Date)> {
    match edtf.split_once('/') {
        Some((first, last)) => {
            let (earliest, _) = days(first)?;
            let (_, latest) = days(last)?;
            (earliest <= latest).then_some((earliest, latest))
        }
        None => days(edtf),
    }
}

/// A day as `xsd:date`.
pub(super) fn day(date: Date) -> Literal {
    Literal::new_typed_literal(date.to_string(), xsd::DATE)
}

fn days(edtf: &str) -> Option<(Date, Date)> {
    let date = edtf.trim_end_matches(['?', '~', '%']);
    let date = date.split_once('T').map_or(date, |(date, _)| date);
    let mut parts = date.split('-');
    let (first, last) = years(parts.next()?)?;
    let Some(month) = parts.next() else {
        return Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?));
    };
    if first != last || month.len() != 2 {
        return None;
    }
    let span = |from: i8, to: i8, year: i16| {
        Some((Date::new(first, from, 1).ok()?, Date::new(year, to, 1).ok()?.last_of_month()))
    };
    let day = parts.next();
    match (month, day) {
        // Seasons of EDTF name no hemisphere; their bounds are those that hold in both: the year.
        ("21" | "22" | "23" | "24", None) => span(1, 12, first),
        // Quarters, thirds and halves of a year.
        ("33" | "34" | "35" | "36", None) => parts_of_year(month, 33, 3).and_then(|(from, to)| span(from, to, first)),
        ("37" | "38" | "39", None) => parts_of_year(month, 37, 4).and_then(|(from, to)| span(from, to, first)),
        ("40" | "41", None) => parts_of_year(month, 40, 6).and_then(|(from, to)| span(from, to, first)),
        (month, None) => {
            let month = month.parse().ok()?;
            span(month, month, first)
        }
        (month, Some(day)) if day.len() == 2 && parts.next().is_none() => {
            let date = Date::new(first, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((date, date))
        }
        _ => None,
    }
}

/// The first and the last month of a part of a year, by EDTF's number of it.
fn parts_of_year(number: &str, first: i8, months: i8) -> Option<(i8, i8)> {
    let from = (number.parse::<i8>().ok()? - first) * months + 1;
    Some((from, from + months - 1))
}

/// The first and last year of `2026`, `202X` or `20XX`.
fn years(year: &str) -> Option<(i16, i16)> {
    let digits = year.trim_end_matches('X');
    if year.len() != 4 || digits.len() < 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((year.replace('X', "0").parse().ok()?, year.replace('X', "9").parse().ok()?))
}

impl DocumentGraph<'_> {
    /// The node of a date, with what is known of it.
    pub(super) fn date(&mut self, edtf: &str) -> NamedNode {
        let node = name::date(edtf, self.base);
        self.add(&node, rdf::TYPE, dem::class::DATE);
        self.add(&node, dem::EDTF, Literal::from(edtf));
        if let Some(literal) = exact(edtf) {
            let property = match edtf.len() {
                4 => time::IN_XSD_G_YEAR,
                7 => time::IN_XSD_G_YEAR_MONTH,
                _ => time::IN_XSD_DATE,
            };
            self.add(&node, property, literal);
        }
        self.bounds(&node, edtf);
        node
    }

    /// The days between which a date lies.
    pub(super) fn bounds(&mut self, node: &NamedNode, edtf: &str) {
        if let Some((earliest, latest)) = bounds(edtf) {
            self.add(node, dem::EARLIEST, day(earliest));
            self.add(node, dem::LATEST, day(latest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_lie_between_days() {
        let cases = [
            ("2026-05-02", Some("2026-05-02 2026-05-02")),
            ("2026-02", Some("2026-02-01 2026-02-28")),
            ("2026", Some("2026-01-01 2026-12-31")),
            ("2026~", Some("2026-01-01 2026-12-31")),
            ("202X", Some("2020-01-01 2029-12-31")),
            ("2026-22", Some("2026-01-01 2026-12-31")),
            ("2026-34", Some("2026-04-01 2026-06-30")),
            ("2026-38~", Some("2026-05-01 2026-08-31")),
            ("2026-41", Some("2026-07-01 2026-12-31")),
            ("2026-42", None),
            ("2026-05-02/2026-06", Some("2026-05-02 2026-06-30")),
            ("2026/2025", None),
            ("2026/..", None),
            ("2026-13", None),
            ("2026-02-30", None),
            ("2026-5", None),
            ("May 2026", None),
            ("", None),
            ("é", None),
        ];
        for (edtf, expected) in cases {
            let found = bounds(edtf).map(|(first, last)| format!("{first} {last}"));
            assert_eq!(found.as_deref(), expected, "{edtf}");
        }
    }

    #[test]
    fn only_exact_dates_are_literals() {
        let datatypes: Vec<_> = ["2026-05-02", "2026-05", "2026", "2026-22", "2026~", "202X", "2026-02-30"]
            .map(|edtf| exact(edtf).map(|date| date.datatype().as_str().rsplit('#').next().unwrap_or("").to_owned()))
            .into();
        let expected = [Some("date"), Some("gYearMonth"), Some("gYear"), None, None, None, None];
        assert_eq!(datatypes, expected.map(|name| name.map(str::to_owned)));
    }
}
