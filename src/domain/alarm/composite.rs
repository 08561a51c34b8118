//! The rules of composite alarms: states of other alarms, put together by AND, OR and NOT.
//!
//! Source: CloudWatch API reference, PutCompositeAlarm, "AlarmRule". AT_LEAST is not known here, and an error by name.

use std::collections::BTreeSet;

use super::AlarmState;

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompositeRule {
    /// The alarm of the name is in the state.
    State(AlarmState, String),
    /// TRUE or FALSE.
    Constant(bool),
    Not(Box<CompositeRule>),
    And(Box<CompositeRule>, Box<CompositeRule>),
    Or(Box<CompositeRule>, Box<CompositeRule>),
}

/// A composite alarm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompositeDefinition {
    pub name: String,
    pub description: Option<String>,
    pub rule: String,
    /// ARNs that are told when it goes off.
    pub actions: Vec<String>,
}

/// Rules nest at most so deep; the service's length limit (10,240 characters) would allow more than a stack does.
const DEPTH: usize = 100;

impl CompositeRule {
    /// Reads a rule. OR binds weakest, NOT strongest.
    pub fn parse(text: &str) -> Result<Self, String> {
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
        let rule = parser.either()?;
        match parser.next() {
            None => Ok(rule),
            Some(token) => Err(format!("unexpected {}", token.shown())),
        }
    }

    /// The text of a rule that holds when any, or all, of these alarms are in ALARM.
    pub fn text_of(names: &[String], all: bool) -> String {
        let alarms: Vec<String> = names.iter().map(|name| format!("ALARM(\"{name}\")")).collect();
        alarms.join(if all { " AND " } else { " OR " })
    }

    /// The alarms that it looks at.
    pub fn names(&self) -> BTreeSet<&str> {
        match self {
            Self::State(_, name) => BTreeSet::from([name.as_str()]),
            Self::Constant(_) => BTreeSet::new(),
            Self::Not(rule) => rule.names(),
            Self::And(left, right) | Self::Or(left, right) => left.names().into_iter().chain(right.names()).collect(),
        }
    }

    /// Whether it holds. An alarm that is not there is in no state.
    pub fn holds(&self, state: &dyn Fn(&str) -> Option<AlarmState>) -> bool {
        match self {
            Self::State(wanted, name) => state(name) == Some(*wanted),
            Self::Constant(value) => *value,
            Self::Not(rule) => !rule.holds(state),
            Self::And(left, right) => left.holds(state) && right.holds(state),
            Self::Or(left, right) => left.holds(state) || right.holds(state),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    /// A word that is not quoted.
    Word(String),
    Quoted(String),
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Self::Open => "`(`".to_owned(),
            Self::Close => "`)`".to_owned(),
            Self::Word(word) => format!("`{word}`"),
            Self::Quoted(name) => format!("\"{name}\""),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' | ')' => {
                tokens.push(if first == '(' { Token::Open } else { Token::Close });
                1
            }
            '"' => {
                let end = rest[1..].find('"').ok_or("a quote is not closed")?;
                tokens.push(Token::Quoted(rest[1..=end].to_owned()));
                end + 2
            }
            _ => {
                let end = rest.find(|character: char| character.is_whitespace() || "()\"".contains(character));
                let end = end.unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_owned()));
                end
            }
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<&Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Word(found)) if found == word);
        self.at += usize::from(found);
        found
    }

    fn either(&mut self) -> Result<CompositeRule, String> {
        let mut rule = self.both()?;
        while self.takes("OR") {
            rule = CompositeRule::Or(Box::new(rule), Box::new(self.both()?));
        }
        Ok(rule)
    }

    fn both(&mut self) -> Result<CompositeRule, String> {
        let mut rule = self.one()?;
        while self.takes("AND") {
            rule = CompositeRule::And(Box::new(rule), Box::new(self.one()?));
        }
        Ok(rule)
    }

    fn one(&mut self) -> Result<CompositeRule, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("the rule is nested too deep".to_owned());
        }
        let rule = match self.next().cloned() {
            None => return Err("the rule ends too early".to_owned()),
            Some(Token::Open) => {
                let inner = self.either()?;
                self.expect(&Token::Close)?;
                inner
            }
            Some(Token::Word(word)) => match word.as_str() {
                "NOT" => CompositeRule::Not(Box::new(self.one()?)),
                "TRUE" => CompositeRule::Constant(true),
                "FALSE" => CompositeRule::Constant(false),
                "ALARM" => self.named(AlarmState::Alarm)?,
                "OK" => self.named(AlarmState::Ok)?,
                "INSUFFICIENT_DATA" => self.named(AlarmState::InsufficientData)?,
                other => return Err(format!("`{other}` is not known here")),
            },
            Some(token) => return Err(format!("unexpected {}", token.shown())),
        };
        self.depth -= 1;
        Ok(rule)
    }

    /// A name in parentheses: bare, quoted, or an ARN.
    fn named(&mut self, state: AlarmState) -> Result<CompositeRule, String> {
        self.expect(&Token::Open)?;
        let name = match self.next() {
            Some(Token::Word(name) | Token::Quoted(name)) => name.clone(),
            _ => return Err(format!("{state} needs the name of an alarm")),
        };
        self.expect(&Token::Close)?;
        let name = match name.split_once(":alarm:") {
            Some((arn, name)) if arn.starts_with("arn:") => name.to_owned(),
            _ => name,
        };
        Ok(CompositeRule::State(state, name))
    }

    fn expect(&mut self, wanted: &Token) -> Result<(), String> {
        match self.next() {
            Some(token) if token == wanted => Ok(()),
            Some(token) => Err(format!("{} instead of {}", token.shown(), wanted.shown())),
            None => Err(format!("{} is missing", wanted.shown())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(rule: &str) -> bool {
        let rule = CompositeRule::parse(rule).unwrap_or_else(|error| panic!("{rule}: {error}"));
        rule.holds(&|name| match name {
            "red" => Some(AlarmState::Alarm),
            "green light" => Some(AlarmState::Ok),
            "grey" => Some(AlarmState::InsufficientData),
            _ => None,
        })
    }

    #[test]
    fn rules_hold_as_they_read() {
        assert!(holds("ALARM(red)"));
        assert!(holds("ALARM(\"red\") AND OK(\"green light\")"));
        assert!(holds("ALARM(grey) OR INSUFFICIENT_DATA(grey)"));
        assert!(holds("NOT ALARM(gone)"));
        assert!(!holds("ALARM(red) AND (ALARM(grey) OR FALSE)"));
        assert!(holds("TRUE OR TRUE AND FALSE"), "AND binds stronger");
        assert!(holds("ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:red)"));
        assert_eq!(
            CompositeRule::parse("ALARM(b) OR NOT (OK(a) AND ALARM(b))").unwrap().names(),
            BTreeSet::from(["a", "b"])
        );
    }

    #[test]
    fn a_text_of_names_reads_back() {
        let names = ["a b".to_owned(), "c".to_owned()];
        for all in [false, true] {
            let rule = CompositeRule::parse(&CompositeRule::text_of(&names, all)).unwrap();
            assert_eq!(rule.names(), BTreeSet::from(["a b", "c"]));
            let one = |name: &str| (name == "c").then_some(AlarmState::Alarm);
            assert_eq!(rule.holds(&one), !all);
        }
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for bad in [
            "",
            "ALARM",
            "ALARM(a",
            "ALARM(a) ALARM(b)",
            "a",
            "ALARM(a) XOR OK(b)",
            "AT_LEAST(1, ALARM, (a))",
            "OK(\"a)",
        ] {
            assert!(CompositeRule::parse(bad).is_err(), "{bad}");
        }
        assert!(CompositeRule::parse(&"(".repeat(5000)).is_err());
        assert!(CompositeRule::parse(&format!("{}TRUE", "NOT ".repeat(5000))).is_err());
    }
}
