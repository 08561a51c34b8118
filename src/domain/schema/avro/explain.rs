//! The words of the obstacles: what happened, seen from the new version, and what mends it.

use super::compare::{At, Comparison};
use super::default::type_word;
use super::{Field, Kind, Name, Primitive, Schema, TypeId};
use crate::schema::finding::Severity;
use crate::schema::obstacle::Obstacle;
use crate::schema::source::Span;
use crate::schema::{Cause, Direction, Edit, Fix};

/// Symbols that a message names one by one.
const NAMED_SYMBOLS: usize = 8;

fn breaking(rule: &'static str, path: String, message: String, fix: Fix, (reader, writer): (Span, Span)) -> Obstacle {
    let path = if path.is_empty() { "/".to_owned() } else { path };
    let severity = Severity::Breaking;
    Obstacle { rule, severity, path, message, fix: Some(fix), reader, writer, causes: Vec::new() }
}

fn insert(at: usize, text: impl Into<String>) -> Edit {
    Edit { span: Span::new(at, at), replacement: text.into() }
}

/// A field that the reader has, the writer does not, and that has no default.
pub(super) fn lacks_default(
    comparison: &Comparison<'_>,
    field: &Field,
    index: usize,
    writer_id: TypeId,
    at: &At,
) -> Obstacle {
    let name = dotted(at, &field.name);
    let (message, fix) = match comparison.direction {
        Direction::Backward => {
            (format!("field `{name}` was added without a default"), default_fix(comparison.reader, field))
        }
        Direction::Forward => (
            format!("field `{name}` was removed, and the old version has no default for it"),
            Fix::advice("keep the field; only a field that has a default can be removed"),
        ),
    };
    let path = format!("{}/fields/{index}", at.path);
    let spans = (field.span, comparison.writer.types[writer_id].span);
    breaking("READER_FIELD_MISSING_DEFAULT_VALUE", path, message, fix, spans)
}

fn default_fix(schema: &Schema, field: &Field) -> Fix {
    let null = |id: &TypeId| matches!(schema.kind(*id), Kind::Primitive(Primitive::Null));
    let Span { start, end } = field.type_span;
    let default = insert(end, ", \"default\": null");
    let Kind::Union(branches) = schema.kind(field.field_type) else {
        if null(&field.field_type) {
            return Fix::edit("add \"default\": null", vec![default]);
        }
        let word = type_word(schema, field.field_type);
        let text =
            format!("add \"default\": null and make the type [\"null\", {word}], or add a \"default\" of the type");
        return Fix::edit(text, vec![insert(start, "[\"null\", "), insert(end, "], \"default\": null")]);
    };
    let first = schema.branch_span(field.field_type, 0);
    match branches.iter().position(null) {
        Some(0) => Fix::edit("add \"default\": null (a union with null has no default by itself)", vec![default]),
        Some(at) => {
            let gone = Span::new(
                schema.branch_span(field.field_type, at - 1).end,
                schema.branch_span(field.field_type, at).end,
            );
            let edits =
                vec![insert(first.start, "\"null\", "), Edit { span: gone, replacement: String::new() }, default];
            Fix::edit("add \"default\": null and move \"null\" to the front of the union", edits)
        }
        None if branches.is_empty() => Fix::advice("add a \"default\""),
        None => Fix::edit(
            "add \"default\": null and make \"null\" the first branch of the union, or add a \"default\" of the first branch",
            vec![insert(first.start, "\"null\", "), default],
        ),
    }
}

/// A field whose name and aliases fit two fields of the writer.
pub(super) fn ambiguous(field: &Field, first: &Field, second: &Field, index: usize, at: &At) -> Obstacle {
    let message =
        format!("the name and aliases of field `{}` fit the fields `{}` and `{}`", field.name, first.name, second.name);
    let fix = Fix::advice("leave out the alias that names a field which is still there");
    breaking("AMBIGUOUS_ALIAS", format!("{}/fields/{index}", at.path), message, fix, (field.span, second.span))
}

/// A fixed of another size.
pub(super) fn resized(comparison: &Comparison<'_>, reader: &Kind, writer: &Kind, at: &At) -> Obstacle {
    let size = |kind: &Kind| match kind {
        Kind::Fixed { name, size, size_span } => (name.full(), *size, *size_span),
        _ => (String::new(), 0, Span::default()),
    };
    let ((name, own, span), (_, other, other_span)) = (size(reader), size(writer));
    let (from, to) = comparison.old_and_new(other, own);
    let new_span = comparison.old_and_new(other_span, span).1;
    let fix = Fix::edit(
        format!("keep the size {from}, or add a new field of a new type"),
        vec![Edit { span: new_span, replacement: from.to_string() }],
    );
    let message = format!("the size of the fixed `{name}` went from {from} to {to} bytes");
    breaking("FIXED_SIZE_MISMATCH", format!("{}/size", at.path), message, fix, (span, other_span))
}

/// Symbols that the writer's enum has and the reader's does not.
pub(super) fn lost_symbols(
    comparison: &Comparison<'_>,
    (reader, writer): (&Kind, &Kind),
    missing: &[&str],
    at: &At,
) -> Obstacle {
    let parts = |kind: &Kind| match kind {
        Kind::Enum { name, symbols, symbols_span, .. } => (name.full(), symbols.is_empty(), *symbols_span),
        _ => (String::new(), true, Span::default()),
    };
    let ((name, empty, span), (_, _, other_span)) = (parts(reader), parts(writer));
    let mut list = missing[..missing.len().min(NAMED_SYMBOLS)].join(", ");
    if missing.len() > NAMED_SYMBOLS {
        list.push_str(&format!(" and {} more", missing.len() - NAMED_SYMBOLS));
    }
    let plural = if missing.len() == 1 { "symbol" } else { "symbols" };
    let (message, fix) = match comparison.direction {
        Direction::Backward => {
            let quoted: Vec<String> = missing.iter().map(|symbol| format!("\"{symbol}\"")).collect();
            let comma = if empty { "" } else { ", " };
            let edit = insert(span.end.saturating_sub(1), format!("{comma}{}", quoted.join(", ")));
            let text = format!("keep the {plural}, or give the enum a \"default\" for symbols it does not know");
            (format!("the enum `{name}` lost the {plural} {list}"), Fix::edit(text, vec![edit]))
        }
        Direction::Forward => (
            format!(
                "the enum `{name}` gained the {plural} {list}, and the old version has no \"default\" for symbols it does not know"
            ),
            Fix::advice(
                "only an old version whose enum has a \"default\" can read new symbols; put them into a new field",
            ),
        ),
    };
    breaking("MISSING_ENUM_SYMBOLS", format!("{}/symbols", at.path), message, fix, (span, other_span))
}

/// Two types of which the one cannot be read as the other.
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
    let word = type_word(old_schema, old_id);
    let advice = match comparison.direction {
        Direction::Backward if !at.field.is_empty() => {
            format!("go back to {word}, make the type a union of both, or add a new field")
        }
        _ => format!("go back to {word}, or add a new field"),
    };
    breaking("TYPE_MISMATCH", at.path.clone(), message, Fix::advice(advice), (at.reader, at.writer))
}

/// A type of the writer's that no branch of the reader's union (or not the reader's only type) reads.
pub(super) fn missing_branch(
    comparison: &Comparison<'_>,
    reader: TypeId,
    writer: TypeId,
    at: &At,
    causes: Vec<Cause>,
) -> Obstacle {
    let branch = described(comparison.writer, writer);
    let subject = subject(at);
    let collection = |own: TypeId| {
        let (own, other) = (comparison.reader.kind(own), comparison.writer.kind(writer));
        matches!((own, other), (Kind::Array(_), Kind::Array(_)) | (Kind::Map(_), Kind::Map(_)))
    };
    let same_collection = match comparison.reader.kind(reader) {
        Kind::Union(branches) => branches.iter().any(|branch| collection(*branch)),
        _ => collection(reader),
    };
    let changed = same_collection
        || comparison.writer.kind(writer).name().is_some_and(|name| {
            comparison.reader.types.iter().any(|own| {
                own.kind.name().is_some_and(|own| (&own.local, &own.namespace) == (&name.local, &name.namespace))
            })
        });
    let undo = || Fix::advice("see the causes, and undo that change");
    let (message, fix) = match (comparison.direction, changed) {
        (Direction::Backward, true) => {
            (format!("{subject} can no longer read its old branch {branch}, which changed"), undo())
        }
        (Direction::Backward, false) => (
            format!("{subject} can no longer hold {branch}, which old data may have"),
            keep_branch(comparison, reader, writer, at),
        ),
        (Direction::Forward, true) => {
            (format!("the old version cannot read {branch} of {subject}, which changed"), undo())
        }
        (Direction::Forward, false) => (
            format!("{subject} can now hold {branch}, which the old version cannot read"),
            Fix::advice("put the new type into a new field that has a default"),
        ),
    };
    let found = breaking("MISSING_UNION_BRANCH", at.path.clone(), message, fix, (at.reader, at.writer));
    Obstacle { causes, ..found }
}

/// Puts a primitive back among the types. A type with a name or of several parts would have to be written anew.
fn keep_branch(comparison: &Comparison<'_>, reader: TypeId, writer: TypeId, at: &At) -> Fix {
    let word = type_word(comparison.writer, writer);
    let text = format!("keep {word} among the types");
    if !matches!(comparison.writer.kind(writer), Kind::Primitive(_)) {
        return Fix::advice(text);
    }
    let edits = match comparison.reader.kind(reader) {
        Kind::Union(branches) if !branches.is_empty() => {
            let last = comparison.reader.branch_span(reader, branches.len() - 1);
            vec![insert(last.end, format!(", {word}"))]
        }
        Kind::Union(_) => Vec::new(),
        // The new type stays in front: a default fits the first branch.
        _ => vec![insert(at.reader.start, "["), insert(at.reader.end, format!(", {word}]"))],
    };
    Fix::edit(text, edits)
}

/// A named type under another name.
pub(super) fn renamed(comparison: &Comparison<'_>, reader: &Name, writer: &Name, at: &At) -> Obstacle {
    let (from, to) = comparison.old_and_new(writer.full(), reader.full());
    let fix = match comparison.direction {
        Direction::Backward => {
            let edit = match reader.aliases_span {
                Some(span) if reader.aliases.is_empty() => insert(span.start + 1, format!("\"{from}\"")),
                Some(span) => insert(span.start + 1, format!("\"{from}\", ")),
                None => insert(reader.span.end, format!(", \"aliases\": [\"{from}\"]")),
            };
            Fix::edit(format!("add \"aliases\": [\"{from}\"] to `{to}`, or keep the name"), vec![edit])
        }
        Direction::Forward => Fix::advice("keep the name; an alias in the new version does not help the old one"),
    };
    let message = format!("the type `{from}` was renamed to `{to}`");
    breaking("NAME_MISMATCH", format!("{}/name", at.path), message, fix, (reader.span, writer.span))
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
