//! Subqueries in the places where the planner does not take them.
//!
//! It makes joins of `IN (query)` and `EXISTS (query)` in conditions; elsewhere they become scalar subqueries: all values
//! as one array, and the number of rows. So does `IN` in a condition where its NULL is not the same as false, which a join
//! does not tell. Those in aggregations are computed below them. `NOT IN` of a query that depends on the row around it
//! becomes `NOT EXISTS`, with what NULL means written out.
//!
//! What depends on the row around it in a way that the planner's joins do not take is joined here (`resolve`): the query is
//! made one for all rows around it at once (`dependent`). Invariant: no reference to a row around is left in a plan.

mod dependent;
mod resolve;
mod shape;
mod steps;

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
use dependent::Names;

/// Writes every subquery as the planner takes it.
pub fn plannable(plan: LogicalPlan) -> Result<LogicalPlan> {
    let mut names = Names::default();
    let plan = plan
        .transform_up_with_subqueries(|node| {
            let node = singles(node)?.transform_data(|node| match node {
                LogicalPlan::Filter(filter) => condition(filter),
                other => outside_conditions(other)?.transform_data(|node| match node {
                    LogicalPlan::Aggregate(aggregate) => below(aggregate),
                    other => Ok(Transformed::no(other)),
                }),
            })?;
            node.transform_data(|node| resolve::resolve(node, &mut names))
        })
        .data()?;
    if shape::free(&plan)?.is_empty() {
        return Ok(plan);
    }
    Err(EngineError::unsupported("a subquery that depends on the row around it in this place").into())
}

/// A query that is a value and may have several rows: its only row, which is looked after while the query runs.
fn singles(node: LogicalPlan) -> Result<Transformed<LogicalPlan>> {
    let names = NamePreserver::new(&node);
    node.map_expressions(|expr| {
        let name = names.save(&expr);
        let expr = expr.transform_up(|part| match part {
            Expr::ScalarSubquery(subquery)
                if (depends(&subquery)? && !shape::is_single(&subquery.subquery)) || seems_never_null(&subquery) =>
            {
                let values = scalar(collected(&subquery)?, &subquery);
                call("$only_row", vec![values]).map(Transformed::yes)
            }
            other => Ok(Transformed::no(other)),
        })?;
        Ok(expr.update_data(|expr| name.restore(expr)))
    })
}

/// The planner takes a value that is not NULL in any row for one that is not NULL without a row either.
fn seems_never_null(subquery: &Subquery) -> bool {
    let plan = &subquery.subquery;
    !shape::has_row(plan) && plan.schema().fields().iter().any(|field| !field.is_nullable())
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

fn depends(subquery: &Subquery) -> Result<bool> {
    Ok(!shape::free(&subquery.subquery)?.is_empty())
}

/// Whether the planner's joins with these rows answer `IN` and `EXISTS` of a query.
fn is_joined(subquery: &Subquery, rows: &DFSchema) -> Result<bool> {
    let around = shape::free(&subquery.subquery)?;
    Ok(around.iter().all(|(_, column)| shape::has(rows, column)) && shape::is_filtered(&subquery.subquery)?)
}

fn call(name: &str, args: Vec<Expr>) -> Result<Expr> {
    registry::call(name, args).ok_or_else(|| EngineError::system(format_args!("no function {name}")).into())
}

fn scalar(plan: LogicalPlan, like: &Subquery) -> Expr {
    Expr::ScalarSubquery(like.with_plan(Arc::new(plan)))
}

fn number(value: i64) -> Expr {
    Expr::Literal(ScalarValue::Int64(Some(value)), None)
}

fn exists(subquery: Subquery, negated: bool) -> Result<Expr> {
    let count = count_udaf().call(vec![number(1)]).alias(shape::ROWS);
    let mut plan = LogicalPlanBuilder::from(shape::existing(&subquery.subquery).clone());
    // One row is enough; a query that is joined with the rows around it has a first row for each.
    if !depends(&subquery)? {
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

/// All values of a query as one array.
fn collected(subquery: &Subquery) -> Result<LogicalPlan> {
    let all = array_agg_udaf().call(vec![only_column(subquery)?]).alias(shape::VALUES);
    LogicalPlanBuilder::from(subquery.subquery.as_ref().clone()).aggregate(Vec::<Expr>::new(), vec![all])?.build()
}

fn member(found: InSubquery) -> Result<Expr> {
    let InSubquery { expr, subquery, negated } = found;
    let values = scalar(collected(&subquery)?, &subquery);
    let member = call("$in_query", vec![*expr, values])?;
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
        let part = only_truth(part);
        let part = match part {
            Expr::InSubquery(found)
                if found.negated
                    && depends(&found.subquery)?
                    && is_joined(&found.subquery, filter.input.schema())?
                    && !found.expr.contains_outer() =>
            {
                Transformed::yes(nowhere(found, filter.input.schema())?)
            }
            Expr::InSubquery(found) if is_joined(&found.subquery, filter.input.schema())? => {
                Transformed::no(Expr::InSubquery(found))
            }
            other => alternatives(other, filter.input.schema())?,
        };
        changed |= part.transformed;
        demanded.push(part.data);
    }
    filter.predicate = conjunction(demanded).ok_or_else(|| EngineError::system("a condition without parts"))?;
    let plan = LogicalPlan::Filter(filter);
    Ok(if changed { Transformed::yes(plan) } else { Transformed::no(plan) })
}

/// `(x, y) IN (query)` has been written out as `CASE WHEN EXISTS … THEN TRUE WHEN EXISTS … THEN NULL ELSE FALSE END`; where
/// NULL is as good as false, one is enough.
fn only_truth(part: Expr) -> Expr {
    let literal = |expr: &Expr, value| matches!(expr, Expr::Literal(found, _) if *found == value);
    let existing = |expr: &Expr| match expr {
        Expr::Case(case) if case.expr.is_none() => match case.when_then_expr.as_slice() {
            [(first, yes), (second, open)]
                if matches!(first.as_ref(), Expr::Exists(_))
                    && matches!(second.as_ref(), Expr::Exists(_))
                    && literal(yes, ScalarValue::Boolean(Some(true)))
                    && matches!(open.as_ref(), Expr::Literal(value, _) if value.is_null())
                    && case.else_expr.as_ref().is_some_and(|no| literal(no, ScalarValue::Boolean(Some(false)))) =>
            {
                Some((first.as_ref().clone(), second.as_ref().clone()))
            }
            _ => None,
        },
        _ => None,
    };
    if let Some((found, _)) = existing(&part) {
        return found;
    }
    if let Expr::Not(inner) = &part
        && let Some((found, open)) = existing(inner)
    {
        return Expr::Not(Box::new(found)).and(Expr::Not(Box::new(open)));
    }
    part
}

/// A part of a condition of which only the truth counts, down to what NULL changes.
fn alternatives(expr: Expr, rows: &DFSchema) -> Result<Transformed<Expr>> {
    match expr {
        Expr::BinaryExpr(BinaryExpr { left, op: op @ (Operator::And | Operator::Or), right }) => {
            let (left, right) = (alternatives(*left, rows)?, alternatives(*right, rows)?);
            let changed = left.transformed || right.transformed;
            let expr = Expr::BinaryExpr(BinaryExpr::new(Box::new(left.data), op, Box::new(right.data)));
            Ok(if changed { Transformed::yes(expr) } else { Transformed::no(expr) })
        }
        Expr::InSubquery(found) if !found.negated && is_joined(&found.subquery, rows)? => {
            Ok(Transformed::no(Expr::InSubquery(found)))
        }
        other => other.transform_up(|part| match part {
            Expr::InSubquery(found) => member(found).map(Transformed::yes),
            Expr::Exists(Exists { subquery, negated }) => {
                if is_joined(&subquery, rows)? {
                    return Ok(Transformed::no(Expr::Exists(Exists { subquery, negated })));
                }
                let bare = shape::existing(&subquery.subquery);
                let bare = subquery.with_plan(Arc::new(bare.clone()));
                if is_joined(&bare, rows)? {
                    return Ok(Transformed::yes(Expr::Exists(Exists { subquery: bare, negated })));
                }
                exists(subquery, negated).map(Transformed::yes)
            }
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
            Expr::ScalarSubquery(subquery) if depends(&subquery)? => {
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
