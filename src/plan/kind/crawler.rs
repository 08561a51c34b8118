//! Crawlers as resources.

use serde_json::{Value, json};

use crate::aws::{Read, Write};
use crate::domain::crawler::{Crawler, CrawlerTarget};
use crate::error::{Error, Kind, Result};
use crate::plan::{Change, Resource, Step};

/// The classifier for CSV with quotes, made on demand.
pub const QUOTED_CSV: &str = "lakectl-quoted-csv";

/// A crawler that should be there. What is not given stays as it is.
#[derive(Debug, Clone, Default)]
pub struct CrawlerResource {
    pub name: String,
    pub role: String,
    pub database: String,
    pub targets: Vec<CrawlerTarget>,
    pub description: Option<String>,
    pub table_prefix: Option<String>,
    pub schedule: Option<String>,
    pub classifiers: Vec<String>,
    pub update_behavior: Option<String>,
    pub delete_behavior: Option<String>,
    pub recrawl_behavior: Option<String>,
    /// The configuration document, as JSON text.
    pub configuration: Option<String>,
}

impl CrawlerResource {
    fn wanted(&self, live: Option<&Crawler>) -> Crawler {
        let mut crawler = live.cloned().unwrap_or_default();
        crawler.name.clone_from(&self.name);
        crawler.role.clone_from(&self.role);
        crawler.database = Some(self.database.clone());
        crawler.targets.clone_from(&self.targets);
        let texts = [
            (&mut crawler.description, &self.description),
            (&mut crawler.table_prefix, &self.table_prefix),
            (&mut crawler.schedule, &self.schedule),
            (&mut crawler.update_behavior, &self.update_behavior),
            (&mut crawler.delete_behavior, &self.delete_behavior),
            (&mut crawler.recrawl_behavior, &self.recrawl_behavior),
            (&mut crawler.configuration, &self.configuration),
        ];
        for (property, given) in texts {
            if given.is_some() {
                property.clone_from(given);
            }
        }
        if !self.classifiers.is_empty() {
            crawler.classifiers.clone_from(&self.classifiers);
        }
        crawler
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
        ("configuration", json!(crawler.configuration)),
    ]
}

/// A role given by its ARN comes back by its name (and path), and the other way round.
fn role_name(role: &str) -> &str {
    role.split_once(":role/").map_or(role, |(_, name)| name)
}

impl Resource for CrawlerResource {
    type Live = Crawler;

    async fn read(&self, read: &Read) -> Result<Option<Crawler>> {
        read.crawler(&self.name).await
    }

    fn diff(&self, live: Option<&Crawler>) -> Result<Step> {
        let wanted = properties(&self.wanted(live));
        let old = live.map(properties);
        let changes: Vec<Change> = wanted
            .into_iter()
            .enumerate()
            .filter_map(|(index, (field, new))| {
                let old = old.as_ref().map_or(Value::Null, |old| old[index].1.clone());
                Change::between(field, old, new)
            })
            .collect();
        if let Some(live) = live
            && live.other_targets > 0
            && changes.iter().any(|change| change.field == "targets")
        {
            return Err(Error::new(
                Kind::Conflict,
                format!("crawler `{}` has targets that are no S3 places; lakectl would lose them", self.name),
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
