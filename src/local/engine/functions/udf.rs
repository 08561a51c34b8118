//! One shape for every scalar function of our own: named overloads over Trino's types.

use std::hash::{Hash, Hasher};

use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};

use crate::engine::coercion::{is_binary, is_numeric, is_text};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

/// What an argument may be; the value arrives as the one Arrow type behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg {
    /// `Utf8`
    Text,
    /// `Int64`
    Bigint,
    /// `Float64`
    Double,
    /// `Binary`
    Varbinary,
    /// `Date32`
    Date,
    /// A timestamp without zone, in whatever unit; a date becomes one.
    Timestamp,
    /// A date, or a timestamp with or without zone, as it is.
    Temporal,
    /// A timestamp with zone, as it is.
    Zoned,
    /// A time of day, as it is.
    Time,
    /// Any number, as it is.
    Number,
    Boolean,
    /// `LargeUtf8`
    Json,
    List,
    Map,
    Any,
}

/// The arguments of an overload.
#[derive(Clone, Copy)]
pub enum Args {
    Exact(&'static [Arg]),
    /// At least so many arguments of one kind.
    AtLeast(usize, Arg),
    /// Works out the types by a rule of its own; none when they do not fit.
    Rule(fn(&[DataType]) -> Option<Vec<DataType>>),
}

/// The type of the result.
#[derive(Clone, Copy)]
pub enum Returns {
    Text,
    Bigint,
    Integer,
    Double,
    Boolean,
    Date,
    Varbinary,
    Json,
    TimestampMillis,
    Same(usize),
    Rule(fn(&[DataType]) -> Option<DataType>),
}

pub type Eval = fn(&[ArrayRef]) -> Result<ArrayRef, EngineError>;

#[derive(Clone, Copy)]
pub struct Overload {
    pub args: Args,
    pub returns: Returns,
    pub eval: Eval,
}

/// A function with all its overloads.
pub struct Function {
    pub name: &'static str,
    pub overloads: Vec<Overload>,
    pub signature: Signature,
}

impl Function {
    pub fn new(name: &'static str, volatility: Volatility) -> Self {
        Self { name, overloads: Vec::new(), signature: Signature::user_defined(volatility) }
    }

    /// The overload that the arguments fit best, and what they become.
    fn resolve(&self, kinds: &[DataType]) -> Result<(&Overload, Vec<DataType>), EngineError> {
        let mut best: Option<(u32, &Overload, Vec<DataType>)> = None;
        for overload in &self.overloads {
            let Some((cost, kinds)) = fit(overload.args, kinds) else { continue };
            if best.as_ref().is_none_or(|(least, _, _)| cost < *least) {
                best = Some((cost, overload, kinds));
            }
        }
        best.map(|(_, overload, kinds)| (overload, kinds)).ok_or_else(|| {
            let names: Vec<String> = kinds.iter().map(athena_name).collect();
            EngineError::user(
                "FUNCTION_NOT_FOUND",
                format_args!(
                    "Unexpected parameters ({}) for function {}",
                    names.join(", "),
                    self.name.trim_start_matches('$')
                ),
            )
        })
    }
}

fn fit(args: Args, kinds: &[DataType]) -> Option<(u32, Vec<DataType>)> {
    let each = |wanted: &mut dyn Iterator<Item = Arg>| {
        let mut total = 0;
        let mut out = Vec::with_capacity(kinds.len());
        for (wanted, kind) in wanted.zip(kinds) {
            let (cost, kind) = accept(wanted, kind)?;
            total += cost;
            out.push(kind);
        }
        Some((total, out))
    };
    match args {
        Args::Exact(wanted) if wanted.len() == kinds.len() => each(&mut wanted.iter().copied()),
        Args::Exact(_) => None,
        Args::AtLeast(least, wanted) if kinds.len() >= least => each(&mut std::iter::repeat(wanted)),
        Args::AtLeast(_, _) => None,
        Args::Rule(rule) => rule(kinds).map(|kinds| (0, kinds)),
    }
}

fn accept(wanted: Arg, kind: &DataType) -> Option<(u32, DataType)> {
    use DataType as T;
    let null = *kind == T::Null;
    let exact = |target: DataType, fits: bool| {
        if fits {
            Some((0, target))
        } else if null {
            Some((1, target))
        } else {
            None
        }
    };
    match wanted {
        Arg::Text => exact(T::Utf8, is_text(kind)),
        Arg::Bigint => match kind {
            T::Int64 => Some((0, T::Int64)),
            T::Int8 | T::Int16 | T::Int32 | T::Null => Some((1, T::Int64)),
            _ => None,
        },
        Arg::Double => match kind {
            T::Float64 => Some((0, T::Float64)),
            _ if null || is_numeric(kind) => Some((3, T::Float64)),
            _ => None,
        },
        Arg::Varbinary => exact(T::Binary, is_binary(kind)),
        Arg::Date => exact(T::Date32, *kind == T::Date32),
        Arg::Timestamp => match kind {
            T::Timestamp(_, None) => Some((0, kind.clone())),
            T::Date32 | T::Null => Some((2, T::Timestamp(TimeUnit::Millisecond, None))),
            _ => None,
        },
        Arg::Temporal => match kind {
            T::Timestamp(_, _) | T::Date32 => Some((0, kind.clone())),
            T::Null => Some((2, T::Timestamp(TimeUnit::Millisecond, None))),
            _ => None,
        },
        Arg::Zoned => match kind {
            T::Timestamp(_, Some(_)) => Some((0, kind.clone())),
            _ => None,
        },
        Arg::Time => match kind {
            T::Time32(_) | T::Time64(_) => Some((0, kind.clone())),
            _ => None,
        },
        Arg::Number => match kind {
            T::Null => Some((1, T::Int32)),
            _ if is_numeric(kind) => Some((0, kind.clone())),
            _ => None,
        },
        Arg::Boolean => exact(T::Boolean, *kind == T::Boolean),
        Arg::Json => (*kind == T::LargeUtf8).then_some((0, T::LargeUtf8)),
        Arg::List => matches!(kind, T::List(_)).then(|| (0, kind.clone())),
        Arg::Map => matches!(kind, T::Map(_, _)).then(|| (0, kind.clone())),
        Arg::Any => Some((0, if is_text(kind) { T::Utf8 } else { kind.clone() })),
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        Ok(self.resolve(kinds)?.1)
    }

    fn return_type(&self, kinds: &[DataType]) -> Result<DataType> {
        let (overload, kinds) = self.resolve(kinds)?;
        Ok(match overload.returns {
            Returns::Text => DataType::Utf8,
            Returns::Bigint => DataType::Int64,
            Returns::Integer => DataType::Int32,
            Returns::Double => DataType::Float64,
            Returns::Boolean => DataType::Boolean,
            Returns::Date => DataType::Date32,
            Returns::Varbinary => DataType::Binary,
            Returns::Json => DataType::LargeUtf8,
            Returns::TimestampMillis => DataType::Timestamp(TimeUnit::Millisecond, None),
            Returns::Same(index) => kinds[index].clone(),
            Returns::Rule(rule) => rule(&kinds).ok_or_else(|| {
                EngineError::user(
                    "FUNCTION_NOT_FOUND",
                    format_args!("Unexpected parameters for function {}", self.name),
                )
            })?,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let kinds: Vec<DataType> = args.args.iter().map(ColumnarValue::data_type).collect();
        let (overload, _) = self.resolve(&kinds)?;
        let constant = args.args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let rows = if constant { 1 } else { args.number_rows };
        let arrays = args.args.into_iter().map(|arg| arg.into_array(rows)).collect::<Result<Vec<_>>>()?;
        let out = (overload.eval)(&arrays)?;
        if constant && out.len() == 1 {
            return Ok(ColumnarValue::Scalar(datafusion::common::ScalarValue::try_from_array(&out, 0)?));
        }
        Ok(ColumnarValue::Array(out))
    }
}
