//! Delimited text: what is inside fields, and lines that are no rows.

use super::lake::TestLake;

const LAZY: &str = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

#[tokio::test]
async fn arrays_maps_and_structs_are_inside_fields() {
    let lake = TestLake::new();
    lake.put("s3://b/t/a.txt", "1,a|b|,k:1|l:\\N|k:9,x|2.5|more\n2,,,\n3,\\N,\\N,\\N\n4,\\N|b,k|:5|\\N:7,x\n5,one\n");
    lake.table(
        "t",
        &[("id", "int"), ("a", "array<string>"), ("m", "map<string,int>"), ("s", "struct<n:string,v:double>")],
        LAZY,
    )
    .with(|table| {
        for (key, value) in [("field.delim", ","), ("colelction.delim", "|"), ("mapkey.delim", ":")] {
            table.storage.serde_parameters.insert(key.to_owned(), value.to_owned());
        }
    })
    .add();
    assert_eq!(
        lake.rows("SELECT * FROM t ORDER BY id").await,
        [
            "1|[a, b, ]|{k=1, l=null}|{n=x, v=2.5}",
            "2|[]|{}|{n=, v=null}",
            "3|NULL|NULL|NULL",
            "4|[null, b]|{k=null, =5}|{n=x, v=null}",
            "5|[one]|NULL|NULL",
        ]
    );
    assert_eq!(lake.rows("SELECT s.v, m['k'], cardinality(a) FROM t WHERE id = 1").await, ["2.5|1|3"]);
    assert_eq!(lake.rows("SELECT x FROM t CROSS JOIN UNNEST(a) AS u(x) WHERE id = 4").await, ["NULL", "b"]);
}

#[tokio::test]
async fn each_level_has_its_delimiter() {
    let lake = TestLake::new();
    lake.put("s3://b/t/a.txt", "1\x02a\x03b\x02c\x01k\x03x\x05p\x06q\x04y\x02l\x03\x01none\n");
    lake.table(
        "t",
        &[("a", "array<array<string>>"), ("m", "map<string,array<struct<x:string,y:array<string>>>>"), ("n", "int")],
        LAZY,
    )
    .add();
    assert_eq!(
        lake.rows("SELECT * FROM t").await,
        ["[[1], [a, b], [c]]|{k=[{x=x, y=[p, q]}, {x=y, y=null}], l=[]}|NULL"]
    );
    let deep = format!("{}int{}", "array<".repeat(8), ">".repeat(8));
    lake.table("deep", &[("a", &deep)], LAZY).with(|table| table.storage.location = "s3://b/t".to_owned()).add();
    let error = lake.error("SELECT * FROM deep").await;
    assert!(
        error.starts_with("HIVE_INVALID_METADATA") && error.contains("column a") && error.contains("needs 8"),
        "{error}"
    );
    assert_eq!(lake.rows("SELECT count(*) FROM deep").await, ["1"]);
}

#[tokio::test]
async fn escapes_and_null_hold_inside() {
    let lake = TestLake::new();
    lake.put("s3://b/t/a.txt", "a\\,b|c\\|d|NIL,x\\:y:1\n");
    lake.table("t", &[("a", "array<string>"), ("m", "map<string,int>")], LAZY)
        .with(|table| {
            for (key, value) in [
                ("field.delim", ","),
                ("collection.delim", "|"),
                ("mapkey.delim", ":"),
                ("escape.delim", "\\"),
                ("serialization.null.format", "NIL"),
            ] {
                table.storage.serde_parameters.insert(key.to_owned(), value.to_owned());
            }
        })
        .add();
    assert_eq!(lake.rows("SELECT a[1], a[2], a[3], m['x:y'] FROM t").await, ["a,b|c|d|NULL|1"]);
}

#[tokio::test]
async fn the_last_field_takes_the_rest_where_the_table_says_so() {
    let lake = TestLake::new();
    lake.put("s3://b/t/a.txt", "1,a,b,c\n2\n3,\n");
    lake.table("t", &[("id", "int"), ("text", "string")], "csv")
        .with(|table| {
            let parameters = &mut table.storage.serde_parameters;
            parameters.insert("serialization.last.column.takes.rest".to_owned(), "true".to_owned());
        })
        .add();
    assert_eq!(lake.rows("SELECT * FROM t ORDER BY id").await, ["1|a,b,c", "2|NULL", "3|"]);
}

#[tokio::test]
async fn bytes_are_base64() {
    let lake = TestLake::new();
    lake.put("s3://b/t/a.txt", "AP8=,1\n,2\n\\N,3\n");
    lake.table("t", &[("b", "binary"), ("n", "int")], "csv").add();
    assert_eq!(lake.rows("SELECT to_hex(b) FROM t ORDER BY n").await, ["00FF", "", "NULL"]);
    lake.put("s3://b/bad/a.txt", "caf\u{e9},1\n");
    lake.table("bad", &[("b", "binary"), ("n", "int")], "csv").add();
    let error = lake.error("SELECT b FROM bad").await;
    assert!(error.contains("base64") && error.contains("s3://b/bad/a.txt"), "{error}");
}

#[tokio::test]
async fn what_is_written_is_read_again() {
    let lake = TestLake::new();
    let values = "ARRAY['a', NULL, ''] AS a, MAP(ARRAY['k', 'l'], ARRAY[CAST(ROW(1, 'x') AS ROW(n integer, t varchar)), NULL]) AS m, \
                  CAST(ROW(ARRAY[1, 2], X'00ff') AS ROW(i array(integer), b varbinary)) AS r, 'a,b\\c' AS t, X'00ff' AS b";
    let sql = format!("CREATE TABLE made WITH (format = 'TEXTFILE', write_compression = 'NONE') AS SELECT {values}");
    let made = lake.run(&sql).await.expect("a table");
    let text = std::fs::read(lake.objects.path(&made.manifest[0])).expect("the file");
    assert_eq!(
        text,
        b"a\x02\\N\x02\x01k\x031\x04x\x02l\x03\\N\x011\x032\x02AP8=\x01a,b\\c\x01AP8=\n",
        "{}",
        String::from_utf8_lossy(&text)
    );
    let row = "[a, null, ]|{k={n=1, t=x}, l=null}|{i=[1, 2], b=00 ff}|a,b\\c|00 ff";
    let read = lake.rows("SELECT * FROM made").await;
    assert_eq!(read, [row]);

    // A table with delimiters and an escape of its own.
    lake.table("own", &[("a", "array<string>"), ("t", "string")], LAZY)
        .with(|table| {
            for (key, value) in [("field.delim", ","), ("collection.delim", "|"), ("escape.delim", "\\")] {
                table.storage.serde_parameters.insert(key.to_owned(), value.to_owned());
            }
            table.parameters.insert("write.compression".to_owned(), "NONE".to_owned());
        })
        .add();
    let written = lake.run("INSERT INTO own SELECT ARRAY['a|b', 'c,d'], 'e\\f'").await.expect("an insert");
    let text = std::fs::read_to_string(lake.objects.path(&written.manifest[0])).expect("the file");
    assert_eq!(text, "a\\|b|c\\,d,e\\\\f\n");
    assert_eq!(lake.rows("SELECT a[1], a[2], t FROM own").await, ["a|b|c,d|e\\f"]);
}

#[tokio::test]
async fn headers_and_footers_are_no_rows() {
    let lake = TestLake::new();
    let rows: String = (0..400_000).map(|n| format!("{n},some text that makes the file long\n")).collect();
    for (name, serde, text) in [
        ("lazy", "csv", format!("title\nn,t\n{rows}total,400000\nend\n")),
        ("quoted", "opencsv", format!("title\nn,t\n{rows}total,400000\nend")),
    ] {
        lake.put(&format!("s3://b/{name}/a.csv"), text);
        lake.table(name, &[("n", "int"), ("t", "string")], serde)
            .parameter("skip.header.line.count", "2")
            .parameter("skip.footer.line.count", "2")
            .add();
        assert_eq!(
            lake.rows(&format!("SELECT count(*), count(n), min(n), max(n) FROM {name}")).await,
            ["400000|400000|0|399999"]
        );
    }
    lake.put("s3://b/lines/a.json", "# head\n{\"a\":1}\n{\"a\":2}\n# foot\n");
    lake.table("lines", &[("a", "int")], "json")
        .parameter("skip.header.line.count", "1")
        .parameter("skip.footer.line.count", "1")
        .add();
    assert_eq!(lake.rows("SELECT a FROM lines ORDER BY a").await, ["1", "2"]);
    let error = lake.error("INSERT INTO lines SELECT 3").await;
    assert!(error.contains("skip.footer.line.count"), "{error}");
    lake.table("bad", &[("a", "int")], "json").parameter("skip.footer.line.count", "-1").add();
    let error = lake.error("SELECT a FROM bad").await;
    assert_eq!(error, "HIVE_INVALID_METADATA: Invalid value for skip.footer.line.count property: -1");
}
