//! Functions that take functions: `transform(a, x -> x + 1)` and its kin, and `TRY`, whose argument is one in disguise.
//!
//! Each works on the items of all rows at once: the items are laid out one behind the other, the lambda is evaluated over
//! them in one go, and the results are put back into rows. Items of rows that are NULL are never shown to a lambda.

mod array;
mod attempt;
mod map;
mod order;
mod reduce;
mod regexp;
mod rows;

use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::Result;
use datafusion::logical_expr::{
    ColumnarValue, HigherOrderFunctionArgs, HigherOrderReturnFieldArgs, HigherOrderSignature, HigherOrderUDF,
    HigherOrderUDFImpl, LambdaArgument, LambdaParametersProgress, ValueOrLambda, Volatility,
};

use crate::engine::coercion::is_text;
use crate::engine::error::EngineError;
use crate::engine::types::athena_name;

/// Athena's names, and the names that they have in plans.
const NAMES: &[(&str, &str, Kind)] = &[
    ("transform", "$transform", Kind::Transform),
    ("filter", "$filter", Kind::Filter),
    ("any_match", "$any_match", Kind::AnyMatch),
    ("all_match", "$all_match", Kind::AllMatch),
    ("none_match", "$none_match", Kind::NoneMatch),
    ("find_first", "$find_first", Kind::FindFirst),
    ("find_first_index", "$find_first_index", Kind::FindFirstIndex),
    ("zip_with", "$zip_with", Kind::ZipWith),
    ("array_sort", "$array_sort_by", Kind::Sort),
    ("reduce", "$reduce", Kind::Reduce),
    ("transform_keys", "$transform_keys", Kind::TransformKeys),
    ("transform_values", "$transform_values", Kind::TransformValues),
    ("map_filter", "$map_filter", Kind::MapFilter),
    ("map_zip_with", "$map_zip_with", Kind::MapZipWith),
    ("regexp_replace", "$regexp_replace_by", Kind::RegexpReplace),
    ("try", "$try", Kind::Try),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Transform,
    Filter,
    AnyMatch,
    AllMatch,
    NoneMatch,
    FindFirst,
    FindFirstIndex,
    ZipWith,
    Sort,
    Reduce,
    TransformKeys,
    TransformValues,
    MapFilter,
    MapZipWith,
    RegexpReplace,
    Try,
}

/// The name in plans of a function that takes a lambda.
pub fn plan_name(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(athena, _, _)| *athena == name).map(|(_, plan, _)| *plan)
}

/// The functions for a session.
pub fn functions() -> Vec<Arc<HigherOrderUDF>> {
    NAMES
        .iter()
        .map(|(athena, plan, kind)| {
            Arc::new(HigherOrderUDF::new_from_impl(Lambdas {
                athena,
                plan,
                kind: *kind,
                signature: HigherOrderSignature::variadic_any(Volatility::Immutable),
            }))
        })
        .collect()
}

/// One function.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Lambdas {
    athena: &'static str,
    plan: &'static str,
    kind: Kind,
    signature: HigherOrderSignature,
}

/// A field of a lambda's parameter or of a result; names do not matter.
fn field(kind: DataType) -> FieldRef {
    Arc::new(Field::new("", kind, true))
}

/// View text is plain text inside other values.
fn inside(kind: &DataType) -> DataType {
    if is_text(kind) { DataType::Utf8 } else { kind.clone() }
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", item, true)))
}

fn item_of(kind: &DataType) -> Option<DataType> {
    match kind {
        DataType::List(item) => Some(item.data_type().clone()),
        _ => None,
    }
}

fn entry_of(kind: &DataType) -> Option<(DataType, DataType)> {
    match kind {
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) if fields.len() == 2 => {
                Some((fields[0].data_type().clone(), fields[1].data_type().clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

impl Lambdas {
    fn wrong<L>(&self, fields: &[ValueOrLambda<FieldRef, L>]) -> EngineError {
        let names: Vec<String> = fields
            .iter()
            .map(|field| match field {
                ValueOrLambda::Value(field) => athena_name(field.data_type()),
                ValueOrLambda::Lambda(_) => "function".to_owned(),
            })
            .collect();
        EngineError::user(
            "FUNCTION_NOT_FOUND",
            format_args!("Unexpected parameters ({}) for function {}", names.join(", "), self.athena),
        )
    }

    /// The parameters of each lambda, from the types of the values; none when the arguments are not what they should be.
    fn parameters(&self, fields: &[ValueOrLambda<FieldRef, Option<FieldRef>>]) -> Option<Vec<Vec<DataType>>> {
        use ValueOrLambda::{Lambda, Value};
        let item = |field: &FieldRef| item_of(field.data_type());
        let entry = |field: &FieldRef| entry_of(field.data_type());
        Some(match (self.kind, fields) {
            (
                Kind::Transform
                | Kind::Filter
                | Kind::AnyMatch
                | Kind::AllMatch
                | Kind::NoneMatch
                | Kind::FindFirst
                | Kind::FindFirstIndex,
                [Value(list), Lambda(_)],
            ) => vec![vec![item(list)?]],
            (Kind::Sort, [Value(list), Lambda(_)]) => vec![vec![item(list)?; 2]],
            (Kind::ZipWith, [Value(a), Value(b), Lambda(_)]) => vec![vec![item(a)?, item(b)?]],
            (Kind::TransformKeys | Kind::TransformValues | Kind::MapFilter, [Value(map), Lambda(_)]) => {
                let (key, value) = entry(map)?;
                vec![vec![key, value]]
            }
            (Kind::MapZipWith, [Value(a), Value(b), Lambda(_)]) => {
                let ((key, left), (other, right)) = (entry(a)?, entry(b)?);
                if key != other {
                    return None;
                }
                vec![vec![key, left, right]]
            }
            (Kind::RegexpReplace, [Value(text), Value(pattern), Lambda(_)])
                if is_text(text.data_type()) && is_text(pattern.data_type()) =>
            {
                vec![vec![list_of(DataType::Utf8)]]
            }
            (Kind::Try, [Lambda(_)]) => vec![Vec::new()],
            _ => return None,
        })
    }

    fn returns(&self, fields: &[ValueOrLambda<FieldRef, FieldRef>]) -> Option<DataType> {
        use ValueOrLambda::{Lambda, Value};
        let truth = |field: &FieldRef| matches!(field.data_type(), DataType::Boolean | DataType::Null);
        Some(match (self.kind, fields) {
            (Kind::Transform, [Value(_), Lambda(out)]) | (Kind::ZipWith, [Value(_), Value(_), Lambda(out)]) => {
                list_of(inside(out.data_type()))
            }
            (Kind::Filter, [Value(list), Lambda(out)]) if truth(out) => list.data_type().clone(),
            (Kind::AnyMatch | Kind::AllMatch | Kind::NoneMatch, [_, Lambda(out)]) if truth(out) => DataType::Boolean,
            (Kind::FindFirst, [Value(list), Lambda(out)]) if truth(out) => item_of(list.data_type())?,
            (Kind::FindFirstIndex, [_, Lambda(out)]) if truth(out) => DataType::Int64,
            (Kind::Sort, [Value(list), Lambda(out)])
                if crate::engine::coercion::integer_rank(out.data_type()).is_some() =>
            {
                list.data_type().clone()
            }
            (Kind::Reduce, [Value(_), Value(_), Lambda(_), Lambda(out)]) => out.data_type().clone(),
            (Kind::TransformKeys, [Value(map), Lambda(out)]) => {
                crate::engine::types::map_type(inside(out.data_type()), entry_of(map.data_type())?.1)
            }
            (Kind::TransformValues, [Value(map), Lambda(out)]) => {
                crate::engine::types::map_type(entry_of(map.data_type())?.0, inside(out.data_type()))
            }
            (Kind::MapFilter, [Value(map), Lambda(out)]) if truth(out) => map.data_type().clone(),
            (Kind::MapZipWith, [Value(map), Value(_), Lambda(out)]) => {
                crate::engine::types::map_type(entry_of(map.data_type())?.0, inside(out.data_type()))
            }
            (Kind::RegexpReplace, [_, _, Lambda(out)]) if is_text(out.data_type()) => DataType::Utf8,
            (Kind::Try, [Lambda(out)]) => out.data_type().clone(),
            _ => return None,
        })
    }
}

impl HigherOrderUDFImpl for Lambdas {
    fn name(&self) -> &str {
        self.plan
    }

    fn signature(&self) -> &HigherOrderSignature {
        &self.signature
    }

    fn lambda_parameters(
        &self,
        step: usize,
        fields: &[ValueOrLambda<FieldRef, Option<FieldRef>>],
    ) -> Result<LambdaParametersProgress> {
        if self.kind == Kind::Reduce {
            return reduce::parameters(step, fields).ok_or_else(|| self.wrong(fields).into());
        }
        let parameters = self.parameters(fields).ok_or_else(|| self.wrong(fields))?;
        Ok(LambdaParametersProgress::Complete(
            parameters.into_iter().map(|kinds| kinds.into_iter().map(field).collect()).collect(),
        ))
    }

    fn return_field_from_args(&self, args: HigherOrderReturnFieldArgs) -> Result<FieldRef> {
        self.returns(args.arg_fields).map(field).ok_or_else(|| self.wrong(args.arg_fields).into())
    }

    fn short_circuits(&self) -> bool {
        // Nothing may take a part of a lambda out and evaluate it for itself: TRY is there because it may fail.
        self.kind == Kind::Try
    }

    fn invoke_with_args(&self, args: HigherOrderFunctionArgs) -> Result<ColumnarValue> {
        let count = args.number_rows;
        let (mut values, mut lambdas) = (Vec::new(), Vec::new());
        for arg in args.args {
            match arg {
                ValueOrLambda::Value(value) => values.push(value.into_array(count)?),
                ValueOrLambda::Lambda(lambda) => lambdas.push(lambda),
            }
        }
        let out = self.evaluate(&values, &lambdas, count, args.return_field.data_type())?;
        Ok(ColumnarValue::Array(out))
    }
}

impl Lambdas {
    fn evaluate(
        &self,
        values: &[ArrayRef],
        lambdas: &[LambdaArgument],
        count: usize,
        out: &DataType,
    ) -> Result<ArrayRef, EngineError> {
        match (self.kind, values, lambdas) {
            (Kind::Transform, [list], [f]) => array::transform(list, f, out),
            (Kind::Filter, [list], [f]) => array::filter(list, f),
            (Kind::AnyMatch, [list], [f]) => array::matches(list, f, array::Quantifier::Any),
            (Kind::AllMatch, [list], [f]) => array::matches(list, f, array::Quantifier::All),
            (Kind::NoneMatch, [list], [f]) => array::matches(list, f, array::Quantifier::None),
            (Kind::FindFirst, [list], [f]) => array::find_first(list, f),
            (Kind::FindFirstIndex, [list], [f]) => array::find_first_index(list, f),
            (Kind::ZipWith, [a, b], [f]) => array::zip_with(a, b, f, out),
            (Kind::Sort, [list], [f]) => order::sort(list, f),
            (Kind::Reduce, [list, initial], [merge, finish]) => reduce::reduce(list, initial, merge, finish, out),
            (Kind::TransformKeys, [map], [f]) => map::transform_keys(map, f, out),
            (Kind::TransformValues, [map], [f]) => map::transform_values(map, f, out),
            (Kind::MapFilter, [map], [f]) => map::filter(map, f),
            (Kind::MapZipWith, [a, b], [f]) => map::zip_with(a, b, f, out),
            (Kind::RegexpReplace, [text, pattern], [f]) => regexp::replace(text, pattern, f),
            (Kind::Try, [], [f]) => attempt::attempt(f, count, out),
            _ => Err(EngineError::system(format_args!("arguments of {}", self.athena))),
        }
    }
}
