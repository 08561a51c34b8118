//! What keeps NaN apart from numbers; the rewriter of comparisons puts these calls into plans.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, MapArray, UInt32Array, make_comparator};
use datafusion::arrow::buffer::{BooleanBuffer, NullBuffer, OffsetBuffer};
use datafusion::arrow::compute::{self, SortOptions};
use datafusion::arrow::datatypes::{DataType, Float32Type, Float64Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    r.add("$nan_high", Args::Rule(one_float), Returns::Same(0), |a| match a[0].data_type() {
        DataType::Map(_, _) => in_order(&a[0]),
        _ => Ok(at_one_end(&a[0], true)),
    });
    r.add("$nan_low", Args::Rule(one_float), Returns::Same(0), |a| Ok(at_one_end(&a[0], false)));
    r.add("$ordered", Args::AtLeast(1, Arg::Double), Returns::Boolean, ordered);
}

fn one_float(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DataType::Float32 | DataType::Float64 | DataType::Map(_, _)]).then(|| kinds.to_vec())
}

/// Makes every NaN the one above all numbers, or the one below them; other types stay as they are.
pub fn at_one_end(array: &ArrayRef, high: bool) -> ArrayRef {
    match array.data_type() {
        DataType::Float64 => {
            let values = array.as_primitive::<Float64Type>();
            if !values.values().iter().any(|value| value.is_nan()) {
                return Arc::clone(array);
            }
            let nan = if high { f64::NAN.copysign(1.0) } else { f64::NAN.copysign(-1.0) };
            Arc::new(values.unary::<_, Float64Type>(|value| if value.is_nan() { nan } else { value }))
        }
        DataType::Float32 => {
            let values = array.as_primitive::<Float32Type>();
            if !values.values().iter().any(|value| value.is_nan()) {
                return Arc::clone(array);
            }
            let nan = if high { f32::NAN.copysign(1.0) } else { f32::NAN.copysign(-1.0) };
            Arc::new(values.unary::<_, Float32Type>(|value| if value.is_nan() { nan } else { value }))
        }
        _ => Arc::clone(array),
    }
}

/// Maps with their entries in the order of their keys: those that are equal become the same.
fn in_order(array: &ArrayRef) -> Out {
    let map = array.as_map();
    let order = make_comparator(map.keys(), map.keys(), SortOptions::default())?;
    let mut picks: Vec<u32> = Vec::with_capacity(map.keys().len());
    let mut lengths = Vec::with_capacity(map.len());
    for row in 0..map.len() {
        let mut entries: Vec<u32> = (map.value_offsets()[row] as u32..map.value_offsets()[row + 1] as u32)
            .filter(|_| map.is_valid(row))
            .collect();
        entries.sort_by(|a, b| order(*a as usize, *b as usize));
        lengths.push(entries.len());
        picks.extend(entries);
    }
    let entries = compute::take(map.entries(), &UInt32Array::from(picks), None)?;
    let DataType::Map(field, _) = array.data_type() else { return Err(EngineError::system("a map type")) };
    let offsets = OffsetBuffer::from_lengths(lengths);
    let entries = entries.as_struct().clone();
    Ok(Arc::new(MapArray::try_new(Arc::clone(field), offsets, entries, map.nulls().cloned(), false)?))
}

fn ordered(args: &[ArrayRef]) -> Out {
    let mut truth = BooleanBuffer::new_set(args[0].len());
    let mut nulls: Option<NullBuffer> = None;
    for arg in args {
        let values = rows::double(arg)?;
        truth = &truth & &BooleanBuffer::collect_bool(values.len(), |row| !values.value(row).is_nan());
        nulls = NullBuffer::union(nulls.as_ref(), values.nulls());
    }
    Ok(Arc::new(BooleanArray::new(truth, nulls)))
}
