//! An error as HTTP clients read it: `application/problem+json` (RFC 9457), with line and column where there are any.

use crate::diagnostic::Diagnostic;
use crate::query::QueryError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

/// What went wrong, with the status that tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Problem {
    pub status: u16,
    /// What is the matter, as a sentence.
    pub title: String,
    /// How to mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Of the query that was sent, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// In code points, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, title: impl Into<String>) -> Self {
        Self { status: status.as_u16(), title: title.into(), detail: None, line: None, column: None }
    }

    pub(super) fn bad_request(title: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, title)
    }

    /// How to mend it.
    pub(super) fn help(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// At a byte of the query's text.
    pub(super) fn at(mut self, text: &str, byte: usize) -> Self {
        let before = &text[..text.floor_char_boundary(byte)];
        self.line = Some(before.matches('\n').count() + 1);
        self.column = Some(before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
        self
    }

    /// A query that cannot be read.
    pub(super) fn of_diagnostic(diagnostic: &Diagnostic) -> Self {
        let mut problem = Self::bad_request(&diagnostic.message);
        problem.detail.clone_from(&diagnostic.help);
        match &diagnostic.place.span {
            Some((text, span)) => problem.at(text, span.start),
            None => problem,
        }
    }

    /// A query that gave no answer.
    pub(super) fn of_query(error: &QueryError) -> Self {
        let status = match error {
            QueryError::Syntax(diagnostic) => return Self::of_diagnostic(diagnostic),
            QueryError::UnknownQuery { .. } => StatusCode::NOT_FOUND,
            QueryError::TimedOut(_) => StatusCode::GATEWAY_TIMEOUT,
            QueryError::TooManyRows(_) => StatusCode::INSUFFICIENT_STORAGE,
            QueryError::Evaluation(_) | QueryError::Storage(_) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        let mut problem = Self::new(status, error.to_string());
        problem.detail = error.help();
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}
