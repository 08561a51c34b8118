//! Whether a field's default is a value of its type.

use super::{Kind, Primitive, Schema, TypeId};
use crate::schema::source::{Json, JsonKind};

pub(super) struct Misfit {
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// As Avro 1.11.4 decides: of a union, the first branch counts.
pub(super) fn default_fits(schema: &Schema, field_type: TypeId, default: &Json) -> Result<(), Misfit> {
    let Kind::Union(branches) = schema.kind(field_type) else {
        if fits(schema, field_type, default) {
            return Ok(());
        }
        let wanted = schema.kind(field_type).word().to_lowercase();
        let hint = matches!(default.kind, JsonKind::Null)
            .then(|| format!("make the type [\"null\", {}]", type_word(schema, field_type)));
        return Err(Misfit { message: format!("is {}, which is no {wanted}", default.kind_name()), hint });
    };
    let Some(first) = branches.first() else {
        return Err(Misfit { message: "stands beside a union without branches".to_owned(), hint: None });
    };
    if fits(schema, *first, default) {
        return Ok(());
    }
    let later = branches.iter().find(|branch| fits(schema, **branch, default));
    let hint = later.map(|branch| format!("move {} to the front of the union", type_word(schema, *branch)));
    let word = schema.kind(*first).word().to_lowercase();
    Err(Misfit {
        message: format!("is {}; the default of a union must fit its first branch, {word}", default.kind_name()),
        hint,
    })
}

/// The type as it would be written in a union.
pub(super) fn type_word(schema: &Schema, id: TypeId) -> String {
    let kind = schema.kind(id);
    match kind {
        Kind::Primitive(_) => format!("\"{}\"", kind.word().to_lowercase()),
        Kind::Array(_) | Kind::Map(_) | Kind::Union(_) => format!("the {}", kind.word().to_lowercase()),
        Kind::Record { name, .. } | Kind::Enum { name, .. } | Kind::Fixed { name, .. } => {
            format!("\"{}\"", name.full())
        }
    }
}

fn fits(schema: &Schema, id: TypeId, value: &Json) -> bool {
    match (schema.kind(id), &value.kind) {
        (Kind::Primitive(primitive), kind) => match (primitive, kind) {
            (Primitive::Null, JsonKind::Null) | (Primitive::Boolean, JsonKind::Bool(_)) => true,
            (Primitive::Int, JsonKind::Number(text)) => {
                integer(text).is_some_and(|number| i32::try_from(number).is_ok())
            }
            (Primitive::Long, JsonKind::Number(text)) => {
                integer(text).is_some_and(|number| i64::try_from(number).is_ok())
            }
            (Primitive::Float | Primitive::Double, JsonKind::Number(_)) => true,
            (Primitive::String, JsonKind::Text(_)) => true,
            // Bytes are written with one character for each, 0 to 255.
            (Primitive::Bytes, JsonKind::Text(text)) => text.chars().all(|c| (c as u32) < 256),
            _ => false,
        },
        (Kind::Fixed { .. }, JsonKind::Text(text)) => text.chars().all(|c| (c as u32) < 256),
        (Kind::Enum { symbols, .. }, JsonKind::Text(text)) => symbols.contains(text),
        (Kind::Array(inner), JsonKind::Array(elements)) => elements.iter().all(|element| fits(schema, *inner, element)),
        (Kind::Map(inner), JsonKind::Object(members)) => {
            members.iter().all(|member| fits(schema, *inner, &member.value))
        }
        (Kind::Union(branches), _) => branches.first().is_some_and(|first| fits(schema, *first, value)),
        (Kind::Record { fields, .. }, JsonKind::Object(_)) => {
            fields.iter().all(|field| match value.get(&field.name).or(field.default.as_ref()) {
                // A field's own default is checked where it stands; following it here could go round in circles.
                Some(given) if value.get(&field.name).is_some() => fits(schema, field.field_type, given),
                found => found.is_some(),
            })
        }
        _ => false,
    }
}

/// A whole number; `1.0` is not one to Avro.
fn integer(text: &str) -> Option<i128> {
    text.parse().ok()
}
