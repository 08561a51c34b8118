//! `lakectl ingest`

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::args::ChangeArgs;
use crate::clock::rfc3339;
use crate::context::{Ctx, Danger};
use crate::domain::bucket::BucketName;
use crate::domain::ingest::{FileFormat, SourceName};
use crate::domain::zone::Zone;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::ingest::{IngestOptions, PreparedFile, When};
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("FILE", "file"),
    Column::text("RESULT", "result"),
    Column::text("FORMAT", "format"),
    Column::new("SIZE", "bytes", Style::Bytes),
    Column::new("STORED", "stored_bytes", Style::Bytes),
    Column::text("OBJECT", "object"),
];

/// Put files into the raw zone: checked, compressed, laid out by source and day
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local ingest weather.csv --source weather\n  curl -s URL | lakectl ingest - --name events.json --source events --date 2026-11-22"
)]
pub struct IngestArgs {
    /// The files; `-` is stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What they come from: the first folder of their keys
    #[arg(long, value_name = "NAME")]
    source: SourceName,
    /// The bucket [default: the one tagged as the raw zone]
    #[arg(long, value_name = "BUCKET")]
    bucket: Option<BucketName>,
    /// The day of the layout, as 2026-11-22 [default: today, UTC]
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// The format, in place of detecting it: csv, json, parquet, avro, orc, text, binary
    #[arg(long, value_name = "FORMAT")]
    format: Option<FileFormat>,
    /// The name of what comes from stdin
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    name: String,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: IngestArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let bucket = match args.bucket {
        Some(bucket) => bucket,
        None => ops::bucket::of_zone(read, Zone::Raw).await?,
    };
    ops::bucket::require(read, &bucket).await?;
    let when = when(ctx, args.date.as_deref())?;
    let options = IngestOptions { bucket, source: args.source, when, format: args.format };
    let write = match ctx.consent(&args.change.answers(), &Danger::None)? {
        Some(consent) => Some(ctx.write(consent).await?),
        None => None,
    };
    let progress = ctx.ui.progress(&format!("ingesting {} files", args.files.len()));
    let mut known = ops::ingest::known(read, &options).await?;
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    if args.files.iter().filter(|file| file.as_os_str() == "-").count() > 1 {
        return Err(Error::usage("stdin comes once: `-` is named several times"));
    }
    for file in &args.files {
        progress.update(&format!("ingesting {}", file.display()));
        let stdin = if file.as_os_str() == "-" { Some(stdin_file()?) } else { None };
        let name = match &stdin {
            Some(_) => args.name.clone(),
            None => file.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned()),
        };
        let path = stdin.as_ref().map_or(file.as_path(), tempfile::NamedTempFile::path);
        let prepared = match ops::ingest::prepare(read, &options, &mut known, path, &name).await {
            Ok(prepared) => prepared,
            Err(error) => {
                failures.push((file, error));
                continue;
            }
        };
        let result = match (&prepared.present, &write) {
            (Some(_), _) => "present",
            (None, None) => "would upload",
            (None, Some(write)) => match ops::ingest::upload(write, &options, &prepared).await {
                Ok(()) => "uploaded",
                Err(error) => {
                    failures.push((file, error));
                    continue;
                }
            },
        };
        rows.push(row(file, &prepared, &options, result));
    }
    drop(progress);
    finish(ctx, rows, failures)
}

fn row(file: &Path, prepared: &PreparedFile, options: &IngestOptions, result: &str) -> Value {
    let key = prepared.present.as_deref().unwrap_or(&prepared.key);
    json!({
        "file": file.display().to_string(),
        "result": result,
        "format": prepared.format.name(),
        "bytes": prepared.bytes,
        "stored_bytes": prepared.stored_bytes,
        "object": format!("s3://{}/{key}", options.bucket),
        "error": null,
    })
}

/// One failed file alone is the command's error; among others it is a row, and the rest is done.
fn finish(ctx: &Ctx, mut rows: Vec<Value>, mut failures: Vec<(&PathBuf, Error)>) -> Result<Answer> {
    if rows.is_empty() && failures.len() == 1 {
        return Err(failures.remove(0).1);
    }
    let outcome = if failures.is_empty() { Outcome::Done } else { Outcome::Partial };
    for (file, error) in failures {
        let message = error.chain().join(": ");
        ctx.ui.warn(&message);
        rows.push(json!({ "file": file.display().to_string(), "result": "failed", "error": message }));
    }
    Ok(Answer::done(View::list("files", rows, COLUMNS)).with(outcome))
}

fn stdin_file() -> Result<tempfile::NamedTempFile> {
    let failed = |error: std::io::Error| Error::failed("stdin cannot be kept in a temporary file").because(error);
    let mut file = tempfile::NamedTempFile::new().map_err(failed)?;
    let mut buffer = vec![0; 256 * 1024];
    let mut stdin = std::io::stdin().lock();
    loop {
        let count = stdin.read(&mut buffer).map_err(failed)?;
        if count == 0 {
            break;
        }
        file.write_all(&buffer[..count]).map_err(failed)?;
    }
    file.flush().map_err(failed)?;
    Ok(file)
}

fn when(ctx: &Ctx, date: Option<&str>) -> Result<When> {
    let now = ctx.clock().now();
    let utc = time::OffsetDateTime::from(now);
    let day = match date {
        None => utc.date(),
        Some(text) => time::Date::parse(text, time::macros::format_description!("[year]-[month]-[day]"))
            .map_err(|_| Error::usage(format!("`{text}` is no day")).hint("write it as 2026-11-22"))?,
    };
    let stamp = utc
        .format(time::macros::format_description!("[year][month][day]_[hour][minute][second]"))
        .map_err(|error| Error::failed("the time cannot be written").because(error))?;
    Ok(When { day: (day.year(), u8::from(day.month()), day.day()), stamp, ingested_at: rfc3339(now) })
}
