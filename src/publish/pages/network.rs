//! The network of who asks whom: picture, columns, table and matrix of its edges, each edge with its quotes a click away. All of
//! it can be read as it stands; `assets/network.js` filters it.

use super::picture::{FILES, Picture};
use super::{frame, html};
use crate::publish::catalogue::{Basis, Recommendation};
use crate::publish::facts::Link;
use crate::publish::{Page, PublishError, Site, SitePath};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many edges the table shows, how many rows and columns the matrix has, and how many quotes an edge.
const EDGES: usize = 300;
const ROWS: usize = 20;
const COLUMNS: usize = 14;
const QUOTES: usize = 8;

#[derive(Serialize)]
struct Network<'a> {
    edges: Vec<Edge<'a>>,
    count: usize,
    actors: usize,
    rows: Vec<Row>,
    columns: Vec<Link>,
    hidden_rows: usize,
    hidden_columns: usize,
    basis: Basis,
    /// Both pictures as elements, where there is one.
    picture: Option<String>,
    columns_picture: Option<String>,
    files: [(&'static str, &'static str); 5],
}

/// Who asks whom, and in which words.
#[derive(Serialize)]
struct Edge<'a> {
    id: String,
    from: Link,
    to: Link,
    weight: usize,
    documents: usize,
    /// How many of the asks say what is *not* to be done.
    negative: usize,
    first: Option<&'a String>,
    last: Option<&'a String>,
    quotes: Vec<&'a Recommendation>,
}

#[derive(Serialize)]
struct Row {
    from: Link,
    cells: Vec<Option<Cell>>,
}

#[derive(Serialize)]
struct Cell {
    number: usize,
    /// From 1 to 5.
    shade: usize,
    /// The edge's id in the table, where it is shown.
    edge: Option<String>,
    said: String,
}

fn slug(link: &Link) -> &str {
    link.iri.rsplit('/').next().unwrap_or_default()
}

fn edge_id(from: &Link, to: &Link) -> String {
    format!("{}--{}", slug(from), slug(to))
}

/// Every pair of who asks and who is asked, with the recommendations between them; the heaviest first.
fn edges(site: &Site) -> Vec<(&Link, &Link, Vec<usize>)> {
    let mut found: BTreeMap<(&Link, &Link), Vec<usize>> = BTreeMap::new();
    for (at, rec) in site.catalogue.recommendations.iter().enumerate() {
        for from in &rec.recommenders {
            for to in &rec.addressees {
                let list = found.entry((&from.actor, &to.actor)).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
    }
    let mut edges: Vec<_> = found.into_iter().map(|((from, to), list)| (from, to, list)).collect();
    edges.sort_by(|a, b| b.2.len().cmp(&a.2.len()).then((a.0, a.1).cmp(&(b.0, b.1))));
    edges
}

pub(super) fn page(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let edges = edges(site);
    let recs = &site.catalogue.recommendations;
    let shown = edges.iter().take(EDGES).map(|(from, to, list)| {
        let dates: BTreeSet<&String> = list.iter().filter_map(|at| recs[*at].date.as_ref()).collect();
        let documents: BTreeSet<&str> = list.iter().map(|at| recs[*at].document.iri.as_str()).collect();
        Edge {
            id: edge_id(from, to),
            from: (*from).clone(),
            to: (*to).clone(),
            weight: list.len(),
            documents: documents.len(),
            negative: list.iter().filter(|at| recs[**at].is_negative).count(),
            first: dates.first().copied(),
            last: dates.last().copied(),
            quotes: list.iter().take(QUOTES).map(|at| &recs[*at]).collect(),
        }
    });
    let shown: Vec<Edge<'_>> = shown.collect();
    let mut actors: BTreeSet<&Link> = BTreeSet::new();
    let (mut from, mut to): (BTreeMap<&Link, usize>, BTreeMap<&Link, usize>) = Default::default();
    for (asks, asked, list) in &edges {
        actors.extend([asks, asked]);
        *from.entry(asks).or_default() += list.len();
        *to.entry(asked).or_default() += list.len();
    }
    let (rows, columns) = (heaviest(from), heaviest(to));
    let weights: BTreeMap<(&Link, &Link), usize> =
        edges.iter().map(|(asks, asked, list)| ((*asks, *asked), list.len())).collect();
    let highest = weights.values().copied().max().unwrap_or(1);
    let visible: BTreeSet<&str> = shown.iter().map(|edge| edge.id.as_str()).collect();
    let cell = |asks: &Link, asked: &Link| {
        let number = *weights.get(&(asks, asked))?;
        let id = edge_id(asks, asked);
        Some(Cell {
            number,
            shade: (number * 5).div_ceil(highest),
            said: format!("{} asks {}: {number}", asks.label, asked.label),
            edge: visible.contains(id.as_str()).then_some(id),
        })
    };
    let matrix = rows.iter().take(ROWS).map(|asks| Row {
        from: (*asks).clone(),
        cells: columns.iter().take(COLUMNS).map(|asked| cell(asks, asked)).collect(),
    });
    let network = Network {
        count: edges.len(),
        actors: actors.len(),
        rows: matrix.collect(),
        hidden_rows: rows.len().saturating_sub(ROWS),
        hidden_columns: columns.len().saturating_sub(COLUMNS),
        columns: columns.into_iter().take(COLUMNS).cloned().collect(),
        edges: shown,
        basis: site.catalogue.whole_basis(),
        picture: site.picture.as_ref().map(Picture::element),
        columns_picture: site.picture.as_ref().map(Picture::columns),
        files: FILES,
    };
    html(site, "network.html", frame(site, path, "Network", None), network)
}

fn heaviest(weights: BTreeMap<&Link, usize>) -> Vec<&Link> {
    let mut order: Vec<(&Link, usize)> = weights.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    order.into_iter().map(|(link, _)| link).collect()
}
