//! Everything of a kind on one page: documents, actors, topics, and what the site rests on.

use super::{frame, html};
use crate::publish::catalogue::{Basis, Document};
use crate::publish::facts::Link;
use crate::publish::{Page, PublishError, Site, SitePath};
use crate::vocab::dem;
use oxigraph::model::NamedNode;
use oxigraph::model::vocab::rdf;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Documents<'a> {
    documents: &'a [Document],
    basis: Basis,
}

#[derive(Serialize)]
struct Actors {
    actors: Vec<Actor>,
    basis: Basis,
}

#[derive(Serialize)]
struct Actor {
    link: Link,
    kind: String,
    asked: usize,
    asks: usize,
    named: usize,
}

#[derive(Serialize)]
struct Topics {
    topics: Vec<(Link, usize)>,
    actions: Vec<(Link, usize)>,
    basis: Basis,
}

#[derive(Serialize)]
struct About {
    quote: usize,
    whole: usize,
    licences: Vec<(String, usize)>,
    statements: usize,
    basis: Basis,
}

pub(super) fn documents(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let page = Documents { documents: &site.catalogue.documents, basis: site.catalogue.whole_basis() };
    html(site, "documents.html", frame(site, path, "Documents", None), page)
}

pub(super) fn actors(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let catalogue = &site.catalogue;
    let count = |map: &BTreeMap<String, Vec<usize>>, iri: &str| map.get(iri).map_or(0, Vec::len);
    let iris: BTreeSet<&String> =
        catalogue.asked.keys().chain(catalogue.asking.keys()).chain(catalogue.otherwise.keys()).collect();
    let mut actors: Vec<Actor> =
        iris.into_iter()
            .map(|iri| {
                let node = NamedNode::new_unchecked(iri.as_str());
                let class =
                    site.facts.nodes(&node, rdf::TYPE).into_iter().find_map(|class| {
                        class.as_str().strip_prefix(dem::NAMESPACE).map(|_| site.facts.label(&class))
                    });
                Actor {
                    kind: class.unwrap_or_default(),
                    asked: count(&catalogue.asked, iri),
                    asks: count(&catalogue.asking, iri),
                    named: catalogue.otherwise.get(iri).map_or(0, |kinds| kinds.values().map(Vec::len).sum()),
                    link: site.facts.link(&node),
                }
            })
            .collect();
    actors.sort_by(|a, b| (b.asked + b.asks).cmp(&(a.asked + a.asks)).then(a.link.cmp(&b.link)));
    let page = Actors { actors, basis: catalogue.whole_basis() };
    html(site, "actors.html", frame(site, path, "Actors", None), page)
}

pub(super) fn topics(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let counted = |map: &BTreeMap<String, Vec<usize>>| {
        let link = |iri: &String| site.facts.link(&NamedNode::new_unchecked(iri.as_str()));
        let mut rows: Vec<(Link, usize)> = map.iter().map(|(iri, list)| (link(iri), list.len())).collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        rows
    };
    let page = Topics {
        topics: counted(&site.catalogue.by_topic),
        actions: counted(&site.catalogue.by_action),
        basis: site.catalogue.whole_basis(),
    };
    html(site, "topics.html", frame(site, path, "Topics and kinds of action", None), page)
}

pub(super) fn about(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let catalogue = &site.catalogue;
    let mut licences: BTreeMap<String, usize> = BTreeMap::new();
    for document in &catalogue.documents {
        let licence = document.licence.clone().unwrap_or_else(|| "no licence recorded".to_owned());
        *licences.entry(licence).or_default() += 1;
    }
    let page = About {
        quote: site.options.quote,
        whole: catalogue.texts.len(),
        licences: licences.into_iter().collect(),
        statements: site
            .loaded()
            .quads_for_pattern(None, None, None, Some(oxigraph::model::GraphNameRef::DefaultGraph))
            .count(),
        basis: catalogue.whole_basis(),
    };
    html(site, "about.html", frame(site, path, "About", None), page)
}
