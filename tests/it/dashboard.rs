//! Dashboards, and the lake on one screen.

use crate::sandbox::Sandbox;

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("weather.csv", "date,rain\n2024-01-01,1\n2024-01-02,2\n");
    sandbox.ok(["bucket", "create", "lake-raw", "--zone", "raw"]);
    sandbox.ok(["bucket", "create", "results"]);
    sandbox.ok(["workgroup", "set", "primary", "--output-location", "s3://results/", "--metrics"]);
    sandbox.ok(["ingest", "weather.csv", "--source", "weather", "--bucket", "lake-raw", "--date", "2024-01-02"]);
    sandbox.ok(["crawler", "create", "raw", "--database", "lake", "--target", "s3://lake-raw/"]);
    sandbox.ok(["crawler", "run", "raw"]);
    sandbox.ok(["query", "SELECT 1"]);
    sandbox
}

#[test]
fn a_dashboard_is_made_of_what_is_there_and_drawn_here() {
    let sandbox = lake();
    sandbox.ok(["metric", "put", "DataPipeline", "DataQualityScore", "0.9"]);
    sandbox.ok(["alarm", "create", "bad", "--recipe", "data-quality", "--target", "DataPipeline/DataQualityScore"]);
    let create = ["dashboard", "create", "lake", "--for", "lake"];
    let mut dry = create.to_vec();
    dry.push("--dry-run");
    sandbox.run(&dry).code(0).stdout_has("nothing was changed");
    assert_eq!(sandbox.json("lakectl dashboard list")["dashboards"], serde_json::json!([]));
    sandbox.run(create).code(0).stdout_has("+ dashboard lake created").stderr_has("Data quality score");
    sandbox.run(create).code(0).stdout_has("nothing to do");
    sandbox
        .run(["dashboard", "show", "lake"])
        .code(0)
        .stdout_has("Data quality score")
        .stdout_has("last 0.9")
        .stdout_has("ALARM")
        .stdout_has("Pipeline health");
    let shown = sandbox.json("lakectl dashboard show lake");
    let items = shown["dashboard"]["items"].as_array().expect("widgets");
    let one = |title: &str| items.iter().find(|item| item["title"] == title).unwrap_or_else(|| panic!("no {title}"));
    assert_eq!(one("Queries that succeeded")["lines"][0]["points"][0]["value"], 1.0);
    assert_eq!(one("Alarms")["alarms"][0]["name"], "bad");
    sandbox.ok(["bucket", "create", "another"]);
    sandbox.run(create).code(0).stdout_has("~ dashboard lake updated");
    sandbox.run(["dashboard", "create", "raw", "--for", "zone:raw"]).code(0).stdout_has("created");
    sandbox.run(["dashboard", "create", "group", "--for", "workgroup:primary"]).code(0).stdout_has("created");
    sandbox.run(["dashboard", "create", "x", "--for", "zone:rwa"]).code(5).stderr_has("`raw`");
    sandbox.run(["dashboard", "create", "x", "--for", "job:etl"]).code(5).stderr_has("there is no job `etl`");
    sandbox.run(["dashboard", "create", "x", "--for", "table:a"]).code(2).stderr_has("zone:NAME");
    sandbox.run(["dashboard", "show", "lak"]).code(5).stderr_has("did you mean `lake`?");
    sandbox.run(["dashboard", "delete", "group", "--yes"]).code(0);
    let names = sandbox.json("lakectl dashboard list --select dashboards[].name");
    assert_eq!(names, serde_json::json!(["lake", "raw"]));
}

#[test]
fn the_lake_is_on_one_screen() {
    let sandbox = lake();
    sandbox.run(["query", "SELECT nothing FROM lake.nowhere"]).code(9);
    let status = sandbox.json("lakectl status");
    let status = &status["status"];
    let bucket = status["buckets"].as_array().expect("buckets").iter().find(|one| one["name"] == "lake-raw").cloned();
    let bucket = bucket.expect("the bucket");
    assert_eq!((&bucket["zone"], &bucket["objects"]), (&"raw".into(), &1.into()));
    assert!(bucket["bytes"].as_u64().is_some_and(|bytes| bytes > 0) && bucket["last_object"].is_string(), "{bucket}");
    let table = &status["tables"][0];
    assert_eq!(table["last_object"], bucket["last_object"], "{table}");
    assert_eq!((&status["queries"]["count"], &status["queries"]["failed"]), (&2.into(), &1.into()));
    assert_eq!(status["crawlers"][0]["last_status"], "SUCCEEDED");
    assert!(status["spend"]["today"].is_number(), "{}", status["spend"]);
    assert_eq!(status["governance"]["new_tables_open"], true);
    assert!(status["unknown"].is_null(), "{}", status["unknown"]);
    sandbox
        .run(["status"])
        .code(0)
        .stdout_has("queries today")
        .stdout_has("2, 1 failed")
        .stdout_has("IAM's default leaves");
    sandbox.ok(["local", "clock", "--advance", "1d"]);
    sandbox.write("more.csv", "date,rain\n2024-02-01,1\n2024-02-02,2\n");
    sandbox.ok(["ingest", "more.csv", "--source", "weather", "--bucket", "lake-raw", "--date", "2024-02-02"]);
    sandbox.ok(["local", "clock", "--advance", "1d"]);
    let later = sandbox.json("lakectl status");
    let bucket = later["status"]["buckets"].as_array().expect("buckets").iter().find(|one| one["name"] == "lake-raw");
    let bucket = bucket.expect("the bucket");
    assert!(bucket["growth_bytes"].as_f64().is_some_and(|bytes| bytes > 0.0), "{bucket}");
    assert_eq!(later["status"]["queries"]["count"], 0);
}

#[test]
fn what_may_not_be_seen_is_unknown_and_not_absent() {
    let sandbox = lake();
    let status = sandbox.json("lakectl --as role/nobody status");
    let status = &status["status"];
    assert!(status["principal"].as_str().expect("a principal").contains("nobody"), "{status}");
    for bucket in status["buckets"].as_array().into_iter().flatten() {
        assert!(bucket["bytes"].is_null() && bucket["unknown"].is_string(), "{bucket}");
    }
    assert!(!status["unknown"].is_null() || !status["buckets"].is_null(), "{status}");
}
