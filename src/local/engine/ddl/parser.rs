//! From tokens to a `Ddl` value.

use std::collections::BTreeMap;

use super::lexer::{Kind, Token, tokens};
use super::{Ddl, Name, Spec};
use crate::local::engine::error::EngineError;
use crate::local::engine::source::{ColumnDefinition, DatabaseDefinition, Storage, TableDefinition};
use crate::local::engine::types::{DEEPEST_TYPE, HiveType};
use crate::local::engine::write::parquet_storage;

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
        if first != crate::local::engine::context::CATALOG {
            return Err(EngineError::user("CATALOG_NOT_FOUND", format_args!("Catalog '{first}' does not exist")));
        }
        Ok(Name { database: Some(second), table })
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
                let name = self.identifier()?;
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
            for mode in ["formatted", "extended", "database", "schema", "view"] {
                if self.is_word(mode) {
                    return Err(EngineError::unsupported(format_args!("DESCRIBE {}", mode.to_uppercase())));
                }
            }
            self.word("table");
            return Ok(Ddl::Describe { name: self.name()? });
        }
        if self.words(&["msck", "repair", "table"]) {
            return Ok(Ddl::Repair { name: self.name()? });
        }
        if self.words(&["alter", "table"]) {
            return self.alter();
        }
        if self.is_word("alter") {
            return Err(EngineError::unsupported("ALTER of a database or view"));
        }
        Err(self.unexpected("CREATE, DROP, SHOW, DESCRIBE, ALTER TABLE or MSCK REPAIR TABLE"))
    }

    fn create_database(&mut self) -> Result<Ddl, EngineError> {
        let if_not_exists = self.words(&["if", "not", "exists"]);
        let mut database = DatabaseDefinition { name: self.identifier()?, ..Default::default() };
        loop {
            if self.word("comment") {
                database.description = Some(self.text()?);
            } else if self.word("location") {
                database.location = Some(self.text()?);
            } else if self.words(&["with", "dbproperties"]) {
                database.parameters = self.properties()?;
            } else {
                return Ok(Ddl::CreateDatabase { database, if_not_exists });
            }
        }
    }

    /// `('k'='v', …)`
    fn properties(&mut self) -> Result<BTreeMap<String, String>, EngineError> {
        let mut properties = BTreeMap::new();
        self.expect_symbol('(')?;
        loop {
            let key = self.text()?;
            self.expect_symbol('=')?;
            properties.insert(key, self.text()?);
            if !self.symbol(',') {
                break;
            }
        }
        self.expect_symbol(')')?;
        Ok(properties)
    }

    /// A type, put together from its tokens and checked.
    fn type_name(&mut self) -> Result<String, EngineError> {
        self.type_inside(0)
    }

    /// The same for a type that is inside so many others.
    fn type_inside(&mut self, depth: usize) -> Result<String, EngineError> {
        let place = self.peek().place;
        if depth >= DEEPEST_TYPE {
            return Err(EngineError::at("SYNTAX_ERROR", place, "a column type is too deeply nested"));
        }
        let mut text = match self.next().kind {
            Kind::Word(word) => word.to_lowercase(),
            _ => {
                self.at -= 1;
                return Err(self.unexpected("a type"));
            }
        };
        if self.symbol('(') {
            text.push('(');
            loop {
                match self.next().kind {
                    Kind::Number(number) => text.push_str(&number),
                    Kind::Symbol(',') => text.push(','),
                    Kind::Symbol(')') => break,
                    _ => {
                        self.at -= 1;
                        return Err(self.unexpected("')'"));
                    }
                }
            }
            text.push(')');
        } else if self.symbol('<') {
            text.push('<');
            loop {
                if text.starts_with("struct") {
                    text.push_str(&self.identifier()?);
                    self.expect_symbol(':')?;
                    text.push(':');
                }
                text.push_str(&self.type_inside(depth + 1)?);
                if !self.symbol(',') {
                    break;
                }
                text.push(',');
            }
            self.expect_symbol('>')?;
            text.push('>');
        }
        let text = if text == "integer" { "int".to_owned() } else { text };
        HiveType::parse(&text).map_err(|error| EngineError::at("SYNTAX_ERROR", place, error.message))?;
        Ok(text)
    }

    /// `(name type COMMENT 'text', …)`
    fn columns(&mut self) -> Result<Vec<ColumnDefinition>, EngineError> {
        let mut columns: Vec<ColumnDefinition> = Vec::new();
        self.expect_symbol('(')?;
        loop {
            let place = self.peek().place;
            let name = self.identifier()?;
            if columns.iter().any(|column| column.name == name) {
                return Err(EngineError::at(
                    "DUPLICATE_COLUMN_NAME",
                    place,
                    format_args!("Duplicate column name {name}"),
                ));
            }
            let type_name = self.type_name()?;
            let comment = if self.word("comment") { Some(self.text()?) } else { None };
            columns.push(ColumnDefinition { name, type_name, comment });
            if !self.symbol(',') {
                break;
            }
        }
        self.expect_symbol(')')?;
        Ok(columns)
    }

    fn create_table(&mut self) -> Result<Ddl, EngineError> {
        let if_not_exists = self.words(&["if", "not", "exists"]);
        let name = self.name()?;
        let mut table = TableDefinition {
            table_type: "EXTERNAL_TABLE".to_owned(),
            columns: self.columns()?,
            storage: text_storage(),
            ..TableDefinition::default()
        };
        table.parameters.insert("EXTERNAL".to_owned(), "TRUE".to_owned());
        let mut serde: Option<String> = None;
        loop {
            if self.word("comment") {
                table.description = Some(self.text()?);
            } else if self.words(&["partitioned", "by"]) {
                table.partition_keys = self.columns()?;
            } else if self.is_word("clustered") {
                return Err(EngineError::unsupported("CLUSTERED BY"));
            } else if self.words(&["row", "format", "delimited"]) {
                self.delimited(&mut table.storage)?;
            } else if self.words(&["row", "format", "serde"]) {
                serde = Some(self.text()?);
            } else if self.words(&["with", "serdeproperties"]) {
                table.storage.serde_parameters = self.properties()?;
            } else if self.words(&["stored", "as"]) {
                self.stored_as(&mut table)?;
            } else if self.word("location") {
                table.storage.location = self.text()?;
            } else if self.word("tblproperties") {
                table.parameters.extend(self.properties()?);
            } else {
                break;
            }
        }
        if let Some(serde) = serde {
            table.storage.serde_library = serde;
        }
        if table.storage.location.is_empty() {
            return Err(EngineError::at(
                "SYNTAX_ERROR",
                self.peek().place,
                "missing LOCATION: an external table says where its objects are",
            ));
        }
        if !table.storage.location.starts_with("s3://") {
            return Err(EngineError::user(
                "SYNTAX_ERROR",
                format_args!("LOCATION '{}' is no s3:// address", table.storage.location),
            ));
        }
        Ok(Ddl::CreateTable { name, table: Box::new(table), if_not_exists })
    }

    fn delimited(&mut self, storage: &mut Storage) -> Result<(), EngineError> {
        loop {
            let key = if self.words(&["fields", "terminated", "by"]) {
                "field.delim"
            } else if self.words(&["escaped", "by"]) {
                "escape.delim"
            } else if self.words(&["collection", "items", "terminated", "by"]) {
                "collection.delim"
            } else if self.words(&["map", "keys", "terminated", "by"]) {
                "mapkey.delim"
            } else if self.words(&["lines", "terminated", "by"]) {
                "line.delim"
            } else if self.words(&["null", "defined", "as"]) {
                "serialization.null.format"
            } else {
                return Ok(());
            };
            let value = self.text()?;
            if key == "field.delim" {
                storage.serde_parameters.insert("serialization.format".to_owned(), value.clone());
            }
            storage.serde_parameters.insert(key.to_owned(), value);
        }
    }

    fn stored_as(&mut self, table: &mut TableDefinition) -> Result<(), EngineError> {
        if self.word("inputformat") {
            table.storage.input_format = self.text()?;
            self.expect("outputformat")?;
            table.storage.output_format = self.text()?;
            return Ok(());
        }
        let parameters = std::mem::take(&mut table.storage.serde_parameters);
        let place = self.peek().place;
        let format = self.identifier()?;
        let (input, output, serde) = match format.as_str() {
            "parquet" => {
                let storage = parquet_storage("");
                (storage.input_format, storage.output_format, storage.serde_library)
            }
            "textfile" => {
                table.storage.serde_parameters = parameters;
                return Ok(());
            }
            "orc" => (
                "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat".to_owned(),
                "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat".to_owned(),
                "org.apache.hadoop.hive.ql.io.orc.OrcSerde".to_owned(),
            ),
            "avro" => (
                "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat".to_owned(),
                "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat".to_owned(),
                "org.apache.hadoop.hive.serde2.avro.AvroSerDe".to_owned(),
            ),
            other => {
                return Err(EngineError::at(
                    "SYNTAX_ERROR",
                    place,
                    format_args!("Unrecognized file format in STORED AS clause: '{other}'"),
                ));
            }
        };
        let location = std::mem::take(&mut table.storage.location);
        let mut serde_parameters = parameters;
        serde_parameters.entry("serialization.format".to_owned()).or_insert_with(|| "1".to_owned());
        table.storage =
            Storage { location, input_format: input, output_format: output, serde_library: serde, serde_parameters };
        Ok(())
    }

    fn show(&mut self) -> Result<Ddl, EngineError> {
        if self.word("databases") || self.word("schemas") {
            return Ok(Ddl::ShowDatabases { like: self.pattern()? });
        }
        if self.word("tables") {
            let database = if self.word("in") || self.word("from") { Some(self.identifier()?) } else { None };
            return Ok(Ddl::ShowTables { database, like: self.pattern()? });
        }
        if self.word("columns") {
            if !self.word("in") {
                self.expect("from")?;
            }
            let mut name = self.name()?;
            if self.word("in") || self.word("from") {
                name.database = Some(self.identifier()?);
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
            return Ok(Ddl::ShowProperties { name: self.name()? });
        }
        if self.words(&["create", "view"]) {
            return Ok(Ddl::ShowCreateView { name: self.name()? });
        }
        if self.word("views") {
            let database = if self.word("in") || self.word("from") { Some(self.identifier()?) } else { None };
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
            return Err(EngineError::unsupported("ALTER TABLE … PARTITION (…) RENAME, SET LOCATION and others"));
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

fn text_storage() -> Storage {
    Storage {
        location: String::new(),
        input_format: "org.apache.hadoop.mapred.TextInputFormat".to_owned(),
        output_format: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat".to_owned(),
        serde_library: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe".to_owned(),
        serde_parameters: BTreeMap::new(),
    }
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
    fn faults_have_a_place() {
        for (sql, expected) in [
            ("CREATE EXTERNAL TABLE t (a strng) LOCATION 's3://b/'", "SYNTAX_ERROR: line 1:28"),
            ("CREATE EXTERNAL TABLE t (a int)", "missing LOCATION"),
            ("CREATE TABLE t (a int)", "Only external tables"),
            ("DROP TABLE t x", "line 1:14: mismatched input 'x'"),
            ("SHOW", "line 1:5"),
        ] {
            let error = parse(sql).expect_err(sql);
            assert!(error.message.contains(expected), "{sql}: {error}");
        }
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
