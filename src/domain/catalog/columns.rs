//! Columns as an operator writes them: `id bigint, tags array<string>`.

use std::str::FromStr;

use super::TableColumn;
use crate::types::GlueType;

/// A list of columns with their types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnList(pub Vec<TableColumn>);

impl FromStr for ColumnList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns: Vec<TableColumn> = Vec::new();
        for part in split(text) {
            let part = part.trim();
            let (name, written) = part
                .split_once(|character: char| character.is_whitespace() || character == ':')
                .ok_or_else(|| format!("`{part}` is no column: write a name and a type, as in `id bigint`"))?;
            let column_type: GlueType =
                written.trim().parse().map_err(|error| format!("type of column `{name}`: {error}"))?;
            let name = name.to_lowercase();
            if columns.iter().any(|column| column.name == name) {
                return Err(format!("column `{name}` is there twice"));
            }
            columns.push(TableColumn { name, column_type: column_type.to_string(), comment: None });
        }
        Ok(Self(columns))
    }
}

/// Parts between commas that are not inside a type.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut begin) = (0_i32, 0);
    for (index, character) in text.char_indices() {
        match character {
            '<' | '(' => depth += 1,
            '>' | ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[begin..index]);
                begin = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::ColumnList;

    #[test]
    fn reads_nested_types() {
        let list: ColumnList = "Id bigint, price decimal(10,2), tags array<struct<k:string,v:int>>".parse().unwrap();
        let written: Vec<String> =
            list.0.iter().map(|column| format!("{} {}", column.name, column.column_type)).collect();
        assert_eq!(written, ["id bigint", "price decimal(10,2)", "tags array<struct<k:string,v:int>>"]);
        assert_eq!("a:int".parse::<ColumnList>().unwrap().0[0].column_type, "int");
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, named) in [("id", "`id`"), ("id nope", "`id`"), ("a int, A string", "`a`")] {
            let error = text.parse::<ColumnList>().unwrap_err();
            assert!(error.contains(named), "{text}: {error}");
        }
    }
}
