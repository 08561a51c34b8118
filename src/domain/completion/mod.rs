//! Completion of command lines: what a shell hands over, which names are wanted, how they are written back.
//!
//! Invariants:
//! - A candidate never changes what the shell does with the line: what a shell would read as anything but text is quoted
//!   for that shell, and what cannot be written so is left out.
//! - No candidate has a character that acts on a terminal.

mod kind;
mod line;
mod shell;

pub use kind::Kind;
pub use line::{Cut, cut};
pub use shell::Shell;

/// Something that may stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The whole argument.
    pub value: String,
    /// What it is, on one line; may be empty.
    pub about: String,
    /// Whether more follows without a space: a folder, `--flag=`.
    pub is_open: bool,
}

impl Candidate {
    /// A candidate that ends the argument.
    pub fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Self { value: value.into(), about: about.into(), is_open: false }
    }

    /// A candidate after which more is typed.
    pub fn open(value: impl Into<String>, about: impl Into<String>) -> Self {
        Self { is_open: true, ..Self::new(value, about) }
    }
}

/// What is offered at the cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// The candidates; those that do not begin with what is typed are dropped.
    pub candidates: Vec<Candidate>,
    /// Whether the shell is to offer files as well.
    pub files: bool,
}

/// More than anybody reads, and less than slows a shell down.
const AT_MOST: usize = 1_000;

/// The offer as the shell's script reads it. The first line is about all: `files` when the shell offers files too, `open`
/// when no space follows a lone candidate, `-` for neither. Then a line for each candidate, with what it is behind a tab.
pub fn written(offer: &Offer, shell: Shell, cut: &Cut) -> String {
    let mut fitting: Vec<&Candidate> =
        offer.candidates.iter().filter(|candidate| candidate.value.starts_with(&cut.typed)).collect();
    fitting.sort();
    fitting.dedup_by(|one, other| one.value == other.value);
    let mut text = String::new();
    text.push_str(if offer.files { "files" } else { "-" });
    if !fitting.is_empty() && fitting.iter().all(|candidate| candidate.is_open) {
        text.push_str(" open");
    }
    text.push('\n');
    for candidate in fitting.into_iter().take(AT_MOST) {
        let Some(kept) = candidate.value.get(cut.kept..) else { continue };
        let Some(value) = shell.written(kept, cut.quote) else { continue };
        text.push_str(&value);
        if shell.shows_descriptions() && !candidate.about.is_empty() {
            text.push('\t');
            text.push_str(&one_line(&candidate.about));
        }
        text.push('\n');
    }
    text
}

/// A description without anything that acts on a terminal or ends the line.
fn one_line(text: &str) -> String {
    text.chars().take(100).map(|character| if is_plain(character) { character } else { ' ' }).collect()
}

/// Whether a character is only text to a terminal.
pub(crate) fn is_plain(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(values: &[&str]) -> Offer {
        Offer { candidates: values.iter().map(|value| Candidate::new(*value, "a thing")).collect(), files: false }
    }

    #[test]
    fn what_does_not_begin_as_typed_is_not_offered() {
        let cut = Cut { typed: "ra".to_owned(), ..Cut::default() };
        assert_eq!(written(&offer(&["raw", "curated", "rare", "raw"]), Shell::Bash, &cut), "-\nrare\nraw\n");
        assert_eq!(written(&offer(&["raw"]), Shell::Zsh, &cut), "-\nraw\ta thing\n");
        assert_eq!(written(&offer(&[]), Shell::Bash, &cut), "-\n");
    }

    #[test]
    fn names_that_would_act_on_a_shell_or_a_terminal_are_text_or_left_out() {
        let hostile = offer(&["$(touch x)", "`id`", "a;b", "a\u{1b}[31mb", "a\nb", "a\u{202e}b", "a b"]);
        let bash = written(&hostile, Shell::Bash, &Cut::default());
        assert_eq!(bash, "-\n\\$\\(touch\\ x\\)\n\\`id\\`\na\\ b\na\\;b\n");
        let quoted = Cut { quote: Some('\''), ..Cut::default() };
        assert_eq!(written(&offer(&["it's", "$x"]), Shell::Bash, &quoted), "-\n$x\n");
    }

    #[test]
    fn a_shell_that_breaks_words_gets_the_rest_only() {
        let cut = Cut { typed: "s3://r".to_owned(), kept: 3, quote: None };
        let places = Offer { candidates: vec![Candidate::open("s3://raw/", "")], files: true };
        assert_eq!(written(&places, Shell::Bash, &cut), "files open\n//raw/\n");
    }
}
