//! The models' regular expressions, which are Java's and hold for the whole text.

use std::sync::{LazyLock, OnceLock};

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

/// How most patterns begin, those that allow all but control characters; the control characters that they do allow follow.
const PRINTABLE: &str = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF";

static CODE: LazyLock<regex::Regex> =
    LazyLock::new(|| regex::Regex::new(r"\\u([0-9A-Fa-f]{4})").expect("the pattern is fixed"));

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
        if let Some(holds) = printable(self.source, text) {
            return holds;
        }
        let regex = self.compiled.get_or_init(|| compile(self.source));
        regex.as_ref().is_none_or(|regex| regex.is_match(text).unwrap_or(true))
    }

    /// Whether it can be asked at all.
    #[cfg(test)]
    pub fn is_read(&self) -> bool {
        compile(self.source).is_some()
    }
}

/// The same without a regular expression, of the patterns that ask no more than `PRINTABLE`: each name and description
/// has one, and the expression takes longer to make ready than most operations take.
fn printable(source: &str, text: &str) -> Option<bool> {
    let controls = match source.strip_prefix(PRINTABLE)?.strip_suffix("]*")? {
        r"\t" => "\t",
        r"\r\t" => "\r\t",
        r"\r\n\t" => "\r\n\t",
        _ => return None,
    };
    let allowed = |found: char| (found >= ' ' && !matches!(found, '\u{FFFE}' | '\u{FFFF}')) || controls.contains(found);
    Some(text.chars().all(allowed))
}

/// A dot is also the end of a line: the registry takes definitions of several lines by `.*\S.*`.
fn compile(source: &str) -> Option<Regex> {
    let mut source = source.to_owned();
    for (java, ours) in WORDS {
        source = source.replace(java, ours);
    }
    let source = CODE.replace_all(&source, r"\x{$1}");
    Regex::new(&format!(r"(?s)\A(?:{source})\z")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printable_texts_are_those_of_the_expression() {
        let texts = [
            "", "a b", "a\tb", "a\rb", "a\nb", "\u{1}", "\u{7f}", "\u{d7ff}", "\u{e000}", "\u{fffd}", "\u{fffe}", "😀",
        ];
        for controls in [r"\t", r"\r\t", r"\r\n\t"] {
            let source = format!("{PRINTABLE}{controls}]*");
            let regex = compile(&source).unwrap();
            for text in texts {
                assert_eq!(printable(&source, text), Some(regex.is_match(text).unwrap()), "{source} {text:?}");
            }
        }
        assert_eq!(printable(&format!("{PRINTABLE}x]*"), "a"), None);
        assert_eq!(printable(".*", "a"), None);
    }
}
