//! `lakectl table create`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::{change, schema};
use crate::context::Ctx;
use crate::domain::catalog::{ColumnList, TableColumn, TableFormat, TableFormatOptions, TableName};
use crate::domain::crawl::CrawlTarget;
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::schema::DefinitionName;
use crate::outcome::Answer;
use crate::plan::kind::table::TableResource;

/// Create a table over files, or bring the one that is there to the same state
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table create raw.weather --format csv --header \\\n    --columns 'date string, rain double' --location s3://lake-raw/weather/\n  lakectl table create raw.events --format parquet --columns 'id bigint' --partitioned-by 'day string' \\\n    --location s3://lake-raw/events/ --dry-run"
)]
pub struct TableCreateArgs {
    /// The table, as database.table
    name: TableName,
    /// The columns with their types: 'id bigint, tags array<string>'
    #[arg(long, value_name = "COLUMNS", required_unless_present = "from_schema")]
    columns: Option<ColumnList>,
    /// Take the columns from a schema: a file, NAME or REGISTRY/NAME of a registry, with @VERSION for an older one, or
    /// git:REF:PATH
    #[arg(long, value_name = "SCHEMA", conflicts_with = "columns")]
    from_schema: Option<DefinitionName>,
    /// Where the files are
    #[arg(long, value_name = "S3_URI")]
    location: String,
    /// The format of the files: parquet, orc, json, csv, avro or text
    #[arg(long, value_name = "FORMAT")]
    format: TableFormat,
    /// The partition keys with their types: 'year int, month int'
    #[arg(long, value_name = "COLUMNS")]
    partitioned_by: Option<ColumnList>,
    /// CSV: the character between fields
    #[arg(long, value_name = "CHAR", default_value = ",")]
    delimiter: char,
    /// CSV: the first line holds names
    #[arg(long)]
    header: bool,
    /// CSV: fields may be in quotes
    #[arg(long)]
    quoted: bool,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Who answers for it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// A parameter of the table; others stay as they are
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = parameter)]
    parameters: Vec<(String, String)>,
    #[command(flatten)]
    change: ChangeArgs,
}

fn parameter(text: &str) -> std::result::Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(format!("`{text}` is no parameter: write NAME=VALUE")),
    }
}

pub async fn run(ctx: &Ctx, args: TableCreateArgs) -> Result<Answer> {
    let location = CrawlTarget::parse(&args.location)
        .ok_or_else(|| Error::usage(format!("`{}` is no place in S3: write s3://bucket/prefix/", args.location)))?;
    ops::db::need(ctx.read().await?, &args.name.database).await?;
    let partition_keys = args.partitioned_by.unwrap_or_default().0;
    let columns = match (args.columns, &args.from_schema) {
        (Some(columns), _) => columns.0,
        (None, Some(name)) => from_schema(ctx, name, &partition_keys).await?,
        (None, None) => return Err(Error::usage("the columns are missing").hint("--columns 'id bigint, name string'")),
    };
    let resource = TableResource {
        name: args.name,
        columns,
        partition_keys,
        location: location.to_string(),
        format: TableFormatOptions {
            format: args.format,
            delimiter: args.delimiter,
            header: args.header,
            quoted: args.quoted,
        },
        description: args.description,
        owner: args.owner,
        parameters: args.parameters,
    };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

/// The columns of a schema. A field that is a partition key stands in the path of the files, and is no column.
async fn from_schema(ctx: &Ctx, name: &DefinitionName, partition_keys: &[TableColumn]) -> Result<Vec<TableColumn>> {
    let definition = schema::definition(ctx, name, DEFAULT_REGISTRY, None).await?;
    let bridged = ops::schema::columns(&definition)?;
    for note in &bridged.notes {
        ctx.ui.warn(note);
    }
    let is_key = |column: &TableColumn| partition_keys.iter().any(|key| key.name == column.name);
    Ok(bridged.columns.into_iter().filter(|column| !is_key(column)).collect())
}
