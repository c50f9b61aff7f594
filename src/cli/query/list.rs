//! `demarche query --list`: all saved queries, grouped, each with its question and parameters.

use super::{Options, call, knows};
use crate::cli::Outcome;
use crate::cli::console::{BOLD, DIM};
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
    let mut out = anstream::stdout().lock();
    for (at, (group, queries)) in groups.iter().enumerate() {
        writeln!(out, "{}{BOLD}{group}{BOLD:#}", if at > 0 { "\n" } else { "" })?;
        for query in queries {
            writeln!(out, "  {BOLD}{}{BOLD:#}  {}", query.name, query.summary)?;
            let parameters = query.parameters.iter().map(|parameter| {
                let word = format!("--{} {}", call::option(parameter), call::placeholder(parameter));
                if parameter.required { word } else { format!("[{word}]") }
            });
            let parameters = parameters.collect::<Vec<_>>().join(" ");
            if !parameters.is_empty() {
                writeln!(out, "      {DIM}{parameters}{DIM:#}")?;
            }
        }
    }
    Ok(Outcome::Done)
}
