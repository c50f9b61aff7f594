//! Edges that follow from recommendations, such as `dem:urges`: made by CONSTRUCT rules, never written by hand.

use super::answer::Answer;
use super::error::QueryError;
use super::saved::{Bindings, SavedQuery};
use crate::iri::Base;
use oxigraph::model::Quad;
use oxigraph::store::Store;

/// The path of the graph of what is derived, below the base.
pub const INFERRED: &str = "graph/inferred";

/// What the rules derive from a store, as sorted quads of the graph [`INFERRED`]. Each rule reads the store as it is,
/// and not what other rules derive; take an earlier [`INFERRED`] out first.
///
/// # Errors
/// A rule cannot be evaluated.
pub fn derive<'a>(
    store: &Store,
    rules: impl IntoIterator<Item = &'a SavedQuery>,
    base: &Base,
) -> Result<Vec<Quad>, QueryError> {
    let graph = base.node(INFERRED);
    let mut quads = Vec::new();
    for rule in rules {
        if let Answer::Triples(triples) = rule.ask(store, &Bindings::new())? {
            quads.extend(triples.into_iter().map(|triple| triple.in_graph(graph.clone())));
        }
    }
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    Ok(quads)
}
