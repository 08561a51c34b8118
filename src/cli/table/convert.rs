//! `lakectl table convert`

use clap::Args;

use super::rewrite::{RewriteArgs, carry_out};
use crate::context::Ctx;
use crate::domain::catalog::{TableFormat, TableFormatOptions, TableName};
use crate::domain::rewrite::Purpose;
use crate::domain::shell_word::command;
use crate::error::{Error, Result};
use crate::ops::rewrite::{Keys, Wish};
use crate::outcome::Answer;

/// Make another table of the same rows in a better format, proven row by row
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local table convert raw.weather curated.weather --format parquet --partition-by year --dry-run\n  lakectl table convert raw.events curated.events --partition-by day,country --location curated:events/\n\nRows are copied by INSERT statements of at most 100 partitions each, counted and summed on both sides, and only then does the new table appear. A statement that is too large for the service becomes two. What is done is kept beside the new files: a run that was killed goes on where it stood. The source stays as it is."
)]
pub struct TableConvertArgs {
    /// The table to read, as database.table
    #[arg(value_name = "SRC")]
    source: TableName,
    /// The table to make, as database.table
    #[arg(value_name = "DST")]
    target: TableName,
    /// The format of the new files: parquet, orc, avro, json, csv or text
    #[arg(long, value_name = "FORMAT", default_value = "parquet")]
    format: TableFormat,
    /// The compression of the new files: zstd, snappy, gzip, none; for orc zlib and lz4 as well, for avro deflate, and no
    /// gzip for either [default: zstd; deflate for avro, gzip for csv, json and text]
    #[arg(long, value_name = "NAME")]
    compression: Option<String>,
    /// The partition keys of the new table, columns or keys of the source; without it those of the source stay
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', conflicts_with = "unpartitioned")]
    partition_by: Vec<String>,
    /// The new table has no partitions
    #[arg(long)]
    unpartitioned: bool,
    #[command(flatten)]
    rewrite: RewriteArgs,
}

pub async fn run(ctx: &Ctx, args: TableConvertArgs) -> Result<Answer> {
    if args.source == args.target {
        return Err(Error::usage("the new table needs another name than the source").hint(command(
            "to put the files of a table together: lakectl table compact",
            &[&args.source.to_string()],
            "",
        )));
    }
    let location = args.rewrite.place(ctx).await?;
    let is_text = matches!(args.format, TableFormat::Csv | TableFormat::Json | TableFormat::Text);
    let by_format = match args.format {
        _ if is_text => "gzip",
        TableFormat::Avro => "deflate",
        _ => "zstd",
    };
    let compression = args.compression.clone().unwrap_or_else(|| by_format.to_owned());
    let known: &[&str] = match args.format {
        _ if is_text => &["gzip", "none"],
        TableFormat::Avro => &["deflate", "zstd", "snappy", "none"],
        TableFormat::Orc => &["zstd", "snappy", "zlib", "lz4", "none"],
        _ => &["zstd", "snappy", "gzip", "none"],
    };
    if !known.contains(&compression.to_ascii_lowercase().as_str()) {
        return Err(Error::usage(format!("`{compression}` is no compression of this format: {}", known.join(", "))));
    }
    let keys = match (args.unpartitioned, args.partition_by.is_empty()) {
        (true, _) => Keys::None,
        (false, true) => Keys::Same,
        (false, false) => Keys::By(args.partition_by.iter().map(|name| name.trim().to_owned()).collect()),
    };
    let wish = Wish {
        purpose: Purpose::Convert,
        source: args.source.clone(),
        target: args.target.clone(),
        format: Some(TableFormatOptions { format: args.format, delimiter: ',', header: false, quoted: false }),
        compression: Some(compression),
        keys,
        target_file: args.rewrite.target_file_size,
        filter: None,
        location,
        max_scan: args.rewrite.max_scan(ctx),
        session: args.rewrite.session(),
    };
    carry_out(ctx, &wish, &args.rewrite).await
}
