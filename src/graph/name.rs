//! The IRIs that the graph mints beside those of [`crate::iri`]: graphs, texts, evidence, dates. They hold nothing that
//! is inferred, so that better extraction never moves them.

use crate::iri::{Base, DocumentId, RecommendationId};
use crate::text::CharSpan;
use oxigraph::model::NamedNode;

/// Labels, names and relations of actors, topics, actions and cues, as the lexicon has them.
pub const ONTOLOGY_GRAPH: &str = "graph/ontology";
/// What only the collection as a whole tells.
pub const RESOLVED_GRAPH: &str = "graph/resolved";
/// What people corrected, and what the program had found there.
pub const CURATION_GRAPH: &str = "graph/curation";
/// What the rules under `queries/rules` derive.
pub const INFERRED_GRAPH: &str = "graph/inferred";
/// When the graph was built, and with what: the only graph that holds the time.
pub const RUNS_GRAPH: &str = "graph/runs";

/// The graph of a document: `/graph/doc/{id}`.
pub fn document_graph(document: &DocumentId, base: &Base) -> NamedNode {
    base.node(&format!("graph/doc/{document}"))
}

/// The stored text of a document: `/doc/{id}/text`.
pub fn text(document: &DocumentId, base: &Base) -> NamedNode {
    base.node(&format!("doc/{document}/text"))
}

/// A range of a document's stored text, in code points: `/doc/{id}/text#char=s,e` (RFC 5147).
pub fn evidence(document: &DocumentId, span: CharSpan, base: &Base) -> NamedNode {
    base.node(&format!("doc/{document}/text#char={},{}", span.start, span.end))
}

/// The range at the end of an IRI made by [`evidence`] or [`part`], in code points of the stored text.
pub fn span(iri: &str) -> Option<CharSpan> {
    let (start, end) = iri.rsplit_once('=')?.1.split_once(',')?;
    Some(CharSpan { start: start.parse().ok()?, end: end.parse().ok()? })
}

/// A part of a document's description: `/doc/{id}#{kind}={s},{e}`. A fragment of the document, not of its text, whose
/// fragments RFC 5147 defines.
pub fn part(document: &DocumentId, kind: &str, span: CharSpan, base: &Base) -> NamedNode {
    base.node(&format!("doc/{document}#{kind}={},{}", span.start, span.end))
}

/// One value of a document's metadata: `/doc/{id}#{property}={how}`, and `-2`, `-3` … for further ones.
pub fn finding(document: &DocumentId, property: &str, how: &str, nth: usize, base: &Base) -> NamedNode {
    let number = if nth == 0 { String::new() } else { format!("-{}", nth + 1) };
    base.node(&format!("doc/{document}#{property}={how}{number}"))
}

/// A role of a recommendation: `/rec/{id}/{h8}#{kind}={slug of the filler}`, where `kind` of a counterpart bears its
/// relation (`counterpart-with`).
pub fn role(recommendation: &RecommendationId, kind: &str, filler: &str, base: &Base) -> NamedNode {
    base.node(&format!("rec/{recommendation}#{kind}={filler}"))
}

/// A date or period: `/date/{EDTF}`, whose other signs than letters, digits, `-`, `.` and `~` are percent-encoded.
pub fn date(edtf: &str, base: &Base) -> NamedNode {
    let mut path = String::from("date/");
    for byte in edtf.bytes() {
        if byte.is_ascii_alphanumeric() || b"-.~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    base.node(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evidence_iri_leads_back_to_its_range() {
        let range = CharSpan { start: 15, end: 32 };
        let iri = evidence(&DocumentId::new("night-buses"), range, &Base::default());
        assert_eq!(iri.as_str(), "http://localhost:7878/doc/night-buses/text#char=15,32");
        assert_eq!(span(iri.as_str()), Some(range));
        assert_eq!(span("http://localhost:7878/doc/night-buses/text#char=15"), None);
    }

    #[test]
    fn an_interval_is_one_path_segment() {
        let base = Base::default();
        assert_eq!(date("2026-05?/2026-07", &base).as_str(), "http://localhost:7878/date/2026-05%3F%2F2026-07");
    }
}
