//! What one query knows: its caller's catalog and objects, its meter, and where names stand in its text.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use datafusion::catalog::{CatalogProvider, CatalogProviderList, SchemaProvider, TableProvider};
use datafusion::common::Result;
use datafusion::execution::memory_pool::MemoryPool;

use super::error::{EngineError, Place};
use super::information;
use super::scan::meter::ScanMeter;
use super::scan::store::FileStore;
use super::session::EngineOptions;
use super::source::{Catalog, Objects};
use super::table::GlueTable;

/// The one catalog that a local lake has.
pub const CATALOG: &str = "awsdatacatalog";

#[derive(Debug)]
pub struct QueryContext {
    pub catalog: Arc<dyn Catalog>,
    pub objects: Arc<dyn Objects>,
    pub meter: Arc<ScanMeter>,
    pub store: Arc<FileStore>,
    pub options: EngineOptions,
    pub pool: Arc<dyn MemoryPool>,
    /// The time of the query, in milliseconds since 1970.
    pub now: i64,
    /// Where each table, function and denied column was first named, in lower case.
    pub places: HashMap<String, Place>,
    /// `database.table` and column of everything that the caller has no grant for, in the tables of this query.
    pub denied: Mutex<Vec<String>>,
    /// The hidden columns that tables have in this query.
    pub hidden: Vec<String>,
    /// The views that are being planned, one inside the other.
    pub views: Mutex<Vec<String>>,
}

impl QueryContext {
    pub fn place(&self, name: &str) -> Place {
        self.places.get(name).copied().unwrap_or_default()
    }

    /// Completes an error with what this query knows: the place of a function, and that columns may be there and not
    /// granted. That is said of any name when a table hides columns: otherwise trying names would tell which it has.
    pub fn explain(&self, error: EngineError) -> EngineError {
        let place_of_quoted = |text: &str, quote: char| {
            text.split(quote).nth(1).map(|name| name.rsplit('.').next().unwrap_or(name).to_lowercase())
        };
        if error.message.starts_with("COLUMN_NOT_FOUND") {
            let Some(name) = place_of_quoted(&error.message, '\'') else { return error };
            let hides = !self.denied.lock().unwrap_or_else(std::sync::PoisonError::into_inner).is_empty();
            let mut message = error.message;
            if !message.contains("line ") {
                let prefix = self.place(&name).prefix();
                message = message.replacen("COLUMN_NOT_FOUND: ", &format!("COLUMN_NOT_FOUND: {prefix}"), 1);
            }
            if hides {
                message.push_str(" or requester is not authorized to access requested resources");
            }
            return EngineError { message, ..error };
        }
        if let Some(rest) = error.message.strip_prefix("FUNCTION_NOT_FOUND: Unexpected parameters")
            && let Some(name) = rest.rsplit("for function ").next()
        {
            let prefix = self.place(name).prefix();
            let message = format!("FUNCTION_NOT_FOUND: {prefix}Unexpected parameters{rest}");
            return EngineError { message, ..error };
        }
        error
    }

    async fn load(self: &Arc<Self>, database: &str, table: &str) -> Result<Arc<dyn TableProvider>, EngineError> {
        let place = self.place(table);
        if database == information::SCHEMA
            && let Some(table) = information::table(self, table).await?
        {
            return Ok(table);
        }
        if let Some(of) = table.strip_suffix(information::PARTITIONS) {
            return information::partitions(self, database, of).await;
        }
        let Some(definition) = self.catalog.table(database, table).await? else {
            if self.catalog.database(database).await?.is_none() {
                return Err(EngineError::at(
                    "SCHEMA_NOT_FOUND",
                    place,
                    format_args!("Schema '{database}' does not exist"),
                ));
            }
            return Err(EngineError::at(
                "TABLE_NOT_FOUND",
                place,
                format_args!("Table '{CATALOG}.{database}.{table}' does not exist"),
            ));
        };
        if definition.unreadable {
            return Err(EngineError::at(
                "PERMISSION_DENIED",
                place,
                format_args!("Insufficient Lake Formation permission(s): Required Select on {table}"),
            ));
        }
        if definition.table_type == "VIRTUAL_VIEW" {
            return self.view(&definition).await;
        }
        if definition.parameters.get("table_type").is_some_and(|kind| kind.eq_ignore_ascii_case("iceberg")) {
            return Err(EngineError::unsupported(format_args!("Iceberg table {database}.{table}")));
        }
        self.denied
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .extend(definition.denied_columns.iter().cloned());
        Ok(Arc::new(GlueTable::new(definition, Arc::clone(self))?))
    }
}

/// The context as DataFusion asks it: catalogs, then schemas, then tables; each loaded when named.
#[derive(Debug)]
pub struct Names(pub Arc<QueryContext>);

impl CatalogProviderList for Names {
    fn register_catalog(&self, _: String, _: Arc<dyn CatalogProvider>) -> Option<Arc<dyn CatalogProvider>> {
        None
    }

    fn catalog_names(&self) -> Vec<String> {
        vec![CATALOG.to_owned()]
    }

    fn catalog(&self, name: &str) -> Option<Arc<dyn CatalogProvider>> {
        (name == CATALOG).then(|| Arc::new(Names(Arc::clone(&self.0))) as Arc<dyn CatalogProvider>)
    }
}

impl CatalogProvider for Names {
    fn schema_names(&self) -> Vec<String> {
        Vec::new()
    }

    fn schema(&self, name: &str) -> Option<Arc<dyn SchemaProvider>> {
        Some(Arc::new(DatabaseNames { context: Arc::clone(&self.0), database: name.to_owned() }))
    }
}

#[derive(Debug)]
struct DatabaseNames {
    context: Arc<QueryContext>,
    database: String,
}

#[async_trait]
impl SchemaProvider for DatabaseNames {
    fn table_names(&self) -> Vec<String> {
        Vec::new()
    }

    async fn table(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>> {
        Ok(Some(self.context.load(&self.database, name).await?))
    }

    fn table_exist(&self, _: &str) -> bool {
        true
    }
}
