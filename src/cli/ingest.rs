//! `lakectl ingest`

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use clap::Args;
use serde_json::{Value, json};

use super::args::ChangeArgs;
use super::catalog::counted;
use super::schema::definition;
use crate::clock::rfc3339;
use crate::context::{Ctx, Danger};
use crate::domain::bucket::BucketName;
use crate::domain::ingest::{FileFormat, SourceName};
use crate::domain::registry::DEFAULT_REGISTRY;
use crate::domain::schema::RegistryName;
use crate::domain::zone::Zone;
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::ops::ingest::{Fate, IngestOptions, Ingested, SchemaCheck, Source, Watch, When};
use crate::ops::schema::DefinitionName;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};
use crate::ui::Progress;

const COLUMNS: &[Column] = &[
    Column::text("FILE", "file"),
    Column::text("RESULT", "result"),
    Column::text("FORMAT", "format"),
    Column::new("RECORDS", "records", Style::Count),
    Column::new("REJECTED", "rejected", Style::Count),
    Column::new("SIZE", "bytes", Style::Bytes),
    Column::new("STORED", "stored_bytes", Style::Bytes),
    Column::text("OBJECT", "object"),
];

/// Put files into the raw zone: checked, compressed, laid out by source and day
///
/// Each row of CSV and each line of JSON is checked. A file with a bad one is not ingested, and its first bad records are
/// named by line; with --reject-to they are kept apart and the others go in. Files that are there already, by their
/// content, are left out. With --schema each record must fit it, too; the fields of CSV are read as what it wants. A run that was broken off is finished by running it again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local ingest weather.csv --source weather\n  lakectl ingest exports/*.csv --source orders --reject-to rejects\n  curl -s URL | lakectl ingest - --name events.json --source events --date 2026-11-22\n\nExit codes: 8 when some files failed or some records were rejected."
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
    /// What every record must fit: NAME or NAME@VERSION of a registry, a file, or git:REF:PATH
    #[arg(long, value_name = "SCHEMA")]
    schema: Option<DefinitionName>,
    /// The registry of a schema that is named
    #[arg(long, value_name = "NAME", default_value = DEFAULT_REGISTRY)]
    registry: RegistryName,
    /// Keep bad records in this folder and ingest the others
    #[arg(long, value_name = "FOLDER")]
    reject_to: Option<PathBuf>,
    /// The name of what comes from stdin
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    name: String,
    /// How many files at once [default: twice the processors]
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: IngestArgs) -> Result<Answer> {
    if args.files.iter().filter(|file| file.as_os_str() == "-").count() > 1 {
        return Err(Error::usage("stdin comes once: `-` is named several times"));
    }
    let read = ctx.read().await?;
    let bucket = match args.bucket {
        Some(bucket) => bucket,
        None => ops::bucket::of_zone(read, Zone::Raw).await?,
    };
    ops::bucket::require(read, &bucket).await?;
    let schema = match &args.schema {
        None => None,
        Some(name) => {
            let found = definition(ctx, name, args.registry.as_str(), None).await?;
            let schema = ops::schema::data_schema(found.format, &found.text, &found.label)?;
            Some(SchemaCheck { label: found.label, schema: Arc::new(schema) })
        }
    };
    let options = IngestOptions {
        bucket: bucket.clone(),
        source: args.source,
        when: when(ctx, args.date.as_deref()).await?,
        format: args.format,
        reject_to: args.reject_to,
        schema,
        at_once: args.jobs.map_or_else(default_jobs, usize::from),
        stop: ctx.interruption(),
    };
    let write = match ctx.consent(&args.change.answers(), &Danger::None)? {
        Some(consent) => Some(ctx.write(consent).await?),
        None => None,
    };
    let stdin = if args.files.iter().any(|file| file.as_os_str() == "-") { Some(stdin_file()?) } else { None };
    let files: Vec<Source> =
        args.files.iter().map(|file| source(file, stdin.as_ref().map(|stdin| stdin.path()), &args.name)).collect();
    let bytes = files.iter().filter_map(|file| std::fs::metadata(&file.path).ok()).map(|file| file.len()).sum();
    let count = files.len();
    let message = if count == 1 { format!("ingesting {}", files[0].shown) } else { format!("ingesting {count} files") };
    let watch = Arc::new(Shown { progress: ctx.ui.progress_of(&message, bytes), done: AtomicU64::new(0), count });
    let results = ops::ingest::run(read, write, options, files.clone(), watch.clone()).await;
    drop(watch);
    finish(ctx, &bucket, &files, results?)
}

fn default_jobs() -> usize {
    2 * std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

fn source(file: &Path, stdin: Option<&Path>, name: &str) -> Source {
    match stdin {
        Some(path) if file.as_os_str() == "-" => {
            Source { shown: "-".to_owned(), path: path.to_owned(), name: name.to_owned() }
        }
        _ => Source {
            shown: file.display().to_string(),
            path: file.to_owned(),
            name: file.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned()),
        },
    }
}

/// The work on the terminal.
struct Shown {
    progress: Progress,
    done: AtomicU64,
    count: usize,
}

impl Watch for Shown {
    fn read(&self, bytes: u64) {
        self.progress.advance(bytes);
    }

    fn done(&self, _file: &str) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.count > 1 {
            self.progress.show(&format!("{done} of {} files", self.count));
        }
    }
}

fn row(file: &Source, bucket: &BucketName, ingested: &Ingested) -> Value {
    let result = match ingested.fate {
        Fate::Uploaded => "uploaded",
        Fate::Present => "present",
        Fate::WouldUpload => "would upload",
    };
    let rejected: Vec<Value> =
        ingested.first_rejected.iter().map(|bad| json!({ "line": bad.line, "reason": bad.reason })).collect();
    json!({
        "file": file.shown,
        "result": result,
        "format": ingested.format.name(),
        "records": ingested.records,
        "rejected": ingested.rejected,
        "first_rejected": rejected,
        "rejects": ingested.kept.as_ref().map(|path| path.display().to_string()),
        "bytes": ingested.bytes,
        "stored_bytes": ingested.stored_bytes,
        "object": format!("s3://{bucket}/{}", ingested.key),
        "error": null,
    })
}

/// When every file failed, the first one's error is the command's; among others a failed file is a row, and the rest is done.
fn finish(ctx: &Ctx, bucket: &BucketName, files: &[Source], results: Vec<Result<Ingested>>) -> Result<Answer> {
    let is_interruption = |result: &Result<Ingested>| matches!(result, Err(error) if error.kind() == Kind::Interrupted);
    if results.iter().any(is_interruption) {
        for error in results.iter().filter(|result| !is_interruption(result)).filter_map(|result| result.as_ref().err())
        {
            ctx.ui.warn(&error.chain().join(": "));
        }
        let is_there = |ingested: &&Ingested| ingested.fate != Fate::WouldUpload;
        let there = results.iter().flatten().filter(is_there).count();
        let what = format!("interrupted: {there} of {} files are in s3://{bucket}", files.len());
        return Err(Error::new(Kind::Interrupted, what).hint("what is there is whole: the same command does the rest"));
    }
    if results.iter().all(Result::is_err) {
        let mut errors = results.into_iter().filter_map(Result::err);
        let first = errors.next().unwrap_or_else(|| Error::usage("no file was named"));
        let others: Vec<Error> = errors.collect();
        if others.is_empty() {
            return Err(first);
        }
        for error in &others {
            ctx.ui.warn(&error.chain().join(": "));
        }
        return Err(first.context(format!("none of the {} files was ingested", others.len() + 1)));
    }
    let mut outcome = Outcome::Done;
    let mut rows = Vec::with_capacity(results.len());
    for (file, result) in files.iter().zip(results) {
        match result {
            Ok(ingested) => {
                if ingested.rejected > 0 {
                    outcome = Outcome::Partial;
                    let first = ingested.first_rejected.first();
                    let first = first.map(|bad| format!("; line {}: {}", bad.line, bad.reason)).unwrap_or_default();
                    let count = counted(ingested.rejected, "bad record");
                    let fate = match (&ingested.kept, ingested.fate) {
                        (Some(kept), _) => format!(", kept in {}", kept.display()),
                        (None, Fate::WouldUpload) => ", which would be kept apart".to_owned(),
                        (None, _) => ", left out by the run that brought the others".to_owned(),
                    };
                    ctx.ui.warn(&format!("{}: {count}{fate}{first}", file.shown));
                }
                if let Some(note) = ingested.note {
                    ctx.ui.status(&format!("note: {}: {note}", file.shown));
                }
                rows.push(row(file, bucket, &ingested));
            }
            Err(error) => {
                outcome = Outcome::Partial;
                let message = error.chain().join(": ");
                ctx.ui.warn(&message);
                rows.push(json!({ "file": file.shown, "result": "failed", "error": message }));
            }
        }
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

async fn when(ctx: &Ctx, date: Option<&str>) -> Result<When> {
    let now = ctx.lake_time().await?;
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
