//! Window functions that look at other rows of a partition, at a place that may differ from row to row: `lag(x, n, y)`,
//! `lead(x, n, y)`, `nth_value(x, n)` and `ntile(n)`. The planner's own take literals only.
//!
//! Source: Trino, `LagFunction`, `LeadFunction`, `NthValueFunction` and `NTileFunction`.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int64Array, new_null_array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Int64Type};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::function::{PartitionEvaluatorArgs, WindowUDFFieldArgs};
use datafusion::logical_expr::{
    LimitEffect, PartitionEvaluator, ReversedUDWF, Signature, Volatility, WindowUDF, WindowUDFImpl,
};
use datafusion::physical_expr::PhysicalExpr;

use crate::engine::coercion::{common, integer_rank};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Lag,
    Lead,
    Nth,
    Tile,
}

/// The functions, for a session.
pub fn functions() -> Vec<Arc<WindowUDF>> {
    [("$lag", Kind::Lag), ("$lead", Kind::Lead), ("$nth_value", Kind::Nth), ("$ntile", Kind::Tile)]
        .into_iter()
        .map(|(name, kind)| {
            let signature = Signature::user_defined(Volatility::Immutable);
            Arc::new(WindowUDF::new_from_impl(Places { name, kind, signature }))
        })
        .collect()
}

#[derive(Debug)]
struct Places {
    name: &'static str,
    kind: Kind,
    signature: Signature,
}

impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Places {}

impl Hash for Places {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
    }
}

impl Places {
    /// What the arguments become; none when they do not fit.
    fn types(&self, kinds: &[DataType]) -> Option<Vec<DataType>> {
        let number = |kind: &DataType| integer_rank(kind).is_some() || *kind == DataType::Null;
        match (self.kind, kinds) {
            (Kind::Tile, [count]) if number(count) => Some(vec![DataType::Int64]),
            (Kind::Lag | Kind::Lead | Kind::Nth, [value, place]) if number(place) => {
                Some(vec![value.clone(), DataType::Int64])
            }
            (Kind::Lag | Kind::Lead, [value, place, otherwise]) if number(place) => {
                let both = common(value, otherwise)?;
                Some(vec![both.clone(), DataType::Int64, both])
            }
            _ => None,
        }
    }
}

impl WindowUDFImpl for Places {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        self.types(kinds).ok_or_else(|| {
            let names: Vec<String> = kinds.iter().map(athena_name).collect();
            let name = self.name.trim_start_matches('$');
            EngineError::user(
                "FUNCTION_NOT_FOUND",
                format_args!("Unexpected parameters ({}) for function {name}", names.join(", ")),
            )
            .into()
        })
    }

    fn partition_evaluator(&self, args: PartitionEvaluatorArgs) -> Result<Box<dyn PartitionEvaluator>> {
        Ok(Box::new(Evaluator { kind: self.kind, ignores_nulls: args.ignore_nulls(), row: 0 }))
    }

    fn field(&self, args: WindowUDFFieldArgs) -> Result<FieldRef> {
        let kind = match (self.kind, args.input_fields().first()) {
            (Kind::Tile, _) => DataType::Int64,
            (_, Some(field)) => field.data_type().clone(),
            (_, None) => return Err(EngineError::system("a window function of no value").into()),
        };
        Ok(Arc::new(Field::new(args.name(), kind, true)))
    }

    fn reverse_expr(&self) -> ReversedUDWF {
        ReversedUDWF::NotSupported
    }

    fn limit_effect(&self, _: &[Arc<dyn PhysicalExpr>]) -> LimitEffect {
        LimitEffect::Unknown
    }
}

#[derive(Debug)]
struct Evaluator {
    kind: Kind,
    ignores_nulls: bool,
    /// The row that is next, for what looks at the frame.
    row: usize,
}

fn bad(text: &str) -> EngineError {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", text)
}

impl PartitionEvaluator for Evaluator {
    fn evaluate_all(&mut self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        Ok(match self.kind {
            Kind::Tile => tiles(values[0].as_primitive::<Int64Type>(), rows)?,
            _ => self.shifted(values, rows)?,
        })
    }

    fn evaluate(&mut self, values: &[ArrayRef], frame: &Range<usize>) -> Result<ScalarValue> {
        let places = values[1].as_primitive::<Int64Type>();
        let row = self.row;
        self.row += 1;
        let none = || ScalarValue::try_from(values[0].data_type());
        if places.is_null(row) {
            return none();
        }
        let place = places.value(row);
        if place < 1 {
            return Err(bad("Offset must be at least 1").into());
        }
        let skip = usize::try_from(place - 1).unwrap_or(usize::MAX);
        let found = if self.ignores_nulls {
            frame.clone().filter(|at| values[0].is_valid(*at)).nth(skip)
        } else {
            frame.clone().nth(skip)
        };
        found.map_or_else(none, |at| ScalarValue::try_from_array(&values[0], at))
    }

    fn uses_window_frame(&self) -> bool {
        self.kind == Kind::Nth
    }
}

impl Evaluator {
    /// The values so many rows before or behind each row.
    fn shifted(&self, args: &[ArrayRef], rows: usize) -> Result<ArrayRef, EngineError> {
        let (values, offsets) = (&args[0], args[1].as_primitive::<Int64Type>());
        let none = new_null_array(values.data_type(), 1);
        let default = args.get(2);
        let present: Vec<usize> =
            if self.ignores_nulls { (0..rows).filter(|row| values.is_valid(*row)).collect() } else { Vec::new() };
        let mut taken = Vec::with_capacity(rows);
        for row in 0..rows {
            if offsets.is_null(row) {
                taken.push((1, 0));
                continue;
            }
            let offset = offsets.value(row);
            if offset < 0 {
                return Err(bad("Offset must be at least 0"));
            }
            let offset = usize::try_from(offset).unwrap_or(usize::MAX);
            let found = match (self.kind, self.ignores_nulls && offset > 0) {
                (Kind::Lag, false) => row.checked_sub(offset),
                (_, false) => row.checked_add(offset).filter(|at| *at < rows),
                (Kind::Lag, true) => {
                    let before = present.partition_point(|at| *at < row);
                    before.checked_sub(offset).map(|at| present[at])
                }
                (_, true) => {
                    let upto = present.partition_point(|at| *at <= row);
                    upto.checked_add(offset - 1).and_then(|at| present.get(at)).copied()
                }
            };
            taken.push(match found {
                Some(at) => (0, at),
                None if default.is_some() => (2, row),
                None => (1, 0),
            });
        }
        let mut sources: Vec<&dyn Array> = vec![values.as_ref(), none.as_ref()];
        sources.extend(default.map(AsRef::as_ref));
        Ok(compute::interleave(&sources, &taken)?)
    }
}

/// The bucket of each row, where a row says into how many the partition is divided.
fn tiles(counts: &Int64Array, rows: usize) -> Result<ArrayRef, EngineError> {
    let total = i64::try_from(rows).unwrap_or(i64::MAX);
    let tile = |(row, count): (i64, Option<i64>)| {
        let Some(count) = count else { return Ok(None) };
        if count <= 0 {
            return Err(bad("Buckets must be greater than 0"));
        }
        if total < count {
            return Ok(Some(row + 1));
        }
        // The first buckets have one row more than the others.
        let (size, larger) = (total / count, total % count);
        let within = row < (size + 1) * larger;
        Ok(Some(1 + if within { row / (size + 1) } else { (row - larger) / size }))
    };
    Ok(Arc::new((0..total).zip(counts.iter()).map(tile).collect::<Result<Int64Array, EngineError>>()?))
}
