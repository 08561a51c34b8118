//! Lines at the beginning and the end of text files that are no rows.
//!
//! Source: Trino's Hive connector, `skip.header.line.count` and `skip.footer.line.count`: both hold for every format of
//! lines, in each file; a file is not read in parts when more than its first line is left out.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead, BufReader, Read};

use super::read_line;
use crate::engine::error::EngineError;

/// The most bytes of a footer that are held back.
const LONGEST_FOOTER: usize = 64 << 20;

/// How many lines of each file are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineSkip {
    pub header: usize,
    pub footer: usize,
}

impl LineSkip {
    /// What the parameters of the SerDe say, or those of the table.
    pub fn of(serde: &BTreeMap<String, String>, table: &BTreeMap<String, String>) -> Result<Self, EngineError> {
        let count = |name: &str| match serde.get(name).or_else(|| table.get(name)) {
            None => Ok(0),
            Some(text) => text.trim().parse::<u32>().map(|count| count as usize).map_err(|_| {
                EngineError::user("HIVE_INVALID_METADATA", format_args!("Invalid value for {name} property: {text}"))
            }),
        };
        Ok(Self { header: count("skip.header.line.count")?, footer: count("skip.footer.line.count")? })
    }

    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }

    /// Whether a part of a file can be read without the others.
    pub fn is_splittable(self) -> bool {
        self.header <= 1 && self.footer == 0
    }

    /// The text between header and footer. A part of a file that is not its beginning has no header.
    pub fn open(
        self,
        mut input: Box<dyn BufRead + Send>,
        is_continued: bool,
    ) -> Result<Box<dyn BufRead + Send>, EngineError> {
        if !is_continued {
            let mut line = Vec::new();
            for _ in 0..self.header {
                if !read_line(input.as_mut(), &mut line)? {
                    break;
                }
            }
        }
        if self.footer == 0 {
            return Ok(input);
        }
        Ok(Box::new(BufReader::with_capacity(
            128 * 1024,
            WithoutFooter { input, footer: self.footer, held: VecDeque::new(), bytes: 0, given: Vec::new(), at: 0 },
        )))
    }
}

/// Gives a line when as many as the footer has are behind it.
struct WithoutFooter {
    input: Box<dyn BufRead + Send>,
    footer: usize,
    /// Lines with their ends.
    held: VecDeque<Vec<u8>>,
    /// How many bytes they have together.
    bytes: usize,
    given: Vec<u8>,
    at: usize,
}

impl Read for WithoutFooter {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.given.len() {
            let mut line = std::mem::take(&mut self.given);
            self.at = 0;
            line.clear();
            let room = (LONGEST_FOOTER + 1).saturating_sub(self.bytes);
            if self.input.by_ref().take(room as u64).read_until(b'\n', &mut line)? == 0 {
                return Ok(0);
            }
            self.bytes += line.len();
            if self.bytes > LONGEST_FOOTER {
                return Err(io::Error::other(EngineError::user(
                    "HIVE_CURSOR_ERROR",
                    format_args!("the footer of {} lines is longer than {} MB", self.footer, LONGEST_FOOTER >> 20),
                )));
            }
            self.held.push_back(line);
            if self.held.len() > self.footer
                && let Some(first) = self.held.pop_front()
            {
                self.bytes -= first.len();
                self.given = first;
            }
        }
        let count = out.len().min(self.given.len() - self.at);
        out[..count].copy_from_slice(&self.given[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, header: usize, footer: usize, is_continued: bool) -> String {
        let input = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let mut left = String::new();
        let mut open = LineSkip { header, footer }.open(input, is_continued).expect("an input");
        open.read_to_string(&mut left).expect("text");
        left
    }

    #[test]
    fn the_lines_between_are_kept() {
        let text = "a\nb\nc\nd";
        assert_eq!(kept(text, 0, 0, false), text);
        assert_eq!(kept(text, 2, 1, false), "c\n");
        assert_eq!(kept(text, 2, 0, true), text);
        assert_eq!(kept(text, 0, 3, false), "a\n");
        assert_eq!(kept(text, 9, 0, false), "");
        assert_eq!(kept(text, 1, 4, false), "");
        assert_eq!(kept("a\n\nb\n", 0, 1, false), "a\n\n");
        assert_eq!(kept("", 1, 1, false), "");
    }

    #[test]
    fn a_footer_has_bounds() {
        let input = Box::new(BufReader::new(io::repeat(b'x').take(1 << 30)));
        let mut open = LineSkip { header: 0, footer: 2 }.open(input, false).expect("an input");
        let error = open.read_to_end(&mut Vec::new()).expect_err("too long");
        assert!(error.to_string().contains("footer of 2 lines"), "{error}");
    }

    #[test]
    fn what_is_no_count_is_refused() {
        let of = |text: &str| {
            let parameters = BTreeMap::from([("skip.footer.line.count".to_owned(), text.to_owned())]);
            LineSkip::of(&BTreeMap::new(), &parameters).map(|skip| skip.footer).map_err(|error| error.message)
        };
        assert_eq!(of(" 2 "), Ok(2));
        for text in ["-1", "", "x", "99999999999"] {
            let error = of(text).expect_err("no count");
            assert!(error.ends_with(&format!("skip.footer.line.count property: {text}")), "{error}");
        }
    }
}
