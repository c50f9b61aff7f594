//! Where the ontology says something: the labels and comments of its entries, and their places in its files.

use crate::ontology::Ontology;
use crate::ontology::model::NS;
use crate::text::LineColumn;
use crate::vocab::skos;
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

pub(super) struct Entries<'a>(pub &'a Ontology);

impl Entries<'_> {
    /// What the rule or property is called.
    pub fn label(&self, node: &NamedNode) -> Option<&str> {
        self.literal(node, rdfs::LABEL)
    }

    /// What it does.
    pub fn comment(&self, node: &NamedNode) -> Option<&str> {
        self.literal(node, rdfs::COMMENT)
    }

    /// What a concept is called.
    pub fn name(&self, node: &NamedNode) -> Option<&str> {
        self.literal(node, skos::PREF_LABEL)
    }

    /// What a concept means.
    pub fn definition(&self, node: &NamedNode) -> Option<&str> {
        self.literal(node, skos::DEFINITION)
    }

    /// Label and comment of a term of demarche's own vocabulary, by its local name.
    pub fn term<'t>(&'t self, name: &'t str) -> (&'t str, &'t str) {
        let node = NamedNode::new_unchecked(format!("{NS}{name}"));
        (self.label(&node).unwrap_or(name), self.comment(&node).unwrap_or_default())
    }

    fn literal(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Option<&str> {
        let mut triples = self.0.files().flat_map(|file| &file.triples);
        triples.find_map(|triple| match (&triple.subject, &triple.object) {
            (NamedOrBlankNode::NamedNode(subject), Term::Literal(literal))
                if subject == node && triple.predicate == property =>
            {
                Some(literal.value())
            }
            _ => None,
        })
    }

    /// `cues.ttl:12`: where its entry begins.
    pub fn place(&self, node: &NamedNode) -> Option<String> {
        let subject = NamedOrBlankNode::from(node.clone());
        let file = self.0.files().find(|file| file.triples.iter().any(|triple| triple.subject == subject))?;
        let path = self.0.base().path(node.as_str()).unwrap_or(node.as_str());
        let written = format!("<{path}>");
        let at = match file.text.starts_with(&written) {
            true => 0,
            false => file.text.find(&format!("\n{written}")).map(|at| at + 1).or_else(|| file.text.find(&written))?,
        };
        Some(format!("{}:{}", file.path.display(), LineColumn::of(&file.text, at).line))
    }
}
