//! An evaluation, from its first rule to its results.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::names::Names;
use super::{RESULT, RUN, RunKey, finish, new_id, ruleset, table_of};
use crate::athena::{self, LakeCatalog};
use crate::clock::epoch_millis;
use crate::domain::quality::measure::{Known, Measure, measure};
use crate::domain::quality::{self, Check, Outcome, Rule, Status, combine, judge, score};
use crate::engine::EngineError;
use crate::engine::source::{Catalog, TableDefinition};
use crate::events::{self, Event};
use crate::lake::Lake;
use crate::store::Tx;
use crate::wire::{Caller, ServiceError, timestamp_millis};

/// How often a run looks whether it is to stop.
const STOP_INTERVAL: Duration = Duration::from_millis(100);

/// How a run ended that has no results.
enum Ended {
    Failed(String),
    Stopped,
    TimedOut,
}

/// What came of the checks of one ruleset.
struct Judged {
    ruleset: String,
    started: i64,
    checks: Vec<(Check, Outcome)>,
}

/// Evaluates what a run asks for, and writes down what came of it.
pub async fn run(lake: Lake, account: String, key: RunKey) {
    let cancel = CancellationToken::new();
    let watch = tokio::spawn(watch_for_stop(lake.clone(), key.clone(), cancel.clone()));
    let evaluating = AssertUnwindSafe(evaluate(&lake, &account, &key, &cancel)).catch_unwind();
    let judged = evaluating.await.unwrap_or_else(|_| Err(Ended::Failed("Internal Service Exception".to_owned())));
    watch.abort();
    let now = epoch_millis(lake.clock().now());
    let ended = lake.store().write(|tx| match &judged {
        Ok(judged) => succeed(tx, &account, &key, judged, now),
        Err(Ended::Failed(message)) => Ok(finish(tx, &key, now, "FAILED", Some(message))?),
        Err(Ended::Stopped) => Ok(finish(tx, &key, now, "STOPPED", None)?),
        Err(Ended::TimedOut) => Ok(finish(tx, &key, now, "TIMEOUT", Some("The run took longer than its timeout."))?),
    });
    if let Err(error) = ended {
        // The next opening of the lake ends the run as failed.
        tracing::warn!(run = key.id, message = error.message, "the end of an evaluation could not be recorded");
    }
}

async fn watch_for_stop(lake: Lake, key: RunKey, cancel: CancellationToken) {
    loop {
        tokio::time::sleep(STOP_INTERVAL).await;
        let run = lake.store().read(|tx| tx.get(RUN, &key.region, &key.id));
        if matches!(run, Ok(Some(run)) if run["Status"] == "STOPPING") {
            cancel.cancel();
            return;
        }
    }
}

async fn evaluate(lake: &Lake, account: &str, key: &RunKey, cancel: &CancellationToken) -> Result<Vec<Judged>, Ended> {
    let failed = |error: ServiceError| Ended::Failed(error.message);
    let read = lake.store().read(|tx| {
        let run = tx.get(RUN, &key.region, &key.id)?.unwrap_or_default();
        let mut texts = Vec::new();
        for name in run["RulesetNames"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let text = ruleset::need(tx, &key.region, name)?["Ruleset"].as_str().unwrap_or_default().to_owned();
            texts.push((name.to_owned(), text));
        }
        Ok::<_, ServiceError>((run, texts))
    });
    let (run, texts) = read.map_err(failed)?;
    let minutes = run["Timeout"].as_u64().unwrap_or(2880);
    let work = judge_all(lake, account, key, &run, texts, cancel);
    match tokio::time::timeout(Duration::from_secs(minutes.saturating_mul(60)), work).await {
        Ok(_) if cancel.is_cancelled() => Err(Ended::Stopped),
        Ok(judged) => judged.map_err(Ended::Failed),
        Err(_) => {
            cancel.cancel();
            Err(Ended::TimedOut)
        }
    }
}

async fn judge_all(
    lake: &Lake,
    account: &str,
    key: &RunKey,
    run: &Value,
    texts: Vec<(String, String)>,
    cancel: &CancellationToken,
) -> Result<Vec<Judged>, String> {
    // The role reads, as on AWS: what is not granted to it is not evaluated.
    let caller = Caller {
        access_key: String::new(),
        principal: run["Role"].as_str().unwrap_or_default().to_owned(),
        account: account.to_owned(),
        region: key.region.clone(),
        vouched: false,
    };
    let (database, table) = table_of(&run["DataSource"]);
    let mut aliases = BTreeMap::from([("primary".to_owned(), (database.clone(), table))]);
    for (alias, source) in run["AdditionalDataSources"].as_object().into_iter().flatten() {
        aliases.insert(alias.to_lowercase(), table_of(source));
    }
    let catalog = LakeCatalog { lake: lake.clone(), caller, own_place: None };
    let mut known = Known { now_millis: epoch_millis(lake.clock().now()), ..Known::default() };
    for (alias, (database, table)) in &aliases {
        let found = catalog.table(database, table).await.map_err(|error| error.message)?;
        let found = found
            .filter(|found| !found.unreadable)
            .ok_or_else(|| format!("The role {} cannot read the table {database}.{table}", catalog.caller.principal))?;
        match alias.as_str() {
            "primary" => known.columns = columns(&found),
            _ => drop(known.references.insert(alias.clone(), columns(&found))),
        }
    }
    let names: Arc<dyn Catalog> = Arc::new(Names { catalog, database: database.clone(), aliases });
    let asking = Asking { lake, names, database: &database, cancel, known: &known };
    let mut judged = Vec::new();
    for (ruleset, text) in texts {
        let started = epoch_millis(lake.clock().now());
        let rules = quality::parse(&text).map_err(|error| format!("Ruleset {ruleset}: {error}"))?;
        let mut checks = Vec::new();
        for check in rules.rules {
            let mut outcomes = Vec::new();
            for rule in check.node.rules() {
                outcomes.push(asking.outcome(rule).await);
            }
            let outcome = combine(&check.node, &mut outcomes.into_iter());
            checks.push((check, outcome));
        }
        judged.push(Judged { ruleset, started, checks });
    }
    Ok(judged)
}

fn columns(table: &TableDefinition) -> Vec<(String, String)> {
    let all = table.columns.iter().chain(&table.partition_keys);
    all.filter(|column| !table.denied_columns.contains(&column.name.to_lowercase()))
        .map(|column| (column.name.clone(), column.type_name.clone()))
        .collect()
}

/// What rules are asked with.
struct Asking<'a> {
    lake: &'a Lake,
    names: Arc<dyn Catalog>,
    database: &'a str,
    cancel: &'a CancellationToken,
    known: &'a Known,
}

impl Asking<'_> {
    async fn outcome(&self, rule: &Rule) -> Outcome {
        let measure = match measure(rule, self.known) {
            Ok(measure) => measure,
            Err(message) => return Outcome::error(message),
        };
        let (sql, own) = match measure {
            Measure::Ready(row) => return judge(rule, &row),
            Measure::Sql(sql) => (sql, false),
            Measure::Own(sql) => (sql, true),
        };
        match self.row(sql, own).await {
            Ok(row) => judge(rule, &row),
            Err(message) => Outcome::error(message),
        }
    }

    /// The numbers of a statement's row; of the rule's own statement there is one, and nothing else.
    async fn row(&self, sql: String, own: bool) -> Result<Vec<Option<f64>>, String> {
        let asked = athena::ask(self.lake, Arc::clone(&self.names), self.database, sql, self.cancel.clone()).await;
        let rows = asked.map_err(|error: EngineError| error.message)?;
        let [row] = rows.as_slice() else {
            return Err(format!("the statement gave {} rows and not one", rows.len()));
        };
        if own && row.len() != 1 {
            return Err(format!("the statement gave {} columns and not one", row.len()));
        }
        row.iter()
            .map(|cell| match cell {
                None => Ok(None),
                Some(text) => text.parse().map(Some).map_err(|_| format!("the statement gave `{text}` and no number")),
            })
            .collect()
    }
}

/// Writes the results and the end of a run, and tells the event bus.
fn succeed(tx: &Tx<'_>, account: &str, key: &RunKey, judged: &[Judged], now: i64) -> Result<(), ServiceError> {
    let Some(mut run) = tx.get(RUN, &key.region, &key.id)? else { return Ok(()) };
    let mut ids = Vec::new();
    for judged in judged {
        let id = new_id("dqresult");
        let statuses: Vec<Status> = judged.checks.iter().map(|(_, outcome)| outcome.status).collect();
        let rules: Vec<Value> = judged
            .checks
            .iter()
            .enumerate()
            .map(|(index, (check, outcome))| rule_result(index, check, outcome))
            .collect();
        let result = json!({
            "ResultId": id,
            "Score": score(&statuses),
            "DataSource": run["DataSource"],
            "RulesetName": judged.ruleset,
            "StartedOn": timestamp_millis(judged.started),
            "CompletedOn": timestamp_millis(now),
            "RulesetEvaluationRunId": key.id,
            "RuleResults": rules,
        });
        tx.put(RESULT, &key.region, &id, &result)?;
        announce(tx, account, key, &id, &result, &statuses, now)?;
        ids.push(id);
    }
    run["ResultIds"] = json!(ids);
    tx.put(RUN, &key.region, &key.id, &run)?;
    Ok(finish(tx, key, now, "SUCCEEDED", None)?)
}

fn rule_result(index: usize, check: &Check, outcome: &Outcome) -> Value {
    let mut result = json!({
        "Name": format!("Rule_{}", index + 1),
        "Description": check.text,
        "Result": outcome.status.word(),
        "EvaluatedMetrics": outcome.metrics,
        "EvaluatedRule": check.text,
    });
    if let Some(message) = &outcome.message {
        result["EvaluationMessage"] = json!(message);
    }
    result
}

/// Puts a result on the event bus. Source: AWS Glue User Guide, "Setting up alerts for data quality with EventBridge".
fn announce(
    tx: &Tx<'_>,
    account: &str,
    key: &RunKey,
    id: &str,
    result: &Value,
    statuses: &[Status],
    now: i64,
) -> Result<(), ServiceError> {
    let (database, table) = table_of(&result["DataSource"]);
    let count = |wanted: Status| statuses.iter().filter(|status| **status == wanted).count();
    let passed = count(Status::Pass) == statuses.len();
    let detail = json!({
        "resultId": id,
        "context": {
            "contextType": "GLUE_DATA_CATALOG",
            "catalogId": account,
            "databaseName": database,
            "tableName": table,
            "runId": key.id,
        },
        "rulesetNames": [result["RulesetName"]],
        "state": if passed { "SUCCEEDED" } else { "FAILED" },
        "score": result["Score"],
        "numRulesSucceeded": count(Status::Pass),
        "numRulesFailed": count(Status::Fail),
        "numRulesSkipped": count(Status::Error),
    });
    let event = Event {
        source: "aws.glue-dataquality",
        detail_type: "Data Quality Evaluation Results Available",
        resources: Vec::new(),
        detail,
    };
    events::publish(tx, &key.region, &event, now)?;
    Ok(())
}
