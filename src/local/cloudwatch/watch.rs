//! An alarm that is ready to be evaluated: at one moment, or at every moment of some time.
//!
//! A moment is the beginning of a minute, or of a period that is shorter. The newest of the periods that are looked at is the
//! one that the moment lies in; of it, what was measured until then is known.

use chrono::{Offset, TimeZone};
use serde_json::Value;

use super::evaluate::metrics_of;
use super::query::{self, Binning, Query, Window};
use crate::domain::alarm::{
    AlarmRule, AlarmState, DataPoint, EXTRA_PERIODS, Evaluation, MathValue, Sample, Series, Statistic,
};
use crate::store::{StoreError, Tx};
use crate::wire::ServiceError;

/// Short periods look further back than they evaluate, so that late data count; long ones do not.
const SHORT: i64 = 3600;

/// An alarm, read.
#[derive(Debug)]
pub struct Watch {
    queries: Vec<Query>,
    /// The id of the query that is held against the threshold.
    id: String,
    rule: AlarmRule,
    /// Milliseconds of a period.
    length: i64,
    /// Milliseconds between two evaluations.
    step: i64,
    /// How many periods are looked at.
    looked_at: usize,
    /// The zone by whose clock the periods go; without one they slide.
    wall_clock: Option<chrono_tz::Tz>,
}

/// What was measured for one query, in order of time.
#[derive(Debug)]
struct Measured {
    stat: Statistic,
    /// Seconds.
    period: i64,
    at: Vec<i64>,
    samples: Vec<Sample>,
}

impl Measured {
    fn between(&self, from: i64, to: i64) -> (&[i64], &[Sample]) {
        let low = self.at.partition_point(|at| *at < from);
        let high = self.at.partition_point(|at| *at < to).max(low);
        (&self.at[low..high], &self.samples[low..high])
    }

    /// The statistic of each of some spans of time that go on together.
    fn slide(&self, spans: impl Iterator<Item = (i64, i64)>) -> Vec<Option<f64>> {
        let (mut low, mut high) = (0, 0);
        let values = spans.map(|(from, to)| {
            while high < self.at.len() && self.at[high] < to {
                high += 1;
            }
            while low < high && self.at[low] < from {
                low += 1;
            }
            self.stat.of(&self.samples[low..high])
        });
        values.collect()
    }
}

impl Watch {
    /// Reads an alarm's document; none when there is nothing to evaluate.
    pub fn new(alarm: &Value) -> Result<Option<Self>, ServiceError> {
        let queries = query::read(&metrics_of(alarm))?;
        let Some(returned) = queries.iter().find(|query| query.returns) else { return Ok(None) };
        let period = returned.period().or_else(|| queries.iter().filter_map(Query::period).max()).unwrap_or(60);
        let Some(rule) = rule(alarm) else { return Ok(None) };
        let wall_clock = &alarm["EvaluationWindow"]["WallClockWindow"];
        let zone = || wall_clock["Timezone"].as_str().and_then(|zone| zone.parse().ok()).unwrap_or(chrono_tz::UTC);
        Ok(Some(Self {
            id: returned.id.clone(),
            length: period * 1000,
            step: period.min(60) * 1000,
            looked_at: rule.evaluation_periods + if period < SHORT { EXTRA_PERIODS } else { 0 },
            wall_clock: wall_clock.is_object().then(zone),
            rule,
            queries,
        }))
    }

    /// Milliseconds between two evaluations.
    pub fn step(&self) -> i64 {
        self.step
    }

    /// What the metrics say now, when it is another state or must be told in any case: most alarms stay what they are, and
    /// to say why takes longer than to find that out.
    pub fn at(
        &self,
        tx: &Tx<'_>,
        region: &str,
        now: i64,
        current: AlarmState,
        must_tell: bool,
    ) -> Result<Option<Evaluation>, ServiceError> {
        let end = self.end(now);
        let window = Window { from: end - self.span(), to: end };
        let points = match self.queries.as_slice() {
            [only] if only.statistic().is_some() => self.points_of(only, tx, region, window)?,
            _ => self.points(&self.measured(tx, region, window)?, end, end)?,
        };
        let is_new = self.rule.state(points.iter().rev().map(|point| point.value), current) != current;
        Ok((is_new || must_tell).then(|| self.rule.evaluate(&points, current)))
    }

    /// The values of the periods of one metric, oldest first, without holding more than the samples of a period.
    fn points_of(
        &self,
        only: &Query,
        tx: &Tx<'_>,
        region: &str,
        window: Window,
    ) -> Result<Vec<DataPoint>, ServiceError> {
        let start = |index: usize| window.from + self.length * i64::try_from(index).unwrap_or(0);
        let point = |index| DataPoint { at: start(index).div_euclid(1000), value: None };
        let mut points: Vec<DataPoint> = (0..self.looked_at).map(point).collect();
        let Some((stat, _)) = only.statistic() else { return Ok(points) };
        let (mut period, mut samples): (_, Vec<Sample>) = (0, Vec::new());
        only.each(tx, region, window, |at, sample| {
            let index = usize::try_from((at - window.from).div_euclid(self.length)).unwrap_or(0);
            if index != period {
                close(&mut points, period, stat, &mut samples);
                period = index;
            }
            samples.push(sample);
        })?;
        close(&mut points, period, stat, &mut samples);
        Ok(points)
    }

    /// What the metrics said from one moment to another, where it was something new: each with the state before. The
    /// first is told in any case when that is asked for.
    pub fn over(
        &self,
        tx: &Tx<'_>,
        region: &str,
        (first, last): (i64, i64),
        mut current: AlarmState,
        tell_first: bool,
    ) -> Result<Vec<(i64, AlarmState, Evaluation)>, ServiceError> {
        let data = self.measured(tx, region, Window { from: self.end(first) - self.span(), to: last + 1 })?;
        let values = self.values(&data, first, last);
        let mut told = Vec::new();
        for at in self.moments(&data, first, last) {
            let must_tell = tell_first && at == first;
            if let Some(values) = &values
                && !must_tell
                && self.rule.state(values.newest_first(at), current) == current
            {
                continue;
            }
            let evaluation = self.rule.evaluate(&self.points(&data, self.end(at), at + 1)?, current);
            if must_tell || evaluation.state != current {
                let before = std::mem::replace(&mut current, evaluation.state);
                told.push((at, before, evaluation));
            }
        }
        Ok(told)
    }

    /// The end of the period that is not over yet: by the clock of a time zone, or sliding with the minute.
    fn end(&self, now: i64) -> i64 {
        let Some(zone) = self.wall_clock else { return now - now.rem_euclid(self.step) + self.step };
        let offset = zone
            .timestamp_millis_opt(now)
            .single()
            .map_or(0, |local| i64::from(local.offset().fix().local_minus_utc()) * 1000);
        // The epoch was a Thursday; weeks begin on Monday.
        let anchor = if self.length == 604_800_000 { 4 * 86_400_000 } else { 0 };
        let local = now + offset;
        let start = local - (local - anchor).rem_euclid(self.length);
        start + self.length - offset
    }

    /// Milliseconds of all the periods that are looked at.
    fn span(&self) -> i64 {
        self.length * i64::try_from(self.looked_at).unwrap_or(1)
    }

    fn measured(&self, tx: &Tx<'_>, region: &str, window: Window) -> Result<Vec<Measured>, StoreError> {
        let mut all = Vec::new();
        for query in &self.queries {
            let Some((stat, period)) = query.statistic() else { continue };
            let mut measured = Measured { stat, period, at: Vec::new(), samples: Vec::new() };
            query.each(tx, region, window, |at, sample| {
                measured.at.push(at);
                measured.samples.push(sample);
            })?;
            all.push(measured);
        }
        Ok(all)
    }

    /// The one metric of an alarm without arithmetic.
    fn only<'a>(&self, data: &'a [Measured]) -> Option<&'a Measured> {
        match data {
            [only] if self.queries.len() == 1 => Some(only),
            _ => None,
        }
    }

    /// The values of the periods before an end, oldest first, of what was measured before a moment.
    fn points(&self, data: &[Measured], end: i64, before: i64) -> Result<Vec<DataPoint>, ServiceError> {
        let from = end - self.span();
        let starts = (0..self.looked_at).map(|index| from + self.length * i64::try_from(index).unwrap_or(0));
        if let Some(only) = self.only(data) {
            let point = |start: i64| DataPoint {
                at: start.div_euclid(1000),
                value: only.stat.of(only.between(start, (start + self.length).min(before)).1),
            };
            return Ok(starts.map(point).collect());
        }
        let window = Window { from, to: end };
        let mut measured = Vec::new();
        let ids = self.queries.iter().filter(|query| query.statistic().is_some()).map(|query| &query.id);
        for (id, data) in ids.zip(data) {
            let mut periods = Binning::new(data.stat, data.period, window);
            let (at, samples) = data.between(from, end.min(before));
            for (at, sample) in at.iter().zip(samples) {
                periods.take(*at, sample.clone());
            }
            measured.push((id.clone(), periods.end()));
        }
        let values = query::combine(&self.queries, measured, window)?;
        let series = match values.get(&self.id) {
            Some(MathValue::Series(series)) => series.clone(),
            Some(MathValue::Scalar(number)) => Series::from([((end - self.length).div_euclid(1000), *number)]),
            Some(MathValue::Array(_)) | None => Series::new(),
        };
        let point = |start: i64| {
            let at = start.div_euclid(1000);
            DataPoint { at, value: series.get(&at).copied() }
        };
        Ok(starts.map(point).collect())
    }

    /// The moments at which the values of the periods may be others than at the moment before: all, or those at which
    /// something that was measured comes into a period or leaves it. Between them an alarm says the same again.
    fn moments(&self, data: &[Measured], first: i64, last: i64) -> Vec<i64> {
        let all = (first..=last).step_by(usize::try_from(self.step).unwrap_or(1).max(1));
        let periods = |measured: &Measured| self.span().div_euclid(measured.period * 1000) + 2;
        let borders: i64 =
            data.iter().map(|one| periods(one) * i64::try_from(one.at.len()).unwrap_or(i64::MAX / 64)).sum();
        if borders >= (last - first).div_euclid(self.step) {
            return all.collect();
        }
        let came = data.iter().flat_map(|one| &one.at).map(|at| at + (first - at).rem_euclid(self.step));
        let mut moments: Vec<i64> = std::iter::once(first).chain(came).collect();
        if self.wall_clock.is_some() {
            moments.extend(all.filter(|at| self.end(*at) != self.end(*at - self.step)));
        } else {
            for one in data {
                // A period begins at the moment + step - span + so many of its lengths; a value leaves it when that is later.
                for (at, index) in one.at.iter().flat_map(|at| (0..periods(one)).map(move |index| (at, index))) {
                    let border = at - self.step + self.span() - index * one.period * 1000 + 1;
                    moments.push(border + (first - border).rem_euclid(self.step));
                }
            }
        }
        moments.retain(|at| (first..=last).contains(at));
        moments.sort_unstable();
        moments.dedup();
        moments
    }

    /// The values of one metric in every period that slides with the moments; none for whatever is not so simple, or would
    /// be mostly empty.
    fn values(&self, data: &[Measured], first: i64, last: i64) -> Option<Values> {
        let only = self.only(data).filter(|_| self.wall_clock.is_none())?;
        let count = (last - first).div_euclid(self.step) + 1;
        if i64::try_from(only.at.len()).ok()? < count / 64 {
            return None;
        }
        let step = usize::try_from(self.step).ok()?;
        let newest = (first..=last).step_by(step).map(|at| (at + self.step - self.length, at + 1));
        let oldest = first + self.step - self.span() + self.length;
        let whole = (oldest..=last + self.step - self.length).step_by(step).map(|end| (end - self.length, end));
        Some(Values {
            first,
            step: self.step,
            newest: only.slide(newest),
            oldest,
            whole: only.slide(whole),
            stride: usize::try_from(self.length / self.step).ok()?,
            older: self.looked_at.saturating_sub(1),
        })
    }
}

/// The values of periods at every moment.
#[derive(Debug)]
struct Values {
    first: i64,
    step: i64,
    /// What is known at each moment of the period that it lies in.
    newest: Vec<Option<f64>>,
    /// The end of the first of the whole periods.
    oldest: i64,
    /// The value of the whole period that ends at each moment.
    whole: Vec<Option<f64>>,
    /// Moments of a period.
    stride: usize,
    /// Whole periods that are looked at.
    older: usize,
}

impl Values {
    fn newest_first(&self, at: i64) -> impl Iterator<Item = Option<f64>> {
        let index = |from: i64, at: i64| usize::try_from((at - from).div_euclid(self.step)).unwrap_or(0);
        let newest = self.newest.get(index(self.first, at)).copied().flatten();
        // The newest of the whole periods ends where the one that the moment lies in begins.
        let begin = at + self.step - self.step * i64::try_from(self.stride).unwrap_or(1);
        let whole = index(self.oldest, begin);
        let older = (0..self.older).map(move |back| {
            whole.checked_sub(back * self.stride).and_then(|place| self.whole.get(place)).copied().flatten()
        });
        std::iter::once(newest).chain(older)
    }
}

/// The samples of a period become its value.
fn close(points: &mut [DataPoint], period: usize, stat: Statistic, samples: &mut Vec<Sample>) {
    if let Some(point) = points.get_mut(period) {
        point.value = stat.of(samples);
    }
    samples.clear();
}

fn rule(alarm: &Value) -> Option<AlarmRule> {
    let whole = |member: &str| alarm[member].as_u64().and_then(|number| usize::try_from(number).ok());
    Some(AlarmRule {
        comparison: alarm["ComparisonOperator"].as_str()?.parse().ok()?,
        threshold: alarm["Threshold"].as_f64()?,
        evaluation_periods: whole("EvaluationPeriods")?,
        datapoints_to_alarm: whole("DatapointsToAlarm"),
        missing_data: alarm["TreatMissingData"].as_str().and_then(|text| text.parse().ok()).unwrap_or_default(),
    })
}
