//! ORC files through the commands: crawled, asked and learnt from.

use serde_json::json;

use crate::objects::{fixture, put};
use crate::sandbox::Sandbox;

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    put(&sandbox, "lake-raw", "rows/a.orc", &fixture("orc/rows.orc"));
    sandbox
}

fn columns(table: &serde_json::Value) -> Vec<String> {
    let columns = table["columns"].as_array().expect("columns");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    columns.iter().map(|column| format!("{} {}", text(&column["name"]), text(&column["type"]))).collect()
}

#[test]
fn a_crawl_finds_the_columns_and_queries_read_them() {
    let sandbox = lake();
    sandbox.sh("lakectl crawler create all --database raw --target s3://lake-raw/").code(0);
    sandbox.sh("lakectl crawler run all").code(0);
    assert_eq!(
        columns(&sandbox.json("lakectl table show raw.rows")["table"])[..3],
        ["id bigint", "kind string", "noise bigint"]
    );
    let ask = |sql: &str| sandbox.json(&format!("lakectl query \"{sql}\""));
    let rows = ask("SELECT kind, count(*) AS n, sum(near) AS near FROM raw.rows GROUP BY kind ORDER BY kind");
    assert_eq!(rows["rows"][0]["n"], json!(10_000), "{rows}");
}

#[test]
fn texts_of_a_length_are_crawled_and_queried() {
    let sandbox = lake();
    put(&sandbox, "lake-raw", "texts/a.orc", &fixture("orc/texts.orc"));
    sandbox.sh("lakectl crawler create all --database raw --target s3://lake-raw/").code(0);
    sandbox.sh("lakectl crawler run all").code(0);
    let table = sandbox.json("lakectl table show raw.texts")["table"].clone();
    assert_eq!(columns(&table), ["c char(5)", "v varchar(3)", "u string"]);
    let found = sandbox.run(["query", "SELECT c, v FROM raw.texts WHERE c = 'ab'", "-o", "json"]).code(0).json();
    assert_eq!(found["rows"], json!([{ "c": "ab   ", "v": "xyz" }]));
    sandbox.run(["query", "SELECT c, v FROM raw.texts", "--to", "texts.parquet"]).code(0).stdout_has("3 rows");
}

#[test]
fn a_schema_is_learnt() {
    let sandbox = lake();
    sandbox.write("rows.orc", fixture("orc/rows.orc"));
    let learnt = sandbox.sh("lakectl schema infer rows.orc --format avro").code(0);
    assert!(learnt.stdout.contains("\"noise\""), "{learnt:#}");
    sandbox.write("cut.orc", &fixture("orc/rows.orc")[..100]);
    sandbox.sh("lakectl schema infer cut.orc --format avro").code(2).stderr_has("no readable footer");
}
