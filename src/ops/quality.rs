//! The quality of tables: rulesets, their evaluation, and the score as a metric.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::aws::{Read, Write};
use crate::domain::alarm::{MetricName, NewDatum};
use crate::domain::catalog::TableName;
use crate::domain::quality::{Evaluation, KeptRuleset, QualityRun, Report};
use crate::error::{Error, Kind, Result};
use crate::require::{Sought, require_read};
use crate::wait::Wait;

/// Every ruleset, by name; those of a table, when it is given.
pub async fn list(read: &Read, table: Option<&TableName>) -> Result<Vec<KeptRuleset>> {
    let mut rulesets = read.rulesets().await?;
    if let Some(table) = table {
        let wanted = table.to_string();
        rulesets.retain(|ruleset| ruleset.table.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(&wanted)));
    }
    rulesets.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(rulesets)
}

/// A ruleset that must be there.
pub async fn need(read: &Read, name: &str) -> Result<KeptRuleset> {
    let sought = Sought { what: format!("ruleset `{name}`"), typed: name, list: "lakectl quality list".to_owned() };
    let known = || async { Ok(read.rulesets().await?.into_iter().map(|ruleset| ruleset.name).collect()) };
    require_read(read.ruleset(name).await, sought, known).await
}

/// What evaluations found, newest first.
pub async fn history(read: &Read, table: Option<&TableName>, limit: usize) -> Result<Vec<Report>> {
    let table = table.map(|table| (table.database.as_str(), table.table.as_str()));
    let ids = read.quality_results(table, limit).await?;
    let mut reports = read.quality_reports(&ids).await?;
    reports.sort_by_key(|report| std::cmp::Reverse((report.started_millis, report.id.clone())));
    Ok(reports)
}

/// What was done about a ruleset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Created,
    Updated,
    Unchanged,
}

/// Makes a ruleset say what it should.
pub async fn keep(write: &Write, name: &str, text: &str, table: &TableName) -> Result<Kept> {
    match write.ruleset(name).await? {
        None => {
            write.create_ruleset(name, text, table.database.as_str(), &table.table).await?;
            Ok(Kept::Created)
        }
        Some(live) if live.text.as_deref() == Some(text) => Ok(Kept::Unchanged),
        Some(live) => {
            let own = table.to_string();
            if let Some(other) = live.table.filter(|other| !other.eq_ignore_ascii_case(&own)) {
                let message = format!("the ruleset `{name}` is about {other}");
                return Err(Error::new(Kind::Conflict, message).hint("give the rules another name: --name"));
            }
            write.update_ruleset(name, text).await?;
            Ok(Kept::Updated)
        }
    }
}

/// Starts an evaluation; its id.
pub async fn start(write: &Write, wanted: &Evaluation) -> Result<String> {
    write.start_quality_run(wanted).await
}

/// Waits until a run is over.
pub async fn wait(
    read: &Read,
    id: &str,
    timeout: Duration,
    progress: &(dyn Fn(&str) + Send + Sync),
) -> Result<QualityRun> {
    let mut wait = Wait::new(read.clock(), timeout);
    loop {
        let run = read.quality_run(id).await?;
        if run.is_over() {
            return Ok(run);
        }
        progress(&format!("run {id}: {}", run.status.to_lowercase()));
        wait.pause(&format!("the evaluation {id}")).await.map_err(|error| error.hint("lakectl quality history"))?;
    }
}

/// What a run found; a run that ended otherwise is an error.
pub async fn report(read: &Read, run: &QualityRun) -> Result<Report> {
    if run.status != "SUCCEEDED" {
        let error =
            Error::new(Kind::RemoteFailed, format!("the evaluation {} ended {}", run.id, run.status.to_lowercase()));
        return Err(match &run.error {
            Some(reason) => error.because(reason.clone()),
            None => error,
        });
    }
    let found = read.quality_reports(&run.results).await?.into_iter().next();
    found.ok_or_else(|| Error::failed(format!("the evaluation {} has no result", run.id)))
}

/// The metrics of a score: of the table, and of all that is checked, whose lowest value an alarm watches.
pub fn score_metrics(namespace: &str, name: &str, table: &TableName) -> [MetricName; 2] {
    let metric = |dimensions| MetricName { namespace: namespace.to_owned(), name: name.to_owned(), dimensions };
    [metric(BTreeMap::new()), metric(BTreeMap::from([("Table".to_owned(), table.to_string())]))]
}

/// Puts a score.
pub async fn put_score(write: &Write, metrics: &[MetricName], score: f64) -> Result<()> {
    for metric in metrics {
        let datum = NewDatum { metric: metric.clone(), value: score, unit: None, at_millis: None };
        write.put_metric(&datum).await.map_err(|error| error.context(format!("the score was not put as {metric}")))?;
    }
    Ok(())
}
