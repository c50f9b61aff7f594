//! `demarche extract`: documents in, findings out, and no store.

use super::ndjson::Lines;
use super::report::{self, trouble};
use super::sink::Sink;
use super::{Outcome, annotate, knowledge};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Claim, Document, Source, collect, settle_ids};
use crate::extract::{extract, ig, record::Record};
use crate::graph::{self, resolved, write};
use crate::iri::Base;
use crate::ontology::Lexicon;
use crate::resolve::{Summary, resolve};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::model::Quad;
use rayon::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Print what is found in documents, without storing it
///
/// With `-` documents come from standard input, one JSON object a line: {"text": …} and, where known, id, url, title,
/// publisher and date, as the rows of .ndjson files. Each is then read by itself: who published it is not concluded from the others.
#[derive(Args)]
#[command(after_help = "Examples: look at a document with its findings marked; records for a notebook\n  \
                        demarche extract briefings/park.txt --format annotated\n  \
                        demarche extract briefings/ -o records.jsonl")]
pub(super) struct Arguments {
    /// Files and folders, or - for NDJSON from standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// What is written [default: jsonl, or as the ending of --output tells]
    #[arg(short, long)]
    format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A folder with Turtle files of your own
    #[arg(long, value_name = "DIR")]
    ontology: Vec<PathBuf>,
    /// The address under which all IRIs stand
    #[arg(long, value_name = "IRI", default_value = Base::LOCAL)]
    base: String,
    /// Threads at work [default: one a processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,
    /// Print errors only
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One extraction record a line
    Jsonl,
    /// RDF, one statement a line
    Nquads,
    /// RDF for people
    Trig,
    /// RDF as JSON
    Jsonld,
    /// The text with its findings marked
    Annotated,
    /// Recommendations in IG Script (Institutional Grammar 2.0), a table with tabs
    Ig,
    /// The text as it was read: of web pages, PDF and Word files the lines that `explain` counts
    Text,
}

impl Format {
    /// The format that the ending of a file's name tells.
    fn of(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" => Self::Jsonl,
            "nq" | "nquads" => Self::Nquads,
            "trig" => Self::Trig,
            "jsonld" => Self::Jsonld,
            "txt" | "ansi" => Self::Annotated,
            "ig" => Self::Ig,
            _ => return None,
        })
    }

    fn rdf(self) -> Option<RdfFormat> {
        match self {
            Self::Nquads => Some(RdfFormat::NQuads),
            Self::Trig => Some(RdfFormat::TriG),
            Self::Jsonld => Some(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
            Self::Jsonl | Self::Annotated | Self::Ig | Self::Text => None,
        }
    }
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let format = match (arguments.format, &arguments.output) {
        (Some(format), _) => format,
        (None, None) => Format::Jsonl,
        (None, Some(path)) => Format::of(path).ok_or_else(|| {
            trouble(
                format!("the ending of {} tells no format", path.display()),
                "name one with --format, or write to a file that ends in .jsonl, .nq, .trig, .jsonld, .txt or .ig",
            )
        })?,
    };
    let base =
        Base::parse(&arguments.base).map_err(|error| trouble(error, "for example https://example.org/graph/"))?;
    let (_, lexicon, diagnostics) = knowledge::ontology(&base, &arguments.ontology)?;
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(jobs) = arguments.jobs {
        pool = pool.num_threads(jobs);
    }
    let pool = pool.build().context("cannot start threads")?;
    let mut work = Work { format, base, lexicon, diagnostics, sink: Sink::open(arguments.output.as_deref())? };
    if format == Format::Annotated {
        let legend = annotate::legend(work.sink.has_colour());
        work.sink.write_all(legend.as_bytes())?;
    }
    if format == Format::Ig {
        writeln!(work.sink, "{}", ig::HEADER)?;
    }
    match arguments.paths.iter().any(|path| path == Path::new("-")) {
        true if arguments.paths.len() > 1 => {
            return Err(trouble("- stands alone: documents come from standard input or from files", "run it twice"));
        }
        true => pool.install(|| work.stream())?,
        false => pool.install(|| work.files(&arguments.paths))?,
    }
    work.sink.finish()?;
    let found = &mut work.diagnostics;
    if arguments.quiet {
        found.retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    report::diagnostics(found.iter(), false);
    Ok(Outcome::findings(found.iter().any(|diagnostic| diagnostic.severity > Severity::Note)))
}

struct Work {
    format: Format,
    base: Base,
    lexicon: Lexicon,
    diagnostics: Vec<Diagnostic>,
    sink: Sink,
}

/// What is written of one document.
enum Piece {
    Record(Box<Record>),
    Quads(Vec<Quad>),
    Marked(String),
    /// What the document is called, and its text.
    Text(String, String),
}

impl Work {
    /// All documents of some files and folders, as one collection.
    fn files(&mut self, paths: &[PathBuf]) -> Result<()> {
        let (found, doubts) = collect(paths);
        self.diagnostics.extend(doubts);
        let loaded: Vec<_> =
            found.into_par_iter().map(|found| found.load().map(|source| (source.claim(), source))).collect();
        let (mut claims, mut sources) = (Vec::new(), Vec::new());
        for result in loaded {
            match result {
                Ok((claim, source)) => {
                    claims.push(claim);
                    sources.push(source);
                }
                Err(error) => self.diagnostics.push(*error.diagnostic),
            }
        }
        self.diagnostics.extend(settle_ids(&mut claims));
        let read = self.read(sources.into_iter().zip(claims).collect());
        let (summaries, pieces): (Vec<Summary>, Vec<Piece>) = read.into_iter().unzip();
        let resolutions = resolve(&summaries, Vec::new(), &self.lexicon);
        let mut pieces: Vec<Piece> = pieces;
        for (summary, piece) in summaries.iter().zip(&mut pieces) {
            if let Piece::Record(record) = piece {
                resolutions.complete(&summary.document, record);
            }
        }
        if self.format.rdf().is_some() {
            pieces.push(Piece::Quads(resolved::quads(&resolutions, &self.base)));
        }
        let several = pieces.len() > 1;
        self.write(pieces, several)
    }

    /// Documents from standard input, as they come and in their order, each by itself.
    fn stream(&mut self) -> Result<()> {
        let mut lines = Lines::stdin();
        // Quads of these formats cannot be written piece by piece.
        let mut held = Vec::new();
        while let Some((sources, refused)) = lines.batch()? {
            self.diagnostics.extend(refused);
            let pieces = self.read(sources).into_iter().map(|(_, piece)| piece);
            match self.format {
                Format::Trig | Format::Jsonld => held.extend(pieces),
                _ => {
                    let pieces = pieces.collect();
                    self.write(pieces, true)?;
                }
            }
            self.sink.flush()?;
        }
        self.write(held, true)
    }

    /// Reads and extracts, in parallel and in the order given; what cannot be read is told.
    fn read(&mut self, sources: Vec<(Source, Claim)>) -> Vec<(Summary, Piece)> {
        let this = &*self;
        let done: Vec<_> = sources.into_par_iter().map(|(source, claim)| this.one(source, claim)).collect();
        let mut read = Vec::new();
        for (piece, diagnostics) in done {
            read.extend(piece);
            self.diagnostics.extend(diagnostics);
        }
        read
    }

    fn one(&self, source: Source, claim: Claim) -> (Option<(Summary, Piece)>, Vec<Diagnostic>) {
        let mut document = match Document::read(source) {
            Ok(document) => document,
            Err(error) => return (None, vec![*error.diagnostic]),
        };
        document.id = claim.id;
        document.source = claim.source;
        let extraction = extract(&document, &self.lexicon);
        let mut diagnostics = std::mem::take(&mut document.diagnostics);
        diagnostics.extend(extraction.diagnostics.iter().cloned());
        let piece = match self.format {
            Format::Jsonl => Piece::Record(Box::new(Record::of(&document, &extraction, &self.base))),
            Format::Ig => Piece::Marked(ig::lines(&document, &extraction, &self.lexicon, &self.base)),
            Format::Text => Piece::Text(document.source.clone(), document.text.stored().into_owned()),
            Format::Annotated => Piece::Marked(annotate::text(&document, &extraction, self.sink.has_colour())),
            Format::Nquads | Format::Trig | Format::Jsonld => {
                let graph::Dataset { mut facts, mentions } = graph::quads(&document, &extraction, &self.base);
                facts.extend(mentions);
                Piece::Quads(facts)
            }
        };
        (Some((Summary::of(&document, &extraction), piece)), diagnostics)
    }

    /// Writes what was found; texts of `several` documents each under its name.
    fn write(&mut self, pieces: Vec<Piece>, several: bool) -> Result<()> {
        let mut quads = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Record(record) => writeln!(self.sink, "{}", record.to_line())?,
                Piece::Marked(text) => self.sink.write_all(text.as_bytes())?,
                Piece::Text(source, text) if several => writeln!(self.sink, "==> {source} <==\n{text}")?,
                Piece::Text(_, text) => self.sink.write_all(text.as_bytes())?,
                Piece::Quads(more) => quads.extend(more),
            }
        }
        if let Some(format) = self.format.rdf() {
            write::write(&quads.iter().collect::<Vec<_>>(), format, &self.base, &mut self.sink)?;
        }
        Ok(())
    }
}
