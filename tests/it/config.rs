//! What is set, and what says so.

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The value of a setting and what says it.
fn told(shown: &Value, name: &str) -> (Value, String) {
    let settings = shown["settings"].as_array().expect("a list of settings");
    let one = settings.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name} in {shown}"));
    (one["value"].clone(), one["from"].as_str().expect("what says it").to_owned())
}

#[test]
fn each_setting_says_where_it_comes_from() {
    let sandbox = Sandbox::without_target();
    let file = sandbox.write(
        "lake.toml",
        "target = \"local\"\nregion = \"eu-central-1\"\nread_only = true\nmax_scan = \"10GB\"\n\
         [workgroups.team]\nmax_scan = \"1TiB\"\n[zones.raw]\nbucket = \"my-raw\"\n",
    );
    let file = file.display().to_string();
    let shown = sandbox.json("lakectl config show");
    assert_eq!(told(&shown, "target"), ("local".into(), file.clone()));
    assert_eq!(told(&shown, "region"), ("eu-central-1".into(), file.clone()));
    assert_eq!(told(&shown, "read_only"), ("true".into(), file.clone()));
    assert_eq!(told(&shown, "max_scan"), ("10GB".into(), file.clone()));
    assert_eq!(told(&shown, "workgroups.team.max_scan"), ("1TiB".into(), file.clone()));
    assert_eq!(told(&shown, "zones.raw"), ("my-raw".into(), file));
    assert_eq!(told(&shown, "account"), (Value::Null, "not pinned".to_owned()));
    // Nothing was made, and a lake was not even opened.
    assert!(!sandbox.work().join(".lake").exists());

    let over = sandbox.write("lake.prod.toml", "region = \"us-west-2\"\n").display().to_string();
    assert_eq!(told(&sandbox.json("lakectl config show --env prod"), "region"), ("us-west-2".into(), over));
    let flags = sandbox.json("lakectl --local=here --region us-east-2 config show");
    assert_eq!(told(&flags, "target"), ("local".into(), "--local".to_owned()));
    assert_eq!(told(&flags, "region"), ("us-east-2".into(), "--region".to_owned()));

    let sandbox = sandbox.env("AWS_DEFAULT_REGION", "ap-south-1").env("LAKE_LOCAL", "other");
    let shown = sandbox.json("lakectl config show");
    assert_eq!(told(&shown, "region"), ("ap-south-1".into(), "AWS_DEFAULT_REGION".to_owned()));
    assert_eq!(told(&shown, "lake").1, "LAKE_LOCAL");
}

#[test]
fn a_secret_of_the_environment_is_not_told() {
    let sandbox = Sandbox::without_target()
        .env("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
        .env("AWS_SECRET_ACCESS_KEY", "a-secret-of-forty-letters")
        .env("AWS_ENDPOINT_URL", "http://me:hidden@127.0.0.1:1/");
    for verb in ["show", "path"] {
        let output = sandbox.ok(["config", verb, "-v", "-o", "json"]);
        let text = format!("{output}");
        assert!(!text.contains("a-secret") && !text.contains("hidden"), "{text}");
    }
    let shown = sandbox.json("lakectl config show");
    assert_eq!(told(&shown, "endpoint"), ("http://127.0.0.1:1/".into(), "AWS_ENDPOINT_URL".to_owned()));
    assert_eq!(told(&shown, "credentials"), (Value::Null, "AWS_ACCESS_KEY_ID".to_owned()));
}

#[test]
fn paths_say_whether_they_are_there() {
    let sandbox = Sandbox::new();
    let there = |of: &Sandbox| {
        let paths = of.json("lakectl config path");
        let lake =
            paths["paths"].as_array().and_then(|all| all.iter().find(|one| one["what"] == "local lake")).cloned();
        lake.expect("the lake's place")["exists"].clone()
    };
    assert_eq!(there(&sandbox), false);
    sandbox.ok(["bucket", "create", "raw"]);
    assert_eq!(there(&sandbox), true);
}
