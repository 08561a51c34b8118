//! The words of the obstacles: what happened, seen from the new version, and what mends it.

use super::compare::{At, Comparison, Obstacle};
use super::default::type_word;
use super::{Field, Kind, Name, Schema, TypeId};
use crate::domain::schema::Direction;

/// A field that the reader has, the writer does not, and that has no default.
pub(super) fn lacks_default(
    comparison: &Comparison<'_>,
    field: &Field,
    index: usize,
    writer_id: TypeId,
    at: &At,
) -> Obstacle {
    let name = dotted(at, &field.name);
    let (message, hint) = match comparison.direction {
        Direction::Backward => {
            (format!("field `{name}` was added without a default"), default_hint(comparison.reader, field))
        }
        Direction::Forward => (
            format!("field `{name}` was removed, and the old version has no default for it"),
            "keep the field; only a field that has a default can be removed".to_owned(),
        ),
    };
    Obstacle {
        rule: "READER_FIELD_MISSING_DEFAULT_VALUE",
        path: format!("{}/fields/{index}", at.path),
        message,
        hint: Some(hint),
        reader: field.span,
        writer: comparison.writer.types[writer_id].span,
        causes: Vec::new(),
    }
}

fn default_hint(schema: &Schema, field: &Field) -> String {
    let null = |id: &TypeId| matches!(schema.kind(*id), Kind::Primitive(super::Primitive::Null));
    match schema.kind(field.field_type) {
        Kind::Union(branches) if branches.first().is_some_and(null) => "add \"default\": null (a union with null has no default by itself)".to_owned(),
        Kind::Union(branches) if branches.iter().any(null) => "add \"default\": null and move \"null\" to the front of the union".to_owned(),
        Kind::Union(_) => "add \"default\": null and make \"null\" the first branch of the union, or add a \"default\" of the first branch".to_owned(),
        Kind::Primitive(super::Primitive::Null) => "add \"default\": null".to_owned(),
        _ => format!("add \"default\": null and make the type [\"null\", {}], or add a \"default\" of the type", type_word(schema, field.field_type)),
    }
}

pub(super) fn mismatch(comparison: &Comparison<'_>, reader: TypeId, writer: TypeId, at: &At) -> Obstacle {
    let own = described(comparison.reader, reader);
    let other = described(comparison.writer, writer);
    let (from, to) = comparison.old_and_new(&other, &own);
    let subject = subject(at);
    let message = match comparison.direction {
        Direction::Backward => format!("{subject} changed from {from} to {to}, which cannot read it"),
        Direction::Forward => format!("{subject} changed from {from} to {to}, which the old version cannot read"),
    };
    let (old_schema, old_id) = match comparison.direction {
        Direction::Backward => (comparison.writer, writer),
        Direction::Forward => (comparison.reader, reader),
    };
    let hint = match comparison.direction {
        Direction::Backward if !at.field.is_empty() => {
            format!("go back to {}, make the type a union of both, or add a new field", type_word(old_schema, old_id))
        }
        _ => format!("go back to {}, or add a new field", type_word(old_schema, old_id)),
    };
    Obstacle {
        rule: "TYPE_MISMATCH",
        path: or_root(&at.path),
        message,
        hint: Some(hint),
        reader: at.reader,
        writer: at.writer,
        causes: Vec::new(),
    }
}

/// A type of the writer's that no branch of the reader's union (or not the reader's only type) reads.
pub(super) fn missing_branch(comparison: &Comparison<'_>, writer: TypeId, at: &At, causes: Vec<String>) -> Obstacle {
    let branch = described(comparison.writer, writer);
    let subject = subject(at);
    let changed = comparison.writer.kind(writer).name().is_some_and(|name| {
        comparison.reader.types.iter().any(|own| {
            own.kind.name().is_some_and(|own| (&own.local, &own.namespace) == (&name.local, &name.namespace))
        })
    });
    let (message, hint) = match (comparison.direction, changed) {
        (Direction::Backward, true) => (
            format!("{subject} can no longer read its old branch {branch}, which changed"),
            "see the causes, and undo that change".to_owned(),
        ),
        (Direction::Backward, false) => (
            format!("{subject} can no longer hold {branch}, which old data may have"),
            format!("keep {} among the types", type_word(comparison.writer, writer)),
        ),
        (Direction::Forward, true) => (
            format!("the old version cannot read {branch} of {subject}, which changed"),
            "see the causes, and undo that change".to_owned(),
        ),
        (Direction::Forward, false) => (
            format!("{subject} can now hold {branch}, which the old version cannot read"),
            "put the new type into a new field that has a default".to_owned(),
        ),
    };
    Obstacle {
        rule: "MISSING_UNION_BRANCH",
        path: or_root(&at.path),
        message,
        hint: Some(hint),
        reader: at.reader,
        writer: at.writer,
        causes,
    }
}

pub(super) fn renamed(comparison: &Comparison<'_>, reader: &Name, writer: &Name, at: &At) -> Obstacle {
    let (from, to) = comparison.old_and_new(writer.full(), reader.full());
    let hint = match comparison.direction {
        Direction::Backward => format!("add \"aliases\": [\"{from}\"] to `{to}`, or keep the name"),
        Direction::Forward => "keep the name; an alias in the new version does not help the old one".to_owned(),
    };
    Obstacle {
        rule: "NAME_MISMATCH",
        path: format!("{}/name", at.path),
        message: format!("the type `{from}` was renamed to `{to}`"),
        hint: Some(hint),
        reader: reader.span,
        writer: writer.span,
        causes: Vec::new(),
    }
}

fn described(schema: &Schema, id: TypeId) -> String {
    let kind = schema.kind(id);
    match kind.name() {
        Some(name) => format!("{} `{}`", kind.word().to_lowercase(), name.full()),
        None => kind.word().to_lowercase(),
    }
}

fn subject(at: &At) -> String {
    if at.field.is_empty() { "the schema".to_owned() } else { format!("field `{}`", at.field) }
}

fn dotted(at: &At, name: &str) -> String {
    if at.field.is_empty() { name.to_owned() } else { format!("{}.{name}", at.field) }
}

fn or_root(path: &str) -> String {
    if path.is_empty() { "/".to_owned() } else { path.to_owned() }
}
