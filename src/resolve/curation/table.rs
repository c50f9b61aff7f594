//! Curation files as spreadsheets write them: CSV with commas, semicolons or tabs, the columns named in the first row.

use super::row::{Column, Row};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::document::table::{Rows, decoded};
use crate::text::ByteSpan;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Reads a file. Rows whose `action` is empty have not been decided yet and are passed over; so are columns whose name
/// stands in brackets, which are there to be read. What is wrong with the file is told.
pub(super) fn read(path: &Path, found: &mut Vec<Diagnostic>) -> Vec<Row> {
    let Some(text) = decoded(path, found) else { return Vec::new() };
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut read = Vec::new();
    for next in Rows::of(&text) {
        let (record, cells) = match next {
            Ok(row) => row,
            Err((at, error)) => {
                let message = format!("this row is broken: {error}");
                let diagnostic = Diagnostic::new(Severity::Error, "curation::table", path, message);
                found.push(diagnostic.help("mend its quotation marks").at(Arc::clone(&text), ByteSpan::new(at, at)));
                break;
            }
        };
        let Some(columns) = &columns else {
            match head(path, &text, &record, &cells, found) {
                Some(head) => columns = Some(head),
                None => break,
            }
            continue;
        };
        let mut row = BTreeMap::new();
        for ((value, span), column) in record.iter().zip(&cells).zip(columns) {
            if let (Some(column), false) = (column, value.trim().is_empty()) {
                row.insert(*column, (value.trim().to_owned(), *span));
            }
        }
        if row.contains_key(&Column::Action) {
            let first = cells.first().copied().unwrap_or(ByteSpan::new(0, 0));
            let span = cells.last().map_or(first, |last| first.to(*last));
            read.push(Row { file: path.to_owned(), text: Arc::clone(&text), span, cells: row });
        }
    }
    read
}

/// The columns by the names in the first row; none where one is not known, for then every row could mean something else.
fn head(
    path: &Path,
    text: &Arc<str>,
    record: &csv::StringRecord,
    cells: &[ByteSpan],
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<Option<Column>>> {
    let names = Column::ALL.map(|(name, _)| name);
    let before = found.len();
    let mut columns = Vec::new();
    for (name, span) in record.iter().zip(cells) {
        let name = name.trim();
        let known = Column::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        columns.push(known.map(|(_, column)| *column));
        if known.is_none() && !name.starts_with('(') && !name.is_empty() {
            let help = match nearest(name, names.iter().copied()) {
                Some(best) => format!("did you mean {best:?}?"),
                None => format!("the columns are {}; put a name of your own in brackets", names.join(", ")),
            };
            let message = format!("the column {name:?} is not known");
            let diagnostic = Diagnostic::new(Severity::Error, "curation::column", path, message);
            found.push(diagnostic.help(help).at(Arc::clone(text), *span));
        }
    }
    if !columns.contains(&Some(Column::Action)) && found.len() == before {
        let whole = cells.first().zip(cells.last()).map_or(ByteSpan::new(0, 0), |(first, last)| first.to(*last));
        let diagnostic =
            Diagnostic::new(Severity::Error, "curation::column", path, "no column says what is to be done");
        found.push(
            diagnostic
                .help(format!("name the columns in the first row: {}", names.join(",")))
                .at(Arc::clone(text), whole),
        );
    }
    (found.len() == before).then_some(columns)
}
