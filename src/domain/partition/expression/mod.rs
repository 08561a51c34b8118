//! The filter language of `GetPartitions` (`Expression`): comparisons of partition keys with literals, joined by AND, OR
//! and NOT, under SQL's three-valued logic.
//!
//! Source: Glue API reference, `GetPartitions`: operators `= <> > < >= <= AND OR IN BETWEEN LIKE NOT IS NULL`; key
//! types string, date, timestamp, int, bigint, long, tinyint, smallint, decimal; 2048 characters at most.

mod bind;
mod lex;
mod parse;
mod value;

use std::fmt;

pub use bind::PartitionFilter;

/// The longest expression, in characters.
pub const MAX_EXPRESSION: usize = 2048;

/// Why an expression is refused, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// Byte offset into the expression.
    pub offset: usize,
    pub message: String,
}

impl ExpressionError {
    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into() }
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at character {}", self.message, self.offset + 1)
    }
}

impl std::error::Error for ExpressionError {}

/// A parsed expression. [`PartitionExpression::bind`] it to a table's keys to evaluate it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartitionExpression {
    root: Node,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Or(Vec<Node>),
    And(Vec<Node>),
    Not(Box<Node>),
    Test { key: Key, test: Test },
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    name: String,
    offset: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    Compare(Comparison, Literal),
    In(Vec<Literal>),
    Between(Literal, Literal),
    Like(Literal),
    IsNull,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Literal {
    text: String,
    kind: LiteralKind,
    offset: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LiteralKind {
    Text,
    Number,
    Date,
    Timestamp,
}

impl std::str::FromStr for PartitionExpression {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.chars().count() > MAX_EXPRESSION {
            return Err(ExpressionError::new(0, format!("the expression is longer than {MAX_EXPRESSION} characters")));
        }
        parse::parse(text).map(|root| Self { root })
    }
}

#[cfg(test)]
mod tests;
