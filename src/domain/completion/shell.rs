//! The shells, and how each reads an argument.

use super::is_plain;

/// A shell that completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    Bash,
    Elvish,
    Fish,
    PowerShell,
    Zsh,
}

impl Shell {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Bash, Self::Elvish, Self::Fish, Self::PowerShell, Self::Zsh];

    /// Its name, as it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Elvish => "elvish",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
            Self::Zsh => "zsh",
        }
    }

    /// The shell of a program's path: `/usr/bin/zsh`.
    pub fn of_program(path: &str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let name = name.strip_suffix(".exe").unwrap_or(name);
        match name {
            "pwsh" => Some(Self::PowerShell),
            name => Self::ALL.into_iter().find(|shell| shell.name() == name),
        }
    }

    /// Whether it shows what a candidate is.
    pub fn shows_descriptions(self) -> bool {
        self != Self::Bash
    }

    /// A text so that the shell takes it for that text and nothing else, after an open quote if there is one. None when
    /// there is no such way. Bash inserts what it is given; the others quote by themselves.
    pub(super) fn written(self, text: &str, quote: Option<char>) -> Option<String> {
        if !text.chars().all(is_plain) {
            return None;
        }
        if self != Self::Bash {
            return Some(text.to_owned());
        }
        match quote {
            Some('\'') => (!text.contains('\'')).then(|| text.to_owned()),
            // `!` is read as history even there, and cannot be escaped without leaving the backslash behind.
            Some(_) if text.contains('!') => None,
            Some(_) => Some(escaped(text, |character| "$`\"\\".contains(character))),
            None => Some(escaped(text, |character| !character.is_alphanumeric() && !"._-/:@%+=,".contains(character))),
        }
    }
}

fn escaped(text: &str, special: impl Fn(char) -> bool) -> String {
    let mut written = String::with_capacity(text.len() + 4);
    for character in text.chars() {
        if special(character) {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_are_known_by_their_program() {
        assert_eq!(Shell::of_program("/usr/bin/zsh"), Some(Shell::Zsh));
        assert_eq!(Shell::of_program("C:\\Program Files\\pwsh.exe"), Some(Shell::PowerShell));
        assert_eq!(Shell::of_program("/bin/dash"), None);
    }
}
