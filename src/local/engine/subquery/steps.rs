//! The steps of a query that count or order its rows, for each row around it apart.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::common::{Column, Result, ScalarValue};
use datafusion::functions_window::row_number::row_number_udwf;
use datafusion::logical_expr::expr::{AggregateFunction, Sort as SortKey, WindowFunction};
use datafusion::logical_expr::{
    Aggregate, Expr, FetchType, Filter, Limit, LogicalPlan, Projection, SkipType, SubqueryAlias, Window,
    WindowFunctionDefinition,
};

use super::super::error::EngineError;
use super::dependent::{Dependent, Domain, own_columns};

/// An aggregate of the rows that exist.
fn of_existing(expr: Expr, marker: &Column) -> Expr {
    match expr {
        Expr::Alias(alias) => of_existing(*alias.expr, marker),
        Expr::AggregateFunction(AggregateFunction { func, mut params }) => {
            let exists = Expr::Column(marker.clone()).is_not_null();
            let filter = match params.filter.take() {
                Some(filter) => exists.and(*filter),
                None => exists,
            };
            params.filter = Some(Box::new(filter));
            Expr::AggregateFunction(AggregateFunction { func, params })
        }
        other => other,
    }
}

impl Domain<'_> {
    pub(super) fn aggregate(&mut self, aggregate: &Aggregate) -> Result<Dependent> {
        if aggregate.group_expr.iter().any(|key| matches!(key, Expr::GroupingSet(_))) {
            let what = "GROUPING SETS, ROLLUP or CUBE in a query that depends on the row around it";
            return Err(EngineError::unsupported(what).into());
        }
        // One row comes of all rows, and of none.
        let (input, marker) = if aggregate.group_expr.is_empty() {
            let (input, marker) = self.left_joined(&aggregate.input)?;
            (input, Some(marker))
        } else {
            (self.dependent(&aggregate.input)?, None)
        };
        let mut groups = input.carried();
        let mut columns = Vec::new();
        let mut own_groups = aggregate.schema.columns();
        let own_aggregates = own_groups.split_off(aggregate.group_expr.len());
        for (expr, column) in aggregate.group_expr.iter().zip(own_groups) {
            groups.push(self.renamed(expr.clone(), &input, &column)?);
            columns.push(Expr::Column(column));
        }
        let mut aggregates = Vec::new();
        for (expr, column) in aggregate.aggr_expr.iter().zip(own_aggregates) {
            let expr = match &marker {
                Some(marker) => of_existing(expr.clone(), marker),
                None => expr.clone().unalias(),
            };
            aggregates.push(self.renamed(expr, &input, &column)?);
            columns.push(Expr::Column(column));
        }
        let plan = LogicalPlan::Aggregate(Aggregate::try_new(Arc::new(input.plan), groups, aggregates)?);
        self.reproject(Dependent { plan, values: input.values, key: input.key }, columns, &aggregate.schema)
    }

    fn renamed(&self, expr: Expr, input: &Dependent, column: &Column) -> Result<Expr> {
        Ok(super::dependent::named(self.bind(expr, input)?, column.relation.as_ref(), &column.name))
    }

    pub(super) fn window(&mut self, window: &Window) -> Result<Dependent> {
        let input = self.dependent(&window.input)?;
        let mut exprs = Vec::new();
        for expr in &window.window_expr {
            let expr = self.bind(expr.clone().unalias(), &input)?;
            exprs.push(partitioned(expr, &input.key)?);
        }
        let before = input.plan.schema().fields().len();
        let plan = Window::try_new(exprs, Arc::new(input.plan))?;
        let mut columns = own_columns(window.input.schema());
        columns.extend(plan.schema.columns().into_iter().skip(before).map(Expr::Column));
        let of = Dependent { plan: LogicalPlan::Window(plan), values: input.values, key: input.key };
        self.reproject(of, columns, &window.schema)
    }

    pub(super) fn limit(&mut self, limit: &Limit) -> Result<Dependent> {
        // What follows the order of the rows keeps it.
        let below = |input: &Arc<LogicalPlan>| {
            Arc::new(LogicalPlan::Limit(Limit { input: Arc::clone(input), ..limit.clone() }))
        };
        match limit.input.as_ref() {
            LogicalPlan::Projection(node) => {
                let (input, schema) = (below(&node.input), Arc::clone(&node.schema));
                let plan = Projection::try_new_with_schema(node.expr.clone(), input, schema)?;
                self.dependent(&LogicalPlan::Projection(plan))
            }
            LogicalPlan::SubqueryAlias(node) => {
                let plan = SubqueryAlias::try_new(below(&node.input), node.alias.clone())?;
                self.dependent(&LogicalPlan::SubqueryAlias(plan))
            }
            LogicalPlan::Subquery(node) => self.dependent(&below(&node.subquery)),
            LogicalPlan::Sort(sort) if sort.fetch.is_none() => self.numbered(limit, &sort.input, &sort.expr),
            other => self.numbered(limit, other, &[]),
        }
    }

    /// The rows of a plan within a limit, by their numbers.
    fn numbered(&mut self, limit: &Limit, input: &LogicalPlan, order: &[SortKey]) -> Result<Dependent> {
        let (SkipType::Literal(skip), FetchType::Literal(fetch)) = (limit.get_skip_type()?, limit.get_fetch_type()?)
        else {
            let what = "LIMIT or OFFSET of an expression in a query that depends on the row around it";
            return Err(EngineError::unsupported(what).into());
        };
        let schema = Arc::clone(input.schema());
        let input = self.dependent(input)?;
        let mut number = WindowFunction::new(WindowFunctionDefinition::WindowUDF(row_number_udwf()), Vec::new());
        for sort in order {
            number.params.order_by.push(SortKey { expr: self.bind(sort.expr.clone(), &input)?, ..sort.clone() });
        }
        let number = partitioned(Expr::from(number), &input.key)?;
        let plan = Window::try_new(vec![number], Arc::new(input.plan))?;
        let number = plan
            .schema
            .columns()
            .pop()
            .map(Expr::Column)
            .ok_or_else(|| EngineError::system("a row without a number"))?;
        let literal = |value: usize| Expr::Literal(ScalarValue::UInt64(Some(value as u64)), None);
        let mut within = number.clone().gt(literal(skip));
        if let Some(fetch) = fetch {
            within = within.and(number.lt_eq(literal(skip.saturating_add(fetch))));
        }
        let plan = LogicalPlan::Filter(Filter::try_new(within, Arc::new(LogicalPlan::Window(plan)))?);
        self.reproject(Dependent { plan, values: input.values, key: input.key }, own_columns(&schema), &schema)
    }
}

/// A window function over the rows of one row around.
fn partitioned(expr: Expr, key: &Column) -> Result<Expr> {
    expr.transform(|part| {
        Ok(match part {
            Expr::WindowFunction(mut function) => {
                function.params.partition_by.push(Expr::Column(key.clone()));
                Transformed::yes(Expr::WindowFunction(function))
            }
            other => Transformed::no(other),
        })
    })
    .data()
}
