//! The models' regular expressions, which are Java's and hold for the whole text.

use std::sync::OnceLock;

use fancy_regex::Regex;

/// Java's words for what the regular expressions here write in another way. Its classes are of ASCII, and a character
/// beyond 16 bits is two of its characters.
const WORDS: &[(&str, &str)] = &[
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\x{10000}-\x{10FFFF}"),
    (r"\w", "[A-Za-z0-9_]"),
    (r"\d", "[0-9]"),
    (r"\s", r"[ \t\n\x0B\f\r]"),
    (r"\S", r"[^ \t\n\x0B\f\r]"),
    (r"\_", "_"),
];

/// A pattern, made ready when it is first asked.
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// As the model writes it.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the whole text is of it. What cannot be decided holds.
    pub fn holds(&self, text: &str) -> bool {
        let regex = self.compiled.get_or_init(|| compile(self.source));
        regex.as_ref().is_none_or(|regex| regex.is_match(text).unwrap_or(true))
    }

    /// Whether it can be asked at all.
    #[cfg(test)]
    pub fn is_read(&self) -> bool {
        compile(self.source).is_some()
    }
}

/// A dot is also the end of a line: the registry takes definitions of several lines by `.*\S.*`.
fn compile(source: &str) -> Option<Regex> {
    let mut source = source.to_owned();
    for (java, ours) in WORDS {
        source = source.replace(java, ours);
    }
    let code = regex::Regex::new(r"\\u([0-9A-Fa-f]{4})").expect("the pattern is fixed");
    let source = code.replace_all(&source, r"\x{$1}");
    Regex::new(&format!(r"(?s)\A(?:{source})\z")).ok()
}
