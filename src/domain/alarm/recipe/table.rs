//! The recipes, one by one. The sources of their metrics are in `fixtures/metrics.csv`.

use super::super::{Comparison, MissingData, Statistic};
use super::{Definition, Here, Metric, Need, Part, Scale, Watch};

const MINUTE: i32 = 60;
const FIVE_MINUTES: i32 = 5 * MINUTE;
const DAY: i32 = 86_400;

const NOT_HERE: Here = Here::No("the service is no part of a local lake");

/// What most recipes have.
const BASE: Definition = Definition {
    name: "",
    target: "",
    about: "",
    needs: Need::Nothing,
    here: NOT_HERE,
    watched: Watch::Named(Statistic::Sum),
    period: FIVE_MINUTES,
    threshold: 1.0,
    unit: "",
    scale: Scale::Times(1.0),
    comparison: Comparison::GreaterThanOrEqualToThreshold,
    // Of what is only counted when it happens, no data is good news.
    missing_data: MissingData::NotBreaching,
    by_the_clock: false,
};

const fn sum(namespace: &'static str, name: &'static str, dimensions: &'static [(&'static str, Part)]) -> Metric {
    Metric { namespace, name, dimensions, statistic: Statistic::Sum }
}

const fn maximum(namespace: &'static str, name: &'static str, dimensions: &'static [(&'static str, Part)]) -> Metric {
    Metric { namespace, name, dimensions, statistic: Statistic::Maximum }
}

const fn average(namespace: &'static str, name: &'static str, dimensions: &'static [(&'static str, Part)]) -> Metric {
    Metric { namespace, name, dimensions, statistic: Statistic::Average }
}

/// Bytes of a bucket in one storage class; each class has its own.
const fn stored(dimensions: &'static [(&'static str, Part)]) -> Metric {
    average("AWS/S3", "BucketSizeBytes", dimensions)
}

macro_rules! storage {
    ($class:literal) => {
        stored(&[("BucketName", Part::Target), ("StorageType", Part::Is($class))])
    };
}

macro_rules! queries {
    ($metric:literal, $statistic:ident, $kind:literal, $state:literal) => {
        Metric {
            namespace: "AWS/Athena",
            name: $metric,
            dimensions: &[
                ("QueryState", Part::Is($state)),
                ("QueryType", Part::Is($kind)),
                ("WorkGroup", Part::Target),
            ],
            statistic: Statistic::$statistic,
        }
    };
}

/// Every recipe, by name.
pub(super) static RECIPES: &[Definition] = &[
    Definition {
        name: "api-gateway-5xx",
        target: "a REST API",
        about: "server errors in percent of calls",
        watched: Watch::Math {
            text: "IF(calls>0, 100*errors/calls, 0)",
            label: "server errors",
            metrics: &[
                ("calls", sum("AWS/ApiGateway", "Count", &[("ApiName", Part::Target)])),
                ("errors", sum("AWS/ApiGateway", "5XXError", &[("ApiName", Part::Target)])),
            ],
        },
        threshold: 1.0,
        unit: "percent",
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "athena-failures",
        target: "a workgroup",
        about: "queries that failed, DML and DDL",
        needs: Need::WorkgroupMetrics,
        here: Here::Yes,
        watched: Watch::Math {
            text: "FILL(dml,0)+FILL(ddl,0)",
            label: "failed queries",
            metrics: &[
                ("ddl", queries!("TotalExecutionTime", SampleCount, "DDL", "FAILED")),
                ("dml", queries!("TotalExecutionTime", SampleCount, "DML", "FAILED")),
            ],
        },
        unit: "queries in 5 minutes",
        ..BASE
    },
    Definition {
        name: "athena-scan-cost",
        target: "a workgroup",
        about: "bytes scanned in a day, as dollars at --price-per-tb; the 10 MB minimum of a query and provisioned \
                capacity are not in the metric, and an alarm stops no query: set a cutoff besides",
        needs: Need::WorkgroupMetrics,
        here: Here::Yes,
        // Data manipulation only; cancelled queries are billed and count, under the service's own spelling.
        watched: Watch::Math {
            text: "FILL(m1,0)+FILL(m2,0)+FILL(m3,0)",
            label: "bytes scanned",
            metrics: &[
                ("m1", queries!("ProcessedBytes", Sum, "DML", "SUCCEEDED")),
                ("m2", queries!("ProcessedBytes", Sum, "DML", "FAILED")),
                ("m3", queries!("ProcessedBytes", Sum, "DML", "CANCELED")),
            ],
        },
        period: DAY,
        threshold: 100.0,
        unit: "dollars a day",
        scale: Scale::DollarsScanned,
        comparison: Comparison::GreaterThanThreshold,
        by_the_clock: true,
        ..BASE
    },
    Definition {
        name: "batch-failures",
        target: "an event rule",
        about: "jobs of AWS Batch that failed: there is no metric of them, so that a rule counts the events",
        needs: Need::EventRule(
            r#"{"source":["aws.batch"],"detail-type":["Batch Job State Change"],"detail":{"status":["FAILED"]}}"#,
        ),
        watched: Watch::One(sum("AWS/Events", "TriggeredRules", &[("RuleName", Part::Target)])),
        unit: "failed jobs in 5 minutes",
        ..BASE
    },
    Definition {
        name: "bucket-4xx",
        target: "a bucket",
        about: "client errors (denied, not found) in percent of requests",
        needs: Need::Other("request metrics are on for the bucket, under a filter (EntireBucket unless one is named)"),
        here: Here::No("a local lake puts no request metrics"),
        watched: Watch::Math {
            text: "IF(all>0, 100*errors/all, 0)",
            label: "client errors",
            metrics: &[
                (
                    "all",
                    sum(
                        "AWS/S3",
                        "AllRequests",
                        &[("BucketName", Part::Target), ("FilterId", Part::Given { default: Some("EntireBucket") })],
                    ),
                ),
                (
                    "errors",
                    sum(
                        "AWS/S3",
                        "4xxErrors",
                        &[("BucketName", Part::Target), ("FilterId", Part::Given { default: Some("EntireBucket") })],
                    ),
                ),
            ],
        },
        threshold: 5.0,
        unit: "percent",
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "bucket-size",
        target: "a bucket",
        about: "bytes over all storage classes, put once a day; old versions and unfinished uploads count",
        here: Here::Yes,
        watched: Watch::Math {
            text: "SUM(METRICS())",
            label: "bytes",
            metrics: &[
                ("m1", storage!("StandardStorage")),
                ("m2", storage!("StandardIAStorage")),
                ("m3", storage!("OneZoneIAStorage")),
                ("m4", storage!("IntelligentTieringFAStorage")),
                ("m5", storage!("IntelligentTieringIAStorage")),
                ("m6", storage!("GlacierInstantRetrievalStorage")),
                ("m7", storage!("GlacierStorage")),
                ("m8", storage!("DeepArchiveStorage")),
            ],
        },
        period: DAY,
        threshold: 1e12,
        unit: "bytes",
        comparison: Comparison::GreaterThanThreshold,
        // The day's value comes late; until then the last one holds.
        missing_data: MissingData::Ignore,
        ..BASE
    },
    Definition {
        name: "crawler-failure",
        target: "an event rule",
        about: "crawls that failed: there is no metric of them, so that a rule counts the events",
        needs: Need::EventRule(
            r#"{"source":["aws.glue"],"detail-type":["Glue Crawler State Change"],"detail":{"state":["Failed"]}}"#,
        ),
        here: Here::Yes,
        watched: Watch::One(sum("AWS/Events", "TriggeredRules", &[("RuleName", Part::Target)])),
        unit: "failed crawls in 5 minutes",
        ..BASE
    },
    Definition {
        name: "data-freshness",
        target: "a metric, as Namespace/Name",
        about: "the age of the newest data in seconds, which the pipeline puts itself; when it stops putting, that is \
                a fault too",
        here: Here::Yes,
        watched: Watch::Named(Statistic::Maximum),
        period: 3600,
        threshold: 86_400.0,
        unit: "seconds",
        comparison: Comparison::GreaterThanThreshold,
        missing_data: MissingData::Breaching,
        ..BASE
    },
    Definition {
        name: "data-quality",
        target: "a metric, as Namespace/Name",
        about: "the lowest score of 5 minutes, which the pipeline puts itself",
        here: Here::Yes,
        watched: Watch::Named(Statistic::Minimum),
        threshold: 0.95,
        unit: "score",
        comparison: Comparison::LessThanThreshold,
        missing_data: MissingData::Missing,
        ..BASE
    },
    Definition {
        name: "dms-latency",
        target: "a replication task",
        about: "how far the target is behind the source, in seconds",
        watched: Watch::One(maximum(
            "AWS/DMS",
            "CDCLatencyTarget",
            &[
                ("ReplicationInstanceIdentifier", Part::Given { default: None }),
                ("ReplicationTaskIdentifier", Part::Target),
            ],
        )),
        threshold: 300.0,
        unit: "seconds",
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "dynamodb-throttles",
        target: "a table of DynamoDB",
        about: "reads and writes that were throttled",
        watched: Watch::Math {
            text: "FILL(reads,0)+FILL(writes,0)",
            label: "throttled",
            metrics: &[
                ("reads", sum("AWS/DynamoDB", "ReadThrottleEvents", &[("TableName", Part::Target)])),
                ("writes", sum("AWS/DynamoDB", "WriteThrottleEvents", &[("TableName", Part::Target)])),
            ],
        },
        unit: "throttled requests in 5 minutes",
        ..BASE
    },
    Definition {
        name: "elasticache-cpu",
        target: "a cache cluster",
        about: "the load of a node; a node of Redis with several cores is full earlier, as one core does the work",
        watched: Watch::One(average(
            "AWS/ElastiCache",
            "CPUUtilization",
            &[("CacheClusterId", Part::Target), ("CacheNodeId", Part::Given { default: Some("0001") })],
        )),
        threshold: 90.0,
        unit: "percent",
        comparison: Comparison::GreaterThanThreshold,
        missing_data: MissingData::Missing,
        ..BASE
    },
    Definition {
        name: "elasticache-evictions",
        target: "a cache cluster",
        about: "keys that went for want of memory",
        watched: Watch::One(sum(
            "AWS/ElastiCache",
            "Evictions",
            &[("CacheClusterId", Part::Target), ("CacheNodeId", Part::Given { default: Some("0001") })],
        )),
        threshold: 1000.0,
        unit: "keys in 5 minutes",
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "emr-unhealthy-nodes",
        target: "a cluster of EMR, by its id",
        about: "nodes that YARN calls unhealthy; the alarm is about one cluster and ends with it",
        watched: Watch::One(maximum("AWS/ElasticMapReduce", "MRUnhealthyNodes", &[("JobFlowId", Part::Target)])),
        unit: "nodes",
        ..BASE
    },
    Definition {
        name: "eventbridge-failures",
        target: "an event rule",
        about: "events that a rule could not hand on",
        here: Here::No("a local rule hands on to log groups only, which do not fail"),
        watched: Watch::One(sum("AWS/Events", "FailedInvocations", &[("RuleName", Part::Target)])),
        unit: "events in 5 minutes",
        ..BASE
    },
    Definition {
        name: "firehose-delivery-lag",
        target: "a delivery stream",
        about: "the age of the oldest record that is not in S3 yet",
        watched: Watch::One(maximum(
            "AWS/Firehose",
            "DeliveryToS3.DataFreshness",
            &[("DeliveryStreamName", Part::Target)],
        )),
        threshold: 900.0,
        unit: "seconds",
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "glue-job-failure",
        target: "a job",
        about: "glue.error.ALL, which Spark jobs of Glue 4.0 and later put. For other jobs, and for those that end before \
                Spark begins, make an event rule and use glue-job-failure-event",
        needs: Need::JobArgument("--enable-observability-metrics"),
        here: Here::Yes,
        watched: Watch::One(sum(
            "Glue",
            "glue.error.ALL",
            &[
                ("JobName", Part::Target),
                ("JobRunId", Part::Is("ALL")),
                ("ObservabilityGroup", Part::Is("error")),
                ("Type", Part::Is("count")),
            ],
        )),
        unit: "errors in 5 minutes",
        ..BASE
    },
    Definition {
        name: "glue-job-failure-event",
        target: "an event rule",
        about: "job runs that failed or ran out of time, of any kind of job: a rule counts the events",
        needs: Need::EventRule(
            r#"{"source":["aws.glue"],"detail-type":["Glue Job State Change"],"detail":{"state":["FAILED","TIMEOUT"]}}"#,
        ),
        here: Here::Yes,
        watched: Watch::One(sum("AWS/Events", "TriggeredRules", &[("RuleName", Part::Target)])),
        unit: "failed runs in 5 minutes",
        ..BASE
    },
    Definition {
        name: "glue-job-slow",
        target: "a job",
        about: "how long the job's runs worked in six hours, all together, without their start-up",
        needs: Need::JobArgument("--enable-metrics"),
        here: Here::No("a local run puts no metric of its elapsed time"),
        watched: Watch::One(sum(
            "Glue",
            "glue.driver.aggregate.elapsedTime",
            &[("JobName", Part::Target), ("JobRunId", Part::Is("ALL")), ("Type", Part::Is("count"))],
        )),
        period: 6 * 3600,
        threshold: 60.0,
        unit: "minutes",
        scale: Scale::Times(60_000.0),
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "kinesis-iterator-age",
        target: "a stream",
        about: "how far the slowest consumer is behind",
        watched: Watch::One(maximum(
            "AWS/Kinesis",
            "GetRecords.IteratorAgeMilliseconds",
            &[("StreamName", Part::Target)],
        )),
        threshold: 60.0,
        unit: "seconds",
        scale: Scale::Times(1000.0),
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "kinesis-throttles",
        target: "a stream",
        about: "reads and writes beyond what the shards take",
        watched: Watch::Math {
            text: "FILL(reads,0)+FILL(writes,0)",
            label: "throttled",
            metrics: &[
                ("reads", sum("AWS/Kinesis", "ReadProvisionedThroughputExceeded", &[("StreamName", Part::Target)])),
                ("writes", sum("AWS/Kinesis", "WriteProvisionedThroughputExceeded", &[("StreamName", Part::Target)])),
            ],
        },
        unit: "throttled calls in 5 minutes",
        ..BASE
    },
    Definition {
        name: "lambda-error-rate",
        target: "a function",
        about: "errors in percent of calls",
        watched: Watch::Math {
            text: "IF(inv>0, 100*err/inv, 0)",
            label: "error rate",
            metrics: &[
                ("err", sum("AWS/Lambda", "Errors", &[("FunctionName", Part::Target)])),
                ("inv", sum("AWS/Lambda", "Invocations", &[("FunctionName", Part::Target)])),
            ],
        },
        threshold: 5.0,
        unit: "percent",
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "msk-under-replicated",
        target: "a cluster of MSK",
        about: "partitions of a broker that have fewer replicas in sync than they should; one alarm for each broker",
        watched: Watch::One(maximum(
            "AWS/Kafka",
            "UnderReplicatedPartitions",
            &[("Broker ID", Part::Given { default: None }), ("Cluster Name", Part::Target)],
        )),
        threshold: 0.0,
        unit: "partitions",
        comparison: Comparison::GreaterThanThreshold,
        missing_data: MissingData::Missing,
        ..BASE
    },
    Definition {
        name: "opensearch-red",
        target: "a domain",
        about: "an index has lost a primary shard: some of its data cannot be read",
        watched: Watch::One(maximum(
            "AWS/ES",
            "ClusterStatus.red",
            &[("ClientId", Part::Account), ("DomainName", Part::Target)],
        )),
        period: MINUTE,
        unit: "(1 is red)",
        missing_data: MissingData::Missing,
        ..BASE
    },
    Definition {
        name: "rds-storage",
        target: "a database instance",
        about: "the space that is left",
        watched: Watch::One(Metric {
            namespace: "AWS/RDS",
            name: "FreeStorageSpace",
            dimensions: &[("DBInstanceIdentifier", Part::Target)],
            statistic: Statistic::Minimum,
        }),
        threshold: 10.0,
        unit: "GiB",
        scale: Scale::Times(1_073_741_824.0),
        comparison: Comparison::LessThanThreshold,
        missing_data: MissingData::Missing,
        ..BASE
    },
    Definition {
        name: "redshift-disk",
        target: "a cluster of Redshift",
        about: "the disk that is in use, over all nodes",
        watched: Watch::One(average("AWS/Redshift", "PercentageDiskSpaceUsed", &[("ClusterIdentifier", Part::Target)])),
        threshold: 80.0,
        unit: "percent",
        comparison: Comparison::GreaterThanThreshold,
        missing_data: MissingData::Missing,
        ..BASE
    },
    Definition {
        name: "redshift-health",
        target: "a cluster of Redshift",
        about: "the cluster does not answer a simple query; maintenance counts as well",
        watched: Watch::One(Metric {
            namespace: "AWS/Redshift",
            name: "HealthStatus",
            dimensions: &[("ClusterIdentifier", Part::Target)],
            statistic: Statistic::Minimum,
        }),
        unit: "(1 is healthy)",
        comparison: Comparison::LessThanThreshold,
        // A cluster that says nothing is not healthy.
        missing_data: MissingData::Breaching,
        ..BASE
    },
    Definition {
        name: "sagemaker-endpoint-errors",
        target: "an endpoint",
        about: "answers with a server error, in percent of calls",
        watched: Watch::Math {
            text: "IF(calls>0, 100*errors/calls, 0)",
            label: "server errors",
            metrics: &[
                (
                    "calls",
                    sum(
                        "AWS/SageMaker",
                        "Invocations",
                        &[("EndpointName", Part::Target), ("VariantName", Part::Given { default: Some("AllTraffic") })],
                    ),
                ),
                (
                    "errors",
                    sum(
                        "AWS/SageMaker",
                        "Invocation5XXErrors",
                        &[("EndpointName", Part::Target), ("VariantName", Part::Given { default: Some("AllTraffic") })],
                    ),
                ),
            ],
        },
        unit: "percent",
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "sagemaker-latency",
        target: "an endpoint",
        about: "how long the model takes to answer",
        watched: Watch::One(average(
            "AWS/SageMaker",
            "ModelLatency",
            &[("EndpointName", Part::Target), ("VariantName", Part::Given { default: Some("AllTraffic") })],
        )),
        threshold: 1000.0,
        unit: "milliseconds",
        // The metric is in microseconds.
        scale: Scale::Times(1000.0),
        comparison: Comparison::GreaterThanThreshold,
        ..BASE
    },
    Definition {
        name: "stepfunctions-failures",
        target: "a state machine, by its ARN",
        about: "runs that failed, ran out of time or were stopped",
        watched: Watch::Math {
            text: "FILL(failed,0)+FILL(timedout,0)+FILL(aborted,0)",
            label: "runs that did not succeed",
            metrics: &[
                ("aborted", sum("AWS/States", "ExecutionsAborted", &[("StateMachineArn", Part::Target)])),
                ("failed", sum("AWS/States", "ExecutionsFailed", &[("StateMachineArn", Part::Target)])),
                ("timedout", sum("AWS/States", "ExecutionsTimedOut", &[("StateMachineArn", Part::Target)])),
            ],
        },
        unit: "runs in 5 minutes",
        ..BASE
    },
    Definition {
        name: "timestream-errors",
        target: "a database of Timestream",
        about: "writes that the service failed to take",
        watched: Watch::One(sum(
            "AWS/Timestream",
            "SystemErrors",
            &[
                ("DatabaseName", Part::Target),
                ("Operation", Part::Given { default: Some("WriteRecords") }),
                ("TableName", Part::Given { default: None }),
            ],
        )),
        unit: "errors in 5 minutes",
        ..BASE
    },
    Definition {
        name: "transfer-silence",
        target: "a server, by its id",
        about: "no file came in for a day",
        watched: Watch::One(sum("AWS/Transfer", "FilesIn", &[("ServerId", Part::Target)])),
        period: DAY,
        unit: "files a day",
        comparison: Comparison::LessThanThreshold,
        missing_data: MissingData::Breaching,
        by_the_clock: true,
        ..BASE
    },
];
