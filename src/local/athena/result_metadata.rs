//! The file that describes the columns of a result, beside it under the same name with `.metadata` behind.
//!
//! It is a message in protobuf: 1 is the query, 4 a column, as often as there are columns. Of a column 1 is the catalog, 4 the
//! name, 5 the label, 6 the type, 7 the precision, 8 the scale, 9 whether it has NULL (3: nobody knows), 10 whether upper and
//! lower case differ. Source: files of the service, as the open driver burtcorp/athena-jdbc reads them.

use crate::engine::ColumnInfo;

/// What may be NULL, as far as the service says.
const UNKNOWN: u64 = 3;

/// The file of a query's result.
pub fn encode(id: &str, columns: &[ColumnInfo]) -> Vec<u8> {
    let mut out = Vec::new();
    text(&mut out, 1, id);
    for column in columns {
        let mut inner = Vec::new();
        text(&mut inner, 1, "hive");
        text(&mut inner, 4, &column.name);
        text(&mut inner, 5, &column.name);
        text(&mut inner, 6, &column.type_name);
        // Types with others inside say nothing of these.
        let is_nested = matches!(column.type_name.as_str(), "array" | "map" | "row");
        if !is_nested {
            number(&mut inner, 7, u64::try_from(column.precision).unwrap_or_default());
            number(&mut inner, 8, u64::try_from(column.scale).unwrap_or_default());
        }
        number(&mut inner, 9, UNKNOWN);
        if !is_nested {
            number(&mut inner, 10, u64::from(is_case_sensitive(column)));
        }
        bytes(&mut out, 4, &inner);
    }
    out
}

/// Whether upper and lower case differ in the values of a column.
pub fn is_case_sensitive(column: &ColumnInfo) -> bool {
    matches!(column.type_name.as_str(), "varchar" | "char" | "json")
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

fn text(out: &mut Vec<u8>, field: u64, value: &str) {
    bytes(out, field, value.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, kind: &str, precision: i32) -> ColumnInfo {
        ColumnInfo { name: name.to_owned(), type_name: kind.to_owned(), precision, scale: 0 }
    }

    #[test]
    fn the_bytes_are_those_of_the_service() {
        let id = "20190423_125128_00001_ehtur";
        assert_eq!(
            encode(id, &[column("ary", "array", 0)]),
            b"\n\x1b20190423_125128_00001_ehtur\"\x19\n\x04hive\"\x03ary*\x03ary2\x05arrayH\x03"
        );
        let integer = b"\"\x25\n\x04hive\"\x05_col0*\x05_col02\x07integer8\x0a@\x00H\x03P\x00";
        assert!(encode(id, &[column("_col0", "integer", 10)]).ends_with(integer));
        let text = b"8\xff\xff\xff\xff\x07@\x00H\x03P\x01";
        assert!(encode(id, &[column("s", "varchar", i32::MAX)]).ends_with(text));
    }
}
