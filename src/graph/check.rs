//! Each document's graph is held against `ontology/shapes.ttl` before it is stored; what offends is told with the
//! triple, the shape and the words of the text.
//!
//! The validator (shacl-rust) is young, so it stays behind this module, and CI holds its verdicts against pySHACL's.

use super::{Dataset, name};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::text::CharSpan;
use crate::vocab::dem;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{Path, PathElement, Shape, ValidationResult, parse_shapes, sh, validate};
use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

/// The shapes, as they are built in.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

static SHAPES_GRAPH: LazyLock<Graph> = LazyLock::new(|| {
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(SHAPES);
    quads.filter_map(Result::ok).map(Triple::from).collect()
});
static PARSED: LazyLock<Vec<Shape<'static>>> = LazyLock::new(|| parse_shapes(&SHAPES_GRAPH).unwrap_or_default());

/// What a graph offends against, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// With [`Severity::Error`] the document must not be stored.
    pub severity: Severity,
    /// The node that offends, as in N-Triples.
    pub focus: String,
    /// The property that is meant, where the shape speaks of one.
    pub path: Option<String>,
    /// The value that offends; none where one is missing or there are too many.
    pub value: Option<String>,
    /// The IRI of the shape.
    pub shape: String,
    /// What the shape asks, as a sentence.
    pub message: String,
    /// Where the node has its words, in code points of the stored text.
    pub at: Option<CharSpan>,
}

/// Every offence of a document's graph against the shapes, sorted; none means that it may be stored.
pub fn check(dataset: &Dataset) -> Vec<Finding> {
    let mut findings = unreadable(dataset);
    if findings.is_empty() {
        let triples = quads(dataset).cloned().map(Triple::from);
        // Holding what it is given cannot fail; if that ever changes, the document must not pass unchecked.
        match ValidationDataset::from_triples_with_experimental_index(triples, Graph::new()) {
            Ok(validation) => {
                let report = validate(&validation, &PARSED);
                findings.extend(report.get_results().iter().map(|result| finding(result, dataset)));
            }
            Err(error) => findings.push(Finding::of("validator", "shacl-rust", &error.to_string())),
        }
    }
    findings.sort();
    findings.dedup();
    findings
}

/// Terms that could be written but not be read again: blank nodes, and IRIs that are none.
fn unreadable(dataset: &Dataset) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let mut findings = Vec::new();
    for quad in quads(dataset) {
        let graph = match &quad.graph_name {
            GraphName::NamedNode(node) => Some(Term::from(node.clone())),
            _ => None,
        };
        let terms = [Term::from(quad.subject.clone()), quad.predicate.clone().into(), quad.object.clone()];
        for term in terms.into_iter().chain(graph) {
            let wrong = match &term {
                Term::NamedNode(node) if seen.contains(node.as_str()) => false,
                Term::NamedNode(node) => {
                    seen.insert(node.as_str().to_owned());
                    NamedNode::new(node.as_str()).is_err()
                }
                Term::BlankNode(_) => true,
                Term::Literal(_) => false,
            };
            if wrong {
                findings.push(Finding::of("iri", &term.to_string(), "Every node has a valid IRI."));
            }
        }
    }
    findings
}

fn quads(dataset: &Dataset) -> impl Iterator<Item = &Quad> {
    dataset.facts.iter().chain(&dataset.mentions)
}

fn finding(result: &ValidationResult<'_>, dataset: &Dataset) -> Finding {
    let severity = match result.severity() {
        severity if severity == sh::WARNING => Severity::Warning,
        severity if severity == sh::INFO => Severity::Note,
        _ => Severity::Error,
    };
    let focus = result.focus_node().into_owned();
    Finding {
        severity,
        path: result.result_path().map(path),
        value: result.value().map(|value| value.to_string()),
        shape: result.source_shape().to_string().trim_matches(['<', '>']).to_owned(),
        message: result.messages().last().cloned().unwrap_or_default(),
        at: place(&focus, dataset),
        focus: focus.to_string(),
    }
}

fn path(path: &Path<'_>) -> String {
    let elements = path.get_elements().iter().map(|element| match element {
        PathElement::Iri(property) => property.to_string(),
        PathElement::Inverse(property) => format!("^{property}"),
        other => format!("{other:?}"),
    });
    elements.collect::<Vec<_>>().join("/")
}

/// Where a node has its words: in its IRI, in its own evidence, or in that of the statement whose role it is.
fn place(focus: &Term, dataset: &Dataset) -> Option<CharSpan> {
    let Term::NamedNode(node) = focus else { return None };
    if let Some(span) = name::span(node.as_str()) {
        return Some(span);
    }
    let subject = NamedOrBlankNode::from(node.clone());
    let object = |property| {
        let mut found = quads(dataset).filter(|quad| quad.subject == subject && quad.predicate == property);
        found.find_map(|quad| match &quad.object {
            Term::NamedNode(node) => Some(node),
            _ => None,
        })
    };
    let words = object(dem::EVIDENCE).or_else(|| object(dem::SENTENCE));
    match words {
        Some(words) => name::span(words.as_str()),
        None => place(&object(dem::ROLE_OF)?.clone().into(), dataset),
    }
}

impl Finding {
    fn of(shape: &str, focus: &str, message: &str) -> Self {
        Self {
            severity: Severity::Error,
            focus: focus.to_owned(),
            path: None,
            value: None,
            shape: format!("https://w3id.org/demarche/shapes#{shape}"),
            message: message.to_owned(),
            at: None,
        }
    }

    /// The finding as users see it, under the words that it concerns.
    pub fn diagnostic(&self, document: &Document) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.severity, "graph::shape", &document.source, self.to_string());
        match self.at {
            Some(at) => diagnostic.at(document.text.as_str(), document.text.bytes(at)),
            None => diagnostic,
        }
    }
}

/// The shape's sentence, then the triple and the shape: `… (<s> <p> <o> breaks <shape>)`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}", self.message, self.focus)?;
        for part in [&self.path, &self.value].into_iter().flatten() {
            write!(f, " {part}")?;
        }
        write!(f, " breaks <{}>)", self.shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the statics above drop silently, this test does not.
    #[test]
    fn the_shapes_are_valid() {
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(SHAPES);
        let wrong: Vec<_> = quads.filter_map(Result::err).map(|error| error.to_string()).collect();
        assert_eq!(wrong, Vec::<String>::new());
        assert!(parse_shapes(&SHAPES_GRAPH).is_ok_and(|shapes| shapes.len() > 50));
    }
}
