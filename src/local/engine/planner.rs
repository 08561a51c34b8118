//! Operators with Trino's meaning, planned from the syntax tree.

use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::planner::{ExprPlanner, PlannerResult, RawBinaryExpr};
use datafusion::logical_expr::{BinaryExpr, Cast, Expr, ExprSchemable, Operator};
use datafusion::sql::sqlparser::ast::BinaryOperator;

use super::coercion::{common, is_interval, is_text};
use super::error::EngineError;
use super::functions::arith::Operation;
use super::functions::registry;
use super::types::athena_name;

/// Plans arithmetic, comparisons and concatenation.
#[derive(Debug)]
pub struct Operators;

fn function(name: &str, args: Vec<Expr>) -> Result<Expr> {
    registry::call(name, args).ok_or_else(|| EngineError::system(format_args!("no function {name}")).into())
}

/// Makes an expression one of the given type, when it is not.
fn as_type(expr: Expr, from: &DataType, to: &DataType) -> Expr {
    if from == to || (is_text(from) && is_text(to)) { expr } else { Expr::Cast(Cast::new(Box::new(expr), to.clone())) }
}

impl ExprPlanner for Operators {
    fn plan_binary_op(&self, expr: RawBinaryExpr, schema: &DFSchema) -> Result<PlannerResult<RawBinaryExpr>> {
        let (left, right) = (expr.left.get_type(schema)?, expr.right.get_type(schema)?);
        let mismatch = || {
            EngineError::user(
                "TYPE_MISMATCH",
                format_args!("Cannot apply operator: {} {} {}", athena_name(&left), expr.op, athena_name(&right)),
            )
        };
        let arithmetic = match expr.op {
            BinaryOperator::Plus => Some(Operation::Add),
            BinaryOperator::Minus => Some(Operation::Subtract),
            BinaryOperator::Multiply => Some(Operation::Multiply),
            BinaryOperator::Divide => Some(Operation::Divide),
            BinaryOperator::Modulo => Some(Operation::Modulus),
            _ => None,
        };
        if let Some(operation) = arithmetic {
            if left.is_temporal() || right.is_temporal() {
                return temporal(expr, operation, &left, &right).map(PlannerResult::Planned);
            }
            return Ok(PlannerResult::Planned(function(operation.function(), vec![expr.left, expr.right])?));
        }
        let operator = match expr.op {
            BinaryOperator::StringConcat => {
                return Ok(PlannerResult::Planned(function("concat", vec![expr.left, expr.right])?));
            }
            BinaryOperator::Eq => Operator::Eq,
            BinaryOperator::NotEq => Operator::NotEq,
            BinaryOperator::Lt => Operator::Lt,
            BinaryOperator::LtEq => Operator::LtEq,
            BinaryOperator::Gt => Operator::Gt,
            BinaryOperator::GtEq => Operator::GtEq,
            _ => return Ok(PlannerResult::Original(expr)),
        };
        let shared = common(&left, &right).or_else(|| instants(&left, &right)).ok_or_else(mismatch)?;
        let left = as_type(expr.left, &left, &shared);
        let right = as_type(expr.right, &right, &shared);
        Ok(PlannerResult::Planned(Expr::BinaryExpr(BinaryExpr::new(Box::new(left), operator, Box::new(right)))))
    }
}

/// Times of different zones, or with and without one, are compared as instants.
fn instants(left: &DataType, right: &DataType) -> Option<DataType> {
    let zoned = |kind: &DataType| matches!(kind, DataType::Timestamp(_, Some(_)));
    let timed = |kind: &DataType| matches!(kind, DataType::Timestamp(_, _) | DataType::Date32);
    ((zoned(left) && timed(right)) || (timed(left) && zoned(right)))
        .then(|| DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())))
}

/// Dates and times with intervals, and the distance of two times.
fn temporal(expr: RawBinaryExpr, operation: Operation, left: &DataType, right: &DataType) -> Result<Expr> {
    use DataType as T;
    let operator = match operation {
        Operation::Add => Operator::Plus,
        Operation::Subtract => Operator::Minus,
        _ => Operator::Multiply,
    };
    let time = |kind: &T| matches!(kind, T::Date32 | T::Timestamp(_, _));
    let fits = match operation {
        Operation::Add => (time(left) && is_interval(right)) || (is_interval(left) && time(right)),
        Operation::Subtract => {
            (time(left) && is_interval(right)) || (time(left) && time(right) && common(left, right).is_some())
        }
        _ => false,
    };
    if !fits {
        if is_interval(left) || is_interval(right) {
            return Err(EngineError::unsupported(format_args!(
                "operator {} {} {}",
                athena_name(left),
                expr.op,
                athena_name(right)
            ))
            .into());
        }
        return Err(EngineError::user(
            "TYPE_MISMATCH",
            format_args!("Cannot apply operator: {} {} {}", athena_name(left), expr.op, athena_name(right)),
        )
        .into());
    }
    let dated = *left == T::Date32 || *right == T::Date32;
    if dated && (within_a_day(&expr.left) || within_a_day(&expr.right)) {
        return Err(
            EngineError::user("INVALID_FUNCTION_ARGUMENT", "Cannot add hour, minutes or seconds to a date").into()
        );
    }
    if time(left) && time(right) {
        let millis = T::Timestamp(TimeUnit::Millisecond, None);
        let (from, to) = (as_type(expr.left, left, &millis), as_type(expr.right, right, &millis));
        return Ok(Expr::BinaryExpr(BinaryExpr::new(Box::new(from), operator, Box::new(to))));
    }
    Ok(Expr::BinaryExpr(BinaryExpr::new(Box::new(expr.left), operator, Box::new(expr.right))))
}

/// An interval of hours, minutes or seconds, which would be lost on a date.
fn within_a_day(expr: &Expr) -> bool {
    matches!(expr, Expr::Literal(ScalarValue::IntervalMonthDayNano(Some(interval)), _) if interval.nanoseconds != 0)
}
