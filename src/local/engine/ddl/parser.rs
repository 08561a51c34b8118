//! From tokens to a `Ddl` value.

mod create;

use super::lexer::{Kind, Token, tokens};
use super::{Ddl, Form, Name, Place, Spec};
use crate::engine::error::EngineError;

/// Parses one statement.
pub fn parse(sql: &str) -> Result<Ddl, EngineError> {
    let mut parser = Parser { tokens: tokens(sql)?, at: 0 };
    let statement = parser.statement()?;
    while parser.symbol(';') {}
    match parser.peek().kind {
        Kind::End => Ok(statement),
        _ => Err(parser.unexpected("<EOF>")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).unwrap_or_else(|| self.tokens.last().expect("the lexer ends with a token"))
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn unexpected(&self, expected: &str) -> EngineError {
        let token = self.peek();
        let found = match &token.kind {
            Kind::Word(word) | Kind::Number(word) => word.clone(),
            Kind::Quoted(name) => format!("`{name}`"),
            Kind::Text(text) => format!("'{text}'"),
            Kind::Symbol(symbol) => symbol.to_string(),
            Kind::End => "<EOF>".to_owned(),
        };
        EngineError::at("SYNTAX_ERROR", token.place, format_args!("mismatched input '{found}'. Expecting: {expected}"))
    }

    fn is_word(&self, wanted: &str) -> bool {
        matches!(&self.peek().kind, Kind::Word(word) if word.eq_ignore_ascii_case(wanted))
    }

    fn word(&mut self, wanted: &str) -> bool {
        let found = self.is_word(wanted);
        if found {
            self.at += 1;
        }
        found
    }

    /// All of the words, or none.
    fn words(&mut self, wanted: &[&str]) -> bool {
        let start = self.at;
        for word in wanted {
            if !self.word(word) {
                self.at = start;
                return false;
            }
        }
        true
    }

    fn expect(&mut self, wanted: &str) -> Result<(), EngineError> {
        if self.word(wanted) { Ok(()) } else { Err(self.unexpected(wanted)) }
    }

    fn symbol(&mut self, wanted: char) -> bool {
        let found = self.peek().kind == Kind::Symbol(wanted);
        if found {
            self.at += 1;
        }
        found
    }

    fn expect_symbol(&mut self, wanted: char) -> Result<(), EngineError> {
        if self.symbol(wanted) { Ok(()) } else { Err(self.unexpected(&format!("'{wanted}'"))) }
    }

    fn text(&mut self) -> Result<String, EngineError> {
        match &self.peek().kind {
            Kind::Text(text) | Kind::Quoted(text) => {
                let text = text.clone();
                self.at += 1;
                Ok(text)
            }
            _ => Err(self.unexpected("a quoted text")),
        }
    }

    fn identifier(&mut self) -> Result<String, EngineError> {
        match &self.peek().kind {
            Kind::Word(name) | Kind::Quoted(name) => {
                let name = name.to_lowercase();
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.unexpected("a name")),
        }
    }

    fn name(&mut self) -> Result<Name, EngineError> {
        let first = self.identifier()?;
        if !self.symbol('.') {
            return Ok(match first.split_once('.') {
                Some((database, table)) => Name { database: Some(database.to_owned()), table: table.to_owned() },
                None => Name { database: None, table: first },
            });
        }
        let second = self.identifier()?;
        if !self.symbol('.') {
            return Ok(Name { database: Some(first), table: second });
        }
        let table = self.identifier()?;
        check_catalog(&first)?;
        Ok(Name { database: Some(second), table })
    }

    /// The name of a database, with its catalog or without.
    fn database(&mut self) -> Result<String, EngineError> {
        let first = self.identifier()?;
        if !self.symbol('.') {
            return Ok(first);
        }
        let database = self.identifier()?;
        check_catalog(&first)?;
        Ok(database)
    }

    fn statement(&mut self) -> Result<Ddl, EngineError> {
        let start = self.peek().place;
        if self.word("create") {
            if self.word("database") || self.word("schema") {
                return self.create_database();
            }
            if self.words(&["external", "table"]) {
                return self.create_table();
            }
            if self.is_word("table") {
                let is_iceberg = |kind: &Kind| matches!(kind, Kind::Text(text) if text.eq_ignore_ascii_case("iceberg"));
                if self.tokens[self.at..].iter().any(|token| is_iceberg(&token.kind)) {
                    return Err(EngineError::unsupported("CREATE TABLE of an Iceberg table"));
                }
                return Err(EngineError::at(
                    "SYNTAX_ERROR",
                    start,
                    "Only external tables can be created here: write CREATE EXTERNAL TABLE, or CREATE TABLE … AS SELECT",
                ));
            }
            return Err(self.unexpected("DATABASE, SCHEMA or EXTERNAL TABLE"));
        }
        if self.word("drop") {
            if self.word("database") || self.word("schema") {
                let if_exists = self.words(&["if", "exists"]);
                let name = self.database()?;
                let cascade = self.word("cascade");
                if !cascade {
                    self.word("restrict");
                }
                return Ok(Ddl::DropDatabase { name, if_exists, cascade });
            }
            if self.word("view") {
                let if_exists = self.words(&["if", "exists"]);
                return Ok(Ddl::DropView { name: self.name()?, if_exists });
            }
            self.expect("table")?;
            let if_exists = self.words(&["if", "exists"]);
            return Ok(Ddl::DropTable { name: self.name()?, if_exists });
        }
        if self.word("show") {
            return self.show();
        }
        if self.word("describe") || self.word("desc") {
            for mode in ["database", "schema", "view"] {
                if self.is_word(mode) {
                    return Err(EngineError::unsupported(format_args!("DESCRIBE {}", mode.to_uppercase())));
                }
            }
            self.word("table");
            let whole = self.word("formatted") || self.word("extended");
            let name = self.name()?;
            let partition = if self.is_word("partition") { Some(self.spec()?) } else { None };
            let column = match &self.peek().kind {
                Kind::Word(_) | Kind::Quoted(_) => Some(self.identifier()?),
                _ => None,
            };
            return Ok(Ddl::Describe { name, form: Form { whole, partition, column } });
        }
        if self.words(&["msck", "repair", "table"]) {
            return Ok(Ddl::Repair { name: self.name()? });
        }
        if self.words(&["alter", "table"]) {
            return self.alter();
        }
        if self.words(&["alter", "database"]) || self.words(&["alter", "schema"]) {
            let database = self.database()?;
            self.expect("set")?;
            self.expect("dbproperties")?;
            return Ok(Ddl::SetDatabaseProperties { database, properties: self.properties()? });
        }
        if self.is_word("alter") {
            return Err(EngineError::unsupported("ALTER of a view"));
        }
        Err(self.unexpected("CREATE, DROP, SHOW, DESCRIBE, ALTER TABLE or MSCK REPAIR TABLE"))
    }

    fn show(&mut self) -> Result<Ddl, EngineError> {
        if self.word("databases") || self.word("schemas") {
            return Ok(Ddl::ShowDatabases { like: self.pattern()? });
        }
        if self.word("tables") {
            let database = if self.word("in") || self.word("from") { Some(self.database()?) } else { None };
            return Ok(Ddl::ShowTables { database, like: self.pattern()? });
        }
        if self.word("columns") {
            if !self.word("in") {
                self.expect("from")?;
            }
            let mut name = self.name()?;
            if self.word("in") || self.word("from") {
                name.database = Some(self.database()?);
            }
            return Ok(Ddl::ShowColumns { name });
        }
        if self.word("partitions") {
            return Ok(Ddl::ShowPartitions { name: self.name()? });
        }
        if self.words(&["create", "table"]) {
            return Ok(Ddl::ShowCreateTable { name: self.name()? });
        }
        if self.word("tblproperties") {
            let name = self.name()?;
            let key = if self.symbol('(') { Some(self.text()?) } else { None };
            if key.is_some() {
                self.expect_symbol(')')?;
            }
            return Ok(Ddl::ShowProperties { name, key });
        }
        if self.words(&["create", "view"]) {
            return Ok(Ddl::ShowCreateView { name: self.name()? });
        }
        if self.word("views") {
            let database = if self.word("in") || self.word("from") { Some(self.database()?) } else { None };
            return Ok(Ddl::ShowViews { database, like: self.pattern()? });
        }
        Err(self.unexpected(
            "DATABASES, SCHEMAS, TABLES, VIEWS, COLUMNS, PARTITIONS, CREATE TABLE, CREATE VIEW or TBLPROPERTIES",
        ))
    }

    fn pattern(&mut self) -> Result<Option<String>, EngineError> {
        self.word("like");
        match &self.peek().kind {
            Kind::Text(_) | Kind::Quoted(_) => self.text().map(Some),
            _ => Ok(None),
        }
    }

    /// `PARTITION (k = 'v', …)`
    fn spec(&mut self) -> Result<Spec, EngineError> {
        self.expect("partition")?;
        self.expect_symbol('(')?;
        let mut spec = Vec::new();
        loop {
            let key = self.identifier()?;
            self.expect_symbol('=')?;
            let value = match self.next().kind {
                Kind::Text(text) | Kind::Quoted(text) | Kind::Number(text) => text,
                Kind::Symbol('-') => match self.next().kind {
                    Kind::Number(number) => format!("-{number}"),
                    _ => {
                        self.at -= 1;
                        return Err(self.unexpected("a value"));
                    }
                },
                // `date '2020-01-01'`
                Kind::Word(word) if word.eq_ignore_ascii_case("date") => self.text()?,
                _ => {
                    self.at -= 1;
                    return Err(self.unexpected("a value"));
                }
            };
            spec.push((key, value));
            if !self.symbol(',') {
                break;
            }
        }
        self.expect_symbol(')')?;
        Ok(spec)
    }

    fn alter(&mut self) -> Result<Ddl, EngineError> {
        let name = self.name()?;
        if self.is_word("partition") {
            let partition = self.spec()?;
            if self.words(&["set", "location"]) {
                return Ok(Ddl::SetPartitionLocation { name, partition, location: self.text()? });
            }
            if self.words(&["rename", "to"]) {
                return Ok(Ddl::RenamePartition { name, partition, to: self.spec()? });
            }
            for (first, second) in [("add", "columns"), ("replace", "columns")] {
                if self.words(&[first, second]) {
                    return Err(EngineError::unsupported(format_args!(
                        "ALTER TABLE … PARTITION (…) {} COLUMNS",
                        first.to_uppercase()
                    )));
                }
            }
            return Err(self.unexpected("SET LOCATION or RENAME TO PARTITION"));
        }
        if self.word("add") {
            if self.word("columns") {
                return Ok(Ddl::AddColumns { name, columns: self.columns()? });
            }
            let if_not_exists = self.words(&["if", "not", "exists"]);
            let mut partitions = Vec::new();
            while self.is_word("partition") {
                let spec = self.spec()?;
                let location = if self.word("location") { Some(self.text()?) } else { None };
                partitions.push((spec, location));
                self.symbol(',');
            }
            if partitions.is_empty() {
                return Err(self.unexpected("COLUMNS or PARTITION"));
            }
            return Ok(Ddl::AddPartitions { name, if_not_exists, partitions });
        }
        if self.word("drop") {
            let if_exists = self.words(&["if", "exists"]);
            let mut partitions = Vec::new();
            loop {
                partitions.push(self.spec()?);
                if !self.symbol(',') {
                    break;
                }
            }
            return Ok(Ddl::DropPartitions { name, if_exists, partitions });
        }
        if self.word("change") {
            self.word("column");
            let old = self.identifier()?;
            let column = self.column()?;
            let place = if self.word("first") {
                Some(Place::First)
            } else if self.word("after") {
                Some(Place::After(self.identifier()?))
            } else {
                None
            };
            return Ok(Ddl::ChangeColumn { name, old, column, place });
        }
        if self.words(&["replace", "columns"]) {
            return Ok(Ddl::ReplaceColumns { name, columns: self.columns()? });
        }
        if self.word("set") {
            if self.word("location") {
                return Ok(Ddl::SetLocation { name, location: self.text()? });
            }
            self.expect("tblproperties")?;
            return Ok(Ddl::SetProperties { name, properties: self.properties()? });
        }
        Err(EngineError::unsupported(format_args!(
            "ALTER TABLE … {}",
            match &self.peek().kind {
                Kind::Word(word) => word.to_uppercase(),
                _ => String::new(),
            }
        )))
    }
}

/// There is one catalog.
fn check_catalog(name: &str) -> Result<(), EngineError> {
    if name == crate::engine::context::CATALOG {
        return Ok(());
    }
    Err(EngineError::user("CATALOG_NOT_FOUND", format_args!("Catalog '{name}' does not exist")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_external_table_with_everything() {
        let sql = "CREATE EXTERNAL TABLE IF NOT EXISTS `Db`.T (\n a int COMMENT 'it''s', `b` struct<x:int,y:array<string>>, m map<string, decimal(10,2)>)\n\
            COMMENT 'c' PARTITIONED BY (year string, month int)\nROW FORMAT DELIMITED FIELDS TERMINATED BY ',' ESCAPED BY '\\\\'\n\
            STORED AS TEXTFILE LOCATION 's3://b/t/' TBLPROPERTIES ('skip.header.line.count'='1');";
        let Ddl::CreateTable { name, table, if_not_exists } = parse(sql).expect("a statement") else {
            panic!("another statement")
        };
        assert!(if_not_exists);
        assert_eq!(name, Name { database: Some("db".to_owned()), table: "t".to_owned() });
        let types: Vec<&str> = table.columns.iter().map(|column| column.type_name.as_str()).collect();
        assert_eq!(types, ["int", "struct<x:int,y:array<string>>", "map<string,decimal(10,2)>"]);
        assert_eq!(table.columns[0].comment.as_deref(), Some("it's"));
        assert_eq!(table.storage.serde_parameters["escape.delim"], "\\");
        assert_eq!(table.partition_keys.len(), 2);
        assert_eq!(table.parameters["skip.header.line.count"], "1");
    }

    #[test]
    fn a_database_may_have_its_catalog_before_it() {
        let parsed = parse("CREATE DATABASE `AwsDataCatalog`.`d`").expect("a statement");
        let Ddl::CreateDatabase { database, .. } = parsed else { panic!("{parsed:?}") };
        assert_eq!(database.name, "d");
        let parsed = parse("DROP SCHEMA IF EXISTS awsdatacatalog.d CASCADE").expect("a statement");
        assert!(matches!(parsed, Ddl::DropDatabase { ref name, cascade: true, .. } if name == "d"), "{parsed:?}");
        let parsed = parse("SHOW TABLES IN `awsdatacatalog`.`d`").expect("a statement");
        assert!(matches!(parsed, Ddl::ShowTables { database: Some(ref name), .. } if name == "d"), "{parsed:?}");
        let error = parse("CREATE DATABASE other.d").expect_err("another catalog");
        assert!(error.message.contains("Catalog 'other' does not exist"), "{error}");
    }

    #[test]
    fn faults_have_a_place() {
        for (sql, expected) in [
            ("CREATE EXTERNAL TABLE t (a strng) LOCATION 's3://b/'", "SYNTAX_ERROR: line 1:28"),
            ("CREATE EXTERNAL TABLE t (a int)", "missing LOCATION"),
            ("CREATE TABLE t (a int)", "Only external tables"),
            (
                "CREATE TABLE t (a int) LOCATION 's3://b/t/' TBLPROPERTIES ('table_type' = 'ICEBERG')",
                "CREATE TABLE of an Iceberg table",
            ),
            ("DROP TABLE t x", "line 1:14: mismatched input 'x'"),
            ("SHOW", "line 1:5"),
        ] {
            let error = parse(sql).expect_err(sql);
            assert!(error.message.contains(expected), "{sql}: {error}");
        }
    }

    #[test]
    fn columns_partitions_and_databases_are_altered() {
        let parsed = parse("ALTER TABLE t CHANGE COLUMN a b bigint COMMENT 'x' AFTER c").expect("a statement");
        let Ddl::ChangeColumn { old, column, place, .. } = parsed else { panic!("{parsed:?}") };
        assert_eq!((old.as_str(), column.name.as_str(), column.type_name.as_str()), ("a", "b", "bigint"));
        assert_eq!((column.comment.as_deref(), place), (Some("x"), Some(Place::After("c".to_owned()))));
        let parsed = parse("ALTER TABLE t PARTITION (d = '1') RENAME TO PARTITION (d = '2')").expect("a statement");
        assert!(matches!(parsed, Ddl::RenamePartition { to, .. } if to[0].1 == "2"));
        let parsed = parse("ALTER TABLE t PARTITION (d = '1') SET LOCATION 's3://b/x/'").expect("a statement");
        assert!(matches!(parsed, Ddl::SetPartitionLocation { location, .. } if location == "s3://b/x/"));
        let parsed = parse("ALTER SCHEMA d SET DBPROPERTIES ('k'='v')").expect("a statement");
        assert!(matches!(parsed, Ddl::SetDatabaseProperties { properties, .. } if properties["k"] == "v"));
        let parsed = parse("DESCRIBE FORMATTED t PARTITION (d = '1')").expect("a statement");
        assert!(matches!(parsed, Ddl::Describe { form, .. } if form.whole && form.partition.is_some()));
        assert!(parse("ALTER TABLE t PARTITION (d = '1') COMPACT").is_err());
        let parsed =
            parse("CREATE EXTERNAL TABLE t (a int, b int) CLUSTERED BY (a, b) INTO 8 BUCKETS LOCATION 's3://b/t/'");
        let Ok(Ddl::CreateTable { table, .. }) = parsed else { panic!("{parsed:?}") };
        assert_eq!(table.buckets, Some((vec!["a".to_owned(), "b".to_owned()], 8)));
        assert!(parse("CREATE EXTERNAL TABLE t (a int) CLUSTERED BY (x) INTO 8 BUCKETS LOCATION 's3://b/t/'").is_err());
    }

    #[test]
    fn several_partitions_at_once() {
        let parsed = parse(
            "ALTER TABLE t ADD IF NOT EXISTS PARTITION (y='2020', m=1) LOCATION 's3://b/x' PARTITION (y='2021', m=2)",
        );
        let Ok(Ddl::AddPartitions { partitions, .. }) = parsed else { panic!("{parsed:?}") };
        assert_eq!(partitions.len(), 2);
        assert_eq!(partitions[0].1.as_deref(), Some("s3://b/x"));
        assert_eq!(partitions[1].0[1], ("m".to_owned(), "2".to_owned()));
    }
}
