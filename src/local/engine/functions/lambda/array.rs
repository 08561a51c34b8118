//! Lambdas over the items of arrays.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, UInt32Array};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::LambdaArgument;

use super::rows::{Layout, call, list as build, truth};
use crate::engine::error::EngineError;

type Out = Result<ArrayRef, EngineError>;

pub fn transform(list: &ArrayRef, f: &LambdaArgument, out: &DataType) -> Out {
    let list = list.as_list::<i32>();
    let layout = Layout::of_list(list);
    let values = call(f, &[layout.take(list.values())?], &layout.rows)?;
    build(out, &layout.lengths, values, layout.nulls)
}

/// The items of each row with the lambda's answer for each.
fn tested(list: &ArrayRef, f: &LambdaArgument) -> Result<(Layout, BooleanArray), EngineError> {
    let list = list.as_list::<i32>();
    let layout = Layout::of_list(list);
    let answers = truth(&call(f, &[layout.take(list.values())?], &layout.rows)?);
    Ok((layout, answers))
}

pub fn filter(list: &ArrayRef, f: &LambdaArgument) -> Out {
    let (layout, answers) = tested(list, f)?;
    let (mut kept, mut lengths, mut at) = (Vec::new(), Vec::with_capacity(layout.lengths.len()), 0);
    for length in &layout.lengths {
        let before = kept.len();
        let chosen = (at..at + length).filter(|item| answers.is_valid(*item) && answers.value(*item));
        kept.extend(chosen.map(|item| layout.items.value(item)));
        lengths.push(kept.len() - before);
        at += length;
    }
    let values = compute::take(list.as_list::<i32>().values(), &UInt32Array::from(kept), None)?;
    build(list.data_type(), &lengths, values, layout.nulls)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    Any,
    All,
    None,
}

/// One answer that decides makes the whole certain; otherwise an unknown one makes it unknown.
pub fn matches(list: &ArrayRef, f: &LambdaArgument, quantifier: Quantifier) -> Out {
    let (layout, answers) = tested(list, f)?;
    let decisive = quantifier != Quantifier::All;
    let mut at = 0;
    let out: BooleanArray = layout
        .lengths
        .iter()
        .enumerate()
        .map(|(row, length)| {
            let items = at..at + length;
            at += length;
            if layout.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
                return None;
            }
            let found = items.clone().any(|item| answers.is_valid(item) && answers.value(item) == decisive);
            let unknown = items.clone().any(|item| answers.is_null(item));
            match (found, unknown) {
                (true, _) => Some(quantifier == Quantifier::Any),
                (false, true) => None,
                (false, false) => Some(quantifier != Quantifier::Any),
            }
        })
        .collect();
    Ok(Arc::new(out))
}

/// For each row the place, from 0, of the first item that fits, and where that item is among all values.
fn first(layout: &Layout, answers: &BooleanArray) -> Vec<Option<(usize, u32)>> {
    let mut at = 0;
    layout
        .lengths
        .iter()
        .map(|length| {
            let start = at;
            at += length;
            (start..at)
                .find(|item| answers.is_valid(*item) && answers.value(*item))
                .map(|item| (item - start, layout.items.value(item)))
        })
        .collect()
}

pub fn find_first(list: &ArrayRef, f: &LambdaArgument) -> Out {
    let (layout, answers) = tested(list, f)?;
    let picks: UInt32Array = first(&layout, &answers).into_iter().map(|found| found.map(|(_, item)| item)).collect();
    Ok(compute::take(list.as_list::<i32>().values(), &picks, None)?)
}

pub fn find_first_index(list: &ArrayRef, f: &LambdaArgument) -> Out {
    let (layout, answers) = tested(list, f)?;
    let places: Int64Array =
        first(&layout, &answers).into_iter().map(|found| found.map(|(place, _)| place as i64 + 1)).collect();
    Ok(Arc::new(places))
}

/// The shorter array is filled up with NULL.
pub fn zip_with(a: &ArrayRef, b: &ArrayRef, f: &LambdaArgument, out: &DataType) -> Out {
    let (a, b) = (a.as_list::<i32>(), b.as_list::<i32>());
    let nulls = NullBuffer::union(a.nulls(), b.nulls());
    let (mut left, mut right, mut rows): (Vec<Option<u32>>, Vec<Option<u32>>, Vec<u32>) = Default::default();
    let mut lengths = Vec::with_capacity(a.len());
    for row in 0..a.len() {
        if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            lengths.push(0);
            continue;
        }
        let (x, y) = (a.value_length(row) as u32, b.value_length(row) as u32);
        let (from_x, from_y) = (a.value_offsets()[row] as u32, b.value_offsets()[row] as u32);
        let length = x.max(y);
        left.extend((0..length).map(|item| (item < x).then_some(from_x + item)));
        right.extend((0..length).map(|item| (item < y).then_some(from_y + item)));
        rows.extend(std::iter::repeat_n(row as u32, length as usize));
        lengths.push(length as usize);
    }
    let left = compute::take(a.values(), &UInt32Array::from(left), None)?;
    let right = compute::take(b.values(), &UInt32Array::from(right), None)?;
    let values = call(f, &[left, right], &rows.into())?;
    build(out, &lengths, values, nulls)
}
