//! Colours by what a text is, mapped here and nowhere else. Every text reads the same without them.

use clap::builder::styling::{AnsiColor, Style, Styles};

/// Whether colours are wanted, as far as the environment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// On a terminal.
    #[default]
    Auto,
    /// Everywhere: `CLICOLOR_FORCE`.
    Always,
    /// Nowhere: `NO_COLOR`, `CLICOLOR=0`, `TERM=dumb`.
    Never,
}

impl Color {
    /// Whether to colour a stream that is, or is not, a terminal.
    pub fn on(self, is_terminal: bool) -> bool {
        match self {
            Self::Auto => is_terminal,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What went wrong.
    Error,
    /// What may be wrong.
    Warning,
    /// What to do next.
    Hint,
    /// A title: the header of a table, the name of a field.
    Heading,
    /// Something that is new, or well.
    Added,
    /// Something that is another than before.
    Changed,
    /// Something that is gone.
    Removed,
    /// What may be overlooked.
    Dim,
}

impl Role {
    const fn style(self) -> Style {
        match self {
            Self::Error => AnsiColor::Red.on_default().bold(),
            // Not bold: many terminals make that bright yellow, which cannot be read on a light ground.
            Self::Warning => AnsiColor::Yellow.on_default(),
            Self::Hint => AnsiColor::Cyan.on_default(),
            Self::Heading => Style::new().bold(),
            Self::Added => AnsiColor::Green.on_default(),
            Self::Changed => AnsiColor::Yellow.on_default(),
            Self::Removed => AnsiColor::Red.on_default(),
            Self::Dim => Style::new().dimmed(),
        }
    }

    /// The text in this role's colour.
    pub fn paint(self, text: &str) -> String {
        let style = self.style();
        format!("{style}{text}{style:#}")
    }

    /// The role of a line that a sign opens: `+`, `~`, `-`, `!`, `=` and a space.
    pub fn of_sign(line: &str) -> Option<Self> {
        let mut characters = line.trim_start().chars();
        let role = match characters.next()? {
            '+' => Self::Added,
            '~' => Self::Changed,
            '-' => Self::Removed,
            '!' => Self::Error,
            '=' => Self::Dim,
            _ => return None,
        };
        (characters.next() == Some(' ')).then_some(role)
    }
}

/// The same roles in the help and the usage errors of the command line.
pub const fn help() -> Styles {
    Styles::styled()
        .header(Role::Heading.style())
        .usage(Role::Heading.style())
        .error(Role::Error.style())
        .valid(Role::Hint.style())
        .invalid(Role::Warning.style())
        .context(Role::Dim.style())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_tell_what_a_line_is() {
        assert_eq!(Role::of_sign("+ bucket raw created"), Some(Role::Added));
        assert_eq!(Role::of_sign("    ~ tags: a -> b"), Some(Role::Changed));
        assert_eq!(Role::of_sign("-1 is a number"), None);
        assert_eq!(Role::of_sign("in account 1"), None);
    }

    #[test]
    fn paint_ends_where_the_text_ends() {
        assert_eq!(Role::Heading.paint("x"), "\u{1b}[1mx\u{1b}[0m");
    }
}
