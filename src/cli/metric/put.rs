//! `lakectl metric put`

use clap::Args;
use serde_json::json;

use crate::cli::args::ChangeArgs;
use crate::context::{Ctx, Danger};
use crate::domain::alarm::{MetricName, NewDatum, dimension, finite};
use crate::domain::shell_word::command;
use crate::error::Result;
use crate::outcome::Answer;
use crate::render::View;

/// Put a value
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local metric put DataPipeline DataQualityScore 0.97\n  lakectl metric put DataPipeline Rows 1200 --unit Count --dimension Stage=raw"
)]
pub struct MetricPutArgs {
    /// The namespace; not AWS/…, which is for the services
    namespace: String,
    /// The metric's name
    metric: String,
    /// The value
    #[arg(allow_negative_numbers = true, value_parser = finite)]
    value: f64,
    /// A dimension: name=value
    #[arg(long = "dimension", value_name = "NAME=VALUE", value_parser = dimension)]
    dimensions: Vec<(String, String)>,
    /// Count, Bytes, Seconds, Percent, …
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: MetricPutArgs) -> Result<Answer> {
    let metric =
        MetricName { namespace: args.namespace, name: args.metric, dimensions: args.dimensions.into_iter().collect() };
    let datum = NewDatum { metric, value: args.value, unit: args.unit, at_millis: None };
    let value = |put: bool| json!({ "metric": datum.metric.to_string(), "value": datum.value, "put": put });
    let Some(consent) = ctx.consent(&args.change.answers(), &Danger::None)? else {
        let line = format!("+ {} = {}; nothing was put", datum.metric, datum.value);
        return Ok(Answer::done(View::lines("datapoint", value(false), vec![line])));
    };
    ctx.write(consent).await?.put_metric(&datum).await.map_err(|error| {
        if error.outcome_is_unknown() {
            return error.context("it is not known whether the value was put").hint(command(
                "look before you put it again: lakectl metric get",
                &[&datum.metric.namespace, &datum.metric.name],
                "",
            ));
        }
        error
    })?;
    let line = format!("+ {} = {}", datum.metric, datum.value);
    Ok(Answer::done(View::lines("datapoint", value(true), vec![line])))
}
