//! Databases, tables, crawlers, and schemas.

use super::super::item::{Item, Thing};
use super::super::removal::Removal;
use super::{Found, Search, was};
use crate::domain::catalog::{DatabaseName, Table, TableName};
use crate::domain::crawl::UPDATED_BY;
use crate::error::Result;

impl Search<'_> {
    pub(super) async fn catalog(&self) -> Result<Vec<Item>> {
        let (databases, tables, crawlers, schemas) =
            tokio::try_join!(self.foreign_databases(), self.tables(), self.crawlers(), self.schemas())?;
        Ok([databases, tables, crawlers, schemas].into_iter().flatten().collect())
    }

    async fn foreign_databases(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("databases") {
            return Ok(found);
        }
        for database in self.read.databases().await? {
            let name = DatabaseName::stored(&database.name);
            let thing = Thing::Database(name.clone());
            let is_here = database.location.as_deref().is_some_and(|place| self.has_place(place));
            if !is_here || self.is_needed(&thing) {
                continue;
            }
            let tables: Vec<String> = self.read.tables(&name).await?.into_iter().map(|table| table.name).collect();
            let warnings = match tables.is_empty() {
                true => Vec::new(),
                false => vec![format!("its tables go with it: {}", tables.join(", "))],
            };
            found.push(self.stranger(Found {
                kind: "databases",
                noun: "db",
                name: name.to_string(),
                thing: Some(thing),
                requires: Vec::new(),
                removal: Removal::Database(name),
                is_severe: true,
                was: was("location", database.location).into_iter().collect(),
                warnings,
            }));
        }
        Ok(found)
    }

    async fn tables(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("tables") {
            return Ok(found);
        }
        for database in &self.databases {
            let tables = match self.read.tables(database).await {
                Err(error) if super::super::snapshot::is_absent(&error) => continue,
                tables => tables?,
            };
            for table in tables {
                let Ok(name) = TableName::new(database.clone(), &table.name) else { continue };
                let thing = Thing::Table(name.clone());
                if self.is_needed(&thing) || !self.could_be_named(&table) {
                    continue;
                }
                let columns: Vec<String> =
                    table.columns.iter().map(|column| format!("{} {}", column.name, column.column_type)).collect();
                found.push(
                    self.stranger(Found {
                        kind: "tables",
                        noun: "table",
                        name: name.to_string(),
                        thing: Some(thing),
                        requires: vec![Thing::Database(database.clone())],
                        removal: Removal::Table(name),
                        is_severe: true,
                        was: [was("columns", columns.join(", ")), was("location", table.location)]
                            .into_iter()
                            .flatten()
                            .collect(),
                        warnings: Vec::new(),
                    }),
                );
            }
        }
        Ok(found)
    }

    /// Whether a table is of those that the file can say, and not of those that its own crawlers make.
    fn could_be_named(&self, table: &Table) -> bool {
        let is_view = table.view_text.is_some() || table.table_type.as_deref() == Some("VIRTUAL_VIEW");
        let is_in_s3 = table.location.as_deref().is_some_and(|place| place.starts_with("s3"));
        let maker = table.parameter(UPDATED_BY);
        let is_crawled = maker.is_some_and(|crawler| self.is_named("crawler", crawler));
        !is_view && !table.is_iceberg() && is_in_s3 && !is_crawled
    }

    async fn crawlers(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("crawlers") {
            return Ok(found);
        }
        for crawler in self.read.crawlers().await? {
            let thing = Thing::Crawler(crawler.name.clone());
            let Some(database) = crawler.database.as_deref().filter(|database| self.has_database(database)) else {
                continue;
            };
            if self.is_needed(&thing) {
                continue;
            }
            let targets: Vec<&str> = crawler.targets.iter().map(|target| target.path.as_str()).collect();
            found.push(self.stranger(Found {
                kind: "crawlers",
                noun: "crawler",
                name: crawler.name.clone(),
                thing: Some(thing),
                requires: vec![Thing::Database(DatabaseName::stored(database))],
                removal: Removal::Crawler(crawler.name.clone()),
                is_severe: false,
                was: was("targets", targets.join(", ")).into_iter().collect(),
                warnings: Vec::new(),
            }));
        }
        Ok(found)
    }

    async fn schemas(&self) -> Result<Vec<Item>> {
        let mut found = Vec::new();
        if !self.has_all("schemas") {
            return Ok(found);
        }
        let registries = self.items.iter().filter_map(|item| match &item.thing {
            Some(Thing::Registry(name)) => Some(name),
            _ => None,
        });
        for registry in registries {
            let schemas = match self.read.schemas(Some(registry)).await {
                Err(error) if super::super::snapshot::is_absent(&error) => continue,
                schemas => schemas?,
            };
            for schema in schemas {
                let name = format!("{registry}/{}", schema.name);
                if self.is_named("schema", &name) {
                    continue;
                }
                found.push(self.stranger(Found {
                    kind: "schemas",
                    noun: "schema",
                    name,
                    thing: None,
                    requires: vec![Thing::Registry(registry.clone())],
                    removal: Removal::Schema(registry.clone(), schema.name),
                    is_severe: true,
                    was: Vec::new(),
                    warnings: vec!["all its versions go with it".to_owned()],
                }));
            }
        }
        Ok(found)
    }
}
