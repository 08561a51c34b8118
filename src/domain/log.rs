//! Logs: where something writes them, and what was written.

use std::convert::Infallible;
use std::str::FromStr;

/// What a log is asked for by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogName {
    /// A log group.
    Group(String),
    /// `job:NAME`
    Job(String),
    /// `crawler:NAME`
    Crawler(String),
}

impl FromStr for LogName {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.split_once(':') {
            Some(("job", name)) if !name.is_empty() => Self::Job(name.to_owned()),
            Some(("crawler", name)) if !name.is_empty() => Self::Crawler(name.to_owned()),
            _ => Self::Group(text.to_owned()),
        })
    }
}

/// Streams of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPlace {
    pub group: String,
    /// What their names begin with.
    pub stream_prefix: Option<String>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEvent {
    pub id: String,
    /// Milliseconds since the epoch.
    pub at_millis: i64,
    pub group: String,
    pub stream: String,
    pub message: String,
}

/// A log group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogGroup {
    pub name: String,
    /// What it holds; none when the service does not say.
    pub bytes: Option<u64>,
}

/// A query over log events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogQuery {
    pub groups: Vec<String>,
    pub text: String,
    /// Since the epoch.
    pub from_seconds: i64,
    /// The end counts in.
    pub to_seconds: i64,
    pub limit: Option<i32>,
}

/// What a query has found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LogQueryAnswer {
    /// `Scheduled`, `Running`, `Complete`, …
    pub status: String,
    /// Name and value of each cell.
    pub rows: Vec<Vec<(String, String)>>,
    pub scanned_bytes: Option<f64>,
    pub matched: Option<f64>,
    pub scanned: Option<f64>,
}

impl LogQueryAnswer {
    /// Whether there will be no more.
    pub fn is_over(&self) -> bool {
        !matches!(self.status.as_str(), "Scheduled" | "Running" | "Unknown")
    }

    /// The columns, in the order in which rows have them; what finds an event again is none.
    pub fn columns(&self) -> Vec<String> {
        let mut columns: Vec<String> = Vec::new();
        for row in &self.rows {
            let mut place = 0;
            for (name, _) in row.iter().filter(|(name, _)| name != "@ptr") {
                match columns.iter().position(|known| known == name) {
                    Some(found) => place = found + 1,
                    None => {
                        // Behind the one that is before it in this row.
                        columns.insert(place, name.clone());
                        place += 1;
                    }
                }
            }
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_named_by_what_writes_it_or_by_its_group() {
        let named = |text: &str| text.parse::<LogName>().expect("any text is a name");
        assert_eq!(named("job:etl"), LogName::Job("etl".to_owned()));
        assert_eq!(named("crawler:raw"), LogName::Crawler("raw".to_owned()));
        assert_eq!(named("/aws/lambda/fetch"), LogName::Group("/aws/lambda/fetch".to_owned()));
        assert_eq!(named("job:"), LogName::Group("job:".to_owned()));
    }

    #[test]
    fn columns_are_in_the_order_of_the_rows_that_lack_some() {
        let row = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), String::new())).collect();
        let rows = vec![row(&["a", "c", "@ptr"]), row(&["a", "b", "c"]), row(&["d"])];
        let answer = LogQueryAnswer { rows, ..LogQueryAnswer::default() };
        assert_eq!(answer.columns(), ["d", "a", "b", "c"]);
    }
}
