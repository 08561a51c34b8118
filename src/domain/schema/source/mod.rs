//! Texts with places: byte spans, lines and columns, and a JSON tree that knows where each of its parts was written.
//!
//! Invariant: every span lies within the text it came from, on character boundaries.

mod json;

pub(crate) use json::{Json, JsonError, JsonKind, Member, parse_json};

/// A stretch of a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// Something wrong in a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Problem {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    pub(super) fn not_json(error: &JsonError) -> Self {
        Self::new(Span::new(error.offset, error.offset), format!("not JSON: {}", error.message))
    }
}

/// A place in a text as an editor shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// 0: the definition's own file. A definition that is made of several files has places in the others too.
    pub file: usize,
    pub span: Span,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// A text with the beginnings of its lines, to place many spans in it.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STEP`]: a file can be one line.
    marks: Vec<usize>,
}

/// Bytes between two marks.
const STEP: usize = 1024;

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let after_ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let mut marks = vec![0];
        for piece in text.as_bytes().chunks(STEP) {
            marks.push(marks[marks.len() - 1] + characters(piece));
        }
        Self { text, starts: std::iter::once(0).chain(after_ends).collect(), marks }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, at: usize) -> usize {
        let mark = at / STEP;
        self.marks[mark] + characters(&self.text.as_bytes()[mark * STEP..at])
    }

    /// The place where a span begins.
    pub(crate) fn place(&self, span: Span) -> Place {
        let start = self.text.floor_char_boundary(span.start);
        // The first line starts at 0, so there is always one that starts before.
        let line = self.starts.partition_point(|line| *line <= start).max(1);
        let column = self.characters_before(start) - self.characters_before(self.starts[line - 1]) + 1;
        Place { file: 0, span, line, column }
    }

    /// How a span reads: on one line, cut after so many characters.
    pub(super) fn excerpt(&self, span: Span, most: usize) -> String {
        let (start, end) = (self.text.floor_char_boundary(span.start), self.text.floor_char_boundary(span.end));
        let whole = self.text.get(start..end).unwrap_or_default();
        let mut cut = String::new();
        let (mut length, mut blank) = (0, false);
        for c in whole.chars() {
            if c.is_whitespace() {
                blank = true;
                continue;
            }
            if length + usize::from(blank) >= most {
                cut.push('…');
                break;
            }
            if blank && !cut.is_empty() {
                cut.push(' ');
                length += 1;
            }
            blank = false;
            cut.push(c);
            length += 1;
        }
        cut
    }
}

/// How many characters begin in a stretch of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        let line = "é".repeat(5_000);
        let text = format!("a\n{line}x\r\n\nb");
        let lines = Lines::new(&text);
        let at = |found: &str| {
            let start = text.find(found).expect("in the text");
            let place = lines.place(Span::new(start, start + found.len()));
            (place.line, place.column)
        };
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("é"), (2, 1));
        assert_eq!(at("x"), (2, 5_001));
        assert_eq!(at("b"), (4, 1));
        let end = lines.place(Span::new(text.len(), text.len()));
        assert_eq!((end.line, end.column), (4, 2));
        assert_eq!(lines.excerpt(Span::new(0, text.len()), 5), "a ééé…");
    }
}
