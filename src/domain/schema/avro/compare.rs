//! Whether a reader's schema can read what a writer's schema wrote: Avro's resolution rules, as `SchemaCompatibility`
//! of Avro 1.11.4 applies them, with the reasons it keeps to itself.

use std::collections::{HashMap, HashSet};

use super::explain::{lacks_default, mismatch, missing_branch, renamed};
use super::{Field, Kind, Name, Primitive, Schema, TypeId};
use crate::domain::schema::Direction;
use crate::domain::schema::source::Span;

/// How deep two schemas are followed; a schema that nests deeper is not judged.
const MAX_DEPTH: usize = 256;

/// Pairs of types that are compared; beyond them a schema is not judged either. Large real schemas need thousands.
const MAX_PAIRS: usize = 500_000;

/// Symbols that a message names one by one.
const NAMED_SYMBOLS: usize = 8;

/// What stands against reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::domain::schema) struct Obstacle {
    pub(in crate::domain::schema) rule: &'static str,
    /// JSON pointer into the reader.
    pub(in crate::domain::schema) path: String,
    pub(in crate::domain::schema) message: String,
    pub(in crate::domain::schema) hint: Option<String>,
    pub(in crate::domain::schema) reader: Span,
    pub(in crate::domain::schema) writer: Span,
    pub(in crate::domain::schema) causes: Vec<String>,
}

/// The result of a comparison.
pub(in crate::domain::schema) enum Outcome {
    /// All obstacles, in the order of the reader's text.
    Judged(Vec<Obstacle>),
    TooLarge,
}

/// Compares. The direction is for the words: it says which side is the new version.
pub(in crate::domain::schema) fn can_read(reader: &Schema, writer: &Schema, direction: Direction) -> Outcome {
    let mut comparison = Comparison { reader, writer, direction, seen: HashMap::new(), too_large: false };
    let start = At {
        path: String::new(),
        field: String::new(),
        reader: reader.types[reader.root].span,
        writer: writer.types[writer.root].span,
        depth: 0,
    };
    let mut found = comparison.compare(reader.root, writer.root, &start);
    if comparison.too_large {
        return Outcome::TooLarge;
    }
    // A named type that is used twice is reported once.
    let mut kept: Vec<Obstacle> = Vec::new();
    for obstacle in found.drain(..) {
        let again = |other: &Obstacle| {
            (other.rule, other.reader, other.writer, &other.message)
                == (obstacle.rule, obstacle.reader, obstacle.writer, &obstacle.message)
        };
        if !kept.iter().any(again) {
            kept.push(obstacle);
        }
    }
    Outcome::Judged(kept)
}

/// Where the comparison stands.
#[derive(Debug, Clone)]
pub(super) struct At {
    /// JSON pointer into the reader.
    pub(super) path: String,
    /// Dotted names of the fields that lead here; empty at the root.
    pub(super) field: String,
    /// Where the type is used on each side.
    pub(super) reader: Span,
    pub(super) writer: Span,
    depth: usize,
}

impl At {
    fn step(&self, path: &str, reader: Span, writer: Span) -> Self {
        Self { path: format!("{}/{path}", self.path), field: self.field.clone(), reader, writer, depth: self.depth + 1 }
    }

    fn field(&self, path: &str, name: &str, reader: Span, writer: Span) -> Self {
        let field = if self.field.is_empty() { name.to_owned() } else { format!("{}.{name}", self.field) };
        Self { field, ..self.step(path, reader, writer) }
    }
}

pub(super) struct Comparison<'a> {
    pub(super) reader: &'a Schema,
    pub(super) writer: &'a Schema,
    pub(super) direction: Direction,
    /// None while a pair is being compared: then it counts as fitting until the opposite is found, which ends recursion.
    seen: HashMap<(TypeId, TypeId), Option<Vec<Obstacle>>>,
    too_large: bool,
}

impl Comparison<'_> {
    fn compare(&mut self, reader: TypeId, writer: TypeId, at: &At) -> Vec<Obstacle> {
        if let Some(known) = self.seen.get(&(reader, writer)) {
            return known.clone().unwrap_or_default();
        }
        if at.depth > MAX_DEPTH || self.seen.len() > MAX_PAIRS {
            self.too_large = true;
            return Vec::new();
        }
        self.seen.insert((reader, writer), None);
        let found = self.compare_new(reader, writer, at);
        self.seen.insert((reader, writer), Some(found.clone()));
        found
    }

    fn compare_new(&mut self, reader_id: TypeId, writer_id: TypeId, at: &At) -> Vec<Obstacle> {
        let (reader_schema, writer_schema) = (self.reader, self.writer);
        let (reader, writer) = (reader_schema.kind(reader_id), writer_schema.kind(writer_id));
        let inner = |at: &At, path: &str, reader: TypeId, writer: TypeId| {
            at.step(path, reader_schema.types[reader].span, writer_schema.types[writer].span)
        };
        match (reader, writer) {
            (Kind::Union(_), Kind::Union(branches)) => self.each_branch(reader_id, branches, at),
            (Kind::Array(own), Kind::Array(other)) => self.compare(*own, *other, &inner(at, "items", *own, *other)),
            (Kind::Map(own), Kind::Map(other)) => self.compare(*own, *other, &inner(at, "values", *own, *other)),
            (
                Kind::Fixed { name, size, size_span },
                Kind::Fixed { name: other_name, size: other_size, size_span: other_span },
            ) => {
                let mut found = self.names(name, other_name, at);
                if size != other_size {
                    let (from, to) = self.old_and_new(other_size, size);
                    found.push(Obstacle {
                        rule: "FIXED_SIZE_MISMATCH",
                        path: format!("{}/size", at.path),
                        message: format!("the size of the fixed `{}` went from {from} to {to} bytes", name.full()),
                        hint: Some("define a new type under another name".to_owned()),
                        reader: *size_span,
                        writer: *other_span,
                        causes: Vec::new(),
                    });
                }
                found
            }
            (Kind::Enum { .. }, Kind::Enum { .. }) => self.enums(reader, writer, at),
            (Kind::Record { name, fields }, Kind::Record { name: other_name, fields: other_fields }) => {
                let mut found = self.names(name, other_name, at);
                found.extend(self.fields(fields, other_fields, writer_id, at));
                found
            }
            (Kind::Primitive(own), Kind::Primitive(other)) if reads(*own, *other) => Vec::new(),
            // A reader that is no union must read every branch that the writer may have used.
            (_, Kind::Union(branches)) => self.each_branch(reader_id, branches, at),
            (Kind::Union(branches), _) => self.some_branch(branches, writer_id, at),
            _ => vec![mismatch(self, reader_id, writer_id, at)],
        }
    }

    /// The writer's branches one by one.
    fn each_branch(&mut self, reader: TypeId, branches: &[TypeId], at: &At) -> Vec<Obstacle> {
        let mut found = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let at = At {
                path: format!("{}/{index}", at.path),
                writer: self.writer.types[*branch].span,
                depth: at.depth + 1,
                ..at.clone()
            };
            let obstacles = self.compare(reader, *branch, &at);
            if obstacles.is_empty() {
                continue;
            }
            match self.reader.kind(reader) {
                Kind::Union(_) => found.extend(obstacles),
                // The cause alone ("int is no string") would not say that a branch is meant.
                _ => {
                    let causes = obstacles.iter().map(|obstacle| obstacle.message.clone()).collect();
                    found.push(Obstacle { rule: obstacles[0].rule, ..missing_branch(self, *branch, &at, causes) });
                }
            }
        }
        found
    }

    /// A reader's union against one type: one branch that reads it is enough.
    fn some_branch(&mut self, branches: &[TypeId], writer: TypeId, at: &At) -> Vec<Obstacle> {
        let mut causes = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            // Large unions are common, and a branch that is plainly another type explains nothing.
            if branches.len() > 2 && self.plainly_other(*branch, writer) {
                continue;
            }
            let at = At {
                path: format!("{}/{index}", at.path),
                reader: self.reader.types[*branch].span,
                depth: at.depth + 1,
                ..at.clone()
            };
            let obstacles = self.compare(*branch, writer, &at);
            if obstacles.is_empty() {
                return Vec::new();
            }
            let kind = self.reader.kind(*branch);
            // Branches of another kind cannot be what was meant; they explain nothing.
            if kind.word() == self.writer.kind(writer).word() || branches.len() <= 2 {
                let label = kind.name().map_or_else(|| kind.word().to_lowercase(), Name::full);
                causes.extend(
                    obstacles.iter().map(|obstacle| format!("branch {index} (`{label}`): {}", obstacle.message)),
                );
            }
        }
        vec![missing_branch(self, writer, at, causes)]
    }

    /// Whether one look is enough to tell that a branch cannot read a type.
    fn plainly_other(&self, reader: TypeId, writer: TypeId) -> bool {
        let (reader, writer) = (self.reader.kind(reader), self.writer.kind(writer));
        match (reader.name(), writer.name()) {
            (Some(own), Some(other)) => reader.word() != writer.word() || !fits_name(own, other),
            (None, None) => false,
            _ => true,
        }
    }

    fn names(&self, reader: &Name, writer: &Name, at: &At) -> Vec<Obstacle> {
        if fits_name(reader, writer) {
            return Vec::new();
        }
        vec![renamed(self, reader, writer, at)]
    }

    fn enums(&self, reader: &Kind, writer: &Kind, at: &At) -> Vec<Obstacle> {
        let (
            Kind::Enum { name, symbols, default, symbols_span },
            Kind::Enum { name: other_name, symbols: other_symbols, symbols_span: other_span, .. },
        ) = (reader, writer)
        else {
            return Vec::new();
        };
        let mut found = self.names(name, other_name, at);
        let known: HashSet<&String> = symbols.iter().collect();
        let missing: Vec<&str> =
            other_symbols.iter().filter(|symbol| !known.contains(symbol)).map(String::as_str).collect();
        let saved = default.as_ref().is_some_and(|default| symbols.contains(default));
        if missing.is_empty() || saved {
            return found;
        }
        let mut list = missing[..missing.len().min(NAMED_SYMBOLS)].join(", ");
        if missing.len() > NAMED_SYMBOLS {
            list.push_str(&format!(" and {} more", missing.len() - NAMED_SYMBOLS));
        }
        let plural = if missing.len() == 1 { "symbol" } else { "symbols" };
        let (message, hint) = match self.direction {
            Direction::Backward => (
                format!("the enum `{}` lost the {plural} {list}", name.full()),
                format!("keep the {plural}, or give the enum a \"default\" for {plural} it does not know"),
            ),
            Direction::Forward => (
                format!(
                    "the enum `{}` gained the {plural} {list}, and the old version has no \"default\" for {plural} it does not know",
                    name.full()
                ),
                "only an old version whose enum has a \"default\" can read new symbols; put them into a new field"
                    .to_owned(),
            ),
        };
        found.push(Obstacle {
            rule: "MISSING_ENUM_SYMBOLS",
            path: format!("{}/symbols", at.path),
            message,
            hint: Some(hint),
            reader: *symbols_span,
            writer: *other_span,
            causes: Vec::new(),
        });
        found
    }

    fn fields(&mut self, own: &[Field], other: &[Field], writer_id: TypeId, at: &At) -> Vec<Obstacle> {
        let mut found = Vec::new();
        for (index, field) in own.iter().enumerate() {
            let matching: Vec<&Field> =
                other.iter().filter(|other| field.name == other.name || field.aliases.contains(&other.name)).collect();
            match matching[..] {
                [] => found.extend(self.missing_field(field, index, writer_id, at)),
                [matched] => {
                    let at = at.field(&format!("fields/{index}/type"), &field.name, field.type_span, matched.type_span);
                    found.extend(self.compare(field.field_type, matched.field_type, &at));
                }
                [first, second, ..] => found.push(Obstacle {
                    rule: "AMBIGUOUS_ALIAS",
                    path: format!("{}/fields/{index}", at.path),
                    message: format!(
                        "the name and aliases of field `{}` fit the fields `{}` and `{}`",
                        field.name, first.name, second.name
                    ),
                    hint: Some("leave out the alias that names a field which is still there".to_owned()),
                    reader: field.span,
                    writer: second.span,
                    causes: Vec::new(),
                }),
            }
        }
        found
    }

    fn missing_field(&mut self, field: &Field, index: usize, writer_id: TypeId, at: &At) -> Option<Obstacle> {
        if field.default.is_some() {
            return None;
        }
        let mut obstacle = lacks_default(self, field, index, writer_id, at);
        // Avro's checker compares an enum that has a default of its own with the whole record, and says so.
        if let Kind::Enum { default: Some(_), .. } = self.reader.kind(field.field_type) {
            obstacle.rule = "TYPE_MISMATCH";
            obstacle.message.push_str(" (the enum's own default is for unknown symbols, not for a missing field)");
        }
        Some(obstacle)
    }

    /// Two values in the order of the versions.
    pub(super) fn old_and_new<T>(&self, writer: T, reader: T) -> (T, T) {
        match self.direction {
            Direction::Backward => (writer, reader),
            Direction::Forward => (reader, writer),
        }
    }
}

/// The local names are equal, or an alias is the writer's full name.
fn fits_name(reader: &Name, writer: &Name) -> bool {
    reader.local == writer.local || (!reader.aliases.is_empty() && reader.aliases.contains(&writer.full()))
}

/// Promotions, and equal types.
fn reads(reader: Primitive, writer: Primitive) -> bool {
    use Primitive::{Bytes, Double, Float, Int, Long, String};
    reader == writer
        || matches!(
            (writer, reader),
            (Int, Long | Float | Double) | (Long, Float | Double) | (Float, Double) | (String, Bytes) | (Bytes, String)
        )
}
