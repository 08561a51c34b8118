//! The grammar: OR binds weakest, then AND, then NOT.

use super::lex::{Token, lex};
use super::{Comparison, ExpressionError, Key, Literal, LiteralKind, Node, Test};

/// How deep parentheses and NOTs may nest.
const MAX_DEPTH: usize = 128;

pub(super) fn parse(text: &str) -> Result<Node, ExpressionError> {
    let mut parser = Parser { tokens: lex(text)?, at: 0 };
    let node = parser.or(0)?;
    match parser.peek() {
        Token::End => Ok(node),
        _ => Err(parser.error("expected AND, OR or the end")),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].1
    }

    fn offset(&self) -> usize {
        self.tokens[self.at].0
    }

    fn next(&mut self) -> (usize, Token) {
        let token = self.tokens[self.at].clone();
        // The last token is the end, and stays.
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn error(&self, message: impl Into<String>) -> ExpressionError {
        ExpressionError::new(self.offset(), message)
    }

    fn is_keyword(&self, keyword: &str) -> bool {
        matches!(self.peek(), Token::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    fn take_keyword(&mut self, keyword: &str) -> bool {
        let found = self.is_keyword(keyword);
        if found {
            self.next();
        }
        found
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        if found {
            self.next();
        }
        found
    }

    fn expect_sign(&mut self, sign: &str) -> Result<(), ExpressionError> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.error(format!("expected '{sign}'"))) }
    }

    fn or(&mut self, depth: usize) -> Result<Node, ExpressionError> {
        let mut parts = vec![self.and(depth)?];
        while self.take_keyword("or") {
            parts.push(self.and(depth)?);
        }
        Ok(single_or(parts, Node::Or))
    }

    fn and(&mut self, depth: usize) -> Result<Node, ExpressionError> {
        let mut parts = vec![self.not(depth)?];
        while self.take_keyword("and") {
            parts.push(self.not(depth)?);
        }
        Ok(single_or(parts, Node::And))
    }

    fn not(&mut self, depth: usize) -> Result<Node, ExpressionError> {
        if depth > MAX_DEPTH {
            return Err(self.error("the expression is nested too deep"));
        }
        if self.take_keyword("not") {
            return Ok(Node::Not(Box::new(self.not(depth + 1)?)));
        }
        if self.take_sign("(") {
            let inside = self.or(depth + 1)?;
            self.expect_sign(")")?;
            return Ok(inside);
        }
        self.test()
    }

    fn test(&mut self) -> Result<Node, ExpressionError> {
        if let Some(literal) = self.literal_if_any()? {
            let comparison = self.comparison()?;
            let key = self.key()?;
            return Ok(Node::Test { key, test: Test::Compare(comparison.mirrored(), literal) });
        }
        let key = self.key()?;
        if self.take_keyword("is") {
            let negated = self.take_keyword("not");
            if !self.take_keyword("null") {
                return Err(self.error("expected NULL"));
            }
            return Ok(negate_if(negated, Node::Test { key, test: Test::IsNull }));
        }
        let negated = self.take_keyword("not");
        let test = if self.take_keyword("in") {
            self.expect_sign("(")?;
            let mut literals = vec![self.literal()?];
            while self.take_sign(",") {
                literals.push(self.literal()?);
            }
            self.expect_sign(")")?;
            Test::In(literals)
        } else if self.take_keyword("between") {
            let low = self.literal()?;
            if !self.take_keyword("and") {
                return Err(self.error("expected AND"));
            }
            Test::Between(low, self.literal()?)
        } else if self.take_keyword("like") {
            Test::Like(self.literal()?)
        } else if negated {
            return Err(self.error("expected IN, BETWEEN or LIKE"));
        } else {
            Test::Compare(self.comparison()?, self.literal()?)
        };
        Ok(negate_if(negated, Node::Test { key, test }))
    }

    fn key(&mut self) -> Result<Key, ExpressionError> {
        const KEYWORDS: [&str; 8] = ["and", "or", "not", "in", "between", "like", "is", "null"];
        match self.peek().clone() {
            Token::Word(word) if KEYWORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword)) => {
                Err(self.error(format!("expected a partition key, not {}", word.to_uppercase())))
            }
            Token::Word(name) | Token::Quoted(name) => Ok(Key { name, offset: self.next().0 }),
            _ => Err(self.error("expected a partition key")),
        }
    }

    fn comparison(&mut self) -> Result<Comparison, ExpressionError> {
        let comparison = match self.peek() {
            Token::Sign("=") => Comparison::Equal,
            Token::Sign("<>" | "!=") => Comparison::NotEqual,
            Token::Sign("<") => Comparison::Less,
            Token::Sign("<=") => Comparison::LessOrEqual,
            Token::Sign(">") => Comparison::Greater,
            Token::Sign(">=") => Comparison::GreaterOrEqual,
            _ => return Err(self.error("expected a comparison")),
        };
        self.next();
        Ok(comparison)
    }

    fn literal(&mut self) -> Result<Literal, ExpressionError> {
        self.literal_if_any()?.ok_or_else(|| self.error("expected a text between single quotes or a number"))
    }

    fn literal_if_any(&mut self) -> Result<Option<Literal>, ExpressionError> {
        let offset = self.offset();
        let literal = |text, kind| Ok(Some(Literal { text, kind, offset }));
        match self.peek().clone() {
            Token::Text(text) => {
                self.next();
                literal(text, LiteralKind::Text)
            }
            Token::Number(text) => {
                self.next();
                literal(text, LiteralKind::Number)
            }
            Token::Sign("-") => {
                self.next();
                match self.next() {
                    (_, Token::Number(text)) => literal(format!("-{text}"), LiteralKind::Number),
                    (offset, _) => Err(ExpressionError::new(offset, "expected a number")),
                }
            }
            // DATE '…' and TIMESTAMP '…'; a key may be called date, too.
            Token::Word(word) if matches!(self.tokens.get(self.at + 1), Some((_, Token::Text(_)))) => {
                let kind = match word.to_ascii_lowercase().as_str() {
                    "date" => LiteralKind::Date,
                    "timestamp" => LiteralKind::Timestamp,
                    _ => return Ok(None),
                };
                self.next();
                match self.next() {
                    (_, Token::Text(text)) => literal(text, kind),
                    (offset, _) => Err(ExpressionError::new(offset, "expected a text between single quotes")),
                }
            }
            _ => Ok(None),
        }
    }
}

impl Comparison {
    /// The comparison with its sides exchanged.
    fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }
}

fn single_or(mut parts: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Node {
    if parts.len() == 1 { parts.remove(0) } else { many(parts) }
}

fn negate_if(negated: bool, node: Node) -> Node {
    if negated { Node::Not(Box::new(node)) } else { node }
}
