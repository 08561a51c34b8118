//! Workflows: one run after another, each with its own pieces.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};

use super::run_due_events;
use crate::clock::{Clock, SystemClock};
use crate::glue::SERVICE;
use crate::testing::{TestLake, lake, lake_at};
use crate::{events, tasks};

/// Minutes after noon of a day in 2026; moved by the test alone.
#[derive(Debug, Default)]
struct Minutes(AtomicU64);

impl Clock for Minutes {
    fn now(&self) -> SystemTime {
        /// 2026-11-22T12:00:00Z.
        const NOON: u64 = 20_779 * 86_400 + 43_200;
        SystemTime::UNIX_EPOCH + Duration::from_secs(NOON + self.0.load(Ordering::Relaxed) * 60)
    }

    fn instant(&self) -> Instant {
        SystemClock.instant()
    }
}

/// Crawlers of nowhere: their crawls fail.
fn crawlers(test: &TestLake, names: &[&str]) {
    for name in names {
        let targets = json!({ "S3Targets": [{ "Path": "s3://nowhere-at-all/" }] });
        let input = json!({ "Name": name, "Role": "r", "DatabaseName": "d", "Targets": targets });
        test.ok(&SERVICE, "CreateCrawler", input);
    }
}

fn crawls(test: &TestLake, name: &str) -> usize {
    test.ok(&SERVICE, "ListCrawls", json!({ "CrawlerName": name }))["Crawls"].as_array().unwrap().len()
}

fn start(test: &TestLake, name: &str, kind: &str, crawler: &str) {
    let trigger = json!({
        "Name": name, "Type": kind, "WorkflowName": "w", "StartOnCreation": kind != "ON_DEMAND",
        "Actions": [{ "CrawlerName": crawler }],
    });
    test.ok(&SERVICE, "CreateTrigger", trigger);
}

fn after(test: &TestLake, name: &str, crawler: &str, next: &str) {
    let condition = json!({ "LogicalOperator": "EQUALS", "CrawlerName": crawler, "CrawlState": "FAILED" });
    let trigger = json!({
        "Name": name, "Type": "CONDITIONAL", "WorkflowName": "w", "StartOnCreation": true,
        "Predicate": { "Conditions": [condition] }, "Actions": [{ "CrawlerName": next }],
    });
    test.ok(&SERVICE, "CreateTrigger", trigger);
}

fn runs(test: &TestLake) -> Vec<Value> {
    let runs = test.ok(&SERVICE, "GetWorkflowRuns", json!({ "Name": "w", "IncludeGraph": true }));
    runs["Runs"].as_array().unwrap().clone()
}

#[test]
fn a_run_follows_its_own_work_to_the_end() {
    let test = lake();
    crawlers(&test, &["first", "second"]);
    let workflow = json!({ "Name": "w", "DefaultRunProperties": { "a": "1", "b": "2" } });
    test.ok(&SERVICE, "CreateWorkflow", workflow.clone());
    assert_eq!(test.error(&SERVICE, "CreateWorkflow", workflow).0, "AlreadyExistsException");
    let message = test.error(&SERVICE, "StartWorkflowRun", json!({ "Name": "w" })).1;
    assert!(message.contains("no trigger that starts it"), "{message}");
    start(&test, "t1", "ON_DEMAND", "first");
    after(&test, "t2", "first", "second");

    let id =
        test.ok(&SERVICE, "StartWorkflowRun", json!({ "Name": "w", "RunProperties": { "b": "3" } }))["RunId"].clone();
    let run =
        test.ok(&SERVICE, "GetWorkflowRun", json!({ "Name": "w", "RunId": id, "IncludeGraph": true }))["Run"].clone();
    assert_eq!((&run["Status"], &run["WorkflowRunProperties"]), (&json!("COMPLETED"), &json!({ "a": "1", "b": "3" })));
    assert_eq!((&run["Statistics"]["TotalActions"], &run["Statistics"]["FailedActions"]), (&json!(2), &json!(2)));
    assert!(run.get("$actions").is_none() && run.get("$open").is_none(), "{run}");
    let nodes = run["Graph"]["Nodes"].as_array().unwrap();
    let names: Vec<&str> = nodes.iter().map(|node| node["UniqueId"].as_str().unwrap()).collect();
    assert_eq!(names, ["crawler/first", "trigger/t1", "crawler/second", "trigger/t2"]);
    assert_eq!(nodes[2]["CrawlerDetails"]["Crawls"][0]["State"], "FAILED");
    assert_eq!(run["Graph"]["Edges"].as_array().unwrap().len(), 3);

    // A crawl of its own is no part of a workflow, and a trigger of a workflow does not hear of it.
    test.ok(&SERVICE, "StartCrawler", json!({ "Name": "first" }));
    assert_eq!((crawls(&test, "first"), crawls(&test, "second"), runs(&test).len()), (2, 1, 1));
    // The trigger that starts a workflow starts a run of it.
    test.ok(&SERVICE, "StartTrigger", json!({ "Name": "t1" }));
    assert_eq!((crawls(&test, "second"), runs(&test).len()), (2, 2));
    assert_eq!(test.ok(&SERVICE, "GetWorkflow", json!({ "Name": "w" }))["Workflow"]["LastRun"]["Status"], "COMPLETED");

    test.ok(&SERVICE, "DeleteWorkflow", json!({ "Name": "w" }));
    assert_eq!(test.ok(&SERVICE, "ListTriggers", json!({}))["TriggerNames"], json!([]));
    assert_eq!(test.ok(&SERVICE, "ListWorkflows", json!({}))["Workflows"], json!([]));
    test.ok(&SERVICE, "DeleteWorkflow", json!({ "Name": "w" }));
}

#[test]
fn a_run_is_taken_up_where_it_is_wanted() {
    let test = lake();
    crawlers(&test, &["first", "second", "third", "beside"]);
    test.ok(&SERVICE, "CreateWorkflow", json!({ "Name": "w" }));
    start(&test, "t1", "ON_DEMAND", "first");
    after(&test, "t2", "first", "second");
    after(&test, "t3", "second", "third");
    after(&test, "t4", "first", "beside");
    let id =
        test.ok(&SERVICE, "StartWorkflowRun", json!({ "Name": "w", "RunProperties": { "a": "1" } }))["RunId"].clone();
    let all = |names: &[&str]| names.iter().map(|name| crawls(&test, name)).collect::<Vec<_>>();
    let every = ["first", "second", "third", "beside"];
    assert_eq!(all(&every), [1, 1, 1, 1]);
    let resume = |nodes: Value| json!({ "Name": "w", "RunId": id, "NodeIds": nodes });
    for wrong in [json!([]), json!(["crawler/nosuch"]), json!(["trigger/t2"])] {
        assert_eq!(test.error(&SERVICE, "ResumeWorkflowRun", resume(wrong)).0, "InvalidInputException");
    }
    let gone = json!({ "Name": "w", "RunId": "wr_x", "NodeIds": ["crawler/first"] });
    assert_eq!(test.error(&SERVICE, "ResumeWorkflowRun", gone).0, "EntityNotFoundException");
    // The second and what follows from it, once each, although the third is named as well.
    let again = test.ok(&SERVICE, "ResumeWorkflowRun", resume(json!(["crawler/second", "crawler/third"])));
    assert_eq!(all(&every), [1, 2, 2, 1]);
    let run = test.ok(&SERVICE, "GetWorkflowRun", json!({ "Name": "w", "RunId": again["RunId"] }))["Run"].clone();
    assert_eq!((&run["PreviousRunId"], &run["Status"]), (&id, &json!("COMPLETED")));
    assert_eq!((&run["WorkflowRunProperties"]["a"], &run["Statistics"]["TotalActions"]), (&json!("1"), &json!(2)));
    // A condition that what is not run again has met is met.
    let both = json!([
        { "LogicalOperator": "EQUALS", "CrawlerName": "second", "CrawlState": "FAILED" },
        { "LogicalOperator": "EQUALS", "CrawlerName": "beside", "CrawlState": "FAILED" },
    ]);
    let update =
        json!({ "Predicate": { "Logical": "AND", "Conditions": both }, "Actions": [{ "CrawlerName": "third" }] });
    test.ok(&SERVICE, "UpdateTrigger", json!({ "Name": "t3", "TriggerUpdate": update }));
    test.ok(&SERVICE, "ResumeWorkflowRun", resume(json!(["crawler/second"])));
    assert_eq!(all(&every), [1, 3, 3, 1]);
}

#[test]
fn what_cannot_be_started_is_an_action_in_error() {
    let test = lake();
    test.ok(&SERVICE, "CreateWorkflow", json!({ "Name": "w" }));
    start(&test, "t1", "ON_DEMAND", "gone");
    test.ok(&SERVICE, "StartWorkflowRun", json!({ "Name": "w" }));
    let run = &runs(&test)[0];
    assert_eq!((&run["Status"], &run["Statistics"]["ErroredActions"]), (&json!("COMPLETED"), &json!(1)));
    let error = run["Graph"]["Nodes"][0]["CrawlerDetails"]["Crawls"][0]["ErrorMessage"].as_str().unwrap();
    assert!(error.contains("gone"), "{error}");
    let stopped = test.error(&SERVICE, "StopWorkflowRun", json!({ "Name": "w", "RunId": run["WorkflowRunId"] }));
    assert_eq!(stopped.0, "IllegalWorkflowStateException");
    let again = json!({ "Name": "t2", "Type": "ON_DEMAND", "WorkflowName": "w", "Actions": [{ "CrawlerName": "c" }] });
    assert!(test.error(&SERVICE, "CreateTrigger", again).1.contains("starts it already"));
}

#[test]
fn events_start_a_workflow_when_a_batch_is_full_or_old() {
    let clock = Arc::new(Minutes::default());
    let test = lake_at(clock.clone());
    crawlers(&test, &["first"]);
    test.ok(&SERVICE, "CreateWorkflow", json!({ "Name": "w" }));
    let trigger = json!({
        "Name": "t", "Type": "EVENT", "WorkflowName": "w", "StartOnCreation": true,
        "EventBatchingCondition": { "BatchSize": 2, "BatchWindow": 300 }, "Actions": [{ "CrawlerName": "first" }],
    });
    test.ok(&SERVICE, "CreateTrigger", trigger);
    let pattern = json!({ "source": ["mine"] }).to_string();
    test.ok(&events::SERVICE, "PutRule", json!({ "Name": "r", "EventPattern": pattern }));
    let arn = "arn:aws:glue:us-east-1:123456789012:workflow/w";
    let bare = json!({ "Rule": "r", "Targets": [{ "Id": "1", "Arn": arn }] });
    assert!(test.error(&events::SERVICE, "PutTargets", bare).1.contains("RoleArn"));
    let target = json!({ "Id": "1", "Arn": arn, "RoleArn": "arn:aws:iam::123456789012:role/events" });
    test.ok(&events::SERVICE, "PutTargets", json!({ "Rule": "r", "Targets": [target] }));
    let happens = || {
        let entry = json!({ "Source": "mine", "DetailType": "d", "Detail": "{}" });
        test.ok(&events::SERVICE, "PutEvents", json!({ "Entries": [entry] }));
    };
    let due = || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let count = run_due_events(&test.lake).unwrap();
            test.lake.tasks().drain().await;
            count
        })
    };
    happens();
    assert_eq!(due(), 0, "one of two");
    happens();
    assert_eq!((due(), due()), (1, 0));
    assert_eq!(runs(&test)[0]["StartingEventBatchCondition"]["BatchSize"], 2);
    happens();
    clock.0.store(5, Ordering::Relaxed);
    assert_eq!((due(), crawls(&test, "first")), (1, 2), "a batch that has waited long enough is not full");
    test.ok(&SERVICE, "StopTrigger", json!({ "Name": "t" }));
    happens();
    happens();
    assert_eq!(due(), 0, "what does not watch hears of nothing");
}

#[test]
fn a_run_whose_process_is_gone_is_over() {
    let test = lake();
    crawlers(&test, &["first"]);
    test.ok(&SERVICE, "CreateWorkflow", json!({ "Name": "w" }));
    start(&test, "t1", "ON_DEMAND", "first");
    test.ok(&SERVICE, "StartWorkflowRun", json!({ "Name": "w" }));
    let run = &runs(&test)[0];
    let id = run["WorkflowRunId"].as_str().unwrap();
    // As if the process had died while the trigger began.
    test.lake
        .store()
        .write(|tx| {
            let place = crate::store::scope(&["us-east-1", "w"]);
            let mut run = tx.get(super::RUN, &place, id)?.unwrap();
            run["Status"] = json!("RUNNING");
            run[super::OPEN] = json!(["trigger/t1"]);
            tx.put(super::RUN, &place, id, &run)?;
            let key =
                json!({ "region": "us-east-1", "workflow": "w", "run": id, "trigger": "t1", "piece": "trigger/t1" });
            let task = json!({ "process": 1, "started": "never", "what": "workflow", "key": key });
            tx.put(tasks::KIND, "", "workflow/us-east-1/x", &task)
        })
        .unwrap();
    test.lake.tasks().fail_abandoned(&test.lake).unwrap();
    let run = &runs(&test)[0];
    assert_eq!(run["Status"], "ERROR");
    assert!(run["ErrorMessage"].as_str().unwrap().contains("t1"));
}
