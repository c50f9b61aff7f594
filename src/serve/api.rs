//! The saved queries as addresses: `/api/asked-to-do?actor=Qatar&format=csv`, and their description in OpenAPI 3.1.

use super::worker::PICTURE;
use crate::iri::Base;
use crate::network::Network;
use crate::query::{Form, Parameter, ParameterKind, QueryBook, SavedQuery};
use serde_json::{Map, Value, json};

/// The formats of `?format=`; the last one only for answers that are networks.
const ROWS: [&str; 7] = ["json", "csv", "tsv", "xml", "ndjson", "md", PICTURE];
const TRIPLES: [&str; 4] = ["ttl", "jsonld", "nt", "rdf"];

/// All saved queries with their parameters, for programs.
pub(super) fn list(base: &Base, book: &QueryBook) -> Value {
    let queries = book.queries().map(|query| {
        json!({
            "name": query.name,
            "summary": query.summary,
            "description": query.description,
            "tags": query.tags,
            "parameters": query.parameters.iter().map(described).collect::<Vec<_>>(),
            "formats": formats(query),
            "url": base.node(&format!("api/{}", query.name)).as_str(),
        })
    });
    json!({ "queries": queries.collect::<Vec<_>>() })
}

fn described(parameter: &Parameter) -> Value {
    json!({
        "name": parameter.name,
        "type": kind(parameter.kind),
        "required": parameter.required,
        "default": parameter.default,
        "description": parameter.description,
        "values": words(parameter),
    })
}

/// The OpenAPI description of the saved queries and the SPARQL endpoint.
pub(super) fn openapi(base: &Base, book: &QueryBook) -> Value {
    let mut paths = Map::new();
    for query in book.queries() {
        paths.insert(format!("/api/{}", query.name), json!({ "get": operation(query) }));
    }
    paths.insert("/sparql".to_owned(), json!({ "get": sparql() }));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "demarche",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Who asks whom to do what, in whose words, since when: the saved queries over this graph. Read-only.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": base.as_str().trim_end_matches('/') }],
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": {
                    "type": "object",
                    "required": ["status", "title"],
                    "properties": {
                        "status": { "type": "integer" },
                        "title": { "type": "string" },
                        "detail": { "type": "string", "description": "How to mend it" },
                        "line": { "type": "integer" },
                        "column": { "type": "integer" },
                    },
                },
                "SparqlResults": {
                    "type": "object",
                    "required": ["head"],
                    "properties": {
                        "head": { "type": "object", "properties": { "vars": { "type": "array", "items": { "type": "string" } } } },
                        "boolean": { "type": "boolean" },
                        "results": {
                            "type": "object",
                            "properties": { "bindings": { "type": "array", "items": { "type": "object", "additionalProperties": true } } },
                        },
                    },
                },
            },
        },
    })
}

fn operation(query: &SavedQuery) -> Value {
    let mut parameters: Vec<Value> = query.parameters.iter().map(parameter).collect();
    parameters.push(json!({
        "name": "format",
        "in": "query",
        "required": false,
        "description": "The format of the answer, where it is not chosen by Accept",
        "schema": { "type": "string", "enum": formats(query) },
    }));
    let mut operation = json!({
        "operationId": query.name.replace('-', "_"),
        "summary": query.summary,
        "tags": query.tags,
        "parameters": parameters,
        "responses": responses(query.form()),
    });
    if let Some(description) = &query.description {
        operation["description"] = json!(description);
    }
    operation
}

fn parameter(parameter: &Parameter) -> Value {
    let mut schema = match parameter.kind {
        ParameterKind::Integer => json!({ "type": "integer" }),
        ParameterKind::Enum => json!({ "type": "string", "enum": words(parameter) }),
        _ => json!({ "type": "string" }),
    };
    if let Some(default) = &parameter.default {
        schema["default"] = match (parameter.kind, default.parse::<i64>()) {
            (ParameterKind::Integer, Ok(number)) => json!(number),
            _ => json!(default),
        };
    }
    let described = parameter.description.clone().unwrap_or_default();
    let described = [described.as_str(), parameter.kind.phrase()].into_iter().filter(|text| !text.is_empty());
    json!({
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": described.collect::<Vec<_>>().join(": "),
        "schema": schema,
    })
}

fn sparql() -> Value {
    json!({
        "operationId": "sparql",
        "summary": "Any SPARQL 1.1 query, by the SPARQL 1.1 Protocol",
        "tags": ["sparql"],
        "parameters": [
            { "name": "query", "in": "query", "required": true, "schema": { "type": "string" } },
            { "name": "format", "in": "query", "required": false, "schema": { "type": "string" } },
        ],
        "responses": responses(Form::Rows),
    })
}

fn responses(form: Form) -> Value {
    let content = match form {
        Form::Rows | Form::Boolean => json!({
            "application/sparql-results+json": { "schema": { "$ref": "#/components/schemas/SparqlResults" } },
            "text/csv": { "schema": { "type": "string" } },
        }),
        Form::Triples => json!({ "text/turtle": { "schema": { "type": "string" } } }),
    };
    let problem = |description: &str| {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        json!({ "description": description, "content": { "application/problem+json": { "schema": schema } } })
    };
    json!({
        "200": { "description": "The answer, whole", "content": content },
        "400": problem("A parameter is missing or cannot be understood"),
        "406": problem("There is no such format"),
        "503": problem("The server is busy"),
        "504": problem("The query took too long and was stopped"),
        "507": problem("The query needed too much memory, or its answer is too large"),
    })
}

fn formats(query: &SavedQuery) -> &'static [&'static str] {
    match query.form() {
        Form::Rows if Network::fits(query.columns()) => &ROWS,
        Form::Rows => &ROWS[..ROWS.len() - 1],
        Form::Boolean => &ROWS[..1],
        Form::Triples => &TRIPLES,
    }
}

fn kind(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Actor => "actor",
        ParameterKind::Topic => "topic",
        ParameterKind::Document => "document",
        ParameterKind::Date => "date",
        ParameterKind::Text => "text",
        ParameterKind::Integer => "integer",
        ParameterKind::Enum => "enum",
    }
}

/// An enum's values as users write them: the last part of a prefixed name.
fn words(parameter: &Parameter) -> Vec<&str> {
    parameter.values.iter().map(|value| value.rsplit(':').next().unwrap_or(value)).collect()
}
