//! The parts of a file under names that stay: messages and enums by name within the
//! package, fields by number, values by name.

use super::tree::{Field, FieldKind, File, Label, Message, Reserved};
use crate::schema::source::Span;

/// A part of a file.
#[derive(Debug, Clone)]
pub(in crate::schema) struct Part {
    pub(in crate::schema) path: String,
    pub(in crate::schema) parent: Option<String>,
    pub(in crate::schema) text: String,
    pub(in crate::schema) span: Span,
    pub(in crate::schema) is_container: bool,
}

impl File {
    /// All parts of the file, in the order of the text.
    pub(in crate::schema) fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part {
            path: "package".to_owned(),
            parent: None,
            text: if self.package.is_empty() { "none".to_owned() } else { self.package.clone() },
            span: self.package_span,
            is_container: false,
        }];
        for message in &self.messages {
            let path = message.name.clone();
            parts.push(Part {
                path: path.clone(),
                parent: message.parent.map(|parent| self.messages[parent].name.clone()),
                text: format!("message {}", message.name),
                span: message.span,
                is_container: true,
            });
            for field in &message.fields {
                parts.push(Part {
                    path: format!("{path} #{}", field.number),
                    parent: Some(path.clone()),
                    text: field_text(message, field),
                    span: field.span,
                    is_container: false,
                });
            }
            reserved(&path, &message.reserved, &mut parts);
        }
        for definition in &self.enums {
            let path = definition.name.clone();
            parts.push(Part {
                path: path.clone(),
                parent: definition.parent.map(|parent| self.messages[parent].name.clone()),
                text: format!("enum {}", definition.name),
                span: definition.span,
                is_container: true,
            });
            for value in &definition.values {
                parts.push(Part {
                    path: format!("{path} {}", value.name),
                    parent: Some(path.clone()),
                    text: format!("{} = {}", value.name, value.number),
                    span: value.span,
                    is_container: false,
                });
            }
            reserved(&path, &definition.reserved, &mut parts);
        }
        parts.sort_by_key(|part| part.span.start);
        parts
    }
}

fn reserved(path: &str, reserved: &Reserved, parts: &mut Vec<Part>) {
    let mut part = |what: String, span: Span| {
        parts.push(Part {
            path: format!("{path} reserved {what}"),
            parent: Some(path.to_owned()),
            text: format!("reserved {what}"),
            span,
            is_container: false,
        });
    };
    for (first, last, span) in &reserved.numbers {
        part(if first == last { first.to_string() } else { format!("{first} to {last}") }, *span);
    }
    for (name, span) in &reserved.names {
        part(format!("\"{name}\""), *span);
    }
}

fn field_text(message: &Message, field: &Field) -> String {
    let label = match field.label {
        Label::Optional { written: true } => "optional ",
        Label::Optional { written: false } => "",
        Label::Required => "required ",
        Label::Repeated => "repeated ",
    };
    let kind = match &field.kind {
        FieldKind::One(name) => name.written.clone(),
        FieldKind::Map(key, value) => format!("map<{}, {}>", key.written, value.written),
    };
    let mut options = Vec::new();
    options.extend(field.json_name.as_ref().map(|name| format!("json_name = \"{name}\"")));
    options.extend(field.default.as_ref().map(|value| format!("default = {value}")));
    let options = if options.is_empty() { String::new() } else { format!(" [{}]", options.join(", ")) };
    let oneof = field.oneof.and_then(|index| message.oneofs.get(index));
    let oneof = oneof.map(|oneof| format!(" (oneof {})", oneof.name)).unwrap_or_default();
    format!("{label}{kind} {} = {}{options}{oneof}", field.name, field.number)
}
