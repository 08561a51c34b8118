//! What is wrong with a body, as the service tells it: the place in the document, and what should be there.

use serde_json::Value;

/// The types of widgets.
const TYPES: &[&str] = &["alarm", "custom", "explorer", "log", "metric", "text"];
/// Columns of the grid, and the tallest widget.
const COLUMNS: i64 = 24;
const TALLEST: i64 = 1000;
/// Widgets of one dashboard, and metrics of one widget.
const MOST_WIDGETS: usize = 500;
const MOST_METRICS: usize = 500;

/// A place in the document, and what is wrong there.
pub type Problem = (String, String);

/// Everything that is wrong with a body.
pub fn problems(body: &Value) -> Vec<Problem> {
    let mut found = Vec::new();
    let Some(widgets) = body["widgets"].as_array() else {
        found.push(("/".to_owned(), "The body should have a list of widgets".to_owned()));
        return found;
    };
    if widgets.len() > MOST_WIDGETS {
        found.push(("/widgets".to_owned(), format!("Should NOT have more than {MOST_WIDGETS} items")));
    }
    for (index, widget) in widgets.iter().enumerate() {
        one(&format!("/widgets/{index}"), widget, &mut found);
    }
    found
}

fn one(path: &str, widget: &Value, found: &mut Vec<Problem>) {
    let mut tell = |place: &str, message: String| found.push((format!("{path}{place}"), message));
    if !widget.is_object() {
        return tell("", "Should be object".to_owned());
    }
    let kind = widget["type"].as_str().unwrap_or_default();
    if widget.get("type").is_none() {
        tell("", "Should have required property 'type'".to_owned());
    } else if !TYPES.contains(&kind) {
        tell("/type", format!("Should be one of: {}", TYPES.join(", ")));
    }
    for (member, least, most) in
        [("x", 0, COLUMNS - 1), ("y", 0, i64::MAX), ("width", 1, COLUMNS), ("height", 1, TALLEST)]
    {
        match widget.get(member).map(Value::as_i64) {
            None => {}
            Some(Some(number)) if (least..=most).contains(&number) => {}
            Some(Some(_)) => tell(&format!("/{member}"), format!("Should be between {least} and {most}")),
            Some(None) => tell(&format!("/{member}"), "Should be integer".to_owned()),
        }
    }
    let properties = &widget["properties"];
    if !properties.is_object() {
        return tell("", "Should have required property 'properties'".to_owned());
    }
    let missing = |member: &str| properties.get(member).is_none();
    match kind {
        "text" if missing("markdown") => tell("/properties", "Should have required property 'markdown'".to_owned()),
        "alarm" if missing("alarms") => tell("/properties", "Should have required property 'alarms'".to_owned()),
        "log" if missing("query") => tell("/properties", "Should have required property 'query'".to_owned()),
        "metric" => {
            if missing("metrics") && properties["annotations"]["alarms"].is_null() {
                tell("/properties", "Should have required property 'metrics'".to_owned());
            }
            if missing("region") {
                tell("/properties", "Should have required property 'region'".to_owned());
            }
            if properties.get("period").is_some_and(|period| !is_period(period)) {
                tell("/properties/period", "Should be 1, 5, 10, 20, 30, or a multiple of 60".to_owned());
            }
            let metrics = properties["metrics"].as_array();
            if metrics.is_some_and(|metrics| metrics.len() > MOST_METRICS) {
                tell("/properties/metrics", format!("Should NOT have more than {MOST_METRICS} items"));
            }
            for (index, metric) in metrics.into_iter().flatten().enumerate() {
                if metric.as_array().is_none_or(Vec::is_empty) {
                    tell(&format!("/properties/metrics/{index}"), "Should be array with at least one item".to_owned());
                }
            }
        }
        _ => {}
    }
}

fn is_period(value: &Value) -> bool {
    value.as_i64().is_some_and(|period| [1, 5, 10, 20, 30].contains(&period) || (period > 0 && period % 60 == 0))
}
