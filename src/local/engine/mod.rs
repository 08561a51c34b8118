//! The SQL engine of the local lake.
//!
//! It knows no wire and no store: tables come through `source::Catalog`, files through `source::Objects`.
//! Invariants: a function or construct that would not answer as Athena does is an error with its name, never a guess;
//! every byte read is counted; nothing of the caller's is evaluated below a row filter.

pub mod classify;
pub mod error;
pub mod source;
pub mod types;

mod avro_out;
mod bags;
mod barrier;
mod char_values;
mod check;
mod coercion;
mod context;
mod csv_out;
mod ddl;
mod execution;
mod explain;
mod format;
mod functions;
mod information;
mod joins;
mod json_number;
mod nan;
mod nested;
mod orc_out;
mod planner;
mod planning;
mod precision;
mod prepared;
mod projection;
mod prune;
mod pushdown;
mod rewrite;
mod scan;
mod semi;
mod serde;
mod session;
mod sink;
mod statements;
mod subquery;
mod table;
#[cfg(test)]
mod tests;
mod text_out;
mod text_types;
mod trino_types;
mod unnest;
mod unnest_relation;
mod view;
mod write;
mod zones;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::execution::memory_pool::MemoryPool;
use datafusion::logical_expr::{Expr, LogicalPlan};
use datafusion::physical_plan::execute_stream;
use datafusion::sql::sqlparser::ast::Statement;
use tokio_util::sync::CancellationToken;

pub use classify::{Classification, StatementType, classify, leading_words};
pub use error::{EngineError, ErrorCategory};
pub use execution::Execution;
pub use format::format_cell;
pub use prepared::{Prepared, prepared};
pub use scan::meter::ScanStatistics;
pub use session::EngineOptions;
pub use types::ColumnInfo;

use context::QueryContext;
use execution::{Retry, Rows};
use rewrite::Rewritten;
use scan::meter::ScanMeter;
use scan::store::FileStore;
use source::{Catalog, Objects};
use text_types::TextType;

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
            _ if classification.substatement == "CREATE_VIEW" => self.create_view(&request, classification).await,
            _ if classification.substatement == "EXPLAIN" => self.dml(request, classification).await,
            _ => ddl::run(&request, classification).await,
        }
    }

    async fn dml(&self, request: Request, classification: Classification) -> Result<Execution, EngineError> {
        if classification.substatement == "EXPLAIN" {
            return self.explain(&request, classification).await;
        }
        // Of Iceberg tables, and beyond the parser.
        if matches!(classification.substatement, "OPTIMIZE" | "VACUUM") {
            return Err(unsupported_statement(classification));
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
            Statement::Unload { query: Some(query), to, auth: None, with, options, .. } if options.is_empty() => {
                self.unload(&request, classification, query, &to.value, &with, written).await
            }
            _ => Err(unsupported_statement(classification)),
        }
    }

    fn context(
        &self,
        request: &Request,
        places: HashMap<String, error::Place>,
        hidden: Vec<String>,
    ) -> Arc<QueryContext> {
        let meter = Arc::new(ScanMeter::new(request.scan_cutoff, request.cancel.clone()));
        Arc::new(QueryContext {
            catalog: Arc::clone(&request.catalog),
            objects: Arc::clone(&request.objects),
            store: Arc::new(FileStore::new(Arc::clone(&meter))),
            meter,
            options: self.options.clone(),
            pool: Arc::clone(&self.pool),
            now: request.now_millis,
            places,
            denied: Mutex::default(),
            hidden,
            views: Mutex::default(),
        })
    }

    async fn query(
        &self,
        request: &Request,
        classification: Classification,
        rewritten: Rewritten,
    ) -> Result<Execution, EngineError> {
        let Rewritten { statement, places, labels, hidden } = rewritten;
        let context = self.context(request, places, hidden);
        let state = session::session(&self.options, &self.pool, &request.database, &context)?;
        let planning = Arc::clone(&context);
        let (plan, texts, physical, state) = planning::apart(&request.cancel, async move {
            let (plan, texts) = Box::pin(plan(&state, &planning, statement)).await?;
            let physical = state.create_physical_plan(&plan).await?;
            Ok((plan, texts, physical, state))
        })
        .await?;
        check::result(plan.schema())?;
        let columns = plan
            .schema()
            .fields()
            .iter()
            .zip(texts)
            .enumerate()
            .map(|(index, (field, text))| {
                ColumnInfo::new(rewrite::label(index, field.name(), &labels), field.data_type()).with_length(text)
            })
            .collect();
        let stream = execute_stream(physical, state.task_ctx())?;
        // Hash joins do not spill; a query that fails for them is planned again with joins that do.
        let retry = has_join(&plan).then(|| Retry { plan, state: session::sorting(state) });
        Ok(Execution {
            classification,
            columns,
            update_count: None,
            manifest: Vec::new(),
            rows: Rows::Stream(stream),
            meter: Arc::clone(&context.meter),
            store: Some(Arc::clone(&context.store)),
            hides_columns: !context.denied.lock().unwrap_or_else(std::sync::PoisonError::into_inner).is_empty(),
            retry,
        })
    }
}

/// Plans a rewritten statement, and checks the plan's types; with it come the lengths of its columns that are texts.
async fn plan(
    state: &datafusion::execution::SessionState,
    context: &QueryContext,
    statement: Statement,
) -> Result<(LogicalPlan, Vec<TextType>), EngineError> {
    let plan = Box::pin(rewrite::stars::plan(state, statement)).await.map_err(|error| context.explain(error))?;
    let plan = char_values::rewrite(plan).map_err(|error| context.explain(error.into()))?;
    let texts = text_types::of_result(&plan);
    check::plan(&plan).map_err(|error| context.explain(error.into()))?;
    let plan = unnest::flatten(bags::count(joins::merge_columns(plan)?)?)?;
    Ok((nan::rewrite(unnest::keep_samples(subquery::plannable(plan)?)?)?, texts))
}

/// Whether a plan joins anything, in the query itself or below it.
fn has_join(plan: &LogicalPlan) -> bool {
    let mut found = false;
    let visited = plan.apply_with_subqueries(|node| {
        node.apply_expressions(|expr| {
            // Conditions with subqueries become joins.
            expr.apply(|expr| {
                found |= matches!(expr, Expr::InSubquery(_) | Expr::Exists(_) | Expr::ScalarSubquery(_));
                Ok(TreeNodeRecursion::Continue)
            })
        })?;
        found |= matches!(node, LogicalPlan::Join(_));
        Ok(TreeNodeRecursion::Continue)
    });
    visited.is_ok() && found
}

fn unsupported_statement(classification: Classification) -> EngineError {
    EngineError::unsupported(format_args!("statement {}", classification.substatement.replace('_', " ")))
}

/// The compression of the ORC files that are added to a table.
fn orc_compression(table: &source::TableDefinition) -> sink::OrcCompression {
    let name = ["orc.compress", "write.compression"].iter().find_map(|key| table.parameters.get(*key));
    name.and_then(|name| sink::OrcCompression::parse(name)).unwrap_or(sink::OrcCompression::Zlib)
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
