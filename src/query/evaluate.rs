//! Runs a query on a store: the default graph is the union of all graphs, the first error is the end.
//!
//! Oxigraph's union is a list and no set: a triple that stands in two graphs is there twice, and a plain `COUNT` counts it
//! twice. [`merge`] puts each triple once into the store's default graph, which is then used instead.

use super::answer::{Answer, Rows};
use super::error::QueryError;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::{StorageError, Store};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use std::io::{self, Read, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How much a query may use. None means no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Best effort: Oxigraph looks at the clock between two solutions, so a sort or a count may run past it.
    pub time: Option<Duration>,
    /// Rows of a SELECT, triples of a CONSTRUCT.
    pub rows: Option<usize>,
}

/// The part of a store that a query is asked of, as the SPARQL protocol names it. Empty: what the query itself says, or all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dataset {
    /// The graphs whose merge is the default graph.
    pub default: Vec<NamedNode>,
    /// The graphs that `GRAPH ?g` can find.
    pub named: Vec<NamedNode>,
}

impl Dataset {
    fn is_empty(&self) -> bool {
        self.default.is_empty() && self.named.is_empty()
    }
}

/// Puts every triple of the named graphs into the store's default graph, once, so that it is their union as a set.
/// Call it when the store is loaded; without it queries fall back on Oxigraph's union.
///
/// # Errors
/// The store cannot be read or written.
pub fn merge(store: &Store) -> Result<(), QueryError> {
    let named = store.iter().filter(|quad| quad.as_ref().map_or(true, |quad| !quad.graph_name.is_default_graph()));
    let merged = named.map(|quad| quad.map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }));
    let mut loader = store.bulk_loader();
    loader.load_ok_quads::<_, StorageError>(merged)?;
    loader.commit()?;
    Ok(())
}

/// Writes the named graphs of a store as N-Quads, for [`restore`].
///
/// # Errors
/// The store cannot be read, or the writer fails.
pub fn dump(store: &Store, out: impl Write) -> Result<(), QueryError> {
    let failed = |error: io::Error| QueryError::Storage(error.to_string());
    let mut writer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(out);
    for quad in store.iter() {
        let quad = quad?;
        if !quad.graph_name.is_default_graph() {
            writer.serialize_quad(&quad).map_err(failed)?;
        }
    }
    writer.finish().and_then(|mut out| out.flush()).map_err(failed)
}

/// How many triples a store's default graph has, and its named graphs, sorted.
///
/// # Errors
/// The store cannot be read.
pub fn overview(store: &Store) -> Result<(usize, Vec<NamedNode>), QueryError> {
    let mut graphs = Vec::new();
    for graph in store.named_graphs() {
        if let NamedOrBlankNode::NamedNode(graph) = graph? {
            graphs.push(graph);
        }
    }
    graphs.sort_unstable_by(|one, other| one.as_str().cmp(other.as_str()));
    let triples = store.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)).count();
    Ok((triples, graphs))
}

/// The store that [`dump`] wrote, with the union of its graphs as the default graph.
///
/// # Errors
/// The reader fails, or what it reads is no N-Quads.
pub fn restore(quads: impl Read) -> Result<Store, QueryError> {
    let store = Store::new()?;
    let mut loader = store.bulk_loader();
    loader.load_from_reader(RdfFormat::NQuads, quads).map_err(|error| QueryError::Storage(error.to_string()))?;
    loader.commit()?;
    merge(&store)?;
    Ok(store)
}

pub(super) fn evaluate(query: Query, store: &Store, dataset: &Dataset, limits: Limits) -> Result<Answer, QueryError> {
    let ordered = is_ordered(&query);
    let token = CancellationToken::new();
    let mut prepared = SparqlEvaluator::new().with_cancellation_token(token.clone()).for_query(query);
    if !dataset.is_empty() {
        let over = prepared.dataset_mut();
        over.set_default_graph(dataset.default.iter().cloned().map(GraphName::from).collect());
        over.set_available_named_graphs(dataset.named.iter().cloned().map(NamedOrBlankNode::from).collect());
    }
    let default = store.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)).next();
    if prepared.dataset().is_default_dataset() && default.is_none() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    let (done, watched) = mpsc::channel::<()>();
    if let Some(time) = limits.time {
        let token = token.clone();
        thread::spawn(move || {
            if watched.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout) {
                token.cancel();
            }
        });
    }
    let answer = prepared
        .on_store(store)
        .execute()
        .map_err(QueryError::from)
        .and_then(|results| collect(results, limits, ordered));
    drop(done);
    // A query that was stopped may still come back with an answer, and a wrong one.
    match limits.time {
        Some(time) if token.is_cancelled() => Err(QueryError::TimedOut(time)),
        _ => answer,
    }
}

fn collect(results: QueryResults<'_>, limits: Limits, ordered: bool) -> Result<Answer, QueryError> {
    Ok(match results {
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Solutions(solutions) => {
            let columns = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
            let rows = take(solutions.map(|row| row.map(|row| row.values().to_vec())), limits.rows)?;
            let mut rows = Rows { columns, rows, aside: Vec::new() };
            if !ordered {
                rows.rows.sort_by_cached_key(|row| row.iter().map(sort_key).collect::<Vec<_>>());
            }
            Answer::Rows(rows)
        }
        QueryResults::Graph(triples) => {
            let mut triples: Vec<Triple> = take(triples, limits.rows)?;
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            Answer::Triples(triples)
        }
    })
}

fn sort_key(term: &Option<Term>) -> Option<String> {
    term.as_ref().map(ToString::to_string)
}

fn take<T>(
    items: impl Iterator<Item = Result<T, QueryEvaluationError>>,
    limit: Option<usize>,
) -> Result<Vec<T>, QueryError> {
    let mut taken = Vec::new();
    for item in items {
        if limit.is_some_and(|limit| taken.len() >= limit) {
            return Err(QueryError::TooManyRows(taken.len()));
        }
        taken.push(item?);
    }
    Ok(taken)
}

/// Whether the query orders its rows itself; where it does not, they are sorted, so that the answer is always the same.
fn is_ordered(query: &Query) -> bool {
    let Query::Select { pattern, .. } = query else { return false };
    let mut pattern = pattern;
    loop {
        pattern = match pattern {
            GraphPattern::OrderBy { .. } => return true,
            GraphPattern::Project { inner, .. }
            | GraphPattern::Extend { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => inner,
            _ => return false,
        };
    }
}
