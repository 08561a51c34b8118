//! Rules deliver what happens in the lake to log groups.

use serde_json::{Value, json};

use super::SERVICE;
use crate::domain::alarm::{Need, Order, Recipe, Watched, prepare};
use crate::testing::{TestLake, lake};
use crate::{cloudwatch, glue, logs};

/// A rule with a pattern that delivers to the log group `events`.
fn listening(pattern: Value) -> TestLake {
    let test = lake();
    test.ok(&logs::SERVICE, "CreateLogGroup", json!({ "logGroupName": "/aws/events/lake" }));
    let rule = test.ok(&SERVICE, "PutRule", json!({ "Name": "all", "EventPattern": pattern.to_string() }));
    assert_eq!(rule["RuleArn"], "arn:aws:events:us-east-1:123456789012:rule/all");
    let target = json!({ "Id": "1", "Arn": "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/lake:*" });
    let put = test.ok(&SERVICE, "PutTargets", json!({ "Rule": "all", "Targets": [target] }));
    assert_eq!(put["FailedEntryCount"], 0);
    test
}

fn delivered(test: &TestLake) -> Vec<Value> {
    let found = test.ok(&logs::SERVICE, "FilterLogEvents", json!({ "logGroupName": "/aws/events/lake" }));
    let events = found["events"].as_array().unwrap().iter();
    events.map(|event| serde_json::from_str(event["message"].as_str().unwrap()).unwrap()).collect()
}

#[test]
fn the_changes_of_a_crawler_are_delivered() {
    let test = listening(json!({ "source": ["aws.glue"], "detail-type": [{ "prefix": "Glue Crawler" }] }));
    let targets = json!({ "S3Targets": [{ "Path": "s3://nowhere-at-all/" }] });
    let crawler = json!({ "Name": "c", "Role": "r", "DatabaseName": "d", "Targets": targets });
    test.ok(&glue::SERVICE, "CreateCrawler", crawler);
    test.ok(&glue::SERVICE, "StartCrawler", json!({ "Name": "c" }));
    let events = delivered(&test);
    let states: Vec<&str> = events.iter().map(|event| event["detail"]["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["Started", "Failed"], "{events:?}");
    assert_eq!(events[1]["detail"]["crawlerName"], "c");
    assert_eq!((&events[1]["account"], &events[1]["region"]), (&json!("123456789012"), &json!("us-east-1")));
    assert!(events[1]["detail"]["errorMessage"].as_str().unwrap().contains("nowhere-at-all"));
}

#[test]
fn the_changes_of_an_alarm_are_delivered() {
    let test = listening(json!({ "source": ["aws.cloudwatch"], "detail": { "state": { "value": ["ALARM"] } } }));
    let alarm = json!({
        "AlarmName": "a", "Namespace": "N", "MetricName": "m", "Statistic": "Sum", "Period": 60,
        "EvaluationPeriods": 1, "Threshold": 1.0, "ComparisonOperator": "GreaterThanThreshold",
    });
    test.ok(&cloudwatch::SERVICE, "PutMetricAlarm", alarm);
    for state in ["OK", "ALARM"] {
        let set = json!({ "AlarmName": "a", "StateValue": state, "StateReason": "a try" });
        test.ok(&cloudwatch::SERVICE, "SetAlarmState", set);
    }
    let events = delivered(&test);
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["detail"]["previousState"]["value"], "OK");
    assert_eq!(events[0]["detail"]["state"]["reason"], "a try");
    assert_eq!(events[0]["detail"]["configuration"]["metrics"][0]["metricStat"]["metric"]["name"], "m");
    assert_eq!(events[0]["resources"], json!(["arn:aws:cloudwatch:us-east-1:123456789012:alarm:a"]));
}

#[test]
fn events_of_callers_are_delivered_and_bad_ones_refused_one_by_one() {
    let test = listening(json!({ "source": ["my.pipeline"] }));
    let entry = |source: &str, detail: &str| json!({ "Source": source, "DetailType": "Loaded", "Detail": detail });
    let entries = json!([
        entry("my.pipeline", r#"{"rows": 3}"#),
        entry("other", "{}"),
        entry("aws.glue", "{}"),
        entry("my.pipeline", "[1]"),
    ]);
    let put = test.ok(&SERVICE, "PutEvents", json!({ "Entries": entries }));
    assert_eq!(put["FailedEntryCount"], 2);
    assert_eq!(put["Entries"][2]["ErrorCode"], "NotAuthorizedForSourceException");
    assert_eq!(put["Entries"][3]["ErrorCode"], "MalformedDetail");
    let events = delivered(&test);
    assert_eq!(events.len(), 1);
    assert_eq!((&events[0]["id"], &events[0]["detail"]["rows"]), (&put["Entries"][0]["EventId"], &json!(3)));

    test.ok(&SERVICE, "DisableRule", json!({ "Name": "all" }));
    test.ok(&SERVICE, "PutEvents", json!({ "Entries": [entry("my.pipeline", "{}")] }));
    assert_eq!(delivered(&test).len(), 1, "a disabled rule delivers nothing");
}

#[test]
fn what_cannot_be_delivered_is_refused_when_it_is_put() {
    let test = listening(json!({ "source": ["x"] }));
    let target = |arn: &str, extra: Value| {
        let mut target = json!({ "Id": "2", "Arn": arn });
        for (name, value) in extra.as_object().unwrap() {
            target[name] = value.clone();
        }
        json!({ "Rule": "all", "Targets": [target] })
    };
    let group = "arn:aws:logs:us-east-1:123456789012:log-group:x";
    let (code, message) =
        test.error(&SERVICE, "PutTargets", target("arn:aws:lambda:us-east-1:123456789012:function:f", json!({})));
    assert_eq!((code.as_str(), message.contains("lambda")), ("NotImplemented", true));
    let (_, message) = test.error(&SERVICE, "PutTargets", target(group, json!({ "InputPath": "$.detail" })));
    assert!(message.contains("InputPath"), "{message}");
    let (_, message) = test.error(&SERVICE, "PutRule", json!({ "Name": "s", "ScheduleExpression": "rate(1 day)" }));
    assert!(message.contains("ScheduleExpression"), "{message}");
    let bad = json!({ "Name": "s", "EventPattern": r#"{"source": [{"cidr": "10.0.0.0/8"}]}"# });
    assert_eq!(test.error(&SERVICE, "PutRule", bad).0, "InvalidEventPatternException");

    let (_, message) = test.error(&SERVICE, "DeleteRule", json!({ "Name": "all" }));
    assert!(message.contains("has targets"), "{message}");
    test.ok(&SERVICE, "RemoveTargets", json!({ "Rule": "all", "Ids": ["1"] }));
    test.ok(&SERVICE, "DeleteRule", json!({ "Name": "all" }));
    assert_eq!(test.ok(&SERVICE, "ListRules", json!({}))["Rules"], json!([]));
    assert_eq!(test.error(&SERVICE, "DescribeRule", json!({ "Name": "all" })).0, "ResourceNotFoundException");
}

#[test]
fn a_log_keeps_what_its_retention_says_and_is_read_in_pages() {
    let day = 86_400_000_i64;
    let test = lake();
    let now = crate::clock::epoch_millis(test.lake.clock().now());
    test.ok(&logs::SERVICE, "CreateLogGroup", json!({ "logGroupName": "g" }));
    test.ok(&logs::SERVICE, "CreateLogStream", json!({ "logGroupName": "g", "logStreamName": "s" }));
    for (at, count) in [(now - 9 * day, 3), (now - 1000, 2500)] {
        let events: Vec<Value> = (0..count).map(|n| json!({ "timestamp": at, "message": format!("m{n}") })).collect();
        test.ok(
            &logs::SERVICE,
            "PutLogEvents",
            json!({ "logGroupName": "g", "logStreamName": "s", "logEvents": events }),
        );
    }
    let filtered = |more: Value| {
        let mut request = json!({ "logGroupName": "g", "limit": 2000 });
        for (name, value) in more.as_object().unwrap() {
            request[name] = value.clone();
        }
        test.ok(&logs::SERVICE, "FilterLogEvents", request)
    };
    let first = filtered(json!({}));
    let second = filtered(json!({ "nextToken": first["nextToken"] }));
    let count = |answer: &Value| answer["events"].as_array().unwrap().len();
    assert_eq!((count(&first), count(&second), second.get("nextToken")), (2000, 503, None));
    assert_eq!(count(&filtered(json!({ "filterPattern": "m2499" }))), 1);
    let read = |more: Value| {
        let mut request = json!({ "logGroupName": "g", "logStreamName": "s", "limit": 2 });
        for (name, value) in more.as_object().unwrap() {
            request[name] = value.clone();
        }
        let answer = test.ok(&logs::SERVICE, "GetLogEvents", request);
        let texts: Vec<String> =
            answer["events"].as_array().unwrap().iter().map(|e| e["message"].as_str().unwrap().to_owned()).collect();
        (texts, answer)
    };
    let (texts, head) = read(json!({ "startFromHead": true }));
    assert_eq!(texts, ["m0", "m1"]);
    assert_eq!(read(json!({ "nextToken": head["nextForwardToken"] })).0, ["m2", "m0"]);
    let (texts, tail) = read(json!({}));
    assert_eq!(texts, ["m2498", "m2499"]);
    assert_eq!(read(json!({ "nextToken": tail["nextBackwardToken"] })).0, ["m2496", "m2497"]);

    test.ok(&logs::SERVICE, "PutRetentionPolicy", json!({ "logGroupName": "g", "retentionInDays": 7 }));
    assert_eq!(count(&filtered(json!({ "limit": 10_000 }))), 2500);
    let bad =
        json!({ "logGroupName": "g", "logStreamName": "s", "logEvents": [{ "timestamp": i64::MIN, "message": "x" }] });
    test.error(&logs::SERVICE, "PutLogEvents", bad);
}

/// Makes the alarm of a recipe that counts the events of a rule, and the fault: it goes off.
fn goes_off(recipe: &str, fault: impl Fn(&TestLake)) {
    let recipe: Recipe = recipe.parse().unwrap();
    let Need::EventRule(pattern) = recipe.needs() else { panic!("{recipe}") };
    let test = listening(serde_json::from_str(pattern).unwrap());
    let order = Order {
        target: "all",
        threshold: None,
        dimensions: std::collections::BTreeMap::new(),
        account: "123456789012",
        dollars_per_terabyte: 5.0,
    };
    let Watched::Metric(watched) = prepare(recipe, &order).unwrap().watched else { panic!("{recipe}") };
    let dimensions: Vec<Value> =
        watched.metric.dimensions.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
    let alarm = json!({
        "AlarmName": "a", "Namespace": watched.metric.namespace, "MetricName": watched.metric.name,
        "Dimensions": dimensions, "Statistic": "Sum", "Period": 300, "EvaluationPeriods": 1, "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": "notBreaching",
    });
    test.ok(&cloudwatch::SERVICE, "PutMetricAlarm", alarm);
    let state = || {
        let found = test.ok(&cloudwatch::SERVICE, "DescribeAlarms", json!({}));
        found["MetricAlarms"][0]["StateValue"].as_str().unwrap().to_owned()
    };
    assert_eq!(state(), "OK", "{recipe}");
    fault(&test);
    assert_eq!(delivered(&test).len(), 1, "{recipe}");
    assert_eq!(state(), "ALARM", "{recipe}");
}

#[test]
fn a_crawl_that_fails_is_counted_by_the_rule_of_its_recipe() {
    goes_off("crawler-failure", |test| {
        let targets = json!({ "S3Targets": [{ "Path": "s3://nowhere-at-all/" }] });
        let crawler = json!({ "Name": "c", "Role": "r", "DatabaseName": "d", "Targets": targets });
        test.ok(&glue::SERVICE, "CreateCrawler", crawler);
        test.ok(&glue::SERVICE, "StartCrawler", json!({ "Name": "c" }));
    });
}

#[test]
fn a_job_run_that_fails_is_counted_by_the_rule_of_its_recipe() {
    goes_off("glue-job-failure-event", |test| {
        let command = json!({ "Name": "pythonshell", "ScriptLocation": "s3://nowhere/etl.py", "PythonVersion": "3.9" });
        let job = json!({ "Name": "etl", "Role": "arn:aws:iam::123456789012:role/job", "Command": command });
        test.ok(&glue::SERVICE, "CreateJob", job);
        test.ok(&glue::SERVICE, "StartJobRun", json!({ "JobName": "etl" }));
    });
}
