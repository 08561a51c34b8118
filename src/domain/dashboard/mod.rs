//! Dashboards: what lakectl puts on one, and what can be drawn of any.
//!
//! Source of the body: CloudWatch API reference, "Dashboard body structure and syntax". A metric is a list: namespace,
//! name, names and values of dimensions, and options at the end; `.` repeats what the metric before has in its place, `...`
//! all that comes before.
//!
//! Invariants:
//! - Of a dashboard that is there, widgets whose titles are not ours stay as they are.
//! - A widget that cannot be drawn is named with its type, never left out.

mod check;
mod make;
mod read;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};

pub use check::problems;
pub use make::{Facts, make};
pub use read::{Drawable, Trace, Widget, widgets};

/// What a dashboard is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Everything.
    Lake,
    /// A zone, or a bucket.
    Zone(String),
    Workgroup(String),
    Job(String),
}

impl FromStr for Subject {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "lake" => Ok(Self::Lake),
            Some(("zone", name)) if !name.is_empty() => Ok(Self::Zone(name.to_owned())),
            Some(("workgroup", name)) if !name.is_empty() => Ok(Self::Workgroup(name.to_owned())),
            Some(("job", name)) if !name.is_empty() => Ok(Self::Job(name.to_owned())),
            _ => Err(format!("`{text}` is no subject: lake, zone:NAME, workgroup:NAME or job:NAME")),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lake => f.write_str("lake"),
            Self::Zone(name) => write!(f, "zone:{name}"),
            Self::Workgroup(name) => write!(f, "workgroup:{name}"),
            Self::Job(name) => write!(f, "job:{name}"),
        }
    }
}

/// Whether a dashboard can have this name. Source: CloudWatch API reference, PutDashboard.
pub fn name(text: &str) -> Result<String, String> {
    let fits = (1..=255).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if fits { Ok(text.to_owned()) } else { Err("letters, digits, - and _, 255 at most".to_owned()) }
}

/// A dashboard in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    pub name: String,
    /// Milliseconds since the epoch.
    pub modified_millis: Option<i64>,
    /// Bytes.
    pub size: Option<i64>,
}

/// What a widget is called.
fn title(widget: &Value) -> Option<&str> {
    widget["properties"]["title"].as_str()
}

/// Our widgets, and below them those of others that are there already.
pub fn merged(wanted: &[Value], live: Option<&Value>) -> Value {
    let mut widgets = wanted.to_vec();
    // A heading has no title, but a text.
    let label = |widget: &Value| {
        let text = title(widget).or(widget["properties"]["markdown"].as_str());
        text.map(|text| (widget["type"].clone(), text.to_owned()))
    };
    let is_ours = |widget: &Value| match label(widget) {
        Some(known) => wanted.iter().any(|own| label(own).as_ref() == Some(&known)),
        None => wanted.contains(widget),
    };
    let bottom = wanted.iter().map(edge).max().unwrap_or(0);
    let others: Vec<&Value> =
        live.and_then(|live| live["widgets"].as_array()).into_iter().flatten().filter(|one| !is_ours(one)).collect();
    let top = others.iter().filter_map(|widget| widget["y"].as_i64()).min().unwrap_or(0);
    for widget in others {
        let mut widget = widget.clone();
        if let Some(y) = widget["y"].as_i64()
            && top < bottom
        {
            widget["y"] = json!(y - top + bottom);
        }
        widgets.push(widget);
    }
    let mut body = live.cloned().unwrap_or_else(|| json!({}));
    body["widgets"] = Value::Array(widgets);
    body
}

/// Where a widget ends, from the top.
fn edge(widget: &Value) -> i64 {
    widget["y"].as_i64().unwrap_or(0) + widget["height"].as_i64().unwrap_or(6)
}
