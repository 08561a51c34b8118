//! Rules about the data of a table, in DQDL: read, put into SQL, and judged by what the SQL finds.
//!
//! Source of the language: AWS Glue Developer Guide, "Data Quality Definition Language (DQDL) reference"; `between` leaves
//! out both ends, rows without a value fail a rule about values unless it is negated, and a length of NULL is 0.
//!
//! Invariants:
//! - A text is read as a whole or refused with the line and column of what is not understood.
//! - A rule is never judged by half: what [`measure`](mod@measure) cannot put into SQL is an error with its name.
//! - Nothing here runs SQL: statements go out, rows of numbers come in.

mod judge;
mod kind;
mod lex;
pub mod measure;
mod parse;
mod predicate;
mod report;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

pub use judge::judge;
pub use kind::{Kind, Takes};
pub use parse::parse;
pub use report::{Evaluation, KeptRuleset, QualityRun, Report, RuleReport};

/// The largest ruleset. Source: AWS Glue service model, DataQualityRulesetString.
pub const LONGEST: usize = 65_536;

/// A ruleset.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruleset {
    /// In the order of the text.
    pub rules: Vec<Check>,
}

/// One entry of a ruleset: a rule, or several put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// As it was written.
    pub text: String,
    pub node: Node,
}

/// What a check is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Rule(Box<Rule>),
    /// All of them must hold.
    All(Vec<Node>),
    /// One of them must hold.
    Any(Vec<Node>),
}

impl Node {
    /// The rules in it, in order.
    pub fn rules(&self) -> Vec<&Rule> {
        match self {
            Self::Rule(rule) => vec![rule],
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().flat_map(Node::rules).collect(),
        }
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    pub kind: &'static Kind,
    /// Columns, or what else the kind takes.
    pub parameters: Vec<String>,
    pub condition: Option<Condition>,
    /// An SQL condition on the rows that count.
    pub filter: Option<String>,
    /// How great the share of rows must be for which the condition holds.
    pub threshold: Option<Condition>,
}

/// What something is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub not: bool,
    pub operator: Operator,
    /// Two for `between`, any number for `in`, one otherwise.
    pub operands: Vec<Operand>,
}

/// How.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    /// Both ends left out.
    Between,
    In,
    /// The whole value, by a regular expression.
    Matches,
}

/// With what.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// As it was written, and what it is.
    Number(String, f64),
    Text(String),
    /// `now()`, so many seconds later.
    Now(i64),
    /// A span of time, in seconds.
    Duration(i64),
    /// An amount in a unit that is no span of time: `10 MB`.
    Amount(f64, String),
    Null,
    Empty,
    WhitespacesOnly,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Pass,
    Fail,
    /// It could not be judged.
    Error,
}

impl Status {
    /// The service's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "PASS",
            Self::Fail => "FAIL",
            Self::Error => "ERROR",
        }
    }
}

/// What a check came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub status: Status,
    pub message: Option<String>,
    /// What was measured, by the service's names.
    pub metrics: BTreeMap<String, f64>,
}

impl Outcome {
    /// A check that could not be judged.
    pub fn error(message: impl Into<String>) -> Self {
        Self { status: Status::Error, message: Some(message.into()), metrics: BTreeMap::new() }
    }
}

/// Puts the outcomes of a check's rules together, in the order of [`Node::rules`].
pub fn combine(node: &Node, outcomes: &mut impl Iterator<Item = Outcome>) -> Outcome {
    let (nodes, all) = match node {
        Node::Rule(_) => return outcomes.next().unwrap_or_else(|| Outcome::error("the rule was not judged")),
        Node::All(nodes) => (nodes, true),
        Node::Any(nodes) => (nodes, false),
    };
    let parts: Vec<Outcome> = nodes.iter().map(|node| combine(node, outcomes)).collect();
    let any = |status| parts.iter().any(|part| part.status == status);
    let status = match all {
        true if any(Status::Fail) => Status::Fail,
        true if any(Status::Error) => Status::Error,
        true => Status::Pass,
        false if any(Status::Pass) => Status::Pass,
        false if any(Status::Error) => Status::Error,
        false => Status::Fail,
    };
    let messages: Vec<String> = parts.iter().filter_map(|part| part.message.clone()).collect();
    let message = (status != Status::Pass && !messages.is_empty()).then(|| messages.join("; "));
    Outcome { status, message, metrics: parts.into_iter().flat_map(|part| part.metrics).collect() }
}

/// The share of checks that passed; of none, 0.
pub fn score(statuses: &[Status]) -> f64 {
    if statuses.is_empty() {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a ruleset has at most a few thousand rules")]
    let share = |count: usize| count as f64 / statuses.len() as f64;
    share(statuses.iter().filter(|status| **status == Status::Pass).count())
}

/// What of a text is not understood, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ParseError {}
