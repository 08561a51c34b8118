//! Avro tables: containers that carry their own schema. Columns are found by name whatever the case; what a file has not
//! is NULL.

use std::collections::HashMap;
use std::io::BufRead;
use std::sync::Arc;

use apache_avro::schema::Name;
use apache_avro::types::Value as AvroValue;
use apache_avro::{Reader, Schema};
use datafusion::arrow::array::{ArrayRef, BinaryBuilder, RecordBatch};
use datafusion::arrow::datatypes::{DataType, SchemaRef};

use super::tree::Tree;
use super::{FileColumn, RowReader, column, input_error, json};
use crate::engine::error::EngineError;
use crate::engine::format;

/// How deeply values may be inside one another.
const DEEPEST: usize = 100;

pub struct AvroReader {
    input: Option<Box<dyn BufRead + Send>>,
    reader: Option<Reader<'static, Box<dyn BufRead + Send>>>,
    /// The file's schema and the named schemas inside it.
    written: Option<Written>,
    columns: Arc<[FileColumn]>,
    schema: SchemaRef,
    batch_rows: usize,
}

struct Written {
    schema: Schema,
    names: HashMap<Name, Schema>,
}

impl AvroReader {
    pub fn new(input: Box<dyn BufRead + Send>, columns: Arc<[FileColumn]>, batch_rows: usize) -> Self {
        let schema = column::batch_schema(&columns);
        Self { input: Some(input), reader: None, written: None, columns, schema, batch_rows }
    }
}

fn broken(error: apache_avro::Error) -> EngineError {
    // The scan's own limit and stop signal come through the reader.
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        if let Some(own) = inner.downcast_ref::<EngineError>() {
            return own.clone();
        }
        if let Some(inner) = inner.downcast_ref::<std::io::Error>()
            && let Some(own) = inner.get_ref().and_then(|inner| inner.downcast_ref::<EngineError>())
        {
            return own.clone();
        }
        source = inner.source();
    }
    input_error(std::io::Error::other(error.to_string()))
}

impl RowReader for AvroReader {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, EngineError> {
        if let Some(input) = self.input.take() {
            let reader = Reader::new(input).map_err(broken)?;
            let schema = reader.writer_schema().clone();
            let mut names = HashMap::new();
            collect(&schema, &mut names, 0)?;
            if !matches!(schema, Schema::Record(_)) {
                return Err(EngineError::user("HIVE_BAD_DATA", "the file's Avro schema is no record"));
            }
            self.written = Some(Written { schema, names });
            self.reader = Some(reader);
        }
        let (Some(reader), Some(written)) = (&mut self.reader, &self.written) else { return Ok(None) };
        let mut rows: Vec<AvroValue> = Vec::new();
        for value in reader.by_ref().take(self.batch_rows) {
            rows.push(value.map_err(broken)?);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let Schema::Record(record) = &written.schema else {
            return Err(EngineError::system("an Avro schema that is a record"));
        };
        let mut arrays = Vec::with_capacity(self.columns.len());
        for column in self.columns.iter() {
            let place = record.fields.iter().position(|field| field.name.to_lowercase() == column.name);
            let of = |row: &'_ AvroValue| match (row, place) {
                (AvroValue::Record(fields), Some(place)) => fields.get(place).map(|(_, value)| value).cloned(),
                _ => None,
            };
            let values: Vec<Option<AvroValue>> = rows.iter().map(of).collect();
            let Some(schema) = place.map(|place| &record.fields[place].schema) else {
                let nothing = vec![None; rows.len()];
                arrays.push(array(&nothing, &column.kind, &column.name)?);
                continue;
            };
            if column.kind == DataType::Binary {
                arrays.push(bytes(&values, &column.name)?);
                continue;
            }
            let converted = values
                .into_iter()
                .map(|value| value.map(|value| written.plain(value, schema, &column.name, 0)).transpose())
                .collect::<Result<Vec<_>, _>>()?;
            arrays.push(array(&converted, &column.kind, &column.name)?);
        }
        column::batch(&self.schema, arrays, rows.len()).map(Some)
    }
}

fn array(values: &[Option<Tree>], kind: &DataType, name: &str) -> Result<ArrayRef, EngineError> {
    let present: Vec<Option<&Tree>> =
        values.iter().map(|value| value.as_ref().filter(|value| !value.is_null())).collect();
    json::build(&present, kind, name)
}

fn bytes(values: &[Option<AvroValue>], name: &str) -> Result<ArrayRef, EngineError> {
    let mut builder = BinaryBuilder::new();
    for value in values {
        let mut value = value.as_ref();
        while let Some(AvroValue::Union(_, inner)) = value {
            value = Some(inner);
        }
        match value {
            None | Some(AvroValue::Null) => builder.append_null(),
            Some(AvroValue::Bytes(bytes) | AvroValue::Fixed(_, bytes)) => builder.append_value(bytes),
            Some(_) => return Err(EngineError::user("HIVE_BAD_DATA", format_args!("field {name} holds no bytes"))),
        }
    }
    Ok(Arc::new(builder.finish()))
}

/// Takes note of every schema with a name.
fn collect(schema: &Schema, names: &mut HashMap<Name, Schema>, depth: usize) -> Result<(), EngineError> {
    if depth > DEEPEST {
        return Err(EngineError::user("HIVE_BAD_DATA", "the file's Avro schema is too deeply nested"));
    }
    match schema {
        Schema::Record(record) if names.insert(record.name.clone(), schema.clone()).is_none() => {
            for field in &record.fields {
                collect(&field.schema, names, depth + 1)?;
            }
        }
        Schema::Fixed(fixed) => drop(names.insert(fixed.name.clone(), schema.clone())),
        Schema::Enum(symbols) => drop(names.insert(symbols.name.clone(), schema.clone())),
        Schema::Array(array) => collect(&array.items, names, depth + 1)?,
        Schema::Map(map) => collect(&map.types, names, depth + 1)?,
        Schema::Union(union) => {
            for variant in union.variants() {
                collect(variant, names, depth + 1)?;
            }
        }
        _ => {}
    }
    Ok(())
}

impl Written {
    /// A value in the shape that JSON's reader makes columns of.
    fn plain(&self, value: AvroValue, schema: &Schema, name: &str, depth: usize) -> Result<Tree, EngineError> {
        if depth > DEEPEST {
            return Err(EngineError::user("HIVE_BAD_DATA", format_args!("field {name} is too deeply nested")));
        }
        let schema = match schema {
            Schema::Ref { name: of } => self.names.get(of).ok_or_else(|| {
                EngineError::user("HIVE_BAD_DATA", format_args!("the file's Avro schema names an unknown type {of}"))
            })?,
            other => other,
        };
        let millis = |millis: i64| {
            let mut text = String::new();
            format::timestamp(millis, &mut text);
            Tree::Text(text)
        };
        Ok(match (value, schema) {
            (AvroValue::Null, _) => Tree::Null,
            (AvroValue::Boolean(truth), _) => Tree::Bool(truth),
            (AvroValue::Int(number) | AvroValue::TimeMillis(number), _) => Tree::Integer(i64::from(number)),
            (AvroValue::Long(number) | AvroValue::TimeMicros(number), _) => Tree::Integer(number),
            (AvroValue::Float(number), _) => Tree::Double(f64::from(number)),
            (AvroValue::Double(number), _) => Tree::Double(number),
            (AvroValue::String(text) | AvroValue::Enum(_, text), _) => Tree::Text(text),
            (AvroValue::Uuid(uuid), _) => Tree::Text(uuid.to_string()),
            (AvroValue::Date(days), _) => {
                let mut text = String::new();
                format::date(i64::from(days), &mut text);
                Tree::Text(text)
            }
            (AvroValue::TimestampMillis(at) | AvroValue::LocalTimestampMillis(at), _) => millis(at),
            (AvroValue::TimestampMicros(at) | AvroValue::LocalTimestampMicros(at), _) => millis(at.div_euclid(1000)),
            (AvroValue::TimestampNanos(at) | AvroValue::LocalTimestampNanos(at), _) => millis(at.div_euclid(1_000_000)),
            (AvroValue::Decimal(decimal), Schema::Decimal(kind)) => {
                let bytes = Vec::<u8>::try_from(decimal).map_err(broken)?;
                let unscaled = unscaled(&bytes).ok_or_else(|| {
                    EngineError::user(
                        "HIVE_BAD_DATA",
                        format_args!("a decimal of field {name} has more than 38 digits"),
                    )
                })?;
                Tree::Text(format!("{unscaled}e-{}", kind.scale))
            }
            (AvroValue::Union(index, inner), Schema::Union(union)) => {
                let variant = union.variants().get(index as usize).ok_or_else(|| {
                    EngineError::user("HIVE_BAD_DATA", format_args!("field {name} has an unknown branch {index}"))
                })?;
                self.plain(*inner, variant, name, depth + 1)?
            }
            (AvroValue::Array(items), Schema::Array(array)) => Tree::Array(
                items
                    .into_iter()
                    .map(|item| self.plain(item, &array.items, name, depth + 1))
                    .collect::<Result<_, _>>()?,
            ),
            (AvroValue::Map(entries), Schema::Map(map)) => {
                let mut entries: Vec<_> = entries.into_iter().collect();
                // The order of a map is that of nothing; the same file answers the same each time.
                entries.sort_by(|(left, _), (right, _)| left.cmp(right));
                let mut object = Vec::new();
                for (key, value) in entries {
                    object.push((key, self.plain(value, &map.types, name, depth + 1)?));
                }
                Tree::Object(object)
            }
            (AvroValue::Record(fields), Schema::Record(record)) => {
                let mut object = Vec::new();
                for ((field, value), of) in fields.into_iter().zip(&record.fields) {
                    object.push((field.to_lowercase(), self.plain(value, &of.schema, name, depth + 1)?));
                }
                Tree::Object(object)
            }
            (AvroValue::Bytes(_) | AvroValue::Fixed(_, _), _) => {
                return Err(EngineError::unsupported(format_args!(
                    "field {name}: Avro bytes inside another type, or as no binary column"
                )));
            }
            (other, _) => {
                return Err(EngineError::unsupported(format_args!(
                    "field {name} of an Avro file: {}",
                    kind_of(&other)
                )));
            }
        })
    }
}

fn kind_of(value: &AvroValue) -> &'static str {
    match value {
        AvroValue::BigDecimal(_) => "big-decimal",
        AvroValue::Duration(_) => "duration",
        _ => "a value that is not of its schema",
    }
}

/// A number in two's complement, the greatest byte first.
fn unscaled(bytes: &[u8]) -> Option<i128> {
    let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let fill = if negative { 0xff } else { 0 };
    let skip = bytes.len().saturating_sub(16);
    if bytes[..skip].iter().any(|byte| *byte != fill) {
        return None;
    }
    let mut whole = [fill; 16];
    let rest = &bytes[skip..];
    whole[16 - rest.len()..].copy_from_slice(rest);
    let number = i128::from_be_bytes(whole);
    (negative == (number < 0)).then_some(number)
}
