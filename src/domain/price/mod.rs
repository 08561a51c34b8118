//! What things cost: one data file of list prices, and what follows from them. Always an estimate: discounts, tiers of
//! volume and other regions change it.
//!
//! Invariant: a price that is not in the file is `None`, never zero.
//!
//! Source of what is billed how: Amazon S3 User Guide, "Understanding and managing storage classes" (least size, least
//! duration) and "Transition lifecycle considerations" (the 32 KB and 8 KB beside each archived object).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// Bytes of the gigabyte that storage is billed by.
const GIGABYTE: f64 = 1_073_741_824.0;
/// Days of the month that early deletion is billed by.
const MONTH_DAYS: f64 = 30.0;
/// From which size on S3 watches objects of INTELLIGENT_TIERING.
const MONITORED_BYTES: u64 = 128 << 10;

/// The prices of a region.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// The region.
    pub region: String,
    /// `USD`
    pub currency: String,
    /// From when they are: `2025-01-01`.
    pub as_of: String,
    /// By storage class.
    pub storage: BTreeMap<String, ClassPrice>,
    /// Requests to S3.
    pub requests: RequestPrice,
    /// Queries.
    pub athena: AthenaPrice,
    /// Jobs, crawlers and the catalog.
    pub glue: GluePrice,
    /// Alarms, metrics, logs.
    pub cloudwatch: CloudWatchPrice,
}

/// What a storage class costs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassPrice {
    /// A gigabyte (2^30 bytes) for a month.
    pub gb_month: f64,
    /// Moving 1,000 objects into it.
    #[serde(default)]
    pub transition_per_1000: Option<f64>,
    /// Watching 1,000 objects for a month.
    #[serde(default)]
    pub monitoring_per_1000: f64,
    /// Days that are paid for at least.
    #[serde(default)]
    pub minimum_days: u32,
    /// Bytes that are paid for at least.
    #[serde(default)]
    pub minimum_bytes: u64,
    /// Bytes beside each object, at this class's price.
    #[serde(default)]
    pub overhead_bytes: u64,
    /// Bytes beside each object, at STANDARD's price.
    #[serde(default)]
    pub standard_overhead_bytes: u64,
}

/// What requests cost.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestPrice {
    /// 1,000 of PUT, COPY, POST, LIST.
    pub put_per_1000: f64,
    /// 1,000 of GET and all others.
    pub get_per_1000: f64,
}

/// What queries cost.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AthenaPrice {
    /// 10^12 bytes scanned.
    pub tb_scanned: f64,
    /// Bytes that a query pays for at least.
    pub minimum_bytes: u64,
}

/// What jobs, crawlers and the catalog cost.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GluePrice {
    /// A data processing unit for an hour.
    pub dpu_hour: f64,
    /// Objects of the catalog that are free.
    pub catalog_free_objects: u64,
    /// 100,000 further ones for a month.
    pub catalog_per_100000: f64,
}

/// What watching costs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloudWatchPrice {
    /// An alarm for a month.
    pub alarm_month: f64,
    /// A custom metric for a month.
    pub metric_month: f64,
    /// A gigabyte of logs taken in.
    pub log_gb: f64,
    /// A gigabyte of logs read by a query; none in lists that were made before it was asked for.
    #[serde(default)]
    pub log_query_gb: Option<f64>,
}

/// The list prices that lakectl comes with.
pub fn list_prices() -> &'static Prices {
    static PRICES: OnceLock<Prices> = OnceLock::new();
    PRICES.get_or_init(|| Prices::from_json(Prices::LIST).expect("the list of prices is checked by a test"))
}

/// An amount for people: `$1,234.50`, with more digits when it is small.
pub fn dollars(amount: f64) -> String {
    let sign = if amount < 0.0 { "-" } else { "" };
    // Of a zero with a sign, too.
    let amount = amount.abs();
    let digits = match amount {
        amount if amount == 0.0 || amount >= 0.995 => 2,
        amount if amount >= 0.01 => 3,
        _ => 6,
    };
    let text = format!("{amount:.digits$}");
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), super::size::grouped);
    format!("{sign}${whole}.{cents}")
}

impl Prices {
    /// The list that lakectl comes with, as a file of prices is written.
    pub const LIST: &str = include_str!("us-east-1.json");

    /// Reads a file of prices.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// What amounts from these prices are: an estimate, from where, from when.
    pub fn label(&self) -> String {
        format!("estimate: list prices of {} in {}, as of {}", self.region, self.currency, self.as_of)
    }

    /// What an object costs a month in a class, with the least size, what lies beside it, and watching it.
    pub fn storage_month(&self, class: &str, size: u64) -> Option<f64> {
        let price = self.storage.get(class)?;
        let standard = self.storage.get("STANDARD")?;
        let own = price.gb_month * gigabytes(size.max(price.minimum_bytes) + price.overhead_bytes);
        let beside = standard.gb_month * gigabytes(price.standard_overhead_bytes);
        let monitoring = if size >= MONITORED_BYTES { price.monitoring_per_1000 / 1000.0 } else { 0.0 };
        Some(own + beside + monitoring)
    }

    /// What moving one object into a class costs.
    pub fn transition(&self, to: &str) -> Option<f64> {
        Some(self.storage.get(to)?.transition_per_1000? / 1000.0)
    }

    /// What is charged for an object that leaves a class after so many days: the rest of its least duration.
    pub fn early_leave(&self, class: &str, size: u64, days: i64) -> Option<f64> {
        let price = self.storage.get(class)?;
        let missing = i64::from(price.minimum_days) - days.max(0);
        if missing <= 0 {
            return Some(0.0);
        }
        let bytes = size.max(price.minimum_bytes) + price.overhead_bytes;
        #[expect(clippy::cast_precision_loss, reason = "some hundred days")]
        Some(price.gb_month * gigabytes(bytes) * missing as f64 / MONTH_DAYS)
    }
}

fn gigabytes(bytes: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "an estimate in dollars")]
    let bytes = bytes as f64;
    bytes / GIGABYTE
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: u64 = 1 << 30;

    #[test]
    fn the_list_has_every_class_that_rules_move_to() {
        for (class, _) in crate::lifecycle::CLASSES {
            assert!(list_prices().transition(class).is_some(), "{class}");
        }
        assert!(list_prices().transition("STANDARD").is_none());
        assert!(list_prices().storage_month("TAPE", 1).is_none());
    }

    #[test]
    fn storage_has_least_sizes_and_overheads() {
        let prices = list_prices();
        assert_eq!(dollars(prices.storage_month("STANDARD", 100 * GIB).unwrap()), "$2.30");
        assert_eq!(prices.storage_month("STANDARD_IA", 1), prices.storage_month("STANDARD_IA", 128 << 10));
        let archived = prices.storage_month("DEEP_ARCHIVE", GIB).unwrap();
        assert!(archived > 0.00099 && archived < 0.00099 + 0.000_001, "{archived}");
        let watched = prices.storage_month("INTELLIGENT_TIERING", GIB).unwrap();
        assert!((watched - 0.023 - 0.000_002_5).abs() < 1e-12);
    }

    #[test]
    fn leaving_early_costs_the_rest() {
        let prices = list_prices();
        assert_eq!(prices.early_leave("STANDARD", GIB, 0), Some(0.0));
        assert_eq!(prices.early_leave("GLACIER_IR", GIB, 90), Some(0.0));
        let half = prices.early_leave("GLACIER_IR", GIB, 45).unwrap();
        assert!((half - 0.004 * 1.5).abs() < 1e-12, "{half}");
    }

    #[test]
    fn amounts_are_written() {
        assert_eq!(dollars(1234.5), "$1,234.50");
        assert_eq!(dollars(-0.25), "-$0.250");
        assert_eq!(dollars(0.000_012), "$0.000012");
        assert_eq!((dollars(0.0), dollars(-0.0)), ("$0.00".to_owned(), "$0.00".to_owned()));
    }
}
