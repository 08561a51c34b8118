//! Shifts and counts of bits, and a few numbers of other kinds.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::coercion::integer_rank;
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Double};
    r.add("bitwise_left_shift", Args::Rule(shift_types), Returns::Same(0), |a| {
        shift(a, |value, by, bits| if by >= bits { 0 } else { value << by })
    });
    r.add("bitwise_right_shift", Args::Rule(shift_types), Returns::Same(0), |a| {
        shift(a, |value, by, bits| {
            let mask = if bits == 64 { u64::MAX } else { (1 << bits) - 1 };
            if by >= bits { 0 } else { ((value as u64 & mask) >> by) as i64 }
        })
    });
    r.add("bitwise_right_shift_arithmetic", Args::Rule(shift_types), Returns::Same(0), |a| {
        shift(a, |value, by, bits| value >> by.min(bits - 1))
    });
    r.add("bit_count", Args::Exact(&[Bigint, Bigint]), Returns::Bigint, bit_count);
    r.add("truncate", Args::Rule(truncate_types), Returns::Same(0), truncate_to);
    r.add("truncate", Args::Rule(one_decimal), Returns::Rule(whole_decimal), truncate_whole);
    r.add("normal_cdf", Args::Exact(&[Double, Double, Double]), Returns::Double, |a| {
        let (mean, deviation, x) = (rows::double(&a[0])?, rows::double(&a[1])?, rows::double(&a[2])?);
        Ok(Arc::new(rows::to_number::<Float64Type>(a, |row| {
            if deviation.value(row) <= 0.0 {
                return Err(bad("standardDeviation must be > 0"));
            }
            let distance = (x.value(row) - mean.value(row)) / (deviation.value(row) * std::f64::consts::SQRT_2);
            Ok(Some(0.5 * (1.0 + erf(distance))))
        })?))
    });
    r.add("great_circle_distance", Args::Exact(&[Double, Double, Double, Double]), Returns::Double, distance);
    r.add("wilson_interval_lower", Args::Exact(&[Bigint, Bigint, Double]), Returns::Double, |a| wilson(a, -1.0));
    r.add("wilson_interval_upper", Args::Exact(&[Bigint, Bigint, Double]), Returns::Double, |a| wilson(a, 1.0));
}

fn bad(text: impl std::fmt::Display) -> EngineError {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", text)
}

fn shift_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [value, by] if integer_rank(value).is_some() && integer_rank(by).is_some() => {
            Some(vec![value.clone(), DataType::Int64])
        }
        _ => None,
    }
}

/// Shifts within the width of the type.
fn shift(args: &[ArrayRef], each: impl Fn(i64, u32, u32) -> i64) -> Out {
    let kind = args[0].data_type();
    let bits = u32::from(integer_rank(kind).unwrap_or(8)) * 8;
    let values = compute::cast(&args[0], &DataType::Int64)?;
    let (values, by) = (values.as_primitive::<Int64Type>(), rows::bigint(&args[1])?);
    let out = rows::to_number::<Int64Type>(args, |row| {
        let by = u32::try_from(by.value(row)).map_err(|_| bad("specified shift must be positive"))?;
        let shifted = each(values.value(row), by, bits);
        // Back into the width of the type, sign and all.
        Ok(Some(shifted << (64 - bits) >> (64 - bits)))
    })?;
    Ok(compute::cast(&out, kind)?)
}

fn bit_count(args: &[ArrayRef]) -> Out {
    let (values, bits) = (rows::bigint(&args[0])?, rows::bigint(&args[1])?);
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        let (value, bits) = (values.value(row), bits.value(row));
        if bits == 64 {
            return Ok(Some(i64::from(value.count_ones())));
        }
        if !(2..64).contains(&bits) {
            return Err(bad(format_args!("Bits specified in bit_count must be between 2 and 64, got {bits}")));
        }
        let limit = 1_i64 << (bits - 1);
        if value >= limit || value < -limit {
            return Err(bad(format_args!(
                "Number must be representable with the bits specified. {value} cannot be represented with {bits} bits"
            )));
        }
        Ok(Some(i64::from((value & ((1 << bits) - 1)).count_ones())))
    })?))
}

fn truncate_types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    match kinds {
        [decimal @ DataType::Decimal128(_, _), digits] if integer_rank(digits).is_some() => {
            Some(vec![decimal.clone(), DataType::Int64])
        }
        _ => None,
    }
}

fn one_decimal(kinds: &[DataType]) -> Option<Vec<DataType>> {
    matches!(kinds, [DataType::Decimal128(_, _)]).then(|| kinds.to_vec())
}

fn whole_decimal(kinds: &[DataType]) -> Option<DataType> {
    match kinds.first()? {
        DataType::Decimal128(precision, scale) => {
            let whole = i16::from(*precision) - i16::from(*scale);
            Some(DataType::Decimal128(u8::try_from(whole.max(1)).ok()?, 0))
        }
        _ => None,
    }
}

fn truncate_whole(args: &[ArrayRef]) -> Out {
    use datafusion::arrow::datatypes::Decimal128Type;
    let DataType::Decimal128(precision, scale) = *args[0].data_type() else {
        return Err(EngineError::system("a decimal type"));
    };
    let unit = 10_i128.pow(u32::try_from(scale).unwrap_or(0));
    let values = args[0].as_primitive::<Decimal128Type>().unary::<_, Decimal128Type>(|value| value / unit);
    let whole = u8::try_from((i16::from(precision) - i16::from(scale)).max(1)).unwrap_or(38);
    Ok(Arc::new(values.with_precision_and_scale(whole, 0)?))
}

/// Cuts a decimal behind so many digits, without rounding.
fn truncate_to(args: &[ArrayRef]) -> Out {
    use datafusion::arrow::datatypes::Decimal128Type;
    let DataType::Decimal128(precision, scale) = *args[0].data_type() else {
        return Err(EngineError::system("a decimal type"));
    };
    let (values, digits) = (args[0].as_primitive::<Decimal128Type>(), rows::bigint(&args[1])?);
    let out = rows::to_number::<Decimal128Type>(args, |row| {
        let gone = i64::from(scale) - digits.value(row);
        if gone <= 0 {
            return Ok(Some(values.value(row)));
        }
        let unit = u32::try_from(gone).ok().and_then(|gone| 10_i128.checked_pow(gone));
        Ok(Some(unit.map_or(0, |unit| values.value(row) / unit * unit)))
    })?;
    Ok(Arc::new(out.with_precision_and_scale(precision, scale)?))
}

/// The error function, to the accuracy of a double: a series near zero, a continued fraction beyond.
fn erf(x: f64) -> f64 {
    let magnitude = x.abs();
    let value = if magnitude < 2.5 {
        let (mut term, mut sum, mut n) = (magnitude, magnitude, 0.0);
        while term.abs() > 1e-17 * sum.abs() {
            n += 1.0;
            term *= -magnitude * magnitude / n;
            sum += term / (2.0 * n + 1.0);
            if n > 200.0 {
                break;
            }
        }
        sum * std::f64::consts::FRAC_2_SQRT_PI
    } else {
        let mut fraction = 0.0;
        for k in (1..=60).rev() {
            fraction = f64::from(k) / 2.0 / (magnitude + fraction);
        }
        1.0 - (-magnitude * magnitude).exp() / ((magnitude + fraction) * std::f64::consts::PI.sqrt())
    };
    value.copysign(x)
}

/// Kilometres between two places on the Earth.
fn distance(args: &[ArrayRef]) -> Out {
    const RADIUS: f64 = 6371.01;
    let each = [rows::double(&args[0])?, rows::double(&args[1])?, rows::double(&args[2])?, rows::double(&args[3])?];
    Ok(Arc::new(rows::to_number::<Float64Type>(args, |row| {
        let [a, b, c, d] = each.map(|array| array.value(row));
        for (latitude, longitude) in [(a, b), (c, d)] {
            if !(-90.0..=90.0).contains(&latitude) {
                return Err(bad("Latitude must be between -90 and 90"));
            }
            if !(-180.0..=180.0).contains(&longitude) {
                return Err(bad("Longitude must be between -180 and 180"));
            }
        }
        let (a, c, apart) = (a.to_radians(), c.to_radians(), (b - d).to_radians());
        let t1 = c.cos() * apart.sin();
        let t2 = a.cos() * c.sin() - a.sin() * c.cos() * apart.cos();
        let t3 = a.sin() * c.sin() + a.cos() * c.cos() * apart.cos();
        Ok(Some(t1.hypot(t2).atan2(t3) * RADIUS))
    })?))
}

fn wilson(args: &[ArrayRef], side: f64) -> Out {
    let (successes, trials, z) = (rows::bigint(&args[0])?, rows::bigint(&args[1])?, rows::double(&args[2])?);
    Ok(Arc::new(rows::to_number::<Float64Type>(args, |row| {
        let (s, n, z) = (successes.value(row), trials.value(row), z.value(row));
        if s < 0 || n <= 0 || s > n || z < 0.0 {
            return Err(bad(
                "number of successes must be between 0 and the number of trials, and z-score not negative",
            ));
        }
        let (n, p) = (n as f64, s as f64 / n as f64);
        let root = (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        Ok(Some((p + z * z / (2.0 * n) + side * z * root) / (1.0 + z * z / n)))
    })?))
}
