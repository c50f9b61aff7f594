//! A field for SPARQL of one's own, with the graph's own terms to complete it. Only a server can answer it.

use super::{frame, html, percent};
use crate::publish::{Page, PublishError, Site, SitePath};
use crate::query::{Answer, Bindings, SavedQuery};
use oxigraph::model::Term;
use serde::Serialize;

#[derive(Serialize)]
struct Workbench<'a> {
    example: &'static str,
    prefixes: Vec<(&'static str, String)>,
    terms: Vec<String>,
    questions: Vec<Begun<'a>>,
}

#[derive(Serialize)]
struct Begun<'a> {
    summary: &'a str,
    /// Ready for an address.
    query: String,
}

pub(super) fn page(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let prefixes = site.book.prefixes();
    let query = SavedQuery::typed("terms.rq", include_str!("../queries/terms.rq"), &site.base);
    let terms = match query.map(|query| query.ask(site.loaded(), &Bindings::new())) {
        Ok(Ok(Answer::Rows(rows))) => {
            let nodes = rows.rows.iter().flatten().filter_map(|term| match term {
                Some(Term::NamedNode(node)) => shortened(node.as_str(), &prefixes),
                _ => None,
            });
            nodes.collect()
        }
        _ => Vec::new(),
    };
    // What needs no value can be run as it stands.
    let whole = site.book.queries().filter(|query| !query.parameters.iter().any(|parameter| parameter.required));
    let questions = whole.map(|query| Begun { summary: &query.summary, query: percent(&query.text) }).collect();
    let workbench = Workbench { example: include_str!("../queries/example.rq"), prefixes, terms, questions };
    html(site, "workbench.html", frame(site, path, "Ask in SPARQL", None), workbench)
}

/// `dem:addressee`; none where no prefix covers it.
fn shortened(iri: &str, prefixes: &[(&str, String)]) -> Option<String> {
    prefixes.iter().find_map(|(prefix, namespace)| Some([prefix, ":", iri.strip_prefix(namespace.as_str())?].concat()))
}
