//! `lakectl table create`

use clap::Args;

use super::infer;
use crate::cli::args::ChangeArgs;
use crate::cli::{change, place, schema};
use crate::context::Ctx;
use crate::domain::catalog::{
    AVRO_SCHEMA, ColumnList, PROJECTION_ENABLED, PROJECTION_TEMPLATE, Projection, TableColumn, TableFormat,
    TableFormatOptions, TableName, TableStorage, projection_problems,
};
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::domain::schema::DataFormat;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::schema::{Definition, DefinitionName};
use crate::outcome::Answer;
use crate::plan::kind::table::TableResource;

/// Create a table over files, or bring the one that is there to the same state
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table create raw.weather --format csv --header \\\n    --columns 'date string, rain double' --location s3://lake-raw/weather/\n  lakectl table create raw.events --infer raw:events/ --dry-run\n  lakectl table create raw.logs --format parquet --columns 'id bigint' --location s3://lake-raw/logs/ \\\n    --partitioned-by 'day string' --projection 'day=date:2026-01-01,NOW;format=yyyy-MM-dd'"
)]
pub struct TableCreateArgs {
    /// The table, as database.table
    name: TableName,
    /// The columns with their types: 'id bigint, tags array<string>'. An Avro table may have them from its parameter
    /// avro.schema.literal instead
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<ColumnList>,
    /// Take the columns from a schema: a file, NAME or REGISTRY/NAME of a registry, with @VERSION for an older one, or
    /// git:REF:PATH
    #[arg(long, value_name = "SCHEMA", conflicts_with = "columns")]
    from_schema: Option<DefinitionName>,
    /// Take columns, partition keys, format and location from the files that are there, as a crawler would: s3://… or
    /// zone:path
    #[arg(
        long,
        value_name = "PLACE",
        conflicts_with_all = ["columns", "from_schema", "location", "format", "partitioned_by", "header", "delimiter"]
    )]
    infer: Option<String>,
    /// Where the files are: s3://bucket/prefix/ or zone:path
    #[arg(long, value_name = "PLACE", required_unless_present = "infer")]
    location: Option<String>,
    /// The format of the files: parquet, orc, json, csv, avro or text
    #[arg(long, value_name = "FORMAT", required_unless_present = "infer")]
    format: Option<TableFormat>,
    /// The partition keys with their types: 'year int, month int'
    #[arg(long, value_name = "COLUMNS")]
    partitioned_by: Option<ColumnList>,
    /// Let queries work the partitions of a key out, without entries in the catalog: KEY=integer:MIN,MAX, KEY=enum:A,B,
    /// KEY=date:FROM,TO;format=yyyy-MM-dd or KEY=injected; once for each key
    #[arg(long = "projection", value_name = "PROJECTION")]
    projections: Vec<Projection>,
    /// Where projected partitions lie, when not in Hive's folders: s3://bucket/prefix/${year}/${month}/
    #[arg(long, value_name = "TEMPLATE", requires = "projections")]
    location_template: Option<String>,
    /// CSV: the character between fields
    #[arg(long, value_name = "CHAR", default_value = ",")]
    delimiter: char,
    /// CSV: the first line holds names
    #[arg(long)]
    header: bool,
    /// CSV: fields may be in quotes
    #[arg(long)]
    quoted: bool,
    /// What a column or partition key is for: COLUMN=TEXT
    #[arg(long = "comment", value_name = "COLUMN=TEXT", value_parser = pair)]
    comments: Vec<(String, String)>,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Who answers for it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// A parameter of the table; others stay as they are
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = pair)]
    parameters: Vec<(String, String)>,
    #[command(flatten)]
    change: ChangeArgs,
}

fn pair(text: &str) -> std::result::Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(format!("`{text}` is no pair: write NAME=VALUE")),
    }
}

/// What is in the files, told or found.
pub struct Shape {
    pub columns: Vec<TableColumn>,
    pub partition_keys: Vec<TableColumn>,
    /// `s3://bucket/prefix/`
    pub location: String,
    pub storage: TableStorage,
}

pub async fn run(ctx: &Ctx, args: TableCreateArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let mut shape = match &args.infer {
        Some(place) => {
            ops::db::need(read, &args.name.database).await?;
            infer::shape(ctx, place, args.quoted, &args.name).await?
        }
        None => {
            let shape = told(ctx, &args).await?;
            ops::db::need(read, &args.name.database).await?;
            shape
        }
    };
    for (name, text) in &args.comments {
        comment(&mut shape, name, text)?;
    }
    let mut parameters: Vec<(String, String)> = Vec::new();
    if !args.projections.is_empty() {
        parameters.push((PROJECTION_ENABLED.to_owned(), "true".to_owned()));
        parameters.extend(args.projections.iter().flat_map(Projection::parameters));
        parameters.extend(args.location_template.clone().map(|template| (PROJECTION_TEMPLATE.to_owned(), template)));
    }
    parameters.extend(args.parameters);
    let problems = projection_problems(&parameters.iter().cloned().collect(), &shape.partition_keys, &shape.location);
    if let Some((first, others)) = problems.split_first() {
        let error = others.iter().fold(Error::usage(first.clone()), |error, other| error.hint(other.clone()));
        return Err(error.hint("--projection 'KEY=integer:MIN,MAX' for each partition key"));
    }
    let resource = TableResource {
        name: args.name,
        columns: shape.columns,
        partition_keys: shape.partition_keys,
        location: shape.location,
        storage: shape.storage,
        description: args.description,
        owner: args.owner,
        parameters,
    };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

/// As the flags say it.
async fn told(ctx: &Ctx, args: &TableCreateArgs) -> Result<Shape> {
    let missing = |flag: &str| Error::usage(format!("{flag} is missing"));
    let location = args.location.as_deref().ok_or_else(|| missing("--location"))?;
    let location = place::resolve(ctx, location).await?;
    let partition_keys = args.partitioned_by.clone().unwrap_or_default().0;
    let format = args.format.ok_or_else(|| missing("--format"))?;
    let literal = args.parameters.iter().find(|(name, _)| name == AVRO_SCHEMA).map(|(_, text)| text.clone());
    let (columns, schema) = match (&args.columns, &args.from_schema, literal) {
        (Some(columns), ..) => (columns.0.clone(), None),
        (None, Some(name), _) => {
            let definition = schema::definition(ctx, name, DEFAULT_REGISTRY, None).await?;
            (from_schema(ctx, &definition, &partition_keys)?, Some(definition))
        }
        (None, None, Some(text)) if format == TableFormat::Avro => {
            let label = format!("the parameter {AVRO_SCHEMA}");
            let definition = Definition { label, is_file: false, format: DataFormat::Avro, text };
            (from_schema(ctx, &definition, &partition_keys)?, None)
        }
        (None, None, _) => return Err(missing("--columns").hint("--columns 'id bigint, name string'")),
    };
    if let Some(key) = partition_keys.iter().find(|key| columns.iter().any(|column| column.name == key.name)) {
        return Err(Error::usage(format!("`{}` is a column and a partition key: it can be one of them", key.name)));
    }
    let options = TableFormatOptions { format, delimiter: args.delimiter, header: args.header, quoted: args.quoted };
    let mut storage = options.storage();
    // What the readers of Avro hold the files against. A field that stands in the path is in no file, and then nothing is.
    if let Some(definition) = schema.filter(|definition| definition.format == DataFormat::Avro)
        && format == TableFormat::Avro
        && partition_keys.is_empty()
    {
        let compact = serde_json::from_str::<serde_json::Value>(&definition.text).map(|value| value.to_string());
        storage.format.serde_parameters.insert(AVRO_SCHEMA.to_owned(), compact.unwrap_or(definition.text));
    }
    Ok(Shape { columns, partition_keys, location: location.to_string(), storage })
}

fn comment(shape: &mut Shape, name: &str, text: &str) -> Result<()> {
    let all = shape.columns.iter().chain(&shape.partition_keys);
    let unknown = Error::not_found(format!("there is no column `{name}` to comment on"))
        .did_you_mean(name, all.map(|column| column.name.as_str()))
        .with_kind(crate::error::Kind::Usage);
    let found = shape.columns.iter_mut().chain(&mut shape.partition_keys);
    let column = found.into_iter().find(|column| column.name.eq_ignore_ascii_case(name)).ok_or(unknown)?;
    column.comment = Some(text.to_owned());
    Ok(())
}

/// The columns of a schema. A field that is a partition key stands in the path of the files, and is no column.
fn from_schema(ctx: &Ctx, definition: &Definition, partition_keys: &[TableColumn]) -> Result<Vec<TableColumn>> {
    let bridged = ops::schema::columns(definition)?;
    for note in &bridged.notes {
        ctx.ui.warn(note);
    }
    let is_key = |column: &TableColumn| partition_keys.iter().any(|key| key.name == column.name);
    Ok(bridged.columns.into_iter().filter(|column| !is_key(column)).collect())
}
