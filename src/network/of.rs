//! Reads a network from the rows of an answer.

use super::model::{Actor, ActorIri, Evidence, Kind, Network, Relation, Tie};
use crate::query::{Answer, Rows};
use oxigraph::model::Term;
use petgraph::graph::DiGraph;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The columns that a network knows; the first three must be there.
const COLUMNS: [&str; 16] = [
    "source",
    "relation",
    "target",
    "directed",
    "weight",
    "strength",
    "polarity",
    "quote",
    "document",
    "publisher",
    "date",
    "evidence",
    "source_label",
    "target_label",
    "source_kind",
    "target_kind",
];
/// Columns that say on what a row rests, beside those above: for tables, and no part of the network.
const TOLD: [&str; 2] = ["addressee", "shared"];

/// Why an answer is no network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetworkError {
    /// Columns that a network needs.
    Missing { columns: Vec<String>, there: Vec<String> },
    /// Columns that mean nothing to a network.
    Unknown { columns: Vec<String> },
    /// A weight that is no number above zero, in a row counted from 1.
    Weight { row: usize, value: String },
}

impl NetworkError {
    /// How to mend it.
    pub fn help(&self) -> String {
        match self {
            Self::Missing { .. } => {
                "SELECT ?source ?relation ?target, and what you have of ?weight ?directed ?strength \
                 ?polarity ?quote ?document ?date ?evidence; demarche query --list shows those tagged network"
                    .to_owned()
            }
            Self::Unknown { .. } => {
                format!("a network knows the columns {}; leave others out of the SELECT", COLUMNS.join(", "))
            }
            Self::Weight { .. } => "a weight says how much a row counts; leave the column out to count rows".to_owned(),
        }
    }
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { columns, there } => write!(
                f,
                "this answer is no network: it has no column {}, but {}",
                columns.join(", "),
                if there.is_empty() { "none at all".to_owned() } else { there.join(", ") }
            ),
            Self::Unknown { columns } => {
                write!(f, "a network cannot tell what the column {} means", columns.join(", "))
            }
            Self::Weight { row, value } => {
                write!(f, "the weight of row {row} is \u{201c}{value}\u{201d}, which is no number above zero")
            }
        }
    }
}

impl std::error::Error for NetworkError {}

impl Network {
    /// Whether an answer with these columns has those that make a network.
    pub fn fits<'a>(columns: impl IntoIterator<Item = &'a str>) -> bool {
        let columns: BTreeSet<&str> = columns.into_iter().collect();
        COLUMNS[..3].iter().all(|name| columns.contains(name))
    }

    /// The network of an answer with the columns source, relation and target. Rows with the same three are one tie, which
    /// weighs their sum (a row without a weight counts 1); a row that repeats another one's evidence is counted once. An actor
    /// is called by its label where the answer has one, else by the last part of its IRI (see [`Network::described`]).
    ///
    /// # Errors
    /// A column is missing or unknown, or a weight is no number above zero.
    pub fn of(answer: &Answer) -> Result<Self, NetworkError> {
        let rows = answer.rows();
        let columns = Columns::of(&rows)?;
        let mut actors: BTreeMap<ActorIri, Actor> = BTreeMap::new();
        let mut ties: BTreeMap<(ActorIri, ActorIri, Relation), Tie> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let mut incomplete = 0;
        for (number, row) in rows.rows.iter().enumerate() {
            let cell = |name| columns.text(row, name);
            let (Some(source), Some(relation), Some(target)) = (cell("source"), cell("relation"), cell("target"))
            else {
                incomplete += 1;
                continue;
            };
            let (source, relation, target) = (ActorIri(source), Relation(relation), ActorIri(target));
            let owned = |name| cell(name).filter(|text| !text.is_empty());
            let short = |name| owned(name).map(|text: String| Relation(text).short().to_owned());
            let weight = match cell("weight") {
                None => 1.0,
                Some(value) => value
                    .parse()
                    .ok()
                    .filter(|weight: &f64| weight.is_finite() && *weight > 0.0)
                    .ok_or(NetworkError::Weight { row: number + 1, value })?,
            };
            let evidence = Evidence {
                iri: owned("evidence"),
                quote: owned("quote"),
                document: owned("document"),
                publisher: owned("publisher"),
                date: owned("date"),
                strength: short("strength"),
                polarity: short("polarity"),
                weight,
            };
            if let Some(iri) = &evidence.iri
                && !seen.insert((source.clone(), relation.clone(), target.clone(), iri.clone()))
            {
                continue;
            }
            for (iri, label, kind) in
                [(&source, "source_label", "source_kind"), (&target, "target_label", "target_kind")]
            {
                let (label, kind) = (owned(label), short(kind));
                let actor = actors.entry(iri.clone()).or_insert_with(|| Actor {
                    iri: iri.clone(),
                    label: iri.short().to_owned(),
                    kind: Kind::default(),
                });
                if let Some(label) = label {
                    actor.label = label;
                }
                if let Some(kind) = kind {
                    actor.kind = Kind(kind);
                }
            }
            let directed = cell("directed").is_none_or(|value| !matches!(value.as_str(), "false" | "0"));
            let tie = ties.entry((source, target, relation.clone())).or_insert_with(|| Tie {
                relation,
                directed,
                weight: 0.0,
                evidence: Vec::new(),
            });
            tie.weight += weight;
            tie.evidence.push(evidence);
        }
        let left_out = match incomplete {
            0 => Vec::new(),
            1 => vec!["1 row names no source, relation or target".to_owned()],
            rows => vec![format!("{rows} rows name no source, relation or target")],
        };
        let mut graph = DiGraph::with_capacity(actors.len(), ties.len());
        let places: BTreeMap<_, _> = actors.into_iter().map(|(iri, actor)| (iri, graph.add_node(actor))).collect();
        for ((source, target, _), tie) in ties {
            graph.add_edge(places[&source], places[&target], tie);
        }
        Ok(Self { graph, left_out })
    }

    /// This network with the names and kinds of actors that another answer tells, in the columns actor, name and kind. Of
    /// several rows for one actor the first counts; an answer without these columns tells nothing.
    pub fn described(mut self, kinds: &Answer) -> Self {
        let rows = kinds.rows();
        let columns = Columns::by_name(&rows);
        let mut told: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
        for row in &rows.rows {
            if let Some(actor) = columns.text(row, "actor") {
                told.entry(actor).or_insert_with(|| (columns.text(row, "name"), columns.text(row, "kind")));
            }
        }
        for actor in self.graph.node_weights_mut() {
            if let Some((label, kind)) = told.get(actor.iri.as_str()) {
                if let Some(label) = label {
                    actor.label.clone_from(label);
                }
                if let Some(kind) = kind {
                    actor.kind = Kind(Relation(kind.clone()).short().to_owned());
                }
            }
        }
        self
    }
}

struct Columns<'a>(BTreeMap<&'a str, usize>);

impl<'a> Columns<'a> {
    fn by_name(rows: &'a Rows) -> Self {
        Self(rows.columns.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect())
    }

    fn of(rows: &'a Rows) -> Result<Self, NetworkError> {
        let columns = Self::by_name(rows);
        let missing: Vec<_> = COLUMNS[..3].iter().filter(|name| !columns.0.contains_key(**name)).collect();
        if !missing.is_empty() {
            return Err(NetworkError::Missing {
                columns: missing.into_iter().map(|name| (*name).to_owned()).collect(),
                there: rows.columns.clone(),
            });
        }
        let known = |name: &String| {
            COLUMNS.contains(&name.as_str()) || TOLD.contains(&name.as_str()) || rows.aside.contains(name)
        };
        let unknown: Vec<_> = rows.columns.iter().filter(|name| !known(name)).cloned().collect();
        if unknown.is_empty() { Ok(columns) } else { Err(NetworkError::Unknown { columns: unknown }) }
    }

    /// A cell as text.
    fn text(&self, row: &[Option<Term>], name: &str) -> Option<String> {
        Some(match row.get(*self.0.get(name)?)?.as_ref()? {
            Term::NamedNode(node) => node.as_str().to_owned(),
            Term::BlankNode(node) => format!("_:{}", node.as_str()),
            Term::Literal(literal) => literal.value().to_owned(),
        })
    }
}
