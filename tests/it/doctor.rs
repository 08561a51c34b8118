//! `lakectl doctor`

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The findings of a check, as subject and evidence.
fn of(sandbox: &Sandbox, check: &str, code: i32) -> Vec<(String, String)> {
    let output = sandbox.sh(&format!("lakectl doctor --check {check} -o json")).code(code);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = output.json()["doctor"]["findings"].as_array().cloned().unwrap_or_default();
    findings.iter().map(|finding| (text(&finding["subject"]), text(&finding["evidence"]))).collect()
}

#[test]
fn what_is_wrong_is_told_with_the_command_that_mends_it() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create sound --zone raw").code(0);
    sandbox.sh("lakectl db create db").code(0);
    sandbox.sh("lakectl workgroup create loose").code(0);
    sandbox.sh("lakectl table create db.gone --columns 'x int' --location s3://nowhere-at-all/x/ --format csv").code(0);
    sandbox
        .sh("lakectl table create db.inner --columns 'x int' --location s3://nowhere-at-all/x/y/ --format csv")
        .code(0);

    assert!(of(&sandbox, "bucket-tls", 0).is_empty());
    assert!(of(&sandbox, "bucket-public-access", 0).is_empty());
    let dead = of(&sandbox, "table-dead-location", 3);
    assert_eq!(dead[0].0, "table db.gone");
    assert!(of(&sandbox, "table-same-place", 3)[0].1.contains("db.gone"));
    assert!(!of(&sandbox, "table-open-to-iam", 3).is_empty());

    let told = sandbox.sh("lakectl doctor --check workgroup-cutoff").code(3);
    assert!(told.stdout.contains("mend it: lakectl workgroup set loose --scan-limit 1TB"), "{told:#}");
    sandbox.sh("lakectl workgroup set loose --scan-limit 1TB").code(0);
    assert!(of(&sandbox, "workgroup-cutoff", 3).iter().all(|(subject, _)| subject != "workgroup loose"));
}

#[test]
fn what_can_be_mended_safely_is_mended_on_request() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl workgroup create silent --no-metrics").code(0);
    let before = of(&sandbox, "workgroup-metrics", 3);
    assert!(before.iter().any(|(subject, _)| subject == "workgroup silent"), "{before:?}");
    sandbox
        .sh("lakectl doctor --check workgroup-metrics --fix")
        .code(0)
        .stderr_has("done: lakectl workgroup set silent --metrics");
    assert_eq!(sandbox.json("lakectl workgroup show silent")["workgroup"]["metrics"], true);
}

#[test]
fn known_findings_stay_until_their_day() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl workgroup create loose").code(0);
    let check = "lakectl doctor --check workgroup-cutoff";
    let ignore = |until: &str| format!("[[ignore]]\ncheck = 'workgroup-cutoff'\nreason = 'small'\nuntil = '{until}'\n");
    sandbox.write("lake.toml", ignore("2999-01-01"));
    sandbox.sh(check).code(0).stdout_has("known and ignored");
    sandbox.write("lake.toml", ignore("2001-01-01"));
    sandbox.sh(check).code(3);
    sandbox.write("lake.toml", ignore("2999-01-01").replace("cutoff", "cutof"));
    sandbox.sh(check).code(2).stderr_has("did you mean `workgroup-cutoff`?").stderr_has("lake.toml:2:9");
    sandbox.write("lake.toml", ignore("soon"));
    sandbox.sh(check).code(2).stderr_has("`soon` is no day");
}

#[test]
fn findings_go_to_other_programs() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl workgroup create loose").code(0);
    let sarif = sandbox.sh("lakectl doctor --report sarif").code(3).json();
    let results = sarif["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    assert!(results.iter().any(|result| result["ruleId"] == "workgroup-cutoff"), "{sarif:#}");
    assert!(sarif["runs"][0]["tool"]["driver"]["rules"].as_array().is_some_and(|rules| rules.len() >= 60));
    let junit = sandbox.sh("lakectl doctor --report junit --least warning").code(3).stdout;
    assert!(junit.starts_with("<?xml") && junit.contains("<failure type=\"warning\""), "{junit}");
    let checks = sandbox.json("lakectl doctor --list");
    assert!(checks["checks"].as_array().is_some_and(|checks| checks.len() >= 60), "{checks:#}");
    sandbox.sh("lakectl doctor --check bucket-tsl").code(2).stderr_has("did you mean `bucket-tls`?");
}

#[test]
fn what_may_not_be_read_is_said_and_is_no_pass() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create db").code(0);
    let told = sandbox.sh("lakectl doctor --as role/nobody --check not-looked-at -o json");
    // Whatever this principal may not see is named; nothing else is said of it.
    assert!([0, 3].contains(&told.code), "{told:#}");
    let findings = told.json()["doctor"]["findings"].as_array().map_or(0, Vec::len);
    assert_eq!(told.code == 3, findings > 0, "{told:#}");
}
