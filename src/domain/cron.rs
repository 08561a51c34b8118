//! Schedules as Glue writes them: `cron(minute hour day-of-month month day-of-week year)`, in UTC.
//!
//! Source: EventBridge User Guide, "Cron expressions", which Glue follows. `W` and `#` are not known here, and errors by
//! name.

use std::collections::BTreeSet;
use std::str::FromStr;

use time::{Date, Duration, OffsetDateTime, Time};

/// How far ahead a next time is looked for, in days: every day of every month comes within eight years.
const HORIZON: i64 = 8 * 366;

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    minutes: BTreeSet<u32>,
    hours: BTreeSet<u32>,
    /// None: any day, or the days of the week decide.
    days: Option<BTreeSet<u32>>,
    last_day: bool,
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
        let in_month = match &self.days {
            None => !self.last_day || date.day() == date.month().length(date.year()),
            Some(days) => days.contains(&day),
        };
        in_month
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
        let last_day = days.eq_ignore_ascii_case("L");
        let any = |field: &str| matches!(field, "*" | "?");
        Ok(Self {
            minutes: field(minutes, "minute", 0, 59, &[])?,
            hours: field(hours, "hour", 0, 23, &[])?,
            days: if any(days) || last_day { None } else { Some(field(days, "day-of-month", 1, 31, &[])?) },
            last_day,
            months: field(months, "month", 1, 12, MONTHS)?,
            weekdays: if any(weekdays) { None } else { Some(field(weekdays, "day-of-week", 1, 7, WEEKDAYS)?) },
            years: if any(years) { None } else { Some(field(years, "year", 1970, 2199, &[])?) },
        })
    }
}

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

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
            "cron(0 2 15W * ? *)",
            "cron(0 2 ? * 2#1 *)",
            "cron(0/0 2 * * ? *)",
            "cron(9-3 2 * * ? *)",
            "rate(1 day)",
        ] {
            assert!(bad.parse::<Cron>().is_err(), "{bad}");
        }
        assert_eq!("cron(0 0 1 1 ? 1971)".parse::<Cron>().unwrap().next_after(1_800_000_000_000), None);
    }
}
