//! A strict JSON parser that keeps the span of every value and every key, the order of members, and duplicates.

use super::Span;

/// How deep values may nest; the same bound as the strict parser that Rust programs use elsewhere.
const MAX_DEPTH: usize = 127;

/// A JSON value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Json {
    pub(crate) span: Span,
    pub(crate) kind: JsonKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum JsonKind {
    Null,
    Bool(bool),
    /// As it was written.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<Member>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Json,
}

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JsonError {
    pub(crate) offset: usize,
    pub(crate) message: String,
}

impl Json {
    /// The member of an object; the last of several, as parsers take it.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        self.members().iter().rev().find(|member| member.key == key).map(|member| &member.value)
    }

    /// The members; none when it is no object.
    pub(crate) fn members(&self) -> &[Member] {
        match &self.kind {
            JsonKind::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.kind {
            JsonKind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&[Json]> {
        match &self.kind {
            JsonKind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// What it is, in a word.
    pub(crate) fn kind_name(&self) -> &'static str {
        match &self.kind {
            JsonKind::Null => "null",
            JsonKind::Bool(_) => "a boolean",
            JsonKind::Number(_) => "a number",
            JsonKind::Text(_) => "a text",
            JsonKind::Array(_) => "an array",
            JsonKind::Object(_) => "an object",
        }
    }

    /// Whether two values say the same, wherever they stand. The order of members counts.
    pub(crate) fn same_as(&self, other: &Json) -> bool {
        match (&self.kind, &other.kind) {
            (JsonKind::Array(left), JsonKind::Array(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.same_as(right))
            }
            (JsonKind::Object(left), JsonKind::Object(right)) => {
                left.len() == right.len()
                    && left
                        .iter()
                        .zip(right)
                        .all(|(left, right)| left.key == right.key && left.value.same_as(&right.value))
            }
            (left, right) => left == right,
        }
    }
}

/// Reads a whole text as one value.
pub(crate) fn parse_json(text: &str) -> Result<Json, JsonError> {
    let mut parser = Parser { text, at: 0 };
    if text.starts_with('\u{feff}') {
        return Err(parser.error("the text begins with a byte order mark, which JSON does not have"));
    }
    let value = parser.value(0)?;
    parser.skip_space();
    if parser.at < text.len() {
        Err(parser.error("unexpected text after the end of the JSON value"))
    } else {
        Ok(value)
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn error(&self, message: impl Into<String>) -> JsonError {
        JsonError { offset: self.at, message: message.into() }
    }

    /// What stands here, for a message.
    fn found(&self) -> String {
        match self.text[self.at..].chars().next() {
            None => "the end of the text".to_owned(),
            Some(c) if c.is_control() => format!("'{}'", c.escape_debug()),
            Some(c) => format!("'{c}'"),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, JsonError> {
        if depth > MAX_DEPTH {
            return Err(self.error("values are nested too deep"));
        }
        self.skip_space();
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => JsonKind::Object(self.object(depth)?),
            Some(b'[') => JsonKind::Array(self.array(depth)?),
            Some(b'"') => JsonKind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => JsonKind::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Json { span: Span::new(start, self.at), kind })
    }

    fn word(&mut self) -> Result<JsonKind, JsonError> {
        let words = [("null", JsonKind::Null), ("true", JsonKind::Bool(true)), ("false", JsonKind::Bool(false))];
        let rest = &self.text[self.at..];
        match words.into_iter().find(|(word, _)| rest.starts_with(word)) {
            Some((word, kind)) => {
                self.at += word.len();
                Ok(kind)
            }
            None => Err(self.error(format!("expected a JSON value, found {}", self.found()))),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Vec<Member>, JsonError> {
        self.at += 1;
        let mut members = Vec::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(members);
        }
        loop {
            self.skip_space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.error(format!("expected a key between double quotes, found {}", self.found())));
            }
            let key = self.string()?;
            let key_span = Span::new(start, self.at);
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.error(format!("expected ':' after the key, found {}", self.found())));
            }
            self.at += 1;
            members.push(Member { key, key_span, value: self.value(depth + 1)? });
            if self.ends(b'}')? {
                return Ok(members);
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Json>, JsonError> {
        self.at += 1;
        let mut elements = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(elements);
        }
        loop {
            elements.push(self.value(depth + 1)?);
            if self.ends(b']')? {
                return Ok(elements);
            }
        }
    }

    /// After an element: takes the comma or the closing bracket; true for the bracket.
    fn ends(&mut self, close: u8) -> Result<bool, JsonError> {
        self.skip_space();
        match self.peek() {
            Some(b',') => self.at += 1,
            Some(found) if found == close => self.at += 1,
            _ => return Err(self.error(format!("expected ',' or '{}', found {}", char::from(close), self.found()))),
        }
        Ok(self.text.as_bytes()[self.at - 1] == close)
    }

    fn number(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        let digits = |parser: &mut Self| {
            let from = parser.at;
            while matches!(parser.peek(), Some(b'0'..=b'9')) {
                parser.at += 1;
            }
            if parser.at == from {
                Err(parser.error(format!("expected a digit, found {}", parser.found())))
            } else {
                Ok(())
            }
        };
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.error("a number cannot begin with 0"));
            }
        } else {
            digits(self)?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            digits(self)?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            digits(self)?;
        }
        Ok(self.text[start..self.at].to_owned())
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(|c: char| c == '"' || c == '\\' || (c as u32) < 0x20).unwrap_or(rest.len());
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(self.error("a control character in a text must be escaped")),
                None => return Err(self.error("the text is not closed")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let start = self.at;
        self.at += 1;
        let c = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let first = self.hex()?;
                let code = if (0xd800..0xdc00).contains(&first) && self.text[self.at..].starts_with("\\u") {
                    self.at += 2;
                    let second = self.hex()?;
                    0x10000
                        + ((first - 0xd800) << 10)
                        + second.checked_sub(0xdc00).filter(|low| *low < 0x400).unwrap_or(u32::MAX >> 1)
                } else {
                    first
                };
                return char::from_u32(code)
                    .ok_or(JsonError { offset: start, message: "half of a surrogate pair".to_owned() });
            }
            _ => return Err(JsonError { offset: start, message: "unknown escape".to_owned() }),
        };
        self.at += 1;
        Ok(c)
    }

    fn hex(&mut self) -> Result<u32, JsonError> {
        let digits =
            self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = digits
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| self.error("expected four hexadecimal digits"))?;
        self.at += 4;
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(json: &Json) -> serde_json::Value {
        match &json.kind {
            JsonKind::Null => serde_json::Value::Null,
            JsonKind::Bool(value) => (*value).into(),
            JsonKind::Number(text) => serde_json::from_str(text).expect("a number"),
            JsonKind::Text(text) => text.clone().into(),
            JsonKind::Array(elements) => elements.iter().map(plain).collect(),
            JsonKind::Object(members) => {
                members.iter().map(|member| (member.key.clone(), plain(&member.value))).collect()
            }
        }
    }

    #[test]
    fn keeps_places() {
        let text = "{\"a\": [1, \"x\"]}";
        let json = parse_json(text).expect("JSON");
        let array = json.get("a").expect("a member");
        assert_eq!(&text[array.span.start..array.span.end], "[1, \"x\"]");
        assert_eq!(json.members()[0].key_span, Span::new(1, 4));
    }

    #[test]
    fn says_where_it_breaks() {
        for (text, offset) in [
            ("", 0),
            ("{", 1),
            ("{\"a\" 1}", 5),
            ("[1,]", 3),
            ("01", 1),
            ("1.", 2),
            ("\"a\tb\"", 2),
            ("\"\\x\"", 1),
            ("\"\\ud800\"", 1),
            ("1 2", 2),
            ("nul", 0),
        ] {
            assert_eq!(parse_json(text).expect_err(text).offset, offset, "{text}");
        }
        assert!(parse_json(&"[".repeat(100_000)).is_err());
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json(text in "[\\[\\]{}:,\"0-9a-c.eE \\\\ntrufalsD8+-]{0,24}") {
            let ours = parse_json(&text);
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            // Numbers beyond the range of a double are the one difference: they are kept as text here.
            let out_of_range = theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
            prop_assert!(ours.is_ok() == theirs.is_ok() || out_of_range, "{:?} {:?}", ours, theirs);
            if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                prop_assert_eq!(plain(&ours), theirs);
            }
        }
    }
}
