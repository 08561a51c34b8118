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
}
