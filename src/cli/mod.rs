//! The command line: thin commands over the pure stages. Data goes to standard output, everything else to standard error.
//!
//! Exit codes: 0 all well; 1 an answer of nothing, findings, or documents left out; 2 an error.

mod actors;
mod annotate;
mod build;
mod check;
mod console;
mod curate;
mod evaluate;
mod explain;
mod extract;
mod knowledge;
mod marks;
mod ndjson;
mod network;
mod publish;
mod query;
mod report;
mod serve;
mod shell;
mod sink;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

/// Turns policy documents into a knowledge graph people can trust: who asks whom to do what, in whose words, since when.
#[derive(Parser)]
#[command(
    name = "demarche",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "Example: build a graph of a folder of documents, then ask it\n  \
                  demarche build briefings/\n  \
                  demarche query most-addressed"
)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Arguments),
    Extract(extract::Arguments),
    Query(query::Arguments),
    Publish(publish::Arguments),
    Serve(serve::Arguments),
    #[command(hide = true)]
    QueryWorker(serve::Worker),
    Network(network::Arguments),
    Actors(actors::Arguments),
    Explain(explain::Arguments),
    Evaluate(evaluate::Arguments),
    Curate(curate::Arguments),
    Check(check::Arguments),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// How a command ended that was no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// There is something to look at: an answer of nothing, findings, or documents left out.
    Findings,
}

impl Outcome {
    fn findings(there_are: bool) -> Self {
        if there_are { Self::Findings } else { Self::Done }
    }
}

/// Runs the command that `args` tell, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    // What a broken PDF makes its reader do becomes a diagnostic, and no message of its own.
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !crate::document::is_guarded() {
            print(panic);
        }
    }));
    let parsed = CommandLine::command().try_get_matches_from(&args);
    let parsed = match parsed.and_then(|matches| CommandLine::from_arg_matches(&matches)) {
        Ok(parsed) => parsed,
        Err(told) => return tell(&told),
    };
    let ended = match parsed.command {
        Command::Build(arguments) => build::run(arguments),
        Command::Extract(arguments) => extract::run(arguments),
        Command::Query(arguments) => query::run(arguments, &args),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::QueryWorker(arguments) => arguments.run(),
        Command::Network(arguments) => network::run(&arguments),
        Command::Actors(arguments) => actors::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Curate(arguments) => curate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Completions(arguments) => arguments.run(),
        Command::Man(arguments) => arguments.run(),
    };
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if console::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            if let Some(told) = error.downcast_ref::<clap::Error>() {
                return tell(told);
            }
            report::error(&error);
            ExitCode::from(2)
        }
    }
}

/// Prints what clap has to say: help and version are no errors.
fn tell(told: &clap::Error) -> ExitCode {
    // Nobody is left to hear of it where this cannot be printed.
    let _ = told.print();
    ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2))
}
