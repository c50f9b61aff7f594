//! Puts a parameter's value into a query: as a term in its algebra, never as text, so that no value can change the query.
//!
//! Oxigraph's own `substitute_variable` is not used. It reaches neither a variable that the SELECT does not project nor
//! a sub-SELECT, and the optimizer, which does not know of it, folds `!BOUND(?topic)` to *true* before the value comes
//! in: an optional filter would silently not filter. Here the value stands wherever the variable stood, as if the
//! author had written it there.

use oxigraph::model::{Literal, NamedNode, Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// The value of a parameter: a resource or a literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Node(NamedNode),
    Literal(Literal),
}

impl From<Value> for Term {
    fn from(value: Value) -> Self {
        match value {
            Value::Node(node) => node.into(),
            Value::Literal(literal) => literal.into(),
        }
    }
}

/// A literal cannot stand where a predicate or a graph is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LiteralInPlaceOfIri;

type Done = Result<(), LiteralInPlaceOfIri>;

/// Puts `value` wherever `variable` stands in `query`; where it is projected, the column shows the value.
pub(super) fn substitute(query: &mut Query, variable: &Variable, value: &Value) -> Done {
    let substitution = Substitution { variable, value };
    match query {
        Query::Construct { template, pattern, .. } => {
            template.iter_mut().try_for_each(|triple| substitution.triple(triple))?;
            substitution.pattern(pattern)
        }
        Query::Select { pattern, .. } | Query::Ask { pattern, .. } | Query::Describe { pattern, .. } => {
            substitution.pattern(pattern)
        }
    }
}

struct Substitution<'a> {
    variable: &'a Variable,
    value: &'a Value,
}

impl Substitution<'_> {
    fn pattern(&self, pattern: &mut GraphPattern) -> Done {
        match pattern {
            GraphPattern::Bgp { patterns } => patterns.iter_mut().try_for_each(|triple| self.triple(triple)),
            GraphPattern::Path { subject, object, .. } => {
                self.term(subject);
                self.term(object);
                Ok(())
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Lateral { left, right } => {
                self.pattern(left)?;
                self.pattern(right)
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left)?;
                self.pattern(right)?;
                expression.as_mut().map_or(Ok(()), |expression| self.expression(expression))
            }
            GraphPattern::Minus { left, right } => {
                // MINUS removes nothing where the sides share no variable: if this is what they share, it must stay.
                let shared = self.is_in_scope(left) && self.is_in_scope(right);
                for side in [left, right] {
                    self.pattern(side)?;
                    if shared {
                        self.extend(side);
                    }
                }
                Ok(())
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr)?;
                self.pattern(inner)
            }
            GraphPattern::Graph { name, inner } | GraphPattern::Service { name, inner, .. } => {
                self.name(name)?;
                self.pattern(inner)
            }
            GraphPattern::Extend { inner, expression, .. } => {
                self.expression(expression)?;
                self.pattern(inner)
            }
            GraphPattern::Values { .. } => Ok(()),
            GraphPattern::OrderBy { inner, expression } => {
                for OrderExpression::Asc(key) | OrderExpression::Desc(key) in expression {
                    self.expression(key)?;
                }
                self.pattern(inner)
            }
            GraphPattern::Project { inner, variables } => {
                self.pattern(inner)?;
                if variables.contains(self.variable) {
                    self.extend(inner);
                }
                Ok(())
            }
            GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } | GraphPattern::Slice { inner, .. } => {
                self.pattern(inner)
            }
            GraphPattern::Group { inner, variables, aggregates } => {
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr)?;
                    }
                }
                self.pattern(inner)?;
                // A key that went away would make one group of nothing at all.
                if variables.contains(self.variable) {
                    self.extend(inner);
                }
                Ok(())
            }
        }
    }

    fn is_in_scope(&self, pattern: &GraphPattern) -> bool {
        let mut found = false;
        pattern.on_in_scope_variable(|variable| found |= variable == self.variable);
        found
    }

    /// `BIND(value AS ?variable)` after a pattern that does not bind it.
    fn extend(&self, pattern: &mut GraphPattern) {
        if !self.is_in_scope(pattern) {
            let inner = Box::new(std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() }));
            *pattern = GraphPattern::Extend { inner, variable: self.variable.clone(), expression: self.constant() };
        }
    }

    fn constant(&self) -> Expression {
        match self.value {
            Value::Node(node) => node.clone().into(),
            Value::Literal(literal) => literal.clone().into(),
        }
    }

    fn triple(&self, triple: &mut TriplePattern) -> Done {
        self.term(&mut triple.subject);
        self.term(&mut triple.object);
        self.name(&mut triple.predicate)
    }

    fn term(&self, term: &mut TermPattern) {
        if matches!(term, TermPattern::Variable(variable) if variable == self.variable) {
            *term = match self.value {
                Value::Node(node) => node.clone().into(),
                Value::Literal(literal) => literal.clone().into(),
            };
        }
    }

    fn name(&self, name: &mut NamedNodePattern) -> Done {
        if matches!(name, NamedNodePattern::Variable(variable) if variable == self.variable) {
            match self.value {
                Value::Node(node) => *name = node.clone().into(),
                Value::Literal(_) => return Err(LiteralInPlaceOfIri),
            }
        }
        Ok(())
    }

    fn expression(&self, expression: &mut Expression) -> Done {
        match expression {
            Expression::NamedNode(_) | Expression::Literal(_) => Ok(()),
            Expression::Variable(variable) => {
                if variable == self.variable {
                    *expression = self.constant();
                }
                Ok(())
            }
            Expression::Bound(variable) => {
                if variable == self.variable {
                    *expression = Literal::from(true).into();
                }
                Ok(())
            }
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                self.expression(a)?;
                self.expression(b)
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => self.expression(a),
            Expression::In(a, list) => {
                self.expression(a)?;
                list.iter_mut().try_for_each(|item| self.expression(item))
            }
            Expression::Exists(pattern) => self.pattern(pattern),
            Expression::If(a, b, c) => {
                self.expression(a)?;
                self.expression(b)?;
                self.expression(c)
            }
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                list.iter_mut().try_for_each(|item| self.expression(item))
            }
        }
    }
}
