//! The SQL engine of the local lake.
//!
//! It knows no wire and no store: tables come through `source::Catalog`, files through `source::Objects`.
//! Invariants: a function or construct that would not answer as Athena does is an error with its name, never a guess;
//! every byte read is counted; nothing of the caller's is evaluated below a row filter.

pub mod classify;
pub mod error;
pub mod source;
pub mod types;

mod barrier;
mod check;
mod coercion;
mod context;
mod csv_out;
mod ddl;
mod execution;
mod format;
mod functions;
mod planner;
mod rewrite;
mod scan;
mod serde;
mod session;
mod statements;
mod table;
#[cfg(test)]
mod tests;
mod trino_types;
mod unnest;
mod write;
mod zones;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use datafusion::execution::memory_pool::MemoryPool;
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::execute_stream;
use datafusion::sql::parser::Statement as PlannerStatement;
use datafusion::sql::sqlparser::ast::Statement;
use tokio_util::sync::CancellationToken;

pub use classify::{Classification, StatementType, classify};
pub use error::{EngineError, ErrorCategory};
pub use execution::Execution;
pub use format::format_cell;
pub use scan::meter::ScanStatistics;
pub use session::EngineOptions;
pub use types::ColumnInfo;

use context::QueryContext;
use execution::Rows;
use rewrite::Rewritten;
use scan::meter::ScanMeter;
use scan::store::FileStore;
use source::{Catalog, Objects};

/// The longest statement that Athena takes, in bytes.
const LONGEST_STATEMENT: usize = 262_144;

/// A statement to run, and for whom.
#[derive(Debug, Clone)]
pub struct Request {
    pub sql: String,
    /// The database of names that say none.
    pub database: String,
    /// Values for `?`, as SQL text, in order.
    pub parameters: Vec<String>,
    pub catalog: Arc<dyn Catalog>,
    pub objects: Arc<dyn Objects>,
    /// Stops the query.
    pub cancel: CancellationToken,
    /// The most bytes that the query may read.
    pub scan_cutoff: Option<u64>,
    /// The lake's time, in milliseconds since 1970.
    pub now_millis: i64,
    /// Where a table made by a query goes that names no place itself; below the query's output location.
    pub table_location: Option<String>,
}

/// The engine: the memory that all its queries share.
#[derive(Debug)]
pub struct Engine {
    options: EngineOptions,
    pool: Arc<dyn MemoryPool>,
}

impl Engine {
    pub fn new(options: EngineOptions) -> Self {
        let pool = session::memory_pool(options.memory_limit);
        Self { options, pool }
    }

    /// Tells the kind of a statement without looking at the catalog.
    pub fn classify(&self, sql: &str) -> Classification {
        classify(sql)
    }

    /// Plans a statement and begins to run it. Statements that write have done so when this returns.
    pub async fn run(&self, request: Request) -> Result<Execution, EngineError> {
        if request.sql.len() > LONGEST_STATEMENT {
            return Err(EngineError::user(
                "INVALID_REQUEST",
                format_args!("a statement may have {LONGEST_STATEMENT} bytes, this one has {}", request.sql.len()),
            ));
        }
        let classification = classify(&request.sql);
        match classification.statement_type {
            StatementType::Dml => self.dml(request, classification).await,
            _ if classification.substatement == "EXPLAIN" => self.dml(request, classification).await,
            _ => ddl::run(&request, classification).await,
        }
    }

    async fn dml(&self, request: Request, classification: Classification) -> Result<Execution, EngineError> {
        if let Some(inner) = validated(&request.sql) {
            let (statement, written) = rewrite::parse(inner, &request.parameters)?;
            return self.explain(&request, classification, statement, written, true).await;
        }
        let (statement, written) = rewrite::parse(&request.sql, &request.parameters)?;
        match statement {
            Statement::Query(_) => {
                let rewritten = rewrite::rewrite(statement, written, request.now_millis)?;
                self.query(&request, classification, rewritten).await
            }
            Statement::CreateTable(create) if create.query.is_some() => {
                self.create_table_as(&request, classification, create, written).await
            }
            Statement::Insert(insert) => self.insert(&request, classification, insert, written).await,
            Statement::Explain { analyze: false, statement, format: None, options: None, .. } => {
                self.explain(&request, classification, *statement, written, false).await
            }
            Statement::Explain { .. } => Err(EngineError::unsupported("EXPLAIN with options")),
            _ => Err(unsupported_statement(classification)),
        }
    }

    fn context(&self, request: &Request, places: HashMap<String, error::Place>) -> Arc<QueryContext> {
        let meter = Arc::new(ScanMeter::new(request.scan_cutoff, request.cancel.clone()));
        Arc::new(QueryContext {
            catalog: Arc::clone(&request.catalog),
            objects: Arc::clone(&request.objects),
            store: Arc::new(FileStore::new(Arc::clone(&meter))),
            meter,
            target_partitions: self.options.target_partitions,
            now: request.now_millis,
            places,
            denied: Mutex::default(),
        })
    }

    async fn query(
        &self,
        request: &Request,
        classification: Classification,
        rewritten: Rewritten,
    ) -> Result<Execution, EngineError> {
        let Rewritten { statement, places, labels } = rewritten;
        let context = self.context(request, places);
        let state = session::session(&self.options, &self.pool, &request.database, &context)?;
        let plan = self.plan(&state, &context, statement).await?;
        let columns = plan
            .schema()
            .fields()
            .iter()
            .enumerate()
            .map(|(index, field)| ColumnInfo::new(rewrite::label(index, field.name(), &labels), field.data_type()))
            .collect();
        let physical = state.create_physical_plan(&plan).await?;
        let stream = execute_stream(physical, state.task_ctx())?;
        Ok(Execution {
            classification,
            columns,
            update_count: None,
            manifest: Vec::new(),
            rows: Rows::Stream(stream),
            meter: Arc::clone(&context.meter),
        })
    }

    /// Plans a rewritten statement, and checks the plan's types.
    async fn plan(
        &self,
        state: &datafusion::execution::SessionState,
        context: &QueryContext,
        statement: Statement,
    ) -> Result<LogicalPlan, EngineError> {
        let planned = state.statement_to_plan(PlannerStatement::Statement(Box::new(statement))).await;
        let plan = planned.map_err(|error| context.explain(error.into()))?;
        check::plan(&plan).map_err(|error| context.explain(error.into()))?;
        Ok(unnest::flatten(plan)?)
    }
}

fn unsupported_statement(classification: Classification) -> EngineError {
    EngineError::unsupported(format_args!("statement {}", classification.substatement.replace('_', " ")))
}

/// The statement inside `EXPLAIN (TYPE VALIDATE) …`.
fn validated(sql: &str) -> Option<&str> {
    let words = classify::leading_words(sql, 3);
    if words != ["EXPLAIN", "TYPE", "VALIDATE"] {
        return None;
    }
    sql.split_once(')').map(|(_, inner)| inner)
}

/// The compression that a table's own files have, when it says one.
fn write_compression(table: &source::TableDefinition) -> datafusion::parquet::basic::Compression {
    use datafusion::parquet::basic::{Compression, GzipLevel, ZstdLevel};
    match table.parameters.get("parquet.compression").map(|name| name.to_uppercase()).as_deref() {
        Some("SNAPPY") => Compression::SNAPPY,
        Some("ZSTD") => Compression::ZSTD(ZstdLevel::default()),
        Some("NONE" | "UNCOMPRESSED") => Compression::UNCOMPRESSED,
        _ => Compression::GZIP(GzipLevel::default()),
    }
}
