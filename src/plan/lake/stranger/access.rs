//! Administrators, locations, LF-tags, filters, and grants.

use std::collections::{BTreeMap, BTreeSet};

use super::super::item::{Item, Thing};
use super::super::removal::Removal;
use super::{Found, Search, was};
use crate::domain::catalog::{DatabaseName, TableName};
use crate::domain::permission::{Columns, Grant, Principal, Resource as Target, TagPlace};
use crate::error::Result;
use crate::kind::grant::GrantResource;
use crate::kind::narrowed::NarrowedGrants;
use crate::kind::tag::AssignmentResource;
use crate::ops::access;

/// Roles that services make for themselves.
const OF_SERVICES: &str = ":role/aws-service-role/";

/// What a target's rights are called as something that others need.
fn rights(target: &Target, of: &str) -> Thing {
    Thing::Rights(target.to_string(), of.to_owned())
}

impl Search<'_> {
    pub(super) async fn access(&self) -> Result<Vec<Item>> {
        let (admins, locations, tagged, filters, grants) =
            tokio::try_join!(self.admins(), self.locations(), self.tagged(), self.filters(), self.grants())?;
        Ok([admins, locations, tagged, filters, grants].into_iter().flatten().collect())
    }

    async fn admins(&self) -> Result<Vec<Item>> {
        let mut found: Vec<Item> = Vec::new();
        let said: Vec<&Item> = self.items.iter().filter(|item| item.noun == "admin").collect();
        if !self.has_all("admins") || !said.iter().any(|item| matches!(item.removal, Removal::Admin(_, false))) {
            return Ok(found);
        }
        let wanted: BTreeSet<(&str, bool)> = said
            .iter()
            .filter_map(|item| match &item.removal {
                Removal::Admin(principal, read_only) => Some((principal.as_str(), *read_only)),
                _ => None,
            })
            .collect();
        let mut last = said.len();
        let live = self.read.admins().await?;
        let caller = self.read.identity().await?.arn.clone();
        for read_only in [false, true] {
            for principal in live.list(read_only) {
                if wanted.contains(&(principal, read_only)) || principal.contains(OF_SERVICES) {
                    continue;
                }
                let right = if read_only { "reader" } else { "administrator" };
                // Nobody takes away what lets the file be applied.
                if is_caller(principal, &caller) {
                    continue;
                }
                let found_one = self.stranger(Found {
                    kind: "admins",
                    noun: "admin",
                    name: format!("{principal} as {right}"),
                    thing: Some(Thing::Admins(last + 1)),
                    requires: Vec::new(),
                    removal: Removal::Admin(principal.clone(), read_only),
                    is_severe: false,
                    was: Vec::new(),
                    warnings: Vec::new(),
                });
                // One document holds all of them, which a put replaces: one after another.
                found.push(Item { after: (1..=last).map(Thing::Admins).collect(), ..found_one });
                last += 1;
            }
        }
        Ok(found)
    }

    async fn locations(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("locations") {
            return Ok(found);
        }
        for location in self.read.locations().await? {
            let uri = location.uri();
            if !self.has_place(&uri) || self.is_named("location", &uri) {
                continue;
            }
            found.push(self.stranger(Found {
                kind: "locations",
                noun: "location",
                name: uri,
                thing: None,
                requires: Vec::new(),
                removal: Removal::Location(location.arn),
                is_severe: false,
                was: was("role", location.role).into_iter().collect(),
                warnings: Vec::new(),
            }));
        }
        Ok(found)
    }

    /// Keys that objects of the file carry and the file does not say of them.
    async fn tagged(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("tagged") {
            return Ok(found);
        }
        let mut said: BTreeMap<(String, String), (AssignmentResource, BTreeSet<String>)> = BTreeMap::new();
        for item in self.items {
            let Removal::Tagged(tagged) = &item.removal else { continue };
            let places: Vec<TagPlace> = match &tagged.place {
                TagPlace::Columns(names) => names.iter().map(|name| TagPlace::Columns(vec![name.clone()])).collect(),
                whole => vec![whole.clone()],
            };
            for place in places {
                let one = AssignmentResource { place: place.clone(), ..tagged.clone() };
                let key = (tagged.resource.to_string(), format!("{place:?}"));
                said.entry(key).or_insert_with(|| (one, BTreeSet::new())).1.extend(tagged.changes.keys().cloned());
            }
        }
        for (tagged, keys) in said.into_values() {
            let live = match self.read.assigned_tags(&tagged.resource).await {
                Err(error) if super::super::snapshot::is_absent(&error) => continue,
                live => live?,
            };
            let (tags, on) = match &tagged.place {
                TagPlace::Database => (live.database, String::new()),
                TagPlace::Table => (live.table, String::new()),
                TagPlace::Columns(names) => {
                    let name = names.first().map(String::as_str).unwrap_or_default();
                    (live.columns.get(name).cloned().unwrap_or_default(), format!(" ({name})"))
                }
            };
            let changes: BTreeMap<String, Option<String>> =
                tags.into_keys().filter(|key| !keys.contains(key)).map(|key| (key, None)).collect();
            if changes.is_empty() {
                continue;
            }
            let off = AssignmentResource { changes, ..tagged };
            let name = format!("{}{on}", off.resource);
            let after = vec![rights(&off.resource, "LF-tags")];
            let removal = Removal::Tagged(off.clone());
            let item = self.item("tagged", "tags of", name, Box::new(off), removal);
            found.push(Item { after, ..item });
        }
        Ok(found)
    }

    async fn filters(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("filters") {
            return Ok(found);
        }
        for filter in self.read.filters(None).await? {
            let Ok(table) = TableName::new(DatabaseName::stored(&filter.database), &filter.table) else { continue };
            let thing = Thing::Filter(table.clone(), filter.name.clone());
            if !self.has_database(&filter.database) || self.is_needed(&thing) {
                continue;
            }
            found.push(self.stranger(Found {
                kind: "filters",
                noun: "filter",
                name: format!("{} on {table}", filter.name),
                thing: Some(thing),
                requires: vec![Thing::Table(table.clone())],
                removal: Removal::Filter(table, filter.name.clone()),
                is_severe: false,
                was: was("rows", filter.rows).into_iter().collect(),
                warnings: vec!["the grants on it go with it".to_owned()],
            }));
        }
        Ok(found)
    }

    async fn grants(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("grants") {
            return Ok(found);
        }
        let (live, admins) = tokio::try_join!(access::list(self.read, None, None), self.read.admins())?;
        let mut wanted: BTreeMap<(&Target, &Principal), Vec<Grant>> = BTreeMap::new();
        for item in self.items {
            if let Removal::Grant(grant) = &item.removal {
                wanted.entry((&grant.target, &grant.principal)).or_default().extend(grant.wanted());
            }
        }
        let mut there: BTreeMap<(Target, Principal), Vec<Grant>> = BTreeMap::new();
        for grant in live.grants {
            let who = grant.principal.as_str();
            // What the default, services and administrators hold is nobody's grant.
            let is_implicit = grant.principal.is_every_iam_principal()
                || who.contains(OF_SERVICES)
                || admins.full.iter().any(|admin| admin == who);
            if !is_implicit && self.is_about_file(&grant.resource) {
                there.entry((grant.resource.clone(), grant.principal.clone())).or_default().push(grant);
            }
        }
        for ((target, principal), grants) in there {
            let most = wanted.get(&(&target, &principal)).cloned().unwrap_or_default();
            let narrowed = NarrowedGrants { principal: principal.clone(), target: target.clone(), wanted: most };
            if narrowed.is_narrow(&grants) {
                continue;
            }
            let removal = Removal::Grant(Box::new(GrantResource {
                principal: principal.clone(),
                target: target.clone(),
                permissions: grants.iter().map(|grant| grant.permission).collect(),
                columns: Columns::All,
                grantable: false,
                enforce: false,
                filter: None,
            }));
            let requires = needed_by(&target);
            // What is wanted is granted before anything goes: nobody is locked out in between.
            let after = vec![rights(&target, principal.as_str())];
            let name = format!("{target} to {principal}");
            let item = self.item("grants", "grant", name, Box::new(narrowed), removal);
            found.push(Item { requires, after, ..item });
        }
        Ok(found)
    }

    fn is_about_file(&self, target: &Target) -> bool {
        match target {
            Target::Database { database }
            | Target::Table { database, .. }
            | Target::AllTables { database }
            | Target::CellsFilter { database, .. } => self.has_database(database),
            Target::DataLocation { arn } => self.has_place(arn),
            Target::Catalog | Target::Tag { .. } | Target::TagExpression { .. } | Target::TagPolicy { .. } => false,
        }
    }
}

/// Whether a principal is the caller: the same ARN, or the role of the caller's session.
fn is_caller(principal: &str, caller: &str) -> bool {
    let role = caller.split_once(":assumed-role/").and_then(|(_, session)| session.split('/').next());
    principal == caller
        || role.is_some_and(|role| principal.contains(":role/") && principal.ends_with(&format!("/{role}")))
}

/// What a grant is on, so that it goes before that does.
fn needed_by(target: &Target) -> Vec<Thing> {
    let table = |database: &str, table: &str| TableName::new(DatabaseName::stored(database), table).ok();
    let thing = match target {
        Target::Table { database, table: name } => table(database, name).map(Thing::Table),
        Target::CellsFilter { database, table: of, name } => {
            table(database, of).map(|table| Thing::Filter(table, name.clone()))
        }
        Target::Database { database } | Target::AllTables { database } => {
            Some(Thing::Database(DatabaseName::stored(database)))
        }
        _ => None,
    };
    thing.into_iter().collect()
}
