//! Paths into JSON: `$.store.book[0]["title"]`.

use super::text::{self, Kind};
use crate::engine::error::EngineError;

/// A step of a path: a member, or an item.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Member(String),
    Item(i64),
    Last,
}

/// A path once parsed, for as long as it stays the same.
#[derive(Default)]
pub struct Paths {
    last: Option<(String, Vec<Step>)>,
}

impl Paths {
    pub fn get(&mut self, path: &str) -> Result<&[Step], EngineError> {
        if self.last.as_ref().is_none_or(|(seen, _)| seen != path) {
            self.last = Some((path.to_owned(), parse(path)?));
        }
        Ok(self.last.as_ref().map_or(&[], |(_, steps)| steps.as_slice()))
    }
}

/// Reads a path; one that this engine cannot follow is an error with its text.
pub fn parse(text: &str) -> Result<Vec<Step>, EngineError> {
    let bad = || EngineError::user("INVALID_FUNCTION_ARGUMENT", format_args!("Invalid JSON path: '{text}'"));
    let unsupported = |what: &str| EngineError::unsupported(format_args!("JSON path '{text}' with {what}"));
    let mut rest = text.strip_prefix('$').ok_or_else(bad)?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            if let Some(quoted) = after.strip_prefix('"') {
                let end = quoted.find('"').ok_or_else(bad)?;
                steps.push(Step::Member(quoted[..end].to_owned()));
                rest = &quoted[end + 1..];
                continue;
            }
            let end = after.find(['.', '[']).unwrap_or(after.len());
            let name = &after[..end];
            match name {
                "*" => return Err(unsupported("a wildcard")),
                "" => return Err(unsupported("recursive descent")),
                _ if name.contains(['(', '?', ' ']) => return Err(unsupported("a method or filter")),
                _ => steps.push(Step::Member(name.to_owned())),
            }
            rest = &after[end..];
        } else if let Some(after) = rest.strip_prefix('[') {
            let end = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    after[1..].find(quote).and_then(|at| after[at + 2..].find(']').map(|more| at + 2 + more))
                }
                _ => after.find(']'),
            }
            .ok_or_else(bad)?;
            let inner = after[..end].trim();
            rest = &after[end + 1..];
            let quoted = inner
                .strip_prefix('"')
                .and_then(|inner| inner.strip_suffix('"'))
                .or_else(|| inner.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\'')));
            steps.push(match (quoted, inner) {
                (Some(name), _) => Step::Member(name.to_owned()),
                (None, "*") => return Err(unsupported("a wildcard")),
                (None, "last") => Step::Last,
                (None, "") => return Err(bad()),
                (None, _) => match inner.parse() {
                    Ok(index) => Step::Item(index),
                    Err(_) if inner.contains([':', ',', '?', '(', ' ']) => {
                        return Err(unsupported("a range, filter or list"));
                    }
                    Err(_) => Step::Member(inner.to_owned()),
                },
            });
        } else {
            return Err(bad());
        }
    }
    Ok(steps)
}

/// The value at the end of a path; none when there is no such value, or no JSON.
pub fn find<'a>(json: &'a str, steps: &[Step]) -> Option<&'a str> {
    steps.iter().try_fold(json, |value, step| match (step, text::kind(value)?) {
        (Step::Member(name), Kind::Object) => {
            text::members(value.trim())?.into_iter().find(|(member, _)| member == name).map(|(_, value)| value)
        }
        // Members may be reached by number, and items by a name that is one.
        (Step::Item(index), Kind::Array) => {
            let items = text::items(value.trim())?;
            usize::try_from(*index).ok().and_then(|index| items.get(index).copied())
        }
        (Step::Last, Kind::Array) => text::items(value.trim())?.last().copied(),
        (Step::Item(index), Kind::Object) => {
            let name = index.to_string();
            text::members(value.trim())?.into_iter().find(|(member, _)| *member == name).map(|(_, value)| value)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_values() {
        let json = "{\"a\": {\"b c\": [10, {\"d\": \"x\"}]}, \"e\": null}";
        for (path, expected) in [
            ("$", Some(json)),
            ("$.a[\"b c\"][1].d", Some("\"x\"")),
            ("$['a']['b c'][0]", Some("10")),
            ("$.\"a\".\"b c\"[last].d", Some("\"x\"")),
            ("$.a.x", None),
            ("$.e", Some("null")),
            ("$.a[5]", None),
        ] {
            assert_eq!(find(json, &parse(path).expect("a path")), expected, "{path}");
        }
        for path in ["a", "$.a[", "$..a", "$.a[*]", "$.a[0:2]", "$x"] {
            assert!(parse(path).is_err(), "{path}");
        }
    }
}
