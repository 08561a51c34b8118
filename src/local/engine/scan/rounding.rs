//! Timestamps of Parquet files that are finer than the table's milliseconds: rounded to the nearest, a half up, as Athena's
//! reader does.
//!
//! A comparison with a literal becomes one with the values of the file, so that it still prunes row groups.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Schema, TimeUnit};
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Operator;
use datafusion::physical_expr::expressions::{BinaryExpr, CastExpr, Column, Literal};
use datafusion::physical_expr::{PhysicalExpr, ScalarFunctionExpr};

use crate::engine::error::EngineError;
use crate::engine::functions::registry;

/// The function of the registry that rounds and keeps the type.
const ROUND: &str = "$round_times";

/// Rounds what an expression over the columns of a file casts.
pub fn round(expr: Arc<dyn PhysicalExpr>, file: &Schema) -> Result<Arc<dyn PhysicalExpr>> {
    if !file.fields().iter().any(|field| is_finer(field.data_type())) {
        return Ok(expr);
    }
    expr.transform_down(|node| {
        if let Some(binary) = node.downcast_ref::<BinaryExpr>()
            && let Some(bound) = bound(binary, file)
        {
            return Ok(Transformed::yes(bound));
        }
        if let Some(cast) = node.downcast_ref::<CastExpr>()
            && is_finer(&cast.expr().data_type(file)?)
            && !is_finer(cast.cast_type())
        {
            let function = registry::scalar(ROUND).ok_or_else(|| EngineError::system("no function rounds times"))?;
            let args = vec![Arc::clone(cast.expr())];
            let rounded = ScalarFunctionExpr::try_new(function, args, file, Arc::new(ConfigOptions::default()))?;
            return Ok(Transformed::yes(Arc::clone(&node).with_new_children(vec![Arc::new(rounded)])?));
        }
        Ok(Transformed::no(node))
    })
    .data()
}

/// Whether there are timestamps in a type that are finer than milliseconds.
fn is_finer(kind: &DataType) -> bool {
    match kind {
        DataType::Timestamp(unit, _) => per_milli(*unit).is_some(),
        DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _) => {
            is_finer(item.data_type())
        }
        DataType::Map(entries, _) => is_finer(entries.data_type()),
        DataType::Struct(fields) => fields.iter().any(|field| is_finer(field.data_type())),
        _ => false,
    }
}

/// How many of a finer unit are a millisecond.
fn per_milli(unit: TimeUnit) -> Option<i64> {
    match unit {
        TimeUnit::Second | TimeUnit::Millisecond => None,
        TimeUnit::Microsecond => Some(1_000),
        TimeUnit::Nanosecond => Some(1_000_000),
    }
}

/// `CAST(column AS timestamp(3)) < literal` as a comparison of the column itself.
fn bound(binary: &BinaryExpr, file: &Schema) -> Option<Arc<dyn PhysicalExpr>> {
    let (cast, operator, literal) = match binary.left().downcast_ref::<CastExpr>() {
        Some(cast) => (cast, *binary.op(), binary.right()),
        None => (binary.right().downcast_ref::<CastExpr>()?, binary.op().swap()?, binary.left()),
    };
    cast.expr().downcast_ref::<Column>()?;
    let (DataType::Timestamp(unit, zone), DataType::Timestamp(TimeUnit::Millisecond, None)) =
        (cast.expr().data_type(file).ok()?, cast.cast_type())
    else {
        return None;
    };
    let ScalarValue::TimestampMillisecond(Some(millis), None) = literal.downcast_ref::<Literal>()?.value() else {
        return None;
    };
    let unit_per_milli = per_milli(unit)?;
    let middle = millis.checked_mul(unit_per_milli)?;
    // The least value that is rounded to the literal, and the least that is rounded to more.
    let (least, beyond) = (middle.checked_sub(unit_per_milli / 2)?, middle.checked_add(unit_per_milli / 2)?);
    let compare = |operator: Operator, value: i64| -> Arc<dyn PhysicalExpr> {
        let value = match unit {
            TimeUnit::Nanosecond => ScalarValue::TimestampNanosecond(Some(value), zone.clone()),
            _ => ScalarValue::TimestampMicrosecond(Some(value), zone.clone()),
        };
        Arc::new(BinaryExpr::new(Arc::clone(cast.expr()), operator, Arc::new(Literal::new(value))))
    };
    Some(match operator {
        Operator::Lt => compare(Operator::Lt, least),
        Operator::LtEq => compare(Operator::Lt, beyond),
        Operator::Gt => compare(Operator::GtEq, beyond),
        Operator::GtEq => compare(Operator::GtEq, least),
        Operator::Eq => {
            Arc::new(BinaryExpr::new(compare(Operator::GtEq, least), Operator::And, compare(Operator::Lt, beyond)))
        }
        _ => return None,
    })
}
