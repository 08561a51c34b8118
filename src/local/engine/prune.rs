//! Which partitions can hold a row that a query asks for, by its conditions on their keys.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray, RecordBatch};
use datafusion::arrow::datatypes::{FieldRef, Schema};
use datafusion::catalog::Session;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::Expr;

use super::rewrite;

/// Whether a condition says something of these columns alone.
pub fn is_about(filter: &Expr, keys: &[FieldRef]) -> bool {
    let mut fits = !keys.is_empty() && !filter.is_volatile();
    let visited = filter.apply(|node| {
        match node {
            Expr::Column(column) if !keys.iter().any(|key| key.name() == column.name()) => fits = false,
            Expr::ScalarSubquery(_) | Expr::InSubquery(_) | Expr::Exists(_) | Expr::OuterReferenceColumn(_, _) => {
                fits = false
            }
            _ => {}
        }
        Ok(TreeNodeRecursion::Continue)
    });
    visited.is_ok() && fits
}

/// Which rows of partition values fulfil the conditions on them. A condition that fails here is left to the query.
pub fn keep<R: AsRef<[ScalarValue]>>(
    state: &dyn Session,
    fields: &[FieldRef],
    rows: &[R],
    filters: &[Expr],
) -> Result<Vec<bool>> {
    let mut keep = vec![true; rows.len()];
    let filters: Vec<&Expr> = filters.iter().filter(|filter| is_about(filter, fields)).collect();
    if filters.is_empty() || rows.is_empty() {
        return Ok(keep);
    }
    let schema = Arc::new(Schema::new(fields.to_vec()));
    let columns = (0..fields.len())
        .map(|index| ScalarValue::iter_to_array(rows.iter().map(|values| values.as_ref()[index].clone())))
        .collect::<Result<Vec<ArrayRef>>>()?;
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns)?;
    let df_schema = DFSchema::try_from(schema)?;
    for filter in filters {
        let unqualified = rewrite::unqualify(filter.clone())?;
        let Ok(physical) = state.create_physical_expr(unqualified, &df_schema) else { continue };
        let Ok(value) = physical.evaluate(&batch).and_then(|value| value.into_array(batch.num_rows())) else {
            continue;
        };
        let Some(truth) = value.as_any().downcast_ref::<BooleanArray>() else { continue };
        for (index, keep) in keep.iter_mut().enumerate() {
            *keep &= truth.is_valid(index) && truth.value(index);
        }
    }
    Ok(keep)
}
