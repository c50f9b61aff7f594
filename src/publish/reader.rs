//! A document's words cut into the pieces that its page shows: where a licence allows it the whole text block by block, else
//! the quotes in their order, with what lies between them left out.

use super::catalogue::{Document, Recommendation, Whole};
use super::facts::{Facts, Link};
use crate::document::{self, BlockKind, Source};
use crate::graph::name;
use crate::text::{CharSpan, Text};
use crate::vocab::{dem, oa};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNode, Term};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A stretch of the text that is shown: a paragraph, heading, item or quote.
#[derive(Debug, Serialize)]
pub(super) struct Segment<'a> {
    /// `heading`, `item`, `quotation`, `footnote`, `table`, `code` or `paragraph`.
    pub kind: &'static str,
    /// Of a heading: 1 is the highest.
    pub level: u8,
    /// Where it begins, in code points of the stored text.
    pub start: usize,
    pub end: usize,
    pub pieces: Vec<Piece>,
    /// What is asked here.
    pub cards: Vec<&'a Recommendation>,
    /// Whether words before it are left out.
    pub is_after_gap: bool,
    /// A heading's words, for the outline.
    pub title: Option<String>,
}

/// Words that all carry the same marks.
#[derive(Debug, Serialize)]
pub(super) struct Piece {
    pub text: String,
    /// `rec`, `actor`, `date`, `topic`, `place`, `instrument`.
    pub kinds: Vec<&'static str>,
    /// Ids of the recommendations whose words these are.
    pub recs: Vec<String>,
    /// What is named.
    pub named: Option<Link>,
    /// Fragments that begin here: `char=12,40`.
    pub anchors: Vec<String>,
}

/// A range that is marked in the text.
struct Mark {
    span: CharSpan,
    kind: &'static str,
    rec: Option<String>,
    named: Option<Link>,
}

/// What is shown of a document.
pub(super) fn segments<'a>(
    facts: &Facts,
    document: &Document,
    recs: &[&'a Recommendation],
    whole: Option<&Whole>,
) -> Vec<Segment<'a>> {
    let mut stretches = match whole {
        Some(whole) => blocks(document, whole),
        None => quotes(recs),
    };
    let marks = marks(facts, document, recs);
    let mut anchored = BTreeSet::new();
    let mut segments: Vec<Segment<'a>> = Vec::new();
    let mut at = 0;
    for stretch in &mut stretches {
        let is_after_gap = whole.is_none() && stretch.start > at;
        at = at.max(stretch.start + stretch.text.chars().count());
        segments.push(Segment {
            kind: stretch.kind,
            level: stretch.level,
            start: stretch.start,
            end: stretch.start + stretch.text.chars().count(),
            pieces: pieces(stretch, &marks, &mut anchored),
            cards: Vec::new(),
            is_after_gap,
            title: (stretch.kind == "heading").then(|| super::facts::one_line(&stretch.text)),
        });
    }
    for rec in recs {
        let Some(quote) = &rec.quote else { continue };
        let holds = |segment: &&mut Segment<'_>| segment.start <= quote.start && quote.start < segment.end;
        if let Some(segment) = segments.iter_mut().find(holds) {
            segment.cards.push(rec);
        }
    }
    segments
}

struct Stretch {
    kind: &'static str,
    level: u8,
    start: usize,
    text: String,
    /// What stands behind it and is no text: that it was cut.
    cut: bool,
}

/// The blocks of a whole text.
fn blocks(document: &Document, whole: &Whole) -> Vec<Stretch> {
    let ending = match whole.source.rsplit('.').next() {
        Some("md" | "markdown") => "md",
        _ => "txt",
    };
    let path = PathBuf::from(format!("{}.{ending}", document.id));
    let text = Text::new(whole.text.clone());
    let Ok(read) = document::Document::read(Source::new(path, whole.text.as_bytes())) else {
        return paragraphs(&text);
    };
    let mut stretches = Vec::new();
    for block in &read.blocks {
        let (kind, level) = match block.kind {
            BlockKind::Heading { level } => ("heading", level),
            BlockKind::Paragraph => ("paragraph", 0),
            BlockKind::ListItem { .. } => ("item", 0),
            BlockKind::Quotation => ("quotation", 0),
            BlockKind::Footnote => ("footnote", 0),
            BlockKind::Table => ("table", 0),
            BlockKind::Code => ("code", 0),
            BlockKind::FrontMatter => continue,
        };
        let span = block.marker.map_or(block.span, |marker| marker.to(block.span));
        let text = read.text.stored_slice(span).into_owned();
        stretches.push(Stretch { kind, level, start: read.text.stored_chars(span).start, text, cut: false });
    }
    stretches
}

/// A text that cannot be read as a document any more, paragraph by paragraph.
fn paragraphs(text: &Text) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for paragraph in text.as_str().split_inclusive("\n\n") {
        stretches.push(Stretch { kind: "paragraph", level: 0, start, text: paragraph.to_owned(), cut: false });
        start += paragraph.chars().count();
    }
    stretches
}

/// The quotes in the order of the text; one inside of another is not repeated.
fn quotes(recs: &[&Recommendation]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut end = 0;
    for quote in recs.iter().filter_map(|rec| rec.quote.as_ref()) {
        if quote.end <= end {
            continue;
        }
        end = quote.end;
        let is_cut = quote.raw.chars().count() != quote.end - quote.start;
        let text = if is_cut { quote.raw.trim_end_matches(" …").to_owned() } else { quote.raw.clone() };
        stretches.push(Stretch { kind: "paragraph", level: 0, start: quote.start, text, cut: is_cut });
    }
    stretches
}

fn marks(facts: &Facts, document: &Document, recs: &[&Recommendation]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = recs
        .iter()
        .filter_map(|rec| {
            let quote = rec.quote.as_ref()?;
            let span = CharSpan { start: quote.start, end: quote.end };
            Some(Mark { span, kind: "rec", rec: Some(rec.id.clone()), named: None })
        })
        .collect();
    let graph = name::document_graph(&crate::iri::DocumentId::new(document.id.clone()), &facts.base);
    let graph = GraphNameRef::NamedNode(graph.as_ref());
    let targets = facts.loaded().quads_for_pattern(None, Some(oa::HAS_TARGET), None, Some(graph));
    let mut found: BTreeMap<(usize, usize), (&'static str, Link)> = BTreeMap::new();
    for quad in targets.filter_map(Result::ok) {
        let (NamedOrBlankNode::NamedNode(mention), Term::NamedNode(target)) = (quad.subject, quad.object) else {
            continue;
        };
        let (Some(span), Some(body)) = (name::span(target.as_str()), facts.node(&mention, oa::HAS_BODY)) else {
            continue;
        };
        let link = facts.link(&body);
        let entry = (kind(facts, &body), link);
        let place = (span.start, span.end);
        if found.get(&place).is_none_or(|known| *known > entry) {
            found.insert(place, entry);
        }
    }
    marks.extend(found.into_iter().map(|((start, end), (kind, link))| Mark {
        span: CharSpan { start, end },
        kind,
        rec: None,
        named: Some(link),
    }));
    marks
}

/// What a mention names.
fn kind(facts: &Facts, body: &NamedNode) -> &'static str {
    match facts.base.path(body.as_str()).and_then(|path| path.split('/').next()) {
        Some("date") => "date",
        Some("topic") => "topic",
        _ => {
            let classes = facts.nodes(body, rdf::TYPE);
            let is = |class: oxigraph::model::NamedNodeRef<'_>| classes.iter().any(|found| *found == class);
            match () {
                () if is(dem::class::PLACE) => "place",
                () if is(dem::class::INSTRUMENT) || is(dem::class::EVENT) => "instrument",
                () => "actor",
            }
        }
    }
}

/// Cuts a stretch at every border of a mark.
fn pieces(stretch: &Stretch, marks: &[Mark], anchored: &mut BTreeSet<String>) -> Vec<Piece> {
    let text: Vec<char> = stretch.text.chars().collect();
    let (start, end) = (stretch.start, stretch.start + text.len());
    let near: Vec<&Mark> = marks.iter().filter(|mark| mark.span.start < end && mark.span.end > start).collect();
    let mut borders = BTreeSet::from([start, end]);
    for mark in &near {
        borders.extend([mark.span.start, mark.span.end].into_iter().filter(|&at| at > start && at < end));
    }
    let borders: Vec<usize> = borders.into_iter().collect();
    let mut pieces = Vec::new();
    for pair in borders.windows(2) {
        let over: Vec<&&Mark> =
            near.iter().filter(|mark| mark.span.start <= pair[0] && mark.span.end >= pair[1]).collect();
        let kinds: BTreeSet<&'static str> = over.iter().map(|mark| mark.kind).collect();
        let begin = over.iter().filter(|mark| mark.span.start == pair[0] || (pair[0] == start && mark.rec.is_some()));
        let fragments = begin.map(|mark| format!("char={},{}", mark.span.start, mark.span.end));
        // The narrowest name counts: "Ministry of Transport" inside of a longer one.
        let named = over.iter().filter(|mark| mark.named.is_some()).min_by_key(|mark| mark.span.end - mark.span.start);
        pieces.push(Piece {
            text: text[pair[0] - start..pair[1] - start].iter().collect(),
            kinds: kinds.into_iter().collect(),
            recs: over.iter().filter_map(|mark| mark.rec.clone()).collect(),
            named: named.and_then(|mark| mark.named.clone()),
            anchors: fragments.filter(|fragment| anchored.insert(fragment.clone())).collect(),
        });
    }
    if stretch.cut {
        pieces.push(Piece { text: String::new(), kinds: vec!["cut"], recs: vec![], named: None, anchors: vec![] });
    }
    pieces
}
