//! What is made: databases and tables, their columns with their types, and how their files are written.

use std::collections::BTreeMap;

use super::Parser;
use crate::engine::ddl::Ddl;
use crate::engine::ddl::lexer::Kind;
use crate::engine::error::EngineError;
use crate::engine::source::{ColumnDefinition, DatabaseDefinition, Storage, TableDefinition};
use crate::engine::types::{DEEPEST_TYPE, HiveType};
use crate::engine::write::parquet_storage;

impl Parser {
    pub(super) fn create_database(&mut self) -> Result<Ddl, EngineError> {
        let if_not_exists = self.words(&["if", "not", "exists"]);
        let mut database = DatabaseDefinition { name: self.database()?, ..Default::default() };
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
    pub(super) fn properties(&mut self) -> Result<BTreeMap<String, String>, EngineError> {
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
    pub(super) fn type_name(&mut self) -> Result<String, EngineError> {
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

    /// `name type COMMENT 'text'`
    pub(super) fn column(&mut self) -> Result<ColumnDefinition, EngineError> {
        let name = self.identifier()?;
        let type_name = self.type_name()?;
        let comment = if self.word("comment") { Some(self.text()?) } else { None };
        Ok(ColumnDefinition { name, type_name, comment })
    }

    /// `(a, b) INTO 8 BUCKETS`, behind `CLUSTERED BY`.
    fn buckets(&mut self, table: &mut TableDefinition) -> Result<(), EngineError> {
        let mut names = Vec::new();
        self.expect_symbol('(')?;
        loop {
            let place = self.peek().place;
            let name = self.identifier()?;
            if !table.columns.iter().any(|column| column.name == name) {
                return Err(EngineError::at(
                    "COLUMN_NOT_FOUND",
                    place,
                    format_args!("Bucketing column '{name}' is no column of the table"),
                ));
            }
            names.push(name);
            if !self.symbol(',') {
                break;
            }
        }
        self.expect_symbol(')')?;
        if self.is_word("sorted") {
            return Err(EngineError::unsupported("SORTED BY"));
        }
        self.expect("into")?;
        let count = match &self.peek().kind {
            Kind::Number(number) => number.parse::<u32>().ok().filter(|count| *count > 0),
            _ => None,
        };
        let count = count.ok_or_else(|| self.unexpected("a number of buckets"))?;
        self.at += 1;
        self.expect("buckets")?;
        table.buckets = Some((names, count));
        Ok(())
    }

    /// `(name type COMMENT 'text', …)`
    pub(super) fn columns(&mut self) -> Result<Vec<ColumnDefinition>, EngineError> {
        let mut columns: Vec<ColumnDefinition> = Vec::new();
        self.expect_symbol('(')?;
        loop {
            let place = self.peek().place;
            let column = self.column()?;
            if columns.iter().any(|known| known.name == column.name) {
                return Err(EngineError::at(
                    "DUPLICATE_COLUMN_NAME",
                    place,
                    format_args!("Duplicate column name {}", column.name),
                ));
            }
            columns.push(column);
            if !self.symbol(',') {
                break;
            }
        }
        self.expect_symbol(')')?;
        Ok(columns)
    }

    pub(super) fn create_table(&mut self) -> Result<Ddl, EngineError> {
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
            } else if self.words(&["clustered", "by"]) {
                self.buckets(&mut table)?;
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
            "sequencefile" | "rcfile" | "ion" => {
                return Err(EngineError::unsupported(format_args!("STORED AS {}", format.to_uppercase())));
            }
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
