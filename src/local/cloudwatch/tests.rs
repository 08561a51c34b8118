//! Metrics and alarms as their clients see them.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use serde_json::{Value, json};

use super::SERVICE;
use crate::clock::{Clock, from_epoch_millis};
use crate::testing::{self, TestLake};
use crate::wire::timestamp_millis;

/// 2026-11-22T10:00:30Z
const NOW: i64 = 1_795_341_630_000;

#[derive(Debug)]
struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> SystemTime {
        from_epoch_millis(NOW)
    }

    fn instant(&self) -> Instant {
        crate::clock::SystemClock.instant()
    }
}

fn lake() -> TestLake {
    testing::lake_at(Arc::new(Fixed))
}

fn put(test: &TestLake, name: &str, minutes_ago: i64, value: f64) {
    let datum = json!({"MetricName": name, "Value": value, "Timestamp": timestamp_millis(NOW - minutes_ago * 60_000),
                       "Dimensions": [{"Name": "Stage", "Value": "raw"}]});
    test.ok(&SERVICE, "PutMetricData", json!({"Namespace": "DataPipeline", "MetricData": [datum]}));
}

fn window() -> Value {
    json!({"StartTime": timestamp_millis(NOW - 600_000), "EndTime": timestamp_millis(NOW + 60_000)})
}

fn query(id: &str, metric: &str, returns: bool) -> Value {
    json!({"Id": id, "ReturnData": returns, "MetricStat": {"Period": 60, "Stat": "Sum", "Metric": {
        "Namespace": "DataPipeline", "MetricName": metric, "Dimensions": [{"Name": "Stage", "Value": "raw"}]}}})
}

fn alarm(extra: Value) -> Value {
    let mut alarm = json!({
        "AlarmName": "quality", "Namespace": "DataPipeline", "MetricName": "DataQualityScore", "Statistic": "Minimum",
        "Period": 300, "EvaluationPeriods": 1, "Threshold": 0.95, "ComparisonOperator": "LessThanThreshold",
        "Dimensions": [{"Name": "Stage", "Value": "raw"}],
    });
    for (name, value) in extra.as_object().unwrap() {
        alarm[name] = value.clone();
    }
    alarm
}

fn state(test: &TestLake) -> Value {
    test.ok(&SERVICE, "DescribeAlarms", json!({"AlarmNames": ["quality"]}))["MetricAlarms"][0].clone()
}

#[test]
fn an_alarm_goes_off_when_data_breach_and_tells_its_history() {
    let test = lake();
    test.ok(&SERVICE, "PutMetricAlarm", alarm(json!({"AlarmActions": ["arn:aws:sns:us-east-1:123456789012:ops"]})));
    assert_eq!(state(&test)["StateValue"], "INSUFFICIENT_DATA");
    put(&test, "DataQualityScore", 0, 0.99);
    assert_eq!(state(&test)["StateValue"], "OK");
    put(&test, "DataQualityScore", 0, 0.5);
    let shown = state(&test);
    assert_eq!(shown["StateValue"], "ALARM");
    let reason = shown["StateReason"].as_str().unwrap();
    assert!(reason.starts_with("Threshold Crossed: 1 out of the last 1 datapoints [0.5 ("), "{reason}");
    let history = test.ok(&SERVICE, "DescribeAlarmHistory", json!({"AlarmName": "quality"}));
    let summaries: Vec<&str> = history["AlarmHistoryItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["HistorySummary"].as_str().unwrap())
        .collect();
    assert_eq!(summaries[1..3], ["Alarm updated from OK to ALARM", "Alarm updated from INSUFFICIENT_DATA to OK"]);
    assert!(summaries[0].starts_with("Did not execute action arn:aws:sns"), "{summaries:?}");
    let found = test.ok(
        &SERVICE,
        "DescribeAlarmsForMetric",
        json!({"Namespace": "DataPipeline", "MetricName": "DataQualityScore",
               "Dimensions": [{"Name": "Stage", "Value": "raw"}]}),
    );
    assert_eq!(found["MetricAlarms"].as_array().unwrap().len(), 1);
}

#[test]
fn missing_data_is_what_the_alarm_says_it_is() {
    let test = lake();
    for (treatment, wanted) in [("breaching", "ALARM"), ("notBreaching", "OK")] {
        test.ok(&SERVICE, "PutMetricAlarm", alarm(json!({"TreatMissingData": treatment})));
        assert_eq!(state(&test)["StateValue"], wanted);
    }
    test.ok(&SERVICE, "SetAlarmState", json!({"AlarmName": "quality", "StateValue": "ALARM", "StateReason": "a test"}));
    assert_eq!(state(&test)["StateReason"], "a test", "a state that was set stays for a while");
    test.ok(&SERVICE, "DeleteAlarms", json!({"AlarmNames": ["quality"]}));
    assert_eq!(test.error(&SERVICE, "DeleteAlarms", json!({"AlarmNames": ["quality"]})).0, "ResourceNotFound");
}

#[test]
fn arithmetic_over_metrics_in_queries_and_alarms() {
    let test = lake();
    put(&test, "Errors", 1, 3.0);
    put(&test, "Errors", 3, 1.0);
    put(&test, "Calls", 1, 10.0);
    let mut request = window();
    request["MetricDataQueries"] = json!([
        query("err", "Errors", false),
        query("inv", "Calls", false),
        {"Id": "rate", "Expression": "IF(inv>0, 100*err/inv, 0)", "Label": "error rate"},
        {"Id": "twice", "Expression": "err*2"},
    ]);
    let answer = test.ok(&SERVICE, "GetMetricData", request);
    let results = answer["MetricDataResults"].as_array().unwrap();
    assert_eq!((&results[0]["Label"], &results[0]["Values"]), (&json!("error rate"), &json!([30.0])));
    assert_eq!(results[1]["Values"], json!([6.0, 2.0]), "newest first");
    let mut metrics = json!([query("err", "Errors", false), query("inv", "Calls", false)]);
    metrics
        .as_array_mut()
        .unwrap()
        .push(json!({"Id": "rate", "Expression": "FILL(err,0)*100/inv", "ReturnData": true}));
    test.ok(
        &SERVICE,
        "PutMetricAlarm",
        json!({"AlarmName": "quality", "Metrics": metrics, "EvaluationPeriods": 2, "DatapointsToAlarm": 1,
               "Threshold": 5, "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "notBreaching"}),
    );
    assert_eq!(state(&test)["StateValue"], "ALARM");
}

#[test]
fn statistics_and_percentiles_of_values_with_counts() {
    let test = lake();
    let datum = json!({"MetricName": "Latency", "Values": [1, 2, 10], "Counts": [50, 40, 10], "Unit": "Seconds"});
    test.ok(&SERVICE, "PutMetricData", json!({"Namespace": "App", "MetricData": [datum]}));
    let mut request = window();
    for (member, value) in [("Namespace", json!("App")), ("MetricName", json!("Latency")), ("Period", json!(60))] {
        request[member] = value;
    }
    request["Statistics"] = json!(["SampleCount", "Sum", "Maximum", "Average"]);
    request["ExtendedStatistics"] = json!(["p50"]);
    let answer = test.ok(&SERVICE, "GetMetricStatistics", request);
    let point = &answer["Datapoints"][0];
    assert_eq!((&point["SampleCount"], &point["Sum"], &point["Maximum"]), (&json!(100.0), &json!(230.0), &json!(10.0)));
    assert_eq!((&point["Unit"], &point["Average"]), (&json!("Seconds"), &json!(2.3)));
    assert_eq!(point["ExtendedStatistics"]["p50"], 1.5);
    let listed = test.ok(&SERVICE, "ListMetrics", json!({"Namespace": "App"}));
    assert_eq!(listed["Metrics"][0]["MetricName"], "Latency");
}

#[test]
fn what_the_service_refuses_is_refused() {
    let test = lake();
    let error = |operation: &str, input: Value| test.error(&SERVICE, operation, input).0;
    let data = |namespace: &str, datum: Value| json!({"Namespace": namespace, "MetricData": [datum]});
    assert_eq!(error("PutMetricData", data("AWS/S3", json!({"MetricName": "m", "Value": 1}))), "InvalidParameterValue");
    assert_eq!(
        error("PutMetricData", data("N", json!({"MetricName": "m", "Value": 1, "Values": [1]}))),
        "InvalidParameterCombination"
    );
    assert_eq!(error("PutMetricData", data("N", json!({"MetricName": "m"}))), "MissingParameter");
    assert_eq!(error("PutMetricAlarm", alarm(json!({"Period": 45}))), "InvalidParameterValue");
    assert_eq!(error("PutMetricAlarm", alarm(json!({"EvaluationPeriods": 289}))), "InvalidParameterCombination");
    assert_eq!(
        error("PutMetricAlarm", alarm(json!({"Metrics": [query("a", "m", true)]}))),
        "InvalidParameterCombination"
    );
    let mut request = window();
    request["MetricDataQueries"] = json!([{"Id": "a", "Expression": "b+1"}]);
    assert_eq!(error("GetMetricData", request), "InvalidParameterValue");
    assert_eq!(error("PutDashboard", json!({"DashboardName": "d", "DashboardBody": "{"})), "InvalidParameterInput");
}

#[test]
fn a_composite_alarm_follows_the_alarms_that_it_looks_at() {
    let test = lake();
    test.ok(&SERVICE, "PutMetricAlarm", alarm(json!({})));
    let put = |name: &str, rule: &str| json!({"AlarmName": name, "AlarmRule": rule});
    test.ok(&SERVICE, "PutCompositeAlarm", put("lake", "ALARM(quality)"));
    test.ok(&SERVICE, "PutCompositeAlarm", put("calm", "NOT ALARM(\"lake\")"));
    let states = || {
        let shown = test.ok(&SERVICE, "DescribeAlarms", json!({"AlarmTypes": ["CompositeAlarm"]}));
        let alarms = shown["CompositeAlarms"].as_array().unwrap().clone();
        assert_eq!(shown["MetricAlarms"], json!([]));
        alarms.iter().map(|alarm| alarm["StateValue"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states(), ["ALARM", "OK"], "calm, then lake, by name");
    test.ok(&SERVICE, "SetAlarmState", json!({"AlarmName": "quality", "StateValue": "ALARM", "StateReason": "a test"}));
    assert_eq!(states(), ["OK", "ALARM"]);
    let plain = test.ok(&SERVICE, "DescribeAlarms", json!({}));
    assert_eq!((plain["MetricAlarms"].as_array().unwrap().len(), &plain["CompositeAlarms"]), (1, &json!([])));

    let history = |types: Value| {
        let found = test.ok(&SERVICE, "DescribeAlarmHistory", json!({"AlarmTypes": types}));
        found["AlarmHistoryItems"].as_array().unwrap().clone()
    };
    assert!(history(json!(["CompositeAlarm"])).iter().all(|item| item["AlarmName"] != "quality"));
    assert!(history(json!(["CompositeAlarm"])).iter().any(|item| item["AlarmName"] == "lake"));
    assert!(history(json!([])).iter().all(|item| item["AlarmName"] == "quality"));

    for (name, rule) in
        [("x", "ALARM(nowhere)"), ("lake", "OK(calm)"), ("x", "ALARM("), ("x", "ALARM(x)"), ("quality", "TRUE")]
    {
        let (code, message) = test.error(&SERVICE, "PutCompositeAlarm", put(name, rule));
        assert_eq!(code, "InvalidParameterValue", "{rule}: {message}");
    }
    let both = json!({"AlarmNames": ["lake", "calm"]});
    assert_eq!(test.error(&SERVICE, "DeleteAlarms", both).0, "InvalidParameterValue");
    test.ok(&SERVICE, "DeleteAlarms", json!({"AlarmNames": ["calm"]}));
    assert_eq!(states(), ["ALARM"]);
}

#[test]
fn numbers_of_clients_are_bounded_before_anything_is_reckoned() {
    let test = lake();
    let mut request = json!({"StartTime": 0, "EndTime": 4_000_000_000_u64});
    request["MetricDataQueries"] = json!([query("a", "m", true)]);
    let (code, message) = test.error(&SERVICE, "GetMetricData", request);
    assert_eq!(code, "InvalidParameterValue");
    assert!(message.contains("at most 100800"), "{message}");
    for (name, value) in
        [("Period", json!(i64::MAX - 7)), ("EvaluationPeriods", json!(i64::MAX)), ("Period", json!(60 * 10_081))]
    {
        let mut wanted = alarm(json!({}));
        wanted[name] = value;
        test.error(&SERVICE, "PutMetricAlarm", wanted);
    }
    for time in [json!(1e300), json!(-1e300), json!("9e99"), json!(i64::MAX)] {
        let mut request = window();
        request["StartTime"] = time.clone();
        request["MetricDataQueries"] = json!([query("a", "m", true)]);
        let (_, message) = test.error(&SERVICE, "GetMetricData", request);
        assert!(message.contains("1 to 9999"), "{time}: {message}");
    }
}

#[test]
fn errors_about_data_name_the_datum_and_the_members() {
    let test = lake();
    let put = |more: Value| {
        let mut datum = json!({"MetricName": "m"});
        datum.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let data = json!([{"MetricName": "m", "Value": 1.0}, datum]);
        test.error(&SERVICE, "PutMetricData", json!({"Namespace": "N", "MetricData": data}))
    };
    let set = json!({"SampleCount": 1.0, "Sum": 1.0, "Minimum": 1.0, "Maximum": 1.0});
    for (datum, code, message) in [
        (json!({"Value": 2e200}), "InvalidParameterValue", "parameter MetricData.member.2.Value is invalid"),
        (
            json!({"Values": [1.0, 2.0], "Counts": [1.0]}),
            "InvalidParameterValue",
            "MetricData.member.2.Values and MetricData.member.2.Counts must be of the same size.",
        ),
        (
            json!({"Value": 1.0, "StatisticValues": set}),
            "InvalidParameterCombination",
            "MetricData.member.2.Value and MetricData.member.2.StatisticValues are mutually exclusive",
        ),
    ] {
        let (found, said) = put(datum);
        assert_eq!(found, code);
        assert!(said.contains(message), "{said}");
    }
}

#[test]
fn a_window_has_a_second_at_least() {
    let test = lake();
    let ask = |from: i64, to: i64| {
        let window = json!({"StartTime": timestamp_millis(from), "EndTime": timestamp_millis(to),
                            "MetricDataQueries": [query("a", "m", true)]});
        test.error(&SERVICE, "GetMetricData", window)
    };
    let second = NOW - NOW.rem_euclid(1000);
    assert_eq!(ask(second + 20, second + 987).1, "The parameter StartTime must not equal parameter EndTime.");
    let (code, message) = ask(second, second - 60_000);
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("ValidationError", "The parameter EndTime must be greater than StartTime.")
    );
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:none";
    let (code, _) = test.error(&SERVICE, "ListTagsForResource", json!({"ResourceARN": arn}));
    assert_eq!(code, "ResourceNotFoundException");
}
