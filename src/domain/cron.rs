//! Schedules as Glue writes them: `cron(minute hour day-of-month month day-of-week year)`, in UTC.
//!
//! Source: EventBridge User Guide, "Cron expressions", which Glue follows: `L` is the last day of the month or the last such
//! day of the week in it, `W` the working day nearest to a day, `#` the first to fifth such day of the week in a month.

use std::collections::BTreeSet;
use std::str::FromStr;

use time::{Date, Duration, OffsetDateTime, Time};

/// How far ahead a next time is looked for, in days: every day of every month comes within eight years, a fifth Friday that is
/// a 29 February within forty.
const HORIZON: i64 = 41 * 366;

/// A day of the month that is not the same number in every month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MovingDay {
    /// The last.
    Last,
    /// The last from Monday to Friday.
    LastWorking,
    /// The one from Monday to Friday that is nearest to a day, and in its month.
    Working(u32),
    /// The last of a day of the week, 1 is Sunday.
    LastOf(u32),
    /// The first, second, … of a day of the week.
    NumberedOf(u32, u32),
}

impl MovingDay {
    /// The day that it is in the month of a date; none when the month has none.
    fn of(self, date: Date) -> Option<u8> {
        let length = date.month().length(date.year());
        let weekday_of = |day: u8| {
            let date = date.replace_day(day).ok()?;
            Some(u32::from(date.weekday().number_days_from_sunday()) + 1)
        };
        let last_where = |fits: &dyn Fn(u32) -> bool| (1..=length).rev().find(|day| weekday_of(*day).is_some_and(fits));
        match self {
            Self::Last => Some(length),
            Self::LastWorking => last_where(&|weekday| (2..=6).contains(&weekday)),
            Self::Working(wanted) => {
                let day = u8::try_from(wanted).ok().filter(|day| *day <= length)?;
                Some(match weekday_of(day)? {
                    // Sunday, Saturday.
                    1 if day == length => day - 2,
                    1 => day + 1,
                    7 if day == 1 => day + 2,
                    7 => day - 1,
                    _ => day,
                })
            }
            Self::LastOf(wanted) => last_where(&|weekday| weekday == wanted),
            Self::NumberedOf(wanted, number) => {
                let first = (1..=7).find(|day| weekday_of(*day) == Some(wanted))?;
                let day = first + u8::try_from(number.checked_sub(1)? * 7).ok()?;
                (day <= length).then_some(day)
            }
        }
    }
}

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    minutes: BTreeSet<u32>,
    hours: BTreeSet<u32>,
    /// None: any day, or the days of the week decide.
    days: Option<BTreeSet<u32>>,
    moving: Option<MovingDay>,
    months: BTreeSet<u32>,
    /// 1 is Sunday. None: any, or the days of the month decide.
    weekdays: Option<BTreeSet<u32>>,
    /// None: any.
    years: Option<BTreeSet<u32>>,
}

impl Cron {
    /// The first time after a moment, both in milliseconds since the epoch; none when there is none within years.
    pub fn next_after(&self, millis: i64) -> Option<i64> {
        let from = OffsetDateTime::from_unix_timestamp(millis.div_euclid(60_000) * 60 + 60).ok()?;
        let mut date = from.date();
        for day in 0..HORIZON {
            if self.is_day(date) {
                let earliest = if day == 0 { (u32::from(from.hour()), u32::from(from.minute())) } else { (0, 0) };
                if let Some(time) = self.first_time(earliest) {
                    return date.with_time(time).assume_utc().unix_timestamp().checked_mul(1000);
                }
            }
            date = date.checked_add(Duration::days(1))?;
        }
        None
    }

    fn is_day(&self, date: Date) -> bool {
        let day = u32::from(date.day());
        self.days.as_ref().is_none_or(|days| days.contains(&day))
            && self.moving.is_none_or(|moving| moving.of(date) == Some(date.day()))
            && self.months.contains(&u32::from(u8::from(date.month())))
            && self
                .weekdays
                .as_ref()
                .is_none_or(|days| days.contains(&(u32::from(date.weekday().number_days_from_sunday()) + 1)))
            && self
                .years
                .as_ref()
                .is_none_or(|years| u32::try_from(date.year()).is_ok_and(|year| years.contains(&year)))
    }

    fn first_time(&self, (hour, minute): (u32, u32)) -> Option<Time> {
        let same_hour =
            self.hours.contains(&hour).then(|| self.minutes.range(minute..).next().map(|found| (hour, *found)));
        let later = || Some((*self.hours.range(hour + 1..).next()?, *self.minutes.first()?));
        let (hour, minute) = same_hour.flatten().or_else(later)?;
        Time::from_hms(u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, 0).ok()
    }
}

impl FromStr for Cron {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let inner = text.trim().strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')'));
        let fields: Vec<&str> = inner.unwrap_or("").split_whitespace().collect();
        let [minutes, hours, days, months, weekdays, years] = fields.as_slice() else {
            return Err(format!(
                "`{text}` is no schedule: write cron(minute hour day-of-month month day-of-week year), for example \
                 cron(0 2 * * ? *) for two o'clock (UTC) every day"
            ));
        };
        if (*days == "?") == (*weekdays == "?") {
            return Err(format!("`{text}`: one of day-of-month and day-of-week must be ?, and not both"));
        }
        let moving = match moving_day(days)? {
            None => moving_weekday(weekdays)?,
            day => day,
        };
        let any = |field: &str| matches!(field, "*" | "?");
        let is_fixed = |field: &str| !any(field) && moving.is_none();
        Ok(Self {
            minutes: field(minutes, "minute", 0, 59, &[])?,
            hours: field(hours, "hour", 0, 23, &[])?,
            days: if is_fixed(days) { Some(field(days, "day-of-month", 1, 31, &[])?) } else { None },
            moving,
            months: field(months, "month", 1, 12, MONTHS)?,
            weekdays: if is_fixed(weekdays) { Some(field(weekdays, "day-of-week", 1, 7, WEEKDAYS)?) } else { None },
            years: if any(years) { None } else { Some(field(years, "year", 1970, 2199, &[])?) },
        })
    }
}

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// `L`, `LW`, `15W`.
fn moving_day(text: &str) -> Result<Option<MovingDay>, String> {
    let text = text.to_ascii_uppercase();
    Ok(match text.as_str() {
        "L" => Some(MovingDay::Last),
        "LW" => Some(MovingDay::LastWorking),
        _ => match text.strip_suffix('W') {
            None => None,
            Some(day) => Some(MovingDay::Working(one(day, &text, "day-of-month", 31, &[])?)),
        },
    })
}

/// `6L`, `FRI#2`; `L` alone is Saturday, which is a day like others.
fn moving_weekday(text: &str) -> Result<Option<MovingDay>, String> {
    let text = text.to_ascii_uppercase();
    let day = |day: &str| one(day, &text, "day-of-week", 7, WEEKDAYS);
    if let Some((weekday, number)) = text.split_once('#') {
        return Ok(Some(MovingDay::NumberedOf(day(weekday)?, one(number, &text, "day-of-week", 5, &[])?)));
    }
    match text.strip_suffix('L') {
        Some("") => Err("`L` as day-of-week: write the day, 7 or SAT, or 7L for the last in the month".to_owned()),
        Some(weekday) => Ok(Some(MovingDay::LastOf(day(weekday)?))),
        None => Ok(None),
    }
}

/// A single value of a field.
fn one(text: &str, whole: &str, what: &str, most: u32, names: &[&str]) -> Result<u32, String> {
    let values =
        field(text, what, 1, most, names).ok().filter(|values| values.len() == 1 && !text.contains(['/', '*']));
    values.and_then(|values| values.first().copied()).ok_or_else(|| format!("`{whole}` is no {what} of a schedule"))
}

/// Values, ranges and steps, joined by commas.
fn field(text: &str, what: &str, least: u32, most: u32, names: &[&str]) -> Result<BTreeSet<u32>, String> {
    let wrong = || format!("`{text}` is no {what} of a schedule");
    let value = |text: &str| -> Result<u32, String> {
        let named = names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let number = match named {
            Some(index) => least + u32::try_from(index).map_err(|_| wrong())?,
            None => text.parse().map_err(|_| wrong())?,
        };
        if (least..=most).contains(&number) { Ok(number) } else { Err(wrong()) }
    };
    let mut values = BTreeSet::new();
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<u32>().ok().filter(|step| *step > 0).ok_or_else(wrong)?),
            None => (part, 1),
        };
        let (first, last) = match range.split_once('-') {
            Some((first, last)) => (value(first)?, value(last)?),
            None if range == "*" => (least, most),
            // `5/15` begins at five and goes on to the end.
            None if part.contains('/') => (value(range)?, most),
            None => (value(range)?, value(range)?),
        };
        if first > last {
            return Err(wrong());
        }
        values.extend((first..=last).step_by(usize::try_from(step).unwrap_or(1)));
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(expression: &str, after: &str) -> String {
        use time::format_description::well_known::Rfc3339;
        let cron: Cron = expression.parse().unwrap_or_else(|error| panic!("{error}"));
        let after = OffsetDateTime::parse(after, &Rfc3339).unwrap();
        let next = cron.next_after(after.unix_timestamp() * 1000).expect("a next time");
        OffsetDateTime::from_unix_timestamp(next / 1000).unwrap().format(&Rfc3339).unwrap()
    }

    #[test]
    fn next_times_are_those_of_the_guide() {
        assert_eq!(next("cron(0 2 * * ? *)", "2026-11-22T02:00:00Z"), "2026-11-23T02:00:00Z");
        assert_eq!(next("cron(0 2 * * ? *)", "2026-11-22T01:59:59Z"), "2026-11-22T02:00:00Z");
        assert_eq!(next("cron(0/15 * * * ? *)", "2026-11-22T10:46:00Z"), "2026-11-22T11:00:00Z");
        assert_eq!(next("cron(30 9 ? * MON-FRI *)", "2026-11-20T10:00:00Z"), "2026-11-23T09:30:00Z");
        assert_eq!(next("cron(0 0 L * ? *)", "2026-02-01T00:00:00Z"), "2026-02-28T00:00:00Z");
        assert_eq!(next("cron(0 0 29 2 ? *)", "2026-01-01T00:00:00Z"), "2028-02-29T00:00:00Z");
        assert_eq!(next("cron(0 8 1,15 JAN-MAR ? 2027)", "2026-11-22T00:00:00Z"), "2027-01-01T08:00:00Z");
        // 1 August 2026 is a Saturday, the 16th and 30th of it are Sundays.
        assert_eq!(next("cron(0 0 1W 8 ? *)", "2026-07-30T00:00:00Z"), "2026-08-03T00:00:00Z");
        assert_eq!(next("cron(0 0 16W 8 ? *)", "2026-07-30T00:00:00Z"), "2026-08-17T00:00:00Z");
        assert_eq!(next("cron(0 0 15W 8 ? *)", "2026-07-30T00:00:00Z"), "2026-08-14T00:00:00Z");
        assert_eq!(next("cron(0 0 31W * ? *)", "2027-01-01T00:00:00Z"), "2027-01-29T00:00:00Z");
        assert_eq!(next("cron(0 0 LW 5 ? *)", "2026-05-01T00:00:00Z"), "2026-05-29T00:00:00Z");
        assert_eq!(next("cron(0 0 ? * 2#1 *)", "2026-11-22T00:00:00Z"), "2026-12-07T00:00:00Z");
        assert_eq!(next("cron(0 0 ? * FRI#5 *)", "2026-11-01T00:00:00Z"), "2027-01-29T00:00:00Z");
        assert_eq!(next("cron(0 0 ? * 6L *)", "2026-11-01T00:00:00Z"), "2026-11-27T00:00:00Z");
        assert_eq!(next("cron(0 0 1 1 ? 2060)", "2026-11-01T00:00:00Z"), "2060-01-01T00:00:00Z");
        assert_eq!(next("cron(5-7 12 ? * 1 *)", "2026-11-22T12:05:30Z"), "2026-11-22T12:06:00Z");
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for bad in [
            "0 2 * * *",
            "cron(0 2 * * *)",
            "cron(0 2 * * * *)",
            "cron(0 2 ? * ? *)",
            "cron(60 2 * * ? *)",
            "cron(0 2 32W * ? *)",
            "cron(0 2 1-5W * ? *)",
            "cron(0 2 W * ? *)",
            "cron(0 2 ? * 2#6 *)",
            "cron(0 2 ? * #1 *)",
            "cron(0 2 ? * L *)",
            "cron(0/0 2 * * ? *)",
            "cron(9-3 2 * * ? *)",
            "rate(1 day)",
        ] {
            assert!(bad.parse::<Cron>().is_err(), "{bad}");
        }
        assert_eq!("cron(0 0 1 1 ? 1971)".parse::<Cron>().unwrap().next_after(1_800_000_000_000), None);
    }
}
