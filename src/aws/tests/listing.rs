//! Every listing of the client layer, and a lake in which each of them has something to find.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use serde_json::{Value, json};

use super::*;
use crate::document::{Change, Look, PartitionSegment, SEGMENTS};
use crate::domain::alarm::{DataQuery, DataSource, MetricName, MetricStatistic, NewDatum, Periods, Statistic};
use crate::domain::bucket::BucketName;
use crate::domain::catalog::{DatabaseName, TableName};
use crate::domain::log::LogPlace;
use crate::domain::permission::{NamedExpression, Resource, TagExpression};
use crate::error::Result;

type Answer<'a> = Pin<Box<dyn Future<Output = Result<usize>> + Send + 'a>>;

/// How a listing comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In one answer.
    Whole,
    /// In pages.
    Pages,
    /// In pages of several segments at once.
    Segments,
}

/// A listing: the call that answers it, and how it is asked for.
pub struct List {
    pub operation: &'static str,
    pub ask: for<'a> fn(&'a Read) -> Answer<'a>,
    pub shape: Shape,
}

impl List {
    /// How many requests are made at once.
    pub fn at_once(&self) -> usize {
        if self.shape == Shape::Segments { SEGMENTS as usize } else { 1 }
    }
}

macro_rules! list {
    ($operation:literal, $read:ident => $ask:expr) => {
        list!($operation, Shape::Pages, $read => $ask)
    };
    ($operation:literal, $shape:expr, $read:ident => $ask:expr) => {
        List {
            operation: $operation,
            ask: |$read| Box::pin(async move { Ok($ask.await?.len()) }),
            shape: $shape,
        }
    };
}

pub fn bucket() -> BucketName {
    "lake-raw".parse().unwrap()
}

fn raw() -> DatabaseName {
    "raw".parse().unwrap()
}

fn clicks() -> TableName {
    "raw.clicks".parse().unwrap()
}

fn by_zone() -> TagExpression {
    "zone=raw".parse().unwrap()
}

fn metric() -> MetricName {
    MetricName { namespace: "n".to_owned(), name: "m".to_owned(), dimensions: BTreeMap::new() }
}

fn sum() -> MetricStatistic {
    MetricStatistic { metric: metric(), statistic: Statistic::Sum }
}

/// An hour long ago: what lies there does not change.
const HOUR: Periods = Periods { from_millis: 1_700_000_400_000, to_millis: 1_700_004_000_000, period: 300 };

/// A token per page, of whoever pages by hand.
async fn documents(read: &Read, segment: Option<PartitionSegment>) -> Result<Vec<Value>> {
    let (mut all, mut tokens, mut token) = (Vec::new(), crate::Tokens::default(), None::<String>);
    loop {
        let (found, next) = read.partition_documents(&clicks(), segment, token.as_deref()).await?;
        all.extend(found);
        token = tokens.next("partitions", next)?;
        if token.is_none() {
            return Ok(all);
        }
    }
}

/// Each of them finds something in [`filled`], but for those that need a run of something.
pub const LISTS: &[List] = &[
    list!("GetDatabases", read => read.databases()),
    list!("GetTables", read => async { read.tables(&raw()).await }),
    list!("GetTableVersions", read => async { read.table_versions(&clicks()).await }),
    list!("GetPartitions", Shape::Segments, read => async { read.partitions_in_segments(&clicks(), None).await }),
    list!("GetPartitions", Shape::Segments, read => async {
        read.count_partitions(&clicks(), usize::MAX).await.map(|(count, _)| vec![(); count])
    }),
    list!("GetPartitions", read => async { read.outdated_partitions(&clicks(), None).await }),
    list!("GetPartitions", read => documents(read, None)),
    list!("GetPartitions", read => async { documents(read, Some(PartitionSegment { number: 0, total: 1 })).await }),
    list!("GetTables", read => async {
        read.look_at_all(Look::GetTables, &json!({ "DatabaseName": "raw" }), "TableList").await
    }),
    list!("GetCrawlers", read => read.crawlers()),
    list!("ListCrawls", read => async { read.crawls("nightly", 200).await }),
    list!("GetJobs", read => read.jobs()),
    list!("GetJobRuns", read => async { read.job_runs("load").await }),
    list!("GetTriggers", read => read.triggers()),
    list!("ListWorkflows", read => read.workflow_names()),
    list!("GetWorkflowRuns", read => async { read.workflow_runs("weekly").await }),
    list!("ListRegistries", read => read.registries()),
    list!("ListSchemas", read => read.schemas(None)),
    list!("ListSchemaVersions", read => async { read.schema_versions("events", "click").await }),
    list!("QuerySchemaVersionMetadata", read => async {
        let versions = read.schema_versions("events", "click").await?;
        read.schema_version_metadata(&versions[0].id).await
    }),
    list!("ListDataQualityRulesets", read => read.rulesets()),
    list!("ListDataQualityResults", read => async { read.quality_results(None, 50).await }),
    list!("ListWorkGroups", read => read.workgroups()),
    list!("ListTagsForResource", read => async { read.workgroup_tags("primary").await }),
    list!("ListQueryExecutions", read => async { read.queries(None, 50).await.map(|(found, _)| found) }),
    list!("ListTableMetadata", read => async { read.query_tables("AwsDataCatalog", "raw").await }),
    list!("POST /ListPermissions", read => async {
        let grants = read.grants_on(&Resource::Database { database: "raw".to_owned() }).await;
        grants.map(|found| found.grants)
    }),
    list!("POST /ListResources", read => read.locations()),
    list!("POST /ListLFTags", read => read.lf_tag_keys()),
    list!("POST /ListLFTagExpressions", read => read.tag_expressions()),
    list!("POST /SearchDatabasesByLFTags", read => async { read.databases_with_tags(&by_zone()).await }),
    list!("POST /SearchTablesByLFTags", read => async { read.tables_with_tags(&by_zone()).await }),
    list!("POST /ListDataCellsFilter", read => read.filters(None)),
    list!("POST /ListLakeFormationOptIns", read => async { read.opt_ins(None).await.map(|(found, _)| found) }),
    list!("POST /GetDataLakeSettings", Shape::Whole, read => read.data_lake_admins()),
    list!("DescribeAlarms", read => read.alarms(None)),
    list!("DescribeAlarmHistory", read => async { read.alarm_history("slow").await }),
    list!("DescribeAlarmHistory", read => read.alarm_changes(0)),
    list!("ListMetrics", read => read.metrics(None, None)),
    list!("GetMetricData", read => async { read.statistics(&sum(), HOUR).await.map(|(points, _)| points) }),
    list!("GetMetricData", read => async {
        let source = DataSource::Metric(sum());
        let query = DataQuery { id: "a".to_owned(), label: None, period: 300, returned: true, source };
        read.metric_lines(&[query], HOUR).await.map(|(lines, _)| lines)
    }),
    list!("ListDashboards", read => read.dashboards()),
    list!("DescribeLogGroups", read => read.log_groups(None)),
    list!("DescribeLogGroups", read => read.log_group_sizes("/")),
    list!("FilterLogEvents", read => async {
        let place = LogPlace { group: "g".to_owned(), stream_prefix: None };
        read.log_events(&place, 0, None).await.map(Option::unwrap_or_default)
    }),
    list!("GET /", read => read.buckets()),
    list!("GET /", read => async { read.objects(&bucket(), "").await }),
    list!("GET /", read => async {
        let mut found = Vec::new();
        read.each_object(&bucket(), "", |key, _| found.push(key.to_owned())).await?;
        Ok::<_, crate::error::Error>(found)
    }),
    list!("GET /", read => async { read.measure(&bucket(), "", usize::MAX).await.map(|found| [found]) }),
    list!("GET /", read => async { read.uploads(&bucket(), "").await }),
    list!("GET /begun", read => async {
        let uploads = read.uploads(&bucket(), "").await?;
        read.upload_bytes(&bucket(), &uploads[0]).await.map(|bytes| [bytes])
    }),
];

/// A lake with something in it.
pub async fn filled() -> Behind {
    let behind = Behind::new();
    let write = behind.write().await;
    write.create_bucket(&bucket()).await.unwrap();
    let s3 = &write.clients.s3;
    s3.put_object().bucket("lake-raw").key("a/one").send().await.unwrap();
    s3.create_multipart_upload().bucket("lake-raw").key("begun").send().await.unwrap();
    write.clients.logs.create_log_group().log_group_name("g").send().await.unwrap();
    write.create_registry("events", None).await.unwrap();
    write.create_lf_tag("zone", &["raw".to_owned()]).await.unwrap();
    let expression = NamedExpression { name: "in-raw".to_owned(), description: None, expression: by_zone() };
    write.create_tag_expression(&expression).await.unwrap();
    write.put_dashboard("lake", r#"{"widgets":[]}"#).await.unwrap();
    let datum = NewDatum { metric: metric(), value: 1.0, unit: None, at_millis: None };
    write.put_metric(&datum).await.unwrap();
    write.clients.glue.create_workflow().name("weekly").send().await.unwrap();
    let format = json!({
        "Columns": [{ "Name": "id", "Type": "bigint" }],
        "Location": "s3://lake-raw/clicks/",
        "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        "SerdeInfo": { "SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
    });
    let table = json!({
        "Name": "clicks",
        "TableType": "EXTERNAL_TABLE",
        "PartitionKeys": [{ "Name": "day", "Type": "string" }],
        "StorageDescriptor": &format,
    });
    let days = json!([{ "Values": ["2026-01-01"], "StorageDescriptor": &format }, { "Values": ["2026-01-02"] }]);
    let definition = r#"{"type":"record","name":"click","fields":[{"name":"id","type":"long"}]}"#;
    for (change, request) in [
        (Change::CreateDatabase, json!({ "DatabaseInput": { "Name": "raw" } })),
        (Change::CreateTable, json!({ "DatabaseName": "raw", "TableInput": table })),
        (
            Change::BatchCreatePartition,
            json!({ "DatabaseName": "raw", "TableName": "clicks", "PartitionInputList": days }),
        ),
        (
            Change::CreateSchema,
            json!({ "RegistryId": { "RegistryName": "events" }, "SchemaName": "click", "DataFormat": "AVRO",
                    "Compatibility": "NONE", "SchemaDefinition": definition }),
        ),
        (
            Change::CreateCrawler,
            json!({ "Name": "nightly", "Role": "r", "DatabaseName": "raw",
                    "Targets": { "S3Targets": [{ "Path": "s3://lake-raw/clicks/" }] } }),
        ),
        (
            Change::CreateJob,
            json!({ "Name": "load", "Role": "r",
                    "Command": { "Name": "pythonshell", "PythonVersion": "3.9", "ScriptLocation": "s3://lake-raw/x.py" } }),
        ),
        (
            Change::AddLFTagsToResource,
            json!({ "Resource": { "Database": { "Name": "raw" } },
                    "LFTags": [{ "TagKey": "zone", "TagValues": ["raw"] }] }),
        ),
        (
            Change::GrantPermissions,
            json!({ "Principal": { "DataLakePrincipalIdentifier": "arn:aws:iam::123456789012:role/a" },
                    "Resource": { "Database": { "Name": "raw" } }, "Permissions": ["DESCRIBE"] }),
        ),
        (
            Change::PutMetricAlarm,
            json!({ "AlarmName": "slow", "Namespace": "n", "MetricName": "m", "Statistic": "Sum", "Period": 60,
                    "EvaluationPeriods": 1, "Threshold": 1.0, "ComparisonOperator": "GreaterThanThreshold" }),
        ),
    ] {
        write.change(change, &request).await.unwrap_or_else(|error| panic!("{}: {:?}", change.name(), error.chain()));
    }
    behind
}
