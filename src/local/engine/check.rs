//! Types that the planner would quietly make meet, and Trino would not.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::utils::merge_schema;
use datafusion::logical_expr::{Expr, ExprSchemable, LogicalPlan, Operator};

use super::coercion::{common, common_of, is_text};
use super::error::EngineError;
use super::functions::fine::has_fine;
use super::types::athena_name;

/// Checks every expression of a plan, and the columns of its unions.
pub fn plan(plan: &LogicalPlan) -> Result<()> {
    plan.apply_with_subqueries(|node| {
        let inputs = node.inputs();
        if let LogicalPlan::Values(values) = node
            && let [field] = values.schema.fields().as_ref()
            && matches!(field.data_type(), DataType::Struct(_))
        {
            return Err(EngineError::unsupported("VALUES of a row that is not written as one").into());
        }
        if let LogicalPlan::Union(union) = node {
            check_union(&union.inputs.iter().map(|input| input.schema().as_ref()).collect::<Vec<_>>())?;
        }
        let schema = if inputs.is_empty() { DFSchema::clone(node.schema()) } else { merge_schema(&inputs) };
        node.apply_expressions(|expr| {
            expression(expr, &schema)?;
            Ok(TreeNodeRecursion::Continue)
        })?;
        if let LogicalPlan::Filter(filter) = node
            && let Ok(kind) = filter.predicate.get_type(&schema)
            && !matches!(kind, DataType::Boolean | DataType::Null)
        {
            return Err(EngineError::user(
                "TYPE_MISMATCH",
                format_args!("WHERE clause must evaluate to a boolean: actual type {}", athena_name(&kind)),
            )
            .into());
        }
        if let LogicalPlan::Join(join) = node {
            for (left, right) in &join.on {
                if let (Ok(left), Ok(right)) = (left.get_type(&schema), right.get_type(&schema)) {
                    meet(&left, &right, "=")?;
                }
            }
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(())
}

/// Refuses columns of a result, which has milliseconds, whose times are finer.
pub fn result(columns: &DFSchema) -> Result<(), EngineError> {
    let fine = columns.fields().iter().position(|field| has_fine(field.data_type()));
    match fine.map(|index| (index, columns.field(index))) {
        None => Ok(()),
        Some((index, field)) => Err(EngineError::user(
            "NOT_SUPPORTED",
            format_args!(
                "Incorrect timestamp precision for {} in column {}: results and tables have milliseconds; CAST it AS timestamp(3), or AS varchar",
                athena_name(field.data_type()),
                index + 1
            ),
        )),
    }
}

fn check_union(schemas: &[&DFSchema]) -> Result<()> {
    let Some((first, rest)) = schemas.split_first() else { return Ok(()) };
    for (index, field) in first.fields().iter().enumerate() {
        for other in rest {
            let Some(other) = other.fields().get(index) else { continue };
            if common(field.data_type(), other.data_type()).is_none() {
                return Err(EngineError::user(
                    "TYPE_MISMATCH",
                    format_args!(
                        "column {} in UNION query has incompatible types: {}, {}",
                        index + 1,
                        athena_name(field.data_type()),
                        athena_name(other.data_type())
                    ),
                )
                .into());
            }
        }
    }
    Ok(())
}

fn meet(left: &DataType, right: &DataType, operator: &str) -> Result<(), EngineError> {
    if common(left, right).is_some() {
        return Ok(());
    }
    Err(EngineError::user(
        "TYPE_MISMATCH",
        format_args!("Cannot apply operator: {} {operator} {}", athena_name(left), athena_name(right)),
    ))
}

fn boolean(expr: &Expr, schema: &DFSchema, what: &str) -> Result<(), EngineError> {
    match expr.get_type(schema) {
        Ok(DataType::Boolean | DataType::Null) | Err(_) => Ok(()),
        Ok(other) => Err(EngineError::user(
            "TYPE_MISMATCH",
            format_args!("{what} must evaluate to a boolean (actual: {})", athena_name(&other)),
        )),
    }
}

/// Checks an expression and everything in it.
pub fn expression(expr: &Expr, schema: &DFSchema) -> Result<()> {
    expr.apply(|node| {
        let kind = |expr: &Expr| expr.get_type(schema).ok();
        match node {
            Expr::InList(list) => {
                if let Some(value) = kind(&list.expr) {
                    for item in &list.list {
                        let Some(item) = kind(item) else { continue };
                        if common(&value, &item).is_none() {
                            return Err(EngineError::user(
                                "TYPE_MISMATCH",
                                format_args!("IN value and list items must be the same type: {}", athena_name(&value)),
                            )
                            .into());
                        }
                    }
                }
            }
            Expr::InSubquery(subquery) => {
                let inner = subquery.subquery.subquery.schema();
                if let (Some(value), Some(field)) = (kind(&subquery.expr), inner.fields().first()) {
                    meet(&value, field.data_type(), "IN")?;
                    if super::nested::is_nested(&value) {
                        return Err(EngineError::unsupported(format_args!("IN (query) of {}", athena_name(&value))).into());
                    }
                }
            }
            Expr::Between(between) => {
                if let (Some(value), Some(low), Some(high)) = (kind(&between.expr), kind(&between.low), kind(&between.high))
                    && common_of([&value, &low, &high]).is_none()
                {
                    return Err(EngineError::user(
                        "TYPE_MISMATCH",
                        format_args!(
                            "Cannot check if {} is BETWEEN {} and {}",
                            athena_name(&value),
                            athena_name(&low),
                            athena_name(&high)
                        ),
                    )
                    .into());
                }
            }
            Expr::Case(case) => {
                let results: Vec<DataType> = case
                    .when_then_expr
                    .iter()
                    .filter_map(|(_, then)| kind(then))
                    .chain(case.else_expr.iter().filter_map(|expr| kind(expr)))
                    .collect();
                if !results.is_empty() && common_of(&results).is_none() {
                    let first = athena_name(&results[0]);
                    return Err(EngineError::user(
                        "TYPE_MISMATCH",
                        format_args!("All CASE results must be the same type or coercible to a common type. Cannot find common type between {first} and {}",
                            results.iter().map(athena_name).find(|name| *name != first).unwrap_or_default()),
                    )
                    .into());
                }
                match &case.expr {
                    None => {
                        for (when, _) in &case.when_then_expr {
                            boolean(when, schema, "CASE WHEN clause")?;
                        }
                    }
                    Some(operand) => {
                        for (when, _) in &case.when_then_expr {
                            if let (Some(operand), Some(when)) = (kind(operand), kind(when)) {
                                meet(&operand, &when, "=")?;
                            }
                        }
                    }
                }
            }
            Expr::ScalarFunction(call) if call.name() == "coalesce" => {
                let kinds: Vec<DataType> = call.args.iter().filter_map(kind).collect();
                if common_of(&kinds).is_none() {
                    return Err(EngineError::user(
                        "TYPE_MISMATCH",
                        "All COALESCE operands must be the same type or coercible to a common type",
                    )
                    .into());
                }
            }
            Expr::Like(like) => {
                for side in [&like.expr, &like.pattern] {
                    if let Some(other) = kind(side)
                        && !is_text(&other)
                        && other != DataType::Null
                    {
                        return Err(EngineError::user(
                            "TYPE_MISMATCH",
                            format_args!("Left side of LIKE expression must evaluate to a varchar (actual: {})", athena_name(&other)),
                        )
                        .into());
                    }
                }
            }
            Expr::Not(inner) => boolean(inner, schema, "Value of logical NOT expression")?,
            Expr::BinaryExpr(binary) if binary.op.is_logic_operator() => {
                boolean(&binary.left, schema, "Logical expression term")?;
                boolean(&binary.right, schema, "Logical expression term")?;
            }
            Expr::BinaryExpr(binary)
                if matches!(
                    binary.op,
                    Operator::Eq | Operator::NotEq | Operator::Lt | Operator::LtEq | Operator::Gt | Operator::GtEq
                        | Operator::IsDistinctFrom | Operator::IsNotDistinctFrom
                ) =>
            {
                if let (Some(left), Some(right)) = (kind(&binary.left), kind(&binary.right)) {
                    meet(&left, &right, &binary.op.to_string())?;
                }
            }
            _ => {}
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(())
}
