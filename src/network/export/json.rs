//! JSON: for Cytoscape, and as nodes and links for networkx and D3, the latter with every quote.

use super::{Edge, edges, is_undirected, nodes};
use crate::network::layout::Layout;
use crate::network::model::Network;
use serde_json::{Value, json};

/// The network as Cytoscape's `.cyjs`, which `networkx.cytoscape_graph` reads too.
pub fn cytoscape(network: &Network, layout: &Layout) -> String {
    let nodes: Vec<Value> = nodes(network, layout)
        .iter()
        .map(|node| {
            let iri = node.actor.iri.as_str();
            json!({
                "data": {
                    "id": iri, "value": iri, "name": node.actor.label, "kind": node.actor.kind.as_str(),
                    "degree": node.degree, "size": 2.0 * node.place.radius,
                },
                "position": { "x": node.x(), "y": node.y() },
            })
        })
        .collect();
    let edges: Vec<Value> = edges(network)
        .iter()
        .map(|edge| {
            let mut data = attributes(edge);
            data["id"] = edge.id.as_str().into();
            data["key"] = edge.id.as_str().into();
            data["source"] = edge.source.iri.as_str().into();
            data["target"] = edge.target.iri.as_str().into();
            data["interaction"] = edge.tie.relation.label().into();
            json!({ "data": data })
        })
        .collect();
    pretty(&json!({
        "format_version": "1.0",
        "generated_by": "demarche",
        "target_cytoscapejs_version": "~3",
        "directed": !is_undirected(network),
        "multigraph": true,
        "data": { "name": "network" },
        "elements": { "nodes": nodes, "edges": edges },
    }))
}

/// The network as nodes and edges, as `networkx.node_link_graph` reads it.
pub fn node_link(network: &Network, layout: &Layout) -> String {
    let nodes: Vec<Value> = nodes(network, layout)
        .iter()
        .map(|node| {
            json!({
                "id": node.actor.iri.as_str(), "label": node.actor.label, "kind": node.actor.kind.as_str(),
                "degree": node.degree, "x": node.x(), "y": node.y(), "size": 2.0 * node.place.radius,
            })
        })
        .collect();
    let edges: Vec<Value> = edges(network)
        .iter()
        .map(|edge| {
            let mut data = attributes(edge);
            data["key"] = edge.id.as_str().into();
            data["source"] = edge.source.iri.as_str().into();
            data["target"] = edge.target.iri.as_str().into();
            data["relation_label"] = edge.tie.relation.label().into();
            data["evidence"] = quotes(edge);
            data
        })
        .collect();
    let graph = json!({ "width": layout.width, "height": layout.height, "left_out": network.left_out() });
    pretty(&json!({
        "directed": !is_undirected(network), "multigraph": true, "graph": graph, "nodes": nodes, "edges": edges,
    }))
}

fn attributes(edge: &Edge<'_>) -> Value {
    json!({
        "relation": edge.tie.relation.as_str(), "directed": edge.tie.directed, "weight": edge.tie.weight,
        "first": edge.first, "last": edge.last, "documents": edge.documents,
        "strength": edge.tie.strength(), "polarity": edge.tie.polarity(), "evidence": edge.evidence,
    })
}

/// Every row that a tie rests on.
fn quotes(edge: &Edge<'_>) -> Value {
    let rows = edge.tie.evidence.iter().map(|row| {
        json!({
            "iri": row.iri, "quote": row.quote, "document": row.document, "publisher": row.publisher,
            "date": row.date, "strength": row.strength, "polarity": row.polarity, "weight": row.weight,
        })
    });
    rows.collect()
}

fn pretty(value: &Value) -> String {
    // A value of strings and finite numbers can always be written.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
