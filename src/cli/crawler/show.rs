//! `lakectl crawler show`

use clap::Args;
use serde_json::json;

use super::list::row;
use super::{CRAWL_COLUMNS, crawl_row};
use crate::cli::catalog::time;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::render::{Column, Section, Style, View};

/// Show a crawler and its last crawls
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local crawler show raw\n  lakectl crawler show raw -o json --select crawler.state"
)]
pub struct CrawlerShowArgs {
    /// The crawler's name
    name: String,
}

const FIELDS: &[Column] = &[
    Column::text("Name", "name"),
    Column::text("Description", "description"),
    Column::text("State", "state"),
    Column::text("Database", "database"),
    Column::new("Targets", "targets", Style::List),
    Column::new("Exclusions", "exclusions", Style::List),
    Column::text("Table prefix", "table_prefix"),
    Column::text("Role", "role"),
    Column::new("Classifiers", "classifiers", Style::List),
    Column::text("Schedule", "schedule"),
    Column::text("On change", "update_behavior"),
    Column::text("On delete", "delete_behavior"),
    Column::text("Recrawl", "recrawl_behavior"),
    Column::text("Configuration", "configuration"),
    Column::text("Last crawl", "last_crawl.status"),
    Column::text("Error", "last_crawl.error"),
    Column::text("Created", "created"),
    Column::text("Updated", "updated"),
];
const CRAWLS: Section = Section { title: "Crawls", key: "crawls", columns: CRAWL_COLUMNS };

pub async fn run(ctx: &Ctx, args: CrawlerShowArgs) -> Result<Answer> {
    let (crawler, crawls) = ops::crawler::show(ctx.read().await?, &args.name).await?;
    let mut value = row(&crawler);
    let exclusions: Vec<&String> = crawler.targets.iter().flat_map(|target| &target.exclusions).collect();
    value["description"] = json!(crawler.description);
    value["exclusions"] = json!(exclusions);
    value["table_prefix"] = json!(crawler.table_prefix);
    value["classifiers"] = json!(crawler.classifiers);
    value["update_behavior"] = json!(crawler.update_behavior);
    value["delete_behavior"] = json!(crawler.delete_behavior);
    value["recrawl_behavior"] = json!(crawler.recrawl_behavior);
    value["configuration"] = json!(crawler.configuration);
    value["version"] = json!(crawler.version);
    value["created"] = json!(time(crawler.created_millis));
    value["updated"] = json!(time(crawler.updated_millis));
    value["crawls"] = crawls.iter().map(crawl_row).collect();
    Ok(Answer::done(View::record_with("crawler", value, FIELDS, vec![CRAWLS])))
}
