//! Expressions of LF-tags that are kept under names: in the file of a lake, in its export, in backups.

use serde_json::json;

use crate::sandbox::{Output, Sandbox, finish};

const FILE: &str = "[databases.crm]\n\
    [tags.pii]\nvalues = ['none', 'email']\n[tags.zone]\nvalues = ['raw', 'gold']\n\
    [tag_expressions.open-data]\nexpression = 'pii=none & zone=*'\ndescription = 'what everybody may read'\n\
    [tag_expressions.'a=b']\nexpression = 'zone=raw|gold'\n\
    [[grants]]\npermissions = 'SELECT'\non = 'tag:open-data'\nto = 'role/analyst'\n\
    [[grants]]\npermissions = 'DESCRIBE'\non = 'tag-db:@a=b'\nto = 'role/analyst'\n\
    [[grants]]\npermissions = 'DESCRIBE'\non = 'tag-expression:open-data'\nto = 'role/steward'\n";

fn run(sandbox: &Sandbox, directory: &str, words: &[&str]) -> Output {
    let mut command = sandbox.command(words);
    command.current_dir(sandbox.work().join(directory));
    finish(command, b"")
}

#[test]
fn the_file_makes_named_expressions_and_grants_by_them() {
    let sandbox = Sandbox::new();
    sandbox.write("first/lake.toml", FILE);
    run(&sandbox, "first", &["plan"]).code(0).stdout_has("+ tag expression open-data create");
    run(&sandbox, "first", &["apply", "--yes"]).code(0).stdout_has(" 0 failed");
    run(&sandbox, "first", &["plan", "--exit-code"]).code(0);
    let shown = sandbox.json("lakectl tag expression show open-data");
    assert_eq!(shown["expression"]["expression"], "pii=none and zone=*");
    assert_eq!(shown["expression"]["grants"].as_array().map(Vec::len), Some(1), "{shown}");

    run(&sandbox, "first", &["export", "../second"]).code(0);
    let text = sandbox.read("second/lake.toml");
    for line in ["[tag_expressions.open-data]", "what everybody may read", "tag:open-data", "tag-db:@a=b"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    run(&sandbox, "second", &["plan", "--exit-code"]).code(0);

    // What was changed by hand is drift; what the file says anew is followed by the grants, and that is told.
    sandbox.sh("lakectl tag expression create a=b zone=raw").code(0);
    run(&sandbox, "first", &["plan", "--exit-code"]).code(3).stdout_has("zone=raw");
    run(&sandbox, "first", &["plan"]).code(0).stderr_has("follows at once");
    run(&sandbox, "first", &["apply", "--yes"]).code(0);
    run(&sandbox, "first", &["plan", "--exit-code"]).code(0);

    for (from, to, code, told) in [
        ("zone=raw|gold", "zone=raw|glod", 2, "has no value `glod`"),
        ("zone=raw|gold", "zone", 2, "write it as key=value"),
        ("on = 'tag:open-data'", "on = 'tag:opendata'", 5, "LF-tag expression `opendata`"),
        ("expression = 'zone=raw|gold'", "expresion = 'zone=raw'", 2, "did you mean `expression`?"),
    ] {
        sandbox.write("first/lake.toml", FILE.replace(from, to));
        run(&sandbox, "first", &["plan"]).code(code).stderr_has(told);
    }
    sandbox.write("first/lake.toml", FILE);
    run(&sandbox, "first", &["destroy", "--confirm", "lake"]).code(0).stdout_has(" 0 failed");
    assert_eq!(sandbox.json("lakectl tag expression list")["expressions"], json!([]));
}

/// Runs a command on another lake of the sandbox.
fn on(sandbox: &Sandbox, lake: &str, line: &str) -> Output {
    let words = crate::transcript::words(&format!("lakectl {line}"));
    let mut command = sandbox.command(&words[1..]);
    command.env("LAKE_LOCAL", sandbox.root().join(lake));
    finish(command, b"")
}

#[test]
fn a_backup_keeps_named_expressions_and_what_is_granted_by_them() {
    let sandbox = Sandbox::new();
    sandbox.write("first/lake.toml", FILE);
    run(&sandbox, "first", &["apply", "--yes"]).code(0);
    let made = sandbox.json("lakectl backup b")["backup"].clone();
    assert_eq!(made["counts"]["expressions"], 2, "{made}");
    sandbox.sh("lakectl backup verify b").code(0).stdout_has("read back the same");
    sandbox.sh("lakectl backup verify b --live").code(0).stdout_has("the lake is what it was");

    on(&sandbox, "other", "restore b --yes").code(0).stdout_has(" 0 failed");
    on(&sandbox, "other", "restore b --yes").code(0).stdout_has("0 to do");
    let shown = on(&sandbox, "other", "tag expression show open-data -o json").code(0).json();
    assert_eq!(shown["expression"]["description"], "what everybody may read");
    assert_eq!(shown["expression"]["grants"].as_array().map(Vec::len), Some(1), "{shown}");

    // One that was changed since is overwritten only when that is said.
    on(&sandbox, "other", "tag expression create open-data zone=raw").code(0);
    on(&sandbox, "other", "restore b --yes").stderr_has("tag expression open-data is there and differs");
    on(&sandbox, "other", "restore b --yes --overwrite").code(0);
    let shown = on(&sandbox, "other", "tag expression show open-data -o json").code(0).json();
    assert_eq!(shown["expression"]["expression"], "pii=none and zone=*");

    // Without the expressions, the grants by them are told by name, and the rest is restored.
    let bare = on(&sandbox, "bare", "restore b --yes --kind databases --kind tags --kind grants");
    let bare = bare.stderr_has("LF-tag expression `open-data`").stderr_has("role/analyst");
    assert_ne!(bare.code, 0, "{bare:#}");
    on(&sandbox, "bare", "db show crm").code(0);
    on(&sandbox, "bare", "tag list").code(0).stdout_has("pii");
}
