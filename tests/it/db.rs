//! `lakectl db`

use crate::sandbox::Sandbox;

#[test]
fn a_database_is_made_shown_changed_and_deleted() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create Sales --description 'what was sold'").code(0).stdout_has("+ db sales created");
    sandbox.sh("lakectl db create sales --description 'what was sold'").code(0).stdout_has("nothing to do");
    let listed = sandbox.json("lakectl db list");
    assert_eq!(listed["databases"][0]["name"], "sales");
    sandbox
        .sh("lakectl db create sales --location s3://lake/sales/ --dry-run")
        .code(0)
        .stdout_has("+ location: s3://lake/sales/")
        .stdout_has("nothing was changed");
    assert_eq!(sandbox.json("lakectl db show sales")["database"]["location"], serde_json::Value::Null);
    sandbox.sh("lakectl db create sales --location s3://lake/sales/").code(0);
    let shown = sandbox.json("lakectl db show sales");
    assert_eq!(shown["database"]["location"], "s3://lake/sales/");
    assert_eq!(shown["database"]["description"], "what was sold", "what is not given stays");
    sandbox.sh("lakectl db delete sales").code(11).stderr_has("--confirm sales");
    sandbox.sh("lakectl db delete sales --confirm sales").code(0);
    sandbox.sh("lakectl db show sales").code(5).stderr_has("no database `sales`");
}

#[test]
fn a_database_tells_which_tables_go_with_it() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh("lakectl table create raw.t --columns 'id int' --format json --location s3://lake/t/").code(0);
    sandbox.sh("lakectl db delete raw --dry-run").code(0).stderr_has("1 table in it: t");
    sandbox.sh("lakectl db delete raw --confirm raw").code(0);
    sandbox.sh("lakectl table show raw.t").code(5);
}
