//! Subqueries in the places where the planner does not take them.
//!
//! It makes joins of `IN (query)` and `EXISTS (query)` in conditions; elsewhere they become scalar subqueries: all values
//! as one array, and the number of rows. So does `IN` in a condition where its NULL is not the same as false, which a join
//! does not tell. Those in aggregations are computed below them. `NOT IN` of a query that depends on the row around it
//! becomes `NOT EXISTS`, with what NULL means written out.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, DFSchema, ExprSchema as _, Result, ScalarValue};
use datafusion::functions_aggregate::array_agg::array_agg_udaf;
use datafusion::functions_aggregate::count::count_udaf;
use datafusion::logical_expr::expr::{Exists, InSubquery};
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::utils::{conjunction, split_conjunction_owned};
use datafusion::logical_expr::{
    Aggregate, BinaryExpr, Expr, Filter, LogicalPlan, LogicalPlanBuilder, Operator, Subquery,
};

use super::error::EngineError;
use super::functions::registry;

/// Writes every subquery as the planner takes it.
pub fn plannable(plan: LogicalPlan) -> Result<LogicalPlan> {
    plan.apply_with_subqueries(|node| node.apply_expressions(|expr| expr.apply(aggregates_nothing)))?;
    plan.transform_up_with_subqueries(|node| match node {
        LogicalPlan::Filter(filter) => condition(filter),
        other => outside_conditions(other)?.transform_data(|node| match node {
            LogicalPlan::Aggregate(aggregate) => below(aggregate),
            other => Ok(Transformed::no(other)),
        }),
    })
    .data()
}

/// Refuses `IN` and `EXISTS` of an aggregation of what depends on the row around it: where there is nothing to aggregate it
/// still has a row, and the planner's join has none.
fn aggregates_nothing(expr: &Expr) -> Result<TreeNodeRecursion> {
    let (Expr::Exists(Exists { subquery, .. }) | Expr::InSubquery(InSubquery { subquery, .. })) = expr else {
        return Ok(TreeNodeRecursion::Continue);
    };
    let found = subquery.subquery.exists(|node| match node {
        LogicalPlan::Aggregate(aggregate) => {
            let one_of_all = aggregate.group_expr.iter().all(|key| matches!(key, Expr::GroupingSet(_)));
            Ok(one_of_all && aggregate.input.exists(|below| Ok(below.contains_outer_reference()))?)
        }
        _ => Ok(false),
    })?;
    if found {
        let what = "IN (query) or EXISTS of an aggregation that depends on the row around it";
        return Err(EngineError::unsupported(what).into());
    }
    Ok(TreeNodeRecursion::Continue)
}

fn outside_conditions(node: LogicalPlan) -> Result<Transformed<LogicalPlan>> {
    let names = NamePreserver::new(&node);
    node.map_expressions(|expr| {
        let name = names.save(&expr);
        Ok(expr.transform_up(expression)?.update_data(|expr| name.restore(expr)))
    })
}

fn expression(expr: Expr) -> Result<Transformed<Expr>> {
    match expr {
        Expr::Exists(Exists { subquery, negated }) => exists(subquery, negated).map(Transformed::yes),
        Expr::InSubquery(found) => member(found).map(Transformed::yes),
        other => Ok(Transformed::no(other)),
    }
}

fn depends(subquery: &Subquery) -> bool {
    !subquery.outer_ref_columns.is_empty()
}

fn scalar(plan: LogicalPlan, like: &Subquery) -> Expr {
    Expr::ScalarSubquery(like.with_plan(Arc::new(plan)))
}

fn number(value: i64) -> Expr {
    Expr::Literal(ScalarValue::Int64(Some(value)), None)
}

fn exists(subquery: Subquery, negated: bool) -> Result<Expr> {
    let count = count_udaf().call(vec![number(1)]).alias("$rows");
    let mut plan = LogicalPlanBuilder::from(subquery.subquery.as_ref().clone());
    // One row is enough; a query that is joined with the rows around it has a first row for each.
    if !depends(&subquery) {
        plan = plan.limit(0, Some(1))?;
    }
    let rows = scalar(plan.aggregate(Vec::<Expr>::new(), vec![count])?.build()?, &subquery);
    Ok(if negated { rows.eq(number(0)) } else { rows.gt(number(0)) })
}

fn only_column(subquery: &Subquery) -> Result<Expr> {
    let [column] = subquery.subquery.schema().columns().try_into().map_err(|_| {
        EngineError::user("SYNTAX_ERROR", "Multiple columns returned by subquery are not yet supported")
    })?;
    Ok(Expr::Column(column))
}

fn member(found: InSubquery) -> Result<Expr> {
    let InSubquery { expr, subquery, negated } = found;
    let all = array_agg_udaf().call(vec![only_column(&subquery)?]).alias("$values");
    let plan = LogicalPlanBuilder::from(subquery.subquery.as_ref().clone())
        .aggregate(Vec::<Expr>::new(), vec![all])?
        .build()?;
    let values = scalar(plan, &subquery);
    let call = registry::call("$in_query", vec![*expr, values]);
    let member = call.ok_or_else(|| EngineError::system("no function $in_query"))?;
    Ok(if negated { Expr::Not(Box::new(member)) } else { member })
}

/// Leaves to the planner what it makes right joins of.
fn condition(mut filter: Filter) -> Result<Transformed<LogicalPlan>> {
    let mut changed = false;
    let mut demanded = Vec::new();
    for part in split_conjunction_owned(filter.predicate) {
        let part = match part {
            Expr::Not(inner) => match *inner {
                Expr::InSubquery(found) => Expr::InSubquery(InSubquery { negated: !found.negated, ..found }),
                other => Expr::Not(Box::new(other)),
            },
            other => other,
        };
        let part = match part {
            Expr::InSubquery(found) if found.negated && depends(&found.subquery) && !found.expr.contains_outer() => {
                Transformed::yes(nowhere(found, filter.input.schema())?)
            }
            Expr::InSubquery(found) => Transformed::no(Expr::InSubquery(found)),
            other => alternatives(other)?,
        };
        changed |= part.transformed;
        demanded.push(part.data);
    }
    filter.predicate = conjunction(demanded).ok_or_else(|| EngineError::system("a condition without parts"))?;
    let plan = LogicalPlan::Filter(filter);
    Ok(if changed { Transformed::yes(plan) } else { Transformed::no(plan) })
}

/// A part of a condition of which only the truth counts, down to what NULL changes.
fn alternatives(expr: Expr) -> Result<Transformed<Expr>> {
    match expr {
        Expr::BinaryExpr(BinaryExpr { left, op: op @ (Operator::And | Operator::Or), right }) => {
            let (left, right) = (alternatives(*left)?, alternatives(*right)?);
            let changed = left.transformed || right.transformed;
            let expr = Expr::BinaryExpr(BinaryExpr::new(Box::new(left.data), op, Box::new(right.data)));
            Ok(if changed { Transformed::yes(expr) } else { Transformed::no(expr) })
        }
        Expr::InSubquery(found) if !found.negated => Ok(Transformed::no(Expr::InSubquery(found))),
        other => other.transform_up(|part| match part {
            Expr::InSubquery(found) => member(found).map(Transformed::yes),
            other => Ok(Transformed::no(other)),
        }),
    }
}

/// That no row of the query is the value, nor could be.
fn nowhere(found: InSubquery, schema: &DFSchema) -> Result<Expr> {
    let InSubquery { expr, subquery, .. } = found;
    let mut outer = subquery.outer_ref_columns.clone();
    let value = expr
        .transform_up(|part| match part {
            Expr::Column(column) => {
                let field = schema.field_from_column(&column)?;
                let reference = Expr::OuterReferenceColumn(Arc::clone(field), column);
                if !outer.contains(&reference) {
                    outer.push(reference.clone());
                }
                Ok(Transformed::yes(reference))
            }
            other => Ok(Transformed::no(other)),
        })
        .data()?;
    let row = only_column(&subquery)?;
    let same = row.clone().eq(value.clone()).or(row.is_null()).or(value.is_null());
    let plan = LogicalPlanBuilder::from(subquery.subquery.as_ref().clone()).filter(same)?.build()?;
    let subquery = Subquery { outer_ref_columns: outer, ..subquery.with_plan(Arc::new(plan)) };
    Ok(Expr::Exists(Exists { subquery, negated: true }))
}

/// Computes the subqueries of an aggregation that depend on the row below it.
fn below(mut aggregate: Aggregate) -> Result<Transformed<LogicalPlan>> {
    let names = NamePreserver::new_for_projection();
    let mut computed: Vec<Expr> = Vec::new();
    for expr in aggregate.group_expr.iter_mut().chain(&mut aggregate.aggr_expr) {
        let name = names.save(expr);
        let taken = expr.clone().transform_down(|part| match part {
            Expr::ScalarSubquery(subquery) if depends(&subquery) => {
                let column = format!("$computed{}", computed.len());
                computed.push(Expr::ScalarSubquery(subquery).alias(&column));
                Ok(Transformed::new(Expr::Column(Column::new_unqualified(column)), true, TreeNodeRecursion::Jump))
            }
            other => Ok(Transformed::no(other)),
        })?;
        if taken.transformed {
            *expr = if matches!(taken.data, Expr::GroupingSet(_)) { taken.data } else { name.restore(taken.data) };
        }
    }
    if computed.is_empty() {
        return Ok(Transformed::no(LogicalPlan::Aggregate(aggregate)));
    }
    let columns = aggregate.input.schema().columns().into_iter().map(Expr::Column).chain(computed);
    let input = LogicalPlanBuilder::from(aggregate.input.as_ref().clone()).project(columns)?.build()?;
    let aggregate = Aggregate::try_new(Arc::new(input), aggregate.group_expr, aggregate.aggr_expr)?;
    Ok(Transformed::yes(LogicalPlan::Aggregate(aggregate)))
}
