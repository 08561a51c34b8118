//! Times of files that are finer than Athena's milliseconds.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, ListArray, MapArray, StructArray};
use datafusion::arrow::datatypes::{DataType, TimeUnit, TimestampMicrosecondType, TimestampNanosecondType};

use super::registry::Registry;
use super::rows::Out;
use super::udf::{Args, Returns};

pub fn register(r: &mut Registry) {
    r.add("$round_times", Args::Rule(|kinds| (kinds.len() == 1).then(|| kinds.to_vec())), Returns::Same(0), |a| {
        rounded(&a[0])
    });
}

/// The nearest whole millisecond, in the same unit; of two the later one.
fn nearest(value: i64, per_milli: i64) -> i64 {
    value.saturating_add(per_milli / 2).div_euclid(per_milli) * per_milli
}

/// Every timestamp of an array rounded to milliseconds, however deep it is; types stay as they are.
fn rounded(array: &ArrayRef) -> Out {
    Ok(match array.data_type() {
        DataType::Timestamp(TimeUnit::Microsecond, zone) => {
            let values = array.as_primitive::<TimestampMicrosecondType>();
            let values = values.unary::<_, TimestampMicrosecondType>(|value| nearest(value, 1_000));
            Arc::new(values.with_timezone_opt(zone.clone()))
        }
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => {
            let values = array.as_primitive::<TimestampNanosecondType>();
            let values = values.unary::<_, TimestampNanosecondType>(|value| nearest(value, 1_000_000));
            Arc::new(values.with_timezone_opt(zone.clone()))
        }
        DataType::List(field) => {
            let list = array.as_list::<i32>();
            let values = rounded(list.values())?;
            Arc::new(ListArray::try_new(Arc::clone(field), list.offsets().clone(), values, list.nulls().cloned())?)
        }
        DataType::Struct(fields) => {
            let row = array.as_struct();
            let columns = row.columns().iter().map(rounded).collect::<Result<Vec<_>, _>>()?;
            let nulls = row.nulls().cloned();
            Arc::new(StructArray::try_new_with_length(fields.clone(), columns, nulls, row.len())?)
        }
        DataType::Map(field, ordered) => {
            let map = array.as_map();
            let entries: ArrayRef = Arc::new(map.entries().clone());
            let entries = rounded(&entries)?.as_struct().clone();
            let (offsets, nulls) = (map.offsets().clone(), map.nulls().cloned());
            Arc::new(MapArray::try_new(Arc::clone(field), offsets, entries, nulls, *ordered)?)
        }
        _ => Arc::clone(array),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_rounded_up() {
        let rounded: Vec<i64> = [499, 500, 1_499, -500, -501, -1, i64::MAX].map(|value| nearest(value, 1_000)).to_vec();
        assert_eq!(rounded, [0, 1_000, 1_000, 0, -1_000, 0, i64::MAX / 1_000 * 1_000]);
    }
}
