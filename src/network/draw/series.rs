//! A network over time: a panel for each year or month, in all of them everybody at the same place.

use super::super::layout::Layout;
use super::super::model::Network;
use super::super::narrow::Narrowing;
use super::super::xml::number;
use super::legend::Mark;
use super::look::{Looks, Style};
use super::svg::{actors, picture, text, ties};
use super::words::counted;
use std::collections::BTreeSet;

/// What a panel of a series is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    Year,
    Month,
}

impl Step {
    /// The year or month of an EDTF date, where the date tells it.
    fn of(self, date: &str) -> Option<&str> {
        let length = if self == Self::Year { 4 } else { 7 };
        let is_date = |part: &str| part.char_indices().all(|(n, c)| if n == 4 { c == '-' } else { c.is_ascii_digit() });
        date.get(..length).filter(|part| is_date(part))
    }

    fn words(self) -> (&'static str, &'static str) {
        if self == Self::Year { ("year", "years") } else { ("month", "months") }
    }
}

/// So many panels are drawn at most: the last ones.
const PANELS: usize = 12;
const MARGIN: f64 = 16.0;
const HEAD: f64 = 14.0;
const GAP: f64 = 12.0;

/// The picture of a network's years or months in which there is something, with the layout of the whole. What has no date, or
/// is beyond the last twelve panels, is told in the caption.
pub fn series(network: &Network, layout: &Layout, step: Step, style: &Style) -> String {
    let evidence = || network.ties().flat_map(|(_, _, tie)| &tie.evidence);
    let when = |date: &Option<String>| date.as_deref().and_then(|date| step.of(date)).map(str::to_owned);
    let all: Vec<String> = evidence().filter_map(|row| when(&row.date)).collect::<BTreeSet<_>>().into_iter().collect();
    let shown = &all[all.len().saturating_sub(PANELS)..];
    let undated = evidence().filter(|row| when(&row.date).is_none()).count();
    let (one, many) = step.words();
    let mut note = format!("A panel is a {one} with relations; the size of an actor is that of all time.");
    if undated > 0 {
        note += &format!(" What tells no {one} is in no panel ({undated}).");
    }
    if shown.len() < all.len() {
        note += &format!(" Only the last {PANELS} of {} are drawn.", counted(all.len(), one, many));
    }
    let columns = across(shown.len(), layout.width / (layout.height + HEAD));
    let rows = shown.len().div_ceil(columns);
    let (wide, high) = (layout.width + GAP, layout.height + HEAD + GAP);
    let size = (2.0 * MARGIN + wide * columns as f64 - GAP, MARGIN + high * rows as f64);
    let looks = Looks::of(network, style.colours);
    picture(network, style, size, Mark::Line, &note, |xml| {
        for (n, period) in shown.iter().enumerate() {
            let dates = Some(period.clone());
            let part = network.narrowed(&Narrowing { since: dates.clone(), until: dates, ..Narrowing::default() });
            let kept = layout.kept(network, &part);
            let style = Style { id_prefix: format!("{}in-{period}-", style.id_prefix), ..style.clone() };
            let at = (MARGIN + wide * (n % columns) as f64, MARGIN + high * (n / columns) as f64);
            xml.open("g", &[("transform", &format!("translate({} {})", number(at.0), number(at.1)))]);
            xml.line();
            let border = format!("M0 0H{}V{}H0Z", number(layout.width), number(layout.height + HEAD));
            xml.empty("path", &[("class", "rule"), ("d", &border)]);
            text(xml, "key", period, (8.0, HEAD + 3.0), HEAD);
            xml.line();
            xml.open("g", &[("transform", &format!("translate(0 {})", number(HEAD)))]);
            xml.line();
            ties(xml, &part, &kept, &style, &looks);
            actors(xml, &part, &kept, &style, &looks);
            xml.close("g");
            xml.close("g");
            xml.line();
        }
    })
}

/// How many panels stand side by side, so that the page is about half as wide again as high.
fn across(panels: usize, aspect: f64) -> usize {
    let off = |columns: &usize| {
        let page = *columns as f64 * aspect / panels.div_ceil(*columns) as f64;
        (page / 1.5).max(1.5 / page)
    };
    (1..=panels.max(1)).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(1)
}
