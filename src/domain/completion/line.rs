//! What is typed so far, as the shell hands it over.

/// The argument at the cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cut {
    /// What is typed of it, without quotes.
    pub typed: String,
    /// How many bytes of it the shell keeps as they are, because it takes them for another word.
    pub kept: usize,
    /// The quote that is still open.
    pub quote: Option<char>,
}

/// Splits a line of bash, up to the cursor, into its arguments; the last one is what is being typed. `breaks` are the
/// characters at which readline begins a new word (`COMP_WORDBREAKS`): what is typed before the last of them stays.
pub fn cut(line: &str, breaks: &str) -> (Vec<String>, Cut) {
    let (mut words, mut word, mut started) = (Vec::new(), String::new(), false);
    let (mut quote, mut kept) = (None, 0);
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some('\''), _) => word.push(character),
            (Some(_), '\\') => match characters.next() {
                // In double quotes a backslash is itself before most characters.
                Some(next) if "$`\"\\".contains(next) => word.push(next),
                Some(next) => word.extend(['\\', next]),
                None => word.push('\\'),
            },
            (Some(_), _) => word.push(character),
            (None, '\\') => {
                word.extend(characters.next());
                started = true;
            }
            (None, '\'' | '"') => {
                (quote, started) = (Some(character), true);
                // Inside quotes nothing breaks a word, and the quote itself is where readline's word begins.
                kept = word.len();
            }
            (None, ' ' | '\t' | '\n') => {
                if started || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                (started, kept) = (false, 0);
            }
            (None, _) => {
                word.push(character);
                if breaks.contains(character) {
                    kept = word.len();
                }
            }
        }
    }
    words.push(word.clone());
    (words, Cut { typed: word, kept, quote })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BREAKS: &str = " \t\n\"'><=;|&(:";

    fn words(line: &str) -> Vec<String> {
        cut(line, BREAKS).0
    }

    #[test]
    fn lines_are_split_as_the_shell_does() {
        assert_eq!(words("lakectl bucket "), ["lakectl", "bucket", ""]);
        assert_eq!(words("lakectl  query 'SELECT 1' --work"), ["lakectl", "query", "SELECT 1", "--work"]);
        assert_eq!(words(r#"lakectl a\ b "c\"d" e"#), ["lakectl", "a b", "c\"d", "e"]);
        assert_eq!(words("lakectl '' x"), ["lakectl", "", "x"]);
    }

    #[test]
    fn what_readline_keeps_is_counted() {
        assert_eq!(cut("x s3://ra", BREAKS).1, Cut { typed: "s3://ra".to_owned(), kept: 3, quote: None });
        assert_eq!(cut("x --output=js", BREAKS).1.kept, "--output=".len());
        assert_eq!(cut("x \"s3://ra", BREAKS).1, Cut { typed: "s3://ra".to_owned(), kept: 0, quote: Some('"') });
        assert_eq!(cut("x s3://raw/y z", BREAKS).1.kept, 0);
        assert_eq!(cut("x user@ho", "@").1.kept, 5);
    }
}
