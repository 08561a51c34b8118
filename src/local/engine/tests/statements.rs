//! Constructs beyond plain queries: views, UNNEST in all its forms, hidden columns, UNLOAD, formats of written tables.

use super::lake::TestLake;

fn sales() -> TestLake {
    let lake = TestLake::new();
    lake.put("s3://b/sales/a.csv", "1,EU,10.5\n2,US,20\n3,EU,30.25\n");
    lake.put("s3://b/sales/b.csv", "4,AS,1\n");
    lake.table("sales", &[("id", "int"), ("region", "string"), ("amount", "decimal(10,2)")], "csv").add();
    lake
}

#[tokio::test]
async fn views_are_kept_and_expanded() {
    let lake = sales();
    lake.rows("CREATE VIEW eu AS SELECT id, amount AS total FROM sales WHERE region = 'EU'").await;
    assert_eq!(lake.rows("SELECT * FROM eu ORDER BY id").await, ["1|10.50", "3|30.25"]);
    assert_eq!(lake.rows("SELECT sum(e.total) FROM d.eu e JOIN sales s ON s.id = e.id").await, ["40.75"]);
    assert_eq!(lake.rows("SHOW VIEWS").await, ["eu"]);
    assert_eq!(lake.rows("SHOW TABLES").await, ["eu", "sales"]);
    assert_eq!(
        lake.rows("SHOW CREATE VIEW eu").await,
        ["CREATE VIEW \"d\".\"eu\" AS ", "SELECT id, amount AS total FROM sales WHERE region = 'EU'"]
    );
    assert!(lake.error("CREATE VIEW eu AS SELECT 1 x").await.starts_with("TABLE_ALREADY_EXISTS"));
    lake.rows("CREATE OR REPLACE VIEW eu AS SELECT count(*) AS n FROM sales").await;
    lake.rows("CREATE VIEW over_it AS SELECT n + 1 AS n FROM eu").await;
    assert_eq!(lake.rows("SELECT n FROM over_it").await, ["5"]);
    lake.rows("CREATE OR REPLACE VIEW eu AS SELECT n FROM over_it").await;
    assert!(lake.error("SELECT * FROM eu").await.contains("is recursive"));
    lake.rows("DROP VIEW eu").await;
    assert!(lake.error("SELECT * FROM over_it").await.contains("Failed analyzing stored view"));
    assert!(lake.error("DROP VIEW eu").await.starts_with("TABLE_NOT_FOUND"));
    lake.rows("DROP VIEW IF EXISTS eu").await;
    assert!(lake.error("DROP VIEW sales").await.contains("is a table, not a view"));
    assert!(lake.error("CREATE VIEW v AS SELECT 1").await.starts_with("MISSING_COLUMN_NAME"));
    assert!(lake.error("CREATE VIEW v AS SELECT nope FROM sales").await.starts_with("COLUMN_NOT_FOUND"));
}

#[tokio::test]
async fn unnest_makes_columns() {
    let lake = TestLake::new();
    assert_eq!(
        lake.rows("SELECT x, n FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY AS t(x, n) ORDER BY n").await,
        ["a|1", "b|2"]
    );
    assert_eq!(
        lake.rows("SELECT k, v FROM UNNEST(MAP(ARRAY['x', 'y'], ARRAY[1, 2])) AS t(k, v) ORDER BY k").await,
        ["x|1", "y|2"]
    );
    assert_eq!(
        lake.rows(
            "SELECT a, b, n FROM UNNEST(ARRAY[ROW('x', 1), ROW('y', 2)]) WITH ORDINALITY AS t(a, b, n) ORDER BY n"
        )
        .await,
        ["x|1|1", "y|2|2"]
    );
    assert_eq!(
        lake.rows("SELECT x, y FROM UNNEST(ARRAY[1, 2, 3], ARRAY['a']) AS t(x, y) ORDER BY x").await,
        ["1|a", "2|NULL", "3|NULL"]
    );
    lake.put("s3://b/n/a.json", "{\"id\":1,\"m\":{\"a\":5,\"b\":6}}\n{\"id\":2,\"m\":{}}\n{\"id\":3}\n");
    lake.table("n", &[("id", "int"), ("m", "map<string,int>")], "json").add();
    assert_eq!(
        lake.rows("SELECT id, k, v, o FROM n CROSS JOIN UNNEST(m) WITH ORDINALITY AS u(k, v, o) ORDER BY id, k").await,
        ["1|a|5|1", "1|b|6|2"]
    );
    assert_eq!(
        lake.rows("SELECT id, k, v FROM n LEFT JOIN UNNEST(m) AS u(k, v) ON TRUE ORDER BY id, k").await,
        ["1|a|5", "1|b|6", "2|NULL|NULL", "3|NULL|NULL"]
    );
    assert!(
        lake.error("SELECT * FROM UNNEST(MAP(ARRAY[1], ARRAY[2])) AS t(k)")
            .await
            .contains("Column alias list has 1 entries")
    );
    assert!(lake.error("SELECT * FROM UNNEST(1) AS t(k)").await.contains("Cannot unnest type: integer"));
}

#[tokio::test]
async fn unnest_has_as_many_columns_as_its_types_say() {
    let lake = TestLake::new();
    let named = "CAST(ARRAY[ROW(1, 'a'), ROW(2, 'b')] AS array(row(x integer, y varchar)))";
    for (sql, expected) in [
        ("SELECT * FROM UNNEST(MAP(ARRAY[1, 2], ARRAY['a', 'b'])) WITH ORDINALITY", &["1|a|1", "2|b|2"][..]),
        (
            "SELECT * FROM UNNEST(ARRAY[ROW(1, 1.1), ROW(3, 3.3)], ARRAY[ROW('a', true), ROW('b', false)])",
            &["1|1.1|a|true", "3|3.3|b|false"],
        ),
        ("SELECT * FROM UNNEST(MAP(ARRAY[1, 2], ARRAY['a', 'b']), ARRAY[7]) AS t(k, v, z)", &["1|a|7", "2|b|NULL"]),
        (&format!("SELECT x FROM UNNEST({named})"), &["1", "2"]),
        (&format!("SELECT u.y FROM (VALUES 3) AS t(x) CROSS JOIN UNNEST({named}) u"), &["a", "b"]),
        (&format!("SELECT t.x FROM (VALUES 3) AS t(x) CROSS JOIN UNNEST({named})"), &["3", "3"]),
        (&format!("SELECT * FROM UNNEST({named}, {named})"), &["1|a|1|a", "2|b|2|b"]),
        ("SELECT * FROM (VALUES 1) t, UNNEST(ARRAY['a'], ARRAY['a']) u(x, y)", &["1|a|a"]),
        (
            "SELECT * FROM (VALUES 1) LEFT JOIN UNNEST(MAP(ARRAY[1], ARRAY['a']), ARRAY[true, false], ARRAY[]) WITH ORDINALITY ON TRUE",
            &["1|1|a|true|NULL|1", "1|NULL|NULL|false|NULL|2"],
        ),
        ("SELECT * FROM (VALUES ARRAY[]) a(x) LEFT JOIN UNNEST(x) WITH ORDINALITY ON true", &["[]|NULL|NULL"]),
        ("SELECT x, y FROM (VALUES ARRAY[1]) a(x) RIGHT JOIN UNNEST(ARRAY[2, 3]) b(y) ON true", &["[1]|2", "[1]|3"]),
        ("SELECT count(*) FROM (VALUES ARRAY[1]) a(x) FULL JOIN UNNEST(ARRAY[2, NULL]) ON true", &["2"]),
        (
            "SELECT u.k, w.v FROM (VALUES MAP(ARRAY['a', 'b'], ARRAY[ARRAY[2, 3], ARRAY[5]])) t(m) CROSS JOIN UNNEST(m) AS u(k, vs) CROSS JOIN UNNEST(vs) AS w(v) ORDER BY 1, 2",
            &["a|2", "a|3", "b|5"],
        ),
        // Keys and values are those of one map, however often the expression would be worked out.
        (
            "SELECT count(*) FROM UNNEST(map_from_entries(transform(shuffle(sequence(1, 50)), x -> (x, -x)))) AS t(k, v) WHERE k + v = 0",
            &["50"],
        ),
    ] {
        assert_eq!(lake.rows(sql).await, expected, "{sql}");
    }
    let run = lake.run("SELECT * FROM (VALUES 1) t(x) CROSS JOIN UNNEST(MAP(ARRAY[1], ARRAY[2]))").await.expect("rows");
    let names: Vec<&str> = run.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["x", "_col1", "_col2"]);
    let error = lake.error(&format!("SELECT x FROM (VALUES 3) AS t(x) CROSS JOIN UNNEST({named})")).await;
    assert!(error.contains("Column 'x' is ambiguous"), "{error}");
    assert!(lake.error(&format!("SELECT x FROM UNNEST({named}, {named})")).await.starts_with("COLUMN_NOT_FOUND"));
}

#[tokio::test]
async fn hidden_columns_tell_the_file() {
    let lake = sales();
    assert_eq!(
        lake.rows("SELECT \"$path\", count(*), min(\"$file_size\") FROM sales GROUP BY \"$path\" ORDER BY 1").await,
        ["s3://b/sales/a.csv|3|29", "s3://b/sales/b.csv|1|7"]
    );
    assert_eq!(lake.rows("SELECT * FROM sales WHERE \"$path\" LIKE '%b.csv'").await, ["4|AS|1.00"]);
    assert_eq!(
        lake.rows("SELECT s.id, s.\"$path\" FROM sales s JOIN sales r ON s.id = r.id WHERE s.id = 4").await,
        ["4|s3://b/sales/b.csv"]
    );
    assert_eq!(lake.rows("SELECT count(DISTINCT \"$file_modified_time\") >= 1 FROM sales").await, ["true"]);
}

#[tokio::test]
async fn rows_are_unloaded_and_written_as_text_and_json() {
    let lake = sales();
    let done = lake
        .run("UNLOAD (SELECT id, region FROM sales WHERE id < 4) TO 's3://b/out/' WITH (format = 'JSON', compression = 'none')")
        .await
        .expect("an unload");
    assert_eq!(done.update_count, Some(3));
    let written = lake.objects.path(&done.manifest[0]);
    let mut lines: Vec<String> =
        std::fs::read_to_string(written).expect("the file").lines().map(str::to_owned).collect();
    lines.sort();
    assert_eq!(lines, ["{\"id\":1,\"region\":\"EU\"}", "{\"id\":2,\"region\":\"US\"}", "{\"id\":3,\"region\":\"EU\"}"]);
    let error = lake.error("UNLOAD (SELECT 1 AS x) TO 's3://b/out/' WITH (format = 'JSON')").await;
    assert!(error.starts_with("HIVE_PATH_ALREADY_EXISTS"), "{error}");
    for (format, more) in
        [("TEXTFILE", ", field_delimiter = ','"), ("JSON", ""), ("PARQUET", ", write_compression = 'ZSTD'")]
    {
        let name = format!("t_{}", format.to_lowercase());
        lake.rows(&format!(
            "CREATE TABLE {name} WITH (format = '{format}'{more}, external_location = 's3://b/{name}/') AS SELECT id, region, amount FROM sales"
        ))
        .await;
        lake.rows(&format!("INSERT INTO {name} SELECT 9, NULL, CAST(2 AS decimal(10,2))")).await;
        assert_eq!(
            lake.rows(&format!("SELECT * FROM {name} WHERE id > 2 ORDER BY id")).await,
            ["3|EU|30.25", "4|AS|1.00", "9|NULL|2.00"],
            "{format}"
        );
    }
    for (sql, expected) in [
        ("UNLOAD (SELECT 1 AS x) TO 's3://b/x/' WITH (format = 'ION')", "format = 'ION'"),
        ("UNLOAD (SELECT 1) TO 's3://b/x/' WITH (format = 'JSON')", "MISSING_COLUMN_NAME"),
        ("CREATE TABLE x WITH (format = 'JSON') AS SELECT X'00' AS a", "column a of type varbinary"),
        ("CREATE TABLE x WITH (field_delimiter = ',') AS SELECT 1 AS a", "field_delimiter is for TEXTFILE"),
    ] {
        let error = lake.error(sql).await;
        assert!(error.contains(expected), "{sql}: {error}");
    }
}

#[tokio::test]
async fn rows_compare_place_by_place() {
    let lake = TestLake::new();
    let from = "FROM (VALUES (1, 'a'), (2, 'b'), (3, NULL)) AS t(n, s)";
    assert_eq!(lake.rows(&format!("SELECT n {from} WHERE (n, s) = (1, 'a')")).await, ["1"]);
    assert_eq!(
        lake.rows(&format!("SELECT n {from} WHERE (n, s) IN ((1, 'a'), (2, 'b'), (3, 'c')) ORDER BY n")).await,
        ["1", "2"]
    );
    assert_eq!(lake.rows(&format!("SELECT n {from} WHERE (n, s) <> (1, 'a') ORDER BY n")).await, ["2", "3"]);
    assert_eq!(
        lake.rows(&format!("SELECT n {from} WHERE n = ANY (SELECT 2 UNION ALL SELECT 3) ORDER BY n")).await,
        ["2", "3"]
    );
    assert_eq!(lake.rows(&format!("SELECT n {from} WHERE n <> ALL (SELECT 2)  ORDER BY n")).await, ["1", "3"]);
    assert_eq!(lake.rows(&format!("SELECT n {from} WHERE n > ALL (SELECT 2)")).await, ["3"]);
    assert!(lake.error(&format!("SELECT n {from} WHERE (n, s) = (1, 'a', 2)")).await.starts_with("TYPE_MISMATCH"));
}

#[tokio::test]
async fn samples_are_taken() {
    let lake = TestLake::new();
    lake.put("s3://b/many/a.csv", "x\n".repeat(10_000));
    lake.table("many", &[("x", "string")], "csv").add();
    let count = |share: &str| format!("SELECT count(*) FROM (SELECT x FROM many) AS t TABLESAMPLE BERNOULLI ({share})");
    assert_eq!(lake.rows(&count("100")).await, ["10000"]);
    assert_eq!(lake.rows(&count("0")).await, ["0"]);
    let half: i64 = lake.rows(&count("50")).await[0].parse().expect("a number");
    assert!((4000..6000).contains(&half), "{half}");
    let lake = sales();
    assert_eq!(lake.rows("SELECT count(sales.id) FROM sales TABLESAMPLE BERNOULLI (100)").await, ["4"]);
    assert!(lake.error("SELECT 1 FROM sales TABLESAMPLE BERNOULLI (101)").await.contains("between 0 and 100"));
}

#[tokio::test]
async fn the_catalog_is_a_schema() {
    let lake = sales();
    lake.rows("CREATE VIEW v AS SELECT id FROM sales").await;
    assert_eq!(
        lake.rows("SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'd' ORDER BY 1")
            .await,
        ["sales|BASE TABLE", "v|VIEW"]
    );
    assert_eq!(
        lake.rows("SELECT column_name, ordinal_position, data_type FROM awsdatacatalog.information_schema.columns WHERE table_name = 'sales' ORDER BY 2").await,
        ["id|1|integer", "region|2|varchar", "amount|3|decimal(10,2)"]
    );
    assert_eq!(lake.rows("SELECT view_definition FROM information_schema.views").await, ["SELECT id FROM sales"]);
    assert!(lake.error("SELECT * FROM information_schema.nope").await.contains("does not exist"));
}

#[tokio::test]
async fn plans_are_explained() {
    let lake = sales();
    for (options, expected) in [
        ("", "TableScan: sales"),
        ("(TYPE DISTRIBUTED)", "TextScan"),
        ("(FORMAT JSON)", "\"Plan\""),
        ("(FORMAT GRAPHVIZ)", "digraph"),
        ("ANALYZE", "metrics="),
    ] {
        let lines =
            lake.rows(&format!("EXPLAIN {options} SELECT region, sum(amount) FROM sales GROUP BY region")).await;
        assert!(lines.join("\n").contains(expected), "{options}: {lines:?}");
    }
    assert!(lake.error("EXPLAIN (TYPE IO) SELECT 1").await.contains("EXPLAIN (TYPE IO)"));
    assert!(lake.error("EXPLAIN SELECT nope FROM sales").await.starts_with("COLUMN_NOT_FOUND"));
}

#[tokio::test]
async fn large_text_is_read_in_parts() {
    let lake = TestLake::new();
    let mut text = String::from("n,t\n");
    for n in 0..400_000 {
        text.push_str(&format!("{n},some text that makes the line longer\n"));
    }
    lake.put("s3://b/big/a.csv", &text);
    lake.table("big", &[("n", "bigint"), ("t", "string")], "csv").parameter("skip.header.line.count", "1").add();
    let mut execution =
        lake.run("SELECT count(*), sum(n), min(n), max(n), count(DISTINCT t) FROM big").await.expect("a query");
    assert_eq!(
        execution.text_rows().await.expect("rows")[0].iter().flatten().cloned().collect::<Vec<_>>(),
        ["400000", "79999800000", "0", "399999", "1"]
    );
    assert_eq!(execution.statistics().bytes, text.len() as u64);
    assert_eq!(execution.statistics().files, 1);
}

#[tokio::test]
async fn a_join_beyond_the_memory_sorts_and_spills() {
    let mut lake = TestLake::new();
    lake.rows(
        "CREATE TABLE wide WITH (external_location = 's3://b/wide/') AS SELECT x, y, lpad('', 200, CAST(x AS varchar)) AS pad \
         FROM UNNEST(sequence(1, 1000)) AS a(x) CROSS JOIN UNNEST(sequence(1, 100)) AS b(y)",
    )
    .await;
    lake.limit_memory(16 << 20);
    assert_eq!(
        lake.rows("SELECT count(*), bool_and(a.pad = b.pad) FROM wide a JOIN wide b ON a.x = b.x AND a.y = b.y").await,
        ["100000|true"]
    );
}

#[tokio::test]
async fn stars_of_rows_are_their_fields() {
    let lake = TestLake::new();
    let named = "CAST(ROW(1, 'a') AS row(x integer, y varchar))";
    for (sql, expected, names) in [
        (format!("SELECT {named}.*"), &["1|a"][..], "x y"),
        (format!("SELECT r.*, 2 AS z FROM (SELECT {named} AS r)"), &["1|a|2"], "x y z"),
        (format!("SELECT t.r.*, t.* FROM (SELECT {named} AS r) t"), &["1|a|{x=1, y=a}"], "x y r"),
        ("SELECT (ROW(1, 'a')).*, 3".to_owned(), &["1|a|3"], "_col0 _col1 _col2"),
        (
            format!("SELECT r.s.* FROM (SELECT CAST(ROW({named}) AS row(s row(x integer, y varchar))) AS r)"),
            &["1|a"],
            "x y",
        ),
        (format!("SELECT (r).*, x FROM (SELECT {named} AS r, 5 AS x)"), &["1|a|5"], "x y x"),
        (format!("SELECT y FROM (SELECT r.* FROM (SELECT {named} AS r)) WHERE x = 1"), &["a"], "y"),
        (
            format!("WITH w AS (SELECT {named} AS r) SELECT w.r.* FROM w UNION ALL SELECT r.* FROM w"),
            &["1|a", "1|a"],
            "x y",
        ),
        (format!("SELECT max(x), (max_by(r, x)).* FROM (SELECT {named} AS r, 1 AS x)"), &["1|1|a"], "_col0 x y"),
        ("SELECT (r).* FROM (SELECT CAST(NULL AS row(x integer, y varchar)) AS r)".to_owned(), &["NULL|NULL"], "x y"),
        ("SELECT t.* FROM (VALUES ROW(1, 2)) t(a, b)".to_owned(), &["1|2"], "a b"),
        (format!("SELECT r.* FROM (SELECT {named} AS r) GROUP BY r ORDER BY 2"), &["1|a"], "x y"),
    ] {
        let run = lake.run(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        let found: Vec<&str> = run.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(found.join(" "), names, "{sql}");
        assert_eq!(lake.rows(&sql).await, expected, "{sql}");
    }
    lake.rows(&format!("CREATE VIEW v AS SELECT r.* FROM (SELECT {named} AS r)")).await;
    assert_eq!(lake.rows("SELECT y, x FROM v").await, ["a|1"]);
    assert!(
        lake.error("SELECT x.* FROM (VALUES 1) t(x)").await.contains("Expression is not of type ROW (actual: integer)")
    );
    assert!(lake.error("SELECT nope.* FROM (VALUES 1) t(x)").await.contains("Column 'nope' cannot be resolved"));
    let error = lake.error("SELECT shuffle(ARRAY[(1, 2), (3, 4)])[1].*").await;
    assert!(error.contains("whose fields differ each time"), "{error}");
}

#[tokio::test]
async fn windows_over_ranges_of_intervals_are_refused_by_name() {
    let lake = TestLake::new();
    let days = "FROM (VALUES INTERVAL '1' DAY, INTERVAL '2' DAY) t(i)";
    let range = lake.run(&format!("SELECT sum(i) OVER (ORDER BY i) {days}")).await.unwrap_err();
    assert!(range.message.starts_with("NOT_SUPPORTED: ") && range.message.contains("ROWS"), "{}", range.message);
    lake.run(&format!("SELECT sum(i) OVER (ORDER BY i ROWS UNBOUNDED PRECEDING) {days}")).await.unwrap();
}
