//! Texts with places: byte spans, lines and columns, and a JSON tree that knows where each of its parts was written.
//!
//! Invariant: every span lies within the text it came from, on character boundaries.

mod json;

pub(super) use json::{Json, JsonError, JsonKind, Member, parse_json};

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
    pub span: Span,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// A text with the beginnings of its lines, to place many spans in it.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let after_ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_ends).collect() }
    }

    /// The place where a span begins.
    pub(super) fn place(&self, span: Span) -> Place {
        let start = self.text.floor_char_boundary(span.start);
        // The first line starts at 0, so there is always one that starts before.
        let line = self.starts.partition_point(|line| *line <= start).max(1);
        let column = self.text[self.starts[line - 1]..start].chars().count() + 1;
        Place { span, line, column }
    }

    /// How a span reads: its first line, cut after so many characters.
    pub(super) fn excerpt(&self, span: Span, most: usize) -> String {
        let (start, end) = (self.text.floor_char_boundary(span.start), self.text.floor_char_boundary(span.end));
        let whole = self.text.get(start..end).unwrap_or_default();
        let line = whole.lines().next().unwrap_or_default();
        let mut cut: String = line.chars().take(most).collect();
        if cut.len() < whole.len() {
            cut.truncate(cut.trim_end().len());
            cut.push('…');
        }
        cut
    }
}
