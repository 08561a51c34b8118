use std::io::Write as _;

use super::lake::TestLake;

fn weather() -> TestLake {
    let lake = TestLake::new();
    lake.put(
        "s3://b/weather/a.csv",
        "date,temp,kind\n2012-01-01,12.8,drizzle\n2012-01-02,10.6,rain\n2012-01-03,bad,rain\n2012-01-04,,sun\n2012-01-05\n",
    );
    lake.table("weather", &[("date", "date"), ("temp", "double"), ("kind", "string")], "csv")
        .parameter("skip.header.line.count", "1")
        .add();
    lake
}

#[tokio::test]
async fn csv_is_filtered_joined_and_aggregated() {
    let lake = weather();
    lake.put("s3://b/kinds/k.json", "{\"Kind\":\"rain\",\"wet\":true}\n{\"kind\":\"sun\",\"wet\":false}\n");
    lake.table("kinds", &[("kind", "string"), ("wet", "boolean")], "json").add();
    assert_eq!(
        lake.rows("SELECT date, temp, kind FROM weather ORDER BY date").await,
        [
            "2012-01-01|12.8|drizzle",
            "2012-01-02|10.6|rain",
            "2012-01-03|NULL|rain",
            "2012-01-04|NULL|sun",
            "2012-01-05|NULL|NULL",
        ]
    );
    assert_eq!(
        lake.rows("SELECT k.wet, count(*) AS n, max(w.temp) FROM weather w JOIN kinds k ON w.kind = k.kind GROUP BY k.wet ORDER BY 1").await,
        ["false|1|NULL", "true|2|10.6"]
    );
    assert_eq!(lake.rows("SELECT \"DATE\" FROM \"Weather\" WHERE temp > 11").await, ["2012-01-01"]);
}

#[tokio::test]
async fn labels_are_athenas() {
    let lake = weather();
    let execution =
        lake.run("SELECT 1, 1, Kind AS Sort, kind, kind, count(*) OVER () FROM weather").await.expect("a query");
    let names: Vec<&str> = execution.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["_col0", "_col1", "Sort", "kind", "kind", "_col5"]);
    let types: Vec<&str> = execution.columns.iter().map(|column| column.type_name.as_str()).collect();
    assert_eq!(types, ["integer", "integer", "varchar", "varchar", "varchar", "bigint"]);
}

#[tokio::test]
async fn gzip_is_read_and_bytes_are_counted_before_it() {
    let lake = TestLake::new();
    let text = "a,1\nb,2\n".repeat(1000);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    let bytes = encoder.finish().expect("memory");
    lake.put("s3://b/t/x.csv.gz", &bytes);
    lake.put("s3://b/t/_SUCCESS", "ignored");
    lake.put("s3://b/t/.hidden/x.csv", "ignored");
    lake.table("t", &[("k", "string"), ("v", "int")], "csv").add();
    let mut execution = lake.run("SELECT sum(v) FROM t").await.expect("a query");
    assert_eq!(execution.text_rows().await.expect("rows"), [[Some("3000".to_owned())]]);
    assert_eq!(execution.statistics().bytes, bytes.len() as u64);

    lake.put("s3://b/cut/x.csv.gz", &bytes[..bytes.len() / 2]);
    lake.table("cut", &[("k", "string"), ("v", "int")], "csv").add();
    let error = lake.error("SELECT sum(v) FROM cut").await;
    assert!(error.starts_with("HIVE_CURSOR_ERROR") && error.contains("s3://b/cut/x.csv.gz"), "{error}");
}

#[tokio::test]
async fn partitions_are_pruned_before_listing() {
    let lake = TestLake::new();
    lake.put("s3://b/p/year=2020/a.csv", "1\n2\n");
    lake.put("s3://b/p/year=2021/a.csv", "3\n");
    lake.table("p", &[("v", "int")], "csv").partitioned(&[("year", "string")], &[&["2020"], &["2021"]]).add();
    let mut execution = lake.run("SELECT v, year FROM p WHERE year = '2021' AND v > 0").await.expect("a query");
    assert_eq!(execution.text_rows().await.expect("rows"), [[Some("3".to_owned()), Some("2021".to_owned())]]);
    assert_eq!(execution.statistics().bytes, 2);
    assert_eq!(execution.statistics().partitions_pruned, 1);
    assert_eq!(lake.rows("SELECT count(*), sum(v) FROM p").await, ["3|6"]);
}

#[tokio::test]
async fn json_nests_and_its_faults_are_named() {
    let lake = TestLake::new();
    lake.put("s3://b/j/a.json", "{\"Id\":1,\"tags\":[\"a\",\"b\"],\"p\":{\"X\":1.5}}\n\n{\"id\":2,\"tags\":null}\n");
    lake.table("j", &[("id", "int"), ("tags", "array<string>"), ("p", "struct<x:double>")], "json").add();
    assert_eq!(
        lake.rows("SELECT id, tags, p, p.x, cardinality(tags) FROM j ORDER BY id").await,
        ["1|[a, b]|{x=1.5}|1.5|2", "2|NULL|NULL|NULL|NULL"]
    );
    lake.put("s3://b/arr/a.json", "[{\"a\":1,\"s\":\"],[\"},\n {\"a\":2}]");
    lake.table("arr", &[("a", "int"), ("s", "string")], "json").parameter("jsonPath", "$[*]").add();
    assert_eq!(lake.rows("SELECT a, s FROM arr ORDER BY a").await, ["1|],[", "2|NULL"]);
    lake.put("s3://b/bad/a.json", "{\"a\":1}\n{oops\n");
    lake.table("bad", &[("a", "int")], "json").add();
    let error = lake.error("SELECT * FROM bad").await;
    assert!(
        error.contains("HIVE_CURSOR_ERROR") && error.contains("line 2") && error.contains("s3://b/bad/a.json"),
        "{error}"
    );
}

#[tokio::test]
async fn open_csv_unquotes() {
    let lake = TestLake::new();
    lake.put("s3://b/q/a.csv", "\"a, b\",\"1\"\n\"say \"\"hi\"\"\",2\n");
    lake.table("q", &[("t", "string"), ("n", "int")], "opencsv").add();
    assert_eq!(lake.rows("SELECT t, n FROM q ORDER BY n").await, ["a, b|1", "say \"hi\"|2"]);
}

#[tokio::test]
async fn a_row_filter_stays_below_the_query() {
    let lake = TestLake::new();
    lake.put("s3://b/f/a.csv", "1,EU,x\n5,US,y\n7,EU,z\n");
    lake.table("f", &[("v", "int"), ("region", "string"), ("secret", "string")], "csv")
        .with(|table| {
            table.row_filter = Some("region = 'EU'".to_owned());
            table.denied_columns = ["secret".to_owned(), "region".to_owned()].into();
        })
        .add();
    assert_eq!(lake.rows("SELECT * FROM f ORDER BY v").await, ["1", "7"]);
    assert_eq!(lake.rows("SELECT v FROM f WHERE 10 / (v - 5) > 0").await, ["7"]);
    assert_eq!(lake.rows("SELECT count(*) FROM f").await, ["2"]);
    assert_eq!(
        lake.error("SELECT v, secret FROM f").await,
        "COLUMN_NOT_FOUND: line 1:11: Column 'secret' cannot be resolved or requester is not authorized to access requested resources"
    );
}

#[tokio::test]
async fn a_hidden_row_that_cannot_be_read_does_not_say_its_value() {
    let lake = TestLake::new();
    lake.put("s3://b/j/a.json", "{\"v\":1,\"r\":\"EU\"}\n{\"v\":\"whisper\",\"r\":\"US\"}\n");
    lake.put("s3://b/c/a.csv", "1,EU\nwhisper,US\n");
    for (name, serde) in [("j", "json"), ("c", "opencsv")] {
        let filtered = |name: &str| {
            lake.table(name, &[("v", "int"), ("r", "string")], serde)
                .with(|table| table.row_filter = Some("r = 'EU'".to_owned()))
        };
        filtered(name).add();
        // What nobody asks for is not read.
        assert_eq!(lake.rows(&format!("SELECT r FROM {name}")).await, ["EU"]);
        assert_eq!(lake.rows(&format!("SELECT count(*) FROM {name}")).await, ["1"]);
        let error = lake.error(&format!("SELECT v FROM {name}")).await;
        assert!(error.starts_with("HIVE_BAD_DATA: "), "{error}");
        assert!(!error.contains("whisper") && !error.contains("s3://"), "{error}");
    }
    // A filter that fails on a hidden row is as quiet, and so is a filter that is no SQL.
    for filter in ["CAST(v AS int) > 0", "v = = 1"] {
        lake.table("c", &[("v", "string"), ("r", "string")], "opencsv")
            .with(|table| table.row_filter = Some(filter.to_owned()))
            .add();
        let error = lake.error("SELECT r FROM c").await;
        assert!(!error.contains("whisper") && !error.contains("= = 1"), "{error}");
    }
    lake.table("c", &[("v", "string"), ("r", "string")], "opencsv")
        .with(|table| table.row_filter = Some("TRUE".to_owned()))
        .add();
    assert_eq!(lake.rows("SELECT count(*) FROM c").await, ["2"]);
}

#[tokio::test]
async fn the_cutoff_stops_a_scan() {
    let mut lake = TestLake::new();
    lake.put("s3://b/t/x.csv", "a\n".repeat(100_000));
    lake.table("t", &[("k", "string")], "csv").add();
    lake.cutoff = Some(1000);
    let error = lake.error("SELECT count(*) FROM t").await;
    assert!(error.contains("limit is 1000 bytes"), "{error}");
}

#[tokio::test]
async fn missing_names_are_named() {
    let lake = weather();
    assert_eq!(
        lake.error("SELECT * FROM nope").await,
        "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.d.nope' does not exist"
    );
    assert_eq!(lake.error("SELECT * FROM x.nope").await, "SCHEMA_NOT_FOUND: line 1:15: Schema 'x' does not exist");
    assert_eq!(lake.error("SELECT x FROM weather").await, "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved");
}

#[tokio::test]
async fn arrays_are_unnested_beside_their_row() {
    let lake = TestLake::new();
    lake.put("s3://b/n/a.json", "{\"id\":1,\"tags\":[\"a\",\"b\"]}\n{\"id\":2,\"tags\":[]}\n{\"id\":3}\n");
    lake.table("n", &[("id", "int"), ("tags", "array<string>")], "json").add();
    assert_eq!(
        lake.rows("SELECT id, tag FROM n CROSS JOIN UNNEST(tags) AS u(tag) ORDER BY 1, 2").await,
        ["1|a", "1|b"]
    );
    assert_eq!(lake.rows("SELECT n.id, u.tag FROM n, UNNEST(n.tags) AS u(tag) WHERE u.tag = 'b'").await, ["1|b"]);
    assert_eq!(
        lake.rows("SELECT id, tag FROM n LEFT JOIN UNNEST(tags) AS u(tag) ON TRUE ORDER BY 1, 2").await,
        ["1|a", "1|b", "2|NULL", "3|NULL"]
    );
    assert_eq!(lake.rows("SELECT x FROM UNNEST(ARRAY[2, 1]) AS t(x) ORDER BY x").await, ["1", "2"]);
    assert_eq!(lake.rows("SELECT count(*) FROM n CROSS JOIN UNNEST(sequence(1, id)) AS u(k)").await, ["6"]);
}

#[tokio::test]
async fn a_stopped_query_says_so() {
    let lake = TestLake::new();
    let request = lake.request("SELECT count(*) FROM (SELECT a.x FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10000)) b(y)) t WHERE x > 0");
    let cancel = request.cancel.clone();
    let mut execution = lake.engine.run(request).await.expect("a plan");
    cancel.cancel();
    let error = execution.text_rows().await.expect_err("the query was stopped");
    assert!(error.is_cancelled(), "{error}");
}

#[tokio::test]
async fn parquet_columns_are_found_by_place_when_the_table_says_so() {
    let lake = TestLake::new();
    lake.rows("CREATE TABLE p WITH (external_location = 's3://b/p/') AS SELECT 1 AS a, 'x' AS b, 2.5e0 AS c").await;
    let table = |access: &str| {
        lake.table("p", &[("b", "int"), ("a", "string"), ("other", "double"), ("c", "double")], "parquet")
            .with(|table| {
                table.storage.serde_parameters.insert("parquet.column.index.access".to_owned(), access.to_owned());
            })
            .add();
    };
    table("true");
    assert_eq!(lake.rows("SELECT * FROM p").await, ["1|x|2.5|NULL"]);
    assert_eq!(lake.rows("SELECT a, c FROM p WHERE b = 1 AND other > 2 AND c IS NULL").await, ["x|NULL"]);
    assert_eq!(lake.rows("SELECT count(*) FROM p WHERE c > 0").await, ["0"]);
    table("false");
    assert!(lake.error("SELECT a FROM p").await.contains("HIVE_BAD_DATA"));
    table("maybe");
    assert!(lake.error("SELECT c FROM p").await.contains("parquet.column.index.access property: maybe"));
}
