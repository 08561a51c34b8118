//! `lakectl query`: run statements and show their rows, or judge them without running.

mod guard;
mod here;
mod judge;
mod prompt;
mod script;
mod shown;
mod summary;
mod wait;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::json;

pub use shown::ResultArgs;
pub use summary::show_result;
pub use wait::wait;

use crate::context::Ctx;
use crate::domain::query::Request;
use crate::domain::size;
use crate::domain::span::Span;
use crate::domain::workgroup::WorkGroupName;
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::ops::query::Place;
use crate::ops::query::near::Stock;
use crate::ops::query::pending::Pending;
use crate::outcome::{Answer, Outcome};
use crate::render::{self, Format, View, save};
use guard::{Guard, GuardArgs};
use judge::ExplainKind;
use script::Statement;

/// How long a query is waited for when nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(30 * 60);
/// The oldest result that may be used again, in minutes. Source: Amazon Athena API reference, ResultReuseByAgeConfiguration.
const OLDEST_MINUTES: u64 = 10_080;

/// What runs a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// The service, or the local lake
    #[default]
    Athena,
    /// The engine of this machine, over files of the lake
    Local,
}

/// Run SQL statements and show their rows
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local query 'SELECT * FROM raw.weather LIMIT 10'\n  lakectl query -f report.sql -d curated -o csv > report.csv\n  lakectl query 'SELECT * FROM t WHERE day = ? AND station = ?' --parameter 7 --parameter \"'BER'\"\n  lakectl query 'SELECT * FROM t WHERE day = :day' --parameter day=\"'2026-01-31'\" --to day.parquet\n  lakectl query -f report.sql --estimate\n  lakectl query -f backfill.sql --max-scan 100GB --budget 5USD\n  echo 'SHOW TABLES' | lakectl query -d raw -\n\nA file may hold several statements, each with a semicolon after it; their results follow each other, and the first failure ends the command.\n\nThe result goes to --output-location, else where the workgroup says, else to the bucket with the tag zone=query-results. NULL and the empty text stay apart in json, jsonl and csv.\n\nGuards in lake.toml: read_only = true; max_scan = \"10GB\"; [workgroups.analysts] max_scan = \"1TB\".\n\nExit codes: 2 and 5 when --check finds a mistake, 8 when --keep-going went past failures, 9 when the query failed, 10 on --timeout, 11 when a guard or the workgroup's scan limit stopped it, 130 on Ctrl-C (the query is stopped)."
)]
pub struct QueryArgs {
    /// The statement; `-` reads it from stdin; on a terminal, without one, a prompt opens
    #[arg(value_name = "SQL", conflicts_with = "file")]
    sql: Option<String>,
    /// Read the statements from a file; `-` is stdin
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
    /// The value of the next `?`, as a SQL literal: 7, 1.5, 'text', DATE '2026-01-31'; or of `:NAME`, as NAME=LITERAL; repeat it for each
    #[arg(long = "parameter", visible_alias = "param", value_name = "LITERAL", allow_hyphen_values = true)]
    parameters: Vec<String>,
    /// Take the result of an earlier run of the same statement when it is no older
    #[arg(long, value_name = "DURATION", value_parser = reuse)]
    reuse: Option<i32>,
    /// What runs the statement: Athena, or the engine of this machine over the files that it reads, without a charge: those
    /// are brought here, of Parquet and ORC the columns that are needed, up to 1GB or --max-scan
    #[arg(long, value_enum, default_value_t, value_name = "ENGINE")]
    engine: Engine,
    /// The memory that the engine of this machine may take; beyond it, it spills: 256MiB, 4GB [env: LAKE_MEMORY]
    #[arg(long, value_name = "SIZE", value_parser = size::bytes)]
    memory: Option<u64>,
    /// How long to wait for the query [default: 30m]
    #[arg(long, value_name = "DURATION")]
    timeout: Option<Span>,
    /// Start the query, print its id and return
    #[arg(long)]
    no_wait: bool,
    /// Of several statements, run the rest when one fails
    #[arg(long)]
    keep_going: bool,
    /// Run nothing: read the statements and look their names up in the catalog
    #[arg(long, conflicts_with_all = ["estimate", "explain"], help_heading = "Without running it")]
    check: bool,
    /// Run nothing: say what the statements would scan and cost
    #[arg(long, conflicts_with = "explain", help_heading = "Without running it")]
    estimate: bool,
    /// Have the service explain the statements; nothing is scanned
    #[arg(long, value_enum, value_name = "TYPE", num_args = 0..=1, require_equals = true, default_missing_value = "logical", help_heading = "Without running it")]
    explain: Option<ExplainKind>,
    #[command(flatten)]
    guard: GuardArgs,
    #[command(flatten)]
    result: ResultArgs,
}

pub async fn run(ctx: &Ctx, args: QueryArgs) -> Result<Answer> {
    here::check(ctx, &args)?;
    if args.sql.is_none() && args.file.is_none() {
        if ctx.ui.can_ask() && ctx.ui.stdout_is_terminal() {
            return prompt::run(ctx, args).await;
        }
        return Err(Error::usage("SQL is missing: a prompt opens on a terminal only")
            .hint("give it as an argument, with --file, or - for stdin"));
    }
    let text = script::text(args.sql.as_deref(), args.file.as_deref())?;
    let mut statements = script::statements(&text, &args.parameters)?;
    let database = args.database.as_deref();
    if args.check {
        return judge::check(ctx, &statements, database).await;
    }
    if args.estimate {
        return judge::estimated(ctx, &statements, database, args.guard.footers()).await;
    }
    if ctx.settings.select.is_some() {
        return Err(Error::usage("--select needs the whole document, and query results are a stream")
            .hint("select in SQL, or pipe -o jsonl into jq"));
    }
    if let Some(path) = &args.result.to {
        save::kind(path)?;
        if statements.len() > 1 {
            return Err(Error::usage("--to takes the rows of one statement, and there are several"));
        }
    }
    if args.no_wait && statements.len() > 1 {
        return Err(Error::usage("--no-wait starts one statement, and there are several")
            .hint("they would run at the same time: give them one by one"));
    }
    if let Some(kind) = args.explain {
        for statement in &mut statements {
            *statement = Statement {
                sql: judge::explanation(&statement.sql, kind),
                effect: crate::domain::query::sql::Effect::Look,
                ..statement.clone()
            };
        }
    }
    let session = Session::new(ctx, &args).await?;
    let mut guard = args.guard.guard(ctx, session.workgroup.as_deref());
    let (mut failed, last) = (0, statements.len().saturating_sub(1));
    for (index, statement) in statements.iter().enumerate() {
        let answer = session
            .run(ctx, statement, &args, &mut guard)
            .await
            .map_err(|error| judge::numbered(error, index, &statements));
        match answer {
            Ok(answer) if index == last && failed == 0 => return Ok(answer),
            Ok(answer) => show(ctx, answer, ctx.settings.format).await?,
            Err(error) if args.keep_going && last > 0 && error.kind() != Kind::Interrupted => {
                failed += 1;
                ctx.ui.error(&error);
            }
            Err(error) => return Err(error),
        }
    }
    ctx.ui.status(&format!("{failed} of {} statements failed", statements.len()));
    Ok(Answer::done(View::nothing()).with(Outcome::Partial))
}

/// Shows what one statement of several gave, on a thread that may block.
async fn show(ctx: &Ctx, answer: Answer, format: Format) -> Result<()> {
    let ui = ctx.ui.clone();
    let shown = tokio::task::spawn_blocking(move || render::show(&ui, answer.view, format, None));
    shown.await.map_err(|error| Error::failed("the output was stopped in the middle").because(error))?
}

/// What the statements of a command have in common.
struct Session {
    workgroup: Option<String>,
    output_location: Option<String>,
    /// What the lake beside has, when statements run there.
    stock: tokio::sync::Mutex<Stock>,
}

impl Session {
    async fn new(ctx: &Ctx, args: &QueryArgs) -> Result<Self> {
        let workgroup = args.workgroup.as_ref().map(ToString::to_string);
        if here::is_meant(ctx, args) {
            let output_location = Some(ops::query::near::results());
            return Ok(Self { workgroup: None, output_location, stock: Default::default() });
        }
        let output_location = match &args.output_location {
            Some(location) => Some(location.clone()),
            None => match ops::query::place(ctx.read().await?, workgroup.as_deref()).await? {
                Place::Workgroup => None,
                Place::Location(location) => Some(location),
            },
        };
        Ok(Self { workgroup, output_location, stock: Default::default() })
    }

    async fn run(&self, ctx: &Ctx, statement: &Statement, args: &QueryArgs, guard: &mut Guard) -> Result<Answer> {
        // The same way for both: what was brought is a lake like any other.
        let ctx = if here::is_meant(ctx, args) {
            guard.admit_reads(statement)?;
            here::bring(ctx, statement, args, guard, &self.stock).await?
        } else {
            guard.admit(ctx, statement, args.database.as_deref()).await?;
            ctx
        };
        let mut request = Request {
            sql: statement.sql.clone(),
            database: args.database.clone(),
            catalog: args.catalog.clone(),
            workgroup: self.workgroup.clone(),
            output_location: self.output_location.clone(),
            parameters: statement.parameters.clone(),
            reuse_minutes: args.reuse,
            token: String::new(),
        };
        let lake = format!("{:?} {:?} {:?}", ctx.settings.target, ctx.settings.region, ctx.settings.acting_as);
        let pending = Pending::reserve(ctx.settings.state.as_deref(), &lake, &request, ctx.clock().now());
        request.token.clone_from(&pending.token);
        if let Some(why) = pending.unkept.as_deref().filter(|_| !ctx.is_beside()) {
            ctx.ui.warn(&format!(
                "{why}: if no answer comes to this start, the same command may run the statement twice"
            ));
        }
        if pending.is_retry {
            ctx.ui.status("this statement was sent before and no answer came: if it runs, this is that query");
        }
        let write = ctx.write_without_question().await?;
        if (args.no_wait || args.timeout.is_some()) && !ctx.is_beside() {
            ctx.may_leave_work_running();
        }
        // Before the start: a query that begins while Ctrl-C is pressed is stopped as well.
        let mut interrupts = ctx.listen();
        let started = ops::query::start(&write, &request).await;
        // Without an answer the query may run all the same: the next try must not start a second one.
        if !started.as_ref().is_err_and(Error::outcome_is_unknown) {
            pending.settle();
        }
        let id = started?;
        if args.no_wait {
            ctx.ui.status(&ctx.ui.own(&format!("watch it: lakectl queries show {id}")));
            ctx.ui.status(&ctx.ui.own(&format!("its rows: lakectl queries results {id}")));
            return Ok(Answer::done(View::lines("query", json!({ "id": id }), vec![id.clone()])));
        }
        let timeout = args.timeout.map_or(TIMEOUT, |timeout| timeout.0);
        let waited = wait(ctx, &id, timeout, true, &mut interrupts).await;
        if waited.is_err() && !ctx.is_beside() {
            // What failed or was stopped may have scanned, and a stopped one is charged.
            guard.spend_ended(ctx, &id).await;
        }
        let execution = waited?;
        // What follows only shows: Ctrl-C ends it at once.
        drop(interrupts);
        if let (Some(asked), Some(real)) = (&request.output_location, &execution.output_location)
            && !real.starts_with(asked.trim_end_matches('/'))
        {
            ctx.ui.warn(&format!("the workgroup insists on its own place for results: {real}"));
        }
        if !ctx.is_beside() {
            guard.spend(execution.dollars());
        }
        show_result(ctx, execution, &args.result).await
    }
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

/// Reads the age of a result in whole minutes.
fn reuse(text: &str) -> Result<i32, String> {
    let minutes = text.parse::<Span>()?.0.as_secs() / 60;
    if minutes > OLDEST_MINUTES {
        return Err(format!("a result is kept for reuse for at most 7d ({OLDEST_MINUTES} minutes)"));
    }
    i32::try_from(minutes).map_err(|error| error.to_string())
}
