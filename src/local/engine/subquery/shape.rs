//! What a subquery depends on, and whether the planner's own rules take it.

use datafusion::arrow::datatypes::FieldRef;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, DFSchema, Result};
use datafusion::logical_expr::expr::{Exists, InSubquery};
use datafusion::logical_expr::utils::split_conjunction;
use datafusion::logical_expr::{
    BinaryExpr, Distinct, Expr, ExprSchemable as _, FetchType, LogicalPlan, Operator, SkipType, Subquery,
    WindowFrameUnits, WindowFunctionDefinition,
};

/// References to the rows around a query.
pub type References = Vec<(FieldRef, Column)>;

/// The query in an expression, when it is one.
pub fn query_of(expr: &Expr) -> Option<&Subquery> {
    match expr {
        Expr::ScalarSubquery(subquery)
        | Expr::Exists(Exists { subquery, .. })
        | Expr::InSubquery(InSubquery { subquery, .. }) => Some(subquery),
        _ => None,
    }
}

/// Whether a schema has exactly this column.
pub fn has(schema: &DFSchema, column: &Column) -> bool {
    schema.iter().any(|(relation, field)| relation == column.relation.as_ref() && *field.name() == column.name)
}

fn add(found: &mut References, field: &FieldRef, column: &Column) {
    if !found.iter().any(|(_, known)| known == column) {
        found.push((FieldRef::clone(field), column.clone()));
    }
}

/// What an expression over some inputs refers to around them; `nested`: in its subqueries only.
fn references(expr: &Expr, inputs: &[&LogicalPlan], nested: bool, found: &mut References) -> Result<()> {
    expr.apply(|part| {
        if let Expr::OuterReferenceColumn(field, column) = part
            && !nested
        {
            add(found, field, column);
        }
        if let Some(subquery) = query_of(part) {
            for (field, column) in free(&subquery.subquery)? {
                if !inputs.iter().any(|input| has(input.schema(), &column)) {
                    add(found, &field, &column);
                }
            }
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(())
}

/// The references of a plan to the rows around it, those of the subqueries in it included.
pub fn free(plan: &LogicalPlan) -> Result<References> {
    let mut found = References::new();
    plan.apply(|node| {
        let inputs = node.inputs();
        node.apply_expressions(|expr| {
            references(expr, &inputs, false, &mut found)?;
            Ok(TreeNodeRecursion::Continue)
        })
    })?;
    Ok(found)
}

fn refers<'a>(exprs: impl IntoIterator<Item = &'a Expr>, input: &LogicalPlan, nested: bool) -> Result<bool> {
    let mut found = References::new();
    for expr in exprs {
        references(expr, &[input], nested, &mut found)?;
    }
    Ok(!found.is_empty())
}

/// Whether the planner's semi joins answer `IN` and `EXISTS` of a query: what depends is in its conditions.
pub fn is_filtered(plan: &LogicalPlan) -> Result<bool> {
    Ok(match plan {
        LogicalPlan::Projection(projection) => {
            !refers(&projection.expr, &projection.input, false)? && is_filtered(&projection.input)?
        }
        LogicalPlan::Filter(filter) => {
            !refers([&filter.predicate], &filter.input, true)? && is_filtered(&filter.input)?
        }
        other => free(other)?.is_empty(),
    })
}

/// Whether the planner's joins answer a query of one row: an aggregation of what equals something of the row around it.
pub fn is_aggregated(plan: &LogicalPlan) -> Result<bool> {
    Ok(match plan {
        LogicalPlan::Projection(projection) => {
            !refers(&projection.expr, &projection.input, false)? && is_aggregated(&projection.input)?
        }
        LogicalPlan::Aggregate(aggregate) => {
            aggregate.group_expr.is_empty()
                && !refers(&aggregate.aggr_expr, &aggregate.input, false)?
                && is_equated(&aggregate.input)?
        }
        _ => false,
    })
}

fn is_equated(plan: &LogicalPlan) -> Result<bool> {
    Ok(match plan {
        LogicalPlan::Projection(projection) => {
            !refers(&projection.expr, &projection.input, false)? && is_equated(&projection.input)?
        }
        LogicalPlan::Filter(filter) => {
            for part in split_conjunction(&filter.predicate) {
                if refers([part], &filter.input, true)? || (part.contains_outer() && !is_equality(part)) {
                    return Ok(false);
                }
            }
            is_equated(&filter.input)?
        }
        other => free(other)?.is_empty(),
    })
}

/// Whether a condition equates something of the row around with something of its own.
fn is_equality(expr: &Expr) -> bool {
    let Expr::BinaryExpr(BinaryExpr { left, op: Operator::Eq, right }) = expr else { return false };
    let own = |side: &Expr| !side.contains_outer() && !side.column_refs().is_empty();
    let around = |side: &Expr| side.contains_outer() && side.column_refs().is_empty();
    (own(left) && around(right)) || (around(left) && own(right))
}

/// Whether a query has one row at most, whatever is in the tables.
pub fn is_single(plan: &LogicalPlan) -> bool {
    match plan {
        LogicalPlan::Projection(node) => is_single(&node.input),
        LogicalPlan::SubqueryAlias(node) => is_single(&node.input),
        LogicalPlan::Subquery(node) => is_single(&node.subquery),
        LogicalPlan::Filter(node) => is_single(&node.input),
        LogicalPlan::Sort(node) => is_single(&node.input),
        LogicalPlan::Window(node) => is_single(&node.input),
        LogicalPlan::Distinct(Distinct::All(input)) => is_single(input),
        LogicalPlan::Limit(limit) => {
            matches!(limit.get_fetch_type(), Ok(FetchType::Literal(Some(0 | 1)))) || is_single(&limit.input)
        }
        LogicalPlan::Aggregate(aggregate) => aggregate.group_expr.is_empty(),
        LogicalPlan::EmptyRelation(_) => true,
        LogicalPlan::Values(values) => values.values.len() <= 1,
        _ => false,
    }
}

/// Whether a query has a row, whatever is in the tables.
pub fn has_row(plan: &LogicalPlan) -> bool {
    match plan {
        LogicalPlan::Projection(node) => has_row(&node.input),
        LogicalPlan::SubqueryAlias(node) => has_row(&node.input),
        LogicalPlan::Sort(node) => has_row(&node.input),
        LogicalPlan::Aggregate(aggregate) => aggregate.group_expr.is_empty(),
        LogicalPlan::EmptyRelation(empty) => empty.produce_one_row,
        LogicalPlan::Values(_) => true,
        _ => false,
    }
}

/// A query without what does not change whether it has rows.
pub fn existing(mut plan: &LogicalPlan) -> &LogicalPlan {
    loop {
        plan = match plan {
            LogicalPlan::Sort(sort) if sort.fetch != Some(0) => &sort.input,
            LogicalPlan::Distinct(Distinct::All(input)) => input,
            LogicalPlan::Limit(limit)
                if matches!(limit.get_skip_type(), Ok(SkipType::Literal(0)))
                    && matches!(limit.get_fetch_type(), Ok(FetchType::Literal(fetch)) if fetch != Some(0)) =>
            {
                &limit.input
            }
            other => return other,
        }
    }
}

/// The steps of a plan, those of the queries in it included.
pub fn steps(plan: &LogicalPlan) -> Result<usize> {
    let mut count = 0;
    plan.apply_with_subqueries(|_| {
        count += 1;
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(count)
}

/// What `exists` calls the number of rows that it asks for, and `collected` the array of all values.
pub const ROWS: &str = "$rows";
pub const VALUES: &str = "$values";

/// Aggregates that are the same in whatever order the rows come; sums and means not of doubles.
const UNORDERED: &[&str] = &["count", "min", "max", "sum", "avg", "bool_and", "bool_or", "grouping"];
/// Window functions that are the same for rows of one place in the order.
const RANKS: &[&str] = &["rank", "dense_rank", "percent_rank", "cume_dist"];

/// Whether a plan gives the same rows when it is read twice. Each time they come in another order, which decides what a
/// limit takes, which of several values an aggregate chooses, and the last digits of a sum of doubles.
pub fn is_repeatable(plan: &LogicalPlan) -> Result<bool> {
    let by_chance = match plan {
        LogicalPlan::Limit(_) | LogicalPlan::Distinct(Distinct::On(_)) => true,
        LogicalPlan::Sort(sort) => sort.fetch.is_some(),
        LogicalPlan::TableScan(scan) => scan.fetch.is_some(),
        _ => false,
    };
    if by_chance {
        return Ok(false);
    }
    let inputs = plan.inputs();
    let mut same = true;
    plan.apply_expressions(|expr| {
        expr.apply(|part| {
            // The order of these is not looked at.
            if matches!(part, Expr::Alias(alias) if alias.name == VALUES) {
                return Ok(TreeNodeRecursion::Jump);
            }
            same &= is_same_again(part, &inputs)?;
            Ok(if same { TreeNodeRecursion::Continue } else { TreeNodeRecursion::Stop })
        })
    })?;
    if !same {
        return Ok(false);
    }
    for input in inputs {
        let input = match (plan, input) {
            // Whether there is a row does not depend on which is the first.
            (LogicalPlan::Aggregate(aggregate), LogicalPlan::Limit(limit)) if matches!(aggregate.aggr_expr.as_slice(), [Expr::Alias(alias)] if alias.name == ROWS) => {
                &limit.input
            }
            _ => input,
        };
        if !is_repeatable(input)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a part of an expression has the same value when the rows come in another order.
fn is_same_again(part: &Expr, inputs: &[&LogicalPlan]) -> Result<bool> {
    if let Some(subquery) = query_of(part) {
        return is_repeatable(&subquery.subquery);
    }
    let unordered = |name: &str, args: &[Expr]| {
        let exact = |arg: &Expr| {
            let kind = inputs.first().and_then(|input| arg.get_type(input.schema().as_ref()).ok());
            kind.is_some_and(|kind| !kind.is_floating())
        };
        UNORDERED.contains(&name) && (!matches!(name, "sum" | "avg") || args.iter().all(exact))
    };
    Ok(match part {
        Expr::AggregateFunction(function) => unordered(function.func.name(), &function.params.args),
        Expr::WindowFunction(function) => match &function.fun {
            WindowFunctionDefinition::WindowUDF(window) => RANKS.contains(&window.name()),
            WindowFunctionDefinition::AggregateUDF(aggregate) => {
                let frame = &function.params.window_frame;
                let whole = frame.start_bound.is_unbounded() && frame.end_bound.is_unbounded();
                (whole || frame.units != WindowFrameUnits::Rows) && unordered(aggregate.name(), &function.params.args)
            }
        },
        other => !other.is_volatile_node(),
    })
}
