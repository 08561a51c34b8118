//! `lakectl schema infer`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::domain::catalog::TableName;
use crate::domain::schema::DataFormat;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::schema::{Inferred, infer_columns, infer_file, stem};
use crate::outcome::Answer;
use crate::render::View;

/// Make a schema from data: JSON records, a CSV file, a Parquet file, or a table of the catalog
///
/// From JSON records, a member that is in every record is required, and one that is missing or null in some may be null.
/// Columns of CSV files, Parquet files and tables may always be null: nothing says otherwise.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl schema infer events.jsonl > user_event.avsc\n  lakectl schema infer --from-table raw.weather --format json --name Weather"
)]
pub struct SchemaInferArgs {
    /// The file with the data
    #[arg(required_unless_present = "from_table", conflicts_with = "from_table", value_name = "FILE")]
    file: Option<PathBuf>,
    /// A table of the catalog in place of a file, as database.table
    #[arg(long, value_name = "TABLE")]
    from_table: Option<TableName>,
    /// The language of the schema: avro or json
    #[arg(long, value_name = "FORMAT", default_value = "avro")]
    format: DataFormat,
    /// The name of the record, or the title [default: that of the file or table]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The whole file is one record
    #[arg(long)]
    document: bool,
}

pub async fn run(ctx: &Ctx, args: SchemaInferArgs) -> Result<Answer> {
    let inferred = match (&args.file, &args.from_table) {
        (Some(file), _) => {
            let name = args.name.clone().unwrap_or_else(|| stem(file.file_stem().map_or(file.as_path(), Path::new)));
            infer_file(file, args.format, &name, args.document)?
        }
        (None, Some(table)) => {
            let found = ops::table::need(ctx.read().await?, table).await?;
            let name = args.name.clone().unwrap_or_else(|| table.table.clone());
            infer_columns(&found, args.format, &name)?
        }
        (None, None) => return Err(Error::usage("there is neither a file nor --from-table")),
    };
    for note in &inferred.notes {
        ctx.ui.warn(note);
    }
    let Inferred { definition, records, notes } = inferred;
    let text = serde_json::to_string_pretty(&definition).expect("a JSON value can always be written");
    let lines = text.lines().map(str::to_owned).collect();
    let value = json!({
        "format": args.format.to_string(), "definition": definition, "records": records, "notes": notes,
    });
    Ok(Answer::done(View::lines("schema", value, lines)))
}
