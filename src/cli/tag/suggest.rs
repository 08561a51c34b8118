//! `lakectl tag suggest`

use std::collections::BTreeMap;

use clap::Args;
use serde_json::{Value, json};

use super::key;
use crate::cli::change;
use crate::context::{Answers, Ctx, Danger};
use crate::domain::catalog::TableName;
use crate::domain::permission::{Resource, TagPlace};
use crate::domain::personal::{Kind, Suspicion};
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::personal::Report;
use crate::ops::query::Current;
use crate::outcome::{Answer, Outcome};
use crate::plan::kind::tag::{AssignmentResource, TagResource};
use crate::render::{Column, Style, View};

/// The most rows of a sample.
const MOST_ROWS: u32 = 100_000;

const COLUMNS: &[Column] = &[
    Column::text("COLUMN", "column"),
    Column::text("LOOKS LIKE", "kind"),
    Column::text("CONFIDENCE", "confidence"),
    Column::new("MATCHES", "matches", Style::Count),
    Column::new("VALUES", "values", Style::Count),
    Column::new("TITLE SAYS IT", "by_title", Style::Flag),
    Column::text("PROPOSED", "proposed"),
    Column::text("TAG TODAY", "today"),
];

/// Look for personal data in a sample of a table, and propose LF-tags for it
///
/// E-mail addresses, telephone numbers, national ids, payment cards and IBANs by their checksums, IP and street addresses by
/// their shape, names and dates of birth by the columns' titles. Counts are shown, never a value. The sample is a query with
/// a LIMIT; on AWS it costs what that query costs. Nothing is written without --apply.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag suggest crm.people\n  lakectl tag suggest crm.people --apply --confidence 0.8 --dry-run"
)]
pub struct TagSuggestArgs {
    /// The table, as database.table
    table: TableName,
    /// How many rows to look at
    #[arg(long, value_name = "COUNT", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_ROWS)))]
    rows: u32,
    /// The key of the tag to propose; its values are the kinds
    #[arg(long, value_name = "KEY", default_value = "pii", value_parser = key)]
    key: String,
    /// The workgroup of the query
    #[arg(long, value_name = "NAME")]
    workgroup: Option<String>,
    /// Assign what is proposed, with the tag and its values made where they are missing
    #[arg(long)]
    apply: bool,
    /// The least confidence to assign, from 0 to 1
    #[arg(long, value_name = "NUMBER", default_value_t = 0.6, requires = "apply")]
    confidence: f64,
    /// Show what would be assigned and stop
    #[arg(long, requires = "apply")]
    dry_run: bool,
    /// Do not ask
    #[arg(short, long, requires = "apply")]
    yes: bool,
}

pub async fn run(ctx: &Ctx, args: TagSuggestArgs) -> Result<Answer> {
    if !(0.0..=1.0).contains(&args.confidence) {
        return Err(Error::usage("--confidence is a number from 0 to 1"));
    }
    let write = ctx.write_without_question().await?;
    let (current, mut interrupts) = (Current::default(), ctx.listen());
    let look = ops::personal::look(&write, &args.table, args.rows, args.workgroup.clone(), &current);
    let report = current.unless(&write, interrupts.heard(), look).await?;
    // Ctrl-C at the question, or while it is shown, ends it at once.
    drop(interrupts);
    ctx.ui.status(&format!("{} rows of {} were looked at", report.rows, args.table));
    if args.apply {
        return apply(ctx, &args, &report).await;
    }
    let rows = report.columns.iter().map(|(column, found)| row(&args, &report, column, found)).collect();
    Ok(Answer::done(View::list("suggestions", rows, COLUMNS)))
}

async fn apply(ctx: &Ctx, args: &TagSuggestArgs, report: &Report) -> Result<Answer> {
    let mut by_kind: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for (column, found) in report.columns.iter().filter(|(_, found)| found.confidence >= args.confidence) {
        by_kind.entry(found.kind).or_default().push(column.clone());
    }
    if by_kind.is_empty() {
        ctx.ui.status("no column is that sure to hold personal data; nothing is assigned");
        return Ok(Answer::done(View::list("suggestions", Vec::new(), COLUMNS)).with(Outcome::Unchanged));
    }
    let answers = Answers { dry_run: args.dry_run, yes: args.yes, confirm: None };
    let columns: usize = by_kind.values().map(Vec::len).sum();
    let danger = Danger::Moderate(format!("assigning {} to {columns} columns of {}", args.key, args.table));
    // Asked once, before the tag and its values are made.
    let _asked = ctx.consent(&answers, &danger)?;
    let agreed = Answers { yes: true, ..answers };
    let values = by_kind.keys().map(|kind| kind.word().to_owned()).collect();
    let tag = TagResource { key: args.key.clone(), add: values, remove: Vec::new() };
    let resource = Resource::table(args.table.database.as_str(), &args.table.table);
    let assignments: Vec<AssignmentResource> = by_kind
        .into_iter()
        .map(|(kind, columns)| AssignmentResource {
            resource: resource.clone(),
            place: TagPlace::Columns(columns),
            changes: BTreeMap::from([(args.key.clone(), Some(kind.word().to_owned()))]),
        })
        .collect();
    change::carry_out(ctx, &tag, &agreed).await?;
    change::carry_out_each(ctx, &assignments, &[], &agreed, &danger).await
}

fn row(args: &TagSuggestArgs, report: &Report, column: &str, found: &Suspicion) -> Value {
    json!({
        "column": column,
        "kind": found.kind.word(),
        "confidence": found.confidence,
        "matches": found.matches,
        "values": found.values,
        "by_title": found.by_title,
        "proposed": format!("{}={}", args.key, found.kind),
        "today": report.assigned.of_column(column).get(&args.key),
    })
}
