//! A picture, indexed: what each principal may do, and what everybody may do with one object.

use std::collections::{BTreeMap, BTreeSet};

use super::{Origin, Picture, Reading, Right, TableFacts};
use crate::permission::{Assigned, Columns, Grant, Permission, PolicyTarget, Principal, Resource, TagExpression};

/// A picture, indexed.
#[derive(Debug)]
pub struct Lake<'a> {
    /// What is known.
    pub picture: &'a Picture,
    by_principal: BTreeMap<&'a Principal, Vec<&'a Grant>>,
    in_database: BTreeMap<&'a str, Vec<&'a TableFacts>>,
    open: BTreeSet<&'a Resource>,
    empty: Assigned,
}

impl<'a> Lake<'a> {
    /// Indexes a picture.
    pub fn new(picture: &'a Picture) -> Self {
        let mut lake = Self {
            picture,
            by_principal: BTreeMap::new(),
            in_database: BTreeMap::new(),
            open: BTreeSet::new(),
            empty: Assigned::default(),
        };
        for grant in &picture.grants {
            if grant.principal.is_every_iam_principal() && grant.permission == Permission::All {
                lake.open.insert(&grant.resource);
            }
            lake.by_principal.entry(&grant.principal).or_default().push(grant);
        }
        for table in &picture.tables {
            lake.in_database.entry(&table.database).or_default().push(table);
        }
        lake
    }

    /// Every principal that a grant or the settings name, but the IAM default and the account's own group.
    pub fn principals(&self) -> Vec<Principal> {
        let group = self.group();
        let mut all: BTreeSet<Principal> = self
            .by_principal
            .keys()
            .filter(|principal| !principal.is_every_iam_principal() && ***principal != group)
            .map(|principal| (*principal).clone())
            .collect();
        let admins = self.picture.admins.iter().flat_map(|admins| admins.full.iter());
        all.extend(admins.map(|name| Principal::as_given(name)));
        all.into_iter().collect()
    }

    /// Whether the IAM default holds ALL on an object.
    pub fn is_open(&self, resource: &Resource) -> bool {
        self.open.contains(resource)
    }

    /// The table, if it is there.
    pub fn table(&self, database: &str, table: &str) -> Option<&'a TableFacts> {
        self.in_database.get(database)?.iter().find(|facts| facts.table == table).copied()
    }

    /// The tags of a table and its columns.
    pub fn tags(&self, table: &TableFacts) -> Assigned {
        let key = (table.database.clone(), table.table.clone());
        let mut tags = self.picture.table_tags.get(&key).unwrap_or(&self.empty).clone();
        if let Some(database) = self.picture.database_tags.get(&table.database) {
            tags.database.extend(database.clone());
        }
        tags
    }

    /// Everything that a principal may do, with what it has as one of everybody.
    pub fn of(&self, principal: &Principal) -> Vec<Right> {
        let mut rights = Vec::new();
        if self.is_admin(principal) {
            rights.extend(self.as_admin(principal));
        }
        for grant in self.by_principal.get(principal).into_iter().flatten() {
            self.derive(grant, None, &mut rights);
        }
        let group = self.group();
        let mut as_everybody = Vec::new();
        for grant in self.by_principal.get(&group).into_iter().flatten() {
            self.derive(grant, None, &mut as_everybody);
        }
        rights.extend(as_everybody.into_iter().map(|right| Right {
            principal: principal.clone(),
            as_everybody: true,
            ..right
        }));
        if !principal.is_every_iam_principal() {
            let open = self.open.iter().filter(|resource| !self.is_opted_in(principal, resource));
            rights.extend(open.map(|resource| open_right(principal, resource)));
        }
        rights.sort();
        rights.dedup();
        rights
    }

    /// What everybody may do with one object.
    pub fn on(&self, resource: &Resource) -> Vec<Right> {
        let mut rights = Vec::new();
        let admins = self.picture.admins.iter().flat_map(|admins| admins.full.iter());
        for name in admins {
            rights.push(admin_right(&Principal::as_given(name), resource));
        }
        for grant in &self.picture.grants {
            self.derive(grant, Some(resource), &mut rights);
        }
        rights.sort();
        rights.dedup();
        rights
    }

    /// How much a principal reads of each column of a table; a column that is not there is not read.
    pub fn reads(&self, principal: &Principal, table: &TableFacts) -> BTreeMap<String, Reading> {
        readings(table, self.of(principal).iter().filter(|right| right.resource == table.resource()))
    }

    /// The same for every table at once.
    pub fn reads_all(&self, principal: &Principal) -> BTreeMap<(String, String), BTreeMap<String, Reading>> {
        let mut by_table: BTreeMap<(String, String), Vec<Right>> = BTreeMap::new();
        for right in self.of(principal) {
            if let Resource::Table { database, table } = &right.resource {
                by_table.entry((database.clone(), table.clone())).or_default().push(right);
            }
        }
        let mut all = BTreeMap::new();
        for (name, rights) in by_table {
            if let Some(table) = self.table(&name.0, &name.1) {
                let read = readings(table, rights.iter());
                if !read.is_empty() {
                    all.insert(name, read);
                }
            }
        }
        all
    }

    /// Whether a principal administers the data lake.
    pub fn is_admin(&self, principal: &Principal) -> bool {
        let name = principal.as_str();
        name == format!("arn:aws:iam::{}:root", self.picture.account)
            || self.picture.admins.as_ref().is_some_and(|admins| admins.full.iter().any(|admin| admin == name))
    }

    fn is_opted_in(&self, principal: &Principal, resource: &Resource) -> bool {
        let opted = self.picture.opt_ins.as_ref();
        opted.is_some_and(|all| all.iter().any(|(who, on)| who == principal && on == resource))
    }

    fn group(&self) -> Principal {
        Principal::as_given(&format!("{}:IAMPrincipals", self.picture.account))
    }

    fn as_admin(&self, principal: &Principal) -> Vec<Right> {
        let databases = self.picture.databases.iter().map(|name| Resource::database(name));
        let tables = self.picture.tables.iter().map(TableFacts::resource);
        std::iter::once(Resource::Catalog)
            .chain(databases)
            .chain(tables)
            .map(|resource| admin_right(principal, &resource))
            .collect()
    }

    /// What a grant comes to: on one object, or on all that are there.
    fn derive(&self, grant: &Grant, only: Option<&Resource>, rights: &mut Vec<Right>) {
        let right = |resource: Resource, columns: Columns, rows: Option<String>, origin: Origin| Right {
            principal: grant.principal.clone(),
            resource,
            permission: grant.permission,
            columns,
            rows,
            grantable: grant.grantable,
            origin,
            as_everybody: false,
        };
        let wanted = |resource: &Resource| only.is_none_or(|only| only == resource);
        match &grant.resource {
            Resource::AllTables { database } => {
                for table in self.tables_of(database, only) {
                    rights.push(right(table.resource(), grant.columns.clone(), None, Origin::AllTables));
                }
            }
            Resource::CellsFilter { database, table, name } => {
                let on = Resource::table(database, table);
                let filter = self.picture.filters.iter().find(|filter| {
                    filter.name == *name
                        && filter.database.eq_ignore_ascii_case(database)
                        && filter.table.eq_ignore_ascii_case(table)
                });
                if let Some(filter) = filter.filter(|_| wanted(&on)) {
                    let origin = Origin::Filter(name.clone());
                    rights.push(right(on, filter.columns.clone(), filter.rows.clone(), origin));
                }
            }
            Resource::TagPolicy { target: PolicyTarget::Database, expression } => {
                for (name, tags) in &self.picture.database_tags {
                    let on = Resource::database(name);
                    if wanted(&on) && expression.matches(tags) {
                        rights.push(right(on, Columns::All, None, Origin::TagPolicy(expression.clone())));
                    }
                }
            }
            Resource::TagPolicy { target: PolicyTarget::Table, expression } => {
                let only_table = only.and_then(|only| match only {
                    Resource::Table { database, .. } => Some(database.as_str()),
                    _ => None,
                });
                let databases: Vec<&str> = match (only, only_table) {
                    (None, _) => self.in_database.keys().copied().collect(),
                    (Some(_), Some(database)) => vec![database],
                    (Some(_), None) => Vec::new(),
                };
                for table in databases.into_iter().flat_map(|database| self.tables_of(database, only)) {
                    if let Some(columns) = self.tagged_columns(table, expression) {
                        let origin = Origin::TagPolicy(expression.clone());
                        rights.push(right(table.resource(), columns, None, origin));
                    }
                }
            }
            other if grant.principal.is_every_iam_principal() => {
                if wanted(other) {
                    rights.push(right(other.clone(), Columns::All, None, Origin::IamDefault));
                }
            }
            other => {
                if wanted(other) {
                    rights.push(right(other.clone(), grant.columns.clone(), None, Origin::Grant));
                }
            }
        }
    }

    /// The columns of a table whose tags match; none when neither the table nor a column does.
    fn tagged_columns(&self, table: &TableFacts, expression: &TagExpression) -> Option<Columns> {
        let tags = self.tags(table);
        let matched: BTreeSet<String> =
            table.columns.iter().filter(|column| expression.matches(&tags.of_column(column))).cloned().collect();
        match (matched.len() == table.columns.len(), matched.is_empty()) {
            (true, _) if expression.matches(&tags.of_table()) => Some(Columns::All),
            (_, true) => None,
            _ => Some(Columns::Only(matched)),
        }
    }

    fn tables_of(&self, database: &str, only: Option<&Resource>) -> Vec<&'a TableFacts> {
        let all = self.in_database.get(database).into_iter().flatten().copied();
        all.filter(|table| match only {
            None => true,
            Some(Resource::Table { database, table: name }) => table.database == *database && table.table == *name,
            Some(_) => false,
        })
        .collect()
    }
}

fn admin_right(principal: &Principal, resource: &Resource) -> Right {
    Right {
        principal: principal.clone(),
        resource: resource.clone(),
        permission: Permission::All,
        columns: Columns::All,
        rows: None,
        grantable: true,
        origin: Origin::Administrator,
        as_everybody: false,
    }
}

fn open_right(principal: &Principal, resource: &Resource) -> Right {
    Right { grantable: false, origin: Origin::IamDefault, ..admin_right(principal, resource) }
}

/// What rights on one table let be read of each of its columns.
fn readings<'r>(table: &TableFacts, rights: impl Iterator<Item = &'r Right>) -> BTreeMap<String, Reading> {
    let mut read: BTreeMap<String, Reading> = BTreeMap::new();
    for right in rights.filter(|right| matches!(right.permission, Permission::Select | Permission::All)) {
        for column in table.columns.iter().filter(|column| right.columns.contains(column)) {
            let new = match &right.rows {
                None => Reading::All,
                Some(rows) => Reading::Some(rows.clone()),
            };
            let merged = match (read.remove(column), new) {
                (Some(Reading::All), _) | (_, Reading::All) => Reading::All,
                (None, new) => new,
                (Some(Reading::Some(old)), Reading::Some(new)) if old == new => Reading::Some(old),
                (Some(Reading::Some(old)), Reading::Some(new)) => Reading::Some(format!("({old}) OR ({new})")),
            };
            read.insert(column.clone(), merged);
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::super::testing::{grant, picture, role};
    use super::*;
    use crate::permission::{CellsFilter, Tags};

    fn read(picture: &Picture, name: &str, table: &str) -> Vec<String> {
        let lake = Lake::new(picture);
        let facts = lake.table("hr", table).expect("the table is there");
        lake.reads(&role(name), facts).into_keys().collect()
    }

    #[test]
    fn every_way_to_a_right_is_told_apart() {
        let expression: TagExpression = "pii=no".parse().unwrap();
        let mut known = picture(vec![
            grant(role("a"), Permission::Select, Resource::table("hr", "emp"), Columns::only(["name"])),
            grant(role("b"), Permission::Select, Resource::AllTables { database: "hr".to_owned() }, Columns::All),
            grant(
                role("c"),
                Permission::Select,
                Resource::TagPolicy { target: PolicyTarget::Table, expression: expression.clone() },
                Columns::All,
            ),
        ]);
        let mut assigned = Assigned::default();
        assigned.columns.insert("name".to_owned(), Tags::from([("pii".to_owned(), "no".to_owned())]));
        known.table_tags.insert(("hr".to_owned(), "emp".to_owned()), assigned);
        assert_eq!(read(&known, "a", "emp"), ["name"]);
        assert_eq!(read(&known, "b", "old"), ["name", "salary"]);
        assert_eq!(read(&known, "c", "emp"), ["name"]);
        assert_eq!(read(&known, "steward", "emp"), ["name", "salary"]);
        assert!(read(&known, "x", "emp").is_empty());
        let lake = Lake::new(&known);
        let origins: Vec<String> =
            lake.on(&Resource::table("hr", "emp")).iter().map(|right| right.origin.to_string()).collect();
        assert_eq!(origins, ["grant", "grant on all tables", "tag policy pii=no", "administrator"]);
    }

    #[test]
    fn a_filter_shows_some_rows_and_a_grant_beside_it_all() {
        let filter = CellsFilter {
            database: "hr".to_owned(),
            table: "emp".to_owned(),
            name: "eu".to_owned(),
            rows: Some("region = 'EU'".to_owned()),
            columns: Columns::All,
            version: None,
        };
        let on = Resource::CellsFilter { database: "hr".to_owned(), table: "emp".to_owned(), name: "eu".to_owned() };
        let mut known = picture(vec![grant(role("a"), Permission::Select, on, Columns::All)]);
        known.filters = vec![filter];
        let reading = |known: &Picture| {
            let lake = Lake::new(known);
            lake.reads(&role("a"), lake.table("hr", "emp").unwrap())
        };
        assert_eq!(reading(&known)["salary"], Reading::Some("region = 'EU'".to_owned()));
        known.grants.push(grant(role("a"), Permission::Select, Resource::table("hr", "emp"), Columns::only(["name"])));
        assert_eq!(reading(&known)["name"], Reading::All);
        assert_eq!(reading(&known)["salary"], Reading::Some("region = 'EU'".to_owned()));
    }

    #[test]
    fn whoever_is_opted_in_is_not_let_in_by_the_default() {
        let resource = Resource::table("hr", "emp");
        let open = Principal::as_given("IAM_ALLOWED_PRINCIPALS");
        let mut known = picture(vec![grant(open, Permission::All, resource.clone(), Columns::All)]);
        assert_eq!(read(&known, "a", "emp").len(), 2);
        known.opt_ins = Some(vec![(role("a"), resource)]);
        assert!(read(&known, "a", "emp").is_empty());
    }
}
