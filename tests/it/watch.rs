//! Logs that are read as they grow, and what the lake costs.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::apply_faults::signal;
use crate::sandbox::{Sandbox, ended};
use crate::stub::{Reply, Stub};

/// A lake with a table that was crawled and queried.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("weather.csv", "date,rain\n2024-01-01,1\n2024-01-02,2\n");
    sandbox.ok(["bucket", "create", "raw", "--zone", "raw"]);
    sandbox.ok(["ingest", "weather.csv", "--source", "weather", "--bucket", "raw", "--date", "2024-01-02"]);
    sandbox.ok(["crawler", "create", "raw", "--database", "lake", "--target", "s3://raw/"]);
    sandbox.ok(["crawler", "run", "raw"]);
    sandbox
}

#[test]
fn a_log_is_found_by_what_writes_it() {
    let sandbox = sandbox();
    let shown = sandbox.json("lakectl logs tail crawler:raw");
    let events = shown["log"]["events"].as_array().expect("events");
    assert!(!events.is_empty() && events.iter().all(|event| event["group"] == "/aws-glue/crawlers"), "{shown}");
    let first = events[0]["message"].as_str().expect("a message").to_owned();
    sandbox.run(["logs", "tail", "crawler:raw"]).code(0).stdout_has(&first);
    let none = sandbox.json("lakectl logs tail crawler:raw --filter nothing-has-this-word");
    assert_eq!(none["log"]["events"], serde_json::json!([]));
    sandbox.run(["logs", "tail", "/aws-glue/crawler"]).code(5).stderr_has("did you mean `/aws-glue/crawlers`?");
    sandbox.run(["logs", "tail", "crawler:rwa"]).code(5).stderr_has("`raw`");
    sandbox.run(["logs", "tail", "job:etl"]).code(5).stderr_has("there is no job `etl`");
    sandbox.run(["logs", "tail", "crawler:raw", "--stream", "x"]).code(2).stderr_has("--stream is for a log group");
}

#[test]
#[cfg(unix)]
fn a_log_is_followed_until_ctrl_c() {
    let sandbox = sandbox();
    let mut command = sandbox.command(["logs", "tail", "crawler:raw", "--follow", "-o", "jsonl"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("lakectl starts");
    std::thread::sleep(Duration::from_secs(3));
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "kill is there");
    let output = ended("logs tail", child).code(130);
    let events: Vec<serde_json::Value> =
        output.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(!events.is_empty(), "{output}");
    let mut lines = output.stdout.lines().collect::<Vec<_>>();
    lines.dedup();
    assert_eq!(lines.len(), events.len(), "each event once");
}

#[test]
#[cfg(unix)]
fn the_lake_is_looked_at_until_ctrl_c() {
    let sandbox = sandbox();
    sandbox.run(["status", "--watch", "--every", "10ms"]).code(2);
    let mut command = sandbox.command(["status", "--watch", "--every", "1s", "-o", "jsonl"]);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("lakectl starts");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    // Ctrl-C once the lake was told of a second time; whatever comes then is read, so that nothing waits for us.
    let mut told = 0;
    for line in lines {
        let document: serde_json::Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        if document["principal"].is_string() {
            told += 1;
            if told == 2 {
                signal("-INT", child.id());
            }
        }
    }
    let output = ended("status --watch", child).code(130);
    assert!(told >= 2 && output.stderr.contains("interrupted"), "{output:#}");
}

#[test]
#[cfg(unix)]
fn a_question_to_logs_is_withdrawn_by_ctrl_c() {
    let process = Arc::new(Mutex::new(None::<u32>));
    let known = process.clone();
    let (client, stub) = Stub::before(&sandbox(), move |request| match request.operation().as_str() {
        // It goes on for ever, and is interrupted when it is looked at for the first time.
        "GetQueryResults" => {
            if let Some(process) = known.lock().expect("the process").take() {
                signal("-INT", process);
            }
            Reply::Status(200, r#"{"status": "Running", "results": [], "statistics": {}}"#.to_owned())
        }
        "StopQuery" => Reply::Status(200, r#"{"success": true}"#.to_owned()),
        _ => Reply::Lake,
    });
    let mut command = client.command(["logs", "query", "crawler:raw", "fields @message"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut held = process.lock().expect("the process");
    let child = command.spawn().expect("lakectl starts");
    *held = Some(child.id());
    drop(held);
    let output = ended("logs query", child).code(130);
    assert!(output.stderr.contains("was stopped"), "{output:#}");
    assert_eq!((stub.count("StartQuery"), stub.count("StopQuery")), (1, 1));
}

#[test]
fn what_the_lake_costs_is_estimated_from_what_it_holds_and_did() {
    let sandbox = sandbox();
    sandbox.ok(["metric", "put", "DataPipeline", "Rows", "5"]);
    let costs = sandbox.json("lakectl cost estimate");
    let costs = &costs["cost"];
    let item = |area: &str| {
        let items = costs["items"].as_array().expect("items");
        items.iter().find(|item| item["area"] == area).unwrap_or_else(|| panic!("no {area} in {costs:#}")).clone()
    };
    assert_eq!(item("storage")["detail"], "raw, STANDARD");
    assert_eq!(item("watching")["cost"], 0.3);
    assert!(costs["label"].as_str().expect("a label").starts_with("estimate: list prices of us-east-1"));
    let sum: f64 = costs["items"].as_array().expect("items").iter().filter_map(|item| item["cost"].as_f64()).sum();
    assert!((costs["total"].as_f64().expect("a total") - sum).abs() < 1e-9);
    sandbox.run(["cost", "estimate"]).code(0).stdout_has("total $0.30").stdout_has("██████").stdout_has("estimate:");
    let prices = sandbox.run(["cost", "estimate", "--show-prices"]).code(0).stdout;
    sandbox.write("prices.json", prices.replace("\"metric_month\": 0.30", "\"metric_month\": 3.0"));
    let other = sandbox.json("lakectl cost estimate --prices prices.json --no-storage");
    assert_eq!(other["cost"]["total"], 3.0);
    assert!(other["cost"]["items"].as_array().expect("items").iter().all(|item| item["area"] != "storage"));
    // What lifecycle saves goes by the same prices, and by those of lake.toml.
    let dear = prices.replace("\"STANDARD\": { \"gb_month\": 0.023 }", "\"STANDARD\": { \"gb_month\": 2300.0 }");
    assert_ne!(dear, prices);
    sandbox.write("dear.json", &dear);
    sandbox.ok(["bucket", "create", "scratch", "--zone", "query-results"]);
    sandbox.write("a.csv", "a,b\n1,2\n");
    sandbox.ok(["ingest", "a.csv", "--source", "s", "--bucket", "scratch"]);
    let saved = |line: &str| {
        let costs = sandbox.json(line);
        let savings = costs["cost"]["savings"].as_array().expect("savings").clone();
        let of_scratch = savings.into_iter().find(|saving| saving["bucket"] == "scratch").expect("it has rules");
        of_scratch["saved_monthly"].as_f64().expect("an amount")
    };
    let (cheap, more) = (saved("lakectl cost estimate"), saved("lakectl cost estimate --prices dear.json"));
    assert!(more > 1000.0 * cheap, "{cheap} {more}");
    sandbox.write("lake.toml", "name = \"dear\"\n[prices]\nlist = \"dear.json\"\n");
    assert!((saved("lakectl cost estimate") - more).abs() < 1e-9);
    let preview = sandbox.json("lakectl lifecycle preview scratch --in 365d");
    assert!(preview["preview"]["monthly_usd"].as_f64().is_some_and(|amount| (amount + more).abs() < 1e-6), "{preview}");
    let size = sandbox.json("lakectl bucket size scratch");
    assert!(size["usage"]["cost"]["month"].as_f64().is_some_and(|month| (month - more).abs() < 1e-9), "{size}");
    std::fs::remove_file(sandbox.work().join("lake.toml")).expect("it goes");
    sandbox.write("bad.json", "{}");
    sandbox.run(["cost", "estimate", "--prices", "bad.json"]).code(2).stderr_has("no list of prices");
}

#[test]
fn logs_are_asked_questions() {
    let sandbox = sandbox();
    let count =
        sandbox.json("lakectl logs query crawler:raw 'stats count(*) as n, min(@timestamp) as first by @logStream'");
    let row = &count["log_rows"][0];
    assert!(row["n"].as_u64().is_some_and(|n| n > 1), "{count}");
    assert_eq!(row["@logStream"], "raw", "{count}");
    let found = ["logs", "query", "crawler:raw", "filter @message like /BENCHMARK/ | display @message | limit 2"];
    sandbox.run(found).code(0).stdout_has("BENCHMARK").stderr_has("reads at most").stderr_has("events,");
    let csv =
        sandbox.run(["logs", "query", "crawler:raw", "stats count(*) as n by bin(1d) as day", "-o", "csv"]).code(0);
    assert!(csv.stdout.starts_with("day,n\n") && csv.stdout.lines().count() == 2, "{csv}");
    let parsed =
        "parse @message '* : *' as level, rest | filter ispresent(level) | stats count(*) as n by level | sort n desc";
    sandbox.run(["logs", "query", "/aws-glue/crawlers", parsed]).code(0).stdout_has("BENCHMARK");
    let none = sandbox.json("lakectl logs query crawler:raw 'filter @message = \"nothing\"'");
    assert_eq!(none["log_rows"], serde_json::json!([]));
    sandbox
        .run(["logs", "query", "crawler:raw", "fields @message | pattern @message"])
        .code(1)
        .stderr_has("the command pattern is not supported here (at character");
    sandbox.run(["logs", "query", "/aws-glue/nothing", "fields @message"]).code(5).stderr_has("log group");
    sandbox.run(["logs", "query", "crawler:raw", "fields a", "--until", "2h"]).code(2).stderr_has("--until");
}

#[test]
fn each_day_is_told_with_what_it_cost() {
    let sandbox = sandbox();
    sandbox.ok(["bucket", "create", "results"]);
    sandbox.ok(["workgroup", "set", "primary", "--output-location", "s3://results/"]);
    let tables = sandbox.json("lakectl table list");
    let table = tables["tables"][0]["name"].as_str().expect("a table").to_owned();
    sandbox.ok(["query", &format!("SELECT count(*) FROM lake.{table}")]);
    let costs = sandbox.json("lakectl cost estimate");
    let by_table = &costs["cost"]["by_table"][0];
    assert_eq!(
        (&by_table["table"], &by_table["statements"]),
        (&format!("lake.{table}").into(), &1.into()),
        "{costs:#}"
    );
    sandbox.run(["cost", "estimate"]).code(0).stdout_has("queries by principal: unknown");
    sandbox.ok(["metric", "put", "DataPipeline", "Rows", "5"]);
    sandbox.ok(["alarm", "create", "rows", "--namespace", "DataPipeline", "--metric", "Rows", "--threshold", "1"]);
    sandbox.ok(["local", "clock", "--advance", "1d"]);
    let report = sandbox.json("lakectl cost report --since 3d");
    let days = report["cost_report"]["items"].as_array().expect("days");
    assert_eq!(days.len(), 4, "{report:#}");
    assert!(days[3]["storage"].as_f64().is_some_and(|amount| amount > 0.0), "{report:#}");
    assert!(days[2]["queries"].as_f64().is_some_and(|amount| amount > 0.0), "{report:#}");
    // An alarm from the day on which it was made, and an hour of a metric on the day that had one.
    let watching = |day: usize| days[day]["watching"].as_f64().expect("an amount");
    let is = |amount: f64, wanted: f64| (amount - wanted).abs() < 1e-9;
    assert!(is(watching(0), 0.0) && is(watching(1), 0.0), "{report:#}");
    assert!(is(watching(2), 0.1 / 30.0 + 0.3 / 720.0) && is(watching(3), 0.1 / 30.0), "{report:#}");
    assert_eq!(
        (&days[0]["storage"], &days[0]["is_whole"], &days[0]["queries"]),
        (&().into(), &false.into(), &0.0.into())
    );
    let sum: f64 = days.iter().filter_map(|day| day["total"].as_f64()).sum();
    assert!((report["cost_report"]["total"].as_f64().expect("a total") - sum).abs() < 1e-12);
    sandbox.run(["cost", "report", "--since", "3d"]).code(0).stdout_has("or more").stdout_has("estimate:");
    sandbox.run(["cost", "report", "--since", "500d"]).code(2).stderr_has("455 days");
}
