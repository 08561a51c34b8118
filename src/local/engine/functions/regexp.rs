//! Regular expressions. The engine reads Java's syntax without look-around and back-references, which are refused by name.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, ListBuilder, StringBuilder};
use datafusion::arrow::datatypes::Int64Type;
use regex::Regex;

use super::registry::Registry;
use super::rows::{self, Out};
use super::string::text_list;
use super::udf::{Arg, Args, Returns};
use crate::local::engine::error::EngineError;

pub fn register(r: &mut Registry) {
    use Arg::{Bigint, Text};
    r.add("regexp_like", Args::Exact(&[Text, Text]), Returns::Boolean, like);
    r.add("regexp_count", Args::Exact(&[Text, Text]), Returns::Bigint, count);
    r.add("regexp_extract", Args::Exact(&[Text, Text]), Returns::Text, extract);
    r.add("regexp_extract", Args::Exact(&[Text, Text, Bigint]), Returns::Text, extract);
    r.add("regexp_extract_all", Args::Exact(&[Text, Text]), Returns::Rule(text_list), extract_all);
    r.add("regexp_extract_all", Args::Exact(&[Text, Text, Bigint]), Returns::Rule(text_list), extract_all);
    r.add("regexp_replace", Args::Exact(&[Text, Text]), Returns::Text, replace);
    r.add("regexp_replace", Args::Exact(&[Text, Text, Text]), Returns::Text, replace);
    r.add("regexp_split", Args::Exact(&[Text, Text]), Returns::Rule(text_list), split);
    r.add("regexp_position", Args::Exact(&[Text, Text]), Returns::Integer, position);
}

/// Compiles a pattern once for as long as it stays the same.
#[derive(Default)]
pub struct Compiled {
    last: Option<(String, Regex)>,
}

impl Compiled {
    pub fn get(&mut self, pattern: &str) -> Result<&Regex, EngineError> {
        if self.last.as_ref().is_none_or(|(seen, _)| seen != pattern) {
            self.last = Some((pattern.to_owned(), compile(pattern)?));
        }
        match &self.last {
            Some((_, regex)) => Ok(regex),
            None => Err(EngineError::system("a pattern that was just compiled")),
        }
    }
}

/// Compiles a pattern of Java's, or says by name what is not read.
pub fn compile(pattern: &str) -> Result<Regex, EngineError> {
    let back = pattern.as_bytes().windows(2).enumerate().any(|(at, pair)| {
        pair[0] == b'\\'
            && pair[1].is_ascii_digit()
            && pair[1] != b'0'
            && (at == 0 || pattern.as_bytes()[at - 1] != b'\\')
    });
    if ["(?=", "(?!", "(?<=", "(?<!", "(?>"].iter().any(|form| pattern.contains(form)) || back {
        return Err(EngineError::unsupported(format_args!("look-around or back-reference in the pattern '{pattern}'")));
    }
    Regex::new(pattern).map_err(|error| {
        let first = error.to_string();
        let reason = first.lines().last().unwrap_or("invalid pattern").trim();
        EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid regular expression '{pattern}': {reason}"))
    })
}

fn like(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let mut compiled = Compiled::default();
    rows::to_boolean(args, |row| Ok(Some(compiled.get(pattern.value(row))?.is_match(text.value(row)))))
}

fn count(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let mut compiled = Compiled::default();
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        Ok(Some(compiled.get(pattern.value(row))?.find_iter(text.value(row)).count() as i64))
    })?))
}

fn position(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let mut compiled = Compiled::default();
    Ok(Arc::new(rows::to_number::<datafusion::arrow::datatypes::Int32Type>(args, |row| {
        let value = text.value(row);
        Ok(Some(
            compiled
                .get(pattern.value(row))?
                .find(value)
                .map_or(-1, |found| value[..found.start()].chars().count() as i32 + 1),
        ))
    })?))
}

fn group(regex: &Regex, wanted: i64) -> Result<usize, EngineError> {
    let groups = regex.captures_len() - 1;
    usize::try_from(wanted).ok().filter(|wanted| *wanted <= groups).ok_or_else(|| {
        EngineError::user(
            "INVALID_FUNCTION_ARGUMENT",
            format_args!("Pattern has {groups} groups. Cannot access group {wanted}"),
        )
    })
}

fn extract(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let groups = args.get(2).map(rows::bigint).transpose()?;
    let mut compiled = Compiled::default();
    rows::to_text(args, |row| {
        let regex = compiled.get(pattern.value(row))?;
        let group = group(regex, groups.map_or(0, |groups| groups.value(row)))?;
        Ok(regex.captures(text.value(row)).and_then(|found| found.get(group)).map(|found| found.as_str().to_owned()))
    })
}

fn extract_all(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let groups = args.get(2).map(rows::bigint).transpose()?;
    let mut compiled = Compiled::default();
    let mut builder = ListBuilder::new(StringBuilder::new());
    for row in rows::live(args) {
        let Some(row) = row else {
            builder.append_null();
            continue;
        };
        let regex = compiled.get(pattern.value(row))?;
        let group = group(regex, groups.map_or(0, |groups| groups.value(row)))?;
        for found in regex.captures_iter(text.value(row)) {
            builder.values().append_option(found.get(group).map(|found| found.as_str()));
        }
        builder.append(true);
    }
    Ok(Arc::new(builder.finish()))
}

fn replace(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let with = args.get(2).map(rows::text).transpose()?;
    let mut compiled = Compiled::default();
    rows::to_text(args, |row| {
        let template = java_template(with.map_or("", |with| with.value(row)));
        Ok(Some(compiled.get(pattern.value(row))?.replace_all(text.value(row), template.as_str()).into_owned()))
    })
}

/// Java's `$1x` names group 1; the crate would read a group named `1x`. A backslash takes the next character as it is.
fn java_template(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('$') => out.push_str("$$"),
                Some(other) => out.push(other),
                None => {}
            },
            '$' => {
                let mut digits = String::new();
                while let Some(digit) = characters.peek().filter(|next| next.is_ascii_digit()) {
                    digits.push(*digit);
                    characters.next();
                }
                if digits.is_empty() {
                    out.push('$');
                } else {
                    out.push_str("${");
                    out.push_str(&digits);
                    out.push('}');
                }
            }
            other => out.push(other),
        }
    }
    out
}

fn split(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let mut compiled = Compiled::default();
    let mut builder = ListBuilder::new(StringBuilder::new());
    for row in rows::live(args) {
        let Some(row) = row else {
            builder.append_null();
            continue;
        };
        compiled.get(pattern.value(row))?.split(text.value(row)).for_each(|part| builder.values().append_value(part));
        builder.append(true);
    }
    Ok(Arc::new(builder.finish()))
}
