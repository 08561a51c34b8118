//! Reading dates and times as Joda's formatters do.
//!
//! What a text says is collected field by field, in the order of the pattern, and set in the order of size: years before
//! months before days. A date without a year is one of the year 2000, and a time without a date is of 1970-01-01.
//! Source: Joda-Time, `DateTimeFormatterBuilder` and `DateTimeParserBucket`.

use super::date::{DAY, add_months, day_of_year, iso_week, weekday};
use super::mysql::{DAYS, MONTHS};
use super::parse::{civil, days, days_in_month, is_leap};
use crate::engine::zones;

const HOUR: i64 = 3_600_000;

/// A number that a date or a time is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Century,
    Year,
    YearOfEra,
    Weekyear,
    Month,
    Week,
    DayOfYear,
    DayOfMonth,
    DayOfWeek,
    Halfday,
    /// 0 to 23, and with 24 for 0.
    Hour,
    ClockHour,
    /// 0 to 11, and with 12 for 0.
    HourOfHalfday,
    ClockHourOfHalfday,
    Minute,
    Second,
    Millisecond,
}

impl Field {
    /// Within what it counts, and what it counts, in milliseconds: larger ones are set first.
    fn size(self) -> (i64, i64) {
        const YEAR: i64 = 365 * DAY;
        const MONTH: i64 = 30 * DAY;
        const WEEK: i64 = 7 * DAY;
        const HALF: i64 = 12 * HOUR;
        match self {
            Self::Century => (i64::MAX, 100 * YEAR),
            Self::Year | Self::YearOfEra | Self::Weekyear => (i64::MAX, YEAR),
            Self::Month => (YEAR, MONTH),
            Self::Week => (YEAR, WEEK),
            Self::DayOfYear => (YEAR, DAY),
            Self::DayOfMonth => (MONTH, DAY),
            Self::DayOfWeek => (WEEK, DAY),
            Self::Halfday => (DAY, HALF),
            Self::Hour | Self::ClockHour => (DAY, HOUR),
            Self::HourOfHalfday | Self::ClockHourOfHalfday => (HALF, HOUR),
            Self::Minute => (HOUR, 60_000),
            Self::Second => (60_000, 1000),
            Self::Millisecond => (1000, 1),
        }
    }

    /// The local time with this field set; none when it has no such value.
    fn set(self, local: i64, value: i64) -> Option<i64> {
        let (day, within) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let (year, month, of_month) = civil(day);
        let at = |day: i64| Some(day * DAY + within);
        let within = |most: i64, unit: i64, value: i64| {
            let have = local.div_euclid(unit).rem_euclid(most);
            (0..most).contains(&value).then(|| local + (value - have) * unit)
        };
        match self {
            Self::Century if value >= 0 => {
                add_months(local, (value.checked_mul(100)? + year.rem_euclid(100) - year).checked_mul(12)?)
            }
            Self::YearOfEra if value < 1 => None,
            Self::Year | Self::YearOfEra => add_months(local, value.checked_sub(year)?.checked_mul(12)?),
            Self::Weekyear => {
                let (have, week) = iso_week(day);
                if have == value {
                    return Some(local);
                }
                let week = week.min(weeks_of(value)?);
                at(first_week(value)? + (week - 1) * 7 + weekday(day) - 1)
            }
            Self::Month if (1..=12).contains(&value) => add_months(local, value - i64::from(month)),
            Self::Week => {
                let (have, week) = iso_week(day);
                (1..=weeks_of(have)?).contains(&value).then_some(())?;
                at(day + (value - week) * 7)
            }
            Self::DayOfYear => {
                let most = if is_leap(year) { 366 } else { 365 };
                (1..=most).contains(&value).then_some(())?;
                at(day + value - day_of_year(day))
            }
            Self::DayOfMonth => {
                (1..=i64::from(days_in_month(year, month))).contains(&value).then_some(())?;
                at(day + value - i64::from(of_month))
            }
            Self::DayOfWeek if (1..=7).contains(&value) => at(day + value - weekday(day)),
            Self::Halfday => within(2, 12 * HOUR, value),
            Self::Hour => within(24, HOUR, value),
            Self::ClockHour if (1..=24).contains(&value) => within(24, HOUR, value % 24),
            Self::HourOfHalfday => within(12, HOUR, value),
            Self::ClockHourOfHalfday if (1..=12).contains(&value) => within(12, HOUR, value % 12),
            Self::Minute => within(60, 60_000, value),
            Self::Second => within(60, 1000, value),
            Self::Millisecond => within(1000, 1, value),
            _ => None,
        }
    }

    /// The beginning of the field's unit.
    fn floor(self, local: i64) -> Option<i64> {
        let day = local.div_euclid(DAY);
        let (year, month, _) = civil(day);
        let begin = |year: i64, month: u32| days(year, month, 1).map(|day| i64::from(day) * DAY);
        match self {
            Self::Century => begin(year - year.rem_euclid(100), 1),
            Self::Year | Self::YearOfEra => begin(year, 1),
            Self::Weekyear => Some(first_week(iso_week(day).0)? * DAY),
            Self::Month => begin(year, month),
            Self::Week => Some((day - weekday(day) + 1) * DAY),
            other => Some(local - local.rem_euclid(other.size().1)),
        }
    }
}

/// The Monday of the first week of a year: the one with the fourth of January in it.
fn first_week(year: i64) -> Option<i64> {
    let fourth = i64::from(days(year, 1, 4)?);
    Some(fourth - weekday(fourth) + 1)
}

fn weeks_of(year: i64) -> Option<i64> {
    Some((first_week(year.checked_add(1)?)? - first_week(year)?) / 7)
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Text(String),
    /// A number of so many digits at most, perhaps with a sign.
    Number(Field, usize, bool),
    /// A year of two digits: the one in the hundred years around a pivot. A lenient one may have other digits, and is
    /// then what it says.
    TwoDigits(Field, i64, bool),
    MonthName,
    DayName,
    HalfdayName,
    /// A fraction of a second of so many digits at most.
    Fraction(usize),
    Offset,
    ZoneId,
    ZoneName,
}

/// What a text says: an instant, and the zone that it names.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub millis: i64,
    pub zone: Option<String>,
}

/// The words of an error: where the text stops being of the pattern.
fn malformed(text: &str, at: usize) -> String {
    let shown = |text: &str| match text.char_indices().nth(at + 35) {
        None => text.to_owned(),
        Some(_) => text.chars().take(at + 32).collect::<String>() + "...",
    };
    let sample = shown(text);
    if at == 0 {
        return format!("Invalid format: \"{sample}\"");
    }
    match sample.get(at..).filter(|_| at < text.len()) {
        Some(rest) => format!("Invalid format: \"{sample}\" is malformed at \"{rest}\""),
        None => format!("Invalid format: \"{sample}\" is too short"),
    }
}

/// Reads a text by a pattern.
///
/// # Errors
///
/// Joda's words when the text is not of the pattern or says what is not there, as the 30th of February.
pub fn read(text: &str, parts: &[Part]) -> Result<Found, String> {
    let mut fields: Vec<(Field, i64)> = Vec::new();
    let (mut offset, mut zone) = (None, None);
    let mut at = 0;
    for part in parts {
        let rest = &text[at..];
        let taken = match part {
            Part::Text(wanted) => literal(rest, wanted),
            Part::Number(field, most, signed) => number(rest, *most, *signed).map(|(value, taken)| {
                fields.push((*field, value));
                taken
            }),
            Part::TwoDigits(field, pivot, lenient) => two_digits(rest, *pivot, *lenient).map(|(value, taken)| {
                fields.push((*field, value));
                taken
            }),
            Part::MonthName => name(rest, &MONTHS).map(|(value, taken)| {
                fields.push((Field::Month, value));
                taken
            }),
            Part::DayName => name(rest, &DAYS).map(|(value, taken)| {
                fields.push((Field::DayOfWeek, value));
                taken
            }),
            Part::HalfdayName => ["AM", "am", "PM", "pm"].iter().position(|word| rest.starts_with(word)).map(|place| {
                fields.push((Field::Halfday, place as i64 / 2));
                2
            }),
            Part::Fraction(most) => {
                let taken = rest.bytes().take(*most).take_while(u8::is_ascii_digit).count();
                let millis = format!("{:0<3}", &rest[..taken]);
                millis.get(..3).and_then(|digits| digits.parse().ok()).filter(|_| taken > 0).map(|millis| {
                    fields.push((Field::Millisecond, millis));
                    taken
                })
            }
            Part::Offset => offset_of(rest).map(|(millis, taken)| {
                (offset, zone) = (Some(millis), None);
                taken
            }),
            Part::ZoneId => longest(rest, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())).map(|id| {
                (offset, zone) = (None, Some(id));
                id.len()
            }),
            Part::ZoneName => longest(rest, ZONE_NAMES.iter().flat_map(|names| names.short())).map(|word| {
                let id = ZONE_NAMES.iter().find(|names| names.short().any(|own| own == word)).map(|names| names.id);
                (offset, zone) = (None, id);
                word.len()
            }),
        };
        at += taken.ok_or_else(|| malformed(text, at))?;
    }
    if at < text.len() {
        return Err(malformed(text, at));
    }
    let local = settled(fields).ok_or_else(|| format!("Cannot parse \"{text}\": a value is out of its range"))?;
    if let Some(offset) = offset {
        return Ok(Found { millis: local - offset, zone: Some(zones::of_offset(offset)) });
    }
    let Some(id) = zone else { return Ok(Found { millis: local, zone: None }) };
    let instant = zones::instant_millis(id, local)
        .filter(|instant| zones::offset_millis(id, *instant).is_some_and(|offset| instant + offset == local));
    let gap = || format!("Cannot parse \"{text}\": Illegal instant due to time zone offset transition ({id})");
    Ok(Found { millis: instant.ok_or_else(gap)?, zone: zones::normal(id) })
}

/// The local time that fields make.
fn settled(mut fields: Vec<(Field, i64)>) -> Option<i64> {
    fields.sort_by_key(|(field, _)| std::cmp::Reverse(field.size()));
    if let Some((first, _)) = fields.first()
        && (DAY..=30 * DAY).contains(&first.size().1)
    {
        fields.insert(0, (Field::Year, 2000));
    }
    let mut local = 0;
    for (field, value) in &fields {
        local = field.floor(field.set(local, *value)?)?;
    }
    // Once more: what a smaller field is within may have changed with a larger one.
    for (field, value) in &fields {
        local = field.set(local, *value)?;
    }
    match fields.last() {
        Some((field, _)) => field.floor(local),
        None => Some(local),
    }
}

fn literal(rest: &str, wanted: &str) -> Option<usize> {
    let mut taken = 0;
    let mut have = rest.chars();
    for wanted in wanted.chars() {
        let have = have.next()?;
        let same = have == wanted || have.to_uppercase().eq(wanted.to_uppercase());
        same.then_some(())?;
        taken += have.len_utf8();
    }
    Some(taken)
}

fn number(rest: &str, most: usize, signed: bool) -> Option<(i64, usize)> {
    let sign = usize::from(signed && rest.starts_with(['-', '+']));
    let digits = rest.bytes().skip(sign).take(most).take_while(u8::is_ascii_digit).count();
    let value: i64 = rest.get(sign..sign + digits).filter(|_| digits > 0)?.parse().ok()?;
    Some((if rest.starts_with('-') { -value } else { value }, sign + digits))
}

fn two_digits(rest: &str, pivot: i64, lenient: bool) -> Option<(i64, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if lenient && (digits != 2 || rest.starts_with(['-', '+'])) {
        return number(rest, 9, true);
    }
    let value: i64 = rest.get(..2).filter(|_| digits >= 2)?.parse().ok()?;
    // The hundred years begin fifty years before the pivot.
    let low = pivot - 50;
    Some((low + (value - low).rem_euclid(100), 2))
}

/// The place of a name from 1, and its length: whole or in short, as it is, or in large or in small letters.
fn name(rest: &str, names: &[&str]) -> Option<(i64, usize)> {
    let fits = |wanted: &str| {
        rest.get(..wanted.len())
            .is_some_and(|have| have == wanted || have == wanted.to_lowercase() || have == wanted.to_uppercase())
    };
    let whole = names.iter().position(|name| fits(name)).map(|place| (place as i64 + 1, names[place].len()));
    whole.or_else(|| names.iter().position(|name| fits(&name[..3])).map(|place| (place as i64 + 1, 3)))
}

fn longest<'a>(rest: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    words.filter(|word| rest.starts_with(word)).max_by_key(|word| word.len())
}

/// `+05:30`, `+0530`, `-08`, `Z`.
fn offset_of(rest: &str) -> Option<(i64, usize)> {
    if rest.starts_with(['Z', 'z']) {
        return Some((0, 1));
    }
    let sign = match rest.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let pair = |at: usize, below: i64| {
        let digits = rest.get(at..at + 2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse::<i64>().ok().filter(|value| *value < below)
    };
    let hours = pair(1, 24)?;
    let colon = usize::from(rest.as_bytes().get(3) == Some(&b':'));
    Some(match pair(3 + colon, 60) {
        Some(minutes) => (sign * (hours * HOUR + minutes * 60_000), 5 + colon),
        None if colon == 1 => return None,
        None => (sign * hours * HOUR, 3),
    })
}

/// What a zone is called: by its letters and in words, in winter and in summer.
pub struct ZoneNames {
    pub id: &'static str,
    pub standard: (&'static str, &'static str),
    pub daylight: (&'static str, &'static str),
}

impl ZoneNames {
    fn short(&self) -> impl Iterator<Item = &'static str> {
        [self.standard.0, self.daylight.0].into_iter().filter(|name| !name.is_empty())
    }

    /// The two names that hold while the zone has an offset. Clocks stand one of two ways: the smaller one in winter.
    pub fn at(&self, offset: i64) -> (&'static str, &'static str) {
        if zones::offset_millis(self.id, WINTER) == Some(offset) { self.standard } else { self.daylight }
    }

    pub fn short_at(&self, offset: i64) -> &'static str {
        self.at(offset).0
    }
}

/// A moment of a winter.
const WINTER: i64 = 1_578_700_800_000;

/// The names that Joda reads, and that are written without a table of all languages.
pub const ZONE_NAMES: [ZoneNames; 7] = [
    ZoneNames { id: "UTC", standard: ("UTC", "Coordinated Universal Time"), daylight: ("", "") },
    ZoneNames { id: "UTC", standard: ("UT", ""), daylight: ("", "") },
    ZoneNames { id: "UTC", standard: ("GMT", ""), daylight: ("", "") },
    ZoneNames {
        id: "America/New_York",
        standard: ("EST", "Eastern Standard Time"),
        daylight: ("EDT", "Eastern Daylight Time"),
    },
    ZoneNames {
        id: "America/Chicago",
        standard: ("CST", "Central Standard Time"),
        daylight: ("CDT", "Central Daylight Time"),
    },
    ZoneNames {
        id: "America/Denver",
        standard: ("MST", "Mountain Standard Time"),
        daylight: ("MDT", "Mountain Daylight Time"),
    },
    ZoneNames {
        id: "America/Los_Angeles",
        standard: ("PST", "Pacific Standard Time"),
        daylight: ("PDT", "Pacific Daylight Time"),
    },
];

#[cfg(test)]
mod tests {
    use super::super::parse::timestamp_millis;
    use super::*;

    fn at(text: &str) -> i64 {
        timestamp_millis(text).expect("a time")
    }

    #[test]
    fn larger_fields_are_set_first() {
        let (year, month) = (Part::Number(Field::Year, 4, true), Part::Number(Field::Month, 2, false));
        let (day, week) = (Part::Number(Field::DayOfMonth, 2, false), Part::Number(Field::Week, 2, false));
        let blank = Part::Text(" ".to_owned());
        let read = |text: &str, parts: &[&Part]| {
            let parts: Vec<Part> = parts.iter().map(|part| (*part).clone()).collect();
            read(text, &parts).map(|found| found.millis)
        };
        assert_eq!(read("29 2 2024", &[&day, &blank, &month, &blank, &year]), Ok(at("2024-02-29")));
        assert!(read("29 2 2023", &[&day, &blank, &month, &blank, &year]).is_err());
        assert_eq!(read("29 2", &[&day, &blank, &month]), Ok(at("2000-02-29")));
        let weekyear = Part::Number(Field::Weekyear, 4, true);
        assert_eq!(read("1998 53", &[&weekyear, &blank, &week]), Ok(at("1998-12-28")));
        assert_eq!(read("2013 14", &[&year, &blank, &Part::TwoDigits(Field::Year, 2020, false)]), Ok(at("2014-01-01")));
        assert_eq!(read("Mon May 17", &[&Part::DayName, &blank, &Part::MonthName, &blank, &day]), Ok(at("2000-05-15")));
        assert_eq!(read("x", &[&year]), Err("Invalid format: \"x\"".to_owned()));
        assert_eq!(read("2013x", &[&year]), Err("Invalid format: \"2013x\" is malformed at \"x\"".to_owned()));
        assert_eq!(read("2013", &[&year, &blank]), Err("Invalid format: \"2013\" is too short".to_owned()));
    }

    #[test]
    fn two_digits_are_of_the_years_around_a_pivot() {
        for (text, expected) in [("69", 2069), ("70", 1970), ("20", 2020)] {
            assert_eq!(two_digits(text, 2020, false), Some((expected, 2)), "{text}");
        }
        assert_eq!(two_digits("7", 2020, false), None);
        assert_eq!(two_digits("7", 2020, true), Some((7, 1)));
        assert_eq!(two_digits("2017", 1996, true), Some((2017, 4)));
    }

    #[test]
    fn offsets_have_a_colon_or_none() {
        assert_eq!(offset_of("+05:30"), Some((19_800_000, 6)));
        assert_eq!(offset_of("-0800x"), Some((-28_800_000, 5)));
        assert_eq!(offset_of("+05"), Some((18_000_000, 3)));
        assert_eq!(offset_of("5"), None);
    }
}
