//! The reader: a document's words, and beside them what they ask of whom.

use super::{alternates, frame, html, structured};
use crate::publish::catalogue::{Basis, Document, Recommendation};
use crate::publish::reader::{Segment, segments};
use crate::publish::{Page, PublishError, Site, SitePath};
use serde::Serialize;

#[derive(Serialize)]
struct Reader<'a> {
    document: &'a Document,
    count: usize,
    segments: Vec<Segment<'a>>,
    /// Code points that are shown, where the text is not shown whole.
    shown: usize,
    basis: Basis,
}

pub(super) fn page(site: &Site, path: &SitePath, document: &Document) -> Result<Page, PublishError> {
    let catalogue = &site.catalogue;
    let recs: Vec<&Recommendation> =
        document.recommendations.iter().map(|at| &catalogue.recommendations[*at]).collect();
    let segments = segments(&site.facts, document, &recs, catalogue.texts.get(&document.link.iri));
    let reader = Reader {
        document,
        count: recs.len(),
        shown: segments.iter().map(|segment| segment.end - segment.start).sum(),
        segments,
        basis: catalogue.basis_of(&document.recommendations),
    };
    let mut frame = frame(site, path, &document.link.label, Some(&document.link.iri));
    frame.alternates = alternates(&format!("doc/{}", document.id), site.options.live);
    frame.structured = Some(structured::document(document));
    html(site, "document.html", frame, reader)
}
