//! Registries and schemas.

use crate::sandbox::Sandbox;
use crate::stub::{Reply, Stub};

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
fn a_version_is_shown_by_its_flag_or_behind_the_name() {
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &[])).code(0);
    sandbox.run(register("user_event.v2.avsc", &[])).code(0);
    let shown = |args: &str| {
        let line = format!("lakectl schema show {args} --registry event-schemas");
        sandbox.json(&line)["schema"]["version"]["number"].clone()
    };
    assert_eq!(
        (shown("user_event"), shown("user_event@1"), shown("user_event --version 1")),
        (2.into(), 1.into(), 1.into())
    );
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
    let args = ["schema", "show", "user_event", "--registry", "event-schemas", "--definition", "--version", "1"];
    assert_eq!(sandbox.run(args).code(0).stdout, V1);
}

#[test]
fn a_mode_that_versions_do_not_fit_is_set_by_force_alone() {
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &["--compatibility", "none"])).code(0);
    sandbox.run(register("broken.avsc", &[])).code(0);
    let set = |mode: &str| sandbox.run(["schema", "set-compat", "user_event", mode, "--registry", "event-schemas"]);
    set("full_all")
        .code(3)
        .stderr_has("schema user_event keeps the mode NONE")
        .stderr_has("user_event v2: not FULL_ALL compatible with user_event v1")
        .stderr_has("READER_FIELD_MISSING_DEFAULT_VALUE")
        .stderr_has("--force");
    let mode = || {
        let shown = sandbox.run(["schema", "show", "user_event", "--registry", "event-schemas", "-o", "json"]);
        shown.code(0).json()["schema"]["compatibility"].clone()
    };
    assert_eq!(mode(), "NONE");
    // What the history fits needs no force.
    set("forward").code(0).stderr_has("compatibility: NONE -> FORWARD");
    sandbox
        .run(["schema", "set-compat", "user_event", "full_all", "--registry", "event-schemas", "--force"])
        .code(0)
        .stderr_has("compatibility: FORWARD -> FULL_ALL")
        .stderr_has("user_event v2: not FULL_ALL compatible with user_event v1");
    assert_eq!(mode(), "FULL_ALL");
    set("full_all").code(0).stdout_has("nothing to do");
    // That no version may come says nothing of those that are there.
    set("disabled").code(0).stderr_has("compatibility: FULL_ALL -> DISABLED");
    set("none").code(0);
    set("forward").code(0);
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
fn json_and_protobuf_are_judged_too() {
    let sandbox = Sandbox::new();
    sandbox.write("a.json", r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#);
    let register = |file: &str, more: &[&str]| {
        let mut line = vec!["schema", "register", file, "--name", "a"];
        line.extend_from_slice(more);
        sandbox.run(line)
    };
    register("a.json", &["--compatibility", "full"]).code(5).stderr_has("--create-registry");
    register("a.json", &["--compatibility", "full", "--create-registry"])
        .code(0)
        .stderr_has("registry: default-registry");
    sandbox.write("a.json", r#"{"type": "object", "properties": {"a": {"type": "integer"}}}"#);
    register("a.json", &[]).code(3).stderr_has("the type changed").stderr_has("a.json:1:");
    let versions = sandbox.run(["schema", "versions", "a", "-o", "json"]).code(0).json();
    assert_eq!(versions["versions"].as_array().unwrap().len(), 1);
    sandbox.write("a.proto", "syntax = \"proto3\";\nmessage M {\n  string a = 1;\n}\n");
    sandbox.run(["schema", "register", "a.proto", "--name", "p"]).code(0);
    sandbox.write("a.proto", "syntax = \"proto3\";\nmessage M {\n  int32 a = 1;\n}\n");
    sandbox.run(["schema", "register", "a.proto", "--name", "p"]).code(3).stderr_has("a.proto:3:");
}

#[test]
fn a_version_keeps_metadata_and_its_schema_tags() {
    let sandbox = sandbox();
    let more =
        ["--metadata", "team=sales", "--metadata", "commit=1a2b", "--tag", "owner=us", "--description", "events"];
    let created = register("user_event.avsc", &more);
    sandbox.run(&created).code(0).stderr_has("metadata: team=sales, commit=1a2b").stderr_has("tags: owner=us");
    sandbox.run(&created).code(0).stdout_has("nothing to do");
    // What is missing is added, and nothing else is written.
    let added = register("user_event.avsc", &["--metadata", "team=sales", "--metadata", "run=7", "--tag", "cost=1"]);
    sandbox.run(&added).code(0).stderr_has("+ metadata: run=7").stderr_has("+ tags: cost=1");
    sandbox.run(&added).code(0).stdout_has("nothing to do");
    let many: Vec<String> = (0..11).map(|number| format!("--metadata=k{number}=v")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    sandbox.run(register("user_event.avsc", &many)).code(2).stderr_has("10 metadata pairs at most");
    sandbox.run(register("user_event.avsc", &["--metadata", "a=b c"])).code(2).stderr_has("' '");
}

#[test]
fn what_is_registered_already_is_said_before_anything_is_called() {
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &[])).code(0).stderr_has("bytes");
    let same = sandbox.run(register("user_event.avsc", &[])).code(0).stdout_has("nothing to do");
    same.stderr_has("v1 is this definition already: byte by byte the same").stderr_has("the checkpoint of");
    sandbox.write("user_event.avsc", V1.replace("  ", "    "));
    sandbox
        .run(register("user_event.avsc", &[]))
        .code(0)
        .stdout_has("nothing to do")
        .stderr_has("the same but for blanks");
    sandbox.write("user_event.avsc", V1.replace("\"type\": \"record\"", "\"type\": \"record\", \"doc\": \"d\""));
    let documented = sandbox.run(register("user_event.avsc", &["--dry-run"])).code(0);
    documented.stderr_has("only documentation").stdout_has("version: 1 -> 2");
    sandbox.write(
        "large.avsc",
        format!("{{\"type\": \"record\", \"name\": \"R\", \"doc\": \"{}\", \"fields\": []}}", "ä".repeat(90_000)),
    );
    sandbox.run(register("large.avsc", &[])).code(2).stderr_has("a registry takes 170000 at most");
}

#[test]
fn the_checkpoint_is_shown_moved_and_protected() {
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &["--compatibility", "none"])).code(0);
    sandbox.run(register("broken.avsc", &[])).code(0);
    sandbox.run(register("user_event.v2.avsc", &[])).code(0);
    let run = |words: &str| {
        let mut line: Vec<&str> = words.split(' ').collect();
        line.extend(["--registry", "event-schemas"]);
        sandbox.run(line)
    };
    let shown = run("schema checkpoint show user_event -o json").code(0).json();
    assert_eq!((&shown["checkpoint"]["checkpoint"], &shown["checkpoint"]["latest_available"]), (&1.into(), &3.into()));
    run("schema checkpoint set user_event 2").code(0).stderr_has("checkpoint: 1 -> 2");
    run("schema checkpoint set user_event 2").code(0).stdout_has("nothing to do");
    run("schema checkpoint set user_event 9").code(5).stderr_has("available: v1, v2, v3");
    let delete = "schema delete user_event --confirm user_event --versions";
    run(&format!("{delete} 2-3")).code(6).stderr_has("v2 is the checkpoint").stderr_has("schema checkpoint set");
    run(&format!("{delete} 1")).code(6).stderr_has("first version");
    run(&format!("{delete} 1-30")).code(2).stderr_has("25");
    run(&format!("{delete} 7")).code(5).stderr_has("no version 7");
    run("schema delete user_event --versions 3").code(11);
    run(&format!("{delete} 3 --dry-run")).code(0).stdout_has("v3 delete");
    run(&format!("{delete} 3")).code(0).stdout_has("v3 deleted");
    let left = run("schema versions user_event -o json").code(0).json();
    assert_eq!(left["versions"].as_array().unwrap().len(), 2);
}

#[test]
fn a_schema_that_takes_no_version_is_one_answer_everywhere() {
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &["--compatibility", "disabled"])).code(0);
    sandbox.run(register("user_event.v2.avsc", &[])).code(3).stderr_has("DISABLED");
    let check = ["schema", "check", "user_event.v2.avsc", "--registry", "event-schemas", "--name", "user_event"];
    sandbox.run(check).code(3).stdout_has("DISABLED");
}

#[test]
fn a_version_that_the_registry_refuses_is_a_failure_with_our_reason() {
    let sandbox = Sandbox::new();
    sandbox.write("a.json", r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#);
    sandbox.run(["schema", "register", "a.json", "--name", "a", "--create-registry"]).code(0);
    sandbox.write("a.json", r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}"#);
    // The lenient profile lets a new optional property pass; the registry does not.
    let lenient = ["schema", "register", "a.json", "--name", "a", "--rules", "json-lenient"];
    sandbox
        .run(lenient)
        .code(9)
        .stderr_has("the registry refused schema a v2: its state is FAILURE")
        .stderr_has("the version number 2 is used up")
        .stderr_has("OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL");
    let shown = sandbox.run(["schema", "show", "a"]).code(0);
    assert!(shown.stdout.contains("\n") && shown.stdout.contains("\"properties\": {"), "{shown}");
    let versions = sandbox.run(["schema", "versions", "a", "-o", "json"]).code(0).json();
    assert_eq!(versions["versions"][1]["status"], "FAILURE");
    sandbox
        .run(["schema", "register", "a.json", "--name", "a"])
        .code(3)
        .stderr_has("v3 is not BACKWARD compatible with v1");
}

#[test]
fn a_version_that_is_judged_later_is_waited_for_until_a_deadline() {
    const ID: &str = "11111111-2222-3333-4444-555555555555";
    let sandbox = sandbox();
    sandbox.run(register("user_event.avsc", &[])).code(0);
    let ended = |looks: usize, timeout: &str| {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let (client, stub) = Stub::before(&sandbox, move |request| {
            let answer = |status: &str| {
                let version = serde_json::json!({"SchemaVersionId": ID, "VersionNumber": 2, "Status": status,
                    "SchemaDefinition": "{}", "DataFormat": "AVRO"});
                Reply::Status(200, version.to_string())
            };
            match request.operation().as_str() {
                "RegisterSchemaVersion" => answer("PENDING"),
                "GetSchemaVersion" if request.text().contains(ID) => {
                    let is_over = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1 >= looks;
                    answer(if is_over { "FAILURE" } else { "PENDING" })
                }
                _ => Reply::Lake,
            }
        });
        client.write("user_event.v2.avsc", sandbox.read("user_event.v2.avsc"));
        let output = client.run(register("user_event.v2.avsc", &["--timeout", timeout]));
        assert_eq!(stub.count("RegisterSchemaVersion"), 1, "{output}");
        (output, stub.count("GetSchemaVersion"))
    };
    let (refused, looks) = ended(4, "1m");
    refused.code(9).stderr_has("its state is FAILURE").stderr_has("the version number 2 is used up");
    assert!(looks >= 4, "{looks} looks");
    let (late, looks) = ended(usize::MAX, "1s");
    late.code(10).stderr_has("not over after 1 s").stderr_has("lakectl schema versions user_event");
    assert!(looks < 60, "the delay grows: {looks} looks");
}

#[test]
fn a_registration_says_its_version_and_verdict_in_json() {
    let sandbox = sandbox();
    let schema = |file: &str, more: &[&str]| {
        let mut line = register(file, more);
        line.extend(["-o", "json"]);
        sandbox.run(line).code(0).json()["plan"]["schema"].clone()
    };
    let dry = schema("user_event.avsc", &["--dry-run"]);
    assert_eq!((&dry["version"], &dry["next_version"], &dry["verdict"]), (&().into(), &1.into(), &"new".into()));
    let first = schema("user_event.avsc", &[]);
    assert_eq!((&first["version"], &first["status"]), (&1.into(), &"AVAILABLE".into()));
    assert_eq!(first["version_id"].as_str().map(str::len), Some(36), "{first}");
    let same = schema("user_event.avsc", &[]);
    assert_eq!((&same["verdict"], &same["sameness"]), (&"same".into(), &"byte_equal".into()));
    assert_eq!(same["version_id"], first["version_id"]);
    let second = schema("user_event.v2.avsc", &[]);
    assert_eq!((&second["version"], &second["verdict"]), (&2.into(), &"compatible".into()));
    assert_eq!((&second["compared_with"], &second["checkpoint"]), (&vec![1].into(), &1.into()));
    assert_eq!((&second["profile"], &second["bytes_allowed"]), (&"glue".into(), &170_000.into()));
    assert_ne!(second["version_id"], first["version_id"]);
}

#[test]
fn a_name_behind_its_registry_is_told_in_flags() {
    let sandbox = Sandbox::new();
    for line in ["schema show events/user", "schema versions events/user", "schema delete events/user --confirm x"] {
        sandbox.sh(&format!("lakectl {line}")).code(2).stderr_has("user --registry events");
    }
}
