//! Times: those of Parquet files that are finer than milliseconds.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, ListArray, RecordBatch, TimestampMicrosecondArray, TimestampNanosecondArray};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::{DataType, Field, TimeUnit};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::data_type::{Int96, Int96Type};
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::parquet::file::writer::SerializedFileWriter;
use datafusion::parquet::schema::parser::parse_message_type;

use super::lake::TestLake;

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("memory");
    writer.close().expect("memory");
    bytes
}

/// 2024-02-29 12:30:00
const NOON: i64 = 1_709_209_800;

#[tokio::test]
async fn times_of_parquet_are_rounded_to_milliseconds() {
    let lake = TestLake::new();
    let micros = [NOON * 1_000_000 + 499, NOON * 1_000_000 + 500, -500, -501];
    let nanos: Vec<i64> = micros.iter().map(|value| value * 1_000).collect();
    let zoned = TimestampMicrosecondArray::from(micros.to_vec()).with_timezone("UTC");
    let item = Arc::new(Field::new("item", DataType::Timestamp(TimeUnit::Microsecond, None), true));
    let inside: ArrayRef = Arc::new(TimestampMicrosecondArray::from(micros.to_vec()));
    let list = ListArray::try_new(item, OffsetBuffer::from_lengths([1, 1, 1, 1]), inside, None).expect("a list");
    let file = parquet(vec![
        ("us", Arc::new(TimestampMicrosecondArray::from(micros.to_vec()))),
        ("ns", Arc::new(TimestampNanosecondArray::from(nanos))),
        ("zoned", Arc::new(zoned)),
        ("list", Arc::new(list)),
    ]);
    lake.put("s3://b/t/x.parquet", file);
    let columns = [("us", "timestamp"), ("ns", "timestamp"), ("zoned", "timestamp"), ("list", "array<timestamp>")];
    lake.table("t", &columns, "parquet").add();
    let expected =
        ["2024-02-29 12:30:00.000", "2024-02-29 12:30:00.001", "1970-01-01 00:00:00.000", "1969-12-31 23:59:59.999"];
    for (column, _) in &columns[..3] {
        assert_eq!(lake.rows(&format!("SELECT {column} FROM t")).await, expected, "{column}");
    }
    assert_eq!(lake.rows("SELECT list[1] FROM t").await, expected);
    // What a condition says of a file's bounds agrees with the values that are shown.
    for column in ["us", "ns", "zoned"] {
        let count = async |condition: &str| {
            lake.rows(&format!("SELECT count(*) FROM t WHERE {}", condition.replace('x', column))).await.remove(0)
        };
        for (condition, expected) in [
            ("x = TIMESTAMP '2024-02-29 12:30:00.001'", "1"),
            ("x > TIMESTAMP '2024-02-29 12:30:00.000'", "1"),
            ("x >= TIMESTAMP '2024-02-29 12:30:00.001'", "1"),
            ("x > TIMESTAMP '2024-02-29 12:30:00.001'", "0"),
            ("x < TIMESTAMP '1970-01-01 00:00:00.000'", "1"),
            ("x <= TIMESTAMP '1970-01-01 00:00:00.000'", "2"),
            ("TIMESTAMP '1970-01-01 00:00:00.000' > x", "1"),
            ("x < TIMESTAMP '1969-12-31 23:59:59.999'", "0"),
            ("x <> TIMESTAMP '1970-01-01 00:00:00.000'", "3"),
        ] {
            assert_eq!(count(condition).await, expected, "{column}: {condition}");
        }
    }
}

#[tokio::test]
async fn times_of_96_bits_are_read_in_every_year() {
    let schema = Arc::new(parse_message_type("message m { optional int96 t; }").expect("a schema"));
    let mut bytes = Vec::new();
    let properties = Arc::new(WriterProperties::default());
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).expect("a writer");
    let mut group = writer.next_row_group().expect("a row group");
    let mut column = group.next_column().expect("memory").expect("a column");
    // Days of the Julian calendar: 2440588 is 1970-01-01; 2816788 is 3000-01-01.
    let at = |day: u32, nanos: u64| {
        let mut value = Int96::new();
        value.set_data((nanos & 0xffff_ffff) as u32, (nanos >> 32) as u32, day);
        value
    };
    let values = [at(2_440_588, 1_499_999), at(2_440_588, 1_500_000), at(2_816_788, 0), at(2_305_448, 0)];
    column.typed::<Int96Type>().write_batch(&values, Some(&[1, 1, 1, 1]), None).expect("memory");
    column.close().expect("memory");
    group.close().expect("memory");
    writer.close().expect("memory");
    let lake = TestLake::new();
    lake.put("s3://b/t/x.parquet", bytes);
    lake.table("t", &[("t", "timestamp")], "parquet").add();
    assert_eq!(
        lake.rows("SELECT t FROM t").await,
        ["1970-01-01 00:00:00.001", "1970-01-01 00:00:00.002", "3000-01-01 00:00:00.000", "1600-01-01 00:00:00.000"]
    );
}
