//! What is wrong, or unwise, with who may do what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::effective::{Lake, Origin, TableFacts};
use super::{Columns, Grant, Permission, Principal, Resource};
use crate::domain::principal::is_role_of;

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Principals {
    /// Nobody said which there are.
    #[default]
    Unknown,
    /// Somebody listed them, by ARN.
    Listed(BTreeSet<String>),
    /// There is no IAM: whoever is named can act.
    Everybody,
}

/// More grantable rights than this in one hand is sprawl.
const MANY_GRANTABLE: usize = 10;
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
    grantable(lake, &mut found);
    gone(lake, extra, &mut found);
    personal(lake, extra, &mut found);
    locations(lake, &mut found);
    unused_filters(lake, &mut found);
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
            found.push(with_fix(open, format!("lakectl governance on {database}")));
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
    } else if let Some(account) = foreign_account(name, &lake.picture.account) {
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

/// The account of a principal, when it is not ours.
fn foreign_account<'a>(principal: &'a str, ours: &str) -> Option<&'a str> {
    let account = if principal.starts_with("arn:") { principal.split(':').nth(4)? } else { principal };
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    (is_account && account != ours).then_some(account)
}

fn grantable(lake: &Lake<'_>, found: &mut Vec<Finding>) {
    let mut count: BTreeMap<&Principal, usize> = BTreeMap::new();
    for grant in lake.picture.grants.iter().filter(|grant| grant.grantable && !lake.is_admin(&grant.principal)) {
        *count.entry(&grant.principal).or_default() += 1;
    }
    for (principal, count) in count {
        let severity = if count > MANY_GRANTABLE { Severity::Medium } else { Severity::Low };
        let why = format!("may grant {count} rights on to whomever it likes");
        let look = format!("lakectl access list --principal {principal}");
        found.push(with_fix(finding(severity, "grant-option", principal.as_str(), why), look));
    }
}

fn gone(lake: &Lake<'_>, extra: &Extra, found: &mut Vec<Finding>) {
    let mut rights: BTreeMap<&Principal, usize> = BTreeMap::new();
    for grant in &lake.picture.grants {
        *rights.entry(&grant.principal).or_default() += 1;
    }
    for (principal, count) in rights {
        let name = principal.as_str();
        // The ids that stand in place of a deleted role or user.
        let is_id = ["AROA", "AIDA"].iter().any(|prefix| name.starts_with(prefix));
        let is_ours = name.starts_with(&format!("arn:aws:iam::{}:", lake.picture.account)) && !name.ends_with(":root");
        let is_ours_elsewhere = name.starts_with("arn:aws:identitystore:");
        let (unlisted, unknown) = match &extra.principals {
            Principals::Everybody => (false, None),
            Principals::Listed(known) if known.contains(name) => (false, None),
            Principals::Listed(_) => {
                (is_ours, is_ours_elsewhere.then_some("the list has no such principals of IAM Identity Center"))
            }
            Principals::Unknown if is_role_of(name, &extra.caller) => (false, None),
            Principals::Unknown => (false, (is_ours || is_ours_elsewhere).then_some("IAM knows, and is not asked")),
        };
        if let Some(reason) = unknown.filter(|_| !is_id) {
            let why =
                format!("whether it still exists is unknown: {reason}; {count} rights wait for whoever has the name");
            let unknown = finding(Severity::Unknown, "principal-existence", name, why);
            found.push(with_fix(unknown, "lakectl access audit --principals FILE"));
        }
        if is_id || unlisted {
            let why = format!("there is no such principal, and {count} rights wait for whoever makes it anew");
            let look = format!("lakectl access list --principal {name}");
            found.push(with_fix(finding(Severity::High, "unknown-principal", name, why), look));
        }
    }
}

fn personal(lake: &Lake<'_>, extra: &Extra, found: &mut Vec<Finding>) {
    if extra.personal.is_empty() {
        return;
    }
    let mut readers: BTreeMap<String, BTreeMap<String, Vec<(Principal, bool)>>> = BTreeMap::new();
    for table in &lake.picture.tables {
        let Some(columns) = extra.personal.get(&table.name()) else { continue };
        if lake.is_open(&table.resource()) {
            let names: Vec<&str> = columns.keys().map(String::as_str).collect();
            let why = format!("personal data ({}) can be read by whoever IAM lets in", names.join(", "));
            let open = finding(Severity::High, "personal-data-open", table.name(), why);
            found.push(with_fix(open, format!("lakectl governance on {}", table.database)));
            continue;
        }
        let by_column = readers.entry(table.name()).or_default();
        for right in lake.on(&table.resource()) {
            let reads = matches!(right.permission, Permission::Select | Permission::All);
            if !reads || right.origin == Origin::Administrator || right.origin == Origin::IamDefault {
                continue;
            }
            for column in columns.keys().filter(|column| right.columns.contains(column)) {
                let is_named = matches!(right.columns, Columns::Only(_)) && right.origin == Origin::Grant;
                by_column.entry(column.clone()).or_default().push((right.principal.clone(), is_named));
            }
        }
    }
    for (table, columns) in readers {
        for (column, mut principals) in columns {
            principals.sort();
            principals.dedup_by(|a, b| a.0 == b.0);
            let what = &extra.personal[&table][&column];
            for (principal, is_named) in principals {
                let (severity, how) = match is_named {
                    true => (Severity::Low, "by a grant that names the column"),
                    false => (Severity::Medium, "by a grant that does not name the column"),
                };
                let why = format!("{principal} reads it, {how} ({what})");
                let look = format!("lakectl access explain {principal} SELECT {table}.{column}");
                let subject = format!("{table}.{column}");
                found.push(with_fix(finding(severity, "personal-data-readable", subject, why), look));
            }
        }
    }
}

fn locations(lake: &Lake<'_>, found: &mut Vec<Finding>) {
    let Some(locations) = &lake.picture.locations else { return };
    for table in &lake.picture.tables {
        let Some(place) = &table.location else { continue };
        let place = format!("{}/", place.replacen("s3a://", "s3://", 1).trim_end_matches('/'));
        if !locations.iter().any(|location| place.starts_with(&location.uri())) {
            let why = format!("{place} is not registered: whoever IAM lets read its objects reads all of them");
            let unregistered = finding(Severity::Medium, "unregistered-location", table.name(), why);
            found.push(with_fix(unregistered, format!("lakectl location register {place}")));
        }
    }
    for location in locations {
        if location.hybrid {
            let why = "is in hybrid mode: principals that are not opted in keep what IAM lets them do".to_owned();
            let hybrid = finding(Severity::Low, "hybrid-location", location.uri(), why);
            found.push(with_fix(hybrid, "lakectl governance opt-ins"));
        }
        if location.verification.as_deref() == Some("VERIFICATION_FAILED") {
            let why = "could not be verified: its role may not read it".to_owned();
            let failed = finding(Severity::Medium, "unverified-location", location.uri(), why);
            found.push(with_fix(failed, format!("lakectl location show {}", location.uri())));
        }
    }
}

fn unused_filters(lake: &Lake<'_>, found: &mut Vec<Finding>) {
    for filter in &lake.picture.filters {
        let table = TableFacts {
            database: filter.database.to_lowercase(),
            table: filter.table.to_lowercase(),
            ..TableFacts::default()
        };
        let is_granted = lake.picture.grants.iter().any(|grant| {
            matches!(&grant.resource, Resource::CellsFilter { database, table: of, name }
                if *database == table.database && *of == table.table && *name == filter.name)
        });
        if !is_granted {
            let why = format!("the filter {} is granted to nobody", filter.name);
            let unused = finding(Severity::Low, "unused-filter", table.name(), why);
            found.push(with_fix(unused, format!("lakectl filter delete {} --on {}", filter.name, table.name())));
        }
    }
}

/// The command that takes a grant back.
pub fn revoke_command(grant: &Grant) -> String {
    let columns = match &grant.columns {
        Columns::All => String::new(),
        Columns::Only(names) => format!(" --columns {}", names.iter().cloned().collect::<Vec<_>>().join(",")),
        Columns::Except(names) => {
            format!(" --exclude-columns {}", names.iter().cloned().collect::<Vec<_>>().join(","))
        }
    };
    let (on, filter) = match &grant.resource {
        Resource::CellsFilter { database, table, name } => (format!("{database}.{table}"), format!(" --filter {name}")),
        other => (typed(other), String::new()),
    };
    format!("lakectl revoke {} --on {on}{columns}{filter} --from {}", grant.permission, grant.principal)
}

/// A resource as it is typed on the command line.
pub fn typed(resource: &Resource) -> String {
    match resource {
        Resource::Catalog => "catalog".to_owned(),
        Resource::Database { database } => database.clone(),
        Resource::DataLocation { arn } => format!("s3://{}", arn.strip_prefix("arn:aws:s3:::").unwrap_or(arn)),
        Resource::Tag { key, values } => format!("'tag-key:{key}={}'", values.join(",")),
        other => other.typed_by_tag().map_or_else(|| other.to_string(), |typed| format!("'{typed}'")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::effective::{IamDefaults, Picture};
    use super::super::{Admins, Location};
    use super::*;

    const ACCOUNT: &str = "123456789012";

    fn grant(principal: &str, permission: Permission, resource: Resource) -> Grant {
        let principal = Principal::as_given(principal);
        Grant { principal, resource, permission, columns: Columns::All, grantable: false }
    }

    fn rules(picture: &Picture, extra: &Extra) -> Vec<(Severity, &'static str)> {
        audit(&Lake::new(picture), extra).iter().map(|finding| (finding.severity, finding.rule)).collect()
    }

    fn sound() -> Picture {
        let table = TableFacts {
            database: "crm".to_owned(),
            table: "people".to_owned(),
            columns: ["id", "email"].map(str::to_owned).to_vec(),
            location: Some("s3://lake/people/".to_owned()),
        };
        let location = Location { arn: "arn:aws:s3:::lake".to_owned(), role: None, hybrid: false, verification: None };
        Picture {
            account: ACCOUNT.to_owned(),
            admins: Some(Admins { full: vec![format!("arn:aws:iam::{ACCOUNT}:root")], read_only: Vec::new() }),
            defaults: Some(IamDefaults::default()),
            databases: vec!["crm".to_owned()],
            tables: vec![table],
            locations: Some(vec![location]),
            ..Picture::default()
        }
    }

    #[test]
    fn a_sound_lake_has_no_findings() {
        let mut picture = sound();
        let role = format!("arn:aws:iam::{ACCOUNT}:role/a");
        let own = grant(&role, Permission::Select, Resource::table("crm", "people"));
        picture.grants = vec![own.with_columns(Columns::only(["id"]))];
        let extra = Extra {
            personal: BTreeMap::from([(
                "crm.people".to_owned(),
                BTreeMap::from([("email".to_owned(), "tag pii=email".to_owned())]),
            )]),
            principals: Principals::Listed(BTreeSet::from([role])),
            ..Extra::default()
        };
        assert_eq!(rules(&picture, &extra), []);
        picture.grants[0].columns = Columns::All;
        assert_eq!(rules(&picture, &extra), [(Severity::Medium, "personal-data-readable")]);
        picture.grants[0].columns = Columns::only(["email"]);
        assert_eq!(rules(&picture, &extra), [(Severity::Low, "personal-data-readable")]);
    }

    #[test]
    fn nobody_is_said_to_exist_whom_nobody_listed() {
        let mut picture = sound();
        let column = |name: &str| {
            let name = format!("arn:aws:iam::{ACCOUNT}:role/{name}");
            grant(&name, Permission::Select, Resource::table("crm", "people")).with_columns(Columns::only(["id"]))
        };
        picture.grants = vec![column("a"), column("me")];
        let caller = format!("arn:aws:sts::{ACCOUNT}:assumed-role/me/session");
        let asked = |principals: Principals| {
            let extra = Extra { principals, caller: caller.clone(), ..Extra::default() };
            let found = audit(&Lake::new(&picture), &extra);
            found.into_iter().map(|finding| (finding.severity, finding.subject)).collect::<Vec<_>>()
        };
        assert_eq!(asked(Principals::Everybody), []);
        let one = |severity| vec![(severity, format!("arn:aws:iam::{ACCOUNT}:role/a"))];
        assert_eq!(asked(Principals::Unknown), one(Severity::Unknown), "whoever asks is there");
        let listed = BTreeSet::from([format!("arn:aws:iam::{ACCOUNT}:role/me")]);
        assert_eq!(asked(Principals::Listed(listed)), one(Severity::High));
    }

    #[test]
    fn everything_that_is_wrong_is_found() {
        let mut picture = sound();
        let people = Resource::table("crm", "people");
        picture.grants = vec![
            grant("IAM_ALLOWED_PRINCIPALS", Permission::All, people.clone()),
            grant("arn:aws:iam::123456789012:role/a", Permission::All, Resource::database("crm")),
            grant("999999999999", Permission::Select, people.clone()),
            grant("123456789012:IAMPrincipals", Permission::Describe, people.clone()),
            grant("arn:aws:iam::123456789012:role/a", Permission::Select, Resource::table("crm", "old")),
            Grant { grantable: true, ..grant("arn:aws:iam::123456789012:role/gone", Permission::Select, people) },
        ];
        picture.defaults = Some(IamDefaults { databases: false, tables: true });
        picture.locations = Some(Vec::new());
        let known = BTreeSet::from(["arn:aws:iam::123456789012:role/a".to_owned()]);
        let found = rules(&picture, &Extra { principals: Principals::Listed(known), ..Extra::default() });
        let mut names: Vec<&str> = found.iter().map(|(_, rule)| *rule).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                "default-for-new-objects",
                "grant-option",
                "granted-to-another-account",
                "granted-to-everybody",
                "iam-default-open",
                "stale-grant",
                "super-grant",
                "unknown-principal",
                "unregistered-location",
            ]
        );
        assert!(found.windows(2).all(|pair| pair[0].0 >= pair[1].0), "the worst comes first: {found:?}");
    }
}
