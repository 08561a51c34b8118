//! The catalog as rules see it: the table is `primary`, others go by the aliases that the run gives them.

use std::collections::BTreeMap;

use async_trait::async_trait;

use crate::athena::LakeCatalog;
use crate::engine::EngineError;
use crate::engine::source::{Catalog, DatabaseDefinition, PartitionDefinition, TableDefinition};

/// The lake's catalog with more names in one of its databases. Nothing can be changed through it.
#[derive(Debug)]
pub struct Names {
    pub catalog: LakeCatalog,
    /// The database in which the names are.
    pub database: String,
    /// Database and table by alias.
    pub aliases: BTreeMap<String, (String, String)>,
}

fn read_only<T>() -> Result<T, EngineError> {
    Err(EngineError::user("PERMISSION_DENIED", "a rule may read and nothing else"))
}

#[async_trait]
impl Catalog for Names {
    async fn databases(&self) -> Result<Vec<String>, EngineError> {
        self.catalog.databases().await
    }

    async fn database(&self, name: &str) -> Result<Option<DatabaseDefinition>, EngineError> {
        self.catalog.database(name).await
    }

    async fn tables(&self, database: &str) -> Result<Vec<String>, EngineError> {
        self.catalog.tables(database).await
    }

    async fn table(&self, database: &str, table: &str) -> Result<Option<TableDefinition>, EngineError> {
        match self.aliases.get(table) {
            Some((of, name)) if database.eq_ignore_ascii_case(&self.database) => self.catalog.table(of, name).await,
            _ => self.catalog.table(database, table).await,
        }
    }

    async fn partitions(&self, table: &TableDefinition) -> Result<Vec<PartitionDefinition>, EngineError> {
        self.catalog.partitions(table).await
    }

    async fn may_insert(&self, _table: &TableDefinition) -> Result<(), EngineError> {
        read_only()
    }

    async fn may_create_table(&self, _database: &str, _location: &str) -> Result<(), EngineError> {
        read_only()
    }

    async fn may_write(&self, _location: &str) -> Result<(), EngineError> {
        read_only()
    }

    async fn may_change_partitions(&self, _table: &TableDefinition) -> Result<(), EngineError> {
        read_only()
    }

    async fn create_database(&self, _database: &DatabaseDefinition) -> Result<(), EngineError> {
        read_only()
    }

    async fn set_database_properties(
        &self,
        _name: &str,
        _properties: &BTreeMap<String, String>,
    ) -> Result<(), EngineError> {
        read_only()
    }

    async fn drop_database(&self, _name: &str, _cascade: bool) -> Result<(), EngineError> {
        read_only()
    }

    async fn create_table(&self, _table: &TableDefinition) -> Result<(), EngineError> {
        read_only()
    }

    async fn update_table(&self, _table: &TableDefinition) -> Result<(), EngineError> {
        read_only()
    }

    async fn drop_table(&self, _database: &str, _table: &str) -> Result<(), EngineError> {
        read_only()
    }

    async fn add_partitions(
        &self,
        _table: &TableDefinition,
        _partitions: &[PartitionDefinition],
    ) -> Result<(), EngineError> {
        read_only()
    }

    async fn move_partition(
        &self,
        _table: &TableDefinition,
        _values: &[String],
        _to: &[String],
        _location: &str,
    ) -> Result<(), EngineError> {
        read_only()
    }

    async fn drop_partitions(&self, _table: &TableDefinition, _values: &[Vec<String>]) -> Result<(), EngineError> {
        read_only()
    }
}
