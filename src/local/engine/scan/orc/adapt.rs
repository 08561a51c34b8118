//! From the types of a file to those of the table, as Athena's reader takes them: numbers widen, and narrow as long as the
//! values fit; timestamps are rounded to milliseconds; the fields of structures are found by name.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, FieldRef, TimeUnit};

use super::super::shape::{Shape, place};
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

/// How a column of the file becomes one of the table. Fails when it cannot be read as the table says.
pub fn shape(name: &str, from: &OrcType, to: &DataType) -> Result<Shape, EngineError> {
    use DataType as T;
    let hinted = hint(name, from)?;
    Ok(match (&from.kind, to) {
        (OrcKind::Timestamp | OrcKind::TimestampInstant, T::Timestamp(TimeUnit::Millisecond, None)) => {
            Shape::Nanoseconds
        }
        (OrcKind::Decimal { .. }, T::Decimal128(precision, _)) if hinted == *to => Shape::Decimal(*precision),
        (OrcKind::Decimal { .. }, T::Decimal128(_, _)) => Shape::Cast(to.clone()),
        (OrcKind::List(item), T::List(field)) => {
            Shape::List(Arc::clone(field), Box::new(shape(name, item, field.data_type())?))
        }
        (OrcKind::Map(key, value), T::Map(entries, _)) => {
            let T::Struct(fields) = entries.data_type() else { return Err(mismatch(name, from, to)) };
            let [of_key, of_value] = fields.as_ref() else { return Err(mismatch(name, from, to)) };
            let key = shape(name, key, of_key.data_type())?;
            let value = shape(name, value, of_value.data_type())?;
            Shape::Map(Arc::clone(entries), fields.clone(), Box::new((key, value)))
        }
        (OrcKind::Struct(parts), T::Struct(fields)) => {
            let names: Vec<&str> = parts.iter().map(|(part, _)| part.as_str()).collect();
            let found = |field: &FieldRef| {
                let found = place(&names, field.name());
                found.map(|at| Ok((at, shape(field.name(), &parts[at].1, field.data_type())?))).transpose()
            };
            Shape::Struct(fields.clone(), fields.iter().map(found).collect::<Result<Vec<_>, EngineError>>()?)
        }
        (OrcKind::Timestamp | OrcKind::TimestampInstant | OrcKind::Decimal { .. }, _) => {
            return Err(mismatch(name, from, to));
        }
        _ if hinted == *to => Shape::Same,
        (_, T::Utf8View) if hinted == T::Utf8 => Shape::Cast(T::Utf8View),
        (_, T::Float64) if hinted == T::Float32 => Shape::Cast(T::Float64),
        _ if hinted.is_signed_integer() && to.is_signed_integer() => Shape::Cast(to.clone()),
        _ => return Err(mismatch(name, from, to)),
    })
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
    use datafusion::arrow::array::{ArrayRef, Int32Array, Int64Array};

    use super::*;

    fn leaf(kind: OrcKind) -> OrcType {
        OrcType { column: 1, kind }
    }

    #[test]
    fn numbers_fit_or_are_errors() {
        let plan = shape("n", &leaf(OrcKind::Long), &DataType::Int32).expect("a narrowing");
        let small: ArrayRef = Arc::new(Int64Array::from(vec![Some(7), None]));
        assert_eq!(plan.apply(&small).expect("it fits").as_ref(), &Int32Array::from(vec![Some(7), None]));
        let large: ArrayRef = Arc::new(Int64Array::from(vec![1_i64 << 40]));
        assert!(plan.apply(&large).expect_err("it does not fit").contains("out of the range of type integer"));
        for (from, to) in [
            (OrcKind::String, DataType::Int64),
            (OrcKind::Long, DataType::Utf8View),
            (OrcKind::Timestamp, DataType::Date32),
            (OrcKind::Date, DataType::Timestamp(TimeUnit::Millisecond, None)),
            (OrcKind::Double, DataType::Float32),
            (OrcKind::Decimal { precision: 5, scale: 2 }, DataType::Float64),
            (OrcKind::Boolean, DataType::Int8),
        ] {
            let error = shape("n", &leaf(from.clone()), &to).expect_err("types that do not agree");
            assert!(error.message.contains(&format!("of type {}", from.name())), "{error}");
        }
        assert!(shape("n", &leaf(OrcKind::Union), &DataType::Int8).expect_err("a union").message.contains("union"));
    }
}
