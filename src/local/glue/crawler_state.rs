//! The state of crawlers and their crawls.
//!
//! A crawler's document is the service's output plus [`RUN`], the crawl that is under way; a crawl's document is its
//! history entry plus [`COUNTS`].

use serde_json::{Map, Value, json};

use super::actor::Actor;
use super::check;
use crate::domain::crawl::CrawlTarget;
use crate::domain::cron::Cron;
use crate::events::{self, Event};
use crate::store::{StoreError, Tx, scope};
use crate::wire::{Input, ServiceError, as_timestamp_millis, timestamp_millis};

/// Crawlers, by region.
pub const CRAWLER: &str = "glue_crawler";
/// Crawls, by region and crawler; named by [`crawl_name`], newest first.
pub const CRAWL: &str = "glue_crawl";
/// The member of a crawler that names its running crawl; not part of the output.
pub const RUN: &str = "$run";
/// The member of a crawl with its numbers; not part of the output.
pub const COUNTS: &str = "$counts";
/// Where crawls log.
pub const LOG_GROUP: &str = "/aws-glue/crawlers";

/// Kinds of targets that the lake has nothing for.
const OTHER_TARGETS: &[&str] = &[
    "JdbcTargets",
    "MongoDBTargets",
    "DynamoDBTargets",
    "CatalogTargets",
    "DeltaTargets",
    "IcebergTargets",
    "HudiTargets",
];

/// A crawler's document.
pub fn get(tx: &Tx<'_>, region: &str, name: &str) -> Result<Option<Value>, StoreError> {
    tx.get(CRAWLER, &scope(&[region]), name)
}

/// As [`get`]; the service's error when there is none.
pub fn need(tx: &Tx<'_>, region: &str, name: &str) -> Result<Value, ServiceError> {
    get(tx, region, name)?.ok_or_else(|| check::not_found(format!("Crawler with name {name} does not exist")))
}

/// Adds a crawler; `false` when the name is taken.
pub fn insert(tx: &Tx<'_>, region: &str, name: &str, document: &Value) -> Result<bool, StoreError> {
    tx.insert(CRAWLER, &scope(&[region]), name, document)
}

/// Writes a crawler.
pub fn put(tx: &Tx<'_>, region: &str, name: &str, document: &Value) -> Result<(), StoreError> {
    tx.put(CRAWLER, &scope(&[region]), name, document)
}

/// Removes a crawler and its history.
pub fn delete(tx: &Tx<'_>, region: &str, name: &str) -> Result<(), StoreError> {
    tx.delete_scope(CRAWL, &scope(&[region, name]))?;
    tx.delete(CRAWLER, &scope(&[region]), name)?;
    Ok(())
}

/// Names sort newest first.
pub fn crawl_name(started: i64, id: &str) -> String {
    format!("{:020}-{id}", i64::MAX - started)
}

/// The output for a crawler's document.
pub fn output(crawler: &Value, now: i64) -> Value {
    let mut output = crawler.clone();
    let started = crawler[RUN]["started"].as_i64();
    if let Some(members) = output.as_object_mut() {
        members.remove(RUN);
        members.insert("CrawlElapsedTime".to_owned(), json!(started.map_or(0, |started| (now - started).max(0))));
    }
    output
}

/// A crawler that is at work can be neither changed nor started.
pub fn must_be_ready(crawler: &Value) -> Result<(), ServiceError> {
    let name = crawler["Name"].as_str().unwrap_or_default();
    match crawler["State"].as_str() {
        Some("RUNNING") => Err(ServiceError::client(
            "CrawlerRunningException",
            format!("Crawler with name {name} has already started"),
        )),
        Some("STOPPING") => {
            Err(ServiceError::client("CrawlerRunningException", format!("Crawler with name {name} is stopping")))
        }
        _ => Ok(()),
    }
}

/// A crawler's document from an input; with an old one, what is not given stays.
pub fn from_input(input: &Input<'_>, old: Option<&Value>, actor: &Actor) -> Result<Value, ServiceError> {
    check::described(input)?;
    let operation = if old.is_some() { "UpdateCrawler" } else { "CreateCrawler" };
    check::refuse(operation, input, &["CrawlerSecurityConfiguration"])?;
    let mut crawler = match old.and_then(Value::as_object) {
        Some(members) => members.clone(),
        None => defaults(input, actor)?,
    };
    for member in ["Role", "DatabaseName", "Description", "Classifiers", "TablePrefix", "LakeFormationConfiguration"] {
        if let Some(value) = input.get(member) {
            crawler.insert(member.to_owned(), value.clone());
        }
    }
    input.strings("Classifiers")?;
    if let Some(prefix) = input.opt_string("TablePrefix")? {
        check::length("TablePrefix", prefix, 0, 128)?;
    }
    if let Some(targets) = input.opt_structure("Targets")? {
        crawler.insert("Targets".to_owned(), valid_targets(operation, &targets)?);
    }
    if let Some(policy) = input.opt_structure("SchemaChangePolicy")? {
        let (update, delete) = (policy.opt_string("UpdateBehavior")?, policy.opt_string("DeleteBehavior")?);
        let (update, delete) = (update.unwrap_or("UPDATE_IN_DATABASE"), delete.unwrap_or("DEPRECATE_IN_DATABASE"));
        check::one_of("UpdateBehavior", update, &["LOG", "UPDATE_IN_DATABASE"])?;
        check::one_of("DeleteBehavior", delete, &["LOG", "DELETE_FROM_DATABASE", "DEPRECATE_IN_DATABASE"])?;
        crawler.insert("SchemaChangePolicy".to_owned(), json!({ "UpdateBehavior": update, "DeleteBehavior": delete }));
    }
    if let Some(policy) = input.opt_structure("RecrawlPolicy")? {
        let behavior = policy.opt_string("RecrawlBehavior")?.unwrap_or("CRAWL_EVERYTHING");
        check::one_of(
            "RecrawlBehavior",
            behavior,
            &["CRAWL_EVERYTHING", "CRAWL_NEW_FOLDERS_ONLY", "CRAWL_EVENT_MODE"],
        )?;
        crawler.insert("RecrawlPolicy".to_owned(), json!({ "RecrawlBehavior": behavior }));
    }
    if let Some(lineage) = input.opt_structure("LineageConfiguration")? {
        let setting = lineage.opt_string("CrawlerLineageSettings")?.unwrap_or("DISABLE");
        check::one_of("CrawlerLineageSettings", setting, &["ENABLE", "DISABLE"])?;
        crawler.insert("LineageConfiguration".to_owned(), json!({ "CrawlerLineageSettings": setting }));
    }
    if let Some(configuration) = input.opt_string("Configuration")? {
        crawler.insert("Configuration".to_owned(), json!(configuration));
    }
    if let Some(expression) = input.opt_string("Schedule")? {
        crawler.insert("Schedule".to_owned(), schedule(expression)?);
    }
    let policy = &crawler["RecrawlPolicy"]["RecrawlBehavior"];
    let changes = &crawler["SchemaChangePolicy"];
    if *policy == "CRAWL_NEW_FOLDERS_ONLY" && (changes["UpdateBehavior"] != "LOG" || changes["DeleteBehavior"] != "LOG")
    {
        return Err(ServiceError::invalid(
            "The SchemaChangePolicy for a crawler with recrawl policy CRAWL_NEW_FOLDERS_ONLY must be LOG for both \
             UpdateBehavior and DeleteBehavior.",
        ));
    }
    let version = old.map_or(1, |old| old["Version"].as_i64().unwrap_or(0) + 1);
    crawler.insert("Version".to_owned(), json!(version));
    crawler.insert("LastUpdated".to_owned(), timestamp_millis(actor.now));
    Ok(Value::Object(crawler))
}

fn defaults(input: &Input<'_>, actor: &Actor) -> Result<Map<String, Value>, ServiceError> {
    input.string("Role")?;
    input.structure("Targets")?;
    let defaults = json!({
        "Name": input.string("Name")?,
        "Targets": {},
        "Classifiers": [],
        "RecrawlPolicy": { "RecrawlBehavior": "CRAWL_EVERYTHING" },
        "SchemaChangePolicy": { "UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "DEPRECATE_IN_DATABASE" },
        "LineageConfiguration": { "CrawlerLineageSettings": "DISABLE" },
        "State": "READY",
        "CreationTime": timestamp_millis(actor.now),
        "LakeFormationConfiguration": { "UseLakeFormationCredentials": false, "AccountId": "" },
    });
    match defaults {
        Value::Object(members) => Ok(members),
        _ => Ok(Map::new()),
    }
}

fn valid_targets(operation: &str, targets: &Input<'_>) -> Result<Value, ServiceError> {
    for kind in OTHER_TARGETS {
        if !targets.list(kind)?.is_empty() {
            return Err(ServiceError::unsupported(format_args!("glue {operation} with {kind}")));
        }
    }
    let places = targets.list("S3Targets")?;
    if places.is_empty() {
        return Err(ServiceError::invalid("At least one target is required"));
    }
    for place in places {
        let place = Input::new(place);
        check::refuse(operation, &place, &["ConnectionName", "EventQueueArn", "DlqEventQueueArn"])?;
        let path = place.string("Path")?;
        if CrawlTarget::parse(path).is_none() {
            return Err(ServiceError::invalid(format!("{path} is not an S3 path")));
        }
        place.strings("Exclusions")?;
        if place.opt_integer("SampleSize")?.is_some_and(|size| !(1..=249).contains(&size)) {
            return Err(ServiceError::invalid("SampleSize must be between 1 and 249"));
        }
    }
    let mut all = json!({ "S3Targets": places });
    for kind in OTHER_TARGETS {
        all[*kind] = json!([]);
    }
    Ok(all)
}

/// The schedule of a cron expression; an empty one removes it.
pub fn schedule(expression: &str) -> Result<Value, ServiceError> {
    if expression.is_empty() {
        return Ok(json!({ "ScheduleExpression": "", "State": "NOT_SCHEDULED" }));
    }
    expression
        .parse::<Cron>()
        .map_err(|error| ServiceError::invalid(format!("Invalid Schedule cron expression: {expression}: {error}")))?;
    Ok(json!({ "ScheduleExpression": expression, "State": "SCHEDULED" }))
}

/// Which crawl of which crawler a task is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrawlKey {
    pub region: String,
    pub crawler: String,
    /// The crawl's id.
    pub id: String,
    /// Milliseconds since the epoch.
    pub started: i64,
}

impl CrawlKey {
    /// As the record of a task holds it.
    pub fn to_value(&self) -> Value {
        json!({ "region": self.region, "crawler": self.crawler, "id": self.id, "started": self.started })
    }

    /// The inverse of [`CrawlKey::to_value`].
    pub fn from_value(value: &Value) -> Option<Self> {
        let text = |member: &str| value[member].as_str().map(str::to_owned);
        Some(Self {
            region: text("region")?,
            crawler: text("crawler")?,
            id: text("id")?,
            started: value["started"].as_i64()?,
        })
    }

    /// The name of the task.
    pub fn task(&self) -> String {
        format!("crawl:{}", self.id)
    }

    fn scope(&self) -> String {
        scope(&[&self.region, &self.crawler])
    }
}

/// Makes a crawler run: the crawler and a new entry in its history.
pub fn begin(tx: &Tx<'_>, key: &CrawlKey, mut crawler: Value) -> Result<(), StoreError> {
    crawler["State"] = json!("RUNNING");
    crawler[RUN] = json!({ "id": key.id, "started": key.started });
    put(tx, &key.region, &key.crawler, &crawler)?;
    let crawl = json!({
        "CrawlId": key.id,
        "State": "RUNNING",
        "StartTime": timestamp_millis(key.started),
        "LogGroup": LOG_GROUP,
        "LogStream": key.crawler,
        "MessagePrefix": key.id,
        "DPUHour": 0.0,
    });
    tx.put(CRAWL, &key.scope(), &crawl_name(key.started, &key.id), &crawl)?;
    let detail = json!({ "startTime": iso(key.started), "state": "Started", "message": "Crawler Started" });
    announce(tx, key, key.started, detail)
}

/// Puts a change of a crawler's state on the event bus. Source: Glue User Guide, "Automating with EventBridge".
fn announce(tx: &Tx<'_>, key: &CrawlKey, now: i64, mut detail: Value) -> Result<(), StoreError> {
    let account = tx.get("lake", "", "account")?.unwrap_or_default();
    detail["accountId"] = account["id"].clone();
    detail["crawlerName"] = json!(key.crawler);
    let event = Event { source: "aws.glue", detail_type: "Glue Crawler State Change", resources: Vec::new(), detail };
    events::publish(tx, &key.region, &event, now)?;
    Ok(())
}

/// What the event of an ended crawl says; one that somebody stopped has none.
fn ending(key: &CrawlKey, ended: i64, end: &End, summary: Option<&Value>) -> Option<Value> {
    let link = format!(
        "https://console.aws.amazon.com/cloudwatch/home?region={}#logEventViewer:group={LOG_GROUP};stream={}",
        key.region, key.crawler
    );
    match end {
        End::Stopped => None,
        End::Failed(message) => Some(json!({
            "errorMessage": message, "cloudWatchLogLink": link, "state": "Failed", "message": "Crawler Failed",
        })),
        End::Completed => {
            let count = |what: &str, change: &str| {
                summary.and_then(|summary| summary[what][change]["Count"].as_u64()).unwrap_or(0).to_string()
            };
            Some(json!({
                "tablesCreated": count("TABLE", "ADD"),
                "tablesUpdated": count("TABLE", "UPDATE"),
                "tablesDeleted": count("TABLE", "DELETE"),
                "partitionsCreated": count("PARTITION", "ADD"),
                "partitionsUpdated": count("PARTITION", "UPDATE"),
                "partitionsDeleted": count("PARTITION", "DELETE"),
                "warningMessage": "N/A",
                "runningTime (sec)": ((ended - key.started) / 1000).to_string(),
                "completionDate": iso(ended),
                "cloudWatchLogLink": link,
                "state": "Succeeded",
                "message": "Crawler Succeeded",
            }))
        }
    }
}

fn iso(millis: i64) -> String {
    crate::clock::rfc3339(crate::clock::from_epoch_millis(millis))
}

/// Whether someone has asked the crawl to stop.
pub fn is_stopping(tx: &Tx<'_>, key: &CrawlKey) -> Result<bool, StoreError> {
    let crawler = get(tx, &key.region, &key.crawler)?;
    Ok(crawler.is_none_or(|crawler| crawler["State"] == "STOPPING" || crawler[RUN]["id"] != json!(key.id)))
}

/// Asks the process that crawls to stop, if this crawl is what the crawler is at.
pub fn ask_to_stop(tx: &Tx<'_>, region: &str, name: &str, id: &str) -> Result<(), StoreError> {
    let Some(mut crawler) = get(tx, region, name)? else { return Ok(()) };
    if crawler["State"] != "RUNNING" || crawler[RUN]["id"] != id {
        return Ok(());
    }
    crawler["State"] = json!("STOPPING");
    put(tx, region, name, &crawler)
}

/// A crawl of a crawler, by its id.
pub fn crawl(tx: &Tx<'_>, region: &str, name: &str, id: &str) -> Result<Option<Value>, StoreError> {
    let crawls = tx.list(CRAWL, &scope(&[region, name]))?.into_iter().map(|(_, crawl)| crawl);
    Ok(crawls.into_iter().find(|crawl| crawl["CrawlId"] == id))
}

/// How a crawl ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Completed,
    Stopped,
    /// In words.
    Failed(String),
}

/// Ends a crawl: the crawler is ready again, and says how its last crawl went.
pub fn end(
    tx: &Tx<'_>,
    key: &CrawlKey,
    now: i64,
    end: &End,
    summary: Option<&Value>,
    counts: &Value,
) -> Result<(), StoreError> {
    let (status, state) = match end {
        End::Completed => ("SUCCEEDED", "COMPLETED"),
        End::Stopped => ("CANCELLED", "STOPPED"),
        End::Failed(_) => ("FAILED", "FAILED"),
    };
    if let Some(mut crawler) = get(tx, &key.region, &key.crawler)? {
        let mut last = json!({
            "Status": status,
            "LogGroup": LOG_GROUP,
            "LogStream": key.crawler,
            "MessagePrefix": key.id,
            "StartTime": timestamp_millis(key.started),
        });
        if let End::Failed(message) = end {
            last["ErrorMessage"] = json!(message);
        }
        crawler["State"] = json!("READY");
        crawler["LastCrawl"] = last;
        if let Some(members) = crawler.as_object_mut() {
            members.remove(RUN);
        }
        put(tx, &key.region, &key.crawler, &crawler)?;
    }
    let name = crawl_name(key.started, &key.id);
    if let Some(mut crawl) = tx.get(CRAWL, &key.scope(), &name)? {
        crawl["State"] = json!(state);
        // A crawl never ends at the instant it began: waiting clients tell crawls apart by their times.
        crawl["EndTime"] = timestamp_millis(now.max(key.started + 1));
        if let Some(summary) = summary {
            crawl["Summary"] = json!(summary.to_string());
        }
        if let End::Failed(message) = end {
            crawl["ErrorMessage"] = json!(message);
        }
        crawl[COUNTS] = counts.clone();
        tx.put(CRAWL, &key.scope(), &name, &crawl)?;
        if let Some(detail) = ending(key, now, end, summary) {
            announce(tx, key, now, detail)?;
        }
    }
    Ok(())
}

/// How long a crawl took, in seconds; none while it runs.
#[expect(clippy::cast_precision_loss, reason = "a duration in milliseconds is far below 2^52")]
pub fn seconds(crawl: &Value) -> Option<f64> {
    let (start, end) = (as_timestamp_millis(&crawl["StartTime"])?, as_timestamp_millis(&crawl["EndTime"])?);
    Some((end - start) as f64 / 1000.0)
}
