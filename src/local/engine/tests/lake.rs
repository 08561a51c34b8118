//! A lake for tests: definitions in memory, objects as files of a temporary directory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use crate::engine::source::{
    Catalog, ColumnDefinition, DatabaseDefinition, ObjectFile, Objects, PartitionDefinition, Storage, TableDefinition,
};
use crate::engine::{Engine, EngineError, EngineOptions, Execution, Request};

/// Definitions and partitions by database and table.
type Tables = BTreeMap<(String, String), (TableDefinition, Vec<PartitionDefinition>)>;

#[derive(Debug, Default)]
pub struct MemoryCatalog {
    pub databases: Mutex<BTreeMap<String, DatabaseDefinition>>,
    pub tables: Mutex<Tables>,
}

#[async_trait]
impl Catalog for MemoryCatalog {
    async fn databases(&self) -> Result<Vec<String>, EngineError> {
        Ok(self.databases.lock().expect("no test panics inside").keys().cloned().collect())
    }

    async fn database(&self, name: &str) -> Result<Option<DatabaseDefinition>, EngineError> {
        Ok(self.databases.lock().expect("no test panics inside").get(name).cloned())
    }

    async fn tables(&self, database: &str) -> Result<Vec<String>, EngineError> {
        let tables = self.tables.lock().expect("no test panics inside");
        Ok(tables.keys().filter(|(owner, _)| owner == database).map(|(_, name)| name.clone()).collect())
    }

    async fn table(&self, database: &str, table: &str) -> Result<Option<TableDefinition>, EngineError> {
        let tables = self.tables.lock().expect("no test panics inside");
        Ok(tables.get(&(database.to_owned(), table.to_owned())).map(|(table, _)| table.clone()))
    }

    async fn partitions(&self, table: &TableDefinition) -> Result<Vec<PartitionDefinition>, EngineError> {
        let tables = self.tables.lock().expect("no test panics inside");
        Ok(tables
            .get(&(table.database.clone(), table.name.clone()))
            .map(|(_, parts)| parts.clone())
            .unwrap_or_default())
    }

    async fn may_insert(&self, _: &TableDefinition) -> Result<(), EngineError> {
        Ok(())
    }

    async fn may_create_table(&self, _: &str, _: &str) -> Result<(), EngineError> {
        Ok(())
    }

    async fn may_write(&self, _: &str) -> Result<(), EngineError> {
        Ok(())
    }

    async fn may_change_partitions(&self, _: &TableDefinition) -> Result<(), EngineError> {
        Ok(())
    }

    async fn create_database(&self, database: &DatabaseDefinition) -> Result<(), EngineError> {
        self.databases.lock().expect("no test panics inside").insert(database.name.clone(), database.clone());
        Ok(())
    }

    async fn set_database_properties(
        &self,
        name: &str,
        properties: &BTreeMap<String, String>,
    ) -> Result<(), EngineError> {
        let mut databases = self.databases.lock().expect("no test panics inside");
        let pairs = properties.iter().map(|(key, value)| (key.clone(), value.clone()));
        databases.get_mut(name).expect("a database").parameters.extend(pairs);
        Ok(())
    }

    async fn drop_database(&self, name: &str, cascade: bool) -> Result<(), EngineError> {
        let mut tables = self.tables.lock().expect("no test panics inside");
        if !cascade && tables.keys().any(|(owner, _)| owner == name) {
            return Err(EngineError::user("SCHEMA_NOT_EMPTY", format_args!("Database {name} is not empty.")));
        }
        tables.retain(|(owner, _), _| owner != name);
        self.databases.lock().expect("no test panics inside").remove(name);
        Ok(())
    }

    async fn create_table(&self, table: &TableDefinition) -> Result<(), EngineError> {
        let key = (table.database.clone(), table.name.clone());
        self.tables.lock().expect("no test panics inside").insert(key, (table.clone(), Vec::new()));
        Ok(())
    }

    async fn update_table(&self, table: &TableDefinition) -> Result<(), EngineError> {
        let mut tables = self.tables.lock().expect("no test panics inside");
        if let Some((old, _)) = tables.get_mut(&(table.database.clone(), table.name.clone())) {
            if table.version.is_some() && old.version != table.version {
                return Err(EngineError::conflict(format_args!("Table {} was changed meanwhile", table.name)));
            }
            let version = old.version.as_deref().and_then(|version| version.parse::<u32>().ok()).unwrap_or(0) + 1;
            *old = TableDefinition { version: Some(version.to_string()), ..table.clone() };
        }
        Ok(())
    }

    async fn drop_table(&self, database: &str, table: &str) -> Result<(), EngineError> {
        self.tables.lock().expect("no test panics inside").remove(&(database.to_owned(), table.to_owned()));
        Ok(())
    }

    async fn add_partitions(
        &self,
        table: &TableDefinition,
        partitions: &[PartitionDefinition],
    ) -> Result<(), EngineError> {
        let mut tables = self.tables.lock().expect("no test panics inside");
        if let Some((_, parts)) = tables.get_mut(&(table.database.clone(), table.name.clone())) {
            parts.extend(partitions.iter().cloned());
        }
        Ok(())
    }

    async fn move_partition(
        &self,
        table: &TableDefinition,
        values: &[String],
        to: &[String],
        location: &str,
    ) -> Result<(), EngineError> {
        let mut tables = self.tables.lock().expect("no test panics inside");
        let parts = tables.get_mut(&(table.database.clone(), table.name.clone())).map(|(_, parts)| parts);
        for part in parts.into_iter().flatten().filter(|part| part.values == values) {
            part.values = to.to_vec();
            part.storage.location = location.to_owned();
        }
        Ok(())
    }

    async fn drop_partitions(&self, table: &TableDefinition, values: &[Vec<String>]) -> Result<(), EngineError> {
        let mut tables = self.tables.lock().expect("no test panics inside");
        if let Some((_, parts)) = tables.get_mut(&(table.database.clone(), table.name.clone())) {
            parts.retain(|part| !values.contains(&part.values));
        }
        Ok(())
    }
}

/// Objects named `s3://bucket/key` as files `root/bucket/key`.
#[derive(Debug)]
pub struct Directory(pub PathBuf);

impl Directory {
    pub fn path(&self, uri: &str) -> PathBuf {
        self.0.join(uri.strip_prefix("s3://").expect("tests name objects by URI"))
    }
}

#[async_trait]
impl Objects for Directory {
    async fn list(&self, location: &str) -> Result<Vec<ObjectFile>, EngineError> {
        let mut found = Vec::new();
        let mut todo = vec![self.0.clone()];
        while let Some(directory) = todo.pop() {
            for entry in std::fs::read_dir(directory)? {
                let path = entry?.path();
                if path.is_dir() {
                    todo.push(path);
                    continue;
                }
                let uri = format!("s3://{}", path.strip_prefix(&self.0).expect("found below the root").display());
                let metadata = path.metadata()?;
                if uri.starts_with(location) {
                    found.push(ObjectFile {
                        uri,
                        size: metadata.len(),
                        modified: metadata.modified()?,
                        path,
                        elsewhere: None,
                    });
                }
            }
        }
        found.sort_by(|a, b| a.uri.cmp(&b.uri));
        Ok(found)
    }

    async fn put_file(&self, uri: &str, local: &Path) -> Result<(), EngineError> {
        let path = self.path(uri);
        std::fs::create_dir_all(path.parent().expect("an object has a bucket"))?;
        std::fs::copy(local, path)?;
        Ok(())
    }

    async fn remove_file(&self, uri: &str) -> Result<(), EngineError> {
        Ok(std::fs::remove_file(self.path(uri))?)
    }
}

/// A lake with one database, `d`.
pub struct TestLake {
    pub catalog: Arc<MemoryCatalog>,
    pub objects: Arc<Directory>,
    pub engine: Engine,
    pub cutoff: Option<u64>,
    _root: tempfile::TempDir,
}

impl TestLake {
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary directory");
        let catalog = MemoryCatalog::default();
        catalog
            .databases
            .lock()
            .expect("just made")
            .insert("d".to_owned(), DatabaseDefinition { name: "d".to_owned(), ..Default::default() });
        Self {
            catalog: Arc::new(catalog),
            objects: Arc::new(Directory(root.path().to_owned())),
            engine: Engine::new(EngineOptions { target_partitions: 2, ..Default::default() }),
            cutoff: None,
            _root: root,
        }
    }

    /// Gives queries so many bytes of memory from now on.
    pub fn limit_memory(&mut self, bytes: usize) {
        self.engine = Engine::new(EngineOptions { target_partitions: 2, memory_limit: bytes, ..Default::default() });
    }

    pub fn put(&self, uri: &str, bytes: impl AsRef<[u8]>) {
        let path = self.objects.path(uri);
        std::fs::create_dir_all(path.parent().expect("an object has a bucket")).expect("a directory");
        std::fs::write(path, bytes).expect("a file");
    }

    /// Adds a table to the catalog; columns are `name type` pairs.
    pub fn table(&self, name: &str, columns: &[(&str, &str)], serde: &str) -> TableBuilder<'_> {
        let library = match serde {
            "csv" => "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
            "opencsv" => "org.apache.hadoop.hive.serde2.OpenCSVSerde",
            "json" => "org.openx.data.jsonserde.JsonSerDe",
            "parquet" => "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
            other => other,
        };
        let mut storage =
            Storage { location: format!("s3://b/{name}"), serde_library: library.to_owned(), ..Default::default() };
        if serde == "csv" {
            storage.serde_parameters.insert("field.delim".to_owned(), ",".to_owned());
        }
        TableBuilder {
            lake: self,
            table: TableDefinition {
                database: "d".to_owned(),
                name: name.to_owned(),
                table_type: "EXTERNAL_TABLE".to_owned(),
                columns: columns.iter().map(|(name, kind)| ColumnDefinition::new(*name, *kind)).collect(),
                storage,
                ..Default::default()
            },
            partitions: Vec::new(),
        }
    }

    pub fn request(&self, sql: &str) -> Request {
        Request {
            sql: sql.to_owned(),
            database: "d".to_owned(),
            parameters: Vec::new(),
            catalog: Arc::clone(&self.catalog) as Arc<dyn Catalog>,
            objects: Arc::clone(&self.objects) as Arc<dyn Objects>,
            cancel: CancellationToken::new(),
            scan_cutoff: self.cutoff,
            // 2024-02-29 12:30:00
            now_millis: 1_709_209_800_000,
            table_location: Some("s3://results/tables/q".to_owned()),
        }
    }

    pub async fn run(&self, sql: &str) -> Result<Execution, EngineError> {
        self.engine.run(self.request(sql)).await
    }

    /// The rows as text, cells joined with `|`, NULL as `NULL`.
    pub async fn try_rows(&self, sql: &str) -> Result<Vec<String>, EngineError> {
        let rows = self.run(sql).await?.text_rows().await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                row.into_iter().map(|cell| cell.unwrap_or_else(|| "NULL".to_owned())).collect::<Vec<_>>().join("|")
            })
            .collect())
    }

    pub async fn rows(&self, sql: &str) -> Vec<String> {
        match self.try_rows(sql).await {
            Ok(rows) => rows,
            Err(error) => panic!("{sql}\n  fails: {error}"),
        }
    }

    /// The error of a statement that must fail.
    pub async fn error(&self, sql: &str) -> String {
        match self.try_rows(sql).await {
            Ok(rows) => panic!("{sql}\n  succeeds: {rows:?}"),
            Err(error) => error.message,
        }
    }
}

pub struct TableBuilder<'a> {
    lake: &'a TestLake,
    pub table: TableDefinition,
    partitions: Vec<PartitionDefinition>,
}

impl TableBuilder<'_> {
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        self.table.parameters.insert(name.to_owned(), value.to_owned());
        self
    }

    pub fn partitioned(mut self, keys: &[(&str, &str)], values: &[&[&str]]) -> Self {
        self.table.partition_keys = keys.iter().map(|(name, kind)| ColumnDefinition::new(*name, *kind)).collect();
        for values in values {
            let path: Vec<String> =
                keys.iter().zip(*values).map(|((key, _), value)| format!("{key}={value}")).collect();
            let mut storage = self.table.storage.clone();
            storage.location = format!("{}/{}/", storage.location, path.join("/"));
            self.partitions.push(PartitionDefinition {
                values: values.iter().map(|value| (*value).to_owned()).collect(),
                storage,
                ..Default::default()
            });
        }
        self
    }

    pub fn with(mut self, change: impl FnOnce(&mut TableDefinition)) -> Self {
        change(&mut self.table);
        self
    }

    pub fn add(self) {
        let key = (self.table.database.clone(), self.table.name.clone());
        self.lake.catalog.tables.lock().expect("no test panics inside").insert(key, (self.table, self.partitions));
    }
}
