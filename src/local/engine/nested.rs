//! Comparisons of arrays, maps and rows. The planner's own take a NULL inside for a value like any other.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::expr::InList;
use datafusion::logical_expr::{BinaryExpr, Case, Cast, Expr, ExprSchemable, Operator};

use super::coercion::common;
use super::error::EngineError;
use super::functions::registry;
use super::types::athena_name;

/// Whether values of a type have values inside.
pub fn is_nested(kind: &DataType) -> bool {
    matches!(kind, DataType::List(_) | DataType::Map(_, _) | DataType::Struct(_))
}

fn call(name: &str, args: Vec<Expr>) -> Result<Expr> {
    registry::call(name, args).ok_or_else(|| EngineError::system(format_args!("no function {name}")).into())
}

/// A comparison of two values of one type.
pub fn compare(left: Expr, operator: Operator, right: Expr) -> Result<Expr> {
    match operator {
        Operator::Eq => call("$equal", vec![left, right]),
        Operator::NotEq => Ok(Expr::Not(Box::new(call("$equal", vec![left, right])?))),
        _ => {
            let zero = Expr::Literal(ScalarValue::Int32(Some(0)), None);
            let order = call("$compare", vec![left, right])?;
            Ok(Expr::BinaryExpr(BinaryExpr::new(Box::new(order), operator, Box::new(zero))))
        }
    }
}

fn equal(left: &Expr, right: Expr, schema: &DFSchema) -> Result<Expr> {
    let (ours, theirs) = (left.get_type(schema)?, right.get_type(schema)?);
    let shared = common(&ours, &theirs).ok_or_else(|| {
        EngineError::user(
            "TYPE_MISMATCH",
            format_args!("Cannot apply operator: {} = {}", athena_name(&ours), athena_name(&theirs)),
        )
    })?;
    let shaped = |expr: Expr, from: DataType| {
        if from == shared { expr } else { Expr::Cast(Cast::new(Box::new(expr), shared.clone())) }
    };
    compare(shaped(left.clone(), ours), Operator::Eq, shaped(right, theirs))
}

/// `x IN (a, b)` is `x = a OR x = b`.
pub fn members(list: InList, schema: &DFSchema) -> Result<Expr> {
    let mut any: Option<Expr> = None;
    for item in list.list {
        let same = equal(&list.expr, item, schema)?;
        any = Some(match any {
            Some(any) => any.or(same),
            None => same,
        });
    }
    let any = any.ok_or_else(|| EngineError::system("IN with an empty list"))?;
    Ok(if list.negated { Expr::Not(Box::new(any)) } else { any })
}

/// `CASE x WHEN y` compares as `=` does.
pub fn simple_case(case: Case, schema: &DFSchema) -> Result<Expr> {
    let Some(base) = case.expr else { return Ok(Expr::Case(case)) };
    let whens = case
        .when_then_expr
        .into_iter()
        .map(|(when, then)| Ok((Box::new(equal(&base, *when, schema)?), then)))
        .collect::<Result<Vec<_>>>()?;
    Ok(Expr::Case(Case::new(None, whens, case.else_expr)))
}
