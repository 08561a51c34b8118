//! Plans: what would change, as a value. Planning is pure and sorted; applying makes no choices.
//!
//! Invariants:
//! - A [`Step`] lists every change that will be made; applying it makes exactly those.
//! - What was applied is read back and compared: a difference that is left is an error, never a success.
//! - A step says itself how much it can hurt; whoever carries it out asks accordingly.

pub mod guard;
pub mod kind;
pub mod lake;
pub mod order;
mod resource;
pub mod restore;

use lakectl_aws as aws;
use lakectl_clock as clock;
use lakectl_domain as domain;
use lakectl_error as error;
use lakectl_ops as ops;
use serde_json::{Value, json};

use crate::domain::size;

pub use resource::{Resource, apply_one, prove_deleted};

/// What happens to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is not there yet.
    Create,
    /// It differs.
    Update,
    /// It goes.
    Delete,
    /// It is as it should be.
    Unchanged,
}

impl Action {
    /// The word in plans and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Unchanged => "unchanged",
        }
    }

    /// The word in reports of what was done.
    pub fn done_word(self) -> &'static str {
        match self {
            Self::Create => "created",
            Self::Update => "updated",
            Self::Delete => "deleted",
            Self::Unchanged => "unchanged",
        }
    }

    fn sign(self) -> char {
        match self {
            Self::Create => '+',
            Self::Update => '~',
            Self::Delete => '-',
            Self::Unchanged => '=',
        }
    }
}

/// One property that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The property, as the resource kind names it.
    pub field: &'static str,
    /// What it is now; null when it is not there.
    pub old: Value,
    /// What it will be; null when it goes.
    pub new: Value,
}

impl Change {
    /// A change, if the two differ.
    pub fn between(field: &'static str, old: Value, new: Value) -> Option<Self> {
        (old != new).then_some(Self { field, old, new })
    }

    /// The changes from the properties of what is there, if anything is, to those that are wanted. Both list the same
    /// fields in the same order.
    pub fn all(
        old: Option<impl IntoIterator<Item = (&'static str, Value)>>,
        new: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Vec<Self> {
        let mut old = old.map(IntoIterator::into_iter);
        let mut changes = Vec::new();
        for (field, new) in new {
            let was = old.as_mut().and_then(Iterator::next);
            debug_assert!(was.as_ref().is_none_or(|(known, _)| *known == field), "the same fields in the same order");
            changes.extend(Self::between(field, was.map_or(Value::Null, |(_, old)| old), new));
        }
        changes
    }
}

/// How much a change can hurt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Danger {
    /// Nothing is lost: no question.
    #[default]
    None,
    /// Something goes that can be made again: yes or no.
    Moderate(String),
    /// Data is lost: the name must be typed.
    Severe {
        /// What would happen.
        question: String,
        /// What must be typed.
        name: String,
    },
}

/// What happens to one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The noun: `bucket`, `table`, …
    pub noun: &'static str,
    /// The resource's name.
    pub name: String,
    /// What happens to it.
    pub action: Action,
    /// Property by property.
    pub changes: Vec<Change>,
    /// What the operator should know before it happens.
    pub warnings: Vec<String>,
    /// Properties that could not be read, each with the reason: they are left as they are.
    pub unknown: Vec<String>,
    /// How much it can hurt.
    pub danger: Danger,
    /// Why it is made, when that is not plain.
    pub reason: Option<String>,
}

impl Step {
    /// A step from what is there (or not) and the differences.
    pub fn new(noun: &'static str, name: impl Into<String>, exists: bool, changes: Vec<Change>) -> Self {
        let action = match (exists, changes.is_empty()) {
            (false, _) => Action::Create,
            (true, true) => Action::Unchanged,
            (true, false) => Action::Update,
        };
        Self {
            noun,
            name: name.into(),
            action,
            changes,
            warnings: Vec::new(),
            unknown: Vec::new(),
            danger: Danger::None,
            reason: None,
        }
    }

    /// A step that removes something.
    pub fn deletion(noun: &'static str, name: impl Into<String>, danger: Danger) -> Self {
        Self { action: Action::Delete, danger, ..Self::new(noun, name, true, Vec::new()) }
    }

    /// The step on one line: `+ bucket raw create`, or, when it was carried out, `+ bucket raw created`.
    fn line(&self, applied: bool) -> String {
        let (noun, name) = (self.noun, one_line(&self.name));
        if self.action == Action::Unchanged {
            let limit = if self.unknown.is_empty() { "" } else { " as far as it can be read" };
            return format!("= {noun} {name}: nothing to do{limit}");
        }
        let word = if applied { self.action.done_word() } else { self.action.word() };
        format!("{} {noun} {name} {word}", self.action.sign())
    }

    /// The step with its properties, and what it takes away.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.line(false)];
        lines.extend(self.changes.iter().map(change_line));
        lines.extend(self.unknown_lines());
        lines.extend(self.reason.iter().map(|reason| format!("    {}", one_line(reason))));
        lines
    }

    fn unknown_lines(&self) -> impl Iterator<Item = String> {
        self.unknown.iter().map(|unknown| format!("    ? {}", one_line(unknown)))
    }

    /// Whether the property changes in this step.
    pub fn changes(&self, field: &str) -> bool {
        self.changes.iter().any(|change| change.field == field)
    }
}

/// A plan: where, and what.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The account that will be changed.
    pub account: String,
    /// The region.
    pub region: String,
    /// The steps, in the order in which they are made.
    pub steps: Vec<Step>,
}

impl Plan {
    /// A plan from its steps, in the order in which they can be made.
    pub fn new(account: impl Into<String>, region: impl Into<String>, mut steps: Vec<Step>) -> Self {
        order::sort(&mut steps);
        Self { account: account.into(), region: region.into(), steps }
    }

    /// Whether anything would change.
    pub fn is_empty(&self) -> bool {
        self.steps.iter().all(|step| step.action == Action::Unchanged)
    }

    /// Whether something could not be read.
    pub fn has_unknown(&self) -> bool {
        self.steps.iter().any(|step| !step.unknown.is_empty())
    }

    /// The plan as JSON.
    pub fn json(&self, applied: bool) -> Value {
        let steps: Vec<Value> = self
            .steps
            .iter()
            .map(|step| {
                let changes: Vec<Value> = step
                    .changes
                    .iter()
                    .map(|change| json!({ "field": change.field, "old": change.old, "new": change.new }))
                    .collect();
                let mut value = json!({
                    "noun": step.noun, "name": step.name, "action": step.action.word(),
                    "changes": changes, "warnings": step.warnings,
                });
                if !step.unknown.is_empty() {
                    value["unknown"] = json!(step.unknown);
                }
                if let Some(reason) = &step.reason {
                    value["reason"] = json!(reason);
                }
                match &step.danger {
                    Danger::None => {}
                    Danger::Moderate(question) => value["danger"] = json!({ "level": "moderate", "about": question }),
                    Danger::Severe { question, .. } => {
                        value["danger"] = json!({ "level": "severe", "about": question });
                    }
                }
                value
            })
            .collect();
        json!({ "account": self.account, "region": self.region, "applied": applied, "steps": steps })
    }

    /// The plan as lines: each step, then its properties.
    pub fn lines(&self) -> Vec<String> {
        self.steps.iter().flat_map(Step::lines).collect()
    }

    /// What was done, a line for each step, and what is left open because it could not be read.
    pub fn done_lines(&self) -> Vec<String> {
        self.steps.iter().flat_map(|step| std::iter::once(step.line(true)).chain(step.unknown_lines())).collect()
    }

    /// Where it is, or would have been.
    pub fn place(&self) -> String {
        format!("in account {}, region {}", self.account, self.region)
    }
}

/// The property that is a number of bytes.
const SCAN_LIMIT: &str = "scan_limit";

/// Text from outside on one line: a name with a line feed in it must not look like a line of the plan.
pub fn one_line(text: &str) -> String {
    text.replace('\n', "\\n").replace('\r', "\\r")
}

/// A change on one line, indented below what it belongs to.
pub fn change_line(change: &Change) -> String {
    let Change { field, old, new } = change;
    match (old, new) {
        (Value::Null, new) => format!("    + {field}: {}", shown(field, new)),
        (old, Value::Null) => format!("    - {field}: {}", shown(field, old)),
        (old, new) => format!("    ~ {field}: {} -> {}", shown(field, old), shown(field, new)),
    }
}

/// A value as an operator would write it.
fn shown(field: &str, value: &Value) -> String {
    match value.as_u64().filter(|_| field == SCAN_LIMIT) {
        Some(bytes) => size::written(bytes),
        // What is nothing between two words would not be seen.
        None if value.as_str().is_some_and(str::is_empty) => "\"\"".to_owned(),
        None => short(value),
    }
}

/// A value on one line: what is null is left out, lists and objects have as little punctuation as can be read.
fn short(value: &Value) -> String {
    match value {
        Value::String(text) => one_line(text),
        Value::Array(items) => items.iter().map(short).collect::<Vec<_>>().join("; "),
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| !member.is_null() && member.as_array().is_none_or(|items| !items.is_empty()))
            .map(|(name, member)| match member {
                Value::Array(_) | Value::Object(_) => format!("{} ({})", one_line(name), short(member)),
                scalar => format!("{} {}", one_line(name), short(scalar)),
            })
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_forge_a_line_of_the_plan() {
        let change = Change { field: "description", old: Value::Null, new: json!("x\n- bucket raw delete") };
        let plan = Plan::new("1", "r", vec![Step::new("db", "a\n- bucket raw delete", false, vec![change])]);
        assert_eq!(plan.lines(), [r"+ db a\n- bucket raw delete create", r"    + description: x\n- bucket raw delete"]);
    }

    #[test]
    fn values_are_shown_as_they_are_written() {
        let line = |field, old, new| change_line(&Change { field, old, new });
        assert_eq!(line("scan_limit", json!(10_000_000), json!(1 << 30)), "    ~ scan_limit: 10MB -> 1GiB");
        assert_eq!(line("description", json!(""), json!("x")), "    ~ description: \"\" -> x");
        assert_eq!(line("nodes", Value::Null, json!(1000)), "    + nodes: 1000");
    }

    #[test]
    fn changes_are_those_of_all_fields() {
        let old = [("a", json!(1)), ("b", json!(2))];
        let new = [("a", json!(1)), ("b", json!(3))];
        assert_eq!(Change::all(Some(old), new.clone()), [Change { field: "b", old: json!(2), new: json!(3) }]);
        assert_eq!(Change::all(None::<[(&'static str, Value); 2]>, new).len(), 2);
    }
}
