//! Plans: what would change, as a value. Planning is pure and sorted; applying makes no choices.
//!
//! Invariants:
//! - A [`Step`] lists every change that will be made; applying it makes exactly those.
//! - What was applied is read back and compared: a difference that is left is an error, never a success.

pub mod guard;
pub mod kind;
pub mod order;

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::error::{Error, Result};

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

    fn done_word(self) -> &'static str {
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
}

impl Step {
    /// A step from what is there (or not) and the differences.
    pub fn new(noun: &'static str, name: impl Into<String>, exists: bool, changes: Vec<Change>) -> Self {
        let action = match (exists, changes.is_empty()) {
            (false, _) => Action::Create,
            (true, true) => Action::Unchanged,
            (true, false) => Action::Update,
        };
        Self { noun, name: name.into(), action, changes, warnings: Vec::new(), unknown: Vec::new() }
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
                value
            })
            .collect();
        json!({ "account": self.account, "region": self.region, "applied": applied, "steps": steps })
    }

    /// The plan as lines: `+ bucket raw`, then its properties.
    pub fn lines(&self, applied: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for step in &self.steps {
            let unknown = step.unknown.iter().map(|unknown| format!("    ? {unknown}"));
            if step.action == Action::Unchanged {
                let what =
                    if step.unknown.is_empty() { "nothing to do" } else { "nothing to do as far as it can be read" };
                lines.push(format!("= {} {}: {what}", step.noun, step.name));
                lines.extend(unknown);
                continue;
            }
            let word = if applied { step.action.done_word() } else { step.action.word() };
            lines.push(format!("{} {} {} {word}", step.action.sign(), step.noun, step.name));
            lines.extend(step.changes.iter().map(change_line));
            lines.extend(unknown);
        }
        if !applied && !self.is_empty() {
            lines.push(format!("in account {}, region {}; nothing was changed", self.account, self.region));
        }
        lines
    }
}

/// A change on one line, indented below what it belongs to.
pub fn change_line(change: &Change) -> String {
    match (&change.old, &change.new) {
        (Value::Null, new) => format!("    + {}: {}", change.field, short(new)),
        (old, Value::Null) => format!("    - {}: {}", change.field, short(old)),
        (old, new) => format!("    ~ {}: {} -> {}", change.field, short(old), short(new)),
    }
}

/// A value on one line: what is null is left out, lists and objects have as little punctuation as can be read.
fn short(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(short).collect::<Vec<_>>().join("; "),
        Value::Object(members) => members
            .iter()
            .filter(|(_, member)| !member.is_null() && member.as_array().is_none_or(|items| !items.is_empty()))
            .map(|(name, member)| match member {
                Value::Array(_) | Value::Object(_) => format!("{name} ({})", short(member)),
                scalar => format!("{name} {}", short(scalar)),
            })
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}

/// A kind of resource that plans can hold.
pub trait Resource {
    /// What is there, as far as this kind looks at it.
    type Live;

    /// What is there now; none when there is no such resource.
    fn read(&self, read: &Read) -> impl Future<Output = Result<Option<Self::Live>>> + Send;

    /// The difference between what is wanted and what is there. Pure.
    fn diff(&self, live: Option<&Self::Live>) -> Result<Step>;

    /// Makes exactly the changes of the step.
    fn apply(&self, live: Option<&Self::Live>, step: &Step, write: &Write) -> impl Future<Output = Result<()>> + Send;

    /// What is left to do after an apply. Most kinds look once; those that settle late look until they see it.
    fn read_back(&self, read: &Read) -> impl Future<Output = Result<Step>> + Send
    where
        Self: Sync,
        Self::Live: Send + Sync,
    {
        async { self.diff(self.read(read).await?.as_ref()) }
    }
}

/// Applies one step and proves it.
pub async fn apply_one<R>(resource: &R, live: Option<&R::Live>, step: &Step, write: &Write) -> Result<()>
where
    R: Resource + Sync,
    R::Live: Send + Sync,
{
    if step.action == Action::Unchanged {
        return Ok(());
    }
    if let Err(error) = resource.apply(live, step, write).await {
        // A create whose answer was lost finds its own work on the next try: what reads back as wanted is done.
        let is_there = step.action == Action::Create && error.has_code(&["AlreadyExistsException"]);
        return match is_there && resource.read_back(write).await?.action == Action::Unchanged {
            true => Ok(()),
            false => Err(error),
        };
    }
    let left = resource.read_back(write).await?;
    if left.action == Action::Unchanged {
        return Ok(());
    }
    let fields: Vec<&str> = left.changes.iter().map(|change| change.field).collect();
    Err(Error::failed(format!(
        "{} {} was written but does not read back as written: {}",
        step.noun,
        step.name,
        fields.join(", ")
    ))
    .hint("run the same command again; if this repeats, somebody else is changing it"))
}
