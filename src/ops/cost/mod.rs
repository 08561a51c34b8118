//! What the lake costs, from what it holds and what it did. Parts that cannot be read are said to be unknown.

mod daily;
mod saving;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::aws::Read;
use crate::domain::bucket::BucketName;
use crate::domain::cost::{self, Area, Item, Saving, TableCost, TableCosts};
use crate::domain::price::Prices;
use crate::domain::schema_check::counted;
use crate::domain::usage::Grouping;
use crate::error::Result;

pub use daily::report;

/// Queries of a workgroup that are looked at: the service keeps them for 45 days and lists them slowly.
const MOST_QUERIES: usize = 10_000;
/// Crawls of a crawler that are looked at.
const MOST_CRAWLS: usize = 2_000;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct CostOptions {
    /// Milliseconds since the epoch.
    pub now: i64,
    /// What was done since then counts, in milliseconds since the epoch.
    pub since: i64,
    pub prices: Arc<Prices>,
    /// Whether objects are listed to add them up, which takes a call for each thousand of them.
    pub storage: bool,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Costs {
    pub items: Vec<Item>,
    /// What lifecycle rules save, by bucket.
    pub savings: Vec<Saving>,
    /// What queries cost by the tables that they name: parts of the items, not more of them.
    pub tables: Vec<TableCost>,
    /// What could not be read, each with its reason.
    pub unknown: Vec<String>,
}

impl Costs {
    fn take(&mut self, what: &str, found: Result<Vec<Item>>) -> Result<()> {
        match found {
            Ok(items) => self.items.extend(items),
            // What the service refuses is unknown; what never reached it is an error of the whole.
            Err(error) if error.aws().is_some() => self.unknown.push(format!("{what} ({})", error.chain().join(": "))),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Reads everything side by side. `seen` hears of buckets as they are added up.
pub async fn estimate(read: &Read, options: &CostOptions, seen: impl Fn(&str)) -> Result<Costs> {
    let mut costs = Costs::default();
    let (queries, jobs, crawlers, watching) =
        tokio::join!(queries(read, options), jobs(read, options), crawlers(read, options), watching(read, options));
    if options.storage {
        storage(read, options, seen, &mut costs).await?;
    }
    let queries = match queries {
        Ok(found) => {
            costs.tables = found.tables;
            costs.unknown.extend(found.unknown);
            Ok(found.items)
        }
        Err(error) => Err(error),
    };
    costs.take("queries", queries)?;
    costs.take("jobs", jobs)?;
    costs.take("crawlers", crawlers)?;
    costs.take("alarms and metrics", watching)?;
    // What ran for hours that nobody knows is not nothing.
    costs.items.retain(|item| item.quantity > 0.0 || item.amount.is_none());
    costs.items.sort_by(|a, b| {
        let by_amount = b.amount.unwrap_or(f64::INFINITY).total_cmp(&a.amount.unwrap_or(f64::INFINITY));
        a.area.cmp(&b.area).then(by_amount).then_with(|| a.name.cmp(&b.name))
    });
    Ok(costs)
}

async fn storage(read: &Read, options: &CostOptions, seen: impl Fn(&str), costs: &mut Costs) -> Result<()> {
    let buckets = crate::bucket::with_zones(read, crate::bucket::list(read).await?).await?;
    for found in buckets {
        let name = match found.bucket.name.parse::<BucketName>() {
            Ok(name) => name,
            Err(reason) => {
                costs.unknown.push(format!("bucket {} ({reason})", found.bucket.name));
                continue;
            }
        };
        seen(name.as_str());
        let prices = options.prices.clone();
        let scan = crate::bucket::scan(read, &name, "", Grouping::Class, options.now, prices, |_| {}).await;
        let scan = match scan {
            Ok(scan) => scan,
            Err(error) if error.aws().is_some() => {
                costs.unknown.push(format!("bucket {name} ({})", error.chain().join(": ")));
                continue;
            }
            Err(error) => return Err(error),
        };
        let gaps = [("old versions", &scan.versions_unknown), ("unfinished uploads", &scan.uploads_unknown)];
        for (what, gap) in gaps {
            costs.unknown.extend(gap.as_ref().map(|reason| format!("{what} of bucket {name} ({reason})")));
        }
        let zone = found.zone.known().and_then(Clone::clone);
        saving::saving(read, &name, zone.as_deref(), options, costs).await?;
        let zone = zone.unwrap_or_else(|| "no zone".to_owned());
        for (class, sum) in scan.usage.groups() {
            #[expect(clippy::cast_precision_loss, reason = "an estimate in dollars")]
            let quantity = sum.bytes() as f64;
            costs.items.push(Item {
                area: Area::Storage,
                name: name.to_string(),
                detail: Some(format!("{zone}, {class}")),
                quantity,
                unit: "bytes",
                amount: sum.month,
            });
        }
    }
    Ok(())
}

/// What queries cost.
struct Queries {
    items: Vec<Item>,
    tables: Vec<TableCost>,
    unknown: Vec<String>,
}

async fn queries(read: &Read, options: &CostOptions) -> Result<Queries> {
    let (mut items, mut unknown) = (Vec::new(), Vec::new());
    let mut tables = TableCosts::default();
    for group in read.workgroups().await? {
        let found = match read.queries(Some(&group.name), MOST_QUERIES).await {
            Ok((found, _)) => found,
            Err(error) if error.aws().is_some() => {
                unknown.push(format!("queries of workgroup {} ({})", group.name, error.chain().join(": ")));
                continue;
            }
            Err(error) => return Err(error),
        };
        if found.len() >= MOST_QUERIES {
            unknown.push(format!("queries of workgroup {} before the newest {MOST_QUERIES}", group.name));
        }
        let mut count = 0_usize;
        let (mut bytes, mut amount) = (0.0, 0.0);
        for query in found.iter().filter(|query| query.submitted_millis.is_some_and(|at| at >= options.since)) {
            count += 1;
            #[expect(clippy::cast_precision_loss, reason = "an estimate in dollars")]
            let scanned = query.scanned_bytes as f64;
            bytes += scanned;
            let spent = cost::query(query, &options.prices);
            amount += spent;
            tables.add(query, spent);
        }
        items.push(Item {
            area: Area::Queries,
            name: group.name,
            detail: Some(counted(count, "statement")),
            quantity: bytes,
            unit: "bytes",
            amount: Some(amount),
        });
    }
    Ok(Queries { items, tables: tables.sorted(), unknown })
}

async fn jobs(read: &Read, options: &CostOptions) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for job in read.jobs().await? {
        let (mut count, mut hours, mut is_known) = (0_usize, 0.0, true);
        for run in read.job_runs(&job.name).await? {
            if run.started_millis.is_none_or(|at| at < options.since) || !run.is_over() {
                continue;
            }
            count += 1;
            match cost::job_hours(&run) {
                Some(of_run) => hours += of_run,
                None => is_known = false,
            }
        }
        items.push(hourly(Area::Jobs, job.name, counted(count, "run"), hours, is_known, &options.prices));
    }
    Ok(items)
}

async fn crawlers(read: &Read, options: &CostOptions) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for crawler in read.crawlers().await? {
        let (mut count, mut hours, mut is_known) = (0_usize, 0.0, true);
        for crawl in read.crawls(&crawler.name, MOST_CRAWLS).await? {
            if crawl.started_millis.is_none_or(|at| at < options.since) || !crawl.is_over() {
                continue;
            }
            count += 1;
            match crawl.dpu_hours {
                Some(of_crawl) => hours += of_crawl,
                None => is_known = false,
            }
        }
        items.push(hourly(Area::Crawlers, crawler.name, counted(count, "crawl"), hours, is_known, &options.prices));
    }
    Ok(items)
}

fn hourly(area: Area, name: String, detail: String, hours: f64, is_known: bool, prices: &Prices) -> Item {
    let amount = is_known.then_some(hours * prices.glue.dpu_hour);
    Item { area, name, detail: Some(detail), quantity: hours, unit: "DPU-hours", amount }
}

async fn watching(read: &Read, options: &CostOptions) -> Result<Vec<Item>> {
    let (alarms, metrics) = tokio::try_join!(read.alarms(None), read.metrics(None, None))?;
    let mut custom: BTreeMap<String, f64> = BTreeMap::new();
    for metric in metrics.iter().filter(|metric| !metric.namespace.starts_with("AWS/")) {
        *custom.entry(metric.namespace.clone()).or_default() += 1.0;
    }
    // An alarm is paid for by the metrics that it reads; a composite one has a price of its own, which is not in the list.
    let mut read_by_alarms = 0_u32;
    for definition in alarms.iter().filter_map(|alarm| alarm.definition.as_ref()) {
        read_by_alarms += u32::try_from(definition.watched.metrics().len()).unwrap_or(u32::MAX);
    }
    let mut items = vec![Item {
        area: Area::Watching,
        name: "alarms".to_owned(),
        detail: Some(counted(alarms.len(), "alarm")),
        quantity: f64::from(read_by_alarms),
        unit: "alarm metrics",
        amount: Some(f64::from(read_by_alarms) * options.prices.cloudwatch.alarm_month),
    }];
    items.extend(custom.into_iter().map(|(namespace, count)| Item {
        area: Area::Watching,
        name: namespace,
        detail: Some("custom metrics".to_owned()),
        quantity: count,
        unit: "metrics",
        amount: Some(count * options.prices.cloudwatch.metric_month),
    }));
    Ok(items)
}
