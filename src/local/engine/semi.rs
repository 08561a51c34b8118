//! A rule of the optimizer: `k IN (SELECT k … GROUP BY k HAVING …)` over a join is asked of the side that k is from, before
//! the join. The planner asks it of the joined rows, which it keeps in memory to do so; the query's own groups are few.

use std::collections::HashSet;
use std::sync::Arc;

use datafusion::common::tree_node::Transformed;
use datafusion::common::{Column, Result};
use datafusion::logical_expr::{Join, JoinType, LogicalPlan};
use datafusion::optimizer::optimizer::{ApplyOrder, Optimizer};
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};

/// The rule's place: behind the one that makes joins of such conditions, and before those that order joins.
const BEHIND: &str = "decorrelate_predicate_subquery";

/// The optimizer's rules with this one among them.
pub fn rules() -> Vec<Arc<dyn OptimizerRule + Send + Sync>> {
    let mut rules = Optimizer::new().rules;
    let place = rules.iter().position(|rule| rule.name() == BEHIND).map_or(rules.len(), |found| found + 1);
    rules.insert(place, Arc::new(SemiJoinsFirst));
    rules
}

#[derive(Debug)]
struct SemiJoinsFirst;

impl OptimizerRule for SemiJoinsFirst {
    fn name(&self) -> &str {
        "semi_joins_first"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::TopDown)
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        match plan {
            LogicalPlan::Join(semi) if semi.join_type == JoinType::LeftSemi => match pushed(&semi)? {
                Some(plan) => Ok(Transformed::yes(plan)),
                None => Ok(Transformed::no(LogicalPlan::Join(semi))),
            },
            other => Ok(Transformed::no(other)),
        }
    }
}

/// The join with the semi join below it, on the side that all of its columns are from.
fn pushed(semi: &Join) -> Result<Option<LogicalPlan>> {
    let LogicalPlan::Join(join) = semi.left.as_ref() else { return Ok(None) };
    if join.join_type != JoinType::Inner || !selects_groups(&semi.right) {
        return Ok(None);
    }
    let mut columns: HashSet<&Column> = HashSet::new();
    for (left, right) in &semi.on {
        columns.extend(left.column_refs());
        columns.extend(right.column_refs());
    }
    if let Some(filter) = &semi.filter {
        columns.extend(filter.column_refs());
    }
    columns.retain(|column| !semi.right.schema().has_column(column));
    let all_from = |side: &LogicalPlan| columns.iter().all(|column| side.schema().has_column(column));
    let (from_left, from_right) = (all_from(&join.left), all_from(&join.right));
    if columns.is_empty() || from_left == from_right {
        return Ok(None);
    }
    let below = |side: &Arc<LogicalPlan>| -> Result<Arc<LogicalPlan>> {
        let semi = Join { left: Arc::clone(side), schema: Arc::clone(side.schema()), ..semi.clone() };
        Ok(Arc::new(LogicalPlan::Join(semi).recompute_schema()?))
    };
    let mut join = join.clone();
    if from_left {
        join.left = below(&join.left)?;
    } else {
        join.right = below(&join.right)?;
    }
    Ok(Some(LogicalPlan::Join(join)))
}

/// Whether a plan is groups of which a condition takes some.
fn selects_groups(plan: &LogicalPlan) -> bool {
    match plan {
        LogicalPlan::Projection(projection) => selects_groups(&projection.input),
        LogicalPlan::SubqueryAlias(alias) => selects_groups(&alias.input),
        LogicalPlan::Filter(filter) => matches!(filter.input.as_ref(), LogicalPlan::Aggregate(_)),
        _ => false,
    }
}
