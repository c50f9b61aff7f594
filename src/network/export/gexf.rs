//! GEXF 1.3, dynamic: each tie with the days between which it is documented, each actor where and how it is drawn.

use super::{edges, is_undirected, nodes};
use crate::network::draw::kind_colour;
use crate::network::layout::Layout;
use crate::network::model::Network;
use crate::network::xml::Xml;

const NODES: [(&str, &str); 3] = [("iri", "string"), ("kind", "string"), ("degree", "double")];
const EDGES: [(&str, &str); 5] = [
    ("relation", "string"),
    ("documents", "integer"),
    ("strength", "string"),
    ("polarity", "string"),
    ("evidence", "string"),
];

/// The network as GEXF. A tie without a date is there all the time.
pub fn gexf(network: &Network, layout: &Layout) -> String {
    let mut xml = Xml::document();
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")]);
    xml.line();
    xml.open("meta", &[]);
    xml.element("creator", &[], "demarche");
    xml.close("meta");
    xml.line();
    let is_dated = network.period().is_some();
    let mut graph = vec![("defaultedgetype", if is_undirected(network) { "undirected" } else { "directed" })];
    graph.push(("mode", if is_dated { "dynamic" } else { "static" }));
    if is_dated {
        graph.push(("timeformat", "date"));
    }
    xml.open("graph", &graph);
    xml.line();
    for (class, attributes) in [("node", &NODES[..]), ("edge", &EDGES[..])] {
        xml.open("attributes", &[("class", class), ("mode", "static")]);
        for (name, kind) in attributes {
            xml.empty("attribute", &[("id", name), ("title", name), ("type", kind)]);
        }
        xml.close("attributes");
        xml.line();
    }
    let values = |xml: &mut Xml, values: &[(&str, &str)]| {
        xml.open("attvalues", &[]);
        for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
            xml.empty("attvalue", &[("for", name), ("value", value)]);
        }
        xml.close("attvalues");
    };
    xml.open("nodes", &[]);
    xml.line();
    for node in nodes(network, layout) {
        let iri = node.actor.iri.as_str();
        xml.open("node", &[("id", iri), ("label", &node.actor.label)]);
        values(&mut xml, &[("iri", iri), ("kind", node.actor.kind.as_str()), ("degree", &node.degree.to_string())]);
        let (red, green, blue) = kind_colour(&node.actor.kind);
        xml.empty("viz:color", &[("r", &red.to_string()), ("g", &green.to_string()), ("b", &blue.to_string())]);
        let (x, y) = (node.x().to_string(), node.up(layout).to_string());
        xml.empty("viz:position", &[("x", &x), ("y", &y), ("z", "0")]);
        xml.empty("viz:size", &[("value", &(2.0 * node.place.radius).to_string())]);
        xml.close("node");
        xml.line();
    }
    xml.close("nodes");
    xml.line();
    xml.open("edges", &[]);
    xml.line();
    for edge in edges(network) {
        let (weight, label) = (edge.tie.weight.to_string(), edge.tie.relation.label());
        let (start, end) = (day(edge.first, false), day(edge.last, true));
        let mut attributes = vec![
            ("id", edge.id.as_str()),
            ("source", edge.source.iri.as_str()),
            ("target", edge.target.iri.as_str()),
            ("type", if edge.tie.directed { "directed" } else { "undirected" }),
            ("kind", edge.tie.relation.short()),
            ("label", &label),
            ("weight", &weight),
        ];
        if let (Some(start), Some(end)) = (&start, &end) {
            attributes.extend([("start", start.as_str()), ("end", end.as_str())]);
        }
        xml.open("edge", &attributes);
        values(
            &mut xml,
            &[
                ("relation", edge.tie.relation.as_str()),
                ("documents", &edge.documents.to_string()),
                ("strength", edge.tie.strength().unwrap_or_default()),
                ("polarity", edge.tie.polarity().unwrap_or_default()),
                ("evidence", &edge.evidence),
            ],
        );
        xml.close("edge");
        xml.line();
    }
    for element in ["edges", "graph", "gexf"] {
        xml.close(element);
        xml.line();
    }
    xml.finish()
}

/// The first or the last day of a year, month or day; none for other dates of EDTF.
fn day(date: &str, is_last: bool) -> Option<String> {
    let whole = match (date.len(), is_last) {
        (4, false) => format!("{date}-01-01"),
        (4, true) => format!("{date}-12-31"),
        (7, false) => format!("{date}-01"),
        (7, true) => {
            let first: jiff::civil::Date = format!("{date}-01").parse().ok()?;
            first.last_of_month().to_string()
        }
        _ => date.to_owned(),
    };
    whole.parse::<jiff::civil::Date>().ok().map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_a_first_and_a_last_day() {
        let days = |date| (day(date, false), day(date, true));
        let told = |first: &str, last: &str| (Some(first.to_owned()), Some(last.to_owned()));
        assert_eq!(days("2024"), told("2024-01-01", "2024-12-31"));
        assert_eq!(days("2024-02"), told("2024-02-01", "2024-02-29"));
        assert_eq!(days("2024-02-03"), told("2024-02-03", "2024-02-03"));
        assert_eq!(days("2024~"), (None, None));
        assert_eq!(days(""), (None, None));
    }
}
