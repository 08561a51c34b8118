//! Records held against a schema, as they are ingested.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::records::{Judge, Record};
use crate::schema_data::{DataSchema, Fault};

/// Judges records by a schema. The fields of CSV are text: one that is to be a number, a truth or nothing is read as that.
pub struct SchemaJudge {
    schema: Arc<DataSchema>,
    header: Vec<String>,
    /// The columns whose text the schema wants read as something else.
    read: BTreeSet<usize>,
}

impl SchemaJudge {
    /// A judge by a schema.
    pub fn new(schema: Arc<DataSchema>) -> Self {
        Self { schema, header: Vec::new(), read: BTreeSet::new() }
    }

    fn row(&mut self, fields: &[String]) -> Option<String> {
        let faults = self.schema.check(&self.value(fields, &self.read));
        let first = faults.first()?;
        let column = |fault: &Fault| {
            let name = fault.path.strip_prefix('/')?.split('/').next()?.replace("~1", "/").replace("~0", "~");
            self.header.iter().position(|column| *column == name)
        };
        let mut read = self.read.clone();
        read.extend(faults.iter().filter_map(column));
        if read == self.read {
            return Some(told(first));
        }
        // The schema may stop at the first faults, so that the rest shows only now.
        loop {
            let faults = self.schema.check(&self.value(fields, &read));
            let Some(first) = faults.first() else { break };
            let known = read.len();
            read.extend(faults.iter().filter_map(column));
            if read.len() == known {
                return Some(told(first));
            }
        }
        self.read = read;
        None
    }

    fn value(&self, fields: &[String], read: &BTreeSet<usize>) -> Value {
        let pairs = self.header.iter().zip(fields).enumerate().map(|(at, (name, field))| {
            let value = if read.contains(&at) { meant(field) } else { Value::String(field.clone()) };
            (name.clone(), value)
        });
        Value::Object(pairs.collect::<Map<String, Value>>())
    }
}

impl Judge for SchemaJudge {
    fn judge(&mut self, record: Record<'_>) -> Option<String> {
        match record {
            Record::Header(names) => {
                self.header = names.to_vec();
                None
            }
            Record::Row(fields) => self.row(fields),
            Record::Json(text) => match serde_json::from_str::<Value>(text) {
                Ok(value) => self.schema.check(&value).first().map(told),
                Err(error) => Some(format!("broken JSON: {error}")),
            },
        }
    }
}

fn told(fault: &Fault) -> String {
    fault.to_string()
}

/// What a text means where the schema wants no text.
fn meant(text: &str) -> Value {
    match text.trim() {
        "" => Value::Null,
        "true" | "TRUE" | "True" => Value::Bool(true),
        "false" | "FALSE" | "False" => Value::Bool(false),
        text => match serde_json::from_str::<Value>(text) {
            Ok(number @ Value::Number(_)) => number,
            _ => Value::String(text.to_owned()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::DataFormat;

    fn judge() -> SchemaJudge {
        let definition = r#"{"type": "record", "name": "E", "fields": [{"name": "id", "type": "string"},
            {"name": "n", "type": "long"}, {"name": "note", "type": ["null", "string"], "default": null}]}"#;
        let schema = DataSchema::read(DataFormat::Avro, definition).unwrap_or_else(|_| panic!("the schema is valid"));
        SchemaJudge::new(Arc::new(schema))
    }

    #[test]
    fn json_is_held_against_the_schema() {
        let mut judge = judge();
        assert_eq!(judge.judge(Record::Json(r#"{"id": "a", "n": 1}"#)), None);
        assert!(judge.judge(Record::Json(r#"{"id": "a", "n": "1"}"#)).unwrap().contains('n'));
    }

    #[test]
    fn text_of_rows_is_read_as_the_schema_wants_it() {
        let mut judge = judge();
        let fields = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<String>>();
        judge.judge(Record::Header(&fields("id,n,note")));
        assert_eq!(judge.judge(Record::Row(&fields("7,1,x"))), None, "an id of digits stays text");
        assert_eq!(judge.judge(Record::Row(&fields("8,2,"))), None);
        assert!(judge.judge(Record::Row(&fields("9,two,"))).is_some());
        assert!(judge.judge(Record::Row(&fields("9,,"))).is_some());
        assert_eq!(judge.judge(Record::Row(&fields("10,-3,y"))), None);
    }
}
