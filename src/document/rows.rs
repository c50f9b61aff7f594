//! Collection files: many documents in one file, a JSON object a line (NDJSON) or a row of a table (CSV) for each, with its
//! text and what is known of it.
//!
//! ```text
//! {"id": "ferries", "title": "Keep the ferries", "publisher": "Harbour Trust", "date": "2031-03-14", "text": "We …"}
//! ```

use super::front_matter::{Field, give};
use super::{Given, GivenSource, GivenValue};
use crate::diagnostic::{Diagnostic, Severity};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One document of a collection file.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub id: Option<String>,
    pub given: Given,
    pub text: String,
    /// Names of fields that mean nothing here.
    pub unknown: Vec<String>,
    /// What is doubtful in it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where a row stands in its file, so that its text need not be held until it is read.
#[derive(Clone, Debug)]
pub struct Place {
    /// In bytes.
    offset: u64,
    len: usize,
    /// Its first line, from 1.
    pub line: usize,
    /// The columns of a table; none in NDJSON.
    head: Option<Arc<Head>>,
}

/// The head of a table.
#[derive(Debug)]
struct Head {
    delimiter: u8,
    columns: Vec<String>,
}

/// How to make a line or row that is one.
const HELP: &str =
    "a document has a text and, where known, id, url, title, publisher and date: {\"id\": \"…\", \"text\": \"…\"}";

/// What is wrong with a row: where in it (in bytes), and what.
pub struct Fault {
    pub at: usize,
    pub message: String,
}

impl Fault {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }

    /// As a diagnostic about a file or line.
    pub fn diagnostic(self, place: impl Into<PathBuf>) -> Diagnostic {
        Diagnostic::new(Severity::Error, "collect::row", place, self.message).help(HELP)
    }
}

impl Row {
    /// Reads a line of NDJSON. `place` names it where something in it is doubtful.
    ///
    /// # Errors
    /// It is no UTF-8, no JSON object, or has no text.
    pub fn of_json(line: &[u8], place: &Path) -> Result<Self, Fault> {
        let line = match std::str::from_utf8(line) {
            Ok(line) => line,
            Err(error) => {
                let at = error.valid_up_to();
                return Err(Fault::new(at, format!("this line is no UTF-8, from byte {} on", at + 1)));
            }
        };
        let fields: Map<String, Value> = serde_json::from_str(line.trim_ascii_end()).map_err(|error| {
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            Fault::new(error.column().saturating_sub(1), format!("this line is no document: {said}"))
        })?;
        let values = fields.iter().filter_map(|(name, value)| {
            let value = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some((name.as_str(), value))
        });
        let row = Self::of(values, place);
        if row.text.trim().is_empty() {
            let end = line.trim_ascii_end().len().saturating_sub(1);
            return Err(Fault::new(end, "this line is no document: missing field `text`"));
        }
        Ok(row)
    }

    fn of_record(record: &csv::ByteRecord, head: &Head, place: &Path) -> Result<Self, Fault> {
        let start = |cell: usize| record.range(cell).map_or(0, |range| range.start + cell);
        if record.len() > head.columns.len() {
            let message = format!(
                "this row has {} cells, and the head has {}: a cell with a separator in it wants quotes around it",
                record.len(),
                head.columns.len()
            );
            return Err(Fault::new(start(head.columns.len()), message));
        }
        let mut values = Vec::new();
        for (at, (cell, name)) in record.iter().zip(&head.columns).enumerate() {
            match std::str::from_utf8(cell) {
                Ok(cell) => values.push((name.as_str(), cell.to_owned())),
                Err(_) => return Err(Fault::new(start(at), format!("the cell under {name:?} is no UTF-8"))),
            }
        }
        let row = Self::of(values.into_iter(), place);
        if row.text.trim().is_empty() {
            return Err(Fault::new(0, "this row is no document: it has no text"));
        }
        Ok(row)
    }

    fn of<'a>(values: impl Iterator<Item = (&'a str, String)>, place: &Path) -> Self {
        let mut row = Self::default();
        let mut known = Vec::new();
        for (name, value) in values {
            match (name.trim().to_lowercase().as_str(), Field::of(name)) {
                ("text", _) => row.text = value,
                ("author" | "authors" | "creator" | "byline", _) => known.push((0, Field::Author, value)),
                (_, Some((field, rank))) => known.push((rank, field, value)),
                _ => row.unknown.push(name.to_owned()),
            }
        }
        known.sort_by_key(|(rank, ..)| *rank);
        for (_, field, value) in known.into_iter().filter(|(.., value)| !value.trim().is_empty()) {
            if field == Field::Id {
                row.id.get_or_insert(value);
                continue;
            }
            let value = GivenValue { value, source: GivenSource::Sidecar, span: None };
            if let Err(diagnostic) = give(&mut row.given, field, value, place, "") {
                row.diagnostics.push(*diagnostic);
            }
        }
        row
    }
}

impl Place {
    /// Reads the row once more.
    ///
    /// # Errors
    /// The file cannot be read, or has changed since.
    pub fn read(&self, file: &Path) -> Result<Row, Box<Diagnostic>> {
        let io = |error: io::Error| {
            Box::new(Diagnostic::new(Severity::Error, "read::io", file, format!("it cannot be read: {error}")))
        };
        let mut opened = File::open(file).map_err(io)?;
        opened.seek(SeekFrom::Start(self.offset)).map_err(io)?;
        let mut bytes = vec![0; self.len];
        opened.read_exact(&mut bytes).map_err(io)?;
        let row = match &self.head {
            None => Row::of_json(&bytes, file),
            Some(head) => {
                let mut record = csv::ByteRecord::new();
                match table(head.delimiter).from_reader(&bytes[..]).read_byte_record(&mut record) {
                    Ok(true) => Row::of_record(&record, head, file),
                    _ => Err(Fault::new(0, "this row changed while it was read")),
                }
            }
        };
        row.map_err(|fault| Box::new(fault.diagnostic(file)))
    }
}

fn table(delimiter: u8) -> csv::ReaderBuilder {
    let mut table = csv::ReaderBuilder::new();
    table.has_headers(false).flexible(true).delimiter(delimiter);
    table
}

/// The delimiter of a table and the names of its columns, by its first line.
fn head(line: &str) -> Head {
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|sign| (line.bytes().filter(|byte| byte == sign).count(), *sign == b','));
    let delimiter = delimiter.unwrap_or(b',');
    let mut record = csv::StringRecord::new();
    let read = table(delimiter).from_reader(line.as_bytes()).read_record(&mut record);
    let columns =
        if matches!(read, Ok(true)) { record.iter().map(|name| name.trim().to_owned()).collect() } else { Vec::new() };
    Head { delimiter, columns }
}

/// Whether a file is a collection: its first line is a JSON object with a text, or the head of a table with a column
/// "text" and none named "file" (which a sidecar has).
pub(super) fn is_collection(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let mut line = Vec::new();
    let mut input = BufReader::new(file);
    let json = is_json(path);
    loop {
        line.clear();
        match input.by_ref().take(1 << 28).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return false,
            Ok(_) if !json || !line.trim_ascii().is_empty() => break,
            Ok(_) => {}
        }
    }
    if json {
        return Row::of_json(without_mark(&line), path).is_ok()
            || line.trim_ascii().starts_with(b"{") && line.windows(6).any(|part| part == b"\"text\"");
    }
    let Ok(line) = std::str::from_utf8(without_mark(&line)) else { return false };
    let named = |wanted: &str| head(line).columns.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    named("text") && !named("file")
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ndjson") || ending.eq_ignore_ascii_case("jsonl"))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The rows of a collection file, without their texts. What is no row is told with its line and column, and fields that
/// mean nothing are told once.
pub(super) fn rows(path: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Row, Place)> {
    let mut found = Vec::new();
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    let mut take = |row: Result<Row, Fault>, place: Place, columns: &dyn Fn(usize) -> (usize, usize)| match row {
        Ok(mut row) => {
            row.text = String::new();
            for name in row.unknown.drain(..) {
                *unknown.entry(name).or_default() += 1;
            }
            diagnostics.append(&mut row.diagnostics);
            found.push((row, place));
        }
        Err(fault) => {
            let (line, column) = columns(fault.at);
            diagnostics.push(fault.diagnostic(format!("{}:{}:{column}", path.display(), place.line + line)));
        }
    };
    let read = if is_json(path) { lines(path, &mut take) } else { records(path, &mut take) };
    if let Err(error) = read {
        diagnostics.push(
            Diagnostic::new(Severity::Error, "read::io", path, format!("it cannot be read to its end: {error}"))
                .help("check the file and the disk"),
        );
    }
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.keys().take(12).map(|name| format!("{name:?}")).collect();
        let more = if unknown.len() > 12 { " and others" } else { "" };
        let message = format!("not known and not read: {}{more}", names.join(", "));
        diagnostics.push(
            Diagnostic::new(Severity::Note, "collect::columns", path, message)
                .help("what is read: text, id, url, title, publisher, author, date, licence, retrieved, language"),
        );
    }
    found
}

/// What is done with each row: the row, its place, and how a byte of it becomes a line (from 0) and column.
type Take<'a> = dyn FnMut(Result<Row, Fault>, Place, &dyn Fn(usize) -> (usize, usize)) + 'a;

fn lines(path: &Path, take: &mut Take<'_>) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 20, File::open(path)?);
    let (mut offset, mut number, mut line) = (0, 0, Vec::new());
    loop {
        line.clear();
        let len = input.read_until(b'\n', &mut line)?;
        if len == 0 {
            return Ok(());
        }
        number += 1;
        let mark = if number == 1 { line.len() - without_mark(&line).len() } else { 0 };
        let bytes = &line[mark..];
        if !bytes.trim_ascii().is_empty() {
            let place = Place { offset: offset + mark as u64, len: bytes.len(), line: number, head: None };
            let named = PathBuf::from(format!("{}:{number}", path.display()));
            take(Row::of_json(bytes, &named), place, &|at| (0, columns(bytes, at)));
        }
        offset += len as u64;
    }
}

fn records(path: &Path, take: &mut Take<'_>) -> io::Result<()> {
    let mut first = Vec::new();
    let mut input = BufReader::with_capacity(1 << 20, File::open(path)?);
    input.read_until(b'\n', &mut first)?;
    let start = first.len() as u64;
    let head = Arc::new(head(&String::from_utf8_lossy(without_mark(&first))));
    let mut records = table(head.delimiter).from_reader(input);
    let mut record = csv::ByteRecord::new();
    loop {
        let from = records.position().clone();
        match records.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => return Err(io::Error::other(error)),
        }
        // The reader skips empty lines before a record; it says itself where the record begins.
        let from = record.position().cloned().unwrap_or(from);
        let len = (records.position().byte() - from.byte()) as usize;
        let line = from.line() as usize + 1;
        let place = Place { offset: start + from.byte(), len, line, head: Some(head.clone()) };
        let named = PathBuf::from(format!("{}:{line}", path.display()));
        let whole = record.as_slice();
        take(Row::of_record(&record, &head, &named), place, &|at| {
            let before = &whole[..at.min(whole.len())];
            let lines = before.iter().filter(|byte| **byte == b'\n').count();
            let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            (lines, columns(&before[start..], at))
        });
    }
}

/// The column (from 1) of a byte.
fn columns(bytes: &[u8], at: usize) -> usize {
    String::from_utf8_lossy(&bytes[..at.min(bytes.len())]).chars().count() + 1
}
