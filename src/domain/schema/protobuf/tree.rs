//! What a file defines: messages and enums by name, fields by number, each with its places.

use std::collections::HashMap;

use crate::schema::source::Span;

/// The index of a message in its file.
pub(super) type MessageId = usize;

/// A file that could be read.
#[derive(Debug, Clone, Default)]
pub(in crate::schema) struct File {
    pub(super) package: String,
    /// The statement's name, or the beginning of the file.
    pub(super) package_span: Span,
    /// All messages, nested ones after those that enclose them.
    pub(super) messages: Vec<Message>,
    pub(super) enums: Vec<Enum>,
    pub(super) services: Vec<Service>,
    /// The file's own options.
    pub(super) options: Vec<Written>,
    pub(super) proto3: bool,
    /// Where the syntax is said, or the beginning of the file.
    pub(super) syntax_span: Span,
    /// Messages and enums by their names within the package.
    pub(super) by_name: HashMap<String, Definition>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Definition {
    Message(MessageId),
    Enum(usize),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Message {
    /// The name within the package, dots included.
    pub(super) name: String,
    pub(super) parent: Option<MessageId>,
    /// The name where it is defined.
    pub(super) span: Span,
    /// Just after the opening brace.
    pub(super) body: usize,
    pub(super) fields: Vec<Field>,
    pub(super) oneofs: Vec<Oneof>,
    pub(super) reserved: Reserved,
    pub(super) options: Vec<Written>,
}

/// An option as it is written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) span: Span,
}

/// Calls, by name.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) name: String,
    /// The name where it is defined.
    pub(super) span: Span,
    pub(super) calls: Vec<Call>,
}

#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) name: String,
    /// From `rpc` to the answer's type.
    pub(super) span: Span,
    pub(super) request: Parcel,
    pub(super) response: Parcel,
    /// `idempotency_level`, when it is given.
    pub(super) idempotency: Option<String>,
}

/// What a call takes or gives.
#[derive(Debug, Clone)]
pub(super) struct Parcel {
    pub(super) kind: TypeName,
    pub(super) is_stream: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Oneof {
    pub(super) name: String,
    pub(super) span: Span,
}

/// Numbers and names that are not to be used again.
#[derive(Debug, Clone, Default)]
pub(super) struct Reserved {
    /// First and last, both included.
    pub(super) numbers: Vec<(i64, i64, Span)>,
    pub(super) names: Vec<(String, Span)>,
}

impl Reserved {
    pub(super) fn has_number(&self, number: i64) -> bool {
        self.numbers.iter().any(|(first, last, _)| (*first..=*last).contains(&number))
    }

    pub(super) fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|(reserved, _)| reserved == name)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Written or, in proto3, not.
    Optional {
        written: bool,
    },
    Required,
    Repeated,
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) number: i64,
    pub(super) label: Label,
    pub(super) kind: FieldKind,
    /// The index of the oneof in its message.
    pub(super) oneof: Option<usize>,
    /// The options that matter, as they are written.
    pub(super) json_name: Option<String>,
    pub(super) default: Option<String>,
    pub(super) ctype: Option<String>,
    pub(super) jstype: Option<String>,
    /// From the label or type to the number.
    pub(super) span: Span,
    pub(super) type_span: Span,
}

impl Field {
    /// The name in protobuf's JSON.
    pub(super) fn json_name(&self) -> String {
        if let Some(name) = &self.json_name {
            return name.clone();
        }
        let mut name = String::new();
        let mut upper = false;
        for c in self.name.chars() {
            if c == '_' {
                upper = true;
            } else if upper {
                name.extend(c.to_uppercase());
                upper = false;
            } else {
                name.push(c);
            }
        }
        name
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum FieldKind {
    One(TypeName),
    Map(TypeName, TypeName),
}

/// A type where it is used.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TypeName {
    /// As it is written.
    pub(super) written: String,
    pub(super) span: Span,
    pub(super) meaning: Meaning,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    Scalar,
    /// Defined in this file: the name within the package.
    Message(String),
    Enum(String),
    /// Defined in an imported file.
    Imported,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Enum {
    /// The name within the package, dots included.
    pub(super) name: String,
    pub(super) parent: Option<MessageId>,
    pub(super) span: Span,
    pub(super) body: usize,
    pub(super) values: Vec<EnumValue>,
    pub(super) reserved: Reserved,
}

#[derive(Debug, Clone)]
pub(super) struct EnumValue {
    pub(super) name: String,
    pub(super) number: i64,
    pub(super) span: Span,
}

impl File {
    pub(super) fn message(&self, name: &str) -> Option<&Message> {
        match self.by_name.get(name) {
            Some(Definition::Message(id)) => self.messages.get(*id),
            _ => None,
        }
    }

    pub(super) fn enumeration(&self, name: &str) -> Option<&Enum> {
        match self.by_name.get(name) {
            Some(Definition::Enum(id)) => self.enums.get(*id),
            _ => None,
        }
    }

    /// The name with the package.
    pub(super) fn full(&self, name: &str) -> String {
        if self.package.is_empty() { name.to_owned() } else { format!("{}.{name}", self.package) }
    }
}
