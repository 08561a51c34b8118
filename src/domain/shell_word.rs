//! Words of a command line that is to be typed: names come from services, and what a name says must not be done.

/// A text as one word of a shell. Plain names stay as they are.
pub fn word(text: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_-./:@%+=,".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A text as the last word of a command: one that looks like a flag is none.
pub fn last_word(text: &str) -> String {
    if text.starts_with('-') { format!("-- {}", word(text)) } else { word(text) }
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

    proptest::proptest! {
        #[test]
        fn words_are_read_back(texts in proptest::collection::vec("[ -~]{0,12}|[\\PC]{0,8}", 1..6)) {
            let line: Vec<String> = texts.iter().map(|text| word(text)).collect();
            proptest::prop_assert_eq!(words(&line.join(" ")), texts);
        }
    }
}
