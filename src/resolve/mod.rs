//! What one document cannot know of itself, and the collection can: a paper that names no publisher is told by another
//! that cites it as somebody's, and a text that stands in two documents is one.
//!
//! Results stand apart from the documents' own (in `/graph/resolved`), so that a document's graph depends on its text alone,
//! but for what a [`Standing`] tells.

pub mod acronyms;
pub mod copies;
pub mod curation;

use crate::document::Document;
use crate::extract::record::{PublisherRecord, Record};
use crate::extract::{Extraction, PublisherHow};
use crate::iri::{ActorId, DocumentId, RecommendationId, RuleId};
use crate::ontology::Lexicon;
use crate::text::CharSpan;
use acronyms::Acronym;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The rule by which a citation names the publisher of the cited document.
const CITED_PUBLISHER: &str = "cited-publisher";
/// Titles of fewer words than this are too common to be recognised.
const TITLE_WORDS: usize = 3;

/// What the collection needs to know of one document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    pub document: DocumentId,
    pub title: Option<String>,
    pub publisher: Option<ActorId>,
    /// The publisher's name.
    pub publisher_name: Option<String>,
    /// Whether a sidecar, front matter or a page's head tells the publisher, and not the text.
    pub publisher_is_given: bool,
    /// The date of issue, in EDTF.
    pub issued: Option<String>,
    /// How much is known of the document: of title, publisher, date, address and licence so many.
    pub told: usize,
    /// By which copies of its text are found.
    pub sketch: copies::Sketch,
    /// The acronyms that it explains, and those that it only uses.
    pub acronyms: Vec<Acronym>,
    pub unexplained: BTreeSet<String>,
    pub citations: Vec<CitationSummary>,
    /// Recommendations that are the publisher's own.
    pub recommendations: Vec<RecommendationId>,
}

/// The citation of a document by its title.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CitationSummary {
    pub title: String,
    /// In code points of the stored text.
    pub at: CharSpan,
    /// Whose the cited document is said to be: id and name.
    pub publisher: Option<(ActorId, String)>,
}

impl Summary {
    pub fn of(document: &Document, extraction: &Extraction) -> Self {
        let name = |id: &ActorId| {
            let actor = extraction.actors.iter().find(|actor| &actor.id == id);
            actor.map_or_else(|| id.to_string(), |actor| actor.name.clone())
        };
        let citations = extraction.citations.iter().map(|citation| CitationSummary {
            title: citation.title.clone(),
            at: document.text.stored_chars(citation.span),
            publisher: citation.publisher.as_ref().map(|role| (role.actor.clone(), name(&role.actor))),
        });
        let own = extraction.recommendations.iter().filter(|found| found.recommenders.is_empty());
        let Extraction { title, publisher, issued, .. } = extraction;
        let acronyms = acronyms::explained(document, extraction);
        let given = &document.given;
        let told =
            [title.is_some(), publisher.is_some(), issued.is_some(), !given.url.is_empty(), !given.licence.is_empty()];
        Self {
            document: document.id.clone(),
            title: title.as_ref().map(|title| title.text.clone()),
            publisher: publisher.as_ref().map(|publisher| publisher.actor.clone()),
            publisher_name: publisher.as_ref().map(|publisher| publisher.name.clone()),
            publisher_is_given: publisher.as_ref().is_some_and(|publisher| publisher.how == PublisherHow::Given),
            issued: issued.as_ref().map(|issued| issued.value.clone()),
            told: told.into_iter().filter(|is_told| *is_told).count(),
            sketch: copies::Sketch::of(document),
            unexplained: acronyms::unexplained(document, extraction, &acronyms),
            acronyms,
            citations: citations.collect(),
            recommendations: own.map(|found| found.id.clone()).collect(),
        }
    }
}

/// The citation of one document of the collection in another.
#[derive(Clone, Debug)]
pub struct Reference {
    pub citing: DocumentId,
    /// The range of the citation in the citing document, in code points of its stored text.
    pub at: CharSpan,
    pub cited: DocumentId,
    /// Whose the citing document says it is, where the cited document does not say so itself.
    pub publisher: Option<ActorId>,
    /// The recommendations of the cited document that name no recommender: its publisher makes them.
    pub recommendations: Vec<RecommendationId>,
    /// The rule that made the match.
    pub rule: RuleId,
}

/// What the collection tells.
#[derive(Clone, Debug, Default)]
pub struct Resolutions {
    /// Which document cites which, in the order of the citing documents.
    pub references: Vec<Reference>,
    /// The publishers of documents that name none, by citation: id and name.
    pub publishers: BTreeMap<DocumentId, (ActorId, String)>,
    /// Which documents repeat the text of which, by document.
    pub copies: Vec<copies::Copy>,
    /// The acronyms that one document explains and that others use.
    pub acronyms: BTreeMap<DocumentId, Vec<Acronym>>,
}

/// What the collection tells of a document that changes its own graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The document whose text it repeats: what it asks is counted there.
    pub copy_of: Option<DocumentId>,
    /// The acronyms in it that others explain.
    pub acronyms: Vec<Acronym>,
}

/// Resolves a collection, of which some are known to be copies. The order of the summaries does not matter.
pub fn resolve(summaries: &[Summary], copies: Vec<copies::Copy>, lexicon: &Lexicon) -> Resolutions {
    let mut documents: Vec<&Summary> = summaries.iter().collect();
    documents.sort_by(|a, b| a.document.cmp(&b.document));
    // A title that an original and its copies bear means the original.
    let titled = documents.iter().filter(|document| !copies.iter().any(|copy| copy.document == document.document));
    let titles = titles(titled.copied());
    let mut resolutions = Resolutions { copies, ..Resolutions::default() };
    if lexicon.has_rule(acronyms::RULE) {
        resolutions.acronyms = acronyms::of_others(&documents, lexicon);
    }
    let mut claims: BTreeMap<&DocumentId, Vec<&(ActorId, String)>> = BTreeMap::new();
    for citing in &documents {
        for citation in &citing.citations {
            let Some(cited) = titles.get(&fold(&citation.title)).copied().flatten() else { continue };
            if cited.document == citing.document {
                continue;
            }
            let claim =
                citation.publisher.as_ref().filter(|_| cited.publisher.is_none() && lexicon.has_rule(CITED_PUBLISHER));
            if let Some(claim) = claim {
                claims.entry(&cited.document).or_default().push(claim);
            }
            resolutions.references.push(Reference {
                citing: citing.document.clone(),
                at: citation.at,
                cited: cited.document.clone(),
                publisher: claim.map(|(actor, _)| actor.clone()),
                recommendations: if claim.is_some() { cited.recommendations.clone() } else { Vec::new() },
                rule: RuleId::new(CITED_PUBLISHER),
            });
        }
    }
    // where citations disagree the publisher is left open
    let agreed = |claims: &[&(ActorId, String)]| claims.windows(2).all(|pair| pair[0].0 == pair[1].0);
    for reference in &mut resolutions.references {
        if claims.get(&reference.cited).is_some_and(|claims| !agreed(claims)) {
            reference.publisher = None;
            reference.recommendations.clear();
        }
    }
    for (document, claims) in claims {
        if agreed(&claims) {
            resolutions.publishers.insert(document.clone(), claims[0].clone());
        }
    }
    resolutions
}

impl Resolutions {
    /// What is told of a document that changes its own graph.
    pub fn standing(&self, document: &DocumentId) -> Standing {
        let at = self.copies.binary_search_by(|copy| copy.document.cmp(document)).ok();
        let acronyms = self.acronyms.get(document).cloned().unwrap_or_default();
        Standing { copy_of: at.map(|at| self.copies[at].original.clone()), acronyms }
    }

    /// Adds to a document's record what the collection tells of it.
    pub fn complete(&self, document: &DocumentId, record: &mut Record) {
        if let (None, Some((actor, name))) = (&record.publisher, self.publishers.get(document)) {
            record.publisher = Some(PublisherRecord {
                actor: actor.to_string(),
                name: name.clone(),
                how: PublisherHow::Citation.name(),
                span: None,
            });
        }
    }
}

/// The documents by their folded titles; a title that two documents bear names neither.
fn titles<'a>(documents: impl Iterator<Item = &'a Summary>) -> BTreeMap<String, Option<&'a Summary>> {
    let mut titles: BTreeMap<String, Option<&Summary>> = BTreeMap::new();
    for document in documents {
        let Some(title) = document.title.as_deref().map(fold) else { continue };
        if title.split(' ').count() >= TITLE_WORDS {
            titles.entry(title).and_modify(|other| *other = None).or_insert(Some(document));
        }
    }
    titles
}

/// A title as it is compared: letters and digits in lower case, words apart.
fn fold(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(id: &str, title: &str, publisher: Option<&str>, cites: &[(&str, Option<&str>)]) -> Summary {
        let citation = |&(title, publisher): &(&str, Option<&str>)| CitationSummary {
            title: title.to_owned(),
            at: CharSpan { start: 0, end: 1 },
            publisher: publisher.map(|name| (ActorId::new(name), name.to_owned())),
        };
        Summary {
            document: DocumentId::new(id),
            title: Some(title.to_owned()),
            publisher: publisher.map(ActorId::new),
            publisher_name: publisher.map(str::to_owned),
            publisher_is_given: false,
            issued: None,
            told: 1,
            sketch: copies::Sketch::default(),
            acronyms: Vec::new(),
            unexplained: BTreeSet::new(),
            citations: cites.iter().map(citation).collect(),
            recommendations: vec![RecommendationId::new(format!("{id}/1"))],
        }
    }

    fn publisher_of<'a>(resolutions: &'a Resolutions, id: &str) -> Option<&'a str> {
        resolutions.publishers.get(&DocumentId::new(id)).map(|(actor, _)| actor.as_str())
    }

    #[test]
    fn a_citation_names_the_publisher_of_a_document_that_names_none() {
        let paper = summary("paper", "Cleaner Buses for Smaller Towns", None, &[]);
        let letter =
            summary("letter", "Open letter", Some("riders"), &[("“Cleaner buses for smaller towns.”", Some("riders"))]);
        let found = resolve(&[letter.clone(), paper.clone()], Vec::new(), &Lexicon::shipped());
        assert_eq!(publisher_of(&found, "paper"), Some("riders"));
        assert_eq!(found.references.len(), 1);
        assert_eq!(found.references[0].recommendations, paper.recommendations);

        let mut off = Lexicon::shipped();
        off.rules.clear();
        assert_eq!(publisher_of(&resolve(&[letter, paper], Vec::new(), &off), "paper"), None);
    }

    #[test]
    fn citations_that_disagree_leave_the_publisher_open() {
        let paper = summary("paper", "Cleaner Buses for Smaller Towns", None, &[]);
        let one = summary("one", "First letter", None, &[("Cleaner Buses for Smaller Towns", Some("riders"))]);
        let two = summary("two", "Second letter", None, &[("Cleaner Buses for Smaller Towns", Some("drivers"))]);
        let found = resolve(&[one, two, paper], Vec::new(), &Lexicon::shipped());
        assert_eq!(publisher_of(&found, "paper"), None);
        assert!(found.references.iter().all(|reference| reference.publisher.is_none()));
    }

    #[test]
    fn what_a_document_says_of_itself_stands() {
        let paper = summary("paper", "Cleaner Buses for Smaller Towns", Some("council"), &[]);
        let letter = summary("letter", "Open letter", None, &[("Cleaner Buses for Smaller Towns", Some("riders"))]);
        assert!(resolve(&[letter, paper], Vec::new(), &Lexicon::shipped()).publishers.is_empty());
    }
}
