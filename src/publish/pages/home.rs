//! The first page: what there is, whom it concerns, and where to begin.

use super::picture::Picture;
use super::{frame, html, structured};
use crate::publish::catalogue::{Basis, Document};
use crate::publish::facts::Link;
use crate::publish::{Page, PublishError, Site, SitePath};
use crate::vocab::dem;
use oxigraph::model::NamedNode;
use serde::Serialize;
use std::collections::BTreeSet;

/// How many rows the lists of the first page have.
const ROWS: usize = 8;

#[derive(Serialize)]
struct Home<'a> {
    counts: Vec<(usize, &'static str)>,
    basis: Basis,
    addressed: Vec<Asked>,
    latest: Vec<&'a Document>,
    questions: Vec<Question<'a>>,
    /// What the picture shows, where there is one.
    caption: Option<String>,
}

#[derive(Serialize)]
struct Asked {
    actor: Link,
    asks: usize,
    organizations: usize,
    /// Hundredths of the highest count, for the bar.
    share: usize,
}

#[derive(Serialize)]
struct Question<'a> {
    summary: &'a str,
    href: String,
}

pub(super) fn page(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let catalogue = &site.catalogue;
    let home = Home {
        counts: vec![
            (catalogue.recommendations.len(), "recommendations"),
            (catalogue.documents.len(), "documents"),
            (catalogue.asking.len(), "who ask"),
            (catalogue.addressed.len(), "who are asked"),
            (catalogue.by_topic.len(), "topics"),
        ],
        basis: catalogue.whole_basis(),
        addressed: most_addressed(site),
        latest: catalogue.documents.iter().take(ROWS).collect(),
        questions: site
            .book
            .queries()
            .map(|query| Question { summary: &query.summary, href: site.facts.place(&format!("query/{}", query.name)) })
            .collect(),
        caption: site.picture.as_ref().map(Picture::caption),
    };
    let mut frame = frame(site, path, &site.options.title, None);
    frame.structured = Some(structured::site(site));
    html(site, "home.html", frame, home)
}

/// The actors that are asked most, as the question `most-addressed` counts: a government as its state. "All parties" and the
/// like, who are nobody in particular, are left out.
fn most_addressed(site: &Site) -> Vec<Asked> {
    let catalogue = &site.catalogue;
    let generic: BTreeSet<NamedNode> = site.facts.of_class(dem::class::GENERIC).into_iter().collect();
    let particular = catalogue.asked.iter().filter(|(actor, _)| {
        let node = NamedNode::new_unchecked(actor.as_str());
        !generic.contains(&node) && site.facts.node(&node, dem::ACTS_FOR).is_none()
    });
    let row = |(actor, asks): (&String, &Vec<usize>)| {
        let recs = || asks.iter().map(|at| &catalogue.recommendations[*at]);
        let who: BTreeSet<&str> =
            recs().flat_map(|rec| &rec.recommenders).map(|role| role.actor.iri.as_str()).collect();
        Asked {
            actor: site.facts.link(&NamedNode::new_unchecked(actor.as_str())),
            asks: asks.len(),
            organizations: who.len(),
            share: 0,
        }
    };
    let mut rows: Vec<Asked> = particular.map(row).collect();
    rows.sort_by(|a, b| (b.asks, b.organizations).cmp(&(a.asks, a.organizations)).then(a.actor.iri.cmp(&b.actor.iri)));
    rows.truncate(ROWS);
    let highest = rows.first().map_or(1, |row| row.asks);
    for row in &mut rows {
        row.share = (row.asks * 100).div_ceil(highest);
    }
    rows
}
