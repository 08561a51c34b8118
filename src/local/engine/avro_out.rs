//! Avro files: containers of blocks of rows, with their schema in front. Every field may be null.
//!
//! Source: Apache Avro, "Specification": object container files, binary encoding, logical types.

use std::fs::File;
use std::io::{BufWriter, Write};

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Field, Float32Type, Float64Type, Int32Type, Int64Type, SchemaRef, TimeUnit,
    TimestampMillisecondType,
};
use serde_json::{Value, json};

use super::coercion::{is_binary, is_text};
use super::error::EngineError;
use super::types::athena_name;

/// Bytes of rows that make a block.
const BLOCK: usize = 64 * 1024;

/// A file being written.
pub struct AvroWriter {
    out: BufWriter<File>,
    deflate: bool,
    sync: [u8; 16],
    rows: i64,
    block: Vec<u8>,
}

/// Whether a file can hold values of a type: Hive's reader knows no integers of less than 32 bits.
pub fn holds(kind: &DataType) -> bool {
    match kind {
        DataType::List(item) => holds(item.data_type()),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) if fields.len() == 2 => {
                is_text(fields[0].data_type()) && holds(fields[1].data_type())
            }
            _ => false,
        },
        DataType::Struct(fields) => fields.iter().all(|field| is_name(field.name()) && holds(field.data_type())),
        DataType::Boolean
        | DataType::Int32
        | DataType::Int64
        | DataType::Float32
        | DataType::Float64
        | DataType::Date32
        | DataType::Decimal128(_, _)
        | DataType::Timestamp(TimeUnit::Second | TimeUnit::Millisecond, None) => true,
        other => is_text(other) || is_binary(other),
    }
}

/// Whether a column may be called so.
pub fn is_name(name: &str) -> bool {
    let first = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    first && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn unsupported(kind: &DataType) -> EngineError {
    EngineError::unsupported(format_args!("type {} in an Avro file", athena_name(kind)))
}

/// The schema of a type; records inside get names of their own.
fn schema_of(kind: &DataType, records: &mut usize) -> Result<Value, EngineError> {
    Ok(match kind {
        DataType::Boolean => json!("boolean"),
        DataType::Int32 => json!("int"),
        DataType::Int64 => json!("long"),
        DataType::Float32 => json!("float"),
        DataType::Float64 => json!("double"),
        DataType::Date32 => json!({ "type": "int", "logicalType": "date" }),
        DataType::Timestamp(_, None) => json!({ "type": "long", "logicalType": "timestamp-millis" }),
        DataType::Decimal128(precision, scale) => {
            json!({ "type": "bytes", "logicalType": "decimal", "precision": precision, "scale": scale })
        }
        DataType::List(item) => json!({ "type": "array", "items": nullable(item.data_type(), records)? }),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) if fields.len() == 2 => {
                json!({ "type": "map", "values": nullable(fields[1].data_type(), records)? })
            }
            _ => return Err(unsupported(kind)),
        },
        DataType::Struct(fields) => {
            *records += 1;
            let name = format!("record_{records}");
            let fields: Vec<&Field> = fields.iter().map(AsRef::as_ref).collect();
            record(&name, &fields, records)?
        }
        other if is_text(other) => json!("string"),
        other if is_binary(other) => json!("bytes"),
        other => return Err(unsupported(other)),
    })
}

fn nullable(kind: &DataType, records: &mut usize) -> Result<Value, EngineError> {
    Ok(json!(["null", schema_of(kind, records)?]))
}

fn record(name: &str, fields: &[&Field], records: &mut usize) -> Result<Value, EngineError> {
    let mut out = Vec::with_capacity(fields.len());
    for field in fields {
        out.push(json!({ "name": field.name(), "type": nullable(field.data_type(), records)?, "default": null }));
    }
    Ok(json!({ "type": "record", "name": name, "fields": out }))
}

fn long(value: i64, out: &mut Vec<u8>) {
    let mut rest = ((value << 1) ^ (value >> 63)) as u64;
    while rest >= 0x80 {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

fn bytes(value: &[u8], out: &mut Vec<u8>) {
    long(value.len() as i64, out);
    out.extend_from_slice(value);
}

/// The shortest bytes of a number in two's complement, the highest first.
fn shortest(value: i128) -> Vec<u8> {
    let all = value.to_be_bytes();
    let sign = if value < 0 { 0xff } else { 0 };
    let mut start = 0;
    while start < 15 && all[start] == sign && (all[start + 1] & 0x80) == (sign & 0x80) {
        start += 1;
    }
    all[start..].to_vec()
}

/// A value behind the number of its branch: NULL is the first, what is there the second.
fn put(array: &ArrayRef, row: usize, out: &mut Vec<u8>) -> Result<(), EngineError> {
    if array.is_null(row) || *array.data_type() == DataType::Null {
        long(0, out);
        return Ok(());
    }
    long(1, out);
    match array.data_type() {
        DataType::Boolean => out.push(u8::from(array.as_boolean().value(row))),
        DataType::Int32 => long(i64::from(array.as_primitive::<Int32Type>().value(row)), out),
        DataType::Int64 => long(array.as_primitive::<Int64Type>().value(row), out),
        DataType::Float32 => out.extend(array.as_primitive::<Float32Type>().value(row).to_le_bytes()),
        DataType::Float64 => out.extend(array.as_primitive::<Float64Type>().value(row).to_le_bytes()),
        DataType::Date32 => long(i64::from(array.as_primitive::<Date32Type>().value(row)), out),
        DataType::Timestamp(TimeUnit::Millisecond, None) => {
            long(array.as_primitive::<TimestampMillisecondType>().value(row), out);
        }
        DataType::Decimal128(_, _) => bytes(&shortest(array.as_primitive::<Decimal128Type>().value(row)), out),
        DataType::Utf8 => bytes(array.as_string::<i32>().value(row).as_bytes(), out),
        DataType::Utf8View => bytes(array.as_string_view().value(row).as_bytes(), out),
        DataType::Binary => bytes(array.as_binary::<i32>().value(row), out),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(row);
            if !items.is_empty() {
                long(items.len() as i64, out);
                (0..items.len()).try_for_each(|item| put(&items, item, out))?;
            }
            long(0, out);
        }
        DataType::Map(_, _) => {
            let entries = array.as_map().value(row);
            let keys = compute::cast(entries.column(0), &DataType::Utf8)?;
            if entries.len() > 0 {
                long(entries.len() as i64, out);
                for entry in 0..entries.len() {
                    bytes(keys.as_string::<i32>().value(entry).as_bytes(), out);
                    put(entries.column(1), entry, out)?;
                }
            }
            long(0, out);
        }
        DataType::Struct(_) => {
            array.as_struct().columns().iter().try_for_each(|column| put(column, row, out))?;
        }
        other => return Err(unsupported(other)),
    }
    Ok(())
}

impl AvroWriter {
    pub fn new(file: File, deflate: bool, schema: &SchemaRef) -> Result<Self, EngineError> {
        let fields: Vec<&Field> = schema.fields().iter().map(AsRef::as_ref).collect();
        let text = record("row", &fields, &mut 0)?.to_string();
        let sync = *uuid::Uuid::new_v4().as_bytes();
        let mut head = b"Obj\x01".to_vec();
        long(2, &mut head);
        for (key, value) in [("avro.schema", text.as_str()), ("avro.codec", if deflate { "deflate" } else { "null" })] {
            bytes(key.as_bytes(), &mut head);
            bytes(value.as_bytes(), &mut head);
        }
        long(0, &mut head);
        head.extend(sync);
        let mut out = BufWriter::with_capacity(1 << 18, file);
        out.write_all(&head)?;
        Ok(Self { out, deflate, sync, rows: 0, block: Vec::new() })
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), EngineError> {
        for row in 0..batch.num_rows() {
            batch.columns().iter().try_for_each(|column| put(column, row, &mut self.block))?;
            self.rows += 1;
            if self.block.len() >= BLOCK {
                self.end_block()?;
            }
        }
        Ok(())
    }

    fn end_block(&mut self) -> Result<(), EngineError> {
        if self.rows == 0 {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.rows);
        let mut block = std::mem::take(&mut self.block);
        if self.deflate {
            let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(&block)?;
            block = packed.finish()?;
        }
        let mut head = Vec::new();
        long(rows, &mut head);
        long(block.len() as i64, &mut head);
        self.out.write_all(&head)?;
        self.out.write_all(&block)?;
        Ok(self.out.write_all(&self.sync)?)
    }

    pub fn close(mut self) -> Result<(), EngineError> {
        self.end_block()?;
        Ok(self.out.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_zigzag_and_decimals_short() {
        let mut out = Vec::new();
        [0, -1, 1, 64, -65].iter().for_each(|value| long(*value, &mut out));
        assert_eq!(out, [0, 1, 2, 0x80, 1, 0x81, 1]);
        assert_eq!(shortest(0), [0]);
        assert_eq!(shortest(127), [127]);
        assert_eq!(shortest(128), [0, 128]);
        assert_eq!(shortest(-128), [128]);
        assert_eq!(shortest(-129), [0xff, 0x7f]);
    }
}
