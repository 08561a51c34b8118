//! Functions over arrays, maps and rows. Indexes count from 1.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, ListArray, MapArray, StringBuilder, StructArray, UInt32Array, make_comparator,
    new_null_array,
};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::compute::{self, SortOptions};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Int64Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::{common, common_of, integer_rank, is_text};
use crate::engine::error::EngineError;
use crate::engine::format;
use crate::engine::types::map_type;

pub fn register(r: &mut Registry) {
    use Arg::{List, Map, Text};
    r.add("$array", Args::Rule(item_types), Returns::Rule(array_type), array);
    r.add("$row", Args::Rule(|kinds| Some(kinds.to_vec())), Returns::Rule(row_type), row);
    r.add("$map", Args::Rule(map_types), Returns::Rule(map_of), map);
    r.add("$subscript", Args::Rule(subscript_types), Returns::Rule(element_type), |a| element(a, true));
    r.add("element_at", Args::Rule(subscript_types), Returns::Rule(element_type), |a| element(a, false));
    r.add("cardinality", Args::Exact(&[List]), Returns::Bigint, cardinality);
    r.add("cardinality", Args::Exact(&[Map]), Returns::Bigint, cardinality);
    r.add("contains", Args::Rule(search_types), Returns::Boolean, contains);
    r.add("array_position", Args::Rule(search_types), Returns::Bigint, position);
    r.add("array_remove", Args::Rule(search_types), Returns::Same(0), remove);
    r.add("array_join", Args::Exact(&[List, Text]), Returns::Text, join);
    r.add("array_join", Args::Exact(&[List, Text, Text]), Returns::Text, join);
    r.add("array_max", Args::Exact(&[List]), Returns::Rule(item_of), |a| extreme(a, true));
    r.add("array_min", Args::Exact(&[List]), Returns::Rule(item_of), |a| extreme(a, false));
    r.add("array_sort", Args::Exact(&[List]), Returns::Same(0), sort);
    r.add("array_distinct", Args::Exact(&[List]), Returns::Same(0), distinct);
    r.add("reverse", Args::Exact(&[List]), Returns::Same(0), reverse);
    r.add("slice", Args::Exact(&[List, Arg::Bigint, Arg::Bigint]), Returns::Same(0), slice);
    r.add("map_keys", Args::Exact(&[Map]), Returns::Rule(|kinds| keys_of(kinds, 0)), |a| entries(a, 0));
    r.add("map_values", Args::Exact(&[Map]), Returns::Rule(|kinds| keys_of(kinds, 1)), |a| entries(a, 1));
    r.add("$ordinals", Args::Rule(lists), Returns::Rule(bigint_list), ordinals);
    r.add("sequence", Args::Exact(&[Arg::Bigint, Arg::Bigint]), Returns::Rule(bigint_list), sequence);
    r.add("sequence", Args::Exact(&[Arg::Bigint, Arg::Bigint, Arg::Bigint]), Returns::Rule(bigint_list), sequence);
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", item, true)))
}

fn bigint_list(_: &[DataType]) -> Option<DataType> {
    Some(list_of(DataType::Int64))
}

/// View text is plain text inside other values.
fn inside(kind: DataType) -> DataType {
    if is_text(&kind) { DataType::Utf8 } else { kind }
}

fn item_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    if kinds.is_empty() {
        return Some(Vec::new());
    }
    let shared = inside(common_of(kinds)?);
    Some(vec![shared; kinds.len()])
}

fn array_type(kinds: &[DataType]) -> Option<DataType> {
    Some(list_of(kinds.first().cloned().unwrap_or(DataType::Null)))
}

fn array(args: &[ArrayRef]) -> Out {
    let Some(first) = args.first() else {
        let field = Arc::new(Field::new("item", DataType::Null, true));
        return Ok(Arc::new(ListArray::try_new(
            field,
            OffsetBuffer::from_lengths([0]),
            new_null_array(&DataType::Null, 0),
            None,
        )?));
    };
    let rows = first.len();
    let sources: Vec<&dyn Array> = args.iter().map(AsRef::as_ref).collect();
    let indices: Vec<(usize, usize)> = (0..rows).flat_map(|row| (0..args.len()).map(move |item| (item, row))).collect();
    let values = compute::interleave(&sources, &indices)?;
    let field = Arc::new(Field::new("item", first.data_type().clone(), true));
    Ok(Arc::new(ListArray::try_new(
        field,
        OffsetBuffer::from_lengths(std::iter::repeat_n(args.len(), rows)),
        values,
        None,
    )?))
}

fn row_fields(kinds: &[DataType]) -> Fields {
    kinds.iter().enumerate().map(|(index, kind)| Field::new(format!("c${index}"), kind.clone(), true)).collect()
}

fn row_type(kinds: &[DataType]) -> Option<DataType> {
    Some(DataType::Struct(row_fields(kinds)))
}

fn row(args: &[ArrayRef]) -> Out {
    let kinds: Vec<DataType> = args.iter().map(|array| array.data_type().clone()).collect();
    Ok(Arc::new(StructArray::try_new(row_fields(&kinds), args.to_vec(), None)?))
}

fn map_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DataType::List(_), DataType::List(_)]).then(|| kinds.to_vec())
}

fn map_of(kinds: &[DataType]) -> Option<DataType> {
    match kinds {
        [DataType::List(key), DataType::List(value)] => {
            Some(map_type(key.data_type().clone(), value.data_type().clone()))
        }
        _ => None,
    }
}

fn map(args: &[ArrayRef]) -> Out {
    let (keys, values) = (args[0].as_list::<i32>(), args[1].as_list::<i32>());
    let kind = map_of(&[args[0].data_type().clone(), args[1].data_type().clone()])
        .ok_or_else(|| EngineError::system("a map type"))?;
    let DataType::Map(entries, _) = &kind else { return Err(EngineError::system("a map type")) };
    let DataType::Struct(fields) = entries.data_type() else { return Err(EngineError::system("a map type")) };
    let mut lengths = Vec::with_capacity(keys.len());
    let (mut all_keys, mut all_values) = (Vec::new(), Vec::new());
    for row in rows::live(args) {
        let Some(row) = row else {
            lengths.push(0);
            continue;
        };
        let (keys, values) = (keys.value(row), values.value(row));
        if keys.len() != values.len() {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "Key and value arrays must be the same length"));
        }
        if keys.null_count() > 0 {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "map key cannot be null"));
        }
        let same = make_comparator(&keys, &keys, SortOptions::default())?;
        if (0..keys.len()).any(|index| (0..index).any(|before| same(index, before).is_eq())) {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "Duplicate map keys are not allowed"));
        }
        lengths.push(keys.len());
        all_keys.push(keys);
        all_values.push(values);
    }
    let join = |parts: &[ArrayRef], kind: &DataType| -> Out {
        if parts.is_empty() {
            return Ok(new_null_array(kind, 0));
        }
        let parts: Vec<&dyn Array> = parts.iter().map(AsRef::as_ref).collect();
        Ok(compute::concat(&parts)?)
    };
    let columns = vec![join(&all_keys, fields[0].data_type())?, join(&all_values, fields[1].data_type())?];
    let structs = StructArray::try_new(fields.clone(), columns, None)?;
    let nulls = NullBuffer::from_iter(rows::live(args).map(|row| row.is_some()));
    Ok(Arc::new(MapArray::try_new(
        Arc::clone(entries),
        OffsetBuffer::from_lengths(lengths),
        structs,
        Some(nulls),
        false,
    )?))
}

fn item_of(kinds: &[DataType]) -> Option<DataType> {
    match kinds.first()? {
        DataType::List(item) => Some(item.data_type().clone()),
        _ => None,
    }
}

fn keys_of(kinds: &[DataType], side: usize) -> Option<DataType> {
    match kinds.first()? {
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) => Some(list_of(fields.get(side)?.data_type().clone())),
            _ => None,
        },
        _ => None,
    }
}

/// An array with an integer, a map with a key, or a row with a constant position.
pub fn subscript_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [list @ DataType::List(_), index] if integer_rank(index).is_some() || *index == DataType::Null => {
            Some(vec![list.clone(), DataType::Int64])
        }
        [map @ DataType::Map(entries, _), key] => match entries.data_type() {
            DataType::Struct(fields) => {
                let wanted = fields.first()?.data_type();
                (common(wanted, key).as_ref() == Some(wanted) || (is_text(wanted) && is_text(key)))
                    .then(|| vec![map.clone(), wanted.clone()])
            }
            _ => None,
        },
        _ => None,
    }
}

pub fn element_type(kinds: &[DataType]) -> Option<DataType> {
    match kinds.first()? {
        DataType::List(item) => Some(item.data_type().clone()),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) => Some(fields.get(1)?.data_type().clone()),
            _ => None,
        },
        _ => None,
    }
}

pub fn element(args: &[ArrayRef], strict: bool) -> Out {
    let invalid = |text: String| EngineError::user("INVALID_FUNCTION_ARGUMENT", text);
    if matches!(args[0].data_type(), DataType::Map(_, _)) {
        let map = args[0].as_map();
        let same = make_comparator(map.keys(), &args[1], SortOptions::default())?;
        let mut picks = Vec::with_capacity(map.len());
        for row in rows::live(args) {
            let Some(row) = row else {
                picks.push(None);
                continue;
            };
            let (start, end) = (map.value_offsets()[row] as usize, map.value_offsets()[row + 1] as usize);
            let found = (start..end).find(|entry| same(*entry, row).is_eq());
            if found.is_none() && strict {
                let key = format::format_cell(&args[1], row).unwrap_or_default();
                return Err(invalid(format!("Key not present in map: {key}")));
            }
            picks.push(found.map(|entry| entry as u32));
        }
        return Ok(compute::take(map.values(), &UInt32Array::from(picks), None)?);
    }
    let (list, index) = (args[0].as_list::<i32>(), rows::bigint(&args[1])?);
    let mut picks = Vec::with_capacity(list.len());
    for row in rows::live(args) {
        let Some(row) = row else {
            picks.push(None);
            continue;
        };
        let (start, length, index) =
            (i64::from(list.value_offsets()[row]), i64::from(list.value_length(row)), index.value(row));
        if index == 0 {
            return Err(invalid("SQL array indices start at 1".to_owned()));
        }
        if strict && index < 0 {
            return Err(invalid(format!("Array subscript is negative: {index}")));
        }
        let from_zero = if index > 0 { index - 1 } else { length + index };
        if (0..length).contains(&from_zero) {
            picks.push(u32::try_from(start + from_zero).ok());
        } else if strict {
            return Err(invalid(format!(
                "Array subscript must be less than or equal to array length: {index} > {length}"
            )));
        } else {
            picks.push(None);
        }
    }
    Ok(compute::take(list.values(), &UInt32Array::from(picks), None)?)
}

fn cardinality(args: &[ArrayRef]) -> Out {
    let out = match args[0].data_type() {
        DataType::Map(_, _) => {
            let map = args[0].as_map();
            rows::to_number::<Int64Type>(args, |row| Ok(Some(i64::from(map.value_length(row)))))?
        }
        _ => {
            let list = args[0].as_list::<i32>();
            rows::to_number::<Int64Type>(args, |row| Ok(Some(i64::from(list.value_length(row)))))?
        }
    };
    Ok(Arc::new(out))
}

/// An array and a value of what its items and the value have in common.
fn search_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [DataType::List(item), value] => {
            let shared = inside(common(item.data_type(), value)?);
            Some(vec![list_of(shared.clone()), shared])
        }
        _ => None,
    }
}

/// Positions, from 0, of the items of a row that equal the row's value.
fn matches(args: &[ArrayRef]) -> Result<impl Fn(usize) -> Vec<usize>, EngineError> {
    let list = args[0].as_list::<i32>().clone();
    // A NaN in the array and the NaN that is looked for are not equal.
    let (items, wanted) = (super::nan::at_one_end(list.values(), true), super::nan::at_one_end(&args[1], false));
    let same = make_comparator(&items, &wanted, SortOptions::default())?;
    Ok(move |row: usize| {
        let (start, end) = (list.value_offsets()[row] as usize, list.value_offsets()[row + 1] as usize);
        (start..end)
            .filter(|item| list.values().is_valid(*item) && same(*item, row).is_eq())
            .map(|item| item - start)
            .collect()
    })
}

/// NULL when the value is not found among items of which one is NULL.
fn contains(args: &[ArrayRef]) -> Out {
    let list = args[0].as_list::<i32>();
    let found = matches(args)?;
    rows::to_boolean(args, |row| {
        Ok(if !found(row).is_empty() {
            Some(true)
        } else if list.value(row).null_count() > 0 {
            None
        } else {
            Some(false)
        })
    })
}

fn position(args: &[ArrayRef]) -> Out {
    let found = matches(args)?;
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| Ok(Some(found(row).first().map_or(0, |at| *at as i64 + 1))))?))
}

/// Builds a list from picked items of the lists of each row.
fn pick(args: &[ArrayRef], mut each: impl FnMut(usize, usize, usize) -> Result<Vec<usize>, EngineError>) -> Out {
    let list = args[0].as_list::<i32>();
    let mut picks: Vec<u32> = Vec::new();
    let mut lengths = Vec::with_capacity(list.len());
    for row in rows::live(args) {
        let Some(row) = row else {
            lengths.push(0);
            continue;
        };
        let (start, end) = (list.value_offsets()[row] as usize, list.value_offsets()[row + 1] as usize);
        let chosen = each(row, start, end)?;
        lengths.push(chosen.len());
        picks.extend(chosen.into_iter().map(|item| item as u32));
    }
    let values = compute::take(list.values(), &UInt32Array::from(picks), None)?;
    let nulls = NullBuffer::from_iter(rows::live(args).map(|row| row.is_some()));
    let DataType::List(field) = args[0].data_type() else { return Err(EngineError::system("an array type")) };
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), OffsetBuffer::from_lengths(lengths), values, Some(nulls))?))
}

fn remove(args: &[ArrayRef]) -> Out {
    let found = matches(args)?;
    pick(args, |row, start, end| {
        let gone = found(row);
        Ok((start..end).filter(|item| !gone.contains(&(item - start))).collect())
    })
}

fn reverse(args: &[ArrayRef]) -> Out {
    pick(args, |_, start, end| Ok((start..end).rev().collect()))
}

fn slice(args: &[ArrayRef]) -> Out {
    let (from, length) = (rows::bigint(&args[1])?, rows::bigint(&args[2])?);
    pick(args, |row, start, end| {
        let (from, length, size) = (from.value(row), length.value(row), (end - start) as i64);
        if length < 0 {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "length must be greater than or equal to 0"));
        }
        if from == 0 {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "SQL array indices start at 1"));
        }
        let first = if from > 0 { from - 1 } else { size + from };
        if first < 0 || first >= size {
            return Ok(Vec::new());
        }
        let last = first.saturating_add(length).min(size);
        Ok((start + first as usize..start + last as usize).collect())
    })
}

/// Ascending, NULLs last.
fn sort(args: &[ArrayRef]) -> Out {
    let list = args[0].as_list::<i32>().clone();
    let order = make_comparator(list.values(), list.values(), SortOptions { descending: false, nulls_first: false })?;
    pick(args, |_, start, end| {
        let mut items: Vec<usize> = (start..end).collect();
        items.sort_by(|a, b| order(*a, *b));
        Ok(items)
    })
}

fn distinct(args: &[ArrayRef]) -> Out {
    let list = args[0].as_list::<i32>().clone();
    let same = make_comparator(list.values(), list.values(), SortOptions::default())?;
    pick(args, |_, start, end| {
        let mut kept: Vec<usize> = Vec::new();
        for item in start..end {
            if !kept.iter().any(|before| same(*before, item).is_eq()) {
                kept.push(item);
            }
        }
        Ok(kept)
    })
}

/// NULL when the array is empty or has a NULL.
fn extreme(args: &[ArrayRef], greatest: bool) -> Out {
    let list = args[0].as_list::<i32>();
    let values = super::nan::at_one_end(list.values(), !greatest);
    let order = make_comparator(&values, &values, SortOptions::default())?;
    let picks: UInt32Array = rows::live(args)
        .map(|row| {
            let row = row?;
            let (start, end) = (list.value_offsets()[row] as usize, list.value_offsets()[row + 1] as usize);
            if (start..end).any(|item| list.values().is_null(item)) {
                return None;
            }
            let best = if greatest {
                (start..end).max_by(|a, b| order(*a, *b))
            } else {
                (start..end).min_by(|a, b| order(*a, *b))
            };
            best.map(|item| item as u32)
        })
        .collect();
    Ok(compute::take(list.values(), &picks, None)?)
}

/// Items as text; NULL items are left out unless a third argument stands for them.
pub fn join(args: &[ArrayRef]) -> Out {
    let (list, by) = (args[0].as_list::<i32>(), rows::text(&args[1])?);
    let missing = args.get(2).map(rows::text).transpose()?;
    let as_text =
        super::cast::cast(list.values(), &crate::engine::trino_types::TrinoType::plain(DataType::Utf8), false)?;
    let items = rows::text(&as_text)?;
    let mut builder = StringBuilder::new();
    for row in rows::live(args) {
        let Some(row) = row else {
            builder.append_null();
            continue;
        };
        let (start, end) = (list.value_offsets()[row] as usize, list.value_offsets()[row + 1] as usize);
        let parts: Vec<&str> = (start..end)
            .filter_map(|item| {
                if items.is_valid(item) { Some(items.value(item)) } else { missing.map(|missing| missing.value(row)) }
            })
            .collect();
        builder.append_value(parts.join(by.value(row)));
    }
    Ok(Arc::new(builder.finish()))
}

/// Arrays one behind the other; NULL as soon as one is.
pub fn concat(args: &[ArrayRef]) -> Out {
    let lists: Vec<&ListArray> = args.iter().map(|array| array.as_list::<i32>()).collect();
    let sources: Vec<&dyn Array> = lists.iter().map(|list| list.values().as_ref()).collect();
    let (mut indices, mut lengths) = (Vec::new(), Vec::new());
    for row in rows::live(args) {
        let before = indices.len();
        if let Some(row) = row {
            for (source, list) in lists.iter().enumerate() {
                let (start, end) = (list.value_offsets()[row] as usize, list.value_offsets()[row + 1] as usize);
                indices.extend((start..end).map(|item| (source, item)));
            }
        }
        lengths.push(indices.len() - before);
    }
    let values = compute::interleave(&sources, &indices)?;
    let nulls = NullBuffer::from_iter(rows::live(args).map(|row| row.is_some()));
    let DataType::List(field) = args[0].data_type() else { return Err(EngineError::system("an array type")) };
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), OffsetBuffer::from_lengths(lengths), values, Some(nulls))?))
}

fn entries(args: &[ArrayRef], side: usize) -> Out {
    let map = args[0].as_map();
    let values = if side == 0 { map.keys() } else { map.values() };
    let field = Arc::new(Field::new("item", values.data_type().clone(), true));
    Ok(Arc::new(ListArray::try_new(field, map.offsets().clone(), Arc::clone(values), map.nulls().cloned())?))
}

fn lists(kinds: &[DataType]) -> Option<Vec<DataType>> {
    kinds.iter().all(|kind| matches!(kind, DataType::List(_))).then(|| kinds.to_vec())
}

/// The numbers of the items of the longest array of each row, from 1.
fn ordinals(args: &[ArrayRef]) -> Out {
    let lists: Vec<&ListArray> = args.iter().map(|array| array.as_list::<i32>()).collect();
    let lengths: Vec<usize> = (0..args[0].len())
        .map(|row| {
            let length = |list: &&ListArray| if list.is_null(row) { 0 } else { list.value_length(row) as usize };
            lists.iter().map(length).max().unwrap_or(0)
        })
        .collect();
    let values: datafusion::arrow::array::Int64Array =
        lengths.iter().flat_map(|length| (1..=*length as i64).map(Some)).collect();
    let field = Arc::new(Field::new("item", DataType::Int64, true));
    Ok(Arc::new(ListArray::try_new(field, OffsetBuffer::from_lengths(lengths), Arc::new(values), None)?))
}

fn sequence(args: &[ArrayRef]) -> Out {
    let (from, to) = (rows::bigint(&args[0])?, rows::bigint(&args[1])?);
    let step = args.get(2).map(rows::bigint).transpose()?;
    let (mut values, mut lengths) = (Vec::new(), Vec::new());
    for row in rows::live(args) {
        let before = values.len();
        if let Some(row) = row {
            let (from, to) = (from.value(row), to.value(row));
            let step = step.map_or(if from <= to { 1 } else { -1 }, |step| step.value(row));
            if step == 0 || (step > 0) != (from <= to) && from != to {
                return Err(EngineError::user(
                    "INVALID_FUNCTION_ARGUMENT",
                    "sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start",
                ));
            }
            let mut value = Some(from);
            while let Some(current) = value.filter(|current| if step > 0 { *current <= to } else { *current >= to }) {
                values.push(current);
                if values.len() - before > 10_000 {
                    return Err(EngineError::user(
                        "INVALID_FUNCTION_ARGUMENT",
                        "result of sequence function must not have more than 10000 entries",
                    ));
                }
                value = current.checked_add(step);
            }
        }
        lengths.push(values.len() - before);
    }
    let field = Arc::new(Field::new("item", DataType::Int64, true));
    let nulls = NullBuffer::from_iter(rows::live(args).map(|row| row.is_some()));
    let values = datafusion::arrow::array::Int64Array::from(values);
    Ok(Arc::new(ListArray::try_new(field, OffsetBuffer::from_lengths(lengths), Arc::new(values), Some(nulls))?))
}
