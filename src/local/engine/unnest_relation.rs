//! `UNNEST` as a relation. How many columns it has is known when the types are: an array has one, an array of rows one
//! for each field, a map two, and `WITH ORDINALITY` adds one that counts.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Column, DFSchema, NullHandling, Result, TableReference, UnnestOptions};
use datafusion::logical_expr::planner::{PlannedRelation, RelationPlanner, RelationPlannerContext, RelationPlanning};
use datafusion::logical_expr::{Expr, ExprSchemable, LogicalPlanBuilder, lit};
use datafusion::sql::sqlparser::ast::{TableAlias, TableFactor};

use super::error::EngineError;
use super::functions::registry;
use super::rewrite::UNNAMED;
use super::types::{athena_name, is_unnamed};

/// Plans each `UNNEST` of a query.
#[derive(Debug, Default)]
pub struct Unnesting {
    /// Makes the names of columns unique that have none.
    counter: AtomicUsize,
}

impl RelationPlanner for Unnesting {
    fn plan_relation(
        &self,
        relation: TableFactor,
        context: &mut dyn RelationPlannerContext,
    ) -> Result<RelationPlanning> {
        match relation {
            TableFactor::UNNEST { alias, array_exprs, with_ordinality, .. } => {
                let none = DFSchema::empty();
                let values = array_exprs.into_iter().map(|expr| context.sql_expr_to_logical_expr(expr, &none));
                let values = values.collect::<Result<Vec<_>>>()?;
                let relation = self.plan(values, with_ordinality, alias)?;
                Ok(RelationPlanning::Planned(Box::new(relation)))
            }
            other => Ok(RelationPlanning::Original(Box::new(other))),
        }
    }
}

impl Unnesting {
    fn next(&self) -> usize {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }

    fn plan(&self, values: Vec<Expr>, numbered: bool, alias: Option<TableAlias>) -> Result<PlannedRelation> {
        let none = DFSchema::empty();
        let mut names: Vec<Option<String>> = Vec::new();
        let mut items: Vec<Expr> = Vec::new();
        let mut arrays: Vec<Expr> = Vec::new();
        for value in values {
            let fields = fields(&value.get_type(&none)?)?;
            let name = format!("$array{}", self.next());
            let array = Expr::Column(Column::new_unqualified(&name));
            for place in 1..=fields.len() {
                let args = vec![array.clone(), lit(place.to_string())];
                items.push(call("$unnest_field", args)?);
            }
            names.extend(fields);
            arrays.push(value.alias(name));
        }
        if numbered {
            names.push(None);
            items.push(call("$ordinals", items.clone())?);
        }
        if let Some(alias) =
            alias.as_ref().filter(|alias| !alias.columns.is_empty() && alias.columns.len() != names.len())
        {
            let (count, available, of) = (alias.columns.len(), names.len(), &alias.name.value);
            return Err(EngineError::user(
                "MISMATCHED_COLUMN_ALIASES",
                format_args!("Column alias list has {count} entries but '{of}' has {available} columns available"),
            )
            .into());
        }
        let inside: Vec<String> = names.iter().map(|_| format!("$item{}", self.next())).collect();
        let columns: Vec<Column> = inside.iter().map(Column::new_unqualified).collect();
        // The arrays first: each is worked out once, though it may have several columns.
        let plan = LogicalPlanBuilder::empty(true)
            .project(arrays)?
            .project(items.into_iter().zip(&inside).map(|(item, name)| item.alias(name)))?
            .unnest_columns_with_options(columns.clone(), UnnestOptions::new().with_null_handling(NullHandling::Drop))?
            .project(
                columns.into_iter().zip(self.names(names)).map(|(column, name)| Expr::Column(column).alias(name)),
            )?;
        let plan = match &alias {
            Some(_) => plan,
            // A qualifier that nobody can write: a name that other relations have too is ambiguous.
            None => plan.alias(TableReference::bare(format!("$unnest{}", self.next())))?,
        };
        Ok(PlannedRelation::new(plan.build()?, alias))
    }

    /// What the columns are called in the plan: those without a name, and those whose name is not theirs alone, cannot be
    /// named by a query.
    fn names(&self, names: Vec<Option<String>>) -> Vec<String> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for name in names.iter().flatten() {
            *counts.entry(name.clone()).or_default() += 1;
        }
        names
            .into_iter()
            .map(|name| match name {
                Some(name) if counts.get(&name) == Some(&1) => name,
                Some(name) => super::rewrite::repeated(&format!("u{}", self.next()), &name),
                None => format!("{UNNAMED}u{}", self.next()),
            })
            .collect()
    }
}

/// The names of the columns that a value is unnested into.
fn fields(kind: &DataType) -> Result<Vec<Option<String>>, EngineError> {
    match kind {
        DataType::List(item) => Ok(match item.data_type() {
            DataType::Struct(fields) => {
                fields.iter().map(|field| (!is_unnamed(field.name())).then(|| field.name().to_lowercase())).collect()
            }
            _ => vec![None],
        }),
        DataType::Map(_, _) => Ok(vec![None, None]),
        other => Err(EngineError::user("TYPE_MISMATCH", format_args!("Cannot unnest type: {}", athena_name(other)))),
    }
}

fn call(name: &str, args: Vec<Expr>) -> Result<Expr> {
    registry::call(name, args).ok_or_else(|| EngineError::system(format_args!("no function {name}")).into())
}
