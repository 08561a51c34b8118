//! JSON tables: one object on each line, or the objects of one top-level array.
//!
//! Names match whatever their case, unless the table says `case.insensitive` is false. A broken line is an error unless the table
//! says `ignore.malformed.json`.
//!
//! Source: Athena User Guide, "OpenX JSON SerDe" and, for names that are there twice, "Troubleshooting in Athena".

use std::io::BufRead;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, Float32Builder, Float64Builder, Int8Builder,
    Int16Builder, Int32Builder, Int64Builder, ListArray, MapArray, RecordBatch, StringBuilder, StringViewBuilder,
    StructArray, TimestampMillisecondBuilder,
};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::datatypes::{DataType, FieldRef, SchemaRef, TimeUnit};

use super::column;
use super::tree::{Duplicates, Tree};
use super::{BatchSize, FileColumn, LONGEST_LINE, RowReader, input_error, read_line};
use crate::engine::error::EngineError;
use crate::engine::functions::parse;
use crate::engine::source::{Storage, TableDefinition};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json {
    ignore_malformed: bool,
    /// The objects are the items of one array: a custom classifier's path `$[*]`.
    array: bool,
    /// Column name -> name in the objects.
    mapping: Vec<(String, String)>,
    names: Names,
    duplicates: Duplicates,
}

/// How the name of a column is found among those of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Names {
    any_case: bool,
    /// A dot in an object's name is an underscore in a column's.
    dots: bool,
}

impl Json {
    pub fn new(table: &TableDefinition, storage: &Storage) -> Result<Self, EngineError> {
        let parameters = &storage.serde_parameters;
        let said = |name: &str| parameters.get(name).or_else(|| table.parameters.get(name));
        let truth = |name: &str| said(name).is_some_and(|text| text.eq_ignore_ascii_case("true"));
        let is_openx = storage.serde_library.to_ascii_lowercase().contains("openx");
        let any_case = !(is_openx && said("case.insensitive").is_some_and(|text| text.eq_ignore_ascii_case("false")));
        let mut mapping = Vec::new();
        for (name, value) in parameters {
            if let Some(column) = name.strip_prefix("mapping.") {
                mapping.push((column.to_lowercase(), value.clone()));
            }
        }
        let array = match table.parameters.get("jsonPath").map(String::as_str) {
            None | Some("" | "$") => false,
            Some("$[*]") => true,
            Some(other) => return Err(EngineError::unsupported(format_args!("JSON path {other}"))),
        };
        Ok(Self {
            ignore_malformed: truth("ignore.malformed.json"),
            array,
            mapping,
            names: Names { any_case, dots: truth("dots.in.keys") },
            duplicates: match (is_openx, any_case) {
                (false, _) => Duplicates::Allowed,
                (true, false) => Duplicates::Refused,
                (true, true) => Duplicates::RefusedInAnyCase,
            },
        })
    }

    /// Whether every line is an object.
    pub fn is_lines(&self) -> bool {
        !self.array && self.mapping.is_empty()
    }

    pub fn open(
        &self,
        input: Box<dyn BufRead + Send>,
        columns: Arc<[FileColumn]>,
        batch_rows: usize,
    ) -> Box<dyn RowReader> {
        let names = columns
            .iter()
            .map(|column| {
                self.mapping
                    .iter()
                    .find(|(name, _)| *name == column.name)
                    .map_or_else(|| column.name.clone(), |(_, target)| target.clone())
            })
            .collect();
        Box::new(JsonReader {
            format: self.clone(),
            input,
            schema: column::batch_schema(&columns),
            columns,
            names,
            batch_rows,
            buffer: Vec::new(),
            number: 0,
            array: None,
        })
    }
}

struct JsonReader {
    format: Json,
    input: Box<dyn BufRead + Send>,
    columns: Arc<[FileColumn]>,
    schema: SchemaRef,
    /// The name that each column has in the objects.
    names: Vec<String>,
    batch_rows: usize,
    buffer: Vec<u8>,
    /// Lines or items read so far.
    number: u64,
    /// Whether the file is one array; unknown before its first byte.
    array: Option<bool>,
}

impl RowReader for JsonReader {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, EngineError> {
        let mut rows: Vec<Tree> = Vec::new();
        let mut size = BatchSize::new(self.batch_rows);
        while size.has_room()
            && let Some(value) = self.next_object()?
        {
            rows.push(value);
            size.add(&self.buffer);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let mut arrays = Vec::with_capacity(self.columns.len());
        for (column, name) in self.columns.iter().zip(&self.names) {
            let values: Vec<Option<&Tree>> = rows.iter().map(|row| member(row, name, self.format.names)).collect();
            arrays.push(build_by(&values, &column.kind, &column.name, self.format.names)?);
        }
        column::batch(&self.schema, arrays, rows.len()).map(Some)
    }
}

impl JsonReader {
    fn next_object(&mut self) -> Result<Option<Tree>, EngineError> {
        loop {
            let array = match self.array {
                Some(array) => array,
                None => self.begin()?,
            };
            let found = if array {
                read_item(self.input.as_mut(), &mut self.buffer)?
            } else {
                read_line(self.input.as_mut(), &mut self.buffer)?
            };
            if !found {
                return Ok(None);
            }
            self.number += 1;
            if self.buffer.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match Tree::read(&self.buffer, self.format.duplicates) {
                Ok(value @ Tree::Object(_)) => return Ok(Some(value)),
                _ if self.format.ignore_malformed => return Ok(Some(Tree::Null)),
                Ok(_) => {
                    return Err(EngineError::user(
                        "HIVE_CURSOR_ERROR",
                        format_args!(
                            "Row is not a valid JSON Object - JSONException: A JSONObject text must begin with '{{' ({} {})",
                            self.unit(),
                            self.number
                        ),
                    ));
                }
                Err(error) => {
                    return Err(EngineError::user(
                        "HIVE_CURSOR_ERROR",
                        format_args!(
                            "Row is not a valid JSON Object - JSONException: {error} ({} {})",
                            self.unit(),
                            self.number
                        ),
                    ));
                }
            }
        }
    }

    fn unit(&self) -> &'static str {
        if self.array == Some(true) { "item" } else { "line" }
    }

    /// Looks at the first byte: `[` opens the array of a `$[*]` table.
    fn begin(&mut self) -> Result<bool, EngineError> {
        let array = self.format.array && skip_blanks(self.input.as_mut())? == Some(b'[');
        if array {
            self.input.consume(1);
        }
        self.array = Some(array);
        Ok(array)
    }
}

/// The next byte that is no blank, not consumed.
fn skip_blanks(input: &mut dyn BufRead) -> Result<Option<u8>, EngineError> {
    loop {
        let (used, found) = {
            let bytes = input.fill_buf().map_err(input_error)?;
            if bytes.is_empty() {
                return Ok(None);
            }
            match bytes.iter().position(|byte| !byte.is_ascii_whitespace()) {
                Some(at) => (at, Some(bytes[at])),
                None => (bytes.len(), None),
            }
        };
        input.consume(used);
        if found.is_some() {
            return Ok(found);
        }
    }
}

/// Reads one item of an open array up to the comma or bracket behind it; `false` at the array's end.
fn read_item(input: &mut dyn BufRead, item: &mut Vec<u8>) -> Result<bool, EngineError> {
    item.clear();
    match skip_blanks(input)? {
        None => return Err(input_error(std::io::Error::from(std::io::ErrorKind::UnexpectedEof))),
        Some(b']') => {
            return Ok(false);
        }
        Some(_) => {}
    }
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    loop {
        let (used, done) = {
            let bytes = input.fill_buf().map_err(input_error)?;
            if bytes.is_empty() {
                return Err(input_error(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)));
            }
            let mut used = bytes.len();
            let mut end = None;
            for (at, byte) in bytes.iter().enumerate() {
                if quoted {
                    match byte {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => quoted = false,
                        _ => {}
                    }
                    continue;
                }
                match byte {
                    b'"' => quoted = true,
                    b'{' | b'[' => depth += 1,
                    // The array's own end stays in the stream for the next call.
                    b']' if depth == 0 => end = Some((at, at)),
                    b',' if depth == 0 => end = Some((at, at + 1)),
                    b'}' | b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if end.is_some() {
                    break;
                }
            }
            let kept = match end {
                Some((kept, consumed)) => {
                    used = consumed;
                    kept
                }
                None => used,
            };
            item.extend_from_slice(&bytes[..kept]);
            (used, end.is_some())
        };
        if item.len() as u64 > LONGEST_LINE {
            return Err(EngineError::user(
                "HIVE_CURSOR_ERROR",
                format_args!("an item of an array is longer than {} MB", LONGEST_LINE >> 20),
            ));
        }
        input.consume(used);
        if done {
            return Ok(true);
        }
    }
}

/// Member of an object by its name; an exact name goes first.
fn member<'a>(row: &'a Tree, wanted: &str, names: Names) -> Option<&'a Tree> {
    let members = row.members()?;
    let is_alike = |name: &str| {
        let same = |name: &str| {
            if name.is_ascii() && wanted.is_ascii() {
                name.eq_ignore_ascii_case(wanted)
            } else {
                name.to_lowercase() == wanted.to_lowercase()
            }
        };
        let by_dots = || names.dots && name.contains('.');
        match names.any_case {
            true => same(name) || (by_dots() && same(&name.replace('.', "_"))),
            false => by_dots() && name.replace('.', "_") == wanted,
        }
    };
    // Of a name that is there twice, the last counts.
    let exact = members.iter().rev().find(|(name, _)| name == wanted);
    let (_, found) = exact.or_else(|| members.iter().rev().find(|(name, _)| is_alike(name)))?;
    if found.is_null() { None } else { Some(found) }
}

fn bad(value: &Tree, name: &str, kind: &DataType) -> EngineError {
    EngineError::user(
        "HIVE_BAD_DATA",
        format_args!(
            "Error parsing field value '{value}' for field {name}: not a {}",
            crate::engine::types::athena_name(kind)
        ),
    )
}

/// Text of a value that a text column holds: strings as they are, everything else as JSON.
fn text(value: &Tree) -> std::borrow::Cow<'_, str> {
    match value {
        Tree::Text(text) => text.into(),
        Tree::Number(text) => text.as_ref().into(),
        other => other.to_string().into(),
    }
}

/// What stands between quotes.
fn written(value: &Tree) -> Option<&str> {
    match value {
        Tree::Text(text) => Some(text),
        _ => None,
    }
}

fn integer<T: TryFrom<i64>>(value: &Tree) -> Option<T> {
    let number = match value {
        Tree::Integer(number) => *number,
        Tree::Number(text) if text.as_ref() == "-0" => 0,
        Tree::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    T::try_from(number).ok()
}

fn double(value: &Tree) -> Option<f64> {
    match value {
        Tree::Integer(number) => Some(*number as f64),
        Tree::Double(number) => Some(*number),
        Tree::Number(text) => text.parse().ok(),
        Tree::Text(text) => parse::double(text),
        _ => None,
    }
}

/// A column out of the values of all rows of a batch; names match whatever their case.
pub fn build(values: &[Option<&Tree>], kind: &DataType, name: &str) -> Result<ArrayRef, EngineError> {
    build_by(values, kind, name, Names { any_case: true, dots: false })
}

fn build_by(values: &[Option<&Tree>], kind: &DataType, name: &str, names: Names) -> Result<ArrayRef, EngineError> {
    macro_rules! each {
        ($builder:expr, $read:expr) => {{
            let mut builder = $builder;
            for value in values {
                match value {
                    None => builder.append_null(),
                    Some(value) => match $read(*value) {
                        Some(read) => builder.append_value(read),
                        None => return Err(bad(value, name, kind)),
                    },
                }
            }
            Ok(Arc::new(builder.finish()))
        }};
    }
    match kind {
        DataType::Boolean => each!(BooleanBuilder::new(), |value: &Tree| match value {
            Tree::Bool(truth) => Some(*truth),
            Tree::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Tree::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }),
        DataType::Int8 => each!(Int8Builder::new(), integer::<i8>),
        DataType::Int16 => each!(Int16Builder::new(), integer::<i16>),
        DataType::Int32 => each!(Int32Builder::new(), integer::<i32>),
        DataType::Int64 => each!(Int64Builder::new(), integer::<i64>),
        DataType::Float32 => each!(Float32Builder::new(), |value: &Tree| double(value).map(|number| number as f32)),
        DataType::Float64 => each!(Float64Builder::new(), double),
        DataType::Decimal128(precision, scale) => {
            each!(Decimal128Builder::new().with_data_type(kind.clone()), |value: &Tree| parse::decimal(
                &text(value),
                *precision,
                *scale
            ))
        }
        DataType::Utf8View => {
            let mut builder = StringViewBuilder::new();
            for value in values {
                builder.append_option(value.map(text));
            }
            Ok(Arc::new(builder.finish()))
        }
        DataType::Utf8 => {
            let mut builder = StringBuilder::new();
            for value in values {
                builder.append_option(value.map(text));
            }
            Ok(Arc::new(builder.finish()))
        }
        DataType::Date32 => {
            each!(Date32Builder::new(), |value: &Tree| written(value).and_then(parse::date))
        }
        DataType::Timestamp(TimeUnit::Millisecond, None) => {
            each!(TimestampMillisecondBuilder::new(), |value: &Tree| written(value).and_then(parse::timestamp_lenient))
        }
        DataType::List(item) => build_list(values, item, kind, name, names),
        DataType::Map(entries, _) => build_map(values, entries, kind, name, names),
        DataType::Struct(fields) => {
            let mut arrays = Vec::with_capacity(fields.len());
            for value in values.iter().flatten() {
                if value.members().is_none() {
                    return Err(bad(value, name, kind));
                }
            }
            for field in fields {
                let inside = Names { dots: false, ..names };
                let members: Vec<Option<&Tree>> =
                    values.iter().map(|value| value.and_then(|value| member(value, field.name(), inside))).collect();
                arrays.push(build_by(&members, field.data_type(), field.name(), names)?);
            }
            let nulls = NullBuffer::from_iter(values.iter().map(Option::is_some));
            Ok(Arc::new(StructArray::try_new_with_length(fields.clone(), arrays, Some(nulls), values.len())?))
        }
        other => Err(EngineError::unsupported(format_args!("JSON column {name} of type {other}"))),
    }
}

fn build_list(
    values: &[Option<&Tree>],
    item: &FieldRef,
    kind: &DataType,
    name: &str,
    names: Names,
) -> Result<ArrayRef, EngineError> {
    let mut items = Vec::new();
    let mut lengths = Vec::with_capacity(values.len());
    for value in values {
        match value {
            None => lengths.push(0),
            Some(Tree::Array(array)) => {
                lengths.push(array.len());
                items.extend(array.iter().map(|item| if item.is_null() { None } else { Some(item) }));
            }
            Some(other) => return Err(bad(other, name, kind)),
        }
    }
    let nulls = NullBuffer::from_iter(values.iter().map(Option::is_some));
    let child = build_by(&items, item.data_type(), name, names)?;
    Ok(Arc::new(ListArray::try_new(Arc::clone(item), OffsetBuffer::from_lengths(lengths), child, Some(nulls))?))
}

fn build_map(
    values: &[Option<&Tree>],
    entries: &FieldRef,
    kind: &DataType,
    name: &str,
    names: Names,
) -> Result<ArrayRef, EngineError> {
    let DataType::Struct(fields) = entries.data_type() else {
        return Err(EngineError::system("a map without entries"));
    };
    let mut keys = Vec::new();
    let mut members = Vec::new();
    let mut lengths = Vec::with_capacity(values.len());
    for value in values {
        match value {
            None => lengths.push(0),
            Some(Tree::Object(object)) => {
                lengths.push(object.len());
                for (key, value) in object {
                    keys.push(Tree::Text(key.clone()));
                    members.push(if value.is_null() { None } else { Some(value) });
                }
            }
            Some(other) => return Err(bad(other, name, kind)),
        }
    }
    let nulls = NullBuffer::from_iter(values.iter().map(Option::is_some));
    let key_refs: Vec<Option<&Tree>> = keys.iter().map(Some).collect();
    let key_array = build_by(&key_refs, fields[0].data_type(), name, names)?;
    let value_array = build_by(&members, fields[1].data_type(), name, names)?;
    let structs = StructArray::try_new(fields.clone(), vec![key_array, value_array], None)?;
    Ok(Arc::new(MapArray::try_new(
        Arc::clone(entries),
        OffsetBuffer::from_lengths(lengths),
        structs,
        Some(nulls),
        false,
    )?))
}
