//! Whether a value fits its key: the catalog takes any text, and every query of the table fails by one that does not.

use super::DEFAULT_PARTITION;
use crate::types::GlueType;

/// Whether a value can be read as one of a type of the catalog. A type that is not known judges nothing.
pub fn fits(column_type: &str, value: &str) -> bool {
    if value == DEFAULT_PARTITION {
        return true;
    }
    match column_type.parse::<GlueType>() {
        Ok(GlueType::TinyInt) => value.parse::<i8>().is_ok(),
        Ok(GlueType::SmallInt) => value.parse::<i16>().is_ok(),
        Ok(GlueType::Int) => value.parse::<i32>().is_ok(),
        Ok(GlueType::BigInt) => value.parse::<i64>().is_ok(),
        Ok(GlueType::Float | GlueType::Double) => value.parse::<f64>().is_ok(),
        Ok(GlueType::Boolean) => value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false"),
        Ok(GlueType::Date) => is_date(value),
        _ => true,
    }
}

/// A day of the calendar; month and day may have one digit.
fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let month = month.parse::<u8>().ok().and_then(|month| time::Month::try_from(month).ok());
    let date = year.parse().ok().zip(month).zip(day.parse().ok());
    date.is_some_and(|((year, month), day)| time::Date::from_calendar_date(year, month, day).is_ok())
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn values_fit_their_types_or_not() {
        for (column_type, value) in [
            ("string", "anything"),
            ("date", "2026-02-28"),
            ("date", "2026-2-8"),
            ("date", "__HIVE_DEFAULT_PARTITION__"),
            ("int", "007"),
            ("bigint", "-5000000000"),
            ("boolean", "TRUE"),
            ("no type", "x"),
        ] {
            assert!(fits(column_type, value), "{column_type} {value}");
        }
        for (column_type, value) in [
            ("date", "2026-13-01"),
            ("date", "2026-02-29"),
            ("date", "20260201"),
            ("int", "5000000000"),
            ("tinyint", "200"),
            ("int", "1.0"),
            ("boolean", "yes"),
            ("double", "many"),
        ] {
            assert!(!fits(column_type, value), "{column_type} {value}");
        }
    }
}
