//! Operators with Trino's meaning, planned from the syntax tree.

use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::planner::{ExprPlanner, PlannerResult, RawBinaryExpr};
use datafusion::logical_expr::{BinaryExpr, Cast, Expr, ExprSchemable, Operator};
use datafusion::sql::sqlparser::ast::BinaryOperator;

use super::coercion::{common, is_interval, is_text};
use super::error::{EngineError, Place};
use super::functions::arith::Operation;
use super::functions::fine;
use super::functions::interval;
use super::functions::registry;
use super::nested;
use super::precision;
use super::rewrite::operators;
use super::types::athena_name;

/// Plans arithmetic, comparisons and concatenation.
#[derive(Debug)]
pub struct Operators;

fn function(name: &str, args: Vec<Expr>) -> Result<Expr> {
    registry::call(name, args).ok_or_else(|| EngineError::system(format_args!("no function {name}")).into())
}

/// Makes an expression one of the given type, when it is not.
fn as_type(expr: Expr, from: &DataType, to: &DataType) -> Result<Expr> {
    let (expr, from) = precision::widen(expr, from, to)?;
    let same = from == *to || (is_text(&from) && is_text(to));
    Ok(if same { expr } else { Expr::Cast(Cast::new(Box::new(expr), to.clone())) })
}

impl ExprPlanner for Operators {
    fn plan_binary_op(&self, mut expr: RawBinaryExpr, schema: &DFSchema) -> Result<PlannerResult<RawBinaryExpr>> {
        let place;
        (expr.op, place) = operators::read(&expr.op);
        let logic = match expr.op {
            BinaryOperator::And => Some(Operator::And),
            BinaryOperator::Or => Some(Operator::Or),
            _ => None,
        };
        if let Some(operator) = logic {
            let planned = BinaryExpr::new(Box::new(expr.left), operator, Box::new(expr.right));
            return Ok(PlannerResult::Planned(Expr::BinaryExpr(planned)));
        }
        let (left, right) = (kind_of(&expr.left, schema)?, kind_of(&expr.right, schema)?);
        let mismatch = || {
            EngineError::at(
                "TYPE_MISMATCH",
                place,
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
                return temporal(expr, operation, place, &left, &right).map(PlannerResult::Planned);
            }
            if !operation.takes(&left, &right) {
                return Err(mismatch().into());
            }
            return Ok(PlannerResult::Planned(function(operation.function(), vec![expr.left, expr.right])?));
        }
        let operator = match expr.op {
            BinaryOperator::StringConcat => {
                let mut sides = [expr.left, expr.right];
                // An item beside an array becomes an array of one.
                let item_of = |list: &DataType, item: &DataType| match list {
                    DataType::List(field) => common(list, item).is_none() && common(field.data_type(), item).is_some(),
                    _ => false,
                };
                let alone = if item_of(&left, &right) {
                    Some(1)
                } else if item_of(&right, &left) {
                    Some(0)
                } else {
                    None
                };
                if let Some(place) = alone {
                    sides[place] = function("$array", vec![sides[place].clone()])?;
                }
                return Ok(PlannerResult::Planned(function("concat", sides.to_vec())?));
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
        let left = as_type(expr.left, &left, &shared)?;
        let right = as_type(expr.right, &right, &shared)?;
        if nested::is_nested(&shared) {
            return Ok(PlannerResult::Planned(nested::compare(left, operator, right)?));
        }
        Ok(PlannerResult::Planned(Expr::BinaryExpr(BinaryExpr::new(Box::new(left), operator, Box::new(right)))))
    }
}

/// The type of an expression. A column that a join with USING shares is in the schema more than once, and is told apart
/// only after its operator is planned.
fn kind_of(expr: &Expr, schema: &DFSchema) -> Result<DataType> {
    let ambiguous = match expr.get_type(schema) {
        Ok(kind) => return Ok(kind),
        Err(error) => error,
    };
    let qualified = expr.clone().transform(|node| {
        Ok(match node {
            Expr::Column(column) if column.relation.is_none() => {
                match schema.columns_with_unqualified_name(&column.name).into_iter().next() {
                    Some(first) => Transformed::yes(Expr::Column(first)),
                    None => Transformed::no(Expr::Column(column)),
                }
            }
            other => Transformed::no(other),
        })
    })?;
    if qualified.transformed { qualified.data.get_type(schema) } else { Err(ambiguous) }
}

/// Times of different zones, or with and without one, are compared as instants.
fn instants(left: &DataType, right: &DataType) -> Option<DataType> {
    let zoned = |kind: &DataType| matches!(kind, DataType::Timestamp(_, Some(_)));
    let timed = |kind: &DataType| matches!(kind, DataType::Timestamp(_, _) | DataType::Date32);
    let unit = |kind: &DataType| match kind {
        DataType::Timestamp(unit, _) => fine::finer(*unit, TimeUnit::Millisecond),
        _ => TimeUnit::Millisecond,
    };
    ((zoned(left) && timed(right)) || (timed(left) && zoned(right)))
        .then(|| DataType::Timestamp(fine::finer(unit(left), unit(right)), Some("UTC".into())))
}

/// Dates, times and intervals.
fn temporal(
    expr: RawBinaryExpr,
    operation: Operation,
    place: Place,
    left: &DataType,
    right: &DataType,
) -> Result<Expr> {
    use DataType as T;
    let time = |kind: &T| matches!(kind, T::Date32 | T::Timestamp(_, _));
    let mismatch = || {
        EngineError::at(
            "TYPE_MISMATCH",
            place,
            format_args!("Cannot apply operator: {} {} {}", athena_name(left), expr.op, athena_name(right)),
        )
    };
    let plain = |left: Expr, operator: Operator, right: Expr| {
        Expr::BinaryExpr(BinaryExpr::new(Box::new(left), operator, Box::new(right)))
    };
    let operator = if operation == Operation::Add { Operator::Plus } else { Operator::Minus };
    let of_day = |kind: &T| matches!(kind, T::Time32(_) | T::Time64(_));
    if (fine::is_fine(left) || fine::is_fine(right)) && operation == Operation::Subtract && time(left) && time(right) {
        return Err(EngineError::unsupported(format_args!(
            "{}{} - {}: CAST both AS timestamp(3)",
            place.prefix(),
            athena_name(left),
            athena_name(right)
        ))
        .into());
    }
    match operation {
        Operation::Add if *left == interval::DURATION && of_day(right) => {
            function("$plus_time", vec![expr.right, expr.left])
        }
        Operation::Add if of_day(left) && *right == interval::DURATION => {
            function("$plus_time", vec![expr.left, expr.right])
        }
        Operation::Subtract if of_day(left) && *right == interval::DURATION => {
            function("$minus_time", vec![expr.left, expr.right])
        }
        Operation::Subtract if of_day(left) && of_day(right) => function("$time_between", vec![expr.left, expr.right]),
        Operation::Add if is_interval(left) && time(right) => shift(expr.right, right, expr.left, left, operation),
        Operation::Add | Operation::Subtract if time(left) && is_interval(right) => {
            shift(expr.left, left, expr.right, right, operation)
        }
        Operation::Subtract if time(left) && time(right) && common(left, right).is_some() => {
            let zoned = matches!((left, right), (T::Timestamp(_, Some(_)), _) | (_, T::Timestamp(_, Some(_))));
            let millis = T::Timestamp(TimeUnit::Millisecond, zoned.then(|| "UTC".into()));
            let (from, to) = (as_type(expr.left, left, &millis)?, as_type(expr.right, right, &millis)?);
            Ok(plain(from, operator, to))
        }
        Operation::Add | Operation::Subtract if is_interval(left) && left == right => {
            Ok(plain(expr.left, operator, expr.right))
        }
        Operation::Multiply if is_interval(left) => function("$scale_interval", vec![expr.left, expr.right]),
        Operation::Multiply if is_interval(right) => function("$scale_interval", vec![expr.right, expr.left]),
        Operation::Divide if is_interval(left) && !right.is_temporal() => {
            function("$divide_interval", vec![expr.left, expr.right])
        }
        _ => Err(mismatch().into()),
    }
}

/// A date or a time moved by an interval.
fn shift(time: Expr, kind: &DataType, interval: Expr, by: &DataType, operation: Operation) -> Result<Expr> {
    let plus = operation == Operation::Add;
    if *by == interval::MONTHS {
        return function(if plus { "$plus_months" } else { "$minus_months" }, vec![time, interval]);
    }
    if *kind == DataType::Date32 {
        return function(if plus { "$plus_days" } else { "$minus_days" }, vec![time, interval]);
    }
    let (unit, zone) = match kind {
        DataType::Timestamp(unit, zone) => (fine::finer(*unit, TimeUnit::Millisecond), zone.clone()),
        _ => (TimeUnit::Millisecond, None),
    };
    let time = as_type(time, kind, &DataType::Timestamp(unit, zone))?;
    let interval = as_type(interval, by, &DataType::Duration(unit))?;
    let operator = if plus { Operator::Plus } else { Operator::Minus };
    Ok(Expr::BinaryExpr(BinaryExpr::new(Box::new(time), operator, Box::new(interval))))
}
