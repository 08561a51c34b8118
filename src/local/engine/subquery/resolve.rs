//! Queries that depend on the row around them and that the planner's rules do not take: joins with what they give for
//! each row.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, Result, ScalarValue};
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::utils::{conjunction, split_conjunction};
use datafusion::logical_expr::{Expr, Filter, Join, JoinType, LogicalPlan, Projection, Sort, Subquery, Window};

use super::super::error::EngineError;
use super::dependent::{Domain, Names, join, key, named, own_columns, project};
use super::shape::{References, free, has, is_aggregated, is_repeatable};

/// Makes joins of the dependent queries in a step.
pub fn resolve(node: LogicalPlan, names: &mut Names) -> Result<Transformed<LogicalPlan>> {
    match node {
        LogicalPlan::Join(join) => lateral(join, names),
        LogicalPlan::Filter(filter) => {
            let (first, rest) = parted(&filter.predicate)?;
            let (below, rest) = match (conjunction(first), conjunction(rest)) {
                (Some(first), Some(rest)) => {
                    let first = Filter::try_new(first, Arc::clone(&filter.input))?;
                    (Arc::new(LogicalPlan::Filter(first)), rest)
                }
                _ => (Arc::clone(&filter.input), filter.predicate.clone()),
            };
            let Some((input, mut exprs)) = attached(&below, vec![rest], true, names)? else {
                return Ok(Transformed::no(LogicalPlan::Filter(filter)));
            };
            let predicate = exprs.pop().ok_or_else(|| EngineError::system("a condition without parts"))?;
            let columns = own_columns(filter.input.schema());
            project(LogicalPlan::Filter(Filter::try_new(predicate, input)?), columns).map(Transformed::yes)
        }
        LogicalPlan::Projection(projection) => match projected(&projection, names)? {
            Some(plan) => Ok(Transformed::yes(plan)),
            None => Ok(Transformed::no(LogicalPlan::Projection(projection))),
        },
        LogicalPlan::Aggregate(mut aggregate) => {
            // Its queries have been put into a projection below it.
            let LogicalPlan::Projection(projection) = aggregate.input.as_ref() else {
                return Ok(Transformed::no(LogicalPlan::Aggregate(aggregate)));
            };
            let Some(input) = projected(projection, names)? else {
                return Ok(Transformed::no(LogicalPlan::Aggregate(aggregate)));
            };
            aggregate.input = Arc::new(input);
            Ok(Transformed::yes(LogicalPlan::Aggregate(aggregate)))
        }
        LogicalPlan::Sort(sort) => sorted(sort, names),
        LogicalPlan::Window(window) => {
            let Some((input, exprs)) = attached(&window.input, window.window_expr.clone(), false, names)? else {
                return Ok(Transformed::no(LogicalPlan::Window(window)));
            };
            let before = input.schema().fields().len();
            let plan = Window::try_new(exprs, input)?;
            let own = window.input.schema().columns().into_iter();
            let columns = own.chain(plan.schema.columns().into_iter().skip(before)).map(Expr::Column);
            let renamed = columns
                .zip(window.schema.iter())
                .map(|(column, (relation, field))| named(column, relation, field.name()));
            let renamed = renamed.collect();
            project(LogicalPlan::Window(plan), renamed).map(Transformed::yes)
        }
        other => Ok(Transformed::no(other)),
    }
}

/// The parts of a condition without queries, and the others: nothing is computed for rows that are thrown out anyway.
fn parted(predicate: &Expr) -> Result<(Vec<Expr>, Vec<Expr>)> {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for part in split_conjunction(predicate) {
        let stays = part.is_volatile()
            || part.contains_outer()
            || part.exists(|part| Ok(super::shape::query_of(part).is_some()))?;
        if stays { rest.push(part.clone()) } else { first.push(part.clone()) }
    }
    Ok((first, rest))
}

fn projected(projection: &Projection, names: &mut Names) -> Result<Option<LogicalPlan>> {
    let saved: Vec<_> = projection.expr.iter().map(|expr| NamePreserver::new_for_projection().save(expr)).collect();
    let Some((input, exprs)) = attached(&projection.input, projection.expr.clone(), true, names)? else {
        return Ok(None);
    };
    let exprs = saved.into_iter().zip(exprs).map(|(name, expr)| name.restore(expr)).collect();
    Projection::try_new(exprs, input).map(LogicalPlan::Projection).map(Some)
}

fn sorted(mut sort: Sort, names: &mut Names) -> Result<Transformed<LogicalPlan>> {
    let columns = own_columns(sort.input.schema());
    // The rows are in the order of something that the projection below left out.
    let mut missing: Vec<Column> = Vec::new();
    if let LogicalPlan::Projection(projection) = sort.input.as_ref() {
        for (_, column) in
            sort.expr.iter().map(|key| free_of(&key.expr)).collect::<Result<Vec<_>>>()?.into_iter().flatten()
        {
            if !has(&projection.schema, &column)
                && has(projection.input.schema(), &column)
                && !missing.contains(&column)
            {
                missing.push(column);
            }
        }
        if !missing.is_empty() {
            let exprs = projection.expr.iter().cloned().chain(missing.into_iter().map(Expr::Column)).collect();
            let input = Projection::try_new(exprs, Arc::clone(&projection.input))?;
            sort.input = Arc::new(LogicalPlan::Projection(input));
        }
    }
    let keys: Vec<Expr> = sort.expr.iter().map(|key| key.expr.clone()).collect();
    let Some((input, keys)) = attached(&sort.input, keys, false, names)? else {
        return Ok(Transformed::no(LogicalPlan::Sort(sort)));
    };
    for (key, expr) in sort.expr.iter_mut().zip(keys) {
        key.expr = expr;
    }
    project(LogicalPlan::Sort(Sort { input, ..sort }), columns).map(Transformed::yes)
}

fn free_of(expr: &Expr) -> Result<References> {
    let mut found = References::new();
    expr.apply(|part| {
        if let Some(subquery) = super::shape::query_of(part) {
            found.extend(free(&subquery.subquery)?);
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(found)
}

/// The input with a column for each dependent query of some expressions, and the expressions over it; none when there is
/// none. `by_planner`: those that the planner's rules take stay where they are.
fn attached(
    input: &Arc<LogicalPlan>,
    exprs: Vec<Expr>,
    by_planner: bool,
    names: &mut Names,
) -> Result<Option<(Arc<LogicalPlan>, Vec<Expr>)>> {
    let mut plan = Arc::clone(input);
    let mut changed = false;
    let mut taken = Vec::with_capacity(exprs.len());
    for expr in exprs {
        let expr = expr.transform_down(|part| {
            let Expr::ScalarSubquery(subquery) = &part else { return Ok(Transformed::no(part)) };
            let references = free(&subquery.subquery)?;
            let around = references.iter().all(|(_, column)| has(input.schema(), column));
            if references.is_empty() || (by_planner && around && is_aggregated(&subquery.subquery)?) {
                return Ok(Transformed::no(part));
            }
            let value = with_value(&mut plan, input, subquery, references, names)?;
            Ok(Transformed::new(Expr::Column(value), true, TreeNodeRecursion::Jump))
        })?;
        changed |= expr.transformed;
        taken.push(expr.data);
    }
    Ok(changed.then_some((plan, taken)))
}

fn unrepeatable() -> EngineError {
    EngineError::unsupported(
        "a query of this form that depends on rows which are others at a second look: of random(), TABLESAMPLE, LIMIT, \
         sums of doubles, or aggregates and window functions that the order of the rows decides",
    )
}

/// A plan with the value that an aggregation has for each of its rows, which are read once.
fn with_aggregation(plan: &LogicalPlan, subquery: &Subquery, own: Expr, names: &mut Names) -> Result<LogicalPlan> {
    let mut aggregated = subquery.subquery.as_ref();
    loop {
        aggregated = match aggregated {
            LogicalPlan::Projection(node) => &node.input,
            LogicalPlan::SubqueryAlias(node) => &node.input,
            LogicalPlan::Aggregate(aggregate) if aggregate.group_expr.is_empty() => break,
            _ => return Err(unrepeatable().into()),
        }
    }
    let mut domain = Domain::each(plan, names)?;
    let of = domain.dependent(&subquery.subquery)?;
    if domain.leaves != 1 {
        return Err(unrepeatable().into());
    }
    let columns = of.values.iter().cloned().map(Expr::Column).zip(plan.schema().iter());
    let mut items: Vec<Expr> =
        columns.map(|(column, (relation, field))| named(column, relation, field.name())).collect();
    items.push(own);
    project(of.plan, items)
}

/// Joins a plan with the value that a query has for each row of `input`.
fn with_value(
    plan: &mut Arc<LogicalPlan>,
    input: &LogicalPlan,
    subquery: &Subquery,
    references: References,
    names: &mut Names,
) -> Result<Column> {
    let value = names.next("value");
    let own = subquery.subquery.schema().columns().into_iter().next();
    let own = Expr::Column(own.ok_or_else(|| EngineError::system("a query without a column"))?).alias(&value);
    let columns: Vec<Column> =
        references.into_iter().map(|(_, column)| column).filter(|column| has(input.schema(), column)).collect();
    let left = Arc::clone(plan);
    let joined = if columns.is_empty() {
        let always = Expr::Literal(ScalarValue::Boolean(Some(true)), None);
        let right = project(subquery.subquery.as_ref().clone(), vec![own])?;
        join(left, right, JoinType::Left, Vec::new(), Some(always))?
    } else if !is_repeatable(input)? {
        with_aggregation(&left, subquery, own, names)?
    } else {
        let here = key(&columns)?;
        let of = Domain::of(input, columns, names)?.dependent(&subquery.subquery)?;
        let there = Expr::Column(of.key.clone());
        let right = project(of.plan, vec![own, there.clone()])?;
        join(left, right, JoinType::Left, vec![(here, there)], None)?
    };
    *plan = Arc::new(joined);
    Ok(Column::new_unqualified(value))
}

/// `LATERAL`, and queries in the conditions of joins.
fn lateral(join: Join, names: &mut Names) -> Result<Transformed<LogicalPlan>> {
    let left = join.left.schema();
    let columns: Vec<Column> =
        free(&join.right)?.into_iter().map(|(_, column)| column).filter(|column| has(left, column)).collect();
    if columns.is_empty() {
        return conditions(join, names);
    }
    if !matches!(join.join_type, JoinType::Inner | JoinType::Left) {
        return Err(EngineError::unsupported("RIGHT or FULL JOIN with LATERAL").into());
    }
    let given: Vec<Expr> = join
        .on
        .iter()
        .map(|(left, right)| left.clone().eq(right.clone()))
        .chain(join.filter.clone())
        .filter(|condition| !matches!(condition, Expr::Literal(ScalarValue::Boolean(Some(true)), _)))
        .collect();
    if !given.is_empty() && join.join_type == JoinType::Left {
        return Err(EngineError::unsupported("LEFT JOIN with LATERAL on a condition other than TRUE").into());
    }
    if !is_repeatable(&join.left)? {
        return Err(unrepeatable().into());
    }
    let here = key(&columns)?;
    let of = Domain::of(&join.left, columns, names)?.dependent(&join.right)?;
    let on = vec![(here, Expr::Column(of.key.clone()))];
    let mut plan = super::dependent::join(Arc::clone(&join.left), of.plan, join.join_type, on, None)?;
    plan = project(plan, own_columns(&join.schema))?;
    for condition in given {
        plan = resolve(LogicalPlan::Filter(Filter::try_new(condition, Arc::new(plan))?), names)?.data;
    }
    Ok(Transformed::yes(plan))
}

fn conditions(mut joined: Join, names: &mut Names) -> Result<Transformed<LogicalPlan>> {
    let Some(filter) = joined.filter.clone() else { return Ok(Transformed::no(LogicalPlan::Join(joined))) };
    if free_of(&filter)?.is_empty() {
        return Ok(Transformed::no(LogicalPlan::Join(joined)));
    }
    let schema = Arc::clone(&joined.schema);
    if joined.join_type == JoinType::Inner {
        joined.filter = None;
        let plan = LogicalPlan::Filter(Filter::try_new(filter, Arc::new(LogicalPlan::Join(joined)))?);
        return Ok(Transformed::yes(resolve(plan, names)?.data));
    }
    // What a query of an outer join's condition depends on must be of one side.
    let (mut left, mut right) = (Arc::clone(&joined.left), Arc::clone(&joined.right));
    let filter = filter
        .transform_down(|part| {
            let Expr::ScalarSubquery(subquery) = &part else { return Ok(Transformed::no(part)) };
            let references = free(&subquery.subquery)?;
            if references.is_empty() {
                return Ok(Transformed::no(part));
            }
            let of = |side: &LogicalPlan| references.iter().filter(|(_, column)| has(side.schema(), column)).count();
            let (of_left, of_right) = (of(&joined.left), of(&joined.right));
            if of_left > 0 && of_right > 0 {
                let what = "a query in the condition of an outer join that depends on both sides";
                return Err(EngineError::unsupported(what).into());
            }
            let (side, input) = if of_left > 0 { (&mut left, &joined.left) } else { (&mut right, &joined.right) };
            let value = with_value(side, input, subquery, references, names)?;
            Ok(Transformed::new(Expr::Column(value), true, TreeNodeRecursion::Jump))
        })
        .data()?;
    let (on, nulls) = (joined.on, joined.null_equality);
    let plan = Join::try_new(left, right, on, Some(filter), joined.join_type, joined.join_constraint, nulls, false)?;
    project(LogicalPlan::Join(plan), own_columns(&schema)).map(Transformed::yes)
}
