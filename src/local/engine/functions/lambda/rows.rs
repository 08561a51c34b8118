//! The items of all rows, one behind the other, and the way back into rows.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, ListArray, MapArray, StructArray, UInt32Array};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::DataFusionError;
use datafusion::logical_expr::LambdaArgument;

use crate::engine::error::EngineError;

/// Which items belong to which row; rows that are NULL have none.
pub struct Layout {
    /// The row of each item.
    pub rows: UInt32Array,
    /// Where each item is among the values of the array.
    pub items: UInt32Array,
    /// How many items each row has.
    pub lengths: Vec<usize>,
    pub nulls: Option<NullBuffer>,
}

impl Layout {
    pub fn new(offsets: &[i32], nulls: Option<&NullBuffer>) -> Self {
        let count = offsets.len().saturating_sub(1);
        let (mut rows, mut items, mut lengths) = (Vec::new(), Vec::new(), Vec::with_capacity(count));
        for row in 0..count {
            let (start, end) = (offsets[row] as u32, offsets[row + 1] as u32);
            if nulls.is_some_and(|nulls| nulls.is_null(row)) || start == end {
                lengths.push(0);
                continue;
            }
            lengths.push((end - start) as usize);
            items.extend(start..end);
            rows.extend(std::iter::repeat_n(row as u32, (end - start) as usize));
        }
        Self { rows: rows.into(), items: items.into(), lengths, nulls: nulls.cloned() }
    }

    pub fn of_list(list: &ListArray) -> Self {
        Self::new(list.value_offsets(), list.nulls())
    }

    pub fn of_map(map: &MapArray) -> Self {
        Self::new(map.value_offsets(), map.nulls())
    }

    pub fn take(&self, values: &ArrayRef) -> Result<ArrayRef, EngineError> {
        Ok(compute::take(values, &self.items, None)?)
    }
}

/// Evaluates a lambda: one row of every parameter for each entry of `rows`, which says whose captured values it sees.
pub fn call(lambda: &LambdaArgument, parameters: &[ArrayRef], rows: &UInt32Array) -> Result<ArrayRef, EngineError> {
    let closures: Vec<Box<dyn Fn() -> datafusion::common::Result<ArrayRef> + '_>> = parameters
        .iter()
        .map(|array| {
            let closure: Box<dyn Fn() -> datafusion::common::Result<ArrayRef> + '_> =
                Box::new(move || Ok(Arc::clone(array)));
            closure
        })
        .collect();
    let closures: Vec<&dyn Fn() -> datafusion::common::Result<ArrayRef>> = closures.iter().map(AsRef::as_ref).collect();
    let value = lambda.evaluate(&closures, |captured| {
        captured
            .iter()
            .map(|column| compute::take(column, rows, None).map_err(DataFusionError::from))
            .collect::<datafusion::common::Result<Vec<_>>>()
    })?;
    Ok(value.into_array(rows.len())?)
}

/// The answer of a lambda that tests; NULL is neither.
pub fn truth(array: &ArrayRef) -> BooleanArray {
    match array.as_boolean_opt() {
        Some(truth) => truth.clone(),
        None => BooleanArray::new_null(array.len()),
    }
}

/// Values as the type that the result has.
pub fn shaped(values: ArrayRef, kind: &DataType) -> Result<ArrayRef, EngineError> {
    if values.data_type() == kind { Ok(values) } else { Ok(compute::cast(&values, kind)?) }
}

pub fn list(
    kind: &DataType,
    lengths: &[usize],
    values: ArrayRef,
    nulls: Option<NullBuffer>,
) -> Result<ArrayRef, EngineError> {
    let DataType::List(field) = kind else { return Err(EngineError::system("an array type")) };
    let values = shaped(values, field.data_type())?;
    let offsets = OffsetBuffer::from_lengths(lengths.iter().copied());
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, values, nulls)?))
}

pub fn map(
    kind: &DataType,
    lengths: &[usize],
    keys: ArrayRef,
    values: ArrayRef,
    nulls: Option<NullBuffer>,
) -> Result<ArrayRef, EngineError> {
    let DataType::Map(entries, _) = kind else { return Err(EngineError::system("a map type")) };
    let DataType::Struct(fields) = entries.data_type() else { return Err(EngineError::system("a map type")) };
    if keys.null_count() > 0 {
        return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "map key cannot be null"));
    }
    let columns = vec![shaped(keys, fields[0].data_type())?, shaped(values, fields[1].data_type())?];
    let structs = StructArray::try_new(fields.clone(), columns, None)?;
    let offsets = OffsetBuffer::from_lengths(lengths.iter().copied());
    Ok(Arc::new(MapArray::try_new(Arc::clone(entries), offsets, structs, nulls, false)?))
}
