//! ORC files as statements write them: every type that a table can have, direct encodings, no indexes.
//!
//! Invariants: rows are held until they make a stripe, and no longer; a type that ORC has not is an error before anything
//! is written.

mod column;
mod encode;
mod message;

use std::fs::File;
use std::io::Write;

use datafusion::arrow::array::{Array, ArrayRef, RecordBatch};
use datafusion::arrow::compute;
use datafusion::arrow::datatypes::{DataType, SchemaRef};

use self::column::Streams;
use self::message::Message;
use super::error::EngineError;
use super::sink::OrcCompression;

/// How many bytes of rows make a stripe. A statement may have a hundred files open at once.
const STRIPE: usize = 16 << 20;
/// How many bytes are compressed at once.
const BLOCK: usize = 256 << 10;

/// A file being written.
pub struct OrcWriter {
    file: File,
    compression: OrcCompression,
    schema: SchemaRef,
    types: Vec<Message>,
    held: Vec<RecordBatch>,
    held_bytes: usize,
    /// Where the file ends by now.
    offset: u64,
    stripes: Vec<Message>,
    rows: u64,
}

impl OrcWriter {
    pub fn new(mut file: File, compression: OrcCompression, schema: &SchemaRef) -> Result<Self, EngineError> {
        let mut types = Vec::new();
        column::list("", &DataType::Struct(schema.fields().clone()), &mut types)?;
        file.write_all(b"ORC")?;
        Ok(Self {
            file,
            compression,
            schema: SchemaRef::clone(schema),
            types,
            held: Vec::new(),
            held_bytes: 0,
            offset: 3,
            stripes: Vec::new(),
            rows: 0,
        })
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), EngineError> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        self.held_bytes += batch.get_array_memory_size();
        self.held.push(batch.clone());
        if self.held_bytes >= STRIPE { self.stripe() } else { Ok(()) }
    }

    /// Writes what is held as a stripe.
    fn stripe(&mut self) -> Result<(), EngineError> {
        let batch = compute::concat_batches(&self.schema, &self.held)?;
        self.held.clear();
        self.held_bytes = 0;
        if batch.num_rows() == 0 {
            return Ok(());
        }
        // The rows themselves are the first column, and always there.
        let mut streams = Streams { columns: 1, ..Streams::default() };
        for (field, column) in self.schema.fields().iter().zip(batch.columns()) {
            let column: &ArrayRef = column;
            debug_assert_eq!(column.len(), batch.num_rows());
            streams.column(field.name(), column)?;
        }
        let start = self.offset;
        let mut footer = Message::default();
        for stream in &streams.all {
            let length = self.section(&stream.bytes)?;
            let about = Message::default().number(1, stream.kind as u64).number(2, stream.column).number(3, length);
            footer = footer.bytes(1, &about.0);
        }
        let data = self.offset - start;
        let direct = Message::default().number(1, 0);
        for _ in 0..streams.columns {
            footer = footer.bytes(2, &direct.0);
        }
        let length = self.section(&footer.bytes(3, b"UTC").0)?;
        let rows = batch.num_rows() as u64;
        self.rows += rows;
        self.stripes
            .push(Message::default().number(1, start).number(2, 0).number(3, data).number(4, length).number(5, rows));
        Ok(())
    }

    /// Writes a section; says how long it is in the file.
    fn section(&mut self, bytes: &[u8]) -> Result<u64, EngineError> {
        let packed = self.packed(bytes)?;
        self.file.write_all(&packed)?;
        self.offset += packed.len() as u64;
        Ok(packed.len() as u64)
    }

    fn packed(&self, bytes: &[u8]) -> Result<Vec<u8>, EngineError> {
        if self.compression == OrcCompression::None {
            return Ok(bytes.to_vec());
        }
        let mut out = Vec::new();
        for block in bytes.chunks(BLOCK) {
            let packed = self.compression.pack(block)?;
            let (body, original) = if packed.len() < block.len() { (&packed[..], 0) } else { (block, 1) };
            let head = u32::try_from(body.len()).expect("a block has at most 256 KiB") << 1 | original;
            out.extend_from_slice(&head.to_le_bytes()[..3]);
            out.extend_from_slice(body);
        }
        Ok(out)
    }

    /// Writes the last rows and the end of the file.
    pub fn close(mut self) -> Result<(), EngineError> {
        if !self.held.is_empty() {
            self.stripe()?;
        }
        let mut footer = Message::default().number(1, 3).number(2, self.offset);
        for stripe in &self.stripes {
            footer = footer.bytes(3, &stripe.0);
        }
        for listed in &self.types {
            footer = footer.bytes(4, &listed.0);
        }
        // No rows between the entries of an index means that there is none. The writer is none of those with a number.
        let footer = footer.number(6, self.rows).number(8, 0).number(9, u64::from(u32::MAX));
        let length = self.section(&footer.0)?;
        let postscript = Message::default()
            .number(1, length)
            .number(2, self.compression.code())
            .number(3, BLOCK as u64)
            .numbers(4, [0, 11])
            .number(5, 0)
            // The first version of writers that are not the Java one.
            .number(6, 6)
            .bytes(8000, b"ORC");
        self.file.write_all(&postscript.0)?;
        let length = u8::try_from(postscript.0.len()).expect("a postscript has a few dozen bytes");
        self.file.write_all(&[length])?;
        Ok(self.file.flush()?)
    }
}
