//! From the types of a file to those of the table, as Athena's reader takes them: numbers widen, and narrow as long as the
//! values fit; timestamps are rounded to milliseconds; the fields of structures are found by name.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Decimal128Array, ListArray, MapArray, StructArray, TimestampMillisecondArray,
    new_null_array,
};
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Field, FieldRef, Fields, TimeUnit};

use super::malformed;
use crate::domain::orc::{OrcKind, OrcType};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

/// Nanoseconds since 1970, which no number of 64 bits holds for every timestamp of ORC.
const NANOSECONDS: DataType = DataType::Decimal128(38, 9);

/// What the decoder is to make of a column.
pub fn hint(name: &str, kind: &OrcType) -> Result<DataType, EngineError> {
    Ok(match &kind.kind {
        OrcKind::Boolean => DataType::Boolean,
        OrcKind::Byte => DataType::Int8,
        OrcKind::Short => DataType::Int16,
        OrcKind::Int => DataType::Int32,
        OrcKind::Long => DataType::Int64,
        OrcKind::Float => DataType::Float32,
        OrcKind::Double => DataType::Float64,
        OrcKind::String | OrcKind::Varchar(_) | OrcKind::Char(_) => DataType::Utf8,
        OrcKind::Binary => DataType::Binary,
        OrcKind::Date => DataType::Date32,
        OrcKind::Timestamp | OrcKind::TimestampInstant => NANOSECONDS,
        OrcKind::Decimal { precision, scale } => decimal(*precision, *scale),
        OrcKind::List(item) => DataType::new_list(hint(name, item)?, true),
        OrcKind::Map(key, value) => {
            let entries =
                vec![Field::new("keys", hint(name, key)?, false), Field::new("values", hint(name, value)?, true)];
            DataType::Map(Arc::new(Field::new("entries", DataType::Struct(entries.into()), false)), false)
        }
        OrcKind::Struct(fields) => {
            let fields: Result<Vec<Field>, EngineError> =
                fields.iter().map(|(name, kind)| Ok(Field::new(name, hint(name, kind)?, true))).collect();
            DataType::Struct(fields?.into())
        }
        OrcKind::Union => {
            return Err(EngineError::unsupported(format_args!("column {name} of an ORC file, which is a union")));
        }
    })
}

fn decimal(precision: u64, scale: u64) -> DataType {
    // The footer's reader lets no more than 38 digits through.
    DataType::Decimal128(u8::try_from(precision).unwrap_or(38), i8::try_from(scale).unwrap_or(0))
}

/// How a column of the file becomes one of the table.
#[derive(Debug, Clone)]
pub enum Plan {
    Same,
    Decimal(u8),
    Cast(DataType),
    Time,
    List(FieldRef, Box<Plan>),
    Map(FieldRef, Fields, Box<(Plan, Plan)>),
    Struct(Fields, Vec<Option<(usize, Plan)>>),
}

impl Plan {
    /// Fails when a file's column cannot be read as the table says.
    pub fn new(name: &str, from: &OrcType, to: &DataType) -> Result<Self, EngineError> {
        use DataType as T;
        let hinted = hint(name, from)?;
        Ok(match (&from.kind, to) {
            (OrcKind::Timestamp | OrcKind::TimestampInstant, T::Timestamp(TimeUnit::Millisecond, None)) => Plan::Time,
            (OrcKind::Decimal { .. }, T::Decimal128(precision, _)) if hinted == *to => Plan::Decimal(*precision),
            (OrcKind::Decimal { .. }, T::Decimal128(_, _)) => Plan::Cast(to.clone()),
            (OrcKind::List(item), T::List(field)) => {
                Plan::List(Arc::clone(field), Box::new(Self::new(name, item, field.data_type())?))
            }
            (OrcKind::Map(key, value), T::Map(entries, _)) => {
                let T::Struct(fields) = entries.data_type() else { return Err(mismatch(name, from, to)) };
                let [of_key, of_value] = fields.as_ref() else { return Err(mismatch(name, from, to)) };
                let key = Self::new(name, key, of_key.data_type())?;
                let value = Self::new(name, value, of_value.data_type())?;
                Plan::Map(Arc::clone(entries), fields.clone(), Box::new((key, value)))
            }
            (OrcKind::Struct(parts), T::Struct(fields)) => {
                let parts = fields
                    .iter()
                    .map(|field| {
                        let found = parts.iter().position(|(part, _)| part.to_lowercase() == *field.name());
                        found.map(|at| Ok((at, Self::new(field.name(), &parts[at].1, field.data_type())?))).transpose()
                    })
                    .collect::<Result<Vec<_>, EngineError>>()?;
                Plan::Struct(fields.clone(), parts)
            }
            (OrcKind::Timestamp | OrcKind::TimestampInstant | OrcKind::Decimal { .. }, _) => {
                return Err(mismatch(name, from, to));
            }
            _ if hinted == *to => Plan::Same,
            (_, T::Utf8View) if hinted == T::Utf8 => Plan::Cast(T::Utf8View),
            (_, T::Float64) if hinted == T::Float32 => Plan::Cast(T::Float64),
            _ if hinted.is_signed_integer() && to.is_signed_integer() => Plan::Cast(to.clone()),
            _ => return Err(mismatch(name, from, to)),
        })
    }

    /// Makes the table's column of the file's.
    pub fn apply(&self, array: &ArrayRef, name: &str) -> Result<ArrayRef, EngineError> {
        let broken = |error: &dyn std::fmt::Display| malformed(format_args!("column {name}: {error}"));
        Ok(match self {
            Plan::Same => Arc::clone(array),
            Plan::Decimal(precision) => {
                let decimals = decimals(array, name)?;
                let digits = |_| broken(&format_args!("a value has more than {precision} digits"));
                decimals.validate_decimal_precision(*precision).map_err(digits)?;
                Arc::clone(array)
            }
            Plan::Cast(to) => {
                let options = CastOptions { safe: false, ..CastOptions::default() };
                // The engine's own words would show the value, which may be of a row that is hidden.
                cast_with_options(array, to, &options)
                    .map_err(|_| broken(&format_args!("a value is out of the range of type {}", athena_name(to))))?
            }
            Plan::Time => Arc::new(milliseconds(decimals(array, name)?, name)?),
            Plan::List(field, item) => {
                let list = array.as_list_opt::<i32>().ok_or_else(|| broken(&"it holds no lists"))?;
                let values = item.apply(list.values(), name)?;
                let (offsets, nulls) = (list.offsets().clone(), list.nulls().cloned());
                Arc::new(ListArray::try_new(Arc::clone(field), offsets, values, nulls).map_err(|error| broken(&error))?)
            }
            Plan::Map(entries, fields, parts) => {
                let map = array.as_map_opt().ok_or_else(|| broken(&"it holds no maps"))?;
                let keys = parts.0.apply(map.keys(), name)?;
                let values = parts.1.apply(map.values(), name)?;
                let inside = StructArray::try_new(fields.clone(), vec![keys, values], None);
                let inside = inside.map_err(|error| broken(&error))?;
                let (offsets, nulls) = (map.offsets().clone(), map.nulls().cloned());
                Arc::new(
                    MapArray::try_new(Arc::clone(entries), offsets, inside, nulls, false)
                        .map_err(|error| broken(&error))?,
                )
            }
            Plan::Struct(fields, parts) => {
                let whole = array.as_struct_opt().ok_or_else(|| broken(&"it holds no structures"))?;
                let mut columns = Vec::with_capacity(parts.len());
                for (field, part) in fields.iter().zip(parts) {
                    columns.push(match part {
                        Some((at, plan)) => plan.apply(whole.column(*at), name)?,
                        None => new_null_array(field.data_type(), whole.len()),
                    });
                }
                let made =
                    StructArray::try_new_with_length(fields.clone(), columns, whole.nulls().cloned(), whole.len());
                Arc::new(made.map_err(|error| broken(&error))?)
            }
        })
    }
}

fn decimals<'a>(array: &'a ArrayRef, name: &str) -> Result<&'a Decimal128Array, EngineError> {
    array
        .as_primitive_opt::<Decimal128Type>()
        .ok_or_else(|| malformed(format_args!("column {name} holds something else than it says")))
}

/// Rounds to the nearest millisecond, a half up, as Athena's reader does.
fn milliseconds(nanoseconds: &Decimal128Array, name: &str) -> Result<TimestampMillisecondArray, EngineError> {
    let rounded = |value: i128| (value + 500_000).div_euclid(1_000_000);
    let values = nanoseconds.iter().map(|value| {
        value
            .map(|value| {
                i64::try_from(rounded(value))
                    .map_err(|_| malformed(format_args!("column {name} holds a timestamp beyond all dates")))
            })
            .transpose()
    });
    Ok(values.collect::<Result<Vec<Option<i64>>, EngineError>>()?.into())
}

fn mismatch(name: &str, from: &OrcType, to: &DataType) -> EngineError {
    malformed(format_args!(
        "Cannot read SQL type {} from ORC stream .{name} of type {}",
        athena_name(to),
        from.kind.name()
    ))
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::{Int32Array, Int64Array};

    use super::*;

    fn leaf(kind: OrcKind) -> OrcType {
        OrcType { column: 1, kind }
    }

    #[test]
    fn numbers_fit_or_are_errors() {
        let plan = Plan::new("n", &leaf(OrcKind::Long), &DataType::Int32).expect("a narrowing");
        let small: ArrayRef = Arc::new(Int64Array::from(vec![Some(7), None]));
        assert_eq!(plan.apply(&small, "n").expect("it fits").as_ref(), &Int32Array::from(vec![Some(7), None]));
        let large: ArrayRef = Arc::new(Int64Array::from(vec![1_i64 << 40]));
        assert!(plan.apply(&large, "n").expect_err("it does not fit").message.contains("column n"));
        for (from, to) in [
            (OrcKind::String, DataType::Int64),
            (OrcKind::Long, DataType::Utf8View),
            (OrcKind::Timestamp, DataType::Date32),
            (OrcKind::Date, DataType::Timestamp(TimeUnit::Millisecond, None)),
            (OrcKind::Double, DataType::Float32),
            (OrcKind::Decimal { precision: 5, scale: 2 }, DataType::Float64),
            (OrcKind::Boolean, DataType::Int8),
        ] {
            let error = Plan::new("n", &leaf(from.clone()), &to).expect_err("types that do not agree");
            assert!(error.message.contains(&format!("of type {}", from.name())), "{error}");
        }
        assert!(Plan::new("n", &leaf(OrcKind::Union), &DataType::Int8).expect_err("a union").message.contains("union"));
    }

    #[test]
    fn timestamps_are_rounded() {
        let nanoseconds = Decimal128Array::from(vec![Some(1_499_999), Some(1_500_000), Some(-1), Some(-500_001), None]);
        let expected = TimestampMillisecondArray::from(vec![Some(1), Some(2), Some(0), Some(-1), None]);
        assert_eq!(milliseconds(&nanoseconds, "t").expect("in range"), expected);
        let beyond = Decimal128Array::from(vec![i128::from(i64::MAX) * 10_000_000]);
        assert!(milliseconds(&beyond, "t").is_err());
    }
}
