//! The statements of a query command, each with its parameters.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use crate::domain::query::MOST_BYTES;
use crate::domain::query::sql::{self, Effect, named_parameters, positional_count};
use crate::error::{Error, Result};
use crate::ops;

/// One statement, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its text, with `?` for every parameter.
    pub sql: String,
    /// What stands for each `?`.
    pub parameters: Vec<String>,
    /// What running it does.
    pub effect: Effect,
    /// The line of the script on which it begins.
    pub line: usize,
}

/// Where the text comes from: `-` and nothing else is stdin.
pub fn text(sql: Option<&str>, file: Option<&Path>) -> Result<String> {
    match (sql, file) {
        (Some("-"), _) => from_stdin(),
        (Some(sql), _) => Ok(sql.to_owned()),
        (None, Some(path)) if path.as_os_str() == "-" => from_stdin(),
        (None, Some(path)) => std::fs::read_to_string(path).map_err(|error| Error::unreadable(path, error)),
        (None, None) => Err(Error::usage("a statement is missing")),
    }
}

/// The statements of a text. Parameters are literals for the `?`s in their order, or NAME=LITERAL for each `:NAME`.
pub fn statements(text: &str, parameters: &[String]) -> Result<Vec<Statement>> {
    let pieces = sql::split(text);
    if pieces.is_empty() {
        ops::query::check("")?;
    }
    let mut positional = parameters.iter();
    let (mut named, mut used) = (None::<BTreeMap<&str, &str>>, std::collections::BTreeSet::new());
    let mut all = Vec::with_capacity(pieces.len());
    for piece in pieces {
        ops::query::check(&piece.text)?;
        let rewritten = named_parameters(&piece.text).map_err(|error| Error::usage(error.message))?;
        let values = if rewritten.names.is_empty() {
            // Those of a statement that is prepared get their values when it is executed.
            let is_prepared = piece.text.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("prepare"));
            let count = if is_prepared { 0 } else { positional_count(&piece.text) };
            let values: Vec<String> = positional.by_ref().take(count).cloned().collect();
            if values.len() < count {
                let wanted = if count == 1 {
                    "a value is wanted for the `?`".to_owned()
                } else {
                    format!("{count} values are wanted for the `?`s")
                };
                let given = if values.is_empty() { "none".to_owned() } else { values.len().to_string() };
                return Err(Error::usage(format!("{wanted}, and --parameter gives {given}"))
                    .hint("repeat --parameter for each, with a SQL literal: 7, 'text', DATE '2026-01-31'"));
            }
            values
        } else {
            if named.is_none() {
                named = Some(by_name(parameters)?);
            }
            let known = named.as_ref().expect("it was just set");
            let value = |name: &String| {
                used.insert(name.clone());
                known.get(name.as_str()).map(|value| (*value).to_owned()).ok_or_else(|| {
                    Error::usage(format!("`:{name}` has no value"))
                        .did_you_mean(name, known.keys().copied())
                        .hint(format!("--parameter {name}=LITERAL"))
                })
            };
            rewritten.names.iter().map(value).collect::<Result<_>>()?
        };
        values.iter().try_for_each(|value| check_literal(value))?;
        all.push(Statement {
            effect: sql::effect(&piece.text),
            sql: rewritten.sql,
            parameters: values,
            line: piece.line,
        });
    }
    let left = match &named {
        None => positional.next().map(|value| format!("`{value}` stands for no `?`")),
        Some(known) => known.keys().find(|name| !used.contains(**name)).map(|name| format!("there is no `:{name}`")),
    };
    match left {
        None => Ok(all),
        Some(what) => {
            Err(Error::usage(format!("{what} in the statement")).hint("see --parameter in lakectl query --help"))
        }
    }
}

/// Words that are values.
const VALUES: [&str; 12] = [
    "null",
    "true",
    "false",
    "current_date",
    "current_time",
    "current_timestamp",
    "current_timezone",
    "current_user",
    "current_catalog",
    "current_schema",
    "localtime",
    "localtimestamp",
];

/// Refuses what the service would take for something else: a text or a date without quotes, a quote that is not closed.
fn check_literal(value: &str) -> Result<()> {
    let quoted = || format!("a text stands in quotes: \"'{}'\"", value.replace('\'', "''"));
    if value.trim().is_empty() {
        return Err(
            Error::usage("the value of a --parameter is empty").hint("the empty text is \"''\", and no value is NULL")
        );
    }
    let is_open = sql::split(&format!("{value}\n;x")).len() == sql::split(value).len();
    if is_open {
        return Err(Error::usage(format!("`{value}` has a quote that is not closed")).hint(quoted()));
    }
    let mut characters = value.chars();
    let is_word = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | ' '));
    let has_value = |word: &str| VALUES.iter().any(|known| word.eq_ignore_ascii_case(known));
    // `DATE '…'` and `interval` have quotes, calls have parentheses: what is left are bare words.
    if is_word && !has_value(value.trim()) {
        return Err(Error::usage(format!("`{value}` is no SQL literal")).hint(quoted()));
    }
    let is_date = value.len() == 10
        && value
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if is_date {
        return Err(Error::usage(format!("`{value}` without quotes is a subtraction"))
            .hint(format!("a date is \"DATE '{value}'\", a text of the same letters \"'{value}'\"")));
    }
    Ok(())
}

fn by_name(parameters: &[String]) -> Result<BTreeMap<&str, &str>> {
    let mut known = BTreeMap::new();
    for parameter in parameters {
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let pair = parameter.split_once('=').filter(|(name, _)| is_name(name));
        let (name, value) = pair.ok_or_else(|| {
            Error::usage(format!("`{parameter}` names no parameter"))
                .hint("the statement has names: --parameter NAME=LITERAL")
        })?;
        if known.insert(name, value).is_some() {
            return Err(Error::usage(format!("`{name}` is given twice")));
        }
    }
    Ok(known)
}

fn from_stdin() -> Result<String> {
    let mut sql = String::new();
    // A script may hold several statements of the greatest length; what is longer than all sense is refused, not cut.
    let limit = u64::try_from(MOST_BYTES * 64).unwrap_or(u64::MAX);
    std::io::stdin()
        .lock()
        .take(limit)
        .read_to_string(&mut sql)
        .map_err(|error| Error::usage("the statement cannot be read from stdin").because(error))?;
    if sql.len() as u64 >= limit {
        return Err(Error::usage(format!("more than {limit} bytes came from stdin")));
    }
    Ok(sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, parameters: &[&str]) -> std::result::Result<Vec<Vec<String>>, String> {
        let parameters: Vec<String> = parameters.iter().map(|&value| value.to_owned()).collect();
        let statements = statements(text, &parameters).map_err(|error| error.lines().join("\n"))?;
        Ok(statements.into_iter().map(|statement| statement.parameters).collect())
    }

    #[test]
    fn parameters_go_to_the_statements_that_want_them() {
        assert_eq!(read("SELECT ?; SELECT ?, ?", &["1", "2", "3"]).unwrap(), [vec!["1"], vec!["2", "3"]]);
        assert_eq!(read("SELECT :a; SELECT :b, :a", &["a='x=y'", "b=2"]).unwrap(), [vec!["'x=y'"], vec!["2", "'x=y'"]]);
        assert!(read("SELECT ?", &["1", "2"]).unwrap_err().contains("stands for no `?`"));
        assert!(read("SELECT ?, ?", &["1"]).unwrap_err().contains("2 values are wanted"));
        assert!(read("SELECT :day", &["dey=1"]).unwrap_err().contains("did you mean `dey`?"));
        assert!(read("SELECT :a", &["a=1", "b=2"]).unwrap_err().contains("there is no `:b`"));
        assert!(read("SELECT :a", &["7"]).unwrap_err().contains("names no parameter"));
        assert!(read("SELECT ?", &[]).unwrap_err().contains("a value is wanted"));
        assert_eq!(read("PREPARE p FROM SELECT ?", &[]).unwrap(), [Vec::<String>::new()]);
        assert!(read("-- nothing\n;", &[]).unwrap_err().contains("empty"));
    }

    #[test]
    fn what_the_service_would_misread_is_no_value() {
        for right in [
            "7",
            "-1.5",
            "'x'",
            "'it''s'",
            "NULL",
            "true",
            "DATE '2026-01-31'",
            "current_date",
            "ARRAY[1]",
            "upper('a')",
            "1e5",
            "X'0a'",
        ] {
            assert!(read("SELECT ?", &[right]).is_ok(), "{right}");
        }
        for (wrong, why) in [
            ("rain", "\"'rain'\""),
            ("New York", "\"'New York'\""),
            ("rain'; drop", "not closed"),
            ("", "empty"),
            ("2026-01-31", "subtraction"),
        ] {
            let error = read("SELECT ?", &[wrong]).unwrap_err();
            assert!(error.contains(why), "{wrong}: {error}");
        }
        assert!(read("SELECT :day", &["day=2026-01-31"]).unwrap_err().contains("DATE '2026-01-31'"));
    }
}
