//! What is put on dashboards and read from them.

use super::*;
use crate::alarm::DataSource;

fn facts() -> Facts {
    Facts {
        region: "eu-west-1".to_owned(),
        buckets: vec!["raw".to_owned()],
        workgroups: vec!["primary".to_owned(), "ml".to_owned()],
        jobs: vec!["etl".to_owned()],
        alarms: vec!["arn:aws:cloudwatch:eu-west-1:1:alarm:a".to_owned()],
        terabyte: 5.0,
        ..Facts::default()
    }
}

#[test]
fn what_is_put_on_a_dashboard_can_be_drawn() {
    for subject in ["lake", "zone:raw", "workgroup:primary", "job:etl"] {
        let made = make(&subject.parse().expect("a subject"), &facts());
        assert!(!made.is_empty());
        let body = merged(&made, None).to_string();
        for widget in widgets(&body).expect("widgets") {
            assert!(!matches!(widget.what, Drawable::Not(_)), "{subject}: {widget:?}");
        }
        let mut places: Vec<(i64, i64)> = Vec::new();
        for widget in &made {
            let place = (widget["x"].as_i64().expect("x"), widget["y"].as_i64().expect("y"));
            assert!(!places.contains(&place), "{subject}: two widgets at {place:?}");
            places.push(place);
        }
    }
    assert!("zone".parse::<Subject>().is_err());
    assert_eq!("zone:raw".parse::<Subject>().expect("a subject").to_string(), "zone:raw");
}

#[test]
fn widgets_of_others_stay_below_ours() {
    let ours = vec![json!({"type": "metric", "y": 0, "height": 6, "properties": {"title": "ours", "metrics": []}})];
    let theirs = json!({"type": "text", "y": 0, "height": 2, "properties": {"markdown": "hello"}});
    let old = json!({"type": "metric", "y": 2, "properties": {"title": "ours", "metrics": [["A", "old"]]}});
    let live = json!({"start": "-PT3H", "widgets": [theirs, old]});
    let body = merged(&ours, Some(&live));
    assert_eq!((body["widgets"].as_array().expect("widgets").len(), &body["start"]), (2, &json!("-PT3H")));
    assert_eq!(body["widgets"][1]["y"], 6);
    assert_eq!(merged(&ours, Some(&body)), body, "again is the same");
    let heading = |y: i64| json!({"type": "text", "y": y, "height": 1, "properties": {"markdown": "## Cost"}});
    let moved = merged(&[heading(7)], Some(&json!({"widgets": [heading(1)]})));
    assert_eq!(moved["widgets"], json!([heading(7)]), "a heading that moved is not there twice");
}

#[test]
fn metrics_repeat_those_before_them() {
    let body = json!({"widgets": [{"type": "metric", "properties": {"stat": "Sum", "period": 60, "metrics": [
        ["AWS/Athena", "ProcessedBytes", "WorkGroup", "a"],
        ["...", "b", {"stat": "p90"}],
        [".", "TotalExecutionTime", ".", "c"],
        [{"expression": "SUM(METRICS())", "label": "all"}],
    ]}}, {"type": "log", "properties": {}}]});
    let found = widgets(&body.to_string()).expect("widgets");
    let Drawable::Lines { traces, period } = &found[0].what else { panic!("{found:?}") };
    assert_eq!(*period, 60);
    let named = |index: usize| match &traces[index].source {
        DataSource::Metric(metric) => format!("{} {}", metric.statistic, metric.metric),
        DataSource::Expression(text) => text.clone(),
    };
    assert_eq!(named(1), "p90 AWS/Athena/ProcessedBytes{WorkGroup=b}");
    assert_eq!(named(2), "Sum AWS/Athena/TotalExecutionTime{WorkGroup=c}");
    assert_eq!(named(3), "SUM(METRICS())");
    assert!(matches!(&found[1].what, Drawable::Not(reason) if reason.contains("log")));
    assert!(widgets("{").is_err());
}

#[test]
fn what_is_wrong_with_a_body_is_told_with_its_place() {
    let told = |widget: Value| problems(&json!({"widgets": [widget]}));
    let metric = |properties: Value| json!({"type": "metric", "properties": properties});
    assert_eq!(told(metric(json!({"metrics": [["A", "b"]], "region": "eu-west-1", "period": 60}))), []);
    assert_eq!(
        told(json!({"type": "graph", "x": 24, "properties": {}})),
        [
            ("/widgets/0/type".to_owned(), "Should be one of: alarm, custom, explorer, log, metric, text".to_owned()),
            ("/widgets/0/x".to_owned(), "Should be between 0 and 23".to_owned()),
        ]
    );
    assert_eq!(told(metric(json!({"metrics": [[]], "region": "x", "period": 45}))).len(), 2);
    assert_eq!(told(json!({"type": "text", "properties": {}}))[0].1, "Should have required property 'markdown'");
    assert_eq!(problems(&json!({}))[0].0, "/");
}
