//! Databases and tables.

use super::{Builder, Made, Removal, Thing};
use crate::domain::catalog::{ColumnList, DatabaseName, TableFormat, TableFormatOptions, TableName};
use crate::domain::crawl::CrawlTarget;
use crate::domain::lake_file::Entry;
use crate::kind::db::DatabaseResource;
use crate::kind::table::TableResource;

impl Builder<'_> {
    pub(super) fn databases(&mut self) {
        for entry in self.all("databases") {
            let Some(name) = self.named(entry, entry.name.parse::<DatabaseName>()) else { continue };
            let location = self.uri(entry, "location");
            let made = Made {
                noun: "db",
                name: name.to_string(),
                thing: Some(Thing::Database(name.clone())),
                requires: Vec::new(),
                after: location.iter().map(|(_, bucket)| Thing::Bucket(bucket.clone())).collect(),
                removal: Removal::Database(name.clone()),
            };
            let location = location.map(|(uri, _)| uri);
            self.add(entry, made, DatabaseResource { name, description: entry.owned("description"), location });
        }
    }

    pub(super) fn tables(&mut self) {
        for entry in self.all("tables") {
            let name = self.named(entry, entry.name.parse::<TableName>());
            let columns = self.columns(entry, "columns");
            let keys = self.columns(entry, "partitioned_by").unwrap_or_default();
            let format = entry.text("format").and_then(|text| self.made(entry, "format", text.parse::<TableFormat>()));
            let location = self.uri(entry, "location");
            let (Some(name), Some(columns), Some(format), Some((uri, bucket))) = (name, columns, format, location)
            else {
                continue;
            };
            if let Some(twice) = keys.0.iter().find(|key| columns.0.iter().any(|column| column.name == key.name)) {
                let message = format!("`{}` is a column and a partition key", twice.name);
                self.problem(entry.place_of("partitioned_by"), message);
            }
            let uri = CrawlTarget::parse(&uri).map_or(uri, |place| place.to_string());
            let resource = TableResource {
                name: name.clone(),
                columns: columns.0,
                partition_keys: keys.0,
                location: uri,
                storage: TableFormatOptions {
                    format,
                    delimiter: entry.text("delimiter").and_then(|text| text.parse().ok()).unwrap_or(','),
                    header: entry.switch("header").unwrap_or(false),
                    quoted: entry.switch("quoted").unwrap_or(false),
                }
                .storage(),
                description: entry.owned("description"),
                owner: entry.owned("owner"),
                parameters: entry.pairs("parameters").into_iter().collect(),
            };
            let made = Made {
                noun: "table",
                name: name.to_string(),
                thing: Some(Thing::Table(name.clone())),
                requires: vec![Thing::Database(name.database.clone())],
                after: vec![Thing::Bucket(bucket)],
                removal: Removal::Table(name),
            };
            self.add(entry, made, resource);
        }
    }

    /// Columns with the comments that the entry has for them.
    fn columns(&mut self, entry: &Entry, field: &str) -> Option<ColumnList> {
        let text = entry.text(field)?;
        let mut columns = self.made(entry, field, text.parse::<ColumnList>())?;
        let comments = entry.pairs("comments");
        for column in &mut columns.0 {
            column.comment = comments.get(&column.name).cloned();
        }
        Some(columns)
    }
}
