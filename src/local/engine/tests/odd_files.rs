//! Files as other programs write them: names in any case, bytes that are called text, numbers longer than a double, names twice,
//! marks before the text.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array as _, ArrayRef, BinaryArray, Int32Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
    TimestampMicrosecondArray, TimestampSecondArray,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::Field;
use datafusion::parquet::arrow::ArrowWriter;

use super::lake::TestLake;

const OPENX: &str = "org.openx.data.jsonserde.JsonSerDe";
const HIVE: &str = "org.apache.hive.hcatalog.data.JsonSerDe";

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("memory");
    writer.into_inner().expect("memory")
}

fn structure(fields: Vec<(&str, ArrayRef)>) -> ArrayRef {
    let fields =
        fields.into_iter().map(|(name, values)| (Arc::new(Field::new(name, values.data_type().clone(), true)), values));
    Arc::new(StructArray::from(fields.collect::<Vec<_>>()))
}

fn list(items: ArrayRef, lengths: &[usize]) -> ArrayRef {
    let field = Arc::new(Field::new("element", items.data_type().clone(), true));
    Arc::new(ListArray::new(field, OffsetBuffer::from_lengths(lengths.iter().copied()), items, None))
}

fn texts(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

#[tokio::test]
async fn the_fields_of_structures_in_parquet_have_any_case() {
    let lake = TestLake::new();
    let at: ArrayRef = Arc::new(TimestampMicrosecondArray::from(vec![1_709_209_800_123_500, -1]));
    let address = structure(vec![
        ("postCode", texts(&["x1", "x2"])),
        ("Inner", structure(vec![("ID", Arc::new(Int64Array::from(vec![7, 8]))), ("seenAt", at)])),
    ]);
    let items = structure(vec![("b", texts(&["p", "q", "r"])), ("Aa", Arc::new(Int32Array::from(vec![1, 2, 3])))]);
    let bytes = parquet(vec![("Address", address), ("items", list(items, &[2, 1]))]);
    lake.put("s3://b/t/x.parquet", &bytes);
    let columns = [
        ("address", "struct<inner:struct<id:bigint,seenat:timestamp>,postcode:string,gone:int>"),
        ("items", "array<struct<aa:int,b:string>>"),
    ];
    lake.table("t", &columns, "parquet").add();
    assert_eq!(
        lake.rows("SELECT address.postcode, address.inner.id, address.gone, items[1].aa FROM t ORDER BY 1").await,
        ["x1|7|NULL|1", "x2|8|NULL|3"]
    );
    assert_eq!(
        lake.rows("SELECT address, items FROM t WHERE address.postcode = 'x1'").await,
        ["{inner={id=7, seenat=2024-02-29 12:30:00.124}, postcode=x1, gone=null}|[{aa=1, b=p}, {aa=2, b=q}]"]
    );
    assert_eq!(lake.rows("SELECT count(*) FROM t WHERE address.inner.id > 7").await, ["1"]);
    lake.table("t", &[("address", "struct<nothing:int>")], "parquet").add();
    assert_eq!(lake.rows("SELECT address FROM t").await, ["{nothing=null}", "{nothing=null}"]);
    lake.table("t", &[("items", "array<struct<b:int>>")], "parquet").add();
    let error = lake.error("SELECT items FROM t").await;
    assert!(error.contains("HIVE_BAD_DATA") && error.contains("incompatible"), "{error}");
}

#[tokio::test]
async fn seconds_in_parquet_are_the_plain_numbers_that_they_are_written_as() {
    let lake = TestLake::new();
    let seconds: ArrayRef = Arc::new(TimestampSecondArray::from(vec![Some(1_709_209_800), None, Some(-1)]));
    lake.put("s3://b/t/x.parquet", parquet(vec![("at", seconds)]));
    lake.table("t", &[("at", "bigint")], "parquet").add();
    assert_eq!(lake.rows("SELECT at FROM t ORDER BY at").await, ["-1", "1709209800", "NULL"]);
    assert_eq!(lake.rows("SELECT at FROM t WHERE at > 1709209799").await, ["1709209800"]);
    assert_eq!(lake.rows("SELECT count(*) FROM t WHERE at > 1709209800").await, ["0"]);
}

#[tokio::test]
async fn bytes_in_parquet_are_text_only_where_they_are() {
    let lake = TestLake::new();
    let bytes = || -> ArrayRef { Arc::new(BinaryArray::from(vec![b"caf\xc3\xa9".as_slice(), b"\xff\xfe"])) };
    let nested = structure(vec![("t", bytes())]);
    lake.put("s3://b/t/x.parquet", parquet(vec![("t", bytes()), ("n", nested)]));
    lake.table("t", &[("t", "string"), ("n", "struct<t:string>")], "parquet").add();
    assert_eq!(
        lake.rows("SELECT upper(t), reverse(t), length(t) FROM t").await,
        ["CAFÉ|éfac|4", "\u{fffd}\u{fffd}|\u{fffd}\u{fffd}|2"]
    );
    assert_eq!(lake.rows("SELECT upper(n.t) FROM t WHERE t > 'd'").await, ["\u{fffd}\u{fffd}"]);
    lake.table("t", &[("t", "binary")], "parquet").add();
    assert_eq!(lake.rows("SELECT t FROM t").await, ["63 61 66 c3 a9", "ff fe"]);
}

#[tokio::test]
async fn numbers_of_json_keep_their_digits() {
    let lake = TestLake::new();
    let text = "{\"d\":123456789012345678.123456789,\"s\":1.10,\"f\":0.1,\"g\":12345678901234567890123,\"o\":{\"b\":[1,2.50]}}\n";
    lake.put("s3://b/j/x.json", text);
    let columns = [("d", "decimal(38,9)"), ("s", "string"), ("f", "double"), ("g", "decimal(38,0)"), ("o", "string")];
    for serde in [OPENX, HIVE] {
        lake.table("j", &columns, serde).add();
        assert_eq!(
            lake.rows("SELECT * FROM j").await,
            ["123456789012345678.123456789|1.10|0.1|12345678901234567890123|{\"b\":[1,2.50]}"]
        );
    }
}

#[tokio::test]
async fn names_in_json_are_told_apart_by_case_where_the_table_says_so() {
    let lake = TestLake::new();
    lake.put("s3://b/j/x.json", "{\"userId\":1,\"userid\":2,\"Other\":3}\n");
    let columns = [("one", "int"), ("userid", "int"), ("other", "int")];
    lake.table("j", &columns, OPENX).add();
    let error = lake.error("SELECT other FROM j").await;
    assert!(error.contains("HIVE_CURSOR_ERROR") && error.contains("Duplicate key \"userid\""), "{error}");
    lake.table("j", &columns, OPENX)
        .with(|table| {
            let parameters = &mut table.storage.serde_parameters;
            parameters.insert("case.insensitive".to_owned(), "false".to_owned());
            parameters.insert("mapping.one".to_owned(), "userId".to_owned());
        })
        .add();
    assert_eq!(lake.rows("SELECT * FROM j").await, ["1|2|NULL"]);
    lake.table("j", &columns, OPENX)
        .with(|table| {
            table.storage.serde_parameters.insert("ignore.malformed.json".to_owned(), "true".to_owned());
        })
        .add();
    assert_eq!(lake.rows("SELECT * FROM j").await, ["NULL|NULL|NULL"]);
    lake.table("j", &columns, HIVE).add();
    assert_eq!(lake.rows("SELECT userid, other FROM j").await, ["2|3"]);
}

#[tokio::test]
async fn a_mark_before_the_text_is_no_part_of_it() {
    let lake = TestLake::new();
    lake.put("s3://b/c/x.csv", "\u{feff}1,a\n2,b\n");
    lake.put("s3://b/c/y.csv", "3");
    lake.table("c", &[("n", "int"), ("t", "string")], "csv").add();
    assert_eq!(lake.rows("SELECT n, t FROM c ORDER BY n").await, ["1|a", "2|b", "3|NULL"]);
    lake.put("s3://b/j/x.json", "\u{feff}{\"n\":1}\n");
    lake.table("j", &[("n", "int")], OPENX).add();
    assert_eq!(lake.rows("SELECT n FROM j").await, ["1"]);
}
