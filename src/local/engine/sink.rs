//! The files that statements write: Parquet, ORC, Avro, JSON lines, or delimited text.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};

use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, GzipLevel, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;
use flate2::write::GzEncoder;

use super::avro_out::{self, AvroWriter};
use super::error::EngineError;
use super::functions::write_json;
use super::orc_out::OrcWriter;
use super::serde::delimiters::Delimiters;
use super::source::Storage;
use super::text_out;
use super::types::athena_name;

/// What the rows become.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FileFormat {
    Parquet(Compression),
    Orc(OrcCompression),
    Avro { deflate: bool },
    Json { gzip: bool },
    Text { delimiters: Delimiters, gzip: bool },
}

/// How ORC files are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrcCompression {
    None,
    Zlib,
    Snappy,
    Lz4,
    Zstd,
}

impl OrcCompression {
    /// By Athena's name, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "NONE" | "UNCOMPRESSED" => Self::None,
            "ZLIB" => Self::Zlib,
            "SNAPPY" => Self::Snappy,
            "LZ4" => Self::Lz4,
            "ZSTD" => Self::Zstd,
            _ => return None,
        })
    }

    /// The number by which files say it.
    pub fn code(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Zlib => 1,
            Self::Snappy => 2,
            Self::Lz4 => 4,
            Self::Zstd => 5,
        }
    }

    /// A block, compressed.
    pub fn pack(self, block: &[u8]) -> Result<Vec<u8>, EngineError> {
        Ok(match self {
            Self::None => block.to_vec(),
            Self::Zlib => {
                let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
                out.write_all(block)?;
                out.finish()?
            }
            Self::Snappy => snap::raw::Encoder::new()
                .compress_vec(block)
                .map_err(|error| EngineError::system(format_args!("cannot compress: {error}")))?,
            Self::Lz4 => lz4_flex::block::compress(block),
            Self::Zstd => zstd::bulk::compress(block, zstd::DEFAULT_COMPRESSION_LEVEL)?,
        })
    }
}

impl FileFormat {
    /// A format by Athena's name for it, with its default compression.
    pub fn parse(name: &str, statement: &str) -> Result<Self, EngineError> {
        match name.to_ascii_uppercase().as_str() {
            "PARQUET" => Ok(FileFormat::Parquet(Compression::GZIP(GzipLevel::default()))),
            "JSON" => Ok(FileFormat::Json { gzip: true }),
            "TEXTFILE" => Ok(FileFormat::Text { delimiters: Delimiters::new(1), gzip: true }),
            "ORC" => Ok(FileFormat::Orc(OrcCompression::Zlib)),
            "AVRO" => Ok(FileFormat::Avro { deflate: true }),
            "ION" => Err(EngineError::unsupported(format_args!("{statement} with format = '{name}'"))),
            _ => Err(EngineError::user(
                "INVALID_TABLE_PROPERTY",
                format_args!("Invalid value for table property 'format': '{name}'"),
            )),
        }
    }

    /// The same format with another compression.
    pub fn compressed(self, name: &str) -> Result<Self, EngineError> {
        let refused = || EngineError::unsupported(format_args!("{} compressed with {name}", self.name()));
        let name = name.to_ascii_uppercase();
        Ok(match self {
            FileFormat::Parquet(_) => FileFormat::Parquet(match name.as_str() {
                "GZIP" => Compression::GZIP(GzipLevel::default()),
                "SNAPPY" => Compression::SNAPPY,
                "ZSTD" => Compression::ZSTD(ZstdLevel::default()),
                "NONE" | "UNCOMPRESSED" => Compression::UNCOMPRESSED,
                _ => return Err(refused()),
            }),
            FileFormat::Orc(_) => FileFormat::Orc(OrcCompression::parse(&name).ok_or_else(refused)?),
            FileFormat::Avro { .. } => FileFormat::Avro {
                deflate: match name.as_str() {
                    "DEFLATE" | "GZIP" => true,
                    "NONE" | "UNCOMPRESSED" => false,
                    _ => return Err(refused()),
                },
            },
            FileFormat::Json { .. } => FileFormat::Json { gzip: gzip(&name).ok_or_else(refused)? },
            FileFormat::Text { delimiters, .. } => {
                FileFormat::Text { delimiters, gzip: gzip(&name).ok_or_else(refused)? }
            }
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            FileFormat::Parquet(_) => "parquet",
            FileFormat::Orc(_) => "orc",
            FileFormat::Avro { .. } => "avro",
            FileFormat::Json { .. } => "json",
            FileFormat::Text { .. } => "textfile",
        }
    }

    /// The compression that Athena takes when none is named.
    pub fn default_compression(self) -> &'static str {
        match self {
            FileFormat::Orc(_) => "ZLIB",
            FileFormat::Avro { .. } => "DEFLATE",
            _ => "GZIP",
        }
    }

    /// What the names of its files end with.
    pub fn extension(self) -> &'static str {
        match self {
            FileFormat::Json { gzip: true } | FileFormat::Text { gzip: true, .. } => ".gz",
            _ => "",
        }
    }

    /// How the catalog describes a table of this format.
    pub fn storage(self, location: &str) -> Storage {
        let text = |library: &str, parameters: &[(&str, String)]| Storage {
            location: location.to_owned(),
            input_format: "org.apache.hadoop.mapred.TextInputFormat".to_owned(),
            output_format: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat".to_owned(),
            serde_library: library.to_owned(),
            serde_parameters: parameters.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
        };
        match self {
            FileFormat::Parquet(_) => super::write::parquet_storage(location),
            FileFormat::Orc(_) => Storage {
                location: location.to_owned(),
                input_format: "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat".to_owned(),
                output_format: "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat".to_owned(),
                serde_library: "org.apache.hadoop.hive.ql.io.orc.OrcSerde".to_owned(),
                serde_parameters: BTreeMap::from([("serialization.format".to_owned(), "1".to_owned())]),
            },
            FileFormat::Avro { .. } => Storage {
                location: location.to_owned(),
                input_format: "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat".to_owned(),
                output_format: "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat".to_owned(),
                serde_library: "org.apache.hadoop.hive.serde2.avro.AvroSerDe".to_owned(),
                serde_parameters: BTreeMap::from([("serialization.format".to_owned(), "1".to_owned())]),
            },
            FileFormat::Json { .. } => text("org.apache.hive.hcatalog.data.JsonSerDe", &[]),
            FileFormat::Text { delimiters, .. } => text(
                "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                &[
                    ("field.delim", char::from(delimiters.field()).to_string()),
                    ("serialization.format", char::from(delimiters.field()).to_string()),
                ],
            ),
        }
    }

    /// The parameters of such a table.
    pub fn parameters(self, compression: &str) -> BTreeMap<String, String> {
        let mut parameters = vec![("EXTERNAL", "TRUE"), ("has_encrypted_data", "false")];
        match self {
            FileFormat::Parquet(_) => {
                parameters.extend([("classification", "parquet"), ("parquet.compression", compression)]);
            }
            FileFormat::Orc(_) => {
                parameters.extend([("classification", "orc"), ("orc.compress", compression)]);
            }
            FileFormat::Avro { .. } => {
                parameters.extend([("classification", "avro"), ("write.compression", compression)])
            }
            FileFormat::Json { .. } => {
                parameters.extend([("classification", "json"), ("write.compression", compression)])
            }
            FileFormat::Text { .. } => {
                parameters.extend([("classification", "csv"), ("write.compression", compression)])
            }
        }
        parameters.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
    }

    /// Fails for a type that the format cannot hold.
    pub fn check(self, name: &str, kind: &DataType) -> Result<(), EngineError> {
        let bytes = matches!(kind, DataType::Binary | DataType::BinaryView | DataType::LargeBinary);
        let refused = match self {
            FileFormat::Parquet(_) | FileFormat::Orc(_) => false,
            FileFormat::Avro { .. } => !avro_out::holds(kind) || !avro_out::is_name(name),
            FileFormat::Json { .. } => bytes,
            FileFormat::Text { delimiters, .. } => return delimiters.check(name, kind),
        };
        if !refused {
            return Ok(());
        }
        Err(EngineError::unsupported(format_args!(
            "column {name} of type {} in a file of format {}",
            athena_name(kind),
            self.name()
        )))
    }
}

/// Whether a compression is gzip or none.
fn gzip(name: &str) -> Option<bool> {
    match name {
        "GZIP" => Some(true),
        "NONE" | "UNCOMPRESSED" => Some(false),
        _ => None,
    }
}

/// A file being written.
pub enum Sink {
    Parquet(Box<ArrowWriter<File>>),
    Orc(Box<OrcWriter>),
    Avro(Box<AvroWriter>),
    Lines { format: FileFormat, out: Out, line: Vec<u8>, text: String },
}

pub enum Out {
    Plain(BufWriter<File>),
    Gzip(Box<GzEncoder<BufWriter<File>>>),
}

impl Write for Out {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        match self {
            Out::Plain(out) => out.write(buffer),
            Out::Gzip(out) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Out::Plain(out) => out.flush(),
            Out::Gzip(out) => out.flush(),
        }
    }
}

fn parquet_error(error: datafusion::parquet::errors::ParquetError) -> EngineError {
    EngineError::system(format_args!("cannot write Parquet: {error}"))
}

impl Sink {
    pub fn new(file: File, format: FileFormat, schema: &SchemaRef) -> Result<Self, EngineError> {
        let gzip = match format {
            FileFormat::Parquet(compression) => {
                let properties = WriterProperties::builder().set_compression(compression).build();
                let writer = ArrowWriter::try_new(file, SchemaRef::clone(schema), Some(properties));
                return Ok(Sink::Parquet(Box::new(writer.map_err(parquet_error)?)));
            }
            FileFormat::Orc(compression) => {
                return Ok(Sink::Orc(Box::new(OrcWriter::new(file, compression, schema)?)));
            }
            FileFormat::Avro { deflate } => {
                return Ok(Sink::Avro(Box::new(AvroWriter::new(file, deflate, schema)?)));
            }
            FileFormat::Json { gzip } | FileFormat::Text { gzip, .. } => gzip,
        };
        let file = BufWriter::with_capacity(1 << 18, file);
        let out = if gzip {
            Out::Gzip(Box::new(GzEncoder::new(file, flate2::Compression::default())))
        } else {
            Out::Plain(file)
        };
        Ok(Sink::Lines { format, out, line: Vec::new(), text: String::new() })
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), EngineError> {
        match self {
            Sink::Parquet(writer) => writer.write(batch).map_err(parquet_error),
            Sink::Orc(writer) => writer.write(batch),
            Sink::Avro(writer) => writer.write(batch),
            Sink::Lines { format, out, line, text } => {
                for row in 0..batch.num_rows() {
                    line.clear();
                    match format {
                        FileFormat::Text { delimiters, .. } => {
                            text_out::write_row(batch, row, delimiters, (line, text))?
                        }
                        _ => {
                            text.clear();
                            json_line(batch, row, text)?;
                            line.extend_from_slice(text.as_bytes());
                        }
                    }
                    line.push(b'\n');
                    out.write_all(line)?;
                }
                Ok(())
            }
        }
    }

    pub fn close(self) -> Result<(), EngineError> {
        match self {
            Sink::Parquet(writer) => writer.close().map(drop).map_err(parquet_error),
            Sink::Orc(writer) => writer.close(),
            Sink::Avro(writer) => writer.close(),
            Sink::Lines { out: Out::Plain(mut out), .. } => Ok(out.flush()?),
            Sink::Lines { out: Out::Gzip(out), .. } => Ok(out.finish()?.flush()?),
        }
    }
}

fn json_line(batch: &RecordBatch, row: usize, line: &mut String) -> Result<(), EngineError> {
    line.push('{');
    let schema = batch.schema();
    let mut first = true;
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        if column.is_null(row) {
            continue;
        }
        if !std::mem::take(&mut first) {
            line.push(',');
        }
        line.push_str(&serde_json::Value::from(field.name().as_str()).to_string());
        line.push(':');
        write_json(column.as_ref(), row, line)?;
    }
    line.push('}');
    Ok(())
}
