//! The grammar of DQDL.

use super::kind::{self, Takes};
use super::lex::{What, error_at, words};
use super::{Check, Condition, Node, Operand, Operator, ParseError, Rule, Ruleset};
use crate::tokens::Cursor;

/// Reads a ruleset.
pub fn parse(text: &str) -> Result<Ruleset, ParseError> {
    let tokens = words(text)?;
    let mut parser = Parser::new(text, tokens);
    match parser.word() {
        Some("Rules") => parser.at += 1,
        Some(other) => {
            return Err(parser.error(format!("`{other}` is no section that is understood; a ruleset is Rules = [ … ]")));
        }
        None => return Err(parser.error("a ruleset is Rules = [ … ]")),
    }
    parser.need("=")?;
    parser.need("[")?;
    let mut rules = Vec::new();
    loop {
        if rules.is_empty() && parser.is("]") {
            return Err(parser.error("a ruleset has at least one rule"));
        }
        let from = parser.begins();
        let node = parser.check()?;
        rules.push(Check { text: text[from..parser.ended()].to_owned(), node });
        if parser.take(",") {
            continue;
        }
        if parser.take("]") {
            break;
        }
        return Err(parser.error(format!("a comma or `]` is missing before {}", parser.shown())));
    }
    match parser.word() {
        _ if parser.at == parser.tokens.len() => Ok(Ruleset { rules }),
        Some("Analyzers") => Err(parser.error("Analyzers run in ETL jobs only; a table is checked by Rules")),
        _ => Err(parser.error(format!("{} is not understood after the rules", parser.shown()))),
    }
}

type Parser<'t> = Cursor<'t, What>;

impl Parser<'_> {
    fn word(&self) -> Option<&str> {
        match self.what() {
            Some(What::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn error(&self, message: impl Into<String>) -> ParseError {
        error_at(self.text, self.begins(), message)
    }

    /// The next word, for messages.
    fn shown(&self) -> String {
        match self.what() {
            None => "the end".to_owned(),
            Some(What::Word(text) | What::Number(text)) => format!("`{text}`"),
            Some(What::Text(text)) => format!("\"{text}\""),
            Some(What::Sign(sign)) => format!("`{sign}`"),
        }
    }

    fn need(&mut self, sign: &str) -> Result<(), ParseError> {
        if self.take(sign) {
            return Ok(());
        }
        Err(self.error(format!("`{sign}` is missing before {}", self.shown())))
    }

    fn is_word(&self, wanted: &str) -> bool {
        self.word().is_some_and(|word| word == wanted || word == wanted.to_uppercase())
    }

    fn take_word(&mut self, wanted: &str) -> bool {
        let found = self.is_word(wanted);
        self.at += usize::from(found);
        found
    }

    /// A rule, or rules in parentheses with `and` or `or` between them.
    fn check(&mut self) -> Result<Node, ParseError> {
        if !self.is("(") {
            return Ok(Node::Rule(Box::new(self.rule()?)));
        }
        let mut nodes = vec![self.in_parentheses()?];
        let mut all = None;
        loop {
            let here = self.at;
            let wants_all = if self.take_word("and") {
                true
            } else if self.take_word("or") {
                false
            } else {
                break;
            };
            if all.is_some_and(|all| all != wants_all) {
                self.at = here;
                return Err(self.error("`and` and `or` are mixed: put what belongs together into parentheses"));
            }
            all = Some(wants_all);
            if !self.is("(") {
                return Err(self.error("a rule that is put together with others stands in parentheses"));
            }
            nodes.push(self.in_parentheses()?);
        }
        Ok(match all {
            Some(true) => Node::All(nodes),
            Some(false) => Node::Any(nodes),
            None => nodes.remove(0),
        })
    }

    fn in_parentheses(&mut self) -> Result<Node, ParseError> {
        self.need("(")?;
        let node = self.check()?;
        self.need(")")?;
        Ok(node)
    }

    fn rule(&mut self) -> Result<Rule, ParseError> {
        let begin = self.begins();
        let Some(name) = self.word() else {
            return Err(self.error(format!("a rule begins with its type, not with {}", self.shown())));
        };
        let kind = kind::find(name).map_err(|message| self.error(message))?;
        self.at += 1;
        let parameters = self.parameters(kind.most)?;
        if parameters.len() < kind.least {
            let count = if kind.least == 1 { "a parameter".to_owned() } else { format!("{} parameters", kind.least) };
            return Err(self.error(format!("{} needs {count} in double quotes before {}", kind.name, self.shown())));
        }
        let place = self.begins();
        let condition = self.condition()?;
        let (mut filter, mut threshold) = (None, None);
        loop {
            let here = self.begins();
            if self.take_word("where") {
                let Some(What::Text(text)) = self.what().cloned() else {
                    return Err(self.error("`where` needs a condition in double quotes"));
                };
                self.at += 1;
                if !kind.filter && kind.takes != Takes::Anything {
                    return Err(error_at(self.text, here, format!("{} takes no `where`", kind.name)));
                }
                filter = Some(text);
            } else if self.take_word("with") {
                if !self.take_word("threshold") {
                    return Err(self.error("`with` is followed by `threshold`"));
                }
                if !kind.threshold && kind.takes != Takes::Anything {
                    return Err(error_at(self.text, here, format!("{} takes no threshold", kind.name)));
                }
                let Some(found) = self.condition()? else { return Err(self.error("`threshold` needs a number")) };
                number_only(&found).map_err(|message| error_at(self.text, here, message))?;
                threshold = Some(found);
            } else {
                break;
            }
        }
        let rule = Rule { kind, parameters, condition, filter, threshold };
        let place = if rule.condition.is_none() { begin } else { place };
        fits(&rule).map_err(|message| error_at(self.text, place, message))?;
        Ok(rule)
    }

    /// Texts in quotes, and bare names that are no keywords.
    fn parameters(&mut self, most: usize) -> Result<Vec<String>, ParseError> {
        const KEYWORDS: &[&str] = &["between", "in", "not", "matches", "where", "with", "and", "or"];
        let mut found = Vec::new();
        loop {
            let parameter = match self.what() {
                Some(What::Text(text)) => text.clone(),
                Some(What::Word(word)) if !KEYWORDS.contains(&word.to_lowercase().as_str()) => word.clone(),
                _ => return Ok(found),
            };
            if found.len() == most {
                return Err(self.error(format!("{} is one parameter too many", self.shown())));
            }
            self.at += 1;
            found.push(parameter);
        }
    }

    fn condition(&mut self) -> Result<Option<Condition>, ParseError> {
        let not = self.take_word("not") || self.take("!");
        let simple = [
            ("=", Operator::Equal, false),
            ("!=", Operator::Equal, true),
            (">", Operator::Greater, false),
            (">=", Operator::GreaterOrEqual, false),
            ("<", Operator::Less, false),
            ("<=", Operator::LessOrEqual, false),
        ];
        if let Some((_, operator, negated)) = simple.iter().find(|(sign, ..)| self.is(sign)) {
            self.at += 1;
            let operands = vec![self.operand()?];
            return Ok(Some(Condition { not: not != *negated, operator: *operator, operands }));
        }
        let (operator, operands) = if self.take_word("between") {
            let low = self.operand()?;
            if !self.take_word("and") {
                return Err(self.error("`between` needs `and` between its two ends"));
            }
            (Operator::Between, vec![low, self.operand()?])
        } else if self.take_word("in") {
            self.need("[")?;
            let mut operands = vec![self.operand()?];
            while self.take(",") {
                operands.push(self.operand()?);
            }
            self.need("]")?;
            (Operator::In, operands)
        } else if self.take_word("matches") {
            (Operator::Matches, vec![self.operand()?])
        } else if not {
            return Err(self.error("`not` is followed by `between`, `in` or `matches`"));
        } else {
            return Ok(None);
        };
        Ok(Some(Condition { not, operator, operands }))
    }

    fn operand(&mut self) -> Result<Operand, ParseError> {
        let wanted = self.error(format!("a value is missing before {}", self.shown()));
        let negative = self.take("-");
        if self.is("(") && !negative {
            self.at += 1;
            self.now()?;
            let back = match (self.take("-"), self.take("+")) {
                (true, _) => -1,
                (_, true) => 1,
                _ => return Err(self.error("a date is now(), or (now() - 3 days)")),
            };
            let Operand::Duration(seconds) = self.operand()? else {
                return Err(self.error("a span of time is a number of days, hours or minutes"));
            };
            self.need(")")?;
            return Ok(Operand::Now(back * seconds));
        }
        let Some(token) = self.what().cloned() else { return Err(wanted) };
        match token {
            What::Number(text) => {
                let sign = if negative { "-" } else { "" };
                let written = format!("{sign}{text}");
                let value: f64 = written.parse().map_err(|_| self.error(format!("`{text}` is no number")))?;
                self.at += 1;
                self.with_unit(written, value)
            }
            _ if negative => Err(wanted),
            What::Text(text) => {
                self.at += 1;
                Ok(Operand::Text(text))
            }
            What::Word(word) => match word.to_uppercase().as_str() {
                "NULL" => self.keyword(Operand::Null),
                "EMPTY" => self.keyword(Operand::Empty),
                "WHITESPACES_ONLY" => self.keyword(Operand::WhitespacesOnly),
                "NOW" => {
                    self.now()?;
                    Ok(Operand::Now(0))
                }
                "LAST" | "AVG" | "MAX" | "MIN" | "STD" | "SUM" | "MEDIAN" | "PERCENTILE" | "INDEX" => {
                    Err(self.error(format!("`{word}`: what looks at earlier runs is for ETL jobs only")))
                }
                _ => Err(self.error(format!("`{word}` is no value; texts stand in double quotes"))),
            },
            What::Sign(_) => Err(wanted),
        }
    }

    fn keyword(&mut self, operand: Operand) -> Result<Operand, ParseError> {
        self.at += 1;
        Ok(operand)
    }

    fn now(&mut self) -> Result<(), ParseError> {
        if !self.take_word("now") {
            return Err(self.error("a date is now(), or (now() - 3 days)"));
        }
        self.need("(")?;
        self.need(")")
    }

    fn with_unit(&mut self, written: String, value: f64) -> Result<Operand, ParseError> {
        const UNITS: &[(&str, f64)] = &[("day", 86_400.0), ("hour", 3600.0), ("minute", 60.0)];
        const SIZES: &[&str] = &["B", "KB", "MB", "GB", "TB"];
        let Some(word) = self.word() else { return Ok(Operand::Number(written, value)) };
        let unit = word.strip_suffix('s').unwrap_or(word);
        if let Some((_, seconds)) = UNITS.iter().find(|(name, _)| *name == unit) {
            self.at += 1;
            #[expect(clippy::cast_possible_truncation, reason = "seconds of any span that is meant")]
            return Ok(Operand::Duration((value * seconds) as i64));
        }
        if SIZES.contains(&word) {
            let unit = word.to_owned();
            self.at += 1;
            return Ok(Operand::Amount(value, unit));
        }
        Ok(Operand::Number(written, value))
    }
}

fn number_only(condition: &Condition) -> Result<(), String> {
    if condition.operator == Operator::Matches {
        return Err("a number cannot be matched".to_owned());
    }
    match condition.operands.iter().all(|operand| matches!(operand, Operand::Number(..))) {
        true => Ok(()),
        false => Err("only numbers can be compared here".to_owned()),
    }
}

/// Whether a rule has what its type takes.
fn fits(rule: &Rule) -> Result<(), String> {
    let name = rule.kind.name;
    let Some(condition) = &rule.condition else {
        return match rule.kind.takes {
            Takes::Nothing | Takes::Statement | Takes::Anything => Ok(()),
            _ => Err(format!("{name} needs something to compare with, such as {}", example(rule.kind.takes))),
        };
    };
    let operands = &condition.operands;
    match rule.kind.takes {
        Takes::Nothing => Err(format!("{name} compares nothing")),
        Takes::Number => number_only(condition).map_err(|message| format!("{name}: {message}")),
        Takes::Statement if rule.threshold.is_some() => {
            Err(format!("{name} takes a condition or a threshold, not both"))
        }
        Takes::Statement => number_only(condition).map_err(|message| format!("{name}: {message}")),
        Takes::TypeName => match (condition.operator, operands.as_slice()) {
            (Operator::Equal, [Operand::Text(_)]) => Ok(()),
            _ => Err(format!("{name} is compared by {}", example(Takes::TypeName))),
        },
        Takes::Duration => match operands.iter().all(|operand| matches!(operand, Operand::Duration(_))) {
            true if condition.operator != Operator::Matches => Ok(()),
            _ => Err(format!("{name} is compared with a span of time, such as {}", example(Takes::Duration))),
        },
        Takes::Values => values(condition).map_err(|message| format!("{name}: {message}")),
        Takes::Anything => Ok(()),
    }
}

fn values(condition: &Condition) -> Result<(), String> {
    let is_keyword = |operand: &Operand| matches!(operand, Operand::Null | Operand::Empty | Operand::WhitespacesOnly);
    for operand in &condition.operands {
        if matches!(operand, Operand::Duration(_) | Operand::Amount(..)) {
            return Err("values are compared with numbers, texts and dates".to_owned());
        }
        let ordered = !matches!(condition.operator, Operator::Equal | Operator::In);
        if ordered && is_keyword(operand) {
            return Err("NULL, EMPTY and WHITESPACES_ONLY can be compared by =, != and in only".to_owned());
        }
    }
    if condition.operator == Operator::Matches && !matches!(condition.operands[..], [Operand::Text(_)]) {
        return Err("`matches` needs a regular expression in double quotes".to_owned());
    }
    Ok(())
}

fn example(takes: Takes) -> &'static str {
    match takes {
        Takes::Values => "in [\"A\", \"B\"]",
        Takes::TypeName => "= \"INTEGER\"",
        Takes::Duration => "<= 24 hours",
        _ => "> 0.95",
    }
}
