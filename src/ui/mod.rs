//! The terminal: answers on stdout, everything else on stderr, questions, progress.
//!
//! Invariants:
//! - Nothing else in the crate writes to stdout or stderr.
//! - Text from outside passes [`sanitize`] before it reaches a terminal.
//! - Without a terminal nothing is asked: the caller gets an error that names the flag.
//! - One display of progress at a time, on one line; whoever writes meanwhile writes above it.
//! - Colours come from [`role`] alone, after the sanitizer, and only where they are welcome.

pub mod editor;
mod progress;
pub mod role;

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use crate::domain::own_name;
use crate::error::{Error, Kind, Result};
pub use progress::Progress;
pub use role::{Color, Role};

/// The terminal of this process.
#[derive(Debug, Clone)]
pub struct Ui {
    quiet: bool,
    no_input: bool,
    color: Color,
    as_json: bool,
    /// The name that hints have for this program, where it is another.
    program: Option<Arc<str>>,
    shown: progress::Shown,
}

/// How something may look where it goes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Columns of the terminal; none when it is no terminal.
    pub width: Option<u16>,
    /// Whether colours are welcome.
    pub color: bool,
}

impl Look {
    /// The text in the colour of a role, where colours are welcome.
    pub fn paint(self, role: Role, text: &str) -> String {
        if self.color { role.paint(text) } else { text.to_owned() }
    }
}

impl Ui {
    /// A terminal with the caller's wishes. With `as_json`, stderr is for a program too: no status lines, and each
    /// warning and the error is one JSON object on a line.
    pub fn new(quiet: bool, no_input: bool, color: Color, as_json: bool) -> Self {
        Self { quiet: quiet || as_json, no_input, color, as_json, program: None, shown: progress::Shown::default() }
    }

    /// The same for a program that is called by this name.
    pub fn called(self, program: &str) -> Self {
        Self { program: (program != own_name::NAME).then(|| program.into()), ..self }
    }

    /// A text that says what to type, with the name that this program is called by.
    pub fn own(&self, text: &str) -> String {
        self.program.as_ref().map_or_else(|| text.to_owned(), |program| own_name::called(text, program))
    }

    /// Writes to stdout. A reader that went away is no failure of ours.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        self.shown.above(|| io::stdout().write_all(bytes)).map_err(output_error)
    }

    /// Flushes stdout.
    pub fn flush(&self) -> Result<()> {
        io::stdout().flush().map_err(output_error)
    }

    /// A line about what is being done; not with `--quiet`.
    pub fn status(&self, line: &str) {
        if !self.quiet {
            self.line(None, line);
        }
    }

    /// What to do next; not with `--quiet`.
    pub fn hint(&self, line: &str) {
        if !self.quiet {
            self.line(Some((Role::Hint, "hint: ")), &self.own(line));
        }
    }

    /// A warning.
    pub fn warn(&self, line: &str) {
        if self.as_json {
            return self.line(None, &serde_json::json!({ "schema_version": 1, "warning": line }).to_string());
        }
        self.line(Some((Role::Warning, "warning: ")), line);
    }

    /// A usage error, as the parser of the command line words it.
    pub fn usage(&self, text: &str) {
        self.line(None, text.trim_end());
    }

    /// A line of the call trace (`--verbose`).
    pub fn trace(&self, line: &str) {
        self.line(Some((Role::Dim, "")), line);
    }

    /// An error that ends the process.
    pub fn error(&self, error: &Error) {
        if error.kind() == Kind::ClosedPipe {
            return;
        }
        if self.as_json {
            let mut json = error.json();
            for hint in json["error"]["hints"].as_array_mut().into_iter().flatten() {
                *hint = self.own(hint.as_str().unwrap_or_default()).into();
            }
            return self.line(None, &json.to_string());
        }
        for line in error.lines() {
            let line = if line.starts_with("  hint:") { self.own(&line) } else { line };
            let prefix = ERROR_PREFIXES.iter().find(|(_, prefix)| line.starts_with(prefix));
            match prefix {
                Some((role, prefix)) => self.line(Some((*role, prefix)), &line[prefix.len()..]),
                None => self.line(None, &line),
            }
        }
    }

    /// A prefix has its role's colour; an empty one gives its colour to the whole line.
    fn line(&self, prefix: Option<(Role, &str)>, line: &str) {
        let line = if self.as_json { json_safe(line) } else { sanitize(line) };
        let colored = self.color.on(io::stderr().is_terminal()) && !self.as_json;
        let text = match prefix {
            None => line,
            Some((role, "")) if colored => role.paint(&line),
            Some((role, prefix)) if colored => format!("{}{line}", role.paint(prefix)),
            Some((_, prefix)) => format!("{prefix}{line}"),
        };
        // Nobody is left to be told when stderr is gone.
        drop(self.shown.above(|| writeln!(io::stderr(), "{text}")));
    }

    /// How an answer may look on stdout.
    pub fn look(&self) -> Look {
        Look { width: self.width(), color: self.color.on(io::stdout().is_terminal()) }
    }

    /// Whether stdout is a terminal.
    pub fn stdout_is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether the answer and what is said meanwhile are seen one below the other: what the answer says need not be said
    /// before.
    pub fn is_one_screen(&self) -> bool {
        io::stdout().is_terminal() && io::stderr().is_terminal() && !self.as_json
    }

    /// Columns of the terminal, when there is one.
    fn width(&self) -> Option<u16> {
        if !io::stdout().is_terminal() {
            return None;
        }
        let (_rows, columns) = dialoguer::console::Term::stdout().size_checked()?;
        (columns > 0).then_some(columns)
    }

    /// Whether a question can be asked.
    pub fn can_ask(&self) -> bool {
        !self.no_input && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks yes or no. Without a terminal: an error that names the flag.
    pub fn confirm(&self, question: &str, flag: &str) -> Result<bool> {
        if !self.can_ask() {
            return Err(
                Error::refused(format!("{question} needs a yes")).hint(format!("repeat the command with {flag}"))
            );
        }
        dialoguer::Confirm::new()
            .with_prompt(sanitize(question))
            .default(false)
            .interact()
            .map_err(|error| Error::failed("the question could not be asked").because(error))
    }

    /// Asks for a name to be typed. Without a terminal: an error that names the flag.
    pub fn confirm_name(&self, question: &str, name: &str, flag: &str) -> Result<bool> {
        if !self.can_ask() {
            return Err(Error::refused(format!("{question} needs the name to be typed"))
                .hint(format!("repeat the command with {flag}")));
        }
        let typed: String = dialoguer::Input::new()
            .with_prompt(format!("{}; type `{}` to go on", sanitize(question), sanitize(name)))
            .allow_empty(true)
            .interact_text()
            .map_err(|error| Error::failed("the question could not be asked").because(error))?;
        Ok(typed == name)
    }

    /// Asks for a text; what is not accepted is asked for again, with the reason.
    pub fn ask(&self, prompt: &str, default: &str, accept: &dyn Fn(&str) -> Result<(), String>) -> Result<String> {
        dialoguer::Input::<String>::new()
            .with_prompt(sanitize(prompt))
            .default(default.to_owned())
            .validate_with(|text: &String| accept(text))
            .interact_text()
            .map_err(|error| Error::failed("the question could not be asked").because(error))
    }

    /// Lets one of several be chosen: its position.
    pub fn choose(&self, prompt: &str, choices: &[String]) -> Result<usize> {
        dialoguer::Select::new()
            .with_prompt(sanitize(prompt))
            .items(choices)
            .default(0)
            .interact()
            .map_err(|error| Error::failed("the question could not be asked").because(error))
    }
}

/// The parts of an error's lines that have a colour of their own; see [`Error::lines`].
const ERROR_PREFIXES: &[(Role, &str)] =
    &[(Role::Error, "error:"), (Role::Dim, "  caused by:"), (Role::Dim, "  -->"), (Role::Hint, "  hint:")];

fn output_error(error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Error::new(Kind::ClosedPipe, "the reader of the output went away");
    }
    Error::failed("the output could not be written").because(error)
}

/// Whether a text has what the sanitizer makes visible.
pub fn is_hostile(text: &str) -> bool {
    text.chars().any(is_dangerous)
}

/// Makes control characters, escape sequences and direction overrides visible. Tabs and line feeds stay.
pub fn sanitize(text: &str) -> String {
    if !text.chars().any(is_dangerous) {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_dangerous(character) {
            clean.extend(character.escape_unicode());
        } else {
            clean.push(character);
        }
    }
    clean
}

/// The same in a JSON text: there each such character is in a string, and is written as JSON writes it.
pub fn json_safe(json: &str) -> String {
    if !json.chars().any(is_dangerous) {
        return json.to_owned();
    }
    let mut clean = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        // A raw carriage return can only stand between tokens.
        if is_dangerous(character) && character != '\r' {
            clean.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            clean.push(character);
        }
    }
    clean
}

/// As [`sanitize`], on one line: what stands on a line of its own must not come from outside.
pub fn one_line(text: &str) -> String {
    sanitize(text).replace('\n', "\\n")
}

/// Whether a character would act on a terminal, or make a text look like another one.
pub fn is_dangerous(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn json_stays_json() {
        let value = serde_json::json!({ "name\u{202e}": "a\u{9b}1m\u{7f}" });
        let safe = super::json_safe(&value.to_string());
        assert!(safe.contains("\\u202e") && safe.contains("\\u009b") && safe.contains("\\u007f"), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
    }

    #[test]
    fn no_escape_sequence_survives() {
        assert_eq!(sanitize("a\u{1b}[31mred\rb\u{202e}c\u{9b}1m"), "a\\u{1b}[31mred\\u{d}b\\u{202e}c\\u{9b}1m");
        assert_eq!(sanitize("plain\ttext\nÜ"), "plain\ttext\nÜ");
    }
}
