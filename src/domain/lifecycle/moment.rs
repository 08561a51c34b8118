//! Points in time as lifecycle rules write them: `2027-01-01T00:00:00Z`.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Milliseconds of a day.
const DAY_MILLIS: i64 = 86_400_000;

/// A point in time, in milliseconds since the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// Whether a day of UTC begins.
    pub fn is_midnight(self) -> bool {
        self.0.rem_euclid(DAY_MILLIS) == 0
    }

    /// So many whole days later, and on to the next midnight UTC: when a rule of so many days acts.
    ///
    /// Source: Amazon S3 User Guide, "Lifecycle rules: Based on an object's age": the days are added to the creation
    /// time and the result is rounded to the next day, midnight UTC.
    pub fn due_after(self, days: i32) -> Self {
        let day = self.0.div_euclid(DAY_MILLIS).saturating_add(i64::from(days)).saturating_add(1);
        Self(day.saturating_mul(DAY_MILLIS))
    }

    /// So many days later.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY_MILLIS)))
    }

    /// Whole days from another moment until this one; negative when it is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(DAY_MILLIS)
    }

    /// The day: `2027-01-01`.
    pub fn day(self) -> String {
        self.to_string().chars().take(10).collect()
    }

    fn as_utc(self) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).ok()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_utc().and_then(|utc| utc.format(&Rfc3339).ok()) {
            Some(text) => f.write_str(&text),
            // Beyond the year 9999, where no calendar of ours goes.
            None => f.write_str("never"),
        }
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
        let parsed = OffsetDateTime::parse(&whole, &Rfc3339)
            .map_err(|_| format!("`{text}` is no time: write 2027-01-01 or 2027-01-01T00:00:00Z"))?;
        Ok(Self(i64::try_from(parsed.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)))
    }
}

/// When a rule acts: some days on, or on a date. Written `90d` or `2027-01-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Days after creation.
    Days(i32),
    /// Midnight UTC of the day.
    Date(Moment),
}

impl After {
    /// The days, if it is days.
    pub fn days(self) -> Option<i32> {
        match self {
            Self::Days(days) => Some(days),
            Self::Date(_) => None,
        }
    }

    /// The date, if it is a date.
    pub fn date(self) -> Option<Moment> {
        match self {
            Self::Days(_) => None,
            Self::Date(date) => Some(date),
        }
    }
}

impl FromStr for After {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(days) = text.strip_suffix('d').unwrap_or(text).parse::<i32>() {
            return Ok(Self::Days(days));
        }
        let date = text
            .parse::<Moment>()
            .map_err(|_| format!("`{text}` is no number of days and no date: 90d or 2027-01-01"))?;
        Ok(Self::Date(date))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
