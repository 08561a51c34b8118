//! `array_sort(array, (a, b) -> -1, 0 or 1)`

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int64Array, UInt32Array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::logical_expr::LambdaArgument;

use super::rows::{Layout, call, list as build};
use crate::engine::error::EngineError;

/// Up to so many items, all pairs are compared in one go.
const MOST_AT_ONCE: usize = 256;

pub fn sort(list: &ArrayRef, f: &LambdaArgument) -> Result<ArrayRef, EngineError> {
    let array = list.as_list::<i32>();
    let layout = Layout::of_list(array);
    let (mut picks, mut at) = (Vec::with_capacity(layout.items.len()), 0);
    for (row, length) in layout.lengths.iter().enumerate() {
        let items: Vec<u32> = (at..at + length).map(|item| layout.items.value(item)).collect();
        at += length;
        let mut pairs = Pairs { values: array.values(), f, row: row as u32, items: &items, table: None };
        if *length > 1 && *length <= MOST_AT_ONCE {
            pairs.table = Some(pairs.all()?);
        }
        let order = merge_sort((0..*length).collect(), &pairs)?;
        picks.extend(order.into_iter().map(|item| items[item]));
    }
    let values = compute::take(array.values(), &UInt32Array::from(picks), None)?;
    build(list.data_type(), &layout.lengths, values, layout.nulls)
}

/// The lambda's answers about the items of one row.
struct Pairs<'a> {
    values: &'a ArrayRef,
    f: &'a LambdaArgument,
    row: u32,
    items: &'a [u32],
    table: Option<Int64Array>,
}

impl Pairs<'_> {
    fn ask(&self, left: Vec<u32>, right: Vec<u32>) -> Result<Int64Array, EngineError> {
        let rows = UInt32Array::from(vec![self.row; left.len()]);
        let left = compute::take(self.values, &UInt32Array::from(left), None)?;
        let right = compute::take(self.values, &UInt32Array::from(right), None)?;
        let answers = compute::cast(&call(self.f, &[left, right], &rows)?, &DataType::Int64)?;
        Ok(answers.as_primitive::<Int64Type>().clone())
    }

    fn all(&self) -> Result<Int64Array, EngineError> {
        let count = self.items.len();
        let left = (0..count * count).map(|pair| self.items[pair / count]).collect();
        let right = (0..count * count).map(|pair| self.items[pair % count]).collect();
        self.ask(left, right)
    }

    /// Whether the first may stand before the second.
    fn in_order(&self, first: usize, second: usize) -> Result<bool, EngineError> {
        let wrong =
            || EngineError::user("INVALID_FUNCTION_ARGUMENT", "Lambda comparator must return either -1, 0, or 1");
        let (answers, at) = match &self.table {
            Some(table) => (table.clone(), first * self.items.len() + second),
            None => (self.ask(vec![self.items[first]], vec![self.items[second]])?, 0),
        };
        if answers.is_null(at) || !(-1..=1).contains(&answers.value(at)) {
            return Err(wrong());
        }
        Ok(answers.value(at) <= 0)
    }
}

/// A sort of our own: one that panics when the lambda contradicts itself will not do.
fn merge_sort(mut order: Vec<usize>, pairs: &Pairs<'_>) -> Result<Vec<usize>, EngineError> {
    if order.len() < 2 {
        return Ok(order);
    }
    let right = merge_sort(order.split_off(order.len() / 2), pairs)?;
    let left = merge_sort(order, pairs)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut l, mut r) = (0, 0);
    while l < left.len() && r < right.len() {
        if pairs.in_order(left[l], right[r])? {
            merged.push(left[l]);
            l += 1;
        } else {
            merged.push(right[r]);
            r += 1;
        }
    }
    merged.extend_from_slice(&left[l..]);
    merged.extend_from_slice(&right[r..]);
    Ok(merged)
}
