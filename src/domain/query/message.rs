//! What can be read from the engine's message: where in the statement, and which name it did not know.

/// A place in the statement; both count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The first place that a message names: `line 1:8: …`.
pub fn position(message: &str) -> Option<Position> {
    message.match_indices("line ").find_map(|(at, word)| {
        let rest = &message[at + word.len()..];
        let (line, rest) = number(rest)?;
        let (column, _) = number(rest.strip_prefix(':')?)?;
        (line > 0 && column > 0).then_some(Position { line, column })
    })
}

fn number(text: &str) -> Option<(usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// The line of the statement and a caret under the column; none when the place is not in the statement.
pub fn pointer(sql: &str, place: Position) -> Option<[String; 2]> {
    let line = sql.lines().nth(place.line - 1)?;
    let before: String = line.chars().take(place.column - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    (place.column <= line.chars().count() + 1).then(|| [line.to_owned(), format!("{before}^")])
}

/// The database that a statement names and that is not there.
pub fn unknown_database(message: &str) -> Option<&str> {
    let (name, after) = message.split("Schema '").nth(1)?.split_once('\'')?;
    after.contains("does not exist").then_some(name)
}

/// The column that a statement names and that is not there, or not for the caller; without its table.
pub fn unknown_column(message: &str) -> Option<&str> {
    let (name, after) = message.split_once("Column '")?.1.split_once('\'')?;
    after.starts_with(" cannot be resolved").then(|| name.rsplit('.').next().unwrap_or(name))
}

/// The table that does not exist: `(database, table)`, where the message names one.
pub fn unknown_name(message: &str) -> Option<(Option<String>, String)> {
    let rest = message.split("Table '").nth(1).or_else(|| message.split("table '").nth(1))?;
    let (name, after) = rest.split_once('\'')?;
    if !after.contains("does not exist") && !after.contains("not found") {
        return None;
    }
    let mut parts: Vec<&str> = name.split('.').collect();
    let table = parts.pop().filter(|table| !table.is_empty())?;
    Some((parts.pop().map(str::to_owned), table.to_owned()))
}
