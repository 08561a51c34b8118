//! Words of a command line that is to be typed: names come from services, and what a name says must not be done.

/// A text as one word of a shell. Plain names stay as they are.
pub fn word(text: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_-./:@%+=,".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    quoted(text)
}

/// A text as the last word of a command: one that looks like a flag is none.
pub fn last_word(text: &str) -> String {
    if text.starts_with('-') { format!("-- {}", word(text)) } else { word(text) }
}

/// A text in the quotes of a shell, be it plain or not.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A flag with its value: a value that looks like a flag is none.
pub fn option(flag: &str, value: &str) -> String {
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!("{flag}{between}{}", word(value))
}

/// A command with names in it, and its flags: a name that looks like a flag is none.
pub fn command(verb: &str, names: &[&str], flags: &str) -> String {
    let named = names.iter().map(|name| word(name)).collect::<Vec<_>>().join(" ");
    let is_like_flag = names.iter().any(|name| name.starts_with('-'));
    let parts = if is_like_flag { [verb, flags, "--", &named] } else { [verb, &named, flags, ""] };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words of a line that was made with [`word`].
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut current, mut is_quoted) = (Vec::new(), None::<String>, false);
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\'' => {
                is_quoted = !is_quoted;
                current.get_or_insert_default();
            }
            ' ' if !is_quoted => words.extend(current.take()),
            '\\' if !is_quoted => current.get_or_insert_default().extend(characters.next()),
            other => current.get_or_insert_default().push(other),
        }
    }
    words.extend(current);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_stay_and_others_are_one_word() {
        assert_eq!(word("s3://lake-raw/a=b/x.csv"), "s3://lake-raw/a=b/x.csv");
        assert_eq!(word(""), "''");
        assert_eq!(word("a b; rm -r $(x)"), "'a b; rm -r $(x)'");
        assert_eq!(word("it's"), r"'it'\''s'");
        assert_eq!(last_word("--yes"), "-- --yes");
    }

    #[test]
    fn names_and_values_are_no_flags() {
        assert_eq!(command("workgroup set", &["etl"], "--enforce"), "workgroup set etl --enforce");
        assert_eq!(command("workgroup set", &["--yes"], "--enforce"), "workgroup set --enforce -- --yes");
        assert_eq!(command("job logs", &["a; b", "-r"], ""), "job logs -- 'a; b' -r");
        assert_eq!(option("--on", "raw.t"), "--on raw.t");
        assert_eq!(option("--on", "-a b"), "--on='-a b'");
        assert_eq!(quoted("tag:a=it's"), r"'tag:a=it'\''s'");
    }

    proptest::proptest! {
        #[test]
        fn words_are_read_back(texts in proptest::collection::vec("[ -~]{0,12}|[\\PC]{0,8}", 1..6)) {
            let line: Vec<String> = texts.iter().map(|text| word(text)).collect();
            proptest::prop_assert_eq!(words(&line.join(" ")), texts);
        }
    }
}
