//! What may help after a failure, from the engine's message alone: it says what is wrong, and not what to do.

use super::words::{FUNCTIONS, KEYWORDS};
use crate::suggest::closest;

/// Words that are too short to tell what was meant by them.
const SHORT: usize = 3;

/// What to try next; nothing when the message says it all.
pub fn advice(message: &str) -> Option<String> {
    let quoted = |before: &str| message.split_once(before).and_then(|(_, rest)| rest.split('\'').next());
    if let Some(word) = quoted("mismatched input '") {
        return of_word(word);
    }
    if let Some(name) = quoted("Function '").filter(|_| message.contains("not registered")) {
        return Some(match closest(name, FUNCTIONS.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "all functions: https://docs.aws.amazon.com/athena/latest/ug/functions.html".to_owned(),
        });
    }
    if let Some((_, rest)) = message.split_once("Unexpected parameters (") {
        let (_, name) = rest.split_once(") for function ")?;
        let name = name.split(|character: char| !character.is_alphanumeric() && character != '_').next()?;
        return Some(format!(
            "`{name}` takes other arguments: count them, and CAST(… AS type) what is of another type"
        ));
    }
    let known = [
        (
            "must be an aggregate expression or appear in GROUP BY",
            "add it to GROUP BY, or take one of each group: arbitrary(…)",
        ),
        ("Cannot cast ", "TRY_CAST gives NULL for what cannot be cast"),
        ("Division by zero", "NULLIF(divisor, 0) gives NULL instead"),
    ];
    known.iter().find(|(part, _)| message.contains(part)).map(|(_, hint)| (*hint).to_owned())
}

/// About a word that stands where none like it can.
fn of_word(word: &str) -> Option<String> {
    if word == "<EOF>" {
        return Some("the statement ends before it is whole".to_owned());
    }
    if word.starts_with('`') {
        return Some("in queries names stand in double quotes; backquotes are for DDL".to_owned());
    }
    if KEYWORDS.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        return Some(format!("`{word}` is a word of the language: as a name it stands in double quotes"));
    }
    let near = closest(word, KEYWORDS.iter().copied()).filter(|_| word.len() >= SHORT)?;
    Some(format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::advice;

    #[test]
    fn a_failure_says_what_to_try() {
        for (message, wanted) in [
            ("SYNTAX_ERROR: line 1:1: mismatched input 'SELCT'. Expecting: an SQL statement", "did you mean `SELECT`?"),
            ("line 1:36: mismatched input '<EOF>'. Expecting: an expression", "the statement ends before it is whole"),
            (
                "line 1:8: mismatched input 'order'. Expecting: x",
                "`order` is a word of the language: as a name it stands in double quotes",
            ),
            ("FUNCTION_NOT_FOUND: line 1:8: Function 'uper' not registered", "did you mean `upper`?"),
            (
                "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer, integer) for function abs. Expected: abs(bigint)",
                "`abs` takes other arguments: count them, and CAST(… AS type) what is of another type",
            ),
            ("DIVISION_BY_ZERO: Division by zero", "NULLIF(divisor, 0) gives NULL instead"),
        ] {
            assert_eq!(advice(message).as_deref(), Some(wanted), "{message}");
        }
        assert!(advice("Function 'foo' not registered").is_some_and(|hint| hint.contains("functions.html")));
        assert_eq!(advice("line 1:8: mismatched input 'x'. Expecting: y"), None);
        assert_eq!(advice("HIVE_BAD_DATA: a file is broken"), None);
    }
}
