//! `demarche evaluate`: how good extraction is on documents that people annotated by hand.

mod write;

use super::report::{self, trouble};
use super::sink::Sink;
use super::{Outcome, console, knowledge};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Document, Source, collect, settle_ids};
use crate::evaluate::{Difference, Gold, GoldFile, Measure, Scores, score};
use crate::extract::{extract, record::Record};
use crate::iri::Base;
use crate::ontology::Lexicon;
use crate::resolve::{Summary, resolve};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Measure extraction against documents that you annotated
///
/// GOLD is a folder with one JSON file a document, for example
///
///   {"document": "pool.txt",
///    "title": null, "publisher": "Elm Park Swimmers", "issued": "2031-06-12",
///    "recommendations": [
///      {"id": "r1", "quote": "The City Council should open the pool", "verb": "open",
///       "polarity": "positive", "strength": "should",
///       "addressees": ["City Council"], "counterparts": [], "part_of": null}],
///    "actors": [{"name": "City Council", "forms": ["City Council", "Council"]}],
///    "dates": [{"quote": "12 June 2031", "value": "2031-06-12"}],
///    "ignore": ["Elm Park"]}
///
/// Quotes are copied from the document; “optional”: true in an entry makes it neither a miss nor a
/// false alarm. tests/gold/README.md in the source tells every field, and what counts as what.
///
/// Precision: of what was found, the share that is right. Recall: of what is there, the share that
/// was found. F1: their harmonic mean. Polarity, strength, part_of and metadata have one figure, the
/// share that is right. Roles, polarity, strength and part_of are measured on the clauses found.
#[derive(Args)]
#[command(
    verbatim_doc_comment,
    after_help = "Examples: the figures; every error with its place; a check that fails below a figure\n  \
                  demarche evaluate my-gold/ briefings/\n  \
                  demarche evaluate my-gold/ briefings/ --errors\n  \
                  demarche evaluate my-gold/ briefings/ --floor clauses=0.8,mentions=0.9\n\n\
                  Exit code: 0 measured; 1 a gold file or document was left out, or a figure is below its\n\
                  floor; 2 an error"
)]
pub(super) struct Arguments {
    /// Gold files (*.json), or a folder with them
    gold: PathBuf,
    /// The annotated documents: files and folders
    #[arg(required = true)]
    texts: Vec<PathBuf>,
    /// List every error with its place instead of the figures
    #[arg(long)]
    errors: bool,
    /// Figures (F1, or the share that is right) below which the exit code is 1
    #[arg(long, value_name = "MEASURE=FIGURE", value_delimiter = ',', value_parser = floor)]
    floor: Vec<(Measure, f64)>,
    /// How it is written [default: as the ending of --output tells; else table on a terminal, tsv elsewhere]
    #[arg(short, long)]
    format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A folder with Turtle files of your own
    #[arg(long, value_name = "DIR")]
    ontology: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// Tab-separated values
    Tsv,
    Json,
}

/// `clauses=0.9`.
fn floor(text: &str) -> Result<(Measure, f64), String> {
    let names = || Measure::ALL.map(Measure::name).join(", ");
    let (name, figure) = text.split_once('=').ok_or("a measure, = and a figure, as in clauses=0.9")?;
    let measure = Measure::of(name).ok_or_else(|| format!("there is no measure {name:?}: one of {}", names()))?;
    let figure = figure.parse().ok().filter(|figure| (0.0..=1.0).contains(figure));
    Ok((measure, figure.ok_or("the figure is a number from 0 to 1, as in clauses=0.9")?))
}

/// What was measured.
struct Measured {
    documents: usize,
    scores: Scores,
    /// Each with the document's file.
    differences: Vec<(String, Difference)>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let format = format(arguments)?;
    let base = Base::default();
    let (_, lexicon, mut diagnostics) = knowledge::ontology(&base, &arguments.ontology)?;
    let golds = golds(&arguments.gold, &mut diagnostics)?;
    let texts = texts(&arguments.texts, &lexicon, &base, &mut diagnostics);
    let measured = measure(&golds, &texts, &mut diagnostics);
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    report::diagnostics(&diagnostics, true);
    if measured.documents == 0 {
        return Err(trouble("nothing could be measured", "give gold files, and the documents that they name"));
    }
    let mut sink = Sink::open(arguments.output.as_deref())?;
    match format {
        Format::Table if arguments.errors => write::errors(&mut sink, &measured)?,
        Format::Table => write::figures(&mut sink, &measured)?,
        Format::Tsv => write::tsv(&mut sink, &measured, arguments.errors)?,
        Format::Json => write::json(&mut sink, &measured, arguments.errors)?,
    }
    sink.finish()?;
    let low = below(&arguments.floor, &measured.scores);
    Ok(Outcome::findings(low || !diagnostics.is_empty()))
}

fn format(arguments: &Arguments) -> Result<Format> {
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match (arguments.format, &arguments.output) {
        (Some(format), _) => Ok(format),
        (None, Some(path)) => match ending(path).as_deref() {
            Some("txt") => Ok(Format::Table),
            Some("tsv") => Ok(Format::Tsv),
            Some("json") => Ok(Format::Json),
            _ => Err(trouble(
                format!("the ending of {} tells no format", path.display()),
                "name one with --format, or write to a file that ends in .txt, .tsv or .json",
            )),
        },
        (None, None) if console::stdout_is_terminal() => Ok(Format::Table),
        (None, None) => Ok(Format::Tsv),
    }
}

/// The gold files, in the order of their names; what is wrong with one is told, and it is left out.
fn golds(path: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<GoldFile>> {
    let cannot = || format!("cannot read {}", path.display());
    let mut files = Vec::new();
    if path.metadata().with_context(cannot)?.is_dir() {
        for entry in path.read_dir().with_context(cannot)? {
            files.push(entry.with_context(cannot)?.path());
        }
        files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
        files.sort();
    } else {
        files.push(path.to_owned());
    }
    if files.is_empty() {
        let message = format!("there are no gold files (*.json) in {}", path.display());
        return Err(trouble(message, "demarche evaluate --help shows the form of one"));
    }
    let mut golds = Vec::new();
    for file in files {
        match std::fs::read_to_string(&file) {
            Ok(json) => match GoldFile::parse(&file, &json) {
                Ok(gold) => golds.push(gold),
                Err(found) => diagnostics.extend(found),
            },
            Err(error) => {
                let message = format!("cannot be read: {error}");
                let finding = Diagnostic::new(Severity::Error, "gold::unreadable", file, message);
                diagnostics.push(finding.help("a gold file is JSON in UTF-8"));
            }
        }
    }
    Ok(golds)
}

/// A document's text, and what was found in it: nothing where the extractor refuses the document.
struct Read {
    source: String,
    sha256: String,
    text: String,
    record: Option<Record>,
}

/// Reads and extracts documents as one collection.
fn texts(paths: &[PathBuf], lexicon: &Lexicon, base: &Base, diagnostics: &mut Vec<Diagnostic>) -> Vec<Read> {
    let (found, doubts) = collect(paths);
    diagnostics.extend(doubts);
    let (mut claims, mut sources) = (Vec::new(), Vec::new());
    for found in found {
        match found.load() {
            Ok(source) => {
                claims.push(source.claim());
                sources.push(source);
            }
            Err(error) => diagnostics.push(*error.diagnostic),
        }
    }
    diagnostics.extend(settle_ids(&mut claims));
    let read: Vec<_> = sources
        .into_par_iter()
        .zip(claims)
        .map(|(source, claim)| {
            let Source { path, bytes, .. } = source.clone();
            let mut document = match Document::read(source) {
                Ok(document) => document,
                Err(error) => {
                    let (source, sha256) = (path.to_string_lossy().replace('\\', "/"), claim.sha256);
                    let text = String::from_utf8(bytes).unwrap_or_default();
                    return (None, Read { source, sha256, text, record: None }, Some(*error.diagnostic));
                }
            };
            document.id = claim.id;
            document.source = claim.source;
            let extraction = extract(&document, lexicon);
            let record = Some(Record::of(&document, &extraction, base));
            let summary = Summary::of(&document, &extraction);
            let text = document.text.as_str().to_owned();
            (Some(summary), Read { source: document.source, sha256: document.sha256, text, record }, None)
        })
        .collect();
    let summaries: Vec<Summary> = read.iter().filter_map(|(summary, ..)| summary.clone()).collect();
    let resolutions = resolve(&summaries, Vec::new(), lexicon);
    let mut texts = Vec::new();
    for (summary, mut read, refused) in read {
        if let (Some(summary), Some(record)) = (summary, &mut read.record) {
            resolutions.complete(&summary.document, record);
        }
        diagnostics.extend(refused);
        texts.push(read);
    }
    texts
}

/// Holds every gold against the document that it names; one that has none, or does not fit it, is told and left out.
fn measure(golds: &[GoldFile], texts: &[Read], diagnostics: &mut Vec<Diagnostic>) -> Measured {
    let mut measured = Measured { documents: 0, scores: Scores::default(), differences: Vec::new() };
    for file in golds {
        let wanted = Path::new(&file.document);
        let mut same: Vec<&Read> =
            texts.iter().filter(|read| Path::new(&read.source).file_name() == wanted.file_name()).collect();
        if same.len() > 1 {
            same.retain(|read| Path::new(&read.source).ends_with(wanted));
        }
        let [read] = same[..] else {
            diagnostics.push(file.without_document(same.len()));
            continue;
        };
        let gold: Gold = match file.locate(&read.text, &read.sha256) {
            Ok(gold) => gold,
            Err(found) => {
                diagnostics.extend(found);
                continue;
            }
        };
        let (scores, differences) = score(&gold, read.record.as_ref());
        measured.documents += 1;
        measured.scores += scores;
        measured.differences.extend(differences.into_iter().map(|difference| (read.source.clone(), difference)));
    }
    measured.differences.sort();
    measured
}

/// Whether a figure lies below its floor; says which.
fn below(floors: &[(Measure, f64)], scores: &Scores) -> bool {
    let mut low = false;
    for (measure, floor) in floors {
        let figure = scores.figure(*measure);
        if figure.is_none_or(|figure| figure < *floor) {
            let figure = figure.map_or_else(|| "not to be measured here".to_owned(), |figure| format!("{figure:.4}"));
            anstream::eprintln!("{} is {figure}; the floor is {floor}", measure.name());
            low = true;
        }
    }
    low
}
