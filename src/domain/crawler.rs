//! Crawlers and their crawls, as values; and what a crawl's log says.

use serde_json::Value;

/// A crawler.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crawler {
    pub name: String,
    /// A role's name or ARN.
    pub role: String,
    pub database: Option<String>,
    pub description: Option<String>,
    pub targets: Vec<CrawlerTarget>,
    /// The targets that are no S3 places, in words: `jdbc warehouse/public/%`.
    pub other_targets: Vec<String>,
    pub classifiers: Vec<String>,
    pub table_prefix: Option<String>,
    /// `cron(…)`; none when it is not scheduled.
    pub schedule: Option<String>,
    pub update_behavior: Option<String>,
    pub delete_behavior: Option<String>,
    pub recrawl_behavior: Option<String>,
    /// The configuration document, as JSON text.
    pub configuration: Option<String>,
    /// `READY`, `RUNNING`, `STOPPING`
    pub state: String,
    pub last_crawl: Option<LastCrawl>,
    /// Milliseconds since the epoch.
    pub created_millis: Option<i64>,
    /// Milliseconds since the epoch.
    pub updated_millis: Option<i64>,
    pub version: i64,
}

/// A place that a crawler looks at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CrawlerTarget {
    /// `s3://bucket/prefix/`
    pub path: String,
    pub exclusions: Vec<String>,
    /// Files per leaf folder.
    pub sample_size: Option<i32>,
}

/// How a crawler's last crawl went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastCrawl {
    /// `SUCCEEDED`, `CANCELLED`, `FAILED`
    pub status: String,
    pub error: Option<String>,
    /// Milliseconds since the epoch.
    pub started_millis: Option<i64>,
}

/// A crawl in a crawler's history.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Crawl {
    pub id: String,
    /// `RUNNING`, `COMPLETED`, `FAILED`, `STOPPED`
    pub state: String,
    /// Milliseconds since the epoch.
    pub started_millis: Option<i64>,
    /// Milliseconds since the epoch.
    pub ended_millis: Option<i64>,
    pub error: Option<String>,
    /// What was changed in the catalog, as JSON text.
    pub summary: Option<String>,
    pub log_group: Option<String>,
    pub log_stream: Option<String>,
    /// What the lines of this crawl begin with in the log, in brackets.
    pub message_prefix: Option<String>,
    /// What it is charged for.
    pub dpu_hours: Option<f64>,
}

impl Crawl {
    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        self.state != "RUNNING"
    }

    /// How many partitions were changed: added, updated, deleted.
    pub fn partitions(&self) -> [u64; 3] {
        let summary = self.summary.as_deref().map(unpacked).unwrap_or_default();
        let partitions = nested(&summary, "PARTITION");
        ["ADD", "UPDATE", "DELETE"].map(|what| nested(&partitions, what)["Count"].as_u64().unwrap_or(0))
    }

    /// The tables that the summary names under `ADD`, `UPDATE` or `DELETE`.
    pub fn tables(&self, what: &str) -> Vec<String> {
        let summary = self.summary.as_deref().map(unpacked).unwrap_or_default();
        let change = nested(&nested(&summary, "TABLE"), what);
        let names = nested(&change, "Details")["names"].clone();
        names.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

fn unpacked(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A member that may be JSON or JSON in text: summaries come both ways.
fn nested(value: &Value, member: &str) -> Value {
    match &value[member] {
        Value::String(text) => unpacked(text),
        other => other.clone(),
    }
}

/// A problem that a crawl reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrawlProblem {
    /// `s3://bucket/key`; none when it concerns the crawl as a whole.
    pub object: Option<String>,
    pub line: Option<u64>,
    pub column: Option<u64>,
    pub message: String,
}

/// What follows a level in a line of a crawl's log: `[crawl] WARN : text`.
fn said<'a>(line: &'a str, prefix: &str, level: &str) -> Option<&'a str> {
    let rest = line.trim_start().strip_prefix(&format!("[{prefix}]"))?.trim_start();
    Some(rest.strip_prefix(level)?.trim_start().strip_prefix(':')?.trim())
}

/// What a line of a crawl's log warns of, if it does.
pub fn warning(line: &str, prefix: &str) -> Option<String> {
    said(line, prefix, "WARN").map(str::to_owned)
}

/// The problem in a line of a crawl's log, if it is one: `[crawl] ERROR : s3://bucket/key:3: message`.
pub fn problem(line: &str, prefix: &str) -> Option<CrawlProblem> {
    let text = said(line, prefix, "ERROR")?;
    let whole = CrawlProblem { object: None, line: None, column: None, message: text.to_owned() };
    if !text.starts_with("s3://") {
        return Some(whole);
    }
    // A key may hold anything, so the message is what follows the first `: `.
    let Some((place, message)) = text.split_once(": ") else { return Some(whole) };
    let (object, numbers) = place_of(place);
    Some(CrawlProblem {
        object: Some(object.to_owned()),
        line: numbers.first().copied(),
        column: numbers.get(1).copied(),
        message: message.to_owned(),
    })
}

fn place_of(place: &str) -> (&str, Vec<u64>) {
    let mut object = place;
    let mut numbers = Vec::new();
    while numbers.len() < 2
        && let Some((rest, last)) = object.rsplit_once(':')
        && let Ok(number) = last.parse()
    {
        numbers.insert(0, number);
        object = rest;
    }
    (object, numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_read_both_ways() {
        let plain = r#"{"TABLE":{"ADD":{"Details":{"names":["a","b"]},"Count":2}},"PARTITION":{"ADD":{"Count":7}}}"#;
        let packed = r#"{"TABLE":"{\"ADD\":\"{\\\"Details\\\":{\\\"names\\\":[\\\"a\\\",\\\"b\\\"]},\\\"Count\\\":2}\"}","PARTITION":"{\"ADD\":\"{\\\"Count\\\":7}\"}"}"#;
        for summary in [plain, packed] {
            let crawl = Crawl { summary: Some(summary.to_owned()), ..Crawl::default() };
            assert_eq!(crawl.tables("ADD"), ["a", "b"], "{summary}");
            assert_eq!(crawl.partitions(), [7, 0, 0], "{summary}");
        }
    }

    #[test]
    fn problems_are_told_from_other_lines() {
        let found = problem("[1] ERROR : s3://raw/a:b.csv:3:7: 3 fields, not 2", "1").unwrap();
        assert_eq!(found.object.as_deref(), Some("s3://raw/a:b.csv"));
        assert_eq!((found.line, found.column, found.message.as_str()), (Some(3), Some(7), "3 fields, not 2"));
        assert_eq!(problem("[1] ERROR : s3://raw/a.gz: truncated gzip", "1").unwrap().line, None);
        assert_eq!(problem("[1] ERROR : Internal Service Exception", "1").unwrap().object, None);
        assert_eq!(problem("[1] INFO : Created table x", "1"), None);
        assert_eq!(problem("[2] ERROR : x", "1"), None);
        assert_eq!(warning("[1] WARN : nothing there", "1").as_deref(), Some("nothing there"));
        assert_eq!(warning("[1] ERROR : x", "1"), None);
    }
}
