//! Jobs and their runs.

use std::collections::BTreeMap;

/// A job.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Job {
    pub name: String,
    pub description: Option<String>,
    pub role: String,
    /// `glueetl` or `pythonshell`.
    pub command: String,
    /// `s3://bucket/key` of the script.
    pub script: Option<String>,
    pub python_version: Option<String>,
    /// What every run gets, by name with its dashes.
    pub arguments: BTreeMap<String, String>,
    pub max_retries: i32,
    pub timeout_minutes: Option<i32>,
    pub glue_version: Option<String>,
    pub worker_type: Option<String>,
    pub workers: Option<i32>,
    pub max_capacity: Option<f64>,
    pub max_concurrent_runs: i32,
    pub created_millis: Option<i64>,
    pub modified_millis: Option<i64>,
}

/// A run of a job.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JobRun {
    pub id: String,
    pub job: String,
    /// 0 for the first one, 1 for the first retry.
    pub attempt: i32,
    /// The run that this one repeats.
    pub previous: Option<String>,
    pub state: String,
    /// Why it waits.
    pub detail: Option<String>,
    pub error: Option<String>,
    pub arguments: BTreeMap<String, String>,
    pub started_millis: Option<i64>,
    pub completed_millis: Option<i64>,
    /// Seconds that the script ran.
    pub seconds: i32,
    /// The beginning of the names of its log groups.
    pub log_group: Option<String>,
    /// Data processing units that it had.
    pub capacity: Option<f64>,
    /// What it is charged for, where the service says.
    pub dpu_seconds: Option<f64>,
}

/// A DPU for an hour, in US dollars. Source: the price list of us-east-1; other regions differ by a few cents.
const DPU_HOUR_USD: f64 = 0.44;
/// Runs are charged by the second, from a minute on.
const LEAST_SECONDS: f64 = 60.0;

impl JobRun {
    /// Whether it is over. A state that is not known is taken as live: new ones have appeared before.
    pub fn is_over(&self) -> bool {
        matches!(self.state.as_str(), "STOPPED" | "SUCCEEDED" | "FAILED" | "TIMEOUT" | "ERROR" | "EXPIRED")
    }

    /// What the run is charged for, in DPU-hours; none while it runs or when its capacity is not known.
    pub fn dpu_hours(&self) -> Option<f64> {
        if !self.is_over() {
            return None;
        }
        let charged = match self.dpu_seconds {
            Some(seconds) => seconds,
            None => self.capacity? * f64::from(self.seconds).max(LEAST_SECONDS),
        };
        Some(charged / 3600.0)
    }

    /// What the run costs, about, in US dollars; none while it runs or when its capacity is not known.
    pub fn cost_usd(&self) -> Option<f64> {
        Some(self.dpu_hours()? * DPU_HOUR_USD)
    }

    /// The arguments, with the values hidden that look like secrets.
    pub fn shown_arguments(&self) -> BTreeMap<String, String> {
        masked(&self.arguments)
    }

    /// Whether it did what it was to do.
    pub fn has_succeeded(&self) -> bool {
        self.state == "SUCCEEDED"
    }
}

/// Where a job has got to with its input, as the service keeps it for the next run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JobBookmark {
    /// Grows with every run that moves it on.
    pub version: i32,
    pub run: i32,
    pub attempt: i32,
    /// The run before the one that moved it.
    pub previous_run: Option<String>,
    /// The run that moved it.
    pub run_id: Option<String>,
    /// In the service's own words.
    pub state: Option<String>,
}

/// A line of a run's output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// The service's own name of it.
    pub id: String,
    /// Milliseconds since the epoch.
    pub at_millis: i64,
    /// Whether it came from standard error.
    pub is_error: bool,
    pub text: String,
}

/// The argument of a job that `text` says: `name=value`, or `name` alone; the dashes may be left out.
pub fn argument(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let name = name.trim_start_matches('-');
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Err(format!("`{text}` is no argument: write name=value"));
    }
    if is_secret(name) {
        return Err(format!(
            "the argument {name} looks like a secret, and the arguments of jobs are logged and shown to everybody who \
             may read the job: keep it in a secret store and pass its name"
        ));
    }
    Ok((format!("--{name}"), value.to_owned()))
}

/// Whether an argument's name says that its value is a secret. One that names where the secret is kept is none.
pub fn is_secret(name: &str) -> bool {
    const WORDS: [&str; 9] =
        ["password", "passwd", "secret", "token", "apikey", "accesskey", "privatekey", "credential", "passphrase"];
    const HARMLESS: [&str; 5] = ["id", "arn", "name", "path", "location"];
    let lower = name.to_ascii_lowercase();
    let plain: String = lower.chars().filter(char::is_ascii_alphanumeric).collect();
    let names_a_place = lower.rsplit(['-', '_']).next().is_some_and(|last| HARMLESS.contains(&last));
    WORDS.iter().any(|word| plain.contains(word)) && !names_a_place
}

/// What stands in place of a secret.
pub const HIDDEN: &str = "(hidden)";

/// Arguments as they may be shown: the values of those that look like secrets are hidden.
pub fn masked(arguments: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let shown = |name: &str, value: &str| if is_secret(name) { HIDDEN.to_owned() } else { value.to_owned() };
    arguments.iter().map(|(name, value)| (name.clone(), shown(name, value))).collect()
}

/// The name of a role that is given by its name or its ARN: services answer the one for the other.
pub fn role_name(role: &str) -> &str {
    role.split_once(":role/").map_or(role, |(_, name)| name)
}

/// Whether a reason says no more than that something failed: the service's words when a script ends badly.
pub fn is_general(reason: &str) -> bool {
    reason.contains("Command failed with exit code") || reason.trim().is_empty()
}

/// The line of a log that says why a run failed: the last that names an error, of those on standard error if any does.
pub fn cause(lines: &[LogLine]) -> Option<&str> {
    let names_error = |line: &&LogLine| {
        let head = line.text.split([':', ' ']).next().unwrap_or_default();
        let word = head.rsplit('.').next().unwrap_or_default();
        (word.ends_with("Error") || word.ends_with("Exception")) && line.text.contains(':')
    };
    let is_said = |line: &&LogLine| !line.text.trim().is_empty();
    let last = |wanted: &dyn Fn(&&LogLine) -> bool| lines.iter().rev().find(wanted);
    let found = last(&|line| line.is_error && names_error(line))
        .or_else(|| last(&|line| names_error(line)))
        .or_else(|| last(&|line| line.is_error && is_said(line)));
    found.map(|line| line.text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_and_secrets_refused() {
        assert_eq!(argument("source=weather"), Ok(("--source".to_owned(), "weather".to_owned())));
        assert_eq!(argument("--flag"), Ok(("--flag".to_owned(), String::new())));
        assert_eq!(argument("a=b=c"), Ok(("--a".to_owned(), "b=c".to_owned())));
        assert!(argument("=x").is_err());
        assert!(argument("--db-password=x").unwrap_err().contains("secret"));
        assert!(argument("api_key=x").is_err());
        assert!(argument("secret-arn=arn:aws:x").is_ok());
        assert!(argument("primary-key=id").is_ok());
    }

    #[test]
    fn a_run_costs_its_dpu_seconds_and_a_minute_at_least() {
        let run = |seconds, capacity, dpu_seconds| JobRun {
            state: "SUCCEEDED".to_owned(),
            seconds,
            capacity,
            dpu_seconds,
            ..JobRun::default()
        };
        let cents = |run: JobRun| run.cost_usd().map(|cost| (cost * 10_000.0).round());
        assert_eq!(cents(run(3600, Some(10.0), None)), Some(44_000.0));
        assert_eq!(cents(run(3, Some(2.0), None)), Some(147.0));
        assert_eq!(cents(run(3600, Some(10.0), Some(3600.0))), Some(4_400.0));
        assert_eq!(cents(run(3600, None, None)), None);
        assert_eq!(JobRun { state: "RUNNING".to_owned(), ..run(1, Some(1.0), None) }.cost_usd(), None);
    }

    #[test]
    fn secrets_are_hidden_wherever_arguments_are_shown() {
        let arguments = [("--db-password", "x"), ("--source", "weather"), ("--token-arn", "arn")];
        let arguments = arguments.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let shown = masked(&arguments);
        assert_eq!(shown["--db-password"], HIDDEN);
        assert_eq!((shown["--source"].as_str(), shown["--token-arn"].as_str()), ("weather", "arn"));
    }

    #[test]
    fn the_cause_is_the_last_line_that_names_an_error() {
        let line = |is_error, text: &str| LogLine { id: String::new(), at_millis: 0, is_error, text: text.to_owned() };
        let trace = [
            line(false, "reading"),
            line(true, "Traceback (most recent call last):"),
            line(true, "pyspark.sql.utils.AnalysisException: Path does not exist: s3://b/x"),
            line(true, "  at org.apache.spark (Unknown Source)"),
        ];
        assert_eq!(cause(&trace), Some("pyspark.sql.utils.AnalysisException: Path does not exist: s3://b/x"));
        let other = [line(false, "java.lang.OutOfMemoryError: Java heap space"), line(true, "bye"), line(true, " ")];
        assert_eq!(cause(&other), Some("java.lang.OutOfMemoryError: Java heap space"));
        assert_eq!(cause(&other[1..]), Some("bye"));
        assert_eq!(cause(&[line(false, "fine")]), None);
        assert!(is_general("Error Category: UNKNOWN_ERROR; Command failed with exit code 1") && !is_general("x"));
    }

    #[test]
    fn a_state_that_is_not_known_is_live() {
        let run = |state: &str| JobRun { state: state.to_owned(), ..JobRun::default() };
        assert!(!run("RUNNING").is_over() && !run("NEW_STATE").is_over());
        assert!(run("EXPIRED").is_over() && !run("EXPIRED").has_succeeded());
    }
}
