//! A network over time: a panel for each year or month, in all of them everybody at the same place.

use super::super::layout::{Layout, LayoutOptions};
use super::super::model::{ActorIri, Evidence, Network};
use super::super::xml::{Xml, number};
use super::legend::Mark;
use super::look::{Looks, Style};
use super::svg::{actor_shape, actors, picture, text, ties};
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

/// The picture of a network's years or months in which there is something, laid out once for all of them. What has no date, or is
/// beyond the last twelve panels, is told in the caption.
pub fn series(network: &Network, options: &LayoutOptions, step: Step, style: &Style) -> String {
    let when = |row: &Evidence| row.date.as_deref().and_then(|date| step.of(date)).map(str::to_owned);
    let evidence = || network.ties().flat_map(|(_, _, tie)| &tie.evidence);
    let all: Vec<String> = evidence().filter_map(when).collect::<BTreeSet<_>>().into_iter().collect();
    let shown = &all[all.len().saturating_sub(PANELS)..];
    let undated = evidence().filter(|row| when(row).is_none()).count();
    let (one, many) = step.words();
    let mut note = format!(
        "A panel is a {one} with relations, faint is who has none; the size of an actor is that of all panels."
    );
    if undated > 0 {
        note += &format!(" What tells no {one} is not drawn ({undated}).");
    }
    if shown.len() < all.len() {
        note += &format!(" Only the last {PANELS} of {} are drawn.", counted(all.len(), one, many));
    }
    let network = network.resting_on(|row| when(row).is_some_and(|period| shown.contains(&period)));
    let layout = Layout::of(&network, options);
    let columns = across(shown.len(), layout.width / (layout.height + HEAD));
    let rows = shown.len().div_ceil(columns);
    let (wide, high) = (layout.width + GAP, layout.height + HEAD + GAP);
    let size = (2.0 * MARGIN + wide * columns as f64 - GAP, MARGIN + high * rows as f64);
    let looks = Looks::of(&network, style.colours);
    picture(&network, style, size, Mark::Line, &note, |xml| {
        for (n, period) in shown.iter().enumerate() {
            let part = network.resting_on(|row| when(row).as_ref() == Some(period));
            let kept = layout.kept(&network, &part);
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
            absent(xml, &network, &layout, &part, &looks);
            ties(xml, &part, &kept, &style, &looks);
            actors(xml, &part, &kept, &style, &looks);
            xml.close("g");
            xml.close("g");
            xml.line();
        }
    })
}

/// Those who are not in a panel's part, faintly: who reads the panel sees where they are in the others.
fn absent(xml: &mut Xml, network: &Network, layout: &Layout, part: &Network, looks: &Looks) {
    let there: BTreeSet<&ActorIri> = part.actors().map(|actor| &actor.iri).collect();
    xml.open("g", &[("class", "absent"), ("aria-hidden", "true")]);
    xml.line();
    for (actor, place) in network.actors().zip(&layout.places).filter(|(actor, _)| !there.contains(&actor.iri)) {
        xml.open("g", &[("class", looks.actor(actor))]);
        actor_shape(xml, &actor.kind, (place.x, place.y), place.radius);
        xml.close("g");
        xml.line();
    }
    xml.close("g");
    xml.line();
}

/// How many panels stand side by side, so that the page is about half as wide again as high.
fn across(panels: usize, aspect: f64) -> usize {
    let off = |columns: &usize| {
        let page = *columns as f64 * aspect / panels.div_ceil(*columns) as f64;
        (page / 1.5).max(1.5 / page)
    };
    (1..=panels.max(1)).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(1)
}
