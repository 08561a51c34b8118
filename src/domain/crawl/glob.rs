//! Exclusion patterns: globs over the part of a key that follows the include path.
//!
//! `*` any text within a level, `**` any text across levels, `?` one character within a level, `[abc]` `[a-c]` `[!a]`
//! one character of a set, `{a,b}` alternatives (not nested), `\` takes the next character as it is. A leading dot is
//! an ordinary character.

use std::fmt;

/// A compiled exclusion pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob {
    pattern: String,
    /// One sequence for each way through the braces.
    alternatives: Sequences,
}

type Sequences = Vec<Vec<Token>>;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Char(char),
    One,
    Level,
    Across,
    Set { negated: bool, ranges: Vec<(char, char)> },
}

/// Why a pattern is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobError {
    pub pattern: String,
    pub message: &'static str,
}

impl fmt::Display for GlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exclusion pattern '{}': {}", self.pattern, self.message)
    }
}

impl std::error::Error for GlobError {}

/// More alternatives than this in one pattern is a mistake, or an attempt to use up memory.
const MAX_ALTERNATIVES: usize = 1024;

impl Glob {
    /// Compiles a pattern.
    pub fn new(pattern: &str) -> Result<Self, GlobError> {
        compile(pattern)
            .map(|alternatives| Self { pattern: pattern.to_owned(), alternatives })
            .map_err(|message| GlobError { pattern: pattern.to_owned(), message })
    }

    /// The pattern as it was written.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether the pattern matches the whole of `path`, which is relative to the include path.
    pub fn matches(&self, path: &str) -> bool {
        let path: Vec<char> = path.chars().collect();
        self.alternatives.iter().any(|tokens| matches(tokens, &path))
    }
}

fn compile(pattern: &str) -> Result<Sequences, &'static str> {
    let mut done: Sequences = vec![Vec::new()];
    // The sequences that begin before the open brace, and those of its alternatives that are complete.
    let mut brace: Option<(Sequences, Sequences)> = None;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let token = match c {
            '\\' => Token::Char(chars.next().ok_or("ends in a backslash")?),
            '*' if chars.peek() == Some(&'*') => {
                chars.next();
                Token::Across
            }
            '*' => Token::Level,
            '?' => Token::One,
            '[' => set(&mut chars)?,
            '{' => {
                if brace.is_some() {
                    return Err("braces cannot be nested");
                }
                brace = Some((done.clone(), Vec::new()));
                continue;
            }
            ',' | '}' if brace.is_some() => {
                let (before, mut complete) = brace.take().expect("the guard has just seen the brace");
                complete.append(&mut done);
                if complete.len() > MAX_ALTERNATIVES {
                    return Err("has too many alternatives");
                }
                if c == '}' {
                    done = complete;
                } else {
                    done = before.clone();
                    brace = Some((before, complete));
                }
                continue;
            }
            other => Token::Char(other),
        };
        for sequence in &mut done {
            sequence.push(token.clone());
        }
    }
    if brace.is_some() { Err("a brace is not closed") } else { Ok(done) }
}

fn set(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<Token, &'static str> {
    let negated = chars.next_if_eq(&'!').is_some();
    let mut ranges = Vec::new();
    loop {
        let first = match chars.next().ok_or("a bracket is not closed")? {
            ']' if !ranges.is_empty() => return Ok(Token::Set { negated, ranges }),
            '\\' => chars.next().ok_or("ends in a backslash")?,
            other => other,
        };
        let mut last = first;
        if chars.peek() == Some(&'-') {
            let mut ahead = chars.clone();
            ahead.next();
            if ahead.peek().is_some_and(|next| *next != ']') {
                chars.next();
                last = chars.next().ok_or("a bracket is not closed")?;
            }
        }
        if last < first {
            return Err("a range runs backwards");
        }
        ranges.push((first, last));
    }
}

/// Matches with a table of reachable positions instead of backtracking, so that no pattern takes exponential time.
fn matches(tokens: &[Token], path: &[char]) -> bool {
    let mut reachable = vec![false; path.len() + 1];
    reachable[0] = true;
    for token in tokens {
        let mut next = vec![false; path.len() + 1];
        for position in 0..=path.len() {
            match token {
                Token::Across | Token::Level => {
                    let goes_on =
                        position > 0 && next[position - 1] && (*token == Token::Across || path[position - 1] != '/');
                    next[position] = reachable[position] || goes_on;
                }
                _ => next[position] = position > 0 && reachable[position - 1] && takes(token, path[position - 1]),
            }
        }
        reachable = next;
    }
    reachable[path.len()]
}

fn takes(token: &Token, c: char) -> bool {
    match token {
        Token::Char(wanted) => *wanted == c,
        Token::One => c != '/',
        Token::Set { negated, ranges } => {
            c != '/' && ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)) != *negated
        }
        Token::Level | Token::Across => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_cases() {
        for (pattern, yes, no) in [
            ("departments/**", vec!["departments/a.json", "departments/x/y.csv"], vec!["employees/a.csv"]),
            (
                "departments/market*",
                vec!["departments/market.json", "departments/market-eu.csv"],
                vec!["departments/sales.csv", "departments/market/x.csv"],
            ),
            ("**.csv", vec!["a.csv", "a/b/c.csv"], vec!["a.csv.gz", "a.json"]),
            ("*.csv", vec!["a.csv"], vec!["a/b.csv"]),
            ("employees/*.csv", vec!["employees/a.csv"], vec!["employees/x/a.csv"]),
            (
                "2015/01/{[!0],0[8-9]}**",
                vec!["2015/01/10/a", "2015/01/31/b", "2015/01/08/a", "2015/01/09/x/y"],
                vec!["2015/01/01/a", "2015/01/07/a", "2015/02/08/a"],
            ),
            ("foo.?", vec!["foo.a"], vec!["foo.", "foo.ab", "foo./"]),
            ("myfolder**", vec!["myfolder", "myfolder/mydata.txt"], vec!["other"]),
            ("a\\*b", vec!["a*b"], vec!["axb"]),
            ("[.]x", vec![".x"], vec!["xx"]),
            ("[a-]", vec!["a", "-"], vec!["b"]),
            ("*", vec![".hidden"], vec!["a/b"]),
        ] {
            let glob = Glob::new(pattern).expect(pattern);
            for path in yes {
                assert!(glob.matches(path), "{pattern} should match {path}");
            }
            for path in no {
                assert!(!glob.matches(path), "{pattern} should not match {path}");
            }
        }
    }

    #[test]
    fn broken_patterns_are_refused() {
        for pattern in ["{a,{b}}", "{a", "[a", "a\\", "[z-a]"] {
            assert!(Glob::new(pattern).is_err(), "{pattern}");
        }
        assert!(Glob::new(&"{a,b}".repeat(30)).is_err());
    }

    #[test]
    fn many_stars_end_soon() {
        let glob = Glob::new(&"*a".repeat(40)).expect("a glob");
        assert!(!glob.matches(&"a".repeat(2000).replace("aaaa", "aaab/")));
    }
}
