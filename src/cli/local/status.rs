//! `lakectl local status`

use serde_json::json;

use super::store_failed;
use crate::clock::rfc3339;
use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

const FIELDS: &[Column] = &[
    Column::text("directory", "directory"),
    Column::text("account", "account"),
    Column::text("served at", "served_at"),
    Column::text("clock", "clock"),
    Column::new("buckets", "buckets", Style::Count),
    Column::new("objects", "objects", Style::Count),
    Column::new("size", "bytes", Style::Bytes),
    Column::new("databases", "databases", Style::Count),
    Column::new("tables", "tables", Style::Count),
    Column::new("running", "running", Style::Count),
];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let lake = ctx.lake().await?;
    let status = lake.status().map_err(store_failed)?;
    let value = json!({
        "directory": lake.directory().display().to_string(),
        "account": lake.options().account,
        "served_at": status.served_at,
        "clock": rfc3339(lake.clock().now()),
        "clock_offset_seconds": status.clock_offset,
        "buckets": status.buckets,
        "objects": status.objects,
        "bytes": status.bytes,
        "databases": status.databases,
        "tables": status.tables,
        "running": status.running,
    });
    Ok(Answer::done(View::record("lake", value, FIELDS)))
}
