//! Metric math: expressions over series.
//!
//! Written: `+ - * / ^`, comparisons, `AND OR` (also `&& ||`), `ABS AVG CEIL FILL FLOOR IF MAX METRICS MIN SUM`. Any
//! other function of the service is an error that names it.

mod evaluate;
mod parse;

use std::fmt;

use super::Series;

pub use evaluate::{MathInput, MathValue};

/// Why an expression is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MathError(pub String);

impl fmt::Display for MathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MathError {}

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct MathExpression {
    root: Node,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Number(f64),
    /// The id of a metric or of another expression.
    Id(String),
    Text(String),
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    /// The name in capitals.
    Call(String, Vec<Node>),
    List(Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}

impl std::str::FromStr for MathExpression {
    type Err = MathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse::parse(text).map(|root| Self { root })
    }
}

impl MathExpression {
    /// The ids that the expression names, in order, each once.
    pub fn references(&self) -> Vec<&str> {
        let mut found = Vec::new();
        collect(&self.root, &mut found);
        found
    }
}

fn collect<'a>(node: &'a Node, found: &mut Vec<&'a str>) {
    match node {
        Node::Id(id) if !found.contains(&id.as_str()) => found.push(id),
        Node::Number(_) | Node::Id(_) | Node::Text(_) => {}
        Node::Negative(inner) => collect(inner, found),
        Node::Binary(_, left, right) => {
            collect(left, found);
            collect(right, found);
        }
        Node::Call(_, parts) | Node::List(parts) => parts.iter().for_each(|part| collect(part, found)),
    }
}

#[cfg(test)]
mod tests;
