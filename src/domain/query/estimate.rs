//! What a statement will scan, as far as it can be known before it runs, and what is worth a warning.

use std::collections::BTreeSet;

use super::dollars_of;
use super::sql::{Analysis, TableRead};
use crate::catalog::Table;
use crate::size;

/// Smaller scans of whole tables need no warning: they cost the least charge anyway. Source: Amazon Athena pricing.
const WORTH_A_WARNING: u64 = 10_000_000;

/// What one read of a table scans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableEstimate {
    /// `database.table`
    pub name: String,
    /// How the data is written: `parquet`, `csv`, …
    pub format: Option<String>,
    /// The partitions that are read, and all there are; none for a table without partitions.
    pub partitions: Option<(u64, u64)>,
    /// Files.
    pub files: u64,
    /// Bytes.
    pub bytes: u64,
    /// The columns that are needed, and all that there are.
    pub columns: (usize, usize),
    /// Why less may be scanned; none when the bytes are what is read.
    pub at_most: Option<String>,
}

/// What a statement scans.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Estimate {
    /// By read, in the order of the statement.
    pub tables: Vec<TableEstimate>,
    /// What is not counted, and why: with any of these, more may be scanned.
    pub gaps: Vec<String>,
    /// What the operator should know.
    pub warnings: Vec<String>,
}

impl Estimate {
    /// Bytes of all tables.
    pub fn bytes(&self) -> u64 {
        self.tables.iter().fold(0, |sum, table| sum.saturating_add(table.bytes))
    }

    /// Files of all tables.
    pub fn files(&self) -> u64 {
        self.tables.iter().map(|table| table.files).sum()
    }

    /// What the scan costs, at the list price of most regions.
    pub fn dollars(&self) -> f64 {
        dollars_of(self.bytes())
    }

    /// Whether nothing is missing in it.
    pub fn is_whole(&self) -> bool {
        self.gaps.is_empty()
    }

    /// `at most 1.2 GiB` or `1.2 GiB`, with what is not counted.
    pub fn words(&self) -> String {
        let bound = if self.tables.iter().any(|table| table.at_most.is_some()) { "at most " } else { "" };
        let more = if self.is_whole() { "" } else { " and what could not be counted" };
        format!("{bound}{}{more}", size::friendly(self.bytes()))
    }
}

/// Whether the format keeps columns apart, so that only those that are needed are read.
pub fn is_columnar(format: Option<&str>) -> bool {
    format.is_some_and(|format| matches!(format.to_ascii_lowercase().as_str(), "parquet" | "orc"))
}

/// What is worth saying about how a statement reads a table.
pub fn warnings(analysis: &Analysis, tables: &[(&TableRead, &Table, &TableEstimate)]) -> Vec<String> {
    let mut said = Vec::new();
    for (read, table, estimate) in tables {
        let name = &estimate.name;
        let keys: Vec<&str> = table.partition_keys.iter().map(|key| key.name.as_str()).collect();
        let is_all = estimate.partitions.is_some_and(|(chosen, all)| chosen == all && all > 1);
        if is_all && read.conditions.is_empty() {
            let all = estimate.partitions.map_or(0, |(_, all)| all);
            said.push(format!(
                "full scan of {name}: all its {} partitions are read; no condition chooses among its keys ({})",
                size::grouped(all),
                keys.join(", ")
            ));
        } else if is_all {
            let all = estimate.partitions.map_or(0, |(_, all)| all);
            said.push(format!(
                "full scan of {name}: the conditions leave out none of its {} partitions",
                size::grouped(all)
            ));
        } else if estimate.partitions.is_none() && !table.is_iceberg() && estimate.bytes >= WORTH_A_WARNING {
            said.push(format!("full scan of {name}: it has no partitions, every query reads all its files"));
        }
        if read.conditions.is_empty() {
            for blocked in &read.blocked {
                said.push(format!("`{}` chooses no partitions of {name}: {}", blocked.text, blocked.why));
            }
        }
    }
    for (place, name) in &analysis.stars {
        let Some((_, table, estimate)) = tables.iter().find(|(_, _, estimate)| estimate.name == *name) else {
            continue;
        };
        let count = table.columns.len() + table.partition_keys.len();
        if count < 2 {
            continue;
        }
        let at = place.map(|place| format!(" (line {}, column {})", place.line, place.column)).unwrap_or_default();
        let why = if is_columnar(estimate.format.as_deref()) {
            "each column is read and charged: name those that you need"
        } else {
            "name those that you need: the result is smaller, and in a columnar format the scan would be too"
        };
        said.push(format!("SELECT *{at} asks for all {count} columns of {name}; {why}"));
    }
    // One table may be read several times in the same way.
    let mut known = BTreeSet::new();
    said.retain(|line| known.insert(line.clone()));
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_how_sure_they_are() {
        let table = |bytes, at_most: Option<&str>| TableEstimate {
            bytes,
            at_most: at_most.map(str::to_owned),
            ..TableEstimate::default()
        };
        let sure = Estimate { tables: vec![table(1024, None), table(1024, None)], ..Estimate::default() };
        assert_eq!(sure.words(), "2.00 KiB");
        let unsure =
            Estimate { tables: vec![table(1024, Some("columns"))], gaps: vec!["x".to_owned()], ..Estimate::default() };
        assert_eq!(unsure.words(), "at most 1.00 KiB and what could not be counted");
        assert!((sure.dollars() - 0.00005).abs() < 1e-9, "the least charge");
        assert!(Estimate::default().dollars().abs() < f64::EPSILON);
    }
}
