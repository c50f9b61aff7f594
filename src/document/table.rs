//! Tables as spreadsheets save them: rows, and the place of each cell in the file.

use super::decode;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::ByteSpan;
use std::path::Path;
use std::sync::Arc;

/// The text of a table's file; what is doubtful or wrong with it is told.
pub(crate) fn decoded(path: &Path, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<str>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(Diagnostic::new(Severity::Error, "read::io", path, format!("it cannot be read: {error}")));
            return None;
        }
    };
    match decode::decode(bytes, path) {
        Ok(decoded) => {
            diagnostics.extend(decoded.diagnostics);
            Some(decoded.text.into())
        }
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

/// The rows of a table, the first one too: values, and where they stand in bytes of the text.
pub(crate) struct Rows<'t> {
    text: &'t str,
    /// Behind a byte order mark.
    start: usize,
    reader: csv::Reader<&'t [u8]>,
}

impl<'t> Rows<'t> {
    /// The rows of a text, whose first one tells what stands between the cells: comma, semicolon or tab.
    pub fn of(text: &'t str) -> Self {
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let head = text[start..].lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|sign| {
            let count = head.bytes().filter(|byte| byte == sign).count();
            (count, *sign == b',')
        });
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter.unwrap_or(b','));
        Self { text, start, reader: builder.from_reader(&text.as_bytes()[start..]) }
    }
}

impl Iterator for Rows<'_> {
    /// A row that is broken: the byte where, and why.
    type Item = Result<(csv::StringRecord, Vec<ByteSpan>), (usize, csv::Error)>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = csv::StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(true) => {
                let from = record.position().map_or(0, |position| position.byte() as usize) + self.start;
                let cells = cells(self.text, from, &record);
                Some(Ok((record, cells)))
            }
            Ok(false) => None,
            Err(error) => {
                let at = error.position().map_or(0, |position| position.byte() as usize) + self.start;
                Some(Err((at, error)))
            }
        }
    }
}

/// Where the cells of a record stand in the text; the record begins at `from` or in the lines below.
fn cells(text: &str, from: usize, record: &csv::StringRecord) -> Vec<ByteSpan> {
    let mut at = text.floor_char_boundary(from);
    let last = text.floor_char_boundary(at + 2 * record.as_slice().len() + 2 * record.len() + 64);
    let place = |cell: &str| {
        // A cell with doubled quotes stands otherwise in the file; then its neighbour's end is near enough.
        let found = text[at..last].find(cell).map_or(at, |found| at + found);
        let end = if text[found..].starts_with(cell) { found + cell.len() } else { found };
        at = end;
        ByteSpan::new(found, end)
    };
    record.iter().map(place).collect()
}
