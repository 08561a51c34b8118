//! ORC tables: every type and compression, columns by place and by name, and files that lie. The files are made by
//! `fixtures/orc/make.py`, which says what is in them.

use super::lake::{TableBuilder, TestLake};

const SERDE: &str = "org.apache.hadoop.hive.ql.io.orc.OrcSerde";

/// The columns of `types-*.orc`.
const TYPES: [(&str, &str); 17] = [
    ("flag", "boolean"),
    ("tiny", "tinyint"),
    ("small", "smallint"),
    ("whole", "int"),
    ("big", "bigint"),
    ("ratio", "float"),
    ("exact", "double"),
    ("price", "decimal(10,2)"),
    ("wide", "decimal(38,3)"),
    ("name", "string"),
    ("raw", "binary"),
    ("day", "date"),
    ("at", "timestamp"),
    ("moment", "timestamp"),
    ("tags", "array<string>"),
    ("counts", "map<string,int>"),
    ("point", "struct<x:bigint,label:string,inner:array<struct<q:int>>>"),
];

const ROWS: [(&str, &str); 6] = [
    ("id", "bigint"),
    ("kind", "string"),
    ("noise", "bigint"),
    ("near", "int"),
    ("items", "array<int>"),
    ("text", "string"),
];

fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/orc").join(name);
    std::fs::read(path).expect("a file of the fixtures")
}

/// A lake with a table `t` of one file.
fn lake(file: &[u8], columns: &[(&str, &str)]) -> TestLake {
    let lake = TestLake::new();
    lake.put("s3://b/t/x.orc", file);
    lake.table("t", columns, SERDE).add();
    lake
}

fn by_name(table: TableBuilder<'_>) -> TableBuilder<'_> {
    table.with(|table| {
        table.storage.serde_parameters.insert("orc.column.index.access".to_owned(), "false".to_owned());
    })
}

#[tokio::test]
async fn every_type_is_read_in_every_compression() {
    for file in ["zlib", "snappy", "zstd", "lz4", "uncompressed", "runs1"] {
        let lake = lake(&fixture(&format!("types-{file}.orc")), &TYPES);
        let column = async |name: &str| lake.rows(&format!("SELECT {name} FROM t")).await;
        assert_eq!(column("flag").await, ["true", "false", "NULL", "true"], "{file}");
        assert_eq!(column("tiny").await, ["1", "-128", "NULL", "127"], "{file}");
        assert_eq!(column("small").await, ["-32768", "32767", "NULL", "7"], "{file}");
        assert_eq!(column("whole").await, ["2147483647", "-2147483648", "NULL", "0"], "{file}");
        assert_eq!(column("big").await, ["9223372036854775807", "-9223372036854775808", "NULL", "1"], "{file}");
        assert_eq!(column("ratio").await, ["0.5", "-1.25", "NULL", "Infinity"], "{file}");
        assert_eq!(column("exact").await, ["0.1", "-1.0E300", "NULL", "NaN"], "{file}");
        assert_eq!(column("price").await, ["12345.67", "-0.01", "NULL", "99999999.99"], "{file}");
        let wide = ["12345678901234567890123456789012345.678", "-1.000", "NULL", "0.001"];
        assert_eq!(column("wide").await, wide, "{file}");
        assert_eq!(column("name").await, ["ann", "", "NULL", "zoë, \"q\""], "{file}");
        assert_eq!(column("raw").await, ["01 ff", "", "NULL", "61 62 63"], "{file}");
        assert_eq!(column("day").await, ["2024-02-29", "1969-12-31", "NULL", "1900-01-01"], "{file}");
        // Half a millisecond is rounded up; no timestamp is too late.
        let at = ["2024-02-29 12:30:00.123", "1960-01-01 00:00:00.000", "NULL", "2300-01-01 00:00:00.002"];
        assert_eq!(column("at").await, at, "{file}");
        let moment = ["2024-02-29 12:30:00.000", "1970-01-01 00:00:00.000", "NULL", "2000-01-01 00:00:00.007"];
        assert_eq!(column("moment").await, moment, "{file}");
        assert_eq!(column("tags").await, ["[a, b]", "[]", "NULL", "[null, c]"], "{file}");
        assert_eq!(column("counts").await, ["{x=1, y=null}", "{}", "NULL", "{z=3}"], "{file}");
        assert_eq!(column("point.x").await, ["1", "NULL", "NULL", "-4"], "{file}");
        assert_eq!(column("point.label").await, ["p", "NULL", "NULL", ""], "{file}");
        assert_eq!(column("element_at(point.inner, 1).q").await.first().map(String::as_str), Some("1"), "{file}");
        assert_eq!(column("count(*)").await, ["4"], "{file}");
        assert_eq!(lake.rows("SELECT count(point), count(tags) FROM t WHERE price > 1").await, ["2|2"], "{file}");
    }
}

#[tokio::test]
async fn a_large_file_is_read_by_its_stripes_and_columns() {
    let bytes = fixture("rows.orc");
    let lake = lake(&bytes, &ROWS);
    assert_eq!(
        lake.rows(
            "SELECT count(*), sum(id), count(noise), sum(near), max(text), count(DISTINCT text), count(items), \
             sum(cardinality(items)), min(element_at(items, 1)) FROM t"
        )
        .await,
        ["30000|449985000|600|30030509460|row 999|1000|27272|54547|1"]
    );
    assert_eq!(lake.rows("SELECT sum(CAST(noise AS decimal(38,0))) FROM t").await, ["-15958448194576262802"]);
    assert_eq!(lake.rows("SELECT sum(i) FROM t CROSS JOIN UNNEST(items) AS u(i)").await, ["818228170"]);
    assert_eq!(
        lake.rows("SELECT kind, count(*) FROM t GROUP BY kind ORDER BY kind").await,
        ["blue|10000", "green|10000", "red|10000"]
    );
    assert_eq!(lake.rows("SELECT id, kind FROM t LIMIT 2").await, ["0|red", "1|green"]);
    // Of a file is read what is asked for: for a count the end, for a column its streams.
    let read = async |sql: &str| {
        let mut execution = lake.run(sql).await.expect("a query");
        execution.text_rows().await.expect("rows");
        execution.statistics()
    };
    let (count, narrow, all) = (
        read("SELECT count(*) FROM t").await,
        read("SELECT max(kind) FROM t").await,
        read("SELECT max(kind), max(noise), max(text), max(id), max(near), max(cardinality(items)) FROM t").await,
    );
    assert!(count.bytes <= 16_384 && count.files == 1, "{count:?}");
    assert!(narrow.bytes < all.bytes / 2, "{narrow:?} {all:?}");
    assert!(all.bytes > bytes.len() as u64 / 2, "{all:?}");
}

#[tokio::test]
async fn columns_are_found_by_place_or_by_name() {
    let bytes = fixture("types-zlib.orc");
    // By place, the names of the table do not matter, and a column beyond those of the file is NULL.
    let mut columns = TYPES;
    columns[0].0 = "truth";
    let all: Vec<(&str, &str)> = columns.iter().copied().chain([("later", "double")]).collect();
    let lake = lake(&bytes, &all);
    assert_eq!(lake.rows("SELECT truth, later FROM t").await, ["true|NULL", "false|NULL", "NULL|NULL", "true|NULL"]);
    assert_eq!(lake.rows("SELECT later FROM t LIMIT 1").await, ["NULL"]);
    // By name, their order does not, nor does their case.
    by_name(lake.table("t", &[("name", "string"), ("gone", "int"), ("big", "bigint")], SERDE)).add();
    assert_eq!(lake.rows("SELECT name, gone, big FROM t WHERE big = 1").await, ["zoë, \"q\"|NULL|1"]);
    lake.table("t", &[("name", "string")], SERDE)
        .with(|table| {
            table.storage.serde_parameters.insert("orc.column.index.access".to_owned(), "perhaps".to_owned());
        })
        .add();
    assert!(lake.error("SELECT * FROM t").await.contains("orc.column.index.access property: perhaps"));
}

#[tokio::test]
async fn types_widen_fit_or_are_errors() {
    let lake = TestLake::new();
    lake.put("s3://b/t/x.orc", fixture("types-zlib.orc"));
    let table = |columns: &[(&str, &str)]| by_name(lake.table("t", columns, SERDE)).add();
    table(&[("tiny", "bigint"), ("whole", "bigint"), ("ratio", "double"), ("price", "decimal(12,4)")]);
    assert_eq!(lake.rows("SELECT * FROM t WHERE tiny = 1").await, ["1|2147483647|0.5|12345.6700"]);
    table(&[("small", "tinyint"), ("big", "int"), ("price", "decimal(4,2)")]);
    for (column, to) in [("small", "tinyint"), ("big", "integer"), ("price", "decimal(4,2)")] {
        let error = lake.error(&format!("SELECT {column} FROM t")).await;
        assert!(error.contains(&format!("column {column}: a value is out of the range of type {to}")), "{error}");
        assert!(error.contains("s3://b/t/x.orc"), "{error}");
    }
    for (column, kind, from) in [
        ("name", "int", "STRING"),
        ("big", "string", "LONG"),
        ("at", "date", "TIMESTAMP"),
        ("tags", "array<int>", "STRING"),
        ("point", "struct<x:string>", "LONG"),
        ("day", "timestamp", "DATE"),
    ] {
        table(&[(column, kind)]);
        let error = lake.error("SELECT * FROM t").await;
        assert!(error.contains("HIVE_BAD_DATA") && error.contains(&format!("of type {from}")), "{column}: {error}");
        assert_eq!(lake.rows("SELECT count(*) FROM t").await, ["4"], "{column}");
    }
    table(&[("point", "struct<label:string,gone:int>")]);
    assert_eq!(lake.rows("SELECT point.label, point.gone FROM t").await, ["p|NULL", "NULL|NULL", "NULL|NULL", "|NULL"]);
}

#[tokio::test]
async fn texts_of_a_length_zones_unions_and_nothing() {
    let of_texts = lake(&fixture("texts.orc"), &[("c", "string"), ("v", "varchar(3)"), ("u", "string")]);
    assert_eq!(of_texts.rows("SELECT c, v, u FROM t").await, ["ab   |xyz|plain", "hello|q|  ", "NULL|NULL|NULL"]);
    let of_chars = lake(&fixture("texts.orc"), &[("c", "char(5)"), ("v", "varchar(2)"), ("u", "char(4)")]);
    assert_eq!(of_chars.rows("SELECT c, v, u FROM t").await, ["ab   |xy|plai", "hello|q|    ", "NULL|NULL|NULL"]);
    assert_eq!(of_chars.rows("SELECT v FROM t WHERE c = 'ab' OR u = ''").await, ["xy", "q"]);
    // The clock that the writer saw, whatever the zone of the reader.
    let of_zone = lake(&fixture("zone.orc"), &[("at", "timestamp")]);
    assert_eq!(of_zone.rows("SELECT at FROM t").await, ["2024-07-01 08:00:00.000", "2024-01-01 08:00:00.000"]);
    let of_union = lake(&fixture("union.orc"), &[("a", "int"), ("b", "int")]);
    assert_eq!(of_union.rows("SELECT a FROM t").await, ["1", "2"]);
    assert!(of_union.error("SELECT b FROM t").await.contains("which is a union"));
    let of_nothing = lake(&fixture("empty.orc"), &[("a", "int"), ("b", "string")]);
    assert_eq!(of_nothing.rows("SELECT count(*), count(b), max(a) FROM t").await, ["0|0|NULL"]);
}

#[tokio::test]
async fn hidden_files_partitions_and_their_types() {
    let lake = TestLake::new();
    lake.put("s3://b/t/day=1/x.orc", fixture("types-zstd.orc"));
    lake.put("s3://b/t/day=1/_SUCCESS", "no ORC");
    lake.put("s3://b/t/day=1/.x.crc", "no ORC");
    lake.put("s3://b/t/day=2/y.orc", fixture("types-lz4.orc"));
    lake.table("t", &TYPES[..5], SERDE).partitioned(&[("day", "string")], &[&["1"], &["2"]]).add();
    assert_eq!(
        lake.rows("SELECT day, count(*), max(big) FROM t GROUP BY day ORDER BY day").await,
        ["1|4|9223372036854775807", "2|4|9223372036854775807"]
    );
    let paths = lake.rows("SELECT DISTINCT \"$path\" FROM t WHERE day = '2'").await;
    assert_eq!(paths, ["s3://b/t/day=2/y.orc"]);
}

#[tokio::test]
async fn rows_are_written_and_read_again() {
    let lake = lake(&fixture("rows.orc"), &ROWS);
    for compression in ["ZLIB", "SNAPPY", "LZ4", "ZSTD", "NONE"] {
        let name = format!("w_{}", compression.to_lowercase());
        lake.rows(&format!(
            "CREATE TABLE {name} WITH (format = 'ORC', write_compression = '{compression}', \
             external_location = 's3://b/{name}/') AS SELECT id, kind, noise, near, text, near > 1010 AS high, \
             CAST(near AS double) / 3 AS part, CAST(id AS real) AS small, date_add('day', id, DATE '1990-01-01') AS born, \
             date_add('second', id, TIMESTAMP '2015-05-05 05:05:05.125') AS moment, to_utf8(text) AS raw FROM t"
        ))
        .await;
        let differ = format!(
            "SELECT count(*) FROM t JOIN {name} w ON t.id = w.id WHERE t.kind <> w.kind OR t.noise IS DISTINCT FROM w.noise \
             OR t.near <> w.near OR t.text <> w.text OR w.high <> (t.near > 1010) OR w.part <> CAST(t.near AS double) / 3 \
             OR w.small <> CAST(t.id AS real) OR w.born <> date_add('day', t.id, DATE '1990-01-01') \
             OR w.moment <> date_add('second', t.id, TIMESTAMP '2015-05-05 05:05:05.125') OR from_utf8(w.raw) <> t.text"
        );
        assert_eq!(lake.rows(&differ).await, ["0"], "{compression}");
        assert_eq!(lake.rows(&format!("SELECT count(*), count(noise) FROM {name}")).await, ["30000|600"]);
        lake.rows(&format!("INSERT INTO {name} SELECT * FROM {name} WHERE id < 10")).await;
        assert_eq!(lake.rows(&format!("SELECT count(*) FROM {name}")).await, ["30010"], "{compression}");
    }
    let shown = lake.rows("SHOW CREATE TABLE w_zlib").await.join("\n");
    assert!(shown.contains("OrcInputFormat") && shown.contains("'orc.compress'='ZLIB'"), "{shown}");
    let parts = "CREATE TABLE parts WITH (format = 'ORC', partitioned_by = ARRAY['kind'], \
                 external_location = 's3://b/parts/') AS SELECT id, kind FROM t";
    lake.rows(parts).await;
    assert_eq!(lake.rows("SELECT kind, sum(id) FROM parts WHERE kind = 'red' GROUP BY kind").await, ["red|149985000"]);
    lake.rows("UNLOAD (SELECT id FROM t) TO 's3://b/un/' WITH (format = 'ORC', compression = 'zstd')").await;
    lake.table("un", &[("id", "bigint")], SERDE).add();
    assert_eq!(lake.rows("SELECT sum(id) FROM un").await, ["449985000"]);
    lake.rows(
        "CREATE TABLE nothing WITH (format = 'ORC', external_location = 's3://b/nothing/') AS SELECT id FROM t WHERE id < 0",
    )
    .await;
    assert_eq!(lake.rows("SELECT count(id) FROM nothing").await, ["0"]);
    let late = "CREATE TABLE late WITH (format = 'ORC') AS SELECT TIMESTAMP '1969-12-31 23:59:59.500' AS x";
    assert!(lake.error(late).await.contains("less than a second before 1970"));
    let gzip = "CREATE TABLE no WITH (format = 'ORC', write_compression = 'GZIP') AS SELECT 1 AS x";
    assert!(lake.error(gzip).await.contains("orc compressed with GZIP"));
}

/// A file with a byte changed answers, or fails with the object's name; the process stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_lies_is_named() {
    let mut failed = 0;
    for name in ["types-zlib.orc", "types-lz4.orc", "types-uncompressed.orc", "types-runs1.orc", "texts.orc"] {
        let sound = fixture(name);
        let columns: &[(&str, &str)] = if name == "texts.orc" { &[("c", "string"), ("v", "string")] } else { &TYPES };
        let lake = lake(&sound, columns);
        let step = sound.len() / 150 + 1;
        for (place, value) in (0..sound.len()).step_by(step).flat_map(|place| [(place, 0xff), (place, 0x00)]) {
            let mut bytes = sound.clone();
            bytes[place] = value;
            lake.put("s3://b/t/x.orc", &bytes);
            if let Err(error) = lake.try_rows("SELECT * FROM t").await {
                failed += 1;
                assert!(error.message.contains("s3://b/t/x.orc"), "{name}, byte {place} = {value}: {error}");
                assert!(!error.message.contains("GENERIC_INTERNAL"), "{name}, byte {place} = {value}: {error}");
            }
        }
        for length in (1..sound.len()).step_by(step) {
            lake.put("s3://b/t/x.orc", &sound[..length]);
            let error = lake.error("SELECT * FROM t").await;
            assert!(error.contains("s3://b/t/x.orc") && error.contains("ORC"), "{name}, cut at {length}: {error}");
        }
    }
    assert!(failed > 50, "only {failed} of the changes were noticed");
}

#[tokio::test]
async fn every_type_is_written_as_it_was() {
    let lake = lake(&fixture("types-zlib.orc"), &TYPES);
    let all = lake.rows("SELECT * FROM t").await;
    for compression in ["ZLIB", "NONE"] {
        let name = format!("again_{}", compression.to_lowercase());
        lake.rows(&format!(
            "CREATE TABLE {name} WITH (format = 'ORC', write_compression = '{compression}', \
             external_location = 's3://b/{name}/') AS SELECT * FROM t"
        ))
        .await;
        assert_eq!(lake.rows(&format!("SELECT * FROM {name}")).await, all, "{compression}");
        lake.rows(&format!("INSERT INTO {name} SELECT * FROM t WHERE flag IS NULL OR tiny = 127")).await;
        assert_eq!(
            lake.rows(&format!("SELECT count(*), count(point), sum(price) FROM {name}")).await,
            ["6|4|200012345.64"]
        );
    }
}
