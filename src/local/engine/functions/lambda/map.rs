//! Lambdas over the entries of maps.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, UInt32Array, make_comparator};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::compute::{self, SortOptions};
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::LambdaArgument;

use super::rows::{Layout, call, map as build, truth};
use crate::engine::error::EngineError;
use crate::engine::format;

type Out = Result<ArrayRef, EngineError>;

/// The entries of all rows, and the lambda's answer for each.
fn evaluated(map: &ArrayRef, f: &LambdaArgument) -> Result<(Layout, ArrayRef, ArrayRef, ArrayRef), EngineError> {
    let map = map.as_map();
    let layout = Layout::of_map(map);
    let (keys, values) = (layout.take(map.keys())?, layout.take(map.values())?);
    let answers = call(f, &[keys.clone(), values.clone()], &layout.rows)?;
    Ok((layout, keys, values, answers))
}

pub fn transform_keys(map: &ArrayRef, f: &LambdaArgument, out: &DataType) -> Out {
    let (layout, _, values, keys) = evaluated(map, f)?;
    let same = make_comparator(&keys, &keys, SortOptions::default())?;
    let mut at = 0;
    for length in &layout.lengths {
        for item in at..at + length {
            if (at..item).any(|before| same(before, item).is_eq()) {
                let key = format::format_cell(&keys, item).unwrap_or_default();
                return Err(EngineError::user(
                    "INVALID_FUNCTION_ARGUMENT",
                    format_args!("Duplicate map keys ({key}) are not allowed"),
                ));
            }
        }
        at += length;
    }
    build(out, &layout.lengths, keys, values, layout.nulls)
}

pub fn transform_values(map: &ArrayRef, f: &LambdaArgument, out: &DataType) -> Out {
    let (layout, keys, _, values) = evaluated(map, f)?;
    build(out, &layout.lengths, keys, values, layout.nulls)
}

pub fn filter(map: &ArrayRef, f: &LambdaArgument) -> Out {
    let (layout, keys, values, answers) = evaluated(map, f)?;
    let answers = truth(&answers);
    let (mut kept, mut lengths, mut at) = (Vec::new(), Vec::with_capacity(layout.lengths.len()), 0);
    for length in &layout.lengths {
        let before = kept.len();
        kept.extend(
            (at..at + length).filter(|item| answers.is_valid(*item) && answers.value(*item)).map(|item| item as u32),
        );
        lengths.push(kept.len() - before);
        at += length;
    }
    let kept = UInt32Array::from(kept);
    let (keys, values) = (compute::take(&keys, &kept, None)?, compute::take(&values, &kept, None)?);
    build(map.data_type(), &lengths, keys, values, layout.nulls)
}

/// Every key of either map, with NULL for the value that is not there.
pub fn zip_with(a: &ArrayRef, b: &ArrayRef, f: &LambdaArgument, out: &DataType) -> Out {
    let (a, b) = (a.as_map(), b.as_map());
    let nulls = NullBuffer::union(a.nulls(), b.nulls());
    let same = make_comparator(a.keys(), b.keys(), SortOptions::default())?;
    // Which key: from the left map, or from the right one.
    let mut keys: Vec<(usize, usize)> = Vec::new();
    let (mut left, mut right, mut rows): (Vec<Option<u32>>, Vec<Option<u32>>, Vec<u32>) = Default::default();
    let mut lengths = Vec::with_capacity(a.len());
    for row in 0..a.len() {
        let before = rows.len();
        if nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row)) {
            let ours = a.value_offsets()[row] as usize..a.value_offsets()[row + 1] as usize;
            let theirs = b.value_offsets()[row] as usize..b.value_offsets()[row + 1] as usize;
            for x in ours.clone() {
                keys.push((0, x));
                left.push(Some(x as u32));
                right.push(theirs.clone().find(|y| same(x, *y).is_eq()).map(|y| y as u32));
                rows.push(row as u32);
            }
            for y in theirs.filter(|y| !ours.clone().any(|x| same(x, *y).is_eq())) {
                keys.push((1, y));
                left.push(None);
                right.push(Some(y as u32));
                rows.push(row as u32);
            }
        }
        lengths.push(rows.len() - before);
    }
    let keys = compute::interleave(&[a.keys().as_ref(), b.keys().as_ref()], &keys)?;
    let left = compute::take(a.values(), &UInt32Array::from(left), None)?;
    let right = compute::take(b.values(), &UInt32Array::from(right), None)?;
    let values = call(f, &[keys.clone(), left, right], &rows.into())?;
    build(out, &lengths, keys, values, nulls)
}
