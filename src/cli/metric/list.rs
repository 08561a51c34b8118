//! `lakectl metric list`

use clap::Args;
use serde_json::json;

use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Style, View};

/// List the metrics that have data
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local metric list\n  lakectl metric list --namespace AWS/Athena -o json"
)]
pub struct MetricListArgs {
    /// Only those of this namespace
    #[arg(long, value_name = "NAME")]
    namespace: Option<String>,
    /// Only those of this name
    #[arg(long, value_name = "NAME")]
    metric: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::text("NAMESPACE", "namespace"),
    Column::text("METRIC", "name"),
    Column::new("DIMENSIONS", "dimension_list", Style::List),
];

pub async fn run(ctx: &Ctx, args: MetricListArgs) -> Result<Answer> {
    let metrics = ops::metric::list(ctx.read().await?, args.namespace.as_deref(), args.metric.as_deref()).await?;
    let rows = metrics
        .into_iter()
        .map(|metric| {
            let list: Vec<String> = metric.dimensions.iter().map(|(name, value)| format!("{name}={value}")).collect();
            json!({
                "namespace": metric.namespace,
                "name": metric.name,
                "dimensions": metric.dimensions,
                "dimension_list": list,
            })
        })
        .collect();
    Ok(Answer::done(View::list("metrics", rows, COLUMNS)))
}
