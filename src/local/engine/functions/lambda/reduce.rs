//! `reduce(array, initial, (state, item) -> state, state -> result)`

use datafusion::arrow::array::{Array, ArrayRef, AsArray, UInt32Array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::logical_expr::{LambdaArgument, LambdaParametersProgress, ValueOrLambda};

use super::rows::{call, shaped};
use super::{field, item_of};
use crate::engine::coercion::common;
use crate::engine::error::EngineError;

/// The state has the type that the initial value and what the first lambda makes of it have in common.
pub fn parameters(
    step: usize,
    fields: &[ValueOrLambda<FieldRef, Option<FieldRef>>],
) -> Option<LambdaParametersProgress> {
    let [
        ValueOrLambda::Value(list),
        ValueOrLambda::Value(initial),
        ValueOrLambda::Lambda(merged),
        ValueOrLambda::Lambda(_),
    ] = fields
    else {
        return None;
    };
    let item = item_of(list.data_type())?;
    let state = match merged {
        None => initial.data_type().clone(),
        Some(merged) => common(initial.data_type(), merged.data_type())?,
    };
    let parameters = |state: &DataType| vec![field(state.clone()), field(item.clone())];
    // Once the first lambda's type is known for a state of that very type, the second one can be planned.
    let settled = step > 0 || merged.is_some();
    let stable = merged.as_ref().is_some_and(|merged| *merged.data_type() == state) || step > 3;
    if settled && stable {
        return Some(LambdaParametersProgress::Complete(vec![parameters(&state), vec![field(state)]]));
    }
    if merged.is_some() && step == 0 {
        return Some(LambdaParametersProgress::Complete(vec![parameters(&state), vec![field(state)]]));
    }
    Some(LambdaParametersProgress::Partial(vec![Some(parameters(&state)), None]))
}

/// Goes through the arrays of all rows at once, item by item.
pub fn reduce(
    list: &ArrayRef,
    initial: &ArrayRef,
    merge: &LambdaArgument,
    finish: &LambdaArgument,
    out: &DataType,
) -> Result<ArrayRef, EngineError> {
    let list = list.as_list::<i32>();
    let length = |row: usize| if list.is_null(row) { 0 } else { list.value_length(row) as usize };
    let most = (0..list.len()).map(length).max().unwrap_or(0);
    let mut state = ArrayRef::clone(initial);
    for step in 0..most {
        let rows: Vec<u32> = (0..list.len()).filter(|row| step < length(*row)).map(|row| row as u32).collect();
        let items: UInt32Array =
            rows.iter().map(|row| list.value_offsets()[*row as usize] as u32 + step as u32).collect::<Vec<_>>().into();
        let rows = UInt32Array::from(rows);
        let items = compute::take(list.values(), &items, None)?;
        let before = compute::take(&state, &rows, None)?;
        let after = call(merge, &[before, items], &rows)?;
        let kind =
            common(state.data_type(), after.data_type()).ok_or_else(|| EngineError::system("states of one type"))?;
        let (old, new) = (shaped(state, &kind)?, shaped(after, &kind)?);
        let mut picks: Vec<(usize, usize)> = (0..list.len()).map(|row| (0, row)).collect();
        for (place, row) in rows.values().iter().enumerate() {
            picks[*row as usize] = (1, place);
        }
        state = compute::interleave(&[old.as_ref(), new.as_ref()], &picks)?;
    }
    let all: UInt32Array = (0..list.len() as u32).collect::<Vec<_>>().into();
    let result = shaped(call(finish, &[state], &all)?, out)?;
    let live: UInt32Array = (0..list.len()).map(|row| list.is_valid(row).then_some(row as u32)).collect();
    Ok(compute::take(&result, &live, None)?)
}
