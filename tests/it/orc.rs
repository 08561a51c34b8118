//! ORC files through the commands: crawled, previewed, learnt from, asked and written.

use serde_json::json;

use crate::objects::{fixture, gzip, put};
use crate::sandbox::Sandbox;

fn lake() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.sh("lakectl bucket create lake-raw").code(0);
    sandbox.sh("lakectl bucket create lake-results --zone query-results").code(0);
    put(&sandbox, "lake-raw", "types/day=1/a.orc", &fixture("orc/types-zlib.orc"));
    put(&sandbox, "lake-raw", "types/day=2/b.orc", &fixture("orc/types-snappy.orc"));
    put(&sandbox, "lake-raw", "rows/a.orc", &fixture("orc/rows.orc"));
    sandbox
}

const TYPES: [&str; 17] = [
    "flag boolean",
    "tiny tinyint",
    "small smallint",
    "whole int",
    "big bigint",
    "ratio float",
    "exact double",
    "price decimal(10,2)",
    "wide decimal(38,3)",
    "name string",
    "raw binary",
    "day date",
    "at timestamp",
    "moment timestamp",
    "tags array<string>",
    "counts map<string,int>",
    "point struct<x:bigint,label:string,inner:array<struct<q:int>>>",
];

fn columns(table: &serde_json::Value) -> Vec<String> {
    let columns = table["columns"].as_array().expect("columns");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    columns.iter().map(|column| format!("{} {}", text(&column["name"]), text(&column["type"]))).collect()
}

#[test]
fn a_crawl_finds_the_columns_and_queries_read_them() {
    let sandbox = lake();
    put(&sandbox, "lake-raw", "broken/a.orc", &fixture("orc/rows.orc")[..5_000]);
    put(&sandbox, "lake-raw", "packed/a.orc.gz", &gzip(&fixture("orc/texts.orc")));
    put(&sandbox, "lake-raw", "union/a.orc", &fixture("orc/union.orc"));
    put(&sandbox, "lake-raw", "words/a.csv", b"ORCID,age\nx,1\ny,2\n");
    let preview = sandbox.sh("lakectl crawler preview --target s3://lake-raw/");
    preview.stdout_has("rows").stdout_has("types");
    sandbox.sh("lakectl crawler create all --database raw --target s3://lake-raw/").code(0);
    let run = sandbox.json("lakectl crawler run all");
    let problems = run["crawl"]["problems"].to_string();
    for said in
        ["broken/a.orc: truncated or broken ORC", "packed/a.orc.gz: ORC inside gzip", "'b' has the ORC type UNION"]
    {
        assert!(problems.contains(said), "{said}: {problems}");
    }
    let tables: Vec<&str> =
        run["crawl"]["tables"].as_array().expect("tables").iter().filter_map(|table| table["name"].as_str()).collect();
    assert_eq!(tables, ["rows", "types", "words"]);
    let table = sandbox.json("lakectl table show raw.types")["table"].clone();
    // The column `day` of the files makes way for the partition key.
    assert_eq!((&table["format"], &table["record_count"]), (&json!("orc"), &json!(8)), "{table}");
    assert!(table["serialization_library"].as_str().is_some_and(|name| name.ends_with("OrcSerde")), "{table}");
    assert_eq!(
        columns(&sandbox.json("lakectl table show raw.rows")["table"])[..3],
        ["id bigint", "kind string", "noise bigint"]
    );
    let ask = |sql: &str| sandbox.json(&format!("lakectl query \"{sql}\""));
    let rows = ask("SELECT kind, count(*) AS n, sum(near) AS near FROM raw.rows GROUP BY kind ORDER BY kind");
    assert_eq!(rows["rows"][0]["n"], json!(10_000), "{rows}");
    let found = sandbox.sh("lakectl query --estimate \"SELECT kind FROM raw.rows\"").code(0);
    assert!(found.stdout.contains("raw.rows"), "{found:#}");
}

#[test]
fn every_type_comes_out_as_what_it_is() {
    let sandbox = lake();
    sandbox.sh("lakectl db create raw").code(0);
    let list = TYPES.join(", ").replace("day date", "born date");
    sandbox
        .run([
            "table",
            "create",
            "raw.types",
            "--format",
            "orc",
            "--columns",
            &list,
            "--partitioned-by",
            "day string",
            "--location",
            "s3://lake-raw/types/",
        ])
        .code(0);
    sandbox.sh("lakectl partition sync raw.types").code(0);
    let sql = "SELECT flag, price, wide, name, born, at, tags, counts, point.x AS x FROM raw.types WHERE day = '2' AND big > 1";
    let found = sandbox.run(["query", sql, "-o", "json"]).code(0).json();
    let row = &found["rows"][0];
    assert_eq!((&row["flag"], &row["price"], &row["x"]), (&json!(true), &json!("12345.67"), &json!(1)), "{found}");
    assert_eq!((&row["born"], &row["at"]), (&json!("2024-02-29"), &json!("2024-02-29T12:30:00.123Z")), "{found}");
    assert_eq!((&row["tags"], &row["counts"]), (&json!(["a", "b"]), &json!({ "x": "1", "y": null })), "{found}");
    sandbox.run(["query", "DELETE FROM raw.types"]).code(9);
}

#[test]
fn a_schema_is_learnt_and_a_table_is_converted() {
    let sandbox = lake();
    sandbox.write("rows.orc", fixture("orc/rows.orc"));
    let learnt = sandbox.sh("lakectl schema infer rows.orc --format avro").code(0);
    assert!(learnt.stdout.contains("\"noise\"") && learnt.stdout.contains("\"array\""), "{learnt:#}");
    sandbox.write("cut.orc", &fixture("orc/rows.orc")[..100]);
    sandbox.sh("lakectl schema infer cut.orc --format avro").code(2).stderr_has("no readable footer");
    sandbox.sh("lakectl db create raw").code(0);
    sandbox.sh("lakectl bucket create lake-curated").code(0);
    sandbox.sh("lakectl db create curated --location s3://lake-curated/").code(0);
    sandbox
        .run([
            "query",
            "CREATE EXTERNAL TABLE raw.rows (id bigint, kind string, noise bigint, near int) STORED AS ORC \
             LOCATION 's3://lake-raw/rows/'",
        ])
        .code(0);
    let convert =
        ["table", "convert", "raw.rows", "curated.rows", "--format", "orc", "--partition-by", "kind", "--yes"];
    sandbox.run(convert).code(0);
    let sums = "SELECT count(*) AS n, sum(near) AS near, count(noise) AS noise FROM";
    let found = |table: &str| sandbox.json(&format!("lakectl query \"{sums} {table}\""))["rows"].clone();
    assert_eq!(found("curated.rows"), found("raw.rows"));
    assert_eq!(found("curated.rows")[0]["n"], json!(30_000));
    sandbox
        .sh("lakectl table convert raw.rows curated.more --format orc --compression gzip")
        .code(2)
        .stderr_has("zlib");
}
