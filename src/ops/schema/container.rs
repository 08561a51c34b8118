//! Avro container files against a schema.

use std::io::Read;
use std::path::Path;

use super::data::Validation;
use crate::domain::schema::{Budget, DataFormat, Mode, Profile, Severity};
use crate::domain::schema_check::{self, Job, OldVersion};
use crate::domain::schema_data::{DataSchema, Fault};
use crate::error::{Error, Result};

/// Reads every record of a container with the given schema, as a reader of that schema would.
pub(super) fn validate(path: &Path, input: impl Read, schema: &DataSchema, most: usize) -> Result<Validation> {
    let shown = path.display();
    let Some(definition) = schema.avro_definition() else {
        return Err(Error::usage(format!("{shown} is an Avro file, and the schema is {}", schema.format()))
            .hint("Avro files are held against Avro schemas"));
    };
    let reader_schema = apache_avro::Schema::parse_str(definition)
        .map_err(|error| Error::usage("the schema cannot read Avro files").because(error.to_string()))?;
    let reader = apache_avro::Reader::new(input)
        .map_err(|error| Error::usage(format!("{shown} is a broken Avro file")).because(error.to_string()))?;
    let written = serde_json::to_string(reader.writer_schema()).unwrap_or_default();
    let obstacles = obstacles(&written, definition);
    let mut validation = Validation::default();
    for record in reader {
        let faults = match record {
            // The rules of schema resolution let every record through.
            Ok(_) if obstacles.is_empty() => Vec::new(),
            // They do not, but this record may have nothing of what stands in the way.
            Ok(value) => match value.resolve(&reader_schema) {
                Ok(_) => Vec::new(),
                Err(_) => obstacles.clone(),
            },
            Err(error) => vec![Fault { path: String::new(), message: format!("broken from here on: {error}") }],
        };
        validation.add(None, faults, most);
    }
    Ok(validation)
}

/// What stands against reading the file's schema with the given one, by the rules of schema resolution.
fn obstacles(written: &str, reader: &str) -> Vec<Fault> {
    let checked = schema_check::check(&Job {
        file: String::new(),
        format: DataFormat::Avro,
        mode: Mode::Backward,
        profile: Profile::Glue,
        budget: Budget::default(),
        text: reader.to_owned(),
        bundle: None,
        history: vec![OldVersion {
            number: 1,
            label: "the file's schema".to_owned(),
            is_file: false,
            text: written.to_owned(),
            bundle: None,
        }],
        against: vec![1],
    });
    checked
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Breaking)
        .map(|finding| Fault { path: finding.path.clone(), message: finding.message.clone() })
        .collect()
}
