//! The words of DQDL.

use super::ParseError;
use crate::tokens::{self, Signs};

/// A word and where it stands.
pub type Token = tokens::Token<What>;

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A name or keyword.
    Word(String),
    /// As it was written.
    Number(String),
    /// Between double quotes, without them.
    Text(String),
    /// `(`, `>=`, …
    Sign(&'static str),
}

impl Signs for What {
    fn sign(&self) -> Option<&'static str> {
        match self {
            Self::Sign(sign) => Some(sign),
            _ => None,
        }
    }
}

const SIGNS: &[&str] = &[">=", "<=", "!=", "[", "]", "(", ")", "{", "}", ",", "=", ">", "<", "!", "+", "-", ":"];

/// An error at a place of the text, in bytes.
pub fn error_at(text: &str, at: usize, message: impl Into<String>) -> ParseError {
    let before = &text[..at.min(text.len())];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    ParseError { line, column, message: message.into() }
}

/// Takes a text apart. A line from `#` on is a comment.
pub fn words(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let from = at;
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if first == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let what = if first == '"' {
            let (value, length) = quoted(rest).ok_or_else(|| error_at(text, from, "the quote does not end"))?;
            at += length;
            What::Text(value)
        } else if first.is_ascii_digit() {
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            at += length;
            What::Number(rest[..length].to_owned())
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
            at += length;
            What::Word(rest[..length].to_owned())
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            at += sign.len();
            What::Sign(sign)
        } else {
            return Err(error_at(text, from, format!("{first:?} is not understood here")));
        };
        found.push(Token { what, from, to: at });
    }
    Ok(found)
}

/// A quoted text without its quotes and backslashes, and how long it is with them.
fn quoted(rest: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, at + 1)),
            // Only quotes and backslashes are written with one; in front of anything else it stands for itself, so that
            // regular expressions can be written as they are.
            '\\' => match characters.peek() {
                Some((_, next @ ('"' | '\\'))) => {
                    value.push(*next);
                    characters.next();
                }
                _ => value.push('\\'),
            },
            other => value.push(other),
        }
    }
    None
}
