//! From the type of a file's column to that of the table's, array by array: the fields of structures are found by name
//! whatever the case, a field that a file has not is NULL, and text is text before anything relies on it.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Decimal128Array, ListArray, MapArray, StringBuilder, StringViewBuilder, StructArray,
    TimestampMillisecondArray, new_null_array,
};
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{DataType, Decimal128Type, FieldRef, Fields, TimeUnit};

use super::super::types::athena_name;

/// How an array of a file becomes one of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Same,
    /// Decimals of so many digits, which a file may exceed.
    Decimal(u8),
    Cast(DataType),
    /// Nanoseconds since 1970 in decimals.
    Nanoseconds,
    /// Timestamps that are finer than milliseconds.
    Finer,
    /// Bytes that nobody has looked at yet, which are to be text of this type. What is no UTF-8 is replaced, as in files of
    /// text.
    Text(DataType),
    List(FieldRef, Box<Shape>),
    Map(FieldRef, Fields, Box<(Shape, Shape)>),
    Struct(Fields, Vec<Option<(usize, Shape)>>),
}

impl Shape {
    /// From a type that Parquet's reader gives. None when the two are not of one kind. `unchecked`: the file does not say that
    /// its bytes are text, so that the reader has not looked whether they are.
    pub fn of_parquet(file: &DataType, table: &DataType, unchecked: bool) -> Option<Self> {
        use DataType as T;
        let is_bytes = |kind: &T| matches!(kind, T::Binary | T::BinaryView | T::LargeBinary);
        let is_text = |kind: &T| matches!(kind, T::Utf8 | T::LargeUtf8 | T::Utf8View);
        let file = match file {
            T::Dictionary(_, value) => value,
            other => other,
        };
        Some(match (file, table) {
            (T::List(item) | T::LargeList(item), T::List(field)) => {
                let inside = Self::of_parquet(item.data_type(), field.data_type(), unchecked)?;
                Shape::List(Arc::clone(field), Box::new(inside))
            }
            (T::Map(from, _), T::Map(to, _)) => {
                let (T::Struct(from), T::Struct(fields)) = (from.data_type(), to.data_type()) else { return None };
                let ([key, value], [of_key, of_value]) = (from.as_ref(), fields.as_ref()) else { return None };
                let key = Self::of_parquet(key.data_type(), of_key.data_type(), unchecked)?;
                let value = Self::of_parquet(value.data_type(), of_value.data_type(), unchecked)?;
                Shape::Map(Arc::clone(to), fields.clone(), Box::new((key, value)))
            }
            (T::Struct(parts), T::Struct(fields)) => {
                let names: Vec<&str> = parts.iter().map(|part| part.name().as_str()).collect();
                let found = |field: &FieldRef| match place(&names, field.name()) {
                    None => Some(None),
                    Some(at) => {
                        let inside = Self::of_parquet(parts[at].data_type(), field.data_type(), unchecked)?;
                        Some(Some((at, inside)))
                    }
                };
                Shape::Struct(fields.clone(), fields.iter().map(found).collect::<Option<_>>()?)
            }
            (from, to) if is_text(to) && (is_bytes(from) || (unchecked && is_text(from))) => Shape::Text(to.clone()),
            (from, T::Binary) if is_text(from) || is_bytes(from) => Shape::Cast(T::Binary),
            (from, to) if is_text(from) && is_text(to) => Shape::Cast(to.clone()),
            (from, to) if from == to => Shape::Same,
            (
                T::Timestamp(TimeUnit::Microsecond | TimeUnit::Nanosecond, _),
                T::Timestamp(TimeUnit::Millisecond, None),
            ) => Shape::Finer,
            // Whole seconds are no type of Parquet: the column is of plain integers, and something else says seconds.
            (T::Timestamp(TimeUnit::Second, _), T::Int64)
            | (T::Timestamp(_, _), T::Timestamp(_, _))
            | (
                T::Int8 | T::Int16 | T::Int32 | T::Int64 | T::UInt8 | T::UInt16 | T::UInt32 | T::UInt64,
                T::Int8 | T::Int16 | T::Int32 | T::Int64,
            )
            | (T::Int8 | T::Int16 | T::Int32 | T::Int64, T::Decimal128(_, _))
            | (T::Float32, T::Float64)
            | (T::Decimal32(_, _) | T::Decimal64(_, _) | T::Decimal128(_, _), T::Decimal128(_, _)) => {
                Shape::Cast(table.clone())
            }
            _ => return None,
        })
    }

    /// Makes the table's column of the file's. An error says what is wrong, and no value.
    pub fn apply(&self, array: &ArrayRef) -> Result<ArrayRef, String> {
        let broken = |error: datafusion::arrow::error::ArrowError| error.to_string();
        Ok(match self {
            Shape::Same => Arc::clone(array),
            Shape::Decimal(precision) => {
                let digits = |_| format!("a value has more than {precision} digits");
                decimals(array)?.validate_decimal_precision(*precision).map_err(digits)?;
                Arc::clone(array)
            }
            Shape::Cast(to) => cast(array, to)?,
            Shape::Nanoseconds => Arc::new(milliseconds(decimals(array)?)?),
            Shape::Finer => {
                let finer = cast(array, &DataType::Timestamp(TimeUnit::Nanosecond, None));
                let (finer, per_milli) = match finer {
                    Ok(array) => (cast(&array, &DataType::Int64)?, 1_000_000),
                    // Years that nanoseconds do not reach.
                    Err(_) => {
                        let coarser = cast(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
                        (cast(&coarser, &DataType::Int64)?, 1_000)
                    }
                };
                let numbers = finer.as_primitive::<datafusion::arrow::datatypes::Int64Type>();
                let round = |value: i64| value.saturating_add(per_milli / 2).div_euclid(per_milli);
                Arc::new(numbers.iter().map(|value| value.map(round)).collect::<TimestampMillisecondArray>())
            }
            Shape::Text(to) => text(array, to)?,
            Shape::List(field, item) => {
                let narrow = match array.data_type() {
                    DataType::LargeList(inside) => cast(array, &DataType::List(Arc::clone(inside)))?,
                    _ => Arc::clone(array),
                };
                let list = narrow.as_list_opt::<i32>().ok_or("it holds no lists")?;
                let values = item.apply(list.values())?;
                let (offsets, nulls) = (list.offsets().clone(), list.nulls().cloned());
                Arc::new(ListArray::try_new(Arc::clone(field), offsets, values, nulls).map_err(broken)?)
            }
            Shape::Map(entries, fields, parts) => {
                let map = array.as_map_opt().ok_or("it holds no maps")?;
                let keys = parts.0.apply(map.keys())?;
                let values = parts.1.apply(map.values())?;
                let inside = StructArray::try_new(fields.clone(), vec![keys, values], None).map_err(broken)?;
                let (offsets, nulls) = (map.offsets().clone(), map.nulls().cloned());
                Arc::new(MapArray::try_new(Arc::clone(entries), offsets, inside, nulls, false).map_err(broken)?)
            }
            Shape::Struct(fields, parts) => {
                let whole = array.as_struct_opt().ok_or("it holds no structures")?;
                let mut columns = Vec::with_capacity(parts.len());
                for (field, part) in fields.iter().zip(parts) {
                    columns.push(match part {
                        Some((at, shape)) => shape.apply(whole.column(*at))?,
                        None => new_null_array(field.data_type(), whole.len()),
                    });
                }
                let nulls = whole.nulls().cloned();
                let made = StructArray::try_new_with_length(fields.clone(), columns, nulls, whole.len());
                Arc::new(made.map_err(broken)?)
            }
        })
    }
}

/// The place of a name: the exact one goes first, then any case.
pub fn place<T: AsRef<str>>(names: &[T], wanted: &str) -> Option<usize> {
    let exact = names.iter().position(|name| name.as_ref() == wanted);
    exact.or_else(|| names.iter().position(|name| name.as_ref().to_lowercase() == wanted.to_lowercase()))
}

fn cast(array: &ArrayRef, to: &DataType) -> Result<ArrayRef, String> {
    let options = CastOptions { safe: false, ..CastOptions::default() };
    // The engine's own words would show the value, which may be of a row that is hidden.
    cast_with_options(array, to, &options)
        .map_err(|_| format!("a value is out of the range of type {}", athena_name(to)))
}

/// Bytes as text; nothing takes them for text before this.
fn text(array: &ArrayRef, to: &DataType) -> Result<ArrayRef, String> {
    let plain = match array.data_type() {
        DataType::Dictionary(_, value) => cast(array, value)?,
        _ => Arc::clone(array),
    };
    let bytes = cast(&plain, &DataType::BinaryView)?;
    let bytes = bytes.as_binary_view();
    if let Ok(text) = bytes.clone().to_string_view() {
        let text: ArrayRef = Arc::new(text);
        return if text.data_type() == to { Ok(text) } else { cast(&text, to) };
    }
    let values = bytes.iter().map(|value| value.map(String::from_utf8_lossy));
    Ok(if *to == DataType::Utf8View {
        let mut builder = StringViewBuilder::new();
        values.for_each(|value| builder.append_option(value));
        Arc::new(builder.finish())
    } else {
        let mut builder = StringBuilder::new();
        values.for_each(|value| builder.append_option(value));
        Arc::new(builder.finish())
    })
}

fn decimals(array: &ArrayRef) -> Result<&Decimal128Array, String> {
    Ok(array.as_primitive_opt::<Decimal128Type>().ok_or("it holds something else than it says")?)
}

/// Rounds to the nearest millisecond, a half up, as Athena's reader does.
fn milliseconds(nanoseconds: &Decimal128Array) -> Result<TimestampMillisecondArray, String> {
    let rounded = |value: i128| (value + 500_000).div_euclid(1_000_000);
    let values = nanoseconds.iter().map(|value| {
        value
            .map(|value| i64::try_from(rounded(value)).map_err(|_| "it holds a timestamp beyond all dates"))
            .transpose()
    });
    Ok(values.collect::<Result<Vec<Option<i64>>, &str>>()?.into())
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::{BinaryArray, StringArray, TimestampMicrosecondArray, TimestampNanosecondArray};
    use datafusion::arrow::datatypes::Field;

    use super::*;

    #[test]
    fn timestamps_are_rounded() {
        let nanoseconds = Decimal128Array::from(vec![Some(1_499_999), Some(1_500_000), Some(-1), Some(-500_001), None]);
        let expected = TimestampMillisecondArray::from(vec![Some(1), Some(2), Some(0), Some(-1), None]);
        assert_eq!(milliseconds(&nanoseconds).expect("in range"), expected);
        let beyond = Decimal128Array::from(vec![i128::from(i64::MAX) * 10_000_000]);
        assert!(milliseconds(&beyond).is_err());
        let finer: ArrayRef = Arc::new(TimestampNanosecondArray::from(vec![
            Some(1_499_999),
            Some(1_500_000),
            Some(-1),
            Some(-500_001),
            None,
        ]));
        assert_eq!(Shape::Finer.apply(&finer).expect("in range").as_ref(), &expected);
        // The year 1, where there are no nanoseconds.
        let early: ArrayRef = Arc::new(TimestampMicrosecondArray::from(vec![-62_135_596_800_000_000]));
        let expected = TimestampMillisecondArray::from(vec![-62_135_596_800_000]);
        assert_eq!(Shape::Finer.apply(&early).expect("in range").as_ref(), &expected);
    }

    #[test]
    fn fields_are_found_by_name_whatever_the_case() {
        let field = |name: &str, kind: DataType| Arc::new(Field::new(name, kind, true));
        let inner = StringArray::from(vec!["x"]);
        let file = StructArray::from(vec![
            (field("Bb", DataType::Utf8), Arc::new(inner) as ArrayRef),
            (field("other", DataType::Utf8), Arc::new(StringArray::from(vec!["y"])) as ArrayRef),
        ]);
        let table = DataType::Struct(
            vec![field("aa", DataType::Int32), field("bb", DataType::Utf8)].into_iter().collect::<Fields>(),
        );
        let array: ArrayRef = Arc::new(file);
        let shape = Shape::of_parquet(array.data_type(), &table, false).expect("one kind");
        let made = shape.apply(&array).expect("a structure");
        assert_eq!(made.data_type(), &table);
        assert!(made.as_struct().column(0).is_null(0));
        assert_eq!(made.as_struct().column(1).as_string::<i32>().value(0), "x");
        let numbers = DataType::Struct(vec![field("bb", DataType::Int32)].into_iter().collect::<Fields>());
        assert_eq!(Shape::of_parquet(array.data_type(), &numbers, false), None);
    }

    #[test]
    fn bytes_become_text_before_anything_takes_them_for_it() {
        let bytes: ArrayRef = Arc::new(BinaryArray::from(vec![Some(b"a".as_slice()), None, Some(b"\xff\x00")]));
        for kind in [DataType::Utf8View, DataType::Utf8] {
            let shape = Shape::of_parquet(bytes.data_type(), &kind, true).expect("one kind");
            let made = cast(&shape.apply(&bytes).expect("text"), &DataType::Utf8).expect("text");
            assert_eq!(made.as_string::<i32>(), &StringArray::from(vec![Some("a"), None, Some("\u{fffd}\0")]));
        }
    }
}
