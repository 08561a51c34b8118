//! What is wrong, or unwise, with who may do what.
//!
//! Invariants:
//! - What nobody can tell is a finding of its own, and never taken for sound.
//! - A finding's rule is a stable name; the command that it names mends it, or looks closer.

mod command;
mod data;
mod holders;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use command::{on, revoke_command};

use super::effective::Lake;
use super::existence::Existence;
use super::{Grant, Permission, Principal, Resource};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nobody can tell whether there is anything.
    Unknown,
    /// Worth knowing.
    Low,
    /// Worth mending.
    Medium,
    /// Data is open to more than was meant, or the lake cannot be governed.
    High,
}

impl Severity {
    /// The word for people and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Its name: stable, for machines.
    pub rule: &'static str,
    /// The object or principal.
    pub subject: String,
    /// What is found, in a sentence.
    pub message: String,
    /// The command that mends it, or looks closer.
    pub fix: Option<String>,
}

/// What else is known.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    /// Columns with personal data, by table (`db.table`), each with what says so.
    pub personal: BTreeMap<String, BTreeMap<String, String>>,
    /// Which principals there are.
    pub principals: Principals,
    /// The ARN of whoever asks, who surely is there.
    pub caller: String,
}

/// What is known of the principals that exist. Lake Formation keeps grants of principals that are gone, and only IAM knows
/// them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principals {
    /// Somebody listed them, by ARN.
    Listed(BTreeSet<String>),
    /// IAM was asked about each of these.
    Asked(BTreeMap<Principal, Existence>),
    /// There is no IAM: whoever is named can act.
    Everybody,
}

impl Default for Principals {
    /// Nobody was asked about.
    fn default() -> Self {
        Self::Asked(BTreeMap::new())
    }
}

/// More administrators than this are many.
const MANY_ADMINS: usize = 5;

/// Looks for everything; the worst first.
pub fn audit(lake: &Lake<'_>, extra: &Extra) -> Vec<Finding> {
    let mut found = Vec::new();
    settings(lake, &mut found);
    open(lake, &mut found);
    for grant in &lake.picture.grants {
        one_grant(lake, grant, &mut found);
    }
    holders::grantable(lake, &mut found);
    holders::gone(lake, extra, &mut found);
    data::personal(lake, extra, &mut found);
    data::locations(lake, &mut found);
    data::unused_filters(lake, &mut found);
    found.sort_by(|a, b| b.severity.cmp(&a.severity).then(a.rule.cmp(b.rule)).then(a.subject.cmp(&b.subject)));
    found.dedup();
    found
}

fn finding(severity: Severity, rule: &'static str, subject: impl Into<String>, message: String) -> Finding {
    Finding { severity, rule, subject: subject.into(), message, fix: None }
}

fn with_fix(finding: Finding, fix: impl Into<String>) -> Finding {
    Finding { fix: Some(fix.into()), ..finding }
}

fn settings(lake: &Lake<'_>, found: &mut Vec<Finding>) {
    if let Some(defaults) = lake.picture.defaults {
        for (is_open, what) in [(defaults.databases, "databases"), (defaults.tables, "tables")] {
            if is_open {
                let why = format!("new {what} are open to whoever IAM lets in, until somebody closes them");
                found.push(with_fix(
                    finding(Severity::Medium, "default-for-new-objects", "settings", why),
                    "lakectl governance defaults --closed",
                ));
            }
        }
    }
    if let Some(admins) = &lake.picture.admins {
        if admins.full.is_empty() {
            let why = "nobody administers the data lake: what goes wrong can be mended by the root alone".to_owned();
            let none = finding(Severity::High, "no-administrator", "settings", why);
            found.push(with_fix(none, "lakectl admin add PRINCIPAL"));
        }
        if admins.full.len() > MANY_ADMINS {
            let why = format!("{} principals may do everything", admins.full.len());
            found.push(with_fix(finding(Severity::Low, "many-administrators", "settings", why), "lakectl admin list"));
        }
    }
}

fn open(lake: &Lake<'_>, found: &mut Vec<Finding>) {
    let databases = lake.picture.databases.iter().map(|name| (Resource::database(name), name.clone(), name));
    let tables = lake.picture.tables.iter().map(|table| (table.resource(), table.name(), &table.database));
    for (resource, name, database) in databases.chain(tables) {
        if lake.is_open(&resource) {
            let why = "IAM_ALLOWED_PRINCIPALS holds ALL: no grant restricts anybody here".to_owned();
            let open = finding(Severity::High, "iam-default-open", name, why);
            found.push(with_fix(open, crate::shell_word::command("lakectl governance on", &[database], "")));
        }
    }
}

fn one_grant(lake: &Lake<'_>, grant: &Grant, found: &mut Vec<Finding>) {
    let Grant { principal, resource, permission, .. } = grant;
    if principal.is_every_iam_principal() {
        return;
    }
    let revoke = |grant: &Grant| revoke_command(grant);
    if is_missing(lake, resource) {
        let why = format!("{grant}: there is no such object any more");
        found.push(with_fix(finding(Severity::Low, "stale-grant", principal.as_str(), why), revoke(grant)));
        return;
    }
    let is_super = matches!(permission, Permission::All | Permission::SuperUser)
        && matches!(
            resource,
            Resource::Catalog
                | Resource::Database { .. }
                | Resource::Table { .. }
                | Resource::AllTables { .. }
                | Resource::TagPolicy { .. }
        );
    if is_super && !lake.is_admin(principal) {
        let severity = if *permission == Permission::SuperUser { Severity::High } else { Severity::Medium };
        let why = format!("holds {permission} on {resource}, which is everything, DROP included");
        found.push(with_fix(finding(severity, "super-grant", principal.as_str(), why), revoke(grant)));
    }
    let name = principal.as_str();
    if name.ends_with(":IAMPrincipals") {
        let why = format!("every principal of the account holds {permission}{} on {resource}", grant.columns);
        found.push(with_fix(finding(Severity::Medium, "granted-to-everybody", name, why), revoke(grant)));
    } else if let Some(account) = holders::foreign_account(name, &lake.picture.account) {
        let why = format!("account {account} holds {permission}{} on {resource}", grant.columns);
        found.push(with_fix(finding(Severity::Medium, "granted-to-another-account", name, why), revoke(grant)));
    }
}

fn is_missing(lake: &Lake<'_>, resource: &Resource) -> bool {
    let has_database = |name: &String| lake.picture.databases.iter().any(|known| known == name);
    match resource {
        Resource::Database { database } | Resource::AllTables { database } => !has_database(database),
        Resource::Table { database, table } | Resource::CellsFilter { database, table, .. } => {
            lake.table(database, table).is_none()
        }
        _ => false,
    }
}
