//! `demarche serve`: the pages and the SPARQL endpoint over HTTP.

use super::Outcome;
use super::publish::{SiteArguments, may_be_released};
use super::report::trouble;
use crate::serve::{Contract, Limits, ServeError, Settings, serve, work};
use anyhow::Result;
use clap::Args;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Serve the graph: pages for people, SPARQL and data for programs
///
/// A rebuilt graph is taken up without a restart. Nothing can be written over HTTP.
#[derive(Args)]
#[command(after_help = "Examples: look at your graph; let others look at it\n  \
                        demarche serve\n  \
                        demarche serve --bind 0.0.0.0 --base https://asks.example.org/ --corrections mailto:editor@example.org")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The port to listen on; 0 takes one that is free
    #[arg(short, long, default_value_t = 7878)]
    port: u16,
    /// The address to listen on; 0.0.0.0 is every network
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// How many queries are evaluated at once [default: one a core]
    #[arg(long, value_name = "NUMBER")]
    workers: Option<usize>,
    /// Seconds that a query may take
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().seconds)]
    timeout: f64,
    /// Rows or triples that an answer may have
    #[arg(long, value_name = "ROWS", default_value_t = Limits::default().rows)]
    max_rows: usize,
    /// Mebibytes of memory that a query may use beyond what the graph needs
    #[arg(long, value_name = "MIB", default_value_t = Limits::default().memory >> 20)]
    max_memory: u64,
    /// Mebibytes of answers and pages that are kept; 0 keeps none
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    cache: u64,
    /// Log lines as JSON
    #[arg(long)]
    json_logs: bool,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    if !(arguments.timeout > 0.0 && arguments.timeout < 1e6) {
        return Err(trouble("--timeout must be more than 0 seconds", "leave it out, or say --timeout 10"));
    }
    let (store, site) = arguments.site.open(true)?;
    if !arguments.bind.is_loopback() && !arguments.site.preview {
        may_be_released(&site, &store)?;
    }
    let settings = Settings {
        graph: arguments.site.graph,
        address: SocketAddr::new(arguments.bind, arguments.port),
        site,
        limits: Limits {
            seconds: arguments.timeout,
            rows: arguments.max_rows,
            memory: arguments.max_memory.saturating_mul(1 << 20),
            ..Limits::default()
        },
        workers: arguments.workers.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from)),
        cache: arguments.cache.saturating_mul(1 << 20),
        json_logs: arguments.json_logs,
    };
    let served = serve(settings, |address| eprintln!("Serving http://{address}/ (Ctrl-C ends it)"));
    match served {
        Ok(()) => Ok(Outcome::Done),
        Err(error @ ServeError::Address { .. }) => {
            Err(trouble(error.to_string(), "another program may use it: choose another with --port"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Evaluates queries for `demarche serve`, which starts it
#[derive(Args)]
pub(super) struct Worker {
    contract: String,
}

impl Worker {
    pub(super) fn run(&self) -> Result<Outcome> {
        let contract: Contract = serde_json::from_str(&self.contract)?;
        work(&contract)?;
        Ok(Outcome::Done)
    }
}
