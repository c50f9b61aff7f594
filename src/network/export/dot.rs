//! DOT for Graphviz, with the positions pinned: `neato -n2 -Tsvg` draws it as it is laid out here.

use super::{edges, nodes};
use crate::network::layout::Layout;
use crate::network::model::Network;
use crate::network::xml::number;

/// The network as DOT. Positions are points.
pub fn dot(network: &Network, layout: &Layout) -> String {
    let mut dot = String::from("digraph network {\n  graph [inputscale=72, overlap=true, splines=line];\n");
    dot += "  node [shape=circle, fixedsize=true, fontname=\"Inter,sans-serif\", fontsize=11];\n";
    for node in nodes(network, layout) {
        let size = number(node.place.radius * 2.0 / 72.0);
        dot += &line(
            &quoted(node.actor.iri.as_str()),
            &[
                ("label", &node.actor.label),
                ("kind", node.actor.kind.as_str()),
                ("pos", &format!("{},{}!", number(node.x()), number(node.up(layout)))),
                ("width", &size),
                ("height", &size),
            ],
        );
    }
    for edge in edges(network) {
        let ends = format!("{} -> {}", quoted(edge.source.iri.as_str()), quoted(edge.target.iri.as_str()));
        dot += &line(
            &ends,
            &[
                ("id", &edge.id),
                ("label", &edge.tie.relation.label()),
                ("relation", edge.tie.relation.as_str()),
                ("count", &edge.tie.weight.to_string()),
                ("dir", if edge.tie.directed { "forward" } else { "none" }),
                ("first", edge.first),
                ("last", edge.last),
                ("documents", &edge.documents.to_string()),
                ("evidence", &edge.evidence),
            ],
        );
    }
    dot + "}\n"
}

fn line(what: &str, attributes: &[(&str, &str)]) -> String {
    let told: Vec<String> = attributes
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", quoted(value)))
        .collect();
    format!("  {what} [{}];\n", told.join(", "))
}

/// A quoted string of DOT. A backslash is doubled: in labels it would begin an escape.
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
