//! From the last periods to a state.

use time::OffsetDateTime;
use time::macros::format_description;

use super::{AlarmState, Comparison, MissingData};

/// Periods before the evaluated ones whose data may stand in for missing data. The guide's worked example looks at five
/// periods to evaluate three; the number is not documented beyond that.
pub const EXTRA_PERIODS: usize = 2;

/// What an alarm compares.
#[derive(Debug, Clone, PartialEq)]
pub struct AlarmRule {
    pub comparison: Comparison,
    pub threshold: f64,
    /// N: periods that are evaluated.
    pub evaluation_periods: usize,
    /// M: breaching periods among them that make an alarm. None: all.
    pub datapoints_to_alarm: Option<usize>,
    pub missing_data: MissingData,
}

/// A period and its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DataPoint {
    /// Beginning of the period, in seconds since the epoch.
    pub at: i64,
    pub value: Option<f64>,
}

/// The state that follows, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    pub state: AlarmState,
    /// In the words of the service.
    pub reason: String,
    /// The values that decided, newest first.
    pub recent: Vec<f64>,
}

impl AlarmRule {
    /// Evaluates the last periods, oldest first: N of them, and up to [`EXTRA_PERIODS`] older ones before them.
    pub fn evaluate(&self, periods: &[DataPoint], current: AlarmState) -> Evaluation {
        let wanted = self.evaluation_periods.max(1);
        let needed = self.datapoints_to_alarm.unwrap_or(wanted).clamp(1, wanted);
        let range = &periods[periods.len().saturating_sub(wanted + EXTRA_PERIODS)..];
        // Real data, newest first, each with how many periods back it is.
        let real: Vec<(usize, DataPoint, f64)> = range
            .iter()
            .rev()
            .enumerate()
            .filter_map(|(back, point)| point.value.map(|value| (back, *point, value)))
            .take(wanted)
            .collect();
        let missing = wanted - real.len();
        let state = self.state(range.iter().rev().map(|point| point.value), current);
        Evaluation {
            state,
            reason: self.reason(state, &real, missing, needed),
            recent: real.iter().map(|(_, _, value)| *value).collect(),
        }
    }

    /// The state alone, from the values of the periods, newest first. Of no more periods than [`AlarmRule::evaluate`] looks
    /// at, whatever is given.
    pub fn state(&self, newest_first: impl IntoIterator<Item = Option<f64>>, current: AlarmState) -> AlarmState {
        let wanted = self.evaluation_periods.max(1);
        let needed = self.datapoints_to_alarm.unwrap_or(wanted).clamp(1, wanted);
        let (mut real, mut breaching, mut oldest) = (0, 0, 0);
        for (back, value) in newest_first.into_iter().take(wanted + EXTRA_PERIODS).enumerate() {
            let Some(value) = value else { continue };
            real += 1;
            breaching += usize::from(self.breaches(value));
            oldest = back;
            if real == wanted {
                return from_count(breaching >= needed);
            }
        }
        match self.missing_data {
            MissingData::Breaching => from_count(breaching + wanted - real >= needed),
            MissingData::NotBreaching => from_count(breaching >= needed),
            MissingData::Missing if real == 0 => AlarmState::InsufficientData,
            MissingData::Ignore if real == 0 => current,
            _ if breaching >= needed => AlarmState::Alarm,
            _ if breaching < real => AlarmState::Ok,
            // Only breaching data, and less than enough: an alarm if the oldest of it is old enough.
            MissingData::Missing if oldest + 1 >= needed => AlarmState::Alarm,
            _ => current,
        }
    }

    fn breaches(&self, value: f64) -> bool {
        self.comparison.breaches(value, self.threshold)
    }

    fn reason(&self, state: AlarmState, real: &[(usize, DataPoint, f64)], missing: usize, needed: usize) -> String {
        let periods = |count: usize| if count == 1 { "1 period".to_owned() } else { format!("{count} periods") };
        let points = |count: usize| if count == 1 { "1 datapoint".to_owned() } else { format!("{count} datapoints") };
        let filled = match self.missing_data {
            MissingData::Breaching => Some("Breaching"),
            MissingData::NotBreaching => Some("NonBreaching"),
            _ => None,
        };
        if real.is_empty() {
            return match filled {
                Some(filled) => format!(
                    "Threshold Crossed: no datapoints were received for {} and {missing} missing {} treated as [{filled}].",
                    periods(missing),
                    if missing == 1 { "datapoint was" } else { "datapoints were" }
                ),
                None => format!(
                    "Insufficient Data: {} {} unknown.",
                    points(missing),
                    if missing == 1 { "was" } else { "were" }
                ),
            };
        }
        let in_alarm = state == AlarmState::Alarm;
        let listed: Vec<String> = real
            .iter()
            .filter(|(_, _, value)| self.breaches(*value) == in_alarm)
            .map(|(_, point, value)| format!("{} ({})", java_double(*value), stamp(point.at)))
            .collect();
        let verb = match (listed.len() == 1, in_alarm) {
            (true, true) => "was",
            (false, true) => "were",
            (true, false) => "was not",
            (false, false) => "were not",
        };
        let transition = if in_alarm { "OK -> ALARM" } else { "ALARM -> OK" };
        let minimum = if in_alarm { needed } else { self.evaluation_periods.max(1) - needed + 1 };
        format!(
            "Threshold Crossed: {} out of the last {} datapoints [{}] {verb} {} the threshold ({}) (minimum {} for {transition} transition).",
            listed.len(),
            real.len(),
            listed.join(", "),
            self.comparison.words(),
            java_double(self.threshold),
            points(minimum),
        )
    }
}

fn from_count(breaching: bool) -> AlarmState {
    if breaching { AlarmState::Alarm } else { AlarmState::Ok }
}

/// `5.0`, as the service writes numbers.
fn java_double(value: f64) -> String {
    format!("{value:?}")
}

fn stamp(at: i64) -> String {
    let format = format_description!("[day]/[month]/[year repr:last_two] [hour]:[minute]:[second]");
    OffsetDateTime::from_unix_timestamp(at)
        .ok()
        .and_then(|time| time.format(format).ok())
        .unwrap_or_else(|| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use AlarmState::{Alarm, InsufficientData, Ok};

    /// `X` breaches, `0` does not, `-` is missing; the newest is last.
    fn states(pattern: &str, needed: usize, current: AlarmState) -> [AlarmState; 4] {
        let periods: Vec<DataPoint> = pattern
            .split(' ')
            .enumerate()
            .map(|(index, mark)| DataPoint {
                at: index as i64 * 60,
                value: match mark {
                    "X" => Some(9.0),
                    "0" => Some(0.0),
                    _ => None,
                },
            })
            .collect();
        [MissingData::Missing, MissingData::Ignore, MissingData::Breaching, MissingData::NotBreaching].map(
            |missing_data| {
                let rule = AlarmRule {
                    comparison: Comparison::GreaterThanThreshold,
                    threshold: 5.0,
                    evaluation_periods: 3,
                    datapoints_to_alarm: Some(needed),
                    missing_data,
                };
                rule.evaluate(&periods, current).state
            },
        )
    }

    #[test]
    fn three_of_three_as_documented() {
        let current = InsufficientData;
        assert_eq!(states("0 - X - X", 3, current), [Ok, Ok, Ok, Ok]);
        assert_eq!(states("0 - - - -", 3, current), [Ok, Ok, Ok, Ok]);
        assert_eq!(states("- - - - -", 3, current), [InsufficientData, current, Alarm, Ok]);
        assert_eq!(states("0 X X - X", 3, current), [Alarm, Alarm, Alarm, Alarm]);
        assert_eq!(states("- - X - -", 3, Ok), [Alarm, Ok, Alarm, Ok]);
    }

    #[test]
    fn two_of_three_as_documented() {
        assert_eq!(states("0 - X - X", 2, Ok), [Alarm, Alarm, Alarm, Alarm]);
        assert_eq!(states("0 0 X 0 X", 2, Ok), [Alarm, Alarm, Alarm, Alarm]);
        assert_eq!(states("0 - X - -", 2, Alarm), [Ok, Ok, Alarm, Ok]);
        assert_eq!(states("- - - - 0", 2, Alarm), [Ok, Ok, Alarm, Ok]);
        assert_eq!(states("- - - X -", 2, Ok), [Alarm, Ok, Alarm, Ok]);
    }

    #[test]
    fn reasons() {
        let rule = AlarmRule {
            comparison: Comparison::GreaterThanOrEqualToThreshold,
            threshold: 1.0,
            evaluation_periods: 1,
            datapoints_to_alarm: None,
            missing_data: MissingData::NotBreaching,
        };
        let at = |value| [DataPoint { at: 1_795_316_400, value }];
        assert_eq!(
            rule.evaluate(&at(Some(2.0)), Ok).reason,
            "Threshold Crossed: 1 out of the last 1 datapoints [2.0 (22/11/26 03:00:00)] was greater than or equal to the threshold (1.0) (minimum 1 datapoint for OK -> ALARM transition)."
        );
        assert_eq!(
            rule.evaluate(&at(None), Ok).reason,
            "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching]."
        );
        let missing = AlarmRule { missing_data: MissingData::Missing, ..rule };
        assert_eq!(missing.evaluate(&[], Ok).reason, "Insufficient Data: 1 datapoint was unknown.");
    }
}
