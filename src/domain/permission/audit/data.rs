//! Findings about data: who reads what is personal, and what Lake Formation does not guard.

use std::collections::BTreeMap;

use super::{Extra, Finding, Severity, finding, with_fix};
use crate::permission::effective::{Lake, Origin, TableFacts};
use crate::permission::{Columns, Permission, Principal, Resource};
use crate::shell_word::{command, option};

/// Who reads what is personal.
pub(super) fn personal(lake: &Lake<'_>, extra: &Extra, found: &mut Vec<Finding>) {
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
            found.push(with_fix(open, command("lakectl governance on", &[&table.database], "")));
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
                let subject = format!("{table}.{column}");
                let look = command("lakectl access explain", &[principal.as_str(), "SELECT", &subject], "");
                found.push(with_fix(finding(severity, "personal-data-readable", subject, why), look));
            }
        }
    }
}

/// Tables that lie outside every registered location, and locations that are not what they seem.
pub(super) fn locations(lake: &Lake<'_>, found: &mut Vec<Finding>) {
    let Some(locations) = &lake.picture.locations else { return };
    for table in &lake.picture.tables {
        let Some(place) = &table.location else { continue };
        let place = format!("{}/", place.replacen("s3a://", "s3://", 1).trim_end_matches('/'));
        if !locations.iter().any(|location| place.starts_with(&location.uri())) {
            let why = format!("{place} is not registered: whoever IAM lets read its objects reads all of them");
            let unregistered = finding(Severity::Medium, "unregistered-location", table.name(), why);
            found.push(with_fix(unregistered, command("lakectl location register", &[&place], "")));
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
            found.push(with_fix(failed, command("lakectl location show", &[&location.uri()], "")));
        }
    }
}

/// Filters that nobody is granted anything through.
pub(super) fn unused_filters(lake: &Lake<'_>, found: &mut Vec<Finding>) {
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
            found.push(with_fix(
                unused,
                command("lakectl filter delete", &[&filter.name], &option("--on", &table.name())),
            ));
        }
    }
}
