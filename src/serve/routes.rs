//! Which address is answered by what, and what holds for all of them: CORS, compression, bounds, headers, the log.

use super::problem::Problem;
use super::respond::set;
use super::state::App;
use super::{endpoint, pages};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use std::sync::Arc;
use std::time::Instant;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};

/// The longest request body, in bytes: a query, or a batch of names.
const BODY: usize = 1 << 20;

/// Documents are hostile: nothing of a page runs but the site's own scripts, and it reaches nothing but this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The page to explore a network is one file, whose own policy names its one script by hash.
const EXPLORER_POLICY: &str = "frame-ancestors 'none'";
/// A picture that is opened by itself: its own style and font, and nothing that runs.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'";

fn policy(path: &str, response: &Response) -> &'static str {
    let is_picture = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "image/svg+xml");
    match path.strip_prefix("/network/explore") {
        Some("" | "/" | ".html" | "/index.html") => EXPLORER_POLICY,
        _ if is_picture => PICTURE_POLICY,
        _ => POLICY,
    }
}

pub(super) fn router(app: Arc<App>) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(Any)
        .expose_headers([header::ETAG, header::CONTENT_LOCATION, header::LINK, header::LOCATION]);
    Router::new()
        .route("/sparql", any(endpoint::sparql))
        .route("/sparql/", any(endpoint::sparql))
        .route("/store", get(endpoint::store))
        .route("/api", get(endpoint::queries))
        .route("/api/openapi.json", get(endpoint::openapi))
        .route("/api/examples", get(endpoint::examples))
        .route("/api/search", get(endpoint::search))
        .route("/api/{name}", get(endpoint::saved))
        .route("/search", get(pages::search))
        .route("/query/{name}", get(pages::question))
        .route("/reconcile", get(endpoint::reconcile).post(endpoint::reconcile))
        .route("/reconcile/suggest", get(endpoint::suggest))
        .route("/health", get(endpoint::health))
        .route("/metrics", get(endpoint::metrics))
        .fallback(pages::page)
        .method_not_allowed_fallback(async || Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address is only read"))
        .with_state(Arc::clone(&app))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the request could not be answered").into_response()
        }))
        .layer(CompressionLayer::new())
        .layer(cors)
        .layer(from_fn_with_state(app, observe))
}

/// Counts and logs a request, and puts on what every response has.
async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (method, path, start) = (request.method().clone(), request.uri().path().to_owned(), Instant::now());
    let mut response = next.run(request).await;
    let (status, took) = (response.status(), start.elapsed());
    app.metrics.answered(&path, status, took);
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of a request")]
    let milliseconds = took.as_micros() as f64 / 1000.0;
    let policy = policy(&path, &response);
    tracing::info!(%method, path, status = status.as_u16(), milliseconds, "request");
    set(&mut response, header::CONTENT_SECURITY_POLICY, policy);
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, header::REFERRER_POLICY, "no-referrer");
    set(&mut response, HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    response
}
