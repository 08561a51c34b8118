//! Words, numbers, texts and signs of an expression.

use super::ExpressionError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare word: a keyword or a key.
    Word(String),
    /// A key between double quotes or backticks.
    Quoted(String),
    Text(String),
    Number(String),
    Sign(&'static str),
    End,
}

pub(super) fn lex(text: &str) -> Result<Vec<(usize, Token)>, ExpressionError> {
    const SIGNS: [&str; 11] = ["<>", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "-"];
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let start = at;
        let token = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if let '\'' | '"' | '`' = first {
            let (inside, length) =
                quoted(rest, first).ok_or_else(|| ExpressionError::new(start, "the quote is not closed"))?;
            at += length;
            if first == '\'' { Token::Text(inside) } else { Token::Quoted(inside) }
        } else if first.is_ascii_digit() || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
            let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            at += length;
            let number = &rest[..length];
            if number.matches('.').count() > 1 || text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                return Err(ExpressionError::new(start, "this is no number"));
            }
            Token::Number(number.to_owned())
        } else if first.is_alphabetic() || first == '_' {
            let length = rest
                .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '$' | '@' | '#'))
                .unwrap_or(rest.len());
            at += length;
            Token::Word(rest[..length].to_owned())
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            at += sign.len();
            Token::Sign(sign)
        } else {
            return Err(ExpressionError::new(start, format!("unexpected '{first}'")));
        };
        tokens.push((start, token));
    }
    tokens.push((text.len(), Token::End));
    Ok(tokens)
}

/// The text between quotes, a doubled quote standing for itself, and the bytes it took.
fn quoted(rest: &str, quote: char) -> Option<(String, usize)> {
    let mut inside = String::new();
    let mut at = 1;
    loop {
        let end = rest[at..].find(quote)?;
        inside.push_str(&rest[at..at + end]);
        at += end + 1;
        if !rest[at..].starts_with(quote) {
            return Some((inside, at));
        }
        inside.push(quote);
        at += 1;
    }
}
