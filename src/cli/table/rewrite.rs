//! What `table convert` and `table compact` share: flags, the way through a rewrite, what is said about it.

use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::place;
use crate::context::Ctx;
use crate::domain::price::dollars;
use crate::domain::query::dollars_of;
use crate::domain::rewrite::{Purpose, Size, saved_percent};
use crate::domain::shell_word::command;
use crate::domain::size::{self, friendly, grouped, written};
use crate::domain::span::Span;
use crate::domain::workgroup::{PRIMARY, WorkGroupName};
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::ops::query::Current;
use crate::ops::rewrite::{self, Outlook, Report, Session, Wish};
use crate::ops::rules;
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// How long a statement is waited for when nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(60 * 60);

/// Flags of both.
#[derive(Debug, Clone, Args)]
pub struct RewriteArgs {
    /// Put files together up to this size; a file that is larger is not split
    #[arg(long, value_name = "SIZE", value_parser = size::bytes, default_value = "128MiB")]
    pub target_file_size: u64,
    /// Where the new files go: s3://bucket/prefix/ or zone:path; nothing may be there
    #[arg(long, value_name = "PLACE")]
    pub location: Option<String>,
    /// The workgroup to run statements in
    #[arg(long, value_name = "NAME")]
    workgroup: Option<WorkGroupName>,
    /// Where results go: s3://BUCKET/PREFIX/
    #[arg(long, value_name = "S3-URI", value_parser = crate::cli::query::output_location)]
    output_location: Option<String>,
    /// Refuse (exit 11) when all statements together would scan more: 100GB, 1TiB; lake.toml may set a default
    #[arg(long, value_name = "SIZE", value_parser = size::bytes)]
    max_scan: Option<u64>,
    /// No limit on the scan, whatever lake.toml says
    #[arg(long, conflicts_with = "max_scan")]
    no_max_scan: bool,
    /// How long to wait for each statement [default: 1h]
    #[arg(long, value_name = "DURATION")]
    timeout: Option<Span>,
    /// Go ahead although it cannot be seen that you read every row and column of the table
    #[arg(long)]
    all_is_seen: bool,
    /// Throw away what an earlier run began, and begin anew
    #[arg(long)]
    restart: bool,
    /// Show what would be done and stop
    #[arg(long)]
    pub dry_run: bool,
}

impl RewriteArgs {
    /// Where the new files go, when that was said.
    pub async fn place(&self, ctx: &Ctx) -> Result<Option<String>> {
        match &self.location {
            None => Ok(None),
            Some(text) => place::resolve(ctx, text).await.map(|place| Some(place.to_string())),
        }
    }

    /// Where statements run.
    pub fn session(&self) -> Session {
        Session {
            workgroup: self.workgroup.as_ref().map(ToString::to_string),
            output_location: self.output_location.clone(),
            timeout: self.timeout.map_or(TIMEOUT, |timeout| timeout.0),
        }
    }

    /// The most that all statements may scan.
    pub fn max_scan(&self, ctx: &Ctx) -> Option<u64> {
        let workgroup = self.workgroup.as_ref().map_or_else(|| PRIMARY.to_owned(), ToString::to_string);
        let default = ctx.settings.guards.max_scan(&workgroup).filter(|_| !self.no_max_scan);
        self.max_scan.or(default)
    }
}

/// Looks, asks the rules, rewrites, and says what came of it.
pub async fn carry_out(ctx: &Ctx, wish: &Wish, args: &RewriteArgs) -> Result<Answer> {
    if args.restart && !args.dry_run && rewrite::restart(&ctx.write_without_question().await?, wish).await? {
        ctx.ui.status("what an earlier run began is thrown away");
    }
    whole(ctx, wish, args.all_is_seen).await?;
    let outlook = rewrite::outlook(ctx.read().await?, wish).await?;
    if outlook.is_done {
        if !args.dry_run {
            rewrite::tidy(&ctx.write_without_question().await?, wish).await?;
        }
        return Ok(nothing(wish, &outlook).with(Outcome::Unchanged));
    }
    let least = rewrite::least_scan(&outlook.survey, outlook.steps);
    if let Some(most) = wish.max_scan.filter(|most| least > *most && outlook.under_way.is_none()) {
        return Err(Error::refused(format!(
            "the rewrite would scan at least {} (about {}), more than the limit of {}",
            friendly(least),
            dollars(dollars_of(least)),
            written(most)
        ))
        .hint("or do it anyway: a larger --max-scan, or --no-max-scan"));
    }
    if args.dry_run {
        return Ok(planned(wish, &outlook, least));
    }
    for line in plan_lines(wish, &outlook, least) {
        ctx.ui.status(&line);
    }
    let write = ctx.write_without_question().await?;
    let current = Current::default();
    let mut interrupts = ctx.listen();
    let progress = ctx.ui.progress(&format!("{} {}", verb(wish), wish.source));
    let tell = |line: &str| progress.update(line);
    let work = rewrite::run(&write, wish, outlook, &current, &tell);
    let report = current.unless(&write, interrupts.heard(), work).await;
    drop(progress);
    let report = report.map_err(|error| match error.kind() {
        Kind::Interrupted => {
            error.hint("what was copied is kept: the same command goes on, or --restart throws it away")
        }
        _ => error,
    })?;
    for name in &report.left {
        ctx.ui.warn(&format!("{name} was left as it is: its files changed meanwhile; run the same command again"));
    }
    let outcome = if report.left.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(done(wish, &report).with(outcome))
}

/// Refuses to rewrite what the caller reads in part: the rest would be missing in the new files.
async fn whole(ctx: &Ctx, wish: &Wish, all_is_seen: bool) -> Result<()> {
    if all_is_seen {
        return Ok(());
    }
    let read = ctx.read().await?;
    let table = ops::table::need(read, &wish.source).await?;
    let partial = rules::partial(read, &[&table]).await?;
    match partial.into_iter().next() {
        None => Ok(()),
        Some((name, why)) => Err(Error::refused(format!(
            "`{name}` may not be read as a whole, and rows would be missing in the new files"
        ))
        .because(why)
        .hint("act as an administrator of the data lake: --as PRINCIPAL")
        .hint("or say that you read all of it: --all-is-seen")),
    }
}

fn verb(wish: &Wish) -> &'static str {
    match wish.purpose {
        Purpose::Convert => "convert",
        Purpose::Compact => "compact",
    }
}

fn files(size: Size) -> String {
    let noun = if size.files == 1 { "file" } else { "files" };
    format!("{} {noun}, {}", grouped(size.files), friendly(size.bytes))
}

fn size_value(size: Size) -> Value {
    json!({ "files": size.files, "bytes": size.bytes, "scan_dollars": round(size.scan_dollars()) })
}

fn round(dollars: f64) -> f64 {
    (dollars * 1e6).round() / 1e6
}

fn nothing(wish: &Wish, outlook: &Outlook) -> Answer {
    let line = match wish.purpose {
        Purpose::Convert => {
            format!("= table {}: nothing to do, it is what {} was converted to", wish.target, wish.source)
        }
        Purpose::Compact => format!("= table {}: nothing to do, no partition would have fewer files", wish.source),
    };
    let value = json!({
        "source": wish.source.to_string(),
        "target": wish.target.to_string(),
        "applied": true,
        "changed": false,
        "before": size_value(outlook.survey.before),
    });
    Answer::done(View::changes(verb(wish), value, vec![line]))
}

fn plan_lines(wish: &Wish, outlook: &Outlook, least: u64) -> Vec<String> {
    let survey = &outlook.survey;
    let sign = if wish.purpose == Purpose::Convert { '+' } else { '~' };
    let mut lines = vec![format!("{sign} table {} {}", wish.target, verb(wish))];
    if wish.purpose == Purpose::Convert {
        lines.push(format!("    from: {}", wish.source));
    }
    lines.push(format!("    reads: {}", files(survey.before)));
    if !survey.table.partition_keys.is_empty() && wish.purpose == Purpose::Compact {
        lines.push(format!("    partitions: {} of {}", survey.parts.len(), survey.there));
    }
    if !survey.keys.is_empty() {
        let keys: Vec<&str> = survey.keys.iter().map(|key| key.name.as_str()).collect();
        lines.push(format!("    partitioned by: {}", keys.join(", ")));
    }
    let statements = outlook
        .steps
        .map_or_else(|| "one for each 100 partitions, and 3 more".to_owned(), |steps| grouped(steps as u64 + 2));
    lines.push(format!("    statements: {statements}"));
    lines.push(format!("    scans: at least {} (about {})", friendly(least), dollars(dollars_of(least))));
    lines.push(format!("    new files: {}", outlook.base));
    if let Some((done, all)) = outlook.under_way {
        lines.push(format!("    under way: {done} of {all} statements are done"));
    }
    lines
}

fn planned(wish: &Wish, outlook: &Outlook, least: u64) -> Answer {
    let mut lines = plan_lines(wish, outlook, least);
    lines.push("nothing was changed".to_owned());
    let survey = &outlook.survey;
    let value = json!({
        "source": wish.source.to_string(),
        "target": wish.target.to_string(),
        "applied": false,
        "changed": false,
        "before": size_value(survey.before),
        "partitions": survey.parts.len(),
        "partition_keys": survey.keys.iter().map(|key| key.name.clone()).collect::<Vec<_>>(),
        "statements": outlook.steps.map(|steps| steps + 2),
        "least_scan_bytes": least,
        "least_scan_dollars": round(dollars_of(least)),
        "location": outlook.base,
        "under_way": outlook.under_way.map(|(done, all)| json!({ "done": done, "statements": all })),
    });
    Answer::done(View::changes(verb(wish), value, lines))
}

/// What is saved of the bytes, in percent; less than nothing when few rows in a new file weigh more than they did.
fn saving(percent: f64) -> String {
    if percent < 0.0 {
        return format!("{} % more bytes than before", -percent);
    }
    format!("{percent} % of the bytes saved")
}

fn done(wish: &Wish, report: &Report) -> Answer {
    let Report { before, after, .. } = *report;
    let percent = saved_percent(before, after);
    let word = if wish.purpose == Purpose::Convert { "+" } else { "~" };
    let mut lines = vec![
        format!("{word} table {} {}ed", wish.target, verb(wish)),
        format!("    rows: {}, the same before and after by count and checksum", grouped(report.rows)),
        format!("    before: {}", files(before)),
        format!("    after: {}", files(after)),
        format!(
            "    a full scan: {} before, {} after: {}",
            dollars(before.scan_dollars()),
            dollars(after.scan_dollars()),
            saving(percent)
        ),
        format!(
            "    the rewrite: {} statements, {} scanned, about {}",
            report.statements,
            friendly(report.scanned),
            dollars(dollars_of(report.scanned))
        ),
        format!("    new files: {}", report.base),
    ];
    if wish.purpose == Purpose::Compact {
        lines.push(command(
            "    the old files stay: lakectl table compact",
            &[&wish.source.to_string()],
            "--delete-old",
        ));
    }
    let value = json!({
        "source": wish.source.to_string(),
        "target": wish.target.to_string(),
        "applied": true,
        "changed": true,
        "rows": report.rows,
        "before": size_value(before),
        "after": size_value(after),
        "saved_percent": percent,
        "statements": report.statements,
        "scanned_bytes": report.scanned,
        "estimated_dollars": round(dollars_of(report.scanned)),
        "location": report.base,
        "left": report.left,
    });
    Answer::done(View::changes(verb(wish), value, lines))
}
