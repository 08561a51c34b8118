//! Rows of separated values, as far as checking them needs it.
//!
//! Source: RFC 4180; a quote in the middle of an unquoted field is a character, as every reader takes it.

/// What a row is, found while its bytes come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Fields so far.
    pub fields: usize,
    /// Lines that it takes.
    pub lines: u64,
    /// What is wrong with its quotes.
    pub problem: Option<&'static str>,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote within a quoted field: its end, or the first of two.
    Quote,
}

impl Default for Row {
    fn default() -> Self {
        Self { fields: 1, lines: 0, problem: None, place: Place::FieldStart }
    }
}

impl Row {
    /// Goes on through bytes; where the row ends, when it ends in them.
    pub fn scan(&mut self, bytes: &[u8], delimiter: u8) -> Option<usize> {
        for (at, &byte) in bytes.iter().enumerate() {
            match (self.place, byte) {
                (Place::Quoted, b'"') => self.place = Place::Quote,
                (Place::Quoted, b'\n') => self.lines += 1,
                (Place::Quoted, _) => {}
                (_, b'\n') => {
                    self.lines += 1;
                    return Some(at + 1);
                }
                (_, byte) if byte == delimiter => {
                    self.fields += 1;
                    self.place = Place::FieldStart;
                }
                (Place::FieldStart, b'"') | (Place::Quote, b'"') => self.place = Place::Quoted,
                (Place::Plain, _) => {}
                (Place::FieldStart, _) => self.place = Place::Plain,
                (Place::Quote, b'\r') => {}
                (Place::Quote, _) => {
                    self.problem = Some("there is text after a closing quote");
                    self.place = Place::Plain;
                }
            }
        }
        None
    }

    /// The file ends within the row.
    pub fn end(&mut self) {
        if self.place == Place::Quoted {
            self.problem = Some("a quote is opened and never closed");
        }
    }
}

/// The fields of a whole row, without their quotes.
#[derive(Debug)]
pub struct Fields<'a> {
    rest: Option<&'a [u8]>,
    delimiter: u8,
}

impl<'a> Fields<'a> {
    /// The fields of a row, with or without its line end.
    pub fn new(row: &'a [u8], delimiter: u8) -> Self {
        let row = row.strip_suffix(b"\n").unwrap_or(row);
        Self { rest: Some(row.strip_suffix(b"\r").unwrap_or(row)), delimiter }
    }
}

impl Iterator for Fields<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let rest = self.rest.take()?;
        let Some(quoted) = rest.strip_prefix(b"\"") else {
            let end = rest.iter().position(|byte| *byte == self.delimiter);
            self.rest = end.map(|end| &rest[end + 1..]);
            return Some(String::from_utf8_lossy(&rest[..end.unwrap_or(rest.len())]).into_owned());
        };
        let (mut field, mut at) = (Vec::new(), 0);
        while let Some(&byte) = quoted.get(at) {
            if byte != b'"' {
                field.push(byte);
            } else if quoted.get(at + 1) == Some(&b'"') {
                field.push(b'"');
                at += 1;
            } else {
                break;
            }
            at += 1;
        }
        let after = quoted.get(at + 1..).unwrap_or_default();
        self.rest = after.iter().position(|byte| *byte == self.delimiter).map(|end| &after[end + 1..]);
        Some(String::from_utf8_lossy(&field).into_owned())
    }
}

/// What stands between the fields, by the first row: what is there most often outside of quotes.
pub fn delimiter(name: &str, head: &[u8]) -> u8 {
    if super::stem_and_extension(name).1 == "tsv" {
        return b'\t';
    }
    let count = |delimiter: u8| {
        let mut row = Row::default();
        row.scan(head, delimiter);
        row.fields
    };
    // The first of equals: a file of one column has commas.
    [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_found() {
        assert_eq!(delimiter("x.csv", b"a;b;c\n1;2;3\n"), b';');
        assert_eq!(delimiter("x.csv", b"\"a;b\",c\n"), b',');
        assert_eq!(delimiter("x.csv", b"a|b|c"), b'|');
        assert_eq!(delimiter("x.csv", b"alone\n"), b',');
        assert_eq!(delimiter("x.tsv.gz", b"a,b"), b'\t');
    }

    #[test]
    fn fields_are_unquoted() {
        let fields = |row: &'static [u8]| Fields::new(row, b',').collect::<Vec<_>>();
        assert_eq!(fields(b"a,\"b,\"\"c\"\"\",,d\r\n"), ["a", "b,\"c\"", "", "d"]);
        assert_eq!(fields(b""), [""]);
        assert_eq!(fields(b"a,"), ["a", ""]);
    }
}
