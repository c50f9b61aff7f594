//! What programs ask: SPARQL, the graphs, the saved queries, reconciliation.

use super::negotiate::choose;
use super::problem::Problem;
use super::protocol::{self, Request};
use super::reconcile::{BATCH, Query};
use super::respond::{set, tagged, varied, whole};
use super::state::{App, Snapshot};
use super::worker::{Asked, Job};
use super::{api, describe};
use crate::query::{Answer, Form, Wire};
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::Triple;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The SPARQL endpoint. A browser that asks nothing is led to the workbench, a program gets the service description.
pub(super) async fn sparql(
    State(app): State<Arc<App>>,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    if ![Method::GET, Method::HEAD, Method::POST].contains(&method) {
        let mut response = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "ask with GET or POST").into_response();
        set(&mut response, header::ALLOW, "GET, HEAD, POST, OPTIONS");
        return Ok(response);
    }
    let now = app.now();
    match protocol::read(&method, query.as_deref().unwrap_or_default(), &headers, &body)? {
        Request::Query(job) => {
            let answer = now.ask(job, &app.metrics).await?;
            Ok(varied(tagged(&headers, &answer.media_type, &answer.etag, answer.body)))
        }
        Request::Description { format } => {
            let accept = protocol::accept(&headers);
            let offered: Vec<&[&str]> = described_as().map(Wire::asked_by).chain([&["text/html"][..]]).collect();
            if format.is_none() && choose(accept.as_deref(), &offered) == Some(offered.len() - 1) {
                let mut response = StatusCode::SEE_OTHER.into_response();
                set(&mut response, header::LOCATION, "/workbench");
                return Ok(varied(response));
            }
            rdf(&now, &headers, format.as_deref(), now.description())
        }
    }
}

/// The Graph Store protocol's reading half: `/store?graph=IRI`, `/store?default`.
///
/// Source: <https://www.w3.org/TR/sparql11-http-rdf-update/>, §5.2.
pub(super) async fn store(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let given = pairs(query.as_deref());
    let format = given.get("format").cloned();
    let now = app.now();
    let default = match (given.get("graph"), given.contains_key("default")) {
        (Some(graph), false) if now.has_graph(graph) => vec![graph.clone()],
        (Some(graph), false) => {
            return Err(Problem::new(StatusCode::NOT_FOUND, format!("there is no graph <{graph}>")));
        }
        (None, true) => Vec::new(),
        _ => return Err(Problem::bad_request("which graph?").help("say ?graph=IRI, or ?default for all of them")),
    };
    let text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }".to_owned();
    let asked = Asked::Typed { text, default, named: Vec::new() };
    let answer = now.ask(Job { asked, accept: protocol::accept(&headers), format }, &app.metrics).await?;
    Ok(varied(tagged(&headers, &answer.media_type, &answer.etag, answer.body)))
}

/// One saved query, with its parameters.
pub(super) async fn saved(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut bindings = pairs(query.as_deref());
    let format = bindings.remove("format");
    // A form sends its empty fields too.
    bindings.retain(|_, value| !value.trim().is_empty());
    let asked = Asked::Saved { name, bindings };
    let answer = app.now().ask(Job { asked, accept: protocol::accept(&headers), format }, &app.metrics).await?;
    Ok(varied(tagged(&headers, &answer.media_type, &answer.etag, answer.body)))
}

/// What the search finds, for programs.
pub(super) async fn search(State(app): State<Arc<App>>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let given = pairs(query.as_deref());
    let limit = given.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(20).min(100);
    let question = given.get("q").map(String::as_str).unwrap_or_default();
    json(&headers, &serde_json::json!({ "hits": app.now().site.search(question, limit) }))
}

pub(super) async fn queries(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let now = app.now();
    json(&headers, &api::list(now.site.base(), now.site.book()))
}

pub(super) async fn openapi(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let now = app.now();
    json(&headers, &api::openapi(now.site.base(), now.site.book()))
}

/// The saved queries as RDF.
pub(super) async fn examples(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let now = app.now();
    let format = pairs(query.as_deref()).remove("format");
    let triples = describe::examples(now.site.base(), now.site.book());
    rdf(&now, &headers, format.as_deref(), triples)
}

/// The reconciliation service: what it is, or the candidates for a batch of names.
pub(super) async fn reconcile(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    let mut given = pairs(query.as_deref());
    given.extend(form_urlencoded::parse(&body).into_owned());
    let now = app.now();
    let Some(queries) = given.remove("queries") else { return Ok(json(&headers, &now.actors.manifest())) };
    let queries: BTreeMap<String, Query> = serde_json::from_str(&queries).map_err(|error| {
        let problem = Problem::bad_request(format!("the queries cannot be read: {error}"));
        problem.help(r#"send queries={"q0":{"query":"Qatar"}}"#)
    })?;
    if queries.len() > BATCH {
        return Err(Problem::bad_request(format!("a request may have {BATCH} queries at most")));
    }
    let answered = tokio::task::spawn_blocking(move || now.actors.answer(&queries)).await;
    let answered =
        answered.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the names could not be matched"))?;
    Ok(json(&headers, &answered))
}

pub(super) async fn suggest(State(app): State<Arc<App>>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let prefix = pairs(query.as_deref()).remove("prefix").unwrap_or_default();
    json(&headers, &app.now().actors.suggest(&prefix))
}

/// That the server answers, and from what.
pub(super) async fn health(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let now = app.now();
    let graphs = now.graphs().len();
    json(&headers, &serde_json::json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION"), "graphs": graphs }))
}

pub(super) async fn metrics(State(app): State<Arc<App>>) -> Response {
    let mut response = app.metrics.text().into_response();
    set(&mut response, header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8");
    response
}

fn described_as() -> impl Iterator<Item = Wire> {
    Wire::of(Form::Triples).iter().copied()
}

/// Triples in the format that the client wants.
fn rdf(now: &Snapshot, headers: &HeaderMap, format: Option<&str>, triples: Vec<Triple>) -> Result<Response, Problem> {
    let offered: Vec<&[&str]> = described_as().map(Wire::asked_by).collect();
    let chosen = match format {
        Some(name) => described_as().find(|wire| wire.name() == name),
        None => choose(protocol::accept(headers).as_deref(), &offered).and_then(|at| described_as().nth(at)),
    };
    let Some(wire) = chosen else {
        let names: Vec<&str> = described_as().map(|wire| wire.asked_by()[0]).collect();
        let problem = Problem::new(StatusCode::NOT_ACCEPTABLE, "it is not there in such a format");
        return Err(problem.help(format!("there is: {}", names.join(", "))));
    };
    let written = Answer::Triples(triples).serialize(wire, now.site.base());
    let body = written.map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(varied(whole(headers, wire.media_type(), body.into())))
}

fn json(headers: &HeaderMap, value: &Value) -> Response {
    whole(headers, "application/json", value.to_string().into())
}

pub(super) fn pairs(query: Option<&str>) -> BTreeMap<String, String> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect()
}
