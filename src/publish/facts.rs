//! Look-ups in what may be published: values, labels, and which IRIs have a page.

use super::path;
use crate::graph::name;
use crate::iri::Base;
use crate::store::Loaded;
use crate::vocab::{dcterms, dem, skos};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a page calls something, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Link {
    pub label: String,
    pub iri: String,
    /// Below the site's root; none where there is no page.
    pub href: Option<String>,
}

/// The collections whose things have a page in a static site.
const WITH_PAGE: &[&str] = &["doc", "id", "rec", "topic", "action", "ask", "cue", "rule"];

/// What may be published, in memory. Reading what stands in memory does not fail, so that look-ups have no error.
pub(super) struct Facts {
    store: Loaded,
    pub base: Base,
    live: bool,
    /// The paths below the base of all things that the documents speak of.
    used: BTreeSet<String>,
}

impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Facts").field("base", &self.base).field("used", &self.used.len()).finish_non_exhaustive()
    }
}

impl Facts {
    pub fn new(store: Loaded, base: Base, live: bool) -> Self {
        let mut facts = Self { store, base, live, used: BTreeSet::new() };
        facts.used = facts.spoken_of();
        facts
    }

    fn spoken_of(&self) -> BTreeSet<String> {
        // What the lexicon knows of the world, and what follows from it, is more than the documents speak of.
        let beyond = [name::ONTOLOGY_GRAPH, name::INFERRED_GRAPH].map(|graph| self.base.node(graph));
        let mut used = BTreeSet::new();
        for quad in self.store.iter().filter_map(Result::ok) {
            let GraphName::NamedNode(graph) = &quad.graph_name else { continue };
            if beyond.contains(graph) {
                continue;
            }
            for iri in [iri_of(&quad.subject), iri_of_term(&quad.object)].into_iter().flatten() {
                used.extend(self.thing(iri).map(str::to_owned));
            }
        }
        // What these act for, belong to, are narrower than or express: a reader goes there next.
        let mut next: Vec<String> = used.iter().cloned().collect();
        while let Some(path) = next.pop() {
            let node = self.base.node(&path);
            for property in [dem::ACTS_FOR, skos::BROADER, dem::COUNTRY, dem::EXPRESSES, dem::SUPPORTS, dem::OPPOSES] {
                for other in self.nodes(&node, property) {
                    if let Some(path) = self.thing(other.as_str())
                        && used.insert(path.to_owned())
                    {
                        next.push(path.to_owned());
                    }
                }
            }
        }
        // A correction speaks of a recommendation that is no more.
        used.retain(|path| self.is_subject(&self.base.node(path)));
        used
    }

    /// The path below the base of a thing that could have a page.
    fn thing<'a>(&self, iri: &'a str) -> Option<&'a str> {
        let path = self.base.path(iri)?;
        let (collection, rest) = path.split_once('/')?;
        let fits = WITH_PAGE.contains(&collection) && !rest.is_empty() && !rest.contains(['#', '%', '?']);
        let depth = rest.matches('/').count();
        (fits && depth == usize::from(collection == "rec")).then_some(path)
    }

    pub fn loaded(&self) -> &Loaded {
        &self.store
    }

    /// The paths below the base of the things that have a page in a static site, sorted.
    pub fn used(&self) -> &BTreeSet<String> {
        &self.used
    }

    pub fn is_subject(&self, node: &NamedNode) -> bool {
        let subject = Some(node.as_ref().into());
        self.store.quads_for_pattern(subject, None, None, None).next().is_some()
    }

    /// All statements about a subject, sorted.
    pub fn about(&self, subject: &NamedNode) -> Vec<Triple> {
        let found =
            self.store.quads_for_pattern(Some(subject.as_ref().into()), None, None, Some(GraphNameRef::DefaultGraph));
        let mut triples: Vec<Triple> = found.filter_map(Result::ok).map(Triple::from).collect();
        triples.sort_by_cached_key(ToString::to_string);
        triples
    }

    /// All statements whose object is a node, sorted.
    pub fn leading_to(&self, object: &NamedNode) -> Vec<Triple> {
        let found =
            self.store.quads_for_pattern(None, None, Some(object.as_ref().into()), Some(GraphNameRef::DefaultGraph));
        let mut triples: Vec<Triple> = found.filter_map(Result::ok).map(Triple::from).collect();
        triples.sort_by_cached_key(ToString::to_string);
        triples
    }

    /// The values of a property, sorted.
    pub fn values(&self, subject: &NamedNode, property: NamedNodeRef<'_>) -> Vec<Term> {
        let found = self.store.quads_for_pattern(
            Some(subject.as_ref().into()),
            Some(property),
            None,
            Some(GraphNameRef::DefaultGraph),
        );
        let mut terms: Vec<Term> = found.filter_map(Result::ok).map(|quad| quad.object).collect();
        terms.sort_by_cached_key(ToString::to_string);
        terms
    }

    /// The nodes that a property leads to, sorted.
    pub fn nodes(&self, subject: &NamedNode, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let nodes = self.values(subject, property).into_iter().filter_map(|term| match term {
            Term::NamedNode(node) => Some(node),
            _ => None,
        });
        nodes.collect()
    }

    pub fn node(&self, subject: &NamedNode, property: NamedNodeRef<'_>) -> Option<NamedNode> {
        self.nodes(subject, property).into_iter().next()
    }

    /// The first value of a property as text.
    pub fn text(&self, subject: &NamedNode, property: NamedNodeRef<'_>) -> Option<String> {
        self.texts(subject, property).into_iter().next()
    }

    /// The literal values of a property as text, sorted; English ones first.
    pub fn texts(&self, subject: &NamedNode, property: NamedNodeRef<'_>) -> Vec<String> {
        let mut texts: Vec<(bool, String)> = self
            .values(subject, property)
            .into_iter()
            .filter_map(|term| match term {
                Term::Literal(literal) => {
                    let english = literal.language().is_none_or(|language| language.starts_with("en"));
                    Some((!english, literal.value().to_owned()))
                }
                _ => None,
            })
            .collect();
        texts.sort();
        texts.into_iter().map(|(_, text)| text).collect()
    }

    pub fn number(&self, subject: &NamedNode, property: NamedNodeRef<'_>) -> Option<usize> {
        self.text(subject, property)?.parse().ok()
    }

    /// The nodes that have a value of a property, sorted.
    pub fn with(&self, property: NamedNodeRef<'_>, value: &NamedNode) -> Vec<NamedNode> {
        let found = self.store.quads_for_pattern(
            None,
            Some(property),
            Some(value.as_ref().into()),
            Some(GraphNameRef::DefaultGraph),
        );
        let subjects = found.filter_map(Result::ok).filter_map(|quad| match quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node),
            NamedOrBlankNode::BlankNode(_) => None,
        });
        subjects.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The nodes of a class, sorted.
    pub fn of_class(&self, class: NamedNodeRef<'_>) -> Vec<NamedNode> {
        self.with(rdf::TYPE, &class.into_owned())
    }

    /// The label of a node: preferred label, title or rdfs:label, else the last part of its IRI.
    pub fn label(&self, node: &NamedNode) -> String {
        let found =
            [skos::PREF_LABEL, dcterms::TITLE, rdfs::LABEL].iter().find_map(|property| self.text(node, *property));
        found.map_or_else(|| last_part(node.as_str()).to_owned(), |label| one_line(&label))
    }

    pub fn link(&self, node: &NamedNode) -> Link {
        Link { label: self.label(node), iri: node.as_str().to_owned(), href: self.href(node.as_str()) }
    }

    /// Where the page of an IRI stands, below the site's root; none where it has none.
    pub fn href(&self, iri: &str) -> Option<String> {
        if let Some(term) = iri.strip_prefix(dem::NAMESPACE) {
            return Some(format!("{}#{term}", self.place("ns")));
        }
        let (whole, fragment) = iri.split_once('#').map_or((iri, None), |(whole, fragment)| (whole, Some(fragment)));
        let thing = self.thing(whole.strip_suffix("/text").unwrap_or(whole))?;
        let is_there = self.used.contains(thing) || self.live && self.is_subject(&self.base.node(thing));
        if !is_there {
            return None;
        }
        let anchor = fragment.filter(|fragment| fragment.starts_with("char="));
        Some(match anchor {
            Some(fragment) => format!("{}#{fragment}", self.place(thing)),
            None => self.place(thing),
        })
    }

    /// Where a page that is a folder stands, below the root: `network` is `network/index.html` in files.
    pub fn place(&self, folder: &str) -> String {
        match (self.live, folder) {
            (true, "") => String::new(),
            (true, folder) => folder.to_owned(),
            (false, "") => "index.html".to_owned(),
            (false, folder) => path::page_of(folder).as_str().to_owned(),
        }
    }
}

/// Text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands behind the last `/` or `#` of an IRI.
pub(super) fn last_part(iri: &str) -> &str {
    iri.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or(iri)
}

fn iri_of(subject: &NamedOrBlankNode) -> Option<&str> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn iri_of_term(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}
