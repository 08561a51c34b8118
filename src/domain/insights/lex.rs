//! The words of a query.

use super::ParseError;
use crate::tokens::{self, Signs};

/// A word and where it stands.
pub type Token = tokens::Token<What>;

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A name: of a field, a function, a command.
    Word(String),
    /// A name between backticks.
    Quoted(String),
    Number(f64),
    /// A number with a unit of time, in milliseconds.
    Span(i64),
    Text(String),
    /// A regular expression between slashes.
    Regex(String),
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

const SIGNS: &[&str] =
    &["!=", "<=", ">=", "=~", "|", "(", ")", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/", "%", "^"];

const UNITS: &[(&str, i64)] = &[
    ("ms", 1),
    ("msec", 1),
    ("s", 1000),
    ("sec", 1000),
    ("m", 60_000),
    ("min", 60_000),
    ("h", 3_600_000),
    ("hr", 3_600_000),
    ("hour", 3_600_000),
    ("d", 86_400_000),
    ("day", 86_400_000),
    ("w", 604_800_000),
    ("week", 604_800_000),
];

/// An error about a part of the text, in bytes.
pub fn error(text: &str, from: usize, to: usize, message: impl Into<String>) -> ParseError {
    let count = |at: usize| text.get(..at.min(text.len())).map_or(0, |before| before.chars().count());
    ParseError { from: count(from), to: count(to.max(from)), message: message.into() }
}

/// Takes a text apart. A line from `#` on is a comment.
pub fn words(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let (rest, from) = (&text[at..], at);
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if first == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        // A slash opens an expression only where no value can stand before it to be divided.
        let after_value = matches!(
            found.last().map(|token| &token.what),
            Some(What::Number(_) | What::Quoted(_) | What::Text(_) | What::Sign(")" | "]"))
        ) || matches!(found.last().map(|token| &token.what), Some(What::Word(word)) if !is_before_regex(word));
        let what = match first {
            '"' | '\'' => {
                let (value, length) =
                    until(rest, first).ok_or_else(|| error(text, from, text.len(), "the quote does not end"))?;
                at += length;
                What::Text(value)
            }
            '`' => {
                let (value, length) =
                    until(rest, '`').ok_or_else(|| error(text, from, text.len(), "the backtick has no end"))?;
                at += length;
                What::Quoted(value)
            }
            '/' if !after_value || is_parse_source(&found) => {
                let (value, length) = slashes(rest)
                    .ok_or_else(|| error(text, from, text.len(), "the regular expression does not end"))?;
                at += length;
                What::Regex(value)
            }
            _ if first.is_ascii_digit() => {
                let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                let number: f64 = rest[..length]
                    .parse()
                    .map_err(|_| error(text, from, from + length, format!("`{}` is no number", &rest[..length])))?;
                let tail = &rest[length..];
                let unit_length = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
                let unit = &tail[..unit_length];
                at += length + unit_length;
                if unit.is_empty() {
                    What::Number(number)
                } else {
                    let singular = if unit.len() > 3 { unit.trim_end_matches('s') } else { unit };
                    let known = UNITS.iter().find(|(name, _)| *name == singular);
                    let Some((_, millis)) = known else {
                        return Err(error(text, from, at, format!("`{unit}` is no unit of time")));
                    };
                    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a span of time")]
                    What::Span((number * *millis as f64) as i64)
                }
            }
            _ if first.is_alphabetic() || first == '@' || first == '_' => {
                let is_part = |c: char| c.is_alphanumeric() || "@_.".contains(c);
                let length = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
                at += length;
                What::Word(rest[..length].to_owned())
            }
            _ => {
                let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
                    return Err(error(text, from, from + 1, format!("{first:?} is not understood here")));
                };
                at += sign.len();
                What::Sign(sign)
            }
        };
        found.push(Token { what, from, to: at });
    }
    Ok(found)
}

fn is_before_regex(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "like" | "and" | "or" | "not" | "parse" | "filter")
}

/// Whether the words end with `parse FIELD`: what comes then is a pattern.
fn is_parse_source(found: &[Token]) -> bool {
    let [.., command, _] = found else { return false };
    matches!(&command.what, What::Word(word) if word.eq_ignore_ascii_case("parse"))
}

/// A text up to a mark, with backslashes before marks and backslashes taken away; and how long it is in all.
fn until(rest: &str, mark: char) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == mark {
            return Some((value, at + mark.len_utf8()));
        }
        match (character, characters.peek().map(|(_, next)| *next)) {
            ('\\', Some(next)) if next == mark || next == '\\' => {
                value.push(next);
                characters.next();
            }
            _ => value.push(character),
        }
    }
    None
}

/// A regular expression: only its slashes are written with a backslash.
fn slashes(rest: &str) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match (character, characters.peek().map(|(_, next)| *next)) {
            ('/', _) => return Some((value, at + 1)),
            ('\\', Some('/')) => {
                value.push('/');
                characters.next();
            }
            ('\\', Some(next)) => {
                value.push('\\');
                value.push(next);
                characters.next();
            }
            _ => value.push(character),
        }
    }
    None
}
