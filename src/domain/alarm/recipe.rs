//! Alarms that a data lake wants, from the metrics that really exist.
//!
//! Sources: Athena user guide, "Monitor Athena query metrics with CloudWatch"; Glue developer guide, "Monitoring with
//! Glue observability metrics"; S3 user guide, "Metrics and dimensions"; Lambda developer guide, "Types of metrics".

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Comparison, MetricName, MetricStatistic, MissingData, Statistic, Watched};

/// A recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipe {
    /// Queries of a workgroup scan more than so many dollars' worth a day.
    AthenaScanCost,
    /// The storage classes of a bucket hold more than so many bytes.
    BucketSize,
    /// A score that the pipeline puts falls below a line.
    DataQuality,
    /// A Spark job fails, by the metric that it puts itself.
    GlueJobFailure,
    /// A function fails for more than so many percent of its calls.
    LambdaErrorRate,
}

impl Recipe {
    /// All recipes.
    pub const ALL: [Self; 5] =
        [Self::AthenaScanCost, Self::BucketSize, Self::DataQuality, Self::GlueJobFailure, Self::LambdaErrorRate];

    /// What `--target` names for it.
    pub fn target(self) -> &'static str {
        match self {
            Self::AthenaScanCost => "a workgroup",
            Self::BucketSize => "a bucket",
            Self::DataQuality => "a metric, as Namespace/Name",
            Self::GlueJobFailure => "a job",
            Self::LambdaErrorRate => "a function",
        }
    }

    /// What it watches, and what it needs to work.
    pub fn about(self) -> &'static str {
        match self {
            Self::AthenaScanCost => {
                "bytes scanned in a day, as dollars at --price-per-tb; needs the workgroup to publish metrics; the 10 MB \
                 minimum of a query and provisioned capacity are not in the metric, and an alarm stops no query"
            }
            Self::BucketSize => {
                "bytes over all storage classes, put once a day; old versions and unfinished uploads count"
            }
            Self::DataQuality => "the lowest score of 5 minutes, which the pipeline puts itself",
            Self::GlueJobFailure => {
                "glue.error.ALL; needs Glue 4.0, Spark and --enable-observability-metrics true. Other jobs have no metric: \
                 use an event rule and an alarm on AWS/Events/TriggeredRules"
            }
            Self::LambdaErrorRate => "errors in percent of calls",
        }
    }

    /// The threshold when none is given, in the unit that [`Recipe::threshold_unit`] names.
    pub fn default_threshold(self) -> f64 {
        match self {
            Self::AthenaScanCost => 100.0,
            Self::BucketSize => 1e12,
            Self::DataQuality => 0.95,
            Self::GlueJobFailure => 1.0,
            Self::LambdaErrorRate => 5.0,
        }
    }

    /// What the threshold counts.
    pub fn threshold_unit(self) -> &'static str {
        match self {
            Self::AthenaScanCost => "dollars a day",
            Self::BucketSize => "bytes",
            Self::DataQuality => "score",
            Self::GlueJobFailure => "errors",
            Self::LambdaErrorRate => "percent",
        }
    }
}

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AthenaScanCost => "athena-scan-cost",
            Self::BucketSize => "bucket-size",
            Self::DataQuality => "data-quality",
            Self::GlueJobFailure => "glue-job-failure",
            Self::LambdaErrorRate => "lambda-error-rate",
        })
    }
}

impl FromStr for Recipe {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|recipe| recipe.to_string() == text).ok_or_else(|| {
            let all: Vec<String> = Self::ALL.iter().map(ToString::to_string).collect();
            format!("`{text}` is no recipe: {}", all.join(", "))
        })
    }
}

/// What a recipe comes to for a target: everything of an alarm but its name and what is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    pub watched: Watched,
    /// Seconds.
    pub period: i32,
    pub threshold: f64,
    pub comparison: Comparison,
    pub missing_data: MissingData,
    /// Whether periods go by the clock.
    pub by_the_clock: bool,
}

const DAY: i32 = 86_400;
const FIVE_MINUTES: i32 = 300;
/// A terabyte as queries are billed.
const TERABYTE: f64 = 1e12;

/// Bytes of a bucket are put once for each of these.
const STORAGE_TYPES: [&str; 8] = [
    "StandardStorage",
    "StandardIAStorage",
    "OneZoneIAStorage",
    "IntelligentTieringFAStorage",
    "IntelligentTieringIAStorage",
    "GlacierInstantRetrievalStorage",
    "GlacierStorage",
    "DeepArchiveStorage",
];

/// Prepares a recipe; `dollars_per_terabyte` is the price that [`Recipe::AthenaScanCost`] counts with.
pub fn prepare(recipe: Recipe, target: &str, threshold: f64, dollars_per_terabyte: f64) -> Result<Prepared, String> {
    let metric = |namespace: &str, name: &str, dimensions: &[(&str, &str)], statistic| MetricStatistic {
        metric: MetricName {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            dimensions: dimensions.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        },
        statistic,
    };
    let expression = |text: String, label: &str, metrics: BTreeMap<String, MetricStatistic>| Watched::Expression {
        text,
        label: Some(label.to_owned()),
        metrics,
    };
    Ok(match recipe {
        Recipe::AthenaScanCost => {
            if dollars_per_terabyte <= 0.0 {
                return Err("the price of a terabyte must be more than 0".to_owned());
            }
            // Data manipulation only; cancelled queries are billed and count, under the service's own spelling.
            let metrics = (1..).zip(["SUCCEEDED", "FAILED", "CANCELED"]).map(|(number, state)| {
                let dimensions = [("QueryState", state), ("QueryType", "DML"), ("WorkGroup", target)];
                (format!("m{number}"), metric("AWS/Athena", "ProcessedBytes", &dimensions, Statistic::Sum))
            });
            Prepared {
                watched: expression("FILL(m1,0)+FILL(m2,0)+FILL(m3,0)".to_owned(), "bytes scanned", metrics.collect()),
                period: DAY,
                threshold: threshold / dollars_per_terabyte * TERABYTE,
                comparison: Comparison::GreaterThanThreshold,
                missing_data: MissingData::NotBreaching,
                by_the_clock: true,
            }
        }
        Recipe::BucketSize => {
            let metrics: BTreeMap<String, MetricStatistic> = (1..)
                .zip(STORAGE_TYPES)
                .map(|(number, storage)| {
                    let dimensions = [("BucketName", target), ("StorageType", storage)];
                    (format!("m{number}"), metric("AWS/S3", "BucketSizeBytes", &dimensions, Statistic::Average))
                })
                .collect();
            Prepared {
                watched: expression("SUM(METRICS())".to_owned(), "bytes", metrics),
                period: DAY,
                threshold,
                comparison: Comparison::GreaterThanThreshold,
                missing_data: MissingData::Ignore,
                by_the_clock: false,
            }
        }
        Recipe::DataQuality => {
            let (namespace, name) = target
                .rsplit_once('/')
                .filter(|(namespace, name)| !namespace.is_empty() && !name.is_empty())
                .ok_or_else(|| format!("`{target}` is no metric: write Namespace/Name"))?;
            Prepared {
                watched: Watched::Metric(metric(namespace, name, &[], Statistic::Minimum)),
                period: FIVE_MINUTES,
                threshold,
                comparison: Comparison::LessThanThreshold,
                missing_data: MissingData::Missing,
                by_the_clock: false,
            }
        }
        Recipe::GlueJobFailure => {
            let dimensions =
                [("JobName", target), ("JobRunId", "ALL"), ("ObservabilityGroup", "error"), ("Type", "count")];
            Prepared {
                watched: Watched::Metric(metric("Glue", "glue.error.ALL", &dimensions, Statistic::Sum)),
                period: FIVE_MINUTES,
                threshold,
                comparison: Comparison::GreaterThanOrEqualToThreshold,
                missing_data: MissingData::NotBreaching,
                by_the_clock: false,
            }
        }
        Recipe::LambdaErrorRate => {
            let of = |name: &str| metric("AWS/Lambda", name, &[("FunctionName", target)], Statistic::Sum);
            let metrics = BTreeMap::from([("err".to_owned(), of("Errors")), ("inv".to_owned(), of("Invocations"))]);
            Prepared {
                watched: expression("IF(inv>0, 100*err/inv, 0)".to_owned(), "error rate", metrics),
                period: FIVE_MINUTES,
                threshold,
                comparison: Comparison::GreaterThanThreshold,
                missing_data: MissingData::NotBreaching,
                by_the_clock: false,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::alarm::MathExpression;

    #[test]
    fn a_hundred_dollars_are_twenty_terabytes() {
        let prepared = prepare(Recipe::AthenaScanCost, "primary", 100.0, 5.0).unwrap();
        assert_eq!(prepared.threshold, 2e13);
        let Watched::Expression { metrics, .. } = &prepared.watched else { panic!("{prepared:?}") };
        assert_eq!(metrics["m3"].metric.dimensions["QueryState"], "CANCELED");
        assert!(prepare(Recipe::AthenaScanCost, "primary", 100.0, 0.0).is_err());
    }

    #[test]
    fn every_recipe_can_be_prepared_and_its_expression_read() {
        for recipe in Recipe::ALL {
            assert_eq!(recipe.to_string().parse(), Ok(recipe));
            let prepared = prepare(recipe, "Data/Score", recipe.default_threshold(), 5.0).unwrap();
            if let Watched::Expression { text, metrics, .. } = &prepared.watched {
                let parsed: MathExpression = text.parse().unwrap();
                assert!(parsed.references().iter().all(|id| metrics.contains_key(*id)), "{recipe}");
            }
        }
    }
}
