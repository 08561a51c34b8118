//! Fields of rows, whose types depend on which one is asked for: `r.x`, `r[1]`, and the columns of `UNNEST`.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, ListArray, StructArray};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use super::nested;
use crate::engine::coercion::is_text;
use crate::engine::error::EngineError;
use crate::engine::rewrite::stars::FIELDS;
use crate::engine::types::athena_name;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// `$field(row, 'name')`
    Named,
    /// `$item(value, index, 'index')`: a subscript that is a literal, of a row, an array or a map.
    Item,
    /// `$row_item(row, 'place')`: a field by its place.
    Place,
    /// `$fields(row, 'star')`: no value, but the error that tells which fields the row has.
    All,
    /// `$unnest_field(value, 'place')`: the array that is unnested into one of the columns.
    Unnested,
}

/// The functions, for a session.
pub fn functions() -> Vec<ScalarUDF> {
    [
        ("$field", Kind::Named),
        ("$item", Kind::Item),
        ("$row_item", Kind::Place),
        ("$fields", Kind::All),
        ("$unnest_field", Kind::Unnested),
    ]
    .into_iter()
    .map(|(name, kind)| {
        let signature = Signature::user_defined(Volatility::Immutable);
        ScalarUDF::new_from_impl(Fields { name, kind, signature })
    })
    .collect()
}

#[derive(Debug)]
struct Fields {
    name: &'static str,
    kind: Kind,
    signature: Signature,
}

impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Fields {}

impl Hash for Fields {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
    }
}

/// What is taken out of the first argument.
enum Part {
    Field(usize, DataType),
    Element(DataType),
    /// The items themselves, or one field of each.
    Items(Option<usize>, DataType),
}

impl Part {
    fn kind(&self) -> DataType {
        match self {
            Part::Field(_, kind) | Part::Element(kind) => kind.clone(),
            Part::Items(_, kind) => DataType::List(Arc::new(Field::new("item", kind.clone(), true))),
        }
    }
}

fn number(text: Option<&str>) -> Option<usize> {
    text?.parse().ok()
}

impl Fields {
    /// Resolves a call from its types and its literals.
    fn part(&self, kinds: &[DataType], literals: &[Option<&str>]) -> Result<Part, EngineError> {
        let value = kinds.first().ok_or_else(|| EngineError::system("a value"))?;
        match (self.kind, value) {
            (Kind::Named, DataType::Struct(fields)) => {
                let name = literals.get(1).copied().flatten().unwrap_or_default();
                fields
                    .iter()
                    .position(|field| field.name().eq_ignore_ascii_case(name))
                    .map(|place| Part::Field(place, fields[place].data_type().clone()))
                    .ok_or_else(|| {
                        EngineError::user("COLUMN_NOT_FOUND", format_args!("Column '{name}' cannot be resolved"))
                    })
            }
            (Kind::Place, DataType::Struct(fields)) => {
                let place = number(literals.get(1).copied().flatten()).and_then(|place| place.checked_sub(1));
                place
                    .and_then(|place| Some(Part::Field(place, fields.get(place)?.data_type().clone())))
                    .ok_or_else(|| EngineError::system("a field by its place"))
            }
            (Kind::All, DataType::Struct(fields)) => {
                let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
                let star = literals.get(1).copied().flatten().unwrap_or_default();
                Err(EngineError::user(FIELDS, serde_json::json!([star, names])))
            }
            (Kind::Named | Kind::Place | Kind::All, other) => Err(EngineError::user(
                "TYPE_MISMATCH",
                format_args!("Expression is not of type ROW (actual: {})", athena_name(other)),
            )),
            (Kind::Item, DataType::Struct(fields)) => {
                let place = number(literals.get(2).copied().flatten()).unwrap_or(0);
                if place == 0 || place > fields.len() {
                    return Err(EngineError::user(
                        "INVALID_FUNCTION_ARGUMENT",
                        format_args!("Invalid subscript index: {place}. ROW has {} fields", fields.len()),
                    ));
                }
                Ok(Part::Field(place - 1, fields[place - 1].data_type().clone()))
            }
            (Kind::Item, _) => nested::subscript_types(&kinds[..2])
                .and_then(|kinds| nested::element_type(&kinds))
                .map(Part::Element)
                .ok_or_else(|| {
                    EngineError::user(
                        "TYPE_MISMATCH",
                        format_args!("Cannot use {} for subscript of {}", athena_name(&kinds[1]), athena_name(value)),
                    )
                }),
            (Kind::Unnested, _) => {
                let place = number(literals.get(1).copied().flatten()).unwrap_or(1);
                unnested(value, place)
            }
        }
    }
}

/// One of the columns that a value is unnested into.
fn unnested(value: &DataType, place: usize) -> Result<Part, EngineError> {
    let parts = match value {
        DataType::List(item) => match item.data_type() {
            DataType::Struct(fields) => fields,
            other => return Ok(Part::Items(None, other.clone())),
        },
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(fields) => fields,
            _ => return Err(EngineError::system("a map without entries")),
        },
        other => {
            return Err(EngineError::user("TYPE_MISMATCH", format_args!("Cannot unnest type: {}", athena_name(other))));
        }
    };
    let part = place.checked_sub(1).and_then(|place| parts.get(place));
    let part = part.ok_or_else(|| EngineError::system("a field that is unnested"))?;
    Ok(Part::Items(Some(place - 1), part.data_type().clone()))
}

fn literal(scalar: Option<&ScalarValue>) -> Option<&str> {
    match scalar {
        Some(ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text))) => Some(text),
        _ => None,
    }
}

impl ScalarUDFImpl for Fields {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        if self.kind == Kind::Item
            && !matches!(kinds.first(), Some(DataType::Struct(_)))
            && let Some(mut coerced) = kinds.get(..2).and_then(nested::subscript_types)
        {
            coerced.push(DataType::Utf8);
            return Ok(coerced);
        }
        Ok(kinds
            .iter()
            .enumerate()
            .map(|(place, kind)| if place > 0 && is_text(kind) { DataType::Utf8 } else { kind.clone() })
            .collect())
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Err(EngineError::system("the type depends on the field").into())
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs) -> Result<FieldRef> {
        let kinds: Vec<DataType> = args.arg_fields.iter().map(|field| field.data_type().clone()).collect();
        let literals: Vec<Option<&str>> = args.scalar_arguments.iter().map(|scalar| literal(*scalar)).collect();
        Ok(Arc::new(Field::new(self.name, self.part(&kinds, &literals)?.kind(), true)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let constant = args.args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let count = if constant { 1 } else { args.number_rows };
        let kinds: Vec<DataType> = args.args.iter().map(ColumnarValue::data_type).collect();
        let literals: Vec<Option<&str>> = args
            .args
            .iter()
            .map(|arg| match arg {
                ColumnarValue::Scalar(scalar) => literal(Some(scalar)),
                ColumnarValue::Array(_) => None,
            })
            .collect();
        let part = self.part(&kinds, &literals)?;
        let value = args.args[0].to_array(count)?;
        let out = match part {
            Part::Field(place, _) => column(value.as_struct(), place)?,
            Part::Element(_) => nested::element(&[value, args.args[1].to_array(count)?], true)?,
            Part::Items(place, _) => items(&value, place)?,
        };
        if constant {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&out, 0)?));
        }
        Ok(ColumnarValue::Array(out))
    }
}

/// A field of every row; NULL where the row is.
fn column(rows: &StructArray, place: usize) -> Result<ArrayRef, EngineError> {
    let column = rows.column(place);
    match rows.nulls() {
        None => Ok(Arc::clone(column)),
        Some(nulls) => {
            let gone = datafusion::arrow::array::BooleanArray::new(!nulls.inner(), None);
            Ok(compute::nullif(column, &gone)?)
        }
    }
}

fn items(value: &ArrayRef, place: Option<usize>) -> Result<ArrayRef, EngineError> {
    let (offsets, values, nulls) = match value.data_type() {
        DataType::Map(_, _) => {
            let map = value.as_map();
            let values = if place == Some(1) { map.values() } else { map.keys() };
            (map.offsets().clone(), Arc::clone(values), map.nulls().cloned())
        }
        _ => {
            let list = value.as_list::<i32>();
            let values = match place {
                Some(place) => column(list.values().as_struct(), place)?,
                None => Arc::clone(list.values()),
            };
            (list.offsets().clone(), values, list.nulls().cloned())
        }
    };
    let field = Arc::new(Field::new("item", values.data_type().clone(), true));
    Ok(Arc::new(ListArray::try_new(field, offsets, values, nulls)?))
}
