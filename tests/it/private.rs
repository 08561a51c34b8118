//! What is nobody else's business: files and folders of the lake, secrets in the output, escape sequences in whatever
//! comes from outside.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::sandbox::{Output, Sandbox};
use crate::stub::{Reply, Stub};

/// A secret that must not be seen.
const CANARY: &str = "canary0SECRET0wJalrXUtnFEMIK7MDENG";
const TOKEN: &str = "canary0TOKEN0FwoGZXIvYXdzEBYaDH";

fn below(directory: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            below(&path, found);
        }
        found.insert(path);
    }
}

#[test]
#[cfg(unix)]
fn the_lake_and_what_is_kept_of_it_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    // Somebody made the directory, open as directories are.
    std::fs::create_dir(sandbox.lake()).expect("a folder");
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.ok(["bucket", "create", "lake-results", "--zone", "query-results"]);
    sandbox.ok(["db", "create", "raw"]);
    crate::objects::put(&sandbox, "lake-raw", "t/a.csv", b"id,name\n1,x\n2,y\n");
    sandbox.ok(["crawler", "create", "all", "--database", "raw", "--target", "s3://lake-raw/t/"]);
    sandbox.ok(["crawler", "run", "all"]);
    sandbox.ok(["query", "SELECT * FROM raw.t"]);
    sandbox.ok(["query", "CREATE TABLE raw.u WITH (format = 'PARQUET') AS SELECT * FROM raw.t"]);
    sandbox.ok(["complete", "zsh", "--", "lakectl", "bucket", "show", ""]);
    sandbox.write("lake.toml", "[databases.two]\n");
    sandbox.ok(["apply", "--yes"]);
    let mut found = BTreeSet::new();
    below(&sandbox.lake(), &mut found);
    for kept in [sandbox.home().join(".local/state/lakectl-lake"), sandbox.home().join(".cache/lakectl-lake")] {
        found.insert(kept.clone());
        below(&kept, &mut found);
    }
    let mode = |path: &Path| std::fs::symlink_metadata(path).map(|about| about.permissions().mode() & 0o777);
    let open: Vec<String> = found
        .iter()
        .filter_map(|path| Some((path, mode(path).ok()?)))
        .filter(|(path, mode)| !path.is_symlink() && mode & 0o077 != 0)
        .map(|(path, mode)| format!("{mode:o} {}", path.display()))
        .collect();
    assert!(open.is_empty(), "others can look into\n{}", open.join("\n"));
    assert!(found.iter().any(|path| path.ends_with("lake.sqlite")) && found.len() > 10, "{found:?}");
    let journal = sandbox.work().join(".lake-journal");
    assert_eq!(mode(&journal).expect("the journal"), 0o700);
}

#[test]
fn a_secret_is_in_no_output_however_much_is_asked_for() {
    let stub = Stub::alone(|request| {
        match request.operation().as_str() {
        "GetDatabases" => Reply::Status(200, json!({ "DatabaseList": [{ "Name": "raw" }] }).to_string()),
        "GetCallerIdentity" => Reply::Status(
            200,
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>1</UserId>\
             <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
                .to_owned(),
        ),
        // A service that quotes what it was sent, as proxies do.
        _ if request.method == "GET" => Reply::Status(
            403,
            format!("<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message><StringToSign>{}</StringToSign></Error>", request.header("authorization")),
        ),
        _ => Reply::error(400, "AccessDeniedException", "User is not authorized"),
    }
    });
    let sandbox = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", CANARY)
        .env("AWS_SESSION_TOKEN", TOKEN)
        .env("AWS_REGION", "us-east-1")
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full");
    let mut seen = 0;
    for line in [
        "db list",
        "bucket list",
        "bucket show lake-raw",
        "table list",
        "status",
        "doctor",
        "query 'SELECT 1'",
        "version",
        "access list",
        "job run x",
        "db create x --dry-run",
        "apply --yes",
    ] {
        for more in ["", "-v", "-v -o json", "-o jsonl", "--no-input -v -o csv"] {
            let output = sandbox.sh(&format!("lakectl {line} {more}"));
            assert!(!output.stderr.contains("panicked"), "{output}");
            holds_no_secret(&output);
            seen += output.stdout.len() + output.stderr.len();
        }
    }
    assert!(seen > 2000, "something was said");
    // It was signed with, so that the services had a chance to give it back.
    assert!(stub.requests().iter().any(|request| request.header("x-amz-security-token") == TOKEN));
    // What was kept of it on the disk: nothing.
    let mut kept = BTreeSet::new();
    below(sandbox.root(), &mut kept);
    for path in kept.iter().filter(|path| path.is_file()) {
        let text = String::from_utf8_lossy(&std::fs::read(path).expect("a file")).into_owned();
        assert!(!text.contains(CANARY) && !text.contains(TOKEN), "{}", path.display());
    }
}

#[track_caller]
fn holds_no_secret(output: &Output) {
    for text in [&output.stdout, &output.stderr] {
        assert!(!text.contains(CANARY) && !text.contains(TOKEN), "{output}");
    }
}

#[test]
fn the_lakes_own_keys_are_shown_where_they_are_asked_for_and_nowhere_else() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    let keys = sandbox.json("lakectl local credentials");
    let secret = keys["credentials"]["environment"]["AWS_SECRET_ACCESS_KEY"].as_str().expect("a secret").to_owned();
    for line in [
        "status -v",
        "bucket show lake-raw -v -o json",
        "local status -v -o json",
        "doctor -v",
        "db show nothing -v",
        "query 'SELECT' -v",
        "version -o json",
    ] {
        let output = sandbox.sh(&format!("lakectl {line}"));
        assert!(!output.stdout.contains(&secret) && !output.stderr.contains(&secret), "{output}");
    }
}

/// Text that would act on a terminal, each with a mark by which it is known to have come.
const HOSTILE: &str = "mark\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\r\u{8}\u{202e}gnp\u{2066}\u{7f}\u{feff}end";

#[track_caller]
fn acts_on_no_terminal(output: &Output) {
    for (name, text) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let dangerous = |character: &char| {
            matches!(character, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}'
                | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
        };
        let found: Vec<char> = text.chars().filter(dangerous).collect();
        assert!(found.is_empty(), "{name} has {found:?}\n{:?}", output);
    }
}

/// Every text of every answer is hostile: names, comments, states, messages, keys, log lines.
fn hostile() -> Stub {
    let h = HOSTILE;
    Stub::alone(move |request| {
        let json = |value: serde_json::Value| Reply::Status(200, value.to_string());
        let xml = |text: String| Reply::Status(200, text);
        let escaped: String = h.chars().filter(|c| !c.is_control()).collect();
        let operation = request.operation();
        match operation.strip_prefix("POST /").unwrap_or(&operation) {
            "GetCallerIdentity" => xml(format!(
                "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/{escaped}</Arn><UserId>1</UserId>\
                 <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
            )),
            "GetDatabases" => json(json!({ "DatabaseList": [{ "Name": h, "Description": h, "LocationUri": h }] })),
            "GetDatabase" => {
                json(json!({ "Database": { "Name": h, "Description": h, "LocationUri": h, "Parameters": { h: h } } }))
            }
            "GetTables" | "SearchTables" => json(json!({ "TableList": [table(h)] })),
            "GetTable" => json(json!({ "Table": table(h) })),
            "GetTableVersions" => json(json!({ "TableVersions": [{ "Table": table(h), "VersionId": h }] })),
            "GetPartitions" => {
                json(json!({ "Partitions": [{ "Values": [h], "StorageDescriptor": { "Location": h } }] }))
            }
            "GetCrawlers" => {
                json(json!({ "Crawlers": [{ "Name": h, "State": h, "Role": h, "DatabaseName": h, "Description": h,
                "LastCrawl": { "Status": h, "ErrorMessage": h, "LogGroup": h } }] }))
            }
            "GetCrawler" => {
                json(json!({ "Crawler": { "Name": h, "State": h, "Role": h, "DatabaseName": h, "Description": h } }))
            }
            "ListCrawls" => json(json!({ "Crawls": [{ "CrawlId": h, "State": h, "ErrorMessage": h, "Summary": h }] })),
            "GetJobs" => json(
                json!({ "Jobs": [{ "Name": h, "Role": h, "Command": { "Name": h, "ScriptLocation": h }, "Description": h }] }),
            ),
            "GetJob" => json(
                json!({ "Job": { "Name": h, "Role": h, "Command": { "Name": h, "ScriptLocation": h }, "Description": h } }),
            ),
            "GetJobRuns" => json(
                json!({ "JobRuns": [{ "Id": h, "JobName": h, "JobRunState": h, "ErrorMessage": h, "Arguments": { h: h } }] }),
            ),
            "ListRegistries" => json(json!({ "Registries": [{ "RegistryName": h, "Description": h, "Status": h }] })),
            "ListSchemas" => {
                json(json!({ "Schemas": [{ "SchemaName": h, "RegistryName": h, "Description": h, "UpdatedTime": h }] }))
            }
            "ListWorkGroups" => json(json!({ "WorkGroups": [{ "Name": h, "State": h, "Description": h }] })),
            "GetWorkGroup" => json(json!({ "WorkGroup": { "Name": h, "State": h, "Description": h,
                "Configuration": { "ResultConfiguration": { "OutputLocation": h } } } })),
            "ListPermissions" => {
                json(json!({ "PrincipalResourcePermissions": [{ "Principal": { "DataLakePrincipalIdentifier": h },
                "Resource": { "Database": { "Name": h } }, "Permissions": ["DESCRIBE"] }] }))
            }
            "ListLFTags" => json(json!({ "LFTags": [{ "TagKey": h, "TagValues": [h] }] })),
            "ListResources" => {
                json(json!({ "ResourceInfoList": [{ "ResourceArn": format!("arn:aws:s3:::{h}"), "RoleArn": h }] }))
            }
            "ListDataCellsFilter" => json(
                json!({ "DataCellsFilters": [{ "DatabaseName": h, "TableName": h, "Name": h, "TableCatalogId": "1",
                "RowFilter": { "FilterExpression": h } }] }),
            ),
            "DescribeLogGroups" => json(json!({ "logGroups": [{ "logGroupName": "g" }] })),
            "FilterLogEvents" => {
                json(json!({ "events": [{ "timestamp": 1_700_000_000_000_u64, "message": h, "logStreamName": h }] }))
            }
            "ListQueryExecutions" => json(json!({ "QueryExecutionIds": ["00000000-0000-0000-0000-000000000001"] })),
            "BatchGetQueryExecution" => {
                json(json!({ "QueryExecutions": [{ "QueryExecutionId": h, "Query": h, "WorkGroup": h,
                "Status": { "State": "FAILED", "StateChangeReason": h } }] }))
            }
            operation if operation.starts_with("GET /?") => xml(format!(
                "<ListAllMyBucketsResult><Buckets><Bucket><Name>{escaped}</Name><BucketRegion>{escaped}</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>"
            )),
            operation if operation.starts_with("GET ") => {
                Reply::Status(400, format!("<Error><Code>{escaped}</Code><Message>{escaped}</Message></Error>"))
            }
            _ => Reply::error(400, h, h),
        }
    })
}

fn table(h: &str) -> serde_json::Value {
    json!({
        "Name": h, "DatabaseName": h, "Description": h, "Owner": h, "TableType": h, "CreatedBy": h, "VersionId": h,
        "StorageDescriptor": {
            "Columns": [{ "Name": h, "Type": h, "Comment": h }], "Location": h, "InputFormat": h,
            "SerdeInfo": { "SerializationLibrary": h, "Parameters": { h: h } }
        },
        "PartitionKeys": [{ "Name": h, "Type": h }], "Parameters": { h: h, "classification": h },
    })
}

#[test]
fn what_comes_from_a_service_acts_on_no_terminal_in_any_command() {
    let stub = hostile();
    let sandbox = Sandbox::without_target()
        .env("AWS_ENDPOINT_URL", &stub.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", CANARY)
        .env("AWS_REGION", "us-east-1");
    let (mut marks, mut shown) = (0, Vec::new());
    for line in [
        "db list",
        "db show x",
        "table list",
        "table show x.y",
        "table history x.y",
        "table search x",
        "partition list x.y",
        "crawler list",
        "crawler show x",
        "crawler history x",
        "job list",
        "job show x",
        "job runs x",
        "registry list",
        "registry show x",
        "schema list",
        "schema show x",
        "schema versions x",
        "workgroup list",
        "workgroup show x",
        "access list",
        "access show --on x.y",
        "tag list",
        "location list",
        "filter list",
        "queries list",
        "queries show 00000000-0000-0000-0000-000000000001",
        "bucket list",
        "bucket show lake-raw",
        "alarm list",
        "metric list",
        "logs tail g",
        "status",
        "admin list",
        "governance show x",
        "query 'SELECT 1'",
        "cost estimate",
        "crawler run x",
        "job run x",
        "db delete x --confirm x",
        "bucket empty lake-raw --confirm lake-raw",
        "lifecycle show lake-raw",
    ] {
        for format in ["table", "json", "markdown"] {
            let output = sandbox.sh(&format!("lakectl {line} -v -o {format}"));
            assert!(!output.stderr.contains("panicked") && (output.code != 2 || line.starts_with("query")), "{output}");
            acts_on_no_terminal(&output);
            holds_no_secret(&output);
            marks += usize::from(output.stdout.contains("mark") || output.stderr.contains("mark"));
        }
        shown.push(line);
    }
    assert!(marks > shown.len(), "only {marks} of {} answers show what the services sent", shown.len() * 3);
}

#[test]
fn what_is_in_files_and_on_the_command_line_acts_on_no_terminal() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "lake-raw"]);
    sandbox.ok(["bucket", "create", "lake-results", "--zone", "query-results"]);
    sandbox.ok(["db", "create", "raw"]);
    let hostile = HOSTILE.replace('\r', "");
    sandbox.write("cells.csv", format!("id,name\n1,{hostile}\n2,b\n"));
    sandbox.write("broken.avsc", format!("{{\"type\": \"record\", \"name\": \"{hostile}\", \"fields\": ["));
    sandbox.write("wrong.json", format!("{{\"{hostile}\": "));
    sandbox.write("lake.bad.toml", "x = 1\n");
    crate::objects::put(&sandbox, "lake-raw", "t/a.csv", format!("id,name\n1,{hostile}\n2,b\n").as_bytes());
    let runs: Vec<Vec<&str>> = vec![
        vec!["ingest", "cells.csv", "--source", "s"],
        vec!["crawler", "create", "c", "--database", "raw", "--target", "s3://lake-raw/t/"],
        vec!["crawler", "run", "c"],
        vec!["query", "SELECT * FROM raw.t"],
        vec!["query", "SELECT * FROM raw.t", "--upright"],
        vec!["query", "SELECT * FROM raw.t", "-o", "json"],
        vec!["query", "SELECT * FROM raw.t", "-o", "markdown"],
        vec!["schema", "check", "broken.avsc"],
        vec!["schema", "infer", "wrong.json"],
        vec!["db", "show", HOSTILE],
        vec!["bucket", "show", HOSTILE],
        vec![HOSTILE],
        vec!["db", HOSTILE],
        vec!["bucket", "list", HOSTILE],
        vec!["bucket", "list", "--output", HOSTILE],
        vec!["bucket", "list", "--select", HOSTILE],
        vec!["query", HOSTILE],
        vec!["alarm", "create", "a", "--namespace", HOSTILE, "--metric", "m", "--threshold", "1"],
        vec!["alarm", "list"],
        vec!["db", "create", "other", "--description", HOSTILE],
        vec!["db", "list"],
    ];
    let mut marks = 0;
    for words in runs {
        let output = sandbox.run(&words);
        assert!(!output.stderr.contains("panicked"), "{output}");
        acts_on_no_terminal(&output);
        marks += usize::from(output.stdout.contains("mark") || output.stderr.contains("mark"));
    }
    assert!(marks > 12, "{marks}");
}
