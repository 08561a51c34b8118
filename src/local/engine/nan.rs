//! Comparisons with NaN as Trino makes them. The planner's comparisons are a total order, in which NaN equals itself and
//! is above (or, with its sign set, below) every number; in Trino a comparison with NaN is false and `<>` is true.
//!
//! Comparisons keep their plain form, which prunes files and joins by hash, and get a second condition beside it only
//! where a side may be NaN. Sorting, grouping, `min` and `max` see every NaN as one value on the side where Trino puts it.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::common::{DFSchema, NullEquality, Result, ScalarValue};
use datafusion::logical_expr::expr::{Between, InList, InSubquery, Sort};
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::utils::merge_schema;
use datafusion::logical_expr::{
    BinaryExpr, Case, Cast, Distinct, Expr, ExprSchemable, LogicalPlan, LogicalPlanBuilder, Operator,
    WindowFunctionDefinition,
};

use super::coercion::common_of;
use super::error::EngineError;
use super::functions::registry;
use super::{nested, precision};

/// Every NaN becomes the one above all numbers.
const HIGH: &str = "$nan_high";
/// Every NaN becomes the one below all numbers.
const LOW: &str = "$nan_low";
/// Whether no argument is NaN; NULL when one is NULL.
const ORDERED: &str = "$ordered";

/// Rewrites every expression of a plan that NaN could make differ.
pub fn rewrite(plan: LogicalPlan) -> Result<LogicalPlan> {
    plan.transform_up_with_subqueries(node).data()
}

/// The same for one expression over a table.
pub fn rewrite_expr(expr: Expr, schema: &DFSchema) -> Result<Expr> {
    expr.transform_up(|expr| expression(expr, schema)).data()
}

fn is_float(kind: &DataType) -> bool {
    matches!(kind, DataType::Float32 | DataType::Float64)
}

fn is_float_expr(expr: &Expr, schema: &DFSchema) -> bool {
    expr.get_type(schema).is_ok_and(|kind| is_float(&kind))
}

/// Whether equal values of a type may look different: NaNs, and maps, whose entries have no order.
fn varies(kind: &DataType) -> bool {
    is_float(kind) || matches!(kind, DataType::Map(_, _))
}

fn has_variants(expr: &Expr, schema: &DFSchema) -> bool {
    expr.get_type(schema).is_ok_and(|kind| varies(&kind))
}

fn call(name: &str, args: Vec<Expr>) -> Result<Expr> {
    registry::call(name, args).ok_or_else(|| EngineError::system(format_args!("no function {name}")).into())
}

fn node(plan: LogicalPlan) -> Result<Transformed<LogicalPlan>> {
    let inputs = plan.inputs();
    let schema = if inputs.is_empty() { DFSchema::clone(plan.schema()) } else { merge_schema(&inputs) };
    let names = NamePreserver::new(&plan);
    let plan = plan.map_expressions(|expr| {
        let name = names.save(&expr);
        Ok(expr.transform_up(|expr| expression(expr, &schema))?.update_data(|expr| name.restore(expr)))
    })?;
    let mut changed = plan.transformed;
    let plan = match plan.data {
        LogicalPlan::Sort(mut sort) => {
            for key in &mut sort.expr {
                changed |= order(key, &schema)?;
            }
            LogicalPlan::Sort(sort)
        }
        LogicalPlan::Aggregate(mut aggregate) => {
            let names = NamePreserver::new_for_projection();
            for key in &mut aggregate.group_expr {
                if !matches!(key, Expr::GroupingSet(_)) && has_variants(key, &schema) {
                    let name = names.save(key);
                    *key = name.restore(call(HIGH, vec![key.clone().unalias()])?);
                    changed = true;
                }
            }
            LogicalPlan::Aggregate(aggregate)
        }
        LogicalPlan::Distinct(Distinct::All(input)) => {
            let variants = input.schema().fields().iter().any(|field| varies(field.data_type()));
            if variants {
                changed = true;
                let items = columns(input.schema(), |column| call(HIGH, vec![column]))?;
                let input = LogicalPlanBuilder::from(input.as_ref().clone()).project(items)?.build()?;
                LogicalPlan::Distinct(Distinct::All(input.into()))
            } else {
                LogicalPlan::Distinct(Distinct::All(input))
            }
        }
        LogicalPlan::Join(mut join) => {
            // Set operations compare as grouping does: there, NaN is NaN.
            let apart = if join.null_equality == NullEquality::NullEqualsNull { HIGH } else { LOW };
            for (left, right) in &mut join.on {
                let sets = join.null_equality == NullEquality::NullEqualsNull;
                let floats = is_float_expr(left, &schema) && is_float_expr(right, &schema);
                if floats || (sets && has_variants(left, &schema) && has_variants(right, &schema)) {
                    *left = call(HIGH, vec![left.clone()])?;
                    *right = call(apart, vec![right.clone()])?;
                    changed = true;
                }
            }
            LogicalPlan::Join(join)
        }
        other => other,
    };
    Ok(if changed { Transformed::yes(plan) } else { Transformed::no(plan) })
}

/// Every column of a schema under its own name, floats changed.
fn columns(schema: &DFSchema, change: impl Fn(Expr) -> Result<Expr>) -> Result<Vec<Expr>> {
    schema
        .iter()
        .map(|(relation, field)| {
            let column = Expr::from((relation, field));
            if !varies(field.data_type()) {
                return Ok(column);
            }
            Ok(change(column)?.alias_qualified(relation.cloned(), field.name()))
        })
        .collect()
}

/// NaN sorts as the greatest value, with `NULLS FIRST` as the least.
fn order(key: &mut Sort, schema: &DFSchema) -> Result<bool> {
    if !is_float_expr(&key.expr, schema) {
        return Ok(false);
    }
    key.expr = call(if key.nulls_first { LOW } else { HIGH }, vec![key.expr.clone()])?;
    Ok(true)
}

fn orders(keys: &mut [Sort], schema: &DFSchema) -> Result<bool> {
    let mut changed = false;
    for key in keys {
        changed |= order(key, schema)?;
    }
    Ok(changed)
}

/// What `min` and `max`, and aggregates of distinct values, make of NaN in their argument.
fn argument(function: &str, distinct: bool, args: &mut [Expr], schema: &DFSchema) -> Result<bool> {
    let chosen = |arg: &Expr| if distinct { has_variants(arg, schema) } else { is_float_expr(arg, schema) };
    let side = match function {
        "max" => LOW,
        "min" => HIGH,
        _ if distinct => HIGH,
        _ => return Ok(false),
    };
    let mut changed = false;
    for arg in args {
        if chosen(arg) {
            *arg = call(side, vec![arg.clone()])?;
            changed = true;
        }
    }
    Ok(changed)
}

fn expression(expr: Expr, schema: &DFSchema) -> Result<Transformed<Expr>> {
    match expr {
        Expr::BinaryExpr(binary) => comparison(binary, schema),
        Expr::Between(mut between) => {
            let sides = [between.expr.as_mut(), between.low.as_mut(), between.high.as_mut()];
            let changed = precision::widen_all(sides, schema)?;
            Ok(also(range(between, schema)?, changed))
        }
        Expr::InList(mut list) => {
            let sides = std::iter::once(list.expr.as_mut()).chain(&mut list.list);
            let changed = precision::widen_all(sides, schema)?;
            Ok(also(members(list, schema)?, changed))
        }
        Expr::Case(mut case) => {
            let mut changed = false;
            if let Some(operand) = &mut case.expr {
                let whens = case.when_then_expr.iter_mut().map(|(when, _)| when.as_mut());
                changed = precision::widen_all(std::iter::once(operand.as_mut()).chain(whens), schema)?;
            }
            Ok(also(simple_case(case, schema)?, changed))
        }
        Expr::InSubquery(subquery) => in_subquery(subquery, schema),
        Expr::AggregateFunction(mut function) => {
            let name = function.func.name().to_owned();
            let params = &mut function.params;
            let mut changed = argument(&name, params.distinct, &mut params.args, schema)?;
            changed |= orders(&mut params.order_by, schema)?;
            let expr = Expr::AggregateFunction(function);
            Ok(if changed { Transformed::yes(expr) } else { Transformed::no(expr) })
        }
        Expr::WindowFunction(mut function) => {
            let name = match &function.fun {
                WindowFunctionDefinition::AggregateUDF(function) => function.name().to_owned(),
                WindowFunctionDefinition::WindowUDF(_) => String::new(),
            };
            let params = &mut function.params;
            let mut changed = argument(&name, params.distinct, &mut params.args, schema)?;
            changed |= orders(&mut params.order_by, schema)?;
            for key in &mut params.partition_by {
                if is_float_expr(key, schema) {
                    *key = call(HIGH, vec![key.clone()])?;
                    changed = true;
                }
            }
            let expr = Expr::WindowFunction(function);
            Ok(if changed { Transformed::yes(expr) } else { Transformed::no(expr) })
        }
        other => Ok(Transformed::no(other)),
    }
}

/// An expression that was changed before it came here.
fn also(mut expr: Transformed<Expr>, changed: bool) -> Transformed<Expr> {
    expr.transformed |= changed;
    expr
}

/// Whether the value of an expression can be NaN, as far as its form tells.
fn may_be_nan(expr: &Expr, schema: &DFSchema) -> bool {
    match expr {
        Expr::Literal(ScalarValue::Float64(Some(value)), _) => value.is_nan(),
        Expr::Literal(ScalarValue::Float32(Some(value)), _) => value.is_nan(),
        // Number literals stand in the plan as text with a type; only a cast that the query asks for reads 'NaN'.
        Expr::Literal(_, _) => false,
        Expr::Cast(cast) => may_be_nan(&cast.expr, schema),
        Expr::Alias(alias) => may_be_nan(&alias.expr, schema),
        other => other.get_type(schema).map_or(true, |kind| is_float(&kind)),
    }
}

/// The condition that none of the values that may be NaN is.
fn ordered<'a>(sides: impl IntoIterator<Item = &'a Expr>, schema: &DFSchema) -> Result<Option<Expr>> {
    let sides: Vec<Expr> = sides.into_iter().filter(|side| may_be_nan(side, schema)).cloned().collect();
    if sides.is_empty() { Ok(None) } else { call(ORDERED, sides).map(Some) }
}

fn comparison(binary: BinaryExpr, schema: &DFSchema) -> Result<Transformed<Expr>> {
    let compares =
        is_comparison(binary.op) && is_float_expr(&binary.left, schema) && is_float_expr(&binary.right, schema);
    if !compares || Expr::BinaryExpr(binary.clone()).is_volatile() {
        return Ok(Transformed::no(Expr::BinaryExpr(binary)));
    }
    compare(*binary.left, binary.op, *binary.right, schema)
}

fn is_comparison(op: Operator) -> bool {
    matches!(
        op,
        Operator::Eq
            | Operator::NotEq
            | Operator::Lt
            | Operator::LtEq
            | Operator::Gt
            | Operator::GtEq
            | Operator::IsDistinctFrom
            | Operator::IsNotDistinctFrom
    )
}

/// A comparison of two floats.
fn compare(left: Expr, op: Operator, right: Expr, schema: &DFSchema) -> Result<Transformed<Expr>> {
    let (left_may, right_may) = (may_be_nan(&left, schema), may_be_nan(&right, schema));
    let plain = |left, right| Expr::BinaryExpr(BinaryExpr::new(Box::new(left), op, Box::new(right)));
    if matches!(op, Operator::IsDistinctFrom | Operator::IsNotDistinctFrom) {
        if !(left_may && right_may) {
            return Ok(Transformed::no(plain(left, right)));
        }
        return Ok(Transformed::yes(plain(call(HIGH, vec![left])?, call(HIGH, vec![right])?)));
    }
    let equality = matches!(op, Operator::Eq | Operator::NotEq);
    // A NaN never equals a number, and that is what the total order says as well.
    let exact = if equality { !(left_may && right_may) } else { !(left_may || right_may) };
    if exact {
        return Ok(Transformed::no(plain(left, right)));
    }
    // What is written out twice is computed twice: a subquery is not.
    if left.exists(|part| Ok(is_subquery(part)))? || right.exists(|part| Ok(is_subquery(part)))? {
        return apart(left, op, right, schema).map(Transformed::yes);
    }
    let Some(guard) = ordered([&left, &right], schema)? else { return Ok(Transformed::no(plain(left, right))) };
    let compared = plain(left, right);
    Ok(Transformed::yes(if op == Operator::NotEq {
        compared.or(Expr::Not(Box::new(guard)))
    } else {
        compared.and(guard)
    }))
}

fn is_subquery(expr: &Expr) -> bool {
    matches!(expr, Expr::ScalarSubquery(_) | Expr::Exists(_) | Expr::InSubquery(_) | Expr::SetComparison(_))
}

/// A comparison without a second condition: every NaN is put on the side on which the total order answers as Trino does.
fn apart(left: Expr, op: Operator, right: Expr, schema: &DFSchema) -> Result<Expr> {
    let (left_side, right_side) = if matches!(op, Operator::Gt | Operator::GtEq) { (LOW, HIGH) } else { (HIGH, LOW) };
    let (left, right) = (put(left, left_side, schema)?, put(right, right_side, schema)?);
    Ok(Expr::BinaryExpr(BinaryExpr::new(Box::new(left), op, Box::new(right))))
}

/// An expression with its NaNs on one side of all numbers.
fn put(expr: Expr, side: &str, schema: &DFSchema) -> Result<Expr> {
    if may_be_nan(&expr, schema) { call(side, vec![expr]) } else { Ok(expr) }
}

/// The float type in which several expressions are compared; none when they are compared as something else.
fn shared<'a>(exprs: impl IntoIterator<Item = &'a Expr>, schema: &DFSchema) -> Option<DataType> {
    let kinds: Vec<DataType> = exprs.into_iter().map(|expr| expr.get_type(schema)).collect::<Result<_>>().ok()?;
    common_of(&kinds).filter(is_float)
}

fn as_float(expr: Expr, kind: &DataType, schema: &DFSchema) -> Expr {
    if expr.get_type(schema).is_ok_and(|own| own == *kind) {
        expr
    } else {
        Expr::Cast(Cast::new(Box::new(expr), kind.clone()))
    }
}

fn range(between: Between, schema: &DFSchema) -> Result<Transformed<Expr>> {
    let Some(kind) = shared([between.expr.as_ref(), &between.low, &between.high], schema) else {
        return Ok(Transformed::no(Expr::Between(between)));
    };
    // Between two numbers there is no NaN in the total order either.
    let exact = !may_be_nan(&between.low, schema) && !may_be_nan(&between.high, schema);
    if exact || between.expr.is_volatile() {
        return Ok(Transformed::no(Expr::Between(between)));
    }
    // A NaN above all numbers is not below `high`; bounds that are NaN are put where nothing is within.
    let put = |expr: Expr, side| put(as_float(expr, &kind, schema), side, schema).map(Box::new);
    let value = put(*between.expr, HIGH)?;
    let (low, high) = (put(*between.low, HIGH)?, put(*between.high, LOW)?);
    Ok(Transformed::yes(Expr::Between(Between::new(value, between.negated, low, high))))
}

fn members(list: InList, schema: &DFSchema) -> Result<Transformed<Expr>> {
    if list.expr.get_type(schema).is_ok_and(|kind| nested::is_nested(&kind)) {
        return Ok(Transformed::yes(nested::members(list, schema)?));
    }
    let Some(kind) = shared(std::iter::once(list.expr.as_ref()).chain(&list.list), schema) else {
        return Ok(Transformed::no(Expr::InList(list)));
    };
    let exact = !may_be_nan(&list.expr, schema) || !list.list.iter().any(|item| may_be_nan(item, schema));
    if exact || list.expr.is_volatile() {
        return Ok(Transformed::no(Expr::InList(list)));
    }
    let put = |expr: Expr, side| put(as_float(expr, &kind, schema), side, schema);
    let value = put(*list.expr, HIGH)?;
    let items = list.list.into_iter().map(|item| put(item, LOW)).collect::<Result<Vec<_>>>()?;
    Ok(Transformed::yes(Expr::InList(InList::new(Box::new(value), items, list.negated))))
}

/// `CASE x WHEN y` compares as `=` does.
fn simple_case(case: Case, schema: &DFSchema) -> Result<Transformed<Expr>> {
    let Some(base) = &case.expr else { return Ok(Transformed::no(Expr::Case(case))) };
    if base.get_type(schema).is_ok_and(|kind| nested::is_nested(&kind)) {
        return Ok(Transformed::yes(nested::simple_case(case, schema)?));
    }
    let whens = || case.when_then_expr.iter().map(|(when, _)| when.as_ref());
    let Some(kind) = shared(std::iter::once(base.as_ref()).chain(whens()), schema) else {
        return Ok(Transformed::no(Expr::Case(case)));
    };
    if !may_be_nan(base, schema) || !whens().any(|when| may_be_nan(when, schema)) || base.is_volatile() {
        return Ok(Transformed::no(Expr::Case(case)));
    }
    let put = |expr: Expr, side| put(as_float(expr, &kind, schema), side, schema).map(Box::new);
    let base = put(base.as_ref().clone(), HIGH)?;
    let whens = case.when_then_expr.into_iter().map(|(when, then)| Ok((put(*when, LOW)?, then)));
    Ok(Transformed::yes(Expr::Case(Case::new(Some(base), whens.collect::<Result<_>>()?, case.else_expr))))
}

/// The NaN of one side and the NaN of the other become different values, so that they do not meet.
fn in_subquery(mut subquery: InSubquery, schema: &DFSchema) -> Result<Transformed<Expr>> {
    let inner = subquery.subquery.subquery.schema();
    let floats =
        is_float_expr(&subquery.expr, schema) && inner.fields().first().is_some_and(|f| is_float(f.data_type()));
    if !floats || !may_be_nan(&subquery.expr, schema) {
        return Ok(Transformed::no(Expr::InSubquery(subquery)));
    }
    let items = columns(inner, |column| call(LOW, vec![column]))?;
    let plan = LogicalPlanBuilder::from(subquery.subquery.subquery.as_ref().clone()).project(items)?.build()?;
    subquery.subquery.subquery = plan.into();
    *subquery.expr = call(HIGH, vec![subquery.expr.as_ref().clone()])?;
    Ok(Transformed::yes(Expr::InSubquery(subquery)))
}
