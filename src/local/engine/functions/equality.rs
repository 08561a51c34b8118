//! Arrays, maps and rows compared as Trino compares them: a NULL inside leaves open what nothing else decides, NaN equals
//! nothing, and the order of a map's entries means nothing.

use std::cmp::Ordering;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, make_comparator};
use datafusion::arrow::compute::SortOptions;
use datafusion::arrow::datatypes::{DataType, Float32Type, Float64Type, Int32Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Args, Returns};
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    r.add("$equal", Args::Rule(alike), Returns::Boolean, equal);
    r.add("$compare", Args::Rule(alike), Returns::Integer, compare);
}

fn alike(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [left, right] if left == right => Some(kinds.to_vec()),
        _ => None,
    }
}

/// Whether two items are equal; none when a NULL leaves that open.
type Same = Box<dyn Fn(usize, usize) -> Option<bool>>;

fn same(a: &ArrayRef, b: &ArrayRef) -> Result<Same, EngineError> {
    let inner: Same = match a.data_type() {
        DataType::List(_) => {
            let (x, y) = (a.as_list::<i32>().clone(), b.as_list::<i32>().clone());
            let item = same(x.values(), y.values())?;
            Box::new(move |i, j| {
                let (from, to) = (x.value_offsets()[i] as usize, y.value_offsets()[j] as usize);
                let length = x.value_length(i) as usize;
                if length != y.value_length(j) as usize {
                    return Some(false);
                }
                all((0..length).map(|place| item(from + place, to + place)))
            })
        }
        DataType::Struct(_) => {
            let (x, y) = (a.as_struct(), b.as_struct());
            let fields = x.columns().iter().zip(y.columns()).map(|(x, y)| same(x, y)).collect::<Result<Vec<_>, _>>()?;
            Box::new(move |i, j| all(fields.iter().map(|field| field(i, j))))
        }
        DataType::Map(_, _) => {
            let (x, y) = (a.as_map().clone(), b.as_map().clone());
            let (key, value) = (same(x.keys(), y.keys())?, same(x.values(), y.values())?);
            Box::new(move |i, j| {
                let ours = x.value_offsets()[i] as usize..x.value_offsets()[i + 1] as usize;
                let theirs = y.value_offsets()[j] as usize..y.value_offsets()[j + 1] as usize;
                if ours.len() != theirs.len() {
                    return Some(false);
                }
                all(ours.map(|entry| {
                    let other = theirs.clone().find(|other| key(entry, *other) == Some(true));
                    other.map_or(Some(false), |other| value(entry, other))
                }))
            })
        }
        DataType::Float64 => {
            let (x, y) = (a.as_primitive::<Float64Type>().clone(), b.as_primitive::<Float64Type>().clone());
            Box::new(move |i, j| Some(x.value(i) == y.value(j)))
        }
        DataType::Float32 => {
            let (x, y) = (a.as_primitive::<Float32Type>().clone(), b.as_primitive::<Float32Type>().clone());
            Box::new(move |i, j| Some(x.value(i) == y.value(j)))
        }
        // Nothing but NULL is of no type.
        DataType::Null => Box::new(|_, _| None),
        _ => {
            let order = make_comparator(a, b, SortOptions::default())?;
            Box::new(move |i, j| Some(order(i, j).is_eq()))
        }
    };
    let (x, y) = (a.logical_nulls(), b.logical_nulls());
    Ok(Box::new(move |i, j| {
        let null = x.as_ref().is_some_and(|nulls| nulls.is_null(i)) || y.as_ref().is_some_and(|nulls| nulls.is_null(j));
        if null { None } else { inner(i, j) }
    }))
}

/// AND of three truth values.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(true) }
}

fn equal(args: &[ArrayRef]) -> Out {
    let same = same(&args[0], &args[1])?;
    rows::to_boolean(args, |row| Ok(same(row, row)))
}

type Order = Box<dyn Fn(usize, usize) -> Result<Ordering, EngineError>>;

fn order(a: &ArrayRef, b: &ArrayRef) -> Result<Order, EngineError> {
    Ok(match a.data_type() {
        DataType::List(_) => {
            let (x, y) = (a.as_list::<i32>().clone(), b.as_list::<i32>().clone());
            let item = filled(x.values(), y.values(), "ARRAY comparison not supported for arrays with null elements")?;
            Box::new(move |i, j| {
                let (from, to) = (x.value_offsets()[i] as usize, y.value_offsets()[j] as usize);
                let (ours, theirs) = (x.value_length(i) as usize, y.value_length(j) as usize);
                for place in 0..ours.min(theirs) {
                    match item(from + place, to + place)? {
                        Ordering::Equal => {}
                        decided => return Ok(decided),
                    }
                }
                Ok(ours.cmp(&theirs))
            })
        }
        DataType::Struct(_) => {
            let (x, y) = (a.as_struct(), b.as_struct());
            let fields = x
                .columns()
                .iter()
                .zip(y.columns())
                .map(|(x, y)| filled(x, y, "ROW comparison not supported for fields with null elements"))
                .collect::<Result<Vec<_>, _>>()?;
            Box::new(move |i, j| {
                for field in &fields {
                    match field(i, j)? {
                        Ordering::Equal => {}
                        decided => return Ok(decided),
                    }
                }
                Ok(Ordering::Equal)
            })
        }
        DataType::Map(_, _) => return Err(EngineError::user("TYPE_MISMATCH", "maps have no order")),
        _ => {
            let (a, b) = (super::nan::at_one_end(a, true), super::nan::at_one_end(b, true));
            let order = make_comparator(&a, &b, SortOptions::default())?;
            Box::new(move |i, j| Ok(order(i, j)))
        }
    })
}

/// The order of items, of which none may be NULL.
fn filled(a: &ArrayRef, b: &ArrayRef, refusal: &'static str) -> Result<Order, EngineError> {
    let order = order(a, b)?;
    let (x, y) = (a.logical_nulls(), b.logical_nulls());
    Ok(Box::new(move |i, j| {
        let null = x.as_ref().is_some_and(|nulls| nulls.is_null(i)) || y.as_ref().is_some_and(|nulls| nulls.is_null(j));
        if null { Err(EngineError::user("NOT_SUPPORTED", refusal)) } else { order(i, j) }
    }))
}

fn compare(args: &[ArrayRef]) -> Out {
    let order = order(&args[0], &args[1])?;
    Ok(Arc::new(rows::to_number::<Int32Type>(args, |row| Ok(Some(order(row, row)? as i32)))?))
}
