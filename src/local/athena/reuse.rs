//! Result reuse: a query whose answer is still fresh enough is not run again.
//!
//! Source: Athena User Guide, 'Reuse query results': same workgroup, same text and values, same database and catalog, same
//! result configuration; not for tables whose rows or columns are filtered, not with LIMIT without ORDER BY, not with
//! functions whose value is another one each time. Here the principal has to be the same one too.

use serde_json::{Value, json};

use super::execution;
use super::result_file;
use super::task::{self, Statement};
use crate::engine::leading_words;
use crate::store::StoreError;
use crate::wire::{Call, ServiceError, as_timestamp_millis};

/// Athena's default for `MaxAgeInMinutes`. Source: Athena service model, ResultReuseByAgeConfiguration.
const DEFAULT_AGE: i64 = 60;

/// How many of the workgroup's newest executions are looked at.
const MOST_LOOKED_AT: usize = 1000;

/// Functions whose value is another one each time.
const RANDOM: &[&str] = &[
    "CURRENT_DATE",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "CURRENT_USER",
    "LOCALTIME",
    "LOCALTIMESTAMP",
    "NOW",
    "RAND",
    "RANDOM",
    "SHUFFLE",
    "TABLESAMPLE",
    "UUID",
];

/// What is asked for.
pub struct Wish<'a> {
    pub text: &'a str,
    pub group: &'a str,
    pub parameters: &'a [&'a str],
    /// Database and catalog, as they were given.
    pub context: &'a Value,
    /// `ResultReuseConfiguration`
    pub reuse: &'a Value,
}

/// The end of an earlier execution that answers a new one: its record.
pub fn find(call: &Call, wish: &Wish<'_>, now: i64) -> Result<Option<Value>, ServiceError> {
    let by_age = &wish.reuse["ResultReuseByAgeConfiguration"];
    if by_age["Enabled"] != true || !is_stable(wish.text, &task::classify(wish.text)) {
        return Ok(None);
    }
    let oldest = now - by_age["MaxAgeInMinutes"].as_i64().unwrap_or(DEFAULT_AGE) * 60_000;
    let found = call.lake.store().read(|tx| {
        for document in execution::newest(tx, &call.caller.region, wish.group, MOST_LOOKED_AT)? {
            let execution = &document["execution"];
            let began = as_timestamp_millis(&execution["Status"]["SubmissionDateTime"]).unwrap_or(0);
            if began < oldest {
                return Ok(None);
            }
            let same = execution["Query"] == wish.text
                && execution["QueryExecutionContext"] == *wish.context
                && document["principal"] == call.caller.principal
                && values_of(execution) == wish.parameters;
            if same
                && execution["Status"]["State"] == "SUCCEEDED"
                && document["result"]["reusable"] == true
                && execution["Statistics"]["ResultReuseInformation"]["ReusedPreviousResult"] != true
            {
                return Ok::<_, StoreError>(Some(document));
            }
        }
        Ok(None)
    })?;
    let Some(document) = found else { return Ok(None) };
    let uri = document["execution"]["ResultConfiguration"]["OutputLocation"].as_str().unwrap_or_default();
    let Some((bucket, key)) = result_file::split(uri) else { return Ok(None) };
    // A result that was deleted meanwhile is made anew.
    Ok(call.lake.objects().head(bucket, key)?.is_some().then_some(document))
}

fn values_of(execution: &Value) -> Vec<&str> {
    execution["ExecutionParameters"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Whether the same text over the same data has the same answer.
fn is_stable(text: &str, statement: &Statement) -> bool {
    if statement.name != "SELECT" {
        return false;
    }
    let words = leading_words(text, usize::MAX);
    let has = |word: &str| words.iter().any(|other| other == word);
    let cut = has("LIMIT") || has("FETCH");
    (!cut || has("ORDER")) && !RANDOM.iter().any(|word| has(word))
}

/// Whether two result configurations put results into the same folder in the same way.
pub fn same_place(earlier: &Value, wanted: &Value) -> bool {
    let folder = |configuration: &Value| {
        let location = configuration["OutputLocation"].as_str().unwrap_or_default();
        location.rsplit_once('/').map(|(folder, _)| folder.to_owned())
    };
    let rest = |configuration: &Value| {
        let mut rest = configuration.clone();
        if let Some(members) = rest.as_object_mut() {
            members.remove("OutputLocation");
        }
        rest
    };
    folder(earlier) == folder(wanted) && rest(earlier) == rest(wanted)
}

/// Ends a new execution with the answer of an earlier one.
pub fn take_over(shown: &mut Value, earlier: &Value, now: &Value) -> Value {
    let old = &earlier["execution"];
    shown["ResultConfiguration"]["OutputLocation"] = old["ResultConfiguration"]["OutputLocation"].clone();
    shown["Status"]["State"] = json!("SUCCEEDED");
    shown["Status"]["CompletionDateTime"] = now.clone();
    let mut statistics = json!({ "DataScannedInBytes": 0, "ResultReuseInformation": { "ReusedPreviousResult": true } });
    for name in [
        "EngineExecutionTimeInMillis",
        "TotalExecutionTimeInMillis",
        "QueryPlanningTimeInMillis",
        "QueryQueueTimeInMillis",
        "ServicePreProcessingTimeInMillis",
        "ServiceProcessingTimeInMillis",
    ] {
        statistics[name] = json!(0);
    }
    shown["Statistics"] = statistics;
    earlier["result"].clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_differ_is_run_again() {
        for (text, stable) in [
            ("SELECT a FROM t", true),
            ("SELECT a FROM t ORDER BY a LIMIT 3", true),
            ("SELECT a FROM t LIMIT 3", false),
            ("SELECT now()", false),
            ("SELECT 'now'", true),
            ("SELECT Random() FROM t", false),
            ("SHOW TABLES", false),
            ("INSERT INTO t SELECT 1", false),
        ] {
            assert_eq!(is_stable(text, &task::classify(text)), stable, "{text}");
        }
    }

    #[test]
    fn the_place_is_the_folder() {
        let at = |uri: &str| json!({ "OutputLocation": uri });
        assert!(same_place(&at("s3://b/x/1.csv"), &at("s3://b/x/2.csv")));
        assert!(!same_place(&at("s3://b/x/1.csv"), &at("s3://b/y/2.csv")));
        let mut sealed = at("s3://b/x/1.csv");
        sealed["EncryptionConfiguration"] = json!({ "EncryptionOption": "SSE_S3" });
        assert!(!same_place(&sealed, &at("s3://b/x/2.csv")));
    }
}
