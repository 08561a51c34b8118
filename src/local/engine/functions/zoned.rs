//! Functions whose result has a time zone that an argument names.
//!
//! The zone is part of the type, so that it must be known when the query is planned: a literal, or computed from literals.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, TimeUnit};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use super::bucket::{self, Part};
use super::fine;
use super::joda;
use super::parse;
use super::rows;
use crate::engine::coercion::{is_numeric, is_text};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;
use crate::engine::zones;

const DAY: i64 = 86_400_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// The same instant, shown in another zone.
    At,
    /// What the clock shows in a zone.
    With,
    /// The same of a literal, where of two instants it is the earlier one.
    Literal,
    FromUnixtime,
    FromIso8601,
    /// By a pattern of Joda's.
    Parse,
}

const FUNCTIONS: [(&str, Kind); 6] = [
    ("at_timezone", Kind::At),
    ("with_timezone", Kind::With),
    ("$in_zone", Kind::Literal),
    ("$from_unixtime_in", Kind::FromUnixtime),
    ("from_iso8601_timestamp", Kind::FromIso8601),
    ("parse_datetime", Kind::Parse),
];

/// The functions, by their names in plans.
pub fn functions() -> impl Iterator<Item = (&'static str, ScalarUDF)> {
    FUNCTIONS.into_iter().map(|(name, kind)| {
        let signature = Signature::user_defined(Volatility::Immutable);
        (name, ScalarUDF::new_from_impl(Zoned { name, kind, signature }))
    })
}

#[derive(Debug)]
struct Zoned {
    name: &'static str,
    kind: Kind,
    signature: Signature,
}

impl PartialEq for Zoned {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Zoned {}

impl Hash for Zoned {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
    }
}

fn text_of(scalar: Option<&ScalarValue>) -> Option<&str> {
    match scalar {
        Some(ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text))) => Some(text),
        _ => None,
    }
}

fn bad_zone(zone: &str) -> EngineError {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("'{zone}' is not a valid time zone"))
}

/// The zone's name as the type keeps it.
fn checked(zone: &str) -> Result<Arc<str>, EngineError> {
    zones::normal(zone).map(Arc::from).ok_or_else(|| bad_zone(zone))
}

impl Zoned {
    fn zone(&self, args: &[Option<&ScalarValue>]) -> Result<Arc<str>, EngineError> {
        if self.kind == Kind::FromIso8601 {
            // Texts that are not known yet are read as UTC, and refused when they turn out to have another offset.
            let zone = args.first().and_then(|text| text_of(*text)).and_then(|text| iso(text).ok());
            return Ok(zone.map_or_else(|| Arc::from("UTC"), |(_, zone)| zone));
        }
        if self.kind == Kind::Parse {
            let literal = |place: usize| args.get(place).and_then(|text| text_of(*text));
            let found = literal(0).zip(literal(1)).and_then(|(text, pattern)| by_pattern(text, pattern).ok());
            return Ok(found.map_or_else(|| Arc::from("UTC"), |(_, zone)| zone));
        }
        match args.get(1).and_then(|zone| text_of(*zone)) {
            Some(zone) => checked(zone),
            None => Err(EngineError::unsupported(format_args!(
                "{} with a time zone that is not a literal",
                self.name.trim_start_matches('$')
            ))),
        }
    }

    fn wrong(&self, kinds: &[DataType]) -> EngineError {
        let names: Vec<String> = kinds.iter().map(athena_name).collect();
        EngineError::user(
            "FUNCTION_NOT_FOUND",
            format_args!("Unexpected parameters ({}) for function {}", names.join(", "), self.name),
        )
    }
}

impl ScalarUDFImpl for Zoned {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        let first = match (self.kind, kinds) {
            (Kind::FromIso8601, [text]) if is_text(text) => return Ok(vec![DataType::Utf8]),
            (Kind::Parse, [text, pattern]) if is_text(text) && is_text(pattern) => DataType::Utf8,
            (Kind::FromUnixtime, [number, zone]) if is_numeric(number) && is_text(zone) => DataType::Float64,
            (Kind::At, [time @ DataType::Timestamp(_, Some(_)), zone]) if is_text(zone) => time.clone(),
            (Kind::At | Kind::With | Kind::Literal, [time @ DataType::Timestamp(_, None), zone]) if is_text(zone) => {
                time.clone()
            }
            (Kind::At | Kind::With, [DataType::Date32, zone]) if is_text(zone) => {
                DataType::Timestamp(TimeUnit::Millisecond, None)
            }
            _ => return Err(self.wrong(kinds).into()),
        };
        Ok(vec![first, DataType::Utf8])
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Err(EngineError::system("the type depends on the time zone").into())
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs) -> Result<FieldRef> {
        let zone = self.zone(args.scalar_arguments)?;
        // The precision stays that of the time.
        let unit = match (self.kind, args.arg_fields.first().map(|field| field.data_type())) {
            (Kind::At | Kind::With | Kind::Literal, Some(DataType::Timestamp(unit, _))) => *unit,
            _ => TimeUnit::Millisecond,
        };
        Ok(Arc::new(Field::new(self.name, DataType::Timestamp(unit, Some(zone)), true)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let DataType::Timestamp(unit, Some(zone)) = args.return_field.data_type().clone() else {
            return Err(EngineError::system("a timestamp with time zone").into());
        };
        let constant = args.args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let count = if constant { 1 } else { args.number_rows };
        let first = args.args[0].to_array(count)?;
        let second = args.args.get(1).map(|second| second.to_array(count)).transpose()?;
        let millis = self.evaluate(&first, second.as_ref(), &zone)?;
        let below = match self.kind {
            Kind::At | Kind::With | Kind::Literal => fine::below(&first)?,
            Kind::FromUnixtime | Kind::FromIso8601 | Kind::Parse => None,
        };
        let out = fine::timestamps(&fine::joined(&millis, below.as_ref(), unit)?, unit, Some(zone));
        if constant {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&out, 0)?));
        }
        Ok(ColumnarValue::Array(out))
    }
}

impl Zoned {
    fn evaluate(&self, first: &ArrayRef, second: Option<&ArrayRef>, zone: &str) -> Result<Int64Array, EngineError> {
        let args = [Arc::clone(first)];
        let other_zone =
            |own: &str| EngineError::unsupported(format_args!("{} with the time zone {own} in a column", self.name));
        match self.kind {
            Kind::Parse => {
                let second = second.ok_or_else(|| EngineError::system("a pattern"))?;
                let (texts, patterns) = (rows::text(first)?, rows::text(second)?);
                let mut last: Option<(&str, Vec<Part>)> = None;
                rows::to_number(&[Arc::clone(first), Arc::clone(second)], |row| {
                    let pattern = patterns.value(row);
                    let parts = match last.take() {
                        Some((same, parts)) if same == pattern => parts,
                        _ => joda::parts(pattern)?,
                    };
                    let found = read(texts.value(row), &parts);
                    last = Some((pattern, parts));
                    let (millis, own) = found?;
                    if *own != *zone { Err(other_zone(&own)) } else { Ok(Some(millis)) }
                })
            }
            Kind::At => {
                let values = rows::millis(first)?;
                rows::to_number(&args, |row| Ok(Some(values.value(row))))
            }
            Kind::Literal => {
                let values = rows::millis(first)?;
                rows::to_number(&args, |row| {
                    zones::instant_millis(zone, values.value(row)).map(Some).ok_or_else(|| bad_zone(zone))
                })
            }
            Kind::With => {
                let values = rows::millis(first)?;
                rows::to_number(&args, |row| {
                    let local = values.value(row);
                    zones::instant_near(zone, local, local).map(Some).ok_or_else(|| bad_zone(zone))
                })
            }
            Kind::FromUnixtime => {
                let seconds = compute::cast(first, &DataType::Float64)?;
                let seconds = rows::double(&seconds)?;
                rows::to_number(&args, |row| super::date::unix_millis(seconds.value(row)).map(Some))
            }
            Kind::FromIso8601 => {
                let texts = rows::text(first)?;
                rows::to_number(&args, |row| {
                    let (millis, own) = iso(texts.value(row))?;
                    if *own != *zone {
                        return Err(other_zone(&own));
                    }
                    Ok(Some(millis))
                })
            }
        }
    }
}

/// The instant and the zone that a text says by a pattern of Joda's; without a zone it is universal time.
fn by_pattern(text: &str, pattern: &str) -> Result<(i64, Arc<str>), EngineError> {
    read(text, &joda::parts(pattern)?)
}

fn read(text: &str, parts: &[Part]) -> Result<(i64, Arc<str>), EngineError> {
    let found = bucket::read(text, parts).map_err(|message| EngineError::user("INVALID_FUNCTION_ARGUMENT", message))?;
    Ok((found.millis, Arc::from(found.zone.as_deref().unwrap_or("UTC"))))
}

/// The instant and the zone of an ISO 8601 time; without a zone it is universal time.
fn iso(text: &str) -> Result<(i64, Arc<str>), EngineError> {
    let bad = || EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid format: \"{text}\""));
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let date = i64::from(parse::date(day).ok_or_else(bad)?) * DAY;
    let (clock, zone) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "Z"),
    };
    let spelled = match zone.len() {
        3 => format!("{zone}:00"),
        5 => format!("{}:{}", &zone[..3], &zone[3..]),
        _ => zone.to_owned(),
    };
    let offset = zones::offset_millis(&spelled, 0).ok_or_else(bad)?;
    let clock = match clock.len() {
        0 => 0,
        2 => parse::time_of_day(&format!("{clock}:00")).ok_or_else(bad)?.0,
        _ => parse::time_of_day(clock).ok_or_else(bad)?.0,
    };
    let zone = if offset == 0 { "UTC" } else { &spelled };
    Ok((date + clock - offset, Arc::from(zone)))
}
