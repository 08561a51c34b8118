//! Recipes whose fault can be provoked here go off when it is.

use crate::sandbox::Sandbox;

fn state(sandbox: &Sandbox, name: &str) -> String {
    let shown = sandbox.run(["alarm", "show", name, "-o", "json"]).code(0).json();
    shown["alarm"]["state"].as_str().expect("a state").to_owned()
}

fn create(sandbox: &Sandbox, recipe: &str, target: &str, more: &[&str]) {
    let mut line = vec!["alarm", "create", recipe, "--recipe", recipe, "--target", target];
    line.extend_from_slice(more);
    sandbox.ok(&line);
    sandbox.run(&line).code(0).stdout_has("nothing to do");
}

/// A lake with a table of weather that queries can read.
fn weather() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("weather.csv", "date,rain\n2024-01-01,1\n2024-01-02,2\n");
    sandbox.ok(["bucket", "create", "raw"]);
    sandbox.ok(["bucket", "create", "results"]);
    sandbox.ok(["ingest", "weather.csv", "--source", "weather", "--bucket", "raw", "--date", "2024-01-02"]);
    sandbox.ok(["workgroup", "set", "primary", "--output-location", "s3://results/"]);
    sandbox
}

#[test]
fn queries_that_cost_and_queries_that_fail() {
    let sandbox = weather();
    create(&sandbox, "athena-failures", "primary", &["--switch-on"]);
    create(&sandbox, "athena-scan-cost", "primary", &["--threshold", "0.000000000001"]);
    assert_eq!((state(&sandbox, "athena-failures"), state(&sandbox, "athena-scan-cost")), ("OK".into(), "OK".into()));
    sandbox.ok(["db", "create", "lake"]);
    sandbox.ok(["query", "CREATE EXTERNAL TABLE lake.w (day string, rain int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://raw/weather/'"]);
    sandbox.ok(["query", "SELECT count(*) FROM lake.w"]);
    assert_eq!(
        (state(&sandbox, "athena-failures"), state(&sandbox, "athena-scan-cost")),
        ("OK".into(), "ALARM".into())
    );
    sandbox.run(["query", "SELECT count(*) FROM lake.nothing"]).code(9);
    assert_eq!(state(&sandbox, "athena-failures"), "ALARM");
}

#[test]
fn a_bucket_that_grows() {
    let sandbox = weather();
    create(&sandbox, "bucket-size", "raw", &["--threshold", "10"]);
    assert_eq!(state(&sandbox, "bucket-size"), "INSUFFICIENT_DATA");
    sandbox.ok(["local", "clock", "--advance", "1d"]);
    assert_eq!(state(&sandbox, "bucket-size"), "ALARM");
    let metric = "lakectl metric get AWS/S3 NumberOfObjects --dimension BucketName=raw \
                  --dimension StorageType=AllStorageTypes --period 1d --since 2d";
    let points = sandbox.json(metric);
    assert_eq!(points["datapoints"].as_array().expect("points").last().expect("a point")["value"], 1.0);
}

#[test]
fn data_that_is_bad_and_data_that_is_old() {
    let sandbox = Sandbox::new();
    create(&sandbox, "data-quality", "DataPipeline/DataQualityScore", &["--dimension", "Table=sales"]);
    create(&sandbox, "data-freshness", "DataPipeline/Age", &["--threshold", "3600"]);
    // Nothing that tells its age is a fault already; nothing that tells a score is none.
    assert_eq!(state(&sandbox, "data-freshness"), "ALARM");
    assert_eq!(state(&sandbox, "data-quality"), "INSUFFICIENT_DATA");
    sandbox.ok(["metric", "put", "DataPipeline", "Age", "60"]);
    assert_eq!(state(&sandbox, "data-freshness"), "OK");
    sandbox.ok(["metric", "put", "DataPipeline", "Age", "7200"]);
    assert_eq!(state(&sandbox, "data-freshness"), "ALARM");
    sandbox.ok(["metric", "put", "DataPipeline", "DataQualityScore", "0.9", "--dimension", "Table=sales"]);
    assert_eq!(state(&sandbox, "data-quality"), "ALARM");
}

#[test]
fn what_a_recipe_needs_is_switched_on_in_the_same_plan() {
    let sandbox = weather();
    sandbox.ok(["workgroup", "create", "quiet", "--output-location", "s3://results/quiet/", "--no-metrics"]);
    let line = ["alarm", "create", "cost", "--recipe", "athena-scan-cost", "--target", "quiet"];
    sandbox.run(line).code(0).stderr_has("cannot go off before this is so: the workgroup publishes its metrics");
    let metrics = || sandbox.json("lakectl workgroup show quiet")["workgroup"]["metrics"].clone();
    assert_eq!(metrics(), false);
    let mut switched = line.to_vec();
    switched.push("--switch-on");
    let mut dry = switched.clone();
    dry.push("--dry-run");
    sandbox.run(&dry).code(0).stdout_has("switched_on: metrics of workgroup quiet");
    assert_eq!(metrics(), false);
    sandbox.run(&switched).code(0).stdout_has("~ alarm cost updated");
    assert_eq!(metrics(), true);
    sandbox.run(&switched).code(0).stdout_has("nothing to do");
    sandbox
        .run(["alarm", "create", "x", "--recipe", "redshift-disk", "--target", "dw", "--switch-on"])
        .code(2)
        .stderr_has("nothing that lakectl can switch on");
}

#[test]
fn recipes_are_listed_with_their_parameters_and_needs() {
    let sandbox = Sandbox::new();
    let recipes = sandbox.json("lakectl alarm recipes");
    let recipes = recipes["recipes"].as_array().expect("recipes");
    assert!(recipes.len() > 30);
    let one = |name: &str| recipes.iter().find(|recipe| recipe["name"] == name).expect("the recipe");
    assert_eq!(one("msk-under-replicated")["parameters"][0]["dimension"], "Broker ID");
    assert!(one("glue-job-failure")["needs"].as_str().expect("needs").contains("--enable-observability-metrics"));
    // Each is provoked by a test: here, and those that count events beside the event bus.
    const PROVOKED: [&str; 8] = [
        "athena-failures",
        "athena-scan-cost",
        "bucket-size",
        "crawler-failure",
        "data-freshness",
        "data-quality",
        "glue-job-failure",
        "glue-job-failure-event",
    ];
    let works = recipes.iter().filter(|recipe| recipe["works_locally"] == true).map(|recipe| &recipe["name"]);
    assert_eq!(works.collect::<Vec<_>>(), PROVOKED);
    for recipe in recipes {
        let local = recipe["local"].as_str().expect("a word");
        assert_eq!(recipe["works_locally"] == true, local == "goes off", "{recipe}");
    }
    sandbox.run(["alarm", "recipes", "crawler-failure"]).code(0).stdout_has("Glue Crawler State Change");
    sandbox
        .run(["alarm", "create", "x", "--recipe", "msk-under-replicated", "--target", "events"])
        .code(2)
        .stderr_has("--dimension 'Broker ID=");
    sandbox
        .run(["alarm", "create", "x", "--recipe", "dms-latency", "--target", "t", "--dimension", "Task=1"])
        .code(2)
        .stderr_has("takes no Task: ReplicationInstanceIdentifier");
}

#[test]
fn alarms_are_put_together_tagged_tried_and_deleted() {
    let sandbox = Sandbox::new();
    let score = |name: &str| {
        let metric = format!("DataPipeline/{name}");
        sandbox.ok(["alarm", "create", name, "--recipe", "data-quality", "--target", metric.as_str()]);
    };
    score("sales");
    score("orders");
    let all = ["alarm", "create", "both", "--all", "sales,orders", "--action", "arn:aws:sns:us-east-1:1:ops"];
    sandbox.run(all).code(0).stdout_has("+ alarm both created");
    sandbox.run(all).code(0).stdout_has("nothing to do");
    sandbox.ok(["alarm", "create", "either", "--any", "sales,orders", "--tag", "team=lake"]);
    sandbox
        .run(["alarm", "create", "either", "--any", "sales,orders", "--tag", "team=lake"])
        .code(0)
        .stdout_has("nothing");
    sandbox.run(["alarm", "create", "either", "--any", "sale"]).code(5).stderr_has("did you mean `sales`?");
    sandbox.run(["alarm", "create", "sales", "--any", "orders"]).code(6).stderr_has("watches a metric");
    sandbox.ok(["metric", "put", "DataPipeline", "sales", "0.5"]);
    assert_eq!((state(&sandbox, "either"), state(&sandbox, "both")), ("ALARM".into(), "OK".into()));
    let kinds = sandbox.json("lakectl alarm list --select alarms[].kind");
    assert_eq!(kinds, serde_json::json!(["composite", "composite", "metric", "metric"]));
    let tried = sandbox.json("lakectl alarm test both");
    assert_eq!((&tried["test"]["from"], &tried["test"]["to"]), (&"OK".into(), &"ALARM".into()));
    assert_eq!(tried["test"]["restored"], true);
    let action = tried["test"]["actions"][0]["summary"].as_str().expect("an action");
    assert!(action.contains("arn:aws:sns:us-east-1:1:ops"), "{action}");
    assert_eq!(state(&sandbox, "both"), "OK");
    sandbox.run(["alarm", "test", "both", "--keep"]).code(0).stdout_has("OK -> ALARM\n");
    assert_eq!(state(&sandbox, "both"), "ALARM");
    sandbox.run(["alarm", "disable", "either"]).code(0);
    sandbox.run(["alarm", "history", "either"]).code(0).stdout_has("to ALARM");
    sandbox.run(["alarm", "delete", "sales", "--yes"]).code(0).stderr_has("composite alarm both looks at sales");
    sandbox.run(["alarm", "delete", "both", "--yes"]).code(0);
}

#[test]
fn a_spark_job_that_fails() {
    let sandbox = Sandbox::new();
    sandbox.ok(["bucket", "create", "scripts"]);
    // Without Spark on this machine the run fails before the script does, which is a failure as well.
    sandbox.write("etl.py", "raise SystemExit('no such column')\n");
    sandbox
        .sh("lakectl job create etl --type glueetl --script etl.py --upload-to s3://scripts/etl/ --role glue-job")
        .code(0);
    create(&sandbox, "glue-job-failure", "etl", &["--switch-on"]);
    let job = sandbox.json("lakectl job show etl");
    assert!(job["job"]["argument_list"].to_string().contains("--enable-observability-metrics=true"), "{job}");
    assert_eq!(state(&sandbox, "glue-job-failure"), "OK");
    sandbox.run(["job", "run", "etl"]).code(9);
    assert_eq!(state(&sandbox, "glue-job-failure"), "ALARM");
}
