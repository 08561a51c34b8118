//! `lakectl crawler run`

use clap::Args;
use serde_json::{Value, json};

use super::seconds;
use crate::cli::catalog::{counted, time};
use crate::context::Ctx;
use crate::domain::crawler::{Crawl, CrawlProblem};
use crate::domain::shell_word::command;
use crate::domain::span::Span;
use crate::error::{Error, Kind, Result};
use crate::ops::crawler::{self, Before, Report, TableDifference, TableDifferenceKind};
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Run a crawler and show what it changed; a crawl that is running is waited for
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local crawler run raw\n  lakectl crawler run raw --timeout 30m -o json\n\nExit codes: 8 when objects could not be read (each is named), 9 when the crawl failed, 10 on --timeout."
)]
pub struct CrawlerRunArgs {
    /// The crawler's name
    name: String,
    /// How long to wait
    #[arg(long, value_name = "DURATION", default_value = "2h")]
    timeout: Span,
    /// Start the crawl and return
    #[arg(long)]
    no_wait: bool,
}

pub async fn run(ctx: &Ctx, args: CrawlerRunArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let before = crawler::before(read, &args.name).await?;
    let write = ctx.write_without_question().await?;
    ctx.may_leave_work_running();
    // Before the start: a crawl that begins while Ctrl-C is pressed is stopped as well.
    let mut interrupts = ctx.listen();
    let started = crawler::start(&write, &before).await?;
    if !started {
        ctx.ui.status(&format!("crawler {} is running already; waiting for that crawl", args.name));
    }
    if args.no_wait {
        return Ok(no_wait(ctx, &before, crawler::find(read, &before).await?));
    }
    let progress = ctx.ui.progress(&format!("crawler {}: starting", args.name));
    let update = |message: &str| progress.update(message);
    let crawl = tokio::select! {
        crawl = crawler::wait(read, &before, args.timeout.0, &update) => crawl?,
        () = interrupts.heard() => {
            // A crawl that somebody else began is not ours to stop.
            let what = match if started { write.stop_crawler(&args.name).await } else { Ok(false) } {
                Ok(true) => "the crawl was told to stop".to_owned(),
                Ok(false) if started => "the crawl was over".to_owned(),
                Ok(false) => "the crawl goes on: it was not begun here".to_owned(),
                Err(error) => format!("the crawl goes on: {error}"),
            };
            return Err(Error::new(Kind::Interrupted, format!("interrupted; {what}"))
                .hint(command("lakectl crawler show", &[&args.name], "")));
        }
    };
    drop(progress);
    let report = crawler::report(read, &before, crawl).await?;
    for warning in &report.warnings {
        ctx.ui.warn(warning);
    }
    if report.warnings.iter().any(|warning| warning.contains("OpenCSVSerDe")) {
        ctx.ui.hint("create the crawler again with --quoted-csv, and run it");
    }
    let outcome = if report.problems.is_empty() { Outcome::Done } else { Outcome::Partial };
    Ok(Answer::done(View::changes("crawl", value(&before, &report), lines(&before, &report))).with(outcome))
}

fn no_wait(ctx: &Ctx, before: &Before, crawl: Option<Crawl>) -> Answer {
    let name = &before.crawler.name;
    let id = crawl.map(|crawl| crawl.id);
    let resume = ctx.ui.own(&command("lakectl crawler run", &[name], ""));
    let lines = vec![
        format!("crawl {} of crawler {name} is running", id.as_deref().unwrap_or("(no id yet)")),
        format!("to wait for it: {resume}"),
    ];
    let value = json!({ "crawler": name, "id": id, "state": "RUNNING", "resume": resume });
    Answer::done(View::lines("crawl", value, lines))
}

fn value(before: &Before, report: &Report) -> Value {
    let [added, updated, deleted] = report.crawl.partitions();
    json!({
        "crawler": before.crawler.name,
        "database": before.crawler.database,
        "id": report.crawl.id,
        "state": report.crawl.state,
        "started": time(report.crawl.started_millis),
        "ended": time(report.crawl.ended_millis),
        "seconds": seconds(&report.crawl),
        "tables": report.tables.iter().map(table_value).collect::<Vec<_>>(),
        "partitions_added": added,
        "partitions_updated": updated,
        "partitions_deleted": deleted,
        "warnings": report.warnings,
        "problems": report.problems.iter().map(problem_value).collect::<Vec<_>>(),
    })
}

fn table_value(table: &TableDifference) -> Value {
    match &table.kind {
        TableDifferenceKind::Added(columns) => json!({ "name": table.name, "change": "added", "columns": columns }),
        TableDifferenceKind::Deleted => json!({ "name": table.name, "change": "deleted" }),
        TableDifferenceKind::Deprecated => json!({ "name": table.name, "change": "deprecated" }),
        TableDifferenceKind::Columns { added, changed, removed, properties } => json!({
            "name": table.name,
            "change": "updated",
            "columns_added": added
                .iter()
                .map(|column| json!({ "name": column.name, "type": column.column_type }))
                .collect::<Vec<_>>(),
            "columns_changed": changed
                .iter()
                .map(|(name, from, to)| json!({ "name": name, "from": from, "to": to }))
                .collect::<Vec<_>>(),
            "columns_removed": removed,
            "properties_changed": properties
                .iter()
                .map(|(name, from, to)| json!({ "name": name, "from": from, "to": to }))
                .collect::<Vec<_>>(),
        }),
    }
}

fn problem_value(problem: &CrawlProblem) -> Value {
    json!({
        "object": problem.object,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
    })
}

fn lines(before: &Before, report: &Report) -> Vec<String> {
    let name = &before.crawler.name;
    let took = seconds(&report.crawl).map(|seconds| format!(" in {seconds:.1} s")).unwrap_or_default();
    let mut lines =
        vec![format!("crawl {} of crawler {name}: {}{took}", report.crawl.id, report.crawl.state.to_lowercase())];
    let database = before.crawler.database.as_deref().unwrap_or_default();
    for table in &report.tables {
        let full = format!("{database}.{}", table.name);
        lines.extend(match &table.kind {
            TableDifferenceKind::Added(columns) => {
                vec![format!("+ table {full}: {}", counted(*columns as u64, "column"))]
            }
            TableDifferenceKind::Deleted => vec![format!("- table {full}")],
            TableDifferenceKind::Deprecated => {
                vec![format!("~ table {full}: its objects are gone; marked as deprecated")]
            }
            TableDifferenceKind::Columns { added, changed, removed, properties } => {
                let mut some = vec![format!("~ table {full}")];
                some.extend(added.iter().map(|column| format!("    + {}: {}", column.name, column.column_type)));
                some.extend(changed.iter().map(|(name, from, to)| format!("    ~ {name}: {from} -> {to}")));
                some.extend(removed.iter().map(|name| format!("    - {name}")));
                some.extend(properties.iter().map(|(name, from, to)| format!("    ~ {name}: {from} -> {to}")));
                some
            }
        });
    }
    let [added, updated, deleted] = report.crawl.partitions();
    for (sign, count, word) in [('+', added, "added"), ('~', updated, "updated"), ('-', deleted, "deleted")] {
        if count > 0 {
            lines.push(format!("{sign} {} {word}", counted(count, "partition")));
        }
    }
    if report.tables.is_empty() && added + updated + deleted == 0 {
        lines.push(format!("= database {database}: nothing changed"));
    }
    for problem in &report.problems {
        let place = match (&problem.object, problem.line, problem.column) {
            (None, ..) => String::new(),
            (Some(object), None, _) => format!("{object}: "),
            (Some(object), Some(line), None) => format!("{object}:{line}: "),
            (Some(object), Some(line), Some(column)) => format!("{object}:{line}:{column}: "),
        };
        lines.push(format!("! {place}{}", problem.message));
    }
    lines
}
