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
    sandbox
        .sh("lakectl grant SELECT --on raw.weather --columns nope --to role/analyst")
        .code(5)
        .stderr_has("its columns are date");
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

#[test]
fn rows_are_granted_through_a_filter_that_is_made_for_them() {
    let sandbox = with_rows();
    let grant = "lakectl grant SELECT --on raw.staged --rows \"wind > 6\" --except-columns station --to role/analyst";
    sandbox.sh(&format!("{grant} --dry-run")).code(0).stdout_has("+ filter: rows-");
    assert_eq!(sandbox.json("lakectl filter list")["filters"], serde_json::json!([]));
    sandbox.sh(grant).code(0);
    sandbox.sh(grant).code(0).stdout_has("nothing to do");
    let seen =
        sandbox.sh(&format!("lakectl query \"SELECT date, wind FROM raw.staged\" --as role/analyst {OUTPUT}")).code(0);
    assert_eq!(seen.stdout, "date,wind\n2026-01-02,7.5\n");
    let revoke = grant.replace("grant ", "revoke ").replace("--to", "--from");
    sandbox.sh(&format!("{revoke} --yes")).code(0).stdout_has("deleted");
    sandbox.sh(&format!("lakectl query \"SELECT wind FROM raw.staged\" --as role/analyst {OUTPUT}")).code(9);
}

#[test]
fn several_principals_are_granted_at_once_and_each_is_told() {
    let sandbox = with_table();
    let grant = "lakectl grant SELECT,DESCRIBE --on raw.weather --to role/a,role/b";
    let told = sandbox.json(grant);
    let results: Vec<&str> =
        told["grants"].as_array().expect("a list").iter().filter_map(|row| row["result"].as_str()).collect();
    assert_eq!(results, ["granted"; 4]);
    let again = sandbox.json(grant);
    assert!(again["grants"].as_array().expect("a list").iter().all(|row| row["result"] == "unchanged"), "{again}");
    sandbox.sh("lakectl revoke SELECT --on raw.weather --from role/a,role/b").code(11).stderr_has("--yes");
    sandbox.sh("lakectl revoke SELECT --on raw.weather --from role/a,role/b --yes").code(0).stdout_has("revoked");
    let left = sandbox.json("lakectl access list --principal role/a");
    assert_eq!(left["grants"].as_array().map(Vec::len), Some(1), "{left}");
}

#[test]
fn a_file_with_a_mistake_grants_nothing_and_names_each() {
    let sandbox = with_table();
    sandbox.write("grants.csv", "principal,permissions,on,columns\nrole/a,SELECT,raw.weather,wind\nrole/a,FLY,raw.weather,\ngroup/x,SELECT,raw.weather,\n");
    let refused = sandbox.sh("lakectl grant -f grants.csv").code(2).stderr_has("line 3: FLY");
    refused.stderr_has("line 4: ");
    sandbox.write("grants.csv", "principal,permissions,on,column\nrole/a,SELECT,raw.weather,wind\n");
    sandbox.sh("lakectl grant -f grants.csv").code(2).stderr_has("`column` is no column");
    assert_eq!(sandbox.json("lakectl access list --principal role/a")["grants"], serde_json::json!([]));
    // What the service refuses is reported for its line; the others are granted.
    sandbox.write("grants.toml", "[[grant]]\nprincipal = ['role/a', 'role/b']\npermissions = 'SELECT'\non = 'raw.weather'\ncolumns = ['wind']\n\n[[grant]]\nprincipal = 'role/a'\npermissions = 'SELECT'\non = 'raw.nothing'\n");
    let told = sandbox.sh("lakectl grant -f grants.toml -o json").code(8).json();
    let results: Vec<String> = told["grants"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| {
            format!("{} {}", row["place"].as_str().unwrap_or_default(), row["result"].as_str().unwrap_or_default())
        })
        .collect();
    assert_eq!(results, ["grant 1 granted", "grant 1 granted", "grant 2 failed"]);
    assert!(told["grants"][2]["reason"].as_str().is_some_and(|reason| reason.contains("not found")), "{told}");
}

/// 1,000 grants over 50 tables, in at most 60 calls that write.
#[test]
fn a_thousand_grants_take_few_calls() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create d").code(0);
    for table in 0..50 {
        let create = format!("lakectl table create d.t{table} --format csv --location s3://lake/t{table}/");
        sandbox.sh(&format!("{create} --columns 'a int, b int'")).code(0);
    }
    let lines: Vec<String> =
        (0..1000).map(|number| format!("role/r{},SELECT,d.t{},a\n", number / 50, number % 50)).collect();
    sandbox.write("grants.csv", format!("principal,permissions,on,columns\n{}", lines.concat()));
    let ran = sandbox.sh("lakectl grant -f grants.csv -v -o json").code(0);
    let calls = |what: &str| ran.stderr.lines().filter(|line| line.contains(what)).count();
    let writes = calls(" BatchGrantPermissions:") + calls(" GrantPermissions:");
    assert!((50..=60).contains(&writes), "{writes} calls write");
    assert_eq!(ran.json()["grants"].as_array().map(Vec::len), Some(1000));
    let stored = sandbox.json("lakectl access list --on d.t7");
    let selects = stored["grants"].as_array().expect("a list").iter().filter(|grant| grant["permission"] == "SELECT");
    assert_eq!(selects.count(), 20);
    let again = sandbox.sh("lakectl grant -f grants.csv -v").code(0);
    assert!(!again.stderr.contains("BatchGrantPermissions"), "a rerun has nothing to write");
}

/// What a grant names is looked up before anything is written.
#[test]
fn what_is_not_there_is_told_first() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    let create =
        "lakectl table create raw.people --format csv --location s3://lake/p/ --columns 'name string, age int'";
    sandbox.sh(create).code(0);
    let to = "--to role/analyst --dry-run";
    sandbox.sh(&format!("lakectl grant SELECT --on raw.peple {to}")).code(5).stderr_has("`raw.people`");
    let missing = format!("lakectl grant SELECT --on raw.people --columns name,agee {to}");
    sandbox.sh(&missing).code(5).stderr_has("no column `agee`").stderr_has("`age`");
    sandbox.sh(&format!("lakectl grant SELECT --on raw.people --except-columns ssn {to}")).code(5).stderr_has("`ssn`");
    for (rows, word) in [
        ("agee > 18", "column `agee`"),
        ("age >", "is no condition"),
        ("age > (SELECT max(age) FROM raw.people)", "query in it"),
        ("age IN (SELECT id FROM raw.other)", "other tables"),
    ] {
        sandbox.sh(&format!("lakectl grant SELECT --on raw.people --rows \"{rows}\" {to}")).code(2).stderr_has(word);
        sandbox.sh(&format!("lakectl filter create f --on raw.people --rows \"{rows}\"")).code(2).stderr_has(word);
    }
    for rows in ["age > 18 AND name LIKE 'a%'", "upper(name) IN ('A') -- all"] {
        sandbox.sh(&format!("lakectl grant SELECT --on raw.people --rows \"{rows}\" {to}")).code(0);
    }
    sandbox.write(
        "g.csv",
        "principal,permissions,on,columns\nrole/a,SELECT,raw.people,name\nrole/a,SELECT,raw.people,agee\n",
    );
    sandbox.sh("lakectl grant -f g.csv").code(2).stderr_has("line 3").stderr_has("no column `agee`");
    let stored = sandbox.json("lakectl access list --principal role/a");
    assert_eq!(stored["grants"], serde_json::json!([]), "nothing was granted");
}

/// Whoever may not grant something is told before anything is written, and by whom it can be done.
#[test]
fn who_may_not_grant_is_told_first() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    let create = "lakectl table create raw.t --format csv --location s3://lake/t/ --columns 'a int, b int'";
    sandbox.sh(create).code(0);
    let grant = "lakectl grant SELECT --on raw.t --columns a --to role/analyst --as role/steward";
    let denied = sandbox.sh(&format!("{grant} -v")).code(4).stderr_has("may not grant SELECT on raw.t");
    assert!(
        denied.stderr.contains("--with-grant-option") && !denied.stderr.contains(" GrantPermissions:"),
        "{denied:#}"
    );
    sandbox.sh(&format!("{grant} --dry-run")).code(4);
    sandbox.write("g.csv", "principal,permissions,on\nrole/analyst,SELECT,raw.t\n");
    sandbox.sh("lakectl grant -f g.csv --as role/steward").code(4).stderr_has("may not grant");
    sandbox.sh("lakectl grant SELECT --on raw.t --columns a --to role/steward --with-grant-option").code(0);
    sandbox.sh(grant).code(0).stdout_has("+ grant");
    sandbox.sh("lakectl grant SELECT --on raw.t --columns b --to role/analyst --as role/steward").code(4);
    sandbox.sh("lakectl admin add role/steward").code(0);
    sandbox.sh("lakectl grant SELECT --on raw.t --columns b --to role/analyst --as role/steward").code(0);
}

#[test]
fn a_revoke_says_what_gives_the_same_and_stays() {
    let sandbox = with_table();
    for grant in ["ALL --on raw.weather", "SELECT --on 'raw.*'", "SELECT --on raw.weather --columns wind"] {
        sandbox.sh(&format!("lakectl grant {grant} --to role/boss")).code(0);
    }
    sandbox.sh("lakectl filter create windy --on raw.weather --rows 'wind > 1'").code(0);
    sandbox.sh("lakectl grant SELECT --on raw.weather --filter windy --to role/boss").code(0);
    // What is not held in so many words cannot be revoked, and that is not passed over in silence.
    let said = sandbox.sh("lakectl revoke SELECT --on raw.weather --from role/boss --yes").code(0);
    for stays in [
        "ALL on raw.weather to",
        "SELECT on raw.* to",
        "SELECT on filter windy on raw.weather to",
        "lakectl revoke ALL --on raw.weather --from arn:aws:iam::123456789012:role/boss",
    ] {
        assert!(said.stderr.contains(stays), "{stays}\n{said:#}");
    }
    // Nothing of somebody else's, and nothing of another permission.
    sandbox.sh("lakectl grant SELECT,INSERT --on raw.weather --to role/other").code(0);
    let said = sandbox.sh("lakectl revoke SELECT --on raw.weather --from role/other --yes").code(0);
    assert!(!said.stderr.contains("stays"), "{said:#}");
    // ALL is more than one permission, and those that were granted alone stay.
    sandbox
        .sh("lakectl revoke ALL --on raw.weather --from role/other --yes")
        .code(0)
        .stderr_has("INSERT on raw.weather");
}
