//! Sets of the types of JSON, with whole numbers apart from others.

use super::super::number::Number;
use crate::schema::source::{Json, JsonKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct TypeSet(u8);

impl TypeSet {
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(2);
    pub(super) const INTEGER: Self = Self(4);
    pub(super) const FRACTION: Self = Self(8);
    pub(super) const STRING: Self = Self(16);
    pub(super) const ARRAY: Self = Self(32);
    pub(super) const OBJECT: Self = Self(64);
    pub(super) const NUMBER: Self = Self(12);
    pub(super) const ALL: Self = Self(127);

    /// What `type` allows; all types when it is missing.
    pub(super) fn of_schema(schema: &Json) -> Self {
        match schema.get("type") {
            Some(value) => match &value.kind {
                JsonKind::Text(name) => Self::named(name),
                JsonKind::Array(names) => names
                    .iter()
                    .filter_map(Json::as_text)
                    .fold(Self(0), |types, name| Self(types.0 | Self::named(name).0)),
                _ => Self::ALL,
            },
            None => Self::ALL,
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::ALL,
        }
    }

    pub(super) fn of_value(value: &Json) -> Self {
        match &value.kind {
            JsonKind::Null => Self::NULL,
            JsonKind::Bool(_) => Self::BOOLEAN,
            JsonKind::Number(text) if Number::read(text).is_some_and(Number::is_integer) => Self::INTEGER,
            JsonKind::Number(_) => Self::FRACTION,
            JsonKind::Text(_) => Self::STRING,
            JsonKind::Array(_) => Self::ARRAY,
            JsonKind::Object(_) => Self::OBJECT,
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Each type on its own.
    pub(super) fn each(self) -> impl Iterator<Item = Self> {
        (0..7).map(|bit| Self(1 << bit)).filter(move |one| self.meets(*one))
    }
}
