//! The rules of Protobuf compatibility, by name: fields are matched by number, messages and enums by name.
//!
//! Stated for a reader and a writer, whichever is the new version: `REQUIRED_FIELD_ADDED` says that the reader requires
//! what the writer does not have.

mod code;
mod members;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::tree::{Enum, Field, FieldKind, File, Label, Meaning, Message, TypeName};
use super::words::{group, is_numeric, keeps_values, severity};
use crate::schema::obstacle::{Compared, Obstacle, Work};
use crate::schema::source::Span;
use crate::schema::{Direction, Edit, Fix, Profile};

/// Compares two files by the rules of a profile.
pub(in crate::schema) fn can_read(
    reader: &File,
    writer: &File,
    direction: Direction,
    profile: Profile,
    work: &mut Work,
) -> Compared {
    let mut comparison =
        Comparison { reader, writer, direction, profile, work, obstacles: Vec::new(), pairs: HashSet::new() };
    comparison.files();
    let gave_up = comparison.work.is_spent().then(|| comparison.work.spent());
    Compared { obstacles: comparison.obstacles, gave_up }
}

struct Comparison<'a> {
    reader: &'a File,
    writer: &'a File,
    direction: Direction,
    profile: Profile,
    work: &'a mut Work,
    obstacles: Vec<Obstacle>,
    /// Messages that were compared, by their names.
    pairs: HashSet<(&'a str, &'a str)>,
}

impl<'a> Comparison<'a> {
    fn say(&mut self, rule: &'static str, path: String, message: String, fix: Fix, spans: (Span, Span)) {
        self.say_kept(rule, path, message, fix, spans, false);
    }

    fn say_kept(
        &mut self,
        rule: &'static str,
        path: String,
        message: String,
        fix: Fix,
        spans: (Span, Span),
        kept: bool,
    ) {
        let severity = severity(rule, self.profile, kept);
        let (reader, writer) = spans;
        self.obstacles.push(Obstacle {
            rule,
            severity,
            path,
            message,
            fix: Some(fix),
            reader,
            writer,
            causes: Vec::new(),
        });
    }

    fn backward(&self) -> bool {
        self.direction == Direction::Backward
    }

    /// Two values in the order of the versions.
    fn versions<T>(&self, writer: T, reader: T) -> (T, T) {
        if self.backward() { (writer, reader) } else { (reader, writer) }
    }

    /// One text when the new version reads, another when the old one does.
    fn either<'t>(&self, backward: &'t str, forward: &'t str) -> &'t str {
        if self.backward() { backward } else { forward }
    }

    fn files(&mut self) {
        let (reader, writer) = (self.reader, self.writer);
        if reader.package != writer.package {
            let (from, to) = self.versions(&writer.package, &reader.package);
            let named = |name: &str| if name.is_empty() { "none".to_owned() } else { format!("`{name}`") };
            let message = format!("the package changed from {} to {}: every full name changes", named(from), named(to));
            let new_span = self.versions(writer.package_span, reader.package_span).1;
            let fix = if from.is_empty() || to.is_empty() {
                Fix::advice(format!("go back to the package {}", named(from)))
            } else {
                let edit = Edit { span: new_span, replacement: from.clone() };
                Fix::edit(format!("go back to the package {}", named(from)), vec![edit])
            };
            self.say("PACKAGE_CHANGED", "/".to_owned(), message, fix, (reader.package_span, writer.package_span));
        }
        for message in &writer.messages {
            match reader.message(&message.name) {
                Some(other) => self.messages(message, other),
                None => self.message_removed(message),
            }
        }
        for message in reader.messages.iter().filter(|message| writer.message(&message.name).is_none()) {
            if parent_is_known(reader, writer, message.parent) {
                let what = self.either("was added", "was removed");
                let text = format!("the message `{}` {what}", message.name);
                let (path, fix) = (self.path(&message.name), Fix::advice("nothing to do"));
                self.say("MESSAGE_ADDED", path, text, fix, (message.span, Span::default()));
            }
        }
        self.all_enums();
        self.code();
    }

    /// The full name as the new version has it.
    fn path(&self, name: &str) -> String {
        self.versions(self.writer, self.reader).1.full(name)
    }

    fn message_removed(&mut self, message: &Message) {
        if !parent_is_known(self.writer, self.reader, message.parent) {
            return;
        }
        // The nearest thing that is still there.
        let around = message.parent.and_then(|parent| self.reader.message(&self.writer.messages[parent].name));
        let span = around.map_or(self.reader.package_span, |message| message.span);
        let text = format!(
            "the message `{}` {}",
            message.name,
            self.either("was removed", "was added: the old version does not know it")
        );
        let fix = Fix::advice(self.either("keep the message", "data of a new message is read by new versions only"));
        self.say("MESSAGE_REMOVED", self.path(&message.name), text, fix, (span, message.span));
    }

    fn messages(&mut self, writer: &'a Message, reader: &'a Message) {
        if !self.pairs.insert((&writer.name, &reader.name)) || !self.work.steps(1 + writer.fields.len() as u64) {
            return;
        }
        let theirs: HashMap<i64, &Field> = reader.fields.iter().map(|field| (field.number, field)).collect();
        let ours: HashMap<i64, &Field> = writer.fields.iter().map(|field| (field.number, field)).collect();
        self.oneofs((writer, &ours), (reader, &theirs));
        for field in &writer.fields {
            match theirs.get(&field.number) {
                Some(other) => self.fields(field, other, (writer, reader)),
                None => self.field_removed(field, (writer, reader)),
            }
        }
        for field in reader.fields.iter().filter(|field| !ours.contains_key(&field.number)) {
            self.field_added(field, (writer, reader));
        }
        self.reserved((&writer.name, &writer.reserved, writer.span), (&reader.reserved, reader.span));
        self.message_code(writer, reader);
    }

    fn field_path(&self, message: &Message, field: &Field) -> String {
        format!("{}.{}", self.path(&message.name), field.name)
    }

    fn field_removed(&mut self, field: &Field, (writer, reader): (&Message, &Message)) {
        let path = self.field_path(writer, field);
        let shown = format!("field `{}` ({})", field.name, field.number);
        let spans = (reader.span, field.span);
        if let Some(oneof) = field.oneof {
            let name = &writer.oneofs[oneof].name;
            // When the whole oneof went, that is said instead.
            if reader.oneofs.iter().any(|other| other.name == *name) {
                let what = self.either("left", "came to");
                let message = format!("{shown} {what} the oneof `{name}`: what is set there is not seen");
                let fix =
                    Fix::advice(self.either("keep it in the oneof", "put it outside of the oneof, or into a new one"));
                return self.say("ONEOF_FIELD_REMOVED", path, message, fix, spans);
            }
        }
        if field.label == Label::Required {
            let message = format!("the required {shown} {}", self.either("was removed", "was added"));
            let fix = Fix::advice(self.either("keep the field", "make it optional"));
            return self.say("REQUIRED_FIELD_REMOVED", path, message, fix, spans);
        }
        // Code that uses the field does not compile, reserved or not.
        let in_code = self.profile == Profile::ProtoFile;
        let number = reader.reserved.has_number(field.number) && !in_code;
        let name = reader.reserved.has_name(&field.name) || self.profile != Profile::ProtoWireJson;
        let (tail, fix) = if !self.backward() {
            (" was added", Fix::advice("the old version skips it"))
        } else if in_code {
            (" was removed, and code that uses it does not compile", Fix::advice("keep it, marked as deprecated"))
        } else if number && name {
            (" was removed, and is reserved", Fix::advice("nothing to do"))
        } else {
            let mut statement = format!(" reserved {};", field.number);
            if self.profile == Profile::ProtoWireJson {
                statement.push_str(&format!(" reserved \"{}\";", field.name));
            }
            let edit = Edit { span: Span::new(reader.body, reader.body), replacement: statement };
            (
                " was removed, and its number is free to be used again",
                Fix::edit("reserve its number and name", vec![edit]),
            )
        };
        // For the old version a field that is new is no loss.
        let kept = (number && name) || !self.backward();
        self.say_kept("FIELD_REMOVED", path, format!("{shown}{tail}"), fix, spans, kept);
    }

    fn field_added(&mut self, field: &Field, (writer, reader): (&Message, &Message)) {
        let path = self.field_path(reader, field);
        let shown = format!("field `{}` ({})", field.name, field.number);
        let spans = (field.span, writer.span);
        if field.label == Label::Required {
            let message = match self.backward() {
                true => format!("the required {shown} was added: old data lacks it"),
                false => format!("the required {shown} was removed, and the old version cannot read data without it"),
            };
            let fix = Fix::advice(self.either("make it optional", "keep the field; a required field can never go"));
            return self.say("REQUIRED_FIELD_ADDED", path, message, fix, spans);
        }
        let what = self.either("was added", "was removed");
        let rule = match field.oneof {
            Some(oneof) if writer.oneofs.iter().any(|other| other.name == reader.oneofs[oneof].name) => {
                "ONEOF_FIELD_ADDED"
            }
            _ => "FIELD_ADDED",
        };
        self.say(rule, path, format!("{shown} {what}"), Fix::advice("nothing to do"), spans);
    }

    /// One field in both versions.
    fn fields(&mut self, writer: &'a Field, reader: &'a Field, messages: (&'a Message, &'a Message)) {
        let path = self.versions(self.field_path(messages.0, writer), self.field_path(messages.1, reader)).1;
        let shown = format!("field `{}` ({})", self.versions(writer, reader).1.name, writer.number);
        let spans = (reader.span, writer.span);
        if writer.name != reader.name {
            let (from, to) = self.versions(&writer.name, &reader.name);
            let message = format!("{shown} was called `{from}`, and is `{to}` now");
            let fix = Fix::advice(format!("keep the name `{from}` if the data is also written as JSON"));
            self.say("FIELD_NAME_CHANGED", path.clone(), message, fix, spans);
        } else if writer.json_name() != reader.json_name() {
            let (from, to) = self.versions(writer.json_name(), reader.json_name());
            let message = format!("{shown} was `{from}` in JSON, and is `{to}` now");
            let fix = Fix::advice(format!("keep json_name = \"{from}\""));
            self.say("FIELD_JSON_NAME_CHANGED", path.clone(), message, fix, spans);
        }
        if writer.default != reader.default {
            let word = |default: &Option<String>| default.clone().unwrap_or_else(|| "none".to_owned());
            let (from, to) = self.versions(word(&writer.default), word(&reader.default));
            let message =
                format!("the default of {shown} changed from {from} to {to}: data without it is read as another value");
            self.say("FIELD_DEFAULT_CHANGED", path.clone(), message, Fix::advice(format!("go back to {from}")), spans);
        }
        let own = writer.oneof.map(|oneof| &messages.0.oneofs[oneof].name);
        let other = reader.oneof.map(|oneof| &messages.1.oneofs[oneof].name);
        if own != other {
            let word =
                |oneof: Option<&String>| oneof.map_or("no oneof".to_owned(), |name| format!("the oneof `{name}`"));
            let (from, to) = self.versions(word(own), word(other));
            let message = format!("{shown} went from {from} to {to}");
            self.say("FIELD_ONEOF_CHANGED", path.clone(), message, Fix::advice("leave it where it was"), spans);
        }
        self.labels(writer, reader, &path, &shown);
        self.field_code((writer, reader), (own, other), &path, &shown);
        match (&writer.kind, &reader.kind) {
            (FieldKind::One(own), FieldKind::One(other)) => {
                self.types(own, other, (writer.type_span, reader.type_span), &path, &shown);
            }
            (FieldKind::Map(key, value), FieldKind::Map(other_key, other_value)) => {
                let keys = format!("the key of {shown}");
                self.types(key, other_key, (key.span, other_key.span), &format!("{path}.key"), &keys);
                let values = format!("the value of {shown}");
                self.types(value, other_value, (value.span, other_value.span), &format!("{path}.value"), &values);
            }
            _ => self.kind_changed(kind_word(&writer.kind), kind_word(&reader.kind), spans, path, &shown),
        }
    }

    fn kind_changed(&mut self, own: &str, other: &str, spans: (Span, Span), path: String, shown: &str) {
        let (from, to) = self.versions(own, other);
        let message = format!("{shown} changed from {from} to {to}, which is written in another way");
        let fix = Fix::advice(format!("go back to {from}, or add a field with a new number"));
        self.say("FIELD_KIND_CHANGED", path, message, fix, spans);
    }

    fn labels(&mut self, writer: &Field, reader: &Field, path: &str, shown: &str) {
        let repeated = |field: &Field| field.label == Label::Repeated || matches!(field.kind, FieldKind::Map(..));
        let required = |field: &Field| field.label == Label::Required;
        let spans = (reader.span, writer.span);
        if required(writer) != required(reader) && !repeated(writer) && !repeated(reader) {
            // Only a reader that insists refuses anything.
            if required(reader) || self.profile != Profile::Semantic {
                let (from, to) = self.versions(required(writer), required(reader));
                let word = |required: bool| if required { "required" } else { "optional" };
                let message = format!("{shown} was {}, and is {} now", word(from), word(to));
                let fix = Fix::advice(format!("keep it {}", word(from)));
                self.say("FIELD_REQUIRED_CHANGED", path.to_owned(), message, fix, spans);
            }
        }
        let (FieldKind::One(own), FieldKind::One(_)) = (&writer.kind, &reader.kind) else { return };
        if repeated(writer) == repeated(reader) {
            return;
        }
        let word = |field: &Field| if repeated(field) { "repeated" } else { "single" };
        let (from, to) = self.versions(word(writer), word(reader));
        let numeric = match own.meaning {
            Meaning::Scalar => is_numeric(&own.written),
            Meaning::Enum(_) => true,
            Meaning::Message(_) | Meaning::Imported => false,
        };
        let explicit = |field: &Field| !matches!(field.label, Label::Optional { written: false });
        let rule = match (numeric, explicit(writer) && explicit(reader)) {
            (true, true) => "FIELD_NUMERIC_LABEL_CHANGED",
            (false, _) if matches!(own.meaning, Meaning::Scalar) => "FIELD_STRING_OR_BYTES_LABEL_CHANGED",
            _ => "FIELD_LABEL_CHANGED",
        };
        let tail = match (repeated(writer), numeric) {
            (true, true) => ": numbers are written packed, which a single field does not see",
            (true, false) => ": of several only the last is read",
            (false, _) => "",
        };
        // One value is read as a list of one, packed or not.
        if self.profile == Profile::Semantic && repeated(reader) {
            return;
        }
        let message = format!("{shown} was {from}, and is {to} now{tail}");
        let fix = Fix::advice(format!("keep it {from}, or add a field with a new number"));
        self.say(rule, path.to_owned(), message, fix, spans);
    }

    fn types(&mut self, own: &'a TypeName, other: &'a TypeName, spans: (Span, Span), path: &str, shown: &str) {
        let spans = (spans.1, spans.0);
        let path = path.to_owned();
        match (&own.meaning, &other.meaning) {
            (Meaning::Message(name), Meaning::Message(other_name)) => {
                if self.profile == Profile::Semantic && name != other_name {
                    // The name is not written; what matters is whether the one message reads the other.
                    if let (Some(own), Some(other)) = (self.writer.message(name), self.reader.message(other_name)) {
                        self.messages(own, other);
                    }
                } else if name != other_name {
                    self.named_type(own, other, spans, path, shown);
                }
            }
            (Meaning::Imported, _) | (_, Meaning::Imported) => self.imported(own, other, spans, path, shown),
            (Meaning::Message(_), _) | (_, Meaning::Message(_)) => {
                self.kind_changed(&named(own), &named(other), spans, path, shown);
            }
            (Meaning::Enum(name), Meaning::Enum(other_name)) => {
                let numbers = |definition: Option<&Enum>| -> BTreeSet<i64> {
                    definition.map(|found| found.values.iter().map(|value| value.number).collect()).unwrap_or_default()
                };
                let known = numbers(self.reader.enumeration(other_name));
                let wider = known.is_superset(&numbers(self.writer.enumeration(name)));
                if name != other_name && (!wider || self.profile == Profile::ProtoFile) {
                    let (from, to) = self.versions(name, other_name);
                    let tail = if wider { "" } else { ", which does not know all of its numbers" };
                    let message = format!("{shown} changed from the enum `{from}` to `{to}`{tail}");
                    let fix = Fix::advice(format!("go back to `{from}`"));
                    self.say("ENUM_TYPE_CHANGED", path, message, fix, spans);
                }
            }
            _ => self.scalars(own, other, spans, path, shown),
        }
    }

    /// At least one of the types is in another file.
    fn imported(&mut self, own: &TypeName, other: &TypeName, spans: (Span, Span), path: String, shown: &str) {
        let bare = |name: &TypeName| name.written.trim_start_matches('.').to_owned();
        let scalar = |name: &TypeName| matches!(name.meaning, Meaning::Scalar);
        if scalar(own) || scalar(other) {
            // An imported enum is written like a number; which it is, the import would tell.
            let varint = |name: &TypeName| scalar(name) && group(&name.written, Profile::Glue) == "varint";
            let known = bare(own).starts_with("google.protobuf.") || bare(other).starts_with("google.protobuf.");
            if (varint(own) || varint(other)) && !known {
                let (from, to) = self.versions(named(own), named(other));
                let message =
                    format!("{shown} changed from {from} to {to}; one of them is defined in a file that was not read");
                let fix = Fix::advice("put the imported definitions into the file (lakectl schema bundle)");
                return self.say("FIELD_KIND_CHANGED", path, message, fix, spans);
            }
            return self.kind_changed(&named(own), &named(other), spans, path, shown);
        }
        if bare(own) != bare(other) {
            self.named_type(own, other, spans, path, shown);
        }
    }

    fn named_type(&mut self, own: &TypeName, other: &TypeName, spans: (Span, Span), path: String, shown: &str) {
        let (from, to) = self.versions(named(own), named(other));
        let message = format!("{shown} changed from {from} to {to}");
        let fix = self.type_back(own, other, spans, "go back to the type");
        self.say("FIELD_NAMED_TYPE_CHANGED", path, message, fix, spans);
    }

    /// Writes the old type where the new one stands.
    fn type_back(&self, own: &TypeName, other: &TypeName, (reader, writer): (Span, Span), text: &str) -> Fix {
        let (from, _) = self.versions(own, other);
        let text = format!("{text} {}, or add a field with a new number", named(from));
        let (span, used) = (self.versions(writer, reader).1, self.versions(own, other).1.span);
        // A map's type span is that of the whole map; the use itself is what is replaced.
        let span = if used.start >= span.start && used.end <= span.end { used } else { span };
        Fix::edit(text, vec![Edit { span, replacement: from.written.clone() }])
    }

    fn scalars(&mut self, own: &TypeName, other: &TypeName, spans: (Span, Span), path: String, shown: &str) {
        let word = |name: &TypeName| match name.meaning {
            Meaning::Enum(_) => "enum".to_owned(),
            _ => name.written.clone(),
        };
        let (writer, reader) = (word(own), word(other));
        if writer == reader {
            return;
        }
        let (from, to) = self.versions(named(own), named(other));
        let fix = self.type_back(own, other, spans, "go back to");
        let back_from_bytes = self.profile == Profile::ProtoWire && writer == "bytes" && reader == "string";
        let in_code = self.profile == Profile::ProtoFile;
        if in_code || group(&writer, self.profile) != group(&reader, self.profile) || back_from_bytes {
            let same_group = group(&writer, self.profile) == group(&reader, self.profile) && !back_from_bytes;
            let tail = if same_group { "another type in code" } else { "which is read in another way" };
            let message = format!("{shown} changed from {from} to {to}, {tail}");
            return self.say("FIELD_SCALAR_KIND_CHANGED", path, message, fix, spans);
        }
        if !keeps_values(&writer, &reader) {
            let tail = if writer == "bytes" {
                "bytes that are no UTF-8 are refused"
            } else {
                "values beyond its range are read as other values"
            };
            let message =
                format!("{shown} changed from {from} to {to}: {}{tail}", self.either("", "by the old version "));
            self.say("FIELD_SCALAR_NARROWED", path, message, fix, spans);
        }
    }
}

/// A definition within one that is missing as a whole is not worth a finding of its own.
pub(super) fn parent_is_known(own: &File, other: &File, parent: Option<usize>) -> bool {
    parent.is_none_or(|parent| other.message(&own.messages[parent].name).is_some())
}

fn kind_word(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Map(..) => "a map",
        FieldKind::One(name) => match name.meaning {
            Meaning::Scalar => "a scalar",
            Meaning::Enum(_) => "an enum",
            Meaning::Message(_) | Meaning::Imported => "a message",
        },
    }
}

fn named(name: &TypeName) -> String {
    match name.meaning {
        Meaning::Scalar => name.written.clone(),
        _ => format!("`{}`", name.written.trim_start_matches('.')),
    }
}
