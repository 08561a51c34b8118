//! `TRY(expression)`: NULL where the expression fails.

use datafusion::arrow::array::{ArrayRef, UInt32Array, new_null_array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::LambdaArgument;

use super::rows::{call, shaped};
use crate::engine::error::EngineError;

/// The failures that TRY takes for NULL.
const FORGIVEN: [&str; 4] =
    ["DIVISION_BY_ZERO", "INVALID_CAST_ARGUMENT", "INVALID_FUNCTION_ARGUMENT", "NUMERIC_VALUE_OUT_OF_RANGE"];

fn forgiven(error: &EngineError) -> bool {
    FORGIVEN.iter().any(|code| error.message.starts_with(code))
}

fn some(f: &LambdaArgument, rows: &UInt32Array, out: &DataType) -> Result<ArrayRef, EngineError> {
    // The lambda has no parameter; an array tells it for how many rows it is evaluated.
    let count = new_null_array(&DataType::Null, rows.len());
    shaped(call(f, &[count], rows)?, out)
}

/// All rows together when none fails; otherwise halves of them, down to the rows that do.
pub fn attempt(f: &LambdaArgument, count: usize, out: &DataType) -> Result<ArrayRef, EngineError> {
    halves(f, 0, count, out)
}

fn halves(f: &LambdaArgument, start: usize, count: usize, out: &DataType) -> Result<ArrayRef, EngineError> {
    let rows: UInt32Array = (start as u32..(start + count) as u32).collect::<Vec<_>>().into();
    match some(f, &rows, out) {
        Err(error) if forgiven(&error) => {
            if count <= 1 {
                return Ok(new_null_array(out, count));
            }
            let half = count / 2;
            let (left, right) = (halves(f, start, half, out)?, halves(f, start + half, count - half, out)?);
            Ok(compute::concat(&[left.as_ref(), right.as_ref()])?)
        }
        other => other,
    }
}
