//! Starting and stopping crawls, and their history.

use serde_json::{Value, json};

use super::actor::Actor;
use super::page::{self, Page};
use super::workflow::{self, Within};
use super::{check, crawl, crawler, crawler_state as state, definer, governance};
use crate::clock::new_id;
use crate::tasks;
use crate::wire::{Call, Caller, Input, Operation, Reply, Run, ServiceError, as_timestamp_millis};

/// The group's operations.
pub const OPERATIONS: &[Operation] = &[
    Operation { name: "StartCrawler", run: Run::Sync(start) },
    Operation { name: "StopCrawler", run: Run::Sync(stop) },
    Operation { name: "ListCrawls", run: Run::Sync(list_crawls) },
    Operation { name: "GetCrawlerMetrics", run: Run::Sync(metrics) },
];

fn start(call: &Call) -> Reply {
    let input = call.input();
    begin(call, check::name(&input, "Name")?, None)?;
    Ok(json!({}))
}

/// Starts a crawl, of itself or in a run of a workflow.
pub fn begin(call: &Call, name: &str, within: Option<&Within>) -> Result<(), ServiceError> {
    let actor = Actor::of(call);
    let (key, vouched) = call.lake.store().write(|tx| {
        let crawler = state::need(tx, actor.region(), name)?;
        governance::may_pass_role(tx, &call.caller, crawler::role_of(&crawler))?;
        let vouched = definer::vouches(tx, &call.caller, &format!("crawler/{name}"))?;
        state::must_be_ready(&crawler)?;
        // Two crawls of one crawler never have the same start: clients tell them apart by it.
        let before = as_timestamp_millis(&crawler["LastCrawl"]["StartTime"]).unwrap_or(i64::MIN);
        let key = state::CrawlKey {
            region: actor.region().to_owned(),
            crawler: name.to_owned(),
            id: new_id(),
            started: actor.now.max(before.saturating_add(1)),
        };
        state::begin(tx, &key, crawler)?;
        tasks::record(tx, &key.task(), "crawl", &key.to_value())?;
        if let Some(within) = within {
            workflow::open(tx, within, "crawler", name, &key.id)?;
        }
        crawl::log(tx, &key, actor.now, &format!("BENCHMARK : Running Start Crawl for Crawler {name}"))?;
        Ok::<_, ServiceError>((key, vouched))
    })?;
    let (lake, caller) = (call.lake.clone(), Caller { vouched, ..call.caller.clone() });
    call.lake.tasks().spawn(async move { crawl::run(lake, caller, key).await });
    Ok(())
}

fn stop(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "Name")?;
    call.lake.store().write(|tx| {
        let mut crawler = state::need(tx, &call.caller.region, name)?;
        governance::may_pass_role(tx, &call.caller, crawler::role_of(&crawler))?;
        match crawler["State"].as_str() {
            Some("RUNNING") => crawler["State"] = json!("STOPPING"),
            Some("STOPPING") => {
                let message = format!("Crawler with name {name} is already stopping");
                return Err(ServiceError::client("CrawlerStoppingException", message));
            }
            _ => {
                let message = format!("Crawler with name {name} isn't running");
                return Err(ServiceError::client("CrawlerNotRunningException", message));
            }
        }
        Ok(state::put(tx, &call.caller.region, name, &crawler)?)
    })?;
    Ok(json!({}))
}

fn list_crawls(call: &Call) -> Reply {
    let input = call.input();
    let name = check::name(&input, "CrawlerName")?;
    let filters =
        input.list("Filters")?.iter().map(|filter| Filter::of(&Input::new(filter))).collect::<Result<Vec<_>, _>>()?;
    let page = Page::of(&input, 1000)?;
    let found = call.lake.store().read(|tx| {
        state::need(tx, &call.caller.region, name)?;
        page::documents(tx, state::CRAWL, &call.scope(&[name]), &page, |mut crawl| {
            if !filters.iter().all(|filter| filter.matches(&crawl)) {
                return Ok(None);
            }
            if let Some(members) = crawl.as_object_mut() {
                members.remove(state::COUNTS);
            }
            Ok(Some(crawl))
        })
    })?;
    Ok(found.into_output("Crawls"))
}

fn metrics(call: &Call) -> Reply {
    let input = call.input();
    let wanted = input.strings("CrawlerNameList")?;
    check::count("CrawlerNameList", input.list("CrawlerNameList")?, 100)?;
    let page = Page::of(&input, 1000)?;
    let found = call.lake.store().read(|tx| {
        page::documents(tx, state::CRAWLER, &call.scope(&[]), &page, |crawler| {
            let name = crawler["Name"].as_str().unwrap_or_default();
            if !wanted.is_empty() && !wanted.contains(&name) {
                return Ok(None);
            }
            let crawls: Vec<Value> =
                tx.list(state::CRAWL, &call.scope(&[name]))?.into_iter().map(|(_, crawl)| crawl).collect();
            Ok(Some(metrics_of(name, &crawler, &crawls)))
        })
    })?;
    Ok(found.into_output("CrawlerMetricsList"))
}

fn metrics_of(name: &str, crawler: &Value, crawls: &[Value]) -> Value {
    let mut seconds: Vec<f64> = crawls.iter().filter_map(state::seconds).collect();
    let last = seconds.first().copied().unwrap_or(0.0);
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(seconds.len() / 2).copied().unwrap_or(0.0);
    let total = |count: &str| crawls.iter().filter_map(|crawl| crawl[state::COUNTS][count].as_i64()).sum::<i64>();
    json!({
        "CrawlerName": name,
        "TimeLeftSeconds": 0.0,
        "StillEstimating": crawler["State"] == "RUNNING",
        "LastRuntimeSeconds": last,
        "MedianRuntimeSeconds": median,
        "TablesCreated": total("created"),
        "TablesUpdated": total("updated"),
        "TablesDeleted": total("deleted"),
    })
}

/// One condition on the history.
struct Filter {
    field: String,
    operator: String,
    value: String,
}

impl Filter {
    fn of(input: &Input<'_>) -> Result<Self, ServiceError> {
        let (field, operator) = (input.string("FieldName")?, input.string("FilterOperator")?);
        check::one_of("FieldName", field, &["CRAWL_ID", "STATE", "START_TIME", "END_TIME", "DPU_HOUR"])?;
        check::one_of("FilterOperator", operator, &["GT", "GE", "LT", "LE", "EQ", "NE"])?;
        let value = input.string("FieldValue")?;
        let is_number = matches!(field, "START_TIME" | "END_TIME" | "DPU_HOUR");
        if is_number && value.parse::<f64>().is_err() {
            return Err(ServiceError::invalid(format!("{field} cannot be compared with {value}")));
        }
        Ok(Self { field: field.to_owned(), operator: operator.to_owned(), value: value.to_owned() })
    }

    /// Times are compared in milliseconds since the epoch, as the service documents them.
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since the epoch are far below 2^52")]
    fn matches(&self, crawl: &Value) -> bool {
        let number = |member: &str| as_timestamp_millis(&crawl[member]).map(|millis| millis as f64);
        let order = match self.field.as_str() {
            "CRAWL_ID" => crawl["CrawlId"].as_str().map(|text| text.cmp(&self.value)),
            "STATE" => crawl["State"].as_str().map(|text| text.cmp(&self.value)),
            field => {
                let found = match field {
                    "START_TIME" => number("StartTime"),
                    "END_TIME" => number("EndTime"),
                    _ => crawl["DPUHour"].as_f64(),
                };
                found.zip(self.value.parse().ok()).map(|(found, wanted): (f64, f64)| found.total_cmp(&wanted))
            }
        };
        let Some(order) = order else { return false };
        match self.operator.as_str() {
            "GT" => order.is_gt(),
            "GE" => order.is_ge(),
            "LT" => order.is_lt(),
            "LE" => order.is_le(),
            "EQ" => order.is_eq(),
            _ => order.is_ne(),
        }
    }
}
