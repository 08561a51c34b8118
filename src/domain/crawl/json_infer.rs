//! The type of JSON values, worked out while they are read: no tree is built.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::types::{GlueType, StructField};

/// What the values at one place have been so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shape {
    scalar: Option<GlueType>,
    element: Option<Box<Shape>>,
    members: Option<Vec<(String, Shape)>>,
}

impl Shape {
    /// The members of the objects seen, in order of first appearance. Empty when none was an object.
    pub(super) fn members(&self) -> &[(String, Shape)] {
        self.members.as_deref().unwrap_or(&[])
    }

    /// Whether every value was an object.
    pub(super) fn is_object(&self) -> bool {
        self.members.is_some() && self.scalar.is_none() && self.element.is_none()
    }

    /// The column type. Values of more than one kind, objects without members and places that were always null are
    /// text.
    pub(super) fn glue_type(&self) -> GlueType {
        match (&self.scalar, &self.element, &self.members) {
            (Some(scalar), None, None) => scalar.clone(),
            (None, Some(element), None) => GlueType::array(element.glue_type()),
            (None, None, Some(members)) if !members.is_empty() => {
                let mut fields: Vec<StructField> = Vec::new();
                for (name, shape) in members {
                    match fields.iter_mut().find(|field| field.name.eq_ignore_ascii_case(name)) {
                        Some(field) => field.field_type = field.field_type.merge(&shape.glue_type()),
                        None => fields.push(StructField::new(name.clone(), shape.glue_type())),
                    }
                }
                GlueType::Struct(fields)
            }
            _ => GlueType::String,
        }
    }

    fn add_scalar(&mut self, seen: GlueType) {
        self.scalar = Some(match self.scalar.take() {
            None => seen,
            Some(known) => known.merge(&seen),
        });
    }

    fn member(&mut self, name: &str, hint: usize) -> &mut Shape {
        let members = self.members.get_or_insert_with(Vec::new);
        // Objects of one file usually have the same members in the same order: look there first.
        let index = match members.get(hint) {
            Some((known, _)) if known == name => hint,
            _ => members.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
                members.push((name.to_owned(), Shape::default()));
                members.len() - 1
            }),
        };
        &mut members[index].1
    }
}

/// Adds the next value of a deserializer to a shape.
pub(super) struct Into<'a>(pub(super) &'a mut Shape);

impl<'de> DeserializeSeed<'de> for Into<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Into<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.0.add_scalar(GlueType::Boolean);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.add_scalar(if i32::try_from(value).is_ok() { GlueType::Int } else { GlueType::BigInt });
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.add_scalar(match (i32::try_from(value), i64::try_from(value)) {
            (Ok(_), _) => GlueType::Int,
            (_, Ok(_)) => GlueType::BigInt,
            _ => GlueType::Double,
        });
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.0.add_scalar(GlueType::Double);
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.0.add_scalar(GlueType::String);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let shape = self.0.element.get_or_insert_default();
        while elements.next_element_seed(Into(shape))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.0.members.get_or_insert_with(Vec::new);
        let mut hint = 0;
        while let Some(name) = members.next_key::<std::borrow::Cow<'_, str>>()? {
            members.next_value_seed(Into(self.0.member(&name, hint)))?;
            hint += 1;
        }
        Ok(())
    }
}

/// Adds the elements of an array one by one, counting those that were whole. `path` is walked down first: `["features"]`
/// reads the elements of the member `features` and skips the rest.
pub(super) struct Elements<'a> {
    pub(super) path: &'a [String],
    pub(super) shape: &'a mut Shape,
    pub(super) whole: &'a mut u64,
    pub(super) found: &'a mut bool,
}

impl<'de> DeserializeSeed<'de> for Elements<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.first() {
            None => f.write_str("an array"),
            Some(name) => write!(f, "an object with the member '{name}'"),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        if !self.path.is_empty() {
            return Err(serde::de::Error::invalid_type(serde::de::Unexpected::Seq, &self));
        }
        *self.found = true;
        loop {
            // An element that the end of the sample cuts must leave no half of itself behind.
            let mut next = Shape::default();
            if elements.next_element_seed(Into(&mut next))?.is_none() {
                return Ok(());
            }
            self.shape.absorb(next);
            *self.whole += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Some((name, rest)) = self.path.split_first() else {
            return Err(serde::de::Error::invalid_type(serde::de::Unexpected::Map, &self));
        };
        while let Some(key) = members.next_key::<std::borrow::Cow<'_, str>>()? {
            if key == name.as_str() {
                members.next_value_seed(Elements {
                    path: rest,
                    shape: self.shape,
                    whole: self.whole,
                    found: self.found,
                })?;
            } else {
                members.next_value::<serde::de::IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

impl Shape {
    /// Adds everything another shape has seen.
    pub(super) fn absorb(&mut self, other: Shape) {
        if let Some(scalar) = other.scalar {
            self.add_scalar(scalar);
        }
        if let Some(element) = other.element {
            self.element.get_or_insert_default().absorb(*element);
        }
        if let Some(members) = other.members {
            self.members.get_or_insert_with(Vec::new);
            for (hint, (name, shape)) in members.into_iter().enumerate() {
                self.member(&name, hint).absorb(shape);
            }
        }
    }
}
