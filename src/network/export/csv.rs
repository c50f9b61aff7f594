//! Two tables: the actors, and the ties between them.

use super::{edges, nodes};
use crate::network::layout::Layout;
use crate::network::model::Network;
use csv::Writer;

/// The actors as CSV: id, label, kind, degree, x, y.
pub fn actors_csv(network: &Network, layout: &Layout) -> String {
    let rows = nodes(network, layout).into_iter().map(|node| {
        [node.actor.iri.to_string(), node.actor.label.clone(), node.actor.kind.to_string()]
            .into_iter()
            .chain([node.degree, node.x(), node.y()].map(|number| number.to_string()))
            .collect()
    });
    table(&["id", "label", "kind", "degree", "x", "y"], rows)
}

/// The ties as CSV, in the columns that Gephi knows and what else is told of them.
pub fn ties_csv(network: &Network) -> String {
    let columns = [
        "source",
        "target",
        "type",
        "relation",
        "label",
        "weight",
        "first",
        "last",
        "documents",
        "strength",
        "polarity",
        "evidence",
    ];
    let rows = edges(network).into_iter().map(|edge| {
        [
            edge.source.iri.as_str(),
            edge.target.iri.as_str(),
            if edge.tie.directed { "Directed" } else { "Undirected" },
            edge.tie.relation.as_str(),
            &edge.tie.relation.label(),
            &edge.tie.weight.to_string(),
            edge.first,
            edge.last,
            &edge.documents.to_string(),
            edge.tie.strength().unwrap_or_default(),
            edge.tie.polarity().unwrap_or_default(),
            &edge.evidence,
        ]
        .map(str::to_owned)
        .into()
    });
    table(&columns, rows)
}

fn table(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut csv = Writer::from_writer(Vec::new());
    // A Vec takes whatever is written, and every row has as many cells as there are columns.
    let _ = csv.write_record(columns);
    for row in rows {
        let _ = csv.write_record(row);
    }
    String::from_utf8_lossy(&csv.into_inner().unwrap_or_default()).into_owned()
}
