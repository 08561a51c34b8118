//! What the service keeps: rulesets, runs and what they found.

use std::collections::BTreeMap;

/// A ruleset as it is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptRuleset {
    pub name: String,
    pub description: Option<String>,
    /// `database.table`, when it was made for one.
    pub table: Option<String>,
    /// The rules as text; a list of rulesets does not tell it.
    pub text: Option<String>,
    pub rule_count: Option<i32>,
    /// Milliseconds since the epoch.
    pub modified_millis: Option<i64>,
}

/// What is asked to be evaluated.
#[derive(Debug, Clone)]
pub struct Evaluation {
    pub database: String,
    pub table: String,
    pub ruleset: String,
    /// The role that reads the table, by name or ARN.
    pub role: String,
    pub workers: Option<i32>,
    /// Other tables by alias: database and table.
    pub references: BTreeMap<String, (String, String)>,
    /// The same token never starts a second run.
    pub token: String,
}

/// A run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QualityRun {
    pub id: String,
    /// `RUNNING`, `SUCCEEDED`, …
    pub status: String,
    pub error: Option<String>,
    pub results: Vec<String>,
}

impl QualityRun {
    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        !matches!(self.status.as_str(), "STARTING" | "RUNNING" | "STOPPING")
    }
}

/// What a ruleset came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    pub id: String,
    pub ruleset: Option<String>,
    /// `database.table`
    pub table: Option<String>,
    /// The share of rules that passed.
    pub score: Option<f64>,
    /// Milliseconds since the epoch.
    pub started_millis: Option<i64>,
    pub completed_millis: Option<i64>,
    pub rules: Vec<RuleReport>,
}

impl Report {
    /// How many rules have a status.
    pub fn count(&self, status: &str) -> usize {
        self.rules.iter().filter(|rule| rule.status == status).count()
    }

    /// Whether every rule passed.
    pub fn has_passed(&self) -> bool {
        self.count("PASS") == self.rules.len()
    }
}

/// What a rule came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RuleReport {
    pub text: String,
    /// `PASS`, `FAIL` or `ERROR`.
    pub status: String,
    pub message: Option<String>,
    pub metrics: BTreeMap<String, f64>,
}
