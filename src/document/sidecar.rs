//! `documents.csv`: what a user knows of the documents of a folder better than their texts tell.

use super::collect::SIDECAR;
use super::front_matter::{self, Field};
use super::table::{Rows, decoded};
use super::{Given, GivenSource, GivenValue, formats, rows};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::text::{ByteSpan, LineColumn};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the sidecar says of one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub id: Option<String>,
    pub given: Given,
}

/// The sidecar of a folder.
pub(super) struct Sidecar {
    by_file: BTreeMap<String, Row>,
    /// Rows without a file, by the id, which is the stem of a file's name.
    by_id: BTreeMap<String, Row>,
}

/// What a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    File,
    Field(Field),
    Unknown,
}

const COLUMNS: [&str; 10] =
    ["file", "id", "url", "title", "publisher", "issued", "licence", "retrieved", "language", "rights_holder"];

impl Sidecar {
    /// The sidecar of a folder, where it has one that can be read; what is wrong with it is said.
    pub fn read(folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let path = folder.join(SIDECAR);
        // A file of that name with texts in it holds the documents themselves.
        if !path.exists() || rows::is_collection(&path) {
            return None;
        }
        let text = decoded(&path, diagnostics)?;
        Some(Reader { folder, path, text, diagnostics }.rows())
    }

    /// What it says of the document at this path below its folder.
    pub fn row(&self, below: &str) -> Option<&Row> {
        let name = below.rsplit('/').next().unwrap_or(below);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let by_id = || self.by_id.get(stem).filter(|_| name == below);
        self.by_file.get(below).or_else(by_id)
    }
}

struct Reader<'a> {
    folder: &'a Path,
    path: PathBuf,
    text: Arc<str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn rows(mut self) -> Sidecar {
        let text = self.text.clone();
        let mut sidecar = Sidecar { by_file: BTreeMap::new(), by_id: BTreeMap::new() };
        let mut columns: Option<Vec<Column>> = None;
        for row in Rows::of(&text) {
            let (record, cells) = match row {
                Ok(row) => row,
                Err((at, error)) => {
                    self.say(Severity::Error, ByteSpan::new(at, at), |_| format!("this row is broken: {error}"), None);
                    break;
                }
            };
            match &columns {
                None => columns = Some(self.columns(&record, &cells)),
                Some(columns) => self.row(columns, &record, &cells, &mut sidecar),
            }
        }
        sidecar
    }

    fn columns(&mut self, record: &csv::StringRecord, cells: &[ByteSpan]) -> Vec<Column> {
        let mut columns = Vec::new();
        for (name, cell) in record.iter().zip(cells) {
            let name = name.trim();
            let column = match Field::of(name) {
                Some((field, _)) => Column::Field(field),
                None if name.eq_ignore_ascii_case("file") => Column::File,
                None => {
                    let help = match nearest(name, COLUMNS) {
                        Some(best) => format!("did you mean {best:?}?"),
                        None => format!("the columns are {}", COLUMNS.join(", ")),
                    };
                    self.say(
                        Severity::Note,
                        *cell,
                        |_| format!("the column {name:?} is not known and not read"),
                        Some(help),
                    );
                    Column::Unknown
                }
            };
            columns.push(column);
        }
        if !columns.iter().any(|column| matches!(column, Column::File | Column::Field(Field::Id))) {
            let whole = ByteSpan::new(0, cells.last().map_or(0, |cell| cell.end));
            let help = "name the files in a column \"file\"".to_owned();
            self.say(Severity::Error, whole, |_| "no column says which document a row is about".to_owned(), Some(help));
        }
        columns
    }

    fn row(&mut self, columns: &[Column], record: &csv::StringRecord, cells: &[ByteSpan], sidecar: &mut Sidecar) {
        let mut row = Row::default();
        let mut file = None;
        for ((value, cell), column) in record.iter().zip(cells).zip(columns) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match column {
                Column::File => file = Some((value.trim_start_matches("./").replace('\\', "/"), *cell)),
                Column::Field(Field::Id) => row.id = Some(value.to_owned()),
                Column::Field(field) => {
                    // The value's place is not in the document's text: it is kept for the diagnostic only.
                    let value = GivenValue { value: value.to_owned(), source: GivenSource::Sidecar, span: Some(*cell) };
                    if let Err(diagnostic) = front_matter::give(&mut row.given, *field, value, &self.path, &self.text) {
                        self.diagnostics.push(*diagnostic);
                    }
                }
                Column::Unknown => {}
            }
        }
        row.given.each_mut(|value| value.span = None);
        let id = record
            .iter()
            .zip(cells)
            .zip(columns)
            .find(|((id, _), column)| **column == Column::Field(Field::Id) && !id.trim().is_empty());
        match (file, id) {
            (Some((file, cell)), _) => {
                if !self.folder.join(&file).is_file() {
                    let help = "mend its name, or remove the row".to_owned();
                    self.say(
                        Severity::Warning,
                        cell,
                        |place| format!("{place}: there is no file {file:?}"),
                        Some(help),
                    );
                }
                if sidecar.by_file.insert(file.clone(), row).is_some() {
                    self.say(
                        Severity::Warning,
                        cell,
                        |place| format!("{place}: a second row for {file:?}; the last one counts"),
                        None,
                    );
                }
            }
            (None, Some(((id, cell), _))) => {
                let id = id.trim();
                let known = |ending: &&str| self.folder.join(format!("{id}.{ending}")).is_file();
                if !formats::endings().any(|ending| known(&ending)) {
                    let help = "name its file in a column \"file\"".to_owned();
                    self.say(
                        Severity::Warning,
                        *cell,
                        |place| format!("{place}: there is no document {id:?}"),
                        Some(help),
                    );
                }
                sidecar.by_id.insert(id.to_owned(), row);
            }
            (None, None) => {
                let whole = cells.first().zip(cells.last()).map(|(first, last)| first.to(*last));
                let whole = whole.unwrap_or(ByteSpan::new(0, 0));
                self.say(Severity::Warning, whole, |place| format!("{place}: this row names no document"), None);
            }
        }
    }

    /// Adds a diagnostic; `message` gets the place as `line 3, column 1`.
    fn say(&mut self, severity: Severity, span: ByteSpan, message: impl Fn(&str) -> String, help: Option<String>) {
        let LineColumn { line, column } = LineColumn::of(&self.text, span.start);
        let message = message(&format!("line {line}, column {column}"));
        let mut diagnostic =
            Diagnostic::new(severity, "collect::sidecar", &self.path, message).at(self.text.clone(), span);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
    }
}
