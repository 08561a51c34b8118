//! Building the columns of LazySimpleSerDe, with what is inside arrays, maps and structs.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use datafusion::arrow::array::{Array, ArrayRef, ListArray, MapArray, NullBufferBuilder, StructArray, UInt32Array};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, FieldRef, Fields};
use datafusion::arrow::row::{RowConverter, SortField};

use super::column::TextColumn;
use super::lazy_simple::LazySimple;
use crate::engine::error::EngineError;

/// A column under construction.
pub enum LazyColumn {
    /// Whether nothing between two delimiters is a value there.
    Plain {
        column: TextColumn,
        keeps_nothing: bool,
    },
    /// Bytes, which are written in base64.
    Bytes(TextColumn),
    List {
        field: FieldRef,
        items: Box<LazyColumn>,
        lists: Lists,
    },
    Map {
        field: FieldRef,
        keys: Box<LazyColumn>,
        values: Box<LazyColumn>,
        maps: Lists,
    },
    Struct {
        fields: Fields,
        columns: Vec<LazyColumn>,
        valid: NullBufferBuilder,
        rows: usize,
    },
}

/// Where the values of each row are among those of all rows.
pub struct Lists {
    lengths: Vec<usize>,
    valid: NullBufferBuilder,
}

impl Lists {
    fn new() -> Self {
        Self { lengths: Vec::new(), valid: NullBufferBuilder::new(0) }
    }

    fn add(&mut self, length: usize, valid: bool) {
        self.lengths.push(length);
        self.valid.append(valid);
    }

    fn offsets(&self) -> Result<OffsetBuffer<i32>, EngineError> {
        let total: usize = self.lengths.iter().sum();
        if i32::try_from(total).is_err() {
            return Err(EngineError::system(format_args!("{total} values in arrays or maps of one batch of rows")));
        }
        Ok(OffsetBuffer::from_lengths(self.lengths.iter().copied()))
    }
}

impl LazyColumn {
    pub fn new(kind: &DataType) -> Result<Self, EngineError> {
        Ok(match kind {
            DataType::List(field) => LazyColumn::List {
                field: Arc::clone(field),
                items: Box::new(Self::new(field.data_type())?),
                lists: Lists::new(),
            },
            DataType::Map(field, _) => {
                let DataType::Struct(fields) = field.data_type() else {
                    return Err(EngineError::unsupported(format_args!("text column of type {kind}")));
                };
                LazyColumn::Map {
                    keys: Box::new(Self::new(fields[0].data_type())?),
                    values: Box::new(Self::new(fields[1].data_type())?),
                    field: Arc::clone(field),
                    maps: Lists::new(),
                }
            }
            DataType::Struct(fields) => LazyColumn::Struct {
                columns: fields.iter().map(|field| Self::new(field.data_type())).collect::<Result<_, _>>()?,
                fields: fields.clone(),
                valid: NullBufferBuilder::new(0),
                rows: 0,
            },
            DataType::Binary => LazyColumn::Bytes(TextColumn::new(kind)?),
            _ => LazyColumn::Plain {
                column: TextColumn::new(kind)?,
                keeps_nothing: matches!(kind, DataType::Utf8 | DataType::Utf8View),
            },
        })
    }

    pub fn null(&mut self) {
        match self {
            LazyColumn::Plain { column, .. } | LazyColumn::Bytes(column) => column.null(),
            LazyColumn::List { lists, .. } => lists.add(0, false),
            LazyColumn::Map { maps, .. } => maps.add(0, false),
            LazyColumn::Struct { columns, valid, rows, .. } => {
                columns.iter_mut().for_each(LazyColumn::null);
                valid.append_null();
                *rows += 1;
            }
        }
    }

    /// Appends the value of a field that is inside so many others, the row among them.
    pub fn read(&mut self, text: &[u8], depth: usize, format: &LazySimple) -> Result<(), EngineError> {
        if text == format.null.as_slice() {
            self.null();
            return Ok(());
        }
        match self {
            LazyColumn::Plain { column, keeps_nothing } => {
                if text.is_empty() && !*keeps_nothing {
                    column.null();
                    return Ok(());
                }
                match format.delimiters.escape {
                    Some(escape) if text.contains(&escape) => column.text(&unescape(text, escape)),
                    _ => column.text(text),
                };
            }
            LazyColumn::Bytes(column) => {
                let bytes = STANDARD.decode(text).map_err(|error| {
                    EngineError::user(
                        "HIVE_BAD_DATA",
                        format_args!("Error parsing field value as bytes: they are no base64: {error}"),
                    )
                })?;
                column.text(&bytes);
            }
            LazyColumn::List { items, lists, .. } => {
                let mut count = 0;
                let mut rest = (!text.is_empty()).then_some(text);
                while let Some(item) = format.split(&mut rest, format.delimiters.at(depth)) {
                    items.read(item, depth + 1, format)?;
                    count += 1;
                }
                lists.add(count, true);
            }
            LazyColumn::Map { keys, values, maps, .. } => {
                let (between, behind) = (format.delimiters.at(depth), format.delimiters.at(depth + 1));
                let mut count = 0;
                let mut rest = (!text.is_empty()).then_some(text);
                while let Some(entry) = format.split(&mut rest, between) {
                    let end = format.end_of(entry, behind);
                    keys.read(&entry[..end], depth + 2, format)?;
                    match entry.get(end + 1..) {
                        Some(value) => values.read(value, depth + 2, format)?,
                        None => values.null(),
                    }
                    count += 1;
                }
                maps.add(count, true);
            }
            LazyColumn::Struct { columns, valid, rows, .. } => {
                let mut rest = Some(text);
                let last = columns.len().saturating_sub(1);
                for (place, column) in columns.iter_mut().enumerate() {
                    let is_rest = format.takes_rest && place == last;
                    let part = if is_rest { rest.take() } else { format.split(&mut rest, format.delimiters.at(depth)) };
                    match part {
                        Some(part) => column.read(part, depth + 1, format)?,
                        None => column.null(),
                    }
                }
                valid.append_non_null();
                *rows += 1;
            }
        }
        Ok(())
    }

    pub fn finish(self) -> Result<ArrayRef, EngineError> {
        Ok(match self {
            LazyColumn::Plain { mut column, .. } | LazyColumn::Bytes(mut column) => column.finish(),
            LazyColumn::List { field, items, mut lists } => {
                let offsets = lists.offsets()?;
                Arc::new(ListArray::try_new(field, offsets, items.finish()?, lists.valid.finish())?)
            }
            LazyColumn::Map { field, keys, values, mut maps } => {
                let (mut keys, mut values) = (keys.finish()?, values.finish()?);
                if let Some(kept) = distinct(&keys, &mut maps.lengths)? {
                    keys = compute::take(&keys, &kept, None)?;
                    values = compute::take(&values, &kept, None)?;
                }
                let DataType::Struct(fields) = field.data_type() else {
                    return Err(EngineError::system("the entries of a map are no struct"));
                };
                let entries = StructArray::try_new(fields.clone(), vec![keys, values], None)?;
                Arc::new(MapArray::try_new(field, maps.offsets()?, entries, maps.valid.finish(), false)?)
            }
            LazyColumn::Struct { fields, columns, mut valid, rows } => {
                let columns = columns.into_iter().map(LazyColumn::finish).collect::<Result<Vec<_>, _>>()?;
                Arc::new(StructArray::try_new_with_length(fields, columns, valid.finish(), rows)?)
            }
        })
    }
}

/// The entries that a map has: a key that is NULL is none, and of those that are alike the first counts. None when all stay.
fn distinct(keys: &ArrayRef, lengths: &mut [usize]) -> Result<Option<UInt32Array>, EngineError> {
    let rows = RowConverter::new(vec![SortField::new(keys.data_type().clone())])?
        .convert_columns(std::slice::from_ref(keys))?;
    let mut kept = Vec::with_capacity(keys.len());
    let mut seen = std::collections::HashSet::new();
    let mut start = 0;
    for length in lengths {
        seen.clear();
        let before = kept.len();
        for index in start..start + *length {
            if !keys.is_null(index) && seen.insert(rows.row(index)) {
                kept.push(index as u32);
            }
        }
        start += *length;
        *length = kept.len() - before;
    }
    Ok((kept.len() < keys.len()).then(|| UInt32Array::from(kept)))
}

/// The text without the bytes that escape others. One at the end has nothing to escape.
fn unescape(field: &[u8], escape: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(field.len());
    let mut bytes = field.iter();
    while let Some(byte) = bytes.next() {
        out.push(if *byte == escape { *bytes.next().unwrap_or(byte) } else { *byte });
    }
    out
}
