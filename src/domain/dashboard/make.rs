//! What lakectl puts on a dashboard: pipeline health, cost, quality and queries of what is there.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Subject;
use crate::alarm::MetricName;

/// What there is to show.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub region: String,
    /// Names of buckets.
    pub buckets: Vec<String>,
    pub workgroups: Vec<String>,
    pub jobs: Vec<String>,
    /// ARNs of alarms.
    pub alarms: Vec<String>,
    /// Metrics of quality that have data.
    pub quality: Vec<MetricName>,
    /// Metrics of sizes that have data.
    pub sizes: Vec<MetricName>,
    /// What a terabyte scanned costs, in dollars.
    pub terabyte: f64,
}

/// Lines of one widget: more are not told apart.
const MOST_LINES: usize = 20;
/// Alarms of one widget. Source: CloudWatch API reference, "Dashboard body structure", alarm widgets.
const MOST_ALARMS: usize = 100;
/// The grid is 24 wide; a widget is half of it.
const WIDTH: i64 = 12;
const HEIGHT: i64 = 6;

/// The widgets for a subject.
pub fn make(subject: &Subject, facts: &Facts) -> Vec<Value> {
    let mut page = Page { region: facts.region.clone(), ..Page::default() };
    match subject {
        Subject::Lake => {
            page.heading("Pipeline health");
            page.alarms(&facts.alarms);
            page.jobs(&facts.jobs);
            page.heading("Quality");
            page.quality(&facts.quality);
            page.heading("Queries");
            page.queries(&facts.workgroups);
            page.heading("Cost");
            page.scan_cost(&facts.workgroups, facts.terabyte);
            page.sizes(&facts.buckets, &facts.sizes);
        }
        Subject::Zone(_) => {
            page.sizes(&facts.buckets, &facts.sizes);
            page.requests(&facts.buckets);
            page.alarms(&facts.alarms);
        }
        Subject::Workgroup(_) => {
            page.queries(&facts.workgroups);
            page.scan_cost(&facts.workgroups, facts.terabyte);
            page.alarms(&facts.alarms);
        }
        Subject::Job(_) => {
            page.jobs(&facts.jobs);
            page.job_work(&facts.jobs);
            page.alarms(&facts.alarms);
        }
    }
    page.widgets
}

/// Widgets from left to right, from top to bottom.
#[derive(Default)]
struct Page {
    region: String,
    widgets: Vec<Value>,
    x: i64,
    y: i64,
}

impl Page {
    fn place(&mut self, kind: &str, properties: Value, width: i64, height: i64) {
        if self.x + width > 2 * WIDTH {
            self.next_row();
        }
        self.widgets.push(json!({
            "type": kind, "x": self.x, "y": self.y, "width": width, "height": height, "properties": properties,
        }));
        self.x += width;
    }

    fn next_row(&mut self) {
        if self.x > 0 {
            self.y += HEIGHT;
        }
        self.x = 0;
    }

    fn heading(&mut self, text: &str) {
        self.next_row();
        self.place("text", json!({ "markdown": format!("## {text}") }), 2 * WIDTH, 1);
        self.y += 1;
        self.x = 0;
    }

    fn metrics(&mut self, title: &str, metrics: Vec<Value>, period: i64, statistic: &str) {
        if metrics.is_empty() {
            return;
        }
        let metrics: Vec<Value> = metrics.into_iter().take(MOST_LINES).collect();
        let properties = json!({
            "title": title, "region": self.region, "view": "timeSeries", "stacked": false,
            "period": period, "stat": statistic, "metrics": metrics,
        });
        self.place("metric", properties, WIDTH, HEIGHT);
    }

    fn alarms(&mut self, alarms: &[String]) {
        if alarms.is_empty() {
            return;
        }
        let alarms: Vec<&String> = alarms.iter().take(MOST_ALARMS).collect();
        self.place("alarm", json!({ "title": "Alarms", "alarms": alarms }), WIDTH, HEIGHT);
    }

    fn jobs(&mut self, jobs: &[String]) {
        let errors = jobs.iter().map(|job| {
            json!([
                "Glue", "glue.error.ALL", "JobName", job, "JobRunId", "ALL", "ObservabilityGroup", "error", "Type", "count",
                { "label": job },
            ])
        });
        self.metrics("Failed job runs", errors.collect(), 3600, "Sum");
    }

    fn job_work(&mut self, jobs: &[String]) {
        let elapsed = jobs.iter().map(|job| {
            json!([
                "Glue", "glue.driver.aggregate.elapsedTime", "JobName", job, "JobRunId", "ALL", "Type", "count",
                { "label": format!("{job}, milliseconds") },
            ])
        });
        self.metrics("Time that job runs took", elapsed.collect(), 3600, "Sum");
    }

    fn quality(&mut self, metrics: &[MetricName]) {
        let lines = metrics.iter().map(|metric| line(metric, metric.dimensions.values().next().map(String::as_str)));
        self.metrics("Data quality score", lines.collect(), 3600, "Minimum");
    }

    fn queries(&mut self, workgroups: &[String]) {
        let of = |name: &'static str, state: &'static str| {
            let each = workgroups.iter().map(move |group| {
                json!(["AWS/Athena", name, "QueryState", state, "QueryType", "DML", "WorkGroup", group, { "label": group }])
            });
            each.collect::<Vec<Value>>()
        };
        self.metrics("Bytes scanned by queries", of("ProcessedBytes", "SUCCEEDED"), 3600, "Sum");
        self.metrics("Queries that succeeded", of("TotalExecutionTime", "SUCCEEDED"), 3600, "SampleCount");
        self.metrics("Queries that failed", of("TotalExecutionTime", "FAILED"), 3600, "SampleCount");
        self.metrics("Time of queries, 90th percentile", of("TotalExecutionTime", "SUCCEEDED"), 3600, "p90");
    }

    /// Dollars a day, by the price of a terabyte: the 10 MB minimum of a query is not in the metric.
    fn scan_cost(&mut self, workgroups: &[String], terabyte: f64) {
        let mut metrics = Vec::new();
        for (index, group) in workgroups.iter().enumerate().take(MOST_LINES / 2) {
            metrics.push(json!([
                "AWS/Athena", "ProcessedBytes", "QueryState", "SUCCEEDED", "QueryType", "DML", "WorkGroup", group,
                { "id": format!("b{index}"), "visible": false },
            ]));
            metrics.push(json!([{
                "expression": format!("b{index}/1000000000000*{terabyte}"), "id": format!("d{index}"), "label": group,
            }]));
        }
        self.metrics("Estimated dollars for scanning, a day", metrics, 86_400, "Sum");
    }

    fn sizes(&mut self, buckets: &[String], sizes: &[MetricName]) {
        let mut lines: Vec<Value> = Vec::new();
        for bucket in buckets {
            let known: Vec<&MetricName> =
                sizes.iter().filter(|metric| metric.dimensions.get("BucketName") == Some(bucket)).collect();
            for metric in &known {
                let class = metric.dimensions.get("StorageType").map_or("", String::as_str);
                lines.push(line(metric, Some(&format!("{bucket}, {class}"))));
            }
            // Sizes come once a day: a new bucket has none yet.
            if known.is_empty() {
                let dimensions = BTreeMap::from([
                    ("BucketName".to_owned(), bucket.clone()),
                    ("StorageType".to_owned(), "StandardStorage".to_owned()),
                ]);
                let metric =
                    MetricName { namespace: "AWS/S3".to_owned(), name: "BucketSizeBytes".to_owned(), dimensions };
                lines.push(line(&metric, Some(&format!("{bucket}, StandardStorage"))));
            }
        }
        self.metrics("Bytes of buckets", lines, 86_400, "Average");
        let objects = buckets.iter().map(|bucket| {
            json!([
                "AWS/S3", "NumberOfObjects", "BucketName", bucket, "StorageType", "AllStorageTypes", { "label": bucket },
            ])
        });
        self.metrics("Objects of buckets", objects.collect(), 86_400, "Average");
    }

    fn requests(&mut self, buckets: &[String]) {
        let of = |name: &'static str| {
            let each = buckets.iter().map(move |bucket| {
                json!(["AWS/S3", name, "BucketName", bucket, "FilterId", "EntireBucket", { "label": bucket }])
            });
            each.collect::<Vec<Value>>()
        };
        self.metrics("Refused requests (4xx)", of("4xxErrors"), 3600, "Sum");
    }
}

/// A metric as the body writes it.
fn line(metric: &MetricName, label: Option<&str>) -> Value {
    let mut line = vec![json!(metric.namespace), json!(metric.name)];
    for (name, value) in &metric.dimensions {
        line.push(json!(name));
        line.push(json!(value));
    }
    if let Some(label) = label {
        line.push(json!({ "label": label }));
    }
    Value::Array(line)
}
