//! What the services' models say of an operation's input, asked before the operation is.
//!
//! Invariants:
//! - The facts are those of AWS's own models, in the files beside this one; `tests/conformance/model.py` makes them.
//! - All that is wrong is told at once, in the words in which the services tell it; what is of another type is told
//!   first and alone, as no input.
//! - What a model does not know is left to the operation.

mod pattern;
mod read;

use serde_json::Value;

use self::pattern::Pattern;
pub use self::read::Model;
use self::read::{Bounds, Shape};
use super::wire::ServiceError;
use super::wire::input::time_of;

/// As many violations as are told.
const TOLD: usize = 100;
/// As many characters of a value as are told.
const SHOWN: usize = 256;
/// Shapes within shapes; what JSON nests deeper is not read at all.
const DEPTH: usize = 128;

impl Model {
    /// Whether an operation may have this input.
    pub fn check(&self, operation: &str, input: &Value) -> Result<(), ServiceError> {
        let Some(shape) = self.input(operation) else { return Ok(()) };
        let mut look = Look { model: self, violations: Vec::new() };
        look.value(shape, input, &Path { above: None, part: "", depth: 0 })?;
        if look.violations.is_empty() {
            return Ok(());
        }
        let count = look.violations.len();
        let plural = if count == 1 { "" } else { "s" };
        let told = look.violations.join("; ");
        Err(ServiceError::invalid(format!("{count} validation error{plural} detected: {told}")))
    }
}

/// Where a value stands in the input: `tableInput.partitionKeys.1.member.name`.
struct Path<'a> {
    above: Option<&'a Path<'a>>,
    part: &'a str,
    depth: usize,
}

impl<'a> Path<'a> {
    fn down(&'a self, part: &'a str) -> Self {
        Path { above: Some(self), part, depth: self.depth + 1 }
    }

    fn told(&self) -> String {
        let above = self.above.map(Path::told).unwrap_or_default();
        let mut part = String::with_capacity(self.part.len());
        let mut characters = self.part.chars();
        part.extend(characters.next().into_iter().flat_map(char::to_lowercase));
        part.extend(characters);
        match (above.is_empty(), part.is_empty()) {
            (true, _) => part,
            (_, true) => above,
            _ => format!("{above}.{part}"),
        }
    }
}

struct Look<'m> {
    model: &'m Model,
    violations: Vec<String>,
}

impl Look<'_> {
    fn value(&mut self, shape: &str, value: &Value, path: &Path<'_>) -> Result<(), ServiceError> {
        let Some(shape) = self.model.shape(shape) else { return Ok(()) };
        if value.is_null() || path.depth > DEPTH || self.violations.len() >= TOLD {
            return Ok(());
        }
        match (shape, value) {
            // In a form, an empty text is also a list without items.
            (Shape::Structure(_) | Shape::List(..) | Shape::Map(..), Value::String(text)) if text.is_empty() => {}
            (Shape::Structure(members), Value::Object(given)) => {
                for member in members {
                    match given.get(member.name).filter(|value| !value.is_null()) {
                        Some(value) => self.value(member.shape, value, &path.down(member.name))?,
                        None if member.required => {
                            self.violate("null", &path.down(member.name), "Member must not be null");
                        }
                        None => {}
                    }
                }
            }
            (Shape::List(bounds, item), Value::Array(items)) => {
                self.size(*bounds, items.len(), value, path);
                for (index, value) in items.iter().enumerate() {
                    let index = (index + 1).to_string();
                    self.value(item, value, &path.down(&index).down("member"))?;
                }
            }
            (Shape::Map(bounds, key, item), Value::Object(entries)) => {
                self.size(*bounds, entries.len(), value, path);
                for (name, value) in entries {
                    self.text(key, name, &path.down("key"));
                    self.value(item, value, &path.down(name).down("member"))?;
                }
            }
            (Shape::Text(..) | Shape::Enum(_), Value::String(text)) => self.checked(shape, text, path),
            (Shape::Integer(bounds), value) => self.range(*bounds, integer(value, path)?, path),
            (Shape::Number(bounds), value) => self.range(*bounds, number(value, path)?, path),
            (Shape::Boolean, Value::Bool(_)) | (Shape::Blob, Value::String(_) | Value::Object(_)) => {}
            (Shape::Boolean, Value::String(text)) if text == "true" || text == "false" => {}
            (Shape::Timestamp, value) if time_of(value).is_some() => {}
            (shape, value) => return Err(another_type(value, shape.wanted(), path)),
        }
        Ok(())
    }

    fn text(&mut self, shape: &str, text: &str, path: &Path<'_>) {
        if let Some(shape) = self.model.shape(shape) {
            self.checked(shape, text, path);
        }
    }

    fn checked(&mut self, shape: &Shape, text: &str, path: &Path<'_>) {
        match shape {
            Shape::Enum(values) if !values.contains(&text) => {
                let rule = format!("Member must satisfy enum value set: [{}]", values.join(", "));
                self.violate(&quoted(text), path, &rule);
            }
            Shape::Text(bounds, pattern) => {
                self.length(*bounds, text.chars().count(), &quoted(text), path);
                if let Some(rule) = pattern.as_ref().and_then(|pattern| broken(pattern, text)) {
                    self.violate(&quoted(text), path, &rule);
                }
            }
            _ => {}
        }
    }

    fn size(&mut self, bounds: Bounds, items: usize, value: &Value, path: &Path<'_>) {
        if !bounds.hold(items as f64) {
            self.length(bounds, items, &quoted(&value.to_string()), path);
        }
    }

    fn length(&mut self, bounds: Bounds, length: usize, told: &str, path: &Path<'_>) {
        if let Some(rule) = bounds.broken("length", length as f64) {
            self.violate(told, path, &rule);
        }
    }

    fn range(&mut self, bounds: Bounds, value: f64, path: &Path<'_>) {
        if let Some(rule) = bounds.broken("value", value) {
            self.violate(&quoted(&value.to_string()), path, &rule);
        }
    }

    fn violate(&mut self, value: &str, path: &Path<'_>, rule: &str) {
        let path = path.told();
        self.violations.push(format!("Value {value} at '{path}' failed to satisfy constraint: {rule}"));
    }
}

fn broken(pattern: &Pattern, text: &str) -> Option<String> {
    let rule = || format!("Member must satisfy regular expression pattern: {}", pattern.source());
    (!pattern.holds(text)).then(rule)
}

/// Numbers and booleans may be texts: forms have nothing else.
#[expect(clippy::cast_precision_loss, reason = "bounds of whole numbers are below 2^52")]
fn integer(value: &Value, path: &Path<'_>) -> Result<f64, ServiceError> {
    let whole = match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    whole.map(|whole| whole as f64).ok_or_else(|| another_type(value, "an Integer", path))
}

fn number(value: &Value, path: &Path<'_>) -> Result<f64, ServiceError> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    number.ok_or_else(|| another_type(value, "a Double", path))
}

fn another_type(value: &Value, wanted: &str, path: &Path<'_>) -> ServiceError {
    let found = match value {
        Value::Null => "NULL_VALUE",
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        Value::String(_) => "STRING_VALUE",
        Value::Array(_) => "START_ARRAY",
        Value::Object(_) => "START_OBJECT",
    };
    let path = path.told();
    ServiceError::client("SerializationException", format!("{found} can not be converted to {wanted} at '{path}'"))
}

fn quoted(value: &str) -> String {
    if value.chars().count() <= SHOWN {
        return format!("'{value}'");
    }
    format!("'{}...'", value.chars().take(SHOWN).collect::<String>())
}

#[cfg(test)]
mod tests;
