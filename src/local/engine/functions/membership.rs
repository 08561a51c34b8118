//! `$in_query(value, values)`: whether a value is among those of a query, which come as one array for all rows, or for each.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, new_null_array};
use datafusion::arrow::datatypes::{DataType, Field, Float32Type, Float64Type};
use datafusion::arrow::row::{RowConverter, SortField};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};

use crate::engine::coercion::{common, is_text};
use crate::engine::error::EngineError;
use crate::engine::nested::is_nested;
use crate::engine::types::athena_name;

/// The function, for a session.
pub fn function() -> ScalarUDF {
    ScalarUDF::new_from_impl(Membership { signature: Signature::user_defined(Volatility::Immutable) })
}

#[derive(Debug)]
struct Membership {
    signature: Signature,
}

impl PartialEq for Membership {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Membership {}

impl Hash for Membership {
    fn hash<H: Hasher>(&self, state: &mut H) {
        "$in_query".hash(state);
    }
}

/// Minus zero is zero.
fn plain(array: &ArrayRef) -> ArrayRef {
    match array.data_type() {
        DataType::Float64 => Arc::new(array.as_primitive::<Float64Type>().unary::<_, Float64Type>(|value| value + 0.0)),
        DataType::Float32 => Arc::new(array.as_primitive::<Float32Type>().unary::<_, Float32Type>(|value| value + 0.0)),
        _ => Arc::clone(array),
    }
}

fn is_nan(array: &ArrayRef, row: usize) -> bool {
    match array.data_type() {
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).is_nan(),
        DataType::Float32 => array.as_primitive::<Float32Type>().value(row).is_nan(),
        _ => false,
    }
}

/// NULL for a NULL among some values, and for a value that is not found beside a NULL.
fn members(wanted: &ArrayRef, values: &ArrayRef) -> Result<BooleanArray, EngineError> {
    if values.is_empty() {
        return Ok(BooleanArray::from(vec![false; wanted.len()]));
    }
    let (wanted, values) = (plain(wanted), plain(values));
    let converter = RowConverter::new(vec![SortField::new(values.data_type().clone())])?;
    let rows = converter.convert_columns(&[Arc::clone(&values)])?;
    let known: HashSet<&[u8]> = (0..values.len())
        .filter(|row| values.is_valid(*row) && !is_nan(&values, *row))
        .map(|row| rows.row(row).data())
        .collect();
    let has_null = values.null_count() > 0;
    let asked = converter.convert_columns(&[Arc::clone(&wanted)])?;
    Ok((0..wanted.len())
        .map(|row| {
            if wanted.is_null(row) {
                return None;
            }
            let found = known.contains(asked.row(row).data());
            if found { Some(true) } else { (!has_null).then_some(false) }
        })
        .collect())
}

impl ScalarUDFImpl for Membership {
    fn name(&self) -> &str {
        "$in_query"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        let [value, DataType::List(item)] = kinds else {
            return Err(EngineError::system("IN (query) takes a value and an array").into());
        };
        let shared = common(value, item.data_type()).ok_or_else(|| {
            EngineError::user(
                "TYPE_MISMATCH",
                format_args!("Cannot apply operator: {} IN {}", athena_name(value), athena_name(item.data_type())),
            )
        })?;
        if is_nested(&shared) {
            return Err(EngineError::unsupported(format_args!("IN (query) of {}", athena_name(&shared))).into());
        }
        let shared = if is_text(&shared) { DataType::Utf8 } else { shared };
        let list = DataType::List(Arc::new(Field::new("item", shared.clone(), true)));
        Ok(vec![shared, list])
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [value, values] = args.args.as_slice() else {
            return Err(EngineError::system("IN (query) takes two arguments").into());
        };
        let wanted = value.to_array(args.number_rows)?;
        let list = match values {
            ColumnarValue::Scalar(ScalarValue::List(list)) => Arc::clone(list),
            ColumnarValue::Array(list) => Arc::new(list.as_list::<i32>().clone()),
            ColumnarValue::Scalar(_) => {
                return Err(EngineError::system("the values of IN (query) come as an array").into());
            }
        };
        let values = |row| if list.is_null(row) { new_null_array(wanted.data_type(), 0) } else { list.value(row) };
        if list.len() == 1 {
            return Ok(ColumnarValue::Array(Arc::new(members(&wanted, &values(0))?)));
        }
        // A query that depends on the row around it has an array for each.
        let each = (0..wanted.len()).map(|row| {
            let found = members(&wanted.slice(row, 1), &values(row))?;
            Ok(found.is_valid(0).then(|| found.value(0)))
        });
        Ok(ColumnarValue::Array(Arc::new(each.collect::<Result<BooleanArray, EngineError>>()?)))
    }
}
