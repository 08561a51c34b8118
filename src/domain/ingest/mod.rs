//! How received files become objects of the raw zone: their format, whether their records are whole, whether they are
//! compressed, where they go.
//!
//! Invariant: a key is made of harmless characters, whatever a file is named.

pub mod csv;
pub mod judge;
pub mod records;

use std::fmt;
use std::str::FromStr;

/// The format of a received file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Comma- or otherwise separated text.
    Csv,
    /// One JSON value, or one per line.
    Json,
    /// Parquet.
    Parquet,
    /// An Avro container.
    Avro,
    /// ORC.
    Orc,
    /// Other text.
    Text,
    /// Anything else, such as images.
    Binary,
}

impl FileFormat {
    /// Every format.
    pub const ALL: [Self; 7] = [Self::Csv, Self::Json, Self::Parquet, Self::Avro, Self::Orc, Self::Text, Self::Binary];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Parquet => "parquet",
            Self::Avro => "avro",
            Self::Orc => "orc",
            Self::Text => "text",
            Self::Binary => "binary",
        }
    }

    /// Whether gzip makes it smaller and Athena still reads it.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::Json | Self::Text)
    }

    /// The media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Text => "text/plain",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Avro | Self::Orc | Self::Binary => "application/octet-stream",
        }
    }
}

impl fmt::Display for FileFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for FileFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|format| format.name() == text).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("the formats are {}", names.join(", "))
        })
    }
}

/// The format of a file by its first bytes (decompressed), then by its name.
pub fn detect(name: &str, head: &[u8]) -> FileFormat {
    for (magic, format) in [
        (b"PAR1".as_slice(), FileFormat::Parquet),
        (b"Obj\x01".as_slice(), FileFormat::Avro),
        (b"ORC".as_slice(), FileFormat::Orc),
    ] {
        if head.starts_with(magic) {
            return format;
        }
    }
    // A character may be cut at the end of the head.
    let is_text = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    } && !head.contains(&0);
    if !is_text {
        return FileFormat::Binary;
    }
    let first = head.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let extension = stem_and_extension(name).1;
    match (extension.as_str(), first) {
        ("json" | "jsonl" | "ndjson" | "geojson", _) | ("", Some(b'{' | b'[')) => FileFormat::Json,
        ("csv" | "tsv", _) => FileFormat::Csv,
        _ => FileFormat::Text,
    }
}

/// What is wrong with a file that is said to be of a format, by its name or by the operator. `tail` is the end of the
/// content; none when it was not looked at.
pub fn problem(name: &str, named: Option<FileFormat>, head: &[u8], tail: Option<&[u8]>) -> Option<String> {
    let found = detect(name, head);
    let said = named.or(match stem_and_extension(name).1.as_str() {
        "parquet" => Some(FileFormat::Parquet),
        "avro" => Some(FileFormat::Avro),
        "orc" => Some(FileFormat::Orc),
        "csv" | "tsv" => Some(FileFormat::Csv),
        "json" | "jsonl" | "ndjson" | "geojson" => Some(FileFormat::Json),
        _ => None,
    });
    if let Some(said) = said {
        let fits = match said {
            FileFormat::Parquet | FileFormat::Avro | FileFormat::Orc => found == said,
            FileFormat::Csv | FileFormat::Json | FileFormat::Text => found.is_text(),
            FileFormat::Binary => true,
        };
        if !fits {
            return Some(format!("is said to be {said}, and its content is not"));
        }
    }
    let cut_off = found == FileFormat::Parquet && tail.is_some_and(|tail| !tail.ends_with(b"PAR1"));
    cut_off.then(|| "is cut off: a Parquet file ends as it begins".to_owned())
}

/// How a JSON file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonShape {
    /// One value on each line.
    Lines,
    /// A value over several lines, or all on one: queries read one object per line, and nothing of it.
    Document,
}

/// How a JSON file is written, by its first bytes; `whole` when they are all of it.
pub fn json_shape(head: &[u8], whole: bool) -> JsonShape {
    let head = head.trim_ascii_start();
    let (line, has_end) = match head.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&head[..end], true),
        None => (head, whole),
    };
    let is_value = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    let is_list = line.first() == Some(&b'[') && head[line.len()..].trim_ascii().is_empty();
    match (is_value, has_end) {
        (true, true) if !is_list => JsonShape::Lines,
        // A broken first line among lines that are whole is a broken line, not a document.
        (false, true) if line.first() == Some(&b'{') && second_line_is_value(&head[line.len()..]) => JsonShape::Lines,
        _ => JsonShape::Document,
    }
}

fn second_line_is_value(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    rest.first() == Some(&b'{') && serde_json::from_slice::<serde::de::IgnoredAny>(&rest[..end]).is_ok()
}

/// The stems of the file names that a key can have come from: `my_file` for `…/my_file_20260102_030405.csv.gz`, and
/// for `…/my_file-2_20260102_030405.csv.gz` besides `my_file-2`.
pub fn stems_of_key(key: &str) -> Vec<&str> {
    let file = key.rsplit('/').next().unwrap_or(key);
    let is_number = |text: &str, digits: usize| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((rest, time)) = file.rsplit_once('_') else { return Vec::new() };
    let Some((stem, day)) = rest.rsplit_once('_') else { return Vec::new() };
    if !is_number(time.split('.').next().unwrap_or(""), 6) || !is_number(day, 8) {
        return Vec::new();
    }
    let mut stems = vec![stem];
    if let Some((first, twin)) = stem.rsplit_once('-')
        && twin.bytes().all(|byte| byte.is_ascii_digit())
    {
        stems.push(first);
    }
    stems
}

/// The stem that a file of this name has in keys.
pub fn key_stem(name: &str) -> String {
    harmless(&stem_and_extension(name).0)
}

/// A file's name without its extensions, and the extension without `.gz`, in lower case.
pub fn stem_and_extension(name: &str) -> (String, String) {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem.to_owned(), extension.to_lowercase()),
        _ => (name.to_owned(), String::new()),
    }
}

/// The folder of a source and day: `weather/year=2026/month=11/day=22/`.
pub fn folder(source: &str, year: i32, month: u8, day: u8) -> String {
    format!("{source}/year={year:04}/month={month:02}/day={day:02}/")
}

/// The key of a file in its folder: `<name>_<YYYYMMDD_HHMMSS>.<ext>[.gz]`.
///
/// `twin` is 1 for the first file of a name, 2 for the second of the same moment, …
pub fn file_name(name: &str, stamp: &str, format: FileFormat, compressed: bool, twin: u32) -> String {
    let (stem, extension) = stem_and_extension(name);
    let extension = if extension.is_empty() { format.name().to_owned() } else { harmless(&extension) };
    let suffix = if compressed { ".gz" } else { "" };
    let twin = if twin > 1 { format!("-{twin}") } else { String::new() };
    format!("{}{twin}_{stamp}.{extension}{suffix}", harmless(&stem))
}

/// Characters that S3 calls safe stay; all others become `_`.
///
/// Source: Amazon S3 User Guide, "Naming Amazon S3 objects", Safe characters.
fn harmless(stem: &str) -> String {
    stem.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.!()".contains(c) { c } else { '_' }).collect()
}

/// The name of a source: one folder, in characters that make table names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceName(String);

impl SourceName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SourceName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let legal = !text.is_empty()
            && text.len() <= 64
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-');
        if legal {
            return Ok(Self(text.to_owned()));
        }
        Err("a source is named with 1 to 64 lower-case letters, digits, hyphens and underscores".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content_first() {
        assert_eq!(detect("x.csv", b"PAR1\x15"), FileFormat::Parquet);
        assert_eq!(detect("x.csv", b"a,b\n1,2\n"), FileFormat::Csv);
        assert_eq!(detect("x", b" [1]"), FileFormat::Json);
        assert_eq!(detect("x.jsonl.gz", b"{}\n{}"), FileFormat::Json);
        assert_eq!(detect("x.png", b"\x89PNG\0"), FileFormat::Binary);
        assert_eq!(detect("x.log", "caf\u{e9}".as_bytes().split_last().unwrap().1), FileFormat::Text);
    }

    #[test]
    fn what_is_not_what_it_says_is_told() {
        let whole = b"PAR1....PAR1".as_slice();
        assert_eq!(problem("a.parquet", None, whole, Some(whole)), None);
        assert!(problem("a.parquet", None, b"PAR1 cut", Some(b"cut")).unwrap().contains("cut off"));
        assert!(problem("a.parquet", None, b"a,b\n", Some(b"")).unwrap().contains("said to be parquet"));
        assert!(problem("a.csv", None, whole, Some(whole)).unwrap().contains("said to be csv"));
        assert!(problem("a.json", None, b"\x89PNG\0", None).is_some());
        assert!(problem("a", Some(FileFormat::Avro), b"a,b\n", None).is_some());
        assert_eq!(problem("a.csv", None, b"a,b\n", None), None);
        assert_eq!(problem("a.png", None, b"\x89PNG\0", None), None);
    }

    #[test]
    fn keys_are_recognized() {
        assert_eq!(stems_of_key("s/year=2026/my_file_20260102_030405.csv.gz"), ["my_file"]);
        assert_eq!(stems_of_key("s/my_file-2_20260102_030405.csv.gz"), ["my_file-2", "my_file"]);
        assert_eq!(stems_of_key("s/my_file.csv"), [""; 0]);
        assert_eq!(stems_of_key("s/a_b_c.csv"), [""; 0]);
        assert_eq!(key_stem("my file.csv.gz"), "my_file");
    }

    #[test]
    fn json_lines_and_documents_are_told_apart() {
        let shape = |text: &str| json_shape(text.as_bytes(), true);
        assert_eq!(shape("{\"a\": 1}\n{\"a\": 2}\n"), JsonShape::Lines);
        assert_eq!(shape("{\"a\": 1}"), JsonShape::Lines);
        assert_eq!(shape("{\"a\":\n{\"a\": 2}\n"), JsonShape::Lines, "its first line is broken");
        assert_eq!(shape("{\n  \"a\": 1\n}\n"), JsonShape::Document);
        assert_eq!(shape("[1, 2]\n"), JsonShape::Document);
        assert_eq!(shape("[1]\n[2]\n"), JsonShape::Lines);
        assert_eq!(json_shape(b"[{\"a\": 1}, {\"a", false), JsonShape::Document);
    }

    #[test]
    fn keys_have_the_layout_of_the_raw_zone() {
        assert_eq!(folder("weather", 2026, 1, 2), "weather/year=2026/month=01/day=02/");
        assert_eq!(
            file_name("my file.CSV", "20260102_030405", FileFormat::Csv, true, 1),
            "my_file_20260102_030405.csv.gz"
        );
        assert_eq!(file_name("x.csv.gz", "s", FileFormat::Csv, true, 1), "x_s.csv.gz");
        assert_eq!(file_name("a.parquet", "s", FileFormat::Parquet, false, 1), "a_s.parquet");
    }
}
