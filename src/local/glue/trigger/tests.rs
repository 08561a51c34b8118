//! Triggers by the clock and after one another, under a clock of the test's own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};

use super::run_due;
use crate::clock::{Clock, SystemClock};
use crate::glue::SERVICE;
use crate::testing::{TestLake, lake, lake_at};

/// Days after noon of a day in 2026; moved by the test alone.
#[derive(Debug, Default)]
struct Days(AtomicU64);

impl Clock for Days {
    fn now(&self) -> SystemTime {
        /// 2026-11-22T12:00:00Z.
        const NOON: u64 = 20_779 * 86_400 + 43_200;
        SystemTime::UNIX_EPOCH + Duration::from_secs(NOON + self.0.load(Ordering::Relaxed) * 86_400)
    }

    fn instant(&self) -> Instant {
        SystemClock.instant()
    }
}

fn run_due_now(test: &TestLake) -> usize {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let count = run_due(&test.lake).unwrap();
        test.lake.tasks().drain().await;
        count
    })
}

fn crawler(test: &TestLake, name: &str, more: Value) {
    let targets = json!({ "S3Targets": [{ "Path": "s3://nowhere-at-all/" }] });
    let mut input = json!({ "Name": name, "Role": "r", "DatabaseName": "d", "Targets": targets });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    test.ok(&SERVICE, "CreateCrawler", input);
}

fn crawls(test: &TestLake, name: &str) -> usize {
    test.ok(&SERVICE, "ListCrawls", json!({ "CrawlerName": name }))["Crawls"].as_array().unwrap().len()
}

fn trigger(name: &str, kind: &str, more: Value) -> Value {
    let mut input = json!({ "Name": name, "Type": kind, "StartOnCreation": kind != "ON_DEMAND" });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

#[test]
fn a_time_that_has_come_starts_its_work_once() {
    let clock = Arc::new(Days::default());
    let test = lake_at(clock.clone());
    crawler(&test, "own", json!({ "Schedule": "cron(0 2 * * ? *)" }));
    crawler(&test, "other", json!({}));
    let daily = json!({ "Schedule": "cron(0 3 * * ? *)", "Actions": [{ "CrawlerName": "other" }] });
    test.ok(&SERVICE, "CreateTrigger", trigger("daily", "SCHEDULED", daily));
    assert_eq!(run_due_now(&test), 0, "nothing is due yet");
    clock.0.store(3, Ordering::Relaxed);
    assert_eq!(run_due_now(&test), 2, "what was missed meanwhile is made up for by one start");
    assert_eq!((crawls(&test, "own"), crawls(&test, "other")), (1, 1));
    assert_eq!(run_due_now(&test), 0);
    test.ok(&SERVICE, "StopTrigger", json!({ "Name": "daily" }));
    test.ok(&SERVICE, "StopCrawlerSchedule", json!({ "CrawlerName": "own" }));
    clock.0.store(9, Ordering::Relaxed);
    assert_eq!(run_due_now(&test), 0, "what is switched off starts nothing");
    test.ok(&SERVICE, "StartTrigger", json!({ "Name": "daily" }));
    clock.0.store(11, Ordering::Relaxed);
    assert_eq!(run_due_now(&test), 1);
}

#[test]
fn an_end_starts_what_waits_for_it() {
    let test = lake();
    for name in ["first", "second", "third"] {
        crawler(&test, name, json!({}));
    }
    let after = |crawlers: &[&str], next: &str, logical: &str| {
        let conditions: Vec<Value> = crawlers
            .iter()
            .map(|name| json!({ "LogicalOperator": "EQUALS", "CrawlerName": name, "CrawlState": "FAILED" }))
            .collect();
        json!({ "Predicate": { "Logical": logical, "Conditions": conditions }, "Actions": [{ "CrawlerName": next }] })
    };
    test.ok(&SERVICE, "CreateTrigger", trigger("a", "CONDITIONAL", after(&["first"], "second", "AND")));
    test.ok(&SERVICE, "CreateTrigger", trigger("b", "CONDITIONAL", after(&["first", "second"], "third", "AND")));
    test.ok(&SERVICE, "StartCrawler", json!({ "Name": "first" }));
    assert_eq!(
        (crawls(&test, "second"), crawls(&test, "third")),
        (1, 1),
        "a crawl of nowhere fails, and the chain goes on"
    );
    test.ok(&SERVICE, "StartCrawler", json!({ "Name": "second" }));
    assert_eq!(crawls(&test, "third"), 1, "both are waited for again");
    let manual = json!({ "Actions": [{ "CrawlerName": "third" }] });
    test.ok(&SERVICE, "CreateTrigger", trigger("m", "ON_DEMAND", manual));
    test.ok(&SERVICE, "StartTrigger", json!({ "Name": "m" }));
    assert_eq!(crawls(&test, "third"), 2);
    let names = test.ok(&SERVICE, "ListTriggers", json!({}))["TriggerNames"].clone();
    assert_eq!(names, json!(["a", "b", "m"]));
    test.ok(&SERVICE, "DeleteTrigger", json!({ "Name": "a" }));
    test.ok(&SERVICE, "DeleteTrigger", json!({ "Name": "a" }));
    assert_eq!(test.error(&SERVICE, "GetTrigger", json!({ "Name": "a" })).0, "EntityNotFoundException");
}

#[test]
fn what_cannot_start_anything_is_refused() {
    let test = lake();
    let action = json!([{ "JobName": "j" }]);
    for (kind, more, word) in [
        ("SCHEDULED", json!({ "Schedule": "rate(1 day)", "Actions": action }), "rate(1 day)"),
        ("SCHEDULED", json!({ "Actions": action }), "schedule"),
        ("CONDITIONAL", json!({ "Actions": action }), "predicate"),
        ("ON_DEMAND", json!({ "Actions": [] }), "action"),
        ("ON_DEMAND", json!({ "Actions": [{ "JobName": "j", "CrawlerName": "c" }] }), "Exactly one"),
        ("EVENT", json!({ "Actions": action }), "EVENT"),
        ("ON_DEMAND", json!({ "Actions": action, "WorkflowName": "w" }), "workflow w"),
        ("ON_DEMAND", json!({ "Actions": action, "EventBatchingCondition": { "BatchSize": 1 } }), "of the type EVENT"),
    ] {
        let (_, message) = test.error(&SERVICE, "CreateTrigger", trigger("t", kind, more));
        assert!(message.contains(word), "{word}: {message}");
    }
}
