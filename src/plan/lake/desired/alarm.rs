//! Alarms.

use std::collections::BTreeMap;

use super::{Builder, Made, Removal, Thing};
use crate::domain::alarm::{
    AlarmDefinition, Comparison, CompositeDefinition, CompositeRule, MetricName, MetricStatistic, Order, Recipe,
    Statistic, Watched, comparison, prepare,
};
use crate::domain::lake_file::Entry;
use crate::domain::span::Span;
use crate::kind::alarm::{AlarmResource, Wanted};

/// The period of a metric, unless the file says another one: seconds.
const PERIOD: i32 = 300;

impl Builder<'_> {
    pub(super) fn alarms(&mut self) {
        for entry in self.all("alarms") {
            if ["any", "all", "rule"].iter().any(|field| entry.said(field).is_some()) {
                self.composite(entry);
                continue;
            }
            let definition = match entry.text("recipe") {
                Some(_) => self.by_recipe(entry),
                None => self.by_metric(entry),
            };
            let Some(definition) = definition else { continue };
            self.check_periods(entry, &definition);
            let made = Made {
                noun: "alarm",
                name: entry.name.clone(),
                thing: Some(Thing::Alarm(entry.name.clone())),
                requires: Vec::new(),
                after: Vec::new(),
                removal: Removal::Alarm(entry.name.clone()),
            };
            let metrics = match &definition.watched {
                Watched::Metric(_) => 1,
                Watched::Expression { metrics, .. } => metrics.len(),
            };
            let month = super::super::cost::of_alarm(metrics, &self.prices);
            let wanted = Wanted::Metric(Box::new(definition));
            self.add(entry, made, AlarmResource { wanted, tags: BTreeMap::new(), need: None, switch_on: false });
            if let Some(item) = self.items.last_mut() {
                item.month = Some(month);
            }
        }
    }

    /// An alarm on other alarms.
    fn composite(&mut self, entry: &Entry) {
        let said: Vec<&str> = ["any", "all", "rule"].into_iter().filter(|field| entry.said(field).is_some()).collect();
        if let [_, second, ..] = said.as_slice() {
            self.problem(entry.place_of(second), format!("`{}` and `{second}` do not go together", said[0]));
        }
        let own = ["any", "all", "rule", "description", "actions"];
        for field in entry.fields.keys().filter(|field| !own.contains(field)) {
            self.problem(entry.place_of(field), format!("`{field}` is nothing of an alarm on other alarms"));
        }
        let rule = match entry.owned("rule") {
            Some(rule) => rule,
            None => {
                let all = entry.said("all").is_some();
                let names = entry.texts(if all { "all" } else { "any" });
                if let Some(bad) = names.iter().find(|name| name.contains('"')) {
                    self.problem(entry.place, format!("`{bad}` is no name of an alarm"));
                }
                CompositeRule::text_of(&names, all)
            }
        };
        let names: Vec<String> = match CompositeRule::parse(&rule) {
            Ok(rule) => rule.names().into_iter().map(str::to_owned).collect(),
            Err(problem) => {
                self.problem(entry.place, format!("alarms `{}`: {problem}", entry.name));
                return;
            }
        };
        if names.contains(&entry.name) {
            self.problem(entry.place, format!("the alarm `{}` cannot watch itself", entry.name));
        }
        // A rule may name the ARN of an alarm, which nobody makes here.
        let requires = names.into_iter().filter(|name| !name.starts_with("arn:")).map(Thing::Alarm);
        let made = Made {
            noun: "alarm",
            name: entry.name.clone(),
            thing: Some(Thing::Alarm(entry.name.clone())),
            requires: requires.collect(),
            after: Vec::new(),
            removal: Removal::Alarm(entry.name.clone()),
        };
        let wanted = Wanted::Composite(CompositeDefinition {
            name: entry.name.clone(),
            description: entry.owned("description"),
            rule,
            actions: entry.texts("actions"),
        });
        self.add(entry, made, AlarmResource { wanted, tags: BTreeMap::new(), need: None, switch_on: false });
    }

    fn check_periods(&mut self, entry: &Entry, definition: &AlarmDefinition) {
        let length = i64::from(definition.period);
        if !(matches!(length, 10 | 20 | 30) || (length > 0 && length % 60 == 0)) {
            self.problem(
                entry.place_of("period"),
                format!("a period of {length} s is not possible: 10s, 20s, 30s, or whole minutes"),
            );
        }
        let (most, words) = if length < 3600 { (86_400, "one day") } else { (604_800, "seven days") };
        if length * i64::from(definition.evaluation_periods) > most {
            self.problem(
                entry.place_of("periods"),
                format!("an alarm on periods of {length} s looks back {words} at most"),
            );
        }
        if definition.evaluation_periods < 1 || definition.datapoints_to_alarm.is_some_and(|count| count < 1) {
            self.problem(entry.place_of("periods"), "an alarm looks at one period at least");
        }
        if definition.datapoints_to_alarm.is_some_and(|wanted| wanted > definition.evaluation_periods) {
            let message = "more `datapoints` than `periods` cannot be past the line";
            self.problem(entry.place_of("datapoints"), message);
        }
    }

    fn period(&mut self, entry: &Entry) -> Option<i32> {
        let span = self.made(entry, "period", entry.text("period")?.parse::<Span>())?;
        Some(i32::try_from(span.0.as_secs()).unwrap_or(i32::MAX))
    }

    fn by_metric(&mut self, entry: &Entry) -> Option<AlarmDefinition> {
        let (Some(namespace), Some(name), Some(threshold)) =
            (entry.owned("namespace"), entry.owned("metric"), entry.number("threshold"))
        else {
            let message = format!("alarms `{}` needs a `recipe`, or `namespace`, `metric` and `threshold`", entry.name);
            self.problem(entry.place, message);
            return None;
        };
        for field in ["target", "price_per_tb"] {
            if entry.said(field).is_some() {
                self.problem(entry.place_of(field), format!("`{field}` goes with a recipe"));
            }
        }
        let metric = MetricName { namespace, name, dimensions: entry.pairs("dimensions") };
        let statistic = entry.text("statistic").and_then(|text| text.parse().ok()).unwrap_or(Statistic::Average);
        let sign = entry.text("comparison").and_then(|text| comparison(text).ok());
        Some(AlarmDefinition {
            name: entry.name.clone(),
            description: entry.owned("description"),
            watched: Watched::Metric(MetricStatistic { metric, statistic }),
            period: self.period(entry).unwrap_or(PERIOD),
            evaluation_periods: entry.whole("periods").unwrap_or(1),
            datapoints_to_alarm: entry.whole("datapoints"),
            threshold,
            comparison: sign.unwrap_or(Comparison::GreaterThanThreshold),
            missing_data: entry.text("missing_data").and_then(|text| text.parse().ok()).unwrap_or_default(),
            actions: entry.texts("actions"),
            wall_clock: entry.owned("wall_clock"),
        })
    }

    fn by_recipe(&mut self, entry: &Entry) -> Option<AlarmDefinition> {
        let recipe: Recipe = entry.text("recipe").and_then(|text| text.parse().ok())?;
        for field in ["namespace", "metric", "comparison"] {
            if entry.said(field).is_some() {
                self.problem(entry.place_of(field), format!("the recipe {recipe} says `{field}` itself"));
            }
        }
        let Some(mut target) = entry.owned("target") else {
            self.problem(entry.place, format!("alarms `{}` lacks `target`: {}", entry.name, recipe.target()));
            return None;
        };
        // A recipe about a bucket may name its zone.
        if let Some(place) = target.strip_suffix(':').and_then(|zone| self.zones.get(zone)) {
            target = place.to_string();
        }
        let threshold = entry.number("threshold").unwrap_or(recipe.default_threshold());
        let order = Order {
            target: &target,
            threshold: entry.number("threshold"),
            dimensions: entry.pairs("dimensions"),
            account: &self.place.account,
            dollars_per_terabyte: entry.number("price_per_tb").unwrap_or(self.prices.athena.tb_scanned),
        };
        let mut prepared = self.made(entry, "target", prepare(recipe, &order))?;
        if let Some(statistic) = entry.text("statistic").and_then(|text| text.parse().ok()) {
            match &mut prepared.watched {
                Watched::Metric(metric) => metric.statistic = statistic,
                Watched::Expression { .. } => {
                    let message = format!("the recipe {recipe} says `statistic` itself");
                    self.problem(entry.place_of("statistic"), message);
                }
            }
        }
        let unit = recipe.threshold_unit();
        Some(AlarmDefinition {
            name: entry.name.clone(),
            description: Some(
                entry.owned("description").unwrap_or_else(|| format!("{target}: {recipe}, {threshold} {unit}")),
            ),
            watched: prepared.watched,
            period: self.period(entry).unwrap_or(prepared.period),
            evaluation_periods: entry.whole("periods").unwrap_or(1),
            datapoints_to_alarm: entry.whole("datapoints"),
            threshold: prepared.threshold,
            comparison: prepared.comparison,
            missing_data: entry
                .text("missing_data")
                .and_then(|text| text.parse().ok())
                .unwrap_or(prepared.missing_data),
            actions: entry.texts("actions"),
            wall_clock: entry.owned("wall_clock").or(prepared.by_the_clock.then(|| "UTC".to_owned())),
        })
    }
}
