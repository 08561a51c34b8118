//! The AVRO format: reading a definition, and the rules by which one schema reads the data of another.
//!
//! Invariants: types live in one arena and name each other by index, so that recursive schemas are ordinary values;
//! every type and field knows its span. Logical types have no part in a verdict, as they have none for Avro's checker; a change
//! of one is a warning.

mod compare;
mod default;
mod explain;
mod lint;
mod parse;

use std::collections::HashMap;

use super::source::{Json, Span};

pub(super) use compare::can_read;
pub(super) use parse::parse;

/// The index of a type in its schema.
pub(super) type TypeId = usize;

/// A schema with all of its types.
#[derive(Debug, Clone)]
pub(super) struct Schema {
    pub(super) types: Vec<Type>,
    pub(super) root: TypeId,
    /// Where the branches of each union are written.
    pub(super) branch_spans: HashMap<TypeId, Vec<Span>>,
}

/// A type where it is defined.
#[derive(Debug, Clone)]
pub(super) struct Type {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// The logical type with what it takes, as in `decimal(9, 2)`.
    pub(super) logical: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Primitive(Primitive),
    Record { name: Name, fields: Vec<Field> },
    Enum { name: Name, symbols: Vec<String>, default: Option<String>, symbols_span: Span },
    Fixed { name: Name, size: u64, size_span: Span },
    Array(TypeId),
    Map(TypeId),
    Union(Vec<TypeId>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Primitive {
    Null,
    Boolean,
    Int,
    Long,
    Float,
    Double,
    Bytes,
    String,
}

/// The name of a record, enum or fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) local: String,
    /// Empty for none.
    pub(super) namespace: String,
    /// Full names.
    pub(super) aliases: Vec<String>,
    /// The value of `name`.
    pub(super) span: Span,
    /// The value of `aliases`.
    pub(super) aliases_span: Option<Span>,
}

impl Name {
    /// The namespace and the local name, joined by a dot.
    pub(super) fn full(&self) -> String {
        full_name(&self.namespace, &self.local)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) field_type: TypeId,
    pub(super) default: Option<Json>,
    /// The whole object.
    pub(super) span: Span,
    /// The value of its `type` attribute: where the type is used, not where it is defined.
    pub(super) type_span: Span,
}

impl Schema {
    pub(super) fn kind(&self, id: TypeId) -> &Kind {
        &self.types[id].kind
    }

    /// Where a branch of a union is written; the union itself when it is not known.
    pub(super) fn branch_span(&self, union: TypeId, index: usize) -> Span {
        let known = self.branch_spans.get(&union).and_then(|spans| spans.get(index));
        known.copied().unwrap_or(self.types[union].span)
    }
}

impl Kind {
    /// The word that Avro's checker uses for the kind, in capitals.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Primitive(primitive) => match primitive {
                Primitive::Null => "NULL",
                Primitive::Boolean => "BOOLEAN",
                Primitive::Int => "INT",
                Primitive::Long => "LONG",
                Primitive::Float => "FLOAT",
                Primitive::Double => "DOUBLE",
                Primitive::Bytes => "BYTES",
                Primitive::String => "STRING",
            },
            Self::Record { .. } => "RECORD",
            Self::Enum { .. } => "ENUM",
            Self::Fixed { .. } => "FIXED",
            Self::Array(_) => "ARRAY",
            Self::Map(_) => "MAP",
            Self::Union(_) => "UNION",
        }
    }

    pub(super) fn name(&self) -> Option<&Name> {
        match self {
            Self::Record { name, .. } | Self::Enum { name, .. } | Self::Fixed { name, .. } => Some(name),
            _ => None,
        }
    }
}

impl Primitive {
    pub(super) fn read(word: &str) -> Option<Self> {
        Some(match word {
            "null" => Self::Null,
            "boolean" => Self::Boolean,
            "int" => Self::Int,
            "long" => Self::Long,
            "float" => Self::Float,
            "double" => Self::Double,
            "bytes" => Self::Bytes,
            "string" => Self::String,
            _ => return None,
        })
    }
}

pub(super) fn full_name(namespace: &str, local: &str) -> String {
    if namespace.is_empty() { local.to_owned() } else { format!("{namespace}.{local}") }
}

#[cfg(test)]
mod tests;
