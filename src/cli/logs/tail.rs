//! `lakectl logs tail`

use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::catalog::time;
use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::log::{LogEvent, LogName};
use crate::domain::span::Span;
use crate::error::{Error, Kind, Result};
use crate::ops::logs::{Tail, places};
use crate::outcome::Answer;
use crate::render::{Format, View};
use crate::ui::{json_safe, sanitize};

/// Show the end of a log, and what comes
///
/// A log is named by its group, or by what writes it: job:NAME for both logs of the newest run, crawler:NAME for a crawler.
/// With --follow, a group that nobody wrote to yet is waited for, until Ctrl-C.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local logs tail crawler:raw\n  lakectl logs tail job:clean --follow\n  lakectl logs tail /aws/lambda/fetch --since 2h --filter ERROR -o jsonl"
)]
pub struct LogsTailArgs {
    /// GROUP, job:NAME or crawler:NAME
    #[arg(value_name = "LOG")]
    name: LogName,
    /// How far to look back
    #[arg(long, value_name = "DURATION", default_value = "1h")]
    since: Span,
    /// Only what the service's filter pattern lets through: ERROR, "two words", ?this ?that, -without
    #[arg(long, value_name = "PATTERN", allow_hyphen_values = true)]
    filter: Option<String>,
    /// Only streams whose names begin so
    #[arg(long, value_name = "PREFIX")]
    stream: Option<String>,
    /// Show what comes, too, until Ctrl-C
    #[arg(short, long)]
    follow: bool,
}

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(2);

pub async fn run(ctx: &Ctx, args: LogsTailArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let mut places = places(read, &args.name, args.follow).await?;
    if let Some(prefix) = &args.stream {
        if places.iter().any(|place| place.stream_prefix.is_some()) {
            return Err(Error::usage("--stream is for a log group; a job and a crawler name their streams themselves"));
        }
        for place in &mut places {
            place.stream_prefix = Some(prefix.clone());
        }
    }
    let now = epoch_millis(ctx.lake_time().await?);
    let back = i64::try_from(args.since.0.as_millis()).unwrap_or(i64::MAX);
    let mut tail = Tail::new(places, args.filter, now.saturating_sub(back).max(0));
    if !args.follow {
        let events = tail.next(read).await?;
        let value = json!({ "events": events.iter().map(row).collect::<Vec<_>>() });
        return Ok(Answer::done(View::lines("log", value, events.iter().map(line).collect())));
    }
    let mut interrupts = ctx.listen();
    loop {
        for event in tail.next(read).await? {
            let text = match ctx.settings.format {
                Format::Json | Format::Jsonl => json_safe(&row(&event).to_string()),
                _ => sanitize(&line(&event)),
            };
            ctx.ui.write(text.as_bytes())?;
            ctx.ui.write(b"\n")?;
        }
        ctx.ui.flush()?;
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = interrupts.heard() => return Err(Error::new(Kind::Interrupted, "interrupted")),
        }
    }
}

fn row(event: &LogEvent) -> Value {
    json!({
        "time": time(Some(event.at_millis)),
        "group": event.group,
        "stream": event.stream,
        "message": event.message.trim_end_matches('\n'),
    })
}

fn line(event: &LogEvent) -> String {
    let at = time(Some(event.at_millis)).unwrap_or_default();
    format!("{at} {} {}", event.stream, event.message.trim_end_matches('\n'))
}
