//! What the lexicon knows of actors, topics, kinds of action, cues and rules, for `/graph/ontology`: names and relations
//! that questions need beside what the documents say.

use super::{name, sorted};
use crate::ontology::Ontology;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

/// The quads of `/graph/ontology`, sorted: every statement of the ontology between nodes that have an IRI, the shapes
/// left out, which are about graphs and not about the world.
pub fn quads(ontology: &Ontology) -> Vec<Quad> {
    let graph = ontology.base().node(name::ONTOLOGY_GRAPH);
    let files = ontology.files().filter(|file| file.path.file_name().is_none_or(|name| name != "shapes.ttl"));
    let named = files.flat_map(|file| &file.triples).filter(|triple| {
        matches!(triple.subject, NamedOrBlankNode::NamedNode(_)) && !matches!(triple.object, Term::BlankNode(_))
    });
    sorted(named.map(|triple| triple.clone().in_graph(graph.clone())).collect())
}
