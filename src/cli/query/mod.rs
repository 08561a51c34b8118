//! `lakectl query`: run a statement and show its rows.

mod summary;
mod wait;

use std::io::Read as _;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::json;

pub use summary::show_result;
pub use wait::wait;

use crate::clock::new_id;
use crate::context::Ctx;
use crate::domain::query::{MOST_BYTES, Request};
use crate::domain::span::Span;
use crate::domain::workgroup::WorkGroupName;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::query::Place;
use crate::outcome::Answer;
use crate::render::View;

/// How long a query is waited for when nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(30 * 60);

/// Run a SQL statement and show its rows
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local query 'SELECT * FROM raw.weather LIMIT 10'\n  lakectl query -f report.sql -d curated -o csv > report.csv\n  lakectl query 'SELECT * FROM t WHERE day = ? AND station = ?' --parameter 7 --parameter \"'BER'\"\n  echo 'SHOW TABLES' | lakectl query -d raw -\n\nThe result goes to --output-location, else where the workgroup says, else to the bucket with the tag\nzone=query-results. NULL and the empty text stay apart in json, jsonl and csv.\n\nExit codes: 9 when the query failed, 10 on --timeout, 11 when a scan limit stopped it, 130 on Ctrl-C\n(the query is stopped)."
)]
pub struct QueryArgs {
    /// The statement; `-` reads it from stdin
    #[arg(value_name = "SQL", required_unless_present = "file", conflicts_with = "file")]
    sql: Option<String>,
    /// Read the statement from a file; `-` is stdin
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The database of names without one
    #[arg(short, long, visible_alias = "db", value_name = "NAME")]
    database: Option<String>,
    /// The data catalog
    #[arg(long, value_name = "NAME")]
    catalog: Option<String>,
    /// The workgroup to run in
    #[arg(long, value_name = "NAME")]
    workgroup: Option<WorkGroupName>,
    /// Where the result goes: s3://BUCKET/PREFIX/
    #[arg(long, value_name = "S3-URI", value_parser = output_location)]
    output_location: Option<String>,
    /// The value of the next `?`, as a SQL literal: 7, 1.5, 'text', DATE '2026-01-31'; repeat it for each
    #[arg(long = "parameter", visible_alias = "param", value_name = "LITERAL", allow_hyphen_values = true)]
    parameters: Vec<String>,
    /// How long to wait for the query [default: 30m]
    #[arg(long, value_name = "DURATION")]
    timeout: Option<Span>,
    /// Start the query, print its id and return
    #[arg(long)]
    no_wait: bool,
}

pub async fn run(ctx: &Ctx, args: QueryArgs) -> Result<Answer> {
    let sql = match (&args.sql, &args.file) {
        (Some(sql), _) if sql == "-" => from_stdin()?,
        (Some(sql), _) => sql.clone(),
        (None, Some(path)) if path.as_os_str() == "-" => from_stdin()?,
        (None, Some(path)) => from_file(path)?,
        (None, None) => return Err(Error::usage("a statement is missing")),
    };
    ops::query::check(&sql)?;
    if ctx.settings.select.is_some() {
        return Err(Error::usage("--select needs the whole document, and query results are a stream")
            .hint("select in SQL, or pipe -o jsonl into jq"));
    }
    let read = ctx.read().await?;
    let workgroup = args.workgroup.as_ref().map(ToString::to_string);
    let output_location = match args.output_location {
        Some(location) => Some(location),
        None => match ops::query::place(read, workgroup.as_deref()).await? {
            Place::Workgroup => None,
            Place::Location(location) => Some(location),
        },
    };
    let request = Request {
        sql,
        database: args.database,
        catalog: args.catalog,
        workgroup,
        output_location,
        parameters: args.parameters,
        token: new_id(),
    };
    let write = ctx.write_without_question().await?;
    if args.no_wait || args.timeout.is_some() {
        ctx.may_leave_work_running();
    }
    // Before the start: a query that begins while Ctrl-C is pressed is stopped as well.
    let mut interrupts = ctx.listen();
    let id = ops::query::start(&write, &request).await?;
    if args.no_wait {
        ctx.ui.status(&format!("watch it: lakectl queries show {id}"));
        ctx.ui.status(&format!("its rows: lakectl queries results {id}"));
        return Ok(Answer::done(View::lines("query", json!({ "id": id }), vec![id.clone()])));
    }
    let execution = wait(ctx, &id, args.timeout.map_or(TIMEOUT, |timeout| timeout.0), true, &mut interrupts).await?;
    if let (Some(asked), Some(real)) = (&request.output_location, &execution.output_location)
        && !real.starts_with(asked.trim_end_matches('/'))
    {
        ctx.ui.warn(&format!("the workgroup insists on its own place for results: {real}"));
    }
    show_result(ctx, execution).await
}

/// Reads a place for results.
pub fn output_location(text: &str) -> Result<String, String> {
    let bucket = text.strip_prefix("s3://").map(|rest| rest.split('/').next().unwrap_or(""));
    match bucket {
        Some(bucket) => bucket
            .parse::<crate::domain::bucket::BucketName>()
            .map(|_| text.to_owned())
            .map_err(|problem| format!("`{text}` names no bucket: {problem}")),
        None => Err(format!("`{text}` is no place for results: write s3://BUCKET/PREFIX/")),
    }
}

fn from_stdin() -> Result<String> {
    let mut sql = String::new();
    // One byte more than is taken, so that a longer one is refused and not cut.
    let limit = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX) + 1;
    std::io::stdin()
        .lock()
        .take(limit)
        .read_to_string(&mut sql)
        .map_err(|error| Error::usage("the statement cannot be read from stdin").because(error))?;
    Ok(sql)
}

fn from_file(path: &std::path::Path) -> Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| Error::usage(format!("{} cannot be read", path.display())).because(error))
}
