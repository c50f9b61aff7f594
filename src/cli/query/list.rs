//! `demarche query --list`: all saved queries, grouped, each with its question and parameters.

use super::{Options, call, knows};
use crate::cli::Outcome;
use crate::cli::annotate::textwrap;
use crate::cli::console::{BOLD, DIM};
use crate::cli::marks::room;
use crate::query::SavedQuery;
use anyhow::Result;
use std::collections::BTreeMap;
use std::io::Write;

pub(super) fn print(options: &Options) -> Result<Outcome> {
    let (book, _) = knows(options)?;
    let mut groups: BTreeMap<&str, Vec<&SavedQuery>> = BTreeMap::new();
    for query in book.queries() {
        groups.entry(query.tags.first().map_or("other", String::as_str)).or_default().push(query);
    }
    let widest = book.queries().map(|query| query.name.len()).max().unwrap_or(0);
    let mut out = anstream::stdout().lock();
    for (at, (group, queries)) in groups.iter().enumerate() {
        writeln!(out, "{}{BOLD}{group}{BOLD:#}", if at > 0 { "\n" } else { "" })?;
        for query in queries {
            let parameters = query.parameters.iter().map(|parameter| {
                let word = format!("--{} {}", call::option(parameter), call::placeholder(parameter));
                if parameter.required { word } else { format!("[{word}]") }
            });
            // An option and its value stay together.
            let parameters = parameters.map(|word| word.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(" ");
            let mut name = query.name.as_str();
            for line in textwrap(&query.summary, room(widest + 4), 0) {
                writeln!(out, "  {BOLD}{name:widest$}{BOLD:#}  {line}")?;
                name = "";
            }
            for line in textwrap(&parameters, room(widest + 4), 0).iter().filter(|line| !line.is_empty()) {
                writeln!(out, "  {:widest$}  {DIM}{}{DIM:#}", "", line.replace('\u{a0}', " "))?;
            }
        }
    }
    Ok(Outcome::Done)
}
