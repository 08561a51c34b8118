//! `CAST` and `TRY_CAST` with Trino's results: numbers round half up, text is checked, times keep their form.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Decimal128Array, FixedSizeBinaryArray, Float32Array,
    Float64Array, Int64Array, ListArray, StringArray, StringBuilder,
};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Float32Type, Float64Type, Int64Type, TimeUnit};
use datafusion::arrow::datatypes::{Field, FieldRef};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::simplify::{ExprSimplifyResult, SimplifyContext};
use datafusion::logical_expr::{
    Cast as CastExpr, ColumnarValue, Expr, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility,
};

use super::fine;
use super::parse;
use super::rows;
use crate::engine::coercion::{integer_rank, is_binary, is_numeric, is_text};
use crate::engine::error::EngineError;
use crate::engine::format;
use crate::engine::trino_types::TrinoType;
use crate::engine::types::athena_name;

/// `$cast(value, 'type')` or `$try_cast(value, 'type')`.
#[derive(Debug)]
pub struct Cast {
    lenient: bool,
    signature: Signature,
}

impl Cast {
    pub fn new(lenient: bool) -> Self {
        Self { lenient, signature: Signature::user_defined(Volatility::Immutable) }
    }
}

impl PartialEq for Cast {
    fn eq(&self, other: &Self) -> bool {
        self.lenient == other.lenient
    }
}

impl Eq for Cast {}

impl Hash for Cast {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lenient.hash(state);
    }
}

fn target_of(scalar: Option<&ScalarValue>) -> Result<TrinoType, EngineError> {
    match scalar {
        Some(ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text))) => TrinoType::parse(text),
        _ => Err(EngineError::system("a cast without its type")),
    }
}

impl ScalarUDFImpl for Cast {
    fn name(&self) -> &str {
        if self.lenient { "$try_cast" } else { "$cast" }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        Ok(kinds.iter().map(|kind| if is_text(kind) { DataType::Utf8 } else { kind.clone() }).collect())
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Err(EngineError::system("the type of a cast depends on its argument").into())
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs) -> Result<FieldRef> {
        let target = target_of(args.scalar_arguments.get(1).copied().flatten())?;
        let from = args.arg_fields[0].data_type();
        // Only texts become `char(n)`.
        let refuses = target.pads && !is_text(from) && *from != DataType::Null;
        if refuses || !castable(from, &target.kind) {
            let to = match target.length.filter(|_| target.pads) {
                Some(length) => format!("char({length})"),
                None => athena_name(&target.kind),
            };
            return Err(
                EngineError::user("TYPE_MISMATCH", format_args!("Cannot cast {} to {to}", athena_name(from))).into()
            );
        }
        Ok(Arc::new(Field::new(self.name(), target.kind, true)))
    }

    fn simplify(&self, mut args: Vec<Expr>, info: &SimplifyContext) -> Result<ExprSimplifyResult> {
        let Some(Expr::Literal(scalar, _)) = args.get(1) else { return Ok(ExprSimplifyResult::Original(args)) };
        let target = target_of(Some(scalar))?;
        let from = info.get_data_type(&args[0])?;
        if target.has_length() || !native(&from, &target.kind) {
            return Ok(ExprSimplifyResult::Original(args));
        }
        let value = args.swap_remove(0);
        // Text and view-text are the same type to the reader, but not to the plan.
        if from == target.kind {
            return Ok(ExprSimplifyResult::Simplified(value));
        }
        Ok(ExprSimplifyResult::Simplified(Expr::Cast(CastExpr::new(Box::new(value), target.kind))))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let target = match args.args.get(1) {
            Some(ColumnarValue::Scalar(scalar)) => target_of(Some(scalar))?,
            _ => return Err(EngineError::system("a cast without its type").into()),
        };
        let constant = matches!(args.args[0], ColumnarValue::Scalar(_));
        let array = args.args[0].to_array(if constant { 1 } else { args.number_rows })?;
        let out = cast(&array, &target, self.lenient)?;
        if constant {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&out, 0)?));
        }
        Ok(ColumnarValue::Array(out))
    }
}

/// Casts whose plain form in the planner gives the same result, and can be pushed down.
fn native(from: &DataType, to: &DataType) -> bool {
    use DataType as T;
    if from == to {
        return true;
    }
    match (integer_rank(from), integer_rank(to)) {
        (Some(a), Some(b)) => return a <= b,
        (Some(_), None) => return matches!(to, T::Float64),
        // Only counts and ranks are unsigned, and none of them is beyond a bigint.
        (None, Some(8)) if *from == T::UInt64 => return true,
        _ => {}
    }
    matches!(
        (from, to),
        (T::Float32, T::Float64) | (T::Date32, T::Timestamp(TimeUnit::Second | TimeUnit::Millisecond, None))
    )
}

/// Whether Trino has such a cast and so have we.
fn castable(from: &DataType, to: &DataType) -> bool {
    use DataType as T;
    if *from == T::Null || from == to || (is_text(from) && is_text(to)) {
        return true;
    }
    match (from, to) {
        (T::LargeUtf8, _) => super::json::is_castable_from(to),
        (_, T::LargeUtf8) => super::json::is_castable_to(from),
        (T::UInt64, T::Int64) => true,
        (T::List(a), T::List(b)) => castable(a.data_type(), b.data_type()),
        (T::Struct(a), T::Struct(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| castable(a.data_type(), b.data_type()))
        }
        (T::Boolean, _) => is_text(to) || is_numeric(to),
        (_, T::Boolean) => is_text(from) || is_numeric(from),
        _ if is_numeric(from) => is_numeric(to) || is_text(to),
        (T::Map(_, _), T::Map(_, _)) => match (super::maps::entry_types(from), super::maps::entry_types(to)) {
            (Some((key, value)), Some((to_key, to_value))) => castable(key, to_key) && castable(value, to_value),
            _ => false,
        },
        (T::FixedSizeBinary(_), _) => is_text(to) || matches!(to, T::Binary),
        (_, T::FixedSizeBinary(_)) => is_text(from) || is_binary(from),
        (T::Duration(_) | T::Interval(_), _) => is_text(to),
        (T::Time32(_) | T::Time64(_), _) => is_text(to) || matches!(to, T::Time32(_) | T::Time64(_)),
        _ if is_text(from) => {
            is_numeric(to) || matches!(to, T::Date32 | T::Timestamp(_, None) | T::Binary | T::Time32(_) | T::Time64(_))
        }
        (T::Timestamp(_, _), T::Time32(_) | T::Time64(_)) => true,
        (T::Date32, _) => is_text(to) || matches!(to, T::Timestamp(_, _)),
        (T::Timestamp(_, _), _) => is_text(to) || matches!(to, T::Date32 | T::Timestamp(_, _)),
        _ => false,
    }
}

fn bad(text: &str, to: &DataType) -> EngineError {
    match to {
        DataType::Date32 => {
            EngineError::user("INVALID_CAST_ARGUMENT", format_args!("Value cannot be cast to date: {text}"))
        }
        DataType::Timestamp(_, _) => {
            EngineError::user("INVALID_CAST_ARGUMENT", format_args!("Value cannot be cast to timestamp: {text}"))
        }
        DataType::Time32(_) | DataType::Time64(_) => {
            EngineError::user("INVALID_CAST_ARGUMENT", format_args!("Value cannot be cast to time: {text}"))
        }
        DataType::FixedSizeBinary(_) => {
            let name = athena_name(to).to_uppercase();
            EngineError::user("INVALID_CAST_ARGUMENT", format_args!("Cannot cast value to {name}: {text}"))
        }
        _ => {
            let name = match to {
                DataType::Int32 => "INT".to_owned(),
                DataType::Decimal128(p, s) => format!("DECIMAL({p}, {s})"),
                other => athena_name(other).to_uppercase(),
            };
            EngineError::user("INVALID_CAST_ARGUMENT", format_args!("Cannot cast '{text}' to {name}"))
        }
    }
}

fn out_of_range(value: impl std::fmt::Display, to: &DataType) -> EngineError {
    EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", format_args!("Out of range for {}: {value}", athena_name(to)))
}

/// Casts each value; a lenient cast makes NULL of what cannot be.
pub fn cast(array: &ArrayRef, target: &TrinoType, lenient: bool) -> Result<ArrayRef, EngineError> {
    use DataType as T;
    let (from, to) = (array.data_type(), &target.kind);
    let settle = |result: Result<Option<i128>, EngineError>| match result {
        Err(_) if lenient => Ok(None),
        other => other,
    };
    if *from == T::Null {
        return Ok(datafusion::arrow::array::new_null_array(to, array.len()));
    }
    if *from == T::LargeUtf8 && from != to {
        let plain = super::json::from_json(array, to, lenient)?;
        return if target.has_length() { cast(&plain, target, lenient) } else { Ok(plain) };
    }
    if *to == T::LargeUtf8 && from != to {
        return super::json::to_json(array);
    }
    if is_text(to) {
        return to_text(array, target);
    }
    if native(from, to) && !target.has_length() {
        return Ok(compute::cast(array, to)?);
    }
    match (from, to) {
        (T::Utf8, _) => from_text(rows::text(array)?, to, lenient),
        (T::Utf8View, _) => {
            let text = compute::cast(array, &T::Utf8)?;
            from_text(rows::text(&text)?, to, lenient)
        }
        (T::Boolean, _) => {
            let bits: Int64Array = array.as_boolean().iter().map(|value| value.map(i64::from)).collect();
            Ok(compute::cast(&bits, to)?)
        }
        (_, T::Boolean) => {
            let zero = compute::cast(array, &T::Float64)?;
            let truth: BooleanArray =
                zero.as_primitive::<Float64Type>().iter().map(|value| value.map(|v| v != 0.0)).collect();
            Ok(Arc::new(truth))
        }
        (T::Decimal128(_, from_scale), T::Decimal128(precision, scale)) => {
            let shift = i32::from(*scale) - i32::from(*from_scale);
            to_decimal(array.as_primitive::<Decimal128Type>().iter(), *precision, *scale, settle, |value| {
                parse::rescale(value, shift)
            })
        }
        (_, T::Decimal128(precision, scale)) if integer_rank(from).is_some() => {
            let numbers = compute::cast(array, &T::Int64)?;
            let numbers: Vec<Option<i128>> =
                numbers.as_primitive::<Int64Type>().iter().map(|value| value.map(i128::from)).collect();
            to_decimal(numbers.into_iter(), *precision, *scale, settle, |value| {
                parse::rescale(value, i32::from(*scale))
            })
        }
        (T::Float32 | T::Float64, T::Decimal128(precision, scale)) => {
            let texts: Vec<Option<String>> = float_texts(array)?;
            let values = texts
                .into_iter()
                .map(|text| {
                    let Some(text) = text else { return Ok(None) };
                    settle(
                        parse::decimal(&text, *precision, *scale)
                            .map(Some)
                            .ok_or_else(|| cast_overflow(&text, *precision, *scale)),
                    )
                })
                .collect::<Result<Decimal128Array, EngineError>>()?;
            Ok(Arc::new(values.with_precision_and_scale(*precision, *scale)?))
        }
        (T::Decimal128(_, scale), _) if integer_rank(to).is_some() => {
            let shift = -i32::from(*scale);
            let values = array.as_primitive::<Decimal128Type>().iter();
            to_integer(values.map(|value| value.and_then(|value| parse::rescale(value, shift))), to, lenient)
        }
        (T::Float32 | T::Float64, _) if integer_rank(to).is_some() => {
            let doubles = compute::cast(array, &T::Float64)?;
            let rounded = doubles
                .as_primitive::<Float64Type>()
                .iter()
                .map(|value| match value {
                    None => Ok(None),
                    Some(value) if value.is_finite() && value.abs() < 1e30 => Ok(Some(value.round() as i128)),
                    Some(_) if lenient => Ok(None),
                    Some(value) => Err(out_of_range(value, to)),
                })
                .collect::<Result<Vec<Option<i128>>, EngineError>>()?;
            to_integer(rounded.into_iter(), to, lenient)
        }
        _ if integer_rank(from).is_some() && integer_rank(to).is_some() => {
            let numbers = compute::cast(array, &T::Int64)?;
            let numbers: Vec<Option<i128>> =
                numbers.as_primitive::<Int64Type>().iter().map(|value| value.map(i128::from)).collect();
            to_integer(numbers.into_iter(), to, lenient)
        }
        (T::Timestamp(unit, Some(zone)), T::Date32 | T::Timestamp(_, None) | T::Time32(_) | T::Time64(_)) => {
            let instants = rows::millis(array)?;
            let local: Int64Array =
                instants.unary(|value| value + crate::engine::zones::offset_millis(zone, value).unwrap_or(0));
            let local = fine::joined(&local, fine::below(array)?.as_ref(), *unit)?;
            cast(&fine::timestamps(&local, *unit, None), target, lenient)
        }
        (T::Timestamp(_, None), T::Time32(unit) | T::Time64(unit)) => {
            let (millis, below) = (rows::millis(array)?, fine::below(array)?);
            let nanos: Int64Array = (0..millis.len())
                .map(|row| {
                    let under = below.as_ref().map_or(0, |below| below.value(row));
                    (!millis.is_null(row)).then(|| millis.value(row).rem_euclid(86_400_000) * 1_000_000 + under)
                })
                .collect();
            Ok(fine::times_of_day(&nanos, *unit))
        }
        (T::Time32(_) | T::Time64(_), T::Time32(unit) | T::Time64(unit)) => {
            Ok(fine::times_of_day(&fine::nanos_of_day(array)?, *unit))
        }
        (T::FixedSizeBinary(17), T::Binary) => {
            let addresses = array.as_fixed_size_binary();
            rows::to_binary(&[Arc::clone(array)], |row| Ok(Some(super::address::bytes(addresses.value(row)).to_vec())))
        }
        (_, T::FixedSizeBinary(17)) if is_binary(from) => {
            super::address::of_bytes(&compute::cast(array, &T::Binary)?, lenient)
        }
        (T::FixedSizeBinary(_), T::Binary) => Ok(compute::cast(array, to)?),
        (_, T::FixedSizeBinary(_)) if is_binary(from) => uuids_of_bytes(&compute::cast(array, &T::Binary)?, lenient),
        (T::Timestamp(_, None), T::Date32) => {
            let days: Date32Array = rows::millis(array)?
                .iter()
                .map(|value| value.map(|value| value.div_euclid(86_400_000) as i32))
                .collect();
            Ok(Arc::new(days))
        }
        (T::Timestamp(_, _), T::Timestamp(unit, zone)) => {
            Ok(fine::timestamps(&fine::in_unit(array, *unit)?, *unit, zone.clone()))
        }
        (T::Date32, T::Timestamp(unit, zone)) => {
            Ok(fine::timestamps(&fine::joined(&rows::millis(array)?, None, *unit)?, *unit, zone.clone()))
        }
        (T::List(_), T::List(field)) => {
            let list = array.as_list::<i32>();
            let inner = target.part(0, field.data_type());
            let values = cast(list.values(), &inner, lenient)?;
            Ok(Arc::new(ListArray::try_new(Arc::clone(field), list.offsets().clone(), values, list.nulls().cloned())?))
        }
        (T::Struct(_), T::Struct(fields)) => {
            let row = array.as_struct();
            let columns = row
                .columns()
                .iter()
                .zip(fields)
                .enumerate()
                .map(|(place, (column, field))| cast(column, &target.part(place, field.data_type()), lenient))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(Arc::new(datafusion::arrow::array::StructArray::try_new(fields.clone(), columns, row.nulls().cloned())?))
        }
        (T::Map(_, _), T::Map(field, ordered)) => {
            let map = array.as_map();
            let T::Struct(entries) = field.data_type() else { return Err(EngineError::system("a map type")) };
            let [key, value] = entries.as_ref() else { return Err(EngineError::system("a map type")) };
            let keys = cast(map.keys(), &target.part(0, key.data_type()), lenient)?;
            let values = cast(map.values(), &target.part(1, value.data_type()), lenient)?;
            super::maps::unique_keys(&keys, map.offsets())?;
            let structs = datafusion::arrow::array::StructArray::try_new(entries.clone(), vec![keys, values], None)?;
            Ok(Arc::new(datafusion::arrow::array::MapArray::try_new(
                Arc::clone(field),
                map.offsets().clone(),
                structs,
                map.nulls().cloned(),
                *ordered,
            )?))
        }
        (a, b) if is_numeric(a) && is_numeric(b) => Ok(compute::cast(array, to)?),
        _ => Err(EngineError::unsupported(format_args!("CAST from {} to {}", athena_name(from), athena_name(to)))),
    }
}

fn cast_overflow(text: &str, precision: u8, scale: i8) -> EngineError {
    EngineError::user("INVALID_CAST_ARGUMENT", format_args!("Cannot cast '{text}' to DECIMAL({precision}, {scale})"))
}

fn float_texts(array: &ArrayRef) -> Result<Vec<Option<String>>, EngineError> {
    Ok(match array.data_type() {
        DataType::Float32 => {
            array.as_primitive::<Float32Type>().iter().map(|value| value.map(|v| format!("{v:e}"))).collect()
        }
        _ => array.as_primitive::<Float64Type>().iter().map(|value| value.map(|v| format!("{v:e}"))).collect(),
    })
}

fn to_decimal(
    values: impl Iterator<Item = Option<i128>>,
    precision: u8,
    scale: i8,
    settle: impl Fn(Result<Option<i128>, EngineError>) -> Result<Option<i128>, EngineError>,
    rescale: impl Fn(i128) -> Option<i128>,
) -> Result<ArrayRef, EngineError> {
    let limit = 10_i128.pow(u32::from(precision));
    let out = values
        .map(|value| {
            let Some(value) = value else { return Ok(None) };
            settle(match rescale(value) {
                Some(scaled) if scaled.abs() < limit => Ok(Some(scaled)),
                _ => Err(cast_overflow(&value.to_string(), precision, scale)),
            })
        })
        .collect::<Result<Decimal128Array, EngineError>>()?;
    Ok(Arc::new(out.with_precision_and_scale(precision, scale)?))
}

fn to_integer(
    values: impl Iterator<Item = Option<i128>>,
    to: &DataType,
    lenient: bool,
) -> Result<ArrayRef, EngineError> {
    let (least, most) = match to {
        DataType::Int8 => (i128::from(i8::MIN), i128::from(i8::MAX)),
        DataType::Int16 => (i128::from(i16::MIN), i128::from(i16::MAX)),
        DataType::Int32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let numbers = values
        .map(|value| match value {
            Some(value) if value < least || value > most => {
                if lenient {
                    Ok(None)
                } else {
                    Err(out_of_range(value, to))
                }
            }
            other => Ok(other.map(|value| value as i64)),
        })
        .collect::<Result<Int64Array, EngineError>>()?;
    Ok(compute::cast(&numbers, to)?)
}

fn from_text(array: &StringArray, to: &DataType, lenient: bool) -> Result<ArrayRef, EngineError> {
    fn each<T>(
        array: &StringArray,
        to: &DataType,
        lenient: bool,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<Option<T>>, EngineError> {
        array
            .iter()
            .map(|text| match text {
                None => Ok(None),
                Some(text) => match read(text) {
                    None if !lenient => Err(bad(text, to)),
                    read => Ok(read),
                },
            })
            .collect()
    }
    Ok(match to {
        DataType::Boolean => {
            Arc::new(BooleanArray::from(each(array, to, lenient, |text| match text.to_ascii_lowercase().as_str() {
                "true" | "t" | "1" => Some(true),
                "false" | "f" | "0" => Some(false),
                _ => None,
            })?))
        }
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => {
            let range = |value: i64| match to {
                DataType::Int8 => i8::try_from(value).is_ok(),
                DataType::Int16 => i16::try_from(value).is_ok(),
                DataType::Int32 => i32::try_from(value).is_ok(),
                _ => true,
            };
            let numbers = each(array, to, lenient, |text| text.parse::<i64>().ok().filter(|value| range(*value)))?;
            compute::cast(&Int64Array::from(numbers), to)?
        }
        DataType::Float64 => Arc::new(Float64Array::from(each(array, to, lenient, parse::double)?)),
        DataType::Float32 => Arc::new(Float32Array::from(each(array, to, lenient, |text| {
            parse::double(text).map(|value| value as f32)
        })?)),
        DataType::Decimal128(precision, scale) => {
            let values = each(array, to, lenient, |text| parse::decimal(text, *precision, *scale))?;
            Arc::new(Decimal128Array::from(values).with_precision_and_scale(*precision, *scale)?)
        }
        DataType::Date32 => Arc::new(Date32Array::from(each(array, to, lenient, parse::date)?)),
        DataType::Timestamp(unit, None) => {
            let digits = fine::digits(*unit);
            let values = each(array, to, lenient, |text| parse::moment(text)?.in_digits(digits))?;
            fine::timestamps(&Int64Array::from(values), *unit, None)
        }
        DataType::Time32(unit) | DataType::Time64(unit) => {
            let nanos = |text: &str| {
                let time = parse::moment_of_day(text)?;
                // Rounded to the type's digits before it is one of nanoseconds, so that it is rounded once.
                let factor = 10_i64.pow(9 - fine::digits(*unit) as u32);
                time.in_digits(fine::digits(*unit)).map(|value| value * factor)
            };
            fine::times_of_day(&Int64Array::from(each(array, to, lenient, nanos)?), *unit)
        }
        DataType::FixedSizeBinary(17) => super::address::of_values(each(array, to, lenient, super::address::read)?)?,
        DataType::FixedSizeBinary(16) => {
            let values = each(array, to, lenient, |text| {
                let uuid = uuid::Uuid::try_parse(text).ok()?;
                (text.len() == 36).then(|| uuid.into_bytes())
            })?;
            uuids(values)?
        }
        DataType::Binary => compute::cast(array, to)?,
        other => return Err(EngineError::unsupported(format_args!("CAST from varchar to {}", athena_name(other)))),
    })
}

fn uuids(values: Vec<Option<[u8; 16]>>) -> Result<ArrayRef, EngineError> {
    let values = values.into_iter();
    Ok(Arc::new(FixedSizeBinaryArray::try_from_sparse_iter_with_size(values, 16)?))
}

fn uuids_of_bytes(array: &ArrayRef, lenient: bool) -> Result<ArrayRef, EngineError> {
    let values = rows::binary(array)?.iter().map(|bytes| match bytes.map(<[u8; 16]>::try_from) {
        None => Ok(None),
        Some(Ok(bytes)) => Ok(Some(bytes)),
        Some(Err(_)) if lenient => Ok(None),
        Some(Err(_)) => {
            Err(EngineError::user("INVALID_CAST_ARGUMENT", "Invalid UUID binary length: it is not 16 bytes"))
        }
    });
    uuids(values.collect::<Result<_, EngineError>>()?)
}

/// Text of every value, cut to the length of `varchar(n)` and `char(n)`, and filled up to that of `char(n)`.
fn to_text(array: &ArrayRef, target: &TrinoType) -> Result<ArrayRef, EngineError> {
    let length = target.length;
    let mut builder = StringBuilder::new();
    let mut buffer = String::new();
    for row in 0..array.len() {
        buffer.clear();
        if array.is_null(row) {
            builder.append_null();
            continue;
        }
        match array.data_type() {
            DataType::Float64 => format::scientific(array.as_primitive::<Float64Type>().value(row), &mut buffer),
            DataType::Float32 => format::scientific_real(array.as_primitive::<Float32Type>().value(row), &mut buffer),
            _ => {
                format::write_precise(array.as_ref(), row, &mut buffer)?;
            }
        }
        if let Some(length) = length
            && let Some((end, _)) = buffer.char_indices().nth(length)
        {
            if !is_text(array.data_type()) {
                return Err(EngineError::user(
                    "INVALID_CAST_ARGUMENT",
                    format_args!("Value {buffer} cannot be represented as varchar({length})"),
                ));
            }
            buffer.truncate(end);
        }
        if let Some(length) = length.filter(|_| target.pads) {
            super::chars::pad(&mut buffer, length);
        }
        builder.append_value(&buffer);
    }
    Ok(Arc::new(builder.finish()))
}
