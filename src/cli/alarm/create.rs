//! `lakectl alarm create`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::alarm::{
    AlarmDefinition, Comparison, MetricName, MetricStatistic, MissingData, Recipe, Statistic, Watched, comparison,
    dimension, finite, prepare,
};
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::plan::kind::alarm::AlarmResource;

/// Create an alarm, or bring the one that is there to the same state
///
/// Either by a recipe (`lakectl alarm recipes` lists them), or on a metric by its namespace, name and exact dimensions.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local alarm create scan-cost --recipe athena-scan-cost --target primary --threshold 100\n  lakectl alarm create quality --namespace DataPipeline --metric DataQualityScore --statistic Minimum --comparison '<' --threshold 0.95 --action arn:aws:sns:us-east-1:123456789012:ops"
)]
pub struct AlarmCreateArgs {
    /// The alarm's name
    name: String,
    /// What to watch, by a recipe
    #[arg(long, value_name = "RECIPE", requires = "target", conflicts_with_all = ["namespace", "metric", "comparison"])]
    recipe: Option<Recipe>,
    /// What the recipe is about: a workgroup, a bucket, a job, …
    #[arg(long, value_name = "NAME", requires = "recipe")]
    target: Option<String>,
    /// The metric's namespace
    #[arg(long, value_name = "NAME", required_unless_present = "recipe")]
    namespace: Option<String>,
    /// The metric's name
    #[arg(long, value_name = "NAME", required_unless_present = "recipe")]
    metric: Option<String>,
    /// A dimension of the metric: name=value
    #[arg(long = "dimension", value_name = "NAME=VALUE", value_parser = dimension)]
    dimensions: Vec<(String, String)>,
    /// Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95 [default: Average]
    #[arg(long, value_name = "STATISTIC")]
    statistic: Option<Statistic>,
    /// The line; for a recipe in the recipe's own unit
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = finite, required_unless_present = "recipe")]
    threshold: Option<f64>,
    /// How values stand to the line when it goes off: >, >=, < or <= [default: >]
    #[arg(long, value_name = "SIGN", value_parser = comparison)]
    comparison: Option<Comparison>,
    /// How long a period is [default: 5m]
    #[arg(long, value_name = "DURATION")]
    period: Option<Span>,
    /// How many periods are looked at
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(i32).range(1..))]
    periods: i32,
    /// How many of them must be past the line [default: all]
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(i32).range(1..))]
    datapoints: Option<i32>,
    /// What a period without data counts as: missing, ignore, breaching, notBreaching
    #[arg(long, value_name = "TREATMENT")]
    missing_data: Option<MissingData>,
    /// Count periods by the clock of a time zone, so that a day is a day
    #[arg(long, value_name = "ZONE")]
    wall_clock: Option<String>,
    /// What is told when it goes off, by ARN
    #[arg(long = "action", value_name = "ARN")]
    actions: Vec<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// What a terabyte scanned costs, for the recipe athena-scan-cost
    #[arg(long, value_name = "DOLLARS", default_value_t = 5.0, value_parser = finite)]
    price_per_tb: f64,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: AlarmCreateArgs) -> Result<Answer> {
    let definition = match (args.recipe, &args.target) {
        (Some(recipe), Some(target)) => by_recipe(&args, recipe, target)?,
        _ => by_metric(&args)?,
    };
    if let Some(wanted) = definition.datapoints_to_alarm
        && wanted > definition.evaluation_periods
    {
        return Err(Error::usage(format!(
            "{wanted} of {} periods cannot be past the line",
            definition.evaluation_periods
        ))
        .hint("raise --periods or lower --datapoints"));
    }
    let length = i64::from(definition.period);
    let total = length * i64::from(definition.evaluation_periods);
    let (most, words) = if length < 3600 { (86_400, "one day") } else { (604_800, "seven days") };
    if total > most {
        return Err(Error::usage(format!("an alarm on periods of {length} s looks back {words} at most"))
            .hint("lower --periods, or take longer periods"));
    }
    change::carry_out(ctx, &AlarmResource { definition }, &args.change.answers()).await
}

fn seconds(period: Span) -> Result<i32> {
    let seconds = i32::try_from(period.0.as_secs()).unwrap_or(i32::MAX);
    if matches!(seconds, 10 | 20 | 30) || (seconds > 0 && seconds % 60 == 0) {
        return Ok(seconds);
    }
    Err(Error::usage(format!("a period of {seconds} s is not possible")).hint("10s, 20s, 30s, or whole minutes"))
}

fn by_metric(args: &AlarmCreateArgs) -> Result<AlarmDefinition> {
    let metric = MetricName {
        namespace: args.namespace.clone().unwrap_or_default(),
        name: args.metric.clone().unwrap_or_default(),
        dimensions: args.dimensions.iter().cloned().collect(),
    };
    let statistic = args.statistic.unwrap_or(Statistic::Average);
    Ok(AlarmDefinition {
        name: args.name.clone(),
        description: args.description.clone(),
        watched: Watched::Metric(MetricStatistic { metric, statistic }),
        period: seconds(args.period.unwrap_or(Span::seconds(300)))?,
        evaluation_periods: args.periods,
        datapoints_to_alarm: args.datapoints,
        threshold: args.threshold.unwrap_or_default(),
        comparison: args.comparison.unwrap_or(Comparison::GreaterThanThreshold),
        missing_data: args.missing_data.unwrap_or_default(),
        actions: args.actions.clone(),
        wall_clock: args.wall_clock.clone(),
    })
}

fn by_recipe(args: &AlarmCreateArgs, recipe: Recipe, target: &str) -> Result<AlarmDefinition> {
    let threshold = args.threshold.unwrap_or(recipe.default_threshold());
    let mut prepared = prepare(recipe, target, threshold, args.price_per_tb).map_err(Error::usage)?;
    match &mut prepared.watched {
        Watched::Metric(metric) if recipe == Recipe::DataQuality => {
            metric.metric.dimensions = args.dimensions.iter().cloned().collect();
        }
        _ if !args.dimensions.is_empty() => {
            return Err(Error::usage(format!("the recipe {recipe} names its dimensions itself")));
        }
        _ => {}
    }
    if let (Watched::Metric(metric), Some(statistic)) = (&mut prepared.watched, args.statistic) {
        metric.statistic = statistic;
    }
    let period = args.period.map(seconds).transpose()?.unwrap_or(prepared.period);
    Ok(AlarmDefinition {
        name: args.name.clone(),
        description: Some(
            args.description
                .clone()
                .unwrap_or_else(|| format!("{target}: {recipe}, {threshold} {}", recipe.threshold_unit())),
        ),
        watched: prepared.watched,
        period,
        evaluation_periods: args.periods,
        datapoints_to_alarm: args.datapoints,
        threshold: prepared.threshold,
        comparison: prepared.comparison,
        missing_data: args.missing_data.unwrap_or(prepared.missing_data),
        actions: args.actions.clone(),
        wall_clock: args.wall_clock.clone().or(prepared.by_the_clock.then(|| "UTC".to_owned())),
    })
}
