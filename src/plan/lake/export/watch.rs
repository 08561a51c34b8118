//! Alarms.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Export;
use crate::domain::alarm::{AlarmDefinition, Comparison, CompositeRule, MetricName, Order, Recipe, Watched, prepare};
use crate::domain::dashboard::problems;
use crate::domain::lake_file::Entry;
use crate::domain::span::Span;
use crate::error::Result;

/// The price that exported thresholds count with.
const DOLLARS_PER_TERABYTE: f64 = 5.0;

impl Export<'_> {
    pub(super) async fn dashboards(&mut self) -> Result<()> {
        if !self.part.has("dashboards") {
            return Ok(());
        }
        for listed in self.read.dashboards().await? {
            let Some(body) = self.read.dashboard(&listed.name).await? else { continue };
            let what = format!("dashboard {}", listed.name);
            let Ok(body) = serde_json::from_str::<Value>(&body) else {
                self.leave_out(what, "its body is no JSON");
                continue;
            };
            if body["widgets"].as_array().is_none_or(Vec::is_empty) || !problems(&body).is_empty() {
                self.leave_out(what, "it has no widgets that the service would take again");
                continue;
            }
            let file = format!("dashboards/{}.json", listed.name);
            if crate::domain::lake_file::inside(&file).is_err() {
                self.leave_out(what, "no file can have its name");
                continue;
            }
            self.files.insert(file.clone(), format!("{body:#}\n"));
            self.entries.push(Entry::new("dashboards", &listed.name).with("file", file));
        }
        Ok(())
    }

    pub(super) async fn watch(&mut self) -> Result<()> {
        if !self.part.has("alarms") {
            return Ok(());
        }
        for alarm in self.read.alarms(None).await? {
            let what = format!("alarm {}", alarm.name);
            if let Some(composite) = &alarm.composite {
                if CompositeRule::parse(&composite.rule).is_err() {
                    self.leave_out(what, "its rule has what lakectl has no words for");
                    continue;
                }
                let entry = Entry::new("alarms", &alarm.name)
                    .with("rule", composite.rule.as_str())
                    .with("actions", json!(composite.actions))
                    .with("description", json!(composite.description));
                self.entries.push(entry);
                continue;
            }
            let Some(definition) = &alarm.definition else {
                self.leave_out(what, "it watches what lakectl has no words for");
                continue;
            };
            let entry = match &definition.watched {
                Watched::Metric(watched) => {
                    let MetricName { namespace, name, dimensions } = &watched.metric;
                    let sign = match definition.comparison {
                        Comparison::GreaterThanThreshold => ">",
                        Comparison::GreaterThanOrEqualToThreshold => ">=",
                        Comparison::LessThanThreshold => "<",
                        Comparison::LessThanOrEqualToThreshold => "<=",
                    };
                    let entry = Entry::new("alarms", &alarm.name)
                        .with("namespace", namespace.as_str())
                        .with("metric", name.as_str())
                        .with("dimensions", json!(dimensions))
                        .with("statistic", watched.statistic.to_string())
                        .with("comparison", sign)
                        .with("threshold", definition.threshold);
                    Some(entry)
                }
                Watched::Expression { .. } => recipe(definition, self.read.account().await?),
            };
            let Some(entry) = entry else {
                self.leave_out(what, "it watches an expression that is no recipe");
                continue;
            };
            let period = Span::seconds(u64::try_from(definition.period).unwrap_or_default());
            let entry = entry
                .with("period", format!("{}s", period.0.as_secs()))
                .with("periods", definition.evaluation_periods)
                .with("datapoints", json!(definition.datapoints_to_alarm))
                .with("missing_data", definition.missing_data.to_string())
                .with("wall_clock", json!(definition.wall_clock))
                .with("actions", json!(definition.actions))
                .with("description", json!(definition.description));
            self.entries.push(entry);
        }
        Ok(())
    }
}

/// The recipe that an expression comes from, when it is one.
fn recipe(definition: &AlarmDefinition, account: &str) -> Option<Entry> {
    let Watched::Expression { metrics, .. } = &definition.watched else { return None };
    let values = || metrics.values().flat_map(|metric| &metric.metric.dimensions);
    for recipe in Recipe::all() {
        let given = |name: &str| values().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let dimensions: BTreeMap<String, String> =
            recipe.parameters().iter().filter_map(|one| Some((one.name.to_owned(), given(one.name)?))).collect();
        for (_, target) in values() {
            // The threshold in the recipe's own unit: what one of it comes to, divides what there is.
            let order = Order {
                target,
                threshold: Some(1.0),
                dimensions: dimensions.clone(),
                account,
                dollars_per_terabyte: DOLLARS_PER_TERABYTE,
            };
            let Ok(prepared) = prepare(recipe, &order) else { continue };
            if prepared.watched == definition.watched && prepared.comparison == definition.comparison {
                let entry = Entry::new("alarms", &definition.name)
                    .with("recipe", recipe.to_string())
                    .with("target", target.as_str())
                    .with("dimensions", json!(dimensions))
                    .with("threshold", definition.threshold / prepared.threshold);
                return Some(entry);
            }
        }
    }
    None
}
