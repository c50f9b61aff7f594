//! Names and what they stand for: the label of an IRI, and the IRI that somebody means by a label.

use super::error::QueryError;
use super::header::ParameterKind;
use crate::iri::{ActionId, Base, CueId, slug};
use crate::vocab::dem::class;
use crate::vocab::{dcterms, dem, foaf, oa, org, owl, prov, skos, time};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, vocab::rdf, vocab::rdfs};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of actor, by form. A publisher that its own document does not name is no more than an agent.
const ACTORS: [NamedNodeRef<'static>; 12] = [
    foaf::AGENT,
    class::ACTOR,
    class::STATE,
    class::GOVERNMENT,
    class::GOVERNMENT_BODY,
    class::INTERGOVERNMENTAL_ORGANIZATION,
    class::ORGANIZATION,
    class::PARTY,
    class::GROUPING,
    class::PERSON,
    class::POPULATION,
    class::GENERIC,
];

/// The prefixes that every query and every value may use without declaring them.
pub(super) fn prefixes(base: &Base) -> Vec<(&'static str, String)> {
    let mut prefixes: Vec<_> = [
        ("dem", dem::NAMESPACE),
        ("dcterms", dcterms::NAMESPACE),
        ("foaf", foaf::NAMESPACE),
        ("oa", oa::NAMESPACE),
        ("org", org::NAMESPACE),
        ("owl", owl::NAMESPACE),
        ("prov", prov::NAMESPACE),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("skos", skos::NAMESPACE),
        ("time", time::NAMESPACE),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ]
    .map(|(prefix, iri)| (prefix, iri.to_owned()))
    .into();
    for path in ["id", "topic", "action", "ask", "doc", "rec", "cue", "rule", "doubt", "date", "edge", "graph"] {
        prefixes.push((path, format!("{}{path}/", base.as_str())));
    }
    prefixes
}

/// An IRI as people write it: `https://…`, `<https://…>` or `id:qatar`.
pub(super) fn written_iri(value: &str, base: &Base) -> Option<NamedNode> {
    let bare = value.strip_prefix('<').and_then(|v| v.strip_suffix('>')).unwrap_or(value);
    if bare.starts_with("http://") || bare.starts_with("https://") {
        return NamedNode::new(bare).ok();
    }
    let (prefix, rest) = value.split_once(':')?;
    let (_, iri) = prefixes(base).into_iter().find(|(known, _)| *known == prefix)?;
    NamedNode::new(format!("{iri}{rest}")).ok()
}

/// The labels of some IRIs.
#[derive(Clone, Debug, Default)]
pub struct Labels(BTreeMap<NamedNode, String>);

impl Labels {
    /// The labels of these IRIs in a store: preferred label, title or rdfs:label, English first.
    pub fn of<'a>(store: &Store, nodes: impl IntoIterator<Item = &'a NamedNode>) -> Result<Self, QueryError> {
        let mut labels = BTreeMap::new();
        for node in nodes.into_iter().collect::<BTreeSet<_>>() {
            for property in [skos::PREF_LABEL, dcterms::TITLE, rdfs::LABEL] {
                let mut found = Vec::new();
                for quad in store.quads_for_pattern(Some(node.as_ref().into()), Some(property), None, None) {
                    if let Term::Literal(label) = quad?.object {
                        let order = label.language().map_or(1, |language| if language == "en" { 0 } else { 2 });
                        found.push((order, label.value().to_owned()));
                    }
                }
                if let Some((_, label)) = found.into_iter().min() {
                    labels.insert(node.clone(), label);
                    break;
                }
            }
        }
        Ok(Self(labels))
    }

    /// The label of an IRI. A term of demarche's own vocabulary is called by its last part when nothing labels it.
    pub fn get<'a>(&'a self, node: &'a NamedNode) -> Option<&'a str> {
        self.0.get(node).map(String::as_str).or_else(|| node.as_str().strip_prefix(dem::NAMESPACE))
    }
}

/// How well a name fits: better ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Preferred,
    Alternative,
    /// A name that others have too, and that means this one only where the text says more.
    InContext,
    Slug,
}

/// One name of something.
struct Name {
    node: NamedNode,
    text: String,
    /// The text as it is compared.
    slug: String,
    fit: Fit,
}

impl Name {
    fn new(node: NamedNode, text: &str, fit: Fit) -> Self {
        Self { node, text: text.to_owned(), slug: slug(text), fit }
    }
}

/// What `value` stands for, as a parameter's kind allows it.
///
/// # Errors
/// Nothing has this name (with up to three that are spelt like it), or several things have it.
pub fn resolve(
    store: &Store,
    base: &Base,
    parameter: &str,
    kind: ParameterKind,
    value: &str,
) -> Result<NamedNode, QueryError> {
    let value = value.trim();
    let written = written_iri(value, base);
    if let Some(node) = &written {
        let subject = store.quads_for_pattern(Some(node.as_ref().into()), None, None, None).next();
        let object = store.quads_for_pattern(None, None, Some(node.as_ref().into()), None).next();
        if let Some(quad) = subject.or(object) {
            quad?;
            return Ok(node.clone());
        }
    }
    let names = names(store, base, kind)?;
    let wanted = slug(value);
    let best = names.iter().filter(|name| name.slug == wanted).map(|name| name.fit).min();
    let mut meant: BTreeSet<&NamedNode> = BTreeSet::new();
    if let Some(best) = best.filter(|_| written.is_none() && !wanted.is_empty()) {
        let fitting: Vec<_> = names.iter().filter(|name| name.fit == best && name.slug == wanted).collect();
        let exact = fitting.iter().filter(|name| name.text == value).map(|name| &name.node);
        meant.extend(exact);
        if meant.is_empty() {
            meant.extend(fitting.iter().map(|name| &name.node));
        }
    }
    let mut meant = meant.into_iter();
    match (meant.next(), meant.next()) {
        (Some(node), None) => Ok(node.clone()),
        (Some(first), Some(second)) => {
            let nodes: Vec<_> = [first, second].into_iter().chain(meant).collect();
            let labels = Labels::of(store, nodes.iter().copied())?;
            let label = |node: &NamedNode| labels.get(node).unwrap_or_default().to_owned();
            let candidates = nodes.into_iter().map(|node| (label(node), node.clone())).collect();
            Err(QueryError::AmbiguousName { parameter: parameter.to_owned(), value: value.to_owned(), candidates })
        }
        (None, _) => Err(QueryError::UnknownName {
            parameter: parameter.to_owned(),
            kind,
            value: value.to_owned(),
            suggestions: similar(
                written.as_ref().map_or(value, last_part),
                names.iter().filter(|n| n.fit != Fit::Slug).map(|name| name.text.as_str()),
            ),
        }),
    }
}

/// The three names that are spelt most like `value`, the most alike first.
pub(super) fn similar<'a>(value: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    const ALIKE: f64 = 0.8;
    let wanted = slug(value);
    let mut scored: Vec<(f64, &str)> = names
        .map(|name| (strsim::jaro_winkler(&wanted, &slug(name)), name))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    scored.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    scored.dedup_by(|(_, a), (_, b)| slug(a) == slug(b));
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// All names of a kind of thing.
fn names(store: &Store, base: &Base, kind: ParameterKind) -> Result<Vec<Name>, QueryError> {
    // Where the graphs are merged, each statement stands once in the default graph.
    let merged = store.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)).next();
    let graph = merged.map(|_| GraphNameRef::DefaultGraph);
    let mut nodes = BTreeSet::new();
    let mut of_class = |class: NamedNodeRef| -> Result<(), QueryError> {
        for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(class.into()), graph) {
            if let NamedOrBlankNode::NamedNode(node) = quad?.subject {
                nodes.insert(node);
            }
        }
        Ok(())
    };
    match kind {
        ParameterKind::Actor => ACTORS.into_iter().try_for_each(of_class)?,
        ParameterKind::Document => of_class(class::DOCUMENT)?,
        _ => {
            of_class(skos::CONCEPT)?;
            // Kinds of action and cues are concepts too, and no topics.
            nodes.retain(|node| {
                let path = base.path(node.as_str()).unwrap_or_default();
                ![ActionId::PATH, CueId::PATH, "ask/"].iter().any(|other| path.starts_with(other))
            });
        }
    }
    let mut names = Vec::new();
    for (property, fit) in [
        (skos::PREF_LABEL, Fit::Preferred),
        (dcterms::TITLE, Fit::Preferred),
        (skos::ALT_LABEL, Fit::Alternative),
        (dem::ACRONYM, Fit::Alternative),
        (dem::CONTEXT_NAME, Fit::InContext),
    ] {
        for quad in store.quads_for_pattern(None, Some(property), None, graph) {
            let quad = quad?;
            if let (NamedOrBlankNode::NamedNode(node), Term::Literal(text)) = (quad.subject, quad.object)
                && nodes.contains(&node)
            {
                names.push(Name::new(node, text.value(), fit));
            }
        }
    }
    for node in nodes {
        let slug = last_part(&node).to_owned();
        names.push(Name::new(node, &slug, Fit::Slug));
    }
    Ok(names)
}

fn last_part(node: &NamedNode) -> &str {
    node.as_str().rsplit(['/', '#']).next().unwrap_or_default()
}
