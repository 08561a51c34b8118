//! From a text to a tree: the tokens of Athena's queries, made such that the parser takes them.

use std::any::TypeId;

use sqlparser::ast::{Expr, Query};
use sqlparser::dialect::{Dialect, GenericDialect, Precedence};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer, Word};

use super::{Unreadable, json_clauses, typed_literals};

/// Trees get a level for each operator of a chain: longer ones are not read.
const MOST_OPERATORS: usize = 3000;

/// How Athena writes queries, as far as the parser asks.
#[derive(Debug)]
pub struct Athena;

impl Dialect for Athena {
    // Some constructs are opened by identity alone.
    fn dialect(&self) -> TypeId {
        TypeId::of::<GenericDialect>()
    }

    fn is_delimited_identifier_start(&self, character: char) -> bool {
        character == '"'
    }

    fn is_identifier_start(&self, character: char) -> bool {
        character.is_alphabetic() || character == '_'
    }

    fn is_identifier_part(&self, character: char) -> bool {
        character.is_alphanumeric() || character == '_'
    }

    fn supports_unicode_string_literal(&self) -> bool {
        true
    }

    fn supports_group_by_expr(&self) -> bool {
        true
    }

    fn supports_filter_during_aggregation(&self) -> bool {
        true
    }

    fn supports_within_after_array_aggregation(&self) -> bool {
        true
    }

    fn supports_window_clause_named_window_reference(&self) -> bool {
        true
    }

    fn supports_window_function_null_treatment_arg(&self) -> bool {
        true
    }

    fn supports_left_associative_joins_without_parens(&self) -> bool {
        true
    }

    fn supports_parens_around_table_factor(&self) -> bool {
        true
    }

    fn allow_extract_custom(&self) -> bool {
        true
    }

    fn supports_comma_separated_trim(&self) -> bool {
        true
    }

    fn supports_lambda_functions(&self) -> bool {
        true
    }

    fn supports_select_expr_star(&self) -> bool {
        true
    }

    /// `a IS DISTINCT FROM b AND c`: the parser alone takes `b AND c` for what is compared.
    fn parse_infix(&self, parser: &mut Parser, expr: &Expr, _: u8) -> Option<Result<Expr, ParserError>> {
        let is_not = parser.parse_keywords(&[Keyword::IS, Keyword::NOT, Keyword::DISTINCT, Keyword::FROM]);
        if !is_not && !parser.parse_keywords(&[Keyword::IS, Keyword::DISTINCT, Keyword::FROM]) {
            return None;
        }
        let left = Box::new(expr.clone());
        Some(parser.parse_subexpr(self.prec_value(Precedence::Eq)).map(Box::new).map(|right| match is_not {
            true => Expr::IsNotDistinctFrom(left, right),
            false => Expr::IsDistinctFrom(left, right),
        }))
    }
}

/// The query of a statement: the statement itself, or the part of an INSERT, CREATE TABLE AS, UNLOAD, CREATE VIEW or EXPLAIN
/// that reads. None when the statement has none. `parameters` stand for its `?`s, as far as there are any.
pub fn query(sql: &str, parameters: &[String]) -> Result<Option<Box<Query>>, Unreadable> {
    let tokens = prepare(typed_literals::rewrite(json_clauses::rewrite(tokenize(sql)?)), parameters)?;
    let Some((tokens, is_all)) = reading_part(tokens) else { return Ok(None) };
    let end = tokens
        .iter()
        .rev()
        .find(|token| token.span.end.line > 0 && token.token != Token::EOF)
        .map(|token| token.span.end);
    let mut parser = Parser::new(&Athena).with_recursion_limit(200).with_tokens_with_locations(tokens);
    let query =
        parser.parse_query().map_err(|error| complaint(error, end.map_or((0, 0), |end| (end.line, end.column))))?;
    while parser.consume_token(&Token::SemiColon) {}
    let rest = parser.peek_token();
    if is_all && rest.token != Token::EOF {
        let (line, column) = (rest.span.start.line, rest.span.start.column);
        return Err(Unreadable::at(format!("`{}` is not expected here", rest.token), line, column));
    }
    Ok(Some(query))
}

fn tokenize(sql: &str) -> Result<Vec<TokenWithSpan>, Unreadable> {
    Tokenizer::new(&Athena, sql)
        .tokenize_with_location()
        .map_err(|error| Unreadable::at(error.message, error.location.line, error.location.column))
}

/// Parameters in their places, types as single names, bare VALUES in parentheses; refuses what would make too deep a tree.
fn prepare(tokens: Vec<TokenWithSpan>, parameters: &[String]) -> Result<Vec<TokenWithSpan>, Unreadable> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let (mut operators, mut used) = (0_usize, 0_usize);
    for token in tokens {
        match &token.token {
            Token::Whitespace(_) => continue,
            Token::Placeholder(mark) if mark == "?" => {
                if let Some(value) = parameters.get(used) {
                    used += 1;
                    let wrap = |token_: Token| TokenWithSpan { token: token_, span: token.span };
                    out.push(wrap(Token::LParen));
                    let value = tokenize(value)?.into_iter().map(|part| part.token);
                    out.extend(value.filter(|part| !matches!(part, Token::EOF | Token::Whitespace(_))).map(wrap));
                    out.push(wrap(Token::RParen));
                    continue;
                }
            }
            Token::Plus | Token::Minus | Token::Mul | Token::Div | Token::Mod | Token::StringConcat => operators += 1,
            Token::Word(word) if word.quote_style.is_none() => {
                let joins = matches!(
                    word.keyword,
                    Keyword::AND | Keyword::OR | Keyword::NOT | Keyword::UNION | Keyword::EXCEPT | Keyword::INTERSECT
                );
                operators += usize::from(joins);
            }
            _ => {}
        }
        if operators > MOST_OPERATORS {
            let start = token.span.start;
            let message = format!("the statement has more than {MOST_OPERATORS} operators");
            return Err(Unreadable::at(message, start.line, start.column));
        }
        out.push(token);
    }
    Ok(bare_values(cast_types(out)))
}

/// The type of a `CAST(x AS type)` becomes one quoted name: the parser knows neither `array(integer)` nor `row(a integer)`.
fn cast_types(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    // Whether each open parenthesis is that of a cast.
    let mut open = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let after_cast = out.last().is_some_and(|last| {
            matches!(&last.token, Token::Word(word) if word.quote_style.is_none() && matches!(word.keyword, Keyword::CAST | Keyword::TRY_CAST))
        });
        let is_as =
            matches!(&token.token, Token::Word(word) if word.keyword == Keyword::AS && word.quote_style.is_none());
        match token.token {
            Token::LParen => open.push(after_cast),
            Token::RParen => drop(open.pop()),
            _ => {}
        }
        let span = token.span;
        out.push(token);
        if !is_as || open.last() != Some(&true) {
            continue;
        }
        let (mut name, mut depth) = (String::new(), 0_usize);
        while let Some(next) = tokens.peek() {
            match &next.token {
                Token::LParen => depth += 1,
                Token::RParen if depth == 0 => break,
                Token::RParen => depth -= 1,
                Token::EOF | Token::SemiColon => break,
                _ => {}
            }
            if let Some(part) = tokens.next() {
                name.push_str(&part.token.to_string());
                name.push(' ');
            }
        }
        let name = name.trim();
        if !name.is_empty() {
            let word = Word { value: name.to_owned(), quote_style: Some('"'), keyword: Keyword::NoKeyword };
            out.push(TokenWithSpan { token: Token::Word(word), span });
        }
    }
    out
}

/// `VALUES 1, 2` becomes `VALUES (1), (2)`.
fn bare_values(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let values =
            matches!(&token.token, Token::Word(word) if word.keyword == Keyword::VALUES && word.quote_style.is_none());
        let span = token.span;
        out.push(token);
        if !values || matches!(tokens.peek().map(|next| &next.token), Some(Token::LParen) | None) {
            continue;
        }
        let wrap = |token| TokenWithSpan { token, span };
        out.push(wrap(Token::LParen));
        let mut depth = 0_usize;
        while let Some(next) = tokens.peek() {
            let ends_values = |keyword| {
                matches!(
                    keyword,
                    Keyword::ORDER
                        | Keyword::LIMIT
                        | Keyword::OFFSET
                        | Keyword::UNION
                        | Keyword::EXCEPT
                        | Keyword::INTERSECT
                )
            };
            match &next.token {
                Token::LParen | Token::LBracket => depth += 1,
                Token::RParen | Token::RBracket if depth > 0 => depth -= 1,
                Token::RParen | Token::SemiColon | Token::EOF => break,
                Token::Word(word) if depth == 0 && ends_values(word.keyword) => break,
                Token::Comma if depth == 0 => {
                    out.extend([wrap(Token::RParen), wrap(Token::Comma), wrap(Token::LParen)]);
                    drop(tokens.next());
                    continue;
                }
                _ => {}
            }
            out.extend(tokens.next());
        }
        out.push(wrap(Token::RParen));
    }
    out
}

/// The tokens from where the statement begins to read, and whether they are the whole statement.
fn reading_part(tokens: Vec<TokenWithSpan>) -> Option<(Vec<TokenWithSpan>, bool)> {
    let keyword = |index: usize| match tokens.get(index).map(|token| &token.token) {
        Some(Token::Word(word)) if word.quote_style.is_none() => word.keyword,
        _ => Keyword::NoKeyword,
    };
    let first = tokens.iter().position(|token| token.token != Token::LParen)?;
    let reads = |index: usize| match keyword(index) {
        Keyword::SELECT | Keyword::VALUES => true,
        // The properties of a table begin with WITH as well, but a parenthesis follows.
        Keyword::WITH => matches!(tokens.get(index + 1).map(|next| &next.token), Some(Token::Word(_))),
        _ => false,
    };
    if reads(first) || keyword(first) == Keyword::TABLE {
        return Some((tokens, true));
    }
    if !matches!(keyword(first), Keyword::INSERT | Keyword::CREATE | Keyword::UNLOAD | Keyword::EXPLAIN) {
        return None;
    }
    let unloads = keyword(first) == Keyword::UNLOAD;
    let mut begin = (first + 1..tokens.len()).find(|&index| reads(index))?;
    while !unloads && begin > 0 && tokens[begin - 1].token == Token::LParen {
        begin -= 1;
    }
    Some((tokens.into_iter().skip(begin).collect(), false))
}

/// The parser's complaint; its text ends in the place, unless that is the end of the statement.
fn complaint(error: ParserError, end: (u64, u64)) -> Unreadable {
    let text = match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => text,
        ParserError::RecursionLimitExceeded => return Unreadable::new("the statement is too deeply nested"),
    };
    let (message, (line, column)) = match text.rsplit_once(" at Line: ") {
        Some((message, place)) => {
            let mut numbers = place.split(", Column: ").map(|number| number.trim().parse::<u64>().unwrap_or(0));
            (message.to_owned(), (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)))
        }
        None => (text, end),
    };
    let message = match message.strip_prefix("Expected: ").and_then(|rest| rest.split_once(", found: ")) {
        Some((expected, "EOF")) => format!("the statement ends where {expected} is expected"),
        Some((expected, found)) => format!("`{found}` stands where {expected} is expected"),
        None => message,
    };
    Unreadable::at(message, line, column)
}
