//! `lakectl lifecycle preview`

use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::rule_args::RuleArgs;
use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::lifecycle::{self, Configuration, Edit, Moment};
use crate::domain::price::dollars;
use crate::domain::query::batch::Batch;
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::lifecycle::preview::{EventPage, Preview, PreviewOptions};
use crate::outcome::Answer;
use crate::render::{Column, RowColumn, Rows, Section, Style, View};

/// Pages of events that wait for the reader.
const IN_FLIGHT: usize = 4;

const FIELDS: &[Column] = &[
    Column::text("bucket", "bucket"),
    Column::text("from", "from"),
    Column::text("until", "until"),
    Column::new("looked at", "versions", Style::Count),
    Column::new("their size", "bytes", Style::Bytes),
    Column::text("a month", "monthly"),
    Column::text("once", "once"),
    Column::text("money", "prices"),
];

const EVENTS: &[Column] = &[
    Column::text("RULE", "rule"),
    Column::text("DOES", "action"),
    Column::new("OBJECTS", "objects", Style::Count),
    Column::new("SIZE", "bytes", Style::Bytes),
    Column::text("FIRST", "first"),
    Column::text("LAST", "last"),
    Column::text("A MONTH", "monthly"),
    Column::text("ONCE", "once"),
];

const TABLES: &[Column] = &[
    Column::text("TABLE", "table"),
    Column::new("OBJECTS", "objects", Style::Count),
    Column::new("SIZE", "bytes", Style::Bytes),
    Column::text("FROM", "first"),
];

/// Show what the rules will move and remove, and when, and what it saves or costs
///
/// Every object, old version and unfinished upload is looked at, and nothing is changed. With the flags of a rule, the
/// preview is of the bucket's rules with that rule among them. Money is an estimate from list prices; minus is saved.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local lifecycle preview lake-raw --in 90d\n  lakectl lifecycle preview lake-raw --template cold --in 365d\n  lakectl lifecycle preview lake-raw --at 2027-06-01 --objects -o csv > objects.csv"
)]
pub struct LifecyclePreviewArgs {
    /// The bucket's name
    #[arg(value_name = "BUCKET")]
    bucket: BucketName,
    /// Until this day, midnight UTC: 2027-06-01
    #[arg(long, value_name = "DATE", conflicts_with = "ahead", help_heading = "Until when")]
    at: Option<Moment>,
    /// Until so long from now: 90d
    #[arg(long = "in", id = "ahead", value_name = "DURATION", default_value = "30d", help_heading = "Until when")]
    ahead: Span,
    /// Only keys that begin so
    #[arg(long, value_name = "PREFIX", help_heading = "Which objects")]
    under: Option<String>,
    /// Each object, in place of the sums
    #[arg(long)]
    objects: bool,
    #[command(flatten)]
    rule: RuleArgs,
}

pub async fn run(ctx: &Ctx, args: LifecyclePreviewArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let mut configuration = ops::lifecycle::show(read, &args.bucket).await?;
    if args.rule.has_actions() {
        configuration = with_proposed(&configuration, &args.rule)?;
    } else if args.rule.has_filter() {
        return Err(Error::usage("the flags name objects and say nothing of what happens to them")
            .hint("only keys that begin so: --under PREFIX"));
    }
    if configuration.rules.is_empty() {
        ctx.ui.warn(&format!("bucket {} has no lifecycle rules: nothing will happen", args.bucket));
    }
    let from = Moment(epoch_millis(ctx.lake_time().await?));
    let until = match args.at {
        Some(at) => at,
        None => Moment(from.0.saturating_add(i64::try_from(args.ahead.0.as_millis()).unwrap_or(i64::MAX))),
    };
    if until < from {
        return Err(Error::usage(format!("{until} is over: a preview looks ahead, from {from}")));
    }
    let prices = Arc::new(crate::cli::lake_file::prices_here(ctx)?);
    let prefix = args.under.unwrap_or_default();
    let options = PreviewOptions { bucket: args.bucket, prefix, configuration, from, until, prices };
    if args.objects {
        return Ok(Answer::done(View::rows(Box::new(stream(ctx, options).await?))));
    }
    let progress = ctx.ui.progress("looking at every object");
    let preview = ops::lifecycle::preview::preview(read, &options, None).await?;
    drop(progress);
    warn(ctx, &preview);
    Ok(Answer::done(view(&options, &preview)))
}

fn with_proposed(configuration: &Configuration, rule: &RuleArgs) -> Result<Configuration> {
    let wanted = rule.rules()?;
    let edit = Edit { set: wanted.rules, minimum_size: wanted.minimum_size, ..Edit::default() };
    let target = edit.apply(configuration).map_err(|_| Error::failed("a rule that is set needs none to be there"))?;
    let problems = lifecycle::problems(&target, &edit.changed());
    if problems.is_empty() {
        return Ok(target);
    }
    let reasons: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(Error::usage("S3 would refuse these lifecycle rules").because(reasons.join("; ")))
}

fn warn(ctx: &Ctx, preview: &Preview) {
    match &preview.losses {
        None => ctx.ui.warn("the catalog cannot be read: whether tables lose objects is not known"),
        Some(losses) => {
            for loss in losses {
                ctx.ui.warn(&format!(
                    "queries of table {} lose {} objects, from {} on",
                    loss.table,
                    loss.objects,
                    loss.first.day()
                ));
            }
        }
    }
    if preview.untold_tags > 0 {
        ctx.ui.warn(&format!(
            "the tags of {} objects cannot be read: what rules that select by tag do to them is not in the preview",
            preview.untold_tags
        ));
    }
}

fn amount(dollars: Option<f64>) -> Value {
    dollars.map_or(Value::Null, |dollars| json!((dollars * 1e6).round() / 1e6))
}

fn words(amount: Option<f64>) -> String {
    amount.map_or("unknown".to_owned(), dollars)
}

fn view(options: &PreviewOptions, preview: &Preview) -> View {
    let events: Vec<Value> = preview
        .summary
        .totals()
        .map(|(rule, action, total)| {
            json!({
                "rule": options.configuration.rules[rule].name(),
                "action": action.words(),
                "objects": total.count,
                "bytes": total.bytes,
                "first": total.first.day(),
                "last": total.last.day(),
                "monthly_usd": amount(total.monthly),
                "once_usd": amount(total.once),
                "monthly": words(total.monthly),
                "once": words(total.once),
            })
        })
        .collect();
    let tables: Option<Vec<Value>> = preview.losses.as_ref().map(|losses| {
        let row = |loss: &ops::lifecycle::preview::TableLoss| json!({ "table": loss.table, "objects": loss.objects, "bytes": loss.bytes, "first": loss.first.day() });
        losses.iter().map(row).collect()
    });
    let (monthly, once) = preview.summary.money();
    let mut sections = vec![Section { title: "what happens", key: "events", columns: EVENTS }];
    if events.is_empty() {
        sections.clear();
    }
    if tables.as_ref().is_some_and(|tables| !tables.is_empty()) {
        sections.push(Section { title: "tables that lose objects", key: "tables", columns: TABLES });
    }
    let value = json!({
        "bucket": options.bucket.as_str(),
        "from": options.from,
        "until": options.until,
        "versions": preview.versions,
        "bytes": preview.bytes,
        "uploads": preview.uploads,
        "events": events,
        "tables": tables,
        "untold_tags": preview.untold_tags,
        "monthly_usd": amount(monthly),
        "once_usd": amount(once),
        "monthly": words(monthly),
        "once": words(once),
        "prices": options.prices.label(),
    });
    View::record_with("preview", value, FIELDS, sections)
}

/// The events, as rows that come while the bucket is still being looked at.
struct EventRows {
    columns: Vec<RowColumn>,
    rules: Vec<String>,
    pages: mpsc::Receiver<Result<EventPage>>,
}

async fn stream(ctx: &Ctx, options: PreviewOptions) -> Result<EventRows> {
    let (sender, pages) = mpsc::channel(IN_FLIGHT);
    let read = ctx.read().await?.clone();
    let rules = options.configuration.rules.iter().map(|rule| rule.name().to_owned()).collect();
    tokio::spawn(async move {
        if let Err(error) = ops::lifecycle::preview::preview(&read, &options, Some(&sender)).await {
            // A reader that is gone needs no error.
            drop(sender.send(Err(error)).await);
        }
    });
    let column = |name: &str, is_number| RowColumn { name: name.to_owned(), is_literal: is_number, is_number };
    let columns = vec![
        column("key", false),
        column("version", false),
        column("size", true),
        column("storage_class", false),
        column("rule", false),
        column("action", false),
        column("at", false),
        column("due", false),
    ];
    Ok(EventRows { columns, rules, pages })
}

impl Rows for EventRows {
    fn columns(&self) -> &[RowColumn] {
        &self.columns
    }

    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let Some(page) = self.pages.blocking_recv() else { return Ok(false) };
        for (key, event) in page? {
            batch.push(&[
                Some(key),
                Some(event.version.id.clone()),
                Some(event.version.size.to_string()),
                Some(event.version.class.clone()),
                self.rules.get(event.rule).cloned(),
                Some(event.action.words()),
                Some(event.at.to_string()),
                Some(event.due.to_string()),
            ]);
        }
        Ok(true)
    }
}
