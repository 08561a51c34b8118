//! Athena's dialect for the parser: tokens, keywords and the pre-pass over the tokens.

use std::collections::HashMap;

use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::parser::{Parser, ParserError};
use datafusion::sql::sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer, Word};

use super::{forms, operators};
use crate::domain::query::sql::{Athena, json_clauses, typed_literals};
use crate::engine::error::{EngineError, Place};

/// The tokens of a query and what the pre-pass took note of.
pub struct Tokens {
    pub tokens: Vec<TokenWithSpan>,
    /// Just behind the last token.
    pub end: Place,
    /// Place of a quoted name -> the name as written, before it was put in lower case; and of an operator -> itself.
    pub written: HashMap<(u64, u64), String>,
}

/// Reads the tokens, makes quoted names as blind to case as Athena's are, and puts parameters in place of `?`.
pub fn tokens(sql: &str, parameters: &[String]) -> Result<Tokens, EngineError> {
    let mut tokens = tokenize(sql)?;
    forms::check(sql, &tokens)?;
    tokens = forms::queries(forms::unicode(sql, tokens)?)?;
    tokens = typed_literals::rewrite(json_clauses::rewrite(tokens));
    let mut written = HashMap::new();
    let mut used = 0;
    let mut out = Vec::with_capacity(tokens.len());
    for mut token in tokens.drain(..) {
        match &mut token.token {
            Token::Word(word) if word.quote_style.is_some() => {
                written.insert((token.span.start.line, token.span.start.column), word.value.clone());
                word.value = word.value.to_lowercase();
                word.keyword = Keyword::NoKeyword;
            }
            Token::Placeholder(mark) if mark == "?" => {
                let Some(value) = parameters.get(used) else {
                    return Err(EngineError::at(
                        "INVALID_PARAMETER_USAGE",
                        place_of(token.span.start),
                        format_args!(
                            "Incorrect number of parameters: expected at least {} but found {}",
                            used + 1,
                            parameters.len()
                        ),
                    ));
                };
                used += 1;
                out.push(TokenWithSpan { token: Token::LParen, span: token.span });
                let value = tokenize(value)?;
                out.extend(value.into_iter().filter(|token| token.token != Token::EOF));
                out.push(TokenWithSpan { token: Token::RParen, span: token.span });
                continue;
            }
            other => {
                if let Some(text) = operators::text(other) {
                    written.insert((token.span.start.line, token.span.start.column), text);
                }
            }
        }
        out.push(token);
    }
    if used < parameters.len() {
        return Err(EngineError::user(
            "INVALID_PARAMETER_USAGE",
            format_args!("Incorrect number of parameters: expected {used} but found {}", parameters.len()),
        ));
    }
    check_chains(&out)?;
    let end = out.iter().rev().find(|token| token.span.end.line > 0 && token.token != Token::EOF);
    let end = end.map_or_else(Place::default, |token| place_of(token.span.end));
    Ok(Tokens { tokens: forms::rewrite(bare_values(cast_types(out))), end, written })
}

fn tokenize(sql: &str) -> Result<Vec<TokenWithSpan>, EngineError> {
    Tokenizer::new(&Athena, sql)
        .tokenize_with_location()
        .map_err(|error| EngineError::at("SYNTAX_ERROR", place_of(error.location), error.message))
}

/// The longest chains of operators that are planned: each link is a level of the tree.
const MOST_TERMS: usize = 200;
const MOST_CONDITIONS: usize = 500;

/// Refuses chains such as `a + b + …` that would make a tree too deep to be walked.
fn check_chains(tokens: &[TokenWithSpan]) -> Result<(), EngineError> {
    // Terms and conditions since the last separator, for each open parenthesis.
    let mut levels = vec![(0_usize, 0_usize)];
    let mut queries = 0_usize;
    for token in tokens {
        let depth = levels.len();
        let Some((terms, conditions)) = levels.last_mut() else { break };
        match &token.token {
            Token::LParen | Token::LBracket => levels.push((0, 0)),
            Token::RParen | Token::RBracket if depth > 1 => {
                levels.pop();
            }
            Token::Comma | Token::SemiColon => (*terms, *conditions) = (0, 0),
            Token::Plus | Token::Minus | Token::Mul | Token::Div | Token::Mod | Token::StringConcat => *terms += 1,
            Token::Word(word) => match word.keyword {
                Keyword::AND | Keyword::OR => (*terms, *conditions) = (0, *conditions + 1),
                Keyword::NOT => *conditions += 1,
                Keyword::UNION | Keyword::EXCEPT | Keyword::INTERSECT => queries += 1,
                _ => {}
            },
            _ => {}
        }
        let deep =
            levels.last().is_some_and(|(terms, conditions)| *terms > MOST_TERMS || *conditions > MOST_CONDITIONS);
        if deep || queries > MOST_CONDITIONS || levels.len() > MOST_TERMS {
            return Err(EngineError::at(
                "STACK_OVERFLOW",
                place_of(token.span.start),
                format_args!(
                    "statement is too large: the local engine plans chains of up to {MOST_TERMS} terms and {MOST_CONDITIONS} conditions"
                ),
            ));
        }
    }
    Ok(())
}

/// The type of each `CAST(x AS type)` becomes one name, whose text is the type: the parser knows none of `array(integer)`,
/// `map(varchar, bigint)` and `row(a integer)`.
fn cast_types(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    // For each open parenthesis, whether it is that of a cast.
    let mut open: Vec<bool> = Vec::new();
    let mut before_is_cast = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token.token {
            Token::Whitespace(_) => {
                out.push(token);
                continue;
            }
            Token::LParen => open.push(before_is_cast),
            Token::RParen => {
                open.pop();
            }
            Token::Word(word) if word.keyword == Keyword::AS && open.last() == Some(&true) => {
                let span = token.span;
                out.push(token);
                let (mut text, mut depth) = (String::new(), 0_usize);
                while let Some(next) = tokens.peek() {
                    match &next.token {
                        Token::LParen => depth += 1,
                        Token::RParen if depth == 0 => break,
                        Token::RParen => depth -= 1,
                        Token::EOF | Token::SemiColon => break,
                        _ => {}
                    }
                    text.extend(tokens.next().map(|next| next.token.to_string()));
                }
                let name = text.trim();
                if !name.is_empty() {
                    let word = Word { value: name.to_owned(), quote_style: Some('"'), keyword: Keyword::NoKeyword };
                    out.push(TokenWithSpan { token: Token::Word(word), span });
                }
                before_is_cast = false;
                continue;
            }
            _ => {}
        }
        before_is_cast = matches!(
            &token.token,
            Token::Word(word) if word.quote_style.is_none() && matches!(word.keyword, Keyword::CAST | Keyword::TRY_CAST)
        );
        out.push(token);
    }
    out
}

/// `VALUES 1, 2` becomes `VALUES (1), (2)`.
fn bare_values(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let values = matches!(&token.token, Token::Word(word) if word.keyword == Keyword::VALUES);
        let span = token.span;
        out.push(token);
        if !values {
            continue;
        }
        while let Some(Token::Whitespace(_)) = tokens.peek().map(|next| &next.token) {
            out.extend(tokens.next());
        }
        if matches!(tokens.peek().map(|next| &next.token), Some(Token::LParen)) {
            continue;
        }
        let parenthesis = |token| TokenWithSpan { token, span };
        out.push(parenthesis(Token::LParen));
        let mut depth = 0;
        while let Some(next) = tokens.peek() {
            match &next.token {
                Token::LParen | Token::LBracket => depth += 1,
                Token::RParen | Token::RBracket if depth > 0 => depth -= 1,
                Token::RParen | Token::SemiColon | Token::EOF => break,
                Token::Word(word)
                    if depth == 0
                        && matches!(
                            word.keyword,
                            Keyword::ORDER
                                | Keyword::LIMIT
                                | Keyword::OFFSET
                                | Keyword::UNION
                                | Keyword::EXCEPT
                                | Keyword::INTERSECT
                                | Keyword::FETCH
                        ) =>
                {
                    break;
                }
                Token::Comma if depth == 0 => {
                    out.push(parenthesis(Token::RParen));
                    out.extend(tokens.next());
                    out.push(parenthesis(Token::LParen));
                    continue;
                }
                _ => {}
            }
            out.extend(tokens.next());
        }
        out.push(parenthesis(Token::RParen));
    }
    out
}

/// A parser over the tokens.
pub fn parser(tokens: Vec<TokenWithSpan>) -> Parser<'static> {
    Parser::new(&Athena).with_tokens_with_locations(tokens)
}

/// Where a place of the tokenizer is in a text, in bytes.
pub fn offset(sql: &str, line: u64, column: u64) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => sql.match_indices('\n').nth(usize::try_from(line).unwrap_or(2) - 2).map_or(sql.len(), |(at, _)| at + 1),
    };
    let skip = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
    sql[start..].char_indices().nth(skip).map_or(sql.len(), |(at, _)| start + at)
}

/// The tokens of a text without blanks and comments, and without its end.
pub fn plain_tokens(sql: &str) -> Result<Vec<TokenWithSpan>, EngineError> {
    let mut tokens = tokenize(sql)?;
    tokens.retain(|token| !matches!(token.token, Token::Whitespace(_) | Token::EOF));
    Ok(tokens)
}

pub fn place_of(location: Location) -> Place {
    Place { line: location.line, column: location.column }
}

/// The parser's complaint in Athena's form. Its text ends in the place, unless that is the end of the statement.
pub fn syntax_error(error: ParserError, end: Place) -> EngineError {
    let text = match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => text,
        ParserError::RecursionLimitExceeded => "statement is too deeply nested".to_owned(),
    };
    let (message, place) = match text.rsplit_once(" at Line: ") {
        Some((message, place)) => {
            let mut numbers = place.split(", Column: ").map(|number| number.trim().parse::<u64>().unwrap_or(0));
            (message, Place { line: numbers.next().unwrap_or(0), column: numbers.next().unwrap_or(0) })
        }
        None => (text.as_str(), if text.ends_with("found: EOF") { end } else { Place::default() }),
    };
    let message = match message.strip_prefix("Expected: ").and_then(|rest| rest.split_once(", found: ")) {
        Some((expected, found)) => {
            let found = if found == "EOF" { "<EOF>" } else { found };
            format!("mismatched input '{found}'. Expecting: {expected}")
        }
        None => message.to_owned(),
    };
    EngineError::at("SYNTAX_ERROR", place, message)
}
