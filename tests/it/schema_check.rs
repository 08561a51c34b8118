//! `schema check`: against files, directories, commits and registries; reports, fixes, baselines, exit codes.

use crate::sandbox::{Output, Sandbox};

const V1: &str = r#"{
  "type": "record",
  "name": "User",
  "fields": [
    {"name": "id", "type": "long"}
  ]
}
"#;

fn with_field(field: &str) -> String {
    V1.replace("\"long\"}\n", &format!("\"long\"}},\n    {field}\n"))
}

fn breaking() -> String {
    with_field(r#"{"name": "country", "type": "string"}"#)
}

fn compatible() -> String {
    with_field(r#"{"name": "country", "type": ["null", "string"], "default": null}"#)
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::without_target();
    sandbox.write("old/user.avsc", V1);
    sandbox.write("new/user.avsc", breaking());
    sandbox
}

#[test]
fn a_break_is_shown_as_a_compiler_shows_it() {
    let sandbox = sandbox();
    let output = sandbox.run(["schema", "check", "new/user.avsc", "--old", "old/user.avsc"]).code(3);
    let output = output
        .stdout_has("error[READER_FIELD_MISSING_DEFAULT_VALUE]: field `country` was added without a default")
        .stdout_has("--> new/user.avsc:6:5")
        .stdout_has("old/user.avsc:")
        .stdout_has("profile glue")
        .stdout_has(
            "incompatible: new/user.avsc: not BACKWARD compatible with old/user.avsc: 1 finding (profile glue)",
        );
    assert!(output.stdout.contains("\"default\""), "{output}");
    sandbox.write("new/user.avsc", compatible());
    sandbox
        .run(["schema", "check", "new/user.avsc", "--old", "old/user.avsc"])
        .code(0)
        .stdout_has("ok: new/user.avsc: BACKWARD compatible with old/user.avsc (profile glue)");
}

#[test]
fn nothing_from_a_schema_reaches_the_terminal_raw() {
    let sandbox = sandbox();
    sandbox
        .write("new/user.avsc", with_field("{\"name\": \"a\", \"type\": \"string\", \"doc\": \"\u{9b}31m\u{202e}\"}"));
    let output = sandbox.run(["schema", "check", "new/user.avsc", "--old", "old/user.avsc"]).code(3);
    assert!(!output.stdout.contains(['\u{9b}', '\u{202e}', '\u{1b}']), "{output}");
}

#[test]
fn many_schemas_are_checked_in_one_run() {
    let sandbox = sandbox();
    for number in 0..40 {
        sandbox.write(&format!("old/deep/s{number}.avsc"), V1);
        sandbox.write(&format!("new/deep/s{number}.avsc"), if number == 7 { breaking() } else { compatible() });
    }
    sandbox.write("old/s7.avsc", V1);
    let run = |args: &[&str]| {
        let mut line = vec!["schema", "check"];
        line.extend_from_slice(args);
        sandbox.run(line)
    };
    for number in 0..40 {
        sandbox.write(&format!("flat/s{number}.avsc"), V1);
    }
    let checks = run(&["new/deep", "--old", "flat", "-o", "json"]).code(3).json();
    let checks = checks["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 40);
    let broken: Vec<_> = checks.iter().filter(|check| check["verdict"] == "incompatible").collect();
    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0]["file"], "new/deep/s7.avsc");
    assert_eq!(broken[0]["profile"], "glue");
    let lines = run(&["new/deep/s1*.avsc", "--old", "flat", "-o", "jsonl"]).code(0);
    assert_eq!(lines.stdout.lines().count(), 11, "{lines}");
    run(&["new/**/s7.avsc", "--old", "flat"]).code(3);
    run(&["new/none*.avsc"]).code(2).stderr_has("no file matches");
    sandbox.write("empty/readme.md", "x");
    run(&["empty"]).code(2).stderr_has("no .avsc, .json or .proto file");
    run(&["new/deep", "--old", "old/user.avsc"]).code(2).stderr_has("--old DIR");
    run(&["new/deep", "--name", "x"]).code(2).stderr_has("--name is for a single schema");
    // A schema that is new has nothing to break.
    run(&["new/user.avsc", "--old", "flat"]).code(0).stdout_has("no older version");
}

#[test]
fn patterns_cross_any_number_of_levels_none_too() {
    let sandbox = Sandbox::without_target();
    for name in ["schemas/user.avsc", "schemas/a/user.avsc", "schemas/a/b/user.avsc", "other/user.avsc"] {
        sandbox.write(name, V1);
    }
    let files = |pattern: &str| {
        let checks = sandbox.run(["schema", "check", pattern, "-o", "json"]).code(0).json();
        let checks = checks["checks"].as_array().expect("checks").clone();
        checks.iter().map(|check| check["file"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    let below = ["schemas/a/b/user.avsc", "schemas/a/user.avsc", "schemas/user.avsc"];
    assert_eq!(files("schemas/**/*.avsc"), below);
    assert_eq!(files("./schemas/**/user.avsc"), below);
    assert_eq!(files("schemas/**/a/**/*.avsc"), &below[..2]);
    assert_eq!(files("schemas/*/user.avsc"), ["schemas/a/user.avsc"]);
    assert_eq!(files("**/user.avsc").len(), 4);
    sandbox.run(["schema", "check", "schemas/**/*.proto"]).code(2).stderr_has("no file matches");
}

#[test]
fn history_is_found_in_a_directory() {
    let sandbox = Sandbox::without_target();
    let v2 = with_field(r#"{"name": "a", "type": "int", "default": 1}"#);
    // v10 comes after v2, and has the field that the new one lacks.
    sandbox.write("history/user.v1.avsc", V1);
    sandbox.write("history/user.v2.avsc", &v2);
    sandbox.write("history/user.v10.avsc", with_field(r#"{"name": "b", "type": "int"}"#));
    sandbox.write("history/users.avsc", "\"string\"");
    sandbox.write("user.avsc", &v2);
    let check = |more: &[&str]| {
        let mut line =
            vec!["schema", "check", "user.avsc", "--dir", "history", "--compatibility", "forward", "-o", "json"];
        line.extend_from_slice(more);
        sandbox.run(line)
    };
    let same = check(&[]).code(0).json();
    assert_eq!((&same["checks"][0]["verdict"], &same["checks"][0]["same_as"]), (&"same".into(), &2.into()));
    sandbox.write("user.avsc", v2.replace("\"a\"", "\"c\""));
    let latest = check(&[]).code(3).json();
    assert_eq!(latest["checks"][0]["findings"][0]["against"], 3);
    assert_eq!(latest["checks"][0]["versions"][0]["label"], "history/user.v10.avsc");
    let first = check(&["--against", "1"]).code(0).json();
    assert_eq!(first["checks"][0]["versions"].as_array().unwrap().len(), 1);
    let all = check(&["--against", "all"]).code(3).json();
    assert_eq!(all["checks"][0]["versions"].as_array().unwrap().len(), 3);
    check(&["--against", "9"]).code(2).stderr_has("there is no version 9");
    check(&["--against", "checkpoint"]).code(2).stderr_has("only a schema in a registry");
    sandbox.run(["schema", "check", "user.avsc", "--dir", "none"]).code(2).stderr_has("none is no directory");
}

#[test]
fn a_commit_is_asked_without_a_shell() {
    let sandbox = Sandbox::without_target();
    sandbox.git(&["init", "-q"]);
    sandbox.write("schemas/user $(touch x).avsc", V1);
    sandbox.write("schemas/gone.avsc", V1);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "one"]);
    sandbox.write("schemas/user $(touch x).avsc", breaking());
    sandbox.write("schemas/new.avsc", V1);
    let checks = sandbox.run(["schema", "check", "schemas", "--against", "git:main", "-o", "json"]).code(3).json();
    let verdicts: Vec<_> = checks["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| (check["file"].clone(), check["verdict"].clone()))
        .collect();
    assert_eq!(
        verdicts,
        [
            ("schemas/gone.avsc".into(), "same".into()),
            ("schemas/new.avsc".into(), "new".into()),
            ("schemas/user $(touch x).avsc".into(), "incompatible".into()),
        ]
    );
    let named = ["schema", "check", "schemas/new.avsc", "--against", "git:HEAD:schemas/gone.avsc"];
    sandbox.run(named).code(0).stdout_has("the same definition as git:HEAD:schemas/gone.avsc");
    let unknown = |against: &str| sandbox.run(["schema", "check", "schemas/new.avsc", "--against", against]).code(2);
    unknown("git:HEAD:none.avsc").stderr_has("there is no none.avsc");
    unknown("git:nowhere").stderr_has("git knows no commit `nowhere`");
    unknown("git:--output=x").stderr_has("git knows no commit");
    unknown("git:").stderr_has("git:main");
    assert!(!sandbox.work().join("x").exists() && !sandbox.work().join("schemas/x").exists());
    // Outside of a repository it says so.
    let outside = Sandbox::without_target();
    outside.write("a.avsc", V1);
    outside.run(["schema", "check", "a.avsc", "--against", "git:main"]).code(2).stderr_has("no git repository");
}

#[test]
fn a_registry_has_its_versions_compared() {
    let sandbox = Sandbox::new();
    sandbox.run(["registry", "create", "events"]).code(0);
    let register = |text: &str| {
        sandbox.write("user.avsc", text);
        let line =
            ["schema", "register", "user.avsc", "--registry", "events", "--name", "user", "--compatibility", "none"];
        sandbox.run(line).code(0);
    };
    register(V1);
    register(&breaking());
    sandbox.write("user.avsc", compatible());
    let check = |more: &[&str]| {
        let mut line = vec!["schema", "check", "user.avsc", "--registry", "events", "-o", "json"];
        line.extend_from_slice(more);
        sandbox.run(line)
    };
    let versions = |output: Output| -> Vec<i64> {
        let checks = output.json();
        let versions = checks["checks"][0]["versions"].as_array().unwrap();
        versions.iter().map(|version| version["number"].as_i64().unwrap()).collect()
    };
    // The schema's own mode is NONE; nothing is compared with then.
    let own = check(&[]).code(0).json();
    assert_eq!(own["checks"][0]["compatibility"], "NONE");
    assert_eq!(versions(check(&["--compatibility", "backward"]).code(0)), [1, 2], "checkpoint and latest");
    assert_eq!(versions(check(&["--compatibility", "backward", "--against", "latest"]).code(0)), [2]);
    assert_eq!(versions(check(&["--compatibility", "backward", "--against", "checkpoint"]).code(0)), [1]);
    assert_eq!(versions(check(&["--compatibility", "backward", "--against", "all"]).code(0)), [1, 2]);
    assert_eq!(versions(check(&["--compatibility", "backward", "--against", "1"]).code(0)), [1]);
    check(&["--against", "3"]).code(2).stderr_has("there is no version 3");
    sandbox.write("usr.avsc", V1);
    sandbox.run(["schema", "check", "usr.avsc", "--registry", "events"]).code(5).stderr_has("did you mean `user`?");
}

#[test]
fn reports_are_for_other_programs() {
    let sandbox = sandbox();
    sandbox.write("new/cut.avsc", "{\n  \"type\": ");
    let report = |format: &str| sandbox.run(["schema", "check", "new", "--old", "old", "--report", format]).code(2);
    let sarif = report("sarif").json();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|result| result["level"] == "error"));
    report("github").stdout_has("::error file=new/user.avsc,line=6,");
    assert_eq!(report("gitlab").json()[0]["location"]["lines"]["begin"], 2);
    report("junit").stdout_has("<testsuites name=\"lakectl\" tests=\"2\" failures=\"1\" errors=\"1\" skipped=\"0\">");
}

#[test]
fn bad_input_has_a_place_and_its_own_code() {
    let sandbox = sandbox();
    let check = |name: &str, text: &[u8]| {
        sandbox.write(name, text);
        sandbox.run(["schema", "check", name]).code(2)
    };
    check("cut.avsc", b"{\n  \"type\": \"record\",\n").stderr_has("cut.avsc:3:1");
    check("bytes.avsc", b"{\"type\": \"\xff\"}").stderr_has("bytes.avsc:1:11");
    check("bom.json", b"\xef\xbb\xbf{}").stderr_has("bom.json:1:1");
    check("deep.json", "[".repeat(10_000).as_bytes()).stderr_has("deep.json:1:");
    check("large.json", &vec![b' '; 20 << 20]).stderr_has("larger than 10 MiB");
    check("schema.txt", b"{}").stderr_has("--format");
    // An equal file beside it makes it no better.
    check("twice.json", b"{\"type\": \"string\", \"type\": \"null\"}").stderr_has("twice.json:1:20");
    sandbox.run(["schema", "check", "twice.json", "--old", "twice.json"]).code(2).stderr_has("twice.json:1:20");
    check("shop.proto", b"syntax = \"proto3\";\nimport \"money.proto\";\n").stderr_has("lakectl schema bundle");
    sandbox.run(["schema", "check", "missing.avsc"]).code(2).stderr_has("missing.avsc cannot be read");
    // Among others it is one of the answers, and the others are given.
    let all =
        sandbox.run(["schema", "check", "cut.avsc", "old/user.avsc", "missing.avsc", "-o", "json"]).code(2).json();
    let verdicts: Vec<_> = all["checks"].as_array().unwrap().iter().map(|check| check["verdict"].clone()).collect();
    assert_eq!(verdicts, ["invalid", "new", "unreadable"]);
    assert_eq!(all["checks"][0]["errors"][0]["line"], 3);
}

#[test]
fn fixes_are_written_when_asked() {
    let sandbox = sandbox();
    let line = ["schema", "check", "new/user.avsc", "--old", "old/user.avsc"];
    sandbox.run(line).code(3);
    assert_eq!(sandbox.read("new/user.avsc"), breaking(), "a check writes nothing");
    let mut fix = line.to_vec();
    fix.push("--fix");
    sandbox.run(&fix).code(0).stdout_has("1 mended in new/user.avsc");
    let mended = sandbox.read("new/user.avsc");
    assert!(mended.contains("\"default\"") && mended != breaking(), "{mended}");
    sandbox.run(line).code(0);
    sandbox.run(&fix).code(0);
    assert_eq!(sandbox.read("new/user.avsc"), mended);
}

#[test]
fn a_baseline_accepts_a_break_for_a_reason_and_a_time() {
    let sandbox = sandbox();
    let entry = |more: &str| {
        format!(
            "[[accept]]\nrule = \"READER_FIELD_MISSING_DEFAULT_VALUE\"\npath = \"/fields/1\"\nversions = [1]\n{more}\n"
        )
    };
    let check = |more: &[&str]| {
        let mut line = vec!["schema", "check", "new/user.avsc", "--old", "old/user.avsc", "--baseline", "b.toml"];
        line.extend_from_slice(more);
        sandbox.run(line)
    };
    sandbox.write("b.toml", entry("reason = \"no readers\"\nexpires = 9999-12-31"));
    check(&[]).code(0).stdout_has("1 finding accepted by the baseline");
    let json = check(&["-o", "json"]).code(0).json();
    assert_eq!(json["checks"][0]["accepted"][0]["accepted"]["reason"], "no readers");
    sandbox.write("b.toml", entry("reason = \"no readers\"\nexpires = 2001-01-01"));
    check(&[]).code(3).stderr_has("is stale: it expired on 2001-01-01");
    sandbox.write("new/user.avsc", compatible());
    sandbox.write("b.toml", entry("reason = \"no readers\"\nexpires = 9999-12-31"));
    check(&[]).code(0).stderr_has("is stale: nothing matches it");
    sandbox.write("b.toml", entry("expires = 9999-12-31"));
    check(&[]).code(2).stderr_has("reason").stderr_has("b.toml:");
}

#[test]
fn what_cannot_be_told_has_its_own_code() {
    let sandbox = sandbox();
    // Rules of another format have no answer.
    let line = ["schema", "check", "new/user.avsc", "--old", "old/user.avsc", "--rules", "proto-wire"];
    sandbox.run(line).code(1).stdout_has("cannot be told");
    let mut allowed = line.to_vec();
    allowed.push("--allow-unknown");
    sandbox.run(&allowed).code(0).stdout_has("unknown: ");
    sandbox.run(["schema", "check", "new/user.avsc", "--rules", "apicurio"]).code(2).stderr_has("json-lenient");
}

#[test]
fn two_thousand_schemas_are_one_run() {
    let sandbox = Sandbox::without_target();
    for number in 0..2000 {
        sandbox.write(&format!("old/s{number}.avsc"), V1);
        sandbox.write(&format!("new/s{number}.avsc"), compatible());
    }
    let output = sandbox.run(["schema", "check", "new", "--old", "old"]).code(0);
    assert_eq!(output.stdout.lines().count(), 2000);
    output.stderr_has("2000 schemas checked: 2000 compatible");
}
