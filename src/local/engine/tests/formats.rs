//! Formats and compressions of the files of a table, and files that lie.

use std::io::Write as _;

use apache_avro::types::{Record, Value};
use apache_avro::{Codec, Schema, Writer};

use super::lake::TestLake;

#[tokio::test]
async fn packed_text_is_read_and_counted_packed() {
    let lake = TestLake::new();
    let text = "a,1\nb,2\n".repeat(500);
    let zstd = zstd::stream::encode_all(text.as_bytes(), 3).expect("memory");
    let mut bzip = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip.write_all(text.as_bytes()).expect("memory");
    let mut snappy = snap::write::FrameEncoder::new(Vec::new());
    snappy.write_all(text.as_bytes()).expect("memory");
    let mut lz4 = lz4_flex::frame::FrameEncoder::new(Vec::new());
    lz4.write_all(text.as_bytes()).expect("memory");
    let files = [
        ("zst", zstd),
        ("bz2", bzip.finish().expect("memory")),
        ("snappy", snappy.into_inner().expect("memory")),
        ("lz4", lz4.finish().expect("memory")),
    ];
    for (extension, bytes) in files {
        lake.put(&format!("s3://b/{extension}/x.csv.{extension}"), &bytes);
        lake.table(extension, &[("k", "string"), ("v", "int")], "csv").add();
        let mut execution = lake.run(&format!("SELECT sum(v) FROM \"{extension}\"")).await.expect("a query");
        assert_eq!(execution.text_rows().await.expect("rows"), [[Some("1500".to_owned())]], "{extension}");
        assert_eq!(execution.statistics().bytes, bytes.len() as u64, "{extension}");
        lake.put(&format!("s3://b/{extension}/x.csv.{extension}"), &bytes[..bytes.len() / 2]);
        let error = lake.error(&format!("SELECT sum(v) FROM \"{extension}\"")).await;
        assert!(error.contains(&format!("x.csv.{extension}")), "{error}");
    }
    lake.put("s3://b/lzo/x.lzo", "?");
    lake.table("lzo", &[("k", "string")], "csv").add();
    assert!(lake.error("SELECT k FROM lzo").await.contains("text compressed as .lzo"));
}

#[tokio::test]
async fn a_regular_expression_makes_columns() {
    let lake = TestLake::new();
    lake.put("s3://b/log/a.log", "ann GET 200\nno match at all\nbob POST x\n");
    let table = |pattern: &str| {
        let pattern = pattern.to_owned();
        lake.table(
            "log",
            &[("who", "string"), ("verb", "string"), ("code", "int")],
            "org.apache.hadoop.hive.serde2.RegexSerDe",
        )
        .with(|table| {
            table.storage.serde_parameters.insert("input.regex".to_owned(), pattern);
        })
        .add();
    };
    table("^(\\w+) (\\w+) (\\w+)$");
    assert_eq!(lake.rows("SELECT code, who, verb FROM log").await, ["200|ann|GET", "NULL|NULL|NULL", "NULL|bob|POST"]);
    assert_eq!(lake.rows("SELECT count(*) FROM log").await, ["3"]);
    table("(\\w+) (\\w+)");
    assert!(lake.error("SELECT who FROM log").await.contains("2 groups, 3 columns"));
    table("(a(?=b)) (b) (c)");
    assert!(lake.error("SELECT who FROM log").await.contains("look-around"));
}

fn avro() -> Vec<u8> {
    let schema = Schema::parse_str(
        r#"{"type": "record", "name": "r", "fields": [
            {"name": "Id", "type": "long"},
            {"name": "name", "type": ["null", "string"]},
            {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
            {"name": "day", "type": {"type": "int", "logicalType": "date"}},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "tags", "type": {"type": "array", "items": "string"}},
            {"name": "raw", "type": "bytes"},
            {"name": "ratio", "type": "double"}
        ]}"#,
    )
    .expect("a schema");
    let mut writer = Writer::with_codec(&schema, Vec::new(), Codec::Snappy).expect("a writer");
    for id in 1..=3_i64 {
        let mut record = Record::new(writer.schema()).expect("a record");
        record.put("Id", id);
        let name = if id == 2 {
            Value::Union(0, Box::new(Value::Null))
        } else {
            Value::Union(1, Box::new(format!("n{id}").into()))
        };
        record.put("name", name);
        record.put("price", Value::Decimal((-150 * id as i16).to_be_bytes().into()));
        record.put("day", Value::Date(19_782));
        record.put("at", Value::TimestampMillis(1_709_209_800_123));
        record.put("tags", Value::Array(vec!["a".into(), format!("t{id}").into()]));
        record.put("raw", Value::Bytes(vec![1, 255]));
        record.put("ratio", Value::Double(if id == 3 { f64::NAN } else { 0.5 }));
        writer.append_value(record).expect("memory");
    }
    writer.into_inner().expect("memory")
}

#[tokio::test]
async fn avro_containers_are_read() {
    let lake = TestLake::new();
    let bytes = avro();
    lake.put("s3://b/a/x.avro", &bytes);
    let columns = [
        ("id", "bigint"),
        ("name", "string"),
        ("price", "decimal(9,2)"),
        ("day", "date"),
        ("at", "timestamp"),
        ("tags", "array<string>"),
        ("raw", "binary"),
        ("ratio", "double"),
        ("gone", "int"),
    ];
    let serde = "org.apache.hadoop.hive.serde2.avro.AvroSerDe";
    lake.table("a", &columns, serde).add();
    assert_eq!(
        lake.rows("SELECT * FROM a ORDER BY id").await,
        [
            "1|n1|-1.50|2024-02-29|2024-02-29 12:30:00.123|[a, t1]|01 ff|0.5|NULL",
            "2|NULL|-3.00|2024-02-29|2024-02-29 12:30:00.123|[a, t2]|01 ff|0.5|NULL",
            "3|n3|-4.50|2024-02-29|2024-02-29 12:30:00.123|[a, t3]|01 ff|NaN|NULL",
        ]
    );
    assert_eq!(lake.rows("SELECT count(*) FROM a").await, ["3"]);
    lake.put("s3://b/cut/x.avro", &bytes[..bytes.len() - 20]);
    lake.table("cut", &columns, serde).add();
    let error = lake.error("SELECT count(id) FROM cut").await;
    assert!(error.contains("s3://b/cut/x.avro"), "{error}");
    lake.table("a", &[("id", "boolean")], serde).add();
    assert!(lake.error("SELECT id FROM a").await.contains("HIVE_BAD_DATA"));
}

fn parquet() -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/tpch/supplier.parquet");
    std::fs::read(path).expect("a file of the fixtures")
}

/// A file with one byte changed answers, or fails with the object's name; the process stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parquet_file_that_lies_is_named() {
    let lake = TestLake::new();
    let sound = parquet();
    let columns = [("s_suppkey", "bigint"), ("s_name", "string"), ("s_acctbal", "decimal(15,2)")];
    lake.put("s3://b/p/good.parquet", &sound);
    lake.table("p", &columns, "parquet").add();
    let size = sound.len();
    let footer = u32::from_le_bytes(sound[size - 8..size - 4].try_into().expect("four bytes")) as usize;
    let mut failed = 0;
    // Every so many bytes of the data, and of the footer, with values that make lengths long.
    let places = (4..size - 8 - footer).step_by(307).chain((size - 8 - footer..size - 4).step_by(13));
    for place in places {
        for value in [0xff, 0x00] {
            let mut bytes = sound.clone();
            bytes[place] = value;
            lake.put("s3://b/p/bad.parquet", &bytes);
            match lake.try_rows("SELECT count(s_name), sum(s_acctbal), max(s_suppkey) FROM p").await {
                Ok(_) => {}
                Err(error) => {
                    failed += 1;
                    assert!(error.message.contains("s3://b/p/bad.parquet"), "byte {place} = {value}: {error}");
                }
            }
        }
    }
    assert!(failed > 20, "only {failed} of the changes were noticed");
    for bytes in [&b"PAR1"[..], b"", b"not parquet", &sound[..size / 2]] {
        lake.put("s3://b/p/bad.parquet", bytes);
        if !bytes.is_empty() {
            let error = lake.error("SELECT count(s_name) FROM p").await;
            assert!(error.contains("s3://b/p/bad.parquet"), "{error}");
        }
    }
}
