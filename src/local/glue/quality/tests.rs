//! Rulesets and their evaluations as their clients see them.

use serde_json::{Value, json};

use crate::glue::SERVICE;
use crate::testing::{self, TestLake};

/// A lake with a table without rows.
fn lake() -> TestLake {
    let test = testing::lake();
    test.ok(&SERVICE, "CreateDatabase", json!({"DatabaseInput": {"Name": "lake"}}));
    let columns = json!([{"Name": "id", "Type": "bigint"}]);
    let storage = json!({"Columns": columns, "Location": "s3://raw/sales/",
        "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"}});
    test.ok(
        &SERVICE,
        "CreateTable",
        json!({"DatabaseName": "lake", "TableInput": {"Name": "sales", "StorageDescriptor": storage}}),
    );
    test
}

fn ruleset(name: &str, text: &str) -> Value {
    json!({"Name": name, "Ruleset": text, "TargetTable": {"DatabaseName": "lake", "TableName": "sales"}})
}

fn start(extra: Value) -> Value {
    let mut request = json!({"DataSource": {"GlueTable": {"DatabaseName": "lake", "TableName": "sales"}},
        "Role": "quality", "RulesetNames": ["r"]});
    for (name, value) in extra.as_object().unwrap() {
        request[name] = value.clone();
    }
    request
}

#[test]
fn a_run_gives_one_result_for_each_ruleset() {
    let test = lake();
    test.ok(
        &SERVICE,
        "CreateDataQualityRuleset",
        ruleset("r", "Rules = [ ColumnCount = 1, ColumnExists \"x\", FileSize < 1 MB ]"),
    );
    test.ok(&SERVICE, "CreateDataQualityRuleset", ruleset("s", "Rules = [ ColumnExists \"ID\" ]"));
    let id = test.ok(&SERVICE, "StartDataQualityRulesetEvaluationRun", start(json!({"RulesetNames": ["r", "s"]})));
    let run = test.ok(&SERVICE, "GetDataQualityRulesetEvaluationRun", id);
    assert_eq!(run["Status"], "SUCCEEDED", "{run}");
    let results = test.ok(&SERVICE, "BatchGetDataQualityResult", json!({"ResultIds": run["ResultIds"]}));
    let (first, second) = (&results["Results"][0], &results["Results"][1]);
    assert_eq!(second["Score"], 1.0);
    let statuses: Vec<&Value> = first["RuleResults"].as_array().unwrap().iter().map(|rule| &rule["Result"]).collect();
    assert_eq!(statuses, ["PASS", "FAIL", "ERROR"]);
    assert_eq!(first["RuleResults"][2]["EvaluationMessage"], "the rule type FileSize is not judged here");
    let listed = test.ok(&SERVICE, "ListDataQualityResults", json!({"Filter": {"DataSource": run["DataSource"]}}));
    assert_eq!(listed["Results"].as_array().unwrap().len(), 2);
    let cancel = json!({"RunId": run["RunId"]});
    assert_eq!(test.error(&SERVICE, "CancelDataQualityRulesetEvaluationRun", cancel).0, "InvalidInputException");
}

#[test]
fn a_token_stands_for_one_run() {
    let test = lake();
    test.ok(&SERVICE, "CreateDataQualityRuleset", ruleset("r", "Rules = [ ColumnCount = 1 ]"));
    let request = start(json!({"ClientToken": "t"}));
    let first = test.ok(&SERVICE, "StartDataQualityRulesetEvaluationRun", request.clone());
    assert_eq!(test.ok(&SERVICE, "StartDataQualityRulesetEvaluationRun", request), first);
    let other = start(json!({"ClientToken": "t", "Role": "other"}));
    assert_eq!(test.error(&SERVICE, "StartDataQualityRulesetEvaluationRun", other).0, "ConflictException");
    let runs = test.ok(&SERVICE, "ListDataQualityRulesetEvaluationRuns", json!({}));
    assert_eq!(runs["Runs"].as_array().unwrap().len(), 1);
}

#[test]
fn what_the_lake_does_not_do_is_refused_by_name() {
    let test = lake();
    let (code, message) = test.error(&SERVICE, "CreateDataQualityRuleset", ruleset("r", "Rules = [ IsFine \"a\" ]"));
    assert_eq!(code, "InvalidInputException");
    assert!(message.contains("line 1, column 11: there is no rule type `IsFine`"), "{message}");
    test.ok(&SERVICE, "CreateDataQualityRuleset", ruleset("r", "Rules = [ ColumnCount = 1 ]"));
    assert_eq!(
        test.error(&SERVICE, "CreateDataQualityRuleset", ruleset("r", "Rules = [ ColumnCount = 1 ]")).0,
        "AlreadyExistsException"
    );
    for options in [json!({"CloudWatchMetricsEnabled": true}), json!({"ResultsS3Prefix": "s3://raw/"})] {
        let request = start(json!({"AdditionalRunOptions": options}));
        let (_, message) = test.error(&SERVICE, "StartDataQualityRulesetEvaluationRun", request);
        assert!(message.contains("StartDataQualityRulesetEvaluationRun with"), "{message}");
    }
    let missing = start(json!({"RulesetNames": ["nothing"]}));
    assert_eq!(test.error(&SERVICE, "StartDataQualityRulesetEvaluationRun", missing).0, "EntityNotFoundException");
}
