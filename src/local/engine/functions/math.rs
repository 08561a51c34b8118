//! Number functions.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Float64Array, Int64Array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Field, Float32Type, Float64Type, Int64Type};

use super::parse;
use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::{common_of, is_numeric};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Double, Number, Text};
    macro_rules! doubles {
        ($($name:literal => $each:expr),* $(,)?) => {$(
            r.add($name, Args::Exact(&[Double]), Returns::Double, |a| double(a, $each));
        )*};
    }
    doubles! {
        "sqrt" => f64::sqrt, "cbrt" => f64::cbrt, "exp" => f64::exp, "ln" => f64::ln, "log2" => f64::log2, "log10" => f64::log10,
        "sin" => f64::sin, "cos" => f64::cos, "tan" => f64::tan, "asin" => f64::asin, "acos" => f64::acos, "atan" => f64::atan,
        "sinh" => f64::sinh, "cosh" => f64::cosh, "tanh" => f64::tanh, "degrees" => f64::to_degrees, "radians" => f64::to_radians,
    }
    r.add("power", Args::Exact(&[Double, Double]), Returns::Double, |a| doubles(a, f64::powf));
    r.add("atan2", Args::Exact(&[Double, Double]), Returns::Double, |a| doubles(a, f64::atan2));
    r.add("log", Args::Exact(&[Double, Double]), Returns::Double, |a| doubles(a, |base, value| value.ln() / base.ln()));
    r.add("abs", Args::Exact(&[Number]), Returns::Same(0), abs);
    r.add("sign", Args::Exact(&[Number]), Returns::Rule(sign_type), sign);
    r.add("ceil", Args::Exact(&[Number]), Returns::Rule(whole_type), |a| whole(a, Way::Up));
    r.add("floor", Args::Exact(&[Number]), Returns::Rule(whole_type), |a| whole(a, Way::Down));
    r.add("round", Args::Exact(&[Number]), Returns::Rule(whole_type), |a| whole(a, Way::Nearest));
    r.add("round", Args::Exact(&[Number, Bigint]), Returns::Rule(round_type), round_to);
    r.add("truncate", Args::Exact(&[Double]), Returns::Double, |a| double(a, f64::trunc));
    r.add("is_nan", Args::Exact(&[Double]), Returns::Boolean, |a| test(a, f64::is_nan));
    r.add("is_finite", Args::Exact(&[Double]), Returns::Boolean, |a| test(a, f64::is_finite));
    r.add("is_infinite", Args::Exact(&[Double]), Returns::Boolean, |a| test(a, f64::is_infinite));
    r.add("$negate", Args::Exact(&[Number]), Returns::Same(0), super::arith::negate);
    r.add("greatest", Args::Rule(same_types), Returns::Same(0), |a| extreme(a, true));
    r.add("least", Args::Rule(same_types), Returns::Same(0), |a| extreme(a, false));
    r.add("bitwise_and", Args::Exact(&[Bigint, Bigint]), Returns::Bigint, |a| bits(a, |x, y| x & y));
    r.add("bitwise_or", Args::Exact(&[Bigint, Bigint]), Returns::Bigint, |a| bits(a, |x, y| x | y));
    r.add("bitwise_xor", Args::Exact(&[Bigint, Bigint]), Returns::Bigint, |a| bits(a, |x, y| x ^ y));
    r.add("bitwise_not", Args::Exact(&[Bigint]), Returns::Bigint, |a| {
        let value = rows::bigint(&a[0])?;
        Ok(Arc::new(rows::to_number::<Int64Type>(a, |row| Ok(Some(!value.value(row))))?))
    });
    r.add("from_base", Args::Exact(&[Text, Bigint]), Returns::Bigint, from_base);
    r.add("to_base", Args::Exact(&[Bigint, Bigint]), Returns::Text, to_base);
    r.add("width_bucket", Args::Exact(&[Double, Double, Double, Bigint]), Returns::Bigint, width_bucket);
    r.add("width_bucket", Args::Rule(value_and_bins), Returns::Bigint, bin);
    for (name, value) in [("pi", pi as super::udf::Eval), ("e", e), ("nan", nan), ("infinity", infinity)] {
        r.add(name, Args::Exact(&[]), Returns::Double, value);
    }
}

fn pi(_: &[ArrayRef]) -> Out {
    constant(std::f64::consts::PI)
}

fn e(_: &[ArrayRef]) -> Out {
    constant(std::f64::consts::E)
}

fn nan(_: &[ArrayRef]) -> Out {
    constant(f64::NAN)
}

fn infinity(_: &[ArrayRef]) -> Out {
    constant(f64::INFINITY)
}

fn constant(value: f64) -> Out {
    Ok(Arc::new(Float64Array::from(vec![value])))
}

fn double(args: &[ArrayRef], each: impl Fn(f64) -> f64) -> Out {
    Ok(Arc::new(rows::double(&args[0])?.unary::<_, Float64Type>(each)))
}

fn doubles(args: &[ArrayRef], each: impl Fn(f64, f64) -> f64) -> Out {
    let (a, b) = (rows::double(&args[0])?, rows::double(&args[1])?);
    Ok(Arc::new(rows::to_number::<Float64Type>(args, |row| Ok(Some(each(a.value(row), b.value(row)))))?))
}

fn test(args: &[ArrayRef], each: impl Fn(f64) -> bool) -> Out {
    let value = rows::double(&args[0])?;
    rows::to_boolean(args, |row| Ok(Some(each(value.value(row)))))
}

fn bits(args: &[ArrayRef], each: impl Fn(i64, i64) -> i64) -> Out {
    let (a, b) = (rows::bigint(&args[0])?, rows::bigint(&args[1])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| Ok(Some(each(a.value(row), b.value(row)))))?))
}

fn same_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    let shared = common_of(kinds)?;
    let orderable = !matches!(shared, DataType::List(_) | DataType::Map(_, _) | DataType::Struct(_));
    orderable.then(|| vec![shared; kinds.len()])
}

/// NULL as soon as one argument is; NaN is the result only when every argument is NaN.
fn extreme(args: &[ArrayRef], greatest: bool) -> Out {
    let args: Vec<ArrayRef> = args.iter().map(|array| super::nan::at_one_end(array, !greatest)).collect();
    let mut best = Arc::clone(&args[0]);
    for next in &args[1..] {
        let better =
            if greatest { compute::kernels::cmp::gt(next, &best)? } else { compute::kernels::cmp::lt(next, &best)? };
        // A NULL on either side makes `better` NULL there; take the side that is NULL.
        let mask: datafusion::arrow::array::BooleanArray = (0..best.len())
            .map(|row| Some(if better.is_null(row) { next.is_null(row) } else { better.value(row) }))
            .collect();
        best = compute::kernels::zip::zip(&mask, next, &best)?;
    }
    Ok(best)
}

fn overflow(name: &str, kind: &DataType) -> EngineError {
    EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", format_args!("{name} of {} is out of range", athena_name(kind)))
}

fn abs(args: &[ArrayRef]) -> Out {
    let array = &args[0];
    Ok(match array.data_type() {
        DataType::Float32 => Arc::new(array.as_primitive::<Float32Type>().unary::<_, Float32Type>(f32::abs)),
        DataType::Float64 => Arc::new(array.as_primitive::<Float64Type>().unary::<_, Float64Type>(f64::abs)),
        DataType::Decimal128(precision, scale) => Arc::new(
            array
                .as_primitive::<Decimal128Type>()
                .unary::<_, Decimal128Type>(i128::abs)
                .with_precision_and_scale(*precision, *scale)?,
        ),
        kind => {
            let negated = compute::kernels::numeric::neg(array).map_err(|_| overflow("abs", kind))?;
            extreme(&[Arc::clone(array), negated], true)?
        }
    })
}

fn sign_type(kinds: &[DataType]) -> Option<DataType> {
    Some(match &kinds[0] {
        DataType::Decimal128(_, _) => DataType::Decimal128(1, 0),
        other => other.clone(),
    })
}

fn sign(args: &[ArrayRef]) -> Out {
    let array = &args[0];
    Ok(match array.data_type() {
        DataType::Float32 | DataType::Float64 => {
            let doubles = compute::cast(array, &DataType::Float64)?;
            let signs = rows::double(&doubles)?
                .unary::<_, Float64Type>(|value| if value.is_nan() || value == 0.0 { value } else { value.signum() });
            compute::cast(&signs, array.data_type())?
        }
        DataType::Decimal128(_, _) => Arc::new(
            array
                .as_primitive::<Decimal128Type>()
                .unary::<_, Decimal128Type>(i128::signum)
                .with_precision_and_scale(1, 0)?,
        ),
        kind => {
            let numbers = compute::cast(array, &DataType::Int64)?;
            let signs: Int64Array = rows::bigint(&numbers)?.unary(i64::signum);
            compute::cast(&signs, kind)?
        }
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Nearest,
}

/// Whole decimals lose their scale and keep one more digit for the carry.
fn whole_type(kinds: &[DataType]) -> Option<DataType> {
    Some(match &kinds[0] {
        DataType::Decimal128(precision, scale) => {
            let whole = i16::from(*precision) - i16::from(*scale) + i16::from(*scale > 0);
            DataType::Decimal128(u8::try_from(whole.clamp(1, 38)).ok()?, 0)
        }
        other => other.clone(),
    })
}

fn whole(args: &[ArrayRef], way: Way) -> Out {
    let array = &args[0];
    let out = whole_type(&[array.data_type().clone()]).ok_or_else(|| EngineError::system("a number type"))?;
    Ok(match array.data_type() {
        DataType::Float32 => Arc::new(array.as_primitive::<Float32Type>().unary::<_, Float32Type>(|value| match way {
            Way::Up => value.ceil(),
            Way::Down => value.floor(),
            Way::Nearest => value.round(),
        })),
        DataType::Float64 => Arc::new(array.as_primitive::<Float64Type>().unary::<_, Float64Type>(|value| match way {
            Way::Up => value.ceil(),
            Way::Down => value.floor(),
            Way::Nearest => value.round(),
        })),
        DataType::Decimal128(_, scale) => {
            let unit = 10_i128.pow(u32::try_from(*scale).unwrap_or(0));
            let values = array.as_primitive::<Decimal128Type>().unary::<_, Decimal128Type>(|value| match way {
                Way::Down => value.div_euclid(unit),
                Way::Up => -(-value).div_euclid(unit),
                Way::Nearest => parse::rescale(value, -i32::from(*scale)).unwrap_or(value),
            });
            let DataType::Decimal128(precision, _) = out else { return Err(EngineError::system("a decimal type")) };
            Arc::new(values.with_precision_and_scale(precision, 0)?)
        }
        _ => Arc::clone(array),
    })
}

fn round_type(kinds: &[DataType]) -> Option<DataType> {
    Some(match &kinds[0] {
        DataType::Decimal128(precision, scale) => DataType::Decimal128((precision + 1).min(38), *scale),
        other => other.clone(),
    })
}

/// Rounds half away from zero to so many digits behind the point; before it, when negative.
fn round_to(args: &[ArrayRef]) -> Out {
    let (array, digits) = (&args[0], rows::bigint(&args[1])?);
    let step = |row: usize| i32::try_from(digits.value(row).clamp(-40, 400)).unwrap_or(0);
    Ok(match array.data_type() {
        DataType::Float32 | DataType::Float64 => {
            let values = compute::cast(array, &DataType::Float64)?;
            let values = rows::double(&values)?.clone();
            let out = rows::to_number::<Float64Type>(args, |row| Ok(Some(round_double(values.value(row), step(row)))))?;
            compute::cast(&out, array.data_type())?
        }
        DataType::Decimal128(precision, scale) => {
            let values = array.as_primitive::<Decimal128Type>();
            let out = rows::to_number::<Decimal128Type>(args, |row| {
                let digits = step(row);
                if digits >= i32::from(*scale) {
                    return Ok(Some(values.value(row)));
                }
                let shift = digits - i32::from(*scale);
                Ok(parse::rescale(values.value(row), shift).and_then(|value| parse::rescale(value, -shift)).or(Some(0)))
            })?;
            Arc::new(out.with_precision_and_scale((precision + 1).min(38), *scale)?)
        }
        kind => {
            let numbers = compute::cast(array, &DataType::Int64)?;
            let numbers = rows::bigint(&numbers)?.clone();
            let out = rows::to_number::<Int64Type>(args, |row| {
                let digits = step(row);
                let value = i128::from(numbers.value(row));
                if digits >= 0 {
                    return Ok(Some(numbers.value(row)));
                }
                let rounded =
                    parse::rescale(value, digits).and_then(|value| parse::rescale(value, -digits)).unwrap_or(0);
                i64::try_from(rounded).map(Some).map_err(|_| overflow("round", kind))
            })?;
            let checked =
                compute::cast_with_options(&out, kind, &compute::CastOptions { safe: false, ..Default::default() });
            checked.map_err(|_| overflow("round", kind))?
        }
    })
}

/// Rounds the decimal digits of a double, as a decimal with enough of them would be.
fn round_double(value: f64, digits: i32) -> f64 {
    if !value.is_finite() {
        return value;
    }
    let factor = 10_f64.powi(digits.abs());
    let rounded = if digits >= 0 {
        let scaled = value * factor;
        if !scaled.is_finite() {
            return value;
        }
        scaled.round() / factor
    } else {
        (value / factor).round() * factor
    };
    if rounded.is_finite() { rounded } else { value }
}

fn radix(radix: i64) -> Result<u32, EngineError> {
    u32::try_from(radix)
        .ok()
        .filter(|radix| (2..=36).contains(radix))
        .ok_or_else(|| EngineError::user("INVALID_FUNCTION_ARGUMENT", "Radix must be between 2 and 36"))
}

fn from_base(args: &[ArrayRef]) -> Out {
    let (text, base) = (rows::text(&args[0])?, rows::bigint(&args[1])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let base = radix(base.value(row))?;
        i64::from_str_radix(text.value(row), base).map(Some).map_err(|_| {
            EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                format_args!("Not a valid base-{base} number: {}", text.value(row)),
            )
        })
    })?))
}

fn to_base(args: &[ArrayRef]) -> Out {
    let (value, base) = (rows::bigint(&args[0])?, rows::bigint(&args[1])?);
    rows::to_text(args, |row| {
        let base = radix(base.value(row))?;
        let mut rest = value.value(row).unsigned_abs();
        let mut digits = Vec::new();
        loop {
            digits.extend(char::from_digit((rest % u64::from(base)) as u32, base));
            rest /= u64::from(base);
            if rest == 0 {
                break;
            }
        }
        if value.value(row) < 0 {
            digits.push('-');
        }
        Ok(Some(digits.into_iter().rev().collect()))
    })
}

fn value_and_bins(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [value, DataType::List(bin)] if is_numeric(value) && is_numeric(bin.data_type()) => {
            let bins = DataType::List(Arc::new(Field::new("item", DataType::Float64, true)));
            Some(vec![DataType::Float64, bins])
        }
        _ => None,
    }
}

/// How many of the ascending bins begin at or below a value.
fn bin(args: &[ArrayRef]) -> Out {
    let (x, bins) = (rows::double(&args[0])?, args[1].as_list::<i32>());
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let wrong = |text: &str| EngineError::user("INVALID_FUNCTION_ARGUMENT", text);
        let bins = bins.value(row);
        let bins = bins.as_primitive::<Float64Type>();
        if bins.is_empty() {
            return Err(wrong("Bins cannot be an empty array"));
        }
        if x.value(row).is_nan() {
            return Err(wrong("Operand cannot be NaN"));
        }
        if bins.null_count() > 0 || bins.values().iter().any(|bin| !bin.is_finite()) {
            return Err(wrong("Bin values must be finite"));
        }
        if bins.values().windows(2).any(|pair| pair[0] > pair[1]) {
            return Err(wrong("Bin values are not sorted in ascending order"));
        }
        Ok(Some(bins.values().iter().filter(|bin| **bin <= x.value(row)).count() as i64))
    })?))
}

fn width_bucket(args: &[ArrayRef]) -> Out {
    let (x, low, high, count) =
        (rows::double(&args[0])?, rows::double(&args[1])?, rows::double(&args[2])?, rows::bigint(&args[3])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let (x, low, high, count) = (x.value(row), low.value(row), high.value(row), count.value(row));
        if count <= 0 || low == high || x.is_nan() || !low.is_finite() || !high.is_finite() {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "invalid arguments of width_bucket"));
        }
        let (lower, upper) = (low.min(high), low.max(high));
        let bucket = if x < lower {
            0
        } else if x >= upper {
            count + 1
        } else {
            ((count as f64) * (x - lower) / (upper - lower) + 1.0) as i64
        };
        Ok(Some(if low > high { count - bucket + 1 } else { bucket }))
    })?))
}
