//! What was measured, as people and programs read it: the figures, or every error with its place.

use super::Measured;
use crate::cli::annotate;
use crate::cli::console::{self, BOLD, DIM, count};
use crate::cli::sink::Sink;
use crate::evaluate::{Class, Difference, Measure};
use anyhow::Result;
use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;
use std::io::Write;

/// Longer quotes are cut where people read them.
const QUOTE: usize = 240;

pub(super) fn figures(sink: &mut Sink, measured: &Measured) -> Result<()> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_header(vec![
        "measure",
        "precision",
        "recall",
        "F1",
        "right",
        "missed",
        "false",
    ]);
    for measure in Measure::ALL {
        let tally = measured.scores[measure];
        let shown = |figure: Option<f64>| figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.3}"));
        let (precision, recall, wrong) = match measure.is_accuracy() {
            true => (String::new(), "accuracy".to_owned(), String::new()),
            false => (shown(tally.precision()), shown(tally.recall()), console::grouped(tally.wrong)),
        };
        table.add_row(vec![
            measure.name().to_owned(),
            precision,
            recall,
            shown(measured.scores.figure(measure)),
            console::grouped(tally.right),
            console::grouped(tally.missed),
            wrong,
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    writeln!(sink, "{table}\n{}", count(measured.documents, "document"))?;
    Ok(())
}

pub(super) fn errors(sink: &mut Sink, measured: &Measured) -> Result<()> {
    let (bold, dim) = if sink.has_colour() { (BOLD, DIM) } else { Default::default() };
    let width = usize::from(console::width()).saturating_sub(4);
    for (source, Difference { place, class, quote, gold, found }) in &measured.differences {
        writeln!(sink, "{source}:{}:{}: {bold}{}{bold:#}", place.line, place.column, class.name())?;
        for line in annotate::textwrap(&format!("“{}”", cut(quote)), width, 0).iter().filter(|_| !quote.is_empty())
        {
            writeln!(sink, "    {line}")?;
        }
        // The quote is the gold's where the range is what differs.
        let is_range = matches!(class, Class::WrongRange | Class::WrongNameRange);
        let gold = if is_range { String::new() } else { format!("gold: {} · ", cut(gold)) };
        for line in annotate::textwrap(&format!("{gold}found: {}", cut(found)), width, 0) {
            writeln!(sink, "    {dim}{line}{dim:#}")?;
        }
    }
    writeln!(sink, "{} in {}", count(measured.differences.len(), "error"), count(measured.documents, "document"))?;
    Ok(())
}

/// What stands in the gold or was found, as people read it.
fn cut(text: &str) -> String {
    let mut shown = console::printable(if text.is_empty() { "nothing" } else { text });
    if let Some((at, _)) = shown.char_indices().nth(QUOTE) {
        shown.truncate(at);
        shown.push('…');
    }
    shown
}

pub(super) fn tsv(sink: &mut Sink, measured: &Measured, errors: bool) -> Result<()> {
    let mut out = csv::WriterBuilder::new().delimiter(b'\t').from_writer(sink);
    if errors {
        out.write_record(["file", "line", "column", "class", "quote", "gold", "found"])?;
        for (source, Difference { place, class, quote, gold, found }) in &measured.differences {
            let (line, column) = (place.line.to_string(), place.column.to_string());
            out.write_record([source, line.as_str(), column.as_str(), class.name(), quote, gold, found])?;
        }
    } else {
        out.write_record(["measure", "precision", "recall", "f1", "accuracy", "right", "missed", "false"])?;
        for measure in Measure::ALL {
            let tally = measured.scores[measure];
            let shown = |figure: Option<f64>| figure.map_or_else(String::new, |figure| format!("{figure:.3}"));
            let [precision, recall, f1, accuracy] = match measure.is_accuracy() {
                true => [None, None, None, tally.recall()],
                false => [tally.precision(), tally.recall(), tally.f1(), None],
            }
            .map(shown);
            let [right, missed, wrong] = [tally.right, tally.missed, tally.wrong].map(|number| number.to_string());
            out.write_record([measure.name(), &precision, &recall, &f1, &accuracy, &right, &missed, &wrong])?;
        }
    }
    out.flush()?;
    Ok(())
}

/// What is written as JSON.
#[derive(Serialize)]
struct Written<'a> {
    documents: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<Vec<Row>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<Error<'a>>>,
}

/// A measure; precision, recall and F1, or accuracy.
#[derive(Serialize)]
struct Row {
    measure: &'static str,
    #[serde(flatten)]
    figures: Figures,
    right: usize,
    missed: usize,
    r#false: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Figures {
    One { accuracy: Option<f64> },
    Three { precision: Option<f64>, recall: Option<f64>, f1: Option<f64> },
}

#[derive(Serialize)]
struct Error<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    class: &'static str,
    quote: &'a str,
    gold: &'a str,
    found: &'a str,
}

pub(super) fn json<'a>(sink: &mut Sink, measured: &'a Measured, errors: bool) -> Result<()> {
    let row = |measure: Measure| {
        let tally = measured.scores[measure];
        let figures = match measure.is_accuracy() {
            true => Figures::One { accuracy: tally.recall() },
            false => Figures::Three { precision: tally.precision(), recall: tally.recall(), f1: tally.f1() },
        };
        Row { measure: measure.name(), figures, right: tally.right, missed: tally.missed, r#false: tally.wrong }
    };
    let error = |(file, difference): &'a (String, Difference)| {
        let Difference { place, class, quote, gold, found } = difference;
        Error { file, line: place.line, column: place.column, class: class.name(), quote, gold, found }
    };
    let written = Written {
        documents: measured.documents,
        scores: (!errors).then(|| Measure::ALL.map(row).into()),
        errors: errors.then(|| measured.differences.iter().map(error).collect()),
    };
    serde_json::to_writer_pretty(&mut *sink, &written)?;
    writeln!(sink)?;
    Ok(())
}
