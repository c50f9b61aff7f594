//! What a query answers: rows, yes or no, or triples.

use super::error::QueryError;
use super::names::Labels;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};
use oxigraph::store::Store;

/// The answer to a query, whole and in a fixed order.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Rows(Rows),
    Boolean(bool),
    /// Sorted, each once.
    Triples(Vec<Triple>),
}

/// The rows of a SELECT.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The variables' names, in the order of the SELECT.
    pub columns: Vec<String>,
    /// One term a column, or none.
    pub rows: Vec<Vec<Option<Term>>>,
    /// Columns that tables for people leave out: parameters, which would repeat in every row what was asked, and
    /// `passage`, the address of the words, which is for programs.
    pub aside: Vec<String>,
}

impl Answer {
    /// Whether there is nothing in it: no row, no triple, or *no*.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Rows(rows) => rows.rows.is_empty(),
            Self::Boolean(value) => !value,
            Self::Triples(triples) => triples.is_empty(),
        }
    }

    /// Rows or triples.
    pub fn len(&self) -> usize {
        match self {
            Self::Rows(rows) => rows.rows.len(),
            Self::Boolean(_) => 1,
            Self::Triples(triples) => triples.len(),
        }
    }

    /// The labels that the store has for the answer's IRIs.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn labels(&self, store: &Store) -> Result<Labels, QueryError> {
        let rows = self.rows();
        let nodes = rows.rows.iter().flatten().filter_map(|term| match term {
            Some(Term::NamedNode(node)) => Some(node),
            _ => None,
        });
        Labels::of(store, nodes.collect::<Vec<&NamedNode>>())
    }

    /// The answer as rows: triples have the columns subject, predicate, object, a boolean the one column answer.
    pub fn rows(&self) -> Rows {
        let (columns, rows): (&[&str], _) = match self {
            Self::Rows(rows) => return rows.clone(),
            Self::Boolean(value) => (&["answer"], vec![vec![Some(Term::Literal((*value).into()))]]),
            Self::Triples(triples) => (&["subject", "predicate", "object"], triples.iter().map(cells).collect()),
        };
        Rows { columns: columns.iter().map(|&name| name.to_owned()).collect(), rows, aside: Vec::new() }
    }
}

fn cells(triple: &Triple) -> Vec<Option<Term>> {
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => Term::from(node.clone()),
        NamedOrBlankNode::BlankNode(node) => Term::from(node.clone()),
    };
    vec![Some(subject), Some(triple.predicate.clone().into()), Some(triple.object.clone())]
}

impl Rows {
    /// The value of a row in the column of a name; none where there is no such column, or nothing in it.
    pub fn cell<'r>(&self, row: &'r [Option<Term>], column: &str) -> Option<&'r Term> {
        row.get(self.columns.iter().position(|name| name == column)?)?.as_ref()
    }

    /// The columns that a reader needs; all, if all stand aside.
    pub(super) fn telling(&self) -> Vec<usize> {
        let columns = 0..self.columns.len();
        let telling: Vec<_> = columns.clone().filter(|&column| !self.aside.contains(&self.columns[column])).collect();
        if telling.is_empty() { columns.collect() } else { telling }
    }
}
