//! JSON of table files as a tree. Numbers keep their digits: what becomes a decimal or a text is not made a double first.

use std::collections::HashSet;
use std::fmt;

use crate::engine::json_number;

/// How deeply arrays and objects may be inside one another.
const DEEPEST: usize = 127;

/// Members of an object up to which they are compared with each other, not hashed.
const FEW_MEMBERS: usize = 16;

#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Null,
    Bool(bool),
    Integer(i64),
    Double(f64),
    /// As it is written.
    Number(Box<str>),
    Text(String),
    Array(Vec<Tree>),
    /// In the order of the file.
    Object(Vec<(String, Tree)>),
}

/// When two members of an object have the same name, and the row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    Allowed,
    /// The same characters.
    Refused,
    /// The same characters, whatever their case.
    RefusedInAnyCase,
}

impl Tree {
    /// Reads one value. An error tells what is wrong, and where in the text.
    pub fn read(text: &[u8], duplicates: Duplicates) -> Result<Self, String> {
        let text = std::str::from_utf8(text)
            .map_err(|error| format!("invalid unicode code point at column {}", error.valid_up_to() + 1))?;
        let mut reader = Reader { text, at: 0, duplicates };
        let value = reader.value(0)?;
        reader.blanks();
        if reader.at < text.len() { Err(reader.error("trailing characters")) } else { Ok(value) }
    }

    pub fn is_null(&self) -> bool {
        *self == Tree::Null
    }

    /// The members of an object.
    pub fn members(&self) -> Option<&[(String, Tree)]> {
        match self {
            Tree::Object(members) => Some(members),
            _ => None,
        }
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Tree::Null => f.write_str("null"),
            Tree::Bool(truth) => write!(f, "{truth}"),
            Tree::Integer(number) => write!(f, "{number}"),
            Tree::Double(number) if number.is_nan() => f.write_str("NaN"),
            Tree::Double(number) if number.is_infinite() => {
                f.write_str(if *number > 0.0 { "Infinity" } else { "-Infinity" })
            }
            Tree::Double(number) => serde_json::Value::from(*number).fmt(f),
            Tree::Number(text) => f.write_str(text),
            Tree::Text(text) => f.write_str(&quoted(text)),
            Tree::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if index == 0 { "[" } else { "," })?;
                }
                f.write_str(if items.is_empty() { "[]" } else { "]" })
            }
            Tree::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    write!(f, "{}{}:{value}", if index == 0 { "{" } else { "," }, quoted(name))?;
                }
                f.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    duplicates: Duplicates,
}

impl Reader<'_> {
    fn error(&self, what: impl fmt::Display) -> String {
        format!("{what} at column {}", self.at + 1)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Tree, String> {
        self.blanks();
        match self.peek() {
            None => Err(self.error("EOF while parsing a value")),
            Some(b'{' | b'[') if depth >= DEEPEST => Err(self.error("recursion limit exceeded")),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Tree::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => {
                for (word, value) in [("null", Tree::Null), ("true", Tree::Bool(true)), ("false", Tree::Bool(false))] {
                    if self.text[self.at..].starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err(self.error("expected value"))
            }
        }
    }

    /// Passes what stands between two items; says whether there is another.
    fn goes_on(&mut self, end: u8, what: &str) -> Result<bool, String> {
        self.blanks();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(false)
            }
            None => Err(self.error(format_args!("EOF while parsing {what}"))),
            Some(_) => Err(self.error(format_args!("expected `,` or `{}`", char::from(end)))),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Tree, String> {
        self.at += 1;
        self.blanks();
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Tree::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if !self.goes_on(b']', "a list")? {
                return Ok(Tree::Array(items));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Tree, String> {
        self.at += 1;
        self.blanks();
        let mut members: Vec<(String, Tree)> = Vec::new();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Tree::Object(members));
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                let what = if self.peek().is_none() { "EOF while parsing an object" } else { "key must be a string" };
                return Err(self.error(what));
            }
            let name = self.string()?;
            self.blanks();
            if self.peek() != Some(b':') {
                return Err(self.error("expected `:`"));
            }
            self.at += 1;
            members.push((name, self.value(depth + 1)?));
            if !self.goes_on(b'}', "an object")? {
                self.refuse_duplicates(&members)?;
                return Ok(Tree::Object(members));
            }
        }
    }

    fn refuse_duplicates(&self, members: &[(String, Tree)]) -> Result<(), String> {
        let any_case = match self.duplicates {
            Duplicates::Allowed => return Ok(()),
            Duplicates::Refused => false,
            Duplicates::RefusedInAnyCase => true,
        };
        let twice = |name: &str| {
            Err(format!("Duplicate key \"{}\"", if any_case { name.to_lowercase() } else { name.to_owned() }))
        };
        if members.len() <= FEW_MEMBERS {
            let same = |one: &str, other: &str| {
                one == other
                    || (any_case
                        && if one.is_ascii() && other.is_ascii() {
                            one.eq_ignore_ascii_case(other)
                        } else {
                            one.to_lowercase() == other.to_lowercase()
                        })
            };
            for (index, (name, _)) in members.iter().enumerate() {
                if members[..index].iter().any(|(before, _)| same(before, name)) {
                    return twice(name);
                }
            }
            return Ok(());
        }
        let mut seen = HashSet::with_capacity(members.len());
        for (name, _) in members {
            if !seen.insert(if any_case { name.to_lowercase() } else { name.clone() }) {
                return twice(name);
            }
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Tree, String> {
        let start = self.at;
        let passed = json_number::pass(self.text.as_bytes(), start);
        self.at = passed.map_or_else(|end| end, |(end, _)| end);
        let Ok((_, is_integer)) = passed else { return Err(self.error("invalid number")) };
        let text = &self.text[start..self.at];
        Ok(match text.parse::<i64>() {
            Ok(number) if is_integer && text != "-0" => Tree::Integer(number),
            _ => Tree::Number(text.into()),
        })
    }

    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|byte| byte != b'"' && byte != b'\\' && byte >= 0x20) {
                self.at += 1;
            }
            text.push_str(&self.text[start..self.at]);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escaped()?);
                }
                Some(_) => return Err(self.error("control character while parsing a string")),
                None => return Err(self.error("EOF while parsing a string")),
            }
        }
    }

    fn escaped(&mut self) -> Result<char, String> {
        let byte = self.peek().ok_or_else(|| self.error("EOF while parsing a string"))?;
        let plain = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                let first = self.unit()?;
                let second = |reader: &mut Self| {
                    let marked = reader.text[reader.at..].starts_with("\\u");
                    reader.at += if marked { 2 } else { 0 };
                    if marked { reader.unit() } else { Err(reader.error("lone leading surrogate in hex escape")) }
                };
                let units = if (0xd800..0xdc00).contains(&first) { vec![first, second(self)?] } else { vec![first] };
                return match char::decode_utf16(units).next() {
                    Some(Ok(character)) => Ok(character),
                    _ => Err(self.error("lone leading surrogate in hex escape")),
                };
            }
            _ => return Err(self.error("invalid escape")),
        };
        self.at += 1;
        Ok(plain)
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u16, String> {
        let digits =
            self.text.get(self.at..self.at + 4).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.error("invalid escape"))?;
        self.at += 4;
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Tree, String> {
        Tree::read(text.as_bytes(), Duplicates::Allowed)
    }

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            "null",
            "[true,false,null,-0,0,1.10,12345678901234567890123,1e5,-9223372036854775808]",
            r#"{"b":{"a":[],"a":{}},"":"x\"\\\n\u0001é😀"}"#,
        ] {
            assert_eq!(read(text).map(|tree| tree.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(read(r#" "\ud83d\ude00\/\u00e9" "#), Ok(Tree::Text("😀/é".to_owned())));
        assert_eq!(read("-7"), Ok(Tree::Integer(-7)));
    }

    #[test]
    fn the_same_texts_are_json_as_elsewhere() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        for text in [
            "",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,}",
            "{a:1}",
            "[1,]",
            "[1 2]",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "--1",
            "tru",
            "nulll",
            "\"\t\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"\\udc00\"",
            "\"\\u12\"",
            "\"é",
            "\u{feff}1",
            "1 2",
            "NaN",
            "\"\\u00e\u{e9}\"",
            " [ 1 , { \"a\" : [ ] } ] ",
            "\"\\u+123\"",
            deep(DEEPEST).as_str(),
            deep(DEEPEST + 1).as_str(),
        ] {
            let theirs = serde_json::from_str::<serde_json::Value>(text);
            assert_eq!(read(text).is_ok(), theirs.is_ok(), "{text:?}: {:?}, {theirs:?}", read(text));
        }
        assert!(Tree::read(b"\"\xff\"", Duplicates::Allowed).is_err());
    }

    #[test]
    fn a_name_is_there_once_where_it_must_be() {
        let twice = r#"{"a":{"Key":1,"key":2}}"#;
        let of = |text: &str, duplicates| Tree::read(text.as_bytes(), duplicates);
        assert!(of(twice, Duplicates::Allowed).is_ok() && of(twice, Duplicates::Refused).is_ok());
        assert_eq!(of(twice, Duplicates::RefusedInAnyCase), Err("Duplicate key \"key\"".to_owned()));
        assert!(of(r#"{"a":1,"a":2}"#, Duplicates::Refused).is_err());
        let many: Vec<String> = (0..20).map(|n| format!("\"k{n}\":{n}")).collect();
        assert!(of(&format!("{{{}}}", many.join(",")), Duplicates::RefusedInAnyCase).is_ok());
        assert!(of(&format!("{{{},\"K3\":1}}", many.join(",")), Duplicates::RefusedInAnyCase).is_err());
    }
}
