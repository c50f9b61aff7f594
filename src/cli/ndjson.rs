//! Documents from standard input: one JSON object a line, with the text and what is known of it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Claim, Row, Source};
use crate::iri::DocumentId;
use crate::text::ByteSpan;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

/// So many lines are worked on at once.
const BATCH: usize = 256;

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
        match Row::of_json(&line, &place) {
            Ok(row) => self.document(row, place, batch),
            Err(fault) => {
                let text = String::from_utf8_lossy(&line).into_owned();
                let at = text.floor_char_boundary(fault.at);
                batch.1.push(fault.diagnostic(place).at(text, ByteSpan::new(at, at + 1)));
            }
        }
    }

    fn document(&mut self, row: Row, place: PathBuf, batch: &mut Batch) {
        batch.1.extend(row.diagnostics);
        let url = row.given.url.first().map(|url| url.value.clone());
        let called = url.or_else(|| row.id.clone()).unwrap_or_else(|| place.display().to_string());
        let source = Source {
            inside: format!("line-{}", self.number),
            path: place.clone(),
            bytes: row.text.into_bytes(),
            id: row.id,
            given: row.given,
            is_row: true,
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
