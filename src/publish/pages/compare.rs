//! Organizations beside each other: what each asks about which topic, in whose words, since when.

use super::alike::{self, Ask, Shared};
use super::lanes::{Lanes, over_time};
use super::{frame, html};
use crate::publish::catalogue::{Basis, Recommendation};
use crate::publish::facts::Link;
use crate::publish::{Page, PublishError, Site, SitePath};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many organizations and topics the matrix has.
const ROWS: usize = 15;
const COLUMNS: usize = 12;
/// How many quotes an organization's column shows.
const QUOTES: usize = 12;

#[derive(Serialize)]
struct Matrix<'a> {
    topics: Vec<Topic>,
    rows: Vec<Row>,
    hidden_rows: usize,
    hidden_topics: usize,
    lanes: Option<Lanes>,
    asks: Vec<Ask<'a>>,
    shared: Vec<Shared<'a>>,
    basis: Basis,
}

#[derive(Serialize)]
struct Topic {
    link: Link,
    /// The page with the quotes side by side.
    href: String,
}

#[derive(Serialize)]
struct Row {
    organization: Link,
    cells: Vec<Option<Count>>,
}

#[derive(Serialize)]
struct Count {
    number: usize,
    /// From 1 to 5, for the shade.
    shade: usize,
    /// Whether some of these asks say *do* and others say *do not*.
    both: bool,
    href: String,
    /// What a screen reader says.
    said: String,
}

#[derive(Serialize)]
struct Side<'a> {
    topic: Link,
    columns: Vec<Column<'a>>,
    both: bool,
    basis: Basis,
}

#[derive(Serialize)]
struct Column<'a> {
    organization: Option<Link>,
    anchor: String,
    count: usize,
    shown: Vec<&'a Recommendation>,
}

/// Who asks what about which topic: indexes of recommendations by organization and topic.
fn grid(site: &Site) -> BTreeMap<&Link, BTreeMap<&Link, Vec<usize>>> {
    let mut grid: BTreeMap<&Link, BTreeMap<&Link, Vec<usize>>> = BTreeMap::new();
    for (at, rec) in site.catalogue.recommendations.iter().enumerate() {
        for role in &rec.recommenders {
            let row = grid.entry(&role.actor).or_default();
            for topic in &rec.topics {
                let list = row.entry(topic).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
    }
    grid
}

/// Whether some of these say *do* and others *do not*.
fn has_both(site: &Site, list: &[usize]) -> bool {
    let negative = list.iter().filter(|at| site.catalogue.recommendations[**at].is_negative).count();
    negative > 0 && negative < list.len()
}

/// The folder of a topic's comparison, by its IRI.
pub(super) fn folder(iri: &str) -> String {
    format!("compare/{}", iri.rsplit('/').next().unwrap_or_default())
}

fn anchor(organization: &Link) -> String {
    organization.iri.rsplit('/').next().unwrap_or_default().to_owned()
}

pub(super) fn page(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let grid = grid(site);
    let mut organizations: Vec<(&Link, usize)> =
        grid.keys().map(|link| (*link, site.catalogue.asking.get(&link.iri).map_or(0, Vec::len))).collect();
    organizations.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut topics: BTreeMap<&Link, (usize, usize)> = BTreeMap::new();
    for row in grid.values() {
        for (topic, list) in row {
            let entry = topics.entry(topic).or_default();
            *entry = (entry.0 + 1, entry.1 + list.len());
        }
    }
    let mut order: Vec<(&Link, (usize, usize))> = topics.into_iter().collect();
    // Topics on which several speak come first: there is something to compare.
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let columns: Vec<&Link> = order.iter().take(COLUMNS).map(|(topic, _)| *topic).collect();
    let highest = grid.values().flat_map(BTreeMap::values).map(Vec::len).max().unwrap_or(1);
    let rows = organizations.iter().map(|(organization, _)| Row {
        organization: (*organization).clone(),
        cells: columns
            .iter()
            .map(|topic| {
                let list = grid[organization].get(*topic)?;
                let both = has_both(site, list);
                let told = if both { ", some say do and some do not" } else { "" };
                Some(Count {
                    number: list.len(),
                    shade: (list.len() * 5).div_ceil(highest),
                    both,
                    href: format!("{}#{}", site.facts.place(&folder(&topic.iri)), anchor(organization)),
                    said: format!("{} on {}: {}{told}", organization.label, topic.label, list.len()),
                })
            })
            .collect(),
    });
    // Who asks nothing about these topics has nothing to compare here.
    let rows: Vec<Row> = rows.filter(|row| row.cells.iter().any(Option::is_some)).take(ROWS).collect();
    let matrix = Matrix {
        hidden_rows: organizations.len() - rows.len(),
        rows,
        hidden_topics: order.len().saturating_sub(COLUMNS),
        topics: columns
            .iter()
            .map(|topic| Topic { link: (*topic).clone(), href: site.facts.place(&folder(&topic.iri)) })
            .collect(),
        lanes: over_time(site, 0..site.catalogue.recommendations.len()),
        asks: alike::asks(site),
        shared: alike::shared(site),
        basis: site.catalogue.whole_basis(),
    };
    html(site, "compare.html", frame(site, path, "Compare", None), matrix)
}

/// The folders of all topics on which somebody asks something.
pub(super) fn folders(site: &Site) -> impl Iterator<Item = String> + '_ {
    site.catalogue.by_topic.keys().map(|topic| folder(topic))
}

/// What is asked about a topic, side by side.
pub(super) fn side(site: &Site, path: &SitePath, name: &str) -> Result<Option<Page>, PublishError> {
    let iri = site.base.node(&format!("topic/{name}"));
    let Some(list) = site.catalogue.by_topic.get(iri.as_str()) else { return Ok(None) };
    let mut by: BTreeMap<Option<&Link>, Vec<usize>> = BTreeMap::new();
    for at in list {
        let rec = &site.catalogue.recommendations[*at];
        for role in &rec.recommenders {
            by.entry(Some(&role.actor)).or_default().push(*at);
        }
        if rec.recommenders.is_empty() {
            by.entry(None).or_default().push(*at);
        }
    }
    let mut columns: Vec<Column<'_>> = by
        .into_iter()
        .map(|(organization, list)| Column {
            organization: organization.cloned(),
            anchor: organization.map_or_else(|| "unknown".to_owned(), anchor),
            count: list.len(),
            shown: list.iter().take(QUOTES).map(|at| &site.catalogue.recommendations[*at]).collect(),
        })
        .collect();
    columns.sort_by(|a, b| {
        (a.organization.is_none(), std::cmp::Reverse(a.count), &a.anchor).cmp(&(
            b.organization.is_none(),
            std::cmp::Reverse(b.count),
            &b.anchor,
        ))
    });
    let topic = site.facts.link(&iri);
    let title = format!("{}, side by side", topic.label);
    let side = Side { topic, columns, both: has_both(site, list), basis: site.catalogue.basis_of(list) };
    html(site, "compare-topic.html", frame(site, path, &title, None), side).map(Some)
}
