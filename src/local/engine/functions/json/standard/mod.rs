//! Paths of the SQL standard: `lax $.a[*] ? (@.b > 3)`, read once and followed over JSON text.
//!
//! Source: ISO/IEC 9075-2 "SQL/JSON path language", as Trino documents it. A path gives a sequence of items, or an error; in a
//! condition an error is 'unknown', and an item stays only when the condition is true of it.

mod follow;
mod item;
mod read;

pub use follow::{Parameters, follow};
pub use item::Item;

use crate::engine::error::EngineError;

/// A path.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Whether arrays are looked into, and what is not there is no error.
    pub lax: bool,
    pub root: Node,
}

/// A part of a path that gives items.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `$`
    Context,
    /// `$name`
    Parameter(String),
    /// `@`
    Current,
    /// `last`, within a subscript.
    Last,
    Literal(Item<'static>),
    Member(Box<Node>, String),
    Members(Box<Node>),
    /// `..name`
    Descendants(Box<Node>, String),
    Items(Box<Node>),
    Subscripts(Box<Node>, Vec<(Node, Option<Node>)>),
    Filter(Box<Node>, Box<Condition>),
    Method(Box<Node>, Method),
    Sign(bool, Box<Node>),
    Arithmetic(char, Box<Node>, Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Abs,
    Ceiling,
    Double,
    Floor,
    Size,
    Type,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
    IsUnknown(Box<Condition>),
    Exists(Node),
    Compare(Comparison, Node, Node),
    StartsWith(Node, Node),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A path that was read, for as long as it stays the same.
#[derive(Default)]
pub struct Paths {
    last: Option<(String, Path)>,
}

impl Paths {
    pub fn get(&mut self, text: &str) -> Result<&Path, EngineError> {
        if self.last.as_ref().is_none_or(|(seen, _)| seen != text) {
            self.last = Some((text.to_owned(), read::path(text)?));
        }
        match &self.last {
            Some((_, path)) => Ok(path),
            None => Err(EngineError::system("a path that was just read")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str, path: &str) -> Result<String, String> {
        let path = read::path(path).map_err(|error| error.message)?;
        let items = follow(&path, json, &Parameters::default()).map_err(|error| format!("{error:?}"))?;
        Ok(items.iter().map(Item::json).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn paths_lead_to_items() {
        let json = r#"{"a":[{"b":1,"c":"x"},{"b":5},{"b":9}],"n":-7,"d":2.7,"s":"text","o":{"k":{"b":3}}}"#;
        for (path, expected) in [
            ("lax $.n", "-7"),
            ("lax $.a.b", "1 5 9"),
            ("lax $.a[*].b", "1 5 9"),
            ("strict $.a[*].b", "1 5 9"),
            ("lax $.a[1].b", "5"),
            ("lax $.a[last].b", "9"),
            ("lax $.a[last - 1, 0].b", "5 1"),
            ("lax $.a[1 to 5].b", "5 9"),
            ("lax $.a[7]", ""),
            ("lax $.n[0]", "-7"),
            ("lax $.missing.x", ""),
            ("lax $.a[*]?(@.b > 3).b", "5 9"),
            ("lax $.a?(@.b > 3 && @.b < 9).b", "5"),
            ("lax $.a?(!(@.b > 3) || @.b == 9).b", "1 9"),
            ("lax $.a?(exists(@.c)).b", "1"),
            ("lax $.a?(@.c starts with \"x\").b", "1"),
            ("lax $.a?((@.c > 3) is unknown).b", "1"),
            ("lax $..b", "1 5 9 3"),
            ("lax $.o.*", r#"{"b":3}"#),
            ("lax $.a.size()", "3"),
            ("lax $.s.type()", "\"string\""),
            ("lax $.n.abs() + 3 * 2", "13"),
            ("lax -$.n", "7"),
            ("lax $.n / 2", "-3"),
            ("lax $.n % 4", "-3"),
            ("lax $.d.floor()", "2.0"),
            ("lax $.d.ceiling()", "3.0"),
            ("lax \"5\".double()", "5.0"),
            ("lax $.\"n\"", "-7"),
            ("lax true", "true"),
        ] {
            assert_eq!(found(json, path).as_deref(), Ok(expected), "{path}");
        }
    }

    #[test]
    fn parentheses_are_not_read_without_end() {
        let nested = |levels: usize| {
            let condition = (0..levels).fold("@==1".to_owned(), |inner, _| format!("(@?({inner}))==1"));
            format!("lax $?({condition})")
        };
        assert_eq!(found("1", &nested(3)).as_deref(), Ok("1"));
        for levels in [14, 33] {
            let error = found("1", &nested(levels)).expect_err("too many ways to read it");
            assert!(error.contains("more than 10000 steps"), "{error}");
        }
        // What is long without being deep is read.
        let long = vec!["(@ == 1)"; 1000].join(" && ");
        assert_eq!(found("1", &format!("lax $?({long})")).as_deref(), Ok("1"));
    }

    #[test]
    fn strict_paths_miss_nothing_quietly() {
        for path in [
            "strict $.b",
            "strict $[*]",
            "strict $.a[9]",
            "strict $.a.b",
            "lax $.a + \"x\"",
            "lax 1 / 0",
            "lax $.a.b.floor() + $.a",
        ] {
            assert!(found(r#"{"a":[{"b":"x"}]}"#, path).is_err(), "{path}");
        }
        for path in [
            "$.a",
            "lax a",
            "lax $.",
            "lax $.a[",
            "lax $ ? (@)",
            "lax $.a like_regex \"x\"",
            "lax $.keyvalue()",
            "lax last",
        ] {
            assert!(read::path(path).is_err(), "{path}");
        }
    }
}
