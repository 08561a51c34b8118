//! What is typed at the prompt: statements over several lines, and commands for the prompt itself.

use clap::ValueEnum as _;

use crate::domain::query::sql::{positional_count, split};
use crate::settings::Format;

/// What to do with what was typed so far.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The statement goes on in the next line.
    More,
    /// Run this text.
    Run(String),
    /// `\d` and `\d NAME`
    Describe(Option<String>),
    /// `\timing`
    Timing,
    /// `\o FORMAT`
    Format(Format),
    /// `\?`
    Help,
    /// `\q`
    Quit,
    /// Nothing, with what is wrong.
    Wrong(String),
    /// Nothing at all.
    Nothing,
}

/// The lines of a statement that is not whole yet.
#[derive(Debug, Default)]
pub struct Input {
    lines: String,
}

impl Input {
    /// Whether a statement has begun.
    pub fn is_open(&self) -> bool {
        !self.lines.trim().is_empty()
    }

    /// Throws away what was typed.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// Takes a line.
    pub fn take(&mut self, line: &str) -> Action {
        let word = line.trim();
        if !self.is_open() {
            if word.is_empty() {
                return Action::Nothing;
            }
            if matches!(word.trim_end_matches(';').to_ascii_lowercase().as_str(), "exit" | "quit" | "help") {
                return command(word.trim_end_matches(';'));
            }
        }
        // In the middle of a statement as well, so that nobody is caught in one: SQL has no backslash outside quotes.
        if word.starts_with('\\') && !is_quoted(&self.lines) {
            return command(word.trim_end_matches(';'));
        }
        self.lines.push_str(line);
        self.lines.push('\n');
        if !is_ended(&self.lines) {
            return Action::More;
        }
        let text = std::mem::take(&mut self.lines);
        if positional_count(&text) > 0 {
            return Action::Wrong("`?` has no value at the prompt: write the value itself".to_owned());
        }
        if split(&text).is_empty() { Action::Nothing } else { Action::Run(text) }
    }
}

/// Whether the last thing in a text, comments aside, is a semicolon outside quotes: one more statement then begins anew.
fn is_ended(text: &str) -> bool {
    let pieces = split(text);
    let with_more = split(&format!("{text}\nx"));
    with_more.len() > pieces.len() && !text.trim().is_empty() && text.contains(';')
}

/// Whether what follows a text is within quotes or a comment: a semicolon there would not end a statement.
fn is_quoted(text: &str) -> bool {
    let ended = format!("{text};x");
    split(&ended).len() == split(text).len()
}

fn command(line: &str) -> Action {
    let (name, argument) = line.split_once(char::is_whitespace).map_or((line, ""), |(name, rest)| (name, rest.trim()));
    match (name.to_ascii_lowercase().as_str(), argument) {
        ("\\q" | "exit" | "quit", "") => Action::Quit,
        ("\\?" | "\\h" | "help", "") => Action::Help,
        ("\\timing", "") => Action::Timing,
        ("\\d" | "\\dt", "") => Action::Describe(None),
        ("\\d", name) => Action::Describe(Some(name.to_owned())),
        ("\\o", name) => match Format::from_str(name, true) {
            Ok(format) => Action::Format(format),
            Err(_) => Action::Wrong(format!("`{name}` is no format: \\o table, json, jsonl, csv, tsv or markdown")),
        },
        _ => Action::Wrong(format!("`{line}` is no command: \\? lists them")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_with_a_semicolon_outside_quotes() {
        let mut input = Input::default();
        assert_eq!(input.take("SELECT 1,"), Action::More);
        assert!(input.is_open());
        assert_eq!(input.take("  ';' AS x -- ;"), Action::More);
        assert_eq!(input.take("; -- done"), Action::Run("SELECT 1,\n  ';' AS x -- ;\n; -- done\n".to_owned()));
        assert!(!input.is_open());
        assert_eq!(input.take("SELECT 'a;"), Action::More);
        input.clear();
        assert_eq!(input.take("SELECT 1; SELECT 2"), Action::More);
        assert_eq!(input.take(";"), Action::Run("SELECT 1; SELECT 2\n;\n".to_owned()));
        assert_eq!(input.take(""), Action::Nothing);
        assert_eq!(input.take(";"), Action::Nothing);
    }

    #[test]
    fn commands_stand_on_a_line_of_their_own() {
        let mut input = Input::default();
        assert_eq!(input.take("\\d raw.people"), Action::Describe(Some("raw.people".to_owned())));
        assert_eq!(input.take(" \\timing "), Action::Timing);
        assert_eq!(input.take("\\o csv"), Action::Format(Format::Csv));
        assert!(matches!(input.take("\\o xml"), Action::Wrong(_)));
        assert!(matches!(input.take("\\x"), Action::Wrong(_)));
        assert_eq!(input.take("exit;"), Action::Quit);
        assert!(matches!(input.take("SELECT ?;"), Action::Wrong(_)));
        // In the middle of a statement, which stays; within quotes a backslash is text.
        assert_eq!(input.take("SELECT 1"), Action::More);
        assert_eq!(input.take("\\d"), Action::Describe(None));
        assert_eq!(input.take("\\q"), Action::Quit);
        assert_eq!(input.take("+ 1;"), Action::Run("SELECT 1\n+ 1;\n".to_owned()));
        assert_eq!(input.take("SELECT '"), Action::More);
        assert_eq!(input.take("\\q"), Action::More);
        assert_eq!(input.take("';"), Action::Run("SELECT '\n\\q\n';\n".to_owned()));
    }
}
