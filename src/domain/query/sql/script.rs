//! A script as statements, their parameters, and what kind of statement each is.

use super::Unreadable;

/// One statement of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its text, without the semicolon and without what only surrounds it.
    pub text: String,
    /// The line on which it begins, from 1.
    pub line: usize,
}

/// What running a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It reads data: it is charged by what it scans.
    Query,
    /// It asks the catalog: it costs nothing.
    Look,
    /// It reads data and writes some: INSERT, CREATE TABLE AS, UNLOAD, MERGE, …
    Write,
    /// It changes definitions: CREATE, ALTER, DROP, …
    Define,
    /// It runs a prepared statement, whatever that does.
    Execute,
}

impl Effect {
    /// Whether nothing is changed by it.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Query | Self::Look)
    }

    /// Whether it is charged by what it scans.
    pub fn scans(self) -> bool {
        matches!(self, Self::Query | Self::Write | Self::Execute)
    }
}

/// A stretch of a text that is read as a whole.
enum Stretch<'a> {
    /// Between quotes of some kind, or a comment.
    Closed(&'a str),
    /// A word, a number.
    Word(&'a str),
    /// One character.
    Other(char),
}

/// The next stretch, and whether it is a comment. Quotes within quotes are doubled; what is not closed runs to the end.
fn stretch(text: &str) -> Option<(Stretch<'_>, bool)> {
    let first = text.chars().next()?;
    let to = |end: Option<usize>, close: usize| &text[..end.map_or(text.len(), |end| end + close)];
    if text.starts_with("--") {
        return Some((Stretch::Closed(to(text.find('\n'), 0)), true));
    }
    if let Some(rest) = text.strip_prefix("/*") {
        return Some((Stretch::Closed(to(rest.find("*/").map(|at| at + 2), 2)), true));
    }
    if matches!(first, '\'' | '"' | '`') {
        let end = text[1..].find(first).map(|at| at + 1);
        return Some((Stretch::Closed(to(end, 1)), false));
    }
    if first.is_alphanumeric() || first == '_' {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        return Some((Stretch::Word(&text[..end]), false));
    }
    Some((Stretch::Other(first), false))
}

/// The statements of a script, one after each semicolon. Those that are empty, or comments alone, are left out.
pub fn split(script: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    // Where the statement's first word is, and where the part that belongs to it ends.
    let (mut begin, mut end, mut at) = (None::<usize>, 0, 0);
    let mut close = |begin: Option<usize>, end: usize| {
        if let Some(begin) = begin {
            let line = script[..begin].matches('\n').count() + 1;
            pieces.push(Piece { text: script[begin..end].to_owned(), line });
        }
    };
    while let Some((found, is_comment)) = stretch(&script[at..]) {
        let length = match found {
            Stretch::Closed(text) | Stretch::Word(text) => text.len(),
            Stretch::Other(';') => {
                close(begin.take(), end);
                at += 1;
                continue;
            }
            Stretch::Other(character) => character.len_utf8(),
        };
        let is_blank = matches!(found, Stretch::Other(c) if c.is_whitespace());
        // A comment before the statement is not part of it, one within it is.
        if !is_blank && !is_comment {
            begin.get_or_insert(at);
            end = at + length;
        }
        at += length;
    }
    close(begin, end);
    pieces
}

/// A statement whose `:name`s are `?`s, and the names in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedParameters {
    /// The statement with `?` in their places.
    pub sql: String,
    /// One for each `?`.
    pub names: Vec<String>,
}

/// Rewrites `:name` to `?`. A statement may have one kind of parameter only.
pub fn named_parameters(sql: &str) -> Result<NamedParameters, Unreadable> {
    let (mut out, mut names, mut at) = (String::with_capacity(sql.len()), Vec::new(), 0);
    let mut before = ' ';
    while let Some((found, _)) = stretch(&sql[at..]) {
        let length = match found {
            Stretch::Closed(text) | Stretch::Word(text) => text.len(),
            Stretch::Other(character) => character.len_utf8(),
        };
        let piece = &sql[at..at + length];
        at += length;
        let starts_name = |c: char| c.is_alphabetic() || c == '_';
        // `a:int` is a field of a struct type, not a parameter.
        let is_apart = !(before.is_alphanumeric() || matches!(before, ':' | '_' | '`' | '"'));
        if piece == ":" && is_apart && sql[at..].starts_with(starts_name) {
            let rest = &sql[at..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            names.push(rest[..end].to_owned());
            at += end;
            out.push('?');
        } else {
            out.push_str(piece);
        }
        before = piece.chars().next_back().unwrap_or(' ');
    }
    if !names.is_empty() && positional_count(sql) > 0 {
        return Err(Unreadable::new(format!("the statement has `?` as well as `:{}`: use one kind", names[0])));
    }
    Ok(NamedParameters { sql: out, names })
}

/// How many `?` a statement has outside quotes and comments.
pub fn positional_count(sql: &str) -> usize {
    let (mut count, mut at) = (0, 0);
    while let Some((found, _)) = stretch(&sql[at..]) {
        at += match found {
            Stretch::Closed(text) | Stretch::Word(text) => text.len(),
            Stretch::Other(character) => {
                count += usize::from(character == '?');
                character.len_utf8()
            }
        };
    }
    count
}

/// The words of a statement outside quotes, comments and parentheses, in upper case; an opening parenthesis stands for
/// itself.
fn outer_words(sql: &str) -> Vec<String> {
    let (mut words, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while let Some((found, _)) = stretch(&sql[at..]) {
        at += match found {
            Stretch::Closed(text) => text.len(),
            Stretch::Word(word) => {
                if depth == 0 {
                    words.push(word.to_ascii_uppercase());
                }
                word.len()
            }
            Stretch::Other(character) => {
                match character {
                    '(' => {
                        if depth == 0 {
                            words.push("(".to_owned());
                        }
                        depth += 1;
                    }
                    ')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                character.len_utf8()
            }
        };
    }
    words
}

/// The first word of a statement, in upper case.
pub fn first_word(sql: &str) -> String {
    outer_words(sql).into_iter().find(|word| word != "(").unwrap_or_default()
}

/// What running a statement does.
pub fn effect(sql: &str) -> Effect {
    let words = outer_words(sql);
    let at = |index: usize| words.get(index).map_or("", String::as_str);
    match at(0) {
        "SELECT" | "WITH" | "VALUES" | "TABLE" | "(" => Effect::Query,
        "SHOW" | "DESCRIBE" | "DESC" => Effect::Look,
        "EXPLAIN" => {
            let analyzes = words.iter().take(3).position(|word| word == "ANALYZE");
            let rest = words.iter().skip(analyzes.map_or(0, |index| index + 1));
            let writes =
                |word: &String| matches!(word.as_str(), "INSERT" | "CREATE" | "UNLOAD" | "MERGE" | "DELETE" | "UPDATE");
            match analyzes {
                None => Effect::Look,
                Some(_) if rest.clone().any(writes) => Effect::Write,
                Some(_) => Effect::Query,
            }
        }
        "INSERT" | "UNLOAD" | "MERGE" | "UPDATE" | "DELETE" | "OPTIMIZE" | "VACUUM" => Effect::Write,
        "CREATE" if at(1) == "TABLE" => {
            let selects = words.windows(2).any(|pair| {
                pair[0] == "AS" && matches!(pair[1].as_str(), "SELECT" | "WITH" | "(" | "VALUES" | "TABLE")
            });
            if selects { Effect::Write } else { Effect::Define }
        }
        "EXECUTE" => Effect::Execute,
        _ => Effect::Define,
    }
}
