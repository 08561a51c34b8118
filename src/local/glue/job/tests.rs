//! Jobs as their clients see them, with scripts that really run.

use std::fs;

use serde_json::{Value, json};

use crate::glue::SERVICE;
use crate::objects::{BUCKET, NewObject};
use crate::testing::{self, TestLake};
use crate::{LakeOptions, logs};

fn put_script(test: &TestLake, text: &str) {
    let objects = test.lake.objects();
    test.lake.store().write(|tx| tx.put(BUCKET, "", "scripts", &json!({}))).unwrap();
    let incoming = objects.incoming();
    fs::write(&incoming, text).unwrap();
    let new = NewObject {
        bucket: "scripts",
        key: "etl.py",
        etag: "0".to_owned(),
        storage_class: "STANDARD".to_owned(),
        attributes: Value::Null,
    };
    objects.put(&new, &incoming).unwrap();
}

fn job(test: &TestLake, extra: Value) {
    let mut input = json!({
        "Name": "etl",
        "Role": "arn:aws:iam::123456789012:role/job",
        "Command": {"Name": "pythonshell", "ScriptLocation": "s3://scripts/etl.py", "PythonVersion": "3.9"},
        "DefaultArguments": {"--source": "weather"},
    });
    for (name, value) in extra.as_object().unwrap() {
        input[name] = value.clone();
    }
    test.ok(&SERVICE, "CreateJob", input);
}

/// Starts a run and waits for its end.
fn run(test: &TestLake, arguments: Value) -> Value {
    let started = test.ok(&SERVICE, "StartJobRun", json!({"JobName": "etl", "Arguments": arguments}));
    let id = &started["JobRunId"];
    test.ok(&SERVICE, "GetJobRun", json!({"JobName": "etl", "RunId": id}))["JobRun"].clone()
}

fn log(test: &TestLake, group: &str, run: &Value) -> Vec<String> {
    let request = json!({"logGroupName": group, "logStreamName": run["Id"], "startFromHead": true});
    let events = test.ok(&logs::SERVICE, "GetLogEvents", request);
    let events = events["events"].as_array().unwrap().iter();
    events.map(|event| event["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_script_runs_with_its_arguments_and_its_output_is_logged() {
    let test = testing::lake();
    put_script(
        &test,
        "import os, sys\nfrom awsglue.utils import getResolvedOptions\n\
         print(getResolvedOptions(sys.argv, ['source', 'day']))\nprint('to stderr', file=sys.stderr)\n\
         print(os.path.isdir(os.environ['LAKE_LOCAL']), os.environ['AWS_REGION'])\n",
    );
    job(&test, json!({}));
    let run = run(&test, json!({"--day": "2026-11-22"}));
    assert_eq!(run["JobRunState"], "SUCCEEDED", "{run}");
    assert_eq!(run["MaxCapacity"], 0.0625);
    assert!(run.get("CompletedOn").is_some());
    let output = log(&test, "/aws-glue/python-jobs/output", &run);
    assert_eq!(output, ["{'source': 'weather', 'day': '2026-11-22'}", "True us-east-1"]);
    assert_eq!(log(&test, "/aws-glue/python-jobs/error", &run), ["to stderr"]);
}

#[test]
fn a_failed_run_is_tried_again_under_ids_of_its_own() {
    let test = testing::lake();
    put_script(&test, "raise ValueError('no such column')\n");
    job(&test, json!({"MaxRetries": 1}));
    let first = run(&test, json!({}));
    assert_eq!(first["JobRunState"], "FAILED");
    assert_eq!(first["ErrorMessage"], "ValueError: no such column");
    let runs = test.ok(&SERVICE, "GetJobRuns", json!({"JobName": "etl"}));
    let runs = runs["JobRuns"].as_array().unwrap();
    assert_eq!(runs.len(), 2);
    assert_eq!((&runs[0]["Attempt"], &runs[0]["PreviousRunId"]), (&json!(1), &first["Id"]));
    assert_eq!(runs[0]["Id"], format!("{}_attempt_1", first["Id"].as_str().unwrap()));
}

#[test]
fn a_missing_script_and_an_argument_that_cannot_be_honored_fail_the_run_with_a_reason() {
    let test = testing::lake();
    job(&test, json!({}));
    let failed = run(&test, json!({}));
    assert_eq!(failed["ErrorMessage"], "The file s3://scripts/etl.py does not exist.");
    let refused = run(&test, json!({"--additional-python-modules": "pandas"}));
    assert!(refused["ErrorMessage"].as_str().unwrap().contains("--additional-python-modules"), "{refused}");
}

#[test]
fn a_port_runs_no_scripts_unless_told() {
    let test = testing::lake_with(LakeOptions { allow_jobs: false, ..LakeOptions::default() });
    job(&test, json!({}));
    let (code, message) = test.error(&SERVICE, "StartJobRun", json!({"JobName": "etl"}));
    assert_eq!(code, "AccessDeniedException");
    assert!(message.contains("--allow-jobs"), "{message}");
}

#[test]
fn a_job_has_one_run_at_a_time_and_a_run_can_be_stopped() {
    let test = testing::lake();
    put_script(&test, "import time\ntime.sleep(60)\n");
    job(&test, json!({}));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let call = |input| testing::call(&test.lake, input);
        let started = SERVICE.run("StartJobRun", call(json!({"JobName": "etl"}))).await.unwrap();
        let refused = SERVICE.run("StartJobRun", call(json!({"JobName": "etl"}))).await.unwrap_err();
        assert_eq!(refused.code, "ConcurrentRunsExceededException");
        let stop = json!({"JobName": "etl", "JobRunIds": [started["JobRunId"], "jr_none"]});
        let stopped = SERVICE.run("BatchStopJobRun", call(stop)).await.unwrap();
        assert_eq!(stopped["SuccessfulSubmissions"].as_array().unwrap().len(), 1);
        assert_eq!(stopped["Errors"][0]["ErrorDetail"]["ErrorCode"], "EntityNotFoundException");
        test.lake.tasks().drain().await;
        let shown = json!({"JobName": "etl", "RunId": started["JobRunId"]});
        let run = SERVICE.run("GetJobRun", call(shown)).await.unwrap();
        assert_eq!(run["JobRun"]["JobRunState"], "STOPPED");
    });
    assert_eq!(test.error(&SERVICE, "GetJobBookmark", json!({"JobName": "etl"})).0, "EntityNotFoundException");
    test.ok(&SERVICE, "DeleteJob", json!({"JobName": "etl"}));
    test.ok(&SERVICE, "DeleteJob", json!({"JobName": "etl"}));
    assert_eq!(test.error(&SERVICE, "GetJob", json!({"JobName": "etl"})).0, "EntityNotFoundException");
}
