//! The catalog and the crawlers by their operations, on a lake in a temporary directory.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::SERVICE;
use crate::logs;
use crate::objects::{BUCKET, NewObject};
use crate::store::StoreError;
use crate::testing::{self, TestLake};

fn put(lake: &TestLake, key: &str, bytes: &[u8]) {
    let store = lake.lake.store();
    store
        .write(|tx| tx.insert(BUCKET, "", "raw", &json!({})).map(drop))
        .unwrap_or_else(|error: StoreError| panic!("{error}"));
    let objects = lake.lake.objects();
    let incoming = objects.incoming();
    std::fs::write(&incoming, bytes).unwrap();
    let new = NewObject {
        bucket: "raw",
        key,
        etag: "0".to_owned(),
        storage_class: "STANDARD".to_owned(),
        attributes: Value::Null,
    };
    objects.put(&new, &incoming).unwrap();
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn crawl(lake: &TestLake, settings: Value) -> Value {
    let mut input = json!({
        "Name": "c",
        "Role": "service-role/crawler",
        "DatabaseName": "raw",
        "Targets": { "S3Targets": [{ "Path": "s3://raw/" }] },
    });
    for (member, value) in settings.as_object().unwrap() {
        input[member] = value.clone();
    }
    if lake.run(&SERVICE, "GetCrawler", json!({ "Name": "c" })).is_err() {
        lake.ok(&SERVICE, "CreateCrawler", input);
    }
    lake.ok(&SERVICE, "StartCrawler", json!({ "Name": "c" }));
    let crawls = lake.ok(&SERVICE, "ListCrawls", json!({ "CrawlerName": "c" }));
    crawls["Crawls"][0].clone()
}

fn table(lake: &TestLake, name: &str) -> Value {
    lake.ok(&SERVICE, "GetTable", json!({ "DatabaseName": "raw", "Name": name }))["Table"].clone()
}

fn column_types(table: &Value) -> Vec<String> {
    let columns = table["StorageDescriptor"]["Columns"].as_array().unwrap();
    columns
        .iter()
        .map(|column| format!("{} {}", column["Name"].as_str().unwrap(), column["Type"].as_str().unwrap()))
        .collect()
}

fn log_lines(lake: &TestLake) -> Vec<String> {
    let input = json!({ "logGroupName": "/aws-glue/crawlers", "logStreamNames": ["c"] });
    let events = lake.ok(&logs::SERVICE, "FilterLogEvents", input);
    events["events"].as_array().unwrap().iter().map(|event| event["message"].as_str().unwrap().to_owned()).collect()
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["Name"].as_str().unwrap()).collect()
}

#[test]
fn names_are_folded_and_duplicates_refused() {
    let lake = testing::lake();
    lake.ok(&SERVICE, "CreateDatabase", json!({ "DatabaseInput": { "Name": "Sales", "Parameters": { "a": "b" } } }));
    let database = lake.ok(&SERVICE, "GetDatabase", json!({ "Name": "SALES" }))["Database"].clone();
    assert_eq!(database["Name"], "sales");
    assert_eq!(database["CatalogId"], "123456789012");
    assert_eq!(database["CreateTableDefaultPermissions"][0]["Permissions"], json!(["ALL"]));
    let (code, message) = lake.error(&SERVICE, "CreateDatabase", json!({ "DatabaseInput": { "Name": "sales" } }));
    assert_eq!((code.as_str(), message.as_str()), ("AlreadyExistsException", "Database already exists."));
    let (code, _) = lake.error(&SERVICE, "GetDatabase", json!({ "Name": "nope" }));
    assert_eq!(code, "EntityNotFoundException");
    let (code, _) = lake.error(&SERVICE, "CreateDatabase", json!({ "DatabaseInput": { "Name": "" } }));
    assert_eq!(code, "InvalidInputException");
}

#[test]
fn lists_come_in_pages() {
    let lake = testing::lake();
    for name in ["a", "b", "c"] {
        lake.ok(&SERVICE, "CreateDatabase", json!({ "DatabaseInput": { "Name": name } }));
    }
    let first = lake.ok(&SERVICE, "GetDatabases", json!({ "MaxResults": 2 }));
    assert_eq!(names(&first["DatabaseList"]), ["a", "b"]);
    let second = lake.ok(&SERVICE, "GetDatabases", json!({ "MaxResults": 1, "NextToken": first["NextToken"] }));
    assert_eq!(names(&second["DatabaseList"]), ["c"]);
    assert!(second.get("NextToken").is_none());
    let (code, _) = lake.error(&SERVICE, "GetDatabases", json!({ "NextToken": "zz" }));
    assert_eq!(code, "InvalidInputException");
}

#[test]
fn a_stale_version_is_refused_and_changes_nothing() {
    let lake = testing::lake();
    lake.ok(&SERVICE, "CreateDatabase", json!({ "DatabaseInput": { "Name": "raw" } }));
    let input = |text: &str| json!({ "Name": "T", "Description": text, "StorageDescriptor": { "Columns": [{ "Name": "x", "Type": "int" }] } });
    lake.ok(&SERVICE, "CreateTable", json!({ "DatabaseName": "raw", "TableInput": input("one") }));
    assert_eq!(table(&lake, "t")["VersionId"], "0");
    let update =
        |text: &str, version: &str| json!({ "DatabaseName": "raw", "TableInput": input(text), "VersionId": version });
    lake.ok(&SERVICE, "UpdateTable", update("two", "0"));
    let (code, message) = lake.error(&SERVICE, "UpdateTable", update("three", "0"));
    assert_eq!(code, "ConcurrentModificationException");
    assert_eq!(message, "Update table failed due to concurrent modifications.");
    assert_eq!((&table(&lake, "t")["VersionId"], &table(&lake, "t")["Description"]), (&json!("1"), &json!("two")));
    let versions = lake.ok(&SERVICE, "GetTableVersions", json!({ "DatabaseName": "raw", "TableName": "t" }));
    let versions: Vec<&str> = versions["TableVersions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| version["VersionId"].as_str().unwrap())
        .collect();
    assert_eq!(versions, ["1", "0"]);
    let mut skip = update("four", "1");
    skip["SkipArchive"] = json!(true);
    lake.ok(&SERVICE, "UpdateTable", skip);
    let gone = json!({ "DatabaseName": "raw", "TableName": "t", "VersionId": "1" });
    assert_eq!(lake.error(&SERVICE, "GetTableVersion", gone).0, "EntityNotFoundException");
}

#[test]
fn tables_are_filtered_by_a_regular_expression() {
    let lake = testing::lake();
    lake.ok(&SERVICE, "CreateDatabase", json!({ "DatabaseInput": { "Name": "raw" } }));
    for name in ["orders", "orders_old", "users"] {
        lake.ok(&SERVICE, "CreateTable", json!({ "DatabaseName": "raw", "TableInput": { "Name": name } }));
    }
    let found = lake.ok(&SERVICE, "GetTables", json!({ "DatabaseName": "raw", "Expression": "orders.*" }));
    assert_eq!(names(&found["TableList"]), ["orders", "orders_old"]);
    let found = lake.ok(&SERVICE, "GetTables", json!({ "DatabaseName": "raw", "Expression": "orders" }));
    assert_eq!(names(&found["TableList"]), ["orders"], "the whole name has to match");
    let found = lake.ok(&SERVICE, "SearchTables", json!({ "SearchText": "old" }));
    assert_eq!(names(&found["TableList"]), ["orders_old"]);
}

#[test]
fn partitions_are_filtered_by_typed_expressions() {
    let lake = testing::lake();
    lake.ok(&SERVICE, "CreateDatabase", json!({ "DatabaseInput": { "Name": "raw" } }));
    let keys = json!([{ "Name": "year", "Type": "int" }, { "Name": "city", "Type": "string" }]);
    let input = json!({ "Name": "t", "PartitionKeys": keys, "StorageDescriptor": { "Columns": [] } });
    lake.ok(&SERVICE, "CreateTable", json!({ "DatabaseName": "raw", "TableInput": input }));
    let values = [["2025", "x"], ["2026", "x"], ["10000", "y"]];
    let list: Vec<Value> = values.iter().map(|values| json!({ "Values": values })).collect();
    let place = |members: Value| {
        let mut input = json!({ "DatabaseName": "raw", "TableName": "t" });
        input.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        input
    };
    lake.ok(&SERVICE, "BatchCreatePartition", place(json!({ "PartitionInputList": list })));
    let again = lake.ok(&SERVICE, "BatchCreatePartition", place(json!({ "PartitionInputList": list })));
    assert_eq!(again["Errors"].as_array().unwrap().len(), 3);
    assert_eq!(again["Errors"][0]["ErrorDetail"]["ErrorCode"], "AlreadyExistsException");
    let count = |expression: &str| {
        let found = lake.ok(&SERVICE, "GetPartitions", place(json!({ "Expression": expression })));
        found["Partitions"].as_array().unwrap().len()
    };
    // As numbers, 10000 is above 2026; as text it would be below.
    assert_eq!(count("year > 2025"), 2);
    assert_eq!(count("year in (2025, 2026) and city = 'x'"), 2);
    let (code, _) = lake.error(&SERVICE, "GetPartitions", place(json!({ "Expression": "nope = 1" })));
    assert_eq!(code, "InvalidInputException");
    let segments: usize = (0..3)
        .map(|number| {
            let segment = json!({ "Segment": { "SegmentNumber": number, "TotalSegments": 3 } });
            lake.ok(&SERVICE, "GetPartitions", place(segment))["Partitions"].as_array().unwrap().len()
        })
        .sum();
    assert_eq!(segments, 3);
    let (code, _) = lake.error(&SERVICE, "CreatePartition", place(json!({ "PartitionInput": { "Values": ["1"] } })));
    assert_eq!(code, "InvalidInputException");
    let (code, _) = lake.error(&SERVICE, "GetPartition", place(json!({ "PartitionValues": ["1", "x"] })));
    assert_eq!(code, "EntityNotFoundException");
}

#[test]
fn a_crawl_reads_csv_json_and_gzip_and_finds_partitions() {
    let lake = testing::lake();
    put(&lake, "weather/w.csv", b"date,wind,rain\n2012-01-01,4.7,0\n2012-01-02,4.5,3\n");
    put(&lake, "flights/f.json.gz", &gzip(br#"[{"origin":"SEA","delay":-3},{"origin":"PDX","delay":4}]"#));
    put(&lake, "events/year=2025/month=12/e.json", b"{\"id\":1,\"who\":\"bob\"}\n{\"id\":2,\"who\":\"eve\"}\n");
    put(&lake, "events/year=2026/month=01/e.json", b"{\"id\":3,\"who\":\"ann\"}\n");
    let crawl = crawl(&lake, json!({}));
    assert_eq!(crawl["State"], "COMPLETED", "{crawl} {:?}", log_lines(&lake));
    let summary: Value = serde_json::from_str(crawl["Summary"].as_str().unwrap()).unwrap();
    assert_eq!(summary["TABLE"]["ADD"]["Count"], 3);
    assert_eq!(summary["PARTITION"]["ADD"]["Count"], 2);

    let weather = table(&lake, "weather");
    assert_eq!(column_types(&weather), ["date string", "wind double", "rain bigint"]);
    assert_eq!(weather["Parameters"]["skip.header.line.count"], "1");
    assert_eq!(weather["Parameters"]["UPDATED_BY_CRAWLER"], "c");
    assert_eq!(weather["StorageDescriptor"]["Location"], "s3://raw/weather/");
    let flights = table(&lake, "flights");
    assert_eq!(flights["Parameters"]["compressionType"], "gzip");
    assert_eq!(flights["Parameters"]["jsonPath"], "$[*]");
    let events = table(&lake, "events");
    assert_eq!(names(&events["PartitionKeys"]), ["year", "month"]);
    let partitions = lake.ok(
        &SERVICE,
        "GetPartitions",
        json!({ "DatabaseName": "raw", "TableName": "events", "Expression": "year = '2026'" }),
    );
    assert_eq!(partitions["Partitions"][0]["StorageDescriptor"]["Location"], "s3://raw/events/year=2026/month=01/");
    let indexes = lake.ok(&SERVICE, "GetPartitionIndexes", json!({ "DatabaseName": "raw", "TableName": "events" }));
    assert_eq!(indexes["PartitionIndexDescriptorList"][0]["IndexStatus"], "ACTIVE");
    let crawler = lake.ok(&SERVICE, "GetCrawler", json!({ "Name": "c" }))["Crawler"].clone();
    assert_eq!((&crawler["State"], &crawler["LastCrawl"]["Status"]), (&json!("READY"), &json!("SUCCEEDED")));
    assert_eq!(crawler["LastCrawl"]["StartTime"], crawl["StartTime"]);
}

#[test]
fn a_second_crawl_adds_what_is_new_and_deprecates_what_is_gone() {
    let lake = testing::lake();
    put(&lake, "t/day=1/a.csv", b"id,name\n1,x\n");
    put(&lake, "gone/a.csv", b"id,name\n1,x\n");
    crawl(&lake, json!({}));
    put(&lake, "t/day=1/a.csv", b"id,name,size\n1,x,2.5\n");
    put(&lake, "t/day=2/a.csv", b"id,name,size\n1,x,2.5\n");
    lake.lake.objects().delete("raw", "gone/a.csv").unwrap();
    let crawl = crawl(&lake, json!({}));
    assert_eq!(crawl["State"], "COMPLETED", "{:?}", log_lines(&lake));
    let found = table(&lake, "t");
    assert_eq!(column_types(&found), ["id bigint", "name string", "size double"]);
    assert_eq!(found["VersionId"], "1");
    assert!(table(&lake, "gone")["Parameters"].get("DEPRECATED_BY_CRAWLER").is_some());
    let lines = log_lines(&lake).join("\n");
    assert!(lines.contains("column size double added"), "{lines}");
    let partitions = lake.ok(&SERVICE, "GetPartitions", json!({ "DatabaseName": "raw", "TableName": "t" }));
    assert_eq!(partitions["Partitions"].as_array().unwrap().len(), 2);
    let metrics = lake.ok(&SERVICE, "GetCrawlerMetrics", json!({ "CrawlerNameList": ["c"] }));
    assert_eq!(metrics["CrawlerMetricsList"][0]["TablesCreated"], 2);
}

#[test]
fn broken_objects_are_named_and_the_rest_goes_on() {
    let lake = testing::lake();
    put(&lake, "good/a.csv", b"id,name\n1,x\n2,y\n");
    put(&lake, "ragged/a.csv", b"id,name\n1,x\n2,y,z,1\n3,w\n");
    put(&lake, "lines/a.json", b"{\"id\":1}\n{\"id\":\n{\"id\":3}\n");
    let packed = gzip(&b"id,name\n1,x\n".repeat(1000));
    put(&lake, "cut/a.csv.gz", &packed[..packed.len() / 2]);
    put(&lake, "parquet/a.parquet", b"PAR1 and then nothing of use");
    let crawl = crawl(&lake, json!({}));
    assert_eq!(crawl["State"], "COMPLETED", "{crawl}");
    let lines = log_lines(&lake);
    let named = |text: &str| lines.iter().any(|line| line.contains("ERROR : s3://raw/") && line.contains(text));
    for object in [
        "ragged/a.csv:3",
        "lines/a.json:2",
        "cut/a.csv.gz: truncated gzip",
        "parquet/a.parquet: truncated or broken Parquet",
    ] {
        assert!(named(object), "{object}: {lines:#?}");
    }
    assert_eq!(column_types(&table(&lake, "good")), ["id bigint", "name string"]);
}

#[test]
fn what_cannot_be_crawled_is_said() {
    let lake = testing::lake();
    let crawl = crawl(&lake, json!({}));
    assert_eq!(crawl["State"], "FAILED");
    assert!(crawl["ErrorMessage"].as_str().unwrap().contains("s3://raw/"), "{crawl}");
    let crawler = lake.ok(&SERVICE, "GetCrawler", json!({ "Name": "c" }))["Crawler"].clone();
    assert_eq!((&crawler["State"], &crawler["LastCrawl"]["Status"]), (&json!("READY"), &json!("FAILED")));
    let catalog = json!({ "Name": "d", "Role": "r", "Targets": { "CatalogTargets": [{ "DatabaseName": "raw", "Tables": ["t"] }] } });
    let (code, message) = lake.error(&SERVICE, "CreateCrawler", catalog);
    assert_eq!(code, "NotImplemented");
    assert!(message.contains("CatalogTargets"), "{message}");
    let (code, _) = lake.error(&SERVICE, "StopCrawler", json!({ "Name": "c" }));
    assert_eq!(code, "CrawlerNotRunningException");
}

#[test]
fn a_crawl_whose_process_died_is_ended_as_failed() {
    let lake = testing::lake();
    put(&lake, "t/a.csv", b"id,name\n1,x\n");
    crawl(&lake, json!({}));
    let key = super::crawler_state::CrawlKey {
        region: "us-east-1".to_owned(),
        crawler: "c".to_owned(),
        id: "dead".to_owned(),
        started: 2_000_000_000_000,
    };
    lake.lake
        .store()
        .write(|tx| {
            let crawler = super::crawler_state::get(tx, "us-east-1", "c")?.unwrap();
            super::crawler_state::begin(tx, &key, crawler)?;
            super::abandon_crawl(&lake.lake, tx, &key.to_value())
        })
        .unwrap();
    let crawls = lake.ok(&SERVICE, "ListCrawls", json!({ "CrawlerName": "c" }));
    assert_eq!((&crawls["Crawls"][0]["CrawlId"], &crawls["Crawls"][0]["State"]), (&json!("dead"), &json!("FAILED")));
    let crawler = lake.ok(&SERVICE, "GetCrawler", json!({ "Name": "c" }))["Crawler"].clone();
    assert_eq!(crawler["State"], "READY");
}

#[test]
fn a_csv_classifier_decides_the_reader() {
    let lake = testing::lake();
    put(&lake, "airports/a.csv", b"iata,name\nSEA,\"Seattle, Tacoma\"\nPDX,\"Portland\"\n");
    let classifier = json!({ "CsvClassifier": { "Name": "quoted", "QuoteSymbol": "\"", "ContainsHeader": "PRESENT", "Serde": "OpenCSVSerDe" } });
    lake.ok(&SERVICE, "CreateClassifier", classifier);
    let crawl = crawl(&lake, json!({ "Classifiers": ["quoted"] }));
    assert_eq!(crawl["State"], "COMPLETED", "{crawl}");
    let airports = table(&lake, "airports");
    let serde = airports["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"].as_str().unwrap();
    assert!(serde.ends_with("OpenCSVSerde"), "{serde}");
    assert_eq!(column_types(&airports), ["iata string", "name string"]);
    let (code, _) = lake.error(&SERVICE, "CreateCrawler", json!({ "Name": "d", "Role": "r", "Classifiers": ["nope"], "Targets": { "S3Targets": [{ "Path": "s3://raw/" }] } }));
    assert_eq!(code, "EntityNotFoundException");
}
