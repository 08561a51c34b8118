//! `sum` and `avg` with Trino's types: integer sums that overflow fail, averages of decimals keep their scale.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Decimal128Array, Int64Array, PrimitiveArray};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{
    DataType, Decimal128Type, Field, FieldRef, Float64Type, Int64Type, IntervalUnit, IntervalYearMonthType,
};
use datafusion::arrow::util::bit_iterator::BitIndexIterator;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::format_state_name;
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility,
};

use crate::engine::coercion::{integer_rank, is_interval};
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

pub fn sum() -> Arc<AggregateUDF> {
    Arc::new(AggregateUDF::new_from_impl(Total::new("sum", false)))
}

pub fn avg() -> Arc<AggregateUDF> {
    Arc::new(AggregateUDF::new_from_impl(Total::new("avg", true)))
}

/// A sum, and with `mean` a mean. The state is the sum (as text's widest kind) and the count.
#[derive(Debug)]
struct Total {
    name: &'static str,
    mean: bool,
    signature: Signature,
}

impl Total {
    fn new(name: &'static str, mean: bool) -> Self {
        Self { name, mean, signature: Signature::user_defined(Volatility::Immutable) }
    }
}

impl PartialEq for Total {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Total {}

impl Hash for Total {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// What is added up: whole numbers in 128 bits, decimals, or doubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Decimal(i8),
    Double,
}

/// How the values of a column are added up, and what comes out.
#[derive(Debug, Clone)]
struct Plan {
    kind: Kind,
    mean: bool,
    out: DataType,
}

impl Plan {
    fn state_type(&self) -> DataType {
        match self.kind {
            Kind::Integer => DataType::Decimal128(38, 0),
            Kind::Decimal(scale) => DataType::Decimal128(38, scale),
            Kind::Double => DataType::Float64,
        }
    }
}

impl Total {
    fn plan(&self, kind: &DataType) -> Option<Plan> {
        let (how, out) = match kind {
            // A mean of integers is a double, and is added up as one.
            DataType::Int64 | DataType::Null if !self.mean => (Kind::Integer, DataType::Int64),
            interval if is_interval(interval) => (Kind::Integer, interval.clone()),
            DataType::Decimal128(precision, scale) => {
                (Kind::Decimal(*scale), DataType::Decimal128(if self.mean { *precision } else { 38 }, *scale))
            }
            DataType::Float32 => (Kind::Double, DataType::Float32),
            DataType::Float64 => (Kind::Double, DataType::Float64),
            _ => return None,
        };
        Some(Plan { kind: how, mean: self.mean, out })
    }

    fn plan_for(&self, args: &AccumulatorArgs) -> Result<Plan, EngineError> {
        if args.is_distinct {
            return Err(EngineError::unsupported(format_args!("{}(DISTINCT …) beside other aggregates", self.name)));
        }
        self.plan_of_field(args.expr_fields.first().map(|field| field.data_type()))
    }

    fn plan_of_field(&self, kind: Option<&DataType>) -> Result<Plan, EngineError> {
        kind.and_then(|kind| self.plan(kind)).ok_or_else(|| EngineError::system("a sum over no number"))
    }
}

impl AggregateUDFImpl for Total {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        match kinds {
            [kind] if integer_rank(kind).is_some() || *kind == DataType::Null => {
                Ok(vec![if self.mean { DataType::Float64 } else { DataType::Int64 }])
            }
            [kind @ (DataType::Decimal128(_, _) | DataType::Float32 | DataType::Float64)] => Ok(vec![kind.clone()]),
            [kind] if is_interval(kind) => Ok(vec![kind.clone()]),
            other => {
                let names: Vec<String> = other.iter().map(athena_name).collect();
                Err(EngineError::user(
                    "FUNCTION_NOT_FOUND",
                    format_args!("Unexpected parameters ({}) for function {}", names.join(", "), self.name),
                )
                .into())
            }
        }
    }

    fn return_type(&self, kinds: &[DataType]) -> Result<DataType> {
        let kinds = self.coerce_types(kinds)?;
        Ok(self.plan_of_field(kinds.first())?.out)
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        let plan = self.plan_of_field(args.input_fields.first().map(|field| field.data_type()))?;
        Ok(vec![
            Arc::new(Field::new(format_state_name(args.name, "total"), plan.state_type(), true)),
            Arc::new(Field::new(format_state_name(args.name, "count"), DataType::Int64, true)),
        ])
    }

    fn accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(One { groups: Groups::new(self.plan_for(&args)?) }))
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs) -> bool {
        !args.is_distinct
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(Box::new(Groups::new(self.plan_for(&args)?)))
    }
}

/// The sums of all groups.
#[derive(Debug)]
struct Groups {
    plan: Plan,
    whole: Vec<i128>,
    double: Vec<f64>,
    counts: Vec<i64>,
}

/// Which rows count: the valid ones that the filter lets through; `None` is all of them.
fn live_rows(values: &ArrayRef, filter: Option<&BooleanArray>) -> Option<NullBuffer> {
    let passed = filter.map(|filter| {
        let passed = NullBuffer::new(filter.values().clone());
        NullBuffer::union(filter.nulls(), Some(&passed)).unwrap_or(passed)
    });
    NullBuffer::union(values.logical_nulls().as_ref(), passed.as_ref()).filter(|live| live.null_count() > 0)
}

/// The rows of a batch that count, in order; a plain range when all do.
enum Rows<'a> {
    All(std::ops::Range<usize>),
    Live(BitIndexIterator<'a>),
}

impl<'a> Rows<'a> {
    fn new(length: usize, live: Option<&'a NullBuffer>) -> Self {
        live.map_or(Self::All(0..length), |live| Self::Live(live.valid_indices()))
    }
}

impl Iterator for Rows<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        match self {
            Self::All(range) => range.next(),
            Self::Live(indices) => indices.next(),
        }
    }
}

fn out_of_range(kind: &DataType) -> EngineError {
    match kind {
        interval if is_interval(interval) => {
            EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", "interval addition overflow")
        }
        DataType::Int64 => EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", "bigint addition overflow in sum"),
        _ => EngineError::user("NUMERIC_VALUE_OUT_OF_RANGE", "Decimal overflow"),
    }
}

impl Groups {
    fn new(plan: Plan) -> Self {
        Self { plan, whole: Vec::new(), double: Vec::new(), counts: Vec::new() }
    }

    fn resize(&mut self, groups: usize) {
        self.counts.resize(groups, 0);
        match self.plan.kind {
            Kind::Double => self.double.resize(groups, 0.0),
            _ => self.whole.resize(groups, 0),
        }
    }

    /// Adds a column's values to their groups, `sign` times.
    fn add(
        &mut self,
        values: &ArrayRef,
        indices: impl Fn(usize) -> usize,
        filter: Option<&BooleanArray>,
        sign: i8,
    ) -> Result<(), EngineError> {
        let live = live_rows(values, filter);
        let rows = || Rows::new(values.len(), live.as_ref());
        match self.plan.kind {
            Kind::Double => {
                let doubles = compute::cast(values, &DataType::Float64)?;
                let doubles = doubles.as_primitive::<Float64Type>();
                for row in rows() {
                    let group = indices(row);
                    self.double[group] += f64::from(sign) * doubles.value(row);
                    self.counts[group] += i64::from(sign);
                }
            }
            Kind::Integer if matches!(values.data_type(), DataType::Int64) => {
                let numbers = values.as_primitive::<Int64Type>();
                for row in rows() {
                    let group = indices(row);
                    // 2^63 values of 2^63 fit into 127 bits.
                    self.whole[group] += i128::from(sign) * i128::from(numbers.value(row));
                    self.counts[group] += i64::from(sign);
                }
            }
            Kind::Integer if is_interval(values.data_type()) => {
                let numbers = units(values)?;
                for row in rows() {
                    let group = indices(row);
                    self.whole[group] += i128::from(sign) * i128::from(numbers.value(row));
                    self.counts[group] += i64::from(sign);
                }
            }
            Kind::Integer | Kind::Decimal(_) => {
                if *values.data_type() == DataType::Null {
                    return Ok(());
                }
                let decimals = values.as_primitive::<Decimal128Type>();
                for row in rows() {
                    let group = indices(row);
                    let step = i128::from(sign) * decimals.value(row);
                    self.whole[group] =
                        self.whole[group].checked_add(step).ok_or_else(|| out_of_range(&self.plan.out))?;
                    self.counts[group] += i64::from(sign);
                }
            }
        }
        Ok(())
    }

    fn merge(&mut self, states: &[ArrayRef], indices: impl Fn(usize) -> usize) -> Result<(), EngineError> {
        let counts = states[1].as_primitive::<Int64Type>();
        for row in 0..counts.len() {
            if states[0].is_null(row) || counts.is_null(row) {
                continue;
            }
            let group = indices(row);
            match self.plan.kind {
                Kind::Double => self.double[group] += states[0].as_primitive::<Float64Type>().value(row),
                _ => {
                    let step = states[0].as_primitive::<Decimal128Type>().value(row);
                    self.whole[group] =
                        self.whole[group].checked_add(step).ok_or_else(|| out_of_range(&self.plan.out))?;
                }
            }
            self.counts[group] += counts.value(row);
        }
        Ok(())
    }

    fn take(&mut self, emit: EmitTo) -> (Vec<i128>, Vec<f64>, Vec<i64>) {
        let counts = emit.take_needed(&mut self.counts);
        match self.plan.kind {
            Kind::Double => (Vec::new(), emit.take_needed(&mut self.double), counts),
            _ => (emit.take_needed(&mut self.whole), Vec::new(), counts),
        }
    }

    fn results(&mut self, emit: EmitTo) -> Result<ArrayRef, EngineError> {
        let plan = self.plan.clone();
        let (whole, double, counts) = self.take(emit);
        Ok(match (plan.kind, &plan.out) {
            (Kind::Double, out) => {
                let values: datafusion::arrow::array::Float64Array = double
                    .into_iter()
                    .zip(&counts)
                    .map(|(sum, count)| (*count > 0).then(|| if plan.mean { sum / *count as f64 } else { sum }))
                    .collect();
                compute::cast(&values, out)?
            }
            (Kind::Integer, out) => {
                let values = whole
                    .into_iter()
                    .zip(&counts)
                    .map(|(sum, count)| {
                        if *count == 0 {
                            return Ok(None);
                        }
                        let value = if plan.mean { rounded_mean(sum, *count) } else { sum };
                        i64::try_from(value).map(Some).map_err(|_| out_of_range(out))
                    })
                    .collect::<Result<Int64Array, EngineError>>()?;
                if is_interval(out) { of_units(&values, out)? } else { Arc::new(values) }
            }
            (Kind::Decimal(_), out) => {
                let DataType::Decimal128(precision, scale) = out else {
                    return Err(EngineError::system("a decimal type"));
                };
                let limit = 10_i128.pow(u32::from(*precision));
                let values = whole
                    .into_iter()
                    .zip(&counts)
                    .map(|(sum, count)| {
                        if *count == 0 {
                            return Ok(None);
                        }
                        let value = if plan.mean { divide_half_up(sum, i128::from(*count)) } else { sum };
                        if value.abs() >= limit { Err(out_of_range(out)) } else { Ok(Some(value)) }
                    })
                    .collect::<Result<Decimal128Array, EngineError>>()?;
                Arc::new(values.with_precision_and_scale(*precision, *scale)?)
            }
        })
    }

    fn states(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>, EngineError> {
        let kind = self.plan.kind;
        let (whole, double, counts) = self.take(emit);
        let totals: ArrayRef = match kind {
            Kind::Double => Arc::new(datafusion::arrow::array::Float64Array::from(double)),
            Kind::Integer => Arc::new(Decimal128Array::from(whole).with_precision_and_scale(38, 0)?),
            Kind::Decimal(scale) => Arc::new(Decimal128Array::from(whole).with_precision_and_scale(38, scale)?),
        };
        Ok(vec![totals, Arc::new(Int64Array::from(counts))])
    }
}

/// The mean of whole numbers, in halves upwards. Source: Trino, `IntervalDayToSecondAverageAggregation`.
fn rounded_mean(sum: i128, count: i64) -> i128 {
    (sum as f64 / count as f64 + 0.5).floor() as i128
}

/// The milliseconds or months of intervals.
fn units(values: &ArrayRef) -> Result<Int64Array, EngineError> {
    match values.data_type() {
        DataType::Interval(IntervalUnit::YearMonth) => {
            Ok(values.as_primitive::<IntervalYearMonthType>().iter().map(|months| months.map(i64::from)).collect())
        }
        _ => Ok(compute::cast(values, &DataType::Int64)?.as_primitive::<Int64Type>().clone()),
    }
}

/// Intervals of so many milliseconds or months.
fn of_units(units: &Int64Array, kind: &DataType) -> Result<ArrayRef, EngineError> {
    match kind {
        DataType::Interval(IntervalUnit::YearMonth) => {
            let months = units
                .iter()
                .map(|months| months.map(|months| i32::try_from(months).map_err(|_| out_of_range(kind))).transpose());
            Ok(Arc::new(months.collect::<Result<PrimitiveArray<IntervalYearMonthType>, EngineError>>()?))
        }
        _ => Ok(compute::cast(units, kind)?),
    }
}

pub fn divide_half_up(sum: i128, count: i128) -> i128 {
    let (quotient, remainder) = (sum / count, sum % count);
    if remainder.abs() * 2 >= count { quotient + sum.signum() } else { quotient }
}

impl GroupsAccumulator for Groups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        indices: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.resize(total);
        Ok(self.add(&values[0], |row| indices[row], filter, 1)?)
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        Ok(self.results(emit)?)
    }

    fn state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        Ok(self.states(emit)?)
    }

    fn merge_batch(&mut self, values: &[ArrayRef], indices: &[usize], total: usize) -> Result<()> {
        self.resize(total);
        Ok(self.merge(values, |row| indices[row])?)
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let mut each = Groups::new(self.plan.clone());
        each.resize(values[0].len());
        each.add(&values[0], |row| row, filter, 1)?;
        Ok(each.states(EmitTo::All)?)
    }

    fn size(&self) -> usize {
        self.whole.capacity() * 16 + self.double.capacity() * 8 + self.counts.capacity() * 8
    }
}

/// One group.
#[derive(Debug)]
struct One {
    groups: Groups,
}

impl Accumulator for One {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.groups.resize(1);
        Ok(self.groups.add(&values[0], |_| 0, None, 1)?)
    }

    fn retract_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.groups.resize(1);
        Ok(self.groups.add(&values[0], |_| 0, None, -1)?)
    }

    fn supports_retract_batch(&self) -> bool {
        // Taking doubles away again would leave rounding errors behind.
        self.groups.plan.kind != Kind::Double
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        self.groups.resize(1);
        let mut copy = Groups {
            plan: self.groups.plan.clone(),
            whole: self.groups.whole.clone(),
            double: self.groups.double.clone(),
            counts: self.groups.counts.clone(),
        };
        ScalarValue::try_from_array(&copy.results(EmitTo::All)?, 0)
    }

    fn size(&self) -> usize {
        std::mem::size_of::<Self>() + GroupsAccumulator::size(&self.groups)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.groups.resize(1);
        let states = self.groups.states(EmitTo::All)?;
        states.iter().map(|state| ScalarValue::try_from_array(state, 0)).collect()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.groups.resize(1);
        Ok(self.groups.merge(states, |_| 0)?)
    }
}
