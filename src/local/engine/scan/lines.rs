//! A part of a text file: the lines that begin within a range of its bytes, each of them whole.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

/// Reads the lines of a range. Ranges that lie side by side give every line of the file once.
pub struct Lines {
    file: BufReader<File>,
    at: u64,
    end: u64,
    /// Whether the last byte given was the end of a line.
    between: bool,
}

impl Lines {
    /// Goes to the first line that begins in the range.
    pub fn open(file: File, range: &Range<u64>) -> std::io::Result<Self> {
        let mut file = BufReader::with_capacity(128 * 1024, file);
        let mut at = range.start;
        if at > 0 {
            // The line that the byte before belongs to is the range before's.
            file.seek(SeekFrom::Start(at - 1))?;
            at -= 1;
            loop {
                let buffer = file.fill_buf()?;
                if buffer.is_empty() {
                    break;
                }
                let found = buffer.iter().position(|byte| *byte == b'\n');
                let count = found.map_or(buffer.len(), |found| found + 1);
                file.consume(count);
                at += count as u64;
                if found.is_some() {
                    break;
                }
            }
        }
        Ok(Self { file, at, end: range.end, between: true })
    }
}

impl Read for Lines {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.at >= self.end && self.between {
            return Ok(0);
        }
        let buffer = self.file.fill_buf()?;
        let within = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX).min(buffer.len());
        let count = if within == 0 {
            // The last line goes on behind the range.
            buffer.iter().position(|byte| *byte == b'\n').map_or(buffer.len(), |found| found + 1)
        } else {
            within
        };
        let count = count.min(out.len());
        out[..count].copy_from_slice(&buffer[..count]);
        self.between = count > 0 && buffer[count - 1] == b'\n';
        self.file.consume(count);
        self.at += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn every_line_is_in_one_range() {
        for text in ["", "a\n", "one\ntwo\n\nthree", "\n\nx\n", "a long line without an end"] {
            let mut file = tempfile::NamedTempFile::new().expect("a file");
            file.write_all(text.as_bytes()).expect("a write");
            let size = text.len() as u64;
            for parts in 1..=size.max(1) {
                let mut all = String::new();
                for part in 0..parts {
                    let range = size * part / parts..size * (part + 1) / parts;
                    let mut lines = Lines::open(file.reopen().expect("the file"), &range).expect("a range");
                    let before = all.len();
                    lines.read_to_string(&mut all).expect("text");
                    assert!(before == 0 || all.len() == before || all[..before].ends_with('\n'), "{text:?} in {parts}");
                }
                assert_eq!(all, text, "in {parts} parts");
            }
        }
    }
}
