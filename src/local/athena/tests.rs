//! Queries through the service: start, wait, read.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};

use super::SERVICE;
use crate::clock::{Clock, SystemClock};
use crate::testing::{TestLake, call, lake, lake_at};
use crate::wire::{Call, Service, ServiceError};
use crate::{glue, lakeformation};

const ANALYST: &str = "arn:aws:iam::123456789012:role/analyst";

struct Running {
    lake: TestLake,
    runtime: tokio::runtime::Runtime,
}

impl Running {
    /// Who is no administrator has results only where the workgroup says.
    fn say_where_results_go(&self) {
        let updates = json!({ "ResultConfigurationUpdates": { "OutputLocation": "s3://lake/results/" } });
        self.ok(&SERVICE, "UpdateWorkGroup", json!({ "WorkGroup": "primary", "ConfigurationUpdates": updates }));
    }

    /// A lake with the CSV table `air.daily` and a bucket for results.
    fn new() -> Self {
        Self::over(lake())
    }

    fn over(lake: TestLake) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let running = Self { lake, runtime };
        running.put_object("lake", "air/daily/a.csv", "carrier,delay,note\nAA,5,x\nUA,,\"\"\nAA,7,z\n");
        running.ok(&glue::SERVICE, "CreateDatabase", json!({ "DatabaseInput": { "Name": "air" } }));
        running.ok(
            &glue::SERVICE,
            "CreateTable",
            json!({ "DatabaseName": "air", "TableInput": {
                "Name": "daily", "TableType": "EXTERNAL_TABLE",
                "Parameters": { "classification": "csv", "skip.header.line.count": "1" },
                "PartitionKeys": [],
                "StorageDescriptor": {
                    "Columns": [{ "Name": "carrier", "Type": "string" }, { "Name": "delay", "Type": "bigint" },
                        { "Name": "note", "Type": "string" }],
                    "Location": "s3://lake/air/daily/",
                    "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
                    "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                    "SerdeInfo": { "SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                        "Parameters": { "field.delim": "," } },
                } } }),
        );
        running
    }

    fn put_object(&self, bucket: &str, key: &str, text: &str) {
        let store = self.lake.lake.store();
        store.write(|tx| tx.insert(crate::objects::BUCKET, "", bucket, &json!({ "name": bucket }))).unwrap();
        let path = self.lake.lake.objects().incoming();
        std::fs::write(&path, text).unwrap();
        super::objects::put(&self.lake.lake, &format!("s3://{bucket}/{key}"), &path).unwrap();
    }

    fn call_as(&self, principal: &str, input: Value) -> Call {
        let mut call = call(&self.lake.lake, input);
        if !principal.is_empty() {
            call.caller.principal = principal.to_owned();
        }
        call
    }

    fn run_as(&self, principal: &str, service: &Service, name: &str, input: Value) -> Result<Value, ServiceError> {
        self.runtime.block_on(async {
            let reply = service.run(name, self.call_as(principal, input)).await;
            self.lake.lake.tasks().drain().await;
            reply
        })
    }

    fn ok(&self, service: &Service, name: &str, input: Value) -> Value {
        self.run_as("", service, name, input).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs a query to its end; its execution.
    fn query_as(&self, principal: &str, sql: &str) -> Value {
        let started = self
            .run_as(
                principal,
                &SERVICE,
                "StartQueryExecution",
                json!({
                    "QueryString": sql, "QueryExecutionContext": { "Database": "air" },
                    "ResultConfiguration": { "OutputLocation": "s3://lake/results/" },
                }),
            )
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        let got = self.ok(&SERVICE, "GetQueryExecution", json!({ "QueryExecutionId": started["QueryExecutionId"] }));
        got["QueryExecution"].clone()
    }

    fn rows(&self, execution: &Value) -> Vec<Vec<Option<String>>> {
        let results =
            self.ok(&SERVICE, "GetQueryResults", json!({ "QueryExecutionId": execution["QueryExecutionId"] }));
        let rows = results["ResultSet"]["Rows"].as_array().unwrap();
        let text = |datum: &Value| datum["VarCharValue"].as_str().map(str::to_owned);
        rows.iter().map(|row| row["Data"].as_array().unwrap().iter().map(text).collect()).collect()
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_query_runs_and_its_result_is_a_file_and_pages() {
    let lake = Running::new();
    let done = lake.query_as("", "SELECT carrier, delay FROM daily ORDER BY delay");
    assert_eq!(done["Status"]["State"], "SUCCEEDED", "{done}");
    assert_eq!((&done["StatementType"], &done["SubstatementType"]), (&json!("DML"), &json!("SELECT")));
    assert!(done["Statistics"]["DataScannedInBytes"].as_u64().unwrap() > 0, "{done}");
    let id = done["QueryExecutionId"].as_str().unwrap();
    assert_eq!(done["ResultConfiguration"]["OutputLocation"], format!("s3://lake/results/{id}.csv"));
    assert_eq!(
        lake.rows(&done),
        [
            vec![some("carrier"), some("delay")],
            vec![some("AA"), some("5")],
            vec![some("AA"), some("7")],
            vec![some("UA"), None]
        ]
    );
    let first = lake.ok(&SERVICE, "GetQueryResults", json!({ "QueryExecutionId": id, "MaxResults": 3 }));
    assert_eq!(first["ResultSet"]["Rows"].as_array().unwrap().len(), 3);
    assert_eq!(first["ResultSet"]["ResultSetMetadata"]["ColumnInfo"][1]["Type"], "bigint");
    let next = lake.ok(&SERVICE, "GetQueryResults", json!({ "QueryExecutionId": id, "NextToken": first["NextToken"] }));
    assert_eq!(next["ResultSet"]["Rows"], json!([{ "Data": [{ "VarCharValue": "UA" }, {}] }]));
    assert_eq!(next["NextToken"], Value::Null);
    let record = lake.lake.lake.objects().head("lake", &format!("results/{id}.csv")).unwrap().unwrap();
    let file = std::fs::read_to_string(lake.lake.lake.objects().path_of(&record).unwrap()).unwrap();
    assert_eq!(file, "\"carrier\",\"delay\"\n\"AA\",\"5\"\n\"AA\",\"7\"\n\"UA\",\n");
}

#[test]
fn a_wrong_query_fails_with_athenas_words() {
    let lake = Running::new();
    let failed = lake.query_as("", "SELECT nope FROM daily");
    assert_eq!(failed["Status"]["State"], "FAILED");
    let reason = failed["Status"]["StateChangeReason"].as_str().unwrap();
    assert!(reason.starts_with("COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved"), "{reason}");
    assert_eq!(failed["Status"]["AthenaError"]["ErrorCategory"], 2);
    let id = json!({ "QueryExecutionId": failed["QueryExecutionId"] });
    let error = lake.run_as("", &SERVICE, "GetQueryResults", id).unwrap_err();
    assert_eq!(error.message, "Query did not finish successfully. Final query state: FAILED");
}

#[test]
fn a_principal_sees_its_columns_only() {
    let lake = Running::new();
    lake.say_where_results_go();
    let lf = |operation: &str, principal: &str, resource: Value, permission: &str| {
        lake.ok(
            &lakeformation::SERVICE,
            operation,
            json!({
                "Principal": { "DataLakePrincipalIdentifier": principal }, "Resource": resource,
                "Permissions": [permission],
            }),
        );
    };
    let columns = json!({ "TableWithColumns": { "DatabaseName": "air", "Name": "daily", "ColumnNames": ["carrier"] } });
    lf("GrantPermissions", ANALYST, columns, "SELECT");
    lf(
        "RevokePermissions",
        "IAM_ALLOWED_PRINCIPALS",
        json!({ "Table": { "DatabaseName": "air", "Name": "daily" } }),
        "ALL",
    );
    let seen = lake.query_as(ANALYST, "SELECT * FROM daily ORDER BY 1");
    assert_eq!(seen["Status"]["State"], "SUCCEEDED", "{seen}");
    assert_eq!(lake.rows(&seen)[0], [some("carrier")]);
    let hidden = lake.query_as(ANALYST, "SELECT delay FROM daily");
    let reason = hidden["Status"]["StateChangeReason"].as_str().unwrap();
    assert!(reason.contains("cannot be resolved or requester is not authorized"), "{reason}");
    let other = lake.query_as("arn:aws:iam::123456789012:role/other", "SELECT carrier FROM daily");
    assert_eq!(other["Status"]["State"], "FAILED", "{other}");
    let stranger = lake.run_as(
        ANALYST,
        &SERVICE,
        "GetQueryResults",
        json!({
        "QueryExecutionId": lake.query_as("", "SELECT delay FROM daily")["QueryExecutionId"] }),
    );
    assert_eq!(stranger.unwrap_err().code, "AccessDeniedException");
}

#[test]
fn a_token_stands_for_one_query() {
    let lake = Running::new();
    let request = |sql: &str| {
        json!({
            "QueryString": sql, "ClientRequestToken": "t".repeat(32),
            "ResultConfiguration": { "OutputLocation": "s3://lake/results/" },
        })
    };
    let first = lake.ok(&SERVICE, "StartQueryExecution", request("SELECT 1"));
    assert_eq!(lake.ok(&SERVICE, "StartQueryExecution", request("SELECT 1")), first);
    let error = lake.run_as("", &SERVICE, "StartQueryExecution", request("SELECT 2")).unwrap_err();
    assert_eq!(
        (error.code.as_ref(), error.message.as_str()),
        ("InvalidRequestException", "Idempotent parameters do not match")
    );
    let listed = lake.ok(&SERVICE, "ListQueryExecutions", json!({}));
    assert_eq!(listed["QueryExecutionIds"], json!([first["QueryExecutionId"]]));
}

/// Hours after a moment of 2026; moved by the test alone.
#[derive(Debug, Default)]
struct Hours(AtomicU64);

impl Clock for Hours {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(20_779 * 86_400 + self.0.load(Ordering::Relaxed) * 3600)
    }

    fn instant(&self) -> Instant {
        SystemClock.instant()
    }
}

#[test]
fn a_token_lapses() {
    let clock = Arc::new(Hours::default());
    let lake = Running::over(lake_at(clock.clone()));
    let start = |sql: &str| {
        let input = json!({
            "QueryString": sql, "ClientRequestToken": "t".repeat(32),
            "ResultConfiguration": { "OutputLocation": "s3://lake/results/" },
        });
        lake.run_as("", &SERVICE, "StartQueryExecution", input)
    };
    let first = start("SELECT 1").unwrap();
    clock.0.store(23, Ordering::Relaxed);
    assert_eq!(start("SELECT 1").unwrap(), first);
    clock.0.store(25, Ordering::Relaxed);
    assert_ne!(start("SELECT 2").unwrap(), first, "the token is free again");
}

#[test]
fn a_result_is_used_again_while_it_is_fresh() {
    let clock = Arc::new(Hours::default());
    let lake = Running::over(lake_at(clock.clone()));
    let run = |principal: &str, sql: &str, minutes: Option<i64>| {
        let mut input = json!({
            "QueryString": sql, "QueryExecutionContext": { "Database": "air" },
            "ResultConfiguration": { "OutputLocation": "s3://lake/results/" },
        });
        if let Some(minutes) = minutes {
            let by_age = json!({ "Enabled": true, "MaxAgeInMinutes": minutes });
            input["ResultReuseConfiguration"] = json!({ "ResultReuseByAgeConfiguration": by_age });
        }
        let started = lake.run_as(principal, &SERVICE, "StartQueryExecution", input).unwrap();
        let got = lake.ok(&SERVICE, "GetQueryExecution", json!({ "QueryExecutionId": started["QueryExecutionId"] }));
        got["QueryExecution"].clone()
    };
    let reused =
        |execution: &Value| execution["Statistics"]["ResultReuseInformation"]["ReusedPreviousResult"] == json!(true);
    let sql = "SELECT carrier FROM daily ORDER BY carrier";
    let first = run("", sql, None);
    assert!(!reused(&first) && first["Status"]["State"] == "SUCCEEDED", "{first}");
    let again = run("", sql, Some(60));
    assert!(reused(&again) && again["Status"]["State"] == "SUCCEEDED", "{again}");
    assert_ne!(again["QueryExecutionId"], first["QueryExecutionId"]);
    assert_eq!(again["Statistics"]["DataScannedInBytes"], 0);
    assert_eq!(lake.rows(&again), lake.rows(&first));
    assert!(!reused(&run("", sql, None)), "it was not asked for");
    assert!(!reused(&run("", "SELECT carrier FROM daily LIMIT 1", Some(60))));
    assert!(!reused(&run("", "SELECT carrier FROM daily LIMIT 1", Some(60))), "LIMIT without ORDER BY may differ");
    assert!(!reused(&run("", "SELECT carrier FROM daily", Some(60))), "another text");
    clock.0.store(2, Ordering::Relaxed);
    assert!(!reused(&run("", sql, Some(60))), "it is too old by now");
    assert!(reused(&run("", sql, Some(600))));
    lake.say_where_results_go();
    assert!(!reused(&run(ANALYST, sql, Some(600))), "another principal may see other rows");
}

#[test]
fn changes_of_a_table_at_the_same_time_all_stay() {
    let lake = Running::new();
    lake.runtime.block_on(async {
        for number in 0..6 {
            let input = json!({
                "QueryString": format!("ALTER TABLE daily ADD COLUMNS (extra{number} int)"),
                "QueryExecutionContext": { "Database": "air" },
                "ResultConfiguration": { "OutputLocation": "s3://lake/results/" },
            });
            SERVICE.run("StartQueryExecution", lake.call_as("", input)).await.unwrap();
        }
        lake.lake.lake.tasks().drain().await;
    });
    let table = lake.ok(&glue::SERVICE, "GetTable", json!({ "DatabaseName": "air", "Name": "daily" }));
    let columns = table["Table"]["StorageDescriptor"]["Columns"].as_array().unwrap();
    let mut names: Vec<&str> = columns.iter().map(|column| column["Name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["carrier", "delay", "extra0", "extra1", "extra2", "extra3", "extra4", "extra5", "note"]);
}

#[test]
fn results_need_a_place_and_the_workgroup_has_the_last_word() {
    let lake = Running::new();
    let error = lake.run_as("", &SERVICE, "StartQueryExecution", json!({ "QueryString": "SELECT 1" })).unwrap_err();
    assert!(error.message.starts_with("No output location provided."), "{}", error.message);
    lake.ok(
        &SERVICE,
        "CreateWorkGroup",
        json!({ "Name": "team", "Configuration": {
        "ResultConfiguration": { "OutputLocation": "s3://lake/team/" }, "PublishCloudWatchMetricsEnabled": true } }),
    );
    let started = lake.ok(
        &SERVICE,
        "StartQueryExecution",
        json!({
        "QueryString": "SELECT 1", "WorkGroup": "team",
        "ResultConfiguration": { "OutputLocation": "s3://lake/mine/" } }),
    );
    let got = lake.ok(&SERVICE, "GetQueryExecution", json!({ "QueryExecutionId": started["QueryExecutionId"] }));
    let place = got["QueryExecution"]["ResultConfiguration"]["OutputLocation"].as_str().unwrap();
    assert!(place.starts_with("s3://lake/team/"), "{place}");
}

#[test]
fn a_query_whose_process_died_is_failed() {
    let lake = Running::new();
    let done = lake.query_as("", "SELECT 1");
    let id = done["QueryExecutionId"].as_str().unwrap();
    let store = lake.lake.lake.store();
    store
        .write(|tx| {
            let mut document = super::execution::require(tx, "us-east-1", id)?;
            document["execution"]["Status"]["State"] = json!("RUNNING");
            super::execution::replace(tx, "us-east-1", id, &document)?;
            super::abandon_query(&lake.lake.lake, tx, &json!({ "region": "us-east-1", "id": id }))?;
            let after = super::execution::require(tx, "us-east-1", id)?;
            assert_eq!(after["execution"]["Status"]["State"], "FAILED");
            Ok::<_, ServiceError>(())
        })
        .unwrap();
}

#[test]
fn a_filter_shows_its_rows_and_columns_only() {
    let lake = Running::new();
    lake.say_where_results_go();
    let table = json!({ "Table": { "DatabaseName": "air", "Name": "daily" } });
    let grant = |operation: &str, principal: &str, resource: &Value, permission: &str| {
        let who = json!({ "DataLakePrincipalIdentifier": principal });
        let input = json!({ "Principal": who, "Resource": resource, "Permissions": [permission] });
        lake.ok(&lakeformation::SERVICE, operation, input);
    };
    grant("RevokePermissions", "IAM_ALLOWED_PRINCIPALS", &table, "ALL");
    let place = json!({
        "TableCatalogId": "123456789012", "DatabaseName": "air", "TableName": "daily", "Name": "only_aa" });
    let mut filter = place.clone();
    filter["RowFilter"] = json!({ "FilterExpression": "carrier = 'AA'" });
    filter["ColumnNames"] = json!(["delay"]);
    lake.ok(&lakeformation::SERVICE, "CreateDataCellsFilter", json!({ "TableData": filter }));
    grant("GrantPermissions", ANALYST, &json!({ "DataCellsFilter": place }), "SELECT");
    let seen = lake.query_as(ANALYST, "SELECT * FROM daily ORDER BY delay");
    assert_eq!(lake.rows(&seen), [[some("delay")], [some("5")], [some("7")]], "{seen}");
    let counted = lake.query_as(ANALYST, "SELECT count(*) FROM daily");
    assert_eq!(lake.rows(&counted)[1], [some("2")]);
}

#[test]
fn a_query_that_reads_too_much_is_cancelled_and_measured() {
    let lake = Running::new();
    let line = format!("AA,5,{}\n", "x".repeat(90));
    lake.put_object("lake", "air/daily/b.csv", &line.repeat(120_000));
    lake.ok(
        &SERVICE,
        "CreateWorkGroup",
        json!({ "Name": "small", "Configuration": {
            "ResultConfiguration": { "OutputLocation": "s3://lake/small/" },
            "BytesScannedCutoffPerQuery": 10_000_000, "PublishCloudWatchMetricsEnabled": true } }),
    );
    let started = lake.ok(
        &SERVICE,
        "StartQueryExecution",
        json!({ "QueryString": "SELECT count(*) FROM air.daily WHERE note = 'y'", "WorkGroup": "small" }),
    );
    let got = lake.ok(&SERVICE, "GetQueryExecution", json!({ "QueryExecutionId": started["QueryExecutionId"] }));
    let status = &got["QueryExecution"]["Status"];
    assert_eq!(status["State"], "CANCELLED", "{got}");
    assert!(status["StateChangeReason"].as_str().unwrap().contains("Bytes scanned limit"), "{got}");
    let metrics = lake.ok(&crate::cloudwatch::SERVICE, "ListMetrics", json!({ "MetricName": "ProcessedBytes" }));
    let dimensions = metrics["Metrics"][0]["Dimensions"].as_array().unwrap();
    let state = dimensions.iter().find(|dimension| dimension["Name"] == "QueryState").unwrap();
    assert_eq!(state["Value"], "CANCELED", "the metric has its own spelling");
}

#[test]
fn a_running_query_can_be_stopped() {
    let lake = Running::new();
    lake.put_object("lake", "air/daily/b.csv", &"AA,5,x\n".repeat(20_000));
    let id = lake.runtime.block_on(async {
        let sql = "SELECT count(*) FROM daily a JOIN daily b ON a.delay <> b.delay + length(b.note) * 1000 \
                   JOIN daily c ON c.delay <> a.delay + b.delay + 1000";
        let start = json!({
            "QueryString": sql, "QueryExecutionContext": { "Database": "air" },
            "ResultConfiguration": { "OutputLocation": "s3://lake/results/" } });
        let started = SERVICE.run("StartQueryExecution", lake.call_as("", start)).await.unwrap();
        let id = started["QueryExecutionId"].clone();
        let early = SERVICE.run("GetQueryResults", lake.call_as("", json!({ "QueryExecutionId": id }))).await;
        assert_eq!(early.unwrap_err().message, "Query has not yet finished. Current state: RUNNING");
        SERVICE.run("StopQueryExecution", lake.call_as("", json!({ "QueryExecutionId": id }))).await.unwrap();
        lake.lake.lake.tasks().drain().await;
        id
    });
    let got = lake.ok(&SERVICE, "GetQueryExecution", json!({ "QueryExecutionId": id }));
    assert_eq!(got["QueryExecution"]["Status"]["State"], "CANCELLED", "{got}");
}

#[test]
fn altering_a_table_keeps_what_the_engine_does_not_know() {
    let running = Running::new();
    let id = json!({ "DatabaseName": "air", "Name": "daily" });
    let table = || running.ok(&glue::SERVICE, "GetTable", id.clone())["Table"].clone();
    let old = table();
    let mut storage = old["StorageDescriptor"].clone();
    storage["Parameters"] = json!({ "kept": "yes" });
    storage["SortColumns"] = json!([{ "Column": "carrier", "SortOrder": 1 }]);
    storage["Columns"][0]["Parameters"] = json!({ "pii": "no" });
    let input = json!({ "Name": "daily", "TableType": "EXTERNAL_TABLE", "Owner": "flights", "Retention": 7,
        "Parameters": old["Parameters"], "PartitionKeys": [], "StorageDescriptor": storage });
    running.ok(&glue::SERVICE, "UpdateTable", json!({ "DatabaseName": "air", "TableInput": input }));
    let done = running.query_as("", "ALTER TABLE air.daily ADD COLUMNS (extra string)");
    assert_eq!(done["Status"]["State"], "SUCCEEDED", "{done}");
    let new = table();
    assert_eq!((&new["Owner"], &new["Retention"]), (&json!("flights"), &json!(7)));
    let kept = &new["StorageDescriptor"];
    assert_eq!(kept["Columns"].as_array().unwrap().len(), 4);
    assert_eq!(kept["Columns"][0]["Parameters"]["pii"], "no");
    assert_eq!((&kept["Parameters"], &kept["SortColumns"]), (&storage["Parameters"], &storage["SortColumns"]));
}

#[test]
fn errors_have_a_code_of_their_own_and_the_catalogs_in_their_words() {
    let test = lake();
    let ask = |operation: &str, input: Value| test.run(&SERVICE, operation, input).unwrap_err();
    let catalog = json!("AwsDataCatalog");
    let error = ask("GetTableMetadata", json!({"CatalogName": catalog, "DatabaseName": "none", "TableName": "t"}));
    assert_eq!(error.code, "MetadataException");
    assert!(
        error.message.contains("(Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException;")
    );
    let error = ask("GetQueryExecution", json!({"QueryExecutionId": "none"}));
    assert_eq!(
        (error.code.as_ref(), &error.fields["AthenaErrorCode"]),
        ("InvalidRequestException", &json!("INVALID_INPUT"))
    );
    let error = ask("ListDatabases", json!({"CatalogName": "other"}));
    assert_eq!(error.fields["AthenaErrorCode"], "DATACATALOG_NOT_FOUND");
}

#[test]
fn the_name_of_a_prepared_statement_has_a_pattern() {
    let running = Running::new();
    let create = |name: &str| {
        let input = json!({ "StatementName": name, "WorkGroup": "primary", "QueryStatement": "SELECT 1" });
        running.run_as("", &SERVICE, "CreatePreparedStatement", input)
    };
    for name in ["ab", "_1", "by@day:2"] {
        create(name).expect("a name");
    }
    for name in ["a", "1a", "a-b", "a b", "é1"] {
        let error = create(name).expect_err("no name");
        assert!(error.message.contains("[a-zA-Z_][a-zA-Z0-9_@:]{1,256}"), "{name}: {}", error.message);
    }
}
