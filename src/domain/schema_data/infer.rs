//! What records have in common: types, which members are always there, which are null.

use serde_json::Value;

/// What the values at one place have been so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    pub(super) values: u64,
    pub(super) nulls: u64,
    pub(super) booleans: u64,
    pub(super) integers: u64,
    /// Smallest and largest integer.
    pub(super) range: Option<(i64, i64)>,
    /// Numbers with a fraction, and integers beyond 64 bits.
    pub(super) fractions: u64,
    pub(super) strings: u64,
    pub(super) dates: u64,
    pub(super) moments: u64,
    pub(super) arrays: u64,
    pub(super) element: Option<Box<Shape>>,
    pub(super) objects: u64,
    /// In the order of their first appearance.
    pub(super) members: Vec<(String, Shape)>,
}

impl Shape {
    /// Adds a value.
    pub fn add(&mut self, value: &Value) {
        self.values += 1;
        match value {
            Value::Null => self.nulls += 1,
            Value::Bool(_) => self.booleans += 1,
            Value::Number(number) => match number.as_i64() {
                Some(number) => {
                    self.integers += 1;
                    let (low, high) = self.range.unwrap_or((number, number));
                    self.range = Some((low.min(number), high.max(number)));
                }
                None => self.fractions += 1,
            },
            Value::String(text) => {
                self.strings += 1;
                self.dates += u64::from(is_date(text));
                self.moments += u64::from(is_moment(text));
            }
            Value::Array(elements) => {
                self.arrays += 1;
                let shape = self.element.get_or_insert_default();
                elements.iter().for_each(|element| shape.add(element));
            }
            Value::Object(members) => {
                self.objects += 1;
                for (index, (name, member)) in members.iter().enumerate() {
                    self.member(name, index).add(member);
                }
            }
        }
    }

    fn member(&mut self, name: &str, hint: usize) -> &mut Shape {
        // Objects of one file usually have the same members in the same order: look there first.
        let index = match self.members.get(hint) {
            Some((known, _)) if known == name => hint,
            _ => self.members.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
                self.members.push((name.to_owned(), Self::default()));
                self.members.len() - 1
            }),
        };
        &mut self.members[index].1
    }

    /// Values that were added.
    pub fn count(&self) -> u64 {
        self.values
    }

    /// Whether every value was an object.
    pub fn is_object(&self) -> bool {
        self.objects > 0 && self.objects == self.values
    }

    /// Whether a member is in every object and never null.
    pub(super) fn always_has(&self, member: &Shape) -> bool {
        member.values == self.objects && member.nulls == 0
    }
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    bytes.len() == 10
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && (1..=12).contains(&number(&text[5..7]))
        && (1..=31).contains(&number(&text[8..10]))
}

/// RFC 3339 with a zone, as JSON Schema's `date-time` wants it.
fn is_moment(text: &str) -> bool {
    use time::format_description::well_known::Rfc3339;
    text.as_bytes().get(10).is_some_and(|at| matches!(at, b'T' | b't'))
        && time::OffsetDateTime::parse(text, &Rfc3339).is_ok()
}

fn number(text: &str) -> u32 {
    text.parse().unwrap_or(0)
}
