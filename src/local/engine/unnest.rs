//! `CROSS JOIN UNNEST(t.items)` and `CROSS JOIN LATERAL (SELECT t.x + 1)`: the planner makes lateral joins of them that it
//! cannot run; here they become an unnesting or a projection of the left side.

use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::common::{NullHandling, Result, ScalarValue, TableReference};
use datafusion::logical_expr::utils::{conjunction, split_conjunction_owned};
use datafusion::logical_expr::{Expr, Filter, Join, JoinType, Limit, LogicalPlan, LogicalPlanBuilder, Unnest};

use super::error::EngineError;

/// What stands between the join and the unnesting, outermost first.
enum Step {
    Project(Vec<Expr>),
    Alias(TableReference),
}

/// Replaces each lateral unnesting of a plan.
pub fn flatten(plan: LogicalPlan) -> Result<LogicalPlan> {
    plan.transform_up_with_subqueries(|node| match node {
        LogicalPlan::Join(join) => match rewrite(&join)? {
            Some(plan) => Ok(Transformed::yes(plan)),
            None => Ok(Transformed::no(LogicalPlan::Join(join))),
        },
        other => Ok(Transformed::no(other)),
    })
    .data()
}

/// Keeps conditions such as `random() < 0.5` where they were written. The planner takes a condition without columns for
/// one that may be judged anywhere below, and would judge it once for many rows of an UNNEST, a join or a grouping.
pub fn keep_samples(plan: LogicalPlan) -> Result<LogicalPlan> {
    plan.transform_up_with_subqueries(|node| match node {
        LogicalPlan::Filter(filter) if filter.predicate.is_volatile() && makes_rows(&filter.input)? => {
            let (volatile, plain): (Vec<Expr>, Vec<Expr>) =
                split_conjunction_owned(filter.predicate).into_iter().partition(Expr::is_volatile);
            let input = match conjunction(plain) {
                Some(plain) => LogicalPlan::Filter(Filter::try_new(plain, filter.input)?).into(),
                None => filter.input,
            };
            // Nothing is pushed below a limit.
            let all = Expr::Literal(ScalarValue::Int64(Some(i64::MAX)), None);
            let input = LogicalPlan::Limit(Limit { skip: None, fetch: Some(Box::new(all)), input });
            Ok(Transformed::yes(match conjunction(volatile) {
                Some(volatile) => LogicalPlan::Filter(Filter::try_new(volatile, input.into())?),
                None => input,
            }))
        }
        other => Ok(Transformed::no(other)),
    })
    .data()
}

/// Whether a plan has other rows than the tables that it reads.
fn makes_rows(plan: &LogicalPlan) -> Result<bool> {
    let mut found = false;
    plan.apply(|node| {
        found |= matches!(
            node,
            LogicalPlan::Unnest(_)
                | LogicalPlan::Join(_)
                | LogicalPlan::Aggregate(_)
                | LogicalPlan::Distinct(_)
                | LogicalPlan::Window(_)
        );
        Ok(if found { TreeNodeRecursion::Stop } else { TreeNodeRecursion::Continue })
    })?;
    Ok(found)
}

/// What a lateral side makes of a row of the other side.
enum Source<'a> {
    /// Rows: one for each item of arrays, which are worked out by these steps, innermost first.
    Items(&'a Unnest, Vec<&'a [Expr]>),
    /// The row itself, with what the steps add to it.
    Row,
}

/// What is at the bottom of a side of a join, when it depends on the other side.
fn lateral(mut plan: &LogicalPlan) -> Option<(Vec<Step>, Source<'_>)> {
    let mut steps = Vec::new();
    loop {
        match plan {
            LogicalPlan::SubqueryAlias(alias) => {
                steps.push(Step::Alias(alias.alias.clone()));
                plan = &alias.input;
            }
            LogicalPlan::Subquery(subquery) => plan = &subquery.subquery,
            LogicalPlan::Projection(projection) => {
                steps.push(Step::Project(projection.expr.clone()));
                plan = &projection.input;
            }
            LogicalPlan::Unnest(unnest) => {
                let mut input = unnest.input.as_ref();
                let mut arrays = Vec::new();
                while let LogicalPlan::Projection(projection) = input {
                    arrays.push(projection.expr.as_slice());
                    input = &projection.input;
                }
                let empty = matches!(input, LogicalPlan::EmptyRelation(_));
                let outer = arrays.iter().any(|exprs| exprs.iter().any(Expr::contains_outer));
                arrays.reverse();
                return (empty && outer).then_some((steps, Source::Items(unnest, arrays)));
            }
            LogicalPlan::EmptyRelation(empty) if empty.produce_one_row => {
                let outer = steps.iter().any(|step| match step {
                    Step::Project(exprs) => exprs.iter().any(Expr::contains_outer),
                    Step::Alias(_) => false,
                });
                return outer.then_some((steps, Source::Row));
            }
            _ => return None,
        }
    }
}

fn rewrite(join: &Join) -> Result<Option<LogicalPlan>> {
    let Some((steps, source)) = lateral(&join.right) else { return Ok(None) };
    if !matches!(join.join_type, JoinType::Inner | JoinType::Left) {
        return Err(EngineError::unsupported("RIGHT or FULL JOIN with UNNEST or LATERAL").into());
    }
    let left: Vec<Expr> = join.left.schema().columns().into_iter().map(Expr::Column).collect();
    let mut builder = LogicalPlanBuilder::from(join.left.as_ref().clone());
    if let Source::Items(unnest, arrays) = source {
        let mut options = unnest.options.clone();
        if join.join_type == JoinType::Left {
            // A row without items stays, with NULL in their place.
            options.null_handling = NullHandling::PreserveAndExpandEmpty;
        }
        for step in arrays {
            let step = step.iter().map(|expr| inner(expr.clone(), &join.left)).collect::<Result<Vec<_>>>()?;
            builder = builder.project(left.iter().cloned().chain(step))?;
        }
        builder = builder.unnest_columns_with_options(unnest.exec_columns.clone(), options)?;
    }
    for step in steps.into_iter().rev() {
        let right: Vec<Expr> = match step {
            Step::Project(exprs) => exprs.into_iter().map(|expr| inner(expr, &join.left)).collect::<Result<_>>()?,
            Step::Alias(alias) => builder
                .schema()
                .columns()
                .into_iter()
                .skip(left.len())
                .map(|column| {
                    let name = column.name.clone();
                    Expr::Column(column).alias_qualified(Some(alias.clone()), name)
                })
                .collect(),
        };
        builder = builder.project(left.iter().cloned().chain(right))?;
    }
    let conditions: Vec<Expr> = join
        .on
        .iter()
        .map(|(left, right)| left.clone().eq(right.clone()))
        .chain(join.filter.clone())
        .filter(|condition| !is_true(condition))
        .collect();
    if !conditions.is_empty() && join.join_type == JoinType::Left {
        return Err(EngineError::unsupported("LEFT JOIN with UNNEST or LATERAL on a condition other than TRUE").into());
    }
    for condition in conditions {
        builder = builder.filter(condition)?;
    }
    Ok(Some(builder.build()?))
}

fn is_true(expr: &Expr) -> bool {
    matches!(expr, Expr::Literal(datafusion::common::ScalarValue::Boolean(Some(true)), _))
}

/// References to the other side become plain ones; those to rows around the whole query stay.
fn inner(expr: Expr, other: &LogicalPlan) -> Result<Expr> {
    expr.transform(|node| {
        Ok(match node {
            Expr::OuterReferenceColumn(_, column) if other.schema().has_column(&column) => {
                Transformed::yes(Expr::Column(column))
            }
            other => Transformed::no(other),
        })
    })
    .data()
}
