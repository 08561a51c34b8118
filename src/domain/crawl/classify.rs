//! What is in a file: the classifiers in their order, and how much of the file they need to see.

use super::{Classifier, CrawlSettings, FileSchema, Problem, csv, json};

/// Bytes (decompressed) to hand over first.
pub const FIRST_SAMPLE: usize = 1 << 20;

/// Bytes (decompressed) after which a crawl gives up waiting for the first whole record.
pub const LARGEST_SAMPLE: usize = 10 << 20;

/// The beginning of a file, decompressed.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    pub bytes: &'a [u8],
    /// The sample is the whole file.
    pub complete: bool,
}

impl<'a> Sample<'a> {
    /// The sample as text, without a byte order mark. None when it is binary. Bytes that are no UTF-8 are replaced.
    pub(super) fn text(&self) -> Option<std::borrow::Cow<'a, str>> {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes);
        let binary = |byte: &u8| *byte == 0;
        if bytes.iter().take(8192).any(binary) { None } else { Some(String::from_utf8_lossy(bytes)) }
    }
}

/// What a classifier needs to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleNeed {
    /// At least so many decompressed bytes from the beginning, or the whole file if that is less.
    More { at_least: usize },
    /// The file is Parquet: the caller reads the footer and calls [`super::parquet_file_schema`].
    ParquetFooter,
    /// The file is ORC: the caller reads its end, and asks [`super::orc_footer`].
    OrcFooter,
}

/// The result of looking at a sample.
#[derive(Debug, Clone, PartialEq)]
pub enum Inspection {
    Need(SampleNeed),
    /// The schema, and the places in the file that did not fit.
    Read(FileSchema, Vec<Problem>),
    /// The file adds nothing to any table.
    Unreadable(Problem),
}

/// Formats that a crawler knows and this one does not read, by their first bytes.
const KNOWN_UNREAD: [(&[u8], &str); 4] =
    [(b"Obj\x01", "Avro"), (b"<?xml", "XML"), (b"\xe0\x01\x00\xea", "Ion"), (b"PK\x03\x04", "zip")];

/// Looks at the beginning of a file: custom classifiers in their order, then Parquet, ORC, JSON, CSV.
pub fn inspect(object: &str, sample: Sample<'_>, settings: &CrawlSettings) -> Inspection {
    match classified(object, sample, settings) {
        Inspection::Read(schema, mut problems) => {
            problems.extend(foreign_encoding(object, &sample));
            Inspection::Read(schema, problems)
        }
        other => other,
    }
}

/// The first place at which a text is not UTF-8, which is what tables of text are read as.
fn foreign_encoding(object: &str, sample: &Sample<'_>) -> Option<Problem> {
    let error = std::str::from_utf8(sample.bytes).err()?;
    if error.error_len().is_none() && !sample.complete {
        // The sample ends within a character.
        return None;
    }
    let before = &sample.bytes[..error.valid_up_to()];
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() as u64 + 1;
    Some(Problem::at(object, line, Some(column), not_utf8(sample.bytes[error.valid_up_to()])))
}

/// What is said of a byte that is no part of UTF-8.
pub(super) fn not_utf8(byte: u8) -> String {
    format!(
        "the text is not UTF-8: byte 0x{byte:02X} would be read as \u{FFFD}; convert the file, for example with iconv"
    )
}

fn classified(object: &str, sample: Sample<'_>, settings: &CrawlSettings) -> Inspection {
    if sample.bytes.is_empty() && sample.complete {
        return Inspection::Unreadable(Problem::new(object, "the file is empty"));
    }
    let is_json = || matches!(json::read(object, &sample, None), json::Reading::Read(..) | json::Reading::NeedMore);
    for classifier in &settings.classifiers {
        let found = match classifier {
            // Commas are everywhere: what is JSON is not taken for delimited text, whatever the order.
            Classifier::Csv(_) if is_json() => None,
            Classifier::Csv(classifier) => csv::read(object, &sample, Some(classifier), settings.quoted_csv)
                .map(|(schema, problems)| Inspection::Read(schema, problems)),
            Classifier::Json { path, .. } => match json::read(object, &sample, Some(path)) {
                // Not what the path is made for; the other classifiers say what it is.
                json::Reading::Broken(_) => None,
                reading => from_json(object, &sample, reading),
            },
        };
        if let Some(found) = found {
            return found;
        }
    }
    if sample.bytes.starts_with(b"PAR1") {
        return Inspection::Need(SampleNeed::ParquetFooter);
    }
    if sample.bytes.starts_with(b"ORC") && !is_text(sample.bytes) {
        return Inspection::Need(SampleNeed::OrcFooter);
    }
    if let Some((_, name)) = KNOWN_UNREAD.iter().find(|(magic, _)| sample.bytes.starts_with(magic)) {
        return Inspection::Unreadable(Problem::new(
            object,
            format!("the file is {name}, which the crawler does not read"),
        ));
    }
    if let Some(found) = from_json(object, &sample, json::read(object, &sample, None)) {
        return found;
    }
    match csv::read(object, &sample, None, settings.quoted_csv) {
        Some((schema, problems)) => Inspection::Read(schema, problems),
        None if is_one_line(&sample) => Inspection::Unreadable(Problem::new(
            object,
            "one line makes no table, for delimited text is recognized from two lines on; a header needs rows below it \
             (classification UNKNOWN)",
        )),
        None => {
            Inspection::Unreadable(Problem::new(object, "no classifier recognizes the file (classification UNKNOWN)"))
        }
    }
}

/// Whether the bytes may be the beginning of a text; the first letters of an ORC file may be those of a text as well.
fn is_text(bytes: &[u8]) -> bool {
    !bytes.contains(&0) && std::str::from_utf8(bytes).err().is_none_or(|error| error.error_len().is_none())
}

/// Whether the whole file is one line of several fields. Source: AWS Glue Developer Guide, "Built-in CSV classifier".
fn is_one_line(sample: &Sample<'_>) -> bool {
    let Some(text) = sample.text().filter(|_| sample.complete) else { return false };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.next().is_some_and(|line| line.contains([',', '\t', ';', '|', '\u{1}'])) && lines.next().is_none()
}

fn from_json(object: &str, sample: &Sample<'_>, reading: json::Reading) -> Option<Inspection> {
    Some(match reading {
        json::Reading::NotJson => return None,
        json::Reading::Read(schema, problems) => Inspection::Read(schema, problems),
        json::Reading::Broken(problem) => Inspection::Unreadable(problem),
        json::Reading::NeedMore if sample.complete => {
            Inspection::Unreadable(Problem::new(object, "broken JSON: the file ends within a value"))
        }
        json::Reading::NeedMore if sample.bytes.len() >= LARGEST_SAMPLE => {
            let megabytes = LARGEST_SAMPLE >> 20;
            Inspection::Unreadable(Problem::new(object, format!("no whole JSON value in the first {megabytes} MB")))
        }
        json::Reading::NeedMore => {
            let at_least = (sample.bytes.len() + FIRST_SAMPLE).min(LARGEST_SAMPLE);
            Inspection::Need(SampleNeed::More { at_least })
        }
    })
}
