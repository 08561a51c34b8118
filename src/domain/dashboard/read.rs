//! What can be drawn of a dashboard's body, whoever wrote it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::alarm::{DataQuery, DataSource, MetricName, MetricStatistic, Statistic};

/// A widget.
#[derive(Debug, Clone, PartialEq)]
pub struct Widget {
    pub title: Option<String>,
    pub what: Drawable,
}

/// What it shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawable {
    /// Lines over time.
    Lines {
        traces: Vec<Trace>,
        /// Seconds.
        period: i32,
    },
    Text(String),
    /// ARNs.
    Alarms(Vec<String>),
    /// Something that is not drawn, and why.
    Not(String),
}

/// A metric or an expression of a widget.
pub type Trace = DataQuery;

/// The widgets of a body, in its order.
pub fn widgets(body: &str) -> Result<Vec<Widget>, String> {
    let body: Value = serde_json::from_str(body).map_err(|error| format!("the body is no JSON: {error}"))?;
    let widgets = body["widgets"].as_array().ok_or("the body has no list of widgets")?;
    Ok(widgets.iter().map(widget).collect())
}

fn widget(widget: &Value) -> Widget {
    let properties = &widget["properties"];
    let what = match widget["type"].as_str().unwrap_or_default() {
        "text" => Drawable::Text(properties["markdown"].as_str().unwrap_or_default().to_owned()),
        "alarm" => Drawable::Alarms(
            properties["alarms"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        ),
        "metric" => match lines(properties) {
            Ok((traces, period)) => Drawable::Lines { traces, period },
            Err(reason) => Drawable::Not(reason),
        },
        other => Drawable::Not(format!("a widget of the type {other} is not drawn here")),
    };
    Widget { title: super::title(widget).map(str::to_owned), what }
}

fn lines(properties: &Value) -> Result<(Vec<Trace>, i32), String> {
    let metrics = properties["metrics"].as_array().ok_or("a widget of an alarm's metric is not drawn here")?;
    let period = period(&properties["period"]).unwrap_or(300);
    let statistic = properties["stat"].as_str().unwrap_or("Average");
    let mut traces: Vec<Trace> = Vec::new();
    let mut before: Vec<String> = Vec::new();
    for (index, metric) in metrics.iter().enumerate() {
        let items = metric.as_array().ok_or("a metric is a list")?;
        let none = Map::new();
        let (options, words) = match items.split_last() {
            Some((Value::Object(options), words)) => (options, words),
            _ => (&none, items.as_slice()),
        };
        let text = |name: &str| options.get(name).and_then(Value::as_str);
        let source = match text("expression") {
            Some(expression) => DataSource::Expression(expression.to_owned()),
            None => {
                let words = repeated(words, &before)?;
                let statistic: Statistic = text("stat").unwrap_or(statistic).parse()?;
                let metric = metric_name(&words)?;
                before = words;
                DataSource::Metric(MetricStatistic { metric, statistic })
            }
        };
        traces.push(DataQuery {
            id: text("id").map_or_else(|| format!("lakectl{index}"), str::to_owned),
            label: text("label").map(str::to_owned),
            period: options.get("period").and_then(self::period).unwrap_or(period),
            returned: options.get("visible") != Some(&Value::Bool(false)),
            source,
        });
    }
    Ok((traces, period))
}

fn period(value: &Value) -> Option<i32> {
    value.as_i64().and_then(|seconds| i32::try_from(seconds).ok()).filter(|seconds| *seconds > 0)
}

/// The words of a metric, with those of the one before where `.` and `...` stand.
fn repeated(words: &[Value], before: &[String]) -> Result<Vec<String>, String> {
    let words: Vec<&str> =
        words.iter().map(|word| word.as_str().ok_or("a metric is a list of texts")).collect::<Result<_, _>>()?;
    let mut whole: Vec<String> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        match *word {
            "..." if index == 0 => {
                let kept = (before.len() + 1).checked_sub(words.len()).ok_or("`...` repeats nothing")?;
                whole.extend_from_slice(&before[..kept]);
            }
            "." => whole.push(before.get(whole.len()).ok_or("`.` repeats nothing")?.clone()),
            other => whole.push(other.to_owned()),
        }
    }
    Ok(whole)
}

fn metric_name(words: &[String]) -> Result<MetricName, String> {
    let [namespace, name, dimensions @ ..] = words else {
        return Err("a metric has a namespace and a name".to_owned());
    };
    if !dimensions.len().is_multiple_of(2) {
        return Err(format!("a dimension of {name} has no value"));
    }
    let dimensions: BTreeMap<String, String> =
        dimensions.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
    Ok(MetricName { namespace: namespace.clone(), name: name.clone(), dimensions })
}
