//! PDF files: the text in the order in which people read it, paragraphs put together again across lines, columns and pages;
//! running heads and page numbers left out, footnotes apart.

mod bounds;
mod glyphs;
mod lines;
mod order;
mod paragraphs;

use super::composed::{Composed, Composer, given};
use super::front_matter::Field;
use super::guard::guarded;
use super::xml::Element;
use crate::diagnostic::{Diagnostic, Severity};
use glyphs::Glyphs;
use lines::PageLines;
use pdf_extract::{Dictionary, Document, Object, decode_text_string, output_doc_page};
use std::path::Path;

/// Files of more pages are books; they are read, but no further than this.
const PAGES: usize = 3000;

/// What to do with a file that cannot be read.
const REPAIR: &str = "open it in a browser and print it to a new PDF, or save its text as UTF-8 in a .txt file";
const OCR: &str = "have its text recognised (OCR), for example by: ocrmypdf scan.pdf text.pdf";

/// Reads a PDF file.
///
/// # Errors
/// It is encrypted, broken, holds pictures of pages only, or its fonts do not say which letters they show.
pub(super) fn read(bytes: &[u8], file: &Path) -> Result<Composed, Box<Diagnostic>> {
    let refuse =
        |message: String, help: &str| Box::new(Diagnostic::new(Severity::Error, "read::pdf", file, message).help(help));
    if !bounds::unpacks_within(bytes, bounds::LARGEST) {
        let message = "this PDF unpacks to more than a computer should hold".to_owned();
        return Err(refuse(message, REPAIR));
    }
    let encrypted = || {
        let help = "open it with its password and save it without one: qpdf --decrypt --password=… in.pdf out.pdf";
        refuse("this PDF is encrypted and asks for a password".to_owned(), help)
    };
    let loaded = guarded(|| Document::load_mem(bytes));
    let mut document = match loaded {
        Some(Ok(document)) => document,
        Some(Err(error)) if is_about_passwords(&error) => return Err(encrypted()),
        Some(Err(error)) => return Err(refuse(format!("this PDF is broken: {error}"), REPAIR)),
        None => return Err(refuse("this PDF is broken".to_owned(), REPAIR)),
    };
    if document.is_encrypted() && !matches!(guarded(|| document.decrypt("").is_ok()), Some(true)) {
        return Err(encrypted());
    }
    bounds::simplify(&mut document);
    let numbers: Vec<u32> = guarded(|| document.get_pages().into_keys().collect()).unwrap_or_default();
    if numbers.is_empty() {
        return Err(refuse("this PDF is broken: it has no pages".to_owned(), REPAIR));
    }
    let mut diagnostics = Vec::new();
    let mut pages = Vec::new();
    let (mut failed, mut silent) = (Vec::new(), Vec::new());
    for &number in numbers.iter().take(PAGES) {
        let mut glyphs = Glyphs::default();
        let read = guarded(|| output_doc_page(&document, &mut glyphs, number).is_ok());
        if read != Some(true) {
            failed.push(number);
        }
        // What was shown before a page failed is there.
        let page = PageLines::of(glyphs);
        if page.lines.is_empty() && read == Some(true) {
            silent.push(number);
        }
        pages.push(page);
    }
    let letters: usize = pages.iter().map(PageLines::letters).sum();
    if letters < 20 && failed.len() == numbers.len() {
        return Err(refuse("this PDF is broken: none of its pages can be read".to_owned(), REPAIR));
    }
    if letters < 20 {
        return Err(refuse("this PDF holds pictures of its pages and no text".to_owned(), OCR));
    }
    if pages.iter().map(PageLines::riddles).sum::<usize>() * 5 > letters {
        let message = "the fonts of this PDF do not say which letters they show".to_owned();
        return Err(refuse(message, OCR));
    }
    for (which, what, help) in
        [(&failed, "could not be read to the end", REPAIR), (&silent, "holds no text: perhaps a picture of it", OCR)]
    {
        if let Some(message) = told(which, what) {
            diagnostics.push(Diagnostic::new(Severity::Warning, "read::pdf-page", file, message).help(help));
        }
    }
    if numbers.len() > PAGES {
        let message = format!("only the first {PAGES} of its {} pages are read", numbers.len());
        diagnostics.push(Diagnostic::new(Severity::Warning, "read::pdf-page", file, message));
    }
    let mut composer = Composer::default();
    paragraphs::compose(pages, &mut composer);
    let properties = guarded(|| properties(&document)).unwrap_or_default();
    let given = given(properties, &composer.text, file, &mut diagnostics);
    Ok(composer.finished(given, diagnostics))
}

fn is_about_passwords(error: &pdf_extract::Error) -> bool {
    let said = error.to_string().to_lowercase();
    said.contains("password") || said.contains("decrypt") || said.contains("encrypt")
}

/// `page 3 could not be read`, `3 pages …: 3, 4 and 9`
fn told(pages: &[u32], what: &str) -> Option<String> {
    let names: Vec<String> = pages.iter().take(10).map(u32::to_string).collect();
    let more = if pages.len() > names.len() { " …" } else { "" };
    match pages {
        [] => None,
        [page] => Some(format!("page {page} {what}")),
        _ => Some(format!("{} pages, each of which {what}: {}{more}", pages.len(), names.join(", "))),
    }
}

/// Title, author and date as the file's properties give them.
type Properties = Vec<(Field, String)>;

fn properties(document: &Document) -> Properties {
    let mut found = Properties::new();
    let info = document.trailer.get(b"Info").ok().and_then(|info| dictionary(document, info));
    for (key, field) in [(&b"Title"[..], Field::Title), (b"Author", Field::Author), (b"CreationDate", Field::Issued)] {
        let value = info.and_then(|info| info.get(key).ok()).and_then(|value| document.dereference(value).ok());
        if let Some(text) = value.and_then(|(_, value)| decode_text_string(value).ok()) {
            found.push((field, if field == Field::Issued { day(&text).unwrap_or_default() } else { text }));
        }
    }
    found.retain(|(_, value)| !value.trim().is_empty());
    for (field, value) in extended(document).unwrap_or_default() {
        if !found.iter().any(|(known, _)| *known == field) {
            found.push((field, value));
        }
    }
    found
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// The properties in XML (XMP), which newer programs write.
fn extended(document: &Document) -> Option<Properties> {
    let catalog = document.catalog().ok()?;
    let (_, metadata) = document.dereference(catalog.get(b"Metadata").ok()?).ok()?;
    let stream = metadata.as_stream().ok()?;
    let bytes = stream.decompressed_content().ok()?;
    let tree = Element::parse(&bytes).ok()?;
    let mut found = Properties::new();
    collect(&tree, &mut found);
    Some(found)
}

fn collect(element: &Element, found: &mut Properties) {
    let field = match element.name.as_str() {
        "title" => Some(Field::Title),
        "creator" => Some(Field::Author),
        "CreateDate" => Some(Field::Issued),
        _ => None,
    };
    match field {
        Some(field) => found.push((field, element.words().trim().to_owned())),
        None => element.elements().for_each(|child| collect(child, found)),
    }
    if let Some(date) = element.attribute("CreateDate") {
        found.push((Field::Issued, date.to_owned()));
    }
}

/// `2031-03-14` of `D:20310314093000+01'00'`.
fn day(date: &str) -> Option<String> {
    let digits = date.trim().trim_start_matches("D:");
    let digits = digits.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}
