//! `lakectl table`

use crate::sandbox::Sandbox;

const CREATE: &str = "lakectl table create raw.weather --format csv --header --columns 'day string, rain double' \
                      --partitioned-by 'year int' --location s3://lake/weather --description 'from the station'";

#[test]
fn a_table_is_made_shown_changed_and_deleted() {
    let sandbox = Sandbox::new();
    sandbox.sh(CREATE).code(5).stderr_has("no database `raw`");
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh(CREATE).code(0).stdout_has("+ table raw.weather created");
    sandbox.sh(CREATE).code(0).stdout_has("nothing to do");
    let shown = sandbox.json("lakectl table show RAW.Weather");
    let table = &shown["table"];
    assert_eq!(table["location"], "s3://lake/weather/");
    assert_eq!(table["columns"][1]["type"], "double");
    assert_eq!(table["partition_keys"][0]["name"], "year");
    assert_eq!(table["parameters"]["skip.header.line.count"], "1");
    assert_eq!(table["version"], "0");
    let changed = CREATE.replace("rain double", "rain double, wind double").replace(" --header", "");
    sandbox
        .sh(&changed)
        .code(0)
        .stdout_has("~ table raw.weather updated")
        .stdout_has("~ columns: day string, rain double -> day string, rain double, wind double");
    let table = sandbox.json("lakectl table show raw.weather")["table"].clone();
    assert_eq!(table["version"], "1");
    assert_eq!(table["parameters"].get("skip.header.line.count"), None);
    let listed = sandbox.json("lakectl table list");
    assert_eq!(listed["tables"][0]["name"], "weather");
    sandbox.sh("lakectl table delete raw.weather --confirm raw.weather").code(0);
    sandbox.sh("lakectl table list raw").code(0);
    sandbox.sh("lakectl table delete raw.weather --confirm raw.weather").code(5).stderr_has("no table `raw.weather`");
}

#[test]
fn the_statement_says_how_to_make_the_table() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh(CREATE).code(0);
    sandbox
        .sh("lakectl table show raw.weather --ddl")
        .code(0)
        .stdout_has("CREATE EXTERNAL TABLE `raw`.`weather` (\n  `day` string,\n  `rain` double)")
        .stdout_has("PARTITIONED BY (\n  `year` int)")
        .stdout_has("LOCATION\n  's3://lake/weather/'");
}

#[test]
fn bad_arguments_are_named() {
    let sandbox = Sandbox::new();
    for (arguments, named) in [
        ("t --columns 'id int' --format csv --location s3://b/", "database.table"),
        ("a.t --columns 'id integre' --format csv --location s3://b/", "`id`"),
        ("a.t --columns 'id int' --format xml --location s3://b/", "xml"),
        ("a.t --columns 'id int' --format csv --location /tmp", "/tmp"),
    ] {
        sandbox.sh(&format!("lakectl table create {arguments}")).code(2).stderr_has(named);
    }
}
