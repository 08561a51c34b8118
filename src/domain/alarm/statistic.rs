//! One number for a period, from what was measured in it.

use std::fmt;
use std::str::FromStr;

/// What was measured at one moment: a statistic set, with the single values when they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub count: f64,
    pub sum: f64,
    pub minimum: f64,
    pub maximum: f64,
    /// Values with how often they came; empty for a statistic set.
    pub values: Vec<(f64, f64)>,
}

/// A statistic over a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    SampleCount,
    Average,
    Sum,
    Minimum,
    Maximum,
    /// `p99.9`: 0 to 100.
    Percentile(f64),
}

impl Statistic {
    /// The statistic of all samples of a period. None without samples, and for a percentile of statistic sets, whose
    /// single values nobody knows (unless all of them are one value).
    pub fn of(self, samples: &[Sample]) -> Option<f64> {
        let count: f64 = samples.iter().map(|sample| sample.count).sum();
        if samples.is_empty() || count <= 0.0 {
            return None;
        }
        let sum = || samples.iter().map(|sample| sample.sum).sum::<f64>();
        Some(match self {
            Self::SampleCount => count,
            Self::Sum => sum(),
            Self::Average => sum() / count,
            Self::Minimum => samples.iter().map(|sample| sample.minimum).fold(f64::INFINITY, f64::min),
            Self::Maximum => samples.iter().map(|sample| sample.maximum).fold(f64::NEG_INFINITY, f64::max),
            Self::Percentile(percent) => return percentile(samples, percent, count),
        })
    }
}

/// Between the two nearest ranks, linearly.
fn percentile(samples: &[Sample], percent: f64, count: f64) -> Option<f64> {
    let mut values: Vec<(f64, f64)> = Vec::new();
    for sample in samples {
        if !sample.values.is_empty() {
            values.extend_from_slice(&sample.values);
        } else if sample.minimum == sample.maximum {
            values.push((sample.minimum, sample.count));
        } else {
            return None;
        }
    }
    values.sort_by(|left, right| left.0.total_cmp(&right.0));
    let rank = percent / 100.0 * (count - 1.0).max(0.0);
    let at = |rank: f64| {
        let mut passed = 0.0;
        for (value, times) in &values {
            passed += times;
            if rank < passed {
                return Some(*value);
            }
        }
        values.last().map(|(value, _)| *value)
    };
    let (low, high) = (at(rank.floor())?, at(rank.ceil())?);
    Some(low + (high - low) * rank.fract())
}

/// The beginning of the period that holds a moment, both in seconds since the epoch.
pub fn align(at: i64, period: i64) -> i64 {
    at - at.rem_euclid(period.max(1))
}

impl FromStr for Statistic {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "SampleCount" => Self::SampleCount,
            "Average" => Self::Average,
            "Sum" => Self::Sum,
            "Minimum" => Self::Minimum,
            "Maximum" => Self::Maximum,
            _ => {
                let percent = text
                    .strip_prefix('p')
                    .filter(|percent| percent.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
                let percent =
                    percent.and_then(|percent| percent.parse().ok()).filter(|percent| (0.0..=100.0).contains(percent));
                let wanted = "SampleCount, Average, Sum, Minimum, Maximum or a percentile such as p99.9";
                Self::Percentile(percent.ok_or_else(|| format!("the statistic '{text}' is not supported: {wanted}"))?)
            }
        })
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SampleCount => f.write_str("SampleCount"),
            Self::Average => f.write_str("Average"),
            Self::Sum => f.write_str("Sum"),
            Self::Minimum => f.write_str("Minimum"),
            Self::Maximum => f.write_str("Maximum"),
            Self::Percentile(percent) => write!(f, "p{percent}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(values: &[(f64, f64)]) -> Sample {
        Sample {
            count: values.iter().map(|(_, count)| count).sum(),
            sum: values.iter().map(|(value, count)| value * count).sum(),
            minimum: values.iter().map(|(value, _)| *value).fold(f64::INFINITY, f64::min),
            maximum: values.iter().map(|(value, _)| *value).fold(f64::NEG_INFINITY, f64::max),
            values: values.to_vec(),
        }
    }

    #[test]
    fn of_a_period() {
        let samples = [values(&[(1.0, 1.0), (5.0, 2.0)]), values(&[(9.0, 1.0)])];
        for (name, expected) in [
            ("SampleCount", 4.0),
            ("Sum", 20.0),
            ("Average", 5.0),
            ("Minimum", 1.0),
            ("Maximum", 9.0),
            ("p50", 5.0),
            ("p0", 1.0),
            ("p100", 9.0),
            ("p90", 7.8),
        ] {
            let statistic: Statistic = name.parse().expect(name);
            let got = statistic.of(&samples).expect(name);
            assert!((got - expected).abs() < 1e-9, "{name}: {got}");
            assert_eq!(statistic.to_string(), name);
        }
        assert_eq!(Statistic::Sum.of(&[]), None);
        let set = Sample { values: Vec::new(), ..values(&[(1.0, 1.0), (2.0, 1.0)]) };
        assert_eq!(Statistic::Percentile(50.0).of(&[set]), None);
        assert!(
            "tm99".parse::<Statistic>().is_err()
                && "p101".parse::<Statistic>().is_err()
                && "pnan".parse::<Statistic>().is_err()
        );
        assert_eq!((align(-1, 60), align(125, 60)), (-60, 120));
    }
}
