//! Crawlers as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::crawler::{Crawler, CrawlerTarget};
use crate::domain::job::role_name;
use crate::error::{Error, Kind, Result};
use crate::{Change, Resource, Step};

/// The classifier for CSV with quotes, made on demand.
pub const QUOTED_CSV: &str = "lakectl-quoted-csv";
/// The role of a new crawler, unless another one is named.
const ROLE: &str = "AWSGlueServiceRole-lake";

/// A crawler that should be there. What is not given stays as it is.
#[derive(Debug, Clone, Default)]
pub struct CrawlerResource {
    pub name: String,
    /// None: the one that it has, or the usual one.
    pub role: Option<String>,
    pub database: String,
    pub targets: Vec<CrawlerTarget>,
    pub description: Option<String>,
    pub table_prefix: Option<String>,
    pub schedule: Option<String>,
    pub classifiers: Vec<String>,
    pub update_behavior: Option<String>,
    pub delete_behavior: Option<String>,
    pub recrawl_behavior: Option<String>,
    /// What is said of the configuration document; the rest of it stays.
    pub configuration: Option<Value>,
}

impl CrawlerResource {
    fn wanted(&self, live: Option<&Crawler>) -> Crawler {
        let mut crawler = live.cloned().unwrap_or_default();
        crawler.name.clone_from(&self.name);
        match &self.role {
            // The service answers a role by its name or its ARN, as it was given.
            Some(role) if role_name(role) != role_name(&crawler.role) => crawler.role.clone_from(role),
            None if live.is_none() => ROLE.clone_into(&mut crawler.role),
            _ => {}
        }
        crawler.database = Some(self.database.clone());
        crawler.targets.clone_from(&self.targets);
        let texts = [
            (&mut crawler.description, &self.description),
            (&mut crawler.table_prefix, &self.table_prefix),
            (&mut crawler.schedule, &self.schedule),
            (&mut crawler.update_behavior, &self.update_behavior),
            (&mut crawler.delete_behavior, &self.delete_behavior),
            (&mut crawler.recrawl_behavior, &self.recrawl_behavior),
        ];
        for (property, given) in texts {
            if given.is_some() {
                property.clone_from(given);
            }
        }
        if let Some(said) = &self.configuration {
            let mut whole = crawler.configuration.as_deref().and_then(|text| serde_json::from_str(text).ok());
            let document = whole.get_or_insert_with(|| json!({ "Version": 1.0 }));
            merge(document, said);
            crawler.configuration = Some(document.to_string());
        }
        if !self.classifiers.is_empty() {
            crawler.classifiers.clone_from(&self.classifiers);
        }
        crawler
    }
}

/// Puts what is said into a document; members that are not said stay.
fn merge(document: &mut Value, said: &Value) {
    match (document, said) {
        (Value::Object(members), Value::Object(said)) => {
            for (name, value) in said {
                merge(members.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (document, said) => said.clone_into(document),
    }
}

/// A document as a value, so that its spaces and the order of its members are no difference.
fn document(text: Option<&String>) -> Value {
    match text.map(|text| (text, serde_json::from_str::<Value>(text))) {
        None => Value::Null,
        Some((_, Ok(document))) => document,
        Some((text, Err(_))) => json!(text),
    }
}

/// The properties that a plan compares, by name.
fn properties(crawler: &Crawler) -> [(&'static str, Value); 11] {
    let targets: Vec<Value> = crawler
        .targets
        .iter()
        .map(|target| {
            let mut shown = target.path.trim_end_matches('/').to_owned();
            if !target.exclusions.is_empty() {
                shown.push_str(&format!(" without {}", target.exclusions.join(", ")));
            }
            if let Some(size) = target.sample_size {
                shown.push_str(&format!(", {size} files per folder"));
            }
            json!(shown)
        })
        .collect();
    let classifiers = if crawler.classifiers.is_empty() { Value::Null } else { json!(crawler.classifiers) };
    [
        ("role", json!(role_name(&crawler.role))),
        ("database", json!(crawler.database)),
        ("targets", if targets.is_empty() { Value::Null } else { json!(targets) }),
        ("description", json!(crawler.description)),
        ("table_prefix", json!(crawler.table_prefix)),
        ("schedule", json!(crawler.schedule)),
        ("classifiers", classifiers),
        ("update_behavior", json!(crawler.update_behavior)),
        ("delete_behavior", json!(crawler.delete_behavior)),
        ("recrawl_behavior", json!(crawler.recrawl_behavior)),
        ("configuration", document(crawler.configuration.as_ref())),
    ]
}

impl Resource for CrawlerResource {
    type Live = Crawler;

    async fn read(&self, read: &Read) -> Result<Option<Crawler>> {
        read.crawler(&self.name).await
    }

    fn diff(&self, live: Option<&Crawler>) -> Result<Step> {
        let changes = Change::all(live.map(properties), properties(&self.wanted(live)));
        if let Some(live) = live
            && !live.other_targets.is_empty()
            && changes.iter().any(|change| change.field == "targets")
        {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "crawler `{}` has targets that are no S3 places, and lakectl would lose them: {}",
                    self.name,
                    live.other_targets.join(", ")
                ),
            )
            .hint("give the crawler another name"));
        }
        Ok(Step::new("crawler", self.name.as_str(), live.is_some(), changes))
    }

    async fn apply(&self, live: Option<&Crawler>, _step: &Step, write: &Write) -> Result<()> {
        let wanted = self.wanted(live);
        if wanted.classifiers.iter().any(|classifier| classifier == QUOTED_CSV) {
            write.ensure_quoted_csv_classifier(QUOTED_CSV).await?;
        }
        match live {
            None => write.create_crawler(&wanted).await,
            Some(_) => write.update_crawler(&wanted).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

    fn resource() -> CrawlerResource {
        CrawlerResource {
            name: "raw".to_owned(),
            database: "raw".to_owned(),
            targets: vec![CrawlerTarget { path: "s3://raw/".to_owned(), ..CrawlerTarget::default() }],
            ..CrawlerResource::default()
        }
    }

    #[test]
    fn a_role_that_is_not_named_stays() {
        let mut live = resource().wanted(None);
        assert_eq!(live.role, ROLE);
        live.role = "arn:aws:iam::123456789012:role/service/Own".to_owned();
        assert_eq!(resource().diff(Some(&live)).unwrap().action, Action::Unchanged);
        let named = CrawlerResource { role: Some("service/Own".to_owned()), ..resource() };
        assert_eq!(named.diff(Some(&live)).unwrap().action, Action::Unchanged);
    }

    #[test]
    fn a_flag_changes_its_part_of_the_configuration_alone() {
        let mut live = resource().wanted(None);
        live.configuration =
            Some(r#"{ "Grouping": {"TableGroupingPolicy": "X"}, "Version": 1.0, "Other": 1 }"#.to_owned());
        let wanted = CrawlerResource {
            configuration: Some(json!({ "Grouping": { "TableLevelConfiguration": 2 } })),
            ..resource()
        };
        let merged: Value = serde_json::from_str(&wanted.wanted(Some(&live)).configuration.unwrap()).unwrap();
        let expected = json!({ "Grouping": { "TableGroupingPolicy": "X", "TableLevelConfiguration": 2 }, "Version": 1.0, "Other": 1 });
        assert_eq!(merged, expected);
        assert_eq!(resource().diff(Some(&live)).unwrap().action, Action::Unchanged);
    }
}
