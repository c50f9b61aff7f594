//! What the server answers from: one graph with its pages, its query workers and its cache, swapped as a whole when the graph is
//! rebuilt.

use super::metrics::Metrics;
use super::pool::{Answered, Pool};
use super::problem::Problem;
use super::reconcile::Index;
use super::respond::etag;
use super::worker::{Contract, Job};
use super::{Limits, Settings, describe};
use crate::publish::{PublishError, Site, SitePath};
use crate::query::{dump, overview};
use crate::store::Store;
use axum::body::Bytes;
use oxigraph::model::{NamedNode, Triple};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::io::BufWriter;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};
use tempfile::NamedTempFile;

/// How often the graph folder is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// One state of the graph, and all that answers from it.
pub(super) struct Snapshot {
    pub site: Site,
    pub actors: Index,
    pub pool: Arc<Pool>,
    answers: Cache<Job, Answered, Size>,
    pages: Cache<SitePath, Arc<Ready>, Size>,
    graphs: Vec<NamedNode>,
    description: Vec<Triple>,
    /// What the workers load; it is gone with the snapshot.
    _quads: NamedTempFile,
}

/// A page that was made, with its validator.
pub(super) struct Ready {
    pub media_type: &'static str,
    pub etag: String,
    pub body: Bytes,
}

/// What is kept weighs what it takes in memory, with what it is kept under.
#[derive(Clone)]
struct Size;

impl Weighter<Job, Answered> for Size {
    fn weight(&self, job: &Job, answer: &Answered) -> u64 {
        (job.size() + answer.body.len()) as u64 + 512
    }
}

impl Weighter<SitePath, Arc<Ready>> for Size {
    fn weight(&self, path: &SitePath, page: &Arc<Ready>) -> u64 {
        (path.as_str().len() + page.body.len()) as u64 + 512
    }
}

impl Snapshot {
    /// Reads the graph folder and starts workers.
    ///
    /// # Errors
    /// The graph cannot be read, or a worker cannot be started.
    async fn load(settings: &Arc<Settings>) -> Result<Self, PublishError> {
        let read = Arc::clone(settings);
        let made = tokio::task::spawn_blocking(move || -> Result<_, PublishError> {
            let site = Site::of(&Store::open(&read.graph)?, &read.site)?;
            let quads = NamedTempFile::new().map_err(PublishError::io("a temporary file"))?;
            dump(site.loaded(), BufWriter::new(quads.as_file()))?;
            let actors = Index::of(site.loaded(), site.base())?;
            let (triples, graphs) = overview(site.loaded())?;
            let description = describe::service(site.base(), triples, &graphs);
            Ok(Read { site, actors, quads, graphs, description })
        });
        let broken = |error: tokio::task::JoinError| PublishError::io("the graph")(std::io::Error::other(error));
        let Read { site, actors, quads, graphs, description } = made.await.map_err(broken)??;
        let Limits { seconds, rows, bytes, memory } = settings.limits;
        let contract = Contract {
            quads: quads.path().to_owned(),
            base: site.base().as_str().to_owned(),
            queries: settings.site.queries.clone(),
            seconds,
            rows,
            bytes,
            memory,
        };
        let pool = Pool::start(contract, settings.workers).await.map_err(PublishError::io("a query worker"))?;
        let answers = Cache::with_weighter(10_000, settings.cache / 2, Size);
        let pages = Cache::with_weighter(10_000, settings.cache / 2, Size);
        Ok(Self { site, actors, pool, answers, pages, graphs, description, _quads: quads })
    }

    /// The named graphs, sorted.
    pub(super) fn graphs(&self) -> &[NamedNode] {
        &self.graphs
    }

    /// Whether there is a named graph of this IRI.
    pub(super) fn has_graph(&self, iri: &str) -> bool {
        self.graphs.binary_search_by(|graph| graph.as_str().cmp(iri)).is_ok()
    }

    /// The service description.
    pub(super) fn description(&self) -> Vec<Triple> {
        self.description.clone()
    }

    /// A page of the site, made once however many ask for it; none where there is none.
    ///
    /// # Errors
    /// A template fails.
    pub(super) fn page(&self, path: &SitePath) -> Result<Option<Arc<Ready>>, PublishError> {
        let made = self.pages.get_or_insert_with(path, || {
            let page = self.site.page(path).map_err(Some)?.ok_or(None)?;
            Ok(Arc::new(Ready { media_type: page.media_type, etag: etag(&page.body), body: page.body.into() }))
        });
        match made {
            Ok(page) => Ok(Some(page)),
            Err(None) => Ok(None),
            Err(Some(error)) => Err(error),
        }
    }

    /// Has a query answered, from the cache where it was asked before.
    pub(super) async fn ask(&self, job: Job, metrics: &Metrics) -> Result<Answered, Problem> {
        if let Some(answer) = self.answers.get(&job) {
            metrics.cached.inc();
            return Ok(answer);
        }
        let answer = self.pool.ask(job.clone()).await;
        metrics.killed.set(i64::try_from(self.pool.killed()).unwrap_or(i64::MAX));
        if let Ok(answer) = &answer {
            self.answers.insert(job, answer.clone());
        }
        answer
    }
}

/// What is read of a graph before it is served.
struct Read {
    site: Site,
    actors: Index,
    quads: NamedTempFile,
    graphs: Vec<NamedNode>,
    description: Vec<Triple>,
}

/// The server's state. What is asked gets the snapshot of that moment and keeps it to the end.
pub(super) struct App {
    pub settings: Arc<Settings>,
    pub metrics: Metrics,
    current: RwLock<Arc<Snapshot>>,
}

impl App {
    pub(super) async fn start(settings: Settings) -> Result<Arc<Self>, PublishError> {
        let settings = Arc::new(settings);
        let current = RwLock::new(Arc::new(Snapshot::load(&settings).await?));
        Ok(Arc::new(Self { settings, metrics: Metrics::new(), current }))
    }

    pub(super) fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes up every rebuilt graph, until the server ends. One that cannot be read is told, and the last good one stays.
    pub(super) async fn watch(self: Arc<Self>) {
        let mut seen = self.version();
        loop {
            tokio::time::sleep(LOOK).await;
            let version = self.version();
            if version == seen || version.is_none() {
                continue;
            }
            seen = version;
            match Snapshot::load(&self.settings).await {
                Ok(snapshot) => {
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
                    self.metrics.swaps.inc();
                    tracing::info!("the graph was rebuilt and is taken up");
                }
                Err(error) => tracing::error!(%error, "the rebuilt graph cannot be read; the last one stays"),
            }
        }
    }

    /// What tells one state of the graph folder from another: when its manifest was put there, and its length.
    fn version(&self) -> Option<(SystemTime, u64)> {
        let manifest = std::fs::metadata(self.settings.graph.join("manifest.json")).ok()?;
        Some((manifest.modified().ok()?, manifest.len()))
    }
}
