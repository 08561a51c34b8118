//! The grammar: OR, AND, comparison, sum, product, power, sign, in the order of how tightly they bind.

use super::{MathError, Node, Operator};

const MAX_DEPTH: usize = 64;

/// Everything that can be called.
pub(super) const FUNCTIONS: [&str; 10] = ["ABS", "AVG", "CEIL", "FILL", "FLOOR", "IF", "MAX", "METRICS", "MIN", "SUM"];

pub(super) fn parse(text: &str) -> Result<Node, MathError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let node = parser.level(0)?;
    parser.skip_space();
    if parser.at < text.len() { Err(parser.error("unexpected text")) } else { Ok(node) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// Operators by level, loosest first; longer signs before their beginnings.
const LEVELS: [&[(&str, Operator)]; 6] = [
    &[("||", Operator::Or), ("OR", Operator::Or)],
    &[("&&", Operator::And), ("AND", Operator::And)],
    &[
        ("==", Operator::Equal),
        ("!=", Operator::NotEqual),
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("<", Operator::Less),
        (">", Operator::Greater),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("/", Operator::Divide)],
    &[("^", Operator::Power)],
];

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn error(&self, message: &str) -> MathError {
        MathError(format!("{message} at character {} of the expression '{}'", self.at + 1, self.text))
    }

    fn take(&mut self, sign: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    fn operator(&mut self, level: usize) -> Option<Operator> {
        self.skip_space();
        let rest = self.rest();
        for (sign, operator) in LEVELS[level] {
            let Some(after) = rest.strip_prefix(sign) else { continue };
            let word = sign.starts_with(|c: char| c.is_ascii_alphabetic());
            // `ORIGIN` does not begin with the operator OR.
            if !word || !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
                self.at += sign.len();
                return Some(*operator);
            }
        }
        None
    }

    fn level(&mut self, level: usize) -> Result<Node, MathError> {
        if level == LEVELS.len() {
            return self.unary();
        }
        let mut node = self.level(level + 1)?;
        while let Some(operator) = self.operator(level) {
            let right = self.level(level + 1)?;
            node = Node::Binary(operator, Box::new(node), Box::new(right));
        }
        Ok(node)
    }

    fn unary(&mut self) -> Result<Node, MathError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error("nested too deep"));
        }
        let node = if self.take('-') { Node::Negative(Box::new(self.unary()?)) } else { self.primary()? };
        self.depth -= 1;
        Ok(node)
    }

    fn primary(&mut self) -> Result<Node, MathError> {
        if self.take('(') {
            let inner = self.level(0)?;
            return if self.take(')') { Ok(inner) } else { Err(self.error("expected ')'")) };
        }
        if self.take('[') {
            return Ok(Node::List(self.list(']')?));
        }
        self.skip_space();
        let rest = self.rest();
        match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let end = rest[1..].find(quote).ok_or_else(|| self.error("the text is not closed"))?;
                self.at += end + 2;
                Ok(Node::Text(rest[1..=end].to_owned()))
            }
            Some(c) if c.is_ascii_digit() || c == '.' => {
                let mut end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                let exponent =
                    rest[end..].strip_prefix(['e', 'E']).map(|after| after.strip_prefix(['+', '-']).unwrap_or(after));
                if let Some(digits) = exponent.filter(|digits| digits.starts_with(|c: char| c.is_ascii_digit())) {
                    end = rest.len() - digits.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                }
                let number = rest[..end].parse().map_err(|_| self.error("this is no number"))?;
                self.at += end;
                Ok(Node::Number(number))
            }
            Some(c) if c.is_ascii_alphabetic() => {
                let start = self.at;
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                let word = &rest[..end];
                self.at += end;
                if !self.take('(') {
                    return Ok(Node::Id(word.to_owned()));
                }
                let name = word.to_ascii_uppercase();
                if !FUNCTIONS.contains(&name.as_str()) {
                    self.at = start;
                    return Err(self.error(&format!("the function {word} is not supported")));
                }
                Ok(Node::Call(name, self.list(')')?))
            }
            _ => Err(self.error("expected a number, an id or a function")),
        }
    }

    fn list(&mut self, close: char) -> Result<Vec<Node>, MathError> {
        let mut parts = Vec::new();
        if self.take(close) {
            return Ok(parts);
        }
        loop {
            parts.push(self.level(0)?);
            if self.take(close) {
                return Ok(parts);
            }
            if !self.take(',') {
                return Err(self.error(&format!("expected ',' or '{close}'")));
            }
        }
    }
}
