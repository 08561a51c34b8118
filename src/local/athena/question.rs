//! Statements that another service of the lake asks the engine: no record, no result file, no cost.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::objects::LakeObjects;
use super::task::shared_engine;
use crate::clock::epoch_millis;
use crate::engine::source::Catalog;
use crate::engine::{EngineError, Request};
use crate::lake::Lake;

/// A row as text; none is NULL.
pub type TextRow = Vec<Option<String>>;

/// Asks, with the rights that the catalog has.
pub async fn ask(
    lake: &Lake,
    catalog: Arc<dyn Catalog>,
    database: &str,
    sql: String,
    cancel: CancellationToken,
) -> Result<Vec<TextRow>, EngineError> {
    let request = Request {
        sql,
        database: database.to_owned(),
        parameters: Vec::new(),
        catalog,
        objects: Arc::new(LakeObjects { lake: lake.clone() }),
        cancel,
        scan_cutoff: None,
        now_millis: epoch_millis(lake.clock().now()),
        table_location: None,
    };
    shared_engine(lake).run(request).await?.text_rows().await
}
