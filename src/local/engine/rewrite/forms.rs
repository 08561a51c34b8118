//! Forms of the dialect that the parser does not know, put into ones that it does, or refused, while they are tokens.

use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan, Word};

use super::dialect::{offset, place_of};
use crate::engine::error::EngineError;

fn keyword(token: &Token) -> Keyword {
    match token {
        Token::Word(word) if word.quote_style.is_none() => word.keyword,
        _ => Keyword::NoKeyword,
    }
}

fn word(text: &str, keyword: Keyword) -> Token {
    Token::Word(Word { value: text.to_owned(), quote_style: None, keyword })
}

/// Refuses what the tokenizer reads as something else than Athena does, and calls of the engine's own functions.
pub fn check(sql: &str, tokens: &[TokenWithSpan]) -> Result<(), EngineError> {
    let mut plain = tokens.iter().filter(|token| !matches!(token.token, Token::Whitespace(_))).peekable();
    while let Some(token) = plain.next() {
        let start = token.span.start;
        let digits = match (&token.token, plain.peek()) {
            // `1_000` would be a 1 that is called _000.
            (Token::Number(_, _), Some(next)) => {
                matches!(&next.token, Token::Word(word) if word.quote_style.is_none())
                    && next.span.start == token.span.end
            }
            (Token::HexStringLiteral(digits), _)
                if digits.len() % 2 == 1 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
            {
                let message = match digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    true => "Binary literal must contain an even number of digits",
                    false => "Binary literal can only contain hexadecimal digits",
                };
                return Err(EngineError::at("SYNTAX_ERROR", place_of(start), message));
            }
            // `0x1F` would be bytes.
            (Token::HexStringLiteral(_), _) => sql[offset(sql, start.line, start.column)..].starts_with('0'),
            (Token::Word(word), Some(next))
                if word.quote_style.is_none()
                    && word.value.eq_ignore_ascii_case("match_recognize")
                    && next.token == Token::LParen =>
            {
                let place = place_of(start).prefix();
                return Err(EngineError::unsupported(format_args!("{place}MATCH_RECOGNIZE")));
            }
            (Token::Word(word), Some(next))
                if word.quote_style.is_some() && word.value.starts_with('$') && next.token == Token::LParen =>
            {
                return Err(EngineError::at(
                    "FUNCTION_NOT_FOUND",
                    place_of(start),
                    format_args!("Function '{}' not registered", word.value.to_lowercase()),
                ));
            }
            _ => false,
        };
        if digits {
            return Err(EngineError::at(
                "SYNTAX_ERROR",
                place_of(start),
                "identifiers must not start with a digit; surround the identifier with double quotes",
            ));
        }
    }
    Ok(())
}

/// An open parenthesis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Plain,
    /// It is closed twice.
    Doubled,
    /// That of `JSON_OBJECT`.
    Object,
}

/// `TABLE t` is all of t, where a query stands; `GROUP BY ALL …` is what it is without ALL, and `GROUP BY DISTINCT` as well
/// where there is one grouping only.
///
/// # Errors
///
/// `GROUP BY DISTINCT` of several groupings.
pub fn queries(tokens: Vec<TokenWithSpan>) -> Result<Vec<TokenWithSpan>, EngineError> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut before = [Token::EOF, Token::EOF];
    for (place, token) in tokens.iter().enumerate() {
        if matches!(token.token, Token::Whitespace(_)) {
            out.push(token.clone());
            continue;
        }
        let behind =
            || tokens[place + 1..].iter().map(|next| &next.token).filter(|next| !matches!(next, Token::Whitespace(_)));
        let grouping = keyword(&before[0]) == Keyword::GROUP && keyword(&before[1]) == Keyword::BY;
        let now = token.token.clone();
        match keyword(&now) {
            Keyword::TABLE if begins_query(&before[1]) && matches!(behind().next(), Some(Token::Word(_))) => {
                let put = |token| TokenWithSpan { token, span: tokens[place].span };
                out.extend([word("SELECT", Keyword::SELECT), Token::Mul, word("FROM", Keyword::FROM)].map(put));
            }
            Keyword::ALL if grouping && !matches!(behind().next(), Some(Token::Comma)) => {}
            Keyword::DISTINCT if grouping => {
                let several = behind().find(|next| {
                    matches!(
                        keyword(next),
                        Keyword::ROLLUP | Keyword::CUBE | Keyword::GROUPING | Keyword::HAVING | Keyword::ORDER
                    )
                });
                if several.is_some_and(|next| !matches!(keyword(next), Keyword::HAVING | Keyword::ORDER)) {
                    return Err(EngineError::unsupported("GROUP BY DISTINCT of several groupings"));
                }
            }
            _ => out.push(token.clone()),
        }
        before = [before[1].clone(), now];
    }
    Ok(out)
}

/// Whether a query may begin behind a token.
fn begins_query(before: &Token) -> bool {
    matches!(before, Token::EOF | Token::LParen | Token::RParen)
        || matches!(
            keyword(before),
            Keyword::UNION | Keyword::INTERSECT | Keyword::EXCEPT | Keyword::ALL | Keyword::DISTINCT
        )
}

/// `U&'…' UESCAPE 'c'` as a plain text.
///
/// # Errors
///
/// The escape is no character, or what stands behind it is no code point.
pub fn unicode(sql: &str, tokens: Vec<TokenWithSpan>) -> Result<Vec<TokenWithSpan>, EngineError> {
    if !tokens.iter().any(|token| matches!(token.token, Token::UnicodeStringLiteral(_))) {
        return Ok(tokens);
    }
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(mut token) = tokens.next() {
        if !matches!(token.token, Token::UnicodeStringLiteral(_)) {
            out.push(token);
            continue;
        }
        let mut blanks = Vec::new();
        while tokens.peek().is_some_and(|next| matches!(next.token, Token::Whitespace(_))) {
            blanks.extend(tokens.next());
        }
        let escapes = matches!(tokens.peek().map(|next| &next.token), Some(Token::Word(word))
            if word.quote_style.is_none() && word.value.eq_ignore_ascii_case("uescape"));
        if !escapes {
            out.push(token);
            out.append(&mut blanks);
            continue;
        }
        tokens.next();
        while tokens.peek().is_some_and(|next| matches!(next.token, Token::Whitespace(_))) {
            tokens.next();
        }
        let at = token.span.start;
        let wrong = |text: &str| EngineError::at("SYNTAX_ERROR", place_of(at), text);
        let escape = match tokens.next().map(|next| next.token) {
            Some(Token::SingleQuotedString(text)) if text.chars().count() == 1 => text.chars().next(),
            _ => None,
        };
        let escape = escape
            .filter(|escape| !escape.is_ascii_hexdigit() && !matches!(escape, '+' | '"' | '\'' | ' '))
            .ok_or_else(|| wrong("Invalid Unicode escape character"))?;
        // As it is written: the tokenizer has undone what it took for escapes.
        let from = offset(sql, at.line, at.column);
        let written = sql.get(from + 3..).and_then(quoted).ok_or_else(|| wrong("Invalid Unicode literal"))?;
        let text = unescaped(&written, escape).ok_or_else(|| wrong("Invalid escaped character"))?;
        token.token = Token::SingleQuotedString(text);
        out.push(token);
    }
    Ok(out)
}

/// What stands up to the closing quote, with doubled quotes as one.
fn quoted(rest: &str) -> Option<String> {
    let mut out = String::new();
    let mut characters = rest.chars().peekable();
    loop {
        match characters.next()? {
            '\'' if characters.peek() == Some(&'\'') => {
                characters.next();
                out.push('\'');
            }
            '\'' => return Some(out),
            other => out.push(other),
        }
    }
}

fn unescaped(text: &str, escape: char) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(escape) {
        out.push_str(&rest[..at]);
        rest = &rest[at + escape.len_utf8()..];
        if let Some(after) = rest.strip_prefix(escape) {
            out.push(escape);
            rest = after;
            continue;
        }
        let (skip, count) = if rest.starts_with('+') { (1, 6) } else { (0, 4) };
        let digits =
            rest.get(skip..skip + count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        out.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
        rest = &rest[skip + count..];
    }
    out.push_str(rest);
    Some(out)
}

/// `TRIM(BOTH FROM x)` loses its FROM; `(VALUES …)` behind IN, ANY, SOME, ALL and EXISTS becomes a query that the parser
/// sees as one; the keys and values of `JSON_OBJECT(KEY k VALUE v, k : v)` become arguments like any other.
pub fn rewrite(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    // The last two tokens that are no blanks.
    let mut before = [Token::EOF, Token::EOF];
    let mut open: Vec<Open> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let span = token.span;
        let put = |token| TokenWithSpan { token, span };
        if matches!(token.token, Token::Whitespace(_)) {
            out.push(token);
            continue;
        }
        let now = token.token.clone();
        match &token.token {
            Token::LParen => {
                let object = matches!(&before[1], Token::Word(word)
                    if word.quote_style.is_none() && word.value.eq_ignore_ascii_case("json_object"));
                open.push(if object { Open::Object } else { Open::Plain });
            }
            Token::RParen if open.pop() == Some(Open::Doubled) => out.push(put(Token::RParen)),
            _ => {}
        }
        let within_object = open.last() == Some(&Open::Object);
        let side = |token: &Token| matches!(keyword(token), Keyword::BOTH | Keyword::LEADING | Keyword::TRAILING);
        if keyword(&now) == Keyword::FROM && side(&before[1]) {
            before = [before[1].clone(), now];
            continue;
        }
        if within_object && (now == Token::Colon || keyword(&now) == Keyword::VALUE) {
            out.push(put(Token::Comma));
            before = [before[1].clone(), Token::Comma];
            continue;
        }
        let is_key =
            matches!(&now, Token::Word(word) if word.quote_style.is_none() && word.value.eq_ignore_ascii_case("key"));
        if within_object && is_key && matches!(before[1], Token::LParen | Token::Comma) {
            while let Some(Token::Whitespace(_)) = tokens.peek().map(|next| &next.token) {
                out.extend(tokens.next());
            }
            // A column may be called key as well.
            let alone = tokens.peek().is_some_and(|next| {
                matches!(next.token, Token::Colon | Token::Period | Token::LParen | Token::StringConcat)
                    || keyword(&next.token) == Keyword::VALUE
            });
            if !alone {
                continue;
            }
        }
        let takes_query =
            matches!(keyword(&before[0]), Keyword::IN | Keyword::ANY | Keyword::SOME | Keyword::ALL | Keyword::EXISTS);
        if keyword(&now) == Keyword::VALUES && before[1] == Token::LParen && takes_query {
            if let Some(last) = open.last_mut() {
                *last = Open::Doubled;
            }
            let select = [word("SELECT", Keyword::SELECT), Token::Mul, word("FROM", Keyword::FROM), Token::LParen];
            out.extend(select.map(put));
        }
        before = [before[1].clone(), now];
        out.push(token);
    }
    out
}
