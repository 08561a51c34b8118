//! Texts with places: byte spans, lines and columns, and a JSON tree that knows where each of its parts was written.
//!
//! Invariant: every span lies within the text it came from, on character boundaries.

mod json;

pub(super) use json::{Json, JsonError, JsonKind, parse_json};

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

impl Place {
    /// The place where a span of `text` begins.
    pub(super) fn of(text: &str, span: Span) -> Self {
        let before = &text[..span.start.min(text.len())];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Self { span, line, column: before[line_start..].chars().count() + 1 }
    }
}
