//! Timestamps of different precisions that meet: the coarser one becomes as fine as the other, by a function of our own.
//!
//! A plain cast would not do. The planner takes the cast off a column that is compared with a literal and cuts the literal
//! instead: `ms_column < TIMESTAMP '… .123456'` would lose the rows of `.123`.

use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::{Expr, ExprSchemable};

use super::error::EngineError;
use super::functions::{fine, registry};

fn unit(kind: &DataType) -> Option<TimeUnit> {
    match kind {
        DataType::Timestamp(unit, _) => Some(*unit),
        _ => None,
    }
}

/// An expression with at least the precision of a type, and the type that it has then.
pub fn widen(expr: Expr, from: &DataType, to: &DataType) -> Result<(Expr, DataType)> {
    let (Some(have), Some(want), DataType::Timestamp(_, zone)) = (unit(from), unit(to), from) else {
        return Ok((expr, from.clone()));
    };
    if fine::digits(want) <= fine::digits(have) {
        return Ok((expr, from.clone()));
    }
    let name = match want {
        TimeUnit::Second | TimeUnit::Millisecond => "$to_millis",
        TimeUnit::Microsecond => "$to_micros",
        TimeUnit::Nanosecond => "$to_nanos",
    };
    let widened = registry::call(name, vec![expr]);
    let widened = widened.ok_or_else(|| EngineError::system(format_args!("no function {name}")))?;
    Ok((widened, DataType::Timestamp(want, zone.clone())))
}

/// Gives all sides of a condition the precision of the finest; whether one changed.
pub fn widen_all<'a>(sides: impl IntoIterator<Item = &'a mut Expr>, schema: &DFSchema) -> Result<bool> {
    let mut sides: Vec<(&mut Expr, DataType)> = sides
        .into_iter()
        .filter_map(|side| {
            let kind = side.get_type(schema).ok().filter(|kind| unit(kind).is_some())?;
            Some((side, kind))
        })
        .collect();
    let finest = sides.iter().map(|(_, kind)| kind).max_by_key(|kind| unit(kind).map_or(0, fine::digits)).cloned();
    let Some(finest) = finest else { return Ok(false) };
    let mut changed = false;
    for (side, kind) in &mut sides {
        if unit(kind) != unit(&finest) {
            let (wide, _) = widen(side.clone(), kind, &finest)?;
            **side = wide;
            changed = true;
        }
    }
    Ok(changed)
}
