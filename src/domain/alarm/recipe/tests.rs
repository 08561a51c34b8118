//! Recipes against the published metrics, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::alarm::MathExpression;

fn order(target: &str) -> Order<'_> {
    Order { target, threshold: None, dimensions: BTreeMap::new(), account: "123456789012", dollars_per_terabyte: 5.0 }
}

/// An order with a value for each parameter that has no default.
fn whole_order(recipe: Recipe) -> Order<'static> {
    let missing = recipe.parameters().into_iter().filter(|parameter| parameter.default.is_none());
    let dimensions = missing.map(|parameter| (parameter.name.to_owned(), "1".to_owned())).collect();
    Order { dimensions, ..order("Data/Score") }
}

#[test]
fn every_metric_of_every_recipe_is_published_with_exactly_its_dimensions() {
    let published: BTreeMap<(&str, &str), (BTreeSet<&str>, i32)> = include_str!("../../../../fixtures/metrics.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let [namespace, name, dimensions, _, period, source] = cells[..] else { panic!("{line}") };
            assert!(source.starts_with("https://docs.aws.amazon.com/"), "{line}");
            ((namespace, name), (dimensions.split(';').collect(), period.parse().unwrap()))
        })
        .collect();
    let mut used = BTreeSet::new();
    for recipe in Recipe::all() {
        for (_, metric) in recipe.0.watched.metrics() {
            let found = published.get(&(metric.namespace, metric.name));
            let (dimensions, period) = found.unwrap_or_else(|| panic!("{recipe}: {} is not published", metric.name));
            let own: BTreeSet<&str> = metric.dimensions.iter().map(|(name, _)| *name).collect();
            assert_eq!(own, *dimensions, "{recipe}: {}", metric.name);
            assert!(recipe.0.period >= *period, "{recipe}: periods shorter than the metric's");
            used.insert((metric.namespace, metric.name));
        }
    }
    assert_eq!(used, published.keys().copied().collect(), "what is listed is used");
}

#[test]
fn every_recipe_can_be_prepared_and_its_expression_read() {
    let names: Vec<String> = Recipe::all().map(|recipe| recipe.to_string()).collect();
    assert!(names.is_sorted() && names.len() > 30, "{names:?}");
    for recipe in Recipe::all() {
        assert_eq!(recipe.to_string().parse(), Ok(recipe));
        let prepared = prepare(recipe, &whole_order(recipe)).unwrap();
        assert!(prepared.period % 60 == 0 && prepared.threshold.is_finite(), "{recipe}");
        assert!(!recipe.about().is_empty() && !recipe.threshold_unit().is_empty(), "{recipe}");
        if let Watched::Expression { text, metrics, .. } = &prepared.watched {
            let parsed: MathExpression = text.parse().unwrap();
            assert!(parsed.references().iter().all(|id| metrics.contains_key(*id)), "{recipe}");
            // CloudWatch takes ten elements, the expression among them.
            assert!(metrics.len() < 10, "{recipe}");
        }
    }
    assert!("athena-scan-costs".parse::<Recipe>().unwrap_err().contains("did you mean `athena-scan-cost`"));
}

#[test]
fn a_pattern_is_one_that_the_event_bus_takes() {
    for recipe in Recipe::all() {
        if let Need::EventRule(pattern) = recipe.needs() {
            let pattern: serde_json::Value = serde_json::from_str(pattern).unwrap();
            crate::event_pattern::EventPattern::parse(&pattern.to_string()).unwrap();
        }
    }
}

#[test]
fn a_hundred_dollars_are_twenty_terabytes() {
    let recipe: Recipe = "athena-scan-cost".parse().unwrap();
    let prepared = prepare(recipe, &order("primary")).unwrap();
    assert_eq!(prepared.threshold, 2e13);
    let Watched::Expression { metrics, .. } = &prepared.watched else { panic!("{prepared:?}") };
    assert_eq!(metrics["m3"].metric.dimensions["QueryState"], "CANCELED");
    assert!(prepare(recipe, &Order { dollars_per_terabyte: 0.0, ..order("primary") }).is_err());
}

#[test]
fn parameters_have_defaults_or_are_asked_for() {
    let recipe: Recipe = "msk-under-replicated".parse().unwrap();
    assert!(prepare(recipe, &order("events")).unwrap_err().contains("--dimension 'Broker ID=…'"));
    let recipe: Recipe = "sagemaker-latency".parse().unwrap();
    let prepared = prepare(recipe, &Order { threshold: Some(250.0), ..order("scores") }).unwrap();
    assert_eq!(prepared.threshold, 250_000.0);
    let Watched::Metric(metric) = &prepared.watched else { panic!("{prepared:?}") };
    assert_eq!(metric.metric.dimensions["VariantName"], "AllTraffic");
    let other = BTreeMap::from([("Variant".to_owned(), "a".to_owned())]);
    let refused = prepare(recipe, &Order { dimensions: other, ..order("scores") }).unwrap_err();
    assert!(refused.contains("takes no Variant: VariantName"), "{refused}");
    let recipe: Recipe = "opensearch-red".parse().unwrap();
    let Watched::Metric(metric) = prepare(recipe, &order("logs")).unwrap().watched else { panic!() };
    assert_eq!(metric.metric.dimensions["ClientId"], "123456789012");
}
