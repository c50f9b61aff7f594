//! What a researcher reads when a build has ended: what is in the graph, who is asked most, what was left out and why.

use super::{Built, GRAPH, GUESSED, Order};
use crate::cli::console::{self, BOLD, DIM, count};
use crate::diagnostic::{Diagnostic, Severity};
use crate::iri::Base;
use crate::query::{Answer, Bindings, Format, Labels, QueryBook, QueryError, Rows, SavedQuery, Style};
use crate::store::Loaded;
use anyhow::Result;
use std::io::Write;
use std::path::Path;

/// So many actors stand in the table, and so many lines under "left out".
const ROWS: usize = 8;
/// The columns of the table, of those that `most-addressed` answers.
const COLUMNS: [&str; 4] = ["actor", "asks", "organizations", "documents"];

/// What the graph holds, counted.
pub(super) struct Digest {
    counts: Rows,
    asked: Option<(Rows, Labels)>,
}

impl Digest {
    /// Asks a graph that has just been built.
    pub fn of(store: &Loaded, book: &QueryBook, base: &Base) -> Result<Self> {
        let counts = SavedQuery::typed(Path::new("counts.rq"), include_str!("counts.rq"), base)
            .map_err(QueryError::Syntax)?
            .ask(store, &Bindings::new())?
            .rows();
        let asked = match book.find("most-addressed") {
            Ok(query) => {
                let answer = query.ask(store, &Bindings::new())?;
                most_asked(&answer).map(|rows| Ok::<_, QueryError>((rows, answer.labels(store)?))).transpose()?
            }
            Err(_) => None,
        };
        Ok(Self { counts, asked })
    }

    fn counted(&self, column: &str) -> usize {
        match self.counts.rows.first().and_then(|row| self.counts.cell(row, column)) {
            Some(oxigraph::model::Term::Literal(literal)) => literal.value().parse().unwrap_or(0),
            _ => 0,
        }
    }
}

/// The head of the answer of `most-addressed`, the telling columns only; none where the query answers otherwise.
fn most_asked(answer: &Answer) -> Option<Rows> {
    let Answer::Rows(rows) = answer else { return None };
    let columns: Option<Vec<usize>> =
        COLUMNS.iter().map(|wanted| rows.columns.iter().position(|name| name == wanted)).collect();
    let columns = columns?;
    let pick = |row: &Vec<Option<oxigraph::model::Term>>| columns.iter().map(|&at| row[at].clone()).collect();
    let mut head: Vec<Vec<_>> = rows.rows.iter().map(pick).collect();
    head.dedup();
    head.truncate(ROWS);
    Some(Rows { columns: COLUMNS.map(str::to_owned).to_vec(), rows: head, aside: Vec::new() })
}

/// Prints the summary to standard output.
pub(super) fn print(built: &Built, order: &Order) -> Result<()> {
    let mut out = anstream::stdout().lock();
    let Built { tally, digest, .. } = built;
    let counted = |column| digest.counted(column);
    let left_out = built.left_out();
    writeln!(
        out,
        "{BOLD}{}{BOLD:#} in {}: {}, {}, {} of them asked",
        count(counted("documents"), "document"),
        order.graph.display(),
        count(counted("recommendations"), "recommendation"),
        count(counted("actors"), "actor"),
        console::grouped(counted("addressed")),
    )?;
    let mut parts = vec![format!("{} read", console::grouped(tally.read))];
    for (number, word) in [(tally.kept, "unchanged"), (tally.removed, "removed"), (left_out.len(), "left out")] {
        if number > 0 {
            parts.push(format!("{} {word}", console::grouped(number)));
        }
    }
    if let (all @ 1.., applied) = built.corrections {
        parts.push(format!("{} of {} applied", console::grouped(applied), count(all, "correction")));
    }
    writeln!(out, "{DIM}{}{DIM:#}", parts.join(" · "))?;
    copies(&mut out, built)?;
    if let Some((rows, labels)) = digest.asked.as_ref().filter(|(rows, _)| !rows.rows.is_empty()) {
        writeln!(out, "\n{BOLD}Asked most{BOLD:#}")?;
        let style = Style { labels: labels.clone(), width: console::width() };
        Answer::Rows(rows.clone()).write(&mut out, Format::Table, &style)?;
    }
    guesses(&mut out, built)?;
    trouble(&mut out, built)?;
    hint(&mut out, built, order)?;
    Ok(())
}

/// Which documents are copies of others.
fn copies(out: &mut impl Write, built: &Built) -> Result<()> {
    let copies = &built.copies;
    let them = match copies.len() {
        0 => return Ok(()),
        1 => "1 document is a copy of another; what it asks is counted once".to_owned(),
        many => format!("{} documents are copies of others; what they ask is counted once", console::grouped(many)),
    };
    writeln!(out, "{them}:")?;
    for copy in copies.iter().take(ROWS) {
        let alike = copy.resemblance.map_or("as curation says".to_owned(), |hundredths| format!("{hundredths}% alike"));
        writeln!(out, "  {} of {} {DIM}{alike}{DIM:#}", copy.document, copy.original)?;
    }
    if copies.len() > ROWS {
        writeln!(out, "  … and {} more: demarche query copies", console::grouped(copies.len() - ROWS))?;
    }
    Ok(())
}

/// Which titles and publishers rest on the text's words alone, one line a document.
fn guesses(out: &mut impl Write, built: &Built) -> Result<()> {
    let guessed: Vec<&Diagnostic> = built.diagnostics.iter().filter(|found| found.code == GUESSED).collect();
    if guessed.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{BOLD}Guessed from the text{BOLD:#} {DIM}documents.csv or front matter settles it{DIM:#}")?;
    for found in guessed.iter().take(ROWS) {
        writeln!(out, "  {}: {}", found.place.file.display(), console::printable(&found.message))?;
    }
    if guessed.len() > ROWS {
        writeln!(out, "  … and {} more", console::grouped(guessed.len() - ROWS))?;
    }
    Ok(())
}

fn trouble(out: &mut impl Write, built: &Built) -> Result<()> {
    let of = |severity| move |diagnostic: &&Diagnostic| diagnostic.severity == severity;
    let is_knowledge = |error: &&Diagnostic| error.code.starts_with("ontology::") || error.code.starts_with("query::");
    let errors = built.diagnostics.iter().filter(of(Severity::Error));
    let (knowledge, others): (Vec<_>, Vec<_>) = errors.partition(is_knowledge);
    let (corrections, documents): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        others.into_iter().partition(|error| error.code.starts_with("curation::"));
    for (title, errors) in [
        ("Left out", documents),
        ("Left out of the ontology and the queries", knowledge),
        ("Left out of the corrections", corrections),
    ] {
        if errors.is_empty() {
            continue;
        }
        writeln!(out, "\n{BOLD}{title}{BOLD:#}")?;
        for error in errors.iter().take(ROWS) {
            writeln!(out, "  {}: {}", error.place.file.display(), console::printable(&error.message))?;
        }
        if errors.len() > ROWS {
            writeln!(out, "  … and {} more", console::grouped(errors.len() - ROWS))?;
        }
    }
    let doubtful = built.diagnostics.iter().filter(of(Severity::Warning)).count();
    let again = match built.doubtful_before {
        0 => String::new(),
        before => format!(", and {} in unchanged documents (--force shows them)", console::grouped(before)),
    };
    match (doubtful, built.doubtful_before) {
        (0, 0) => {}
        (0, before) => {
            writeln!(out, "\n{} in unchanged documents (--force shows them)", count(before, "doubtful place"))?;
        }
        (doubtful, _) => writeln!(out, "\n{}, told above{again}", count(doubtful, "doubtful place"))?,
    }
    let notes = built.diagnostics.iter().filter(of(Severity::Note));
    for note in notes.filter(|note| note.code == "collect::ignored").take(ROWS) {
        writeln!(out, "Not read: {}: {}", note.place.file.display(), note.message)?;
    }
    Ok(())
}

/// What to type next, with the name of the actor that is asked most.
fn hint(out: &mut impl Write, built: &Built, order: &Order) -> Result<()> {
    let graph = match order.graph == Path::new(GRAPH) {
        true => String::new(),
        false => format!(" --graph {}", shell_word(&order.graph.to_string_lossy())),
    };
    let first = built.digest.asked.as_ref().and_then(|(rows, labels)| match rows.rows.first()?.first()? {
        Some(oxigraph::model::Term::NamedNode(node)) => labels.get(node).map(str::to_owned),
        _ => None,
    });
    writeln!(out, "\n{BOLD}Next{BOLD:#}")?;
    if let Some(actor) = first {
        writeln!(out, "  demarche query asked-to-do --actor {}{graph}", shell_word(&actor))?;
    }
    let (doubtful, all) = (built.digest.counted("doubtful"), built.digest.counted("recommendations"));
    if doubtful > 0 {
        let (doubtful, all) = (console::grouped(doubtful), count(all, "recommendation"));
        writeln!(out, "  demarche query doubtful{graph}  {DIM}{doubtful} of {all} leave room for doubt{DIM:#}")?;
    }
    writeln!(out, "  demarche query --list")?;
    Ok(())
}

/// A word as it is typed in a shell.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else if !word.contains(['"', '$', '`', '\\', '!']) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
