//! `lakectl schema validate`

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::definition;
use crate::context::Ctx;
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::domain::schema::{DataFormat, RegistryName};
use crate::domain::schema_check::counted;
use crate::error::Result;
use crate::ops::schema::{self, DefinitionName, ValidateOptions, Validation};
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};
use crate::ui::sanitize;

/// Hold the records of files against a schema: JSON against JSON Schema or Avro, Avro files against Avro
///
/// JSON is read as one record per line, as documents one after another, or as one array of records; gzipped or not.
/// Against an Avro schema, a union's value may stand plainly or under its type's name, a missing field is fine when it has
/// a default, and logical types are what Avro writes: dates and timestamps are numbers.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl schema validate events.jsonl --schema schemas/user_event.avsc\n  lakectl --local schema validate events.json.gz --schema user_event@latest --registry event-schemas --show 3\n\nExit codes: 0 every record fits, 3 some do not, 2 the schema or a file cannot be used."
)]
pub struct SchemaValidateArgs {
    /// The files with the records
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
    /// The schema: a file, NAME or NAME@VERSION of a registry, or git:REF:PATH
    #[arg(long, value_name = "SCHEMA")]
    schema: DefinitionName,
    /// The registry of a schema that is named
    #[arg(long, value_name = "NAME", default_value = DEFAULT_REGISTRY)]
    registry: RegistryName,
    /// avro or json, when the schema's name does not tell
    #[arg(long, value_name = "FORMAT")]
    format: Option<DataFormat>,
    /// How many bad records to show of each file
    #[arg(long, value_name = "N", default_value_t = 10)]
    show: usize,
    /// Each file is one record, whatever it looks like
    #[arg(long)]
    document: bool,
}

const COLUMNS: &[Column] = &[
    Column::text("FILE", "file"),
    Column::new("RECORDS", "records", Style::Count),
    Column::new("BAD", "bad", Style::Count),
    Column::text("SCHEMA", "schema"),
];

pub async fn run(ctx: &Ctx, args: SchemaValidateArgs) -> Result<Answer> {
    let definition = definition(ctx, &args.schema, args.registry.as_str(), args.format).await?;
    let judge = schema::data_schema(definition.format, &definition.text, &definition.label)?;
    let options = ValidateOptions { most: args.show, document: args.document };
    let (mut rows, mut text, mut bad) = (Vec::new(), String::new(), 0);
    for path in &args.data {
        let validation = schema::validate(path, &judge, options)?;
        let file = path.display().to_string();
        bad += validation.bad;
        text.push_str(&sanitize(&drawn(&file, &validation, &definition.label)));
        rows.push(row(&file, &validation, &definition.label));
    }
    let outcome = if bad == 0 { Outcome::Done } else { Outcome::Differences };
    Ok(Answer::done(View::drawn("validations", rows, COLUMNS, text)).with(outcome))
}

fn place(file: &str, line: Option<u64>, record: u64) -> String {
    line.map_or_else(|| format!("{file}, record {record}"), |line| format!("{file}:{line}"))
}

fn drawn(file: &str, validation: &Validation, schema: &str) -> String {
    let mut text = String::new();
    for bad in &validation.first {
        let place = place(file, bad.line, bad.record);
        for fault in &bad.faults {
            text.push_str(&format!("{place}: {fault}\n"));
        }
    }
    let shown = validation.first.len() as u64;
    if validation.bad > shown {
        text.push_str(&format!("{file}: {} more bad records are not shown\n", validation.bad - shown));
    }
    let records = counted(usize::try_from(validation.records).unwrap_or(usize::MAX), "record");
    text.push_str(&match validation.bad {
        0 => format!("ok: {file}: {records}, all fit {schema}\n"),
        1 => format!("bad: {file}: 1 of {records} does not fit {schema}\n"),
        bad => format!("bad: {file}: {bad} of {records} do not fit {schema}\n"),
    });
    text
}

fn row(file: &str, validation: &Validation, schema: &str) -> Value {
    let first: Vec<Value> = validation
        .first
        .iter()
        .map(|bad| {
            let faults: Vec<Value> =
                bad.faults.iter().map(|fault| json!({ "path": fault.path, "message": fault.message })).collect();
            json!({ "record": bad.record, "line": bad.line, "faults": faults })
        })
        .collect();
    json!({
        "file": file, "schema": schema, "records": validation.records, "bad": validation.bad, "bad_records": first,
    })
}
