//! The reader of ORC files: one stripe after the other, and of each only the columns that are asked for.
//!
//! Invariants: the end of a file and every stripe are judged (`domain::orc`) before the decoder sees them, so that no
//! length in them takes memory that the bytes do not warrant; the decoder gets nothing but what was judged. What it
//! fails at nevertheless, by an error or a panic, is the file's fault and says so.
//!
//! Athena finds the columns of ORC files by their place, unless the table's `orc.column.index.access` is false. Source:
//! Athena User Guide, "Handle schema updates", index access for ORC and Parquet. Fields inside columns go by their names.

mod adapt;
mod served;
mod stripe;

use std::cell::Cell;
use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Once};

use datafusion::arrow::array::{ArrayRef, RecordBatch, new_null_array};
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use orc_rust::array_decoder::NaiveStripeDecoder;
use orc_rust::projection::ProjectionMask;
use orc_rust::reader::metadata::{FileMetadata, read_metadata};
use orc_rust::schema::RootDataType;
use orc_rust::stripe::Stripe;

use self::served::Served;
use super::ScanFile;
use super::meter::ScanMeter;
use super::shape::Shape;
use crate::domain::orc::{LONGEST_POSTSCRIPT, OrcType, Postscript, Tail};
use crate::engine::error::EngineError;
use crate::engine::serde::{FileColumn, RowReader, column, input_error};
use crate::engine::source::{Elsewhere, bring_now};

/// The bytes at the end of a file that the decoder looks at, if the file has them.
const DECODERS_TAIL: u64 = 16 << 10;

/// How the columns of a table are found in its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orc {
    /// By their place in the file, not by name.
    pub by_place: bool,
}

impl Orc {
    /// Opens a file, or the stripes of it that begin in a part.
    pub fn open(
        &self,
        file: &ScanFile,
        meter: &Arc<ScanMeter>,
        columns: Arc<[FileColumn]>,
        batch_rows: usize,
    ) -> Result<OrcReader, EngineError> {
        let opened = File::open(&file.path).map_err(|error| {
            EngineError::user("HIVE_CANNOT_OPEN_SPLIT", format_args!("Error opening {}: {error}", file.uri))
        })?;
        // The size of the whole object, also when a part of it is read.
        let size = opened.metadata()?.len();
        let (uri, elsewhere) = (Arc::clone(&file.uri), file.elsewhere.clone());
        let mut source = Source { file: opened, size, meter: Arc::clone(meter), uri, elsewhere };
        let (tail, metadata) = source.tail(!file.is_continued())?;
        refuse_transactions(&tail)?;

        let mut chosen = Vec::with_capacity(columns.len());
        for wanted in columns.iter() {
            let found = if self.by_place {
                Some(wanted.position).filter(|position| *position < tail.columns.len())
            } else {
                let exact = tail.columns.iter().position(|(name, _)| *name == wanted.name);
                exact.or_else(|| tail.columns.iter().position(|(name, _)| name.to_lowercase() == wanted.name))
            };
            let planned = found.map(|place| {
                let kind = &tail.columns[place].1;
                adapt::shape(&wanted.name, kind, &wanted.kind).map(|shape| (place, shape))
            });
            chosen.push(planned.transpose()?);
        }
        let mut places: Vec<usize> = chosen.iter().flatten().map(|(place, _)| *place).collect();
        places.sort_unstable();
        places.dedup();
        let read: Vec<OrcType> = places.iter().map(|place| tail.columns[*place].1.clone()).collect();
        let hints = places.iter().zip(&read).map(|(place, kind)| {
            let name = &tail.columns[*place].0;
            Ok(Field::new(name, adapt::hint(name, kind)?, true))
        });
        let hints = Arc::new(Schema::new(hints.collect::<Result<Vec<_>, EngineError>>()?));
        let root = metadata.root_data_type();
        let projected = root.project(&ProjectionMask::roots(root, read.iter().map(|kind| kind.column)));
        let chosen = chosen
            .into_iter()
            .map(|found| {
                found.map(|(place, plan)| {
                    (places.binary_search(&place).expect("the place of a chosen column is among those read"), plan)
                })
            })
            .collect();
        Ok(OrcReader {
            source,
            schema: column::batch_schema(&columns),
            columns,
            chosen,
            wanted: stripe::numbers(&read),
            read,
            hints,
            projected,
            metadata,
            tail,
            range: file.range.clone(),
            next: 0,
            decoder: None,
            bare: 0,
            batch_rows,
        })
    }
}

/// Tables with transactions keep their rows inside a column of rows, beside those that undo them.
fn refuse_transactions(tail: &Tail) -> Result<(), EngineError> {
    let names: Vec<&str> = tail.columns.iter().map(|(name, _)| name.as_str()).collect();
    if names == ["operation", "originalTransaction", "bucket", "rowId", "currentTransaction", "row"] {
        return Err(EngineError::unsupported("ORC files of a Hive table with transactions"));
    }
    Ok(())
}

/// A file whose reads are counted.
struct Source {
    file: File,
    size: u64,
    meter: Arc<ScanMeter>,
    uri: Arc<str>,
    elsewhere: Option<Arc<dyn Elsewhere>>,
}

impl Source {
    fn read(&mut self, offset: u64, length: u64, counted: bool) -> Result<Vec<u8>, EngineError> {
        if counted {
            self.meter.add_bytes(length)?;
        }
        bring_now(self.elsewhere.as_deref(), &self.uri, offset..offset.saturating_add(length))?;
        self.file.seek(SeekFrom::Start(offset)).map_err(input_error)?;
        let mut bytes = Vec::new();
        self.file.by_ref().take(length).read_to_end(&mut bytes).map_err(input_error)?;
        if bytes.len() as u64 != length {
            return Err(malformed("the file is shorter than it was"));
        }
        Ok(bytes)
    }

    /// The end of the file, judged, and what the decoder makes of it.
    fn tail(&mut self, counted: bool) -> Result<(Tail, FileMetadata), EngineError> {
        let size = self.size;
        let first = size.min(LONGEST_POSTSCRIPT as u64);
        let end = self.read(size - first, first, false)?;
        let postscript = Postscript::read(&end, size).map_err(malformed)?;
        let length = postscript.tail_length();
        let held = length.max(size.min(DECODERS_TAIL));
        let bytes = self.read(size - held, held, counted)?;
        let own = &bytes[bytes.len() - usize::try_from(length).map_err(malformed)?..];
        let tail = Tail::read(own, &postscript, size).map_err(malformed)?;
        let mut served = Served::new(size);
        served.keep_end(bytes);
        let metadata = guarded(|| read_metadata(&mut served))?.map_err(malformed)?;
        if metadata.stripe_metadatas().len() != tail.stripes.len() {
            return Err(malformed("the file ends in two ways"));
        }
        Ok((tail, metadata))
    }
}

/// An error of a file that is not what it should be.
fn malformed(error: impl std::fmt::Display) -> EngineError {
    EngineError::user("HIVE_BAD_DATA", format_args!("Malformed ORC file: {error}"))
}

thread_local! {
    /// Whether a panic on this thread is a file's fault, and will be told as such.
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a part of the decoder. A panic is an error of the file, and not told twice.
fn guarded<T>(decode: impl FnOnce() -> T) -> Result<T, EngineError> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !EXPECTED.get() {
                before(panic);
            }
        }));
    });
    let before = EXPECTED.replace(true);
    // What the decoder leaves half done is not looked at again.
    let done = std::panic::catch_unwind(AssertUnwindSafe(decode));
    EXPECTED.set(before);
    done.map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        malformed(text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it cannot be decoded"))
    })
}

/// The rows of one file.
pub struct OrcReader {
    source: Source,
    columns: Arc<[FileColumn]>,
    schema: SchemaRef,
    /// For each column: its place among those read, and how it becomes what the table says. None is not in the file.
    chosen: Vec<Option<(usize, Shape)>>,
    /// The columns that are read, in the order of the file.
    read: Vec<OrcType>,
    /// The numbers of these and of all their parts.
    wanted: HashSet<usize>,
    /// What the decoder is to make of them.
    hints: SchemaRef,
    projected: RootDataType,
    metadata: FileMetadata,
    tail: Tail,
    range: Option<Range<u64>>,
    next: usize,
    decoder: Option<NaiveStripeDecoder>,
    /// Rows that are still to come of a stripe of which nothing is read.
    bare: u64,
    batch_rows: usize,
}

impl RowReader for OrcReader {
    fn next_batch(&mut self) -> Result<Option<RecordBatch>, EngineError> {
        loop {
            self.source.meter.check()?;
            if self.bare > 0 {
                let rows = self.batch_rows.min(usize::try_from(self.bare).unwrap_or(usize::MAX));
                self.bare -= rows as u64;
                return self.adapted(&[], rows).map(Some);
            }
            if let Some(decoder) = &mut self.decoder {
                match guarded(|| decoder.next())? {
                    Some(batch) => {
                        let batch = batch.map_err(malformed)?;
                        return self.adapted(batch.columns(), batch.num_rows()).map(Some);
                    }
                    None => self.decoder = None,
                }
            }
            let Some(stripe) = self.tail.stripes.get(self.next).copied() else { return Ok(None) };
            let index = self.next;
            self.next += 1;
            if self.range.as_ref().is_some_and(|range| !range.contains(&stripe.offset)) {
                continue;
            }
            if self.read.is_empty() {
                self.bare = stripe.rows;
                continue;
            }
            let (mut served, rows) =
                stripe::judge(&mut self.source, &self.tail.packed, &stripe, &self.read, &self.wanted, self.batch_rows)?;
            let (metadata, projected, hints) = (&self.metadata, &self.projected, &self.hints);
            let decoder = guarded(|| {
                let info = &metadata.stripe_metadatas()[index];
                let stripe = Stripe::new(&mut served, metadata, projected, info)?;
                NaiveStripeDecoder::new(stripe, Arc::clone(hints), rows)
            })?;
            self.decoder = Some(decoder.map_err(malformed)?);
        }
    }
}

impl OrcReader {
    /// The table's columns from those that were read.
    fn adapted(&self, read: &[ArrayRef], rows: usize) -> Result<RecordBatch, EngineError> {
        let mut arrays = Vec::with_capacity(self.columns.len());
        for (wanted, found) in self.columns.iter().zip(&self.chosen) {
            arrays.push(match found {
                None => new_null_array(&wanted.kind, rows),
                Some((place, shape)) => {
                    let array = read.get(*place).ok_or_else(|| malformed("a column has no rows"))?;
                    if array.len() != rows {
                        return Err(malformed("columns of one stripe have different numbers of rows"));
                    }
                    shape.apply(array).map_err(|error| malformed(format_args!("column {}: {error}", wanted.name)))?
                }
            });
        }
        column::batch(&self.schema, arrays, rows)
    }
}
