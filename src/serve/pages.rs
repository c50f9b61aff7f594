//! The pages of the site, and the IRIs of things: each answers with a page for people or with data for programs.
//!
//! A thing that is no file (an actor, a recommendation) answers 303 with the address of its page or data; a document answers
//! with the page itself, and says by `Content-Location` which one that is.

use super::endpoint::pairs;
use super::negotiate::choose;
use super::problem::Problem;
use super::protocol::accept;
use super::respond::{set, tagged, varied, whole};
use super::state::App;
use super::worker::{Asked, Job};
use crate::publish::{Page, PublishError, SitePath};
use crate::query::Answer;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::NamedNode;
use std::sync::Arc;

/// The forms of a thing, by ending: a page first, so that a client that accepts anything gets it.
const FORMS: [(&str, &[&str]); 5] = [
    (".html", &["text/html", "application/xhtml+xml"]),
    (".ttl", &["text/turtle"]),
    (".jsonld", &["application/ld+json", "application/json"]),
    (".nt", &["application/n-triples", "text/plain"]),
    (".rdf", &["application/rdf+xml", "application/xml"]),
];

/// Everything that is no endpoint.
pub(super) async fn page(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        let mut response = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "pages are read with GET").into_response();
        set(&mut response, header::ALLOW, "GET, HEAD, OPTIONS");
        return response;
    }
    let answered = tokio::task::spawn_blocking(move || answer(&app, &uri, query.as_deref(), &headers)).await;
    answered.unwrap_or_else(|_| unmade())
}

/// The search page, with what is found for `?q=`.
pub(super) async fn search(State(app): State<Arc<App>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let question = pairs(query.as_deref()).remove("q").unwrap_or_default();
    made(&headers, app.now().site.search_page(&question))
}

/// A saved query's page, asked with the values of its form; without any, as it was rendered ahead.
pub(super) async fn question(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    method: Method,
    uri: Uri,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let mut bindings = pairs(query.as_deref());
    bindings.retain(|_, value| !value.trim().is_empty());
    let now = app.now();
    let Ok(saved) = now.site.book().find(&name).cloned() else {
        return page(State(app), method, uri, RawQuery(query), headers).await;
    };
    if bindings.is_empty() || saved.is_graph() {
        return page(State(app), method, uri, RawQuery(query), headers).await;
    }
    let given: Vec<(String, String)> = bindings.clone().into_iter().collect();
    let job = Job { asked: Asked::Saved { name, bindings }, accept: None, format: Some("json".to_owned()) };
    let answered = now.ask(job, &app.metrics).await;
    let page = tokio::task::spawn_blocking(move || {
        let (answer, trouble) = match answered.map(|answered| Answer::from_json(&answered.body)) {
            Ok(Ok(answer)) => (Some(answer), None),
            Ok(Err(error)) => (None, Some(error.to_string())),
            Err(problem) => {
                let told = [Some(problem.title), problem.detail].into_iter().flatten();
                (None, Some(told.collect::<Vec<_>>().join(": ")))
            }
        };
        made(&headers, now.site.question(&saved, &given, answer.as_ref(), trouble))
    });
    page.await.unwrap_or_else(|_| unmade())
}

fn made(headers: &HeaderMap, page: Result<Page, PublishError>) -> Response {
    match page {
        Ok(page) => whole(headers, page.media_type, page.body.into()),
        Err(error) => {
            tracing::error!(%error, "a page cannot be made");
            unmade()
        }
    }
}

fn unmade() -> Response {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made").into_response()
}

fn answer(app: &App, uri: &Uri, query: Option<&str>, headers: &HeaderMap) -> Response {
    let now = app.now();
    let (site, path) = (&now.site, uri.path());
    let iri = NamedNode::new(site.base().node(path.trim_start_matches('/')).as_str()).ok();
    if let Some(iri) = iri.as_ref().filter(|iri| site.is_gone(iri)) {
        return message(app, headers, StatusCode::GONE, "Gone", &format!("{iri} was taken out of this collection."));
    }
    // Whatever has an IRI of its own is asked for by it, without an ending.
    if iri.as_ref().is_some_and(|iri| site.knows(iri)) {
        let wanted = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).find(|(name, _)| name == "format");
        let offered = FORMS.map(|(_, types)| types);
        let chosen = match &wanted {
            Some((_, name)) => FORMS.iter().position(|(ending, _)| ending[1..] == **name),
            None => choose(accept(headers).as_deref(), &offered),
        };
        let Some(form) = chosen.map(|at| FORMS[at].0) else {
            let types: Vec<&str> = FORMS.iter().map(|(_, types)| types[0]).collect();
            let problem = Problem::new(StatusCode::NOT_ACCEPTABLE, "it is not there in such a format");
            return varied(problem.help(format!("there is: {}", types.join(", "))).into_response());
        };
        let location = [path, form].concat();
        if !path.starts_with("/doc/") {
            let mut response = StatusCode::SEE_OTHER.into_response();
            set(&mut response, header::LOCATION, &location);
            set(&mut response, header::LINK, &alternates(path));
            return varied(response);
        }
        let mut response = file(app, headers, site.find(&location));
        set(&mut response, header::CONTENT_LOCATION, &location);
        set(&mut response, header::LINK, &alternates(path));
        return varied(response);
    }
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok();
    file(app, headers, decoded.and_then(|path| site.find(&path)))
}

fn file(app: &App, headers: &HeaderMap, path: Option<SitePath>) -> Response {
    let nothing = || message(app, headers, StatusCode::NOT_FOUND, "Not found", "There is nothing at this address.");
    let Some(path) = path else { return nothing() };
    match app.now().page(&path) {
        Ok(Some(page)) => tagged(headers, page.media_type, &page.etag, page.body.clone()),
        Ok(None) => nothing(),
        Err(error) => {
            tracing::error!(%error, %path, "a page cannot be made");
            unmade()
        }
    }
}

/// What a person reads where there is no page; a program gets a problem.
fn message(app: &App, headers: &HeaderMap, status: StatusCode, title: &str, text: &str) -> Response {
    let wants_page =
        choose(accept(headers).as_deref(), &[&["application/problem+json", "application/json"], &["text/html"]]);
    let made = (wants_page == Some(1)).then(|| app.now().site.message(status.as_u16(), title, text));
    let mut response = match made {
        Some(Ok(page)) => {
            let mut response = (status, page.body).into_response();
            set(&mut response, header::CONTENT_TYPE, page.media_type);
            response
        }
        _ => Problem::new(status, text).into_response(),
    };
    set(&mut response, header::CACHE_CONTROL, "no-cache");
    varied(response)
}

/// The other forms, for clients that look at headers.
fn alternates(path: &str) -> String {
    let forms =
        FORMS.iter().map(|(ending, types)| format!("<{path}{ending}>; rel=\"alternate\"; type=\"{}\"", types[0]));
    forms.collect::<Vec<_>>().join(", ")
}
