//! Functions of regular expressions.

use std::sync::Arc;

use super::pattern::{Compiled, Pattern};
use super::registry::Registry;
use super::rows::{self, Out};
use super::string::text_list;
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;
use datafusion::arrow::array::{ArrayRef, ListBuilder, StringBuilder};
use datafusion::arrow::datatypes::Int64Type;

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
    r.add("regexp_position", Args::Exact(&[Text, Text, Bigint]), Returns::Integer, position);
    r.add("regexp_position", Args::Exact(&[Text, Text, Bigint, Bigint]), Returns::Integer, position);
}

fn like(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let mut compiled = Compiled::default();
    rows::to_boolean(args, |row| compiled.get(pattern.value(row))?.is_match(text.value(row)).map(Some))
}

fn count(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let mut compiled = Compiled::default();
    Ok(Arc::new(rows::to_number::<Int64Type>(args, |row| {
        Ok(Some(compiled.get(pattern.value(row))?.matches(text.value(row))?.len() as i64))
    })?))
}

/// The character at which a match begins: the first one, or the one of that number, at or behind a character.
fn position(args: &[ArrayRef]) -> Out {
    let (text, pattern) = (rows::text(&args[0])?, rows::text(&args[1])?);
    let from = args.get(2).map(rows::bigint).transpose()?;
    let which = args.get(3).map(rows::bigint).transpose()?;
    let wrong = |text: &str| EngineError::user("INVALID_FUNCTION_ARGUMENT", text);
    let mut compiled = Compiled::default();
    Ok(Arc::new(rows::to_number::<datafusion::arrow::datatypes::Int32Type>(args, |row| {
        let value = text.value(row);
        let from = from.map_or(1, |from| from.value(row));
        let which = which.map_or(1, |which| which.value(row));
        if from < 1 {
            return Err(wrong("start position cannot be smaller than 1"));
        }
        if which < 1 {
            return Err(wrong("occurrence cannot be smaller than 1"));
        }
        let regex = compiled.get(pattern.value(row))?;
        let Some((skip, _)) = value.char_indices().nth(usize::try_from(from - 1).unwrap_or(usize::MAX)) else {
            return Ok(Some(-1));
        };
        // What stands before the start is still seen by `\b` and `^`.
        let mut at = skip;
        let mut seen = 0;
        while let Some(found) = regex.find_at(value, at)? {
            seen += 1;
            if seen == which {
                return Ok(Some(value[..found.start].chars().count() as i32 + 1));
            }
            at = if found.end > found.start {
                found.end
            } else {
                match value[found.end..].chars().next() {
                    Some(next) => found.end + next.len_utf8(),
                    None => break,
                }
            };
        }
        Ok(Some(-1))
    })?))
}

fn group(pattern: &Pattern, wanted: i64) -> Result<usize, EngineError> {
    let groups = pattern.groups();
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
        let text = text.value(row);
        let found = match group {
            0 => regex.find_at(text, 0)?,
            group => regex.captures(text)?.and_then(|groups| groups.into_iter().nth(group).flatten()),
        };
        Ok(found.map(|found| text[found].to_owned()))
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
        let text = text.value(row);
        for mut found in regex.all_captures(text)? {
            builder.values().append_option(found.swap_remove(group).map(|found| &text[found]));
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
        let pattern = compiled.get(pattern.value(row))?;
        let template = java_template(with.map_or("", |with| with.value(row)), pattern.groups())?;
        pattern.replace_all(text.value(row), &template).map(Some)
    })
}

/// Java's `$1x` names group 1, and `$12` the first group and a 2 when there are fewer than twelve; the crate would read groups
/// named `1x` and `12`. A backslash takes the next character as it is.
fn java_template(template: &str, groups: usize) -> Result<String, EngineError> {
    let illegal = |what: &str| {
        EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Illegal replacement sequence: {what}"))
    };
    let mut out = String::with_capacity(template.len());
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('$') => out.push_str("$$"),
                Some(other) => out.push(other),
                None => return Err(illegal("a backslash at the end")),
            },
            '$' if characters.peek() == Some(&'{') => out.push('$'),
            '$' => {
                let mut group: Option<usize> = None;
                while let Some(digit) = characters.peek().and_then(|next| next.to_digit(10)) {
                    let longer = group.unwrap_or(0) * 10 + digit as usize;
                    if group.is_some() && longer > groups {
                        break;
                    }
                    group = Some(longer);
                    characters.next();
                }
                let group = group.ok_or_else(|| illegal("$ without a group; write \\$ for the character"))?;
                if group > groups {
                    return Err(illegal(&format!("unknown group {group}")));
                }
                out.push_str(&format!("${{{group}}}"));
            }
            other => out.push(other),
        }
    }
    Ok(out)
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
        let text = text.value(row);
        let mut done = 0;
        for found in compiled.get(pattern.value(row))?.matches(text)? {
            builder.values().append_value(&text[done..found.start]);
            done = found.end;
        }
        builder.values().append_value(&text[done..]);
        builder.append(true);
    }
    Ok(Arc::new(builder.finish()))
}
