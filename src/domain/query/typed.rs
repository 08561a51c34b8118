//! Values of a result with their types: the service writes all of them as text.

use super::ResultColumn;

/// What the text of a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Whole and floating numbers and booleans, written as JSON writes them.
    Literal,
    /// A point in time, without a zone or with one.
    Timestamp,
    /// An array, a map or a row, written without quotes.
    Nested,
    /// A JSON document.
    Json,
    /// Anything else: texts, and decimals that most readers of JSON would round.
    Text,
}

impl ResultColumn {
    /// What its texts stand for.
    pub fn shape(&self) -> Shape {
        if self.is_literal() {
            return Shape::Literal;
        }
        let kind = self.kind.to_ascii_lowercase();
        match kind.split(['(', '<']).next().unwrap_or("").trim() {
            "timestamp" | "timestamp with time zone" => Shape::Timestamp,
            "array" | "map" | "row" | "struct" => Shape::Nested,
            "json" => Shape::Json,
            _ => Shape::Text,
        }
    }
}

/// A timestamp as RFC 3339 has it: `2026-01-31 10:00:00.000` is in UTC, as everything that the service calls now. None when
/// the zone is a name other than UTC, which has no offset of its own.
pub fn rfc3339(text: &str) -> Option<String> {
    let (date, rest) = text.split_once(' ')?;
    let (clock, zone) = rest.split_once(' ').unwrap_or((rest, "UTC"));
    let digits = |text: &str, separator: char, widths: &[usize]| {
        let parts: Vec<&str> = text.split(separator).collect();
        parts.len() == widths.len()
            && parts
                .iter()
                .zip(widths)
                .all(|(part, width)| part.len() == *width && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let is_time =
        digits(whole, ':', &[2, 2, 2]) && !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(date, '-', &[4, 2, 2]) || !is_time {
        return None;
    }
    let offset = match zone {
        "UTC" | "Z" | "+00:00" => "Z",
        other if other.starts_with(['+', '-']) && digits(&other[1..], ':', &[2, 2]) => other,
        _ => return None,
    };
    Some(format!("{date}T{clock}{offset}"))
}

/// Writes an array, a map or a row as JSON; false, with nothing written, when the text is none. The service quotes nothing,
/// so that a text with a comma and a blank in it looks like two.
pub fn write_nested(text: &str, out: &mut Vec<u8>) -> bool {
    let before = out.len();
    let mut reader = Nested { rest: text, out, depth: 0 };
    let is_whole = reader.value() == Some(()) && reader.rest.is_empty();
    if !is_whole {
        out.truncate(before);
    }
    is_whole
}

/// How deep values may nest.
const MOST_DEPTH: usize = 100;

struct Nested<'a, 'o> {
    rest: &'a str,
    out: &'o mut Vec<u8>,
    depth: usize,
}

impl Nested<'_, '_> {
    fn value(&mut self) -> Option<()> {
        match self.rest.as_bytes().first() {
            Some(b'[') => self.list(']'),
            Some(b'{') if self.has_keys() => self.object(),
            Some(b'{') => self.list('}'),
            _ => {
                let end = self.end();
                let (scalar, rest) = self.rest.split_at(end);
                self.rest = rest;
                self.scalar(scalar);
                Some(())
            }
        }
    }

    fn list(&mut self, close: char) -> Option<()> {
        self.open(b'[')?;
        let mut first = true;
        while !self.rest.starts_with(close) {
            if !first {
                self.rest = self.rest.strip_prefix(", ")?;
                self.out.push(b',');
            }
            first = false;
            self.value()?;
        }
        self.close(b']')
    }

    fn object(&mut self) -> Option<()> {
        self.open(b'{')?;
        let mut first = true;
        while !self.rest.starts_with('}') {
            if !first {
                self.rest = self.rest.strip_prefix(", ")?;
                self.out.push(b',');
            }
            first = false;
            let (key, rest) = self.rest.split_once('=')?;
            self.rest = rest;
            quote(self.out, key);
            self.out.push(b':');
            self.value()?;
        }
        self.close(b'}')
    }

    fn open(&mut self, bracket: u8) -> Option<()> {
        self.depth += 1;
        self.rest = self.rest.get(1..).filter(|_| self.depth <= MOST_DEPTH)?;
        self.out.push(bracket);
        Some(())
    }

    fn close(&mut self, bracket: u8) -> Option<()> {
        self.depth -= 1;
        self.rest = self.rest.get(1..)?;
        self.out.push(bracket);
        Some(())
    }

    /// Whether what stands between braces has names; a row without names has none. Nothing at all is a map.
    fn has_keys(&self) -> bool {
        let inside = &self.rest[1..];
        let end = inside.find(['=', ',', '[', '{', '}']).unwrap_or(inside.len());
        inside.starts_with('}') || inside[end..].starts_with('=')
    }

    /// Where a scalar ends.
    fn end(&self) -> usize {
        let ends =
            |(at, character): &(usize, char)| matches!(character, ']' | '}') || self.rest[*at..].starts_with(", ");
        self.rest.char_indices().find(ends).map_or(self.rest.len(), |(at, _)| at)
    }

    fn scalar(&mut self, text: &str) {
        match text {
            "null" => self.out.extend_from_slice(b"null"),
            literal if is_json_literal(literal) => self.out.extend_from_slice(literal.as_bytes()),
            text => quote(self.out, text),
        }
    }
}

/// A text as a JSON string.
pub fn quote(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("text can always be written to memory");
}

/// Whether JSON knows the text as a number or a boolean: NaN and the infinities it does not.
pub fn is_json_literal(text: &str) -> bool {
    if matches!(text, "true" | "false") {
        return true;
    }
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[whole..];
    if let [b'.', fraction @ ..] = rest {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', digits @ ..] => digits,
            digits => digits,
        };
        let count = digits(exponent);
        if count == 0 {
            return false;
        }
        rest = &exponent[count..];
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_those_of_json() {
        for yes in ["0", "-1", "1.0E10", "1.5e-3", "true", "123456789012345678901234567890"] {
            assert!(is_json_literal(yes), "{yes}");
            assert!(serde_json::from_str::<serde_json::Value>(yes).is_ok(), "{yes}");
        }
        for no in ["", "-", "01", "1.", ".5", "+1", "1E", "NaN", "Infinity", "True", "1 "] {
            assert!(!is_json_literal(no), "{no}");
        }
    }

    #[test]
    fn timestamps_are_those_of_rfc_3339() {
        assert_eq!(rfc3339("2026-01-31 10:00:00.123").as_deref(), Some("2026-01-31T10:00:00.123Z"));
        assert_eq!(rfc3339("2026-01-31 10:00:00.123 UTC").as_deref(), Some("2026-01-31T10:00:00.123Z"));
        assert_eq!(rfc3339("2026-01-31 10:00:00 +05:30").as_deref(), Some("2026-01-31T10:00:00+05:30"));
        for other in ["2026-01-31 10:00:00.123 Europe/Berlin", "2026-01-31", "10000-01-01 00:00:00.000", "x y"] {
            assert_eq!(rfc3339(other), None, "{other}");
        }
    }

    #[test]
    fn nested_values_are_structures() {
        let json = |text: &str| {
            let mut out = Vec::new();
            write_nested(text, &mut out).then(|| String::from_utf8(out).unwrap())
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(json("[1, null, 2.5]"), some("[1,null,2.5]"));
        assert_eq!(json("{a=1, b=[x, y z]}"), some("{\"a\":1,\"b\":[\"x\",\"y z\"]}"));
        assert_eq!(json("[{a=1}, {a=[]}]"), some("[{\"a\":1},{\"a\":[]}]"));
        assert_eq!(json("{John, 30}"), some("[\"John\",30]"));
        assert_eq!(json("{}"), some("{}"));
        assert_eq!(json("{k=\"q\", e==}"), some("{\"k\":\"\\\"q\\\"\",\"e\":\"=\"}"));
        for broken in ["[1, 2", "{a=1]", "[1]]", "[1,2"] {
            assert_eq!(json(broken), None, "{broken}");
        }
        assert_eq!(json(&"[".repeat(5000)), None);
    }

    #[test]
    fn shapes_follow_the_service_s_types() {
        let shape = |kind: &str| ResultColumn { kind: kind.to_owned(), ..ResultColumn::default() }.shape();
        assert_eq!(shape("bigint"), Shape::Literal);
        assert_eq!(shape("decimal"), Shape::Text);
        assert_eq!(shape("timestamp with time zone"), Shape::Timestamp);
        assert_eq!(shape("timestamp(3)"), Shape::Timestamp);
        assert_eq!((shape("row"), shape("array<int>")), (Shape::Nested, Shape::Nested));
        assert_eq!((shape("json"), shape("varchar"), shape("date")), (Shape::Json, Shape::Text, Shape::Text));
    }
}
