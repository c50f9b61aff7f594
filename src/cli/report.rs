//! Diagnostics as people see them: with the source line and a caret, drawn on a terminal, plain elsewhere.

use super::console::{self, BOLD, ERROR, NOTE, WARNING};
use crate::diagnostic::{Diagnostic, Severity};
use crate::query::QueryError;
use crate::store::StoreError;
use crate::text::{ByteSpan, LineColumn};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SpanContents,
};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal};

/// So many diagnostics of one code are shown; the others are counted.
const SHOWN: usize = 8;
/// So many bytes of a line are shown before the place that is meant, and behind it.
const BEFORE: usize = 60;
const BEHIND: usize = 120;

/// Prints diagnostics to standard error; of many with one code the first ones, unless `all` are asked for.
pub(super) fn diagnostics<'a>(found: impl IntoIterator<Item = &'a Diagnostic>, all: bool) {
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in found {
        let so_far = shown.entry(diagnostic.code).or_default();
        *so_far += 1;
        if all || *so_far <= SHOWN {
            print(diagnostic);
        }
    }
    for (code, count) in shown.iter().filter(|(_, count)| !all && **count > SHOWN) {
        anstream::eprintln!("… and {} more of {code} (-v shows all)", console::grouped(count - SHOWN));
    }
}

/// Prints one diagnostic.
pub(super) fn print(diagnostic: &Diagnostic) {
    if io::stderr().is_terminal() {
        let shown = Shown { excerpt: Excerpt::of(diagnostic), diagnostic };
        let theme =
            if console::stderr_has_colour() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler =
            GraphicalReportHandler::new_themed(theme).with_width(console::width().into()).with_context_lines(1);
        let mut drawn = String::new();
        if handler.render_report(&mut drawn, &shown).is_ok() {
            eprintln!("{}", drawn.trim_matches('\n'));
            eprintln!();
            return;
        }
    }
    eprint!("{}", plain(diagnostic));
}

/// An error that ends the command.
pub(super) fn error(error: &anyhow::Error) {
    if let Some(Refused(diagnostic)) = error.downcast_ref() {
        return print(diagnostic);
    }
    if let Some(QueryError::Syntax(diagnostic)) = error.downcast_ref() {
        return print(diagnostic);
    }
    anstream::eprintln!("{ERROR}error{ERROR:#}: {}", messages(error));
    let help =
        match (error.downcast_ref::<StoreError>(), error.downcast_ref::<QueryError>(), error.downcast_ref::<Trouble>())
        {
            (Some(error), _, _) => Some(error.help().to_owned()),
            (_, Some(error), _) => error.help(),
            (_, _, Some(trouble)) => Some(trouble.help.clone()),
            _ => None,
        };
    if let Some(help) = help {
        anstream::eprintln!("  {BOLD}help{BOLD:#}: {help}");
    }
}

/// The error and its causes, each said once.
fn messages(error: &anyhow::Error) -> String {
    let mut whole = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !whole.ends_with(&cause) {
            whole += if whole.is_empty() { "" } else { ": " };
            whole += &cause;
        }
    }
    console::printable(&whole)
}

/// What is wrong with how the command was called, and how to mend it.
#[derive(Debug)]
pub(super) struct Trouble {
    message: String,
    help: String,
}

/// An error of how the command was called.
pub(super) fn trouble(message: impl Into<String>, help: impl Into<String>) -> anyhow::Error {
    Trouble { message: message.into(), help: help.into() }.into()
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Trouble {}

/// A diagnostic that ends the command.
#[derive(Debug)]
pub(super) struct Refused(pub Diagnostic);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Refused {}

fn word(severity: Severity) -> (&'static str, anstyle::Style) {
    match severity {
        Severity::Note => ("note", NOTE),
        Severity::Warning => ("warning", WARNING),
        Severity::Error => ("error", ERROR),
    }
}

/// `seeds/a.txt:3:14: warning: … [code]`, the line with carets, and the help.
fn plain(diagnostic: &Diagnostic) -> String {
    let file = diagnostic.place.file.display();
    let (severity, _) = word(diagnostic.severity);
    let Diagnostic { message, code, .. } = diagnostic;
    let message = console::printable(message);
    let excerpt = Excerpt::of(diagnostic);
    let place = excerpt.as_ref().map(|e| format!("{}:{}:", e.place.line, e.place.column)).unwrap_or_default();
    let mut whole = format!("{file}:{place} {severity}: {message} [{code}]\n");
    if let Some(Excerpt { text, span, place, .. }) = &excerpt {
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let number = place.line.to_string();
        let before = text[start..span.start].chars().count();
        let meant = &text[span.start..span.end];
        let carets = meant.lines().next().unwrap_or_default().chars().count().max(1);
        let margin = " ".repeat(number.len());
        whole += &format!("  {number} | {line}\n  {margin} | {}{}\n", " ".repeat(before), "^".repeat(carets));
    }
    if let Some(help) = &diagnostic.help {
        whole += &format!("  help: {help}\n");
    }
    whole
}

/// The lines around a place, long ones cut, so that a file of one line can be shown too.
#[derive(Debug)]
struct Excerpt {
    name: String,
    text: String,
    /// The range that is meant, in bytes of `text`.
    span: ByteSpan,
    /// Where it begins in the file.
    place: LineColumn,
    /// The line of the file, from 0, that `text` begins with.
    first: usize,
}

impl Excerpt {
    fn of(diagnostic: &Diagnostic) -> Option<Self> {
        let (whole, span) = diagnostic.place.span.as_ref()?;
        let (start, end) = (whole.floor_char_boundary(span.start), whole.floor_char_boundary(span.end));
        let place = LineColumn::of(whole, start);
        let line_start = whole[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = whole[start..].find('\n').map_or(whole.len(), |at| start + at);
        let mut text = String::new();
        let before = (line_start > 0).then(|| whole[..line_start - 1].rfind('\n').map_or(0, |at| at + 1));
        if let Some(before) = before {
            let line = &whole[before..line_start - 1];
            text += &clean(&line[..line.floor_char_boundary(BEHIND)]);
            text.push('\n');
        }
        let from = if start - line_start > BEFORE { whole.floor_char_boundary(start - BEFORE) } else { line_start };
        let to = whole.floor_char_boundary(line_end.min(start + BEHIND));
        text += if from > line_start { "…" } else { "" };
        let at = text.len();
        text += &clean(&whole[from..to]);
        text += if to < line_end { "…" } else { "" };
        text.push('\n');
        // `clean` changes no length, so the range moves by a constant.
        let span = ByteSpan::new(at + start - from, at + end.min(to).max(start) - from);
        let next = whole.get(line_end + 1..).and_then(|rest| rest.lines().next());
        if let Some(line) = next.filter(|line| !line.trim().is_empty()) {
            text += &clean(&line[..line.floor_char_boundary(BEHIND)]);
            text.push('\n');
        }
        let first = place.line - 1 - usize::from(before.is_some());
        Some(Self { name: diagnostic.place.file.display().to_string(), text, span, place, first })
    }
}

/// Control characters become blanks, byte for byte.
fn clean(text: &str) -> String {
    text.chars()
        .flat_map(|c| if c.is_control() { std::iter::repeat_n(' ', c.len_utf8()) } else { std::iter::repeat_n(c, 1) })
        .collect()
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &miette::SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.text.read_span(span, before, after)?;
        // What is asked without context is the place itself: its column is the file's, not the excerpt's.
        let column = if before == 0 && after == 0 { self.place.column - 1 } else { found.column() };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            found.data(),
            *found.span(),
            self.first + found.line(),
            column,
            found.line_count(),
        )))
    }
}

/// A diagnostic as miette draws it.
#[derive(Debug)]
struct Shown<'a> {
    diagnostic: &'a Diagnostic,
    excerpt: Option<Excerpt>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = console::printable(&self.diagnostic.message);
        match self.excerpt {
            Some(_) => f.write_str(&message),
            None => write!(f, "{}: {message}", self.diagnostic.place.file.display()),
        }
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Note => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.excerpt.as_ref()?.span;
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(None, (span.start, span.len())))))
    }
}
