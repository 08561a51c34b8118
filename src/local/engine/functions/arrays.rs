//! Functions over several arrays, and those that make arrays of arrays.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, ListArray, StructArray, UInt32Array, make_comparator};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::compute::{self, SortOptions};
use datafusion::arrow::datatypes::{DataType, Field, Fields};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::{common_of, is_text};
use crate::engine::error::EngineError;

/// The most items that `repeat` and `combinations` make.
const MOST_ITEMS: usize = 100_000;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, List, Text};
    r.add("$copies_both", Args::Exact(&[Bigint, Bigint]), Returns::Rule(|_| Some(list_of(DataType::Int64))), |a| {
        copies(a, |left, right| left.min(right))
    });
    r.add("$copies_rest", Args::Exact(&[Bigint, Bigint]), Returns::Rule(|_| Some(list_of(DataType::Int64))), |a| {
        copies(a, |left, right| (left - right).max(0))
    });
    r.add("array_union", Args::Rule(same_lists), Returns::Same(0), |a| set(a, Set::Union));
    r.add("array_intersect", Args::Rule(same_lists), Returns::Same(0), |a| set(a, Set::Intersect));
    r.add("array_except", Args::Rule(same_lists), Returns::Same(0), |a| set(a, Set::Except));
    r.add("arrays_overlap", Args::Rule(same_lists), Returns::Boolean, overlap);
    r.add("contains_sequence", Args::Rule(same_lists), Returns::Boolean, contains_sequence);
    r.add("flatten", Args::Rule(lists_of_lists), Returns::Rule(item), flatten);
    r.add("zip", Args::Rule(lists), Returns::Rule(zipped), zip);
    r.add("repeat", Args::Exact(&[Arg::Any, Bigint]), Returns::Rule(list_of_first), repeat);
    r.add("trim_array", Args::Exact(&[List, Bigint]), Returns::Same(0), trim);
    r.add("combinations", Args::Exact(&[List, Bigint]), Returns::Rule(list_of_first), combinations);
    r.add("ngrams", Args::Exact(&[List, Bigint]), Returns::Rule(list_of_first), ngrams);
    r.add("concat_ws", Args::Exact(&[Text, List]), Returns::Text, |a| {
        super::nested::join(&[Arc::clone(&a[1]), Arc::clone(&a[0])])
    });
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", item, true)))
}

fn inside(kind: &DataType) -> DataType {
    if is_text(kind) { DataType::Utf8 } else { kind.clone() }
}

fn item(kinds: &[DataType]) -> Option<DataType> {
    match kinds.first()? {
        DataType::List(item) => Some(item.data_type().clone()),
        _ => None,
    }
}

fn list_of_first(kinds: &[DataType]) -> Option<DataType> {
    kinds.first().map(|kind| list_of(inside(kind)))
}

/// Two arrays of one type.
fn same_lists(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let [DataType::List(_), DataType::List(_)] = kinds else { return None };
    let shared = common_of(kinds)?;
    Some(vec![shared; 2])
}

fn lists(kinds: &[DataType]) -> Option<Vec<DataType>> {
    ((2..=5).contains(&kinds.len()) && kinds.iter().all(|kind| matches!(kind, DataType::List(_))))
        .then(|| kinds.to_vec())
}

fn lists_of_lists(kinds: &[DataType]) -> Option<Vec<DataType>> {
    (kinds.len() == 1 && matches!(item(kinds)?, DataType::List(_))).then(|| kinds.to_vec())
}

fn range(list: &ListArray, row: usize) -> std::ops::Range<usize> {
    list.value_offsets()[row] as usize..list.value_offsets()[row + 1] as usize
}

fn build(field_of: &DataType, lengths: Vec<usize>, values: ArrayRef, nulls: Option<NullBuffer>) -> Out {
    let DataType::List(field) = field_of else { return Err(EngineError::system("an array type")) };
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), OffsetBuffer::from_lengths(lengths), values, nulls)?))
}

fn nulls_of(args: &[ArrayRef]) -> Option<NullBuffer> {
    Some(NullBuffer::from_iter(rows::live(args).map(|row| row.is_some())))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    Union,
    Intersect,
    Except,
}

/// Items of both arrays, each value once; NULL counts as a value.
fn set(args: &[ArrayRef], how: Set) -> Out {
    let lists = [args[0].as_list::<i32>(), args[1].as_list::<i32>()];
    let both = compute::concat(&[lists[0].values().as_ref(), lists[1].values().as_ref()])?;
    let shift = lists[0].values().len();
    let same = make_comparator(&both, &both, SortOptions::default())?;
    let (mut picks, mut lengths): (Vec<u32>, Vec<usize>) = Default::default();
    for row in rows::live(args) {
        let mut kept: Vec<usize> = Vec::new();
        if let Some(row) = row {
            let left = range(lists[0], row);
            let right: Vec<usize> = range(lists[1], row).map(|item| item + shift).collect();
            let within = |item: usize, items: &[usize]| items.iter().any(|other| same(item, *other).is_eq());
            for item in left {
                let wanted = match how {
                    Set::Union => true,
                    Set::Intersect => within(item, &right),
                    Set::Except => !within(item, &right),
                };
                if wanted && !within(item, &kept) {
                    kept.push(item);
                }
            }
            if how == Set::Union {
                for item in right {
                    if !within(item, &kept) {
                        kept.push(item);
                    }
                }
            }
        }
        lengths.push(kept.len());
        picks.extend(kept.into_iter().map(|item| item as u32));
    }
    let values = compute::take(&both, &UInt32Array::from(picks), None)?;
    build(args[0].data_type(), lengths, values, nulls_of(args))
}

/// NULL when nothing is found but one array has a NULL.
fn overlap(args: &[ArrayRef]) -> Out {
    let (a, b) = (args[0].as_list::<i32>(), args[1].as_list::<i32>());
    let same = make_comparator(a.values(), b.values(), SortOptions::default())?;
    rows::to_boolean(args, |row| {
        let found = range(a, row)
            .filter(|x| a.values().is_valid(*x))
            .any(|x| range(b, row).any(|y| b.values().is_valid(y) && same(x, y).is_eq()));
        let unknown = range(a, row).any(|x| a.values().is_null(x)) || range(b, row).any(|y| b.values().is_null(y));
        let both = !range(a, row).is_empty() && !range(b, row).is_empty();
        Ok(if found {
            Some(true)
        } else if unknown && both {
            None
        } else {
            Some(false)
        })
    })
}

fn contains_sequence(args: &[ArrayRef]) -> Out {
    let (a, b) = (args[0].as_list::<i32>(), args[1].as_list::<i32>());
    let same = make_comparator(a.values(), b.values(), SortOptions::default())?;
    rows::to_boolean(args, |row| {
        let (whole, part) = (range(a, row), range(b, row));
        if part.is_empty() {
            return Ok(Some(true));
        }
        let starts = whole.start..(whole.end + 1).saturating_sub(part.len()).max(whole.start);
        let mut found = starts.clone();
        Ok(Some(found.any(|start| part.clone().enumerate().all(|(at, y)| same(start + at, y).is_eq()))))
    })
}

/// Inner arrays that are NULL add nothing.
fn flatten(args: &[ArrayRef]) -> Out {
    let outer = args[0].as_list::<i32>();
    let inner = outer.values().as_list::<i32>();
    let (mut picks, mut lengths): (Vec<u32>, Vec<usize>) = Default::default();
    for row in rows::live(args) {
        let before = picks.len();
        if let Some(row) = row {
            for list in range(outer, row).filter(|list| inner.is_valid(*list)) {
                picks.extend(range(inner, list).map(|item| item as u32));
            }
        }
        lengths.push(picks.len() - before);
    }
    let values = compute::take(inner.values(), &UInt32Array::from(picks), None)?;
    build(outer.values().data_type(), lengths, values, nulls_of(args))
}

fn zip_fields(kinds: &[DataType]) -> Option<Fields> {
    kinds
        .iter()
        .enumerate()
        .map(|(place, kind)| match kind {
            DataType::List(item) => Some(Field::new(format!("c${place}"), item.data_type().clone(), true)),
            _ => None,
        })
        .collect()
}

fn zipped(kinds: &[DataType]) -> Option<DataType> {
    Some(list_of(DataType::Struct(zip_fields(kinds)?)))
}

/// Shorter arrays are filled up with NULL.
fn zip(args: &[ArrayRef]) -> Out {
    let lists: Vec<&ListArray> = args.iter().map(|array| array.as_list::<i32>()).collect();
    let mut picks: Vec<Vec<Option<u32>>> = vec![Vec::new(); lists.len()];
    let mut lengths = Vec::new();
    for row in rows::live(args) {
        let Some(row) = row else {
            lengths.push(0);
            continue;
        };
        let most = lists.iter().map(|list| range(list, row).len()).max().unwrap_or(0);
        for (list, picks) in lists.iter().zip(&mut picks) {
            let items = range(list, row);
            picks.extend((0..most).map(|at| (at < items.len()).then_some((items.start + at) as u32)));
        }
        lengths.push(most);
    }
    let columns = lists
        .iter()
        .zip(picks)
        .map(|(list, picks)| Ok(compute::take(list.values(), &UInt32Array::from(picks), None)?))
        .collect::<Result<Vec<_>, EngineError>>()?;
    let kinds: Vec<DataType> = args.iter().map(|array| array.data_type().clone()).collect();
    let fields = zip_fields(&kinds).ok_or_else(|| EngineError::system("array types"))?;
    let structs: ArrayRef = Arc::new(StructArray::try_new(fields.clone(), columns, None)?);
    build(&list_of(DataType::Struct(fields)), lengths, structs, nulls_of(args))
}

fn repeat(args: &[ArrayRef]) -> Out {
    let count = rows::bigint(&args[1])?;
    let (mut picks, mut lengths): (Vec<u32>, Vec<usize>) = Default::default();
    for row in 0..args[0].len() {
        let most = if count.is_null(row) { 0 } else { usize::try_from(count.value(row)).unwrap_or(0) };
        if most > 10_000 {
            return Err(EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                "count argument of repeat function must be less than or equal to 10000",
            ));
        }
        picks.extend(std::iter::repeat_n(row as u32, most));
        lengths.push(most);
    }
    let values = compute::take(&args[0], &UInt32Array::from(picks), None)?;
    build(&list_of(values.data_type().clone()), lengths, values, nulls_of(&args[1..]))
}

fn trim(args: &[ArrayRef]) -> Out {
    let (list, count) = (args[0].as_list::<i32>(), rows::bigint(&args[1])?);
    let (mut picks, mut lengths): (Vec<u32>, Vec<usize>) = Default::default();
    for row in rows::live(args) {
        let mut kept = 0..0;
        if let Some(row) = row {
            let (items, gone) = (range(list, row), count.value(row));
            let bad = |text: String| EngineError::user("INVALID_FUNCTION_ARGUMENT", text);
            if gone < 0 {
                return Err(bad(format!("size must not be negative: {gone}")));
            }
            if gone as usize > items.len() {
                return Err(bad(format!("size must not exceed array cardinality {}: {gone}", items.len())));
            }
            kept = items.start..items.end - gone as usize;
        }
        lengths.push(kept.len());
        picks.extend(kept.map(|item| item as u32));
    }
    let values = compute::take(list.values(), &UInt32Array::from(picks), None)?;
    build(args[0].data_type(), lengths, values, nulls_of(args))
}

/// Lists of lists from chosen items of each row.
fn nested(
    args: &[ArrayRef],
    choose: impl Fn(std::ops::Range<usize>, i64) -> Result<Vec<Vec<u32>>, EngineError>,
) -> Out {
    let (list, size) = (args[0].as_list::<i32>(), rows::bigint(&args[1])?);
    let (mut picks, mut inner, mut outer): (Vec<u32>, Vec<usize>, Vec<usize>) = Default::default();
    for row in rows::live(args) {
        let chosen = match row {
            Some(row) => choose(range(list, row), size.value(row))?,
            None => Vec::new(),
        };
        outer.push(chosen.len());
        for items in chosen {
            inner.push(items.len());
            picks.extend(items);
        }
    }
    let values = compute::take(list.values(), &UInt32Array::from(picks), None)?;
    let lists = build(args[0].data_type(), inner, values, None)?;
    build(&list_of(args[0].data_type().clone()), outer, lists, nulls_of(args))
}

/// Every choice of so many items, in the order that Trino gives them: the last place varies slowest.
fn combinations(args: &[ArrayRef]) -> Out {
    nested(args, |items, size| {
        let bad = |text: &str| EngineError::user("INVALID_FUNCTION_ARGUMENT", text);
        let size = usize::try_from(size).map_err(|_| bad("combination size must not be negative"))?;
        if size > 5 {
            return Err(bad("combination size must not exceed 5"));
        }
        if size > items.len() {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            all.push(chosen.iter().map(|at| (items.start + at) as u32).collect());
            if all.len() > MOST_ITEMS {
                return Err(bad("combinations exceed max size"));
            }
            // The first place that can move on without reaching the next one.
            let Some(place) = (0..size).find(|place| {
                let limit = chosen.get(place + 1).copied().unwrap_or(items.len());
                chosen[*place] + 1 < limit
            }) else {
                return Ok(all);
            };
            chosen[place] += 1;
            for (before, item) in chosen.iter_mut().take(place).enumerate() {
                *item = before;
            }
        }
    })
}

fn ngrams(args: &[ArrayRef]) -> Out {
    nested(args, |items, size| {
        let size = usize::try_from(size)
            .ok()
            .filter(|size| *size > 0)
            .ok_or_else(|| EngineError::user("INVALID_FUNCTION_ARGUMENT", "N must be positive"))?;
        let all: Vec<u32> = items.map(|item| item as u32).collect();
        if all.len() <= size {
            return Ok(vec![all]);
        }
        Ok(all.windows(size).map(<[u32]>::to_vec).collect())
    })
}

/// An array with an item for each copy of a row that two counts leave.
fn copies(args: &[ArrayRef], of: impl Fn(i64, i64) -> i64) -> Out {
    let (left, right) = (rows::bigint(&args[0])?, rows::bigint(&args[1])?);
    let lengths: Vec<usize> =
        (0..left.len()).map(|row| usize::try_from(of(left.value(row), right.value(row))).unwrap_or(0)).collect();
    let items = datafusion::arrow::array::Int64Array::from(vec![1; lengths.iter().sum()]);
    let field = Arc::new(Field::new("item", DataType::Int64, true));
    Ok(Arc::new(ListArray::try_new(field, OffsetBuffer::from_lengths(lengths), Arc::new(items), None)?))
}
