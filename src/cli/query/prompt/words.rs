//! What can be completed at the prompt.

use crate::domain::catalog::Table;

/// Words of the language.
const KEYWORDS: &[&str] = &[
    "ALTER",
    "AND",
    "AS",
    "ASC",
    "BETWEEN",
    "BY",
    "CASE",
    "CAST",
    "CREATE",
    "CROSS",
    "CURRENT_DATE",
    "CURRENT_TIMESTAMP",
    "DATABASE",
    "DATE",
    "DESC",
    "DESCRIBE",
    "DISTINCT",
    "DROP",
    "ELSE",
    "END",
    "EXCEPT",
    "EXECUTE",
    "EXISTS",
    "EXPLAIN",
    "EXTERNAL",
    "FALSE",
    "FETCH",
    "FILTER",
    "FIRST",
    "FROM",
    "FULL",
    "GROUP",
    "HAVING",
    "IN",
    "INNER",
    "INSERT",
    "INTERSECT",
    "INTERVAL",
    "INTO",
    "IS",
    "JOIN",
    "LAST",
    "LEFT",
    "LIKE",
    "LIMIT",
    "MSCK",
    "NOT",
    "NULL",
    "NULLS",
    "OFFSET",
    "ON",
    "OR",
    "ORDER",
    "ORDINALITY",
    "OUTER",
    "OVER",
    "PARTITION",
    "PREPARE",
    "RECURSIVE",
    "REPAIR",
    "RIGHT",
    "ROWS",
    "SELECT",
    "SHOW",
    "TABLE",
    "TABLES",
    "THEN",
    "TIMESTAMP",
    "TRUE",
    "UNION",
    "UNLOAD",
    "UNNEST",
    "USING",
    "VALUES",
    "VIEW",
    "WHEN",
    "WHERE",
    "WITH",
];
/// Functions that are used most.
const FUNCTIONS: &[&str] = &[
    "abs",
    "all_match",
    "any_match",
    "approx_distinct",
    "approx_percentile",
    "arbitrary",
    "array_agg",
    "array_distinct",
    "array_join",
    "array_max",
    "array_min",
    "array_sort",
    "at_timezone",
    "avg",
    "cardinality",
    "ceil",
    "coalesce",
    "concat",
    "contains",
    "count",
    "count_if",
    "date_add",
    "date_diff",
    "date_format",
    "date_parse",
    "date_trunc",
    "element_at",
    "filter",
    "flatten",
    "floor",
    "from_iso8601_timestamp",
    "from_unixtime",
    "greatest",
    "histogram",
    "json_extract",
    "json_extract_scalar",
    "json_format",
    "json_parse",
    "lag",
    "lead",
    "least",
    "length",
    "listagg",
    "lower",
    "lpad",
    "map_agg",
    "map_keys",
    "map_values",
    "max",
    "max_by",
    "min",
    "min_by",
    "nullif",
    "rank",
    "reduce",
    "regexp_extract",
    "regexp_like",
    "regexp_replace",
    "replace",
    "round",
    "row_number",
    "rpad",
    "sequence",
    "slice",
    "split",
    "split_part",
    "starts_with",
    "strpos",
    "substr",
    "sum",
    "to_unixtime",
    "transform",
    "trim",
    "try",
    "typeof",
    "upper",
    "url_extract_host",
    "width_bucket",
    "zip",
];

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
