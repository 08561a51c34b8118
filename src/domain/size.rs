//! Sizes as operators write them: `10MB`, `1GiB`, `5TB`, or plain bytes.

/// Bytes of a size. Decimal units count by 1000, binary ones (`KiB`, `MiB`, …) by 1024.
pub fn bytes(text: &str) -> Result<u64, String> {
    let wrong = || format!("`{text}` is no size: write 10MB, 1GiB, 5TB or a number of bytes");
    let at = text.find(|character: char| !character.is_ascii_digit() && character != '_').unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let number: u64 = number.replace('_', "").parse().map_err(|_| wrong())?;
    let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "tb" => 1_000_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "tib" => 1 << 40,
        _ => return Err(wrong()),
    };
    number.checked_mul(factor).ok_or_else(wrong)
}

/// Bytes for people: `45.6 KiB`, binary units, three significant digits.
pub fn friendly(count: u64) -> String {
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

/// Bytes as an operator would write them, exactly: `10MB`, `1GiB`; [`bytes`] reads them again. For what was written: a limit
/// of 10MB is not shown as 9.54 MiB.
pub fn written(count: u64) -> String {
    const UNITS: [(&str, u64); 9] = [
        ("B", 1),
        ("KB", 1_000),
        ("KiB", 1 << 10),
        ("MB", 1_000_000),
        ("MiB", 1 << 20),
        ("GB", 1_000_000_000),
        ("GiB", 1 << 30),
        ("TB", 1_000_000_000_000),
        ("TiB", 1 << 40),
    ];
    let exact = UNITS.iter().filter(|(_, factor)| count > 0 && count.is_multiple_of(*factor));
    let (unit, factor) = exact.min_by_key(|(_, factor)| count / factor).unwrap_or(&UNITS[0]);
    format!("{}{unit}", count / factor)
}

/// A whole number with its thousands set apart: `1,234`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_decimal_or_binary() {
        assert_eq!(bytes("10MB"), Ok(10_000_000));
        assert_eq!(bytes("1GiB"), Ok(1 << 30));
        assert_eq!(bytes("1_000"), Ok(1000));
        for wrong in ["", "MB", "1 parsec", "-1", "99999999999TB"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn numbers_for_people() {
        assert_eq!(friendly(1023), "1023 B");
        assert_eq!(friendly(1536), "1.50 KiB");
        assert_eq!(friendly(123 * 1024 * 1024), "123 MiB");
        assert_eq!(friendly(46_694), "45.6 KiB");
        assert_eq!(friendly(1 << 40), "1.00 TiB");
        for (count, text) in [
            (0, "0B"),
            (999, "999B"),
            (10_000_000, "10MB"),
            (1 << 30, "1GiB"),
            (1_536, "1536B"),
            (1_500_000, "1500KB"),
            (5_000_000_000_000, "5TB"),
        ] {
            assert_eq!(written(count), text);
            assert_eq!(bytes(text), Ok(count));
        }
        assert_eq!(grouped(1), "1");
        assert_eq!(grouped(1234), "1,234");
        assert_eq!(grouped(12_345_678), "12,345,678");
    }
}
