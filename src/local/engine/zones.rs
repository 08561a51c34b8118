//! Time zones by name or by offset.

use chrono::{LocalResult, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// What a zone adds to universal time at an instant, in milliseconds; none for a zone that does not exist.
pub fn offset_millis(zone: &str, millis: i64) -> Option<i64> {
    if let Some(offset) = fixed(zone) {
        return Some(offset);
    }
    let zone: Tz = zone.parse().ok()?;
    let instant = Utc.timestamp_millis_opt(millis).single()?;
    Some(i64::from(zone.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()) * 1000)
}

/// The instant of a local time: the earlier one when the clock shows it twice. One that the clock leaves out is as much
/// later as it jumps.
pub fn instant_millis(zone: &str, local: i64) -> Option<i64> {
    if let Some(offset) = fixed(zone) {
        return Some(local - offset);
    }
    match shown(zone, local)? {
        LocalResult::Single(offset) => Some(local - offset),
        LocalResult::Ambiguous(one, other) => Some(local - one.max(other)),
        LocalResult::None => Some(local - offset_millis(zone, local - 86_400_000)?),
    }
}

/// The instant of a local time that was made of another instant: with its offset when that still holds.
///
/// Source: Joda-Time, `DateTimeZone.convertLocalToUTC`, which takes the later instant of two in the east.
pub fn instant_near(zone: &str, local: i64, original: i64) -> Option<i64> {
    if let Some(offset) = fixed(zone) {
        return Some(local - offset);
    }
    let before = offset_millis(zone, original)?;
    if offset_millis(zone, local - before)? == before {
        return Some(local - before);
    }
    let guess = offset_millis(zone, local)?;
    let offset = offset_millis(zone, local - guess)?;
    let skipped = guess < 0 && guess != offset && matches!(shown(zone, local)?, LocalResult::None);
    Some(local - if skipped { guess } else { offset })
}

/// The offsets, in milliseconds, with which a clock shows a local time.
fn shown(zone: &str, local: i64) -> Option<LocalResult<i64>> {
    let zone: Tz = zone.parse().ok()?;
    let local: NaiveDateTime = Utc.timestamp_millis_opt(local).single()?.naive_utc();
    Some(zone.offset_from_local_datetime(&local).map(|offset| i64::from(offset.fix().local_minus_utc()) * 1000))
}

/// Whether there is such a zone.
pub fn exists(zone: &str) -> bool {
    normal(zone).is_some()
}

/// The name of a zone as results show it.
pub fn display(zone: &str) -> &str {
    if matches!(zone, "+00:00" | "Z") { "UTC" } else { zone }
}

/// An offset in milliseconds as the name of a zone.
pub fn of_offset(millis: i64) -> String {
    let minutes = millis.abs() / 60_000;
    if minutes == 0 {
        return "UTC".to_owned();
    }
    format!("{}{:02}:{:02}", if millis < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

/// The one name that Trino has for a zone, however it is written; none when there is no such zone.
///
/// Source: Trino, `TimeZoneKey.normalizeZoneId`.
pub fn normal(zone: &str) -> Option<String> {
    if zone == "UTC" {
        return Some(zone.to_owned());
    }
    let small = zone.to_ascii_lowercase();
    let (etc, small) = small.strip_prefix("etc/").map_or((false, small.as_str()), |rest| (true, rest));
    if matches!(small, "utc" | "z" | "ut" | "uct" | "gmt" | "gmt0" | "greenwich" | "universal" | "zulu") {
        return Some("UTC".to_owned());
    }
    let turned = etc && small.starts_with("gmt");
    let offset = ["utc", "gmt", "ut"].iter().find_map(|word| small.strip_prefix(word)).unwrap_or(small);
    if let Some(millis) = fixed(offset) {
        return Some(of_offset(if turned { -millis } else { millis }));
    }
    if let Ok(known) = zone.parse::<Tz>() {
        return Some(known.name().to_owned());
    }
    let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    known.filter(|name| name.eq_ignore_ascii_case(zone)).map(str::to_owned).next()
}

/// `UTC`, `Z`, `+01:00`, `+1`.
fn fixed(zone: &str) -> Option<i64> {
    if matches!(zone, "UTC" | "Z" | "GMT") {
        return Some(0);
    }
    let (sign, rest) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    if !rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours * 60 + minutes > 14 * 60 || minutes > 59 {
        return None;
    }
    Some(sign * (hours * 60 + minutes) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2020-03-08 00:00 and 2020-11-01 00:00 on a clock in New York, which jumps at two; 2020-10-25 in Berlin.
    const SPRING: i64 = 1_583_625_600_000;
    const AUTUMN: i64 = 1_604_188_800_000;
    const BERLIN: i64 = 1_603_584_000_000;
    const HOUR: i64 = 3_600_000;

    #[test]
    fn clocks_jump() {
        let zone = "America/New_York";
        assert_eq!(instant_millis(zone, SPRING + HOUR), Some(SPRING + 6 * HOUR));
        assert_eq!(instant_millis(zone, SPRING + 5 * HOUR / 2), Some(SPRING + 15 * HOUR / 2));
        assert_eq!(instant_millis(zone, SPRING + 3 * HOUR), Some(SPRING + 7 * HOUR));
        assert_eq!(instant_millis(zone, AUTUMN + HOUR), Some(AUTUMN + 5 * HOUR));
        assert_eq!(instant_near(zone, AUTUMN + HOUR, AUTUMN + 6 * HOUR), Some(AUTUMN + 6 * HOUR));
        assert_eq!(instant_near(zone, SPRING + 5 * HOUR / 2, SPRING), Some(SPRING + 15 * HOUR / 2));
        let local = BERLIN + 5 * HOUR / 2;
        assert_eq!(instant_millis("Europe/Berlin", local), Some(local - 2 * HOUR));
        assert_eq!(instant_near("Europe/Berlin", local, local), Some(local - HOUR));
    }

    #[test]
    fn zones_have_one_name() {
        for (zone, expected) in [
            ("z", "UTC"),
            ("Etc/GMT", "UTC"),
            ("GMT+8", "+08:00"),
            ("Etc/GMT-8", "+08:00"),
            ("UTC-05:30", "-05:30"),
            ("+7", "+07:00"),
            ("america/new_york", "America/New_York"),
        ] {
            assert_eq!(normal(zone).as_deref(), Some(expected), "{zone}");
        }
        assert!(!exists("Nowhere/Land") && !exists("+15:00") && !exists("+"));
    }
}
