//! Time zones by name or by offset.

use chrono::{Offset, TimeZone, Utc};
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

/// The instant of a local time; the earlier one when the clock shows it twice, the later clock when it is skipped.
pub fn instant_millis(zone: &str, local: i64) -> Option<i64> {
    if let Some(offset) = fixed(zone) {
        return Some(local - offset);
    }
    let before = offset_millis(zone, local - 86_400_000)?;
    let guess = local - before;
    if offset_millis(zone, guess)? == before {
        return Some(guess);
    }
    Some(local - offset_millis(zone, guess)?)
}

/// Whether there is such a zone.
pub fn exists(zone: &str) -> bool {
    fixed(zone).is_some() || zone.parse::<Tz>().is_ok()
}

/// The name of a zone as results show it.
pub fn display(zone: &str) -> &str {
    if matches!(zone, "+00:00" | "Z") { "UTC" } else { zone }
}

/// `UTC`, `Z`, `+01:00`.
fn fixed(zone: &str) -> Option<i64> {
    if matches!(zone, "UTC" | "Z" | "GMT") {
        return Some(0);
    }
    let (sign, rest) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 14 || minutes > 59 {
        return None;
    }
    Some(sign * (hours * 60 + minutes) * 60_000)
}
