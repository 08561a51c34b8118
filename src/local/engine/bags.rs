//! `INTERSECT ALL` and `EXCEPT ALL`, which the rewriter has marked: each row as often as the smaller of its counts on both
//! sides, or as often as the left side has it more.

use datafusion::common::tree_node::{Transformed, TransformedResult};
use datafusion::common::{Result, ScalarValue};
use datafusion::functions_aggregate::count::count_udaf;
use datafusion::logical_expr::{Case, Expr, LogicalPlan, LogicalPlanBuilder, SubqueryAlias};

use super::error::EngineError;
use super::functions::registry;
use super::rewrite::bags::{EXCEPT, INTERSECT, SIDE};

/// Replaces each marked operation of a plan.
pub fn count(plan: LogicalPlan) -> Result<LogicalPlan> {
    plan.transform_up_with_subqueries(|node| match node {
        LogicalPlan::SubqueryAlias(alias) => match alias.alias.table() {
            INTERSECT => counted(&alias, "$copies_both").map(Transformed::yes),
            EXCEPT => counted(&alias, "$copies_rest").map(Transformed::yes),
            _ => Ok(Transformed::no(LogicalPlan::SubqueryAlias(alias))),
        },
        other => Ok(Transformed::no(other)),
    })
    .data()
}

fn counted(alias: &SubqueryAlias, copies: &str) -> Result<LogicalPlan> {
    let mut columns: Vec<Expr> = alias.input.schema().columns().into_iter().map(Expr::Column).collect();
    let side = columns.pop().ok_or_else(|| EngineError::system("a side"))?;
    let number = |value: i64| Expr::Literal(ScalarValue::Int64(Some(value)), None);
    let of = |which: i64, name: &str| {
        let here = Box::new(side.clone().eq(number(which)));
        let one = Expr::Case(Case::new(None, vec![(here, Box::new(number(1)))], None));
        count_udaf().call(vec![one]).alias(name)
    };
    let plan = LogicalPlanBuilder::from(alias.input.as_ref().clone())
        .aggregate(columns.clone(), vec![of(1, "$left"), of(2, "$right")])?
        .build()?;
    let count = |name: &str| Expr::Column(datafusion::common::Column::new_unqualified(name));
    let list = registry::call(copies, vec![count("$left"), count("$right")])
        .ok_or_else(|| EngineError::system(format_args!("no function {copies}")))?
        .alias(SIDE);
    LogicalPlanBuilder::from(plan)
        .project(columns.into_iter().chain([list]))?
        .unnest_column(SIDE)?
        .alias(alias.alias.clone())?
        .build()
}
