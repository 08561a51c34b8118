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
            // `0x1F` would be bytes.
            (Token::HexStringLiteral(_), _) => sql[offset(sql, start.line, start.column)..].starts_with('0'),
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
