//! The documents and recommendations of a site, as its pages show them, and who stands in which of them.

use super::facts::{Facts, Link, one_line};
use super::names::Names;
use super::rights;
use crate::graph::name;
use crate::iri::DocumentId;
use crate::store::{Store, StoreError};
use crate::vocab::{dcterms, dem, oa};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a document, and where they stand.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Quote {
    /// As they stand in the text, on one line; cut where rights ask for it.
    pub text: String,
    /// The same with its line breaks.
    #[serde(skip)]
    pub raw: String,
    /// Code points of the stored text.
    pub start: usize,
    pub end: usize,
    /// Where they stand in the reader, below the site's root.
    pub href: Option<String>,
}

/// Who fills a role of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Role {
    pub actor: Link,
    /// How that is known: `explicit`, `heading` …
    pub how: String,
    /// Of a counterpart: `with`, `through`, `to`, `against`, `about`.
    pub relation: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Recommendation {
    pub link: Link,
    /// The last part of its IRI: an anchor in its document's page.
    pub id: String,
    pub document: Link,
    /// The document's publisher.
    pub publisher: Option<Link>,
    /// The document's date of issue (EDTF).
    pub date: Option<String>,
    pub quote: Option<Quote>,
    pub strength: String,
    pub verb: Option<String>,
    pub content: Option<String>,
    pub action: Option<Link>,
    pub recommenders: Vec<Role>,
    pub addressees: Vec<Role>,
    pub counterparts: Vec<Role>,
    pub sought_from: Vec<Role>,
    pub beneficiaries: Vec<Role>,
    pub invokes: Vec<Role>,
    pub places: Vec<Role>,
    pub topics: Vec<Link>,
    /// The asks that it expresses, each with how: `supports`, `opposes` or `expresses`.
    pub asks: Vec<(Link, &'static str)>,
    pub part_of: Option<Link>,
    pub parts: Vec<Link>,
    pub condition: Option<Quote>,
    pub consequence: Option<Quote>,
    pub monitoring: Option<Quote>,
    pub deadline: Option<String>,
    /// Whether it says what is *not* to be done.
    pub is_negative: bool,
    pub rule: Option<Link>,
    pub cue: Option<Link>,
    /// How deep it stands in the tree of its parts.
    pub depth: usize,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Document {
    pub link: Link,
    pub id: String,
    pub publisher: Option<Link>,
    /// Of issue, in EDTF.
    pub date: Option<String>,
    /// The first and last day that the date can mean.
    pub earliest: Option<String>,
    pub latest: Option<String>,
    /// Its address on the web.
    pub source: Option<String>,
    pub licence: Option<String>,
    pub rights_holder: Option<String>,
    pub retrieved: Option<String>,
    pub topics: Vec<Link>,
    /// The document whose text it repeats, and those that repeat its text.
    pub copy_of: Option<Link>,
    pub copies: Vec<Link>,
    pub references: Vec<Link>,
    pub referenced_by: Vec<Link>,
    /// How long the text is, in code points.
    pub length: Option<usize>,
    pub sha256: Option<String>,
    /// Whether its licence allows that the text is shown whole.
    pub is_whole: bool,
    /// Indexes of its recommendations, in the order of the text.
    pub recommendations: Vec<usize>,
}

/// What a count rests on.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Basis {
    pub documents: usize,
    pub publishers: Vec<Link>,
    /// How many publishers are not named.
    pub more: usize,
    /// Documents whose publisher is not known.
    pub unknown: usize,
    pub since: Option<String>,
    pub until: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Catalogue {
    /// The latest first.
    pub documents: Vec<Document>,
    /// Document by document, in the order of the text.
    pub recommendations: Vec<Recommendation>,
    /// Statements that are no recommendations, such as calls that a document reports, by their IRI. No count holds them.
    pub others: BTreeMap<String, Recommendation>,
    /// Texts that may be shown whole, by the document's IRI.
    pub texts: BTreeMap<String, Whole>,
    pub by_document: BTreeMap<String, usize>,
    pub by_iri: BTreeMap<String, usize>,
    /// By who is named as addressee.
    pub addressed: BTreeMap<String, Vec<usize>>,
    /// By who is asked, itself or by whoever acts for it: what a government is asked, its state is asked.
    pub asked: BTreeMap<String, Vec<usize>>,
    pub asking: BTreeMap<String, Vec<usize>>,
    /// Counterparts, those to be moved, beneficiaries, instruments, places: by the role's name.
    pub otherwise: BTreeMap<String, BTreeMap<&'static str, Vec<usize>>>,
    pub by_topic: BTreeMap<String, Vec<usize>>,
    pub by_action: BTreeMap<String, Vec<usize>>,
    pub by_ask: BTreeMap<String, Vec<usize>>,
}

/// A text that may be shown whole.
#[derive(Debug)]
pub(super) struct Whole {
    pub text: String,
    /// The path of its file, whose ending tells how it was read.
    pub source: String,
}

/// How many publishers a basis names.
const NAMED: usize = 6;

impl Catalogue {
    /// Reads what may be published. A text that holds a name of `withheld` is shown in quotes only, whatever its licence.
    pub fn of(facts: &Facts, store: &Store, withheld: &Names) -> Result<Self, StoreError> {
        let mut catalogue = Self::default();
        for node in facts.of_class(dem::class::DOCUMENT) {
            let mut document = document(facts, &node);
            if document.is_whole {
                let id = DocumentId::new(document.id.clone());
                let source = store.manifest().documents.get(id.as_str()).map(|entry| entry.source.clone());
                let text = store.text(&id)?.filter(|text| !withheld.occur_in(text));
                if let (Some(text), Some(source)) = (text, source) {
                    catalogue.texts.insert(node.as_str().to_owned(), Whole { text, source });
                } else {
                    document.is_whole = false;
                }
            }
            catalogue.documents.push(document);
        }
        catalogue.documents.sort_by(|a, b| (&b.earliest, &a.link).cmp(&(&a.earliest, &b.link)));
        for at in 0..catalogue.documents.len() {
            catalogue.statements(facts, at);
        }
        catalogue.index(facts);
        Ok(catalogue)
    }

    /// Reads the recommendations of a document.
    fn statements(&mut self, facts: &Facts, at: usize) {
        let document = &self.documents[at];
        let node = NamedNode::new_unchecked(document.link.iri.as_str());
        let stated = facts.with(dem::STATED_IN, &node);
        let is_one =
            |node: &NamedNode| facts.nodes(node, rdf::TYPE).iter().any(|class| *class == dem::class::RECOMMENDATION);
        let (own, others): (Vec<&NamedNode>, Vec<&NamedNode>) = stated.iter().partition(|node| is_one(node));
        let mut found: Vec<Recommendation> =
            own.into_iter().map(|node| recommendation(facts, node, document)).collect();
        let others = others.into_iter().map(|node| (node.as_str().to_owned(), recommendation(facts, node, document)));
        self.others.extend(others);
        found.sort_by_cached_key(|rec| {
            let place = rec.quote.as_ref().map(|quote| (quote.start, std::cmp::Reverse(quote.end)));
            (place, rec.link.iri.clone())
        });
        let parents: BTreeMap<String, String> =
            found.iter().filter_map(|rec| Some((rec.link.iri.clone(), rec.part_of.as_ref()?.iri.clone()))).collect();
        let first = self.recommendations.len();
        for rec in &mut found {
            let mut above = parents.get(&rec.link.iri);
            // As many steps as there are recommendations, should the data go round in a circle.
            while let Some(parent) = above.filter(|_| rec.depth < parents.len()) {
                rec.depth += 1;
                above = parents.get(parent);
            }
        }
        self.documents[at].recommendations = (first..first + found.len()).collect();
        self.recommendations.extend(found);
    }

    fn index(&mut self, facts: &Facts) {
        for (at, document) in self.documents.iter().enumerate() {
            self.by_document.insert(document.link.iri.clone(), at);
        }
        for (at, rec) in self.recommendations.iter().enumerate() {
            self.by_iri.insert(rec.link.iri.clone(), at);
            let into = |map: &mut BTreeMap<String, Vec<usize>>, links: &mut dyn Iterator<Item = &Link>| {
                for link in links {
                    let list = map.entry(link.iri.clone()).or_default();
                    if list.last() != Some(&at) {
                        list.push(at);
                    }
                }
            };
            into(&mut self.addressed, &mut rec.addressees.iter().map(|role| &role.actor));
            into(&mut self.asking, &mut rec.recommenders.iter().map(|role| &role.actor));
            into(&mut self.by_topic, &mut rec.topics.iter());
            into(&mut self.by_action, &mut rec.action.iter());
            into(&mut self.by_ask, &mut rec.asks.iter().map(|(ask, _)| ask));
            for (kind, roles) in [
                ("counterparts", &rec.counterparts),
                ("sought_from", &rec.sought_from),
                ("beneficiaries", &rec.beneficiaries),
                ("invokes", &rec.invokes),
                ("places", &rec.places),
            ] {
                for role in roles {
                    let list = self.otherwise.entry(role.actor.iri.clone()).or_default().entry(kind).or_default();
                    if list.last() != Some(&at) {
                        list.push(at);
                    }
                }
            }
        }
        self.roll_up(facts);
    }

    /// What is asked of each actor, with what is asked of those that act for it.
    fn roll_up(&mut self, facts: &Facts) {
        let mut asked: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (actor, list) in &self.addressed {
            let mut meant = BTreeSet::from([actor.clone()]);
            let mut next = vec![NamedNode::new_unchecked(actor.as_str())];
            while let Some(part) = next.pop() {
                let wholes = facts.nodes(&part, dem::ACTS_FOR);
                next.extend(wholes.into_iter().filter(|whole| meant.insert(whole.as_str().to_owned())));
            }
            for actor in meant {
                asked.entry(actor).or_default().extend(list);
            }
        }
        self.asked = asked.into_iter().map(|(actor, list)| (actor, list.into_iter().collect())).collect();
    }

    pub fn document(&self, iri: &str) -> Option<&Document> {
        Some(&self.documents[*self.by_document.get(iri)?])
    }

    /// What a count over some recommendations rests on.
    pub fn basis_of(&self, recommendations: &[usize]) -> Basis {
        let documents: BTreeSet<&str> =
            recommendations.iter().map(|at| self.recommendations[*at].document.iri.as_str()).collect();
        self.basis(self.documents.iter().filter(|document| documents.contains(document.link.iri.as_str())))
    }

    /// What a count over all documents rests on.
    pub fn whole_basis(&self) -> Basis {
        self.basis(self.documents.iter())
    }

    fn basis<'a>(&self, documents: impl Iterator<Item = &'a Document>) -> Basis {
        let mut counts: BTreeMap<&Link, usize> = BTreeMap::new();
        let (mut number, mut unknown) = (0, 0);
        let (mut since, mut until): (Option<&String>, Option<&String>) = (None, None);
        for document in documents {
            number += 1;
            match &document.publisher {
                Some(publisher) => *counts.entry(publisher).or_default() += 1,
                None => unknown += 1,
            }
            since = [since, document.earliest.as_ref()].into_iter().flatten().min();
            until = [until, document.latest.as_ref()].into_iter().flatten().max();
        }
        let mut publishers: Vec<(&Link, usize)> = counts.into_iter().collect();
        publishers.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let year = |day: Option<&String>| day.map(|day| day.split('-').next().unwrap_or_default().to_owned());
        Basis {
            documents: number,
            more: publishers.len().saturating_sub(NAMED),
            publishers: publishers.into_iter().take(NAMED).map(|(link, _)| link.clone()).collect(),
            unknown,
            since: year(since),
            until: year(until),
        }
    }
}

fn document(facts: &Facts, node: &NamedNode) -> Document {
    let text = facts.node(node, dem::TEXT);
    let http = |iri: &str| iri.starts_with("https://") || iri.starts_with("http://");
    let address = facts.values(node, dcterms::SOURCE).into_iter().find_map(|term| match term {
        Term::NamedNode(node) if http(node.as_str()) => Some(node.into_string()),
        _ => None,
    });
    let licence = facts.values(node, dcterms::LICENSE).into_iter().next().map(|term| match term {
        Term::NamedNode(node) => node.into_string(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(_) => String::new(),
    });
    Document {
        link: facts.link(node),
        id: node.as_str().rsplit('/').next().unwrap_or_default().to_owned(),
        publisher: facts.node(node, dcterms::PUBLISHER).map(|publisher| facts.link(&publisher)),
        date: facts.text(node, dem::EDTF),
        earliest: facts.text(node, dem::EARLIEST),
        latest: facts.text(node, dem::LATEST),
        source: address,
        licence,
        rights_holder: facts.text(node, dcterms::RIGHTS_HOLDER),
        retrieved: facts.text(node, dem::RETRIEVED),
        topics: links(facts, node, dcterms::SUBJECT),
        copy_of: facts.node(node, dem::COPY_OF).map(|original| facts.link(&original)),
        copies: facts.with(dem::COPY_OF, node).iter().map(|copy| facts.link(copy)).collect(),
        references: links(facts, node, dcterms::REFERENCES),
        referenced_by: facts.with(dcterms::REFERENCES, node).iter().map(|other| facts.link(other)).collect(),
        length: text.as_ref().and_then(|text| facts.number(text, dem::LENGTH)),
        sha256: text.and_then(|text| facts.text(&text, dem::SHA256)),
        is_whole: rights::is_whole(facts, node),
        recommendations: Vec::new(),
    }
}

fn links(facts: &Facts, node: &NamedNode, property: NamedNodeRef<'_>) -> Vec<Link> {
    let mut links: Vec<Link> = facts.nodes(node, property).iter().map(|other| facts.link(other)).collect();
    links.sort();
    links
}

fn recommendation(facts: &Facts, node: &NamedNode, document: &Document) -> Recommendation {
    let mut roles: BTreeMap<String, Vec<Role>> = BTreeMap::new();
    let local = |node: NamedNode| node.as_str().strip_prefix(dem::NAMESPACE).unwrap_or_default().to_owned();
    for role in facts.with(dem::ROLE_OF, node) {
        let kind = facts.node(&role, dem::ROLE_KIND).map(local).unwrap_or_default();
        if let Some(filler) = facts.node(&role, dem::FILLER) {
            let how = facts.node(&role, dem::HOW).map(local).unwrap_or_default();
            let relation = facts.node(&role, dem::RELATION).map(local);
            roles.entry(kind).or_default().push(Role { actor: facts.link(&filler), how, relation });
        }
    }
    let mut of = |kind: &str| roles.remove(kind).unwrap_or_default();
    let word = |property| facts.node(node, property).map(local).unwrap_or_default();
    let link = |property| facts.node(node, property).map(|other| facts.link(&other));
    let deadline = facts.node(node, dem::DEADLINE).and_then(|date| facts.text(&date, dem::EDTF));
    let quoted = |property| facts.node(node, property).and_then(|words| quote(facts, &words));
    let in_words = quoted(dem::DEADLINE_EVIDENCE);
    Recommendation {
        link: facts.link(node),
        id: node.as_str().rsplit('/').next().unwrap_or_default().to_owned(),
        document: document.link.clone(),
        publisher: document.publisher.clone(),
        date: document.date.clone(),
        quote: quoted(dem::EVIDENCE),
        strength: word(dem::STRENGTH),
        verb: facts.text(node, dem::VERB),
        content: facts.text(node, dem::CONTENT).map(|content| one_line(&content)),
        action: link(dem::ACTION),
        recommenders: of("recommender"),
        addressees: of("addressee"),
        counterparts: of("counterpart"),
        sought_from: of("soughtFrom"),
        beneficiaries: of("beneficiary"),
        invokes: of("invokes"),
        places: of("place"),
        topics: links(facts, node, dem::TOPIC),
        asks: asks(facts, node),
        part_of: link(dem::PART_OF),
        parts: facts.with(dem::PART_OF, node).iter().map(|part| facts.link(part)).collect(),
        condition: quoted(dem::CONDITION),
        consequence: quoted(dem::CONSEQUENCE),
        monitoring: quoted(dem::MONITORING),
        deadline: deadline.or(in_words.map(|words| words.text)),
        is_negative: facts.node(node, dem::POLARITY).is_some_and(|polarity| polarity == dem::NEGATIVE),
        rule: link(dem::MADE_BY_RULE),
        cue: link(dem::MADE_BY_CUE),
        depth: 0,
    }
}

/// The asks that a recommendation expresses; who supports or opposes one expresses it too, and that is not told twice.
fn asks(facts: &Facts, node: &NamedNode) -> Vec<(Link, &'static str)> {
    let mut asks: Vec<(Link, &'static str)> = Vec::new();
    for (property, stance) in [(dem::SUPPORTS, "supports"), (dem::OPPOSES, "opposes"), (dem::EXPRESSES, "expresses")] {
        let new: Vec<Link> = links(facts, node, property);
        let new: Vec<Link> = new.into_iter().filter(|link| !asks.iter().any(|(ask, _)| ask == link)).collect();
        asks.extend(new.into_iter().map(|link| (link, stance)));
    }
    asks
}

/// The words of an evidence node.
pub(super) fn quote(facts: &Facts, evidence: &NamedNode) -> Option<Quote> {
    let span = name::span(evidence.as_str())?;
    let selectors = facts.nodes(evidence, oa::HAS_SELECTOR);
    let text = selectors.iter().find_map(|selector| facts.text(selector, oa::EXACT))?;
    Some(Quote {
        text: one_line(&text),
        raw: text,
        start: span.start,
        end: span.end,
        href: facts.href(evidence.as_str()),
    })
}
