//! What a file is: told by its first bytes, and by its ending where these leave it open.

use std::path::Path;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Markdown for sure, or plain text that may turn out to be Markdown.
    Text {
        markdown: bool,
    },
    Page,
    Pdf,
    Word,
    /// Several documents in one file (see [`super::rows`]).
    Collection,
}

/// The endings of files that hold one document.
const DOCUMENTS: [(&str, Kind); 8] = [
    ("txt", Kind::Text { markdown: false }),
    ("md", Kind::Text { markdown: true }),
    ("markdown", Kind::Text { markdown: true }),
    ("html", Kind::Page),
    ("htm", Kind::Page),
    ("xhtml", Kind::Page),
    ("pdf", Kind::Pdf),
    ("docx", Kind::Word),
];

/// The endings of files that can hold several.
const COLLECTIONS: [&str; 4] = ["ndjson", "jsonl", "csv", "tsv"];

/// Which files are read, in words.
pub const READ: &str =
    "text (.txt, .md), web pages (.html), .pdf and .docx files are read, and collections (.ndjson, .csv)";

/// What the ending of a file's name promises.
pub(super) fn by_ending(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let document = DOCUMENTS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind);
    document.or(COLLECTIONS.contains(&ending.as_str()).then_some(Kind::Collection))
}

/// The name of a file that holds one document, without its ending; nothing where no such file ends so.
pub fn stem_of(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    DOCUMENTS.iter().any(|(known, _)| ending.eq_ignore_ascii_case(known)).then_some(stem)
}

/// The endings of files that hold one document each.
pub(super) fn endings() -> impl Iterator<Item = &'static str> {
    DOCUMENTS.iter().map(|(ending, _)| *ending)
}

/// What the bytes are, whatever the file is called; nothing where they may be text.
pub(super) fn by_content(bytes: &[u8]) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|part| part == b"%PDF-") && !head.starts_with(b"<") {
        return Some(Kind::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") {
        // The names of an archive's parts stand in it as they are.
        let is_word = bytes.windows(17).any(|part| part == b"word/document.xml")
            || bytes.windows(18).any(|part| part == b"word/document2.xml");
        return is_word.then_some(Kind::Word);
    }
    is_page(head).then_some(Kind::Page)
}

/// Whether a text begins as web pages do.
fn is_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head)).to_ascii_lowercase();
    let mut rest = text.trim_start();
    while let Some(inside) = rest.strip_prefix("<!--").or_else(|| rest.strip_prefix("<?xml")) {
        let Some(end) = inside
            .find("-->")
            .map(|end| end + 3)
            .filter(|_| rest.starts_with("<!--"))
            .or_else(|| inside.find("?>").map(|end| end + 2).filter(|_| rest.starts_with("<?")))
        else {
            return false;
        };
        rest = inside[end..].trim_start();
    }
    ["<!doctype html", "<html", "<head>", "<title>", "<body"].iter().any(|start| rest.starts_with(start))
}
