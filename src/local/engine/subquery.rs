//! `IN (query)` and `EXISTS (query)` outside the conditions of WHERE and HAVING. The planner makes joins of those in
//! conditions; elsewhere they become scalar subqueries: all values as one array, and the number of rows.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::common::{Result, ScalarValue};
use datafusion::functions_aggregate::array_agg::array_agg_udaf;
use datafusion::functions_aggregate::count::count_udaf;
use datafusion::logical_expr::expr::{Exists, InSubquery};
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, Subquery};

use super::error::EngineError;
use super::functions::registry;

/// Replaces those that do not depend on the row around them.
pub fn outside_conditions(plan: LogicalPlan) -> Result<LogicalPlan> {
    plan.transform_up_with_subqueries(|node| {
        if matches!(node, LogicalPlan::Filter(_)) {
            return Ok(Transformed::no(node));
        }
        let names = NamePreserver::new(&node);
        node.map_expressions(|expr| {
            let name = names.save(&expr);
            Ok(expr.transform_up(expression)?.update_data(|expr| name.restore(expr)))
        })
    })
    .data()
}

fn expression(expr: Expr) -> Result<Transformed<Expr>> {
    match expr {
        Expr::Exists(Exists { subquery, negated }) if subquery.outer_ref_columns.is_empty() => {
            exists(subquery, negated).map(Transformed::yes)
        }
        Expr::InSubquery(found) if found.subquery.outer_ref_columns.is_empty() => member(found).map(Transformed::yes),
        other => Ok(Transformed::no(other)),
    }
}

fn scalar(plan: LogicalPlan, like: &Subquery) -> Expr {
    Expr::ScalarSubquery(Subquery {
        subquery: Arc::new(plan),
        outer_ref_columns: Vec::new(),
        spans: like.spans.clone(),
    })
}

fn number(value: i64) -> Expr {
    Expr::Literal(ScalarValue::Int64(Some(value)), None)
}

fn exists(subquery: Subquery, negated: bool) -> Result<Expr> {
    let count = count_udaf().call(vec![number(1)]).alias("$rows");
    let plan = LogicalPlanBuilder::from(subquery.subquery.as_ref().clone())
        .limit(0, Some(1))?
        .aggregate(Vec::<Expr>::new(), vec![count])?
        .build()?;
    let rows = scalar(plan, &subquery);
    Ok(if negated { rows.eq(number(0)) } else { rows.gt(number(0)) })
}

fn member(found: InSubquery) -> Result<Expr> {
    let InSubquery { expr, subquery, negated } = found;
    let [column] = subquery.subquery.schema().columns().try_into().map_err(|_| {
        EngineError::user("SYNTAX_ERROR", "Multiple columns returned by subquery are not yet supported")
    })?;
    let all = array_agg_udaf().call(vec![Expr::Column(column)]).alias("$values");
    let plan = LogicalPlanBuilder::from(subquery.subquery.as_ref().clone())
        .aggregate(Vec::<Expr>::new(), vec![all])?
        .build()?;
    let values = scalar(plan, &subquery);
    let call = registry::call("$in_query", vec![*expr, values]);
    let member = call.ok_or_else(|| EngineError::system("no function $in_query"))?;
    Ok(if negated { Expr::Not(Box::new(member)) } else { member })
}
