//! The tokens of Hive DDL.

use crate::local::engine::error::{EngineError, Place};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A bare word, as written.
    Word(String),
    /// A name in backquotes or double quotes.
    Quoted(String),
    Text(String),
    Number(String),
    Symbol(char),
    End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub place: Place,
}

/// Splits a statement into tokens, the last of which is `End`.
pub fn tokens(sql: &str) -> Result<Vec<Token>, EngineError> {
    let characters: Vec<char> = sql.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    let (mut line, mut column) = (1, 1);
    let mut step = |at: &mut usize, characters: &[char]| {
        if characters[*at] == '\n' {
            line += 1;
            column = 1;
        } else {
            column += 1;
        }
        *at += 1;
        Place { line, column }
    };
    let mut place = Place { line: 1, column: 1 };
    while at < characters.len() {
        let character = characters[at];
        let next = characters.get(at + 1).copied();
        let start = place;
        let comment = match (character, next) {
            ('-', Some('-')) => Some(false),
            ('/', Some('*')) => Some(true),
            _ => None,
        };
        if character.is_whitespace() {
            place = step(&mut at, &characters);
        } else if let Some(block) = comment {
            while at < characters.len() {
                let ends = if block {
                    characters[at] == '*' && characters.get(at + 1) == Some(&'/')
                } else {
                    characters[at] == '\n'
                };
                place = step(&mut at, &characters);
                if ends {
                    if block {
                        place = step(&mut at, &characters);
                    }
                    break;
                }
            }
        } else if matches!(character, '\'' | '"' | '`') {
            place = step(&mut at, &characters);
            let mut text = String::new();
            loop {
                let Some(inner) = characters.get(at).copied() else {
                    return Err(EngineError::at("SYNTAX_ERROR", start, "quoted text without its end"));
                };
                place = step(&mut at, &characters);
                if inner == '\\' && character == '\'' {
                    let Some(escaped) = characters.get(at).copied() else { continue };
                    place = step(&mut at, &characters);
                    match escaped {
                        't' => text.push('\t'),
                        'n' => text.push('\n'),
                        'r' => text.push('\r'),
                        '\'' | '"' | '\\' => text.push(escaped),
                        '0'..='9' => {
                            // Three octal digits name a byte.
                            let mut digits = String::from(escaped);
                            while digits.len() < 3 && characters.get(at).is_some_and(char::is_ascii_digit) {
                                digits.push(characters[at]);
                                place = step(&mut at, &characters);
                            }
                            let value = u8::from_str_radix(&digits, 8).unwrap_or(b'?');
                            text.push(char::from(value));
                        }
                        other => {
                            text.push('\\');
                            text.push(other);
                        }
                    }
                } else if inner == character {
                    if characters.get(at) == Some(&character) {
                        place = step(&mut at, &characters);
                        text.push(character);
                    } else {
                        break;
                    }
                } else {
                    text.push(inner);
                }
            }
            tokens.push(Token { kind: if character == '\'' { Kind::Text(text) } else { Kind::Quoted(text) }, place: start });
        } else if character.is_alphanumeric() || character == '_' {
            let mut word = String::new();
            while characters.get(at).is_some_and(|c| c.is_alphanumeric() || *c == '_') {
                word.push(characters[at]);
                place = step(&mut at, &characters);
            }
            let number = word.bytes().all(|byte| byte.is_ascii_digit());
            tokens.push(Token { kind: if number { Kind::Number(word) } else { Kind::Word(word) }, place: start });
        } else {
            place = step(&mut at, &characters);
            tokens.push(Token { kind: Kind::Symbol(character), place: start });
        }
    }
    tokens.push(Token { kind: Kind::End, place });
    Ok(tokens)
}
