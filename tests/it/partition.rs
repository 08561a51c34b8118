//! `lakectl partition`: folders and the catalog.

use serde_json::{Value, json};

use crate::objects::put;
use crate::sandbox::Sandbox;

/// A lake with an empty partitioned table `raw.events` below `s3://lake-raw/events/`.
fn lake(keys: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    sandbox.sh("lakectl db create raw").code(0);
    let create = format!(
        "lakectl table create raw.events --location s3://lake-raw/events/ --format csv --columns 'id bigint, name string' \
         --partitioned-by '{keys}'"
    );
    sandbox.sh(&create).code(0);
    sandbox
}

fn data(sandbox: &Sandbox, folders: &[&str]) {
    for folder in folders {
        put(sandbox, "lake-raw", &format!("events/{folder}/a.csv"), b"1,x\n2,y\n");
    }
}

fn listed(sandbox: &Sandbox) -> Vec<String> {
    let rows = sandbox.json("lakectl partition list raw.events")["partitions"].clone();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    rows.as_array().unwrap().iter().map(|row| format!("{}-{}", text(row, "year"), text(row, "month"))).collect()
}

#[test]
fn folders_become_partitions_and_queries_see_them() {
    let sandbox = lake("year string, month string");
    data(&sandbox, &["year=2026/month=10", "year=2026/month=11"]);
    put(&sandbox, "lake-raw", "events/year=2026/month=12/_SUCCESS", b"");
    let sync = "lakectl partition sync raw.events";
    sandbox
        .sh(&format!("{sync} --dry-run"))
        .code(0)
        .stdout_has("+ partition year=2026/month=10 add at s3://lake-raw/events/year=2026/month=10/")
        .stdout_has("nothing was changed");
    assert_eq!(listed(&sandbox), Vec::<String>::new());
    sandbox.sh(sync).code(0).stdout_has("+ partition year=2026/month=11 added");
    assert_eq!(listed(&sandbox), ["2026-10", "2026-11"]);
    let again = sandbox.sh(sync).code(0).stdout_has("2 partitions");
    assert!(!again.stdout.contains('+'), "{again}");
    let count = sandbox.run(["query", "SELECT count(*) AS n FROM raw.events WHERE month = '11'", "-o", "json"]);
    assert_eq!(count.code(0).json()["rows"], json!([{ "n": 2 }]));
    let filtered = sandbox.json("lakectl partition list raw.events --where \"month > '10'\"");
    assert_eq!(filtered["partitions"].as_array().unwrap().len(), 1);
    sandbox.sh("lakectl partition list raw.events --where \"day = 1\"").code(2).stderr_has("'day' is no partition key");
    let limited = sandbox.sh("lakectl partition list raw.events --limit 1 -o csv").code(0).stdout;
    assert!(
        limited.starts_with("year,month,location,created\n2026,10,s3://lake-raw/events/year=2026/month=10/,"),
        "{limited}"
    );
    let selected = sandbox.sh("lakectl partition list raw.events --select 'partitions[].month' -o json").code(0).json();
    assert_eq!(selected, json!(["10", "11"]));
}

#[test]
fn what_is_dead_goes_only_when_told() {
    let sandbox = lake("year string, month string");
    data(&sandbox, &["year=2026/month=11"]);
    sandbox.sh("lakectl partition add raw.events year=2024/month=01 year=2024/month=02").code(0).stdout_has("added");
    let elsewhere = "lakectl partition add raw.events year=2023/month=01 --location s3://lake-results/old/";
    sandbox.sh(elsewhere).code(0).stdout_has("at s3://lake-results/old/");
    sandbox.sh(elsewhere).code(0).stdout_has("nothing to do");
    sandbox.sh("lakectl partition add raw.events year=2023/month=01 --location s3://lake-raw/other/").code(6);
    let sync = sandbox.sh("lakectl partition sync raw.events").code(0).stdout_has("2 partitions without objects stay");
    assert!(sync.stdout.contains("1 partition outside of"), "{sync}");
    sandbox.sh("lakectl partition sync raw.events --drop-dead").code(11).stderr_has("--yes");
    let one = "lakectl partition sync raw.events --drop-dead --yes --where \"month = '01'\"";
    sandbox.sh(one).code(0).stdout_has("- partition year=2024/month=01 removed");
    assert_eq!(listed(&sandbox), ["2023-01", "2024-02", "2026-11"]);
    let value = sandbox.json("lakectl partition sync raw.events --drop-dead --yes")["sync"].clone();
    assert_eq!((&value["removed"], &value["known"]), (&json!([{ "values": ["2024", "02"] }]), &json!(1)));
    sandbox.sh("lakectl partition drop raw.events year=2026/month=11").code(11).stderr_has("--yes");
    sandbox.sh("lakectl partition drop raw.events year=2026/month=1 --yes").code(5).stderr_has("month=1");
    sandbox.sh("lakectl partition drop raw.events year=2026 --yes").code(2).stderr_has("year=VALUE/month=VALUE");
    sandbox.sh("lakectl partition drop raw.events --where \"year >= '2023'\" --yes").code(0).stdout_has("year=2023");
    assert_eq!(listed(&sandbox), Vec::<String>::new());
    sandbox.sh("lakectl partition drop raw.events --where \"year >= '2023'\" --yes").code(0).stdout_has("no partition");
}

#[test]
fn a_partition_whose_objects_are_read_is_not_dead() {
    let sandbox = lake("year string, month string");
    data(&sandbox, &["year=2026/month=11", "archive/old"]);
    let moved = "lakectl partition add raw.events year=2019/month=12 --location s3://lake-raw/events/archive/old/";
    sandbox.sh(moved).code(0);
    sandbox.sh("lakectl partition add raw.events year=2018/month=12").code(0);
    let count = || {
        let sql = "SELECT count(*) AS n FROM raw.events WHERE year = '2019'";
        sandbox.run(["query", sql, "-o", "json"]).code(0).json()["rows"].clone()
    };
    assert_eq!(count(), json!([{ "n": 2 }]));
    let value = sandbox.json("lakectl partition sync raw.events --drop-dead --yes")["sync"].clone();
    assert_eq!(value["removed"], json!([{ "values": ["2018", "12"] }]));
    assert_eq!(count(), json!([{ "n": 2 }]));
}

#[test]
fn positional_folders_are_read_by_a_template() {
    let sandbox = lake("year int, month int, day int");
    data(&sandbox, &["2026/11/21", "2026/11/22", "not-a-day"]);
    let sync = "lakectl partition sync raw.events --layout";
    sandbox.sh(&format!("{sync} '{{year}}/{{month}}'")).code(2).stderr_has("no place for the partition key `day`");
    let done = sandbox.sh(&format!("{sync} '{{year}}/{{month}}/{{day}}'")).code(0);
    assert!(done.stdout.contains("at s3://lake-raw/events/2026/11/21/"), "{done}");
    assert!(done.stderr.contains("1 objects lie in no partition"), "{done}");
    let rows = sandbox.json("lakectl partition list raw.events --where 'day = 22'")["partitions"].clone();
    assert_eq!(rows[0]["location"], "s3://lake-raw/events/2026/11/22/");
    let sql = "SELECT count(*) AS n FROM raw.events WHERE year = 2026 AND day = 22";
    assert_eq!(sandbox.run(["query", sql, "-o", "json"]).code(0).json()["rows"], json!([{ "n": 2 }]));
}

#[test]
fn a_wrong_layout_removes_nothing() {
    let sandbox = lake("year int, month int");
    data(&sandbox, &["2026/11", "2026/12"]);
    sandbox.sh("lakectl partition sync raw.events --layout '{year}/{month}'").code(0).stdout_has("added");
    sandbox
        .sh("lakectl partition sync raw.events --drop-dead --yes")
        .code(0)
        .stderr_has("2 objects lie in no partition");
    assert_eq!(listed(&sandbox).len(), 2);
    sandbox.sh("lakectl partition add raw.events year=2020/month=1").code(0);
    sandbox.sh("lakectl partition sync raw.events --drop-dead --yes").code(11).stderr_has("fits the layout");
    assert_eq!(listed(&sandbox).len(), 3);
}

#[test]
fn odd_values_survive_the_way() {
    let sandbox = lake("year string, month string");
    let folders =
        ["year=__HIVE_DEFAULT_PARTITION__/month=1", "year=S%C3%A3o%2FPaulo%3D1/month=a b", "year=it's/month=%25"];
    data(&sandbox, &folders);
    sandbox.sh("lakectl partition sync raw.events").code(0);
    let rows = sandbox.json("lakectl partition list raw.events")["partitions"].clone();
    let years: Vec<&str> = rows.as_array().unwrap().iter().filter_map(|row| row["year"].as_str()).collect();
    assert_eq!(years.len(), 3);
    assert!(years.contains(&"São/Paulo=1") && years.contains(&"it's"), "{years:?}");
    sandbox.sh("lakectl partition sync raw.events").code(0).stdout_has("3 partitions of");
    sandbox.run(["partition", "drop", "raw.events", "year=it's/month=%25", "--yes"]).code(0);
    sandbox.sh("lakectl partition sync raw.events").code(0).stdout_has("+ partition year=it%27s/month=%25 added");
}

#[test]
fn the_columns_of_the_table_go_to_its_partitions_on_request() {
    let sandbox = lake("year string, month string");
    data(&sandbox, &["year=2026/month=10", "year=2026/month=11"]);
    sandbox.sh("lakectl partition sync raw.events").code(0);
    sandbox
        .sh("lakectl table create raw.events --location s3://lake-raw/events/ --format csv \
             --columns 'id bigint, name string, size int' --partitioned-by 'year string, month string'")
        .code(0);
    sandbox
        .sh("lakectl partition sync raw.events --cascade --where \"month = '10'\"")
        .code(0)
        .stdout_has("~ partition year=2026/month=10 brought up to date");
    let left = sandbox.sh("lakectl partition sync raw.events --cascade --dry-run").code(0);
    assert!(left.stdout.contains("~ partition year=2026/month=11 bring up to date"), "{left}");
    assert!(!left.stdout.contains("month=10"), "{left}");
}

#[test]
fn many_partitions_take_several_batches() {
    let sandbox = lake("year string, month string");
    let folders: Vec<String> = (0..230).map(|number| format!("year=2026/month={number:03}")).collect();
    data(&sandbox, &folders.iter().map(String::as_str).collect::<Vec<_>>());
    let sync = sandbox.run(["partition", "sync", "raw.events", "-v"]).code(0).stdout_has("+ and 210 more added");
    let calls = |name: &str| sync.stderr.matches(name).count();
    assert_eq!(calls("BatchCreatePartition"), 3, "{}", sync.stderr);
    assert_eq!(listed(&sandbox).len(), 230);
    assert!(sync.stderr.contains("230 objects of"), "small files are worth a warning\n{}", sync.stderr);
    let drop = sandbox.run(["partition", "drop", "raw.events", "--where", "year = '2026'", "--yes", "-v"]).code(0);
    assert_eq!(drop.stderr.matches("BatchDeletePartition").count(), 10, "{}", drop.stderr);
}

#[test]
fn tables_without_partitions_are_refused() {
    let sandbox = lake("year string");
    sandbox
        .sh("lakectl table create raw.flat --location s3://lake-raw/flat/ --format csv --columns 'id bigint'")
        .code(0);
    sandbox.sh("lakectl partition sync raw.flat").code(2).stderr_has("has no partition keys");
    sandbox.sh("lakectl partition list raw.flta").code(5).stderr_has("raw.flat");
    sandbox.sh("lakectl partition drop raw.events").code(2);
}

#[test]
fn a_look_at_a_table_counts_very_many_partitions_and_shows_some() {
    let sandbox = lake("n string");
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) \
               INSERT INTO object (bucket, key, version, is_latest, is_marker, size, etag, modified, storage_class, body) \
               SELECT 'lake-raw', printf('events/n=%04d/a', i), 'null', 1, 0, 10, '00000000000000000000000000000000', 0, \
               'STANDARD', '{}' FROM n";
    let opened = crate::objects::open(&sandbox);
    opened
        .store()
        .write(|tx| Ok::<_, lakectl::local::store::StoreError>(tx.connection().execute_batch(sql)?))
        .expect("the store takes them");
    sandbox.sh("lakectl partition sync raw.events").code(0);
    sandbox.sh("lakectl table show raw.events").code(0).stderr_has("not all of its partitions are shown");
    let table = &sandbox.json("lakectl table show raw.events")["table"];
    assert_eq!((&table["partition_count"], &table["partitions_are_all"]), (&json!(1500), &json!(false)));
    assert_eq!(table["partitions"].as_array().map(Vec::len), Some(1000));
}
