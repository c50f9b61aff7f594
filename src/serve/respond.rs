//! How an answer goes out: with a validator, and not at all where the client has it already.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// A whole body with its media type. Weak, since a compressed body is another one of the same meaning.
pub(super) fn whole(request: &HeaderMap, media_type: &str, body: Bytes) -> Response {
    tagged(request, media_type, &etag(&body), body)
}

/// The validator of a body.
pub(super) fn etag(body: &[u8]) -> String {
    Sha256::digest(body)[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A body whose validator is known.
pub(super) fn tagged(request: &HeaderMap, media_type: &str, etag: &str, body: Bytes) -> Response {
    let etag = ["W/\"", etag, "\""].concat();
    let mut response = match is_fresh(request, &etag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let mut response = body.into_response();
            set(&mut response, header::CONTENT_TYPE, media_type);
            response
        }
    };
    set(&mut response, header::ETAG, &etag);
    // Ask again each time: a rebuilt graph answers at once.
    set(&mut response, header::CACHE_CONTROL, "no-cache");
    response
}

/// Sets a header; a value that HTTP cannot carry is left out.
pub(super) fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// What is answered depends on what the client accepts.
pub(super) fn varied(mut response: Response) -> Response {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

/// RFC 9110 §13.1.2: the weak comparison.
fn is_fresh(request: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}
