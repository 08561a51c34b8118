//! `VALUES`: what is a column of it, and what its columns are called.

use datafusion::sql::sqlparser::ast::{Expr, FunctionArg, FunctionArgExpr, FunctionArguments, SetExpr, TableFactor};

use super::dialect;
use super::select::UNNAMED;
use crate::engine::error::{EngineError, Place};

/// `VALUES ROW(1, 'a')` has two columns, as `VALUES (1, 'a')` has.
pub fn spread(body: &mut SetExpr) {
    match body {
        SetExpr::Values(values) => {
            for row in &mut values.rows {
                if let Some(items) = row_items(&row.content) {
                    row.content = items;
                }
            }
        }
        SetExpr::SetOperation { left, right, .. } => {
            spread(left);
            spread(right);
        }
        _ => {}
    }
}

/// The items of a lone `ROW(…)`.
fn row_items(row: &[Expr]) -> Option<Vec<Expr>> {
    let [Expr::Function(function)] = row else { return None };
    if !function.name.to_string().eq_ignore_ascii_case("row") {
        return None;
    }
    let FunctionArguments::List(list) = &function.args else { return None };
    list.args
        .iter()
        .map(|arg| match arg {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr.clone()),
            _ => None,
        })
        .collect()
}

/// Takes the planner's names off the columns: Athena's have none. `counter` makes what they are called inside unique.
pub fn unname(body: &mut SetExpr, counter: &mut usize) -> Result<(), EngineError> {
    match body {
        SetExpr::Values(values) => {
            let width = values.rows.first().map_or(0, |row| row.content.len());
            let items: Vec<String> = (1..=width)
                .map(|column| {
                    *counter += 1;
                    format!("column{column} AS \"{UNNAMED}{counter}\"")
                })
                .collect();
            let sql = format!("SELECT {} FROM (SELECT 1)", items.join(", "));
            let mut parsed = dialect::parser(dialect::tokens(&sql, &[])?.tokens)
                .parse_query()
                .map_err(|error| dialect::syntax_error(error, Place::default()))?;
            if let SetExpr::Select(select) = parsed.body.as_mut()
                && let Some(from) = select.from.first_mut()
                && let TableFactor::Derived { subquery, .. } = &mut from.relation
            {
                *subquery.body = SetExpr::Values(values.clone());
            }
            *body = *parsed.body;
            Ok(())
        }
        // The names of a set operation are those of its first query.
        SetExpr::SetOperation { left, .. } => unname(left, counter),
        _ => Ok(()),
    }
}
