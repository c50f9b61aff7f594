//! What may be published of a graph: short quotes of texts that belong to others, whole texts where a licence allows it,
//! public roles, and nothing that was asked to be taken out.
//!
//! Names are read from all documents first, then each document's quads are taken over; edges that are derived from them are derived anew from what
//! is left, so that nothing of what was taken out comes back in by them. The log of builds, with its times, stays at home.

use super::facts::Facts;
use super::names::Names;
use super::{PublishError, SiteOptions, Suppression};
use crate::iri::Base;
use crate::query::{QueryBook, derive, merge};
use crate::store::{Loaded, Store, StoreError};
use crate::vocab::{cc, dcterms, dem, oa, owl, skos};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::HashSet;

/// What stands in place of the name of somebody who is not to be named.
const WITHHELD: &str = "[name withheld]";

/// What may be published of a graph.
pub(super) struct Publishable {
    /// The quads, with the derived edges, their IRIs below the site's base, each triple once in the default graph too.
    pub loaded: Loaded,
    /// The names of those whom the suppression list takes out: they may stand in no text either.
    pub withheld: Names,
}

/// Reads a graph folder and leaves out what may not be published.
pub(super) fn publishable(
    store: &Store,
    options: &SiteOptions,
    from: &Base,
    base: &Base,
    book: &QueryBook,
) -> Result<Publishable, PublishError> {
    let manifest = store.manifest();
    let mut graphs: Vec<Quad> = Vec::new();
    let mut ontology: Vec<Quad> = Vec::new();
    for (name, file) in &manifest.graphs {
        match name.as_str() {
            "inferred" => {}
            "ontology" => ontology = store.quads(file)?,
            _ => graphs.extend(store.quads(file)?),
        }
    }
    let rules = Rules::new(&ontology, options, from);
    let loaded = Loaded::new().map_err(memory)?;
    let load = |quads: Vec<Quad>| -> Result<(), PublishError> {
        let mut loader = loaded.bulk_loader();
        loader.load_quads(quads.into_iter().map(|quad| moved(quad, from, base))).map_err(memory)?;
        loader.commit().map_err(memory)
    };
    // Names first: what one document calls somebody may stand in all the others.
    let mut withheld = Names::default();
    withheld.extend(options.suppressed.names());
    withheld.extend([&ontology, &graphs].into_iter().flat_map(|quads| rules.suppressed_names(quads)));
    let mut documents = Vec::new();
    for (id, entry) in &manifest.documents {
        let dataset = store.dataset(entry)?;
        let quads: Vec<Quad> = dataset.facts.into_iter().chain(dataset.mentions).collect();
        withheld.extend(rules.suppressed_names(&quads));
        if !rules.suppressed.covers(&format!("{}doc/{id}", from.as_str()), from) {
            documents.push(quads);
        }
    }
    let mut private = HashSet::new();
    let mut unnamed = withheld.clone();
    for quads in documents {
        let persons = rules.private(&quads);
        let called = names(&quads, |node| persons.contains(&node_of(node)));
        unnamed.extend(called.iter().cloned());
        private.extend(persons.iter().cloned());
        load(rules.document(quads, &persons, called, &withheld))?;
    }
    load(rules.corrections(graphs, &private, &unnamed))?;
    load(rules.ontology(ontology))?;
    let derived = derive(&loaded, book.rules(), base)?;
    let mut loader = loaded.bulk_loader();
    loader.load_quads(derived).map_err(memory)?;
    loader.commit().map_err(memory)?;
    merge(&loaded)?;
    Ok(Publishable { loaded, withheld })
}

fn node_of(iri: &str) -> NamedOrBlankNode {
    NamedNode::new_unchecked(iri).into()
}

fn memory(error: impl std::fmt::Display) -> PublishError {
    StoreError::Damaged { path: "memory".into(), why: error.to_string() }.into()
}

/// Which licences allow a whole text, who is in public life, and what is suppressed.
struct Rules<'a> {
    /// IRIs and folded names of licences that permit reproduction.
    free: HashSet<String>,
    /// Persons whom the lexicon knows: people in public life.
    public: HashSet<NamedOrBlankNode>,
    suppressed: Suppression,
    from: &'a Base,
    quote: usize,
}

impl<'a> Rules<'a> {
    fn new(ontology: &[Quad], options: &SiteOptions, from: &'a Base) -> Self {
        let permits: HashSet<_> = ontology
            .iter()
            .filter(|quad| quad.predicate == cc::PERMITS && quad.object == cc::REPRODUCTION.into_owned().into())
            .map(|quad| &quad.subject)
            .collect();
        let names = [rdfs::LABEL, skos::ALT_LABEL, skos::NOTATION, owl::SAME_AS];
        let free = ontology
            .iter()
            .filter(|quad| permits.contains(&quad.subject) && names.iter().any(|name| quad.predicate == *name))
            .map(|quad| folded(&quad.object))
            .collect();
        let persons = ontology
            .iter()
            .filter(|quad| quad.predicate == rdf::TYPE && quad.object == dem::class::PERSON.into_owned().into());
        Self {
            free,
            public: persons.map(|quad| quad.subject.clone()).collect(),
            suppressed: options.suppressed.below(from),
            from,
            quote: options.quote,
        }
    }

    /// The names of suppressed actors.
    fn suppressed_names(&self, quads: &[Quad]) -> Vec<String> {
        names(quads, |node| self.suppressed.holds(node))
    }

    /// The persons of a document who are not in public life.
    fn private(&self, quads: &[Quad]) -> HashSet<NamedOrBlankNode> {
        quads
            .iter()
            .filter(|quad| quad.predicate == rdf::TYPE && quad.object == dem::class::PERSON.into_owned().into())
            .map(|quad| quad.subject.clone())
            .filter(|person| !self.public.contains(person))
            .collect()
    }

    /// What may be published of one document's quads; its private persons are `called` so.
    fn document(
        &self,
        mut quads: Vec<Quad>,
        private: &HashSet<NamedOrBlankNode>,
        called: Vec<String>,
        withheld: &Names,
    ) -> Vec<Quad> {
        let mut unnamed = Names::default();
        unnamed.extend(called);
        self.take_out(&mut quads, private);
        let is_free =
            quads.iter().any(|quad| quad.predicate == dcterms::LICENSE && self.free.contains(&folded(&quad.object)));
        let hidden = if is_free { HashSet::new() } else { context_only(&quads) };
        quads.retain(|quad| {
            let beyond = quad.predicate == oa::PREFIX || quad.predicate == oa::SUFFIX;
            is_free || !(beyond || quad.predicate == oa::EXACT && hidden.contains(&quad.subject))
        });
        for quad in &mut quads {
            if let Term::Literal(literal) = &quad.object {
                let mut text = literal.value().to_owned();
                if quad.predicate == dem::FILE {
                    text = file_name(&text).to_owned();
                }
                if quad.predicate == rdfs::LABEL {
                    text = unnamed.replaced(&text, "a person").into_owned();
                }
                text = withheld.replaced(&text, WITHHELD).into_owned();
                if !is_free {
                    text = bounded(&text, self.quote);
                }
                if text != literal.value() {
                    quad.object = with_value(literal, text).into();
                }
            }
        }
        quads
    }

    /// What may be published of the collection's own graphs: what was resolved, and what people corrected. Corrections are
    /// anchored by quotes of all documents, and tell names.
    fn corrections(&self, mut quads: Vec<Quad>, private: &HashSet<NamedOrBlankNode>, unnamed: &Names) -> Vec<Quad> {
        self.take_out(&mut quads, private);
        quads.retain(|quad| quad.predicate != oa::PREFIX && quad.predicate != oa::SUFFIX);
        for quad in &mut quads {
            if let Term::Literal(literal) = &quad.object {
                let mut text = literal.value();
                if quad.predicate == dcterms::SOURCE {
                    text = file_name(text);
                }
                let text = bounded(&unnamed.replaced(text, WITHHELD), self.quote);
                if text != literal.value() {
                    quad.object = with_value(literal, text).into();
                }
            }
        }
        quads
    }

    /// What may be published of the ontology: all but what is suppressed.
    fn ontology(&self, mut quads: Vec<Quad>) -> Vec<Quad> {
        self.take_out(&mut quads, &HashSet::new());
        quads
    }

    /// Takes out some nodes, with the roles that they fill, the mentions of them, and the words that are then of no use.
    fn take_out(&self, quads: &mut Vec<Quad>, nodes: &HashSet<NamedOrBlankNode>) {
        let is_out = |node: &NamedOrBlankNode| {
            nodes.contains(node)
                || matches!(node, NamedOrBlankNode::NamedNode(node) if self.suppressed.covers(node.as_str(), self.from))
        };
        let subject_of = |term: &Term| match term {
            Term::NamedNode(node) => Some(NamedOrBlankNode::from(node.clone())),
            _ => None,
        };
        let parts = [
            dem::FILLER,
            dem::ROLE_OF,
            oa::HAS_BODY,
            dem::FINDING_OF,
            dem::VALUE,
            dem::CITED_IN,
            dem::CITES,
            oa::HAS_SOURCE,
            dem::CORRECTS,
        ];
        let mut out: HashSet<NamedOrBlankNode> = HashSet::new();
        for quad in quads.iter() {
            let object = subject_of(&quad.object).filter(|object| is_out(object));
            if is_out(&quad.subject) {
                out.insert(quad.subject.clone());
            }
            if object.is_some() && parts.iter().any(|part| quad.predicate == *part) {
                out.insert(quad.subject.clone());
            }
            out.extend(object);
        }
        if out.is_empty() {
            return;
        }
        quads.retain(|quad| {
            !out.contains(&quad.subject) && subject_of(&quad.object).is_none_or(|object| !out.contains(&object))
        });
        // Words that nothing leads to any more, then their selectors.
        for class in [oa::SPECIFIC_RESOURCE, oa::TEXT_QUOTE_SELECTOR, oa::TEXT_POSITION_SELECTOR] {
            let needed: HashSet<NamedOrBlankNode> = quads.iter().filter_map(|quad| subject_of(&quad.object)).collect();
            let class = Term::from(class.into_owned());
            let idle: HashSet<NamedOrBlankNode> = quads
                .iter()
                .filter(|quad| quad.predicate == rdf::TYPE && quad.object == class && !needed.contains(&quad.subject))
                .map(|quad| quad.subject.clone())
                .collect();
            quads.retain(|quad| !idle.contains(&quad.subject));
        }
    }
}

/// What those who are meant are called.
fn names(quads: &[Quad], is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let labels = [skos::PREF_LABEL, skos::ALT_LABEL, dem::FAMILY_NAME];
    let named = quads.iter().filter_map(|quad| match (&quad.subject, &quad.object) {
        (NamedOrBlankNode::NamedNode(node), Term::Literal(name))
            if labels.iter().any(|label| quad.predicate == *label) && is_meant(node.as_str()) =>
        {
            Some(name.value().to_owned())
        }
        _ => None,
    });
    named.collect()
}

/// The quote selectors of words that are only the context of others: the sentence around a clause, the place of a citation.
fn context_only(quads: &[Quad]) -> HashSet<NamedOrBlankNode> {
    let node = |term: &Term| match term {
        Term::NamedNode(node) => Some(NamedOrBlankNode::from(node.clone())),
        _ => None,
    };
    let mut context = HashSet::new();
    let mut quoted = HashSet::new();
    for quad in quads {
        if quad.predicate == dem::SENTENCE {
            context.extend(node(&quad.object));
        } else if quad.predicate != oa::HAS_SELECTOR {
            quoted.extend(node(&quad.object));
        }
    }
    let selectors = quads.iter().filter(|quad| {
        quad.predicate == oa::HAS_SELECTOR && context.contains(&quad.subject) && !quoted.contains(&quad.subject)
    });
    selectors.filter_map(|quad| node(&quad.object)).collect()
}

/// A licence's IRI or name, so that "CC-BY 4.0" and "cc by 4.0" are one.
fn folded(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => address(node.as_str()),
        Term::Literal(literal) if literal.value().contains("://") => address(literal.value()),
        Term::Literal(literal) => {
            literal.value().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        }
        Term::BlankNode(_) => String::new(),
    }
}

fn address(iri: &str) -> String {
    let bare = iri.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    bare.trim_end_matches("/deed.en").trim_end_matches("/legalcode").to_lowercase()
}

/// The text, cut behind a word where it is longer than `limit` code points.
fn bounded(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let head = &text[..cut];
    let end = head.rfind(char::is_whitespace).filter(|&at| at > cut / 2).unwrap_or(cut);
    format!("{} …", head[..end].trim_end())
}

/// The path of a file tells of its owner's machine; its name does not.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

fn with_value(literal: &Literal, text: String) -> Literal {
    match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(text, language),
        None => Literal::new_typed_literal(text, literal.datatype()),
    }
}

/// A quad with its IRIs moved from one base to another.
fn moved(quad: Quad, from: &Base, to: &Base) -> Quad {
    if from == to {
        return quad;
    }
    let node = |node: NamedNode| from.path(node.as_str()).map(|path| to.node(path)).unwrap_or(node);
    Quad {
        subject: match quad.subject {
            NamedOrBlankNode::NamedNode(subject) => node(subject).into(),
            blank => blank,
        },
        predicate: node(quad.predicate),
        object: match quad.object {
            Term::NamedNode(object) => node(object).into(),
            other => other,
        },
        graph_name: match quad.graph_name {
            GraphName::NamedNode(graph) => node(graph).into(),
            other => other,
        },
    }
}

/// Whether a document's licence allows that its text is shown whole.
pub(super) fn is_whole(facts: &Facts, document: &NamedNode) -> bool {
    let text = facts.node(document, dem::TEXT);
    let licence = facts.values(document, dcterms::LICENSE);
    text.is_some()
        && facts.with(cc::PERMITS, &cc::REPRODUCTION.into_owned()).iter().any(|free| {
            let names = [rdfs::LABEL, skos::ALT_LABEL, skos::NOTATION, owl::SAME_AS];
            names.iter().any(|name| {
                facts.values(free, *name).iter().any(|value| licence.iter().any(|given| folded(given) == folded(value)))
            })
        })
}
