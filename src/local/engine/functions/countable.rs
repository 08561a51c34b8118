//! Values of types that the planner's estimate of distinct values does not take, as values of such that it does; and the
//! normal forms of texts.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BinaryArray, Int64Array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::arrow::row::{RowConverter, SortField};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;
use crate::engine::nested::is_nested;

pub fn register(r: &mut Registry) {
    r.add("$countable", Args::Rule(|kinds| (kinds.len() == 1).then(|| kinds.to_vec())), Returns::Rule(kind), countable);
    r.add("$normalize", Args::Exact(&[Arg::Text, Arg::Text]), Returns::Text, normalize);
}

fn kind(kinds: &[DataType]) -> Option<DataType> {
    Some(match kinds.first()? {
        DataType::Float32 | DataType::Float64 => DataType::Int64,
        nested if is_nested(nested) => DataType::Binary,
        other => other.clone(),
    })
}

/// Equal values become equal ones, others others. Zero has one sign, and what is no number one form.
fn countable(args: &[ArrayRef]) -> Out {
    let values = &args[0];
    Ok(match values.data_type() {
        DataType::Float32 | DataType::Float64 => {
            let doubles = compute::cast(values, &DataType::Float64)?;
            let bits = |value: f64| match value {
                0.0 => 0,
                value if value.is_nan() => f64::NAN.to_bits().cast_signed(),
                value => value.to_bits().cast_signed(),
            };
            Arc::new(doubles.as_primitive::<Float64Type>().iter().map(|value| value.map(bits)).collect::<Int64Array>())
        }
        nested if is_nested(nested) => {
            let converter = RowConverter::new(vec![SortField::new(nested.clone())])?;
            let keys = converter.convert_columns(&args[..1])?;
            let keys = keys.iter().enumerate().map(|(row, key)| values.is_valid(row).then(|| key.data().to_vec()));
            Arc::new(keys.collect::<BinaryArray>())
        }
        _ => Arc::clone(values),
    })
}

fn normalize(args: &[ArrayRef]) -> Out {
    let (texts, forms) = (rows::text(&args[0])?, rows::text(&args[1])?);
    rows::to_text(args, |row| {
        let text = texts.value(row);
        Ok(Some(
            match forms.value(row) {
                "NFC" => ComposingNormalizerBorrowed::new_nfc().normalize(text),
                "NFKC" => ComposingNormalizerBorrowed::new_nfkc().normalize(text),
                "NFD" => DecomposingNormalizerBorrowed::new_nfd().normalize(text),
                "NFKD" => DecomposingNormalizerBorrowed::new_nfkd().normalize(text),
                other => return Err(EngineError::system(format_args!("normal form {other}"))),
            }
            .into_owned(),
        ))
    })
}
