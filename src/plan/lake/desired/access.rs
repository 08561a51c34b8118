//! Administrators, locations, filters and grants.

use super::{Builder, Made, Removal, Thing};
use crate::domain::catalog::{DatabaseName, TableName};
use crate::domain::lake_file::Entry;
use crate::domain::permission::{Columns, Location, Permission, Principal, Resource as Target};
use crate::domain::principal;
use crate::kind::admin::AdminResource;
use crate::kind::filter::FilterResource;
use crate::kind::grant::GrantResource;
use crate::kind::location::LocationResource;

impl Builder<'_> {
    /// Each administrator is made after the one before it: the settings are one document, which a put replaces.
    pub(super) fn admins(&mut self) {
        let mut count = 0;
        for entry in self.all("admins") {
            for (field, read_only) in [("full", false), ("read_only", true)] {
                for text in entry.texts(field) {
                    let Some(principal) = self.made(entry, field, principal::arn(&text, &self.place.account)) else {
                        continue;
                    };
                    let right = if read_only { "reader" } else { "administrator" };
                    let made = Made {
                        noun: "admin",
                        name: format!("{principal} as {right}"),
                        thing: Some(Thing::Admins(count + 1)),
                        requires: Vec::new(),
                        // All of those before: of the last of them there may be nothing to do.
                        after: (1..=count).map(Thing::Admins).collect(),
                        removal: Removal::Admin(principal.clone(), read_only),
                    };
                    count += 1;
                    self.add(entry, made, AdminResource { principal, read_only, wanted: true });
                }
            }
        }
    }

    /// The administrators: whoever sets up access may need to be one.
    pub(super) fn all_admins(&self) -> Vec<Thing> {
        let things = self.items.iter().filter_map(|item| item.thing.clone());
        things.filter(|thing| matches!(thing, Thing::Admins(_))).collect()
    }

    pub(super) fn locations(&mut self) {
        for entry in self.all("locations") {
            let role = match entry.text("role") {
                Some(text) => self.made(entry, "role", principal::arn(text, &self.place.account)),
                None => None,
            };
            let Some((uri, bucket)) = self.uri(entry, "place") else { continue };
            let path = uri.trim_start_matches("s3://").trim_end_matches('/');
            let location = Location {
                arn: format!("arn:aws:s3:::{path}"),
                role,
                hybrid: entry.switch("hybrid").unwrap_or(false),
                verification: None,
            };
            let made = Made {
                noun: "location",
                name: location.uri(),
                thing: None,
                requires: vec![Thing::Bucket(bucket)],
                after: self.all_admins(),
                removal: Removal::Location(location.arn.clone()),
            };
            self.add(entry, made, LocationResource(location));
        }
    }

    pub(super) fn filters(&mut self) {
        for entry in self.all("filters") {
            let Some(name) = entry.owned("name") else { continue };
            let Some(table) = entry.text("on").and_then(|text| self.made(entry, "on", text.parse::<TableName>()))
            else {
                continue;
            };
            let columns = self.column_set(entry);
            let made = Made {
                noun: "filter",
                name: format!("{name} on {table}"),
                thing: Some(Thing::Filter(table.clone(), name.clone())),
                requires: vec![Thing::Table(table.clone())],
                after: self.all_admins(),
                removal: Removal::Filter(table.clone(), name.clone()),
            };
            self.add(entry, made, FilterResource { table, name, rows: entry.owned("rows"), columns });
        }
    }

    fn column_set(&mut self, entry: &Entry) -> Columns {
        let (columns, except) = (entry.texts("columns"), entry.texts("exclude_columns"));
        if !columns.is_empty() && !except.is_empty() {
            self.problem(entry.place_of("exclude_columns"), "`columns` and `exclude_columns` do not go together");
        }
        if columns.is_empty() {
            Columns::except(except.iter().map(String::as_str))
        } else {
            Columns::only(columns.iter().map(String::as_str))
        }
    }

    pub(super) fn grants(&mut self) {
        for entry in self.all("grants") {
            let Some(target) = self.target(entry) else { continue };
            let columns = self.column_set(entry);
            let mut permissions = Vec::new();
            for text in entry.texts("permissions") {
                permissions.extend(self.made(entry, "permissions", text.parse::<Permission>()));
            }
            if let Some(bad) = permissions.iter().find(|permission| !permission.fits(&target)) {
                let known = Permission::EVERY.iter().filter(|permission| permission.fits(&target));
                let known: Vec<&str> = known.map(|permission| permission.as_str()).collect();
                let message = format!("{target} has no permission {bad}; there are {}", known.join(", "));
                self.problem(entry.place_of("permissions"), message);
            }
            let is_selection = permissions == [Permission::Select] && matches!(target, Target::Table { .. });
            if !columns.is_all() && !is_selection {
                let message = "columns can be named for SELECT alone, on one table";
                self.problem(entry.place_of("columns").max(entry.place_of("exclude_columns")), message);
            }
            let requires = self.needed_by(entry, &target);
            for text in entry.texts("to") {
                let Some(principal) = self.principal(entry, &text) else { continue };
                let resource = GrantResource {
                    principal,
                    target: target.clone(),
                    permissions: permissions.clone(),
                    columns: columns.clone(),
                    grantable: entry.switch("grantable").unwrap_or(false),
                    enforce: entry.switch("enforce").unwrap_or(false),
                    filter: None,
                };
                let made = Made {
                    noun: "grant",
                    name: format!("{target} to {}", resource.principal),
                    thing: Some(Thing::Rights(target.to_string(), resource.principal.to_string())),
                    requires: requires.clone(),
                    after: self.all_admins(),
                    removal: Removal::Grant(Box::new(resource.clone())),
                };
                let enforces = resource.enforce;
                self.add(entry, made, resource);
                if let Some(item) = self.items.last_mut() {
                    item.enforces = enforces;
                }
            }
        }
    }

    fn principal(&mut self, entry: &Entry, text: &str) -> Option<Principal> {
        if let Ok(known) = text.parse::<Principal>()
            && !text.contains('/')
        {
            return Some(known.in_account(&self.place.account));
        }
        let arn = self.made(entry, "to", principal::arn(text, &self.place.account))?;
        self.made(entry, "to", arn.parse::<Principal>())
    }

    fn target(&mut self, entry: &Entry) -> Option<Target> {
        let text = entry.text("on")?;
        let at = entry.place_of("on");
        let target = if text == "catalog" {
            Target::Catalog
        } else if let Some(by_tag) = Target::by_tag(text) {
            self.made(entry, "on", by_tag)?
        } else if text.contains(':') {
            let (uri, _) = self.uri_of(at, text)?;
            Target::DataLocation {
                arn: format!("arn:aws:s3:::{}", uri.trim_start_matches("s3://").trim_end_matches('/')),
            }
        } else if let Some(database) = text.strip_suffix(".*") {
            Target::AllTables { database: self.made(entry, "on", database.parse::<DatabaseName>())?.to_string() }
        } else if text.contains('.') {
            let name = self.made(entry, "on", text.parse::<TableName>())?;
            Target::table(name.database.as_str(), &name.table)
        } else {
            Target::database(self.made(entry, "on", text.parse::<DatabaseName>())?.as_str())
        };
        match (entry.owned("filter"), target) {
            (None, target) => Some(target),
            (Some(name), Target::Table { database, table }) => Some(Target::CellsFilter { database, table, name }),
            (Some(_), _) => {
                self.problem(entry.place_of("filter"), format!("a filter belongs to one table, and {text} is none"));
                None
            }
        }
    }

    /// What a grant is on, which must be there.
    fn needed_by(&mut self, entry: &Entry, target: &Target) -> Vec<Thing> {
        let table = |database: &str, table: &str| TableName::new(DatabaseName::stored(database), table);
        let thing = match target {
            Target::Database { database } | Target::AllTables { database } => {
                Some(Thing::Database(DatabaseName::stored(database)))
            }
            Target::Table { database, table: name } => self.made(entry, "on", table(database, name)).map(Thing::Table),
            Target::CellsFilter { database, table: of, name } => {
                self.made(entry, "on", table(database, of)).map(|table| Thing::Filter(table, name.clone()))
            }
            Target::DataLocation { arn } => {
                let bucket = arn.trim_start_matches("arn:aws:s3:::").split('/').next().unwrap_or_default();
                bucket.parse().ok().map(Thing::Bucket)
            }
            Target::Tag { key, .. } => Some(Thing::Tag(key.clone())),
            Target::TagPolicy { expression, .. } if expression.name().is_some() => {
                expression.name().map(|name| Thing::TagExpression(name.to_owned()))
            }
            Target::TagExpression { name } => Some(Thing::TagExpression(name.clone())),
            Target::TagPolicy { expression, .. } => {
                return expression.parts().iter().map(|part| Thing::Tag(part.key.clone())).collect();
            }
            Target::Catalog => None,
        };
        thing.into_iter().collect()
    }
}
