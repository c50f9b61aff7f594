//! What a request to the SPARQL endpoint asks, as the SPARQL 1.1 Protocol has it: GET, POST of a form, POST of the query itself.
//!
//! Source: <https://www.w3.org/TR/sparql11-protocol/>, §2.1.

use super::problem::Problem;
use super::worker::{Asked, Job};
use axum::http::{HeaderMap, Method, StatusCode, header};

/// A request to `/sparql`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Request {
    Query(Job),
    /// Nothing was asked: the client wants to know the service.
    Description {
        format: Option<String>,
    },
}

/// Reads a request.
///
/// # Errors
/// The protocol has no such request; the problem tells which there are.
pub(super) fn read(method: &Method, query: &str, headers: &HeaderMap, body: &[u8]) -> Result<Request, Problem> {
    let mut given = Given::default();
    given.form(query.as_bytes());
    let mut text = None;
    if method == Method::POST {
        let (kind, parameters) = content_type(headers);
        if parameters.contains("charset") && !parameters.contains("utf-8") && !parameters.contains("utf8") {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the query must be sent as UTF-8"));
        }
        match kind.as_str() {
            "application/x-www-form-urlencoded" => given.form(body),
            "application/sparql-query" => match str::from_utf8(body) {
                Ok(body) => text = Some(body.to_owned()),
                Err(_) => return Err(Problem::bad_request("the query is not UTF-8")),
            },
            "application/sparql-update" => return Err(read_only()),
            "" => return Err(unsupported("the request does not say of which type its body is")),
            other => return Err(unsupported(&format!("a query cannot be sent as {other}"))),
        }
    }
    if given.update {
        return Err(read_only());
    }
    let mut queries = given.queries.into_iter().chain(text);
    let Some(text) = queries.next() else {
        return match *method == Method::POST {
            true => {
                Err(Problem::bad_request("there is no query in the request").help("send it as the parameter query"))
            }
            false => Ok(Request::Description { format: given.format }),
        };
    };
    if queries.next().is_some() {
        return Err(Problem::bad_request("the request has several queries").help("send one query a request"));
    }
    let accept = accept(headers);
    let asked = Asked::Typed { text, default: given.default, named: given.named };
    Ok(Request::Query(Job { asked, accept, format: given.format }))
}

/// The client's `Accept`; several header lines are one list.
pub(super) fn accept(headers: &HeaderMap) -> Option<String> {
    let lines: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

fn read_only() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "this endpoint is read-only")
        .help("the graph is made by `demarche build`; corrections go into curation/")
}

fn unsupported(title: &str) -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, title)
        .help("send application/sparql-query, or query=… as application/x-www-form-urlencoded")
}

/// The media type and its parameters, in small letters.
fn content_type(headers: &HeaderMap) -> (String, String) {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let value = value.to_ascii_lowercase();
    let (kind, parameters) = value.split_once(';').unwrap_or((&value, ""));
    (kind.trim().to_owned(), parameters.to_owned())
}

/// The parameters of the query string and of a form, together.
#[derive(Default)]
struct Given {
    queries: Vec<String>,
    default: Vec<String>,
    named: Vec<String>,
    format: Option<String>,
    update: bool,
}

impl Given {
    fn form(&mut self, encoded: &[u8]) {
        for (name, value) in form_urlencoded::parse(encoded) {
            let value = value.into_owned();
            match &*name {
                "query" => self.queries.push(value),
                "default-graph-uri" => self.default.push(value),
                "named-graph-uri" => self.named.push(value),
                "format" => self.format = Some(value),
                "update" => self.update = true,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: Method, query: &str, kind: Option<&str>, body: &[u8]) -> Result<Request, u16> {
        let mut headers = HeaderMap::new();
        if let Some(kind) = kind {
            headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        }
        read(&method, query, &headers, body).map_err(|problem| problem.status)
    }

    fn typed(text: &str, default: &[&str], named: &[&str]) -> Result<Request, u16> {
        let graphs = |iris: &[&str]| iris.iter().map(|&iri| iri.to_owned()).collect();
        let asked = Asked::Typed { text: text.to_owned(), default: graphs(default), named: graphs(named) };
        Ok(Request::Query(Job { asked, accept: None, format: None }))
    }

    #[test]
    fn a_query_comes_in_three_ways() {
        let form = Some("application/x-www-form-urlencoded");
        let direct = Some("application/sparql-query; charset=UTF-8");
        assert_eq!(ask(Method::GET, "query=ASK%20%7B%7D", None, b""), typed("ASK {}", &[], &[]));
        assert_eq!(
            ask(Method::POST, "default-graph-uri=urn:a", form, b"query=ASK+%7B%7D&named-graph-uri=urn:b"),
            typed("ASK {}", &["urn:a"], &["urn:b"])
        );
        assert_eq!(ask(Method::POST, "", direct, "ASK { ?é ?b ?c }".as_bytes()), typed("ASK { ?é ?b ?c }", &[], &[]));
        assert_eq!(
            ask(Method::GET, "format=ttl", None, b""),
            Ok(Request::Description { format: Some("ttl".to_owned()) })
        );
    }

    #[test]
    fn what_the_protocol_does_not_know_is_refused() {
        let form = Some("application/x-www-form-urlencoded");
        for (query, kind, body, status) in [
            ("query=ASK%7B%7D", form, &b"query=ASK%7B%7D"[..], 400),
            ("", form, b"", 400),
            ("", Some("application/sparql-query"), b"\xff\xfeA\0", 400),
            ("", Some("application/sparql-query; charset=UTF-16"), b"", 415),
            ("", Some("text/plain"), b"ASK {}", 415),
            ("", None, b"ASK {}", 415),
            ("", Some("application/sparql-update"), b"DROP ALL", 403),
            ("", form, b"update=DROP+ALL", 403),
        ] {
            assert_eq!(ask(Method::POST, query, kind, body), Err(status), "{query} {kind:?}");
        }
    }
}
