//! `FULL JOIN … USING (x)` and `RIGHT JOIN … USING (x)`: x is the value of the side that has a row. The planner takes the
//! left side's, which is NULL where that has none.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{Transformed, TransformedResult};
use datafusion::common::{JoinConstraint, Result};
use datafusion::logical_expr::{Cast, Expr, ExprSchemable, Join, JoinType, LogicalPlan, LogicalPlanBuilder};

use super::coercion::common;
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
    let mut shared = Vec::with_capacity(join.on.len());
    for (left, right) in &join.on {
        let (ours, theirs) = (left.get_type(join.left.schema())?, right.get_type(join.right.schema())?);
        let kind = common(&ours, &theirs).ok_or_else(|| {
            let (ours, theirs) = (athena_name(&ours), athena_name(&theirs));
            EngineError::user("TYPE_MISMATCH", format_args!("Cannot apply operator: {ours} = {theirs}"))
        })?;
        let side = |expr: &Expr, own: &DataType| {
            if *own == kind { expr.clone() } else { Expr::Cast(Cast::new(Box::new(expr.clone()), kind.clone())) }
        };
        shared.push(vec![side(left, &ours), side(right, &theirs)]);
    }
    let columns: Vec<Expr> = join
        .schema
        .iter()
        .map(|(relation, field)| {
            let column = Expr::from((relation, field));
            match join.on.iter().position(|(left, right)| *left == column || *right == column) {
                Some(place) => datafusion::functions::core::coalesce()
                    .call(shared[place].clone())
                    .alias_qualified(relation.cloned(), field.name()),
                None => column,
            }
        })
        .collect();
    LogicalPlanBuilder::from(LogicalPlan::Join(join)).project(columns)?.build()
}
