//! `format`: texts made by the patterns of Java's `Formatter`, in English.
//!
//! A whole number is a `Long`, whatever its type; a decimal a `BigDecimal`; dates and times are those of `java.time`.

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Float32Type, Float64Type, Int64Type, TimeUnit};

use super::registry::Registry;
use super::rows::{self, Out};
use super::template_digits::Digits;
use super::template_time::Clock;
use super::udf::{Args, Returns};
use super::{date, fine};
use crate::engine::coercion::{integer_rank, is_text};
use crate::engine::error::EngineError;
use crate::engine::format as cells;
use crate::engine::zones;

pub fn register(r: &mut Registry) {
    r.add("format", Args::Rule(types), Returns::Text, format);
}

fn types(kinds: &[DataType]) -> Option<Vec<DataType>> {
    if kinds.len() < 2 || !is_text(kinds.first()?) {
        return None;
    }
    Some(kinds.iter().map(|kind| if is_text(kind) { DataType::Utf8 } else { kind.clone() }).collect())
}

/// An argument as Java has it.
pub enum Value {
    Null,
    Boolean(bool),
    Long(i64),
    /// With the text that it is as it is.
    Double(f64, String),
    Decimal(i128, i8),
    Clock(Clock),
    Text(String),
}

impl Value {
    fn of(array: &ArrayRef, row: usize) -> Result<Self, EngineError> {
        let kind = array.data_type();
        if array.is_null(row) || *kind == DataType::Null {
            return Ok(Self::Null);
        }
        if integer_rank(kind).is_some() {
            let numbers = compute::cast(&array.slice(row, 1), &DataType::Int64)?;
            return Ok(Self::Long(numbers.as_primitive::<Int64Type>().value(0)));
        }
        let plain = || cells::format_cell(array, row).unwrap_or_default();
        Ok(match kind {
            DataType::Boolean => Self::Boolean(array.as_boolean().value(row)),
            DataType::Float64 => Self::Double(array.as_primitive::<Float64Type>().value(row), plain()),
            DataType::Float32 => Self::Double(array.as_primitive::<Float32Type>().value(row).into(), plain()),
            DataType::Decimal128(_, scale) => Self::Decimal(array.as_primitive::<Decimal128Type>().value(row), *scale),
            DataType::Date32 => Self::Clock(Clock { days: Some(local(array, row)?.0), nanos: None, zone: None }),
            DataType::Timestamp(_, zone) => {
                let (days, nanos) = local(array, row)?;
                let instant = rows::millis(&array.slice(row, 1))?.value(0);
                let zone =
                    zone.as_deref().map(|zone| (zone.to_owned(), zones::offset_millis(zone, instant).unwrap_or(0)));
                Self::Clock(Clock { days: Some(days), nanos: Some(nanos), zone })
            }
            DataType::Time32(_) | DataType::Time64(_) => {
                let nanos = fine::nanos_of_day(&array.slice(row, 1))?.value(0);
                Self::Clock(Clock { days: None, nanos: Some(nanos), zone: None })
            }
            DataType::List(_) | DataType::Map(_, _) | DataType::Struct(_) => {
                let name = crate::engine::types::athena_name(kind);
                return Err(EngineError::user(
                    "NOT_SUPPORTED",
                    format_args!("Type not supported for formatting: {name}"),
                ));
            }
            _ => Self::Text(plain()),
        })
    }

    /// Java's name of the type.
    fn class(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "java.lang.Boolean",
            Self::Long(_) => "java.lang.Long",
            Self::Double(_, _) => "java.lang.Double",
            Self::Decimal(_, _) => "java.math.BigDecimal",
            Self::Clock(Clock { days: Some(_), nanos: None, .. }) => "java.time.LocalDate",
            Self::Clock(Clock { days: None, .. }) => "java.time.LocalTime",
            Self::Clock(Clock { zone: None, .. }) => "java.time.LocalDateTime",
            Self::Clock(_) => "java.time.ZonedDateTime",
            Self::Text(_) => "java.lang.String",
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Long(value) => value.to_string(),
            Self::Double(_, text) | Self::Text(text) => text.clone(),
            Self::Decimal(value, scale) => {
                Digits::of_decimal(*value, *scale).java(usize::try_from(*scale).unwrap_or(0))
            }
            Self::Clock(clock) => clock.text(),
        }
    }

    /// Java's hash of the value.
    fn hash(&self) -> Option<u32> {
        let folded = |bits: u64| (bits ^ (bits >> 32)) as u32;
        Some(match self {
            Self::Boolean(value) => {
                if *value {
                    1231
                } else {
                    1237
                }
            }
            Self::Long(value) => folded(*value as u64),
            Self::Double(value, _) => folded(value.to_bits()),
            Self::Text(text) => {
                text.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)))
            }
            _ => return None,
        })
    }
}

/// Days, and nanoseconds within them, on the clock of a value's zone.
fn local(array: &ArrayRef, row: usize) -> Result<(i64, i64), EngineError> {
    let one = array.slice(row, 1);
    let millis = date::local(&one)?.value(0);
    let below = match one.data_type() {
        DataType::Timestamp(TimeUnit::Microsecond | TimeUnit::Nanosecond, _) => {
            fine::below(&one)?.map_or(0, |below| below.value(0))
        }
        _ => 0,
    };
    Ok((millis.div_euclid(date::DAY), millis.rem_euclid(date::DAY) * 1_000_000 + below))
}

/// One `%…` of a pattern.
#[derive(Debug)]
struct Spec<'a> {
    /// As it stands in the pattern.
    text: &'a str,
    argument: Option<usize>,
    flags: &'a str,
    width: Option<usize>,
    precision: Option<usize>,
    /// Whether there is a `t` before the conversion, or a `T`.
    time: Option<char>,
    conversion: char,
}

/// A pattern that is none, in the words of Java's exceptions.
type Wrong = String;

impl<'a> Spec<'a> {
    /// What begins behind a `%`.
    fn read(from: &'a str) -> Result<Self, Wrong> {
        let unknown = || format!("UnknownFormatConversion: Conversion = '{}'", from.chars().nth(1).unwrap_or('%'));
        let digits = |rest: &str| rest.bytes().take_while(u8::is_ascii_digit).count();
        let mut rest = &from[1..];
        let mut argument = None;
        let count = digits(rest);
        if count > 0 && rest[count..].starts_with('$') {
            argument = Some(rest[..count].parse().map_err(|_| unknown())?);
            rest = &rest[count + 1..];
        }
        let count = rest.bytes().take_while(|byte| b"-#+ 0,(<".contains(byte)).count();
        let (flags, after) = rest.split_at(count);
        rest = after;
        if let Some(twice) = flags.chars().enumerate().find(|(place, flag)| flags[..*place].contains(*flag)) {
            return Err(format!("DuplicateFormatFlags: Flags = '{}'", twice.1));
        }
        let count = digits(rest);
        let width = (count > 0).then(|| rest[..count].parse()).transpose().map_err(|_| unknown())?;
        rest = &rest[count..];
        let mut precision = None;
        if let Some(after) = rest.strip_prefix('.') {
            let count = digits(after);
            precision = Some(after[..count].parse().map_err(|_| unknown())?);
            rest = &after[count..];
        }
        let mut time = None;
        if let Some(letter @ ('t' | 'T')) = rest.chars().next() {
            time = Some(letter);
            rest = &rest[1..];
        }
        let conversion = rest.chars().next().filter(|c| c.is_ascii_alphabetic() || *c == '%').ok_or_else(unknown)?;
        let text = &from[..from.len() - rest.len() + 1];
        Ok(Self { text, argument, flags, width, precision, time, conversion })
    }

    fn has(&self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    /// What holds for flags and numbers of every conversion.
    fn check(&self) -> Result<(), Wrong> {
        if self.has('-') && self.has('0') || self.has('+') && self.has(' ') {
            return Err(format!("IllegalFormatFlags: Flags = '{}'", self.flags));
        }
        if (self.has('-') || self.has('0')) && self.width.is_none() {
            return Err(format!("MissingFormatWidth: {}", self.text));
        }
        let conversion = self.conversion.to_ascii_lowercase();
        let allowed = match (self.time, conversion) {
            (Some(_), _) | (None, 's' | 'b' | 'h' | 'c' | '%') => "-<",
            (None, 'd') => "-+ 0,(<",
            (None, 'o' | 'x') => "-#0<",
            (None, 'f') => "-#+ 0,(<",
            (None, 'e') => "-#+ 0(<",
            (None, 'g') => "-+ 0,(<",
            _ => "-#+ 0,(<",
        };
        if let Some(flag) = self.flags.chars().find(|flag| !allowed.contains(*flag)) {
            return Err(format!("FormatFlagsConversionMismatch: Conversion = {}, Flags = {flag}", self.conversion));
        }
        let no_precision = self.time.is_some() || matches!(conversion, 'd' | 'o' | 'x' | 'c' | '%');
        match self.precision {
            Some(precision) if no_precision => Err(format!("IllegalFormatPrecision: {precision}")),
            _ => Ok(()),
        }
    }

    /// With blanks to the width.
    fn padded(&self, text: &str) -> String {
        let width = self.width.unwrap_or(0);
        if self.has('-') { format!("{text:<width$}") } else { format!("{text:>width$}") }
    }

    /// A number: its sign, and zeros to the width.
    fn number(&self, negative: bool, digits: &str) -> String {
        let (before, behind) = match negative {
            true if self.has('(') => ("(", ")"),
            true => ("-", ""),
            false if self.has('+') => ("+", ""),
            false if self.has(' ') => (" ", ""),
            false => ("", ""),
        };
        let finite = digits.starts_with(|c: char| c.is_ascii_digit());
        let zeros = match self.width {
            Some(width) if self.has('0') && finite => width.saturating_sub(before.len() + digits.len() + behind.len()),
            _ => 0,
        };
        self.padded(&format!("{before}{}{digits}{behind}", "0".repeat(zeros)))
    }

    fn grouped(&self, digits: String) -> String {
        if self.has(',') { super::template_digits::grouped(&digits) } else { digits }
    }

    fn converted(&self, value: &Value) -> Result<String, Problem> {
        let wrong = || format!("IllegalFormatConversion: {} != {}", self.conversion, value.class());
        if let Some(letter) = self.time {
            return match value {
                Value::Null => Ok(self.cased(letter, "null")),
                Value::Clock(clock) => Ok(self.cased(letter, &clock.part(self.conversion)?)),
                // The milliseconds since 1970, on the clock of universal time.
                Value::Long(millis) => {
                    let clock = Clock {
                        days: Some(millis.div_euclid(date::DAY)),
                        nanos: Some(millis.rem_euclid(date::DAY) * 1_000_000),
                        zone: Some(("UTC".to_owned(), 0)),
                    };
                    Ok(self.cased(letter, &clock.part(self.conversion)?))
                }
                _ => Err(wrong().into()),
            };
        }
        let conversion = self.conversion.to_ascii_lowercase();
        if !"bhscdoxegfa".contains(conversion) || self.conversion.is_ascii_uppercase() && "dof".contains(conversion) {
            return Err(format!("UnknownFormatConversion: Conversion = '{}'", self.conversion).into());
        }
        if let (Value::Null, 'd' | 'o' | 'x' | 'e' | 'f' | 'g' | 'c' | 'h') = (value, conversion) {
            return Ok(self.cased(self.conversion, "null"));
        }
        let cut = |text: String| match self.precision {
            Some(most) => text.chars().take(most).collect(),
            None => text,
        };
        Ok(match (conversion, value) {
            ('s', _) => self.cased(self.conversion, &cut(value.text())),
            ('b', Value::Null) => self.cased(self.conversion, &cut("false".to_owned())),
            ('b', Value::Boolean(truth)) => self.cased(self.conversion, &cut(truth.to_string())),
            ('b', _) => self.cased(self.conversion, &cut("true".to_owned())),
            ('h', _) => {
                let hash = value.hash().ok_or_else(|| {
                    EngineError::unsupported(format_args!("format with %h of a value of {}", value.class()))
                })?;
                self.cased(self.conversion, &cut(format!("{hash:x}")))
            }
            ('d', Value::Long(number)) => self.number(*number < 0, &self.grouped(number.unsigned_abs().to_string())),
            ('o' | 'x', Value::Long(number)) => {
                let (digits, mark) = match conversion {
                    'o' => (format!("{number:o}"), "0"),
                    _ => (format!("{number:x}"), "0x"),
                };
                let mark = if self.has('#') { mark } else { "" };
                let zeros = match self.width {
                    Some(width) if self.has('0') => width.saturating_sub(mark.len() + digits.len()),
                    _ => 0,
                };
                self.cased(self.conversion, &format!("{mark}{}{digits}", "0".repeat(zeros)))
            }
            ('e' | 'f' | 'g', Value::Double(number, _)) if !number.is_finite() => {
                let text = if number.is_nan() { "NaN" } else { "Infinity" };
                let text = self.number(*number < 0.0, text);
                if self.conversion.is_ascii_uppercase() { text.to_uppercase() } else { text }
            }
            ('e' | 'f' | 'g', Value::Double(number, _)) => {
                self.point(conversion, number.is_sign_negative(), &Digits::of_double(*number))
            }
            ('e' | 'f' | 'g', Value::Decimal(number, scale)) => {
                self.point(conversion, *number < 0, &Digits::of_decimal(*number, *scale))
            }
            ('a', Value::Double(_, _)) => return Err(EngineError::unsupported("format with %a").into()),
            _ => return Err(wrong().into()),
        })
    }

    /// A number with a point.
    fn point(&self, conversion: char, negative: bool, digits: &Digits) -> String {
        let precision = self.precision.unwrap_or(6);
        let mark = |text: String| if self.has('#') && precision == 0 { text + "." } else { text };
        let text = match conversion {
            'f' => self.grouped(mark(digits.fixed(precision))),
            'e' => digits.scientific(precision),
            _ => self.grouped(digits.general(precision.max(1))),
        };
        let text = self.number(negative, &text);
        if self.conversion.is_ascii_uppercase() { text.to_uppercase() } else { text }
    }

    /// With blanks to the width, and in large letters when the conversion is one.
    fn cased(&self, letter: char, text: &str) -> String {
        self.padded(&if letter.is_ascii_uppercase() { text.to_uppercase() } else { text.to_owned() })
    }
}

/// Why a value has no text: the pattern is wrong, or it is not of this engine.
pub enum Problem {
    Pattern(Wrong),
    Engine(EngineError),
}

impl From<Wrong> for Problem {
    fn from(wrong: Wrong) -> Self {
        Self::Pattern(wrong)
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

fn format(args: &[ArrayRef]) -> Out {
    let patterns = rows::text(&args[0])?;
    rows::to_text(&args[..1], |row| {
        let pattern = patterns.value(row);
        filled(pattern, &args[1..], row).map(Some).map_err(|problem| match problem {
            Problem::Engine(error) => error,
            Problem::Pattern(wrong) => EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                format_args!("Invalid format string: {pattern} ({wrong})"),
            ),
        })
    })
}

fn filled(pattern: &str, args: &[ArrayRef], row: usize) -> Result<String, Problem> {
    let (mut out, mut rest) = (String::new(), pattern);
    // The arguments that were taken in their order, and the last one.
    let (mut next, mut last) = (0, None);
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let spec = Spec::read(&rest[at..])?;
        rest = &rest[at + spec.text.len()..];
        if spec.conversion == 'n' && spec.time.is_none() {
            if let Some(width) = spec.width {
                return Err(format!("IllegalFormatWidth: {width}").into());
            }
            out.push('\n');
            continue;
        }
        spec.check()?;
        if spec.conversion == '%' && spec.time.is_none() {
            out.push_str(&spec.padded("%"));
            continue;
        }
        let missing = || format!("MissingFormatArgument: Format specifier '{}'", spec.text);
        let place = match spec.argument {
            _ if spec.has('<') => last.ok_or_else(missing)?,
            Some(index) => index.checked_sub(1).ok_or_else(missing)?,
            None => {
                next += 1;
                next - 1
            }
        };
        last = Some(place);
        let value = Value::of(args.get(place).ok_or_else(missing)?, row)?;
        out.push_str(&spec.converted(&value)?);
        if out.len() > 1 << 24 {
            return Err(EngineError::user("INVALID_FUNCTION_ARGUMENT", "format makes too long a text").into());
        }
    }
    out.push_str(rest);
    Ok(out)
}
