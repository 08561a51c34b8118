//! Queries over log events in the language of CloudWatch Logs Insights: read, and run over events.
//!
//! Source: CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax". Commands fields, display, filter,
//! stats, sort, limit, parse and dedup; whatever else the language has is refused by its name.
//!
//! Invariants:
//! - A query is read as a whole, or refused with the place of what is not understood.
//! - A value that is not there is null: no comparison holds for it, and no aggregate counts it.
//! - Without `sort` and `stats`, the newest event comes first.

mod evaluate;
mod lex;
mod parse;
mod run;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

pub use parse::parse;
pub use run::{Found, run};

/// A query.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub commands: Vec<Command>,
}

/// One command of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Adds fields, and shows them.
    Fields(Vec<Named>),
    /// Shows these and nothing else.
    Display(Vec<Named>),
    Filter(Expr),
    Stats {
        aggregates: Vec<(Aggregate, String)>,
        by: Vec<Named>,
    },
    /// Fields, and whether the greatest comes first.
    Sort(Vec<(Expr, bool)>),
    Limit(usize),
    Parse {
        from: Expr,
        pattern: Pattern,
    },
    Dedup(Vec<String>),
}

/// An expression and what it is called.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    pub expr: Expr,
    pub name: String,
}

/// How `parse` takes a text apart: a regular expression, and the names of its groups in order.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub regex: regex::Regex,
    pub names: Vec<String>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.regex.as_str() == other.regex.as_str() && self.names == other.names
    }
}

/// An expression.
#[derive(Debug, Clone)]
pub enum Expr {
    Field(String),
    Number(f64),
    Text(String),
    Not(Box<Expr>),
    Minus(Box<Expr>),
    Binary(Box<Expr>, Operator, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    /// Holds a text somewhere.
    Contains(Box<Expr>, String),
    /// Fits a regular expression somewhere.
    Matches(Box<Expr>, regex::Regex),
    Call(Function, Vec<Expr>),
    /// Times by so many milliseconds.
    Bin(i64),
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

/// An operator between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
    Power,
}

/// A function of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Abs,
    Ceil,
    Floor,
    Sqrt,
    Log,
    Greatest,
    Least,
    Coalesce,
    IsPresent,
    IsEmpty,
    IsBlank,
    Concat,
    Lower,
    Upper,
    Trim,
    Length,
    Contains,
    Replace,
    Substring,
    ToMillis,
    FromMillis,
}

/// A function of many rows.
#[derive(Debug, Clone, PartialEq)]
pub enum Aggregate {
    /// None: all rows.
    Count(Option<Expr>),
    CountDistinct(Expr),
    Sum(Expr),
    Average(Expr),
    Least(Expr),
    Most(Expr),
    Percentile(Expr, f64),
    Deviation(Expr),
    Earliest(Expr),
    Latest(Expr),
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Number(f64),
    Text(String),
    /// Milliseconds since the epoch.
    Time(i64),
}

/// A log event as a query sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub group: String,
    pub stream: String,
    /// Milliseconds since the epoch.
    pub at: i64,
    pub ingested: i64,
    pub message: String,
    /// What finds the event again.
    pub pointer: String,
}

/// A row: what its fields are, by name.
pub type Row = BTreeMap<String, Value>;

/// What of a query is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in characters from the beginning.
    pub from: usize,
    pub to: usize,
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at character {})", self.message, self.from + 1)
    }
}

impl std::error::Error for ParseError {}
