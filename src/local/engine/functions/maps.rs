//! Functions that make maps, or rows of them.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, ListArray, ListBuilder, MapArray, MapBuilder, StringBuilder, StructArray, UInt32Array,
    make_comparator,
};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::compute::{self, SortOptions};
use datafusion::arrow::datatypes::{DataType, Field, Fields};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::common_of;
use crate::engine::error::EngineError;
use crate::engine::format;
use crate::engine::types::map_type;

pub fn register(r: &mut Registry) {
    use Arg::{Map, Text};
    r.add("map_entries", Args::Exact(&[Map]), Returns::Rule(entry_list), entries);
    r.add("map_from_entries", Args::Rule(pair_list), Returns::Rule(pair_map), |a| from_entries(&a[0]));
    r.add("map_concat", Args::Rule(same_maps), Returns::Same(0), concat);
    r.add("split_to_map", Args::Exact(&[Text, Text, Text]), Returns::Rule(text_map), split_to_map);
    r.add("split_to_multimap", Args::Exact(&[Text, Text, Text]), Returns::Rule(text_multimap), split_to_multimap);
}

fn entry_list(kinds: &[DataType]) -> Option<DataType> {
    match kinds.first()? {
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) => Some(DataType::List(Arc::new(Field::new("item", row_of(fields), true)))),
            _ => None,
        },
        _ => None,
    }
}

/// A row without names of the two fields of an entry.
fn row_of(fields: &Fields) -> DataType {
    DataType::Struct(
        fields
            .iter()
            .enumerate()
            .map(|(place, field)| Field::new(format!("c${place}"), field.data_type().clone(), true))
            .collect(),
    )
}

fn entries(args: &[ArrayRef]) -> Out {
    let map = args[0].as_map();
    let kind = entry_list(&[args[0].data_type().clone()]).ok_or_else(|| EngineError::system("a map type"))?;
    let DataType::List(field) = &kind else { return Err(EngineError::system("an array type")) };
    let DataType::Struct(fields) = field.data_type() else { return Err(EngineError::system("a row type")) };
    let columns = vec![Arc::clone(map.keys()), Arc::clone(map.values())];
    let structs = StructArray::try_new(fields.clone(), columns, None)?;
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), map.offsets().clone(), Arc::new(structs), map.nulls().cloned())?))
}

fn pair_list(kinds: &[DataType]) -> Option<Vec<DataType>> {
    pair_map(kinds).map(|_| kinds.to_vec())
}

fn pair_map(kinds: &[DataType]) -> Option<DataType> {
    match kinds {
        [DataType::List(item)] => match item.data_type() {
            DataType::Struct(fields) if fields.len() == 2 => {
                Some(map_type(fields[0].data_type().clone(), fields[1].data_type().clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The types of a map's keys and values.
pub fn entry_types(kind: &DataType) -> Option<(&DataType, &DataType)> {
    match kind {
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) if fields.len() == 2 => Some((fields[0].data_type(), fields[1].data_type())),
            _ => None,
        },
        _ => None,
    }
}

/// Refuses keys of a map that a cast has made equal, or made NULL.
pub fn unique_keys(keys: &ArrayRef, offsets: &OffsetBuffer<i32>) -> Result<(), EngineError> {
    let same = make_comparator(keys, keys, SortOptions::default())?;
    for ends in offsets.windows(2) {
        let (first, end) = (ends[0] as usize, ends[1] as usize);
        for item in first..end {
            if keys.is_null(item) {
                return Err(EngineError::user("INVALID_CAST_ARGUMENT", "map key is null"));
            }
            if (first..item).any(|before| same(before, item).is_eq()) {
                return Err(EngineError::user("INVALID_CAST_ARGUMENT", "duplicate keys"));
            }
        }
    }
    Ok(())
}

fn bad(text: impl std::fmt::Display) -> EngineError {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", text)
}

fn build(kind: &DataType, lengths: Vec<usize>, keys: ArrayRef, values: ArrayRef, nulls: Option<NullBuffer>) -> Out {
    let DataType::Map(entries, _) = kind else { return Err(EngineError::system("a map type")) };
    let DataType::Struct(fields) = entries.data_type() else { return Err(EngineError::system("a map type")) };
    let structs = StructArray::try_new(fields.clone(), vec![keys, values], None)?;
    Ok(Arc::new(MapArray::try_new(Arc::clone(entries), OffsetBuffer::from_lengths(lengths), structs, nulls, false)?))
}

fn from_entries(list: &ArrayRef) -> Out {
    let kind = pair_map(&[list.data_type().clone()]).ok_or_else(|| EngineError::system("a list of pairs"))?;
    let list = list.as_list::<i32>();
    let pairs = list.values().as_struct();
    let keys = pairs.column(0);
    let same = make_comparator(keys, keys, SortOptions::default())?;
    let (mut picks, mut lengths): (Vec<u32>, Vec<usize>) = Default::default();
    for row in 0..list.len() {
        let items = if list.is_null(row) {
            0..0
        } else {
            list.value_offsets()[row] as usize..list.value_offsets()[row + 1] as usize
        };
        lengths.push(items.len());
        for item in items.clone() {
            if pairs.is_null(item) {
                return Err(bad("map entry cannot be null"));
            }
            if keys.is_null(item) {
                return Err(bad("map key cannot be null"));
            }
            if (items.start..item).any(|before| same(before, item).is_eq()) {
                let key = format::format_cell(keys, item).unwrap_or_default();
                return Err(bad(format_args!("Duplicate map keys ({key}) are not allowed")));
            }
            picks.push(item as u32);
        }
    }
    let picks = UInt32Array::from(picks);
    let keys = compute::take(keys, &picks, None)?;
    let values = compute::take(pairs.column(1), &picks, None)?;
    build(&kind, lengths, keys, values, list.nulls().cloned())
}

fn same_maps(kinds: &[DataType]) -> Option<Vec<DataType>> {
    if kinds.len() < 2 || !kinds.iter().all(|kind| matches!(kind, DataType::Map(_, _))) {
        return None;
    }
    let shared = common_of(kinds)?;
    Some(vec![shared; kinds.len()])
}

/// Of equal keys the last map's value stays.
fn concat(args: &[ArrayRef]) -> Out {
    let maps: Vec<&MapArray> = args.iter().map(|array| array.as_map()).collect();
    let keys: Vec<&dyn Array> = maps.iter().map(|map| map.keys().as_ref()).collect();
    let values: Vec<&dyn Array> = maps.iter().map(|map| map.values().as_ref()).collect();
    let (all_keys, all_values) = (compute::concat(&keys)?, compute::concat(&values)?);
    let shifts: Vec<usize> = maps
        .iter()
        .scan(0, |before, map| {
            let shift = *before;
            *before += map.keys().len();
            Some(shift)
        })
        .collect();
    let same = make_comparator(&all_keys, &all_keys, SortOptions::default())?;
    let (mut picks, mut lengths): (Vec<u32>, Vec<usize>) = Default::default();
    for row in rows::live(args) {
        let mut kept: Vec<usize> = Vec::new();
        if let Some(row) = row {
            for (map, shift) in maps.iter().zip(&shifts) {
                for entry in map.value_offsets()[row] as usize..map.value_offsets()[row + 1] as usize {
                    let entry = entry + shift;
                    match kept.iter_mut().find(|before| same(**before, entry).is_eq()) {
                        Some(before) => *before = entry,
                        None => kept.push(entry),
                    }
                }
            }
        }
        lengths.push(kept.len());
        picks.extend(kept.into_iter().map(|entry| entry as u32));
    }
    let picks = UInt32Array::from(picks);
    let nulls = Some(NullBuffer::from_iter(rows::live(args).map(|row| row.is_some())));
    let keys = compute::take(&all_keys, &picks, None)?;
    let values = compute::take(&all_values, &picks, None)?;
    build(args[0].data_type(), lengths, keys, values, nulls)
}

fn text_map(_: &[DataType]) -> Option<DataType> {
    Some(map_type(DataType::Utf8, DataType::Utf8))
}

fn text_multimap(_: &[DataType]) -> Option<DataType> {
    let texts = DataType::List(Arc::new(Field::new("item", DataType::Utf8, true)));
    Some(map_type(DataType::Utf8, texts))
}

/// The keys and values of `a=1,b=2`.
fn split<'a>(text: &'a str, entry: &str, pair: &str) -> Result<Vec<(&'a str, &'a str)>, EngineError> {
    if entry.is_empty() || pair.is_empty() {
        return Err(bad("entryDelimiter and keyValueDelimiter must not be empty"));
    }
    if entry == pair {
        return Err(bad("entryDelimiter and keyValueDelimiter must not be the same"));
    }
    let entries = text.split(entry).collect::<Vec<_>>();
    let last = entries.len() - 1;
    entries
        .into_iter()
        .enumerate()
        // A delimiter at the end begins no entry.
        .filter(|(place, entry)| !(*place == last && entry.is_empty()))
        .map(|(_, entry)| {
            let parts = entry.split_once(pair).filter(|(_, value)| !value.contains(pair));
            parts.ok_or_else(|| {
                bad(format_args!("Key-value delimiter must appear exactly once in each entry. Bad input: '{entry}'"))
            })
        })
        .collect()
}

fn split_to_map(args: &[ArrayRef]) -> Out {
    let (text, entry, pair) = (rows::text(&args[0])?, rows::text(&args[1])?, rows::text(&args[2])?);
    let mut builder = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
    for row in rows::live(args) {
        let Some(row) = row else {
            builder.append(false)?;
            continue;
        };
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in split(text.value(row), entry.value(row), pair.value(row))? {
            if seen.contains(&key) {
                return Err(bad(format_args!("Duplicate keys ({key}) are not allowed")));
            }
            seen.push(key);
            builder.keys().append_value(key);
            builder.values().append_value(value);
        }
        builder.append(true)?;
    }
    reshaped(&builder.finish(), &map_type(DataType::Utf8, DataType::Utf8))
}

fn split_to_multimap(args: &[ArrayRef]) -> Out {
    let (text, entry, pair) = (rows::text(&args[0])?, rows::text(&args[1])?, rows::text(&args[2])?);
    let mut builder = MapBuilder::new(None, StringBuilder::new(), ListBuilder::new(StringBuilder::new()));
    for row in rows::live(args) {
        let Some(row) = row else {
            builder.append(false)?;
            continue;
        };
        let mut grouped: Vec<(&str, Vec<&str>)> = Vec::new();
        for (key, value) in split(text.value(row), entry.value(row), pair.value(row))? {
            match grouped.iter_mut().find(|(seen, _)| *seen == key) {
                Some((_, values)) => values.push(value),
                None => grouped.push((key, vec![value])),
            }
        }
        for (key, values) in grouped {
            builder.keys().append_value(key);
            builder.values().append_value(values.into_iter().map(Some));
        }
        builder.append(true)?;
    }
    let kind = text_multimap(&[]).ok_or_else(|| EngineError::system("a map type"))?;
    reshaped(&builder.finish(), &kind)
}

/// The builder's own names of keys and values become the engine's.
fn reshaped(map: &MapArray, kind: &DataType) -> Out {
    let lengths = (0..map.len()).map(|row| map.value_length(row) as usize).collect();
    build(kind, lengths, Arc::clone(map.keys()), Arc::clone(map.values()), map.nulls().cloned())
}
