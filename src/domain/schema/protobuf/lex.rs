//! Words, numbers, texts and signs of a protobuf file; comments are skipped.

use crate::schema::source::{Problem, Span};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name, dots included.
    Word(String),
    Integer(i64),
    Float(String),
    Text(String),
    Sign(char),
    End,
}

impl Token {
    /// The token about as it was written.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Float(text) => text.clone(),
            Self::Text(text) => format!("\"{text}\""),
            Self::Sign(sign) => sign.to_string(),
            Self::End => String::new(),
        }
    }

    /// The token in words, for a message.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Word(word) => format!("`{word}`"),
            Self::Integer(number) => number.to_string(),
            Self::Float(_) => "a number".to_owned(),
            Self::Text(_) => "a text".to_owned(),
            Self::Sign(sign) => format!("'{sign}'"),
            Self::End => "the end of the file".to_owned(),
        }
    }
}

pub(super) fn lex(text: &str) -> Result<Vec<(Span, Token)>, Problem> {
    // Some editors put a byte order mark in front, which the compiler takes.
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut tokens = Vec::new();
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let start = at;
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if rest.starts_with("/*") {
            let end = rest
                .find("*/")
                .ok_or_else(|| Problem::new(Span::new(start, start + 2), "the comment is not closed"))?;
            at += end + 2;
            continue;
        }
        let (token, length) = if first == '"' || first == '\'' {
            quoted(rest, first)
                .ok_or_else(|| Problem::new(Span::new(start, start + 1), "the text is not closed on its line"))?
        } else if first.is_ascii_digit() {
            number(rest, start)?
        } else if first.is_ascii_alphabetic()
            || first == '_'
            || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
        {
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
            (Token::Word(rest[..length].to_owned()), length)
        } else if "{}[]()<>=;,:-+/".contains(first) {
            (Token::Sign(first), 1)
        } else {
            return Err(Problem::new(
                Span::new(start, start + first.len_utf8()),
                format!("unexpected '{}'", first.escape_debug()),
            ));
        };
        at += length;
        tokens.push((Span::new(start, at), token));
    }
    tokens.push((Span::new(text.len(), text.len()), Token::End));
    Ok(tokens)
}

/// The text between quotes. Escapes are kept as written: nothing here depends on them.
fn quoted(rest: &str, quote: char) -> Option<(Token, usize)> {
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some((Token::Text(rest[1..index].to_owned()), index + 1)),
            _ => {}
        }
    }
    None
}

fn number(rest: &str, start: usize) -> Result<(Token, usize), Problem> {
    let mut length = 0;
    let mut previous = ' ';
    let hexadecimal = rest.starts_with("0x") || rest.starts_with("0X");
    for c in rest.chars() {
        let sign_of_exponent = !hexadecimal && matches!(c, '+' | '-') && matches!(previous, 'e' | 'E');
        if !c.is_ascii_alphanumeric() && c != '.' && !sign_of_exponent {
            break;
        }
        length += c.len_utf8();
        previous = c;
    }
    let word = &rest[..length];
    let integer = if hexadecimal {
        i64::from_str_radix(&word[2..], 16).ok()
    } else if word.len() > 1 && word.starts_with('0') {
        i64::from_str_radix(word, 8).ok()
    } else {
        word.parse().ok()
    };
    match integer {
        Some(integer) => Ok((Token::Integer(integer), length)),
        None if !hexadecimal && word.trim_end_matches(['f', 'F']).parse::<f64>().is_ok() => {
            Ok((Token::Float(word.to_owned()), length))
        }
        None => Err(Problem::new(Span::new(start, start + length), format!("{word} is no number"))),
    }
}
