//! The vocabulary's own documentation, with a drawing of its classes.

use super::{alternates, frame, html};
use crate::publish::facts::{Link, last_part};
use crate::publish::{Page, PublishError, Site, SitePath};
use crate::vocab::{dem, owl, skos};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Serialize)]
struct Documentation {
    namespace: &'static str,
    sections: Vec<Section>,
    drawing: Drawing,
}

#[derive(Serialize)]
struct Section {
    name: &'static str,
    id: &'static str,
    terms: Vec<Term>,
}

#[derive(Serialize)]
struct Term {
    id: String,
    label: String,
    iri: String,
    comment: Option<String>,
    example: Option<String>,
    above: Vec<Link>,
    domain: Vec<Link>,
    range: Vec<Link>,
    /// How many times it is used in this graph.
    uses: usize,
}

/// The classes as a tree drawn from left to right, in pixels.
#[derive(Serialize)]
struct Drawing {
    width: usize,
    height: usize,
    boxes: Vec<Class>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Class {
    x: usize,
    y: usize,
    width: usize,
    label: String,
    id: String,
}

#[derive(Serialize)]
struct Line {
    x1: usize,
    y1: usize,
    x2: usize,
    y2: usize,
}

/// The terms of demarche's vocabulary that are of a class, in the order of their names.
fn terms(site: &Site, class: NamedNodeRef<'_>) -> Vec<NamedNode> {
    let ours = |node: &NamedNode| node.as_str().starts_with(dem::NAMESPACE);
    site.facts.of_class(class).into_iter().filter(ours).collect()
}

pub(super) fn page(site: &Site, path: &SitePath) -> Result<Page, PublishError> {
    let mut sections = Vec::new();
    let classes = terms(site, owl::CLASS);
    let of = |kinds: &[NamedNodeRef<'_>]| kinds.iter().flat_map(|kind| terms(site, *kind)).collect::<Vec<_>>();
    let properties = of(&[owl::OBJECT_PROPERTY]);
    let literals = of(&[owl::DATATYPE_PROPERTY, owl::ANNOTATION_PROPERTY]);
    let known: BTreeSet<&NamedNode> = classes.iter().chain(&properties).chain(&literals).collect();
    let values: BTreeSet<NamedNode> = classes.iter().flat_map(|class| terms(site, class.as_ref())).collect();
    let values: Vec<NamedNode> = values.into_iter().filter(|value| !known.contains(value)).collect();
    for (name, id, nodes) in [
        ("Classes", "classes", &classes),
        ("Properties between things", "object-properties", &properties),
        ("Properties with a value", "datatype-properties", &literals),
        ("Values", "values", &values),
    ] {
        sections.push(Section { name, id, terms: nodes.iter().map(|node| term(site, node, id)).collect() });
    }
    let documentation = Documentation { namespace: dem::NAMESPACE, sections, drawing: drawing(site) };
    let mut frame = frame(site, path, "The vocabulary", Some(dem::NAMESPACE));
    frame.alternates = alternates("ns", site.options.live);
    html(site, "ontology.html", frame, documentation)
}

fn term(site: &Site, node: &NamedNode, section: &str) -> Term {
    let facts = &site.facts;
    let links = |property| facts.nodes(node, property).iter().map(|other| facts.link(other)).collect::<Vec<_>>();
    let default = Some(oxigraph::model::GraphNameRef::DefaultGraph);
    let uses = match section {
        "classes" => facts.with(rdf::TYPE, node).len(),
        "values" => 0,
        _ => facts.loaded().quads_for_pattern(None, Some(node.as_ref()), None, default).count(),
    };
    Term {
        id: last_part(node.as_str()).to_owned(),
        label: facts.label(node),
        iri: node.as_str().to_owned(),
        comment: facts.text(node, rdfs::COMMENT),
        example: facts.text(node, skos::EXAMPLE),
        above: [rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF].into_iter().flat_map(links).collect(),
        domain: links(rdfs::DOMAIN),
        range: links(rdfs::RANGE),
        uses,
    }
}

/// Each class stands right of the class above it; classes that have none of ours above them stand left.
fn drawing(site: &Site) -> Drawing {
    const ROW: usize = 34;
    const COLUMN: usize = 44;
    let classes = terms(site, owl::CLASS);
    let mut below: BTreeMap<Option<NamedNode>, Vec<NamedNode>> = BTreeMap::new();
    for class in &classes {
        let above = site.facts.nodes(class, rdfs::SUB_CLASS_OF).into_iter().find(|above| classes.contains(above));
        below.entry(above).or_default().push(class.clone());
    }
    // Large families first, so that the single ones stand together.
    let mut roots = below.get(&None).cloned().unwrap_or_default();
    roots.sort_by_key(|root| std::cmp::Reverse(below.get(&Some(root.clone())).map_or(0, Vec::len)));
    let mut drawing = Drawing { width: 0, height: 0, boxes: Vec::new(), lines: Vec::new() };
    let mut stack: Vec<(NamedNode, usize, Option<usize>)> =
        roots.into_iter().rev().map(|root| (root, 0, None)).collect();
    while let Some((class, depth, parent)) = stack.pop() {
        let at = drawing.boxes.len();
        let label = last_part(class.as_str()).to_owned();
        let width = label.chars().count() * 9 + 24;
        let (x, y) = (10 + depth * COLUMN, 10 + at * ROW);
        if let Some(parent) = parent.map(|parent| &drawing.boxes[parent]) {
            let (x1, y1) = (parent.x + 14, parent.y + 26);
            drawing.lines.push(Line { x1, y1, x2: x, y2: y + 13 });
        }
        drawing.width = drawing.width.max(x + width + 10);
        drawing.boxes.push(Class { x, y, width, id: label.clone(), label });
        let children = below.get(&Some(class)).into_iter().flatten().rev();
        // Depth moves a class to the right by a step that its parent's name leaves free.
        stack.extend(children.map(|child| (child.clone(), depth + 1, Some(at))));
    }
    drawing.height = drawing.boxes.len() * ROW + 20;
    drawing
}
