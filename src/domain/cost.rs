//! What a lake costs: amounts of what it holds and did, at the prices of [`super::price`]. Always an estimate.

use std::collections::BTreeMap;

use super::job::JobRun;
use super::price::Prices;
use super::query::sql::{Lookup, Outcome, analyze};
use super::query::{Execution, State, StatementKind};

/// What is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Objects, for a month.
    Storage,
    /// Queries of a span of time.
    Queries,
    /// Runs of jobs in a span of time.
    Jobs,
    /// Crawls of a span of time.
    Crawlers,
    /// Alarms and custom metrics, for a month.
    Watching,
}

impl Area {
    /// The word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Storage => "storage",
            Self::Queries => "queries",
            Self::Jobs => "jobs",
            Self::Crawlers => "crawlers",
            Self::Watching => "watching",
        }
    }
}

/// Something that costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub area: Area,
    /// A bucket, a workgroup, a job, …
    pub name: String,
    /// What more there is to say of it: the zone and class, …
    pub detail: Option<String>,
    /// How much, in `unit`.
    pub quantity: f64,
    pub unit: &'static str,
    /// Dollars; none when the price is not known.
    pub amount: Option<f64>,
}

/// The sum of all amounts that are known, and how many are not.
pub fn total(items: &[Item]) -> (f64, usize) {
    (items.iter().filter_map(|item| item.amount).sum(), items.iter().filter(|item| item.amount.is_none()).count())
}

/// What a query costs: what it scanned, and at least the minimum. Definitions, failures and results that were given again
/// cost nothing.
pub fn query(execution: &Execution, prices: &Prices) -> f64 {
    let is_free = execution.reused
        || execution.scanned_bytes == 0
        || execution.state == State::Failed
        || execution.statement == Some(StatementKind::Ddl);
    if is_free {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "an estimate in dollars")]
    let bytes = execution.scanned_bytes.max(prices.athena.minimum_bytes) as f64;
    bytes / 1e12 * prices.athena.tb_scanned
}

/// DPU-hours of a run that is over; none while it runs, or when its capacity is not known.
pub fn job_hours(run: &JobRun) -> Option<f64> {
    run.dpu_hours()
}

/// What lifecycle rules save in a bucket, a year ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct Saving {
    pub bucket: String,
    /// Whether the bucket has these rules; otherwise they are those of its zone.
    pub is_set: bool,
    /// Dollars less a month; none when a price is not known.
    pub monthly: Option<f64>,
    /// Dollars that it takes once.
    pub once: Option<f64>,
    /// Whether tables lose objects by it.
    pub expires: bool,
}

/// What queries of a table cost.
#[derive(Debug, Clone, PartialEq)]
pub struct TableCost {
    /// `database.table`; none of statements that name several, or that cannot be read.
    pub table: Option<String>,
    pub statements: usize,
    pub bytes: u64,
    pub amount: f64,
}

/// Adds up what queries cost by the tables that they name.
#[derive(Debug, Default)]
pub struct TableCosts(BTreeMap<Option<String>, TableCost>);

impl TableCosts {
    /// Adds a query that cost so much. What cost nothing read no table.
    pub fn add(&mut self, query: &Execution, amount: f64) {
        if amount <= 0.0 {
            return;
        }
        let table = table_of(&query.sql, query.database.as_deref());
        let sum = self.0.entry(table.clone()).or_insert(TableCost { table, statements: 0, bytes: 0, amount: 0.0 });
        sum.statements += 1;
        sum.bytes += query.scanned_bytes;
        sum.amount += amount;
    }

    /// The sums, the greatest first.
    pub fn sorted(self) -> Vec<TableCost> {
        let mut sums: Vec<TableCost> = self.0.into_values().collect();
        sums.sort_by(|a, b| b.amount.total_cmp(&a.amount).then_with(|| a.table.cmp(&b.table)));
        sums
    }
}

/// The one table that a statement names; none when it names several, or cannot be read.
fn table_of(sql: &str, database: Option<&str>) -> Option<String> {
    let lookup = Lookup { database: database.map(str::to_lowercase), today: None, entries: BTreeMap::new() };
    match analyze(sql, &[], &lookup) {
        Ok(Outcome::Needs(tables)) => match tables.as_slice() {
            [one] => Some(format!("{}.{}", one.database, one.table)),
            _ => None,
        },
        _ => None,
    }
}

/// A day in milliseconds.
pub const DAY: i64 = 86_400_000;

/// The storage class behind the word of the daily sizes. Source: S3 User Guide, "Metrics and dimensions", StorageType.
pub fn storage_class(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "StandardStorage" => "STANDARD",
        "StandardIAStorage" | "StandardIASizeOverhead" => "STANDARD_IA",
        "OneZoneIAStorage" | "OneZoneIASizeOverhead" => "ONEZONE_IA",
        "IntelligentTieringFAStorage" | "IntelligentTieringIAStorage" => "INTELLIGENT_TIERING",
        "GlacierInstantRetrievalStorage" | "GlacierInstantRetrievalSizeOverhead" => "GLACIER_IR",
        "GlacierStorage" | "GlacierObjectOverhead" => "GLACIER",
        "DeepArchiveStorage" | "DeepArchiveObjectOverhead" => "DEEP_ARCHIVE",
        "ReducedRedundancyStorage" => "REDUCED_REDUNDANCY",
        _ => return None,
    })
}

/// What each day of a span cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Days {
    /// The midnights (UTC) at which the days began, in milliseconds since the epoch.
    pub days: Vec<i64>,
    /// By area: an amount for each day; none where it is not known.
    pub amounts: BTreeMap<Area, Vec<Option<f64>>>,
    /// What could not be read, each with its reason.
    pub unknown: Vec<String>,
    /// What nobody knows yet, each with its reason: nothing failed.
    pub pending: Vec<String>,
}

/// What is known to be nothing on a day of which nothing is told: what was not started did not cost. Sizes are measured,
/// and a day without a measurement is not known.
const SPENT_ON_USE: [Area; 4] = [Area::Queries, Area::Jobs, Area::Crawlers, Area::Watching];

impl Days {
    /// The days from one moment to another, both within.
    pub fn new(since: i64, now: i64) -> Self {
        let (first, last) = (since.div_euclid(DAY), now.div_euclid(DAY));
        let days: Vec<i64> = (first..=last).map(|day| day * DAY).collect();
        let mut amounts: BTreeMap<Area, Vec<Option<f64>>> =
            SPENT_ON_USE.into_iter().map(|area| (area, vec![Some(0.0); days.len()])).collect();
        amounts.insert(Area::Storage, vec![None; days.len()]);
        Self { days, amounts, unknown: Vec::new(), pending: Vec::new() }
    }

    /// Adds an amount at a moment; one that is not known makes its day unknown.
    pub fn add(&mut self, area: Area, at: i64, amount: Option<f64>) {
        let day = at.div_euclid(DAY) * DAY;
        let Some(index) = self.days.iter().position(|known| *known == day) else { return };
        let Some(slot) = self.amounts.get_mut(&area).and_then(|amounts| amounts.get_mut(index)) else { return };
        *slot = match (*slot, amount) {
            (Some(sum), Some(more)) => Some(sum + more),
            (None, Some(more)) if area == Area::Storage => Some(more),
            _ => None,
        };
    }

    /// An area of which nothing is known.
    pub fn forget(&mut self, area: Area) {
        self.amounts.insert(area, vec![None; self.days.len()]);
    }

    /// What a day cost, as far as it is known, and whether that is all.
    pub fn total(&self, index: usize) -> (f64, bool) {
        let of_day = || self.amounts.values().map(|amounts| amounts.get(index).copied().flatten());
        (of_day().flatten().sum(), of_day().all(|amount| amount.is_some()))
    }

    /// By how much the second half of the days cost more than the first, as a share of it; none when the first cost
    /// nothing.
    pub fn trend(&self) -> Option<f64> {
        let half = self.days.len() / 2;
        let sum = |range: std::ops::Range<usize>| range.map(|index| self.total(index).0).sum::<f64>();
        // The day in the middle of an odd number is in neither half.
        let (first, second) = (sum(0..half), sum(self.days.len() - half..self.days.len()));
        (first > 0.0).then(|| (second - first) / first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price::list_prices;

    fn item(amount: Option<f64>) -> Item {
        Item { area: Area::Storage, name: "a".to_owned(), detail: None, quantity: 1.0, unit: "bytes", amount }
    }

    #[test]
    fn what_has_no_price_is_counted_and_not_taken_for_nothing() {
        assert_eq!(total(&[item(Some(1.5)), item(None), item(Some(0.5))]), (2.0, 1));
    }

    #[test]
    fn a_statement_belongs_to_the_one_table_that_it_names() {
        let of = |sql: &str| table_of(sql, Some("lake"));
        assert_eq!(of("SELECT a FROM sales WHERE b > 1"), Some("lake.sales".to_owned()));
        assert_eq!(of("SELECT a FROM other.sales"), Some("other.sales".to_owned()));
        assert_eq!(of("SELECT a FROM sales s JOIN customers c ON s.id = c.id"), None);
        assert_eq!(of("no statement"), None);
    }

    #[test]
    fn days_are_added_up_and_what_is_not_measured_is_not_known() {
        let mut days = Days::new(DAY + 5, 4 * DAY + 5);
        assert_eq!(days.days, [DAY, 2 * DAY, 3 * DAY, 4 * DAY]);
        for (area, day, amount) in [
            (Area::Queries, 1, Some(1.0)),
            (Area::Queries, 4, Some(2.0)),
            (Area::Jobs, 4, None),
            (Area::Storage, 1, Some(0.5)),
            (Area::Storage, 1, Some(0.25)),
            (Area::Queries, 9, Some(7.0)),
        ] {
            days.add(area, day * DAY + 77, amount);
        }
        assert_eq!(days.total(0), (1.75, true));
        assert_eq!(days.total(1), (0.0, false), "storage was not measured");
        assert_eq!(days.total(3), (2.0, false), "a run of unknown hours");
        assert!(days.trend().is_some_and(|trend| (trend - (2.0 - 1.75) / 1.75).abs() < 1e-9));
        days.forget(Area::Queries);
        assert_eq!(days.total(3), (0.0, false));
    }

    #[test]
    fn a_run_costs_its_hours() {
        let run = JobRun { state: "SUCCEEDED".to_owned(), capacity: Some(2.0), seconds: 3600, ..JobRun::default() };
        assert_eq!(job_hours(&run), Some(2.0));
        assert_eq!(run.cost_usd(), Some(2.0 * list_prices().glue.dpu_hour));
        assert_eq!(job_hours(&JobRun { state: "RUNNING".to_owned(), ..run }), None);
    }
}
