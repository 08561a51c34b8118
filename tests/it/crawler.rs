//! `lakectl crawler`, on real data.

use serde_json::{Value, json};

use crate::objects::{fixture, gzip, put};
use crate::sandbox::Sandbox;

/// A lake with a bucket, and a crawler of all of it.
fn crawled(options: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    let create = format!("lakectl crawler create all --database raw --target s3://lake-raw/ {options}");
    sandbox.sh(&create).code(0).stdout_has("+ crawler all created");
    sandbox.sh(&create).code(0).stdout_has("nothing to do");
    sandbox
}

fn columns(sandbox: &Sandbox, table: &str) -> Vec<String> {
    let shown = sandbox.json(&format!("lakectl table show {table}"));
    let columns = shown["table"]["columns"].as_array().expect("columns").clone();
    columns.iter().map(|column| format!("{} {}", text(&column["name"]), text(&column["type"]))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn real_files_become_tables() {
    let sandbox = crawled("");
    put(&sandbox, "lake-raw", "weather/seattle-weather.csv", &fixture("data/seattle-weather.csv"));
    put(&sandbox, "lake-raw", "airports/airports.csv", &fixture("data/airports.csv"));
    put(&sandbox, "lake-raw", "flights/flights-2k.json", &fixture("data/flights-2k.json"));
    put(&sandbox, "lake-raw", "packed/flights-2k.json.gz", &gzip(&fixture("data/flights-2k.json")));
    put(&sandbox, "lake-raw", "weather_gz/w.csv.gz", &gzip(&fixture("data/seattle-weather.csv")));
    let run = sandbox.json("lakectl crawler run all");
    let crawl = &run["crawl"];
    assert_eq!(crawl["state"], "COMPLETED");
    assert_eq!(crawl["problems"], json!([]));
    let tables: Vec<&str> = crawl["tables"].as_array().unwrap().iter().map(|table| text(&table["name"])).collect();
    assert_eq!(tables, ["airports", "flights", "packed", "weather", "weather_gz"]);
    let weather =
        ["date string", "precipitation double", "temp_max double", "temp_min double", "wind double", "weather string"];
    assert_eq!(columns(&sandbox, "raw.weather"), weather);
    assert_eq!(columns(&sandbox, "raw.weather_gz"), weather);
    assert_eq!(columns(&sandbox, "raw.flights"), columns(&sandbox, "raw.packed"));
    let table = sandbox.json("lakectl table show raw.weather")["table"].clone();
    assert_eq!((&table["format"], &table["record_count"]), (&json!("csv"), &json!(1461)));
    let again = sandbox.sh("lakectl crawler run all").code(0);
    assert!(again.stdout.contains("nothing changed"), "{again:#}");
    let history = sandbox.json("lakectl crawler history all");
    assert_eq!(history["crawls"].as_array().unwrap().len(), 2);
    let shown = sandbox.json("lakectl crawler show all");
    assert_eq!(
        (&shown["crawler"]["state"], &shown["crawler"]["last_crawl"]["status"]),
        (&json!("READY"), &json!("SUCCEEDED"))
    );
}

#[test]
fn partitions_come_from_folders_and_later_crawls_say_what_changed() {
    let sandbox = crawled("");
    for month in 1..=3 {
        let line = format!("{{\"id\":{month},\"name\":\"x\",\"size\":1}}\n");
        put(&sandbox, "lake-raw", &format!("events/year=2026/month={month:02}/e.json"), line.as_bytes());
    }
    sandbox
        .sh("lakectl crawler run all")
        .code(0)
        .stdout_has("+ table raw.events: 5 columns")
        .stdout_has("+ 3 partitions added");
    let shown = sandbox.json("lakectl table show raw.events");
    assert_eq!(shown["table"]["partitions"][2]["values"], json!(["2026", "03"]));
    let line = b"{\"id\":4,\"name\":\"x\",\"size\":1,\"who\":\"ann\"}\n";
    put(&sandbox, "lake-raw", "events/year=2026/month=04/e.json", line);
    sandbox
        .sh("lakectl crawler run all")
        .code(0)
        .stdout_has("~ table raw.events")
        .stdout_has("+ who: string")
        .stdout_has("+ 1 partition added");
}

#[test]
fn unreadable_objects_are_named_and_the_rest_is_crawled() {
    let sandbox = crawled("");
    put(&sandbox, "lake-raw", "good/a.csv", b"id,name\n1,x\n2,y\n");
    put(&sandbox, "lake-raw", "ragged/a.csv", b"id,name\n1,x\n2,y,z\n3,w\n");
    put(&sandbox, "lake-raw", "broken/a.json", b"{\"id\":1}\n{\"id\":\n{\"id\":3}\n");
    let packed = gzip(&b"id,name\n1,x\n".repeat(500));
    put(&sandbox, "lake-raw", "cut/a.csv.gz", &packed[..packed.len() / 2]);
    put(&sandbox, "lake-raw", "cut/a.parquet", b"PAR1 cut off");
    let run = sandbox.sh("lakectl crawler run all").code(8);
    for object in ["ragged/a.csv:3", "broken/a.json:2", "cut/a.csv.gz", "cut/a.parquet"] {
        assert!(run.stdout.contains(&format!("! s3://lake-raw/{object}")), "{object}\n{run:#}");
    }
    assert_eq!(columns(&sandbox, "raw.good"), ["id bigint", "name string"]);
    let run = sandbox.sh("lakectl crawler run all -o json").code(8).json();
    let ragged =
        run["crawl"]["problems"].as_array().unwrap().iter().find(|problem| text(&problem["object"]).contains("ragged"));
    assert_eq!(ragged.expect("the ragged file")["line"], 3);
}

#[test]
fn quoted_csv_is_read_right_when_asked() {
    let sandbox = crawled("");
    put(&sandbox, "lake-raw", "airports/airports.csv", &fixture("data/airports.csv"));
    sandbox.sh("lakectl crawler run all").code(0).stderr_has("--quoted-csv");
    sandbox.sh("lakectl crawler create all --database raw --target s3://lake-raw/ --quoted-csv").code(0);
    sandbox
        .sh("lakectl crawler run all")
        .code(0)
        .stdout_has("~ format: org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe");
    let shown = sandbox.json("lakectl table show raw.airports");
    assert!(text(&shown["table"]["serialization_library"]).ends_with("OpenCSVSerde"), "{shown}");
}

#[test]
fn a_failed_crawl_has_an_exit_code_and_a_reason() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl crawler create lost --database raw --target s3://nowhere-at-all/").code(0);
    sandbox.sh("lakectl crawler run lost").code(9).stderr_has("s3://nowhere-at-all/");
    sandbox.sh("lakectl crawler run lots").code(5).stderr_has("no crawler `lots`").stderr_has("did you mean `lost`?");
    sandbox.sh("lakectl bucket create empty-bucket").code(0);
    sandbox.sh("lakectl crawler create empty --database raw --target s3://empty-bucket/x/").code(0);
    sandbox.sh("lakectl crawler run empty").code(0).stderr_has("s3://empty-bucket/x/ holds no objects to crawl");
    sandbox.sh("lakectl crawler stop lost").code(0).stdout_has("no crawl to stop");
    sandbox.sh("lakectl crawler delete lost").code(11).stderr_has("--yes");
    sandbox.sh("lakectl crawler delete lost --yes").code(0);
    sandbox.sh("lakectl crawler show lost").code(5);
}

#[test]
fn a_crawl_can_be_left_alone_and_waited_for() {
    let sandbox = crawled("");
    put(&sandbox, "lake-raw", "t/a.csv", b"id,name\n1,x\n");
    sandbox.sh("lakectl crawler run all --no-wait").code(0).stdout_has("lakectl crawler run all");
    // Whether it still runs and is waited for, or is over and another one runs: the table is there.
    sandbox.sh("lakectl crawler run all").code(0);
    assert_eq!(columns(&sandbox, "raw.t"), ["id bigint", "name string"]);
}

#[test]
fn changes_are_planned_and_dry_runs_write_nothing() {
    let sandbox = crawled("");
    let change =
        "lakectl crawler create all --database raw --target s3://lake-raw/ --exclude '**.tmp' --on-change merge";
    sandbox.sh(&format!("{change} --dry-run")).code(0).stdout_has("~ targets").stdout_has("nothing was changed");
    assert_eq!(sandbox.json("lakectl crawler show all")["crawler"]["exclusions"], json!([]));
    sandbox.sh(change).code(0).stdout_has("~ crawler all updated");
    sandbox.sh(change).code(0).stdout_has("nothing to do");
    assert_eq!(sandbox.json("lakectl crawler show all")["crawler"]["exclusions"], json!(["**.tmp"]));
    sandbox.sh("lakectl crawler create x --database raw --target /tmp").code(2).stderr_has("/tmp");
    sandbox.sh("lakectl crawler create x --database raw --target s3://b/ --exclude '{a'").code(2).stderr_has("{a");
}

#[test]
fn a_preview_finds_what_the_crawl_then_finds_and_writes_nothing() {
    let sandbox = crawled("");
    put(&sandbox, "lake-raw", "weather/seattle-weather.csv", &fixture("data/seattle-weather.csv"));
    put(&sandbox, "lake-raw", "packed/flights-2k.json.gz", &gzip(&fixture("data/flights-2k.json")));
    for month in 1..=3 {
        let line = format!("{{\"id\":{month},\"name\":\"x\",\"size\":1}}\n");
        put(&sandbox, "lake-raw", &format!("events/year=2026/month={month:02}/e.json"), line.as_bytes());
    }
    let preview = sandbox.json("lakectl crawler preview all")["preview"].clone();
    assert_eq!(sandbox.json("lakectl table list")["tables"], json!([]), "nothing is written");
    assert_eq!((&preview["objects_read"], &preview["problems"]), (&json!(5), &json!([])));
    sandbox.sh("lakectl crawler preview all").code(0).stdout_has("+ table raw.events: json, 5 columns, 3 partitions");
    sandbox.sh("lakectl crawler run all").code(0);
    for table in preview["tables"].as_array().expect("tables") {
        let shown = sandbox.json(&format!("lakectl table show raw.{}", text(&table["name"])))["table"].clone();
        let plain = |columns: &Value| {
            let columns = columns.as_array().expect("columns").iter();
            columns.map(|one| format!("{} {}", text(&one["name"]), text(&one["type"]))).collect::<Vec<_>>()
        };
        assert_eq!(plain(&table["columns"]), plain(&shown["columns"]), "{table}");
        assert_eq!(plain(&table["partition_keys"]), plain(&shown["partition_keys"]), "{table}");
        assert_eq!(table["location"], shown["location"]);
    }
    let again = sandbox.json("lakectl crawler preview all")["preview"].clone();
    assert!(again["tables"].as_array().unwrap().iter().all(|table| table["change"] == "unchanged"), "{again}");
    put(&sandbox, "lake-raw", "weather/cut.csv.gz", &gzip(&b"a,b\n1,2\n".repeat(500))[..40]);
    let target = "lakectl crawler preview --target s3://lake-raw/weather/ --database raw";
    sandbox.sh(target).code(8).stdout_has("! s3://lake-raw/weather/cut.csv.gz: truncated gzip");
    sandbox.sh(&format!("{target} --exclude '**.gz'")).code(0).stdout_has("= table raw.weather");
}

#[test]
fn text_in_another_encoding_and_packing_by_name_only_are_named() {
    let sandbox = crawled("");
    put(&sandbox, "lake-raw", "latin/cities.csv", b"id,name\n1,Bern\n2,Z\xfcrich\n3,Gen\xe8ve\n");
    put(&sandbox, "lake-raw", "unpacked/a.csv.gz", b"x,y,z\n1,2.5,Bern\n2,3.5,Basel\n");
    let mut late = b"code,town\n".to_vec();
    late.extend(b"1,Bern\n".repeat(200_000));
    late.extend(b"2,Z\xfcrich\n3,Gen\xe8ve\n");
    put(&sandbox, "lake-raw", "late/cities.csv", &late);
    let run = sandbox.sh("lakectl crawler run all").code(8);
    for told in [
        "latin/cities.csv:3:4: the text is not UTF-8: byte 0xFC",
        "late/cities.csv:200002:4: the text is not UTF-8: byte 0xFC",
        "unpacked/a.csv.gz: not gzip, which its name says it is",
    ] {
        assert!(run.stdout.contains(&format!("! s3://lake-raw/{told}")), "{told}\n{run:#}");
    }
    assert!(!run.stdout.contains("latin/cities.csv:4"), "one line is enough\n{run:#}");
    assert_eq!(columns(&sandbox, "raw.latin"), ["id bigint", "name string"]);
    let preview = "lakectl crawler preview --target s3://lake-raw/unpacked/ --database raw";
    sandbox.sh(preview).code(8).stdout_has("! s3://lake-raw/unpacked/a.csv.gz: not gzip, which its name says it is");
}

#[test]
fn a_preview_reads_parquet_by_its_footer() {
    let sandbox = crawled("");
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    let ctas = "CREATE TABLE raw.made WITH (format = 'PARQUET', external_location = 's3://lake-raw/made/') AS \
                SELECT 1 AS id, CAST('2026-11-22' AS date) AS day, ARRAY[1.5, 2.5] AS list";
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.run(["query", ctas]).code(0);
    let preview = sandbox.json("lakectl crawler preview --target s3://lake-raw/made/")["preview"].clone();
    let table = &preview["tables"][0];
    assert_eq!((&table["name"], &table["format"]), (&json!("made"), &json!("parquet")), "{preview}");
    assert_eq!(table["columns"][1], json!({ "name": "day", "type": "date" }));
    put(&sandbox, "lake-raw", "broken/a.parquet", b"PAR1 cut off");
    sandbox.sh("lakectl crawler preview --target s3://lake-raw/broken/").code(8).stdout_has("broken Parquet");
}

#[test]
fn lines_far_behind_the_sample_are_looked_at() {
    let sandbox = crawled("");
    let mut csv = "id,name\n".to_owned();
    let mut json = String::new();
    for id in 0..60_000 {
        csv.push_str(&format!("{id},a name of some length that goes on\n"));
        json.push_str(&format!("{{\"id\":{id},\"name\":\"a name of some length\"}}\n"));
    }
    csv.push_str("1,2,3\n");
    json.push_str("{\"id\":\n");
    put(&sandbox, "lake-raw", "long/a.csv", csv.as_bytes());
    put(&sandbox, "lake-raw", "lines/a.json", json.as_bytes());
    let run = sandbox.sh("lakectl crawler run all").code(8);
    for object in ["long/a.csv:60002", "lines/a.json:60001"] {
        assert!(run.stdout.contains(&format!("! s3://lake-raw/{object}")), "{object}\n{run:#}");
    }
}

#[test]
fn a_hostile_name_is_a_name_in_the_command_that_waits() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    for (name, shown) in [("x; touch P", "'x; touch P'"), ("--no-wait", "-- --no-wait")] {
        sandbox.ok(["crawler", "create", "--database", "raw", "--target", "s3://lake-raw/", "--", name]);
        let begun = sandbox.run(["crawler", "run", "--no-wait", "--", name]);
        assert!(begun.code == 0 && begun.stdout.contains(&format!("crawler run {shown}\n")), "{begun:#}");
    }
}

#[test]
fn what_a_crawler_lacks_is_said_when_it_is_made() {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl db create climate").code(0);
    let made = |name: &str, bucket: &str, database: &str| {
        sandbox.sh(&format!("lakectl crawler create {name} --target s3://{bucket}/x/ --database {database}")).code(0)
    };
    let whole = made("a", "lake-raw", "climate");
    assert!(!whole.stderr.contains("there is no"), "{whole}");
    made("b", "lake-rwa", "climate")
        .stderr_has("there is no bucket `lake-rwa`: a crawl of it fails")
        .stderr_has("did you mean `lake-raw`?");
    made("c", "lake-raw", "climat")
        .stderr_has("there is no database `climat`: the first crawl makes it")
        .stderr_has("did you mean `climate`?");
    sandbox
        .sh("lakectl workgroup create team --output-location s3://nowhere-there/x/")
        .code(0)
        .stderr_has("there is no bucket `nowhere-there`");
    sandbox.sh("lakectl location register s3://nowhere-there/").code(0).stderr_has("there is no bucket");
}
