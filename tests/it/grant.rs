//! `grant`, `revoke`, `access list`: what is granted is what a principal sees.

use crate::sandbox::Sandbox;

/// A lake with the table `raw.weather`.
fn with_table() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl db create raw").code(0);
    sandbox
        .sh("lakectl table create raw.weather --location s3://lake-raw/weather/ --format csv --columns 'date date, wind double, station string'")
        .code(0);
    sandbox
}

#[test]
fn a_grant_has_no_effect_until_it_is_enforced_and_says_so() {
    let sandbox = with_table();
    let grant = "lakectl grant SELECT --on raw.weather --columns date,wind --to role/analyst";
    sandbox.sh(grant).code(0).stderr_has("--enforce").stderr_has("+ SELECT: date, wind");
    sandbox.sh("lakectl table show raw.weather --as role/analyst").code(0).stdout_has("station");
    // It takes something away from everybody else: that is asked for.
    sandbox.sh(&format!("{grant} --enforce")).code(11).stderr_has("IAM_ALLOWED_PRINCIPALS").stderr_has("--yes");
    sandbox.sh(&format!("{grant} --enforce --yes")).code(0).stderr_has("IAM_ALLOWED_PRINCIPALS");
    let seen = sandbox.sh("lakectl table show raw.weather --as role/analyst").code(0).stdout_has("wind");
    assert!(!seen.stdout.contains("station"), "{seen}");
    sandbox.sh("lakectl table show raw.weather --as role/other").code(4);
    sandbox.sh(&format!("{grant} --enforce")).code(0).stdout_has("nothing to do");
}

#[test]
fn a_dry_run_grants_nothing() {
    let sandbox = with_table();
    sandbox.sh("lakectl grant ALL --on raw --to role/etl --dry-run").code(0).stdout_has("nothing was changed");
    let listed = sandbox.json("lakectl access list --principal role/etl");
    assert_eq!(listed["grants"], serde_json::json!([]));
}

#[test]
fn access_is_listed_in_normal_form() {
    let sandbox = with_table();
    sandbox.sh("lakectl grant SELECT,DESCRIBE --on raw.weather --to role/analyst --with-grant-option").code(0);
    let listed = sandbox.json("lakectl access list --on raw.weather --principal role/analyst");
    let grants = listed["grants"].as_array().expect("a list");
    let permissions: Vec<&str> = grants.iter().filter_map(|grant| grant["permission"].as_str()).collect();
    assert_eq!(permissions, ["SELECT", "DESCRIBE"]);
    assert!(grants.iter().all(|grant| grant["grantable"] == true && grant["columns"].is_null()), "{listed}");
    assert_eq!(grants[0]["principal"], "arn:aws:iam::123456789012:role/analyst");
}

#[test]
fn revoking_is_idempotent_and_does_not_split_a_wider_grant() {
    let sandbox = with_table();
    sandbox.sh("lakectl grant SELECT --on raw.weather --to role/analyst").code(0);
    sandbox.sh("lakectl revoke SELECT --on raw.weather --columns wind --from role/analyst").code(6);
    let revoke = "lakectl revoke SELECT --on raw.weather --from role/analyst";
    sandbox.sh(revoke).code(11).stderr_has("--yes");
    let revoke = &format!("{revoke} --yes");
    sandbox.sh(revoke).code(0).stdout_has("deleted");
    sandbox.sh(revoke).code(0).stdout_has("nothing to do");
}

#[test]
fn what_cannot_be_granted_is_a_usage_error() {
    let sandbox = with_table();
    sandbox.sh("lakectl grant SELECT --on raw --to role/analyst").code(2).stderr_has("there are ALL");
    sandbox.sh("lakectl grant INSERT --on raw.weather --columns date --to role/analyst").code(2);
    sandbox.sh("lakectl grant FLY --on raw.weather --to role/analyst").code(2).stderr_has("FLY is not a permission");
    sandbox.sh("lakectl grant SELECT --on raw.weather --to group/people").code(2);
    sandbox.sh("lakectl grant SELECT --on raw.nothing --to role/analyst").code(5);
    sandbox.sh("lakectl grant SELECT --on raw.weather --columns nope --to role/analyst").code(1).stderr_has("nope");
}

/// A lake whose table `raw.weather` has rows, closed to everyone without a grant.
fn with_rows() -> Sandbox {
    let sandbox = with_table();
    sandbox.sh("lakectl bucket create lake-query-results").code(0);
    sandbox.sh("lakectl workgroup set primary --output-location s3://lake-query-results/tests/").code(0);
    let file = sandbox.write("weather.csv", "date,wind,station\n2026-01-01,5.5,oslo\n2026-01-02,7.5,rome\n");
    sandbox.sh(&format!("lakectl ingest {} --source staged --bucket lake-raw", file.display())).code(0);
    sandbox.sh("lakectl crawler create staged --database raw --target s3://lake-raw/staged/").code(0);
    sandbox.sh("lakectl crawler run staged").code(0);
    sandbox.sh("lakectl grant DESCRIBE --on raw.staged --to role/steward --enforce --yes").code(0);
    sandbox
}

const OUTPUT: &str = "--output-location s3://lake-query-results/tests/ -o csv";

#[test]
fn a_query_sees_the_columns_that_are_granted() {
    let sandbox = with_rows();
    sandbox.sh("lakectl grant SELECT --on raw.staged --columns date,wind --to role/analyst").code(0);
    let query = |sql: &str| sandbox.sh(&format!("lakectl query \"{sql}\" --as role/analyst {OUTPUT}"));
    assert_eq!(
        query("SELECT * FROM raw.staged ORDER BY wind").code(0).stdout,
        "date,wind\n2026-01-01,5.5\n2026-01-02,7.5\n"
    );
    query("SELECT station FROM raw.staged").code(9).stderr_has("not authorized");
    sandbox.sh(&format!("lakectl query \"SELECT wind FROM raw.staged\" --as role/other {OUTPUT}")).code(9);
}

#[test]
fn a_query_sees_the_rows_of_its_filter() {
    let sandbox = with_rows();
    sandbox.sh("lakectl filter create windy --on raw.staged --rows \"wind > 6\" --columns wind,station").code(0);
    sandbox
        .sh("lakectl filter create windy --on raw.staged --rows \"wind > 7\" --columns wind,station")
        .code(0)
        .stderr_has("wind > 6 -> wind > 7");
    sandbox.sh("lakectl grant SELECT --on raw.staged --filter windy --to role/analyst").code(0);
    let seen = sandbox.sh(&format!("lakectl query \"SELECT * FROM raw.staged\" --as role/analyst {OUTPUT}")).code(0);
    assert_eq!(seen.stdout, "wind,station\n7.5,rome\n");
    assert_eq!(sandbox.json("lakectl filter list --on raw.staged")["filters"][0]["rows"], "wind > 7");
    sandbox.sh("lakectl filter delete windy --on raw.staged --yes").code(0);
    sandbox.sh("lakectl filter show windy --on raw.staged").code(5);
    sandbox.sh(&format!("lakectl query \"SELECT wind FROM raw.staged\" --as role/analyst {OUTPUT}")).code(9);
}
