//! Records of a file one by one, each with the line on which it begins: JSON lines, JSON documents one after another, the
//! elements of one JSON array.
//!
//! A line that is no JSON does not hide those after it: where every line is a record, lines are read on their own.

use std::io::{BufRead, BufReader, Read};

/// A record as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRecord {
    /// From 1.
    pub line: u64,
    pub bytes: Vec<u8>,
}

/// How the records follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Lines,
    /// Values one after another, over as many lines as they take.
    Values,
    Elements,
}

/// The records of a file.
pub struct Records<R> {
    input: BufReader<R>,
    layout: Layout,
    line: u64,
    /// What was read to learn the layout, and belongs to the records.
    ahead: Vec<u8>,
    ahead_at: usize,
    at_end: bool,
}

/// The largest record.
const LARGEST_RECORD: usize = 64 << 20;

impl<R: Read> Records<R> {
    /// Looks at the beginning of a file. With `is_lines` every line is a record, whatever it looks like.
    pub fn open(input: R, is_lines: bool) -> std::io::Result<Self> {
        let mut records = Self {
            input: BufReader::new(input),
            layout: Layout::Lines,
            line: 1,
            ahead: Vec::new(),
            ahead_at: 0,
            at_end: false,
        };
        let mut first = Vec::new();
        loop {
            let length = records.read_line(&mut first)?;
            if length == 0 || !first.trim_ascii().is_empty() || first.len() > LARGEST_RECORD {
                break;
            }
        }
        if first.starts_with(b"\xef\xbb\xbf") {
            first.drain(..3);
        }
        let begin = first.trim_ascii_start();
        let is_whole = serde_json::from_slice::<serde::de::IgnoredAny>(begin).is_ok();
        if !is_lines {
            records.layout = match (begin.first(), is_whole) {
                (Some(b'['), true) if records.is_last_line()? => Layout::Elements,
                (Some(b'['), false) => Layout::Elements,
                (_, true) => Layout::Lines,
                (_, false) => Layout::Values,
            };
        }
        records.ahead = first;
        if records.layout == Layout::Elements {
            // The bracket that opens the array.
            while records.next_byte()?.is_some_and(|byte| byte != b'[') {}
        }
        Ok(records)
    }

    /// The next record; none at the end.
    pub fn next(&mut self) -> std::io::Result<Option<RawRecord>> {
        if self.at_end {
            return Ok(None);
        }
        match self.layout {
            Layout::Lines => self.next_line(),
            Layout::Values | Layout::Elements => self.next_value(),
        }
    }

    fn read_line(&mut self, line: &mut Vec<u8>) -> std::io::Result<usize> {
        (&mut self.input).take(LARGEST_RECORD as u64).read_until(b'\n', line)
    }

    fn is_last_line(&mut self) -> std::io::Result<bool> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(true);
            }
            if !buffer.trim_ascii().is_empty() {
                return Ok(false);
            }
            // Blank so far: it belongs to no record.
            let length = buffer.len();
            self.input.consume(length);
        }
    }

    fn next_line(&mut self) -> std::io::Result<Option<RawRecord>> {
        loop {
            let mut bytes = std::mem::take(&mut self.ahead);
            if bytes.is_empty() && self.read_line(&mut bytes)? == 0 {
                self.at_end = true;
                return Ok(None);
            }
            let (blank, text) = (leading_lines(&bytes), bytes.trim_ascii());
            let line = self.line + blank;
            self.line += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
            if !text.is_empty() {
                return Ok(Some(RawRecord { line, bytes: text.to_vec() }));
            }
        }
    }

    fn next_byte(&mut self) -> std::io::Result<Option<u8>> {
        let byte = if let Some(byte) = self.ahead.get(self.ahead_at) {
            self.ahead_at += 1;
            *byte
        } else {
            let Some(byte) = self.input.fill_buf()?.first().copied() else { return Ok(None) };
            self.input.consume(1);
            byte
        };
        self.line += u64::from(byte == b'\n');
        Ok(Some(byte))
    }

    /// One value, found by its brackets and quotes. What is no JSON is left for the parser to say.
    fn next_value(&mut self) -> std::io::Result<Option<RawRecord>> {
        let mut record = RawRecord { line: self.line, bytes: Vec::new() };
        let (mut depth, mut in_text, mut escaped) = (0_u64, false, false);
        while let Some(byte) = self.next_byte()? {
            if record.bytes.is_empty() {
                if byte.is_ascii_whitespace() || (self.layout == Layout::Elements && byte == b',') {
                    continue;
                }
                if self.layout == Layout::Elements && byte == b']' {
                    self.at_end = true;
                    return Ok(None);
                }
                record.line = self.line;
            }
            if record.bytes.len() > LARGEST_RECORD {
                let why = format!("the record at line {} is larger than {} MiB", record.line, LARGEST_RECORD >> 20);
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, why));
            }
            if in_text {
                record.bytes.push(byte);
                in_text = escaped || byte != b'"';
                escaped = byte == b'\\' && !escaped;
                if !in_text && depth == 0 {
                    return Ok(Some(record));
                }
                continue;
            }
            match byte {
                b'"' => in_text = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 0 => depth -= 1,
                b']' if self.layout == Layout::Elements => {
                    self.at_end = true;
                    return Ok(Some(record));
                }
                b',' if depth == 0 && self.layout == Layout::Elements => return Ok(Some(record)),
                byte if depth == 0 && byte.is_ascii_whitespace() => return Ok(Some(record)),
                _ => {}
            }
            record.bytes.push(byte);
            if depth == 0 && matches!(byte, b'}' | b']') {
                return Ok(Some(record));
            }
        }
        self.at_end = true;
        if self.layout == Layout::Elements && record.bytes.is_empty() {
            // The array was never closed: an empty record is no JSON, and says where.
            record.line = self.line;
            return Ok(Some(record));
        }
        Ok((!record.bytes.is_empty()).then_some(record))
    }
}

/// Lines that are over before the text begins.
fn leading_lines(bytes: &[u8]) -> u64 {
    let begin = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    bytes[..begin].iter().filter(|byte| **byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, is_lines: bool) -> Vec<(u64, String)> {
        let mut records = Records::open(text.as_bytes(), is_lines).unwrap();
        let mut found = Vec::new();
        while let Some(record) = records.next().unwrap() {
            found.push((record.line, String::from_utf8(record.bytes).unwrap()));
        }
        found
    }

    fn owned(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
        expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect()
    }

    #[test]
    fn records_are_found_with_their_lines() {
        for (text, expected) in [
            ("{\"a\":1}\n\n{broken\n{\"a\":2}", &[(1, "{\"a\":1}"), (3, "{broken"), (4, "{\"a\":2}")][..]),
            ("\n\n{\"a\":1}\n", &[(3, "{\"a\":1}")]),
            ("[1, {\"b\": \"],[\"},\n \"x\\\"y\"]", &[(1, "1"), (1, "{\"b\": \"],[\"}"), (2, "\"x\\\"y\"")]),
            ("[\n  {\"a\": 1},\n  {\"a\": 2}\n]\n", &[(2, "{\"a\": 1}"), (3, "{\"a\": 2}")]),
            ("{\n\"a\": 1\n}\n{\"a\":\n2}", &[(1, "{\n\"a\": 1\n}"), (4, "{\"a\":\n2}")]),
            ("[1,2]\n[3]\n", &[(1, "[1,2]"), (2, "[3]")]),
            ("[]", &[]),
            ("", &[]),
            ("[1", &[(1, "1")]),
            ("[{\"a\": 1},\n", &[(1, "{\"a\": 1}"), (2, "")]),
            ("\u{feff}{\"a\":1}\n", &[(1, "{\"a\":1}")]),
        ] {
            assert_eq!(read(text, false), owned(expected), "{text:?}");
        }
        assert_eq!(read("[1,\n2]", true), owned(&[(1, "[1,"), (2, "2]")]));
    }
}
