//! Dashboards.

use serde_json::Value;

use super::{Builder, Made, Removal};
use crate::domain::dashboard::{name, problems};
use crate::domain::lake_file::Entry;
use crate::kind::dashboard::DashboardResource;

impl Builder<'_> {
    pub(super) fn dashboards(&mut self) {
        for entry in self.all("dashboards") {
            let Some(name) = self.named(entry, name(&entry.name)) else { continue };
            let Some(widgets) = self.widgets(entry) else { continue };
            let made = Made {
                noun: "dashboard",
                name: name.clone(),
                thing: None,
                requires: Vec::new(),
                after: Vec::new(),
                removal: Removal::Dashboard(name.clone()),
            };
            self.add(entry, made, DashboardResource { name, widgets });
        }
    }

    /// The widgets of the file, which the service would take.
    fn widgets(&mut self, entry: &Entry) -> Option<Vec<Value>> {
        let file = entry.text("file")?;
        let body: Result<Value, String> = match self.files.text(file) {
            Ok(text) => serde_json::from_str(&text).map_err(|error| format!("{file} is no JSON: {error}")),
            Err(error) => Err(error.chain().join(": ")),
        };
        let body = match body {
            Ok(body) => body,
            Err(problem) => {
                self.problem(entry.place_of("file"), problem);
                return None;
            }
        };
        let wrong = problems(&body);
        for (place, message) in &wrong {
            self.problem(entry.place_of("file"), format!("{file}: {place}: {message}"));
        }
        let widgets = body["widgets"].as_array().cloned().unwrap_or_default();
        if widgets.is_empty() && wrong.is_empty() {
            self.problem(entry.place_of("file"), format!("{file} has no widgets"));
        }
        Some(widgets)
    }
}
