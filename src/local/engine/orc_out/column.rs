//! The columns of a stripe: their types in the footer, and their streams.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMillisecondType,
};

use super::encode::{bits, bytes, signed, unsigned, varint, zigzag};
use super::message::Message;
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

/// Seconds from 1970 to 2015, where ORC's timestamps begin.
const EPOCH: i64 = 1_420_070_400;

/// What a stream holds, by the specification's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Present = 0,
    Data = 1,
    Length = 2,
    Secondary = 5,
}

/// A stream of a column.
#[derive(Debug)]
pub struct Stream {
    pub kind: Kind,
    pub column: u64,
    pub bytes: Vec<u8>,
}

/// The streams of a stripe, as they come.
#[derive(Debug, Default)]
pub struct Streams {
    pub all: Vec<Stream>,
    /// How many columns there are so far, the rows themselves among them.
    pub columns: u64,
}

/// Lists a type and its parts; they are numbered as they are listed.
pub fn list(name: &str, kind: &DataType, into: &mut Vec<Message>) -> Result<(), EngineError> {
    let at = into.len();
    into.push(Message::default());
    let mut parts: Vec<(&str, &DataType)> = Vec::new();
    let simple = |code: u64| Message::default().number(1, code);
    let message = match kind {
        DataType::Boolean => simple(0),
        DataType::Int8 => simple(1),
        DataType::Int16 => simple(2),
        DataType::Int32 => simple(3),
        DataType::Int64 => simple(4),
        DataType::Float32 => simple(5),
        DataType::Float64 => simple(6),
        DataType::Utf8 => simple(7),
        DataType::Binary => simple(8),
        DataType::Timestamp(TimeUnit::Millisecond, None) => simple(9),
        DataType::List(item) => {
            parts.push((name, item.data_type()));
            simple(10)
        }
        DataType::Map(entries, _) => {
            if let DataType::Struct(fields) = entries.data_type() {
                parts.extend(fields.iter().map(|field| (name, field.data_type())));
            }
            simple(11)
        }
        DataType::Struct(fields) => {
            parts.extend(fields.iter().map(|field| (field.name().as_str(), field.data_type())));
            simple(12)
        }
        DataType::Decimal128(precision, scale) => {
            simple(14).number(5, u64::from(*precision)).number(6, u64::from(scale.unsigned_abs()))
        }
        DataType::Date32 => simple(15),
        other => {
            return Err(EngineError::unsupported(format_args!(
                "column {name} of type {} in a file of format orc",
                athena_name(other)
            )));
        }
    };
    let mut numbers = Vec::with_capacity(parts.len());
    for (name, part) in &parts {
        numbers.push(into.len() as u64);
        list(name, part, into)?;
    }
    let mut message = if numbers.is_empty() { message } else { message.numbers(2, numbers) };
    if let DataType::Struct(fields) = kind {
        for field in fields {
            message = message.bytes(3, field.name().as_bytes());
        }
    }
    into[at] = message;
    Ok(())
}

impl Streams {
    fn add(&mut self, kind: Kind, column: u64, bytes: Vec<u8>) {
        self.all.push(Stream { kind, column, bytes });
    }

    /// Adds the streams of a column and of its parts.
    pub fn column(&mut self, name: &str, array: &ArrayRef) -> Result<(), EngineError> {
        let number = self.columns;
        self.columns += 1;
        let mut array = ArrayRef::clone(array);
        if let Some(nulls) = array.nulls().filter(|nulls| nulls.null_count() > 0) {
            let there = BooleanArray::new(nulls.inner().clone(), None);
            let mut stream = Vec::new();
            bits(nulls.iter(), &mut stream);
            self.add(Kind::Present, number, stream);
            // What is not there has no values, and neither have its parts.
            array = compute::filter(&array, &there)?;
        }
        let mut data = Vec::new();
        match array.data_type().clone() {
            DataType::Boolean => bits(array.as_boolean().values().iter(), &mut data),
            DataType::Int8 => {
                let values: Vec<u8> =
                    array.as_primitive::<Int8Type>().values().iter().map(|value| value.cast_unsigned()).collect();
                bytes(&values, &mut data);
            }
            DataType::Int16 => signed(&widened(array.as_primitive::<Int16Type>().values()), &mut data),
            DataType::Int32 => signed(&widened(array.as_primitive::<Int32Type>().values()), &mut data),
            DataType::Int64 => signed(array.as_primitive::<Int64Type>().values(), &mut data),
            DataType::Date32 => signed(&widened(array.as_primitive::<Date32Type>().values()), &mut data),
            DataType::Float32 => {
                array.as_primitive::<Float32Type>().values().iter().for_each(|value| data.extend(value.to_le_bytes()));
            }
            DataType::Float64 => {
                array.as_primitive::<Float64Type>().values().iter().for_each(|value| data.extend(value.to_le_bytes()));
            }
            DataType::Utf8 => {
                let texts = array.as_string::<i32>();
                self.lengths(number, texts.offsets());
                data.extend_from_slice(inside(texts.values(), texts.offsets()));
            }
            DataType::Binary => {
                let texts = array.as_binary::<i32>();
                self.lengths(number, texts.offsets());
                data.extend_from_slice(inside(texts.values(), texts.offsets()));
            }
            DataType::Decimal128(_, scale) => {
                let values = array.as_primitive::<Decimal128Type>().values();
                values.iter().for_each(|value| varint(zigzag(*value), &mut data));
                let mut scales = Vec::new();
                signed(&vec![i64::from(scale); values.len()], &mut scales);
                self.add(Kind::Secondary, number, scales);
            }
            DataType::Timestamp(TimeUnit::Millisecond, None) => {
                let rest = times(name, array.as_primitive::<TimestampMillisecondType>().values(), &mut data)?;
                self.add(Kind::Secondary, number, rest);
            }
            DataType::List(_) => {
                let list = array.as_list::<i32>();
                self.lengths(number, list.offsets());
                return self.column(name, &part(list.values(), list.offsets()));
            }
            DataType::Map(_, _) => {
                let map = array.as_map();
                self.lengths(number, map.offsets());
                self.column(name, &part(map.keys(), map.offsets()))?;
                return self.column(name, &part(map.values(), map.offsets()));
            }
            DataType::Struct(fields) => {
                let whole = array.as_struct();
                for (field, column) in fields.iter().zip(whole.columns()) {
                    self.column(field.name(), column)?;
                }
                return Ok(());
            }
            other => return Err(EngineError::system(format_args!("an ORC column of type {other}"))),
        }
        self.add(Kind::Data, number, data);
        Ok(())
    }

    fn lengths(&mut self, column: u64, offsets: &[i32]) {
        let lengths: Vec<i64> = offsets.windows(2).map(|pair| i64::from(pair[1] - pair[0])).collect();
        let mut stream = Vec::new();
        unsigned(&lengths, &mut stream);
        self.add(Kind::Length, column, stream);
    }
}

fn widened<N: Copy + Into<i64>>(values: &[N]) -> Vec<i64> {
    values.iter().map(|value| (*value).into()).collect()
}

/// The first and the last place of what the offsets are about.
fn ends(offsets: &[i32]) -> (usize, usize) {
    let place = |offset: Option<&i32>| offset.map_or(0, |offset| usize::try_from(*offset).unwrap_or(0));
    (place(offsets.first()), place(offsets.last()))
}

fn inside<'a>(bytes: &'a [u8], offsets: &[i32]) -> &'a [u8] {
    let (first, last) = ends(offsets);
    &bytes[first..last]
}

fn part(values: &ArrayRef, offsets: &[i32]) -> ArrayRef {
    let (first, last) = ends(offsets);
    values.slice(first, last - first)
}

/// Seconds, and in a stream of its own what is left of them in nanoseconds.
fn times(name: &str, millis: &[i64], data: &mut Vec<u8>) -> Result<Vec<u8>, EngineError> {
    let (mut seconds, mut rest) = (Vec::with_capacity(millis.len()), Vec::with_capacity(millis.len()));
    for value in millis {
        let (mut second, left) = (value.div_euclid(1000), value.rem_euclid(1000));
        // Readers take a second off a time before 1970 that has a part of one (ORC-763), so that the last second before
        // it cannot be said.
        if second < 0 && left > 0 {
            second += 1;
            if second == 0 {
                return Err(EngineError::user(
                    "HIVE_WRITER_DATA_ERROR",
                    format_args!("column {name}: ORC cannot hold a time less than a second before 1970"),
                ));
            }
        }
        seconds.push(second - EPOCH);
        // The last three bits count the zeros that are left out, less one.
        rest.push(match left {
            0 => 0,
            left if left % 100 == 0 => (left / 100) << 3 | 7,
            left if left % 10 == 0 => (left / 10) << 3 | 6,
            left => left << 3 | 5,
        });
    }
    signed(&seconds, data);
    let mut stream = Vec::new();
    unsigned(&rest, &mut stream);
    Ok(stream)
}
