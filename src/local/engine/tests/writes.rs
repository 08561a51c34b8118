use super::lake::TestLake;
use crate::engine::source::Objects as _;

fn sales() -> TestLake {
    let lake = TestLake::new();
    lake.put("s3://b/sales/a.csv", "1,EU,10.5\n2,US,20\n3,EU,30.25\n");
    lake.table("sales", &[("id", "int"), ("region", "string"), ("amount", "decimal(10,2)")], "csv").add();
    lake
}

#[tokio::test]
async fn a_table_made_by_a_query_is_parquet_and_can_be_queried() {
    let lake = sales();
    let made = lake
        .run("CREATE TABLE copy AS SELECT id, amount AS Total, region FROM sales WHERE id < 3")
        .await
        .expect("a table");
    assert_eq!(made.update_count, Some(2));
    assert_eq!(made.manifest.len(), 1);
    assert!(made.manifest[0].starts_with("s3://results/tables/q/20240229_123000_"), "{:?}", made.manifest);
    assert_eq!(lake.rows("SELECT * FROM copy ORDER BY id").await, ["1|10.50|EU", "2|20.00|US"]);
    assert_eq!(lake.rows("SELECT sum(total), region FROM copy WHERE id >= 2 GROUP BY region").await, ["20.00|US"]);
    let error = lake.error("CREATE TABLE copy AS SELECT 1 AS x").await;
    assert!(error.starts_with("TABLE_ALREADY_EXISTS"), "{error}");
    let error = lake.error("CREATE TABLE other AS SELECT 1 AS x").await;
    assert!(error.starts_with("HIVE_PATH_ALREADY_EXISTS"), "{error}");
    lake.rows("CREATE TABLE IF NOT EXISTS copy AS SELECT 1 AS x").await;
}

#[tokio::test]
async fn partitions_are_written_and_registered() {
    let lake = sales();
    lake.rows(
        "CREATE TABLE parts WITH (format = 'PARQUET', external_location = 's3://b/parts', partitioned_by = ARRAY['region'], \
         parquet_compression = 'SNAPPY') AS SELECT id, amount, region FROM sales",
    )
    .await;
    assert_eq!(lake.rows("SHOW PARTITIONS parts").await, ["region=EU", "region=US"]);
    assert_eq!(lake.rows("SELECT id, region FROM parts WHERE region = 'EU' ORDER BY id").await, ["1|EU", "3|EU"]);
    lake.rows("INSERT INTO parts SELECT 4, CAST(1 AS decimal(10,2)), 'AS'").await;
    lake.rows("INSERT INTO parts (region, id) SELECT 'EU', 5").await;
    assert_eq!(
        lake.rows("SELECT id, amount FROM parts WHERE region <> 'US' ORDER BY id").await,
        ["1|10.50", "3|30.25", "4|1.00", "5|NULL"]
    );
    let error = lake.error("INSERT INTO parts SELECT 'x', 1.0, 'EU'").await;
    assert!(error.starts_with("TYPE_MISMATCH: Insert query has mismatched column types"), "{error}");
    for (sql, expected) in [
        ("CREATE TABLE x AS SELECT 1", "MISSING_COLUMN_NAME"),
        ("CREATE TABLE x AS SELECT 1 AS a, 2 AS A", "DUPLICATE_COLUMN_NAME"),
        ("CREATE TABLE x WITH (format = 'ION') AS SELECT 1 AS a", "format = 'ION'"),
        ("CREATE TABLE x WITH (bucket_count = 3) AS SELECT 1 AS a", "property bucket_count"),
        ("CREATE TABLE x WITH (partitioned_by = ARRAY['a']) AS SELECT 1 AS a, 2 AS b", "HIVE_COLUMN_ORDER_MISMATCH"),
        ("DELETE FROM sales", "NOT_SUPPORTED"),
    ] {
        let error = lake.error(sql).await;
        assert!(error.contains(expected), "{sql}: {error}");
    }
}

#[tokio::test]
async fn parquet_columns_are_found_whatever_their_case() {
    let lake = sales();
    lake.rows("CREATE TABLE a WITH (external_location = 's3://b/a/') AS SELECT id, region FROM sales").await;
    lake.table("upper", &[("region", "string"), ("id", "bigint"), ("missing", "double")], "parquet")
        .with(|table| table.storage.location = "s3://b/a".to_owned())
        .add();
    assert_eq!(lake.rows("SELECT missing, ID, region FROM upper WHERE Region = 'US'").await, ["NULL|2|US"]);
    lake.table("wrong", &[("region", "int")], "parquet")
        .with(|table| table.storage.location = "s3://b/a".to_owned())
        .add();
    let error = lake.error("SELECT region FROM wrong").await;
    assert!(error.starts_with("HIVE_BAD_DATA") && error.contains("region"), "{error}");
}

#[tokio::test]
async fn definitions_are_made_shown_and_dropped() {
    let lake = TestLake::new();
    lake.put("s3://b/logs/day=2024-01-01/a.csv", "1\tx\n");
    lake.put("s3://b/logs/day=2024-01-02/a.csv", "2\ty\n");
    lake.rows("CREATE DATABASE IF NOT EXISTS extra COMMENT 'more'").await;
    assert_eq!(lake.rows("SHOW DATABASES").await, ["d", "extra"]);
    lake.rows(
        "CREATE EXTERNAL TABLE logs (n int, t string COMMENT 'text') PARTITIONED BY (day date) \
         ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' LOCATION 's3://b/logs/'",
    )
    .await;
    assert_eq!(lake.rows("SHOW TABLES 'lo*'").await, ["logs"]);
    assert_eq!(lake.rows("SELECT count(*) FROM logs").await, ["0"]);
    assert_eq!(lake.rows("MSCK REPAIR TABLE logs").await.len(), 3);
    assert_eq!(lake.rows("SELECT n, t, day FROM logs WHERE day > DATE '2024-01-01'").await, ["2|y|2024-01-02"]);
    assert_eq!(lake.rows("DESCRIBE logs").await[1], "t                   \tstring              \ttext                ");
    let shown = lake.rows("SHOW CREATE TABLE logs").await.join("\n");
    lake.rows("DROP TABLE logs").await;
    lake.rows(&shown).await;
    assert_eq!(lake.rows("SHOW CREATE TABLE logs").await.join("\n"), shown);
    lake.rows("ALTER TABLE logs ADD PARTITION (day = '2024-01-02') LOCATION 's3://b/logs/day=2024-01-02/'").await;
    assert_eq!(lake.rows("SELECT n FROM logs").await, ["2"]);
    let error = lake.error("ALTER TABLE logs ADD PARTITION (day = '2024-01-02')").await;
    assert!(error.contains("PARTITION_ALREADY_EXISTS"), "{error}");
    lake.rows("ALTER TABLE logs DROP PARTITION (day = '2024-01-02')").await;
    assert_eq!(lake.rows("SHOW PARTITIONS logs").await, [""; 0]);
    let error = lake.error("DROP DATABASE d").await;
    assert!(error.contains("not empty"), "{error}");
    assert!(lake.error("DROP TABLE nope").await.starts_with("TABLE_NOT_FOUND"));
    assert_eq!(lake.rows("EXPLAIN (TYPE VALIDATE) SELECT * FROM logs").await, ["true"]);
}

#[tokio::test]
async fn avro_is_written_and_read_back() {
    let lake = TestLake::new();
    let values = "SELECT 1 AS i, BIGINT '-5000000000' AS l, 1.5e0 AS d, CAST(-12.34 AS decimal(10,2)) AS n, true AS b, 'é' AS s, \
                  X'00ff' AS y, DATE '1969-12-31' AS day, TIMESTAMP '2024-01-01 00:00:00.123' AS t, ARRAY[1, NULL] AS a, \
                  MAP(ARRAY['k'], ARRAY[ARRAY['x']]) AS m, CAST(ROW(1, 'q') AS ROW(u integer, v varchar)) AS r, \
                  CAST(NULL AS varchar) AS z";
    let expected = lake.rows(values).await;
    for (name, compression) in [("packed", ""), ("plain", ", write_compression = 'NONE'")] {
        lake.rows(&format!(
            "CREATE TABLE {name} WITH (format = 'AVRO', external_location = 's3://b/{name}/'{compression}) AS {values}"
        ))
        .await;
        assert_eq!(lake.rows(&format!("SELECT * FROM {name}")).await, expected, "{name}");
        lake.rows(&format!("INSERT INTO {name} {values}")).await;
        assert_eq!(lake.rows(&format!("SELECT count(*), count(DISTINCT l) FROM {name}")).await, ["2|1"]);
    }
    // What is added is packed as the table says.
    for (key, codec, packed) in
        [("write.compression", "NONE", false), ("avro.output.codec", "null", false), ("x", "y", true)]
    {
        lake.rows("DROP TABLE IF EXISTS added").await;
        let serde = "org.apache.hadoop.hive.serde2.avro.AvroSerDe";
        let place = format!("s3://b/{key}");
        lake.table("added", &[("s", "string")], serde)
            .parameter(key, codec)
            .with(|table| table.storage.location.clone_from(&place))
            .add();
        lake.rows("INSERT INTO added SELECT array_join(repeat('again', 1000), ' ')").await;
        let files = lake.objects.list(&place).await.expect("files");
        assert!(files.len() == 1 && (files[0].size < 2000) == packed, "{key} {codec}: {files:?}");
        assert_eq!(lake.rows("SELECT length(s) FROM added").await, ["5999"]);
    }
    lake.table("added", &[("s", "string")], "org.apache.hadoop.hive.serde2.avro.AvroSerDe")
        .parameter("write.compression", "XZ")
        .add();
    assert!(lake.error("INSERT INTO added SELECT 'x'").await.contains("avro compressed with XZ"));
    let many = "SELECT x, 'row ' || CAST(x AS varchar) AS s FROM UNNEST(sequence(1, 9000)) AS t(x)";
    lake.rows(&format!("CREATE TABLE many WITH (format = 'AVRO', external_location = 's3://b/many/') AS {many}")).await;
    assert_eq!(lake.rows("SELECT count(*), sum(x), max(s) FROM many").await, ["9000|40504500|row 999"]);
    let error = lake.error("CREATE TABLE small WITH (format = 'AVRO') AS SELECT TINYINT '1' AS a").await;
    assert!(error.contains("tinyint"), "{error}");
}

#[tokio::test]
async fn a_partition_has_a_name_that_hive_reads() {
    let lake = TestLake::new();
    lake.rows(
        "CREATE TABLE parts WITH (external_location = 's3://b/parts', partitioned_by = ARRAY['k']) AS \
         SELECT * FROM (VALUES (1, 'a'), (2, ''), (3, NULL)) AS t (n, k)",
    )
    .await;
    assert_eq!(lake.rows("SHOW PARTITIONS parts").await, ["k=__HIVE_DEFAULT_PARTITION__", "k=a"]);
    assert_eq!(lake.rows("SELECT n, k FROM parts ORDER BY n").await, ["1|a", "2|NULL", "3|NULL"]);
    let error = lake.error("INSERT INTO parts SELECT 4, 'łą'").await;
    assert_eq!(
        error,
        "HIVE_INVALID_PARTITION_VALUE: Hive partition keys can only contain printable ASCII characters (0x20 - 0x7E). \
         Invalid value: C5 82 C4 85"
    );
}

#[tokio::test]
async fn a_repair_adds_what_is_a_partition_to_hive() {
    let lake = TestLake::new();
    for directory in ["day=1", "day=", "day=a=b", "day=%3D", "day=__HIVE_DEFAULT_PARTITION__", "month=1", "day"] {
        lake.put(&format!("s3://b/logs/{directory}/a.csv"), "1\n");
    }
    lake.table("logs", &[("n", "int")], "csv").partitioned(&[("day", "string")], &[]).add();
    lake.rows("MSCK REPAIR TABLE logs").await;
    assert_eq!(lake.rows("SELECT day FROM logs ORDER BY day").await, ["1", "=", "NULL"]);
}
