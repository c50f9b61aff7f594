//! `demarche completions` and `demarche man`: what the shell and the manual know of the commands.

use super::{CommandLine, Outcome};
use anyhow::{Context, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::{self, Write};
use std::path::PathBuf;

/// Print the completions for a shell
#[derive(Args)]
#[command(after_help = "Example: for bash, in the current shell\n  source <(demarche completions bash)")]
pub(super) struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut CommandLine::command(), "demarche", &mut script);
        io::stdout().write_all(&script)?;
        Ok(Outcome::Done)
    }
}

/// Print the manual page, or write all of them
#[derive(Args)]
#[command(after_help = "Example: where man looks for them\n  demarche man -o ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder, which is made where it is not there
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> Result<Outcome> {
        let mut command = CommandLine::command();
        match self.output {
            Some(folder) => {
                let cannot = || format!("cannot write manual pages into {}", folder.display());
                std::fs::create_dir_all(&folder).with_context(cannot)?;
                command.build();
                clap_mangen::generate_to(command, &folder).with_context(cannot)?;
            }
            None => {
                let mut page = Vec::new();
                clap_mangen::Man::new(command).render(&mut page)?;
                io::stdout().write_all(&page)?;
            }
        }
        Ok(Outcome::Done)
    }
}
