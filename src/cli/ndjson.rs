//! Documents from standard input: one JSON object a line, with the text and what is known of it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Claim, Given, GivenSource, GivenValue, Source};
use crate::iri::DocumentId;
use crate::text::ByteSpan;
use anyhow::{Context, Result};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

/// So many lines are worked on at once.
const BATCH: usize = 256;

/// One document as it comes. Other fields may stand beside these and are not read.
#[derive(Deserialize)]
struct Line {
    text: String,
    id: Option<String>,
    url: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    #[serde(alias = "issued")]
    date: Option<String>,
}

/// The lines of standard input.
pub(super) struct Lines<R = io::Stdin> {
    input: BufReader<R>,
    number: usize,
    /// The ids given so far, each with its line.
    taken: BTreeMap<DocumentId, usize>,
}

/// Documents, and what is wrong with lines that are none.
type Batch = (Vec<(Source, Claim)>, Vec<Diagnostic>);

impl Lines {
    pub fn stdin() -> Self {
        Self::of(io::stdin())
    }
}

impl<R: Read> Lines<R> {
    fn of(input: R) -> Self {
        Self { input: BufReader::with_capacity(1 << 20, input), number: 0, taken: BTreeMap::new() }
    }

    /// The next lines: waits for one, and takes those that are there already. None at the end.
    pub fn batch(&mut self) -> Result<Option<Batch>> {
        let mut batch = Batch::default();
        for at in 0..BATCH {
            if at > 0 && !self.input.buffer().contains(&b'\n') {
                break;
            }
            let mut line = Vec::new();
            if self.input.read_until(b'\n', &mut line).context("cannot read standard input")? == 0 {
                return Ok(if at == 0 { None } else { Some(batch) });
            }
            self.number += 1;
            if !line.trim_ascii().is_empty() {
                self.take(line, &mut batch);
            }
        }
        Ok(Some(batch))
    }

    fn take(&mut self, line: Vec<u8>, batch: &mut Batch) {
        let place = PathBuf::from(format!("-:{}", self.number));
        let refuse = |message: String| {
            Diagnostic::new(Severity::Error, "extract::ndjson", &place, message)
                .help("each line is a JSON object: {\"id\": \"…\", \"text\": \"…\"}")
        };
        let text = match String::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to() + 1;
                batch.1.push(refuse(format!("this line is no UTF-8, from byte {at} on")));
                return;
            }
        };
        match serde_json::from_str(&text) {
            Ok(line) => self.document(line, place, batch),
            Err(error) => {
                let at = text.char_indices().nth(error.column().saturating_sub(1)).map_or(text.len(), |(at, _)| at);
                let said = error.to_string();
                let said = said.split(" at line ").next().unwrap_or_default();
                batch.1.push(refuse(format!("this line is no document: {said}")).at(text, ByteSpan::new(at, at + 1)));
            }
        }
    }

    fn document(&mut self, line: Line, place: PathBuf, batch: &mut Batch) {
        let value = |value: String| GivenValue { value, source: GivenSource::Sidecar, span: None };
        let list =
            |field: Option<String>| field.filter(|text| !text.trim().is_empty()).map(value).into_iter().collect();
        let mut given = Given { title: list(line.title), publisher: list(line.publisher), ..Given::default() };
        match line.date.as_deref().map(|date| (date, edtf(date))) {
            Some((_, Some(date))) => given.issued = vec![value(date)],
            Some((date, None)) => batch.1.push(
                Diagnostic::new(
                    Severity::Warning,
                    "extract::date",
                    &place,
                    format!("{date:?} is no date and not read"),
                )
                .help("a date is written 2023-10-29, 2023-10 or 2023"),
            ),
            None => {}
        }
        let called = line.url.clone().or_else(|| line.id.clone()).unwrap_or_else(|| place.display().to_string());
        given.url = list(line.url);
        let source = Source {
            inside: format!("line-{}", self.number),
            // Reading goes by the ending.
            path: PathBuf::from(format!("{}.txt", place.display())),
            bytes: line.text.into_bytes(),
            id: line.id,
            given,
        };
        let mut claim = Claim { source: called, ..source.claim() };
        let first = *self.taken.entry(claim.id.clone()).or_insert(self.number);
        if first != self.number {
            let id = format!("{}-{}", claim.id, self.number);
            let message = format!("line {first} has the id {:?} too; this document gets {id:?}", claim.id.as_str());
            batch.1.push(Diagnostic::new(Severity::Warning, "collect::id", &place, message));
            claim.id = DocumentId::new(id);
        }
        batch.0.push((source, claim));
    }
}

/// Names the line, and not the file that there would be.
pub(super) fn named(mut diagnostic: Diagnostic) -> Diagnostic {
    let line =
        diagnostic.place.file.to_str().filter(|name| name.starts_with("-:")).and_then(|name| name.strip_suffix(".txt"));
    if let Some(line) = line {
        diagnostic.place.file = PathBuf::from(line);
    }
    diagnostic
}

/// A date as it is often written in data, a time behind it left out.
fn edtf(date: &str) -> Option<String> {
    let date = date.trim();
    let day = date.get(..10).filter(|_| date.len() == 10 || date.as_bytes()[10] == b'T' || date.as_bytes()[10] == b' ');
    let day = day.unwrap_or(date);
    let whole = match day.len() {
        4 => format!("{day}-01-01"),
        7 => format!("{day}-01"),
        _ => day.to_owned(),
    };
    whole.parse::<Date>().ok().filter(|_| whole.len() == 10).map(|_| day.to_owned())
}
