//! Alarms that a data lake wants, from the metrics that really exist.
//!
//! [`table`] has one definition for each recipe: namespace, exact dimensions, arithmetic, period, what a period without
//! data counts as, and what must be switched on for the metric to exist. `fixtures/metrics.csv` lists the published
//! metrics with their dimensions and sources; a test holds every definition against it.
//!
//! Invariants: a recipe names the whole set of dimensions of each of its metrics; what it cannot know (a variant, a
//! broker) is a parameter, with a default where the service has one.

mod table;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Comparison, MetricName, MetricStatistic, MissingData, Statistic, Watched};
use table::RECIPES;

/// A recipe.
#[derive(Clone, Copy)]
pub struct Recipe(&'static Definition);

/// What a recipe is, as data.
struct Definition {
    name: &'static str,
    /// What `--target` names: `a workgroup`.
    target: &'static str,
    about: &'static str,
    /// What must be switched on or made before the metric exists.
    needs: Need,
    /// Whether the local lake can be made to put the metric.
    here: Here,
    watched: Watch,
    /// Seconds.
    period: i32,
    /// The line when none is given, in `unit`.
    threshold: f64,
    unit: &'static str,
    /// What one `unit` is in the metric's own.
    scale: Scale,
    comparison: Comparison,
    missing_data: MissingData,
    /// Whether periods go by the clock.
    by_the_clock: bool,
}

/// What has to be there besides the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The service puts the metric by itself.
    Nothing,
    /// The workgroup must publish its metrics.
    WorkgroupMetrics,
    /// The job must run with this argument set to `true`.
    JobArgument(&'static str),
    /// A rule on the event bus with this pattern; its name is the target.
    EventRule(&'static str),
    /// Something that lakectl does not set, in words.
    Other(&'static str),
}

/// Whether the fault that a recipe watches for can be provoked on the local lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Here {
    Yes,
    /// Not, and why.
    No(&'static str),
}

enum Watch {
    One(Metric),
    /// An expression over metrics by their ids.
    Math {
        text: &'static str,
        label: &'static str,
        metrics: &'static [(&'static str, Metric)],
    },
    /// The metric that the target names: `Namespace/Name`.
    Named(Statistic),
}

struct Metric {
    namespace: &'static str,
    name: &'static str,
    dimensions: &'static [(&'static str, Part)],
    statistic: Statistic,
}

/// The value of a dimension.
enum Part {
    Target,
    Account,
    Is(&'static str),
    /// A parameter, which a dimension of this name gives.
    Given {
        default: Option<&'static str>,
    },
}

enum Scale {
    Times(f64),
    /// Dollars at the price of a terabyte scanned.
    DollarsScanned,
}

/// A terabyte as queries are billed.
const TERABYTE: f64 = 1e12;

/// What an operator gives for a recipe.
#[derive(Debug, Clone)]
pub struct Order<'o> {
    pub target: &'o str,
    /// In the recipe's own unit; none takes its default.
    pub threshold: Option<f64>,
    /// The values of parameters, by the dimension's name.
    pub dimensions: BTreeMap<String, String>,
    pub account: &'o str,
    pub dollars_per_terabyte: f64,
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

/// A parameter of a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The dimension that gives it.
    pub name: &'static str,
    pub default: Option<&'static str>,
}

impl Recipe {
    /// All recipes, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        RECIPES.iter().map(Self)
    }

    /// What `--target` names for it.
    pub fn target(self) -> &'static str {
        self.0.target
    }

    /// What it watches, and what to know about it.
    pub fn about(self) -> &'static str {
        self.0.about
    }

    /// What must be switched on.
    pub fn needs(self) -> Need {
        self.0.needs
    }

    /// Why its fault cannot be provoked on the local lake; none when it can.
    pub fn not_here(self) -> Option<&'static str> {
        match self.0.here {
            Here::Yes => None,
            Here::No(reason) => Some(reason),
        }
    }

    /// The threshold when none is given, in the unit that [`Recipe::threshold_unit`] names.
    pub fn default_threshold(self) -> f64 {
        self.0.threshold
    }

    /// What the threshold counts.
    pub fn threshold_unit(self) -> &'static str {
        self.0.unit
    }

    /// What the operator must or may say besides the target.
    pub fn parameters(self) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (_, metric) in self.0.watched.metrics() {
            for (name, part) in metric.dimensions {
                if let Part::Given { default } = part
                    && parameters.iter().all(|known| known.name != *name)
                {
                    parameters.push(Parameter { name, default: *default });
                }
            }
        }
        parameters
    }

    /// Whether it takes any dimensions that are given, as the metric itself is the target.
    fn takes_any_dimension(self) -> bool {
        matches!(self.0.watched, Watch::Named(_))
    }
}

impl Watch {
    /// The metrics by their ids; the one that a target names is not among them.
    fn metrics(&'static self) -> Vec<(&'static str, &'static Metric)> {
        match self {
            Self::One(metric) => vec![("m1", metric)],
            Self::Math { metrics, .. } => metrics.iter().map(|(id, metric)| (*id, metric)).collect(),
            Self::Named(_) => Vec::new(),
        }
    }
}

/// Prepares a recipe.
pub fn prepare(recipe: Recipe, order: &Order<'_>) -> Result<Prepared, String> {
    let definition = recipe.0;
    let known: Vec<&str> = recipe.parameters().iter().map(|parameter| parameter.name).collect();
    if !recipe.takes_any_dimension()
        && let Some(other) = order.dimensions.keys().find(|name| !known.contains(&name.as_str()))
    {
        return Err(match known.is_empty() {
            true => format!("the recipe {recipe} names its dimensions itself, and takes no {other}"),
            false => format!("the recipe {recipe} takes no {other}: {}", known.join(", ")),
        });
    }
    let watched = match &definition.watched {
        Watch::One(metric) => Watched::Metric(metric.of(recipe, order)?),
        Watch::Math { text, label, .. } => {
            let mut metrics = BTreeMap::new();
            for (id, metric) in definition.watched.metrics() {
                metrics.insert(id.to_owned(), metric.of(recipe, order)?);
            }
            Watched::Expression { text: (*text).to_owned(), label: Some((*label).to_owned()), metrics }
        }
        Watch::Named(statistic) => {
            let (namespace, name) = order
                .target
                .rsplit_once('/')
                .filter(|(namespace, name)| !namespace.is_empty() && !name.is_empty())
                .ok_or_else(|| format!("`{}` is no metric: write Namespace/Name", order.target))?;
            let metric = MetricName {
                namespace: namespace.to_owned(),
                name: name.to_owned(),
                dimensions: order.dimensions.clone(),
            };
            Watched::Metric(MetricStatistic { metric, statistic: *statistic })
        }
    };
    let threshold = order.threshold.unwrap_or(definition.threshold);
    let threshold = match definition.scale {
        Scale::Times(times) => threshold * times,
        Scale::DollarsScanned if order.dollars_per_terabyte > 0.0 => threshold / order.dollars_per_terabyte * TERABYTE,
        Scale::DollarsScanned => return Err("the price of a terabyte must be more than 0".to_owned()),
    };
    Ok(Prepared {
        watched,
        period: definition.period,
        threshold,
        comparison: definition.comparison,
        missing_data: definition.missing_data,
        by_the_clock: definition.by_the_clock,
    })
}

impl Metric {
    fn of(&self, recipe: Recipe, order: &Order<'_>) -> Result<MetricStatistic, String> {
        let mut dimensions = BTreeMap::new();
        for (name, part) in self.dimensions {
            let value = match part {
                Part::Target => order.target.to_owned(),
                Part::Account => order.account.to_owned(),
                Part::Is(value) => (*value).to_owned(),
                Part::Given { default } => match (order.dimensions.get(*name), default) {
                    (Some(given), _) => given.clone(),
                    (None, Some(default)) => (*default).to_owned(),
                    (None, None) => {
                        return Err(format!("the recipe {recipe} needs --dimension '{name}=…' besides its target"));
                    }
                },
            };
            dimensions.insert((*name).to_owned(), value);
        }
        let metric = MetricName { namespace: self.namespace.to_owned(), name: self.name.to_owned(), dimensions };
        Ok(MetricStatistic { metric, statistic: self.statistic })
    }
}

impl fmt::Display for Need {
    /// What to do, as half a sentence; nothing when there is nothing to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::WorkgroupMetrics => f.write_str("the workgroup publishes its metrics (--switch-on sets it)"),
            Self::JobArgument(name) => write!(f, "the job runs with {name} true (--switch-on sets it)"),
            Self::EventRule(pattern) => write!(f, "a rule of the event bus, the target, with the pattern {pattern}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipe({})", self.0.name)
    }
}

impl PartialEq for Recipe {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Recipe {}

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl FromStr for Recipe {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::all().find(|recipe| recipe.0.name == text).ok_or_else(|| {
            let names: Vec<String> = Self::all().map(|recipe| recipe.to_string()).collect();
            let near = crate::suggest::closest(text, names.iter().map(String::as_str));
            // A part of a name: `scan-cost`.
            let part = || names.iter().map(String::as_str).find(|name| text.len() > 2 && name.contains(text));
            let near = near.or_else(part);
            match near {
                Some(near) => format!("`{text}` is no recipe; did you mean `{near}`? (lakectl alarm recipes)"),
                None => format!("`{text}` is no recipe: {}", names.join(", ")),
            }
        })
    }
}

#[cfg(test)]
mod tests;
