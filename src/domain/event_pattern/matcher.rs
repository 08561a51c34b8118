//! What a field may be.

use serde_json::Value;

/// One of the things that a field may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Matcher {
    Exactly(Value),
    Text(TextMatcher),
    /// There, and none of these.
    AnythingBut(Vec<Matcher>),
    /// Every comparison holds: operator and number.
    Numeric(Vec<(Comparison, f64)>),
    Exists(bool),
}

/// What a text may be like.
#[derive(Debug, Clone, PartialEq)]
pub enum TextMatcher {
    Prefix(String),
    Suffix(String),
    /// In lower case.
    PrefixIgnoringCase(String),
    SuffixIgnoringCase(String),
    IgnoringCase(String),
    /// `*` is any text.
    Wildcard(String),
}

/// How numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Matcher {
    /// Reads an element of a pattern's list.
    pub fn parse(value: &Value) -> Result<Self, String> {
        let Value::Object(members) = value else {
            return match value {
                Value::Array(_) => Err("Event pattern: a list inside a list".to_owned()),
                literal => Ok(Self::Exactly(literal.clone())),
            };
        };
        let mut members = members.iter();
        let (Some((operator, operand)), None) = (members.next(), members.next()) else {
            return Err("Event pattern: a match type must be the only key of its object".to_owned());
        };
        match (operator.as_str(), operand) {
            ("exists", Value::Bool(there)) => Ok(Self::Exists(*there)),
            ("anything-but", Value::Array(items)) => {
                let literal = |item: &Value| match item {
                    Value::String(_) | Value::Number(_) => Ok(Self::Exactly(item.clone())),
                    other => Err(format!("Event pattern: anything-but does not take {other}")),
                };
                Ok(Self::AnythingBut(items.iter().map(literal).collect::<Result<_, _>>()?))
            }
            ("anything-but", Value::Object(inner)) => {
                let mut all = Vec::new();
                for (operator, operand) in inner {
                    for text in one_or_many(operand) {
                        all.push(Self::Text(TextMatcher::parse(operator, text)?));
                    }
                }
                Ok(Self::AnythingBut(all))
            }
            ("anything-but", literal) => Ok(Self::AnythingBut(vec![Self::Exactly(literal.clone())])),
            ("numeric", Value::Array(items)) => numeric(items),
            (operator, operand) => Ok(Self::Text(TextMatcher::parse(operator, operand)?)),
        }
    }

    /// Whether a field's value, or one of its values, is like this.
    pub fn matches(&self, found: Option<&Value>) -> bool {
        match self {
            Self::Exists(wanted) => {
                // An object is no leaf: the pattern is about the fields that have values.
                found.is_some_and(|value| !value.is_object()) == *wanted
            }
            _ => match found {
                None => false,
                Some(Value::Array(items)) => items.iter().any(|item| self.matches_one(item)),
                Some(value) => self.matches_one(value),
            },
        }
    }

    fn matches_one(&self, value: &Value) -> bool {
        match self {
            Self::Exactly(wanted) => match (wanted.as_f64(), value.as_f64()) {
                (Some(wanted), Some(value)) => wanted.total_cmp(&value).is_eq(),
                _ => wanted == value,
            },
            Self::Text(matcher) => value.as_str().is_some_and(|text| matcher.matches(text)),
            Self::AnythingBut(all) => !all.iter().any(|matcher| matcher.matches_one(value)),
            Self::Numeric(all) => {
                value.as_f64().is_some_and(|number| all.iter().all(|(how, bound)| how.holds(number, *bound)))
            }
            Self::Exists(_) => false,
        }
    }
}

impl TextMatcher {
    fn parse(operator: &str, operand: &Value) -> Result<Self, String> {
        if let ("prefix" | "suffix", Value::Object(inner)) = (operator, operand)
            && let Some(text) = inner.get("equals-ignore-case").and_then(Value::as_str)
        {
            let text = text.to_lowercase();
            return Ok(if operator == "prefix" {
                Self::PrefixIgnoringCase(text)
            } else {
                Self::SuffixIgnoringCase(text)
            });
        }
        let text =
            || operand.as_str().map(str::to_owned).ok_or_else(|| format!("Event pattern: {operator} takes a string"));
        Ok(match operator {
            "prefix" => Self::Prefix(text()?),
            "suffix" => Self::Suffix(text()?),
            "equals-ignore-case" => Self::IgnoringCase(text()?.to_lowercase()),
            "wildcard" => Self::Wildcard(text()?),
            other => return Err(format!("Event pattern: the match type {other} is not known")),
        })
    }

    fn matches(&self, text: &str) -> bool {
        match self {
            Self::Prefix(wanted) => text.starts_with(wanted),
            Self::Suffix(wanted) => text.ends_with(wanted),
            Self::PrefixIgnoringCase(wanted) => text.to_lowercase().starts_with(wanted),
            Self::SuffixIgnoringCase(wanted) => text.to_lowercase().ends_with(wanted),
            Self::IgnoringCase(wanted) => text.to_lowercase() == *wanted,
            Self::Wildcard(pattern) => wildcard(pattern, text),
        }
    }
}

impl Comparison {
    fn parse(value: &Value) -> Result<Self, String> {
        Ok(match value.as_str() {
            Some("=") => Self::Equal,
            Some("<") => Self::Less,
            Some("<=") => Self::LessOrEqual,
            Some(">") => Self::Greater,
            Some(">=") => Self::GreaterOrEqual,
            _ => return Err(format!("Event pattern: {value} is no comparison of numbers")),
        })
    }

    fn holds(self, number: f64, bound: f64) -> bool {
        match self {
            Self::Equal => number.total_cmp(&bound).is_eq(),
            Self::Less => number < bound,
            Self::LessOrEqual => number <= bound,
            Self::Greater => number > bound,
            Self::GreaterOrEqual => number >= bound,
        }
    }
}

fn numeric(items: &[Value]) -> Result<Matcher, String> {
    if items.is_empty() || items.len() % 2 == 1 || items.len() > 4 {
        return Err("Event pattern: numeric takes one or two comparisons".to_owned());
    }
    let pairs = items.chunks(2).map(|pair| {
        let bound = pair[1].as_f64().ok_or_else(|| format!("Event pattern: {} is no number", pair[1]))?;
        Ok((Comparison::parse(&pair[0])?, bound))
    });
    Ok(Matcher::Numeric(pairs.collect::<Result<_, String>>()?))
}

fn one_or_many(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// `*` is any text, `\*` a star.
fn wildcard(pattern: &str, text: &str) -> bool {
    let mut parts = vec![String::new()];
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '*' => parts.push(String::new()),
            '\\' => parts.last_mut().expect("there is a first part").extend(characters.next()),
            other => parts.last_mut().expect("there is a first part").push(other),
        }
    }
    let [first, middle @ .., last] = parts.as_slice() else { return parts[0] == text };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
    for part in middle {
        match rest.find(part.as_str()) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}
