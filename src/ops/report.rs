//! The whole lake, for a report: each part is read for itself, and one that cannot be read is said to be unknown.

use std::time::SystemTime;

use crate::aws::Read;
use crate::cost::{CostOptions, Costs};
use crate::domain::doctor::{Facts, Finding, examine};
use crate::domain::lineage::Graph;
use crate::domain::permission::matrix::Matrix;
use crate::error::Result;

/// Queries of each workgroup whose lineage is read.
const QUERIES: usize = 500;

/// What a report shows.
#[derive(Debug)]
pub struct Report {
    /// The account.
    pub account: String,
    /// Buckets, tables, schemas, pipelines, alarms.
    pub facts: Facts,
    /// What the doctor finds.
    pub findings: Vec<Finding>,
    /// What flows where.
    pub lineage: Graph,
    /// Who may how much.
    pub access: Option<Matrix>,
    /// What it costs.
    pub costs: Costs,
    /// What could not be read.
    pub unknown: Vec<String>,
}

/// Reads everything side by side. `seen` hears of buckets as they are added up.
pub async fn read(read: &Read, now: SystemTime, costs: &CostOptions, seen: impl Fn(&str)) -> Result<Report> {
    let account = read.account().await?.to_owned();
    let (facts, lineage, access, costs) = tokio::join!(
        crate::doctor::gather(read, now, false),
        crate::lineage::graph(read, QUERIES),
        crate::access::matrix(read, None),
        crate::cost::estimate(read, costs, seen)
    );
    let facts = facts?;
    let mut unknown: Vec<String> = facts.unread.iter().map(|(what, why)| format!("{what}: {why}")).collect();
    let lineage = part("lineage", lineage, &mut unknown).map(|(graph, gaps)| {
        unknown.extend(gaps);
        graph
    });
    let access = part("access", access, &mut unknown).map(|(matrix, gaps)| {
        unknown.extend(gaps);
        matrix
    });
    let costs = part("costs", costs, &mut unknown).unwrap_or_default();
    unknown.extend(costs.unknown.iter().cloned());
    unknown.sort();
    unknown.dedup();
    let findings = examine(&facts);
    Ok(Report { account, facts, findings, lineage: lineage.unwrap_or_default(), access, costs, unknown })
}

fn part<T>(what: &str, found: Result<T>, unknown: &mut Vec<String>) -> Option<T> {
    found.map_err(|error| unknown.push(format!("{what}: {}", error.chain().join(": ")))).ok()
}
