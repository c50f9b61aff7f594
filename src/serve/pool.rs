//! The workers, and who is next: a query that takes too long is killed with its worker, and another worker takes its place.

use super::problem::Problem;
use super::respond::etag;
use super::worker::{Contract, Head, Job, READY};
use axum::body::Bytes;
use axum::http::StatusCode;
use std::ffi::OsStr;
use std::io;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// How long a worker has to stop a query itself before it is killed.
const GRACE: Duration = Duration::from_millis(500);
/// How long a request waits for a worker.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many requests may wait at once.
const QUEUE: usize = 64;

/// An answer, whole.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    pub media_type: String,
    pub etag: String,
    pub body: Bytes,
}

/// Some workers over one graph. They end when the pool is dropped.
pub(super) struct Pool {
    contract: Contract,
    idle: Mutex<Vec<Worker>>,
    /// One permit for each worker that is idle or about to be.
    free: Semaphore,
    waiting: AtomicUsize,
    killed: AtomicUsize,
}

impl Pool {
    /// Starts `size` workers and waits until they have loaded the graph.
    ///
    /// # Errors
    /// A worker cannot be started or cannot load the graph.
    pub(super) async fn start(contract: Contract, size: usize) -> io::Result<Arc<Self>> {
        let starting: Vec<_> = (0..size.max(1)).map(|_| Worker::start(&contract)).collect::<Result<_, _>>()?;
        let mut idle = Vec::new();
        for worker in starting {
            idle.push(worker.ready().await?);
        }
        let (free, waiting, killed) = (Semaphore::new(idle.len()), AtomicUsize::new(0), AtomicUsize::new(0));
        Ok(Arc::new(Self { contract, idle: Mutex::new(idle), free, waiting, killed }))
    }

    /// How many workers had to be killed since the start.
    pub(super) fn killed(&self) -> usize {
        self.killed.load(Ordering::Relaxed)
    }

    /// Has a job done. It is done to its end, or to the limit, even if the client goes away meanwhile.
    pub(super) async fn ask(self: &Arc<Self>, job: Job) -> Result<Answered, Problem> {
        let pool = Arc::clone(self);
        let done = tokio::spawn(async move { pool.work(&job).await });
        done.await.unwrap_or_else(|_| Err(broken()))
    }

    async fn work(self: &Arc<Self>, job: &Job) -> Result<Answered, Problem> {
        let busy = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is busy").help("try again in a moment");
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= QUEUE {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(busy());
        }
        let permit = timeout(PATIENCE, self.free.acquire()).await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        let Ok(Ok(permit)) = permit else { return Err(busy()) };
        let Some(mut worker) = self.shelf().pop() else { return Err(broken()) };
        let limit = Duration::from_secs_f64(self.contract.seconds);
        let problem = match timeout(limit + GRACE, worker.ask(job)).await {
            Ok(Ok(result)) => {
                self.shelf().push(worker);
                return result;
            }
            Ok(Err(_)) => Problem::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "the query needed more memory than this server gives to one, and was stopped",
            )
            .help("ask for less: a LIMIT, a named actor or topic, no product of unconnected patterns"),
            Err(_) => Problem::new(
                StatusCode::GATEWAY_TIMEOUT,
                format!("the query took longer than {} s and was stopped", self.contract.seconds),
            )
            .help("ask for less: a LIMIT, a named actor or topic, no product of unconnected patterns"),
        };
        // Whatever it still does, it does no more.
        drop(worker);
        self.killed.fetch_add(1, Ordering::Relaxed);
        permit.forget();
        tokio::spawn(Self::replace(Arc::downgrade(self)));
        Err(problem)
    }

    /// Starts a worker in the place of one that was killed, and tries until it stands.
    async fn replace(pool: std::sync::Weak<Self>) {
        while let Some(contract) = pool.upgrade().map(|pool| pool.contract.clone()) {
            let started = match Worker::start(&contract) {
                Ok(worker) => worker.ready().await,
                Err(error) => Err(error),
            };
            match (started, pool.upgrade()) {
                (Ok(worker), Some(pool)) => {
                    pool.shelf().push(worker);
                    pool.free.add_permits(1);
                    return;
                }
                (_, None) => return,
                (Err(error), _) => {
                    tracing::error!(%error, "a query worker cannot be started");
                    sleep(Duration::from_secs(1)).await;
                }
            }
        }
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn broken() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the query could not be handed on")
}

/// A process that evaluates queries, killed when it is dropped.
struct Worker {
    _process: Child,
    jobs: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    fn start(contract: &Contract) -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(OsStr::new("query-worker"))
            .arg(serde_json::to_string(contract)?)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(jobs), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("a worker without pipes"));
        };
        Ok(Self { _process: process, jobs, answers: BufReader::with_capacity(1 << 16, answers) })
    }

    async fn ready(mut self) -> io::Result<Self> {
        let mut line = String::new();
        self.answers.read_line(&mut line).await?;
        if line.trim_end() == READY {
            Ok(self)
        } else {
            Err(io::Error::other("a query worker could not load the graph"))
        }
    }

    /// The outer error means that the worker is no more.
    async fn ask(&mut self, job: &Job) -> io::Result<Result<Answered, Problem>> {
        let mut line = serde_json::to_string(job)?;
        line.push('\n');
        self.jobs.write_all(line.as_bytes()).await?;
        let mut head = String::new();
        if self.answers.read_line(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match serde_json::from_str(&head)? {
            Head::Problem(problem) => Ok(Err(problem)),
            Head::Answer { media_type, bytes } => {
                let mut body = vec![0; bytes];
                self.answers.read_exact(&mut body).await?;
                Ok(Ok(Answered { media_type, etag: etag(&body), body: body.into() }))
            }
        }
    }
}
