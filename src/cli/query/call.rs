//! The call of a saved query: its typed parameters become options of the command.

use super::Options;
use crate::cli::report::trouble;
use crate::cli::{CommandLine, Outcome};
use crate::query::{Bindings, Parameter, ParameterKind, SavedQuery};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, CommandFactory, FromArgMatches};
use std::ffi::OsString;

/// A query's bindings, and the options beside them.
pub(super) struct Call {
    pub bindings: Bindings,
    pub options: Options,
}

/// Prints the help of `demarche query` itself.
pub(super) fn general_help() -> Result<Outcome> {
    let mut command = CommandLine::command();
    command.build();
    if let Some(query) = command.find_subcommand_mut("query") {
        query.print_long_help()?;
    }
    Ok(Outcome::Done)
}

/// What stands behind `query` on the command line.
fn behind_query(typed: &[OsString]) -> impl Iterator<Item = &OsString> {
    typed.iter().skip_while(|word| *word != "query").skip(1)
}

/// The options with the folders that are named among the query's parameters, which must be known before it is known
/// which parameters there are.
pub(super) fn with_folders(first: &Options, typed: &[OsString]) -> Options {
    let mut options = first.clone();
    let mut words = behind_query(typed);
    while let Some(word) = words.next() {
        let (word, value) = match word.to_str().and_then(|word| word.split_once('=')) {
            Some((word, value)) => (word, Some(OsString::from(value))),
            None => (word.to_str().unwrap_or_default(), None),
        };
        if !matches!(word, "--queries" | "--graph" | "-g") {
            continue;
        }
        let Some(value) = value.or_else(|| words.next().cloned()) else { break };
        match word {
            "--queries" if options.queries.iter().all(|known| *known != *value) => options.queries.push(value.into()),
            "--queries" => {}
            _ => options.graph = value.into(),
        }
    }
    options
}

/// Reads the command line again, now with the parameters of the query.
///
/// None where its help was asked for and printed.
pub(super) fn parse(query: &SavedQuery, name: &str, typed: &[OsString]) -> Result<Option<Call>> {
    let mut command = command(query, name)?;
    let words = std::iter::once(OsString::from("demarche query")).chain(behind_query(typed).cloned());
    let matches = command.try_get_matches_from_mut(words)?;
    let options = Options::from_arg_matches(&matches)?;
    if options.help {
        command.print_help()?;
        return Ok(None);
    }
    Ok(Some(Call { bindings: bindings(query, &matches), options }))
}

fn bindings(query: &SavedQuery, matches: &ArgMatches) -> Bindings {
    let given = query
        .parameters
        .iter()
        .filter_map(|parameter| Some((parameter.name.clone(), matches.get_one::<String>(&parameter.name)?.clone())));
    given.collect()
}

fn command(query: &SavedQuery, name: &str) -> Result<Command> {
    let command = Command::new("demarche query")
        .bin_name("demarche query")
        .disable_help_flag(true)
        .max_term_width(100)
        .after_help(format!("Example:\n  {}", example(query, name)))
        .arg(Arg::new("name").value_name("NAME").hide(true).required(true));
    let mut command = Options::augment_args(command).about(about(query)).long_about(None);
    // Below what the query itself can be told.
    command = command.mut_args(|arg| arg.display_order(100));
    for parameter in &query.parameters {
        let is_taken =
            |arg: &Arg| arg.get_id() == parameter.name.as_str() || arg.get_long() == Some(&option(parameter));
        if command.get_arguments().any(is_taken) {
            return Err(trouble(
                format!("the parameter {} of {} has the name of an option", parameter.name, query.file.display()),
                "give the parameter and its variable another name",
            ));
        }
        command = command.arg(argument(parameter));
    }
    let required: Vec<String> = query
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| format!(" --{} <{}>", option(parameter), placeholder(parameter)))
        .collect();
    Ok(command.override_usage(format!("demarche query {name}{} [OPTIONS]", required.concat())))
}

fn about(query: &SavedQuery) -> String {
    match &query.description {
        Some(description) => format!("{}\n\n{}", query.summary, description.trim_end()),
        None => query.summary.clone(),
    }
}

/// A parameter as an option: `asked_by` is `--asked-by`.
pub(super) fn option(parameter: &Parameter) -> String {
    parameter.name.replace('_', "-")
}

pub(super) fn placeholder(parameter: &Parameter) -> String {
    match parameter.kind {
        ParameterKind::Actor => "ACTOR".to_owned(),
        ParameterKind::Topic => "TOPIC".to_owned(),
        ParameterKind::Document => "DOCUMENT".to_owned(),
        ParameterKind::Date => "DATE".to_owned(),
        ParameterKind::Text => "TEXT".to_owned(),
        ParameterKind::Integer => "NUMBER".to_owned(),
        ParameterKind::Enum => words(parameter).join("|"),
    }
}

/// What an enum may be, as it is typed: `dem:must` is `must`.
fn words(parameter: &Parameter) -> Vec<&str> {
    parameter.values.iter().map(|value| value.rsplit(':').next().unwrap_or(value)).collect()
}

fn argument(parameter: &Parameter) -> Arg {
    let mut help = parameter.description.clone().unwrap_or_default();
    if let Some(default) = &parameter.default {
        help = format!("{help} [default: {default}]").trim().to_owned();
    }
    if parameter.required {
        help = format!("{help} (required)").trim().to_owned();
    }
    Arg::new(parameter.name.clone())
        .long(option(parameter))
        .value_name(placeholder(parameter))
        .help(help)
        .help_heading("Parameters")
        .action(ArgAction::Set)
}

/// A call with all that is required, or with the first parameter where nothing is.
pub(super) fn example(query: &SavedQuery, name: &str) -> String {
    let mut shown: Vec<&Parameter> = query.parameters.iter().filter(|parameter| parameter.required).collect();
    if shown.is_empty() {
        shown.extend(query.parameters.first());
    }
    let words = shown.iter().map(|parameter| format!(" --{} {}", option(parameter), sample(parameter)));
    format!("demarche query {name}{}", words.collect::<String>())
}

fn sample(parameter: &Parameter) -> String {
    match parameter.kind {
        ParameterKind::Actor => "\"World Health Organization\"".to_owned(),
        ParameterKind::Topic => "\"Public transport\"".to_owned(),
        ParameterKind::Document => "\"A Fair Fare for All\"".to_owned(),
        ParameterKind::Date => "2023-10".to_owned(),
        ParameterKind::Text => "buses".to_owned(),
        ParameterKind::Integer => "10".to_owned(),
        ParameterKind::Enum => words(parameter).first().copied().unwrap_or_default().to_owned(),
    }
}
