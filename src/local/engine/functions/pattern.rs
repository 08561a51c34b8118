//! Patterns of Java's syntax: matched in linear time where that is possible, and by backtracking where look-around, back-
//! references, atomic groups or possessive quantifiers ask for it.

use std::ops::Range;

use regex::Regex;

use crate::engine::error::EngineError;

/// A compiled pattern.
pub enum Pattern {
    Linear(Regex),
    Backtracking(fancy_regex::Regex),
}

/// Where a match and its groups are, in bytes.
pub type Groups = Vec<Option<Range<usize>>>;

fn invalid(pattern: &str, reason: &str) -> EngineError {
    EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid regular expression '{pattern}': {reason}"))
}

/// Whether a pattern asks for more than the linear engine has.
fn looks_back(pattern: &str) -> bool {
    if ["(?=", "(?!", "(?<=", "(?<!", "(?>", "*+", "++", "?+", "}+", "\\k<"].iter().any(|form| pattern.contains(form)) {
        return true;
    }
    let mut escaped = false;
    pattern.chars().any(|character| {
        let back_reference = escaped && ('1'..='9').contains(&character);
        escaped = !escaped && character == '\\';
        back_reference
    })
}

/// Compiles a pattern for the linear engine alone.
pub fn linear(pattern: &str) -> Result<Regex, EngineError> {
    if looks_back(pattern) {
        return Err(EngineError::unsupported(format_args!("look-around or back-reference in the pattern '{pattern}'")));
    }
    Regex::new(pattern).map_err(|error| {
        let text = error.to_string();
        invalid(pattern, text.lines().last().unwrap_or("invalid pattern").trim())
    })
}

impl Pattern {
    pub fn compile(pattern: &str) -> Result<Self, EngineError> {
        if !looks_back(pattern) {
            return linear(pattern).map(Self::Linear);
        }
        fancy_regex::Regex::new(pattern)
            .map(Self::Backtracking)
            .map_err(|error| invalid(pattern, error.to_string().lines().last().unwrap_or("invalid pattern").trim()))
    }

    /// The number of groups, without the whole match.
    pub fn groups(&self) -> usize {
        match self {
            Self::Linear(regex) => regex.captures_len() - 1,
            Self::Backtracking(regex) => regex.captures_len() - 1,
        }
    }

    pub fn is_match(&self, text: &str) -> Result<bool, EngineError> {
        match self {
            Self::Linear(regex) => Ok(regex.is_match(text)),
            Self::Backtracking(regex) => regex.is_match(text).map_err(given_up),
        }
    }

    /// The first match that begins at a byte or behind it.
    pub fn find_at(&self, text: &str, at: usize) -> Result<Option<Range<usize>>, EngineError> {
        match self {
            Self::Linear(regex) => Ok(regex.find_at(text, at).map(|found| found.range())),
            Self::Backtracking(regex) => {
                let found = regex.find_from_pos(text, at).map_err(given_up)?;
                Ok(found.map(|found| found.start()..found.end()))
            }
        }
    }

    /// Every match.
    pub fn matches(&self, text: &str) -> Result<Vec<Range<usize>>, EngineError> {
        match self {
            Self::Linear(regex) => Ok(regex.find_iter(text).map(|found| found.range()).collect()),
            Self::Backtracking(regex) => regex
                .find_iter(text)
                .map(|found| found.map(|found| found.start()..found.end()).map_err(given_up))
                .collect(),
        }
    }

    /// The first match with its groups.
    pub fn captures(&self, text: &str) -> Result<Option<Groups>, EngineError> {
        match self {
            Self::Linear(regex) => Ok(regex.captures(text).map(|found| linear_groups(&found))),
            Self::Backtracking(regex) => Ok(regex.captures(text).map_err(given_up)?.map(|found| groups(&found))),
        }
    }

    /// Every match with its groups.
    pub fn all_captures(&self, text: &str) -> Result<Vec<Groups>, EngineError> {
        match self {
            Self::Linear(regex) => Ok(regex.captures_iter(text).map(|found| linear_groups(&found)).collect()),
            Self::Backtracking(regex) => {
                regex.captures_iter(text).map(|found| found.map(|found| groups(&found)).map_err(given_up)).collect()
            }
        }
    }

    /// The text with every match replaced; the template names groups as `${1}`.
    pub fn replace_all(&self, text: &str, template: &str) -> Result<String, EngineError> {
        match self {
            Self::Linear(regex) => Ok(regex.replace_all(text, template).into_owned()),
            Self::Backtracking(regex) => {
                regex.try_replacen(text, 0, template).map(std::borrow::Cow::into_owned).map_err(given_up)
            }
        }
    }
}

fn linear_groups(found: &regex::Captures<'_>) -> Groups {
    found.iter().map(|group| group.map(|group| group.range())).collect()
}

fn groups(found: &fancy_regex::Captures<'_, str>) -> Groups {
    (0..found.len()).map(|group| found.get(group).map(|group| group.start()..group.end())).collect()
}

/// A pattern that tries too many ways fails; it does not run for ever.
fn given_up(error: fancy_regex::Error) -> EngineError {
    EngineError::user(
        "REGEXP_TOO_COMPLEX",
        format_args!("the regular expression tries too many ways to match: {error}"),
    )
}

/// Compiles a pattern once for as long as it stays the same.
#[derive(Default)]
pub struct Compiled {
    last: Option<(String, Pattern)>,
}

impl Compiled {
    pub fn get(&mut self, pattern: &str) -> Result<&Pattern, EngineError> {
        if self.last.as_ref().is_none_or(|(seen, _)| seen != pattern) {
            self.last = Some((pattern.to_owned(), Pattern::compile(pattern)?));
        }
        match &self.last {
            Some((_, pattern)) => Ok(pattern),
            None => Err(EngineError::system("a pattern that was just compiled")),
        }
    }
}
