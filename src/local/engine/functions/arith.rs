//! Arithmetic as Trino does it: integers that overflow fail, decimals have Trino's precision and scale.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Datum, Decimal128Array, Scalar};
use datafusion::arrow::compute::kernels::numeric;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, i256};
use datafusion::arrow::error::ArrowError;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};

use crate::engine::coercion::{as_decimal, common, is_numeric};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulus,
}

impl Operation {
    pub const ALL: [Operation; 5] =
        [Operation::Add, Operation::Subtract, Operation::Multiply, Operation::Divide, Operation::Modulus];

    pub fn function(self) -> &'static str {
        match self {
            Operation::Add => "$add",
            Operation::Subtract => "$subtract",
            Operation::Multiply => "$multiply",
            Operation::Divide => "$divide",
            Operation::Modulus => "$modulus",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Operation::Add => ("addition", "+"),
            Operation::Subtract => ("subtraction", "-"),
            Operation::Multiply => ("multiplication", "*"),
            Operation::Divide => ("division", "/"),
            Operation::Modulus => ("modulus", "%"),
        }
    }

    /// Whether the operator is one for these types.
    pub fn takes(self, left: &DataType, right: &DataType) -> bool {
        self.types(left, right).is_some()
    }

    /// What the operands become and what comes out; none when the types do not meet.
    fn types(self, left: &DataType, right: &DataType) -> Option<(DataType, DataType, DataType)> {
        use DataType as T;
        if !(is_numeric(left) || *left == T::Null) || !(is_numeric(right) || *right == T::Null) {
            return None;
        }
        let shared = common(left, right)?;
        if shared == T::Null {
            return Some((T::Int32, T::Int32, T::Int32));
        }
        let T::Decimal128(_, _) = shared else {
            return Some((shared.clone(), shared.clone(), shared));
        };
        let (p1, s1) = as_decimal(left).unwrap_or((1, 0));
        let (p2, s2) = as_decimal(right).unwrap_or((1, 0));
        let (wp1, ws1, wp2, ws2) = (i16::from(p1), i16::from(s1), i16::from(p2), i16::from(s2));
        let scale = ws1.max(ws2);
        let (precision, scale) = match self {
            Operation::Add | Operation::Subtract => ((wp1 - ws1).max(wp2 - ws2) + scale + 1, scale),
            Operation::Multiply => (wp1 + wp2, ws1 + ws2),
            Operation::Divide => (wp1 + ws2 + (ws2 - ws1).max(0), scale),
            Operation::Modulus => ((wp1 - ws1).min(wp2 - ws2) + scale, scale),
        };
        let out = T::Decimal128(u8::try_from(precision.clamp(1, 38)).ok()?, i8::try_from(scale.min(38)).ok()?);
        Some((T::Decimal128(p1, s1), T::Decimal128(p2, s2), out))
    }
}

/// One arithmetic operator.
#[derive(Debug)]
pub struct Arithmetic {
    operation: Operation,
    signature: Signature,
}

impl Arithmetic {
    pub fn new(operation: Operation) -> Self {
        Self { operation, signature: Signature::user_defined(Volatility::Immutable) }
    }

    fn resolve(&self, kinds: &[DataType]) -> Result<(DataType, DataType, DataType), EngineError> {
        match kinds {
            [left, right] => self.operation.types(left, right).ok_or_else(|| {
                let (_, symbol) = self.operation.words();
                EngineError::user(
                    "TYPE_MISMATCH",
                    format_args!("Cannot apply operator: {} {symbol} {}", athena_name(left), athena_name(right)),
                )
            }),
            _ => Err(EngineError::system("an operator with other than two operands")),
        }
    }

    fn overflow(&self, error: ArrowError, kind: &DataType) -> EngineError {
        match error {
            ArrowError::ArithmeticOverflow(text) => {
                let (word, _) = self.operation.words();
                let what = text.rsplit(": ").next().unwrap_or(&text);
                EngineError::user(
                    "NUMERIC_VALUE_OUT_OF_RANGE",
                    format_args!("{} {word} overflow: {what}", athena_name(kind)),
                )
            }
            other => other.into(),
        }
    }
}

impl PartialEq for Arithmetic {
    fn eq(&self, other: &Self) -> bool {
        self.operation == other.operation
    }
}

impl Eq for Arithmetic {}

impl Hash for Arithmetic {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.operation.hash(state);
    }
}

impl ScalarUDFImpl for Arithmetic {
    fn name(&self) -> &str {
        self.operation.function()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        let (left, right, _) = self.resolve(kinds)?;
        Ok(vec![left, right])
    }

    fn return_type(&self, kinds: &[DataType]) -> Result<DataType> {
        Ok(self.resolve(kinds)?.2)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [left, right] = args.args.as_slice() else {
            return Err(EngineError::system("an operator with other than two operands").into());
        };
        let out = args.return_field.data_type();
        let constant = matches!((left, right), (ColumnarValue::Scalar(_), ColumnarValue::Scalar(_)));
        let result = match out {
            DataType::Decimal128(precision, scale) if self.operation == Operation::Divide => {
                let rows = if constant { 1 } else { args.number_rows };
                let (left, right) = (left.to_array(rows)?, right.to_array(rows)?);
                divide_decimals(&left, &right, *precision, *scale)?
            }
            _ => {
                let (left, right) = (datum(left)?, datum(right)?);
                let computed = match self.operation {
                    Operation::Add => numeric::add(left.as_ref(), right.as_ref()),
                    Operation::Subtract => numeric::sub(left.as_ref(), right.as_ref()),
                    Operation::Multiply => numeric::mul(left.as_ref(), right.as_ref()),
                    Operation::Divide => numeric::div(left.as_ref(), right.as_ref()),
                    Operation::Modulus => numeric::rem(left.as_ref(), right.as_ref()),
                }
                .map_err(|error| self.overflow(error, out))?;
                match out {
                    DataType::Decimal128(precision, scale) => fit_decimal(&computed, *precision, *scale)?,
                    _ => computed,
                }
            }
        };
        if constant {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&result, 0)?));
        }
        Ok(ColumnarValue::Array(result))
    }
}

fn datum(value: &ColumnarValue) -> Result<Box<dyn Datum>> {
    Ok(match value {
        ColumnarValue::Array(array) => Box::new(Arc::clone(array)),
        ColumnarValue::Scalar(scalar) => Box::new(Scalar::new(scalar.to_array()?)),
    })
}

fn decimal_overflow() -> EngineError {
    EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", "Decimal overflow")
}

/// Gives a computed decimal Trino's precision, after checking that no value is beyond 38 digits.
fn fit_decimal(array: &ArrayRef, precision: u8, scale: i8) -> Result<ArrayRef, EngineError> {
    let decimals = array.as_primitive::<Decimal128Type>();
    let actual = decimals.scale();
    if actual != scale {
        return Err(EngineError::system(format_args!("a decimal of scale {actual} in place of {scale}")));
    }
    if precision == 38 {
        let limit = 10_i128.pow(38);
        if decimals.iter().flatten().any(|value| value.abs() >= limit) {
            return Err(decimal_overflow());
        }
    }
    Ok(Arc::new(decimals.clone().with_precision_and_scale(precision, scale)?))
}

/// Divides, rounding half up to the result's scale.
fn divide_decimals(left: &ArrayRef, right: &ArrayRef, precision: u8, scale: i8) -> Result<ArrayRef, EngineError> {
    let (left, right) = (left.as_primitive::<Decimal128Type>(), right.as_primitive::<Decimal128Type>());
    let shift = i32::from(scale) - i32::from(left.scale()) + i32::from(right.scale());
    let factor = i256::from_i128(10_i128.checked_pow(shift.unsigned_abs()).ok_or_else(decimal_overflow)?);
    let limit = 10_i128.checked_pow(u32::from(precision)).ok_or_else(decimal_overflow)?;
    let values = left
        .iter()
        .zip(right.iter())
        .map(|pair| {
            let (Some(dividend), Some(divisor)) = pair else { return Ok(None) };
            if divisor == 0 {
                return Err(EngineError::user("DIVISION_BY_ZERO", "Division by zero"));
            }
            let dividend = i256::from_i128(dividend).checked_mul(factor).ok_or_else(decimal_overflow)?;
            let wide = i256::from_i128(divisor);
            let quotient = dividend.checked_div(wide).ok_or_else(decimal_overflow)?;
            let remainder = dividend.checked_rem(wide).ok_or_else(decimal_overflow)?;
            let twice = remainder.wrapping_abs().wrapping_add(remainder.wrapping_abs());
            let mut quotient = quotient.to_i128().ok_or_else(decimal_overflow)?;
            if twice >= wide.wrapping_abs() {
                let negative = dividend.is_negative() != wide.is_negative();
                quotient += if negative { -1 } else { 1 };
            }
            if quotient.abs() >= limit {
                return Err(decimal_overflow());
            }
            Ok(Some(quotient))
        })
        .collect::<Result<Decimal128Array, EngineError>>()?;
    Ok(Arc::new(values.with_precision_and_scale(precision, scale)?))
}

/// `-x`, failing where there is no such value.
pub fn negate(args: &[ArrayRef]) -> Result<ArrayRef, EngineError> {
    numeric::neg(&args[0]).map_err(|error| match error {
        ArrowError::ArithmeticOverflow(_) => EngineError::user(
            "NUMERIC_VALUE_OUT_OF_RANGE",
            format_args!("{} negation overflow", athena_name(args[0].data_type())),
        ),
        other => other.into(),
    })
}
