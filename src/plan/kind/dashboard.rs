//! Dashboards as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::dashboard::merged;
use crate::error::{Error, Kind, Result};
use crate::{Change, Resource, Step};

/// A dashboard that should be there. Widgets of others on it stay.
#[derive(Debug, Clone)]
pub struct DashboardResource {
    pub name: String,
    pub widgets: Vec<Value>,
}

impl DashboardResource {
    /// The body that is there, as a document.
    fn document(&self, live: Option<&String>) -> Result<Option<Value>> {
        let Some(live) = live else { return Ok(None) };
        serde_json::from_str(live).map(Some).map_err(|error| {
            Error::new(Kind::Conflict, format!("the body of dashboard `{}` is no JSON", self.name)).because(error)
        })
    }
}

/// The titles of widgets, for people; the whole is compared besides.
fn titles(body: &Value) -> Value {
    let widgets = body["widgets"].as_array().into_iter().flatten();
    let named = widgets.filter_map(|widget| {
        let properties = &widget["properties"];
        properties["title"]
            .as_str()
            .or(properties["markdown"].as_str())
            .map(|title| json!(title.trim_start_matches("## ")))
    });
    Value::Array(named.collect())
}

impl Resource for DashboardResource {
    type Live = String;

    async fn read(&self, read: &Read) -> Result<Option<String>> {
        read.dashboard(&self.name).await
    }

    fn diff(&self, live: Option<&String>) -> Result<Step> {
        let old = self.document(live)?;
        let new = merged(&self.widgets, old.as_ref());
        let mut changes = Vec::new();
        if old.as_ref() != Some(&new) {
            let before = old.as_ref().map_or(Value::Null, titles);
            changes.extend(Change::between("widgets", before, titles(&new)));
            if changes.is_empty() {
                // The same widgets, with something else in them.
                changes.extend(Change::between("content", json!("another"), json!("of what is there now")));
            }
        }
        Ok(Step::new("dashboard", self.name.as_str(), live.is_some(), changes))
    }

    async fn apply(&self, live: Option<&String>, _step: &Step, write: &Write) -> Result<()> {
        let body = merged(&self.widgets, self.document(live)?.as_ref());
        let said = write.put_dashboard(&self.name, &body.to_string()).await?;
        match said.first() {
            None => Ok(()),
            Some(first) => Err(Error::failed(format!("the service finds fault with the dashboard: {first}"))),
        }
    }
}
