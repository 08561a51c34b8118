//! What can be completed at the prompt.

use crate::domain::catalog::Table;
use crate::domain::query::{FUNCTIONS, KEYWORDS};

/// The names that are known.
#[derive(Debug, Default)]
pub struct Words {
    names: Vec<String>,
}

impl Words {
    /// The names of a catalog: databases, tables, columns; those of the current database without it too.
    pub fn of(tables: &[Table], database: Option<&str>) -> Self {
        let mut names = Vec::new();
        for table in tables {
            names.push(table.database.clone());
            names.push(format!("{}.{}", table.database, table.name));
            if Some(table.database.as_str()) == database {
                names.push(table.name.clone());
            }
            names.extend(table.columns.iter().chain(&table.partition_keys).map(|column| column.name.clone()));
        }
        names.sort();
        names.dedup();
        Self { names }
    }

    /// What may stand in place of the last word of a text, and how many characters that word has.
    pub fn complete(&self, before: &str) -> (usize, Vec<String>) {
        let start = before
            .rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.'))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = &before[start..];
        // Behind an alias and a dot, columns come without it.
        let (skip, part) = match word.rsplit_once('.') {
            Some((alias, part)) if !self.names.iter().any(|name| name.starts_with(&format!("{alias}."))) => {
                (alias.chars().count() + 1, part)
            }
            _ => (0, word),
        };
        let length = word.chars().count() - skip;
        if part.is_empty() && skip == 0 {
            return (0, Vec::new());
        }
        let lower = part.to_lowercase();
        let is_lower = part.chars().next().is_some_and(char::is_lowercase);
        let mut found: Vec<String> = self.names.iter().filter(|name| name.starts_with(&lower)).cloned().collect();
        if skip == 0 {
            found.extend(FUNCTIONS.iter().filter(|name| name.starts_with(&lower)).map(|name| format!("{name}(")));
            let upper = part.to_uppercase();
            let keywords = KEYWORDS.iter().filter(|word| word.starts_with(&upper));
            found.extend(keywords.map(|word| if is_lower { word.to_lowercase() } else { (*word).to_owned() }));
        }
        (length, found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::TableColumn;

    #[test]
    fn tables_columns_keywords_and_functions_are_offered() {
        let column = |name: &str| TableColumn { name: name.to_owned(), column_type: "int".to_owned(), comment: None };
        let table = Table {
            database: "raw".to_owned(),
            name: "people".to_owned(),
            columns: vec![column("id"), column("name")],
            ..Table::default()
        };
        let words = Words::of(&[table], Some("raw"));
        assert_eq!(words.complete("SELECT na"), (2, vec!["name".to_owned()]));
        assert_eq!(words.complete("SELECT * FROM raw.p"), (5, vec!["raw.people".to_owned()]));
        assert_eq!(words.complete("SELECT p.na"), (2, vec!["name".to_owned()]));
        assert_eq!(words.complete("SELECT (row_n"), (5, vec!["row_number(".to_owned()]));
        assert_eq!(words.complete("SELE"), (4, vec!["SELECT".to_owned()]));
        assert_eq!(words.complete("sele"), (4, vec!["select".to_owned()]));
        assert_eq!(words.complete("SELECT "), (0, Vec::new()));
    }
}
