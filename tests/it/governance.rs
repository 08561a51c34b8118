//! `lakectl governance`: from the IAM default to grants that are enforced.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// A lake as a new account has it: open to whoever IAM lets in.
fn open_lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake").code(0);
    sandbox.sh("lakectl db create hr").code(0);
    for table in ["emp", "old"] {
        let create = format!("lakectl table create hr.{table} --format csv --location s3://lake/{table}/");
        sandbox.sh(&format!("{create} --columns 'name string, salary string'")).code(0);
    }
    sandbox
}

fn states(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.json("lakectl governance show hr")["governance"].as_array().expect("a list").clone()
}

#[test]
fn a_database_is_walked_from_the_default_to_enforced_and_losses_are_said_before() {
    let sandbox = open_lake();
    sandbox.sh("lakectl grant SELECT --on hr.emp --columns name --to role/analyst").code(0);
    sandbox.sh("lakectl crawler create nightly --database hr --target s3://lake/ --role Crawl").code(0);
    assert!(states(&sandbox).iter().all(|state| state["open"] == true));
    let dry = sandbox.sh("lakectl governance on hr --dry-run").code(0).stdout_has("nothing was changed");
    let dry = dry.stderr_has("role/analyst reads no more: hr.emp (salary); hr.old");
    dry.stderr_has("role/Crawl (crawler nightly) reads no more: hr.emp; hr.old").stderr_has("everybody else");
    assert!(states(&sandbox).iter().all(|state| state["open"] == true), "a dry run changes nothing");
    sandbox.sh("lakectl governance on hr").code(11).stderr_has("--yes");
    sandbox.sh("lakectl governance on hr --yes").code(0).stdout_has("~ governance database hr");
    assert!(states(&sandbox).iter().all(|state| state["open"] == false));
    assert_eq!(states(&sandbox)[0]["new_tables_open"], false);
    sandbox.sh("lakectl governance on hr --yes").code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl table show hr.old --as role/other").code(4);
    let seen = sandbox.sh("lakectl table show hr.emp --as role/analyst").code(0);
    assert!(!seen.stdout.contains("salary"), "{seen}");
    // Tables to come are closed from their first moment on.
    sandbox.sh("lakectl table create hr.new --format csv --location s3://lake/new/ --columns 'a int'").code(0);
    sandbox.sh("lakectl table show hr.new --as role/other").code(4);
    sandbox.sh("lakectl governance on hrr --dry-run").code(5).stderr_has("did you mean `hr`?");
}

#[test]
fn the_defaults_are_set_and_the_other_settings_stay() {
    let sandbox = open_lake();
    sandbox.sh("lakectl admin add role/steward").code(0);
    let defaults = json!({ "databases_open": true, "tables_open": true });
    assert_eq!(sandbox.json("lakectl governance defaults")["defaults"], defaults);
    sandbox.sh("lakectl governance defaults --closed").code(0).stdout_has("~ governance defaults");
    sandbox.sh("lakectl governance defaults --closed").code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl governance defaults --open").code(11).stderr_has("--yes");
    sandbox.sh("lakectl admin list").code(0).stdout_has("role/steward");
    sandbox.sh("lakectl db create later").code(0);
    sandbox.sh("lakectl db show later --as role/other").code(4);
}

#[test]
fn a_principal_is_opted_in_while_others_keep_what_iam_lets_them() {
    let sandbox = open_lake();
    sandbox.sh("lakectl grant SELECT --on hr.emp --columns name --to role/analyst").code(0);
    let sees = |principal: &str| sandbox.sh(&format!("lakectl table show hr.emp --as {principal}")).stdout;
    assert!(sees("role/analyst").contains("salary"));
    sandbox.sh("lakectl governance opt-in role/analyst --on hr.emp").code(0).stdout_has("+ opt-in");
    sandbox.sh("lakectl governance opt-in role/analyst --on hr.emp").code(0).stdout_has("nothing to do");
    assert!(!sees("role/analyst").contains("salary") && sees("role/other").contains("salary"));
    let shown = sandbox.json("lakectl access show --principal role/analyst --on hr.emp")["rights"].clone();
    let origins: Vec<&Value> = shown.as_array().expect("a list").iter().map(|right| &right["origin"]).collect();
    assert_eq!(origins, ["grant"], "{shown:#}");
    let listed = sandbox.json("lakectl governance opt-ins")["opt_ins"].clone();
    assert_eq!(listed[0]["resource"], "hr.emp");
    sandbox.sh("lakectl governance opt-out role/analyst --on hr.emp --yes").code(0);
    assert!(sees("role/analyst").contains("salary"));
}

#[test]
fn policies_name_this_lake() {
    let sandbox = open_lake();
    sandbox.sh("lakectl bucket create results --zone query-results").code(0);
    let shown = sandbox.sh("lakectl policy show --role analyst").code(0);
    let document = shown.json();
    assert_eq!(document["Version"], "2012-10-17");
    assert!(shown.stdout.contains("arn:aws:s3:::results/*") && !shown.stdout.contains(":::lake"), "{shown}");
    assert!(shown.stdout.contains("table/hr/*") && shown.stdout.contains("lakeformation:GetDataAccess"), "{shown}");
    for role in ["crawler", "job", "admin"] {
        assert!(sandbox.sh(&format!("lakectl policy show --role {role}")).code(0).json()["Statement"].is_array());
    }
    sandbox.sh("lakectl policy show --role job --trust").code(0).stdout_has("glue.amazonaws.com");
    sandbox.sh("lakectl policy show --role analyst --trust").code(2);
}
