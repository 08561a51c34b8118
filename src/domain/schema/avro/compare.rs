//! Whether a reader's schema can read what a writer's schema wrote: Avro's resolution rules, as `SchemaCompatibility`
//! of Avro 1.11.4 applies them, with the reasons it keeps to itself.

use std::collections::{HashMap, HashSet};

use super::explain::{ambiguous, lacks_default, lost_symbols, mismatch, missing_branch, renamed, resized};
use super::lint;
use super::{Field, Kind, Name, Primitive, Schema, TypeId};
use crate::schema::obstacle::{Compared, Obstacle, Work, breaks, each_once};
use crate::schema::pairs::Pairs;
use crate::schema::source::Span;
use crate::schema::{Cause, Direction, Profile};

/// How deep two schemas are followed; a schema that nests deeper is not judged.
const MAX_DEPTH: usize = 256;

/// Compares. The direction is for the words: it says which side is the new version.
pub(in crate::schema) fn can_read(
    reader: &Schema,
    writer: &Schema,
    direction: Direction,
    profile: Profile,
    work: &mut Work,
) -> Compared {
    let mut comparison = Comparison { reader, writer, direction, profile, work, pairs: Pairs::new(), too_deep: false };
    let start = At {
        path: String::new(),
        field: String::new(),
        reader: reader.types[reader.root].span,
        writer: writer.types[writer.root].span,
        depth: 0,
    };
    let found = comparison.compare(reader.root, writer.root, &start);
    let gave_up = if comparison.too_deep {
        Some(format!("the schemas are nested deeper than {MAX_DEPTH} types"))
    } else if comparison.work.is_spent() {
        Some(comparison.work.spent())
    } else {
        None
    };
    Compared { obstacles: each_once(found), gave_up }
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
    pub(super) profile: Profile,
    work: &'a mut Work,
    pairs: Pairs<TypeId>,
    too_deep: bool,
}

impl Comparison<'_> {
    fn compare(&mut self, reader: TypeId, writer: TypeId, at: &At) -> Vec<Obstacle> {
        let pair = (reader, writer);
        if let Some(known) = self.pairs.known(pair) {
            return known;
        }
        if at.depth > MAX_DEPTH {
            self.too_deep = true;
            return Vec::new();
        }
        if !self.work.step() {
            return Vec::new();
        }
        let opened = self.pairs.open(pair);
        let found = self.compare_new(reader, writer, at);
        self.pairs.close(opened, &found);
        found
    }

    fn compare_new(&mut self, reader_id: TypeId, writer_id: TypeId, at: &At) -> Vec<Obstacle> {
        let (reader_schema, writer_schema) = (self.reader, self.writer);
        let (reader, writer) = (reader_schema.kind(reader_id), writer_schema.kind(writer_id));
        let inner = |at: &At, path: &str, reader: TypeId, writer: TypeId| {
            at.step(path, reader_schema.types[reader].span, writer_schema.types[writer].span)
        };
        match (reader, writer) {
            (Kind::Union(_), Kind::Union(branches)) => self.each_branch(reader_id, writer_id, branches, at),
            (Kind::Array(own), Kind::Array(other)) => self.compare(*own, *other, &inner(at, "items", *own, *other)),
            (Kind::Map(own), Kind::Map(other)) => self.compare(*own, *other, &inner(at, "values", *own, *other)),
            (Kind::Fixed { name, size, .. }, Kind::Fixed { name: other_name, size: other_size, .. }) => {
                let mut found = self.names(name, other_name, at);
                if size != other_size {
                    found.push(resized(self, reader, writer, at));
                }
                found.extend(lint::logical(self, reader_id, writer_id, at));
                found
            }
            (Kind::Enum { .. }, Kind::Enum { .. }) => self.enums(reader, writer, at),
            (Kind::Record { name, fields }, Kind::Record { name: other_name, fields: other_fields }) => {
                let mut found = self.names(name, other_name, at);
                found.extend(self.fields(fields, other_fields, writer_id, at));
                found
            }
            (Kind::Primitive(own), Kind::Primitive(other)) if reads(*own, *other) => {
                let mut found: Vec<Obstacle> = lint::logical(self, reader_id, writer_id, at).into_iter().collect();
                found.extend(lint::promotion(self, *own, *other, at));
                found
            }
            // A reader that is no union must read every branch that the writer may have used.
            (_, Kind::Union(branches)) => self.each_branch(reader_id, writer_id, branches, at),
            (Kind::Union(branches), _) => self.some_branch(reader_id, branches, writer_id, at),
            _ => vec![mismatch(self, reader_id, writer_id, at)],
        }
    }

    /// The writer's branches one by one.
    fn each_branch(&mut self, reader: TypeId, writer: TypeId, branches: &[TypeId], at: &At) -> Vec<Obstacle> {
        let mut found = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let at = At {
                path: format!("{}/{index}", at.path),
                writer: self.writer.branch_span(writer, index),
                depth: at.depth + 1,
                ..at.clone()
            };
            let obstacles = self.compare(reader, *branch, &at);
            if !breaks(&obstacles) {
                found.extend(obstacles);
                continue;
            }
            match self.reader.kind(reader) {
                Kind::Union(_) => found.extend(obstacles),
                // The cause alone ("int is no string") would not say that a branch is meant.
                _ => {
                    let rule = obstacles.iter().find(|obstacle| obstacle.is_breaking()).map(|obstacle| obstacle.rule);
                    let causes = causes("", &obstacles);
                    let missing = missing_branch(self, reader, *branch, &at, causes);
                    found.push(Obstacle { rule: rule.unwrap_or(missing.rule), ..missing });
                }
            }
        }
        found
    }

    /// A reader's union against one type: one branch that reads it is enough.
    fn some_branch(&mut self, union: TypeId, branches: &[TypeId], writer: TypeId, at: &At) -> Vec<Obstacle> {
        let mut reasons = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            // Large unions are common, and a branch that is plainly another type explains nothing.
            if branches.len() > 2 && self.plainly_other(*branch, writer) {
                continue;
            }
            let at = At {
                path: format!("{}/{index}", at.path),
                reader: self.reader.branch_span(union, index),
                depth: at.depth + 1,
                ..at.clone()
            };
            let obstacles = self.compare(*branch, writer, &at);
            if !breaks(&obstacles) {
                return obstacles;
            }
            let kind = self.reader.kind(*branch);
            // Branches of another kind cannot be what was meant, null least of all; they explain nothing.
            let small = branches.len() <= 2 && !matches!(kind, Kind::Primitive(Primitive::Null));
            if kind.word() == self.writer.kind(writer).word() || small {
                let label = kind.name().map_or_else(|| kind.word().to_lowercase(), Name::full);
                reasons.extend(causes(&format!("branch {index} (`{label}`)"), &obstacles));
            }
        }
        vec![missing_branch(self, union, writer, at, reasons)]
    }

    /// Whether one look is enough to tell that there is nothing to say: equal primitives, or a union of such.
    fn plainly_same(&self, reader: TypeId, writer: TypeId) -> bool {
        let (own, other) = (&self.reader.types[reader], &self.writer.types[writer]);
        match (&own.kind, &other.kind) {
            (Kind::Primitive(reader), Kind::Primitive(writer)) => reader == writer && own.logical == other.logical,
            (Kind::Union(branches), Kind::Union(others)) if branches.len() == others.len() => {
                let primitive = |id: &TypeId| matches!(self.reader.kind(*id), Kind::Primitive(_));
                branches.iter().zip(others).all(|(own, other)| primitive(own) && self.plainly_same(*own, *other))
            }
            _ => false,
        }
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
        if !fits_name(reader, writer) {
            return vec![renamed(self, reader, writer, at)];
        }
        lint::namespace(self, reader, writer, at).into_iter().collect()
    }

    fn enums(&self, reader: &Kind, writer: &Kind, at: &At) -> Vec<Obstacle> {
        let (
            Kind::Enum { name, symbols, default, .. },
            Kind::Enum { name: other_name, symbols: other_symbols, default: other_default, .. },
        ) = (reader, writer)
        else {
            return Vec::new();
        };
        let mut found = self.names(name, other_name, at);
        let known: HashSet<&String> = symbols.iter().collect();
        let missing: Vec<&str> =
            other_symbols.iter().filter(|symbol| !known.contains(symbol)).map(String::as_str).collect();
        let saved = default.as_ref().is_some_and(|default| known.contains(default));
        if !missing.is_empty() && !saved {
            found.push(lost_symbols(self, (reader, writer), &missing, at));
        }
        if default.is_none() && other_default.is_some() {
            found.extend(lint::enum_default(self, reader, writer, at));
        }
        found
    }

    fn fields(&mut self, own: &[Field], other: &[Field], writer_id: TypeId, at: &At) -> Vec<Obstacle> {
        let by_name: HashMap<&str, &Field> = other.iter().map(|field| (field.name.as_str(), field)).collect();
        let mut found = Vec::new();
        for (index, field) in own.iter().enumerate() {
            let mut names: Vec<&str> = std::iter::once(&field.name).chain(&field.aliases).map(String::as_str).collect();
            names.sort_unstable();
            names.dedup();
            let mut matching: Vec<&Field> = names.iter().filter_map(|name| by_name.get(name).copied()).collect();
            matching.sort_by_key(|field| field.span.start);
            match matching[..] {
                [] => {
                    let missing = self.missing_field(field, index, writer_id, at);
                    found.extend(missing.map(|missing| self.perhaps_renamed(missing, field, own, other)));
                }
                [matched] => {
                    found.extend(lint::field_default(self, field, matched, index, at));
                    if self.plainly_same(field.field_type, matched.field_type) {
                        continue;
                    }
                    let at = at.field(&format!("fields/{index}/type"), &field.name, field.type_span, matched.type_span);
                    found.extend(self.compare(field.field_type, matched.field_type, &at));
                }
                [first, second, ..] => found.push(ambiguous(field, first, second, index, at)),
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

    /// Mentions a field of the same type that is gone: it may be the one that is missing under another name.
    fn perhaps_renamed(&self, mut missing: Obstacle, field: &Field, own: &[Field], other: &[Field]) -> Obstacle {
        if self.direction != Direction::Backward {
            return missing;
        }
        let known: HashSet<&str> =
            own.iter().flat_map(|own| own.aliases.iter().chain([&own.name])).map(String::as_str).collect();
        let same = |gone: &&Field| {
            let (own, other) = (self.reader.kind(field.field_type), self.writer.kind(gone.field_type));
            own.word() == other.word() && own.name().map(Name::full) == other.name().map(Name::full)
        };
        let mut gone = other.iter().filter(|other| !known.contains(other.name.as_str())).filter(same);
        if let (Some(gone), None, Some(fix)) = (gone.next(), gone.next(), &mut missing.fix) {
            fix.text.push_str(&format!(
                "; if it is `{}` under a new name, add \"aliases\": [\"{}\"] to it instead",
                gone.name, gone.name
            ));
        }
        missing
    }

    /// Two values in the order of the versions.
    pub(super) fn old_and_new<T>(&self, writer: T, reader: T) -> (T, T) {
        match self.direction {
            Direction::Backward => (writer, reader),
            Direction::Forward => (reader, writer),
        }
    }
}

/// What breaks, as causes of something larger.
fn causes(branch: &str, obstacles: &[Obstacle]) -> Vec<Cause> {
    let breaking = obstacles.iter().filter(|obstacle| obstacle.is_breaking());
    breaking
        .map(|obstacle| Cause { branch: branch.to_owned(), rule: obstacle.rule, message: obstacle.message.clone() })
        .collect()
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
