//! Crawlers, their history, and the log of a crawl.

use std::time::Duration;

use aws_sdk_glue::types as sdk;

use super::failure::{Named, incomplete};
use super::glue_catalog::{absent, millis};
use super::page::{self, Tokens};
use super::retry::{jittered, unless_told_to_slow_down};
use super::{Read, Write};
use crate::domain::crawler::{Crawl, Crawler, CrawlerTarget, LastCrawl};
use crate::error::Result;

/// The most crawls of a page. Source: AWS Glue API, ListCrawls.
const CRAWLS_PAGE: i32 = 100;
/// How often a start whose answer was lost is tried.
const START_ATTEMPTS: u32 = 3;

impl Read {
    /// Every crawler.
    pub async fn crawlers(&self) -> Result<Vec<Crawler>> {
        page::all("crawlers", |token| self.crawler_page(token)).await
    }

    /// One page of the crawlers, and the token of the next one.
    pub async fn crawler_page(&self, token: Option<String>) -> Result<(Vec<Crawler>, Option<String>)> {
        let answer =
            self.clients.glue.get_crawlers().set_next_token(token).send().await.named("glue", "GetCrawlers")?;
        Ok((answer.crawlers.unwrap_or_default().into_iter().map(crawler).collect(), answer.next_token))
    }

    /// The newest crawls of a crawler, newest first; one page of at most `limit`.
    pub async fn newest_crawls(&self, name: &str, limit: i32) -> Result<Vec<Crawl>> {
        let call = self.clients.glue.list_crawls().crawler_name(name).max_results(limit.min(CRAWLS_PAGE));
        let answer = call.send().await.named("glue", "ListCrawls")?;
        let mut crawls: Vec<Crawl> = answer.crawls.unwrap_or_default().into_iter().map(crawl).collect();
        crawls.sort_by_key(|crawl| std::cmp::Reverse(crawl.started_millis));
        Ok(crawls)
    }

    /// A crawler; none when there is none.
    pub async fn crawler(&self, name: &str) -> Result<Option<Crawler>> {
        let answer = self.clients.glue.get_crawler().name(name).send().await.named("glue", "GetCrawler");
        Ok(absent(answer)?.and_then(|answer| answer.crawler).map(crawler))
    }

    /// The newest crawls of a crawler, newest first; at most `limit`.
    pub async fn crawls(&self, name: &str, limit: usize) -> Result<Vec<Crawl>> {
        let mut crawls: Vec<Crawl> = Vec::new();
        let (mut tokens, mut token) = (Tokens::default(), None);
        while crawls.len() < limit {
            let most = i32::try_from(limit - crawls.len()).unwrap_or(i32::MAX).min(CRAWLS_PAGE);
            let call = self.clients.glue.list_crawls().crawler_name(name).max_results(most);
            let answer = call.set_next_token(token.take()).send().await.named("glue", "ListCrawls")?;
            crawls.extend(answer.crawls.unwrap_or_default().into_iter().map(crawl));
            match tokens.next("crawls", answer.next_token)? {
                None => break,
                next => token = next,
            }
        }
        crawls.truncate(limit);
        crawls.sort_by_key(|crawl| std::cmp::Reverse(crawl.started_millis));
        Ok(crawls)
    }

    /// The lines of a crawl in its log. A log that is not there has none.
    pub async fn crawl_log(&self, crawl: &Crawl) -> Result<Vec<String>> {
        let (Some(group), Some(stream)) = (&crawl.log_group, &crawl.log_stream) else { return Ok(Vec::new()) };
        let prefix = crawl.message_prefix.as_deref().unwrap_or(&crawl.id);
        let lines = page::all("log events", |token| async move {
            let call = self.clients.logs.filter_log_events().log_group_name(group).log_stream_names(stream);
            let call = call.set_start_time(crawl.started_millis).set_next_token(token);
            let answer = call.send().await.named("logs", "FilterLogEvents")?;
            let lines: Vec<String> =
                answer.events.unwrap_or_default().into_iter().filter_map(|event| event.message).collect();
            Ok((lines, answer.next_token))
        })
        .await;
        match lines {
            Ok(lines) => Ok(lines.into_iter().filter(|line| line.contains(&format!("[{prefix}]"))).collect()),
            Err(error) if error.has_code(&["ResourceNotFoundException"]) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

impl Write {
    /// Creates a crawler.
    pub async fn create_crawler(&self, wanted: &Crawler) -> Result<()> {
        let targets = targets(wanted, &[]);
        let call = self.clients.glue.create_crawler().name(&wanted.name).role(&wanted.role).targets(targets);
        let call = call
            .set_database_name(wanted.database.clone())
            .set_description(wanted.description.clone())
            .set_classifiers(Some(wanted.classifiers.clone()))
            .set_table_prefix(wanted.table_prefix.clone())
            .set_schedule(wanted.schedule.clone())
            .set_schema_change_policy(schema_change_policy(wanted))
            .set_recrawl_policy(recrawl_policy(wanted))
            .set_configuration(wanted.configuration.clone());
        call.send().await.named("glue", "CreateCrawler").map(drop)
    }

    /// Changes a crawler to what is wanted; what is not named here stays.
    pub async fn update_crawler(&self, wanted: &Crawler) -> Result<()> {
        let live = self.clients.glue.get_crawler().name(&wanted.name).send().await.named("glue", "GetCrawler")?;
        let live = live.crawler.and_then(|crawler| crawler.targets).and_then(|targets| targets.s3_targets);
        let call = self.clients.glue.update_crawler().name(&wanted.name).role(&wanted.role);
        // Targets of other kinds are not ours to replace.
        let targets = wanted.other_targets.is_empty().then(|| targets(wanted, &live.unwrap_or_default()));
        let call = call
            .set_targets(targets)
            .set_database_name(wanted.database.clone())
            .set_description(wanted.description.clone())
            .set_classifiers(Some(wanted.classifiers.clone()))
            .set_table_prefix(wanted.table_prefix.clone())
            .set_schedule(wanted.schedule.clone())
            .set_schema_change_policy(schema_change_policy(wanted))
            .set_recrawl_policy(recrawl_policy(wanted))
            .set_configuration(wanted.configuration.clone());
        call.send().await.named("glue", "UpdateCrawler").map(drop)
    }

    /// Deletes a crawler.
    pub async fn delete_crawler(&self, name: &str) -> Result<()> {
        let call = self.clients.glue.delete_crawler().name(name);
        call.send().await.named("glue", "DeleteCrawler").map(drop)
    }

    /// Starts a crawl; `false` when one is running already. A start whose answer was lost is tried again: a crawl that
    /// runs then is taken for the one that was started.
    pub async fn start_crawler(&self, name: &str) -> Result<bool> {
        let mut lost = 0;
        loop {
            let call = self.clients.glue.start_crawler().name(name);
            let send = || async { call.clone().send().await.named("glue", "StartCrawler") };
            match unless_told_to_slow_down(send).await {
                Ok(_) => return Ok(true),
                Err(error) if error.has_code(&["CrawlerRunningException"]) => return Ok(lost > 0),
                Err(error) if lost + 1 < START_ATTEMPTS && error.outcome_is_unknown() => {
                    lost += 1;
                    tokio::time::sleep(jittered(Duration::from_millis(500) * 2u32.pow(lost))).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Asks the running crawl to stop; `false` when there is none to ask.
    pub async fn stop_crawler(&self, name: &str) -> Result<bool> {
        match self.clients.glue.stop_crawler().name(name).send().await.named("glue", "StopCrawler") {
            Ok(_) => Ok(true),
            Err(error) if error.has_code(&["CrawlerNotRunningException", "CrawlerStoppingException"]) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Makes the classifier that reads CSV with quotes, unless it is there.
    pub async fn ensure_quoted_csv_classifier(&self, name: &str) -> Result<()> {
        let found = self.clients.glue.get_classifier().name(name).send().await.named("glue", "GetClassifier");
        if absent(found)?.is_some() {
            return Ok(());
        }
        let classifier = sdk::CreateCsvClassifierRequest::builder()
            .name(name)
            .quote_symbol("\"")
            .delimiter(",")
            .contains_header(sdk::CsvHeaderOption::Present)
            .serde(sdk::CsvSerdeOption::OpenCsvSerDe)
            .build()
            .map_err(incomplete)?;
        let call = self.clients.glue.create_classifier().csv_classifier(classifier);
        call.send().await.named("glue", "CreateClassifier").map(drop)
    }
}

/// The places, each with what the service knows of it and lakectl does not: a connection, queues of events.
fn targets(wanted: &Crawler, live: &[sdk::S3Target]) -> sdk::CrawlerTargets {
    let plain = |path: &str| path.trim_end_matches('/').to_owned();
    let places = wanted.targets.iter().map(|target| {
        let known = live.iter().find(|known| known.path().map(plain) == Some(plain(&target.path)));
        let place = sdk::S3Target::builder()
            .path(&target.path)
            .set_exclusions(Some(target.exclusions.clone()).filter(|exclusions| !exclusions.is_empty()))
            .set_sample_size(target.sample_size);
        match known.cloned() {
            None => place.build(),
            Some(known) => place
                .set_connection_name(known.connection_name)
                .set_event_queue_arn(known.event_queue_arn)
                .set_dlq_event_queue_arn(known.dlq_event_queue_arn)
                .build(),
        }
    });
    sdk::CrawlerTargets::builder().set_s3_targets(Some(places.collect())).build()
}

fn schema_change_policy(wanted: &Crawler) -> Option<sdk::SchemaChangePolicy> {
    if wanted.update_behavior.is_none() && wanted.delete_behavior.is_none() {
        return None;
    }
    let update = wanted.update_behavior.as_deref().map(sdk::UpdateBehavior::from);
    let delete = wanted.delete_behavior.as_deref().map(sdk::DeleteBehavior::from);
    Some(sdk::SchemaChangePolicy::builder().set_update_behavior(update).set_delete_behavior(delete).build())
}

fn recrawl_policy(wanted: &Crawler) -> Option<sdk::RecrawlPolicy> {
    let behavior = wanted.recrawl_behavior.as_deref().map(sdk::RecrawlBehavior::from)?;
    Some(sdk::RecrawlPolicy::builder().recrawl_behavior(behavior).build())
}

fn crawler(crawler: sdk::Crawler) -> Crawler {
    let targets = crawler.targets.unwrap_or_else(|| sdk::CrawlerTargets::builder().build());
    let other_targets = other_targets(&targets);
    let policy = crawler.schema_change_policy;
    Crawler {
        name: crawler.name.unwrap_or_default(),
        role: crawler.role.unwrap_or_default(),
        database: crawler.database_name,
        description: crawler.description,
        targets: targets.s3_targets.unwrap_or_default().into_iter().map(target).collect(),
        other_targets,
        classifiers: crawler.classifiers.unwrap_or_default(),
        table_prefix: crawler.table_prefix.filter(|prefix| !prefix.is_empty()),
        schedule: crawler.schedule.and_then(|schedule| schedule.schedule_expression).filter(|text| !text.is_empty()),
        update_behavior: policy
            .as_ref()
            .and_then(|policy| policy.update_behavior())
            .map(|word| word.as_str().to_owned()),
        delete_behavior: policy
            .as_ref()
            .and_then(|policy| policy.delete_behavior())
            .map(|word| word.as_str().to_owned()),
        recrawl_behavior: crawler
            .recrawl_policy
            .and_then(|policy| policy.recrawl_behavior)
            .map(|behavior| behavior.as_str().to_owned()),
        configuration: crawler.configuration.filter(|text| !text.is_empty()),
        state: crawler.state.map_or_else(|| "READY".to_owned(), |state| state.as_str().to_owned()),
        last_crawl: crawler.last_crawl.map(|last| LastCrawl {
            status: last.status.map(|status| status.as_str().to_owned()).unwrap_or_default(),
            error: last.error_message,
            started_millis: millis(last.start_time),
        }),
        created_millis: millis(crawler.creation_time),
        updated_millis: millis(crawler.last_updated),
        version: crawler.version,
    }
}

/// The targets that are no places in S3, in words.
fn other_targets(targets: &sdk::CrawlerTargets) -> Vec<String> {
    let through = |kind: &str, connection: Option<&str>, path: &str| match connection {
        Some(connection) => format!("{kind} {connection}/{path}"),
        None => format!("{kind} {path}"),
    };
    let mut words = Vec::new();
    for target in targets.jdbc_targets() {
        words.push(through("jdbc", target.connection_name(), target.path().unwrap_or_default()));
    }
    for target in targets.mongo_db_targets() {
        words.push(through("mongodb", target.connection_name(), target.path().unwrap_or_default()));
    }
    for target in targets.dynamo_db_targets() {
        words.push(through("dynamodb", None, target.path().unwrap_or_default()));
    }
    for target in targets.catalog_targets() {
        words.extend(target.tables.iter().map(|table| format!("catalog {}.{table}", target.database_name)));
    }
    for target in targets.delta_targets() {
        words.extend(target.delta_tables().iter().map(|path| format!("delta {path}")));
    }
    for target in targets.iceberg_targets() {
        words.extend(target.paths().iter().map(|path| format!("iceberg {path}")));
    }
    for target in targets.hudi_targets() {
        words.extend(target.paths().iter().map(|path| format!("hudi {path}")));
    }
    words
}

fn target(target: sdk::S3Target) -> CrawlerTarget {
    CrawlerTarget {
        path: target.path.unwrap_or_default(),
        exclusions: target.exclusions.unwrap_or_default(),
        sample_size: target.sample_size,
    }
}

fn crawl(crawl: sdk::CrawlerHistory) -> Crawl {
    Crawl {
        id: crawl.crawl_id.unwrap_or_default(),
        state: crawl.state.map(|state| state.as_str().to_owned()).unwrap_or_default(),
        started_millis: millis(crawl.start_time),
        ended_millis: millis(crawl.end_time),
        error: crawl.error_message,
        summary: crawl.summary,
        log_group: crawl.log_group,
        log_stream: crawl.log_stream,
        message_prefix: crawl.message_prefix,
        dpu_hours: Some(crawl.dpu_hour),
    }
}
