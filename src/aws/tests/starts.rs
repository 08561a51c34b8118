//! Row 1: what would be done twice is sent once, whatever becomes of its answer; what has a token is sent with the same one.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use super::*;
use crate::domain::alarm::{MetricName, NewDatum};
use crate::domain::query::Request;
use crate::error::Result;

type Answer<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// A start: its call, and how it is made. A crawler runs once at a time: its start is tried again, and asked about.
type Start = (&'static str, for<'a> fn(&'a Write) -> Answer<'a>);

const STARTS: &[Start] = &[
    ("StartJobRun", |write| Box::pin(async move { write.start_job_run("load", &[]).await.map(drop) })),
    ("StartWorkflowRun", |write| {
        Box::pin(async move { write.start_workflow_run("nightly", &BTreeMap::new()).await.map(drop) })
    }),
    ("PutMetricData", |write| {
        Box::pin(async move {
            let metric = MetricName { namespace: "n".to_owned(), name: "m".to_owned(), dimensions: BTreeMap::new() };
            write.put_metric(&NewDatum { metric, value: 1.0, unit: None, at_millis: None }).await
        })
    }),
];

const FAULTS: &[(&str, Fault)] = &[
    ("unheard", Fault::Unheard),
    ("lost", Fault::Lost),
    ("silence", Fault::Silence),
    ("broken at once", Fault::Broken(0)),
    ("broken in the middle", Fault::Broken(3)),
    ("500", Fault::Instead(500, "oops")),
    ("502", Fault::Instead(502, "<html>Bad Gateway</html>")),
    ("504", Fault::Instead(504, "")),
];

#[tokio::test]
async fn row_1_a_start_is_sent_once_and_its_outcome_is_said_to_be_unknown() {
    let behind = Behind::new();
    for (operation, start) in STARTS {
        for (name, fault) in FAULTS {
            let fault = fault.clone();
            let (read, journal) =
                behind.short_of_patience(move |asked| (asked.operation == *operation).then(|| fault.clone())).await;
            let error = start(&Write::granted(read)).await.expect_err(name);
            assert_eq!(journal.count(operation), 1, "{operation}, {name}: {:?}", error.chain());
            assert!(error.outcome_is_unknown(), "{operation}, {name}: {:?}", error.chain());
        }
    }
}

#[tokio::test]
async fn row_1_a_query_is_sent_again_with_its_token_only() {
    let behind = Behind::new();
    for (name, fault) in FAULTS {
        let fault = fault.clone();
        let (read, journal) = behind
            .short_of_patience(move |asked| (asked.operation == "StartQueryExecution").then(|| fault.clone()))
            .await;
        let request = Request {
            sql: "SELECT 1".to_owned(),
            token: "one-token-for-one-execution-of-it".to_owned(),
            ..Request::default()
        };
        let error = Write::granted(read).start_query(&request).await.expect_err(name);
        let sent = journal.all();
        assert!((2..=4).contains(&sent.len()), "{name}: {} times: {:?}", sent.len(), error.chain());
        for asked in sent {
            let body = String::from_utf8_lossy(&asked.body).into_owned();
            assert!(body.contains("one-token-for-one-execution-of-it"), "{name}: {body}");
        }
        assert!(error.outcome_is_unknown(), "{name}: {:?}", error.chain());
    }
}
