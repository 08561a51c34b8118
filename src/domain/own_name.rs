//! The name that this program is called by, in the texts that say what to type.

/// The name in all texts of the source.
pub const NAME: &str = "lakectl";

/// A text in which every command line begins with `program`. Only the word before something that is typed after it is
/// one: `lakectl table list`, `lakectl --local`; a path or a longer name that ends with it is not.
pub fn called(text: &str, program: &str) -> String {
    if program == NAME || !text.contains(NAME) {
        return text.to_owned();
    }
    let (mut found, mut rest, mut before) = (String::with_capacity(text.len() + 16), text, None);
    while let Some(at) = rest.find(NAME) {
        let (start, end) = rest.split_at(at);
        let after = &end[NAME.len()..];
        before = start.chars().next_back().or(before);
        let begins = before.is_none_or(|character| character.is_whitespace() || "`'\"(|&;".contains(character));
        let mut following = after.chars();
        let is_command = following.next() == Some(' ')
            && following.next().is_some_and(|character| character.is_ascii_lowercase() || "-[<".contains(character));
        found.push_str(start);
        found.push_str(if begins && is_command { program } else { NAME });
        before = Some('l');
        rest = after;
    }
    found.push_str(rest);
    found
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn command_lines_have_the_name_that_was_typed() {
        let told = called("see `lakectl table list`; (lakectl --local status)\n  lakectl db list", "lakectl-aws");
        assert_eq!(told, "see `lakectl-aws table list`; (lakectl-aws --local status)\n  lakectl-aws db list");
    }

    #[test]
    fn everything_else_stays() {
        for text in ["~/.lakectl.yaml", "/opt/lakectl bin", "lakectl-aws x", "of lakectl", "mylakectl x", "lakectl: 1"]
        {
            assert_eq!(called(text, "other"), text);
        }
        assert_eq!(called("lakectl x", "lakectl"), "lakectl x");
    }
}
