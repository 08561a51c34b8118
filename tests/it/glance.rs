//! How `status` asks: everything at once, and nothing more than one step behind that.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, finish};
use crate::stub::{Reply, Request, Stub};

/// What is asked first. The operations of S3 and of the signer have no name in their requests.
const FIRST: &[&str] = &[
    "DescribeAlarms",
    "DescribeAlarms",
    "GET /?x-id=ListBuckets",
    "GetCallerIdentity",
    "GetCrawlers",
    "GetDatabases",
    "GetJobs",
    "ListMetrics",
    "ListMetrics",
    "ListMetrics",
    "ListQueryExecutions",
    "ListWorkGroups",
    "POST /GetDataLakeSettings",
    "POST /GetDataLakeSettings",
    "POST /ListResources",
    "SearchTables",
];

/// Calls are held until all of a step have come; a step that never comes together is not one.
#[derive(Debug, Default)]
struct Steps {
    /// How many calls each step has; nothing is held when there are none.
    sizes: Vec<usize>,
    /// What has come in each step.
    came: Vec<Vec<String>>,
    /// Calls that came after the last step, or waited for others in vain.
    lost: Vec<String>,
    /// How many steps were let go.
    open: usize,
}

#[derive(Debug, Default)]
struct Gate(Mutex<Steps>, Condvar);

impl Gate {
    fn set(&self, sizes: &[usize]) {
        *self.0.lock().expect("nobody panics while holding it") =
            Steps { sizes: sizes.to_vec(), came: vec![Vec::new()], ..Steps::default() };
    }

    fn pass(&self, request: &Request) {
        // On a busy machine a connection may break: what is asked again is no further step.
        if !is_first_attempt(request) {
            return;
        }
        let operation = &request.operation();
        let mut steps = self.0.lock().expect("nobody panics while holding it");
        let step = steps.open;
        steps.came.resize_with(step + 1, Vec::new);
        steps.came[step].push(operation.to_owned());
        let Some(size) = steps.sizes.get(step).copied() else {
            if !steps.sizes.is_empty() {
                steps.lost.push(operation.to_owned());
            }
            return;
        };
        if steps.came[step].len() >= size {
            steps.open += 1;
            self.1.notify_all();
            return;
        }
        // Long enough for a busy machine; only a test that fails waits for so long.
        let (mut steps, waited) = self
            .1
            .wait_timeout_while(steps, Duration::from_secs(25), |steps| steps.open == step)
            .expect("nobody panics while holding it");
        if waited.timed_out() {
            steps.lost.push(operation.to_owned());
        }
    }

    /// What came in each step, sorted; nothing may have been lost.
    fn told(&self, asked: &[String]) -> Vec<Vec<String>> {
        let mut steps = self.0.lock().expect("nobody panics while holding it");
        assert!(
            steps.lost.is_empty(),
            "calls that waited for others: {:?} of {:?}; freely: {asked:?}",
            steps.lost,
            steps.came
        );
        steps.came.iter_mut().for_each(|came| came.sort());
        steps.came.clone()
    }
}

fn is_first_attempt(request: &Request) -> bool {
    request.header("amz-sdk-request").starts_with("attempt=1")
}

/// A lake of which every list of JSON services has many pages, all of them without items but the first, and whose buckets
/// hold more than a page of objects.
fn many(request: &Request) -> Reply {
    let operation = request.operation();
    let page = |members: Value| Reply::Status(200, members.to_string());
    let asked: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let next = match asked["NextToken"].as_str() {
        None => "p2",
        Some("p2") => "p3",
        Some(other) => panic!("{operation} is asked for a page beyond the second: {other}"),
    };
    let is_first = next == "p2";
    let one = |item: Value| if is_first { json!([item]) } else { json!([]) };
    match operation.as_str() {
        "GetJobs" => page(json!({ "Jobs": one(json!({ "Name": "etl" })), "NextToken": next })),
        "GetCrawlers" => {
            page(json!({ "Crawlers": one(json!({ "Name": "raw", "State": "READY" })), "NextToken": next }))
        }
        "GetDatabases" => page(json!({ "DatabaseList": one(json!({ "Name": "lake" })), "NextToken": next })),
        "GetTables" => page(
            json!({ "TableList": one(json!({ "Name": "raw_weather", "DatabaseName": "lake" })), "NextToken": next }),
        ),
        "SearchTables" => {
            let descriptor = json!({ "Location": "s3://lake-raw/raw/" });
            let table = json!({ "Name": "found", "DatabaseName": "lake", "StorageDescriptor": descriptor });
            page(json!({ "TableList": one(table), "NextToken": next }))
        }
        "ListWorkGroups" => page(json!({ "WorkGroups": one(json!({ "Name": "primary" })), "NextToken": next })),
        "POST /ListResources" => page(json!({ "ResourceInfoList": [], "NextToken": next })),
        _ if operation.starts_with("GET /lake-raw") && operation.contains("list-type=2") => Reply::Status(
            200,
            "<ListBucketResult><Name>lake-raw</Name><IsTruncated>true</IsTruncated><NextContinuationToken>x\
             </NextContinuationToken><Contents><Key>a</Key><Size>1</Size></Contents></ListBucketResult>"
                .to_owned(),
        ),
        _ => Reply::Lake,
    }
}

/// A lake that has one of everything, and a workgroup beside the one that every account has.
fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("weather.csv", "date,rain\n2024-01-01,1\n2024-01-02,2\n");
    sandbox.write("etl.py", "print('done')\n");
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox.ok(["bucket", "create", "results"]);
    sandbox.ok(["workgroup", "set", "primary", "--output-location", "s3://results/"]);
    sandbox.ok(["workgroup", "create", "bi", "--output-location", "s3://results/bi/", "--metrics"]);
    sandbox.ok(["ingest", "weather.csv", "--source", "weather", "--bucket", "lake-raw", "--date", "2024-01-02"]);
    sandbox.ok(["crawler", "create", "raw", "--database", "lake", "--target", "s3://lake-raw/"]);
    sandbox.ok(["crawler", "run", "raw"]);
    sandbox.ok(["query", "SELECT 1"]);
    sandbox.ok(["query", "SELECT 2", "--workgroup", "bi"]);
    sandbox.ok(["metric", "put", "N", "m", "1"]);
    sandbox.ok(["alarm", "create", "bad", "--namespace", "N", "--metric", "m", "--threshold", "5"]);
    sandbox
}

/// Looks at a lake from a machine that knows nothing of it: freely, and then with every call of a step held until all of
/// them are there.
fn in_steps(client: &Sandbox, stub: &Stub, gate: &Gate, cache: [&str; 2], first: &[&str]) -> (Value, Vec<Vec<String>>) {
    // Backups are looked at, too.
    client.write("lake.toml", "[recovery]\nbackups = 's3://results/backups'\n");
    let look = |cache: &str| {
        let mut command = client.command(["status", "-o", "json"]);
        command.env("XDG_CACHE_HOME", client.root().join(cache));
        finish(command, b"").code(0)
    };
    gate.set(&[]);
    let before = stub.requests().len();
    look(cache[0]);
    let asked: Vec<String> =
        stub.requests()[before..].iter().filter(|one| is_first_attempt(one)).map(Request::operation).collect();
    let all = asked.len();
    gate.set(&[first.len(), all - first.len()]);
    let shown = look(cache[1]).json()["status"].clone();
    let told = gate.told(&asked);
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], first);
    (shown, told)
}

#[test]
fn a_look_is_two_steps() {
    let gate = Arc::new(Gate::default());
    let held = gate.clone();
    let (client, stub) = Stub::before(&lake(), move |request| {
        held.pass(request);
        Reply::Lake
    });
    let (shown, told) = in_steps(&client, &stub, &gate, ["one", "two"], FIRST);
    assert_eq!(shown["tables"][0]["unknown"], Value::Null, "{shown}");
    assert!(shown["tables"][0]["last_object"].is_string(), "{shown}");
    // The other workgroup was not expected: its metrics tell of it.
    assert_eq!((&shown["queries"]["count"], &shown["queries"]["measured"]), (&2.into(), &json!(["bi"])), "{shown}");
    assert_eq!(shown["queries"]["is_least"], true);
    assert!(told[1].contains(&"GetMetricData".to_owned()), "{told:?}");
    // Now it is, and its queries are asked for at once.
    let mut first = FIRST.to_vec();
    first.push("ListQueryExecutions");
    first.sort_unstable();
    let (shown, told) = in_steps(&client, &stub, &gate, ["two", "two"], &first);
    assert_eq!((&shown["queries"]["count"], &shown["queries"]["measured"]), (&2.into(), &json!([])), "{shown}");
    assert_eq!((&shown["queries"]["is_least"], &shown["unknown"]), (&false.into(), &Value::Null), "{shown}");
    assert_eq!(told[1].iter().filter(|call| *call == "BatchGetQueryExecution").count(), 2, "{told:?}");
}

#[test]
fn so_it_is_of_a_lake_whose_lists_do_not_end_and_that_is_said() {
    let gate = Arc::new(Gate::default());
    let held = gate.clone();
    let (client, stub) = Stub::before(&lake(), move |request| {
        held.pass(request);
        many(request)
    });
    let (shown, told) = in_steps(&client, &stub, &gate, ["one", "two"], FIRST);
    let unknown = shown["unknown"].to_string();
    for part in ["crawlers", "jobs", "databases", "tables", "registered places"] {
        assert!(unknown.contains(&format!("further {part} ")), "{part}: {unknown}");
    }
    assert!(unknown.contains("very many workgroups"), "{unknown}");
    // The tables that a database names, and those that the search found beyond them.
    let names: Vec<&Value> = shown["tables"].as_array().expect("tables").iter().map(|table| &table["name"]).collect();
    assert_eq!(names, ["lake.found", "lake.raw_weather"]);
    assert_eq!(shown["tables"][0]["unknown"], "it has more than 1,000 objects");
    for list in ["GetCrawlers", "GetJobs", "GetDatabases", "SearchTables", "ListWorkGroups", "POST /ListResources"] {
        assert_eq!(told[1].iter().filter(|call| *call == list).count(), 1, "a second page of {list}: {told:?}");
    }
}

#[test]
fn a_catalog_without_search_is_shown_without_it() {
    let (client, stub) = Stub::before(&lake(), |request| match request.operation().as_str() {
        "SearchTables" => Reply::error(400, "AccessDeniedException", "no search for you"),
        _ => Reply::Lake,
    });
    let shown = client.json("lakectl status");
    assert!(stub.count("SearchTables") > 0);
    // The bucket is small: its listing says how fresh the table is.
    assert!(shown["status"]["tables"][0]["last_object"].is_string(), "{shown}");
    assert_eq!(shown["status"]["unknown"], Value::Null);
}
