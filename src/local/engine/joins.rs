//! `FULL JOIN … USING (x)` and `RIGHT JOIN … USING (x)`: x is the value of the side that has a row. The planner takes the
//! left side's, which is NULL where that has none.

use datafusion::common::tree_node::{Transformed, TransformedResult};
use datafusion::common::{JoinConstraint, Result};
use datafusion::logical_expr::{Expr, ExprSchemable, Join, JoinType, LogicalPlan, LogicalPlanBuilder};

use super::error::EngineError;
use super::types::athena_name;

/// Gives the shared columns of such joins their values.
pub fn merge_columns(plan: LogicalPlan) -> Result<LogicalPlan> {
    plan.transform_up_with_subqueries(|node| match node {
        LogicalPlan::Join(join)
            if join.join_constraint == JoinConstraint::Using
                && matches!(join.join_type, JoinType::Full | JoinType::Right) =>
        {
            merged(join).map(Transformed::yes)
        }
        other => Ok(Transformed::no(other)),
    })
    .data()
}

fn merged(join: Join) -> Result<LogicalPlan> {
    for (left, right) in &join.on {
        let (ours, theirs) = (left.get_type(join.left.schema())?, right.get_type(join.right.schema())?);
        if ours != theirs {
            return Err(EngineError::unsupported(format_args!(
                "RIGHT or FULL JOIN USING of a column that is {} on one side and {} on the other",
                athena_name(&ours),
                athena_name(&theirs)
            ))
            .into());
        }
    }
    let columns: Vec<Expr> = join
        .schema
        .iter()
        .map(|(relation, field)| {
            let column = Expr::from((relation, field));
            match join.on.iter().find(|(left, right)| *left == column || *right == column) {
                Some((left, right)) => datafusion::functions::core::coalesce()
                    .call(vec![left.clone(), right.clone()])
                    .alias_qualified(relation.cloned(), field.name()),
                None => column,
            }
        })
        .collect();
    LogicalPlanBuilder::from(LogicalPlan::Join(join)).project(columns)?.build()
}
