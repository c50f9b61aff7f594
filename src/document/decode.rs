//! Bytes become text: UTF-8, UTF-16 and Windows-1252 are told apart, and what is no text is named for what it is.
//!
//! A byte order mark of UTF-8 stays in the text (as in Python's `bytes.decode("utf-8")`), so that positions count the
//! characters of the unchanged file.

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{ByteSpan, LineColumn};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::path::Path;

/// A file's text, and what was doubtful about its encoding.
pub(super) struct Decoded {
    pub text: String,
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes a file.
///
/// # Errors
/// The file is empty, or it is no text (an image, an archive …): the diagnostic says which.
pub(super) fn decode(bytes: Vec<u8>, file: &Path) -> Result<Decoded, Box<Diagnostic>> {
    if bytes.is_empty() {
        return Err(Box::new(empty(file, "the file is empty")));
    }
    if let Some(what) = binary(&bytes) {
        return Err(Diagnostic::new(Severity::Error, "read::binary", file, format!("this is {what}, no text"))
            .help("save its text as UTF-8 in a .txt or .md file")
            .into());
    }
    let decoded = match utf16(&bytes) {
        Some(encoding) => decode_utf16(&bytes, encoding, file),
        None => {
            if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
                let LineColumn { line, column } = place(&bytes[..at]);
                let message = format!("the file holds binary data: a NUL byte at line {line}, column {column}");
                return Err(Diagnostic::new(Severity::Error, "read::binary", file, message)
                    .help("save its text as UTF-8 in a .txt or .md file")
                    .into());
            }
            decode_bytes(bytes, file)?
        }
    };
    if decoded.text.chars().all(|char| char.is_whitespace() || char == '\u{FEFF}') {
        return Err(Box::new(empty(file, "the file holds nothing but white space")));
    }
    Ok(decoded)
}

fn empty(file: &Path, message: &str) -> Diagnostic {
    Diagnostic::new(Severity::Error, "read::empty", file, message).help("remove it, or put its text in")
}

/// What a file is that begins like this, where it is no text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 14] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive (as .docx, .odt and .epub files are)"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a file of an old Office program (.doc, .xls, .ppt)"),
        (b"{\\rtf", "an RTF file"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\xFF\xFE\0\0", "a text in UTF-32"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins = |tag: &[u8]| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    (begins(b"<!doctype html") || begins(b"<html")).then_some("an HTML page")
}

/// The kind of UTF-16 that the byte order mark tells, or the pattern of NULs where there is none.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(UTF_16BE);
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    let nuls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count() * 2;
    let (even, odd) = (nuls(0), nuls(1));
    if odd * 10 > head.len() * 6 && even * 20 < head.len() {
        Some(UTF_16LE)
    } else if even * 10 > head.len() * 6 && odd * 20 < head.len() {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn decode_utf16(bytes: &[u8], encoding: &'static Encoding, file: &Path) -> Decoded {
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    let text = text.into_owned();
    let mut diagnostics = Vec::new();
    if broken {
        let at = text.find('\u{FFFD}').unwrap_or(0);
        diagnostics.push(invalid(&text, at, '\u{FFFD}'.len_utf8(), file, encoding.name(), "shown as U+FFFD"));
    }
    Decoded { text, diagnostics }
}

/// UTF-8; Windows-1252 where it is none; UTF-8 with replacements where most of it is valid UTF-8 beyond ASCII.
fn decode_bytes(bytes: Vec<u8>, file: &Path) -> Result<Decoded, Box<Diagnostic>> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text, diagnostics: Vec::new() }),
        Err(error) => error.into_bytes(),
    };
    let controls = bytes.iter().filter(|&&byte| byte < 32 && !b"\t\n\r\x0C\x1B".contains(&byte)).count();
    if controls * 50 > bytes.len() {
        let message = "the file holds binary data, no text";
        return Err(Diagnostic::new(Severity::Error, "read::binary", file, message)
            .help("save its text as UTF-8 in a .txt or .md file")
            .into());
    }
    let (mut good, mut bad, mut first) = (0, 0, None);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            first.get_or_insert(at);
            at += chunk.invalid().len();
        }
    }
    let first = first.unwrap_or(0);
    let diagnostic = |text: &str, encoding, how| {
        // In Windows-1252 each byte is one character.
        let at = if encoding == "UTF-8" { Some(first) } else { text.char_indices().nth(first).map(|(at, _)| at) };
        let at = at.unwrap_or(text.len());
        let len = text[at..].chars().next().map_or(0, char::len_utf8);
        invalid(text, at, len, file, encoding, how)
    };
    if good >= bad {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let diagnostics = vec![diagnostic(&text, "UTF-8", "shown as U+FFFD")];
        return Ok(Decoded { text, diagnostics });
    }
    let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
    let diagnostics = vec![diagnostic(&text, "Windows-1252", "")];
    Ok(Decoded { text, diagnostics })
}

/// The warning about the first invalid byte, which became the character at `at`.
fn invalid(text: &str, at: usize, len: usize, file: &Path, encoding: &str, how: &str) -> Diagnostic {
    let LineColumn { line, column } = LineColumn::of(text, at);
    let message = match encoding {
        "Windows-1252" => {
            format!("the file is no UTF-8 (line {line}, column {column}); it was read as Windows-1252")
        }
        _ => format!("invalid {encoding} at line {line}, column {column}, {how}"),
    };
    Diagnostic::new(Severity::Warning, "read::encoding", file, message)
        .help("save the file as UTF-8")
        .at(text, ByteSpan::new(at, at + len))
}

/// The place after some bytes, each of them a column.
fn place(before: &[u8]) -> LineColumn {
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    LineColumn { line: before.iter().filter(|&&byte| byte == b'\n').count() + 1, column: before.len() - start + 1 }
}
