//! A query for many rows around it at once: every plan can be made one that has, beside its own columns, the values of
//! the row around it for which a row is. Conditions on them are then conditions like others.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::common::{Column, DFSchema, NullEquality, Result, ScalarValue, TableReference};
use datafusion::functions_window::row_number::row_number_udwf;
use datafusion::logical_expr::expr::WindowFunction;
use datafusion::logical_expr::{
    Case, Distinct, EmptyRelation, Expr, Filter, Join, JoinConstraint, JoinType, LogicalPlan, LogicalPlanBuilder,
    Projection, Union, Values, Window, WindowFunctionDefinition,
};

use super::super::error::EngineError;
use super::super::functions::registry;
use super::shape::{free, steps};

/// Names that no query has.
#[derive(Debug, Default)]
pub struct Names {
    last: usize,
    /// The steps of plans that have been copied: each level of a chain of queries copies those before it.
    copied: usize,
}

/// The steps of plans that a statement may copy; planning takes long beyond it.
const MOST_COPIED: usize = 5_000;

impl Names {
    pub fn next(&mut self, what: &str) -> String {
        self.last += 1;
        format!("${what}{}", self.last)
    }

    fn copy(&mut self, steps: usize) -> Result<()> {
        self.copied = self.copied.saturating_add(steps);
        if self.copied <= MOST_COPIED {
            return Ok(());
        }
        let what = "so many queries one over the other that depend on the rows around them";
        Err(EngineError::unsupported(what).into())
    }
}

/// A key of several values that equals only itself: NULLs are equal there, and it is never NULL.
pub fn key(columns: &[Column]) -> Result<Expr> {
    let values = columns.iter().cloned().map(Expr::Column).collect();
    registry::call("$row_key", values).ok_or_else(|| EngineError::system("no function $row_key").into())
}

/// A column under a name.
pub fn named(expr: Expr, relation: Option<&TableReference>, name: &str) -> Expr {
    match &expr {
        Expr::Column(column) if column.relation.as_ref() == relation && column.name == name => expr,
        _ => expr.alias_qualified(relation.cloned(), name),
    }
}

pub fn project(input: LogicalPlan, exprs: Vec<Expr>) -> Result<LogicalPlan> {
    Projection::try_new(exprs, Arc::new(input)).map(LogicalPlan::Projection)
}

pub fn own_columns(schema: &DFSchema) -> Vec<Expr> {
    schema.columns().into_iter().map(Expr::Column).collect()
}

pub fn join(
    left: Arc<LogicalPlan>,
    right: LogicalPlan,
    kind: JoinType,
    on: Vec<(Expr, Expr)>,
    filter: Option<Expr>,
) -> Result<LogicalPlan> {
    let (constraint, nulls) = (JoinConstraint::On, NullEquality::NullEqualsNothing);
    Join::try_new(left, Arc::new(right), on, filter, kind, constraint, nulls, false).map(LogicalPlan::Join)
}

fn unsupported(what: &str) -> EngineError {
    EngineError::unsupported(format_args!("{what} that depends on the row around its query"))
}

/// The rows around a query, each combination of the values that it refers to once.
#[derive(Debug)]
pub struct Domain<'a> {
    rows: LogicalPlan,
    /// The columns of the row around that the query refers to.
    columns: Vec<Column>,
    /// The steps of the plan of the rows.
    steps: usize,
    /// How often the rows are read.
    pub leaves: usize,
    pub names: &'a mut Names,
}

/// A plan with the values of the row around it.
#[derive(Debug)]
pub struct Dependent {
    pub plan: LogicalPlan,
    /// One for each column of the domain.
    pub values: Vec<Column>,
    pub key: Column,
}

impl Dependent {
    /// The columns that are not the plan's own.
    pub fn carried(&self) -> Vec<Expr> {
        self.values.iter().chain([&self.key]).cloned().map(Expr::Column).collect()
    }
}

impl<'a> Domain<'a> {
    pub fn of(input: &LogicalPlan, columns: Vec<Column>, names: &'a mut Names) -> Result<Self> {
        let mut exprs: Vec<Expr> =
            columns.iter().map(|column| Expr::Column(column.clone()).alias(names.next("around"))).collect();
        exprs.push(key(&columns)?.alias(names.next("key")));
        let rows = LogicalPlan::Distinct(Distinct::All(Arc::new(project(input.clone(), exprs)?)));
        Ok(Self { steps: steps(&rows)?, rows, columns, leaves: 0, names })
    }

    /// The rows of an input one by one, with all their columns: who has them needs no other look at the input.
    pub fn each(input: &LogicalPlan, names: &'a mut Names) -> Result<Self> {
        let columns = input.schema().columns();
        let mut exprs: Vec<Expr> =
            columns.iter().map(|column| Expr::Column(column.clone()).alias(names.next("around"))).collect();
        let number = WindowFunction::new(WindowFunctionDefinition::WindowUDF(row_number_udwf()), Vec::new());
        let numbered = Window::try_new(vec![Expr::from(number)], Arc::new(input.clone()))?;
        let number = numbered.schema.columns().pop().ok_or_else(|| EngineError::system("a row without a number"))?;
        exprs.push(Expr::Column(number).alias(names.next("key")));
        let rows = project(LogicalPlan::Window(numbered), exprs)?;
        Ok(Self { steps: steps(&rows)?, rows, columns, leaves: 0, names })
    }

    /// The rows of the domain, under names of their own.
    pub fn leaf(&mut self) -> Result<Dependent> {
        self.leaves += 1;
        self.names.copy(self.steps)?;
        let mut columns: Vec<Column> = Vec::new();
        let mut exprs = Vec::new();
        for column in self.rows.schema().columns() {
            let name = self.names.next("of");
            exprs.push(Expr::Column(column).alias(&name));
            columns.push(Column::new_unqualified(name));
        }
        let key = columns.pop().ok_or_else(|| EngineError::system("rows without a key"))?;
        Ok(Dependent { plan: project(self.rows.clone(), exprs)?, values: columns, key })
    }

    /// Whether a plan refers to the rows of the domain.
    pub fn is_around(&self, plan: &LogicalPlan) -> Result<bool> {
        Ok(free(plan)?.iter().any(|(_, column)| self.columns.contains(column)))
    }

    /// Whether an expression does so itself.
    pub fn refers(&self, expr: &Expr) -> Result<bool> {
        expr.exists(|part| Ok(matches!(part, Expr::OuterReferenceColumn(_, column) if self.columns.contains(column))))
    }

    /// An expression over the values that a plan carries.
    pub fn bind(&self, expr: Expr, to: &Dependent) -> Result<Expr> {
        expr.transform(|part| {
            Ok(match &part {
                Expr::OuterReferenceColumn(_, column) => match self.columns.iter().position(|known| known == column) {
                    Some(place) => Transformed::yes(Expr::Column(to.values[place].clone())),
                    None => Transformed::no(part),
                },
                _ => Transformed::no(part),
            })
        })
        .data()
    }

    /// Expressions over a plan under the names of a schema, and what the plan carries.
    pub fn reproject(&self, of: Dependent, exprs: Vec<Expr>, schema: &DFSchema) -> Result<Dependent> {
        let mut items = Vec::with_capacity(exprs.len());
        for (expr, (relation, field)) in exprs.into_iter().zip(schema.iter()) {
            items.push(named(self.bind(expr, &of)?, relation, field.name()));
        }
        items.extend(of.carried());
        Ok(Dependent { plan: project(of.plan, items)?, values: of.values, key: of.key })
    }

    /// A plan for each row of the domain: its own columns under their names, and those of the row.
    pub fn dependent(&mut self, plan: &LogicalPlan) -> Result<Dependent> {
        if !self.is_around(plan)? {
            let leaf = self.leaf()?;
            if matches!(plan, LogicalPlan::EmptyRelation(EmptyRelation { produce_one_row: true, .. })) {
                return Ok(leaf);
            }
            let plan = join(Arc::new(plan.clone()), leaf.plan, JoinType::Inner, Vec::new(), None)?;
            return Ok(Dependent { plan, ..leaf });
        }
        match plan {
            LogicalPlan::Projection(projection) => {
                let input = self.dependent(&projection.input)?;
                self.reproject(input, projection.expr.clone(), &projection.schema)
            }
            LogicalPlan::SubqueryAlias(alias) => {
                let input = self.dependent(&alias.input)?;
                self.reproject(input, own_columns(alias.input.schema()), &alias.schema)
            }
            LogicalPlan::Subquery(subquery) => self.dependent(&subquery.subquery),
            LogicalPlan::Filter(filter) => {
                let input = self.dependent(&filter.input)?;
                let predicate = self.bind(filter.predicate.clone(), &input)?;
                let plan = LogicalPlan::Filter(Filter::try_new(predicate, Arc::new(input.plan))?);
                Ok(Dependent { plan, ..input })
            }
            LogicalPlan::Distinct(Distinct::All(input)) => {
                let input = self.dependent(input)?;
                let plan = LogicalPlan::Distinct(Distinct::All(Arc::new(input.plan)));
                Ok(Dependent { plan, ..input })
            }
            // An order means nothing below a join.
            LogicalPlan::Sort(sort) if sort.fetch.is_none() => self.dependent(&sort.input),
            LogicalPlan::Limit(limit) => self.limit(limit),
            LogicalPlan::Aggregate(aggregate) => self.aggregate(aggregate),
            LogicalPlan::Window(window) => self.window(window),
            LogicalPlan::Join(join) => self.join(join),
            LogicalPlan::Union(union) => self.union(union),
            LogicalPlan::Values(values) => self.values(values),
            LogicalPlan::Unnest(unnest) => {
                let input = self.dependent(&unnest.input)?;
                let plan = LogicalPlanBuilder::from(input.plan)
                    .unnest_columns_with_options(unnest.exec_columns.clone(), unnest.options.clone())?
                    .build()?;
                let input = Dependent { plan, ..input };
                self.reproject(input, own_columns(&unnest.schema), &unnest.schema)
            }
            LogicalPlan::RecursiveQuery(_) => Err(unsupported("WITH RECURSIVE").into()),
            other => {
                Err(unsupported(&format!("a {} step", other.display().to_string().split(':').next().unwrap_or("plan")))
                    .into())
            }
        }
    }

    fn join(&mut self, join: &Join) -> Result<Dependent> {
        use JoinType as T;
        let conditions = join.filter.iter().chain(join.on.iter().flat_map(|(left, right)| [left, right]));
        for (left, right) in &join.on {
            if self.refers(left)? || self.refers(right)? {
                return Err(unsupported("a key of a join").into());
            }
        }
        let mut condition_refers = false;
        for condition in conditions {
            condition_refers |= self.refers(condition)?;
        }
        let (left_refers, right_refers) = (self.is_around(&join.left)?, self.is_around(&join.right)?);
        let (left_carries, right_carries) = match join.join_type {
            T::Inner => (left_refers || (condition_refers && !right_refers), right_refers),
            T::Left | T::LeftSemi | T::LeftAnti | T::LeftMark => (true, right_refers),
            T::Right | T::RightSemi | T::RightAnti | T::RightMark => (left_refers, true),
            T::Full => (true, true),
        };
        let left = if left_carries { Some(self.dependent(&join.left)?) } else { None };
        let right = if right_carries { Some(self.dependent(&join.right)?) } else { None };
        let mut on = join.on.clone();
        if let (Some(left), Some(right)) = (&left, &right) {
            on.push((Expr::Column(left.key.clone()), Expr::Column(right.key.clone())));
        }
        let of_right = matches!(join.join_type, T::Right | T::RightSemi | T::RightAnti | T::RightMark);
        let (first, second) = if of_right { (&right, &left) } else { (&left, &right) };
        let Some(from) = first.as_ref().or(second.as_ref()) else {
            return Err(EngineError::system("a join that depends on nothing").into());
        };
        let filter = join.filter.clone().map(|filter| self.bind(filter, from)).transpose()?;
        let (mut values, mut key) = (from.values.clone(), from.key.clone());
        let plan_of = |side: &Option<Dependent>, input: &Arc<LogicalPlan>| match side {
            Some(side) => Arc::new(side.plan.clone()),
            None => Arc::clone(input),
        };
        let joined = Join::try_new(
            plan_of(&left, &join.left),
            plan_of(&right, &join.right),
            on,
            filter,
            join.join_type,
            JoinConstraint::On,
            join.null_equality,
            join.null_aware,
        )?;
        let mut items = own_columns(&join.schema);
        if let (T::Full, Some(left), Some(right)) = (join.join_type, &left, &right) {
            // The row around is that of the side that has one.
            let missing = Expr::Column(left.key.clone()).is_null();
            let mut chosen = Vec::new();
            for (ours, theirs) in left.carried().into_iter().zip(right.carried()) {
                let name = self.names.next("of");
                let case = Case::new(None, vec![(Box::new(missing.clone()), Box::new(theirs))], Some(Box::new(ours)));
                items.push(Expr::Case(case).alias(&name));
                chosen.push(Column::new_unqualified(name));
            }
            key = chosen.pop().ok_or_else(|| EngineError::system("rows without a key"))?;
            values = chosen;
        } else {
            items.extend(values.iter().chain([&key]).cloned().map(Expr::Column));
        }
        Ok(Dependent { plan: project(LogicalPlan::Join(joined), items)?, values, key })
    }

    fn union(&mut self, union: &Union) -> Result<Dependent> {
        let names: Vec<String> = union.schema.fields().iter().map(|_| self.names.next("column")).collect();
        let mut sides = Vec::new();
        let mut carried: Option<Vec<String>> = None;
        for input in &union.inputs {
            let side = self.dependent(input)?;
            let carried = carried.get_or_insert_with(|| {
                side.values.iter().chain([&side.key]).map(|column| column.name.clone()).collect()
            });
            let mut items: Vec<Expr> =
                own_columns(input.schema()).into_iter().zip(&names).map(|(column, name)| column.alias(name)).collect();
            items
                .extend(side.carried().into_iter().zip(carried.iter()).map(|(column, name)| named(column, None, name)));
            sides.push(Arc::new(project(side.plan, items)?));
        }
        let mut values: Vec<Column> = carried.unwrap_or_default().into_iter().map(Column::new_unqualified).collect();
        let key = values.pop().ok_or_else(|| EngineError::system("a union of nothing"))?;
        let plan = LogicalPlan::Union(Union::try_new_with_loose_types(sides)?);
        let columns = names.into_iter().map(|name| Expr::Column(Column::new_unqualified(name))).collect();
        self.reproject(Dependent { plan, values, key }, columns, &union.schema)
    }

    fn values(&mut self, values: &Values) -> Result<Dependent> {
        let rows: Vec<LogicalPlan> = values
            .values
            .iter()
            .map(|row| {
                let row = row.iter().zip(values.schema.fields()).map(|(cell, field)| cell.clone().alias(field.name()));
                project(LogicalPlanBuilder::empty(true).build()?, row.collect())
            })
            .collect::<Result<_>>()?;
        let mut rows = rows.into_iter();
        let Some(first) = rows.next() else { return Err(EngineError::system("VALUES of nothing").into()) };
        let mut all = LogicalPlanBuilder::from(first);
        for row in rows {
            all = all.union(row)?;
        }
        self.dependent(&all.build()?)
    }

    /// Each row of the domain, with the rows that a plan has for it or NULLs; and a column that is never NULL in them.
    pub fn left_joined(&mut self, plan: &LogicalPlan) -> Result<(Dependent, Column)> {
        if !self.is_around(plan)? {
            return self.left_joined_on(plan, Expr::Literal(ScalarValue::Boolean(Some(true)), None));
        }
        match plan {
            LogicalPlan::Filter(filter) if !self.is_around(&filter.input)? && !has_queries(&filter.predicate)? => {
                self.left_joined_on(&filter.input, filter.predicate.clone())
            }
            LogicalPlan::Projection(projection) => {
                let (input, marker) = self.left_joined(&projection.input)?;
                // What there is no row for is not computed.
                let exists = Expr::Column(marker.clone()).is_not_null();
                let masked = |expr: &Expr| match expr.clone().unalias() {
                    column @ (Expr::Column(_) | Expr::OuterReferenceColumn(_, _)) => column,
                    other => Expr::Case(Case::new(None, vec![(Box::new(exists.clone()), Box::new(other))], None)),
                };
                let exprs = projection.expr.iter().map(masked).collect();
                self.reprojected(input, exprs, &projection.schema, marker)
            }
            LogicalPlan::SubqueryAlias(alias) => {
                let (input, marker) = self.left_joined(&alias.input)?;
                self.reprojected(input, own_columns(alias.input.schema()), &alias.schema, marker)
            }
            LogicalPlan::Subquery(subquery) => self.left_joined(&subquery.subquery),
            other => {
                let side = self.dependent(other)?;
                let mut items = own_columns(other.schema());
                let marker = self.names.next("exists");
                items.push(Expr::Column(side.key).alias(&marker));
                let marker = Column::new_unqualified(marker);
                let leaf = self.leaf()?;
                let on = vec![(Expr::Column(leaf.key.clone()), Expr::Column(marker.clone()))];
                let right = project(side.plan, items)?;
                let plan = join(Arc::new(leaf.plan), right, JoinType::Left, on, None)?;
                Ok((Dependent { plan, values: leaf.values, key: leaf.key }, marker))
            }
        }
    }

    fn reprojected(
        &self,
        of: Dependent,
        exprs: Vec<Expr>,
        schema: &DFSchema,
        marker: Column,
    ) -> Result<(Dependent, Column)> {
        let mut items = Vec::with_capacity(exprs.len());
        for (expr, (relation, field)) in exprs.into_iter().zip(schema.iter()) {
            items.push(named(self.bind(expr, &of)?, relation, field.name()));
        }
        items.extend(of.carried());
        items.push(Expr::Column(marker.clone()));
        Ok((Dependent { plan: project(of.plan, items)?, values: of.values, key: of.key }, marker))
    }

    fn left_joined_on(&mut self, plan: &LogicalPlan, condition: Expr) -> Result<(Dependent, Column)> {
        let leaf = self.leaf()?;
        let marker = self.names.next("exists");
        let mut items = own_columns(plan.schema());
        items.push(Expr::Literal(ScalarValue::Boolean(Some(true)), None).alias(&marker));
        let right = project(plan.clone(), items)?;
        let condition = self.bind(condition, &leaf)?;
        let plan = join(Arc::new(leaf.plan), right, JoinType::Left, Vec::new(), Some(condition))?;
        Ok((Dependent { plan, values: leaf.values, key: leaf.key }, Column::new_unqualified(marker)))
    }
}

fn has_queries(expr: &Expr) -> Result<bool> {
    expr.exists(|part| Ok(super::shape::query_of(part).is_some()))
}
