//! GraphML with typed keys, so that a weight is read as a number.

use super::{edges, is_undirected, nodes};
use crate::network::layout::Layout;
use crate::network::model::Network;
use crate::network::xml::Xml;

/// Name, type, of what.
const KEYS: [(&str, &str, &str); 16] = [
    ("label", "string", "node"),
    ("kind", "string", "node"),
    ("degree", "double", "node"),
    ("x", "double", "node"),
    ("y", "double", "node"),
    ("size", "double", "node"),
    ("relation", "string", "edge"),
    ("relation_label", "string", "edge"),
    ("directed", "boolean", "edge"),
    ("weight", "double", "edge"),
    ("first", "string", "edge"),
    ("last", "string", "edge"),
    ("documents", "int", "edge"),
    ("strength", "string", "edge"),
    ("polarity", "string", "edge"),
    ("evidence", "string", "edge"),
];

/// The network as GraphML. Ties in no direction among others that have one are told by their key `directed`.
pub fn graphml(network: &Network, layout: &Layout) -> String {
    let mut xml = Xml::document();
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
            ),
        ],
    );
    xml.line();
    for (name, kind, of) in KEYS {
        xml.empty("key", &[("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)]);
        xml.line();
    }
    let default = if is_undirected(network) { "undirected" } else { "directed" };
    xml.open("graph", &[("id", "network"), ("edgedefault", default)]);
    xml.line();
    let data = |xml: &mut Xml, key: &str, value: &str| {
        if !value.is_empty() {
            xml.element("data", &[("key", key)], value);
        }
    };
    for node in nodes(network, layout) {
        xml.open("node", &[("id", node.actor.iri.as_str())]);
        data(&mut xml, "label", &node.actor.label);
        data(&mut xml, "kind", node.actor.kind.as_str());
        for (key, value) in
            [("degree", node.degree), ("x", node.x()), ("y", node.y()), ("size", 2.0 * node.place.radius)]
        {
            data(&mut xml, key, &value.to_string());
        }
        xml.close("node");
        xml.line();
    }
    for edge in edges(network) {
        let (source, target) = (edge.source.iri.as_str(), edge.target.iri.as_str());
        xml.open("edge", &[("id", &edge.id), ("source", source), ("target", target)]);
        for (key, value) in [
            ("relation", edge.tie.relation.as_str()),
            ("relation_label", &edge.tie.relation.label()),
            ("directed", &edge.tie.directed.to_string()),
            ("weight", &edge.tie.weight.to_string()),
            ("first", edge.first),
            ("last", edge.last),
            ("documents", &edge.documents.to_string()),
            ("strength", edge.tie.strength().unwrap_or_default()),
            ("polarity", edge.tie.polarity().unwrap_or_default()),
            ("evidence", &edge.evidence),
        ] {
            data(&mut xml, key, value);
        }
        xml.close("edge");
        xml.line();
    }
    xml.close("graph");
    xml.close("graphml");
    xml.line();
    xml.finish()
}
