//! Rows side by side in a comparison, and the comparisons with ANY and ALL that are IN and NOT IN.
//!
//! `(a, b) = (c, d)` is `a = c AND b = d`, NULLs and all; `= ANY` is IN and `<> ALL` is NOT IN.

use datafusion::sql::sqlparser::ast::{BinaryOperator, Expr, UnaryOperator};

use super::functions::and;
use super::quantified;
use crate::engine::error::EngineError;

fn not(expr: Expr) -> Expr {
    Expr::UnaryOp { op: UnaryOperator::Not, expr: Box::new(Expr::Nested(Box::new(expr))) }
}

/// The comparison of two rows, place by place.
fn same(left: &[Expr], right: &[Expr]) -> Result<Expr, EngineError> {
    if left.len() != right.len() {
        return Err(EngineError::user(
            "TYPE_MISMATCH",
            format_args!("rows of {} and of {} columns cannot be compared", left.len(), right.len()),
        ));
    }
    let pairs = left.iter().zip(right).map(|(left, right)| Expr::BinaryOp {
        left: Box::new(left.clone()),
        op: BinaryOperator::Eq,
        right: Box::new(right.clone()),
    });
    pairs.reduce(and).ok_or_else(|| EngineError::user("SYNTAX_ERROR", "an empty row"))
}

fn tuple(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Tuple(items) => Some(items),
        Expr::Nested(inner) => tuple(inner),
        _ => None,
    }
}

/// Rewrites an expression before what is in it is looked at.
pub fn rewrite(expr: &mut Expr) -> Result<(), EngineError> {
    let replacement = match expr {
        Expr::BinaryOp { left, op: op @ (BinaryOperator::Eq | BinaryOperator::NotEq), right } => {
            let (Some(left), Some(right)) = (tuple(left), tuple(right)) else { return Ok(()) };
            let equal = same(left, right)?;
            if *op == BinaryOperator::Eq { Expr::Nested(Box::new(equal)) } else { not(equal) }
        }
        Expr::InList { expr: value, list, negated } => {
            let Some(value) = tuple(value) else { return Ok(()) };
            let mut any: Option<Expr> = None;
            for item in list.iter() {
                let item = tuple(item).ok_or_else(|| {
                    EngineError::user("TYPE_MISMATCH", "IN value and list items must be the same type: row")
                })?;
                let equal = Expr::Nested(Box::new(same(value, item)?));
                any = Some(match any {
                    Some(any) => Expr::BinaryOp { left: Box::new(any), op: BinaryOperator::Or, right: Box::new(equal) },
                    None => equal,
                });
            }
            let any = any.ok_or_else(|| EngineError::user("SYNTAX_ERROR", "IN with an empty list"))?;
            if *negated { not(any) } else { Expr::Nested(Box::new(any)) }
        }
        Expr::InSubquery { expr: value, subquery, negated } => {
            let Some(value) = tuple(value) else { return Ok(()) };
            quantified::row_in(value, subquery, *negated)?
        }
        Expr::AnyOp { left, compare_op: BinaryOperator::Eq, right, .. } => in_subquery(left, right, false)?,
        Expr::AllOp { left, compare_op: BinaryOperator::NotEq, right } => in_subquery(left, right, true)?,
        Expr::AnyOp { left, compare_op, right, .. } => quantified::any(left, compare_op, right)?,
        Expr::AllOp { left, compare_op, right } => quantified::all(left, compare_op, right)?,
        _ => return Ok(()),
    };
    *expr = replacement;
    Ok(())
}

fn in_subquery(value: &Expr, query: &Expr, negated: bool) -> Result<Expr, EngineError> {
    match query {
        Expr::Subquery(subquery) => match tuple(value) {
            Some(row) => quantified::row_in(row, subquery, negated),
            None => Ok(Expr::InSubquery { expr: Box::new(value.clone()), subquery: subquery.clone(), negated }),
        },
        Expr::Nested(inner) => in_subquery(value, inner, negated),
        _ => Err(EngineError::user("SYNTAX_ERROR", "ANY and ALL take a query")),
    }
}
