//! The reader: a document's words, and beside them what they ask of whom.

use super::{alternates, frame, html};
use crate::publish::catalogue::{Basis, Document, Recommendation};
use crate::publish::{Page, PublishError, Site, SitePath};
use serde::Serialize;

#[derive(Serialize)]
struct Reader<'a> {
    document: &'a Document,
    recommendations: Vec<&'a Recommendation>,
    basis: Basis,
    text: Option<(&'a str, &'a str)>,
}

pub(super) fn page(site: &Site, path: &SitePath, document: &Document) -> Result<Page, PublishError> {
    let catalogue = &site.catalogue;
    let reader = Reader {
        document,
        recommendations: document.recommendations.iter().map(|at| &catalogue.recommendations[*at]).collect(),
        basis: catalogue.basis_of(&document.recommendations),
        text: catalogue.texts.get(&document.link.iri).map(|whole| (whole.source.as_str(), whole.text.as_str())),
    };
    let mut frame = frame(site, path, &document.link.label, Some(&document.link.iri));
    frame.alternates = alternates(&format!("doc/{}", document.id), site.options.live);
    html(site, "document.html", frame, reader)
}
