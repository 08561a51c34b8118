//! Schemas and data: whether records fit a schema, which columns a schema has, which schema fits columns or data.
//!
//! Invariants: what a schema language says and this module does not follow is an error that names it, never left out; a
//! record is judged whole, all of its faults at once.

mod avro_check;
mod avro_model;
mod columns;
mod infer;
mod json_model;
mod write;

use std::fmt;

use serde_json::Value;

use super::schema::{self, DataFormat, DefinitionError};

pub use columns::{Bridged, columns_of};
pub use infer::Shape;
pub use write::{avro_of_columns, avro_of_shape, json_schema_of_columns, json_schema_of_shape};

/// Something in a record that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer into the record; empty for the record itself.
    pub path: String,
    /// One sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

/// Why records cannot be held against a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaError {
    /// The definition is not valid.
    Invalid(Vec<DefinitionError>),
    /// It is, but it cannot be used for this.
    Unsupported(String),
}

/// A definition made ready to judge records.
pub struct DataSchema {
    kind: Kind,
    definition: String,
}

enum Kind {
    Json(Box<jsonschema::Validator>),
    Avro(avro_model::Model),
}

impl fmt::Debug for DataSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataSchema").field("format", &self.format()).finish_non_exhaustive()
    }
}

/// Faults of one record that are told; a broken record has them all over.
const MOST_FAULTS: usize = 20;

impl DataSchema {
    /// Makes a definition ready.
    ///
    /// JSON Schema without `$schema` is draft 7, the newest that the registry takes. References to other documents are
    /// refused: bundle them first.
    pub fn read(format: DataFormat, definition: &str) -> Result<Self, SchemaError> {
        let errors = schema::validate(format, definition);
        if !errors.is_empty() {
            return Err(SchemaError::Invalid(errors));
        }
        let kind = match format {
            DataFormat::Avro => Kind::Avro(avro_model::Model::read(definition).map_err(SchemaError::Unsupported)?),
            DataFormat::Json => Kind::Json(Box::new(validator(definition)?)),
            DataFormat::Protobuf => {
                let why = "records cannot be held against a PROTOBUF schema: its data is not self-describing";
                return Err(SchemaError::Unsupported(why.to_owned()));
            }
        };
        Ok(Self { kind, definition: definition.to_owned() })
    }

    /// The language of the definition.
    pub fn format(&self) -> DataFormat {
        match self.kind {
            Kind::Json(_) => DataFormat::Json,
            Kind::Avro(_) => DataFormat::Avro,
        }
    }

    /// The definition's text, when it is an Avro schema.
    pub fn avro_definition(&self) -> Option<&str> {
        matches!(self.kind, Kind::Avro(_)).then_some(self.definition.as_str())
    }

    /// What in a record does not fit; nothing when all of it does.
    ///
    /// Against an Avro schema a record may be plain JSON or Avro's JSON encoding, in which a value of a union stands in an
    /// object under its type's name. Logical types are numbers and bytes, as Avro writes them.
    pub fn check(&self, record: &Value) -> Vec<Fault> {
        match &self.kind {
            Kind::Avro(model) => avro_check::check(model, record, MOST_FAULTS),
            Kind::Json(validator) => validator
                .iter_errors(record)
                .take(MOST_FAULTS)
                .map(|error| Fault { path: error.instance_path().to_string(), message: shortened(&error.to_string()) })
                .collect(),
        }
    }
}

fn validator(definition: &str) -> Result<jsonschema::Validator, SchemaError> {
    let unsupported = |error: String| SchemaError::Unsupported(shortened(&error));
    let document: Value = serde_json::from_str(definition).map_err(|error| unsupported(error.to_string()))?;
    let options = jsonschema::options().offline().should_validate_formats(true);
    let options = match document.get("$schema") {
        None => options.with_draft(jsonschema::Draft::Draft7),
        Some(_) => options,
    };
    options.build(&document).map_err(|error| unsupported(error.to_string()))
}

/// Messages quote the value they are about, whatever its size.
fn shortened(text: &str) -> String {
    const MOST: usize = 300;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let (head, tail): (String, Vec<char>) =
        (text.chars().take(MOST / 2).collect(), text.chars().rev().take(MOST / 2).collect());
    format!("{head} … {}", tail.into_iter().rev().collect::<String>())
}

#[cfg(test)]
mod tests;
