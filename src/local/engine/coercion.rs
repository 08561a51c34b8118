//! Which types Trino lets meet, and as what: the rules behind comparisons, arithmetic, CASE and friends.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field};

use super::functions::fine;
use super::types::map_type;

/// The width of an integer type in bytes.
pub fn integer_rank(kind: &DataType) -> Option<u8> {
    match kind {
        DataType::Int8 => Some(1),
        DataType::Int16 => Some(2),
        DataType::Int32 => Some(4),
        DataType::Int64 => Some(8),
        _ => None,
    }
}

/// Varchar; JSON, which is `LargeUtf8` here, is another type.
pub fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::Utf8View)
}

pub fn is_binary(kind: &DataType) -> bool {
    matches!(kind, DataType::Binary | DataType::BinaryView | DataType::LargeBinary)
}

pub fn is_numeric(kind: &DataType) -> bool {
    integer_rank(kind).is_some() || matches!(kind, DataType::Float32 | DataType::Float64 | DataType::Decimal128(_, _))
}

pub fn is_interval(kind: &DataType) -> bool {
    matches!(kind, DataType::Interval(_) | DataType::Duration(_))
}

/// An integer type as the decimal that holds all its values.
pub fn as_decimal(kind: &DataType) -> Option<(u8, i8)> {
    match kind {
        DataType::Int8 => Some((3, 0)),
        DataType::Int16 => Some((5, 0)),
        DataType::Int32 => Some((10, 0)),
        DataType::Int64 => Some((19, 0)),
        DataType::Decimal128(precision, scale) => Some((*precision, *scale)),
        _ => None,
    }
}

/// The type that values of both types become without being asked; none when Trino refuses.
pub fn common(a: &DataType, b: &DataType) -> Option<DataType> {
    use DataType as T;
    if a == b {
        return Some(a.clone());
    }
    match (a, b) {
        (T::Null, other) | (other, T::Null) => return Some(other.clone()),
        _ if is_text(a) && is_text(b) => {
            return Some(if *a == T::Utf8View || *b == T::Utf8View { T::Utf8View } else { T::Utf8 });
        }
        _ if is_binary(a) && is_binary(b) => return Some(T::Binary),
        _ => {}
    }
    if let (Some(left), Some(right)) = (integer_rank(a), integer_rank(b)) {
        return Some(if left > right { a.clone() } else { b.clone() });
    }
    if is_numeric(a) && is_numeric(b) {
        if *a == T::Float64 || *b == T::Float64 {
            return Some(T::Float64);
        }
        if *a == T::Float32 || *b == T::Float32 {
            return Some(T::Float32);
        }
        let ((p1, s1), (p2, s2)) = (as_decimal(a)?, as_decimal(b)?);
        let scale = s1.max(s2);
        let whole = (i16::from(p1) - i16::from(s1)).max(i16::from(p2) - i16::from(s2));
        let precision = u8::try_from((whole + i16::from(scale)).min(38)).ok()?;
        return Some(T::Decimal128(precision, scale));
    }
    match (a, b) {
        (T::Date32, T::Timestamp(unit, zone)) | (T::Timestamp(unit, zone), T::Date32) => {
            Some(T::Timestamp(*unit, zone.clone()))
        }
        (T::Timestamp(left, x), T::Timestamp(right, y)) => {
            let unit = fine::finer(*left, *right);
            match (x, y) {
                (None, None) => Some(T::Timestamp(unit, None)),
                // The zone is a part of the type; only comparisons bring two zones together, as instants.
                (Some(zone), Some(other)) if zone == other => Some(T::Timestamp(unit, Some(Arc::clone(zone)))),
                (Some(zone), None) | (None, Some(zone)) if &**zone == "UTC" => {
                    Some(T::Timestamp(unit, Some(Arc::clone(zone))))
                }
                _ => None,
            }
        }
        (T::Time32(left) | T::Time64(left), T::Time32(right) | T::Time64(right)) => {
            Some(fine::time_type(fine::finer(*left, *right)))
        }
        (T::List(x), T::List(y)) => {
            let item = common(x.data_type(), y.data_type())?;
            Some(T::List(Arc::new(Field::new("item", item, true))))
        }
        (T::Map(x, _), T::Map(y, _)) => match (x.data_type(), y.data_type()) {
            (T::Struct(x), T::Struct(y)) if x.len() == 2 && y.len() == 2 => {
                Some(map_type(common(x[0].data_type(), y[0].data_type())?, common(x[1].data_type(), y[1].data_type())?))
            }
            _ => None,
        },
        // Casts of rows go by the names of fields.
        (T::Struct(x), T::Struct(y))
            if x.len() == y.len() && x.iter().zip(y).all(|(left, right)| left.name() == right.name()) =>
        {
            let field = |left: &Field, right: &Field| {
                Some(Field::new(left.name(), common(left.data_type(), right.data_type())?, true))
            };
            Some(T::Struct(x.iter().zip(y).map(|(left, right)| field(left, right)).collect::<Option<_>>()?))
        }
        (T::Interval(x), T::Interval(y)) if x == y => Some(T::Interval(*x)),
        (T::Duration(x), T::Duration(y)) if x == y => Some(T::Duration(*x)),
        _ => None,
    }
}

/// The common type of several.
pub fn common_of<'a>(kinds: impl IntoIterator<Item = &'a DataType>) -> Option<DataType> {
    let mut kinds = kinds.into_iter();
    let first = kinds.next()?.clone();
    kinds.try_fold(first, |so_far, next| common(&so_far, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_numbers_do_not_meet() {
        assert_eq!(common(&DataType::Utf8, &DataType::Int32), None);
        assert_eq!(common(&DataType::Utf8View, &DataType::Date32), None);
        assert_eq!(common(&DataType::Int32, &DataType::Int64), Some(DataType::Int64));
        assert_eq!(common(&DataType::Int64, &DataType::Decimal128(2, 1)), Some(DataType::Decimal128(20, 1)));
        assert_eq!(common(&DataType::Decimal128(2, 1), &DataType::Float64), Some(DataType::Float64));
        assert_eq!(common(&DataType::Boolean, &DataType::Null), Some(DataType::Boolean));
    }
}
