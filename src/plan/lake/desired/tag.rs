//! LF-tags, and what carries them.

use std::collections::BTreeMap;

use super::{Builder, Made, Removal, Thing};
use crate::domain::catalog::{DatabaseName, TableName};
use crate::domain::lake_file::Entry;
use crate::domain::permission::{LfTag, NamedExpression, Resource as Target, TagExpression, TagPlace};
use crate::kind::tag::{AssignmentResource, TagResource};
use crate::kind::tag_expression::TagExpressionResource;

impl Builder<'_> {
    pub(super) fn tags(&mut self) {
        for entry in self.all("tags") {
            let Some(key) = self.named(entry, LfTag::key(&entry.name)) else { continue };
            let mut add: Vec<String> =
                entry.texts("values").iter().filter_map(|value| LfTag::value(value).ok()).collect();
            add.sort();
            add.dedup();
            if add.is_empty() {
                self.problem(entry.place_of("values"), format!("the LF-tag `{key}` has no value"));
            }
            let made = Made {
                noun: "tag",
                name: key.clone(),
                thing: Some(Thing::Tag(key.clone())),
                requires: Vec::new(),
                after: self.all_admins(),
                removal: Removal::Tag(key.clone()),
            };
            self.add(entry, made, TagResource { key, add, remove: Vec::new() });
        }
    }

    pub(super) fn tag_expressions(&mut self) {
        for entry in self.all("tag_expressions") {
            let Some(name) = self.named(entry, NamedExpression::name(&entry.name)) else { continue };
            let Some(said) = entry.text("expression") else { continue };
            let Some(expression) = self.made(entry, "expression", said.parse::<TagExpression>()) else { continue };
            let mut requires = Vec::new();
            for part in expression.parts() {
                for value in part.values.iter().filter(|value| *value != "*") {
                    self.check_value(entry, "expression", &part.key, value);
                }
                requires.push(Thing::Tag(part.key.clone()));
            }
            let wanted = NamedExpression { name: name.clone(), description: entry.owned("description"), expression };
            let made = Made {
                noun: "tag expression",
                name: name.clone(),
                thing: Some(Thing::TagExpression(name.clone())),
                requires,
                after: self.all_admins(),
                removal: Removal::TagExpression(name),
            };
            self.add(entry, made, TagExpressionResource { wanted });
        }
    }

    /// What the file says about one object stands in one entry: two that differ would undo each other.
    pub(super) fn assignments(&mut self) {
        for entry in self.all("tagged") {
            let Some((target, thing)) = self.tagged(entry) else { continue };
            let columns: Vec<String> = entry.texts("columns").iter().map(|name| name.to_lowercase()).collect();
            let place = match (&target, columns.is_empty()) {
                (Target::Database { .. }, true) => TagPlace::Database,
                (Target::Database { .. }, false) => {
                    self.problem(entry.place_of("columns"), "a database has no columns: name a table");
                    continue;
                }
                (_, true) => TagPlace::Table,
                (_, false) => TagPlace::Columns(columns.clone()),
            };
            let mut requires = vec![thing];
            let mut changes: BTreeMap<String, Option<String>> = BTreeMap::new();
            for (key, value) in entry.pairs("tags") {
                let (Some(key), Some(value)) =
                    (self.made(entry, "tags", LfTag::key(&key)), self.made(entry, "tags", LfTag::value(&value)))
                else {
                    continue;
                };
                self.check_value(entry, "tags", &key, &value);
                requires.push(Thing::Tag(key.clone()));
                changes.insert(key, Some(value));
            }
            let on = if columns.is_empty() { String::new() } else { format!(" ({})", columns.join(", ")) };
            let resource = AssignmentResource { resource: target.clone(), place, changes };
            let made = Made {
                noun: "tags of",
                name: format!("{target}{on}"),
                thing: Some(Thing::Rights(target.to_string(), "LF-tags".to_owned())),
                requires,
                after: self.all_admins(),
                removal: Removal::Tagged(resource.clone()),
            };
            self.add(entry, made, resource);
        }
    }

    /// A key that the file makes has the values that the file uses.
    fn check_value(&mut self, entry: &Entry, field: &str, key: &str, value: &str) {
        let known = self.document.of("tags").find(|tag| LfTag::key(&tag.name).as_deref() == Ok(key));
        let Some(known) = known else { return };
        let values = known.texts("values");
        if !values.iter().any(|one| one.to_lowercase() == value) {
            let message = format!("the LF-tag `{key}` has no value `{value}` in line {}", known.place.line);
            self.problem(entry.place_of(field), message);
        }
    }

    fn tagged(&mut self, entry: &Entry) -> Option<(Target, Thing)> {
        let text = entry.text("on")?;
        if text.contains('.') {
            let name = self.made(entry, "on", text.parse::<TableName>())?;
            return Some((Target::table(name.database.as_str(), &name.table), Thing::Table(name)));
        }
        let name = self.made(entry, "on", text.parse::<DatabaseName>())?;
        Some((Target::database(name.as_str()), Thing::Database(name)))
    }
}
