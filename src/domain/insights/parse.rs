//! The grammar of a query.

use regex::Regex;

use super::lex::{Token, What, error, words};
use super::{Aggregate, Command, Expr, Function, Named, Operator, ParseError, Pattern, Query};
use crate::tokens::Cursor;

/// Commands that the language has and that are not run here.
const OTHER_COMMANDS: &[&str] =
    &["anomaly", "diff", "filterIndex", "lookup", "pattern", "source", "unmask", "unnest", "append", "join"];

/// Functions of one row.
const FUNCTIONS: &[(&str, Function, usize, usize)] = &[
    ("abs", Function::Abs, 1, 1),
    ("ceil", Function::Ceil, 1, 1),
    ("coalesce", Function::Coalesce, 1, 100),
    ("concat", Function::Concat, 1, 100),
    ("floor", Function::Floor, 1, 1),
    ("fromMillis", Function::FromMillis, 1, 1),
    ("greatest", Function::Greatest, 1, 100),
    ("isblank", Function::IsBlank, 1, 1),
    ("isempty", Function::IsEmpty, 1, 1),
    ("ispresent", Function::IsPresent, 1, 1),
    ("least", Function::Least, 1, 100),
    ("log", Function::Log, 1, 1),
    ("replace", Function::Replace, 3, 3),
    ("sqrt", Function::Sqrt, 1, 1),
    ("strcontains", Function::Contains, 2, 2),
    ("strlen", Function::Length, 1, 1),
    ("substr", Function::Substring, 2, 3),
    ("toMillis", Function::ToMillis, 1, 1),
    ("tolower", Function::Lower, 1, 1),
    ("toupper", Function::Upper, 1, 1),
    ("trim", Function::Trim, 1, 1),
];

/// Functions of many rows.
const AGGREGATES: &[&str] =
    &["avg", "count", "count_distinct", "earliest", "latest", "max", "median", "min", "pct", "stddev", "sum"];

/// The longest query. Source: CloudWatch Logs API reference, StartQuery.
const LONGEST: usize = 10_000;

/// Reads a query.
pub fn parse(text: &str) -> Result<Query, ParseError> {
    if text.chars().count() > LONGEST {
        return Err(error(text, 0, 0, format!("a query has at most {LONGEST} characters")));
    }
    let tokens = words(text)?;
    let mut parser = Parser::new(text, tokens);
    let mut commands = Vec::new();
    while parser.take("|") {}
    if parser.what().is_none() {
        return Err(parser.error("a query has at least one command, such as fields @message"));
    }
    loop {
        let command = parser.command()?;
        let has_stats = commands.iter().any(|command| matches!(command, Command::Stats { .. }));
        if has_stats && matches!(command, Command::Stats { .. }) {
            return Err(parser.error("a second stats command is not supported here"));
        }
        commands.push(command);
        if parser.what().is_none() {
            return Ok(Query { commands });
        }
        if !parser.take("|") {
            return Err(parser.error(format!("`|` is missing before {}", parser.shown())));
        }
    }
}

type Parser<'t> = Cursor<'t, What>;

impl Parser<'_> {
    fn error(&self, message: impl Into<String>) -> ParseError {
        error(self.text, self.begins(), self.ends(), message)
    }

    fn shown(&self) -> String {
        match self.tokens.get(self.at) {
            None => "the end".to_owned(),
            Some(token) => format!("`{}`", &self.text[token.from..token.to]),
        }
    }

    fn need(&mut self, sign: &str) -> Result<(), ParseError> {
        if self.take(sign) { Ok(()) } else { Err(self.error(format!("`{sign}` is missing before {}", self.shown()))) }
    }

    fn is_word(&self, wanted: &str) -> bool {
        matches!(self.what(), Some(What::Word(word)) if word.eq_ignore_ascii_case(wanted))
    }

    fn take_word(&mut self, wanted: &str) -> bool {
        let found = self.is_word(wanted);
        self.at += usize::from(found);
        found
    }

    fn command(&mut self) -> Result<Command, ParseError> {
        let Some(What::Word(word)) = self.what().cloned() else {
            return Err(self.error(format!("a command begins with its name, not with {}", self.shown())));
        };
        let command = word.to_ascii_lowercase();
        if let Some(other) = OTHER_COMMANDS.iter().find(|other| other.eq_ignore_ascii_case(&word)) {
            return Err(self.error(format!("the command {other} is not supported here")));
        }
        let unknown = self.error(format!("there is no command `{word}`"));
        self.at += 1;
        match command.as_str() {
            "fields" => Ok(Command::Fields(self.named_list()?)),
            "display" => Ok(Command::Display(self.named_list()?)),
            "filter" | "where" => Ok(Command::Filter(self.expression()?)),
            "stats" => self.stats(),
            "sort" | "order" => {
                if command == "order" && !self.take_word("by") {
                    return Err(unknown);
                }
                self.sort()
            }
            "limit" => match self.what() {
                Some(What::Number(number)) if *number >= 1.0 && number.fract() == 0.0 => {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "a whole number from 1"
                    )]
                    let limit = *number as usize;
                    self.at += 1;
                    Ok(Command::Limit(limit))
                }
                _ => Err(self.error("limit needs a whole number")),
            },
            "parse" => self.parse_command(),
            "dedup" => {
                let mut names = vec![self.field()?];
                while self.take(",") {
                    names.push(self.field()?);
                }
                Ok(Command::Dedup(names))
            }
            _ => Err(unknown),
        }
    }

    fn field(&mut self) -> Result<String, ParseError> {
        match self.what().cloned() {
            Some(What::Word(name) | What::Quoted(name)) => {
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.error(format!("a field is missing before {}", self.shown()))),
        }
    }

    fn alias(&mut self) -> Result<Option<String>, ParseError> {
        if self.take_word("as") { self.field().map(Some) } else { Ok(None) }
    }

    fn named(&mut self) -> Result<Named, ParseError> {
        let from = self.begins();
        let expr = self.expression()?;
        let written = self.text[from..self.ended()].trim().trim_matches('`').to_owned();
        let name = self.alias()?.unwrap_or(written);
        Ok(Named { expr, name })
    }

    fn named_list(&mut self) -> Result<Vec<Named>, ParseError> {
        let mut found = vec![self.named()?];
        while self.take(",") {
            found.push(self.named()?);
        }
        Ok(found)
    }

    fn stats(&mut self) -> Result<Command, ParseError> {
        let mut aggregates = Vec::new();
        loop {
            let from = self.begins();
            let aggregate = self.aggregate()?;
            let written = self.text[from..self.ended()].to_owned();
            let name = self.alias()?.unwrap_or(written);
            aggregates.push((aggregate, name));
            if !self.take(",") {
                break;
            }
        }
        let by = if self.take_word("by") { self.named_list()? } else { Vec::new() };
        Ok(Command::Stats { aggregates, by })
    }

    fn aggregate(&mut self) -> Result<Aggregate, ParseError> {
        let Some(What::Word(word)) = self.what().cloned() else {
            return Err(self.error(format!("stats needs a function such as count(*), not {}", self.shown())));
        };
        let name = word.to_ascii_lowercase();
        if !AGGREGATES.contains(&name.as_str()) {
            return Err(
                self.error(format!("the function {word} is not supported by stats here: {}", AGGREGATES.join(", ")))
            );
        }
        self.at += 1;
        self.need("(")?;
        if name == "count" && (self.is("*") || self.is(")")) {
            self.take("*");
            self.need(")")?;
            return Ok(Aggregate::Count(None));
        }
        let expr = self.expression()?;
        let aggregate = match name.as_str() {
            "count" => Aggregate::Count(Some(expr)),
            "count_distinct" => Aggregate::CountDistinct(expr),
            "sum" => Aggregate::Sum(expr),
            "avg" => Aggregate::Average(expr),
            "min" => Aggregate::Least(expr),
            "max" => Aggregate::Most(expr),
            "stddev" => Aggregate::Deviation(expr),
            "earliest" => Aggregate::Earliest(expr),
            "latest" => Aggregate::Latest(expr),
            "median" => Aggregate::Percentile(expr, 50.0),
            _ => {
                self.need(",")?;
                let Some(What::Number(percent)) = self.what().cloned() else {
                    return Err(self.error("pct needs a field and a number of percent"));
                };
                self.at += 1;
                if percent > 100.0 {
                    return Err(self.error("pct goes from 0 to 100"));
                }
                Aggregate::Percentile(expr, percent)
            }
        };
        self.need(")")?;
        Ok(aggregate)
    }

    fn sort(&mut self) -> Result<Command, ParseError> {
        let mut found = Vec::new();
        loop {
            // A name that an aggregate got by being written: count(*).
            let from = self.begins();
            let expr = match self.aggregate_name()? {
                Some(name) => Expr::Field(name),
                None => self.expression()?,
            };
            debug_assert!(self.ended() >= from, "the parser goes on");
            let down = self.take_word("desc");
            if !down {
                self.take_word("asc");
            }
            found.push((expr, down));
            if !self.take(",") {
                return Ok(Command::Sort(found));
            }
        }
    }

    /// An aggregate as the name of a column, when one is written here.
    fn aggregate_name(&mut self) -> Result<Option<String>, ParseError> {
        let is_one = matches!(self.what(), Some(What::Word(word)) if AGGREGATES.contains(&word.to_ascii_lowercase().as_str()))
            && matches!(self.tokens.get(self.at + 1), Some(Token { what: What::Sign("("), .. }));
        if !is_one {
            return Ok(None);
        }
        let from = self.begins();
        self.aggregate()?;
        Ok(Some(self.text[from..self.ended()].to_owned()))
    }

    fn parse_command(&mut self) -> Result<Command, ParseError> {
        // Without a field it is the message.
        let from = match self.what() {
            Some(What::Text(_) | What::Regex(_)) => Expr::Field("@message".to_owned()),
            _ => Expr::Field(self.field()?),
        };
        let place = self.error("");
        let pattern = match self.what().cloned() {
            Some(What::Regex(text)) => {
                self.at += 1;
                let regex = Regex::new(&text).map_err(|_| self.error(format!("/{text}/ is no regular expression")))?;
                let names: Vec<String> = regex.capture_names().flatten().map(str::to_owned).collect();
                if names.is_empty() {
                    return Err(ParseError {
                        message: "the regular expression of parse names no group: (?<name>…)".to_owned(),
                        ..place
                    });
                }
                Pattern { regex, names }
            }
            Some(What::Text(glob)) => {
                self.at += 1;
                if !self.take_word("as") {
                    return Err(self.error("parse needs names for what the stars stand for: as a, b"));
                }
                let mut names = vec![self.field()?];
                while self.take(",") {
                    names.push(self.field()?);
                }
                let stars = glob.matches('*').count();
                if stars != names.len() {
                    let message = format!("the pattern has {stars} stars, and there are {} names", names.len());
                    return Err(ParseError { message, ..place });
                }
                let parts: Vec<String> = glob.split('*').map(regex::escape).collect();
                // The last star takes what is left, the others as little as they can.
                let mut text = parts.join("(.*?)");
                if glob.ends_with('*') {
                    text.truncate(text.len() - "(.*?)".len());
                    text.push_str("(.*)");
                }
                let regex = Regex::new(&format!("(?s){text}")).map_err(|_| self.error("the pattern is too long"))?;
                Pattern { regex, names }
            }
            _ => return Err(self.error("parse needs a pattern: \"a * b\" as x, or /(?<x>…)/")),
        };
        Ok(Command::Parse { from, pattern })
    }

    fn expression(&mut self) -> Result<Expr, ParseError> {
        let mut left = self.conjunction()?;
        while self.take_word("or") {
            left = Expr::Binary(Box::new(left), Operator::Or, Box::new(self.conjunction()?));
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Result<Expr, ParseError> {
        let mut left = self.negation()?;
        while self.take_word("and") {
            left = Expr::Binary(Box::new(left), Operator::And, Box::new(self.negation()?));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Expr, ParseError> {
        if self.take_word("not") {
            return Ok(Expr::Not(Box::new(self.negation()?)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expr, ParseError> {
        const SIGNS: &[(&str, Operator)] = &[
            ("=", Operator::Equal),
            ("!=", Operator::NotEqual),
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
        ];
        let left = self.sum()?;
        if let Some((_, operator)) = SIGNS.iter().find(|(sign, _)| self.is(sign)) {
            self.at += 1;
            return Ok(Expr::Binary(Box::new(left), *operator, Box::new(self.sum()?)));
        }
        let here = self.at;
        let not = self.take_word("not");
        let found = if self.take("=~") || self.take_word("like") {
            match self.what().cloned() {
                Some(What::Regex(text)) => {
                    let regex =
                        Regex::new(&text).map_err(|_| self.error(format!("/{text}/ is no regular expression")))?;
                    self.at += 1;
                    Expr::Matches(Box::new(left), regex)
                }
                Some(What::Text(text)) => {
                    self.at += 1;
                    Expr::Contains(Box::new(left), text)
                }
                _ => return Err(self.error("like needs a text or a regular expression")),
            }
        } else if self.take_word("in") {
            self.need("[")?;
            let mut among = vec![self.sum()?];
            while self.take(",") {
                among.push(self.sum()?);
            }
            self.need("]")?;
            Expr::In(Box::new(left), among)
        } else {
            self.at = here;
            return Ok(left);
        };
        Ok(if not { Expr::Not(Box::new(found)) } else { found })
    }

    fn sum(&mut self) -> Result<Expr, ParseError> {
        let mut left = self.product()?;
        loop {
            let operator = match (self.take("+"), self.is("-")) {
                (true, _) => Operator::Plus,
                (false, true) => {
                    self.at += 1;
                    Operator::Minus
                }
                _ => return Ok(left),
            };
            left = Expr::Binary(Box::new(left), operator, Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expr, ParseError> {
        const SIGNS: &[(&str, Operator)] =
            &[("*", Operator::Times), ("/", Operator::Divide), ("%", Operator::Remainder)];
        let mut left = self.power()?;
        while let Some((_, operator)) = SIGNS.iter().find(|(sign, _)| self.is(sign)) {
            self.at += 1;
            left = Expr::Binary(Box::new(left), *operator, Box::new(self.power()?));
        }
        Ok(left)
    }

    fn power(&mut self) -> Result<Expr, ParseError> {
        let left = self.atom()?;
        if self.take("^") {
            return Ok(Expr::Binary(Box::new(left), Operator::Power, Box::new(self.power()?)));
        }
        Ok(left)
    }

    fn atom(&mut self) -> Result<Expr, ParseError> {
        if self.take("-") {
            return Ok(Expr::Minus(Box::new(self.atom()?)));
        }
        if self.take("(") {
            let inner = self.expression()?;
            self.need(")")?;
            return Ok(inner);
        }
        let missing = self.error(format!("a value is missing before {}", self.shown()));
        match self.what().cloned() {
            Some(What::Number(number)) => {
                self.at += 1;
                Ok(Expr::Number(number))
            }
            Some(What::Text(text)) => {
                self.at += 1;
                Ok(Expr::Text(text))
            }
            Some(What::Quoted(name)) => {
                self.at += 1;
                Ok(Expr::Field(name))
            }
            Some(What::Word(word)) => {
                let is_call = matches!(self.tokens.get(self.at + 1), Some(Token { what: What::Sign("("), .. }));
                if is_call {
                    return self.call(&word);
                }
                self.at += 1;
                Ok(Expr::Field(word))
            }
            _ => Err(missing),
        }
    }

    fn call(&mut self, word: &str) -> Result<Expr, ParseError> {
        let place = self.error("");
        self.at += 1;
        self.need("(")?;
        if word.eq_ignore_ascii_case("bin") {
            let millis = match self.what() {
                Some(What::Span(millis)) if *millis > 0 => *millis,
                _ => return Err(self.error("bin needs a span of time such as 5m")),
            };
            self.at += 1;
            self.need(")")?;
            return Ok(Expr::Bin(millis));
        }
        let known = FUNCTIONS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(word));
        let Some((name, function, least, most)) = known else {
            let hint =
                if AGGREGATES.contains(&word.to_ascii_lowercase().as_str()) { ": it belongs to stats" } else { "" };
            return Err(ParseError { message: format!("the function {word} is not supported here{hint}"), ..place });
        };
        let mut arguments = Vec::new();
        if !self.is(")") {
            arguments.push(self.expression()?);
            while self.take(",") {
                arguments.push(self.expression()?);
            }
        }
        self.need(")")?;
        if arguments.len() < *least || arguments.len() > *most {
            let message = format!("{name} takes {least} to {most} values, not {}", arguments.len());
            return Err(ParseError { message, ..place });
        }
        Ok(Expr::Call(*function, arguments))
    }
}
