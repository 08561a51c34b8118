//! A schema from data: from JSON records, CSV files, Parquet and ORC footers, and from the columns of a table.

use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use super::data::{shape, unreadable};
use crate::domain::catalog::Table;
use crate::domain::crawl::{CrawlSettings, FileFormat, FileSchema, Inspection, QuotedCsv, Sample, SampleNeed, inspect};
use crate::domain::schema::DataFormat;
use crate::domain::schema_data::{avro_of_columns, avro_of_shape, json_schema_of_columns, json_schema_of_shape};
use crate::domain::types::GlueType;
use crate::error::{Error, Result};

/// A schema that was made from something.
#[derive(Debug, Clone, PartialEq)]
pub struct Inferred {
    pub definition: Value,
    /// Records that it was made from; none when they were not read.
    pub records: Option<u64>,
    /// Things to know about it.
    pub notes: Vec<String>,
}

/// The largest CSV file that is looked at whole; of a larger one the beginning.
const LARGEST_SAMPLE: u64 = 256 << 20;

/// A schema for the records of a file.
pub fn infer_file(path: &Path, format: DataFormat, name: &str, document: bool) -> Result<Inferred> {
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, error))?;
    let mut magic = Vec::new();
    file.take(4).read_to_end(&mut magic).map_err(|error| unreadable(path, error))?;
    if magic == b"PAR1" {
        let found = parquet(path)?;
        return of_columns(&columns(&found), format, name, Some(found.records_read), found.notes);
    }
    if magic.starts_with(b"ORC") && !is_delimited(path) {
        let found = orc(path)?;
        return of_columns(&columns(&found), format, name, Some(found.records_read), found.notes);
    }
    if magic.starts_with(b"Obj\x01") {
        return Err(Error::usage(format!("{} is an Avro file, which has its schema in it", path.display())));
    }
    if is_delimited(path) {
        let found = csv(path)?;
        return of_columns(&columns(&found), format, name, Some(found.records_read), found.notes);
    }
    let shape = shape(path, document)?;
    if shape.count() == 0 {
        return Err(Error::usage(format!("{} has no records to learn from", path.display())));
    }
    let failed = |why: String| Error::usage(format!("{} has no {format} schema", path.display())).because(why);
    let (definition, notes) = match format {
        DataFormat::Avro => avro_of_shape(name, &shape).map_err(failed)?,
        DataFormat::Json => (json_schema_of_shape(name, &shape), Vec::new()),
        DataFormat::Protobuf => return Err(no_protobuf()),
    };
    Ok(Inferred { definition, records: Some(shape.count()), notes })
}

/// A schema for the rows of a table, its partition keys among them.
pub fn infer_columns(table: &Table, format: DataFormat, name: &str) -> Result<Inferred> {
    let mut columns = Vec::new();
    for column in table.columns.iter().chain(&table.partition_keys) {
        let column_type: GlueType = column.column_type.parse().map_err(|error| {
            Error::failed(format!(
                "the type of column `{}` of {}.{} is not understood",
                column.name, table.database, table.name
            ))
            .because(error)
        })?;
        columns.push((column.name.clone(), column_type));
    }
    of_columns(&columns, format, name, None, Vec::new())
}

fn of_columns(
    columns: &[(String, GlueType)],
    format: DataFormat,
    name: &str,
    records: Option<u64>,
    notes: Vec<String>,
) -> Result<Inferred> {
    let definition = match format {
        DataFormat::Avro => avro_of_columns(name, columns)
            .map_err(|why| Error::usage(format!("the columns of {name} have no AVRO schema")).because(why))?,
        DataFormat::Json => json_schema_of_columns(name, columns),
        DataFormat::Protobuf => return Err(no_protobuf()),
    };
    Ok(Inferred { definition, records, notes })
}

fn no_protobuf() -> Error {
    Error::usage("a PROTOBUF schema is not inferred: its field numbers are a decision").hint("--format avro or json")
}

fn columns(found: &FileSchema) -> Vec<(String, GlueType)> {
    found.columns.iter().map(|column| (column.name.clone(), column.column_type.clone())).collect()
}

fn is_delimited(path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".csv", ".tsv", ".psv", ".txt"].iter().any(|ending| name.ends_with(ending))
}

fn csv(path: &Path) -> Result<FileSchema> {
    let failed = |error| unreadable(path, error);
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut input: Box<dyn std::io::Read> = match path.extension().is_some_and(|extension| extension == "gz") {
        true => Box::new(flate2::read::MultiGzDecoder::new(file)),
        false => Box::new(file),
    };
    let mut bytes = Vec::new();
    input.by_ref().take(LARGEST_SAMPLE).read_to_end(&mut bytes).map_err(failed)?;
    let complete = input.read(&mut [0]).map_err(failed)? == 0;
    let shown = path.display().to_string();
    // Which reader a table would have is no question here.
    let settings = CrawlSettings { quoted_csv: QuotedCsv::OpenCsv, ..CrawlSettings::default() };
    match inspect(&shown, Sample { bytes: &bytes, complete }, &settings) {
        Inspection::Read(mut found, problems) => {
            if !matches!(found.format, FileFormat::Csv(_)) {
                return Err(
                    Error::usage(format!("{shown} is no delimited text")).hint("name JSON files .json or .jsonl")
                );
            }
            found.notes.extend(problems.iter().map(ToString::to_string));
            if !complete {
                found.notes.push(format!("only the first {} MiB were looked at", LARGEST_SAMPLE >> 20));
            }
            Ok(found)
        }
        Inspection::Unreadable(problem) => {
            Err(Error::usage(format!("{shown} cannot be understood")).because(problem.to_string()))
        }
        Inspection::Need(SampleNeed::More { .. } | SampleNeed::ParquetFooter | SampleNeed::OrcFooter) => {
            Err(Error::usage(format!("{shown} is no delimited text")))
        }
    }
}

#[cfg(feature = "local")]
fn parquet(path: &Path) -> Result<FileSchema> {
    use std::io::{Seek, SeekFrom};

    use crate::domain::crawl::parquet_footer::{TRAILER, footer_length, schema_in_footer};

    let failed = |error| unreadable(path, error);
    let broken = |why: String| Error::usage(format!("{} has no readable footer", path.display())).because(why);
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let mut read_end = |length: usize, skipped: usize| -> Result<Vec<u8>> {
        let from_end = (length + skipped) as u64;
        let Some(start) = size.checked_sub(from_end) else {
            return Err(broken("the file is cut".to_owned()));
        };
        let mut bytes = vec![0; length];
        file.seek(SeekFrom::Start(start)).map_err(failed)?;
        file.read_exact(&mut bytes).map_err(failed)?;
        Ok(bytes)
    };
    let length = footer_length(&read_end(TRAILER, 0)?).map_err(broken)?;
    schema_in_footer(&read_end(length, TRAILER)?, size).map_err(broken)
}

#[cfg(feature = "local")]
fn orc(path: &Path) -> Result<FileSchema> {
    use std::io::{Seek, SeekFrom};

    use crate::domain::crawl::orc_footer::schema_in_tail;
    use crate::domain::orc::{LONGEST_POSTSCRIPT, Postscript};

    let failed = |error| unreadable(path, error);
    let broken = |why: String| Error::usage(format!("{} has no readable footer", path.display())).because(why);
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let mut read_end = |length: u64| -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(size - length)).map_err(failed)?;
        file.by_ref().take(length).read_to_end(&mut bytes).map_err(failed)?;
        Ok(bytes)
    };
    let postscript = Postscript::read(&read_end(size.min(LONGEST_POSTSCRIPT as u64))?, size).map_err(broken)?;
    schema_in_tail(&read_end(postscript.tail_length())?, &postscript, size).map_err(broken)
}

#[cfg(not(feature = "local"))]
fn orc(path: &Path) -> Result<FileSchema> {
    Err(Error::usage(format!("{} is ORC, and this lakectl was built without its reader", path.display()))
        .hint("build it with the feature `local`"))
}

#[cfg(not(feature = "local"))]
fn parquet(path: &Path) -> Result<FileSchema> {
    Err(Error::usage(format!("{} is Parquet, and this lakectl was built without its reader", path.display()))
        .hint("build it with the feature `local`"))
}
