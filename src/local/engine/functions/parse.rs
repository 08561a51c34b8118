//! Reading values out of text: one home for dates, times and numbers, so that casts, tables and functions agree.

/// Days since 1970-01-01 of a day of the proleptic Gregorian calendar, when there is such a day.
pub fn days(year: i64, month: u32, day: u32) -> Option<i32> {
    if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let month_index = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_index + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i32::try_from(era * 146_097 + day_of_era - 719_468).ok()
}

/// Year, month and day of a number of days since 1970-01-01.
pub fn civil(days: i64) -> (i64, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = (doy - (153 * mp + 2) / 5 + 1) as u32;
    let month = if mp < 10 { mp + 3 } else { mp - 9 } as u32;
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

pub fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

pub fn days_in_month(year: i64, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `2020-01-31`, with one or two digits for month and day.
pub fn date(text: &str) -> Option<i32> {
    let text = text.trim();
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut parts = body.split('-');
    let year = digits(parts.next()?, 4, 9)?;
    let month = digits(parts.next()?, 1, 2)?;
    let day = digits(parts.next()?, 1, 2)?;
    if parts.next().is_some() {
        return None;
    }
    days(if negative { -year } else { year }, month as u32, day as u32)
}

/// A date of ISO 8601: `2020`, `2020-05`, `2020-05-11`, the day of a year `2020-123`, the week `2020-W10` and its day
/// `2020-W10-2`.
pub fn iso_date(text: &str) -> Option<i32> {
    let (year, rest) = text.split_once('-').unwrap_or((text, ""));
    if let Some(week) = rest.strip_prefix('W') {
        let (week, day) = week.split_once('-').unwrap_or((week, "1"));
        let (year, week, day) = (digits(year, 4, 4)?, digits(week, 1, 2)?, digits(day, 1, 1)?);
        // The first week is the one with the fourth of January in it.
        let fourth = i64::from(days(year, 1, 4)?);
        let monday = fourth - (fourth + 3).rem_euclid(7);
        let weeks = (i64::from(days(year + 1, 1, 4)?) - monday) / 7;
        if week == 0 || week > weeks || !(1..=7).contains(&day) {
            return None;
        }
        return i32::try_from(monday + (week - 1) * 7 + day - 1).ok();
    }
    match rest.len() {
        0 => days(digits(year, 4, 4)?, 1, 1),
        3 if !rest.contains('-') => {
            let (year, day) = (digits(year, 4, 4)?, digits(rest, 3, 3)?);
            let length = if is_leap(year) { 366 } else { 365 };
            (1..=length).contains(&day).then(|| days(year, 1, 1))?.map(|first| first + day as i32 - 1)
        }
        1 | 2 if !rest.contains('-') => days(digits(year, 4, 4)?, digits(rest, 1, 2)? as u32, 1),
        _ => date(text),
    }
}

fn digits(text: &str, least: usize, most: usize) -> Option<i64> {
    if text.len() < least || text.len() > most || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// A moment as a text says it: milliseconds, what is below them in picoseconds, and the digits of the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub millis: i64,
    pub picos: i64,
    pub digits: usize,
}

impl Moment {
    /// The moment in a unit of so many digits, rounded half up; none beyond its range.
    pub fn in_digits(self, digits: usize) -> Option<i64> {
        let unit = 10_i128.checked_pow(12_u32.checked_sub(u32::try_from(digits).ok()?)?)?;
        let picos = i128::from(self.millis) * 1_000_000_000 + i128::from(self.picos);
        i64::try_from((picos + unit / 2).div_euclid(unit)).ok()
    }
}

/// A time of day: `10:20[:30[.123]]`, with up to twelve digits of a fraction.
pub fn moment_of_day(text: &str) -> Option<Moment> {
    let mut parts = text.split(':');
    let hour = digits(parts.next()?, 1, 2)?;
    let minute = digits(parts.next()?, 1, 2)?;
    let (second, fraction) = match parts.next() {
        None => (0, ""),
        Some(seconds) => match seconds.split_once('.') {
            Some((whole, fraction)) => (digits(whole, 1, 2)?, fraction),
            None => (digits(seconds, 1, 2)?, ""),
        },
    };
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 || fraction.len() > 12 {
        return None;
    }
    let (mut picos, mut weight) = (0, 100_000_000_000);
    for byte in fraction.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        picos += i64::from(byte - b'0') * weight;
        weight /= 10;
    }
    let millis = ((hour * 60 + minute) * 60 + second) * 1000 + picos / 1_000_000_000;
    Some(Moment { millis, picos: picos % 1_000_000_000, digits: fraction.len() })
}

/// A moment since 1970, of `2020-01-31[ 10:20[:30[.123]]]`.
pub fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (day, rest) = match text.split_once(' ') {
        Some((day, rest)) => (day, Some(rest.trim_start())),
        None => (text, None),
    };
    let days = i64::from(date(day)?);
    let time = match rest {
        Some(rest) => moment_of_day(rest)?,
        None => Moment { millis: 0, picos: 0, digits: 0 },
    };
    Some(Moment { millis: days * 86_400_000 + time.millis, ..time })
}

/// A local moment and the zone behind it: `2020-01-31 10:20 Europe/Zurich`, `2020-01-31 10:20+01:00`, `2020-01-31 UTC`.
pub fn moment_in_zone(text: &str) -> Option<(Moment, &str)> {
    let (day, rest) = text.trim().split_once(' ')?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(end);
    let time = if clock.is_empty() { moment(day)? } else { moment(&format!("{day} {clock}"))? };
    let zone = zone.trim();
    (!zone.is_empty()).then_some((time, zone))
}

/// Milliseconds within a day, of `10:20[:30[.123]]`, and how many digits the fraction had.
pub fn time_of_day(text: &str) -> Option<(i64, usize)> {
    moment_of_day(text).filter(|time| time.digits <= 9).map(|time| (time.millis, time.digits))
}

/// Milliseconds since 1970 of `2020-01-31[ 10:20[:30[.123]]]`, and the digits of the fraction.
pub fn timestamp(text: &str) -> Option<(i64, usize)> {
    moment(text).filter(|time| time.digits <= 9).map(|time| (time.millis, time.digits))
}

/// As Hive reads it: `yyyy-MM-dd HH:mm:ss[.f]`.
pub fn timestamp_millis(text: &str) -> Option<i64> {
    timestamp(text).map(|(millis, _)| millis)
}

/// As the JSON SerDes read it: also with `T` between date and time and `Z` behind.
pub fn timestamp_lenient(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_suffix('Z').unwrap_or(text);
    match text.split_once('T') {
        Some((day, time)) => Some(i64::from(date(day)?) * 86_400_000 + time_of_day(time)?.0),
        None => timestamp_millis(text),
    }
}

/// A double as Java reads it, blanks around it allowed.
pub fn double(text: &str) -> Option<f64> {
    let text = text.trim();
    match text {
        "NaN" => return Some(f64::NAN),
        "Infinity" | "+Infinity" => return Some(f64::INFINITY),
        "-Infinity" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    // Rust's parser knows words that Java's does not.
    if text.bytes().any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E')) {
        return None;
    }
    text.parse().ok()
}

/// The unscaled value of a decimal, rounded half up to the scale; none when it does not fit.
pub fn decimal(text: &str, precision: u8, scale: i8) -> Option<i128> {
    let text = text.trim();
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (body, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value: i128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    let shift = i32::from(scale) - i32::try_from(fraction.len()).ok()? + exponent;
    let value = rescale(value, shift)?;
    if value >= 10_i128.checked_pow(u32::from(precision))? {
        return None;
    }
    Some(if negative { -value } else { value })
}

/// Multiplies by a power of ten, rounding half away from zero when it is negative.
pub fn rescale(value: i128, shift: i32) -> Option<i128> {
    if shift >= 0 {
        return if value == 0 { Some(0) } else { value.checked_mul(10_i128.checked_pow(shift as u32)?) };
    }
    let Some(unit) = 10_i128.checked_pow(shift.unsigned_abs()) else { return Some(0) };
    let (quotient, remainder) = (value / unit, value % unit);
    let up = remainder.unsigned_abs() * 2 >= unit.unsigned_abs();
    Some(if up { quotient + value.signum() } else { quotient })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_civil_agree() {
        for (text, expected) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1), ("2012-1-2", 15_341)] {
            let days = date(text).expect("a day");
            assert_eq!(days, expected, "{text}");
        }
        for day in [-800_000, -1, 0, 59, 60, 11_016, 20_000] {
            let (year, month, dom) = civil(day);
            assert_eq!(days(year, month, dom), Some(day as i32));
        }
        assert_eq!(date("2019-02-29"), None);
        assert_eq!(date("2020-01-01x"), None);
    }

    #[test]
    fn times_keep_their_fraction() {
        assert_eq!(timestamp("1970-01-01 00:00:01.5"), Some((1500, 1)));
        assert_eq!(timestamp("1970-01-02"), Some((86_400_000, 0)));
        assert_eq!(timestamp("1970-01-01 24:00:00"), None);
        assert_eq!(timestamp_lenient("1970-01-01T00:00:02Z"), Some(2000));
    }

    #[test]
    fn decimals_round_half_up() {
        assert_eq!(decimal("1.255", 5, 2), Some(126));
        assert_eq!(decimal("-1.255", 5, 2), Some(-126));
        assert_eq!(decimal("1e2", 5, 1), Some(1000));
        assert_eq!(decimal("1000", 3, 0), None);
        assert_eq!(decimal("abc", 3, 0), None);
    }
}
