//! JSON text without a tree: values are slices of it, numbers keep their digits.

use std::fmt::Write as _;

use crate::engine::{format, json_number};

/// How deeply values may be inside one another.
const DEEPEST: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// The kind of a value, by its first character.
pub fn kind(value: &str) -> Option<Kind> {
    Some(match value.trim_start().as_bytes().first()? {
        b'n' => Kind::Null,
        b't' | b'f' => Kind::Boolean,
        b'"' => Kind::String,
        b'[' => Kind::Array,
        b'{' => Kind::Object,
        b'-' | b'0'..=b'9' => Kind::Number,
        _ => return None,
    })
}

/// Where one is in a text.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    fn number(&mut self) -> Option<()> {
        (self.at, _) = json_number::pass(self.text.as_bytes(), self.at).ok()?;
        Some(())
    }

    /// Passes a string; gives it with its quotes.
    fn quoted(&mut self) -> Option<&'a str> {
        let start = self.at;
        self.eat(b'"')?;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return self.text.get(start..self.at);
                }
                b'\\' => {
                    self.at += 1;
                    match self.peek()? {
                        b'u' => {
                            let digits = self.text.get(self.at + 1..self.at + 5)?;
                            u16::from_str_radix(digits, 16).ok()?;
                            self.at += 5;
                        }
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
                        _ => return None,
                    }
                }
                byte if byte < 0x20 => return None,
                _ => self.at += 1,
            }
        }
    }

    /// Passes a value; gives its text.
    fn value(&mut self) -> Option<&'a str> {
        self.blanks();
        let start = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'n' => self.word("null")?,
            b't' => self.word("true")?,
            b'f' => self.word("false")?,
            b'"' => {
                self.quoted()?;
            }
            b'[' => self.array(|cursor| cursor.value().map(drop))?,
            b'{' => self.object(|cursor, _| cursor.value().map(drop))?,
            _ => self.number()?,
        }
        self.depth -= 1;
        self.text.get(start..self.at)
    }

    fn array(&mut self, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(b'[')?;
        if self.eat(b']').is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.eat(b',').is_none() {
                return self.eat(b']');
            }
        }
    }

    fn object(&mut self, mut member: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.eat(b'{')?;
        if self.eat(b'}').is_some() {
            return Some(());
        }
        loop {
            self.blanks();
            let name = self.quoted()?;
            self.eat(b':')?;
            member(self, name)?;
            if self.eat(b',').is_none() {
                return self.eat(b'}');
            }
        }
    }
}

/// The items of an array; none for any other value, or none at all.
pub fn items(text: &str) -> Option<Vec<&str>> {
    let mut cursor = Cursor::new(text);
    let mut items = Vec::new();
    cursor.array(|cursor| cursor.value().map(|item| items.push(item)))?;
    cursor.blanks();
    (cursor.at == text.len()).then_some(items)
}

/// The members of an object, their names decoded.
pub fn members(text: &str) -> Option<Vec<(String, &str)>> {
    let mut cursor = Cursor::new(text);
    let mut members = Vec::new();
    cursor.object(|cursor, name| {
        let value = cursor.value()?;
        members.push((string(name)?, value));
        Some(())
    })?;
    cursor.blanks();
    (cursor.at == text.len()).then_some(members)
}

/// The text of a string.
pub fn string(quoted: &str) -> Option<String> {
    serde_json::from_str(quoted.trim()).ok()
}

/// Writes a string with its quotes.
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            control if control < ' ' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// The text without blanks, and with sorted keys when asked; none when it is no JSON.
pub fn canonical(text: &str, sorted: bool) -> Option<String> {
    let mut cursor = Cursor::new(text);
    let value = cursor.value()?;
    cursor.blanks();
    if cursor.at != text.len() {
        return None;
    }
    let mut out = String::with_capacity(value.len());
    write(value, sorted, &mut out)?;
    Some(out)
}

fn write(value: &str, sorted: bool, out: &mut String) -> Option<()> {
    match kind(value)? {
        Kind::Null | Kind::Boolean => out.push_str(value),
        Kind::String => quote(&string(value)?, out),
        Kind::Number if value.contains(['.', 'e', 'E']) => format::java_double(value.parse().ok()?, out),
        Kind::Number => out.push_str(value),
        Kind::Array => {
            out.push('[');
            for (index, item) in items(value)?.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, sorted, out)?;
            }
            out.push(']');
        }
        Kind::Object => {
            let mut members = members(value)?;
            if sorted {
                // Of members of one name the last one counts.
                members.reverse();
                members.sort_by(|a, b| a.0.cmp(&b.0));
                members.dedup_by(|later, kept| later.0 == kept.0);
            }
            out.push('{');
            for (index, (name, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                quote(&name, out);
                out.push(':');
                write(member, sorted, out)?;
            }
            out.push('}');
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_canonical() {
        for (text, expected) in [
            (" { \"b\" : 1.10 , \"a\":[1, 2 ,{}] } ", Some("{\"a\":[1,2,{}],\"b\":1.1}")),
            ("\"a\\u0041\\n\"", Some("\"aA\\n\"")),
            ("123456789012345678901234567890", Some("123456789012345678901234567890")),
            ("1e3", Some("1000.0")),
            ("{\"a\":1,\"b\":0,\"a\":2}", Some("{\"a\":2,\"b\":0}")),
            ("[1,]", None),
            ("{\"a\":1} x", None),
            ("nul", None),
            ("01", None),
            ("", None),
        ] {
            assert_eq!(canonical(text, true).as_deref(), expected, "{text}");
        }
        assert_eq!(canonical(&"[".repeat(100_000), true), None);
    }
}
