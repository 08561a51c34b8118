//! The lines behind a sample: whether they fit what the sample said.

use serde::de::IgnoredAny;

use super::classify::not_utf8;
use super::{FileFormat, FileSchema, JsonLayout, Problem, csv};

/// Lines of one object that are reported one by one; the rest are counted.
const REPORTED_LINES: usize = 10;

/// Looks at the lines of one object that its sample did not reach.
#[derive(Debug)]
pub struct LineChecker<'a> {
    object: &'a str,
    kind: Kind,
    /// The number of the line that was given last.
    line: u64,
    found: Vec<Problem>,
    more: u64,
    /// Whether it was said that the text is not UTF-8.
    told_encoding: bool,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Csv { delimiter: char, quote: char, width: usize },
    JsonLines,
}

impl<'a> LineChecker<'a> {
    /// A checker for what a sample was found to be; none when its lines are not records of their own.
    pub fn new(object: &'a str, schema: &FileSchema, sample: &[u8]) -> Option<Self> {
        let kind = match &schema.format {
            FileFormat::Csv(format) => {
                Kind::Csv { delimiter: format.delimiter, quote: format.quote, width: schema.columns.len() }
            }
            FileFormat::Json(JsonLayout::Values) => {
                let first = sample.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty())?;
                is_object(first).ok()?;
                Kind::JsonLines
            }
            _ => return None,
        };
        let line = sample.iter().filter(|byte| **byte == b'\n').count() as u64;
        let told_encoding = std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_some());
        Some(Self { object, kind, line, found: Vec::new(), more: 0, told_encoding })
    }

    /// The lines that the sample had whole, which are to be passed over.
    pub fn lines_before(&self) -> u64 {
        self.line
    }

    /// Looks at the next line, given without its end.
    pub fn check(&mut self, line: &[u8]) {
        self.line += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.trim_ascii().is_empty() {
            return;
        }
        let problem = match self.kind {
            Kind::Csv { delimiter, quote, width } => match std::str::from_utf8(line) {
                // Said once for an object.
                Err(_) if self.told_encoding => None,
                Err(error) => {
                    self.told_encoding = true;
                    let before = String::from_utf8_lossy(&line[..error.valid_up_to()]).chars().count() as u64;
                    Some((Some(before + 1), not_utf8(line[error.valid_up_to()])))
                }
                Ok(text) => csv::misfit(text, delimiter, quote, width),
            },
            Kind::JsonLines => is_object(line).err().map(|message| (None, message)),
        };
        if let Some((column, message)) = problem {
            self.report(column, message);
        }
    }

    /// Takes note of a line that is too long to be looked at.
    pub fn too_long(&mut self) {
        self.line += 1;
        self.report(None, "the line is too long to be a record".to_owned());
    }

    fn report(&mut self, column: Option<u64>, message: String) {
        if self.found.len() < REPORTED_LINES {
            self.found.push(Problem::at(self.object, self.line, column, message));
        } else {
            self.more += 1;
        }
    }

    pub fn finish(mut self) -> Vec<Problem> {
        if self.more > 0 {
            let lines = if self.more == 1 { "line does" } else { "lines do" };
            self.found.push(Problem::new(self.object, format!("{} more {lines} not fit", self.more)));
        }
        self.found
    }
}

fn is_object(line: &[u8]) -> Result<(), String> {
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err("the line is no JSON object".to_owned());
    }
    serde_json::from_slice::<IgnoredAny>(line).map(drop).map_err(|error| {
        let text = error.to_string();
        format!("broken JSON: {}", text.split(" at line ").next().unwrap_or(&text))
    })
}
