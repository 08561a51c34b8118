//! The records of text files, told apart and judged as the bytes come: whole good ones go on, bad ones are kept apart.
//!
//! Invariants:
//! - Nothing is lost and nothing is changed: the good records, the bad ones and the blank lines are all of the input.
//! - The memory does not grow with the file, only with its longest record, and that has a limit.

use serde::de::IgnoredAny;

use super::csv::{Fields, Row};

/// The longest record; a longer one is a quote that is never closed, or no text file.
pub const RECORD_BYTES: usize = 64 << 20;
/// How many bad records are remembered with their reasons.
const REMEMBERED: usize = 10;

/// A record that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    /// Where it begins; the first line is 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// Where records go.
pub trait Sink {
    /// Whole records that are good, with their line ends.
    fn good(&mut self, bytes: &[u8]) -> std::io::Result<()>;
    /// One record that is bad, with its line end.
    fn bad(&mut self, record: &BadRecord, bytes: &[u8]) -> std::io::Result<()>;
}

/// A further judgement of each record: against a schema.
pub trait Judge: Send {
    /// Why a record is bad; none when it is good. The first row of a CSV file comes as `header`.
    fn judge(&mut self, record: Record<'_>) -> Option<String>;
}

/// One record.
#[derive(Debug, Clone, Copy)]
pub enum Record<'a> {
    /// The names of the columns.
    Header(&'a [String]),
    /// The fields of a row.
    Row(&'a [String]),
    /// The text of a JSON value.
    Json(&'a str),
}

/// How records are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Rows of as many fields as the first has.
    Csv {
        /// What stands between the fields.
        delimiter: u8,
    },
    /// One JSON value on each line.
    JsonLines,
}

/// Tells records apart and judges them.
pub struct Records {
    shape: Shape,
    judge: Option<Box<dyn Judge>>,
    /// What is not a whole record yet.
    held: Vec<u8>,
    /// How far the held bytes are scanned, and in what state.
    row: Row,
    scanned: usize,
    line: u64,
    width: Option<usize>,
    fields: Vec<String>,
    good: u64,
    bad: u64,
    remembered: Vec<BadRecord>,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("shape", &self.shape).field("good", &self.good).field("bad", &self.bad).finish()
    }
}

impl Records {
    /// A reader of records of a shape.
    pub fn new(shape: Shape, judge: Option<Box<dyn Judge>>) -> Self {
        Self {
            shape,
            judge,
            held: Vec::new(),
            row: Row::default(),
            scanned: 0,
            line: 1,
            width: None,
            fields: Vec::new(),
            good: 0,
            bad: 0,
            remembered: Vec::new(),
        }
    }

    /// Good records so far; the header of a CSV file is none.
    pub fn good(&self) -> u64 {
        self.good
    }

    /// Bad records so far.
    pub fn bad(&self) -> u64 {
        self.bad
    }

    /// The first bad records.
    pub fn remembered(&self) -> &[BadRecord] {
        &self.remembered
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: &mut dyn Sink) -> std::io::Result<()> {
        let mut held = std::mem::take(&mut self.held);
        held.extend_from_slice(bytes);
        let (mut start, mut good_from) = (0, 0);
        while let Some(end) = self.record_end(&held[start..]) {
            let end = start + end;
            let (line, row) = (self.line, std::mem::take(&mut self.row));
            self.line += row.lines;
            self.scanned = 0;
            match self.judge(&held[start..end], &row) {
                Ok(()) => {}
                Err(reason) => {
                    if good_from < start {
                        sink.good(&held[good_from..start])?;
                    }
                    self.reject(line, reason, &held[start..end], sink)?;
                    good_from = end;
                }
            }
            start = end;
        }
        if good_from < start {
            sink.good(&held[good_from..start])?;
        }
        held.drain(..start);
        if held.len() > RECORD_BYTES {
            return Err(std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                format!("the record in line {} is longer than {} MiB", self.line, RECORD_BYTES >> 20),
            ));
        }
        self.held = held;
        Ok(())
    }

    /// Takes what is left: a last record without a line end.
    pub fn finish(&mut self, sink: &mut dyn Sink) -> std::io::Result<()> {
        let held = std::mem::take(&mut self.held);
        if held.is_empty() {
            return Ok(());
        }
        let (line, mut row) = (self.line, std::mem::take(&mut self.row));
        row.end();
        match self.judge(&held, &row) {
            Ok(()) => sink.good(&held),
            Err(reason) => self.reject(line, reason, &held, sink),
        }
    }

    /// Where the first record of the bytes ends; goes on where it stopped the last time.
    fn record_end(&mut self, bytes: &[u8]) -> Option<usize> {
        match self.shape {
            Shape::Csv { delimiter } => {
                let end = self.row.scan(&bytes[self.scanned..], delimiter).map(|end| self.scanned + end);
                self.scanned = bytes.len();
                end
            }
            Shape::JsonLines => {
                let end = bytes[self.scanned..].iter().position(|byte| *byte == b'\n').map(|at| self.scanned + at + 1);
                self.scanned = bytes.len();
                self.row.lines = 1;
                end
            }
        }
    }

    fn reject(&mut self, line: u64, reason: String, bytes: &[u8], sink: &mut dyn Sink) -> std::io::Result<()> {
        let record = BadRecord { line, reason };
        self.bad += 1;
        sink.bad(&record, bytes)?;
        if self.remembered.len() < REMEMBERED {
            self.remembered.push(record);
        }
        Ok(())
    }

    fn judge(&mut self, record: &[u8], row: &Row) -> Result<(), String> {
        if record.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        match self.shape {
            Shape::JsonLines => self.judge_json(record),
            Shape::Csv { delimiter } => self.judge_row(record, row, delimiter),
        }?;
        Ok(())
    }

    fn judge_json(&mut self, record: &[u8]) -> Result<(), String> {
        serde_json::from_slice::<IgnoredAny>(record).map_err(|error| json_reason(&error))?;
        if let Some(judge) = &mut self.judge {
            let text = std::str::from_utf8(record).map_err(|_| "it is no UTF-8".to_owned())?;
            if let Some(reason) = judge.judge(Record::Json(text.trim())) {
                return Err(reason);
            }
        }
        self.good += 1;
        Ok(())
    }

    fn judge_row(&mut self, record: &[u8], row: &Row, delimiter: u8) -> Result<(), String> {
        if let Some(problem) = row.problem {
            return Err(problem.to_owned());
        }
        let is_header = self.width.is_none();
        let width = *self.width.get_or_insert(row.fields);
        if row.fields != width {
            return Err(format!("it has {} fields, and the first row has {width}", row.fields));
        }
        if let Some(judge) = &mut self.judge {
            self.fields.clear();
            self.fields.extend(Fields::new(record, delimiter));
            let record = if is_header { Record::Header(&self.fields) } else { Record::Row(&self.fields) };
            if let Some(reason) = judge.judge(record) {
                return Err(reason);
            }
        }
        self.good += u64::from(!is_header);
        Ok(())
    }
}

/// Why a JSON value is broken, with the column; the line is told beside it.
fn json_reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    format!("broken JSON in column {}: {what}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Kept {
        good: String,
        bad: Vec<(u64, String, String)>,
    }

    impl Sink for Kept {
        fn good(&mut self, bytes: &[u8]) -> std::io::Result<()> {
            self.good.push_str(std::str::from_utf8(bytes).unwrap());
            Ok(())
        }

        fn bad(&mut self, record: &BadRecord, bytes: &[u8]) -> std::io::Result<()> {
            self.bad.push((record.line, record.reason.clone(), std::str::from_utf8(bytes).unwrap().to_owned()));
            Ok(())
        }
    }

    /// The same in pieces of every size must be the same.
    fn read(shape: Shape, text: &str) -> (Kept, u64, u64) {
        let mut found: Option<(Kept, u64, u64)> = None;
        for size in [1, 2, 3, 7, text.len().max(1)] {
            let (mut kept, mut records) = (Kept::default(), Records::new(shape, None));
            for piece in text.as_bytes().chunks(size) {
                records.push(piece, &mut kept).unwrap();
            }
            records.finish(&mut kept).unwrap();
            let this = (kept, records.good(), records.bad());
            if let Some(found) = &found {
                assert_eq!(
                    (&found.0.good, &found.0.bad, found.1, found.2),
                    (&this.0.good, &this.0.bad, this.1, this.2)
                );
            }
            found = Some(this);
        }
        found.unwrap()
    }

    const COMMAS: Shape = Shape::Csv { delimiter: b',' };

    #[test]
    fn ragged_rows_are_told_with_their_lines() {
        let (kept, good, bad) = read(COMMAS, "a,b\n1,2\n3\n\n\"x\ny\",4\n5,6,7\r\n8,9");
        assert_eq!(kept.good, "a,b\n1,2\n\n\"x\ny\",4\n8,9");
        assert_eq!((good, bad), (3, 2));
        assert_eq!((kept.bad[0].0, kept.bad[0].2.as_str()), (3, "3\n"));
        assert!(kept.bad[0].1.contains("1 fields, and the first row has 2"));
        assert_eq!((kept.bad[1].0, kept.bad[1].2.as_str()), (7, "5,6,7\r\n"));
    }

    #[test]
    fn quotes_are_understood() {
        let (kept, good, bad) = read(COMMAS, "a,b\n\"1,\"\"x\"\"\",2\n\"1\"x,2\n\"open,3\n4,5\n");
        assert_eq!(kept.good, "a,b\n\"1,\"\"x\"\"\",2\n");
        assert_eq!((good, bad), (1, 2));
        assert_eq!(kept.bad[0].0, 3);
        assert!(kept.bad[0].1.contains("after a closing quote"));
        assert_eq!((kept.bad[1].0, kept.bad[1].2.as_str()), (4, "\"open,3\n4,5\n"));
        assert!(kept.bad[1].1.contains("never closed"));
        assert_eq!(read(COMMAS, "a,b\nit's 5\" wide,2\n").2, 0, "a quote within a field is a character");
    }

    #[test]
    fn broken_lines_of_json_are_told() {
        let (kept, good, bad) = read(Shape::JsonLines, "{\"a\":1}\n{\"a\":\n\n[2]\n{\"a\":1} x\n{}");
        assert_eq!(kept.good, "{\"a\":1}\n\n[2]\n{}");
        assert_eq!((good, bad), (3, 2));
        assert_eq!(kept.bad.iter().map(|bad| bad.0).collect::<Vec<_>>(), [2, 5]);
        assert!(kept.bad[1].1.starts_with("broken JSON in column 9: trailing characters"), "{}", kept.bad[1].1);
    }

    #[test]
    fn a_judge_sees_each_record() {
        struct Odd(usize);
        impl Judge for Odd {
            fn judge(&mut self, record: Record<'_>) -> Option<String> {
                match record {
                    Record::Header(names) => {
                        self.0 = names.len();
                        None
                    }
                    Record::Row(fields) => (fields[self.0 - 1] == "bad").then(|| "it is bad".to_owned()),
                    Record::Json(_) => None,
                }
            }
        }
        let (mut kept, mut records) = (Kept::default(), Records::new(COMMAS, Some(Box::new(Odd(0)))));
        records.push(b"a,b\n1,\"bad\"\n2,good\n", &mut kept).unwrap();
        records.finish(&mut kept).unwrap();
        assert_eq!(kept.good, "a,b\n2,good\n");
        assert_eq!(records.remembered(), [BadRecord { line: 2, reason: "it is bad".into() }]);
    }
}
