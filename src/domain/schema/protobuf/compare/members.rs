//! Oneofs, enums and what is reserved.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::tree::{Enum, Field, Message, Reserved};
use super::{Comparison, parent_is_known};
use crate::schema::source::Span;
use crate::schema::{Edit, Fix, Profile};

type Side<'m> = (&'m Message, &'m HashMap<i64, &'m Field>);

impl Comparison<'_> {
    pub(super) fn oneofs(&mut self, (writer, ours): Side<'_>, (reader, theirs): Side<'_>) {
        let oneof_of = |fields: &HashMap<i64, &Field>, number: &i64| fields.get(number).map(|field| field.oneof);
        for (index, oneof) in reader.oneofs.iter().enumerate() {
            let path = format!("{}.{}", self.path(&reader.name), oneof.name);
            let fields = || theirs.values().filter(|field| field.oneof == Some(index));
            let moved = fields().filter(|field| oneof_of(ours, &field.number) == Some(None)).count();
            let there = fields().filter(|field| matches!(oneof_of(ours, &field.number), Some(Some(_)))).count();
            let known = writer.oneofs.iter().find(|other| other.name == oneof.name);
            let spans = (oneof.span, known.map_or(writer.span, |known| known.span));
            let name = &oneof.name;
            if moved > 1 {
                let message = match self.backward() {
                    true => format!(
                        "{moved} fields moved into the oneof `{name}`: old data can have several of them, and all but one are lost"
                    ),
                    false => format!(
                        "{moved} fields left the oneof `{name}`: new data can have several of them, and the old version keeps one"
                    ),
                };
                let fix = Fix::advice(self.either("leave them outside, or move one only", "keep them in the oneof"));
                self.say("MULTIPLE_FIELDS_MOVED_TO_ONEOF", path.clone(), message, fix, spans);
            } else if moved == 1 && there > 0 {
                let message = match self.backward() {
                    true => format!(
                        "a field moved into the oneof `{name}`, which had fields already: old data can have both, and one is lost"
                    ),
                    false => format!(
                        "a field left the oneof `{name}`: new data can have it beside another one, and the old version keeps one"
                    ),
                };
                let fix = Fix::advice(self.either("leave the field outside", "keep the field in the oneof"));
                self.say("FIELD_MOVED_TO_EXISTING_ONEOF", path.clone(), message, fix, spans);
            }
            if known.is_none() {
                let message = format!("the oneof `{name}` {}", self.either("was added", "was removed"));
                self.say("ONEOF_ADDED", path, message, Fix::advice("nothing to do"), spans);
            }
        }
        for oneof in &writer.oneofs {
            if reader.oneofs.iter().all(|other| other.name != oneof.name) {
                let path = format!("{}.{}", self.path(&writer.name), oneof.name);
                let message = format!("the oneof `{}` {}", oneof.name, self.either("was removed", "was added"));
                let fix = Fix::advice("nothing to do");
                self.say("ONEOF_REMOVED", path, message, fix, (reader.span, oneof.span));
            }
        }
    }

    pub(super) fn all_enums(&mut self) {
        let (reader, writer) = (self.reader, self.writer);
        for own in &writer.enums {
            match reader.enumeration(&own.name) {
                Some(other) => self.enums(own, other),
                None if parent_is_known(writer, reader, own.parent) => {
                    let message = format!("the enum `{}` {}", own.name, self.either("was removed", "was added"));
                    let spans = (reader.package_span, own.span);
                    self.say("ENUM_REMOVED", self.path(&own.name), message, Fix::advice("nothing to do"), spans);
                }
                None => {}
            }
        }
        for other in reader.enums.iter().filter(|other| writer.enumeration(&other.name).is_none()) {
            if parent_is_known(reader, writer, other.parent) {
                let message = format!("the enum `{}` {}", other.name, self.either("was added", "was removed"));
                let spans = (other.span, writer.package_span);
                self.say("ENUM_ADDED", self.path(&other.name), message, Fix::advice("nothing to do"), spans);
            }
        }
    }

    fn enums(&mut self, writer: &Enum, reader: &Enum) {
        if !self.work.steps(1 + writer.values.len() as u64) {
            return;
        }
        // With aliases a number has several names.
        let names = |own: &Enum| {
            let mut names: BTreeMap<i64, Vec<(String, Span)>> = BTreeMap::new();
            for value in &own.values {
                names.entry(value.number).or_default().push((value.name.clone(), value.span));
            }
            names
        };
        let (ours, theirs) = (names(writer), names(reader));
        for (number, own) in &ours {
            let (name, span) = &own[0];
            let path = format!("{}.{name}", self.path(&writer.name));
            match theirs.get(number) {
                Some(other) => {
                    let known: HashSet<&str> = other.iter().map(|(name, _)| name.as_str()).collect();
                    if own.iter().any(|(name, _)| !known.contains(name.as_str())) {
                        let (from, to) = self.versions(name, &other[0].0);
                        let message = format!(
                            "the value {number} of the enum `{}` was called {from}, and is {to} now",
                            reader.name
                        );
                        let fix = Fix::advice(format!("keep the name {from} if the data is also written as JSON"));
                        self.say("ENUM_CONST_CHANGED", path, message, fix, (other[0].1, *span));
                    }
                }
                None => {
                    let names = reader.reserved.has_name(name) || self.profile != Profile::ProtoWireJson;
                    let in_code = self.profile == Profile::ProtoFile;
                    let is_reserved = reader.reserved.has_number(*number) && names && !in_code;
                    let kept = is_reserved || !self.backward();
                    let what = self.either("was removed", "was added");
                    let message = format!("the value {name} ({number}) of the enum `{}` {what}", reader.name);
                    let mut statement = format!(" reserved {number};");
                    if self.profile == Profile::ProtoWireJson {
                        statement.push_str(&format!(" reserved \"{name}\";"));
                    }
                    let fix = if kept {
                        Fix::advice("nothing to do")
                    } else if in_code {
                        Fix::advice("keep it, marked as deprecated")
                    } else {
                        let edit = Edit { span: Span::new(reader.body, reader.body), replacement: statement };
                        Fix::edit("keep it, or reserve its number and name", vec![edit])
                    };
                    self.say_kept("ENUM_CONST_REMOVED", path, message, fix, (reader.span, *span), kept);
                }
            }
        }
        for (number, other) in theirs.iter().filter(|(number, _)| !ours.contains_key(number)) {
            let (name, span) = &other[0];
            let path = format!("{}.{name}", self.path(&reader.name));
            let what = self.either("was added", "was removed");
            let message = format!("the value {name} ({number}) of the enum `{}` {what}", reader.name);
            self.say("ENUM_CONST_ADDED", path, message, Fix::advice("nothing to do"), (*span, writer.span));
        }
        self.reserved((&writer.name, &writer.reserved, writer.span), (&reader.reserved, reader.span));
    }

    /// What was reserved must stay so. Only the new version can take something out.
    pub(super) fn reserved(
        &mut self,
        (name, writer, _): (&str, &Reserved, Span),
        (reader, reader_span): (&Reserved, Span),
    ) {
        if !self.backward() {
            return;
        }
        for (first, last, span) in &writer.numbers {
            // The ends tell: what is reserved is rarely cut in the middle.
            if reader.has_number(*first) && reader.has_number(*last) {
                continue;
            }
            let shown = if first == last {
                first.to_string()
            } else if *last == i64::MAX {
                format!("{first} to max")
            } else {
                format!("{first} to {last}")
            };
            let message = format!("`{name}` does not reserve {shown} any more");
            let fix = Fix::advice(format!("keep reserved {shown};"));
            self.say("RESERVED_REMOVED", self.path(name), message, fix, (reader_span, *span));
        }
        for (reserved, span) in &writer.names {
            if !reader.has_name(reserved) {
                let message = format!("`{name}` does not reserve the name \"{reserved}\" any more");
                let fix = Fix::advice(format!("keep reserved \"{reserved}\";"));
                self.say("RESERVED_REMOVED", self.path(name), message, fix, (reader_span, *span));
            }
        }
    }
}
