//! A plan node that lets nothing through downwards: no filter, no limit, no projection.
//!
//! Below it a row filter removes rows that the caller may not see. An expression of the caller evaluated on such a row
//! could tell what is in it (by failing, say), so every expression of the caller stays above. What fails below, reading a
//! value or judging it by the filter, fails without saying the value.

use std::fmt;
use std::sync::Arc;

use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DataFusionError, Result, internal_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::execution_plan::ReplaceChildrenOptions;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, PhysicalExpr, PlanProperties};
use futures::StreamExt;

use super::error::{EngineError, ErrorCategory};

/// An error from below a barrier as the caller may see it: its code, nothing of what was read.
pub fn without_values(error: DataFusionError) -> DataFusionError {
    let error = EngineError::from(error);
    let code = error.message.split(':').next().unwrap_or_default();
    let is_limit = error.is_cancelled() || error.error_type == 1008 || code == "EXCEEDED_MEMORY_LIMIT";
    if is_limit || error.category != ErrorCategory::User {
        return error.into();
    }
    if code == "NOT_SUPPORTED" {
        // What is not supported is named; the object that asks for it is not.
        let what = error.message.split(" (").next().unwrap_or_default().to_owned();
        return EngineError { message: what, ..error }.into();
    }
    let message =
        format!("{code}: a row cannot be read or judged; it is not shown, since rows of this table are hidden");
    EngineError { message, ..error }.into()
}

#[derive(Debug)]
pub struct Barrier {
    input: Arc<dyn ExecutionPlan>,
}

impl Barrier {
    pub fn new(input: Arc<dyn ExecutionPlan>) -> Self {
        Self { input }
    }
}

impl DisplayAs for Barrier {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowFilterBarrier")
    }
}

impl ExecutionPlan for Barrier {
    fn name(&self) -> &'static str {
        "RowFilterBarrier"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        self.input.properties()
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        mut children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match children.pop() {
            Some(input) if children.is_empty() => Ok(Arc::new(Self { input })),
            _ => internal_err!("a row filter barrier has one input"),
        }
    }

    fn with_new_children(self: Arc<Self>, mut children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        match children.pop() {
            Some(input) if children.is_empty() => Ok(Arc::new(Self { input })),
            _ => internal_err!("a row filter barrier has one input"),
        }
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let below = self.input.execute(partition, context).map_err(without_values)?;
        let rows = below.map(|batch| batch.map_err(without_values));
        Ok(Box::pin(RecordBatchStreamAdapter::new(self.input.schema(), rows)))
    }
}
