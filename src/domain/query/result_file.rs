//! The CSV of a result object, read as it is written: every field that is not NULL is quoted, NULL is nothing between two
//! commas, an empty text is `""`, quotes are doubled, lines end in a line feed.
//!
//! The parser takes the object in pieces of any size and holds no more than the record that is not whole yet.

use super::batch::Batch;

/// Reads a result object piece by piece.
#[derive(Debug)]
pub struct Parser {
    columns: usize,
    /// Bytes that belong to no whole record yet.
    held: Vec<u8>,
    /// How many bytes must be there before the unfinished record is looked at again.
    wanted: usize,
    /// Records still to be passed over: the header.
    skip: usize,
    record: u64,
}

/// What makes an object no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The record, counted from 1, header included.
    pub record: u64,
    /// What is wrong with it.
    pub what: &'static str,
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "record {}: {}", self.record, self.what)
    }
}

impl Parser {
    /// A parser of an object with a header and so many columns.
    pub fn new(columns: usize) -> Self {
        Self { columns: columns.max(1), held: Vec::new(), wanted: 0, skip: 1, record: 0 }
    }

    /// Takes a piece and adds the whole records to the batch, which must have this parser's width.
    pub fn push(&mut self, piece: &[u8], batch: &mut Batch) -> Result<(), Malformed> {
        if self.held.is_empty() {
            let used = self.parse(piece, false, batch)?;
            self.hold(&piece[used..]);
            return Ok(());
        }
        self.held.extend_from_slice(piece);
        if self.held.len() < self.wanted {
            return Ok(());
        }
        let held = std::mem::take(&mut self.held);
        let used = self.parse(&held, false, batch)?;
        self.held = held;
        self.held.drain(..used);
        self.wanted = self.held.len() * 2;
        Ok(())
    }

    /// The object is over: adds its last record.
    pub fn finish(&mut self, batch: &mut Batch) -> Result<(), Malformed> {
        let held = std::mem::take(&mut self.held);
        self.parse(&held, true, batch).map(|_| ())
    }

    fn hold(&mut self, rest: &[u8]) {
        self.held.extend_from_slice(rest);
        // An unfinished record is looked at again when it has doubled: a huge one is not read over and over.
        self.wanted = self.held.len() * 2;
    }

    /// Reads whole records; gives how many bytes they took.
    fn parse(&mut self, bytes: &[u8], ended: bool, batch: &mut Batch) -> Result<usize, Malformed> {
        let (mut text, mut ends) = batch.take_parts();
        let mut used = 0;
        while used < bytes.len() {
            let (text_before, ends_before) = (text.len(), ends.len());
            match record(&bytes[used..], ended, &mut text, &mut ends) {
                Ok(Some(taken)) => used += taken,
                Ok(None) => {
                    text.truncate(text_before);
                    ends.truncate(ends_before);
                    break;
                }
                Err(what) => return Err(Malformed { record: self.record + 1, what }),
            }
            self.record += 1;
            if self.skip > 0 {
                self.skip -= 1;
                text.truncate(text_before);
                ends.truncate(ends_before);
            } else if ends.len() - ends_before != self.columns {
                return Err(Malformed { record: self.record, what: "it does not have as many fields as the header" });
            }
        }
        match batch.set_parts(text, ends) {
            Some(()) => Ok(used),
            None => Err(Malformed { record: self.record, what: "at or before it is text that is not UTF-8" }),
        }
    }
}

/// Reads one record. None when it is not whole.
fn record(bytes: &[u8], ended: bool, text: &mut Vec<u8>, ends: &mut Vec<u32>) -> Result<Option<usize>, &'static str> {
    let mut at = 0;
    loop {
        let quoted = bytes.get(at) == Some(&b'"');
        let begin = text.len();
        if quoted {
            at += 1;
            loop {
                let Some(length) = bytes[at..].iter().position(|&byte| byte == b'"') else {
                    return if ended { Err("it ends within a quoted field") } else { Ok(None) };
                };
                text.extend_from_slice(&bytes[at..at + length]);
                at += length + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                text.push(b'"');
                at += 1;
            }
        } else {
            let rest = &bytes[at..];
            let length = rest.iter().position(|&byte| byte == b',' || byte == b'\n').unwrap_or(rest.len());
            text.extend_from_slice(&rest[..length]);
            at += length;
        }
        let null = !quoted && text.len() == begin;
        ends.push(Batch::mark(text.len(), null));
        match bytes.get(at) {
            Some(b',') => at += 1,
            Some(b'\n') => return Ok(Some(at + 1)),
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => return Ok(Some(at + 2)),
            Some(_) => return Err("something follows a closing quote"),
            None if ended => return Ok(Some(at)),
            None => return Ok(None),
        }
    }
}
