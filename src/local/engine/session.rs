//! The planner's session: made anew for each query, cheap because only the registry's functions are in it.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, MemoryPool, TrackConsumersPool};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::prelude::SessionConfig;

use super::context::{CATALOG, Names, QueryContext};
use super::error::EngineError;
use super::functions::registry;
use super::planner::Operators;
use super::scan::parquet;

/// The bounds of the engine.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// Bytes that all running queries may hold together; beyond that they spill or fail.
    pub memory_limit: usize,
    /// Threads that a query uses.
    pub target_partitions: usize,
    /// Where queries spill; the system's temporary directory when not given.
    pub spill_directory: Option<PathBuf>,
}

impl Default for EngineOptions {
    fn default() -> Self {
        Self {
            memory_limit: 1 << 30,
            target_partitions: std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
            spill_directory: None,
        }
    }
}

/// The memory that all queries share.
pub fn memory_pool(limit: usize) -> Arc<dyn MemoryPool> {
    const NAMED_IN_ERRORS: NonZeroUsize = NonZeroUsize::MIN;
    Arc::new(TrackConsumersPool::new(FairSpillPool::new(limit), NAMED_IN_ERRORS))
}

/// The same session with joins that sort their inputs, and so can spill.
pub fn sorting(mut state: SessionState) -> SessionState {
    state.config_mut().options_mut().optimizer.prefer_hash_join = false;
    state
}

/// The session of one query.
pub fn session(
    options: &EngineOptions,
    pool: &Arc<dyn MemoryPool>,
    database: &str,
    context: &Arc<QueryContext>,
) -> Result<SessionState, EngineError> {
    let mut disk = DiskManagerBuilder::default();
    if let Some(directory) = &options.spill_directory {
        disk = disk.with_mode(DiskManagerMode::Directories(vec![directory.clone()]));
    }
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::clone(pool))
        .with_disk_manager_builder(disk)
        .build_arc()
        .map_err(EngineError::from)?;
    runtime.register_object_store(parquet::store_url().as_ref(), context.store.clone());
    let mut config = SessionConfig::new()
        .with_target_partitions(options.target_partitions)
        .with_default_catalog_and_schema(CATALOG, database)
        .with_create_default_catalog_and_schema(false)
        .with_information_schema(false);
    let settings = config.options_mut();
    // What each sort keeps for merging must leave room for the rows, however little there is.
    let reserved = settings.execution.sort_spill_reservation_bytes;
    settings.execution.sort_spill_reservation_bytes = reserved.min(options.memory_limit / 32);
    // The planner knows better than its operators that `CASE WHEN a > 0 THEN a ELSE 0 END` is never NULL; that is no fault.
    settings.execution.skip_physical_aggregate_schema_check = true;
    settings.sql_parser.parse_float_as_decimal = true;
    settings.sql_parser.enable_ident_normalization = true;
    settings.sql_parser.collect_spans = true;
    settings.sql_parser.default_null_ordering = "nulls_last".to_owned();
    settings.sql_parser.map_string_types_to_utf8view = false;
    Ok(SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_catalog_list(Arc::new(Names(Arc::clone(context))))
        .with_expr_planners(vec![
            Arc::new(Operators),
            Arc::new(datafusion::functions::core::planner::CoreFunctionPlanner::default()),
            Arc::new(datafusion::functions_nested::planner::FieldAccessPlanner),
            Arc::new(datafusion::functions_aggregate::planner::AggregateFunctionPlanner),
            Arc::new(datafusion::functions_window::planner::WindowFunctionPlanner),
        ])
        .with_relation_planners(vec![Arc::new(super::unnest_relation::Unnesting::default())])
        .with_optimizer_rules(super::semi::rules())
        .with_physical_optimizer_rules(super::pushdown::rules())
        .with_higher_order_functions(super::functions::lambda::functions())
        .with_scalar_functions(registry::scalars())
        .with_aggregate_functions(registry::aggregates())
        .with_window_functions(registry::windows())
        .build())
}
