//! What a lake costs: amounts of what it holds and did, at the prices of [`super::price`]. Always an estimate.

use super::job::JobRun;
use super::price::Prices;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::price::list_prices;

    fn item(amount: Option<f64>) -> Item {
        Item { area: Area::Storage, name: "a".to_owned(), detail: None, quantity: 1.0, unit: "bytes", amount }
    }

    #[test]
    fn what_has_no_price_is_counted_and_not_taken_for_nothing() {
        assert_eq!(total(&[item(Some(1.5)), item(None), item(Some(0.5))]), (2.0, 1));
    }

    #[test]
    fn a_run_costs_its_hours() {
        let run = JobRun { state: "SUCCEEDED".to_owned(), capacity: Some(2.0), seconds: 3600, ..JobRun::default() };
        assert_eq!(job_hours(&run), Some(2.0));
        assert_eq!(run.cost_usd(), Some(2.0 * list_prices().glue.dpu_hour));
        assert_eq!(job_hours(&JobRun { state: "RUNNING".to_owned(), ..run }), None);
    }
}
