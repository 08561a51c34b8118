//! Data against schemas: whether the records of a file fit, and what a file's records look like.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use serde_json::Value;

use super::records::{RawRecord, Records};
use super::source::Definition;
use crate::domain::schema::{DataFormat, DefinitionError};
use crate::domain::schema_data::{Bridged, DataSchema, Fault, SchemaError, Shape, columns_of};
use crate::error::{Error, Result};

/// A record that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    /// From 1.
    pub record: u64,
    /// Where it begins; none in files that have no lines.
    pub line: Option<u64>,
    pub faults: Vec<Fault>,
}

/// What came out of holding a file against a schema.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validation {
    pub records: u64,
    pub bad: u64,
    /// The first ones.
    pub first: Vec<BadRecord>,
}

/// How a file is read.
#[derive(Debug, Clone, Copy)]
pub struct ValidateOptions {
    /// Bad records that are told one by one.
    pub most: usize,
    /// The whole file is one record.
    pub document: bool,
}

/// Makes a definition ready to judge records; `label` is what people call it.
pub fn data_schema(format: DataFormat, definition: &str, label: &str) -> Result<DataSchema> {
    DataSchema::read(format, definition).map_err(|error| match error {
        SchemaError::Invalid(errors) => not_valid(format, label, &errors),
        SchemaError::Unsupported(why) => Error::usage(format!("{label} cannot judge records")).because(why),
    })
}

/// The columns for the records of a definition.
pub fn columns(definition: &Definition) -> Result<Bridged> {
    let Definition { label, format, text, .. } = definition;
    data_schema_is_valid(*format, text, label)?;
    columns_of(*format, text).map_err(|why| Error::usage(format!("{label} cannot be columns of a table")).because(why))
}

fn data_schema_is_valid(format: DataFormat, definition: &str, label: &str) -> Result<()> {
    let errors = crate::domain::schema::validate(format, definition);
    if errors.is_empty() { Ok(()) } else { Err(not_valid(format, label, &errors)) }
}

fn not_valid(format: DataFormat, label: &str, errors: &[DefinitionError]) -> Error {
    let mut found = Error::usage(format!("{label} is not a valid {format} schema"));
    if let Some(first) = errors.first() {
        found = found.because(first.message.clone());
    }
    errors.iter().fold(found, |found, error| found.at(format!("{label}:{}:{}", error.place.line, error.place.column)))
}

/// Holds a file against a schema: JSON (lines, documents, one array; gzipped or not), and Avro container files against
/// Avro schemas.
pub fn validate(path: &Path, schema: &DataSchema, options: ValidateOptions) -> Result<Validation> {
    let mut file = open(path)?;
    let magic = head(path, &mut file)?;
    if magic.starts_with(b"Obj\x01") {
        return super::container::validate(path, BufReader::new(file), schema, options.most);
    }
    refuse_other(path, &magic)?;
    let mut validation = Validation::default();
    each_record(path, file, &magic, options.document, |raw| {
        let faults = match serde_json::from_slice::<Value>(&raw.bytes) {
            Ok(value) => schema.check(&value),
            Err(error) => vec![not_json(&error)],
        };
        validation.add(Some(raw.line), faults, options.most);
    })?;
    Ok(validation)
}

/// What the JSON records of a file look like.
pub fn shape(path: &Path, document: bool) -> Result<Shape> {
    let mut file = open(path)?;
    let magic = head(path, &mut file)?;
    refuse_other(path, &magic)?;
    let mut shape = Shape::default();
    let mut broken = None;
    each_record(path, file, &magic, document, |raw| match serde_json::from_slice::<Value>(&raw.bytes) {
        Ok(value) => shape.add(&value),
        Err(error) => {
            broken.get_or_insert((raw.line, error));
        }
    })?;
    match broken {
        None => Ok(shape),
        Some((line, error)) => Err(Error::usage(format!("{} has a record that is no JSON", path.display()))
            .because(not_json(&error).message)
            .at(format!("{}:{line}", path.display()))),
    }
}

impl Validation {
    /// Counts a record, and keeps it when it is one of the first bad ones.
    pub(super) fn add(&mut self, line: Option<u64>, faults: Vec<Fault>, most: usize) {
        self.records += 1;
        if faults.is_empty() {
            return;
        }
        self.bad += 1;
        if self.first.len() < most {
            self.first.push(BadRecord { record: self.records, line, faults });
        }
    }
}

fn not_json(error: &serde_json::Error) -> Fault {
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or_default();
    Fault { path: String::new(), message: format!("not JSON at column {} of the record: {what}", error.column()) }
}

pub(super) fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::unreadable(path, error)
}

fn open(path: &Path) -> Result<File> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    if file.metadata().map_err(|error| unreadable(path, error))?.is_dir() {
        return Err(Error::usage(format!("{} is a directory", path.display())));
    }
    Ok(file)
}

fn head(path: &Path, file: &mut File) -> Result<Vec<u8>> {
    let mut magic = Vec::new();
    file.by_ref().take(4).read_to_end(&mut magic).map_err(|error| unreadable(path, error))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| unreadable(path, error))?;
    Ok(magic)
}

/// Formats that are known and not read here, by their first bytes.
fn refuse_other(path: &Path, magic: &[u8]) -> Result<()> {
    let known = [(&b"PAR1"[..], "Parquet"), (b"ORC", "ORC"), (b"Obj\x01", "Avro"), (b"PK\x03\x04", "zip")];
    match known.iter().find(|(begin, _)| magic.starts_with(begin)) {
        None => Ok(()),
        Some((_, name)) => Err(Error::usage(format!("{} is {name}, whose records are not read here", path.display()))
            .hint("JSON and, against an Avro schema, Avro files are")),
    }
}

fn each_record(path: &Path, file: File, magic: &[u8], document: bool, mut each: impl FnMut(RawRecord)) -> Result<()> {
    let failed = |error| unreadable(path, error);
    let mut input: Box<dyn Read> = match magic.starts_with(b"\x1f\x8b") {
        true => Box::new(flate2::read::MultiGzDecoder::new(file)),
        false => Box::new(file),
    };
    if document {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(failed)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
        each(RawRecord { line: 1, bytes });
        return Ok(());
    }
    let name = path.to_string_lossy().to_ascii_lowercase();
    let is_lines = [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"].iter().any(|ending| name.ends_with(ending));
    let mut records = Records::open(input, is_lines).map_err(failed)?;
    while let Some(raw) = records.next().map_err(failed)? {
        each(raw);
    }
    Ok(())
}
