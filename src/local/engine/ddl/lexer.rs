//! The tokens of Hive DDL.

use crate::engine::error::{EngineError, Place};

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

/// A place in the characters.
struct Cursor<'a> {
    characters: &'a [char],
    at: usize,
    place: Place,
}

impl Cursor<'_> {
    /// Steps over one character.
    fn bump(&mut self) {
        if self.characters.get(self.at) == Some(&'\n') {
            self.place = Place { line: self.place.line + 1, column: 1 };
        } else {
            self.place.column += 1;
        }
        self.at += 1;
    }
}

/// Splits a statement into tokens, the last of which is `End`.
pub fn tokens(sql: &str) -> Result<Vec<Token>, EngineError> {
    let characters: Vec<char> = sql.chars().collect();
    let mut tokens = Vec::new();
    let mut cursor = Cursor { characters: &characters, at: 0, place: Place { line: 1, column: 1 } };
    while cursor.at < characters.len() {
        let character = characters[cursor.at];
        let next = characters.get(cursor.at + 1).copied();
        let start = cursor.place;
        let comment = match (character, next) {
            ('-', Some('-')) => Some(false),
            ('/', Some('*')) => Some(true),
            _ => None,
        };
        if character.is_whitespace() {
            cursor.bump();
        } else if let Some(block) = comment {
            while cursor.at < characters.len() {
                let ends = if block {
                    characters[cursor.at] == '*' && characters.get(cursor.at + 1) == Some(&'/')
                } else {
                    characters[cursor.at] == '\n'
                };
                cursor.bump();
                if ends {
                    if block {
                        cursor.bump();
                    }
                    break;
                }
            }
        } else if matches!(character, '\'' | '"' | '`') {
            cursor.bump();
            let mut text = String::new();
            loop {
                let Some(inner) = characters.get(cursor.at).copied() else {
                    return Err(EngineError::at("SYNTAX_ERROR", start, "quoted text without its end"));
                };
                cursor.bump();
                if inner == '\\' && character == '\'' {
                    let Some(escaped) = characters.get(cursor.at).copied() else { continue };
                    cursor.bump();
                    match escaped {
                        't' => text.push('\t'),
                        'n' => text.push('\n'),
                        'r' => text.push('\r'),
                        '\'' | '"' | '\\' => text.push(escaped),
                        '0'..='9' => {
                            // Three octal digits name a byte.
                            let mut digits = String::from(escaped);
                            while digits.len() < 3 && characters.get(cursor.at).is_some_and(char::is_ascii_digit) {
                                digits.push(characters[cursor.at]);
                                cursor.bump();
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
                    if characters.get(cursor.at) == Some(&character) {
                        cursor.bump();
                        text.push(character);
                    } else {
                        break;
                    }
                } else {
                    text.push(inner);
                }
            }
            tokens.push(Token {
                kind: if character == '\'' { Kind::Text(text) } else { Kind::Quoted(text) },
                place: start,
            });
        } else if character.is_alphanumeric() || character == '_' {
            let mut word = String::new();
            while characters.get(cursor.at).is_some_and(|c| c.is_alphanumeric() || *c == '_') {
                word.push(characters[cursor.at]);
                cursor.bump();
            }
            let number = word.bytes().all(|byte| byte.is_ascii_digit());
            tokens.push(Token { kind: if number { Kind::Number(word) } else { Kind::Word(word) }, place: start });
        } else {
            cursor.bump();
            tokens.push(Token { kind: Kind::Symbol(character), place: start });
        }
    }
    tokens.push(Token { kind: Kind::End, place: cursor.place });
    Ok(tokens)
}
