//! Aggregates that say one thing about all values of a group: `checksum` and `numeric_histogram`.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BinaryBuilder, Float64Array, MapArray, PrimitiveArray, StructArray,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Decimal128Type, Field, Float32Type, Float64Type, Int64Type, TimeUnit,
    TimestampMillisecondType,
};

use super::codec::xxhash64;
use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Args, Returns};
use crate::engine::coercion::{integer_rank, is_binary, is_numeric, is_text};
use crate::engine::error::EngineError;
use crate::engine::types::map_type;

pub fn register(r: &mut Registry) {
    r.add("$checksum", Args::Rule(summable), Returns::Varbinary, checksum);
    r.add("$numeric_histogram", Args::Rule(weighted), Returns::Rule(|_| Some(histogram_type())), numeric_histogram);
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", item, true)))
}

fn item(kinds: &[DataType]) -> Option<&DataType> {
    match kinds.first()? {
        DataType::List(item) => Some(item.data_type()),
        _ => None,
    }
}

/// The types whose values have a hash here, and the ones under which they are hashed.
fn summable(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let kind = match item(kinds)? {
        kind if integer_rank(kind).is_some() => DataType::Int64,
        kind if is_text(kind) => DataType::Utf8,
        kind if is_binary(kind) => DataType::Binary,
        kind @ (DataType::Boolean
        | DataType::Float32
        | DataType::Float64
        | DataType::Date32
        | DataType::Decimal128(_, _)
        | DataType::Null) => kind.clone(),
        DataType::Timestamp(TimeUnit::Second | TimeUnit::Millisecond, None) => {
            DataType::Timestamp(TimeUnit::Millisecond, None)
        }
        _ => return None,
    };
    Some(vec![list_of(kind)])
}

/// The factor of the sum; what a NULL adds to it.
const PRIME: u64 = 0x9E37_79B1_85EB_CA87;

fn word(value: i64) -> u64 {
    xxhash64(&value.to_le_bytes())
}

/// The hash of each value; none for NULL.
fn hashes(values: &ArrayRef) -> Result<Vec<Option<u64>>, EngineError> {
    fn each<T: ArrowPrimitiveType>(values: &PrimitiveArray<T>, hash: impl Fn(T::Native) -> u64) -> Vec<Option<u64>> {
        values.iter().map(|value| value.map(&hash)).collect()
    }
    Ok(match values.data_type() {
        DataType::Null => vec![None; values.len()],
        DataType::Int64 => each(values.as_primitive::<Int64Type>(), word),
        DataType::Date32 => each(values.as_primitive::<Date32Type>(), |days| word(i64::from(days))),
        DataType::Boolean => {
            values.as_boolean().iter().map(|value| value.map(|value| word(i64::from(value)))).collect()
        }
        // Minus zero is zero, and every NaN the same one.
        DataType::Float64 => each(values.as_primitive::<Float64Type>(), |value| {
            word(if value.is_nan() { f64::NAN } else { value + 0.0 }.to_bits() as i64)
        }),
        DataType::Float32 => each(values.as_primitive::<Float32Type>(), |value| {
            word(i64::from(if value.is_nan() { f32::NAN } else { value + 0.0 }.to_bits() as i32))
        }),
        DataType::Timestamp(_, _) => {
            each(values.as_primitive::<TimestampMillisecondType>(), |millis| word(millis.wrapping_mul(1000)))
        }
        DataType::Decimal128(precision, _) if *precision <= 18 => {
            each(values.as_primitive::<Decimal128Type>(), |value| word(value as i64))
        }
        DataType::Decimal128(_, _) => {
            each(values.as_primitive::<Decimal128Type>(), |value| word(value as i64) ^ word((value >> 64) as i64))
        }
        DataType::Utf8 => rows::text(values)?.iter().map(|text| text.map(|text| xxhash64(text.as_bytes()))).collect(),
        _ => rows::binary(values)?.iter().map(|bytes| bytes.map(xxhash64)).collect(),
    })
}

/// The same for the same values in any order.
fn checksum(args: &[ArrayRef]) -> Out {
    let list = args[0].as_list::<i32>();
    let hashes = hashes(list.values())?;
    let mut builder = BinaryBuilder::new();
    for row in rows::live(args) {
        let Some(row) = row else {
            builder.append_null();
            continue;
        };
        let items = list.value_offsets()[row] as usize..list.value_offsets()[row + 1] as usize;
        let sum = hashes[items]
            .iter()
            .fold(0_u64, |sum, hash| sum.wrapping_add(hash.map_or(PRIME, |hash| hash.wrapping_mul(PRIME))));
        builder.append_value(sum.to_le_bytes());
    }
    Ok(Arc::new(builder.finish()))
}

fn histogram_type() -> DataType {
    map_type(DataType::Float64, DataType::Float64)
}

fn weighted(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match (item(kinds)?, kinds.get(1)?) {
        (DataType::Struct(fields), buckets)
            if fields.len() == 2
                && fields.iter().all(|field| is_numeric(field.data_type()))
                && integer_rank(buckets).is_some() =>
        {
            Some(vec![kinds[0].clone(), DataType::Int64])
        }
        _ => None,
    }
}

/// The weight of each value while there are no more values than buckets; how more of them are brought together depends on
/// the order in which Trino sees them.
fn numeric_histogram(args: &[ArrayRef]) -> Out {
    let (list, buckets) = (args[0].as_list::<i32>(), rows::bigint(&args[1])?);
    let pairs = list.values().as_struct();
    let column = |place: usize| -> Result<Float64Array, EngineError> {
        let doubles = compute::cast(pairs.column(place), &DataType::Float64)?;
        rows::double(&doubles).cloned()
    };
    let (values, weights) = (column(0)?, column(1)?);
    let (mut keys, mut sums, mut lengths): (Vec<f64>, Vec<f64>, Vec<usize>) = Default::default();
    for row in 0..list.len() {
        if list.is_null(row) {
            lengths.push(0);
            continue;
        }
        let most = buckets.value(row);
        if buckets.is_null(row) || most < 2 {
            return Err(EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                "numeric_histogram bucket count must be greater than one",
            ));
        }
        let mut items: Vec<(f64, f64)> = (list.value_offsets()[row] as usize..list.value_offsets()[row + 1] as usize)
            .filter(|item| values.is_valid(*item) && weights.is_valid(*item))
            .map(|item| (values.value(item), weights.value(item)))
            .collect();
        items.sort_by(|a, b| a.0.total_cmp(&b.0));
        let before = keys.len();
        for (value, weight) in items {
            match (keys[before..].last(), sums.last_mut()) {
                (Some(last), Some(sum)) if *last == value => *sum += weight,
                _ => {
                    keys.push(value);
                    sums.push(weight);
                }
            }
        }
        let count = keys.len() - before;
        if i64::try_from(count).unwrap_or(i64::MAX) > most {
            return Err(EngineError::unsupported("numeric_histogram of more values than buckets"));
        }
        lengths.push(count);
    }
    let kind = histogram_type();
    let DataType::Map(entries, _) = &kind else { return Err(EngineError::system("a map type")) };
    let DataType::Struct(fields) = entries.data_type() else { return Err(EngineError::system("a map type")) };
    let columns: Vec<ArrayRef> = vec![Arc::new(Float64Array::from(keys)), Arc::new(Float64Array::from(sums))];
    let structs = StructArray::try_new(fields.clone(), columns, None)?;
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(MapArray::try_new(Arc::clone(entries), offsets, structs, list.nulls().cloned(), false)?))
}
