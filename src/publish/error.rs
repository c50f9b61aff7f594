//! What keeps a site from being made.

use crate::query::QueryError;
use crate::store::StoreError;
use std::fmt;
use std::io;

#[derive(Debug)]
pub enum PublishError {
    Store(StoreError),
    Query(QueryError),
    /// A template cannot be read or fails; the message has its file and line.
    Template(minijinja::Error),
    /// Something cannot be written in its format, or a file of the user's cannot be read.
    Io {
        what: String,
        source: io::Error,
    },
}

impl PublishError {
    /// What was done when the system said no.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Query(error) => error.fmt(f),
            Self::Template(error) => write!(f, "a template fails: {error:#}"),
            Self::Io { what, source } => write!(f, "{what}: {source}"),
        }
    }
}

impl std::error::Error for PublishError {}

impl From<StoreError> for PublishError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<QueryError> for PublishError {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl From<minijinja::Error> for PublishError {
    fn from(error: minijinja::Error) -> Self {
        Self::Template(error)
    }
}
