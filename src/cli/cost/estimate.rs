//! `lakectl cost estimate`

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::cost::{Item, Saving, TableCost, total};
use crate::domain::price::{Prices, dollars};
use crate::domain::size::friendly;
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::cost::{CostOptions, Costs};
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, View, spark};
use crate::ui::sanitize;

/// Estimate what the lake costs: storage, queries, jobs, crawlers, alarms and metrics
///
/// Storage, alarms and metrics cost so much a month; queries, jobs and crawls have cost so much since --since. Storage is
/// added up object by object, with old versions and unfinished uploads; --no-storage leaves that out. Every amount is an
/// estimate from a list of prices of one region: requests, transfer, discounts and free tiers are not in it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local cost estimate\n  lakectl cost estimate --since 7d --no-storage -o json\n  lakectl cost estimate --prices eu-west-1.json"
)]
pub struct CostEstimateArgs {
    /// What was done in this time counts
    #[arg(long, value_name = "DURATION", default_value = "30d")]
    since: Span,
    /// Leave out what objects cost
    #[arg(long)]
    no_storage: bool,
    /// A file of prices in place of [prices] in lake.toml, or the list that lakectl comes with; `--show-prices` prints that list as a pattern
    #[arg(long, value_name = "FILE")]
    prices: Option<PathBuf>,
    /// Print the list of prices, and estimate nothing
    #[arg(long, conflicts_with_all = ["prices", "no_storage"])]
    show_prices: bool,
}

/// Tables that people see; JSON has all.
const TABLES_SHOWN: usize = 10;

const COLUMNS: &[Column] = &[
    Column::text("WHAT", "area"),
    Column::text("NAME", "name"),
    Column::text("OF", "detail"),
    Column::text("QUANTITY", "quantity_text"),
    Column::text("COST", "cost_text"),
];

pub async fn run(ctx: &Ctx, args: CostEstimateArgs) -> Result<Answer> {
    if args.show_prices {
        return Ok(Answer::done(View::document(Prices::LIST.to_owned())));
    }
    let prices = match &args.prices {
        None => crate::cli::lake_file::prices_here(ctx)?,
        Some(path) => read_prices(path)?,
    };
    let now = epoch_millis(ctx.lake_time().await?);
    let back = i64::try_from(args.since.0.as_millis()).unwrap_or(i64::MAX);
    let options =
        CostOptions { now, since: now.saturating_sub(back), prices: Arc::new(prices), storage: !args.no_storage };
    let progress = ctx.ui.progress_on_terminal("adding up");
    let seen = |bucket: &str| progress.update(&format!("adding up {bucket}"));
    let costs = ops::cost::estimate(ctx.read().await?, &options, seen).await?;
    drop(progress);
    for unknown in &costs.unknown {
        ctx.ui.warn(&format!("not in the estimate: {unknown}"));
    }
    let (sum, without_price) = total(&costs.items);
    let rows: Vec<Value> = costs.items.iter().map(row).collect();
    let shares: Vec<f64> =
        costs.items.iter().map(|item| item.amount.filter(|_| sum > 0.0).map_or(0.0, |amount| amount / sum)).collect();
    let label = options.prices.label();
    let tail = if without_price > 0 { format!("; {without_price} without a price") } else { String::new() };
    let text = format!(
        "{}\ntotal {}{tail}: storage and watching a month, the rest since {}\n{}{label}\n",
        spark::bars(&rows, COLUMNS, &shares, ctx.ui.look()),
        dollars(sum),
        args.since,
        further(&costs)
    );
    let is_whole = costs.unknown.is_empty() && without_price == 0;
    let value = json!({
        "currency": options.prices.currency,
        "label": label,
        "since": crate::cli::catalog::time(Some(options.since)),
        "total": sum,
        "without_price": without_price,
        "unknown": costs.unknown,
        "items": rows,
        "by_table": costs.tables.iter().map(table).collect::<Vec<_>>(),
        "by_principal": null,
        "savings": costs.savings.iter().map(saving).collect::<Vec<_>>(),
    });
    let view = View::drawn_record("cost", value, COLUMNS, text);
    Ok(Answer::done(view).with(if is_whole { Outcome::Done } else { Outcome::Partial }))
}

/// Queries by table, and what lifecycle saves, as lines below the items.
fn further(costs: &Costs) -> String {
    let mut text = String::new();
    for table in costs.tables.iter().take(TABLES_SHOWN) {
        let name = table.table.as_deref().unwrap_or("several tables, or unknown");
        let counted = crate::cli::catalog::counted(table.statements as u64, "statement");
        text.push_str(&sanitize(&format!("queries of {name}: {}, {counted}\n", dollars(table.amount))));
    }
    if !costs.tables.is_empty() {
        text.push_str("queries by principal: unknown, their history does not name who ran them\n");
    }
    for saving in &costs.savings {
        let rules =
            if saving.is_set { "its lifecycle rules" } else { "the lifecycle rules of its zone, which it lacks," };
        let amount = |amount: Option<f64>| amount.map_or("unknown".to_owned(), dollars);
        let loses = if saving.expires { "; tables lose objects" } else { "" };
        text.push_str(&sanitize(&format!(
            "bucket {}: {rules} save {} a month within a year, for {} once{loses}\n",
            saving.bucket,
            amount(saving.monthly),
            amount(saving.once)
        )));
    }
    text
}

fn table(cost: &TableCost) -> Value {
    json!({ "table": cost.table, "statements": cost.statements, "scanned_bytes": cost.bytes, "cost": cost.amount })
}

fn saving(saving: &Saving) -> Value {
    json!({
        "bucket": saving.bucket,
        "rules": if saving.is_set { "set" } else { "of the zone" },
        "saved_monthly": saving.monthly,
        "costs_once": saving.once,
        "tables_lose_objects": saving.expires,
    })
}

pub(super) fn read_prices(path: &std::path::Path) -> Result<Prices> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| Error::unreadable(path, error))?;
    Prices::from_json(&text).map_err(|reason| {
        Error::usage(format!("{shown} is no list of prices"))
            .because(reason)
            .hint("lakectl cost estimate --show-prices prints one to begin with")
    })
}

fn row(item: &Item) -> Value {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes were whole to begin with")]
    let quantity_text = match item.unit {
        "bytes" => friendly(item.quantity as u64),
        "DPU-hours" => format!("{:.2} DPU-hours", item.quantity),
        unit => format!("{} {unit}", item.quantity),
    };
    json!({
        "area": item.area.word(),
        "name": item.name,
        "detail": item.detail,
        "quantity": item.quantity,
        "unit": item.unit,
        "quantity_text": quantity_text,
        "cost": item.amount,
        "cost_text": item.amount.map_or("price not known".to_owned(), dollars),
    })
}
