//! `PREPARE`, `EXECUTE` and `DEALLOCATE`, taken apart. Whoever keeps the statements carries them out.

use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan};

use super::error::EngineError;
use super::rewrite::dialect;

/// A statement about prepared statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prepared {
    /// `PREPARE name FROM statement`
    Prepare { name: String, sql: String },
    /// `EXECUTE name USING value, …`
    Execute { name: String, values: Vec<String> },
    /// `EXECUTE IMMEDIATE 'statement' USING value, …`
    Immediate { sql: String, values: Vec<String> },
    /// `DEALLOCATE PREPARE name`
    Deallocate { name: String },
}

/// Reads such a statement; none when the text is another one.
pub fn prepared(sql: &str) -> Result<Option<Prepared>, EngineError> {
    let words = super::classify::leading_words(sql, 2);
    let Some(first) = words.first().filter(|first| matches!(first.as_str(), "PREPARE" | "EXECUTE" | "DEALLOCATE"))
    else {
        return Ok(None);
    };
    let mut reader = Reader { sql, tokens: dialect::plain_tokens(sql)?, at: 0 };
    reader.at += 1;
    let statement = match first.as_str() {
        "PREPARE" => {
            let name = reader.name()?;
            reader.word("FROM")?;
            Prepared::Prepare { name, sql: reader.rest().to_owned() }
        }
        "DEALLOCATE" => {
            reader.word("PREPARE")?;
            let name = reader.name()?;
            reader.end()?;
            Prepared::Deallocate { name }
        }
        _ if reader.is_word("IMMEDIATE") => {
            reader.at += 1;
            let sql = match reader.peek() {
                Some(Token::SingleQuotedString(text)) => text.clone(),
                _ => return Err(reader.unexpected("a statement in quotes")),
            };
            reader.at += 1;
            Prepared::Immediate { sql, values: reader.values()? }
        }
        _ => Prepared::Execute { name: reader.name()?, values: reader.values()? },
    };
    Ok(Some(statement))
}

struct Reader<'a> {
    sql: &'a str,
    /// Without blanks, comments and the end.
    tokens: Vec<TokenWithSpan>,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|token| &token.token)
    }

    fn unexpected(&self, expected: &str) -> EngineError {
        let place = self.tokens.get(self.at).map(|token| dialect::place_of(token.span.start)).unwrap_or_default();
        let found = self.peek().map_or_else(|| "<EOF>".to_owned(), ToString::to_string);
        EngineError::at("SYNTAX_ERROR", place, format_args!("mismatched input '{found}'. Expecting: {expected}"))
    }

    fn is_word(&self, wanted: &str) -> bool {
        matches!(self.peek(), Some(Token::Word(word)) if word.quote_style.is_none() && word.value.eq_ignore_ascii_case(wanted))
    }

    fn word(&mut self, wanted: &str) -> Result<(), EngineError> {
        if !self.is_word(wanted) {
            return Err(self.unexpected(wanted));
        }
        self.at += 1;
        Ok(())
    }

    fn name(&mut self) -> Result<String, EngineError> {
        match self.peek() {
            Some(Token::Word(word)) => {
                let name = word.value.clone();
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.unexpected("the name of a prepared statement")),
        }
    }

    fn end(&mut self) -> Result<(), EngineError> {
        while self.peek() == Some(&Token::SemiColon) {
            self.at += 1;
        }
        if self.peek().is_some() { Err(self.unexpected("<EOF>")) } else { Ok(()) }
    }

    /// The text from here to a token, or to the end.
    fn text(&self, from: usize, to: usize) -> &str {
        let place = |at: usize, end: bool| {
            let token = self.tokens.get(at)?;
            let place = if end { token.span.end } else { token.span.start };
            Some(dialect::offset(self.sql, place.line, place.column))
        };
        match (place(from, false), to.checked_sub(1).and_then(|last| place(last, true))) {
            (Some(start), Some(end)) if start < end => &self.sql[start..end],
            _ => "",
        }
    }

    fn rest(&self) -> &str {
        let last = self.tokens.iter().rposition(|token| token.token != Token::SemiColon).map_or(0, |last| last + 1);
        self.text(self.at, last)
    }

    /// `USING value, …`, each value as it is written; nothing at the end of the statement.
    fn values(&mut self) -> Result<Vec<String>, EngineError> {
        if !self.is_word("USING") {
            self.end()?;
            return Ok(Vec::new());
        }
        self.at += 1;
        let (mut values, mut start, mut depth) = (Vec::new(), self.at, 0_usize);
        loop {
            match self.peek() {
                None | Some(Token::SemiColon) => {
                    values.push(self.text(start, self.at).to_owned());
                    break;
                }
                Some(Token::LParen | Token::LBracket) => depth += 1,
                Some(Token::RParen | Token::RBracket) => depth = depth.saturating_sub(1),
                Some(Token::Comma) if depth == 0 => {
                    values.push(self.text(start, self.at).to_owned());
                    start = self.at + 1;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.end()?;
        if values.iter().any(String::is_empty) {
            return Err(self.unexpected("a value"));
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_taken_apart() {
        let read = |sql: &str| prepared(sql).expect("a statement");
        assert_eq!(
            read("PREPARE p1 FROM\n SELECT * FROM t WHERE a = ? ;"),
            Some(Prepared::Prepare { name: "p1".to_owned(), sql: "SELECT * FROM t WHERE a = ?".to_owned() })
        );
        assert_eq!(
            read("execute p1 using 'a, b', f(1, 2), DATE '2020-01-01';"),
            Some(Prepared::Execute {
                name: "p1".to_owned(),
                values: ["'a, b'", "f(1, 2)", "DATE '2020-01-01'"].map(str::to_owned).to_vec()
            })
        );
        assert_eq!(
            read("EXECUTE IMMEDIATE 'SELECT ''x''' "),
            Some(Prepared::Immediate { sql: "SELECT 'x'".to_owned(), values: Vec::new() })
        );
        assert_eq!(read("DEALLOCATE PREPARE p1"), Some(Prepared::Deallocate { name: "p1".to_owned() }));
        assert_eq!(read("SELECT 1"), None);
        assert!(prepared("EXECUTE p1 USING 1,").is_err());
        assert!(prepared("PREPARE FROM SELECT 1").is_err());
    }
}
