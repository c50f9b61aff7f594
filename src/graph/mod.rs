//! The map from what was found in a document to RDF: one named graph a document, evidence behind every edge, no blank
//! nodes, and the same quads in the same order every time.

pub mod check;
pub mod curation;
pub mod date;
pub mod name;
pub mod ontology;
pub mod resolved;
pub mod write;

mod actors;
mod documents;
mod evidence;
mod label;
mod mentions;
mod recommendations;

use crate::document::Document;
use crate::extract::{Actor, Because, Extraction, How, Kind, Polarity, Relation, Strength};
use crate::iri::{ActorId, Base};
use crate::text::CharSpan;
use crate::vocab::dem;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, HashSet};

/// What is written of one document. Both parts belong to the same named graph and share no quad, so that a question
/// that needs no mentions loads the facts only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// The document, its findings, actors and recommendations, with all evidence that these point to. Sorted.
    pub facts: Vec<Quad>,
    /// Every place that names an actor, date or topic, with the evidence that the facts do not already hold. Sorted.
    pub mentions: Vec<Quad>,
}

/// Everything that is written of a document, sorted as N-Quads and each quad once.
pub fn quads(document: &Document, extraction: &Extraction, base: &Base) -> Dataset {
    let mut graph = DocumentGraph::new(document, extraction, base);
    documents::map(&mut graph);
    actors::map(&mut graph);
    recommendations::map(&mut graph);
    let facts = sorted(std::mem::take(&mut graph.quads));
    mentions::map(&mut graph);
    let mut mentions = sorted(graph.quads);
    // A date can be both a deadline and a mention: the facts keep what they need to be whole by themselves.
    let held: HashSet<&Quad> = facts.iter().collect();
    mentions.retain(|quad| !held.contains(quad));
    Dataset { facts, mentions }
}

/// The quads in the order of their N-Quads lines, each once.
pub fn sorted(mut quads: Vec<Quad>) -> Vec<Quad> {
    quads.sort_by_cached_key(Quad::to_string);
    quads.dedup();
    quads
}

/// One document's graph in the making.
struct DocumentGraph<'a> {
    document: &'a Document,
    extraction: &'a Extraction,
    base: &'a Base,
    /// The document's IRI.
    iri: NamedNode,
    /// The IRI of its stored text.
    text: NamedNode,
    graph: GraphName,
    actors: BTreeMap<&'a ActorId, &'a Actor>,
    /// The evidence that has been written, in code points of the stored text.
    seen: HashSet<CharSpan>,
    quads: Vec<Quad>,
}

impl<'a> DocumentGraph<'a> {
    fn new(document: &'a Document, extraction: &'a Extraction, base: &'a Base) -> Self {
        let mut actors = BTreeMap::new();
        for actor in &extraction.actors {
            actors.entry(&actor.id).or_insert(actor);
        }
        Self {
            document,
            extraction,
            base,
            iri: document.id.iri(base),
            text: name::text(&document.id, base),
            graph: name::document_graph(&document.id, base).into(),
            actors,
            seen: HashSet::new(),
            quads: Vec::new(),
        }
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    fn made_by(&mut self, subject: &NamedNode, because: &Because) {
        self.add(subject, dem::MADE_BY_RULE, because.rule.iri(self.base));
        if let Some(cue) = &because.cue {
            self.add(subject, dem::MADE_BY_CUE, cue.iri(self.base));
        }
    }

    /// A name for readers: the actor's full usual name, or its id where the extraction does not list it.
    fn actor_name(&self, id: &'a ActorId) -> &'a str {
        self.actors.get(id).map_or(id.as_str(), |actor| &actor.name)
    }
}

fn english(text: impl Into<String>) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}

fn class(kind: Kind) -> NamedNodeRef<'static> {
    match kind {
        Kind::State => dem::class::STATE,
        Kind::Government => dem::class::GOVERNMENT,
        Kind::GovernmentBody => dem::class::GOVERNMENT_BODY,
        Kind::IntergovernmentalOrganization => dem::class::INTERGOVERNMENTAL_ORGANIZATION,
        Kind::Organization => dem::class::ORGANIZATION,
        Kind::Party => dem::class::PARTY,
        Kind::Grouping => dem::class::GROUPING,
        Kind::Person => dem::class::PERSON,
        Kind::Population => dem::class::POPULATION,
        Kind::Generic => dem::class::GENERIC,
        Kind::Place => dem::class::PLACE,
        Kind::Instrument => dem::class::INSTRUMENT,
        Kind::Event => dem::class::EVENT,
    }
}

fn how(how: How) -> NamedNodeRef<'static> {
    match how {
        How::Explicit => dem::EXPLICIT,
        How::Coreference => dem::COREFERENCE,
        How::Inferred => dem::INFERRED,
        How::Heading => dem::HEADING,
        How::List => dem::LIST,
        How::Recipient => dem::RECIPIENT,
        How::Document => dem::DOCUMENT,
        How::Curation => dem::CURATION,
    }
}

fn polarity(polarity: Polarity) -> NamedNodeRef<'static> {
    match polarity {
        Polarity::Positive => dem::POSITIVE,
        Polarity::Negative => dem::NEGATIVE,
    }
}

fn strength(strength: Strength) -> NamedNodeRef<'static> {
    match strength {
        Strength::May => dem::MAY,
        Strength::Should => dem::SHOULD,
        Strength::Must => dem::MUST,
    }
}

fn relation(relation: Relation) -> NamedNodeRef<'static> {
    match relation {
        Relation::With => dem::WITH,
        Relation::Through => dem::THROUGH,
        Relation::To => dem::TO,
        Relation::Against => dem::AGAINST,
        Relation::About => dem::ABOUT,
    }
}
