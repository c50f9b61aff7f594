//! What the command knows of where it is run: is there a terminal, how wide is it, does it want colour.

use crate::text;
use anstyle::{AnsiColor, Style};
use std::io::{self, IsTerminal};

/// Columns where no terminal tells its own.
const WIDTH: u16 = 100;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Columns of the terminal that standard output is, else what `COLUMNS` says.
pub(super) fn width() -> u16 {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(width, _)| width.0);
    if stdout_is_terminal() { asked().or(told) } else { told }.filter(|&width| width >= 20).unwrap_or(WIDTH)
}

pub(super) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether what goes to standard output may have colours (a terminal, `NO_COLOR`, `CLICOLOR_FORCE`).
pub(super) fn stdout_has_colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

pub(super) fn stderr_has_colour() -> bool {
    anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// Whether an error is that the reader of our output has gone: that is its right.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause.downcast_ref::<crate::query::WriteError>().is_some_and(
                |error| matches!(error, crate::query::WriteError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe),
            )
    })
}

/// "1 document", "3 documents", "12,480 documents".
pub(super) fn count(number: usize, one: &str) -> String {
    let plural = if number == 1 {
        one.to_owned()
    } else if let Some(stem) = one.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        format!("{stem}ies")
    } else {
        format!("{one}s")
    };
    format!("{} {plural}", grouped(number))
}

/// Digits in groups of three.
pub(super) fn grouped(number: usize) -> String {
    text::grouped(number, ',')
}

/// Without the control characters by which a document could steer a terminal.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}
