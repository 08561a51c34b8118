//! Administrators, locations, filters and grants.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Export;
use crate::domain::lake_file::Entry;
use crate::domain::permission::{Columns, Grant, Resource as Target};
use crate::error::Result;
use crate::ops::access;

impl Export<'_> {
    pub(super) async fn access(&mut self) -> Result<()> {
        if self.part.has("admins") {
            let admins = self.read.admins().await?;
            if !admins.full.is_empty() || !admins.read_only.is_empty() {
                let entry = Entry::new("admins", "")
                    .with("full", json!(admins.full))
                    .with("read_only", json!(admins.read_only));
                self.entries.push(entry);
            }
        }
        if self.part.has("locations") {
            for location in self.read.locations().await? {
                let entry = Entry::new("locations", "")
                    .with("place", self.place(&location.uri()))
                    .with("role", json!(location.role));
                self.entries.push(if location.hybrid { entry.with("hybrid", true) } else { entry });
            }
        }
        if self.part.has("filters") {
            for filter in self.read.filters(None).await? {
                if !self.part.has_database(&filter.database) {
                    continue;
                }
                let (only, except) = columns(&filter.columns);
                let entry = Entry::new("filters", "")
                    .with("name", filter.name.as_str())
                    .with("on", format!("{}.{}", filter.database, filter.table))
                    .with("rows", json!(filter.rows))
                    .with("columns", only)
                    .with("exclude_columns", except);
                self.entries.push(entry);
            }
        }
        if self.part.has("grants") {
            self.grants().await?;
        }
        Ok(())
    }

    async fn grants(&mut self) -> Result<()> {
        let found = access::list(self.read, None, None).await?;
        if found.unknown > 0 {
            self.leave_out(format!("{} grants", found.unknown), "lakectl has no words for them");
        }
        if found.lacks_filters {
            self.leave_out("grants through filters", "you may not list the filters");
        }
        let open: BTreeSet<&Target> = found
            .grants
            .iter()
            .filter(|grant| grant.principal.is_every_iam_principal())
            .map(|grant| &grant.resource)
            .collect();
        let mut together: BTreeMap<(&Target, &str, &Columns, bool), Vec<&Grant>> = BTreeMap::new();
        for grant in found.grants.iter().filter(|grant| !grant.principal.is_every_iam_principal()) {
            let key = (&grant.resource, grant.principal.as_str(), &grant.columns, grant.grantable);
            together.entry(key).or_default().push(grant);
        }
        for ((target, principal, on_columns, grantable), grants) in together {
            let (on, filter) = match target {
                Target::Catalog => ("catalog".to_owned(), None),
                Target::Database { database } => (database.clone(), None),
                Target::Table { database, table } => (format!("{database}.{table}"), None),
                Target::AllTables { database } => (format!("{database}.*"), None),
                Target::DataLocation { arn } => {
                    (self.place(&format!("s3://{}", arn.trim_start_matches("arn:aws:s3:::"))), None)
                }
                Target::CellsFilter { database, table, name } => (format!("{database}.{table}"), Some(name.clone())),
                Target::Tag { .. } | Target::TagExpression { .. } | Target::TagPolicy { .. } => {
                    (target.typed_by_tag().unwrap_or_default(), None)
                }
            };
            let database = on.split('.').next().unwrap_or_default();
            let is_elsewhere = matches!(
                target,
                Target::Catalog
                    | Target::DataLocation { .. }
                    | Target::Tag { .. }
                    | Target::TagExpression { .. }
                    | Target::TagPolicy { .. }
            );
            let is_in_part = !is_elsewhere && self.part.has_database(database);
            if !self.part.databases.is_empty() && !is_in_part {
                continue;
            }
            let permissions: BTreeSet<&str> = grants.iter().map(|grant| grant.permission.as_str()).collect();
            let (only, except) = columns(on_columns);
            let mut entry = Entry::new("grants", "")
                .with("permissions", json!(permissions))
                .with("on", on)
                .with("to", json!([principal]))
                .with("filter", json!(filter))
                .with("columns", only)
                .with("exclude_columns", except);
            if grantable {
                entry = entry.with("grantable", true);
            }
            // What Lake Formation alone decides about here, it decides about where the file is applied to next.
            let is_closed = matches!(target, Target::Database { .. } | Target::Table { .. }) && !open.contains(target);
            self.entries.push(if is_closed { entry.with("enforce", true) } else { entry });
        }
        Ok(())
    }
}

/// `columns` and `exclude_columns`.
fn columns(columns: &Columns) -> (Value, Value) {
    match columns {
        Columns::All => (Value::Null, Value::Null),
        Columns::Only(names) => (json!(names), Value::Null),
        Columns::Except(names) => (Value::Null, json!(names)),
    }
}
