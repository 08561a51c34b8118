//! A service that means ill, and what a terminal must never get of it.

use serde_json::json;

use crate::sandbox::Output;
use crate::stub::{Reply, Stub};

/// Text that would act on a terminal, each with a mark by which it is known to have come.
pub const HOSTILE: &str = "mark\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\r\u{8}\u{202e}gnp\u{2066}\u{7f}\u{feff}end";

/// The characters of a command's output that would act on a terminal.
pub fn acting(output: &Output) -> Vec<char> {
    let acts = |character: &char| {
        matches!(character, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
    };
    output.stdout.chars().chain(output.stderr.chars()).filter(acts).collect()
}

/// Fails when there is one.
#[track_caller]
pub fn acts_on_no_terminal(output: &Output) {
    let found = acting(output);
    assert!(found.is_empty(), "{found:?}\n{output:?}");
}

/// An error of a service that speaks CBOR.
fn binary_error() -> Vec<u8> {
    let mut body = vec![0xa2];
    for text in ["__type", HOSTILE, "message", HOSTILE] {
        // A text of up to 255 bytes.
        body.extend([0x78, u8::try_from(text.len()).expect("a short text")]);
        body.extend(text.as_bytes());
    }
    let head = format!(
        "HTTP/1.1 400 Stub\r\nContent-Type: application/cbor\r\nsmithy-protocol: rpc-v2-cbor\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body].concat()
}

/// Every text of every answer is hostile: names, comments, states, messages, keys, log lines.
pub fn service() -> Stub {
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
            // A bucket is there, and what it is like is hostile again.
            operation if operation.starts_with("HEAD ") => xml(String::new()),
            _ if request.header("smithy-protocol") == "rpc-v2-cbor" => Reply::Raw(binary_error()),
            operation if operation.starts_with("GET /?") => xml(format!(
                "<ListAllMyBucketsResult><Buckets><Bucket><Name>{escaped}</Name><BucketRegion>{escaped}</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>"
            )),
            // What is no call of another service is S3's, and S3 speaks XML.
            operation if ["GET ", "PUT ", "DELETE "].iter().any(|method| operation.starts_with(method)) => {
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
