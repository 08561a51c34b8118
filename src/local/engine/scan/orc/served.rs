//! What the decoder may read of a file: the sections that were judged, and nothing else.

use std::collections::HashMap;
use std::io;

use bytes::{Buf, Bytes};
use orc_rust::reader::ChunkReader;

/// Sections by where they are in the file and how long they are there.
#[derive(Debug, Default)]
pub struct Served {
    size: u64,
    sections: HashMap<(u64, u64), Bytes>,
    /// The end of the file, of which any part may be read.
    end: Bytes,
}

impl Served {
    pub fn new(size: u64) -> Self {
        Self { size, ..Self::default() }
    }

    /// Keeps the last bytes of the file.
    pub fn keep_end(&mut self, bytes: Vec<u8>) {
        self.end = bytes.into();
    }

    /// Keeps a section; its bytes may be other than in the file, if they mean the same.
    pub fn keep(&mut self, offset: u64, length: u64, bytes: Vec<u8>) {
        self.sections.insert((offset, length), bytes.into());
    }
}

impl ChunkReader for Served {
    type T = bytes::buf::Reader<Bytes>;

    fn len(&self) -> u64 {
        self.size
    }

    fn get_read(&self, offset: u64) -> io::Result<Self::T> {
        let length = self.size.saturating_sub(offset);
        Ok(self.get_bytes(offset, length)?.reader())
    }

    fn get_bytes(&self, offset: u64, length: u64) -> io::Result<Bytes> {
        if length == 0 {
            return Ok(Bytes::new());
        }
        if let Some(section) = self.sections.get(&(offset, length)) {
            return Ok(section.clone());
        }
        let start = self.size - self.end.len() as u64;
        let from = offset.checked_sub(start).and_then(|from| usize::try_from(from).ok());
        let range = from.and_then(|from| Some(from..from.checked_add(usize::try_from(length).ok()?)?));
        match range {
            Some(range) if range.end <= self.end.len() => Ok(self.end.slice(range)),
            _ => Err(io::Error::new(io::ErrorKind::InvalidData, "a section is not where the file says")),
        }
    }
}
