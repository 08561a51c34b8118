//! The clauses of `JSON_VALUE`, `JSON_QUERY` and `JSON_EXISTS`, and `FORMAT JSON` of the constructors, which the parser does not
//! know, as further arguments: texts that begin with a mark.

use sqlparser::tokenizer::{Span, Token, TokenWithSpan};

/// The beginning of a text that is a clause.
pub const MARK: char = '\u{1}';

/// The clause of a constructor that forbids a key to be there twice.
pub const UNIQUE_KEYS: &str = "WITH UNIQUE KEYS";

/// What is known of an open parenthesis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Other,
    /// Of a constructor, whose arguments begin at a place of what is made.
    Made {
        from: usize,
    },
    /// Of a function with a path; whether its PASSING is open, whether a value of it is JSON, and whether a DEFAULT is open.
    Path {
        passing: bool,
        is_json: bool,
        default: bool,
    },
}

/// The word at a place, in upper case; none for names in quotes.
fn word(token: Option<&TokenWithSpan>) -> Option<String> {
    match token.map(|token| &token.token) {
        Some(Token::Word(word)) if word.quote_style.is_none() => Some(word.value.to_uppercase()),
        _ => None,
    }
}

fn is_blank(token: &TokenWithSpan) -> bool {
    matches!(token.token, Token::Whitespace(_))
}

/// The places of the next tokens that are no blanks, the one at `from` first.
fn plain(tokens: &[TokenWithSpan], from: usize, count: usize) -> Vec<usize> {
    (from..tokens.len()).filter(|place| !is_blank(&tokens[*place])).take(count).collect()
}

/// Whether words stand at a place; where they end.
fn words(tokens: &[TokenWithSpan], from: usize, wanted: &[&str]) -> Option<usize> {
    let places = plain(tokens, from, wanted.len());
    let fits = places.len() == wanted.len()
        && places.iter().zip(wanted).all(|(place, wanted)| word(tokens.get(*place)).as_deref() == Some(*wanted));
    if fits { places.last().map(|last| last + 1) } else { None }
}

fn mark(text: &str, span: Span) -> [TokenWithSpan; 2] {
    let text = Token::SingleQuotedString(format!("{MARK}{text}"));
    [Token::Comma, text].map(|token| TokenWithSpan { token, span })
}

/// A clause of fixed words, and where it ends.
fn fixed(tokens: &[TokenWithSpan], at: usize) -> Option<(&'static str, usize)> {
    const CLAUSES: &[(&[&str], &str)] = &[
        (&["NULL", "ON", "EMPTY"], "NULL ON EMPTY"),
        (&["NULL", "ON", "ERROR"], "NULL ON ERROR"),
        (&["ERROR", "ON", "EMPTY"], "ERROR ON EMPTY"),
        (&["ERROR", "ON", "ERROR"], "ERROR ON ERROR"),
        (&["TRUE", "ON", "ERROR"], "TRUE ON ERROR"),
        (&["FALSE", "ON", "ERROR"], "FALSE ON ERROR"),
        (&["UNKNOWN", "ON", "ERROR"], "UNKNOWN ON ERROR"),
        (&["EMPTY", "ARRAY", "ON", "EMPTY"], "EMPTY ARRAY ON EMPTY"),
        (&["EMPTY", "ARRAY", "ON", "ERROR"], "EMPTY ARRAY ON ERROR"),
        (&["EMPTY", "OBJECT", "ON", "EMPTY"], "EMPTY OBJECT ON EMPTY"),
        (&["EMPTY", "OBJECT", "ON", "ERROR"], "EMPTY OBJECT ON ERROR"),
        (&["ON", "EMPTY"], "ON EMPTY"),
        (&["ON", "ERROR"], "ON ERROR"),
        (&["WITHOUT", "ARRAY", "WRAPPER"], "WITHOUT WRAPPER"),
        (&["WITHOUT", "WRAPPER"], "WITHOUT WRAPPER"),
        (&["WITH", "UNCONDITIONAL", "ARRAY", "WRAPPER"], "WITH WRAPPER"),
        (&["WITH", "UNCONDITIONAL", "WRAPPER"], "WITH WRAPPER"),
        (&["WITH", "CONDITIONAL", "ARRAY", "WRAPPER"], "CONDITIONAL WRAPPER"),
        (&["WITH", "CONDITIONAL", "WRAPPER"], "CONDITIONAL WRAPPER"),
        (&["WITH", "ARRAY", "WRAPPER"], "WITH WRAPPER"),
        (&["WITH", "WRAPPER"], "WITH WRAPPER"),
        (&["KEEP", "QUOTES", "ON", "SCALAR", "STRING"], "KEEP QUOTES"),
        (&["KEEP", "QUOTES"], "KEEP QUOTES"),
        (&["OMIT", "QUOTES", "ON", "SCALAR", "STRING"], "OMIT QUOTES"),
        (&["OMIT", "QUOTES"], "OMIT QUOTES"),
    ];
    CLAUSES.iter().find_map(|(wanted, text)| words(tokens, at, wanted).map(|end| (*text, end)))
}

/// The type behind RETURNING, and where it ends.
fn returned(tokens: &[TokenWithSpan], at: usize) -> (String, usize) {
    let (mut text, mut depth, mut end) = (String::new(), 0_usize, at);
    while let Some(token) = tokens.get(end) {
        match &token.token {
            Token::LParen => depth += 1,
            Token::RParen if depth == 0 => break,
            Token::RParen => depth -= 1,
            _ => {}
        }
        let begins = depth == 0
            && (fixed(tokens, end).is_some()
                || matches!(word(Some(token)).as_deref(), Some("DEFAULT" | "FORMAT" | "PASSING")));
        if begins {
            break;
        }
        text.push_str(&token.token.to_string());
        end += 1;
    }
    (text.split_whitespace().collect::<Vec<_>>().join(" "), end)
}

/// Makes arguments of clauses.
pub fn rewrite(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let named = tokens.iter().any(|token| word(Some(token)).is_some_and(|word| word.starts_with("JSON_")));
    if !named {
        return tokens;
    }
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut open: Vec<Open> = Vec::new();
    let mut before: Option<String> = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let span = token.span;
        match &token.token {
            Token::LParen => open.push(match before.as_deref() {
                Some("JSON_VALUE" | "JSON_QUERY" | "JSON_EXISTS") => {
                    Open::Path { passing: false, is_json: false, default: false }
                }
                Some("JSON_OBJECT" | "JSON_ARRAY") => Open::Made { from: out.len() + 1 },
                _ => Open::Other,
            }),
            Token::LBracket => open.push(Open::Other),
            Token::RParen | Token::RBracket => drop(open.pop()),
            _ => {}
        }
        let clause = match (open.last_mut(), word(Some(token)).as_deref()) {
            (Some(Open::Made { .. }), Some("FORMAT")) => words(&tokens, at, &["FORMAT", "JSON"]).map(|end| {
                let text = Token::SingleQuotedString(format!("{MARK}FORMAT JSON"));
                (vec![Token::StringConcat, text].into_iter().map(|token| TokenWithSpan { token, span }).collect(), end)
            }),
            (Some(Open::Made { from }), Some(first @ ("WITH" | "WITHOUT"))) => {
                let end =
                    words(&tokens, at, &[first, "UNIQUE", "KEYS"]).or_else(|| words(&tokens, at, &[first, "UNIQUE"]));
                if end.is_some() && first == "WITH" {
                    // The first argument: it may stand behind a clause that the parser knows, where none may follow.
                    let [comma, text] = mark(UNIQUE_KEYS, span);
                    drop(out.splice(*from..*from, [text, comma]));
                }
                end.map(|end| (Vec::new(), end))
            }
            (Some(Open::Path { passing, is_json, default }), Some(first)) => match first {
                "PASSING" => {
                    *passing = true;
                    let mut marks = mark("PASSING", span).to_vec();
                    marks.push(TokenWithSpan { token: Token::Comma, span });
                    Some((marks, at + 1))
                }
                "FORMAT" => words(&tokens, at, &["FORMAT", "JSON"]).map(|end| {
                    *is_json = *passing;
                    (Vec::new(), end)
                }),
                "AS" if *passing => match plain(&tokens, at, 2).as_slice() {
                    [_, name] => match &tokens[*name].token {
                        Token::Word(label) => {
                            // Names are in upper case unless they are in quotes; those of paths are as they are.
                            let label = match label.quote_style {
                                Some(_) => label.value.clone(),
                                None => label.value.to_uppercase(),
                            };
                            let kind = if std::mem::take(is_json) { "JSON AS" } else { "AS" };
                            Some((mark(&format!("{kind} {label}"), span).to_vec(), name + 1))
                        }
                        _ => None,
                    },
                    _ => None,
                },
                "RETURNING" => {
                    *passing = false;
                    let (kind, end) = returned(&tokens, at + 1);
                    let marks = mark("RETURNING", span).into_iter().chain(mark(&kind, span)).collect();
                    Some((marks, end))
                }
                "DEFAULT" => {
                    (*passing, *default) = (false, true);
                    let mut marks = mark("DEFAULT", span).to_vec();
                    marks.push(TokenWithSpan { token: Token::Comma, span });
                    Some((marks, at + 1))
                }
                // The value of a DEFAULT goes on to its ON.
                _ if *default && first != "ON" => None,
                _ => fixed(&tokens, at).map(|(text, end)| {
                    (*passing, *default) = (false, false);
                    (mark(text, span).to_vec(), end)
                }),
            },
            _ => None,
        };
        if let Some((marks, end)) = clause {
            out.extend(marks);
            before = None;
            at = end;
            continue;
        }
        if !is_blank(token) {
            before = word(Some(token));
        }
        out.push(token.clone());
        at += 1;
    }
    out
}
