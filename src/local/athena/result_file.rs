//! Result files: what they are called, and their CSV.
//!
//! Every field that is not NULL is quoted, NULL is nothing between two commas, and an empty text is `""`; so the two can
//! be told apart, by whoever reads as Athena writes.

use std::io::{self, BufRead};

use super::task::Statement;
use crate::wire::ServiceError;

/// The folder that results go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The bucket.
    pub bucket: String,
    /// Ends with a slash unless it is empty.
    prefix: String,
}

impl Folder {
    /// Reads an output location.
    pub fn parse(location: &str) -> Result<Self, ServiceError> {
        super::workgroup::check_output_location(location)?;
        let rest = location.strip_prefix("s3://").unwrap_or(location);
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_end_matches('/');
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        Ok(Self { bucket: bucket.to_owned(), prefix })
    }

    /// The URI of a file in the folder.
    pub fn uri(&self, name: &str) -> String {
        format!("s3://{}/{}{name}", self.bucket, self.prefix)
    }
}

/// The bucket and the key of an object's URI.
pub fn split(uri: &str) -> Option<(&str, &str)> {
    uri.strip_prefix("s3://")?.split_once('/')
}

/// What the result of a statement is called: `.csv` for queries, `.txt` for the rest, bare for what writes tables.
pub fn name(id: &str, statement: &Statement) -> String {
    match statement.result {
        ResultKind::Rows => format!("{id}.csv"),
        ResultKind::Lines => format!("{id}.txt"),
        ResultKind::Written => id.to_owned(),
    }
}

/// What a statement leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultKind {
    /// A CSV with a header.
    Rows,
    /// Lines of text, columns between tabs, no header.
    Lines,
    /// No result of its own but files elsewhere, and a manifest that lists them.
    Written,
}

/// Reads one record; the number of bytes it took, 0 at the end. NULL is `None`.
pub fn read_record(reader: &mut impl BufRead, record: &mut Vec<Option<String>>) -> io::Result<u64> {
    record.clear();
    let mut taken = 0_u64;
    let mut field: Vec<u8> = Vec::new();
    let (mut quoted, mut in_quotes, mut after_quote) = (false, false, false);
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            if in_quotes {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the result ends within a quoted field"));
            }
            if taken > 0 {
                record.push(finish(&mut field, quoted)?);
            }
            return Ok(taken);
        }
        let mut used = 0;
        let mut done = false;
        for &byte in buffer {
            used += 1;
            if in_quotes && !after_quote {
                if byte == b'"' {
                    after_quote = true
                } else {
                    field.push(byte)
                }
                continue;
            }
            if after_quote {
                after_quote = false;
                if byte == b'"' {
                    field.push(byte);
                    continue;
                }
                in_quotes = false;
            }
            match byte {
                b'"' if field.is_empty() && !quoted => (quoted, in_quotes) = (true, true),
                b',' => {
                    record.push(finish(&mut field, quoted)?);
                    quoted = false;
                }
                b'\n' => {
                    record.push(finish(&mut field, quoted)?);
                    done = true;
                    break;
                }
                other => field.push(other),
            }
        }
        taken += used as u64;
        reader.consume(used);
        if done {
            return Ok(taken);
        }
        // A quote at the end of the buffer may close the field at the end of the file.
        if after_quote && reader.fill_buf()?.is_empty() {
            record.push(finish(&mut field, quoted)?);
            return Ok(taken);
        }
    }
}

fn finish(field: &mut Vec<u8>, quoted: bool) -> io::Result<Option<String>> {
    let bytes = std::mem::take(field);
    if bytes.is_empty() && !quoted {
        return Ok(None);
    }
    String::from_utf8(bytes).map(Some).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn records(text: &str) -> Vec<Vec<Option<String>>> {
        // A buffer of one byte meets every boundary.
        let mut reader = BufReader::with_capacity(1, text.as_bytes());
        let (mut all, mut record) = (Vec::new(), Vec::new());
        while read_record(&mut reader, &mut record).unwrap() > 0 {
            all.push(record.clone());
        }
        all
    }

    #[test]
    fn null_and_empty_differ() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            records("\"a\",\"b\"\n,\"\"\n\"x\"\"y\",\"1\n2,3\"\n"),
            [vec![text("a"), text("b")], vec![None, text("")], vec![text("x\"y"), text("1\n2,3")]]
        );
        assert_eq!(records("\"a\""), [[text("a")]]);
        assert_eq!(records("\n"), [[None]]);
    }

    #[test]
    fn locations_are_folders() {
        let folder = Folder::parse("s3://bucket").unwrap();
        assert_eq!(folder.uri("x.csv"), "s3://bucket/x.csv");
        assert_eq!(Folder::parse("s3://bucket/a/b//").unwrap().uri("x.csv"), "s3://bucket/a/b/x.csv");
        assert!(Folder::parse("bucket/a").is_err());
    }
}
