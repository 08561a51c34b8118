//! One value as text.

use serde_json::Value;

use super::{Column, Style};

/// The value of a column in a row; dots in the key descend.
pub fn value<'a>(row: &'a Value, column: &Column) -> &'a Value {
    column.key.split('.').fold(row, |value, part| &value[part])
}

/// For people: rounded and worded.
pub fn friendly(value: &Value, style: Style) -> String {
    match (style, value) {
        (_, Value::Null) => "-".to_owned(),
        (Style::Bytes, Value::Number(number)) => number.as_u64().map_or_else(|| number.to_string(), bytes),
        (Style::Flag, Value::Bool(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
        (_, other) => plain(other),
    }
}

/// Exactly, without quotes round text.
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// `1.5 MiB`: three significant digits, binary units.
fn bytes(count: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if count < 1024 {
        return format!("{count} B");
    }
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let mut scaled = count as f64 / 1024.0;
    let mut unit = 0;
    while scaled >= 1000.0 && unit + 1 < UNITS.len() {
        scaled /= 1024.0;
        unit += 1;
    }
    let digits = if scaled < 10.0 { 2 } else { usize::from(scaled < 100.0) };
    format!("{scaled:.digits$} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn bytes_have_three_digits() {
        assert_eq!(bytes(1023), "1023 B");
        assert_eq!(bytes(1536), "1.50 KiB");
        assert_eq!(bytes(1 << 30), "1.00 GiB");
        assert_eq!(bytes(123 * 1024 * 1024), "123 MiB");
    }
}
