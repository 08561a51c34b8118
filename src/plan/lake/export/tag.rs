//! LF-tags, and what carries them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::Export;
use crate::domain::lake_file::Entry;
use crate::domain::permission::{LfTag, Resource as Target, TagExpression, TagMatch, Tags};
use crate::error::Result;
use crate::ops::backup::is_gap;

impl Export<'_> {
    pub(super) async fn tags(&mut self) -> Result<()> {
        if !self.part.has("tags") && !self.part.has("tagged") {
            return Ok(());
        }
        let tags = self.read.lf_tag_keys().await?;
        if self.part.has("tags") {
            let entries = tags.iter().map(|tag| Entry::new("tags", &tag.key).with("values", json!(tag.values)));
            self.entries.extend(entries);
        }
        if self.part.has("tagged") {
            self.tagged(&tags).await?;
        }
        Ok(())
    }

    pub(super) async fn tag_expressions(&mut self) -> Result<()> {
        if !self.part.has("tag_expressions") {
            return Ok(());
        }
        match self.read.tag_expressions().await {
            Ok(found) => {
                for one in found {
                    let said = one.expression.to_string();
                    let entry = Entry::new("tag_expressions", &one.name).with("expression", said);
                    self.entries.push(entry.with("description", json!(one.description)));
                }
            }
            // The rest can be exported by whoever may not see these, and from a service that has none.
            Err(error) if is_gap(&error).is_some() => {
                self.leave_out("named expressions of LF-tags", error.chain().join(": "));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// What is found by any of the tags is looked at one by one: a search does not tell what is inherited.
    async fn tagged(&mut self, tags: &[LfTag]) -> Result<()> {
        let mut databases: BTreeSet<String> = BTreeSet::new();
        let mut tables: BTreeSet<(String, String)> = BTreeSet::new();
        for tag in tags {
            let part = TagMatch { key: tag.key.clone(), values: tag.values.clone() };
            let expression = TagExpression::new(vec![part]);
            databases.extend(self.read.databases_with_tags(&expression).await?.into_iter().map(|(name, _)| name));
            tables.extend(self.read.tables_with_tags(&expression).await?.into_iter().map(|(name, _)| name));
        }
        for database in databases.into_iter().filter(|name| self.part.has_database(name)) {
            let live = self.read.assigned_tags(&Target::database(&database)).await?;
            self.tagged_entry(&database, &[], &live.database);
        }
        for (database, table) in tables.into_iter().filter(|(database, _)| self.part.has_database(database)) {
            let live = self.read.assigned_tags(&Target::table(&database, &table)).await?;
            let on = format!("{database}.{table}");
            self.tagged_entry(&on, &[], &live.table);
            let mut together: BTreeMap<&Tags, Vec<&str>> = BTreeMap::new();
            for (column, tags) in &live.columns {
                together.entry(tags).or_default().push(column);
            }
            for (tags, columns) in together {
                self.tagged_entry(&on, &columns, tags);
            }
        }
        Ok(())
    }

    fn tagged_entry(&mut self, on: &str, columns: &[&str], tags: &Tags) {
        if tags.is_empty() {
            return;
        }
        let entry = Entry::new("tagged", "").with("on", on).with("columns", json!(columns)).with("tags", json!(tags));
        self.entries.push(entry);
    }
}
