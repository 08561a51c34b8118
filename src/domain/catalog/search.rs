//! Where a table says something: its name, its columns, its comments, its parameters.

use super::Table;

/// A place in a table where a text was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// `name`, `description`, `column`, `partition key`, `comment` or `parameter`.
    pub place: &'static str,
    /// What stands there.
    pub text: String,
}

/// Every place where all the words stand, whatever their case. Best places first.
pub fn mentions(table: &Table, words: &[String]) -> Vec<Mention> {
    let holds = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(&word.to_lowercase()))
    };
    let mut found = Vec::new();
    let mut note = |place: &'static str, tested: &str, text: String| {
        if holds(tested) {
            found.push(Mention { place, text });
        }
    };
    let name = format!("{}.{}", table.database, table.name);
    note("name", &name, name.clone());
    if let Some(description) = &table.description {
        note("description", description, description.clone());
    }
    for (place, columns) in [("column", &table.columns), ("partition key", &table.partition_keys)] {
        for column in columns {
            note(place, &column.name, format!("{} {}", column.name, column.column_type));
            if let Some(comment) = &column.comment {
                note("comment", comment, format!("{}: {comment}", column.name));
            }
        }
    }
    for (name, value) in &table.parameters {
        note("parameter", &format!("{name}={value}"), format!("{name}={value}"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::ColumnList;

    #[test]
    fn names_columns_and_comments_are_searched() {
        let mut table = Table {
            database: "raw".to_owned(),
            name: "orders".to_owned(),
            columns: "customer_id bigint, total double".parse::<ColumnList>().unwrap().0,
            parameters: [("team".to_owned(), "Sales EU".to_owned())].into(),
            ..Table::default()
        };
        table.columns[1].comment = Some("Euros, VAT included".to_owned());
        let places = |text: &str| {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            mentions(&table, &words).into_iter().map(|mention| mention.place).collect::<Vec<_>>()
        };
        assert_eq!(places("ORDER"), ["name"]);
        assert_eq!(places("customer"), ["column"]);
        assert_eq!(places("vat euros"), ["comment"]);
        assert_eq!(places("eu"), ["comment", "parameter"]);
        assert_eq!(places("raw vat"), Vec::<&str>::new());
    }
}
