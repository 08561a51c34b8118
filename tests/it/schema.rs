//! Registries and schemas.

use crate::sandbox::Sandbox;

const V1: &str = r#"{
  "type": "record",
  "name": "UserEvent",
  "fields": [
    {"name": "user_id", "type": "string"},
    {"name": "event_type", "type": "string"},
    {"name": "timestamp", "type": "long"}
  ]
}
"#;

fn with_field(field: &str) -> String {
    V1.replace("\"type\": \"long\"}\n", &format!("\"type\": \"long\"}},\n    {field}\n"))
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("user_event.avsc", V1);
    sandbox.write("user_event.v2.avsc", with_field(r#"{"name": "page", "type": ["null", "string"], "default": null}"#));
    sandbox.write("broken.avsc", with_field(r#"{"name": "country", "type": "string"}"#));
    sandbox.run(["registry", "create", "event-schemas", "--description", "events"]).code(0);
    sandbox
}

fn register<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut line = vec!["schema", "register", file, "--registry", "event-schemas", "--name", "user_event"];
    line.extend_from_slice(more);
    line
}

#[test]
fn an_incompatible_version_is_refused_before_it_takes_a_number() {
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &[])).code(0).stdout_has("+ schema event-schemas/user_event created");
    sandbox.run(register("user_event.avsc", &[])).code(0).stdout_has("nothing to do");
    let refused = sandbox.run(register("broken.avsc", &[])).code(3);
    let refused = refused
        .stderr_has("schema user_event v2 is not BACKWARD compatible with v1")
        .stderr_has("country")
        .stderr_has("--> broken.avsc:8:5");
    assert!(refused.stderr.contains("hint:") && refused.stderr.contains("default"), "{refused}");
    sandbox.run(register("user_event.v2.avsc", &["--dry-run"])).code(0).stdout_has("version: 1 -> 2");
    sandbox.run(register("user_event.v2.avsc", &[])).code(0);
    let versions =
        sandbox.run(["schema", "versions", "user_event", "--registry", "event-schemas", "-o", "json"]).code(0);
    let versions = versions.json();
    let numbers: Vec<_> =
        versions["versions"].as_array().unwrap().iter().map(|v| (v["number"].clone(), v["status"].clone())).collect();
    assert_eq!(numbers, [(1.into(), "AVAILABLE".into()), (2.into(), "AVAILABLE".into())]);
    let args = ["schema", "show", "user_event", "--registry", "event-schemas", "--definition", "--version-number", "1"];
    assert_eq!(sandbox.run(args).code(0).stdout, V1);
}

#[test]
fn a_check_writes_nothing_and_says_where() {
    let sandbox = Sandbox::without_target();
    sandbox.write("old.avsc", V1);
    sandbox.write("new.avsc", with_field(r#"{"name": "country", "type": "string"}"#));
    let check = |mode: &str| sandbox.run(["schema", "check", "new.avsc", "--old", "old.avsc", "--compatibility", mode]);
    check("backward").code(3).stderr_has("not BACKWARD compatible with v1").stderr_has("new.avsc:8:5");
    check("forward").code(0).stdout_has("FORWARD compatible with v1");
    sandbox.write("cut.avsc", "{\n  \"type\": \"record\",\n");
    sandbox.run(["schema", "check", "cut.avsc"]).code(2).stderr_has("cut.avsc:");
    sandbox.run(["schema", "check", "missing.avsc"]).code(2).stderr_has("missing.avsc cannot be read");
    sandbox.write("large.avsc", format!("\"{}\"", "x".repeat(170_001)));
    sandbox.run(["schema", "check", "large.avsc"]).code(2).stderr_has("170");
}

#[test]
fn a_mode_is_changed_with_a_word_about_versions_that_do_not_fit_it() {
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &["--compatibility", "none"])).code(0);
    sandbox.run(register("broken.avsc", &[])).code(0);
    let set = |mode: &str| sandbox.run(["schema", "set-compat", "user_event", mode, "--registry", "event-schemas"]);
    set("full_all").code(0).stdout_has("compatibility: NONE -> FULL_ALL").stderr_has("v2 is not FULL_ALL compatible");
    set("full_all").code(0).stdout_has("nothing to do");
    sandbox.run(register("user_event.v2.avsc", &["--compatibility", "none"])).code(6).stderr_has("set-compat");
}

#[test]
fn registries_are_listed_shown_and_deleted() {
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &["--compatibility", "full"])).code(0);
    sandbox.run(["registry", "create", "event-schemas"]).code(0).stdout_has("nothing to do");
    sandbox.run(["registry", "list"]).code(0).stdout_has("event-schemas");
    sandbox.run(["registry", "show", "event-schemas"]).code(0).stdout_has("user_event");
    sandbox.run(["schema", "list"]).code(0).stdout_has("user_event");
    let shown =
        sandbox.run(["schema", "show", "user_event", "--registry", "event-schemas", "-o", "json"]).code(0).json();
    assert_eq!(shown["schema"]["compatibility"], "FULL");
    sandbox.run(["registry", "show", "event-schema"]).code(5).stderr_has("did you mean `event-schemas`?");
    sandbox
        .run(["schema", "register", "user_event.avsc", "--registry", "none", "--name", "x"])
        .code(5)
        .stderr_has("lakectl registry create none");
    sandbox.run(["registry", "delete", "event-schemas"]).code(11);
    sandbox.run(["registry", "delete", "event-schemas", "--confirm", "event-schemas"]).code(0);
    sandbox.run(["registry", "list", "-o", "json"]).code(0).stdout_has("\"registries\": []");
}

#[test]
fn what_the_local_registry_cannot_judge_it_does_not_take() {
    let sandbox = Sandbox::new();
    sandbox.write("a.json", r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#);
    sandbox.run(["schema", "register", "a.json", "--name", "a", "--compatibility", "full"]).code(0);
    sandbox.write("a.json", r#"{"type": "object", "properties": {"a": {"type": "integer"}}}"#);
    let refused = sandbox.run(["schema", "register", "a.json", "--name", "a"]).code(1);
    refused.stderr_has("cannot judge");
    let versions = sandbox.run(["schema", "versions", "a", "-o", "json"]).code(0).json();
    assert_eq!(versions["versions"].as_array().unwrap().len(), 1);
}
