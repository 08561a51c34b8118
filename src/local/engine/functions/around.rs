//! What queries that depend on the row around them are joined by, and the row of one that may have one only.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BinaryArray, UInt32Array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::row::{RowConverter, SortField};

use super::registry::Registry;
use super::rows::Out;
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    r.add("$row_key", Args::AtLeast(1, Arg::Any), Returns::Varbinary, row_key);
    r.add("$only_row", Args::Exact(&[Arg::List]), Returns::Rule(item), |args| only_row(&args[0]));
}

/// Some values as one, which is never NULL and equals only the same values.
fn row_key(args: &[ArrayRef]) -> Out {
    let fields = args.iter().map(|array| SortField::new(array.data_type().clone())).collect();
    let rows = RowConverter::new(fields)?.convert_columns(args)?;
    Ok(Arc::new(rows.iter().map(|row| Some(row.data().to_vec())).collect::<BinaryArray>()))
}

fn item(kinds: &[DataType]) -> Option<DataType> {
    match kinds.first()? {
        DataType::List(item) => Some(item.data_type().clone()),
        _ => None,
    }
}

/// The value of the only row of a query; NULL when it has none.
fn only_row(values: &ArrayRef) -> Out {
    let list = values.as_list::<i32>();
    let picks = (0..list.len()).map(|row| {
        if list.is_null(row) || list.value_length(row) == 0 {
            return Ok(None);
        }
        if list.value_length(row) > 1 {
            return Err(EngineError::user("SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows"));
        }
        Ok(u32::try_from(list.value_offsets()[row]).ok())
    });
    let picks = picks.collect::<Result<UInt32Array, EngineError>>()?;
    Ok(compute::take(list.values(), &picks, None)?)
}
