//! `lakectl access explain`: what it says is what a query then finds.

use serde_json::{Value, json};

use crate::hidden_data::{lake, query};
use crate::sandbox::Sandbox;

fn explain(sandbox: &Sandbox, what: &str) -> Value {
    sandbox.json(&format!("lakectl access explain {what}"))["explanation"].clone()
}

#[test]
fn the_answer_is_what_a_query_finds() {
    let sandbox = lake();
    for (principal, on, sql) in [
        ("role/analyst", "hr.emp.name", "SELECT name FROM hr.emp"),
        ("role/analyst", "hr.emp.salary", "SELECT salary FROM hr.emp"),
        ("role/analyst", "hr.closed", "SELECT count(*) FROM hr.closed"),
        ("role/clerk", "hr.staff", "SELECT name FROM hr.staff"),
        ("role/nobody", "hr.emp", "SELECT name FROM hr.emp"),
    ] {
        let said = explain(&sandbox, &format!("{principal} SELECT {on}"));
        let may = query(&sandbox, principal, sql).code == 0;
        assert_eq!(said["answer"], if may { "yes" } else { "no" }, "{principal} {on}: {said:#}");
    }
}

#[test]
fn it_names_the_grant_that_decides_or_the_one_that_is_missing() {
    let sandbox = lake();
    let some = explain(&sandbox, "role/analyst SELECT hr.emp");
    assert_eq!(some["columns"], json!(["dept", "name"]));
    assert!(some["deciding"].as_str().is_some_and(|text| text.starts_with("SELECT on hr.emp")), "{some:#}");
    let layers = some["layers"].as_array().expect("layers");
    assert_eq!(
        layers.iter().map(|layer| &layer["layer"]).collect::<Vec<_>>(),
        ["administrator", "IAM default", "opt-in", "grant", "tag policy", "filter", "location"]
    );
    assert!(layers[6]["why"].as_str().is_some_and(|why| why.contains("not registered")), "{some:#}");
    let filtered = explain(&sandbox, "role/clerk SELECT hr.staff.dept");
    assert_eq!((&filtered["answer"], &layers[5]["says"]), (&json!("yes"), &json!("-")), "{filtered:#}");
    assert!(filtered["layers"][5]["why"].as_str().is_some_and(|why| why.contains("region = 'EU'")), "{filtered:#}");
    let hidden = explain(&sandbox, "role/analyst SELECT hr.emp.salary");
    let command = hidden["command"].as_str().expect("a command").to_owned();
    assert_eq!(command, "lakectl grant SELECT --on hr.emp --columns salary --to role/analyst");
    sandbox.sh(&command).code(0);
    // What is said to take it away again does, and nothing less is needed.
    let undo = |question: &str| {
        let given = explain(&sandbox, question);
        assert_eq!(given["answer"], "yes", "{given:#}");
        let command = given["command"].as_str().expect("a command").to_owned();
        for one in command.split(" && ") {
            assert_eq!(explain(&sandbox, question)["answer"], "yes", "{command}");
            sandbox.sh(&format!("{one} --yes")).code(0);
        }
        assert_eq!(explain(&sandbox, question)["answer"], "no", "{command}");
    };
    undo("role/analyst SELECT hr.emp.salary");
    undo("role/clerk SELECT hr.staff.dept");
    sandbox.sh("lakectl db create open").code(0);
    sandbox.sh("lakectl table create open.t --format csv --location s3://lake/t/ --columns 'id int'").code(0);
    sandbox.sh("lakectl grant SELECT --on open.t --to role/analyst").code(0);
    let open = explain(&sandbox, "role/analyst SELECT open.t");
    assert_eq!(open["deciding"], "ALL on open.t to IAM_ALLOWED_PRINCIPALS");
    undo("role/analyst SELECT open.t");
    sandbox.sh("lakectl access explain role/analyst SELECT hr.emp.nosuch").code(5).stderr_has("no column `nosuch`");
    sandbox.sh("lakectl access explain role/analyst SELECT hr").code(2);
    assert_eq!(explain(&sandbox, "role/analyst DATA_LOCATION_ACCESS s3://lake/emp")["answer"], "no");
    sandbox.sh("lakectl grant DATA_LOCATION_ACCESS --on s3://lake/emp --to role/analyst").code(0);
    assert_eq!(explain(&sandbox, "role/analyst DATA_LOCATION_ACCESS s3://lake/emp")["answer"], "yes");
}

#[test]
fn administrators_are_added_and_taken_off_and_the_rest_of_the_settings_stays() {
    let sandbox = Sandbox::new();
    let names = |sandbox: &Sandbox| {
        let listed = sandbox.json("lakectl admin list");
        let rows = listed["admins"].as_array().expect("a list").clone();
        rows.iter()
            .map(|row| format!("{} {}", row["principal"].as_str().unwrap_or_default(), row["read_only"]))
            .collect::<Vec<_>>()
    };
    let root = "arn:aws:iam::123456789012:root";
    sandbox.sh("lakectl admin add role/steward").code(0).stdout_has("+ admin");
    sandbox.sh("lakectl admin add role/steward").code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl admin add role/auditor --read-only").code(0);
    let steward = "arn:aws:iam::123456789012:role/steward";
    let auditor = "arn:aws:iam::123456789012:role/auditor";
    assert_eq!(names(&sandbox), [format!("{steward} false"), format!("{root} false"), format!("{auditor} true")]);
    sandbox.sh("lakectl admin remove role/steward --yes --as role/steward").code(11).stderr_has("who you are");
    sandbox.sh("lakectl admin remove role/steward --yes --as role/auditor").code(4);
    sandbox.sh("lakectl admin remove role/steward").code(11).stderr_has("--yes");
    sandbox.sh("lakectl admin remove role/steward --yes").code(0).stdout_has("- admin");
    sandbox.sh("lakectl admin remove role/steward --yes").code(0).stdout_has("nothing to do");
    assert_eq!(names(&sandbox), [format!("{root} false"), format!("{auditor} true")]);
}

#[test]
fn a_location_is_registered_shown_and_deregistered() {
    let sandbox = Sandbox::new();
    sandbox
        .sh("lakectl location register s3://lake/sales/ --role Access")
        .code(0)
        .stdout_has("+ location s3://lake/sales/");
    sandbox.sh("lakectl location register s3://lake/sales --role Access").code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl location register s3://lake/sales --role Access --hybrid").code(0).stdout_has("~ location");
    sandbox.sh("lakectl location register s3://lake/sales").code(6).stderr_has("location deregister");
    let shown = sandbox.json("lakectl location show s3://lake/sales")["location"].clone();
    assert_eq!(shown["role"], "arn:aws:iam::123456789012:role/Access");
    assert_eq!(shown["hybrid"], true);
    sandbox.sh("lakectl location register nonsense").code(2);
    assert_eq!(sandbox.json("lakectl location list")["locations"].as_array().map(Vec::len), Some(1));
    sandbox.sh("lakectl location deregister s3://lake/sales --yes").code(0).stdout_has("- location");
    sandbox.sh("lakectl location show s3://lake/sales").code(5).stderr_has("not registered");
}
