//! The server: the pages of [`crate::publish`], live, with a SPARQL endpoint, the saved queries as an API, and reconciliation.
//!
//! Read-only, always: the graph is made by building. Queries run in processes of their own (`worker`) that `pool` kills
//! when they take too long; everything else is answered from what `state` holds in memory.

mod api;
mod describe;
mod endpoint;
mod metrics;
mod negotiate;
mod pages;
mod pool;
mod problem;
mod protocol;
mod reconcile;
mod respond;
mod routes;
mod state;
mod worker;

pub use worker::{Contract, work};

use crate::publish::{PublishError, SiteOptions};
use state::App;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tracing_subscriber::filter::LevelFilter;

/// What a server is told when it starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The graph folder.
    pub graph: PathBuf,
    pub address: SocketAddr,
    pub site: SiteOptions,
    pub limits: Limits,
    /// How many queries are evaluated at once.
    pub workers: usize,
    /// Bytes of answers that are kept; 0 keeps none.
    pub cache: u64,
    /// Log lines as JSON, for programs.
    pub json_logs: bool,
}

/// What one query may use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    pub seconds: f64,
    /// Rows of a SELECT, triples of a CONSTRUCT.
    pub rows: usize,
    /// Bytes of an answer.
    pub bytes: usize,
    /// Bytes of memory beyond what the graph needs.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { seconds: 10.0, rows: 1_000_000, bytes: 64 << 20, memory: 1 << 30 }
    }
}

/// Why a server did not start, or stopped.
#[derive(Debug)]
pub enum ServeError {
    /// The graph cannot be served.
    Graph(PublishError),
    /// The address cannot be listened on.
    Address {
        address: SocketAddr,
        source: io::Error,
    },
    Io(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Graph(error) => error.fmt(f),
            Self::Address { address, source } => write!(f, "cannot listen on {address}: {source}"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ServeError {}

/// Serves a graph until the process is told to end (Ctrl-C, SIGTERM); requests that have begun are answered first.
///
/// `listening` is told the address when it can be asked.
///
/// # Errors
/// The graph cannot be read, or the address is taken.
pub fn serve(settings: Settings, listening: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let log = tracing_subscriber::fmt().with_writer(io::stderr).with_max_level(LevelFilter::INFO).with_target(false);
    // A program that has set up its own log keeps it.
    let _ = if settings.json_logs { log.json().try_init() } else { log.try_init() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Io)?;
    runtime.block_on(async {
        let address = settings.address;
        // First, so that nobody waits for a graph that can then not be served.
        let listener = TcpListener::bind(address).await.map_err(|source| ServeError::Address { address, source })?;
        let app = App::start(settings).await.map_err(ServeError::Graph)?;
        let watching = tokio::spawn(Arc::clone(&app).watch());
        listening(listener.local_addr().map_err(ServeError::Io)?);
        let served = axum::serve(listener, routes::router(app)).with_graceful_shutdown(told_to_end()).await;
        watching.abort();
        served.map_err(ServeError::Io)
    })
}

/// Waits for Ctrl-C or SIGTERM.
async fn told_to_end() {
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}
