//! `lakectl bucket size`

use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::clock::epoch_millis;
use crate::context::Ctx;
use crate::domain::bucket::BucketName;
use crate::domain::price::Prices;
use crate::domain::size::grouped;
use crate::domain::usage::{Grouping, Sum};
use crate::error::Result;
use crate::ops;
use crate::ops::bucket::Scan;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

const FIELDS: &[Column] = &[
    Column::text("bucket", "bucket"),
    Column::text("prefix", "prefix"),
    Column::new("objects", "objects", Style::Count),
    Column::new("size", "bytes", Style::Bytes),
    Column::new("old versions", "noncurrent.count", Style::Count),
    Column::new("size of old versions", "noncurrent.bytes", Style::Bytes),
    Column::new("delete markers", "markers", Style::Count),
    Column::new("unfinished uploads", "uploads.count", Style::Count),
    Column::new("size of uploads", "uploads.bytes", Style::Bytes),
    Column::new("size in all", "total_bytes", Style::Bytes),
    Column::text("cost a month", "cost.text"),
    Column::text("", "cost.label"),
];

const GROUPS: &[Column] = &[
    Column::text("GROUP", "name"),
    Column::new("OBJECTS", "objects", Style::Count),
    Column::new("SIZE", "bytes", Style::Bytes),
    Column::new("OLD VERSIONS", "noncurrent.count", Style::Count),
    Column::new("SIZE", "noncurrent.bytes", Style::Bytes),
    Column::new("MARKERS", "markers", Style::Count),
    Column::new("UPLOADS", "uploads.count", Style::Count),
    Column::new("SIZE", "uploads.bytes", Style::Bytes),
    Column::text("COST A MONTH", "cost.text"),
];

/// Add up what takes room in a bucket and what it costs
///
/// Old versions, delete markers and unfinished uploads are counted too: they are paid for like objects, and no listing
/// shows them. The memory does not grow with the bucket. The cost is an estimate from list prices, or from [prices] in lake.toml.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local bucket size lake-raw\n  lakectl bucket size lake-raw --prefix weather/ --by age"
)]
pub struct BucketSizeArgs {
    /// The bucket's name
    name: BucketName,
    /// Only keys that begin so
    #[arg(long, default_value = "")]
    prefix: String,
    /// What the parts are told apart by
    #[arg(long, value_enum, default_value_t)]
    by: By,
}

/// What the parts are told apart by.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum By {
    /// Storage class
    #[default]
    Class,
    /// The next part of the key, up to a slash
    Prefix,
    /// Days since it was written
    Age,
}

impl From<By> for Grouping {
    fn from(by: By) -> Self {
        match by {
            By::Class => Self::Class,
            By::Prefix => Self::Prefix,
            By::Age => Self::Age,
        }
    }
}

pub async fn run(ctx: &Ctx, args: BucketSizeArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    ops::bucket::require(read, &args.name).await?;
    let grouping = Grouping::from(args.by);
    let progress = ctx.ui.progress_on_terminal(&format!("adding up {}", args.name));
    let now = epoch_millis(ctx.lake_time().await?);
    let prices = Arc::new(crate::cli::lake_file::prices_here(ctx)?);
    let seen = |count: u64| progress.count(count, |count| format!("adding up {}: {}", args.name, grouped(count)));
    let scan = ops::bucket::scan(read, &args.name, &args.prefix, grouping, now, prices.clone(), seen).await?;
    drop(progress);
    for gap in gaps(&scan) {
        ctx.ui.warn(&gap);
    }
    let mut value = sum(&scan.usage.total, &prices);
    value["bucket"] = json!(args.name.as_str());
    value["prefix"] = if args.prefix.is_empty() { Value::Null } else { json!(args.prefix) };
    value["by"] = json!(grouping.name());
    value["cost"]["label"] = json!(prices.label());
    value["unknown"] = json!(gaps(&scan));
    let groups: Vec<Value> = scan
        .usage
        .groups()
        .into_iter()
        .map(|(name, part)| {
            let mut group = sum(part, &prices);
            group["name"] = json!(name);
            group
        })
        .collect();
    value["groups"] = json!(groups);
    let title = match args.by {
        By::Class => "by storage class",
        By::Prefix => "by prefix",
        By::Age => "by age",
    };
    let section = Section { title, key: "groups", columns: GROUPS };
    Ok(Answer::done(View::record_with("usage", value, FIELDS, vec![section])))
}

/// A sum as JSON.
pub(super) fn sum(sum: &Sum, prices: &Prices) -> Value {
    json!({
        "objects": sum.current.count,
        "bytes": sum.current.bytes,
        "noncurrent": { "count": sum.noncurrent.count, "bytes": sum.noncurrent.bytes },
        "markers": sum.markers,
        "uploads": { "count": sum.uploads.count, "bytes": sum.uploads.bytes },
        "total_bytes": sum.bytes(),
        "cost": {
            "currency": prices.currency,
            "month": sum.month,
            "text": sum.month.map(crate::domain::price::dollars),
        },
    })
}

/// What is not in the sums, in words.
pub(super) fn gaps(scan: &Scan) -> Vec<String> {
    let versions = scan.versions_unknown.as_ref();
    let versions =
        versions.map(|reason| format!("old versions and delete markers are not counted: unknown ({reason})"));
    let uploads = scan.uploads_unknown.as_ref();
    let uploads = uploads.map(|reason| format!("unfinished uploads are not counted: unknown ({reason})"));
    versions.into_iter().chain(uploads).collect()
}
