//! What kind of statement a text is, the way Athena tells: by its leading keywords.

/// Athena's `StatementType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementType {
    Ddl,
    Dml,
    Utility,
}

impl StatementType {
    /// The word of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            StatementType::Ddl => "DDL",
            StatementType::Dml => "DML",
            StatementType::Utility => "UTILITY",
        }
    }
}

/// A statement's type and its `SubstatementType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Classification {
    pub statement_type: StatementType,
    pub substatement: &'static str,
}

impl Classification {
    /// Whether results are a CSV with a header; otherwise they are lines of text, or nothing.
    pub fn is_query(self) -> bool {
        self.substatement == "SELECT"
    }
}

/// Tells a statement's kind. Text that begins like no statement counts as a query, and fails as one.
pub fn classify(sql: &str) -> Classification {
    let words = leading_words(sql, 400);
    let has = |word: &str| words.iter().any(|other| other == word);
    let at = |index: usize| words.get(index).map_or("", String::as_str);
    let ddl = |substatement| Classification { statement_type: StatementType::Ddl, substatement };
    let dml = |substatement| Classification { statement_type: StatementType::Dml, substatement };
    let utility = |substatement| Classification { statement_type: StatementType::Utility, substatement };
    match at(0) {
        "CREATE" => match at(1) {
            "DATABASE" | "SCHEMA" => ddl("CREATE_DATABASE"),
            "VIEW" | "OR" => ddl("CREATE_VIEW"),
            "TABLE" if has("SELECT") && has("AS") => dml("CREATE_TABLE_AS_SELECT"),
            _ => ddl("CREATE_TABLE"),
        },
        "DROP" => match at(1) {
            "DATABASE" | "SCHEMA" => ddl("DROP_DATABASE"),
            "VIEW" => ddl("DROP_VIEW"),
            _ => ddl("DROP_TABLE"),
        },
        "ALTER" => match at(1) {
            "DATABASE" | "SCHEMA" => ddl("ALTER_DATABASE"),
            _ if has("ADD") && has("PARTITION") => ddl("ALTER_TABLE_ADD_PARTITION"),
            _ if has("DROP") && has("PARTITION") => ddl("ALTER_TABLE_DROP_PARTITION"),
            _ => ddl("ALTER_TABLE"),
        },
        "MSCK" => ddl("MSCK_REPAIR_TABLE"),
        "SHOW" => utility(match at(1) {
            "DATABASES" | "SCHEMAS" => "SHOW_DATABASES",
            "TABLES" => "SHOW_TABLES",
            "COLUMNS" => "SHOW_COLUMNS",
            "PARTITIONS" => "SHOW_PARTITIONS",
            "VIEWS" => "SHOW_VIEWS",
            "TBLPROPERTIES" => "SHOW_TBLPROPERTIES",
            "CREATE" => "SHOW_CREATE_TABLE",
            _ => "SHOW",
        }),
        "DESCRIBE" | "DESC" => utility("DESCRIBE_TABLE"),
        "EXPLAIN" => utility("EXPLAIN"),
        "INSERT" => dml("INSERT"),
        "UNLOAD" => dml("UNLOAD"),
        "UPDATE" => dml("UPDATE"),
        "DELETE" => dml("DELETE"),
        "MERGE" => dml("MERGE"),
        "VACUUM" => dml("VACUUM"),
        "OPTIMIZE" => dml("OPTIMIZE"),
        "PREPARE" => utility("PREPARE"),
        "EXECUTE" => dml("EXECUTE"),
        "DEALLOCATE" => utility("DEALLOCATE"),
        _ => dml("SELECT"),
    }
}

/// The words of a statement in upper case, without comments and quoted text; at most so many.
pub fn leading_words(sql: &str, most: usize) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = sql.trim_start();
    while words.len() < most && !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("--") {
            rest = comment.find('\n').map_or("", |end| &comment[end + 1..]);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
        } else if let Some(quote) = rest.chars().next().filter(|first| matches!(first, '\'' | '"' | '`')) {
            let inner = &rest[1..];
            rest = inner.find(quote).map_or("", |end| &inner[end + 1..]);
        } else {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            if end == 0 {
                let step = rest.chars().next().map_or(1, char::len_utf8);
                rest = &rest[step..];
            } else {
                words.push(rest[..end].to_uppercase());
                rest = &rest[end..];
            }
        }
        rest = rest.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_by_their_first_words() {
        for (sql, substatement) in [
            ("-- note\nselect 1", "SELECT"),
            ("(SELECT 1)", "SELECT"),
            ("WITH a AS (SELECT 1) SELECT * FROM a", "SELECT"),
            ("create table t with (format='PARQUET') as select 1 x", "CREATE_TABLE_AS_SELECT"),
            ("CREATE EXTERNAL TABLE t (a int COMMENT 'as select') LOCATION 's3://b/'", "CREATE_TABLE"),
            ("drop table t", "DROP_TABLE"),
            ("show tables", "SHOW_TABLES"),
            ("MSCK REPAIR TABLE t", "MSCK_REPAIR_TABLE"),
            ("insert into t select 1", "INSERT"),
        ] {
            assert_eq!(classify(sql).substatement, substatement, "{sql}");
        }
        assert_eq!(classify("SHOW TABLES").statement_type.as_str(), "UTILITY");
    }
}
