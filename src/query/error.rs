//! Why a query gave no answer, said so that it can be mended.

use super::header::ParameterKind;
use crate::diagnostic::Diagnostic;
use oxigraph::model::NamedNode;
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::StorageError;
use std::fmt;
use std::time::Duration;

/// Why a query gave no answer. [`QueryError::help`] tells how to mend it.
#[derive(Debug)]
pub enum QueryError {
    /// The query's text cannot be read; the place is in the diagnostic.
    Syntax(Box<Diagnostic>),
    /// No saved query has this name.
    UnknownQuery { name: String, suggestions: Vec<String> },
    /// The query has no such parameter.
    UnknownParameter { query: String, name: String, known: Vec<String>, suggestions: Vec<String> },
    /// A required parameter was not given.
    MissingParameter { query: String, name: String, kind: ParameterKind, description: Option<String> },
    /// A value is not of its parameter's kind.
    BadValue { parameter: String, value: String, expected: String },
    /// Nothing in the graph has this name.
    UnknownName { parameter: String, kind: ParameterKind, value: String, suggestions: Vec<String> },
    /// Several things in the graph have this name: each with its label.
    AmbiguousName { parameter: String, value: String, candidates: Vec<(String, NamedNode)> },
    /// The time limit was reached.
    TimedOut(Duration),
    /// The answer has more rows (or triples) than the limit allows.
    TooManyRows(usize),
    /// Oxigraph could not evaluate the query.
    Evaluation(String),
    /// The graph could not be read.
    Storage(String),
}

impl QueryError {
    /// How to mend it, where that can be told.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Syntax(diagnostic) => diagnostic.help.clone(),
            Self::UnknownQuery { suggestions, .. } | Self::UnknownName { suggestions, .. } => did_you_mean(suggestions),
            Self::UnknownParameter { suggestions, known, .. } => did_you_mean(suggestions).or_else(|| {
                Some(if known.is_empty() {
                    "the query has no parameters".to_owned()
                } else {
                    format!("the query has: {}", known.join(", "))
                })
            }),
            Self::MissingParameter { name, kind, .. } => Some(match kind {
                ParameterKind::Actor => format!("give a name, acronym or IRI: --{name} \"World Health Organization\""),
                ParameterKind::Topic => format!("give a label or IRI: --{name} \"Public transport\""),
                _ => format!("give it with --{name}"),
            }),
            Self::AmbiguousName { candidates, .. } => {
                let list: Vec<_> = candidates.iter().map(|(label, node)| format!("{label} {node}")).collect();
                Some(format!("give the IRI of the one that is meant: {}", list.join(", ")))
            }
            Self::TimedOut(_) => Some("ask for less, or raise the limit".to_owned()),
            Self::TooManyRows(_) => Some("ask for less (LIMIT), or raise the limit".to_owned()),
            Self::BadValue { .. } | Self::Evaluation(_) | Self::Storage(_) => None,
        }
    }
}

fn did_you_mean(suggestions: &[String]) -> Option<String> {
    let list: Vec<_> = suggestions.iter().map(|name| format!("\u{201c}{name}\u{201d}")).collect();
    match list.split_last()? {
        (only, []) => Some(format!("did you mean {only}?")),
        (last, others) => Some(format!("did you mean {} or {last}?", others.join(", "))),
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(diagnostic) => f.write_str(&diagnostic.message),
            Self::UnknownQuery { name, .. } => write!(f, "there is no saved query \u{201c}{name}\u{201d}"),
            Self::UnknownParameter { query, name, .. } => write!(f, "{query} has no parameter \u{201c}{name}\u{201d}"),
            Self::MissingParameter { query, name, kind, description } => {
                write!(f, "{query} needs to be told {name}, {}", kind.phrase())?;
                description.as_ref().map_or(Ok(()), |text| write!(f, " ({text})"))
            }
            Self::BadValue { parameter, value, expected } => {
                write!(f, "{parameter} cannot be \u{201c}{value}\u{201d}: {expected}")
            }
            Self::UnknownName { parameter, kind, value, .. } => {
                write!(
                    f,
                    "the graph knows nothing named \u{201c}{value}\u{201d} that is {} ({parameter})",
                    kind.phrase()
                )
            }
            Self::AmbiguousName { parameter, value, candidates } => write!(
                f,
                "\u{201c}{value}\u{201d} may mean {} different things in the graph ({parameter})",
                candidates.len()
            ),
            Self::TimedOut(limit) => write!(f, "the query took longer than {} s and was stopped", limit.as_secs_f64()),
            Self::TooManyRows(limit) => write!(f, "the answer is longer than {limit} rows"),
            Self::Evaluation(message) => write!(f, "the query could not be evaluated: {message}"),
            Self::Storage(message) => write!(f, "the graph could not be read: {message}"),
        }
    }
}

impl std::error::Error for QueryError {}

impl From<StorageError> for QueryError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error.to_string())
    }
}

impl From<QueryEvaluationError> for QueryError {
    fn from(error: QueryEvaluationError) -> Self {
        Self::Evaluation(error.to_string())
    }
}
