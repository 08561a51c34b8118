//! `lakectl table convert` and `table compact`: the same rows in other files, whatever happens on the way.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use crate::objects::put;
use crate::sandbox::{Output, Sandbox};
use crate::stub::{Reply, Stub};

const DAYS: usize = 230;

/// `raw.events`: a CSV file with rows of many days, and texts that are easily lost.
fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-curated").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    let mut text = String::from("id,day,kind,price\n");
    for row in 0..2000 {
        let day = row % DAYS;
        let kind = ["", "it's", "a:b", "é"][row % 4];
        text.push_str(&format!("{row},d{day:03},{kind},{}.5\n", row % 7));
    }
    put(&sandbox, "lake-raw", "events/part.csv", text.as_bytes());
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh("lakectl db create curated --location s3://lake-curated/").code(0);
    sandbox
        .run([
            "table",
            "create",
            "raw.events",
            "--format",
            "csv",
            "--header",
            "--columns",
            "id bigint, day string, kind string, price double",
            "--location",
            "s3://lake-raw/events/",
        ])
        .code(0);
    sandbox
}

/// `raw.small`: three partitions of several small Parquet files each.
fn small_files(sandbox: &Sandbox) {
    sandbox
        .run([
            "query",
            "CREATE EXTERNAL TABLE raw.small (id bigint, tags array<string>, note string) PARTITIONED BY (day int) \
             STORED AS PARQUET LOCATION 's3://lake-raw/small/'",
        ])
        .code(0);
    for file in 0..5 {
        let rows: Vec<String> = (1..=3)
            .map(|day| format!("({}, ARRAY['x', 'y{file}'], CAST(NULL AS varchar), {day})", file * 10 + day))
            .collect();
        let sql =
            format!("INSERT INTO raw.small SELECT * FROM (VALUES {}) AS t (id, tags, note, day)", rows.join(", "));
        sandbox.run(["query", sql.as_str()]).code(0);
    }
}

#[track_caller]
fn rows(sandbox: &Sandbox, sql: &str) -> Value {
    sandbox.run(["query", sql, "-o", "json"]).code(0).json()["rows"].clone()
}

#[track_caller]
fn count(sandbox: &Sandbox, sql: &str) -> i64 {
    rows(sandbox, sql)[0]["n"].as_i64().expect("a number")
}

fn convert(sandbox: &Sandbox, more: &[&str]) -> Output {
    let mut args = vec!["table", "convert", "raw.events", "curated.events"];
    args.extend_from_slice(more);
    sandbox.run(args)
}

const SAME: &str = "SELECT (SELECT count(*) FROM (SELECT id, day, kind, price FROM raw.events EXCEPT SELECT id, day, kind, price FROM \
                    curated.events)) + (SELECT count(*) FROM (SELECT id, day, kind, price FROM curated.events EXCEPT SELECT id, day, \
                    kind, price FROM raw.events)) AS n";

#[test]
fn a_table_is_converted_in_steps_of_a_hundred_partitions_and_proven() {
    let sandbox = lake();
    let plan = convert(&sandbox, &["--partition-by", "day", "--dry-run"]).code(0);
    plan.stdout_has("+ table curated.events convert").stdout_has("nothing was changed");
    assert!(sandbox.json("lakectl table list curated")["tables"].as_array().is_some_and(Vec::is_empty));
    let done = convert(&sandbox, &["--partition-by", "day", "-o", "json"]).code(0).json()["convert"].clone();
    assert_eq!((&done["rows"], &done["changed"]), (&json!(2000), &json!(true)), "{done}");
    assert_eq!(done["after"]["files"], DAYS, "one file for each partition");
    // The keys, three INSERTs, and two sides of the proof.
    assert_eq!(done["statements"], 6);
    assert!(done["scanned_bytes"].as_u64() > done["before"]["bytes"].as_u64());
    let inserts = sandbox.sh("lakectl queries list -o json --search INSERT").code(0).json();
    assert_eq!(inserts["queries"].as_array().map(Vec::len), Some(3));
    assert_eq!(count(&sandbox, "SELECT count(*) AS n FROM curated.events"), 2000);
    assert_eq!(count(&sandbox, SAME), 0);
    let table = sandbox.json("lakectl table show curated.events")["table"].clone();
    assert_eq!(table["partition_count"], DAYS);
    assert_eq!((&table["format"], &table["parameters"]["parquet.compression"]), (&json!("parquet"), &json!("ZSTD")));
    assert_eq!(table["columns"][2]["name"], "price");
    let tables = sandbox.json("lakectl table list curated")["tables"].clone();
    assert_eq!(tables.as_array().map(Vec::len), Some(1), "nothing else is left: {tables}");
    let left = sandbox.sh("lakectl bucket show lake-curated -o json").code(0);
    assert!(!left.stdout.contains("_lakectl"), "{left:#}");
    convert(&sandbox, &["--partition-by", "day"]).code(0).stdout_has("nothing to do");
    put(&sandbox, "lake-raw", "events/more.csv", b"id,day,kind,price\n9999,d001,x,1\n");
    convert(&sandbox, &["--partition-by", "day"]).code(6).stderr_has("has changed since");
}

/// A service that some INSERT statements are too large for.
fn small_service(sandbox: &Sandbox, is_too_large: impl Fn(&str) -> bool + Send + Sync + 'static) -> (Sandbox, Stub) {
    const ID: &str = "5a1c0f5e-0d6c-4b4e-9d1f-2b7f7c0f6a11";
    Stub::before(sandbox, move |request| {
        let text = request.text();
        match request.operation().as_str() {
            "StartQueryExecution" if text.contains("INSERT INTO") && is_too_large(&text) => {
                Reply::Status(200, json!({ "QueryExecutionId": ID }).to_string())
            }
            "GetQueryExecution" if text.contains(ID) => {
                let reason = "Query exhausted resources at this scale factor";
                let execution = json!({ "QueryExecution": {
                    "QueryExecutionId": ID, "Query": "INSERT INTO …", "StatementType": "DML", "SubstatementType": "INSERT",
                    "Status": { "State": "FAILED", "StateChangeReason": reason },
                    "Statistics": { "DataScannedInBytes": 0 },
                } });
                Reply::Status(200, execution.to_string())
            }
            _ => Reply::Lake,
        }
    })
}

#[test]
fn a_step_that_is_too_large_for_the_service_becomes_smaller_ones() {
    let sandbox = lake();
    let (away, _stub) = small_service(&sandbox, |text| text.matches("\\\"day\\\" =").count() > 30);
    let args = ["table", "convert", "raw.events", "curated.events", "--partition-by", "day", "-o", "json"];
    let done = away.run(args).code(0).json()["convert"].clone();
    assert_eq!((&done["rows"], &done["after"]["files"]), (&json!(2000), &json!(DAYS)), "{done}");
    // 100, 100 and 30 days, of which each hundred becomes four times twenty-five.
    let inserts = away.sh("lakectl queries list -o json --search INSERT").code(0).json();
    assert_eq!(inserts["queries"].as_array().map(Vec::len), Some(9), "{inserts}");
    let same = away.run(["query", SAME, "-o", "json"]).code(0).json()["rows"].clone();
    assert_eq!(same[0]["n"], 0);
}

#[test]
fn a_partition_that_is_too_large_for_the_service_is_copied_by_its_files() {
    let sandbox = lake();
    small_files(&sandbox);
    let all = "SELECT id, tags, note, day FROM raw.small ORDER BY id";
    let before = rows(&sandbox, all);
    let (away, _stub) =
        small_service(&sandbox, |text| !text.contains("$path") || text.matches("s3://lake-raw/small/").count() > 2);
    let done = away.run(["table", "compact", "raw.small", "-o", "json"]).code(0).json()["compact"].clone();
    // Five files of each partition in statements about two of them at most.
    assert_eq!((&done["before"]["files"], &done["after"]["files"]), (&json!(15), &json!(9)), "{done}");
    assert_eq!(away.run(["query", all, "-o", "json"]).code(0).json()["rows"], before);
    // What no division helps with is the service's own error, and nothing is left of it.
    let (away, _stub) = small_service(&sandbox, |_| true);
    away.run(["table", "convert", "raw.events", "curated.events", "--unpartitioned"])
        .code(9)
        .stderr_has("exhausted resources");
    assert!(sandbox.json("lakectl table list curated")["tables"].as_array().is_some_and(Vec::is_empty));
}

#[test]
fn what_cannot_be_converted_says_why() {
    let sandbox = lake();
    convert(&sandbox, &["--partition-by", "dya"]).code(5).stderr_has("did you mean `day`?");
    convert(&sandbox, &["--partition-by", "price"]).code(2).stderr_has("`price` of type double");
    convert(&sandbox, &["--compression", "lzo"]).code(2).stderr_has("zstd, snappy");
    convert(&sandbox, &["--location", "s3://lake-raw/events/new/"]).code(2).stderr_has("in the place of `raw.events`");
    sandbox.run(["table", "convert", "raw.events", "raw.better"]).code(2).stderr_has("--location");
    sandbox.run(["table", "convert", "raw.events", "raw.events"]).code(2).stderr_has("table compact raw.events");
    sandbox.run(["table", "convert", "raw.nothing", "curated.x"]).code(5);
    convert(&sandbox, &["--max-scan", "10KB"]).code(11).stderr_has("--no-max-scan");
    // The engine's own word for what it cannot write; nothing is left of the attempt.
    convert(&sandbox, &["--format", "avro", "--compression", "gzip"]).code(2).stderr_has("deflate");
    let packed = convert(&sandbox, &["--format", "avro", "--compression", "snappy"]);
    packed.code(9).stderr_has("avro compressed with SNAPPY").stderr_has("runs on Athena");
    assert!(sandbox.json("lakectl table list curated")["tables"].as_array().is_some_and(Vec::is_empty));
    sandbox.run(["query", "CREATE VIEW raw.seen AS SELECT id FROM raw.events"]).code(0);
    sandbox.run(["table", "convert", "raw.seen", "curated.seen"]).code(2).stderr_has("is a view");
    sandbox.run(["table", "compact", "raw.events"]).code(2).stderr_has("begin with a header");
}

#[test]
fn small_files_are_put_together_and_the_old_ones_stay_until_they_are_deleted() {
    let sandbox = lake();
    small_files(&sandbox);
    let all = "SELECT id, tags, note, day FROM raw.small ORDER BY id";
    let before = rows(&sandbox, all);
    sandbox.sh("lakectl table compact raw.small --dry-run").code(0).stdout_has("partitions: 3 of 3");
    let done = sandbox.sh("lakectl table compact raw.small -o json").code(0).json()["compact"].clone();
    assert_eq!((&done["before"]["files"], &done["after"]["files"]), (&json!(15), &json!(3)), "{done}");
    assert_eq!(done["rows"], 15);
    assert_eq!(rows(&sandbox, all), before);
    assert_eq!(count(&sandbox, "SELECT count(DISTINCT \"$path\") AS n FROM raw.small"), 3);
    sandbox.sh("lakectl table compact raw.small").code(0).stdout_has("nothing to do");
    // New rows go on as before, into the partition's new place.
    sandbox.run(["query", "INSERT INTO raw.small VALUES (99, ARRAY['z'], 'late', 3)"]).code(0);
    assert_eq!(count(&sandbox, "SELECT count(*) AS n FROM raw.small"), 16);
    put(&sandbox, "lake-raw", "small/day=1/stranger", b"late");
    sandbox.sh("lakectl table compact raw.small --delete-old").code(11).stderr_has("--confirm raw.small");
    sandbox
        .sh("lakectl table compact raw.small --delete-old --dry-run")
        .code(0)
        .stdout_has("15 old files")
        .stderr_has("small/day=1/stranger came to the old place");
    sandbox.sh("lakectl table compact raw.small --delete-old --confirm raw.small").code(0).stdout_has("15 old files");
    assert_eq!(count(&sandbox, "SELECT count(*) AS n FROM raw.small"), 16);
    sandbox.sh("lakectl table compact raw.small --delete-old --confirm raw.small").code(0).stdout_has("no compaction");
    let old = lakectl_objects(&sandbox, "lake-raw", "small/");
    assert_eq!(old, ["small/day=1/stranger"], "only the stranger is left");
}

/// The keys below a prefix.
fn lakectl_objects(sandbox: &Sandbox, bucket: &str, prefix: &str) -> Vec<String> {
    let lake = crate::objects::open(sandbox);
    let records = lake.objects().list_all(bucket, prefix).expect("a listing");
    records.into_iter().map(|record| record.key).collect()
}

#[test]
fn a_table_without_partitions_moves_as_a_whole_and_a_chosen_partition_alone() {
    let sandbox = lake();
    small_files(&sandbox);
    for part in 0..4 {
        put(&sandbox, "lake-raw", &format!("flat/{part}.json"), format!("{{\"a\":{part}}}\n").as_bytes());
    }
    sandbox
        .run([
            "table",
            "create",
            "raw.flat",
            "--format",
            "json",
            "--columns",
            "a int",
            "--location",
            "s3://lake-raw/flat/",
        ])
        .code(0);
    let done = sandbox.sh("lakectl table compact raw.flat -o json").code(0).json()["compact"].clone();
    let place = done["location"].as_str().expect("a place").to_owned();
    assert_eq!(sandbox.json("lakectl table show raw.flat")["table"]["location"], place);
    assert_eq!(count(&sandbox, "SELECT sum(a) AS n FROM raw.flat"), 6);
    // Whoever goes back to the old files keeps them.
    sandbox.sh("lakectl table rollback raw.flat 0").code(0);
    assert_eq!(count(&sandbox, "SELECT sum(a) AS n FROM raw.flat"), 6);
    let done = sandbox.run(["table", "compact", "raw.small", "--filter", "day = 2", "-o", "json"]).code(0).json();
    assert_eq!((&done["compact"]["before"]["files"], &done["compact"]["after"]["files"]), (&json!(5), &json!(1)));
    assert_eq!(count(&sandbox, "SELECT count(DISTINCT \"$path\") AS n FROM raw.small"), 11);
    // A small target makes a partition's files into several, each by a statement of its own.
    let one = done["compact"]["before"]["bytes"].as_u64().expect("bytes") / 5;
    let target = (one * 5 / 2).to_string();
    let args = ["table", "compact", "raw.small", "--filter", "day = 1", "--target-file-size", &target, "-o", "json"];
    let done = sandbox.run(args).code(0).json()["compact"].clone();
    assert_eq!(done["after"]["files"], 3, "{done}");
    assert_eq!(count(&sandbox, "SELECT count(*) AS n FROM raw.small"), 15);
}

#[test]
fn a_rewrite_that_is_killed_goes_on_where_it_stood() {
    for (round, pause) in [40_u64, 90, 160, 250, 400, 650].into_iter().enumerate() {
        let sandbox = lake();
        let args = ["table", "convert", "raw.events", "curated.events", "--partition-by", "day"];
        // Killed again and again, each time a little later.
        for kill in 0..3 {
            let mut command = sandbox.command(args);
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary runs");
            std::thread::sleep(Duration::from_millis(pause + kill * 120));
            drop(child.kill());
            drop(child.wait());
        }
        let ended = sandbox.run(args).code(0);
        assert_eq!(count(&sandbox, "SELECT count(*) AS n FROM curated.events"), 2000, "round {round}: {ended:#}");
        assert_eq!(count(&sandbox, SAME), 0, "round {round}");
        let tables = sandbox.json("lakectl table list curated")["tables"].clone();
        assert_eq!(tables.as_array().map(Vec::len), Some(1), "round {round}: {tables}");
    }
}

#[test]
fn a_source_that_changes_under_a_killed_rewrite_is_copied_anew() {
    let sandbox = lake();
    let args = ["table", "convert", "raw.events", "curated.events", "--partition-by", "day"];
    let mut command = sandbox.command(args);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary runs");
    let begun =
        || sandbox.sh("lakectl queries list -o json --search INSERT").json()["queries"].as_array().map_or(0, Vec::len);
    while begun() == 0 && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(Duration::from_millis(10));
    }
    drop(child.kill());
    drop(child.wait());
    put(&sandbox, "lake-raw", "events/more.csv", b"id,day,kind,price\n9999,d001,x,1\n");
    let again = sandbox.run(args);
    // Only a run that was over before it was killed is told apart.
    if again.code == 6 {
        again.stderr_has("has changed since");
    } else {
        again.code(0);
        assert_eq!(count(&sandbox, "SELECT count(*) AS n FROM curated.events"), 2001);
        assert_eq!(count(&sandbox, SAME), 0);
    }
}

#[test]
fn other_settings_do_not_go_on_and_a_restart_forgets() {
    let sandbox = lake();
    let mut child = sandbox
        .command(["table", "convert", "raw.events", "curated.events", "--partition-by", "day"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    let is_staged = || sandbox.sh("lakectl table list curated").stdout.contains("events__lakectl_new");
    while !is_staged() && child.try_wait().expect("a state").is_none() {
        std::thread::sleep(Duration::from_millis(10));
    }
    drop(child.kill());
    drop(child.wait());
    if is_staged() {
        let other = convert(&sandbox, &["--partition-by", "day", "--compression", "snappy"]);
        // A run that was killed before its journal is none.
        if other.code != 0 {
            other.code(6).stderr_has("--restart");
            convert(&sandbox, &["--partition-by", "day", "--compression", "snappy", "--restart"]).code(0);
        }
        assert_eq!(count(&sandbox, SAME), 0);
    }
}

#[test]
fn whoever_reads_a_part_cannot_rewrite_the_whole() {
    let sandbox = lake();
    small_files(&sandbox);
    sandbox.sh("lakectl governance on raw --yes").code(0);
    sandbox.sh("lakectl filter create odd --on raw.small --rows 'id > 20'").code(0);
    sandbox.sh("lakectl grant SELECT --on raw.small --filter odd --to role/analyst").code(0);
    sandbox.sh("lakectl grant ALTER,INSERT,DESCRIBE --on raw.small --to role/analyst").code(0);
    sandbox
        .sh("lakectl table compact raw.small --as role/analyst")
        .code(11)
        .stderr_has("may not be read as a whole")
        .stderr_has("--all-is-seen");
}

#[test]
fn an_iceberg_table_is_the_services_own_work() {
    let sandbox = lake();
    let args = [
        "table",
        "create",
        "raw.ice",
        "--format",
        "parquet",
        "--columns",
        "a int",
        "--location",
        "s3://lake-raw/ice/",
        "--parameter",
        "table_type=ICEBERG",
    ];
    sandbox.run(args).code(0);
    sandbox
        .sh("lakectl table compact raw.ice --dry-run")
        .code(0)
        .stdout_has("OPTIMIZE \"raw\".\"ice\" REWRITE DATA USING BIN_PACK");
    sandbox.sh("lakectl table compact raw.ice").code(9).stderr_has("OPTIMIZE");
    sandbox.sh("lakectl table compact raw.ice --filter a=1").code(2);
}
