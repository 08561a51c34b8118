//! The normal form of a schema: one node is about one thing (texts, numbers, objects, a choice of branches), and what the
//! text says at once becomes an `allOf` of such nodes.
//!
//! This is the form in which the published rules are stated (they were written over the Everit library's classes): a list
//! of types is an `anyOf`, `enum` beside a type is an `allOf` of both, keywords of objects without a type make a node
//! about objects that does not ask for one.

use super::number::Number;
use crate::schema::source::Span;

/// The index of a node in its document.
pub(super) type NodeId = usize;

#[derive(Debug, Clone)]
pub(super) struct Node {
    /// The schema that the node stands for; several nodes of one `allOf` share it.
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// Title, description and such: name, and the value in one text for equal values.
    pub(super) notes: Vec<(&'static str, String)>,
    /// Whether there is a `default`.
    pub(super) has_default: bool,
    /// The value of `type`, when it is one name.
    pub(super) type_name: Option<Keyword<String>>,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// Takes everything.
    Any,
    /// Takes nothing.
    Never,
    Text(TextRules),
    Number(NumberRules),
    Boolean,
    Null,
    Object(Box<ObjectRules>),
    Array(Box<ArrayRules>),
    /// `enum`, or `const` when `single`.
    Values {
        single: bool,
        values: Vec<Given>,
    },
    Combined {
        criterion: Criterion,
        branches: Vec<NodeId>,
    },
    Not(NodeId),
    /// `if`, `then`, `else`, which the rules do not look into; in one text for equal conditions.
    Conditional(String),
    Reference(NodeId),
    /// A reference that leads nowhere, to another document, or back to itself.
    Unresolved(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Criterion {
    All,
    Any,
    One,
}

impl Criterion {
    pub(super) fn keyword(self) -> &'static str {
        match self {
            Self::All => "allOf",
            Self::Any => "anyOf",
            Self::One => "oneOf",
        }
    }
}

/// A value of an `enum` or `const`.
#[derive(Debug, Clone)]
pub(super) struct Given {
    /// One text for equal values.
    pub(super) canonical: String,
    /// As it is shown.
    pub(super) shown: String,
    pub(super) span: Span,
}

/// A keyword that is given.
#[derive(Debug, Clone)]
pub(super) struct Keyword<T> {
    pub(super) value: T,
    /// Where the value stands.
    pub(super) span: Span,
    /// What to delete to be rid of the keyword, one comma included.
    pub(super) gone: Span,
    /// The value as it is written.
    pub(super) raw: String,
    /// False when the value is written elsewhere, as the bound beside draft 4's `exclusiveMaximum`.
    pub(super) editable: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct TextRules {
    /// Whether anything else than a text is refused.
    pub(super) only: bool,
    pub(super) max_length: Option<Keyword<Number>>,
    pub(super) min_length: Option<Keyword<Number>>,
    pub(super) pattern: Option<Keyword<String>>,
    pub(super) format: Option<Keyword<String>>,
    pub(super) content_encoding: Option<Keyword<String>>,
    pub(super) content_media_type: Option<Keyword<String>>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct NumberRules {
    pub(super) only: bool,
    pub(super) integer: bool,
    pub(super) maximum: Option<Keyword<Number>>,
    pub(super) minimum: Option<Keyword<Number>>,
    pub(super) exclusive_maximum: Option<Keyword<Number>>,
    pub(super) exclusive_minimum: Option<Keyword<Number>>,
    pub(super) multiple_of: Option<Keyword<Number>>,
}

/// A schema by name.
#[derive(Debug, Clone)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) node: NodeId,
    pub(super) key_span: Span,
}

#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) text: String,
    /// None when the expression cannot be run.
    pub(super) regex: Option<regex::Regex>,
    pub(super) node: NodeId,
    pub(super) key_span: Span,
}

/// A name that is required, or that another property asks for.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) span: Span,
    /// What to delete to be rid of it, one comma included.
    pub(super) gone: Span,
}

#[derive(Debug, Clone)]
pub(super) enum Dependency {
    Names(Vec<Name>),
    Schema(NodeId),
}

/// What may be beyond what is named.
#[derive(Debug, Clone)]
pub(super) enum Additional {
    Free,
    Forbidden,
    Schema(NodeId),
}

#[derive(Debug, Clone)]
pub(super) struct ObjectRules {
    pub(super) only: bool,
    pub(super) properties: Vec<Property>,
    /// The place of each property, by name.
    pub(super) by_name: std::collections::HashMap<String, usize>,
    pub(super) required: Vec<Name>,
    pub(super) required_names: std::collections::HashSet<String>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) additional: Additional,
    pub(super) additional_keyword: Option<Keyword<()>>,
    pub(super) property_names: Option<Keyword<String>>,
    pub(super) dependencies: Vec<(String, Dependency, Span)>,
    pub(super) max_properties: Option<Keyword<Number>>,
    pub(super) min_properties: Option<Keyword<Number>>,
    /// Where `required` stands.
    pub(super) required_span: Option<Span>,
}

impl ObjectRules {
    pub(super) fn property(&self, name: &str) -> Option<&Property> {
        self.by_name.get(name).map(|index| &self.properties[*index])
    }

    /// Whether properties that are not named may be anything.
    pub(super) fn is_open(&self) -> bool {
        self.patterns.is_empty() && matches!(self.additional, Additional::Free)
    }

    /// The schema for a property that is not named, when there is one.
    pub(super) fn schema_beyond(&self, name: &str) -> Option<NodeId> {
        let matching = |pattern: &&Pattern| pattern.regex.as_ref().is_some_and(|regex| regex.is_match(name));
        match self.patterns.iter().find(matching) {
            Some(pattern) => Some(pattern.node),
            None => match self.additional {
                Additional::Schema(node) => Some(node),
                _ => None,
            },
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct ArrayRules {
    pub(super) only: bool,
    /// One schema for all elements.
    pub(super) all: Option<NodeId>,
    /// Schemas by place.
    pub(super) tuple: Option<Vec<NodeId>>,
    pub(super) additional: Additional,
    pub(super) additional_keyword: Option<Keyword<()>>,
    pub(super) contains: Option<Keyword<String>>,
    pub(super) max_items: Option<Keyword<Number>>,
    pub(super) min_items: Option<Keyword<Number>>,
    pub(super) unique: Option<Keyword<bool>>,
}

impl Kind {
    /// The class in whose terms a change of type is told.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Never => "nothing",
            Self::Text(_) => "string",
            Self::Number(rules) if rules.integer => "integer",
            Self::Number(_) => "number",
            Self::Boolean => "boolean",
            Self::Null => "null",
            Self::Object(_) => "object",
            Self::Array(_) => "array",
            Self::Values { single: true, .. } => "const",
            Self::Values { .. } => "enum",
            Self::Combined { criterion, .. } => criterion.keyword(),
            Self::Not(_) => "not",
            Self::Conditional(_) => "if/then/else",
            Self::Reference(_) => "reference",
            Self::Unresolved(_) => "an unresolved $ref",
        }
    }

    /// Whether two nodes are about the same, so that their keywords can be compared.
    pub(super) fn same_class(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Values { single: own, .. }, Self::Values { single: other, .. }) => own == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}
