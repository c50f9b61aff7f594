//! What an operator watches, as Prometheus reads it.

use axum::http::StatusCode;
use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::time::Duration;

/// Where in the server a request was answered, and with which status. Few values: an address is none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    part: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Part {
    part: &'static str,
}

/// The counters of a server.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Part, Histogram>,
    pub killed: Gauge,
    pub cached: Counter,
    pub swaps: Counter,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let requests = Family::<Answered, Counter>::default();
        let seconds = Family::<Part, Histogram>::new_with_constructor(|| {
            Histogram::new([0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0])
        });
        let (killed, cached, swaps) = (Gauge::default(), Counter::default(), Counter::default());
        let mut registry = Registry::with_prefix("demarche");
        registry.register("requests", "Requests answered", requests.clone());
        registry.register_with_unit("response", "Time until the answer", Unit::Seconds, seconds.clone());
        registry.register("query_workers_killed", "Query workers killed since the graph was loaded", killed.clone());
        registry.register("answers_cached", "Queries answered from the cache", cached.clone());
        registry.register("graph_swaps", "Rebuilt graphs that were taken up", swaps.clone());
        Self { registry, requests, seconds, killed, cached, swaps }
    }

    pub(super) fn answered(&self, path: &str, status: StatusCode, took: Duration) {
        let part = part(path);
        self.requests.get_or_create(&Answered { part, status: status.as_u16() }).inc();
        self.seconds.get_or_create(&Part { part }).observe(took.as_secs_f64());
    }

    /// The exposition format of OpenMetrics.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a String does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

fn part(path: &str) -> &'static str {
    match path.trim_start_matches('/').split('/').next().unwrap_or_default() {
        "sparql" => "sparql",
        "store" => "store",
        "api" => "api",
        "reconcile" => "reconcile",
        "health" | "metrics" => "operation",
        _ => "pages",
    }
}
