//! What `lake.toml` says about queries: whether they only read, and how much one may scan.

use std::collections::BTreeMap;

use toml_edit::{Document, Item};

use super::line_and_column;
use crate::domain::size;
use crate::error::{Error, Result};

/// What the project file says about queries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryGuards {
    /// Statements that change anything are refused without `--allow-write`. None: nothing is said.
    read_only: Option<bool>,
    /// The most bytes that a statement may be estimated to scan.
    max_scan: Option<u64>,
    /// The same for the queries of a workgroup.
    max_scan_of: BTreeMap<String, u64>,
}

impl QueryGuards {
    /// Whether statements that change anything are refused.
    pub fn is_read_only(&self) -> bool {
        self.read_only.unwrap_or(false)
    }

    /// The most bytes that a statement in a workgroup may be estimated to scan.
    pub fn max_scan(&self, workgroup: &str) -> Option<u64> {
        self.max_scan_of.get(workgroup).copied().or(self.max_scan)
    }

    /// Each guard that is set, by its key in the file.
    pub fn said(&self) -> Vec<(String, String)> {
        let read_only = self.read_only.map(|value| ("read_only".to_owned(), value.to_string()));
        let max_scan = self.max_scan.map(|bytes| ("max_scan".to_owned(), size::written(bytes)));
        let of_groups = self
            .max_scan_of
            .iter()
            .map(|(group, bytes)| (format!("workgroups.{group}.max_scan"), size::written(*bytes)));
        read_only.into_iter().chain(max_scan).chain(of_groups).collect()
    }

    /// What this says, and what the other one says where this says nothing.
    pub fn over(self, other: Self) -> Self {
        let mut max_scan_of = other.max_scan_of;
        max_scan_of.extend(self.max_scan_of);
        Self { read_only: self.read_only.or(other.read_only), max_scan: self.max_scan.or(other.max_scan), max_scan_of }
    }

    /// Reads `read_only`, `max_scan` and the `max_scan` of workgroups; a mistake is told with its place in the file.
    pub fn parse(document: &Document<&str>, file: &str) -> Result<Self> {
        let place = |item: &Item| {
            let (line, column) = item.span().map_or((1, 1), |span| line_and_column(document.raw(), span.start));
            format!("{file}:{line}:{column}")
        };
        let bytes = |name: &str, item: &Item| {
            let wrong = || Error::usage(format!("`{name}` in {file} must be a size such as \"10GB\"")).at(place(item));
            size::bytes(item.as_str().ok_or_else(wrong)?).map_err(|error| wrong().because(error))
        };
        let mut guards = Self::default();
        if let Some(item) = document.get("read_only") {
            let wrong = || Error::usage(format!("`read_only` in {file} must be true or false")).at(place(item));
            guards.read_only = Some(item.as_bool().ok_or_else(wrong)?);
        }
        if let Some(item) = document.get("max_scan") {
            guards.max_scan = Some(bytes("max_scan", item)?);
        }
        let groups = document.get("workgroups").and_then(Item::as_table_like);
        for (group, settings) in groups.into_iter().flat_map(|groups| groups.iter()) {
            if let Some(item) = settings.as_table_like().and_then(|settings| settings.get("max_scan")) {
                guards.max_scan_of.insert(group.to_owned(), bytes(&format!("workgroups.{group}.max_scan"), item)?);
            }
        }
        Ok(guards)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> std::result::Result<QueryGuards, String> {
        let document: Document<&str> = Document::parse(text).unwrap();
        QueryGuards::parse(&document, "lake.toml").map_err(|error| error.lines().join("\n"))
    }

    #[test]
    fn a_workgroup_has_its_own_limit_or_the_common_one() {
        let guards = parse("read_only = true\nmax_scan = \"10GB\"\n[workgroups.team]\nmax_scan = \"1TB\"\n").unwrap();
        assert!(guards.is_read_only());
        assert_eq!(guards.max_scan("team"), Some(1_000_000_000_000));
        assert_eq!(guards.max_scan("primary"), Some(10_000_000_000));
        assert_eq!(parse("").unwrap().max_scan("primary"), None);
        let over = parse("read_only = false\n").unwrap().over(guards);
        assert!(!over.is_read_only());
        assert_eq!(over.max_scan("primary"), Some(10_000_000_000));
    }

    #[test]
    fn a_mistake_leaves_no_guard_off() {
        assert!(parse("max_scan = 5\n").unwrap_err().contains("lake.toml:1:"));
        assert!(parse("[workgroups.team]\nmax_scan = \"lots\"\n").unwrap_err().contains("lake.toml:2:"));
        assert!(parse("read_only = \"yes\"\n").unwrap_err().contains("true or false"));
    }
}
