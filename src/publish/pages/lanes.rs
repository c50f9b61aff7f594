//! Who asks since when: a lane for each organization, a dot for each document in which it asks something.

use crate::publish::Site;
use crate::publish::catalogue::Document;
use crate::publish::facts::Link;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many organizations have a lane.
const LANES: usize = 15;
/// Pixels: where the lanes begin, how wide all is, how high a lane is.
const LEFT: usize = 250;
const WIDTH: usize = 900;
const ROW: usize = 30;
/// How many letters of a name stand left of its lane.
const NAME: usize = 28;

/// The drawing; all measures in pixels.
#[derive(Serialize)]
pub(super) struct Lanes {
    width: usize,
    height: usize,
    rows: Vec<Lane>,
    years: Vec<(usize, String)>,
    /// Organizations without a lane.
    more: usize,
    /// Asks of documents without a date.
    undated: usize,
}

#[derive(Serialize)]
struct Lane {
    organization: String,
    y: usize,
    dots: Vec<Dot>,
}

#[derive(Serialize)]
struct Dot {
    x: usize,
    r: usize,
    title: String,
    href: Option<String>,
}

/// The lanes of some recommendations; none where there is nothing to compare in time.
pub(super) fn over_time(site: &Site, recommendations: impl Iterator<Item = usize>) -> Option<Lanes> {
    let catalogue = &site.catalogue;
    let mut lanes: BTreeMap<&Link, BTreeMap<usize, usize>> = BTreeMap::new();
    let mut undated = 0;
    for rec in recommendations.map(|at| &catalogue.recommendations[at]) {
        let Some(&document) = catalogue.by_document.get(&rec.document.iri) else { continue };
        if moment(&catalogue.documents[document]).is_none() {
            undated += 1;
            continue;
        }
        for role in &rec.recommenders {
            *lanes.entry(&role.actor).or_default().entry(document).or_default() += 1;
        }
    }
    let moments = || lanes.values().flat_map(BTreeMap::keys).filter_map(|at| moment(&catalogue.documents[*at]));
    let first = moments().map(f64::floor).reduce(f64::min)?;
    let last = moments().map(|moment| moment.floor() + 1.0).reduce(f64::max)?;
    if lanes.values().map(BTreeMap::len).sum::<usize>() < 2 {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position inside of the drawing")]
    let x = |moment: f64| LEFT + ((moment - first) / (last - first) * (WIDTH - LEFT - 20) as f64) as usize;
    let dot = |(document, asks): (&usize, &usize)| {
        let document = &catalogue.documents[*document];
        Some(Dot {
            x: x(moment(document)?),
            r: 4 + (asks.ilog2() as usize).min(6),
            title: format!("{}, {}: {asks}", document.link.label, document.date.as_deref().unwrap_or_default()),
            href: document.link.href.clone(),
        })
    };
    let mut order: Vec<_> = lanes.iter().collect();
    order.sort_by_key(|(organization, documents)| (Reverse(documents.values().sum::<usize>()), *organization));
    let rows = order.iter().take(LANES).enumerate().map(|(at, (organization, documents))| {
        let mut label: String = organization.label.chars().take(NAME).collect();
        if label.len() < organization.label.len() {
            label.push('…');
        }
        Lane { organization: label, y: 20 + at * ROW, dots: documents.iter().filter_map(dot).collect() }
    });
    let rows: Vec<Lane> = rows.collect();
    #[allow(clippy::cast_possible_truncation, reason = "years")]
    let (from, to) = (first as i64, last as i64);
    let step = ((to - from) / 10).max(1);
    let years = (from..=to).filter(|year| (year - from) % step == 0);
    #[allow(clippy::cast_precision_loss, reason = "years")]
    let years = years.map(|year| (x(year as f64), year.to_string())).collect();
    Some(Lanes {
        width: WIDTH,
        height: rows.len() * ROW + 40,
        rows,
        years,
        more: order.len().saturating_sub(LANES),
        undated,
    })
}

/// When a document was issued, in years.
fn moment(document: &Document) -> Option<f64> {
    let day: jiff::civil::Date = document.earliest.as_ref()?.parse().ok()?;
    Some(f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / 366.0)
}
