//! Rows as JSON objects, each value with its type.

use super::{RowColumn, Rows};
use crate::domain::query::batch::Row;
use crate::domain::query::typed::{Shape, is_json_literal, quote, rfc3339, write_nested};

/// The keys of a row's JSON object, quoted, with the colon, and what the values are.
pub struct Keys {
    keys: Vec<(String, Shape)>,
}

impl Keys {
    /// The keys for a stream of rows.
    pub fn of(rows: &dyn Rows) -> Self {
        let kinds = rows.kinds();
        let shapes = rows.columns().iter().enumerate().map(|(index, column)| match kinds.get(index) {
            Some(kind) => kind.shape(),
            None if column.is_literal => Shape::Literal,
            None => Shape::Text,
        });
        Self::new(rows.columns(), shapes)
    }

    /// Columns of the same name keep the first one's name and get a number after it.
    fn new(columns: &[RowColumn], shapes: impl Iterator<Item = Shape>) -> Self {
        let mut names: Vec<String> = Vec::with_capacity(columns.len());
        for column in columns {
            let mut name = column.name.clone();
            let mut number = 1;
            while names.contains(&name) {
                number += 1;
                name = format!("{}_{number}", column.name);
            }
            names.push(name);
        }
        let keys = names.into_iter().zip(shapes).map(|(name, shape)| {
            let mut key = Vec::new();
            quote(&mut key, &name);
            (String::from_utf8_lossy(&key).into_owned() + ":", shape)
        });
        Self { keys: keys.collect() }
    }

    /// Writes a row.
    pub fn object(&self, out: &mut Vec<u8>, row: Row<'_>) {
        out.push(b'{');
        for (index, ((key, shape), cell)) in self.keys.iter().zip(row.cells()).enumerate() {
            if index > 0 {
                out.push(b',');
            }
            out.extend_from_slice(key.as_bytes());
            match cell {
                None => out.extend_from_slice(b"null"),
                Some(text) => value(out, *shape, text),
            }
        }
        out.push(b'}');
    }
}

fn value(out: &mut Vec<u8>, shape: Shape, text: &str) {
    match shape {
        // The digits themselves: no number is rounded on the way.
        Shape::Literal if is_json_literal(text) => out.extend_from_slice(text.as_bytes()),
        Shape::Timestamp => match rfc3339(text) {
            Some(time) => quote(out, &time),
            None => quote(out, text),
        },
        Shape::Nested if write_nested(text, out) => {}
        Shape::Json if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() => {
            // Line ends stand only between tokens.
            out.extend(text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
        }
        _ => quote(out, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::batch::Batch;

    fn object(columns: &[(&str, Shape)], cells: &[Option<&str>]) -> String {
        let names: Vec<RowColumn> = columns
            .iter()
            .map(|(name, _)| RowColumn { name: (*name).to_owned(), is_literal: false, is_number: false })
            .collect();
        let keys = Keys::new(&names, columns.iter().map(|(_, shape)| *shape));
        let mut batch = Batch::new(columns.len());
        batch.push(cells);
        let mut out = Vec::new();
        batch.rows().for_each(|row| keys.object(&mut out, row));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_keep_their_digits_and_names_stay_apart() {
        let columns = [("n", Shape::Literal), ("n", Shape::Literal), ("t", Shape::Text), ("\"", Shape::Literal)];
        assert_eq!(
            object(&columns, &[Some("9007199254740993"), Some("NaN"), Some("1"), None]),
            r#"{"n":9007199254740993,"n_2":"NaN","t":"1","\"":null}"#
        );
    }

    #[test]
    fn values_have_the_types_of_their_columns() {
        let columns =
            [("at", Shape::Timestamp), ("list", Shape::Nested), ("doc", Shape::Json), ("broken", Shape::Json)];
        assert_eq!(
            object(&columns, &[Some("2026-01-31 10:00:00.000"), Some("[1, a]"), Some("{\"a\":\n 1}"), Some("{")]),
            r#"{"at":"2026-01-31T10:00:00.000Z","list":[1,"a"],"doc":{"a":  1},"broken":"{"}"#
        );
    }
}
