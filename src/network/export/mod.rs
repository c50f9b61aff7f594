//! A network for other tools: Gephi (GEXF), igraph and yEd (GraphML), Graphviz (DOT), Cytoscape (cyjs), networkx and D3
//! (node-link JSON), spreadsheets (two CSV files). All carry the same: each actor with its name, kind and position, each tie
//! with relation, weight, first and last date, number of documents, and the addresses of its words.
//!
//! Positions are pixels. GEXF and DOT count y upwards, as Gephi and Graphviz do, the others downwards.

mod csv;
mod dot;
mod gexf;
mod graphml;
mod json;

pub use csv::{actors_csv, ties_csv};
pub use dot::dot;
pub use gexf::gexf;
pub use graphml::graphml;
pub use json::{cytoscape, node_link};

use super::layout::{Layout, Place, round};
use super::model::{Actor, Network, Tie};

/// An actor with what every format says of it.
struct Node<'a> {
    actor: &'a Actor,
    place: &'a Place,
    /// The weights of its ties, added up.
    degree: f64,
}

/// A tie with what every format says of it.
struct Edge<'a> {
    id: String,
    source: &'a Actor,
    target: &'a Actor,
    tie: &'a Tie,
    first: &'a str,
    last: &'a str,
    documents: usize,
    /// The addresses of the words, separated by blanks.
    evidence: String,
}

fn nodes<'a>(network: &'a Network, layout: &'a Layout) -> Vec<Node<'a>> {
    let degrees = network.weighted_degrees();
    network
        .actors()
        .zip(&layout.places)
        .zip(degrees)
        .map(|((actor, place), degree)| Node { actor, place, degree })
        .collect()
}

fn edges(network: &Network) -> Vec<Edge<'_>> {
    let actors: Vec<&Actor> = network.actors().collect();
    network
        .ties()
        .enumerate()
        .map(|(number, (source, target, tie))| {
            let (first, last) = tie.period().unwrap_or_default();
            Edge {
                id: format!("e{number}"),
                source: actors[source],
                target: actors[target],
                tie,
                first,
                last,
                documents: tie.documents().len(),
                evidence: tie.evidence.iter().filter_map(|row| row.iri.as_deref()).collect::<Vec<_>>().join(" "),
            }
        })
        .collect()
}

/// Whether no tie points from one to the other.
fn is_undirected(network: &Network) -> bool {
    network.ties().all(|(_, _, tie)| !tie.directed) && !network.is_empty()
}

impl Node<'_> {
    fn x(&self) -> f64 {
        self.place.x
    }

    fn y(&self) -> f64 {
        self.place.y
    }

    /// Height over the page's foot.
    fn up(&self, layout: &Layout) -> f64 {
        round(layout.height - self.place.y)
    }
}
