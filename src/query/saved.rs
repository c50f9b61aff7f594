//! A question that can be asked again: a file with a `#+` header and plain SPARQL, and the values of its parameters.

use super::answer::Answer;
use super::error::QueryError;
use super::evaluate::{Dataset, Limits, evaluate};
use super::header::{self, Parameter, ParameterKind};
use super::names::{self, similar, written_iri};
use super::scan::{Use, keyword, usage};
use super::substitute::{Value, substitute};
use super::syntax;
use super::wire::Form;
use crate::diagnostic::{Diagnostic, Severity};
use crate::iri::Base;
use crate::text::ByteSpan;
use oxigraph::model::{Literal, NamedNode, Variable};
use oxigraph::store::Store;
use spargebra::algebra::GraphPattern;
use spargebra::{Query, SparqlParser};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A query that was read and can be asked: of a file with a header, or of text that somebody typed.
#[derive(Clone, Debug)]
pub struct SavedQuery {
    /// The file's name without `.rq`; empty for typed text.
    pub name: String,
    pub file: PathBuf,
    /// The question as a person asks it, in one line; empty for typed text.
    pub summary: String,
    pub description: Option<String>,
    pub tags: Vec<String>,
    pub parameters: Vec<Parameter>,
    /// The file's text, header and all.
    pub text: Arc<str>,
    query: Query,
    base: Base,
}

/// What somebody gave for parameters, as they wrote it: `actor` → `Qatar`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings(BTreeMap<String, String>);

impl Bindings {
    pub fn new() -> Self {
        Self::default()
    }

    /// These bindings with one more.
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.insert(name.into(), value.into());
        self
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Bindings {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl SavedQuery {
    /// Reads a saved query. Relative IRIs in it stand below `base`.
    ///
    /// # Errors
    /// The header or the SPARQL cannot be read, or a parameter would not do what its author means: the diagnostic has
    /// the place.
    pub fn parse(file: impl Into<PathBuf>, text: &str, base: &Base) -> Result<Self, Box<Diagnostic>> {
        let file = file.into();
        let text: Arc<str> = text.into();
        let header = header::read(&text).map_err(|error| {
            Box::new(
                Diagnostic::new(Severity::Error, "query::header", &file, error.message)
                    .help(error.help)
                    .at(Arc::clone(&text), error.span),
            )
        })?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let query = parse(&file, &text, base)?;
        let saved = Self {
            name,
            file,
            summary: header.summary,
            description: header.description,
            tags: header.tags,
            parameters: header.parameters,
            text,
            query,
            base: base.clone(),
        };
        saved.parameters.iter().try_for_each(|parameter| saved.check(parameter))?;
        Ok(saved)
    }

    /// Reads SPARQL that somebody typed, which needs no header and has no parameters. `source` names it in messages.
    ///
    /// # Errors
    /// The SPARQL cannot be read: the diagnostic has the place.
    pub fn typed(source: impl Into<PathBuf>, text: &str, base: &Base) -> Result<Self, Box<Diagnostic>> {
        let file = source.into();
        Ok(Self {
            query: parse(&file, text, base)?,
            text: text.into(),
            base: base.clone(),
            name: String::new(),
            summary: String::new(),
            description: None,
            tags: Vec::new(),
            parameters: Vec::new(),
            file,
        })
    }

    /// Whether the answer is triples (CONSTRUCT, DESCRIBE).
    pub fn is_graph(&self) -> bool {
        self.form() == Form::Triples
    }

    /// What its answer is made of.
    pub fn form(&self) -> Form {
        match self.query {
            Query::Select { .. } => Form::Rows,
            Query::Ask { .. } => Form::Boolean,
            Query::Construct { .. } | Query::Describe { .. } => Form::Triples,
        }
    }

    /// The columns of its answer, in their order; none where the answer is no table.
    pub fn columns(&self) -> Vec<&str> {
        let Query::Select { pattern, .. } = &self.query else { return Vec::new() };
        let mut pattern = pattern;
        loop {
            pattern = match pattern {
                GraphPattern::Project { variables, .. } => return variables.iter().map(Variable::as_str).collect(),
                GraphPattern::Distinct { inner }
                | GraphPattern::Reduced { inner }
                | GraphPattern::Slice { inner, .. }
                | GraphPattern::OrderBy { inner, .. } => inner,
                _ => return Vec::new(),
            };
        }
    }

    /// The byte of its text where it would ask another server (SERVICE), which demarche never does.
    pub fn asks_elsewhere(&self) -> Option<usize> {
        keyword(&self.text, "SERVICE")
    }

    /// Whether a value means something to a parameter, and one thing only: a name that is known, a date that exists.
    pub fn understands(&self, store: &Store, parameter: &Parameter, value: &str) -> bool {
        self.value(store, parameter, value).is_ok()
    }

    /// Asks a store, without limits.
    ///
    /// # Errors
    /// A parameter is missing or cannot be understood, or the evaluation fails.
    pub fn ask(&self, store: &Store, bindings: &Bindings) -> Result<Answer, QueryError> {
        self.ask_within(store, bindings, Limits::default())
    }

    /// The question as the title of a picture: without "As a network: ", with a capital.
    pub fn title(&self) -> String {
        let question = self.summary.strip_prefix("As a network: ").unwrap_or(&self.summary);
        question.chars().take(1).flat_map(char::to_uppercase).chain(question.chars().skip(1)).collect()
    }

    /// Asks a store, and stops at the limits (the time limit as best effort: a sort or a count may run past it).
    ///
    /// # Errors
    /// As [`SavedQuery::ask`], and when a limit is reached.
    pub fn ask_within(&self, store: &Store, bindings: &Bindings, limits: Limits) -> Result<Answer, QueryError> {
        self.ask_of(store, &Dataset::default(), bindings, limits)
    }

    /// Asks a part of a store, as the SPARQL protocol's `default-graph-uri` and `named-graph-uri` name it, and stops at
    /// the limits.
    ///
    /// # Errors
    /// As [`SavedQuery::ask_within`].
    pub fn ask_of(
        &self,
        store: &Store,
        dataset: &Dataset,
        bindings: &Bindings,
        limits: Limits,
    ) -> Result<Answer, QueryError> {
        if let Some(name) = bindings.0.keys().find(|name| !self.parameters.iter().any(|p| &&p.name == name)) {
            return Err(QueryError::UnknownParameter {
                query: self.called(),
                name: name.clone(),
                known: self.parameters.iter().map(|p| p.name.clone()).collect(),
                suggestions: similar(name, self.parameters.iter().map(|p| p.name.as_str())),
            });
        }
        let mut query = self.query.clone();
        let mut aside = Vec::new();
        for parameter in &self.parameters {
            let given = bindings.0.get(&parameter.name).or(parameter.default.as_ref());
            match given.map(|text| text.trim()).filter(|text| !text.is_empty()) {
                Some(text) => {
                    let value = self.value(store, parameter, text)?;
                    substitute(&mut query, &Variable::new_unchecked(&parameter.name), &value).map_err(|_| {
                        QueryError::Evaluation(format!("?{} names a predicate or graph", parameter.name))
                    })?;
                    aside.push(parameter.name.clone());
                }
                None if parameter.required => {
                    return Err(QueryError::MissingParameter {
                        query: self.called(),
                        name: parameter.name.clone(),
                        kind: parameter.kind,
                        description: parameter.description.clone(),
                    });
                }
                None => {}
            }
        }
        let mut answer = evaluate(query, store, dataset, limits)?;
        if let Answer::Rows(rows) = &mut answer
            && !self.name.is_empty()
        {
            aside.push("passage".to_owned());
            rows.aside = aside;
        }
        Ok(answer)
    }

    fn called(&self) -> String {
        if self.name.is_empty() { "the query".to_owned() } else { self.name.clone() }
    }

    fn value(&self, store: &Store, parameter: &Parameter, text: &str) -> Result<Value, QueryError> {
        let bad = |expected: String| QueryError::BadValue {
            parameter: parameter.name.clone(),
            value: text.to_owned(),
            expected,
        };
        match parameter.kind {
            ParameterKind::Actor | ParameterKind::Topic | ParameterKind::Document => {
                names::resolve(store, &self.base, &parameter.name, parameter.kind, text).map(Value::Node)
            }
            ParameterKind::Date if is_date(text) => Ok(Value::Literal(text.into())),
            ParameterKind::Date => Err(bad("a date is written 2023, 2023-10 or 2023-10-29".to_owned())),
            ParameterKind::Text => Ok(Value::Literal(text.into())),
            ParameterKind::Integer => {
                let number: i64 = text.parse().map_err(|_| bad("it must be a whole number".to_owned()))?;
                Ok(Value::Literal(number.into()))
            }
            ParameterKind::Enum => {
                let choices: Vec<_> = parameter.values.iter().map(|value| self.choice(value)).collect();
                let found = choices.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
                let words: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
                found.map(|(_, value)| value.clone()).ok_or_else(|| bad(format!("it is one of {}", words.join(", "))))
            }
        }
    }

    /// What an enum's value is called, and what the query gets.
    fn choice<'a>(&self, value: &'a str) -> (&'a str, Value) {
        match (value.split_once(':'), written_iri(value, &self.base)) {
            (Some((_, word)), Some(node)) => (word, Value::Node(node)),
            _ => (value, Value::Literal(value.into())),
        }
    }

    /// Refuses a parameter that the query would silently not heed.
    fn check(&self, parameter: &Parameter) -> Result<(), Box<Diagnostic>> {
        let name = &parameter.name;
        let refuse = |at: usize, length: usize, message: String, help: String| {
            let diagnostic = Diagnostic::new(Severity::Error, "query::parameter", &self.file, message);
            Err(Box::new(diagnostic.help(help).at(Arc::clone(&self.text), ByteSpan::new(at, at + length))))
        };
        let at = match usage(&self.text, name) {
            Use::Free(at) => at,
            Use::Never => {
                let line = header::line_of(&self.text, name).unwrap_or(ByteSpan::new(0, 0));
                return refuse(
                    line.start,
                    line.len(),
                    format!("the parameter `{name}` changes nothing: the query has no ?{name}"),
                    format!("use ?{name} in the query, or drop the parameter from the header"),
                );
            }
            Use::HiddenInSubselect(at) => {
                return refuse(
                    at,
                    "SELECT".len(),
                    format!(
                        "this sub-SELECT uses ?{name} without projecting it, so that in SPARQL it is another variable than the parameter `{name}`"
                    ),
                    format!(
                        "project it (SELECT ?{name} \u{2026}, and GROUP BY ?{name} where it counts), or give the inner variable another name"
                    ),
                );
            }
            Use::Assigned(at) => {
                return refuse(
                    at,
                    name.len() + 1,
                    format!("the query gives ?{name} a value itself, so that the parameter `{name}` could not"),
                    "give one of the two another name; a default belongs into the header".to_owned(),
                );
            }
        };
        let example = match parameter.kind {
            ParameterKind::Actor | ParameterKind::Topic | ParameterKind::Document => {
                Value::Node(NamedNode::new_unchecked(self.base.as_str()))
            }
            ParameterKind::Enum => {
                parameter.values.first().map_or_else(|| Value::Literal("".into()), |value| self.choice(value).1)
            }
            ParameterKind::Date | ParameterKind::Text | ParameterKind::Integer => Value::Literal(Literal::from("")),
        };
        let variable = Variable::new_unchecked(name);
        if substitute(&mut self.query.clone(), &variable, &example).is_err() {
            let message = format!("?{name} names a predicate or graph, and the parameter `{name}` is a literal");
            return refuse(at, name.len() + 1, message, "give the parameter a type that is an IRI".to_owned());
        }
        Ok(())
    }
}

/// Whether `text` is a year, a month of a year or a day that exists.
fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.len() == 10
        && whole.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && whole.parse::<jiff::civil::Date>().is_ok()
}

fn parse(file: &Path, text: &str, base: &Base) -> Result<Query, Box<Diagnostic>> {
    let refuse = |message: String| Diagnostic::new(Severity::Error, "query::syntax", file, message);
    let mut parser = SparqlParser::new().with_base_iri(base.as_str()).map_err(|e| Box::new(refuse(e.to_string())))?;
    for (prefix, iri) in names::prefixes(base) {
        parser = parser.with_prefix(prefix, iri).map_err(|e| Box::new(refuse(e.to_string())))?;
    }
    parser.parse_query(text).map_err(|error| {
        let said = error.to_string();
        let Some(found) = syntax::explain(text, &said) else { return Box::new(refuse(said)) };
        Box::new(refuse(found.message).help(found.help).at(text, found.span))
    })
}
