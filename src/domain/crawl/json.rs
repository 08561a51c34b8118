//! Recognizing JSON: values one after another (JSON lines), a top-level array, a single document.

use serde::de::DeserializeSeed;

use super::json_infer::{Elements, Into, Shape};
use super::names::column_name;
use super::{Column, FileFormat, FileSchema, JsonLayout, Problem, Sample};

/// Broken lines of one object that are reported one by one; the rest are counted.
const REPORTED_LINES: usize = 10;

/// What the sample turned out to be.
pub(super) enum Reading {
    NotJson,
    /// A value is larger than the sample.
    NeedMore,
    Read(FileSchema, Vec<Problem>),
    /// It is JSON by its looks, and broken.
    Broken(Problem),
}

/// Reads the sample as JSON. `path` is a custom classifier's JsonPath.
pub(super) fn read(object: &str, sample: &Sample<'_>, path: Option<&str>) -> Reading {
    let bytes = sample.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sample.bytes);
    let Some(first) = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) else { return Reading::NotJson };
    let reader = Reader { object, bytes, complete: sample.complete };
    match (path, first) {
        (Some(path), b'[' | b'{') => match array_path(path) {
            Some(names) => reader.elements(&names, path),
            None => Reading::Broken(Problem::new(
                object,
                format!("JsonPath {path}: only $[*] and $.name[*] can be crawled"),
            )),
        },
        (None, b'[') => reader.array(),
        (None, b'{') => reader.values(),
        _ => Reading::NotJson,
    }
}

/// The members that lead to the array of records: none for `$[*]`, `["a", "b"]` for `$.a.b[*]`.
fn array_path(path: &str) -> Option<Vec<String>> {
    let inner = path.strip_prefix('$')?.strip_suffix("[*]")?;
    if inner.is_empty() {
        return Some(Vec::new());
    }
    let names: Vec<String> = inner.strip_prefix('.')?.split('.').map(str::to_owned).collect();
    let plain = |name: &String| !name.is_empty() && !name.contains(['[', ']', '*', '?', '\'', '"']);
    names.iter().all(plain).then_some(names)
}

struct Reader<'a> {
    object: &'a str,
    bytes: &'a [u8],
    complete: bool,
}

impl Reader<'_> {
    /// A top-level array. Elements that are objects are records; anything else makes the array one column.
    fn array(&self) -> Reading {
        self.elements(&[], "$[*]")
    }

    fn elements(&self, names: &[String], path: &str) -> Reading {
        let (mut shape, mut whole, mut found) = (Shape::default(), 0, false);
        let mut deserializer = serde_json::Deserializer::from_slice(self.bytes);
        let seed = Elements { path: names, shape: &mut shape, whole: &mut whole, found: &mut found };
        let result = seed.deserialize(&mut deserializer).and_then(|()| deserializer.end());
        let mut problems = Vec::new();
        if let Err(error) = result {
            let cut = error.is_eof() && !self.complete;
            if cut && whole == 0 {
                return Reading::NeedMore;
            }
            if !cut {
                let problem = self.problem(&error, 0);
                if whole == 0 {
                    return Reading::Broken(problem);
                }
                problems.push(problem);
            }
        }
        if !found {
            return Reading::Broken(Problem::new(self.object, format!("nothing at {path}")));
        }
        let (layout, columns) = if shape.is_object() {
            (JsonLayout::Elements(path.to_owned()), columns(&shape))
        } else if whole == 0 {
            return Reading::Broken(Problem::new(
                self.object,
                format!("the array at {path} is empty, so it has no columns"),
            ));
        } else if names.is_empty() {
            let column = Column::new("array", crate::types::GlueType::array(shape.glue_type()));
            (JsonLayout::WholeArray, vec![column])
        } else {
            (JsonLayout::Elements(path.to_owned()), vec![Column::new("record", shape.glue_type())])
        };
        Reading::Read(self.schema(layout, columns, paths(&shape), whole, self.bytes.len() as u64), problems)
    }

    /// Objects one after another. When every record ends with its line, a broken line costs only itself.
    fn values(&self) -> Reading {
        if self.is_lines() { self.lines() } else { self.stream() }
    }

    /// JSON lines are told from one spread-out document by their first lines: the very first is whole, or most are.
    fn is_lines(&self) -> bool {
        let lines = self.bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        let is_whole =
            |line: &[u8]| line.trim_ascii_start().starts_with(b"{") && parse(line, &mut Shape::default()).is_ok();
        let whole: Vec<bool> = lines.take(20).map(is_whole).collect();
        whole.first() == Some(&true) || whole.iter().filter(|whole| **whole).count() * 2 > whole.len()
    }

    fn lines(&self) -> Reading {
        let (mut shape, mut whole, mut broken) = (Shape::default(), 0, 0u64);
        let mut problems = Vec::new();
        let mut read = 0;
        for (index, line) in self.bytes.split(|byte| *byte == b'\n').enumerate() {
            let last = read + line.len() == self.bytes.len();
            read += line.len() + 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let mut next = Shape::default();
            let result = parse(line, &mut next);
            match result {
                Ok(()) if next.is_object() => {
                    shape.absorb(next);
                    whole += 1;
                }
                // The sample's end has cut this line.
                Err(_) if last && !self.complete => {}
                failed => {
                    broken += 1;
                    if problems.len() < REPORTED_LINES {
                        let number = index as u64 + 1;
                        problems.push(match failed {
                            Ok(()) => Problem::at(self.object, number, Some(1), "the line is JSON, but no object"),
                            Err(error) => self.problem(&error, index as u64),
                        });
                    }
                }
            }
        }
        if broken > problems.len() as u64 {
            let more = broken - problems.len() as u64;
            problems.push(Problem::new(
                self.object,
                format!("{more} more broken {}", if more == 1 { "line" } else { "lines" }),
            ));
        }
        Reading::Read(
            self.schema(JsonLayout::Values, columns(&shape), paths(&shape), whole, self.bytes.len() as u64),
            problems,
        )
    }

    fn stream(&self) -> Reading {
        let (mut shape, mut whole) = (Shape::default(), 0u64);
        let mut problems = Vec::new();
        let mut start = 0;
        while let Some(skip) = self.bytes[start..].iter().position(|byte| !byte.is_ascii_whitespace()) {
            start += skip;
            let mut next = Shape::default();
            let mut values = serde_json::Deserializer::from_slice(&self.bytes[start..]).into_iter::<Counted>();
            // Two passes over a value: the first finds its end, the second its shape.
            match values.next() {
                Some(Ok(Counted)) => {
                    let end = start + values.byte_offset();
                    match parse(&self.bytes[start..end], &mut next) {
                        Ok(()) if next.is_object() => {
                            shape.absorb(next);
                            whole += 1;
                        }
                        Ok(()) => problems.push(Problem::at(
                            self.object,
                            line_of(self.bytes, start),
                            None,
                            "the value is JSON, but no object",
                        )),
                        // It is too deep, or has a name or number that nobody can hold.
                        Err(error) => problems.push(self.problem_from(&error, start)),
                    }
                    start = end;
                }
                Some(Err(error)) if error.is_eof() && !self.complete => break,
                Some(Err(error)) => {
                    problems.push(self.problem_from(&error, start));
                    break;
                }
                None => break,
            }
        }
        match (whole, problems.first()) {
            (0, None) => Reading::NeedMore,
            (0, Some(problem)) => Reading::Broken(problem.clone()),
            _ => Reading::Read(
                self.schema(JsonLayout::Values, columns(&shape), paths(&shape), whole, start as u64),
                problems,
            ),
        }
    }

    fn schema(
        &self,
        layout: JsonLayout,
        columns: Vec<Column>,
        paths: Vec<String>,
        records_read: u64,
        bytes_read: u64,
    ) -> FileSchema {
        let mut notes = Vec::new();
        match layout {
            JsonLayout::WholeArray => {
                notes.push("the file is an array of something other than objects; it is one column, and queries cannot read it as rows".to_owned());
            }
            JsonLayout::Values
                if records_read == 1 && self.bytes[..bytes_read as usize].trim_ascii().contains(&b'\n') =>
            {
                notes.push(
                    "the file is one document over several lines; tables of JSON are read line by line".to_owned(),
                );
            }
            _ => {}
        }
        FileSchema {
            format: FileFormat::Json(layout),
            columns,
            paths,
            records_read,
            bytes_read,
            complete: self.complete,
            notes,
        }
    }

    /// A parser's complaint, its line moved down by the lines before it.
    fn problem(&self, error: &serde_json::Error, lines_before: u64) -> Problem {
        Problem::at(
            self.object,
            error.line() as u64 + lines_before,
            Some((error.column() as u64).max(1)),
            plain_message(error),
        )
    }

    fn problem_from(&self, error: &serde_json::Error, start: usize) -> Problem {
        let line_start = self.bytes[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let mut problem = self.problem(error, line_of(self.bytes, start) - 1);
        if error.line() == 1 {
            problem.column = problem.column.map(|column| column + (start - line_start) as u64);
        }
        problem
    }
}

/// A value that is only measured.
struct Counted;

impl<'de> serde::Deserialize<'de> for Counted {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

fn parse(bytes: &[u8], shape: &mut Shape) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    Into(shape).deserialize(&mut deserializer)?;
    deserializer.end()
}

fn line_of(bytes: &[u8], at: usize) -> u64 {
    bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64 + 1
}

/// The parser's message without the place, which the problem carries itself.
fn plain_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let plain = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    format!("broken JSON: {plain}")
}

fn paths(shape: &Shape) -> Vec<String> {
    shape.members().iter().map(|(name, _)| name.clone()).collect()
}

fn columns(shape: &Shape) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (index, (name, member)) in shape.members().iter().enumerate() {
        let column = Column::new(column_name(name, index), member.glue_type());
        // Members that differ in case alone are one column: the catalog knows no case.
        match columns.iter_mut().find(|known| known.name == column.name) {
            Some(known) => known.column_type = known.column_type.merge(&column.column_type),
            None => columns.push(column),
        }
    }
    columns
}
