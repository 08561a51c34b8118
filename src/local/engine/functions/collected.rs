//! What becomes of the values that an aggregate collected: maps, percentiles, moments. The rewriter puts `array_agg` below.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Float64Array, Int64Array, ListArray, MapArray, StructArray, UInt32Array, make_comparator,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::{self, SortOptions};
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Field, Float64Type, Int64Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::{integer_rank, is_numeric, is_text};
use crate::engine::error::EngineError;
use crate::engine::types::map_type;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, List};
    r.add("$map_agg", Args::Rule(pairs), Returns::Rule(map_of_pairs), |a| map_agg(&a[0]));
    r.add("$multimap_agg", Args::Rule(pairs), Returns::Rule(multimap_of_pairs), |a| multimap_agg(&a[0]));
    r.add("$map_union", Args::Rule(maps), Returns::Rule(item), |a| map_union(&a[0]));
    r.add("$histogram", Args::Exact(&[List]), Returns::Rule(counts), |a| histogram(&a[0], None));
    r.add("array_histogram", Args::Exact(&[List]), Returns::Rule(counts), |a| histogram(&a[0], None));
    r.add("$max_by", Args::Rule(pairs), Returns::Rule(first_field), |a| extreme_by(&a[0], true));
    r.add("$min_by", Args::Rule(pairs), Returns::Rule(first_field), |a| extreme_by(&a[0], false));
    r.add("$most_frequent", Args::Exact(&[List, Bigint]), Returns::Rule(counts), |a| {
        histogram(&a[0], Some(rows::bigint(&a[1])?))
    });
    r.add("$percentile", Args::Rule(percentile_types), Returns::Rule(percentile_out), percentile);
    r.add("$weighted_percentile", Args::Rule(weighted_types), Returns::Rule(weighted_out), weighted_percentile);
    r.add("$first_of", Args::Exact(&[List, Bigint]), Returns::Same(0), first_of);
    r.add("$bits_and", Args::Rule(bigints), Returns::Bigint, |a| bits(a, |x, y| x & y));
    r.add("$bits_or", Args::Rule(bigints), Returns::Bigint, |a| bits(a, |x, y| x | y));
    r.add("$bits_xor", Args::Rule(bigints), Returns::Bigint, |a| bits(a, |x, y| x ^ y));
    r.add("$sum_items", Args::Rule(summable), Returns::Rule(item), |a| total(a, false));
    r.add("$avg_items", Args::Rule(averageable), Returns::Rule(item), |a| total(a, true));
    r.add("$skewness", Args::Rule(doubles), Returns::Double, |a| moment(a, skewness));
    r.add("$kurtosis", Args::Rule(doubles), Returns::Double, |a| moment(a, kurtosis));
    r.add("$entropy", Args::Rule(doubles), Returns::Double, |a| moment(a, entropy));
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", item, true)))
}

fn item(kinds: &[DataType]) -> Option<DataType> {
    match kinds.first()? {
        DataType::List(item) => Some(item.data_type().clone()),
        _ => None,
    }
}

/// The two fields of the rows of a list.
fn fields(kinds: &[DataType]) -> Option<(DataType, DataType)> {
    match item(kinds)? {
        DataType::Struct(fields) if fields.len() == 2 => {
            Some((fields[0].data_type().clone(), fields[1].data_type().clone()))
        }
        _ => None,
    }
}

fn inside(kind: DataType) -> DataType {
    if is_text(&kind) { DataType::Utf8 } else { kind }
}

fn pairs(kinds: &[DataType]) -> Option<Vec<DataType>> {
    fields(kinds).map(|_| kinds.to_vec())
}

fn maps(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(item(kinds)?, DataType::Map(_, _)).then(|| kinds.to_vec())
}

fn map_of_pairs(kinds: &[DataType]) -> Option<DataType> {
    let (key, value) = fields(kinds)?;
    Some(map_type(inside(key), inside(value)))
}

pub fn multimap_of_pairs(kinds: &[DataType]) -> Option<DataType> {
    let (key, value) = fields(kinds)?;
    Some(map_type(inside(key), list_of(inside(value))))
}

fn counts(kinds: &[DataType]) -> Option<DataType> {
    Some(map_type(inside(item(kinds)?), DataType::Int64))
}

fn bigints(kinds: &[DataType]) -> Option<Vec<DataType>> {
    integer_rank(&item(kinds)?).map(|_| vec![list_of(DataType::Int64)])
}

fn first_field(kinds: &[DataType]) -> Option<DataType> {
    fields(kinds).map(|(first, _)| first)
}

fn doubles(kinds: &[DataType]) -> Option<Vec<DataType>> {
    is_numeric(&item(kinds)?).then(|| vec![list_of(DataType::Float64)])
}

fn summable(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let kind = match item(kinds)? {
        kind if integer_rank(&kind).is_some() => DataType::Int64,
        DataType::Decimal128(_, scale) => DataType::Decimal128(38, scale),
        kind @ (DataType::Float32 | DataType::Float64) => kind,
        _ => return None,
    };
    Some(vec![list_of(kind)])
}

fn averageable(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let kind = match item(kinds)? {
        kind if integer_rank(&kind).is_some() => DataType::Float64,
        kind @ (DataType::Decimal128(_, _) | DataType::Float32 | DataType::Float64) => kind,
        _ => return None,
    };
    Some(vec![list_of(kind)])
}

/// Puts lists of keys and values together to maps, one for each row of the list.
fn build(list: &ListArray, lengths: Vec<usize>, keys: &ArrayRef, values: ArrayRef) -> Out {
    let shaped = |array: &ArrayRef| -> Out { Ok(compute::cast(array, &inside(array.data_type().clone()))?) };
    let (keys, values) = (shaped(keys)?, shaped(&values)?);
    let kind = map_type(keys.data_type().clone(), values.data_type().clone());
    let DataType::Map(entries, _) = &kind else { return Err(EngineError::system("a map type")) };
    let DataType::Struct(fields) = entries.data_type() else { return Err(EngineError::system("a map type")) };
    let structs = StructArray::try_new(fields.clone(), vec![keys, values], None)?;
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(MapArray::try_new(Arc::clone(entries), offsets, structs, list.nulls().cloned(), false)?))
}

fn range(list: &ListArray, row: usize) -> std::ops::Range<usize> {
    if list.is_null(row) {
        return 0..0;
    }
    list.value_offsets()[row] as usize..list.value_offsets()[row + 1] as usize
}

/// The items of each row in groups of equal ones, each group in order of appearance.
fn groups(list: &ListArray, keys: &ArrayRef) -> Result<Vec<Vec<Vec<u32>>>, EngineError> {
    let order = make_comparator(keys, keys, SortOptions::default())?;
    let mut all = Vec::with_capacity(list.len());
    for row in 0..list.len() {
        let mut items: Vec<u32> =
            range(list, row).filter(|item| keys.is_valid(*item)).map(|item| item as u32).collect();
        items.sort_by(|a, b| order(*a as usize, *b as usize).then(a.cmp(b)));
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for item in items {
            match groups.last_mut() {
                Some(group) if order(group[0] as usize, item as usize).is_eq() => group.push(item),
                _ => groups.push(vec![item]),
            }
        }
        groups.sort_by_key(|group| group[0]);
        all.push(groups);
    }
    Ok(all)
}

/// The first value of each key.
fn map_agg(list: &ArrayRef) -> Out {
    let list = list.as_list::<i32>();
    let pairs = list.values().as_struct();
    let groups = groups(list, pairs.column(0))?;
    let picks: UInt32Array = groups.iter().flatten().map(|group| group[0]).collect::<Vec<_>>().into();
    let keys = compute::take(pairs.column(0), &picks, None)?;
    let values = compute::take(pairs.column(1), &picks, None)?;
    build(list, groups.iter().map(Vec::len).collect(), &keys, values)
}

pub fn multimap_agg(list: &ArrayRef) -> Out {
    let list = list.as_list::<i32>();
    let pairs = list.values().as_struct();
    let groups = groups(list, pairs.column(0))?;
    let firsts: UInt32Array = groups.iter().flatten().map(|group| group[0]).collect::<Vec<_>>().into();
    let all: UInt32Array = groups.iter().flatten().flatten().copied().collect::<Vec<_>>().into();
    let keys = compute::take(pairs.column(0), &firsts, None)?;
    let items = compute::take(pairs.column(1), &all, None)?;
    let items = compute::cast(&items, &inside(items.data_type().clone()))?;
    let field = Arc::new(Field::new("item", items.data_type().clone(), true));
    let offsets = OffsetBuffer::from_lengths(groups.iter().flatten().map(Vec::len));
    let values: ArrayRef = Arc::new(ListArray::try_new(field, offsets, items, None)?);
    build(list, groups.iter().map(Vec::len).collect(), &keys, values)
}

fn map_union(list: &ArrayRef) -> Out {
    let list = list.as_list::<i32>();
    let maps = list.values().as_map();
    let same = make_comparator(maps.keys(), maps.keys(), SortOptions::default())?;
    let (mut picks, mut lengths): (Vec<u32>, Vec<usize>) = Default::default();
    for row in 0..list.len() {
        let mut entries: Vec<usize> = range(list, row)
            .filter(|map| maps.is_valid(*map))
            .flat_map(|map| maps.value_offsets()[map] as usize..maps.value_offsets()[map + 1] as usize)
            .collect();
        entries.sort_by(|a, b| same(*a, *b).then(a.cmp(b)));
        entries.dedup_by(|next, kept| same(*next, *kept).is_eq());
        lengths.push(entries.len());
        picks.extend(entries.into_iter().map(|entry| entry as u32));
    }
    let picks = UInt32Array::from(picks);
    let keys = compute::take(maps.keys(), &picks, None)?;
    let values = compute::take(maps.values(), &picks, None)?;
    build(list, lengths, &keys, values)
}

/// How often each value occurs; with a number of buckets only the most frequent ones.
fn histogram(list: &ArrayRef, buckets: Option<&Int64Array>) -> Out {
    let list = list.as_list::<i32>();
    let mut groups = groups(list, list.values())?;
    if let Some(buckets) = buckets {
        for (row, groups) in groups.iter_mut().enumerate() {
            groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
            groups.truncate(usize::try_from(buckets.value(row)).unwrap_or(0));
        }
    }
    let picks: UInt32Array = groups.iter().flatten().map(|group| group[0]).collect::<Vec<_>>().into();
    let keys = compute::take(list.values(), &picks, None)?;
    let values: Int64Array = groups.iter().flatten().map(|group| Some(group.len() as i64)).collect();
    build(list, groups.iter().map(Vec::len).collect(), &keys, Arc::new(values))
}

/// What percentiles are taken of.
fn ranked(kind: &DataType) -> Option<DataType> {
    Some(match kind {
        kind if integer_rank(kind).is_some() => DataType::Int64,
        DataType::Float32 => DataType::Float32,
        DataType::Float64 | DataType::Decimal128(_, _) => DataType::Float64,
        _ => return None,
    })
}

fn fractions(kind: &DataType) -> Option<DataType> {
    match kind {
        DataType::List(item) if is_numeric(item.data_type()) => Some(list_of(DataType::Float64)),
        other => is_numeric(other).then_some(DataType::Float64),
    }
}

fn percentile_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    Some(vec![list_of(ranked(&item(kinds)?)?), fractions(kinds.get(1)?)?])
}

fn percentile_out(kinds: &[DataType]) -> Option<DataType> {
    let one = item(kinds)?;
    Some(if matches!(kinds.get(1)?, DataType::List(_)) { list_of(one) } else { one })
}

fn weighted_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let (value, weight) = fields(kinds)?;
    ranked(&value)?;
    is_numeric(&weight).then_some(())?;
    Some(vec![kinds[0].clone(), fractions(kinds.get(1)?)?])
}

fn weighted_out(kinds: &[DataType]) -> Option<DataType> {
    let one = ranked(&fields(kinds)?.0)?;
    Some(if matches!(kinds.get(1)?, DataType::List(_)) { list_of(one) } else { one })
}

fn share(value: f64) -> Result<f64, EngineError> {
    if (0.0..=1.0).contains(&value) {
        return Ok(value);
    }
    Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "Percentile must be between 0 and 1"))
}

fn percentile(args: &[ArrayRef]) -> Out {
    let list = args[0].as_list::<i32>();
    quantiles(list, list.values(), |_| 1.0, &args[1])
}

fn weighted_percentile(args: &[ArrayRef]) -> Out {
    let list = args[0].as_list::<i32>();
    let pairs = list.values().as_struct();
    let kind = ranked(pairs.column(0).data_type()).ok_or_else(|| EngineError::system("a number type"))?;
    let values = compute::cast(pairs.column(0), &kind)?;
    let weights = compute::cast(pairs.column(1), &DataType::Float64)?;
    let weights = weights.as_primitive::<Float64Type>().clone();
    if weights.iter().flatten().any(|weight| weight < 0.0) {
        return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "weight must be >= 0"));
    }
    quantiles(list, &values, |item| if weights.is_null(item) { 0.0 } else { weights.value(item) }, &args[1])
}

/// The value at a share of the total weight, in order: an exact percentile where Trino's is close to one.
fn quantiles(list: &ListArray, values: &ArrayRef, weight: impl Fn(usize) -> f64, wanted: &ArrayRef) -> Out {
    let order = make_comparator(values, values, SortOptions::default())?;
    let several = wanted.as_list_opt::<i32>();
    let single = wanted.as_primitive_opt::<Float64Type>();
    let (mut picks, mut lengths): (Vec<Option<u32>>, Vec<usize>) = Default::default();
    for row in 0..list.len() {
        let mut items: Vec<usize> =
            range(list, row).filter(|item| values.is_valid(*item) && weight(*item) > 0.0).collect();
        items.sort_by(|a, b| order(*a, *b));
        let total: f64 = items.iter().map(|item| weight(*item)).sum();
        let at = |share: f64| {
            let target = share * total;
            let mut before = 0.0;
            let found = items.iter().find(|item| {
                before += weight(**item);
                before > target
            });
            found.or(items.last()).map(|item| *item as u32)
        };
        match (several, single) {
            (Some(lists), _) => {
                let shares = range(lists, row);
                lengths.push(shares.len());
                let numbers = lists.values().as_primitive::<Float64Type>();
                for number in shares {
                    picks.push(at(share(numbers.value(number))?));
                }
            }
            (None, Some(numbers)) if numbers.is_valid(row) => picks.push(at(share(numbers.value(row))?)),
            _ => picks.push(None),
        }
    }
    let found = compute::take(values, &UInt32Array::from(picks), None)?;
    match several {
        None => Ok(found),
        Some(_) => {
            let field = Arc::new(Field::new("item", found.data_type().clone(), true));
            let offsets = OffsetBuffer::from_lengths(lengths);
            Ok(Arc::new(ListArray::try_new(field, offsets, found, list.nulls().cloned())?))
        }
    }
}

fn first_of(args: &[ArrayRef]) -> Out {
    let (list, count) = (args[0].as_list::<i32>(), rows::bigint(&args[1])?);
    let (mut picks, mut lengths): (Vec<u32>, Vec<usize>) = Default::default();
    for row in 0..list.len() {
        let most = count.value(row);
        if count.is_valid(row) && most <= 0 {
            return Err(EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                "third argument of max_by/min_by must be a positive integer",
            ));
        }
        let items = range(list, row).take(usize::try_from(most).unwrap_or(0));
        let before = picks.len();
        picks.extend(items.map(|item| item as u32));
        lengths.push(picks.len() - before);
    }
    let values = compute::take(list.values(), &UInt32Array::from(picks), None)?;
    let DataType::List(field) = args[0].data_type() else { return Err(EngineError::system("an array type")) };
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, values, list.nulls().cloned())?))
}

/// The first field of the row whose second one is the greatest or the least.
fn extreme_by(list: &ArrayRef, greatest: bool) -> Out {
    let list = list.as_list::<i32>();
    let pairs = list.values().as_struct();
    let keys = super::nan::at_one_end(pairs.column(1), !greatest);
    let order = make_comparator(&keys, &keys, SortOptions::default())?;
    let picks: UInt32Array = (0..list.len())
        .map(|row| {
            let better = |a: usize, b: usize| if greatest { order(a, b).is_gt() } else { order(a, b).is_lt() };
            range(list, row).reduce(|best, next| if better(next, best) { next } else { best }).map(|item| item as u32)
        })
        .collect();
    Ok(compute::take(pairs.column(0), &picks, None)?)
}

fn bits(args: &[ArrayRef], join: impl Fn(i64, i64) -> i64) -> Out {
    let list = args[0].as_list::<i32>();
    let values = list.values().as_primitive::<Int64Type>();
    let out: Int64Array = (0..list.len())
        .map(|row| range(list, row).filter(|item| values.is_valid(*item)).map(|item| values.value(item)).reduce(&join))
        .collect();
    Ok(Arc::new(out))
}

/// The sum or mean of the items of each row, by the same rules as the aggregates'.
fn total(args: &[ArrayRef], mean: bool) -> Out {
    let list = args[0].as_list::<i32>();
    let overflow = |what: &str| EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", what);
    match list.values().data_type() {
        DataType::Int64 => {
            let values = list.values().as_primitive::<Int64Type>();
            let sums = (0..list.len())
                .map(|row| {
                    if range(list, row).is_empty() {
                        return Ok(None);
                    }
                    let sum: i128 = range(list, row).map(|item| i128::from(values.value(item))).sum();
                    i64::try_from(sum).map(Some).map_err(|_| overflow("bigint addition overflow in sum"))
                })
                .collect::<Result<Int64Array, EngineError>>()?;
            Ok(Arc::new(sums))
        }
        DataType::Decimal128(precision, scale) => {
            let values = list.values().as_primitive::<Decimal128Type>();
            let limit = 10_i128.pow(u32::from(*precision));
            let sums = (0..list.len())
                .map(|row| {
                    let items = range(list, row);
                    let count = items.len() as i128;
                    if count == 0 {
                        return Ok(None);
                    }
                    let sum = items
                        .map(|item| values.value(item))
                        .try_fold(0_i128, i128::checked_add)
                        .ok_or_else(|| overflow("Decimal overflow"))?;
                    let value = if mean { super::aggregate::divide_half_up(sum, count) } else { sum };
                    if value.abs() >= limit { Err(overflow("Decimal overflow")) } else { Ok(Some(value)) }
                })
                .collect::<Result<datafusion::arrow::array::Decimal128Array, EngineError>>()?;
            Ok(Arc::new(sums.with_precision_and_scale(*precision, *scale)?))
        }
        kind => {
            let values = compute::cast(list.values(), &DataType::Float64)?;
            let values = values.as_primitive::<Float64Type>();
            let sums: Float64Array = (0..list.len())
                .map(|row| {
                    let items = range(list, row);
                    let count = items.len();
                    let sum: f64 = items.map(|item| values.value(item)).sum();
                    (count > 0).then(|| if mean { sum / count as f64 } else { sum })
                })
                .collect();
            Ok(compute::cast(&sums, kind)?)
        }
    }
}

fn moment(args: &[ArrayRef], of: impl Fn(&[f64]) -> Option<f64>) -> Out {
    let list = args[0].as_list::<i32>();
    let values = list.values().as_primitive::<Float64Type>();
    let out: Float64Array = (0..list.len())
        .map(|row| {
            let items: Vec<f64> =
                range(list, row).filter(|item| values.is_valid(*item)).map(|item| values.value(item)).collect();
            of(&items)
        })
        .collect();
    Ok(Arc::new(out))
}

/// Count and sums of the second, third and fourth powers of the distances from the mean.
fn moments(items: &[f64]) -> (f64, f64, f64, f64) {
    let count = items.len() as f64;
    let mean = items.iter().sum::<f64>() / count;
    let power = |exponent: i32| items.iter().map(|item| (item - mean).powi(exponent)).sum::<f64>();
    (count, power(2), power(3), power(4))
}

fn skewness(items: &[f64]) -> Option<f64> {
    let (count, second, third, _) = moments(items);
    (items.len() >= 3).then(|| count.sqrt() * third / second.powf(1.5))
}

fn kurtosis(items: &[f64]) -> Option<f64> {
    let (n, second, _, fourth) = moments(items);
    (items.len() >= 4).then(|| {
        let variance = second / (n - 1.0);
        n * (n + 1.0) / ((n - 1.0) * (n - 2.0) * (n - 3.0)) * fourth / (variance * variance)
            - 3.0 * (n - 1.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0))
    })
}

/// Log-2 entropy of counts.
fn entropy(items: &[f64]) -> Option<f64> {
    let total: f64 = items.iter().sum();
    if items.is_empty() {
        return None;
    }
    if total == 0.0 {
        return Some(0.0);
    }
    let weighted: f64 = items.iter().filter(|item| **item > 0.0).map(|item| item * item.ln()).sum();
    Some(((total.ln() - weighted / total) / std::f64::consts::LN_2).max(0.0))
}
