//! The type of a column of delimited text, from its cells.

use crate::types::GlueType;

/// What one cell could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellType {
    Empty,
    Integer { small: bool },
    Decimal,
    Boolean,
    Date,
    Timestamp,
    Text,
}

impl CellType {
    pub(super) fn of(text: &str, trims: bool) -> Self {
        let cell = if trims { text.trim() } else { text };
        if cell.is_empty() {
            return Self::Empty;
        }
        let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
        if digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty() {
            return match cell.parse::<i64>() {
                Ok(number) => Self::Integer { small: i32::try_from(number).is_ok() },
                Err(_) => Self::Decimal,
            };
        }
        // `parse` also takes "nan" and "infinity", which are words in a file.
        if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') && cell.parse::<f64>().is_ok() {
            return Self::Decimal;
        }
        if cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false") {
            return Self::Boolean;
        }
        match cell.split_once([' ', 'T']) {
            None if is_date(cell) => Self::Date,
            Some((date, time)) if is_date(date) && is_time(time) => Self::Timestamp,
            _ => Self::Text,
        }
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Integer { .. } | Self::Decimal)
    }

    /// Whether the built-in classifier sees anything but text in the cell.
    pub(super) fn is_typed(self) -> bool {
        self.is_number()
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().unwrap_or(0))
    };
    matches!(
        (
            parts.len(),
            number(parts[0], 4),
            parts.get(1).and_then(|part| number(part, 2)),
            parts.get(2).and_then(|part| number(part, 2))
        ),
        (3, Some(_), Some(1..=12), Some(1..=31))
    )
}

fn is_time(text: &str) -> bool {
    let whole = text.strip_suffix('Z').unwrap_or(text);
    let (clock, fraction) = whole.split_once('.').unwrap_or((whole, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    parts.len() == 3
        && parts
            .iter()
            .zip([24, 60, 60])
            .all(|(part, most)| part.len() == 2 && part.parse::<u32>().is_ok_and(|number| number < most))
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the cells of a column have been so far.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnType {
    wide_integer: bool,
    integer: bool,
    decimal: bool,
    boolean: bool,
    date: bool,
    timestamp: bool,
    text: bool,
}

impl ColumnType {
    pub(super) fn add(&mut self, cell: &CellType) {
        match cell {
            CellType::Empty => {}
            CellType::Integer { small } => {
                self.integer = true;
                self.wide_integer |= !small;
            }
            CellType::Decimal => self.decimal = true,
            CellType::Boolean => self.boolean = true,
            CellType::Date => self.date = true,
            CellType::Timestamp => self.timestamp = true,
            CellType::Text => self.text = true,
        }
    }

    /// `bigint`, `double` or `string`, as the built-in classifier types a column; with custom datatypes, the first fitting
    /// one of those instead.
    pub(super) fn glue_type(&self, datatypes: &[String]) -> GlueType {
        let allowed = |name: &str| datatypes.iter().any(|datatype| datatype.eq_ignore_ascii_case(name));
        let number = self.integer || self.decimal;
        let kinds = usize::from(number)
            + usize::from(self.boolean)
            + usize::from(self.date)
            + usize::from(self.timestamp)
            + usize::from(self.text);
        if kinds != 1 || self.text {
            return GlueType::String;
        }
        if datatypes.is_empty() {
            return match (self.integer, self.decimal) {
                (_, true) => GlueType::Double,
                (true, false) => GlueType::BigInt,
                (false, false) => GlueType::String,
            };
        }
        let fitting: &[(&str, GlueType)] = if self.boolean {
            &[("BOOLEAN", GlueType::Boolean)]
        } else if self.date {
            &[("DATE", GlueType::Date)]
        } else if self.timestamp {
            &[("TIMESTAMP", GlueType::Timestamp)]
        } else if self.decimal {
            &[("DOUBLE", GlueType::Double), ("FLOAT", GlueType::Float)]
        } else if self.wide_integer {
            &[("LONG", GlueType::BigInt), ("DOUBLE", GlueType::Double)]
        } else {
            &[("INT", GlueType::Int), ("LONG", GlueType::BigInt), ("DOUBLE", GlueType::Double)]
        };
        fitting.iter().find(|(name, _)| allowed(name)).map_or(GlueType::String, |(_, found)| found.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        for (text, cell) in [
            ("", CellType::Empty),
            (" 12 ", CellType::Integer { small: true }),
            ("-3000000000", CellType::Integer { small: false }),
            ("99999999999999999999", CellType::Decimal),
            ("1.", CellType::Decimal),
            (".5e-3", CellType::Decimal),
            ("-", CellType::Text),
            ("NaN", CellType::Text),
            ("infinity", CellType::Text),
            ("1,5", CellType::Text),
            ("TRUE", CellType::Boolean),
            ("2024-02-30", CellType::Date),
            ("2024-13-01", CellType::Text),
            ("2024-01-01 10:00:00.5", CellType::Timestamp),
            ("1990-1-8", CellType::Text),
        ] {
            assert_eq!(CellType::of(text, true), cell, "{text:?}");
        }
    }

    #[test]
    fn columns() {
        let column = |cells: &[&str], datatypes: &[&str]| {
            let mut column = ColumnType::default();
            cells.iter().for_each(|cell| column.add(&CellType::of(cell, true)));
            column.glue_type(&datatypes.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).to_string()
        };
        assert_eq!(column(&["1", "", "2"], &[]), "bigint");
        assert_eq!(column(&["1", "2.5"], &[]), "double");
        assert_eq!(column(&["1", "x"], &[]), "string");
        assert_eq!(column(&["", ""], &[]), "string");
        assert_eq!(column(&["2024-01-01"], &[]), "string");
        assert_eq!(column(&["true"], &[]), "string");
        assert_eq!(column(&["2024-01-01"], &["DATE"]), "date");
        assert_eq!(column(&["7"], &["INT", "LONG"]), "int");
        assert_eq!(column(&["7000000000"], &["INT", "LONG"]), "bigint");
        assert_eq!(column(&["7"], &["DATE"]), "string");
    }
}
