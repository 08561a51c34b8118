//! `lakectl logs query`

use clap::Args;

use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::log::{LogName, LogQuery, LogQueryAnswer};
use crate::domain::price::{dollars, list_prices};
use crate::domain::query::batch::Batch;
use crate::domain::size::friendly;
use crate::domain::span::Span;
use crate::error::{Error, Kind, Result};
use crate::ops::logs;
use crate::outcome::Answer;
use crate::render::{RowColumn, Rows, View};

/// Ask logs a question in the language of Logs Insights
///
/// What it may cost is said before it runs, by what the log groups hold: the whole of them is the most that it can read.
/// Ctrl-C stops it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local logs query crawler:raw 'filter @message like /ERROR/ | stats count(*) by bin(1h)'\n  lakectl logs query /aws/lambda/fetch 'fields @timestamp, @message | sort @timestamp desc | limit 20' --since 2h -o json\n\nExit codes: 9 when the query failed, 10 on --timeout."
)]
pub struct LogsQueryArgs {
    /// GROUP, job:NAME or crawler:NAME
    #[arg(value_name = "LOG")]
    name: LogName,
    /// The query
    #[arg(value_name = "QUERY")]
    text: String,
    /// Ask this log, too
    #[arg(long = "and", value_name = "LOG")]
    others: Vec<LogName>,
    /// How far to look back
    #[arg(long, value_name = "DURATION", default_value = "1h")]
    since: Span,
    /// How far back to stop
    #[arg(long, value_name = "DURATION", default_value = "0s")]
    until: Span,
    /// At most so many rows, when the query names no limit
    #[arg(long, value_name = "COUNT", default_value_t = 1000, value_parser = clap::value_parser!(i32).range(1..=10_000))]
    limit: i32,
    /// How long to wait
    #[arg(long, value_name = "DURATION", default_value = "15m")]
    timeout: Span,
}

pub async fn run(ctx: &Ctx, args: LogsQueryArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let names: Vec<LogName> = std::iter::once(args.name).chain(args.others).collect();
    let asked = logs::asked(read, &names).await?;
    let now = epoch_millis(ctx.lake_time().await?).div_euclid(1000);
    let back = |span: Span| i64::try_from(span.0.as_secs()).unwrap_or(i64::MAX).min(now);
    if back(args.until) > back(args.since) {
        return Err(Error::usage("--until ends before --since begins"));
    }
    let text = match &asked.narrowed {
        Some(narrowed) => format!("{narrowed} | {}", args.text),
        None => args.text,
    };
    match asked.bytes {
        None => ctx.ui.status("how much the log groups hold is not known"),
        Some(bytes) => ctx.ui.status(&format!("reads at most {}{}", friendly(bytes), price(bytes))),
    }
    let wanted = LogQuery {
        groups: asked.groups,
        text,
        from_seconds: now - back(args.since),
        to_seconds: now - back(args.until),
        limit: Some(args.limit),
    };
    let write = ctx.write_without_question().await?;
    let mut interrupts = ctx.listen();
    let id = logs::start(&write, &wanted).await?;
    let progress = ctx.ui.progress(&format!("query {id}"));
    let update = |message: &str| progress.update(message);
    let answer = tokio::select! {
        answer = logs::wait(read, &id, args.timeout.0, &update) => answer,
        () = interrupts.heard() => Err(Error::new(Kind::Interrupted, "interrupted")),
    };
    drop(progress);
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) if matches!(error.kind(), Kind::Interrupted | Kind::TimedOut) => {
            let what = match write.stop_log_query(&id).await {
                Ok(true) => format!("query {id} was stopped"),
                Ok(false) => format!("query {id} was over"),
                Err(error) => format!("query {id} goes on: {error}"),
            };
            return Err(error.because(what));
        }
        Err(error) => return Err(error),
    };
    if let (Some(matched), Some(scanned), Some(bytes)) = (answer.matched, answer.scanned, answer.scanned_bytes) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes, whole to begin with")]
        let bytes = bytes as u64;
        ctx.ui.status(&format!("{matched} of {scanned} events, {} read{}", friendly(bytes), price(bytes)));
    }
    Ok(Answer::done(View::named_rows("log_rows", Box::new(Found::new(answer)))))
}

/// What reading so much costs, where the list of prices says it.
fn price(bytes: u64) -> String {
    let Some(price) = list_prices().cloudwatch.log_query_gb else { return String::new() };
    #[expect(clippy::cast_precision_loss, reason = "an estimate in dollars")]
    let gigabytes = bytes as f64 / f64::from(1 << 30);
    format!(", estimated {}", dollars(gigabytes * price))
}

/// The rows of an answer.
struct Found {
    columns: Vec<RowColumn>,
    rows: std::vec::IntoIter<Vec<(String, String)>>,
}

/// Rows of one batch.
const BATCH: usize = 1000;

impl Found {
    fn new(answer: LogQueryAnswer) -> Self {
        let columns = answer.columns().into_iter().map(|name| {
            let mut cells =
                answer.rows.iter().flatten().filter(|(own, _)| *own == name).map(|(_, value)| value.as_str());
            let is_number = cells.all(is_number);
            RowColumn { name, is_literal: is_number, is_number }
        });
        Self { columns: columns.collect(), rows: answer.rows.into_iter() }
    }
}

/// Whether a value reads as a number that JSON can hold.
fn is_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

impl Rows for Found {
    fn columns(&self) -> &[RowColumn] {
        &self.columns
    }

    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        for row in self.rows.by_ref().take(BATCH) {
            let cells: Vec<Option<&str>> = self
                .columns
                .iter()
                .map(|column| row.iter().find(|(name, _)| *name == column.name).map(|(_, value)| value.as_str()))
                .collect();
            batch.push(&cells);
        }
        Ok(!batch.is_empty())
    }
}
