//! `lakectl bucket list`

use serde_json::json;

use crate::clock::{from_epoch_millis, rfc3339};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, View};

const COLUMNS: &[Column] =
    &[Column::text("NAME", "name"), Column::text("REGION", "region"), Column::text("CREATED", "created")];

pub async fn run(ctx: &Ctx) -> Result<Answer> {
    let buckets = ops::bucket::list(ctx.read().await?).await?;
    let rows = buckets
        .into_iter()
        .map(|bucket| {
            json!({
                "name": bucket.name,
                "region": bucket.region,
                "created": bucket.created_millis.map(|millis| rfc3339(from_epoch_millis(millis))),
            })
        })
        .collect();
    Ok(Answer::done(View::list("buckets", rows, COLUMNS)))
}
