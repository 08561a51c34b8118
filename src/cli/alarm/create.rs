//! `lakectl alarm create`

use std::collections::BTreeMap;

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::alarm::{
    AlarmDefinition, Comparison, CompositeDefinition, CompositeRule, MetricName, MetricStatistic, MissingData, Need,
    Order, Recipe, Statistic, Watched, comparison, dimension, finite, prepare,
};
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::kind::alarm::{AlarmResource, Wanted};

/// Create an alarm, or bring the one that is there to the same state
///
/// By a recipe (`lakectl alarm recipes` lists them), on a metric by its namespace, name and exact dimensions, or on other
/// alarms. Whether there is data of the metric is looked up first: an alarm on a metric that does not exist never goes
/// off. Of an alarm that is there, what lakectl does not set stays.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local alarm create scan-cost --recipe athena-scan-cost --target primary --threshold 100\n  lakectl alarm create quality --namespace DataPipeline --metric DataQualityScore --statistic Minimum --comparison '<' --threshold 0.95 --action arn:aws:sns:us-east-1:123456789012:ops\n  lakectl alarm create pipeline --any scan-cost,quality"
)]
pub struct AlarmCreateArgs {
    /// The alarm's name
    name: String,
    /// What to watch, by a recipe
    #[arg(long, value_name = "RECIPE", requires = "target", conflicts_with_all = ["namespace", "metric", "comparison", "any", "all"])]
    recipe: Option<Recipe>,
    /// What the recipe is about: a workgroup, a bucket, a job, …
    #[arg(long, value_name = "NAME", requires = "recipe")]
    target: Option<String>,
    /// Go off when any of these alarms does
    #[arg(long, value_name = "ALARM,…", value_delimiter = ',', conflicts_with_all = ["all", "namespace", "metric", "comparison", "threshold", "period", "periods", "datapoints", "missing_data", "wall_clock", "dimensions", "statistic"])]
    any: Vec<String>,
    /// Go off when all of these alarms do
    #[arg(long, value_name = "ALARM,…", value_delimiter = ',', conflicts_with_all = ["namespace", "metric", "comparison", "threshold", "period", "periods", "datapoints", "missing_data", "wall_clock", "dimensions", "statistic"])]
    all: Vec<String>,
    /// Switch on what the recipe needs, in the same plan: metrics of the workgroup, an argument of the job
    #[arg(long, requires = "recipe")]
    switch_on: bool,
    /// The metric's namespace
    #[arg(long, value_name = "NAME", required_unless_present_any = ["recipe", "any", "all"])]
    namespace: Option<String>,
    /// The metric's name
    #[arg(long, value_name = "NAME", required_unless_present_any = ["recipe", "any", "all"])]
    metric: Option<String>,
    /// A dimension of the metric, or a parameter of the recipe: name=value
    #[arg(long = "dimension", value_name = "NAME=VALUE", value_parser = dimension)]
    dimensions: Vec<(String, String)>,
    /// Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95 [default: Average]
    #[arg(long, value_name = "STATISTIC")]
    statistic: Option<Statistic>,
    /// The line; for a recipe in the recipe's own unit
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = finite, required_unless_present_any = ["recipe", "any", "all"])]
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
    /// A tag of the alarm
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = tag)]
    tags: Vec<(String, String)>,
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
    let read = ctx.read().await?;
    let mut need = None;
    let wanted = if !args.any.is_empty() || !args.all.is_empty() {
        let composite = composite(&args)?;
        ops::alarm::need_all(read, if args.any.is_empty() { &args.all } else { &args.any }).await?;
        Wanted::Composite(composite)
    } else {
        let definition = match (args.recipe, &args.target) {
            (Some(recipe), Some(target)) => {
                need = Some((recipe.needs(), target.clone())).filter(|(need, _)| *need != Need::Nothing);
                by_recipe(&args, recipe, target, read.account().await?)?
            }
            _ => by_metric(&args)?,
        };
        check_windows(&definition)?;
        tell_unseen(ctx, &definition.watched).await?;
        Wanted::Metric(Box::new(definition))
    };
    if args.switch_on && !matches!(need, Some((Need::WorkgroupMetrics | Need::JobArgument(_), _))) {
        return Err(Error::usage("--switch-on: the recipe needs nothing that lakectl can switch on")
            .hint("lakectl alarm recipes says what each of them needs"));
    }
    let tags = args.tags.iter().cloned().collect();
    let resource = AlarmResource { wanted, tags, need, switch_on: args.switch_on };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}

/// The service's limits on how far an alarm looks back.
fn check_windows(definition: &AlarmDefinition) -> Result<()> {
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
    Ok(())
}

/// Warns of metrics without data: of all of them when an expression has several, as some are put only when something
/// happens.
async fn tell_unseen(ctx: &Ctx, watched: &Watched) -> Result<()> {
    let unseen = ops::alarm::unseen(ctx.read().await?, watched).await?;
    let Some(first) = unseen.first() else { return Ok(()) };
    if unseen.len() < watched.metrics().len() {
        return Ok(());
    }
    let near: Vec<String> = unseen.iter().flat_map(|one| &one.others).take(3).map(ToString::to_string).collect();
    let near = if near.is_empty() { String::new() } else { format!("; there is data of {}", near.join(", ")) };
    let others = if unseen.len() > 1 { " and the others" } else { "" };
    ctx.ui.warn(&format!("no data of {}{others} yet{near}", first.metric));
    Ok(())
}

fn composite(args: &AlarmCreateArgs) -> Result<CompositeDefinition> {
    let (names, all) = if args.any.is_empty() { (&args.all, true) } else { (&args.any, false) };
    if names.len() > MOST_CHILDREN {
        return Err(Error::usage(format!("a composite alarm looks at {MOST_CHILDREN} alarms at most")));
    }
    if names.contains(&args.name) {
        return Err(Error::usage(format!("the alarm {} cannot look at itself", args.name)));
    }
    let rule = CompositeRule::text_of(names, all);
    if rule.chars().count() > LONGEST_RULE {
        return Err(Error::usage(format!("the rule of these alarms is longer than {LONGEST_RULE} characters"))
            .hint("put some of them together in composite alarms of their own"));
    }
    Ok(CompositeDefinition {
        name: args.name.clone(),
        description: args.description.clone(),
        rule,
        actions: args.actions.clone(),
    })
}

/// Source: CloudWatch API reference, PutCompositeAlarm.
const MOST_CHILDREN: usize = 100;
/// Characters of a rule. Source: as above.
const LONGEST_RULE: usize = 10_240;

fn tag(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err(format!("`{text}` is no tag: write key=value")),
    }
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

fn by_recipe(args: &AlarmCreateArgs, recipe: Recipe, target: &str, account: &str) -> Result<AlarmDefinition> {
    let order = Order {
        target,
        threshold: args.threshold,
        dimensions: args.dimensions.iter().cloned().collect::<BTreeMap<_, _>>(),
        account,
        dollars_per_terabyte: args.price_per_tb,
    };
    let mut prepared = prepare(recipe, &order).map_err(Error::usage)?;
    if let (Watched::Metric(metric), Some(statistic)) = (&mut prepared.watched, args.statistic) {
        metric.statistic = statistic;
    }
    let period = args.period.map(seconds).transpose()?.unwrap_or(prepared.period);
    let threshold = args.threshold.unwrap_or(recipe.default_threshold());
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
