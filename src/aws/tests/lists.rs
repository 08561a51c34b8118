//! Rows 3 to 5: every listing, with a service that is busy or silent, and answers that are late or false.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use ciborium::Value as Cbor;

use super::*;
use crate::domain::alarm::{MetricName, NewDatum};
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{Database, DatabaseName};
use crate::error::{Kind, Result};

type Answer<'a> = Pin<Box<dyn Future<Output = Result<usize>> + Send + 'a>>;

/// A listing: the call that answers it, how it is asked for.
struct List {
    operation: &'static str,
    ask: for<'a> fn(&'a Read) -> Answer<'a>,
}

macro_rules! list {
    ($operation:literal, $read:ident => $ask:expr) => {
        List { operation: $operation, ask: |$read| Box::pin(async move { Ok($ask.await?.len()) }) }
    };
}

fn raw() -> DatabaseName {
    "raw".parse().unwrap()
}

fn bucket() -> BucketName {
    "lake-raw".parse().unwrap()
}

/// Each of them finds something in [`filled`], but for those that need a run of something.
const LISTS: &[List] = &[
    list!("GetDatabases", read => read.databases()),
    list!("GetTables", read => async { read.tables(&raw()).await }),
    list!("GetCrawlers", read => read.crawlers()),
    list!("GetJobs", read => read.jobs()),
    list!("GetTriggers", read => read.triggers()),
    list!("ListWorkflows", read => read.workflow_names()),
    list!("ListRegistries", read => read.registries()),
    list!("ListSchemas", read => read.schemas(None)),
    list!("ListDataQualityRulesets", read => read.rulesets()),
    list!("ListWorkGroups", read => read.workgroups()),
    list!("POST /ListResources", read => read.locations()),
    list!("POST /ListLFTags", read => read.lf_tag_keys()),
    list!("POST /ListDataCellsFilter", read => read.filters(None)),
    list!("POST /GetDataLakeSettings", read => read.data_lake_admins()),
    list!("DescribeAlarms", read => read.alarms(None)),
    list!("ListMetrics", read => read.metrics(None, None)),
    list!("ListDashboards", read => read.dashboards()),
    list!("DescribeLogGroups", read => read.log_groups(None)),
    list!("GET /", read => read.buckets()),
    list!("GET /", read => async { read.objects(&bucket(), "").await }),
    list!("GET /", read => async { read.uploads(&bucket(), "").await }),
];

/// A lake with something in it.
async fn filled() -> Behind {
    let behind = Behind::new();
    let write = behind.write().await;
    write.create_bucket(&bucket()).await.unwrap();
    let database = Database {
        name: "raw".to_owned(),
        description: None,
        location: None,
        parameters: BTreeMap::new(),
        created_millis: None,
    };
    write.create_database(&database).await.unwrap();
    write.create_registry("events", None).await.unwrap();
    write.create_lf_tag("zone", &["raw".to_owned()]).await.unwrap();
    write.put_dashboard("lake", r#"{"widgets":[]}"#).await.unwrap();
    let metric = MetricName { namespace: "n".to_owned(), name: "m".to_owned(), dimensions: BTreeMap::new() };
    write.put_metric(&NewDatum { metric, value: 1.0, unit: None, at_millis: None }).await.unwrap();
    behind
}

#[tokio::test]
async fn row_3_a_service_that_is_busy_is_asked_four_times_by_every_listing() {
    let behind = filled().await;
    for list in LISTS {
        let operation = list.operation;
        for (status, text) in [(503, ""), (500, "oops"), (502, "<html>Bad Gateway</html>")] {
            let (read, journal) = behind
                .on_a_bad_day(move |asked| (asked.operation == operation).then_some(Fault::Instead(status, text)))
                .await;
            let error = (list.ask)(&read).await.unwrap_err();
            assert_eq!(journal.count(operation), 4, "{operation}: {status}: {:?}", error.chain());
        }
    }
}

#[tokio::test]
async fn row_4_a_service_that_never_answers_is_given_up_in_every_listing() {
    let behind = filled().await;
    for list in LISTS {
        let operation = list.operation;
        let (read, journal) =
            behind.short_of_patience(move |asked| (asked.operation == operation).then_some(Fault::Silence)).await;
        let error = (list.ask)(&read).await.unwrap_err();
        assert_eq!(error.kind(), Kind::TimedOut, "{operation}: {:?}", error.chain());
        assert!((1..=4).contains(&journal.count(operation)), "{operation}");
    }
}

#[tokio::test]
async fn row_4_a_late_answer_is_an_answer() {
    let behind = filled().await;
    let (read, journal) = behind.on_a_bad_day(|_| Some(Fault::Late(Duration::from_millis(40)))).await;
    assert_eq!(read.registries().await.unwrap().len(), 1);
    assert_eq!(journal.count("ListRegistries"), 1);
}

/// The error of a service in its own protocol.
fn lie(body: &[u8]) -> Vec<u8> {
    match body.first() {
        Some(b'{') => br#"{"__type":"InternalServiceException","message":"oops"}"#.to_vec(),
        Some(b'<') => b"<Error><Code>InternalError</Code><Message>oops</Message></Error>".to_vec(),
        _ => {
            let text = |text: &str| Cbor::Text(text.to_owned());
            let error =
                Cbor::Map(vec![(text("__type"), text("InternalServiceFault")), (text("message"), text("oops"))]);
            let mut bytes = Vec::new();
            ciborium::into_writer(&error, &mut bytes).unwrap();
            bytes
        }
    }
}

#[tokio::test]
async fn row_5_an_error_that_comes_as_a_success_is_one_in_every_listing() {
    let behind = filled().await;
    for list in LISTS {
        let operation = list.operation;
        let (read, _) =
            behind.on_a_bad_day(move |asked| (asked.operation == operation).then_some(Fault::Changed(lie))).await;
        let answer = (list.ask)(&read).await;
        assert!(answer.is_err(), "{operation}: {answer:?}");
    }
}
