//! Alarms and metrics.

use crate::sandbox::Sandbox;

const QUALITY: [&str; 13] = [
    "alarm",
    "create",
    "quality",
    "--namespace",
    "DataPipeline",
    "--metric",
    "DataQualityScore",
    "--statistic",
    "Minimum",
    "--comparison",
    "<",
    "--threshold",
    "0.95",
];

#[test]
fn an_alarm_goes_off_when_a_value_crosses_its_line() {
    let sandbox = Sandbox::new();
    sandbox.run(QUALITY).code(0).stdout_has("+ alarm quality created").stderr_has("< 0.95 in 1 of 1 periods of 300 s");
    sandbox.run(QUALITY).code(0).stdout_has("nothing to do");
    let state = || {
        let shown = sandbox.run(["alarm", "show", "quality", "-o", "json"]).code(0).json();
        shown["alarm"]["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(state(), "INSUFFICIENT_DATA");
    sandbox.run(["metric", "put", "DataPipeline", "DataQualityScore", "0.99"]).code(0);
    assert_eq!(state(), "OK");
    sandbox.run(["metric", "put", "DataPipeline", "DataQualityScore", "0.5"]).code(0);
    assert_eq!(state(), "ALARM");
    sandbox.run(["alarm", "list", "--state", "ALARM"]).code(0).stdout_has("quality");
    sandbox.run(["alarm", "history", "quality"]).code(0).stdout_has("Alarm updated from OK to ALARM");
    let points =
        sandbox.run(["metric", "get", "DataPipeline", "DataQualityScore", "--statistic", "SampleCount", "-o", "json"]);
    let points = points.code(0).json();
    let total: f64 =
        points["datapoints"].as_array().unwrap().iter().map(|point| point["value"].as_f64().unwrap()).sum();
    assert_eq!(total, 2.0);
    sandbox
        .run(["metric", "get", "DataPipeline", "DataQualityScore", "--statistic", "Minimum"])
        .code(0)
        .stdout_has("Minimum of DataPipeline/DataQualityScore\n")
        .stdout_has("least 0.5, most ");
    sandbox.run(["metric", "list"]).code(0).stdout_has("DataQualityScore");
    sandbox
        .sh("lakectl alarm disable quality --dry-run")
        .code(0)
        .stdout_has("tells_when_it_goes_off: true -> false")
        .stdout_has("nothing was changed");
    sandbox.sh("lakectl alarm disable quality").code(0).stdout_has("~ alarm quality updated");
    sandbox.sh("lakectl alarm disable quality").code(0).stdout_has("nothing to do");
    assert_eq!(sandbox.json("lakectl alarm show quality")["alarm"]["actions_enabled"], false);
    sandbox.sh("lakectl alarm enable qualiti").code(5).stderr_has("did you mean `quality`?");
    sandbox.run(["alarm", "test", "quality", "--state", "OK"]).code(0).stdout_has("ALARM -> OK");
    sandbox.run(["alarm", "delete", "quality", "--yes"]).code(0);
    sandbox.run(["alarm", "show", "quality"]).code(5).stderr_has("there is no alarm `quality`");
}

#[test]
fn recipes_make_alarms_from_metrics_that_exist() {
    let sandbox = Sandbox::new();
    let line = ["alarm", "create", "cost", "--recipe", "athena-scan-cost", "--target", "primary", "--threshold", "100"];
    sandbox.run(line).code(0).stderr_has("FILL(m1,0)+FILL(m2,0)+FILL(m3,0)").stderr_has("> 20000000000000");
    sandbox.run(line).code(0).stdout_has("nothing to do");
    let shown = sandbox.run(["alarm", "show", "cost", "-o", "json"]).code(0).json();
    assert_eq!((&shown["alarm"]["state"], &shown["alarm"]["wall_clock"]), (&"OK".into(), &"UTC".into()));
    for (recipe, target) in [
        ("bucket-size", "lake-raw"),
        ("data-quality", "DataPipeline/Score"),
        ("glue-job-failure", "clean"),
        ("lambda-error-rate", "fetch"),
    ] {
        sandbox.run(["alarm", "create", recipe, "--recipe", recipe, "--target", target]).code(0);
        sandbox
            .run(["alarm", "create", recipe, "--recipe", recipe, "--target", target])
            .code(0)
            .stdout_has("nothing to do");
    }
    sandbox.run(["alarm", "recipes"]).code(0).stdout_has("athena-scan-cost");
    sandbox.run(["alarm", "create", "x", "--recipe", "nonsense", "--target", "y"]).code(2).stderr_has("nonsense");
    sandbox
        .run(["alarm", "create", "x", "--recipe", "data-quality", "--target", "y"])
        .code(2)
        .stderr_has("Namespace/Name");
}

#[test]
fn a_metric_that_nobody_knows_is_not_found() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl metric get App Rows").code(5).stderr_has("there is no metric App/Rows");
    sandbox.sh("lakectl metric put App Rows 5").code(0);
    sandbox.sh("lakectl metric get App Row").code(5).stderr_has("did you mean `Rows`?");
    sandbox.sh("lakectl metric get Ap Rows").code(5).stderr_has("did you mean `App`?");
    // It is known, and has nothing to say about this hour: that is no mistake.
    sandbox.sh("lakectl local clock --advance 3d").code(0);
    sandbox.sh("lakectl metric get App Rows --since 1h").code(0).stdout_has("none");
}

#[test]
fn another_set_of_dimensions_is_another_metric() {
    let sandbox = Sandbox::new();
    sandbox.run(["metric", "put", "App", "Rows", "5", "--unit", "Count", "--dimension", "Stage=raw"]).code(0);
    sandbox.run(["metric", "get", "App", "Rows"]).code(5).stderr_has("there is data of App/Rows{Stage=raw}");
    sandbox.run(["metric", "put", "AWS/S3", "Rows", "5"]).code(1).stderr_has("reserved");
    sandbox.run(["metric", "put", "App", "Rows", "5", "--dimension", "Stage"]).code(2).stderr_has("name=value");
}
