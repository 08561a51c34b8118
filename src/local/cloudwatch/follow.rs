//! Alarms over a stretch of time: what each would have said at every minute of it, had somebody looked.

use serde_json::{Value, json};

use super::composite::{Composites, States};
use super::watch::Watch;
use super::{ALARM, COMPOSITE, evaluate, many};
use crate::domain::alarm::{AlarmState, Evaluation};
use crate::lake::Lake;
use crate::store::{StoreError, Tx};
use crate::wire::{ServiceError, as_timestamp_millis};

/// The document of kind `lake` that says until when the alarms of a region, its scope, were followed.
const FOLLOWED: &str = "alarms";

/// The shortest time between two evaluations.
const STEP: i64 = 10_000;

/// An alarm, and what it said.
struct Told {
    name: String,
    alarm: Value,
    changes: Vec<(i64, AlarmState, Evaluation)>,
}

impl Lake {
    /// Evaluates the alarms of every region at each minute after a moment and until another, both in milliseconds since the
    /// epoch, as far as that was not done before; how often one changed its state. What changes is dated with its minute.
    pub fn follow_alarms(&self, from: i64, until: i64) -> Result<usize, ServiceError> {
        if from.div_euclid(STEP) >= until.div_euclid(STEP) {
            return Ok(0);
        }
        let regions: Vec<String> = self.store().read(|tx| {
            let mut statement =
                tx.connection().prepare_cached("SELECT DISTINCT scope FROM doc WHERE kind IN (?1, ?2)")?;
            let regions = statement.query_map([ALARM, COMPOSITE], |row| row.get(0))?;
            Ok::<_, StoreError>(regions.collect::<Result<_, _>>()?)
        })?;
        let mut changes = 0;
        for region in regions {
            changes += self.store().write(|tx| {
                let done = tx.get("lake", &region, FOLLOWED)?.and_then(|done| done["until"].as_i64());
                // A clock that was set back begins anew.
                let from = done.filter(|done| *done <= until).map_or(from, |done| done.max(from));
                tx.put("lake", &region, FOLLOWED, &json!({ "until": until }))?;
                follow(self, tx, &region, from, until)
            })?;
        }
        Ok(changes)
    }
}

fn follow(lake: &Lake, tx: &Tx<'_>, region: &str, from: i64, until: i64) -> Result<usize, ServiceError> {
    let seen = many::look(lake, tx.list(ALARM, region)?, |tx, alarm| watch(tx, alarm, region, from, until))?;
    let mut told: Vec<Told> = seen.into_iter().map(|(name, alarm, changes)| Told { name, alarm, changes }).collect();
    let mut composites = Composites::read(tx, region)?;
    let mut states: States = told.iter().map(|one| (one.name.clone(), Some(evaluate::state_of(&one.alarm)))).collect();
    let mut order: Vec<(i64, usize, usize)> = Vec::new();
    for (index, one) in told.iter().enumerate() {
        order.extend(one.changes.iter().enumerate().map(|(change, (at, ..))| (*at, index, change)));
    }
    order.sort_unstable();
    let mut changes = 0;
    for moment in order.chunk_by(|left, right| left.0 == right.0) {
        for (at, index, change) in moment {
            let Told { name, alarm, changes: said } = &mut told[*index];
            let (_, before, evaluation) = &said[*change];
            evaluate::record(tx, region, alarm, *before, evaluation, *at)?;
            changes += usize::from(*before != evaluation.state);
            states.insert(name.clone(), Some(evaluation.state));
        }
        if let Some((at, ..)) = moment.first()
            && !composites.is_empty()
        {
            changes += composites.evaluate(tx, region, &mut states, *at)?;
        }
    }
    for one in told.iter().filter(|one| !one.changes.is_empty()) {
        tx.put(ALARM, region, &one.name, &one.alarm)?;
    }
    Ok(changes)
}

fn watch(
    tx: &Tx<'_>,
    alarm: &Value,
    region: &str,
    from: i64,
    until: i64,
) -> Result<Vec<(i64, AlarmState, Evaluation)>, ServiceError> {
    let Some(watch) = Watch::new(alarm)? else { return Ok(Vec::new()) };
    let set_until = alarm["set_at"].as_i64().map(|at| at + evaluate::SET_STATE_STAYS - 1);
    // What it says was found at a moment of its own: time does not go back behind that.
    let updated = as_timestamp_millis(&alarm["StateUpdatedTimestamp"]);
    let known = [set_until, updated].into_iter().flatten().filter(|at| *at <= until);
    let from = known.fold(from, i64::max);
    let step = watch.step();
    let (first, last) = ((from.div_euclid(step) + 1) * step, until.div_euclid(step) * step);
    if first > last {
        return Ok(Vec::new());
    }
    watch.over(tx, region, (first, last), evaluate::state_of(alarm), evaluate::is_new(alarm))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Instant, SystemTime};

    use super::*;
    use crate::clock::{Clock, from_epoch_millis};
    use crate::cloudwatch::{SERVICE, composite, history, state};
    use crate::testing::{self, TestLake};

    /// 2026-11-22T10:00:30Z
    const NOW: i64 = 1_795_341_630_000;
    const REGION: &str = "us-east-1";

    #[derive(Debug)]
    struct Fixed;

    impl Clock for Fixed {
        fn now(&self) -> SystemTime {
            from_epoch_millis(NOW)
        }

        fn instant(&self) -> Instant {
            crate::clock::SystemClock.instant()
        }
    }

    /// Values to come: one metric about once a minute with a pause, the other now and then.
    fn data() -> Vec<(i64, &'static str, f64, &'static str)> {
        let mut seed = 11_u64;
        let mut chance = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % most).expect("less than what is asked for")
        };
        let mut data = Vec::new();
        for minute in 0..300 {
            let exact = (NOW / 60_000 + 1 + minute) * 60_000;
            if !(120..180).contains(&minute) {
                let unit = if chance(3) == 0 { "Seconds" } else { "None" };
                data.push((exact + chance(3) * 17_345, "busy", chance(10) as f64, unit));
            }
            if chance(23) == 0 {
                data.push((exact + chance(60_000), "rare", chance(10) as f64, "None"));
            }
        }
        data.sort_by_key(|(at, ..)| *at);
        data
    }

    fn lake() -> TestLake {
        let test = testing::lake_at(Arc::new(Fixed));
        let stat = |metric: &str, id: &str, period: i64| {
            json!({"Id": id, "ReturnData": false, "MetricStat": {"Period": period, "Stat": "Sum", "Metric": {
                "Namespace": "N", "MetricName": metric}}})
        };
        let rate = json!({"Id": "rate", "Expression": "IF(busy > 0, 100 * FILL(rare, 1) / busy, 0)"});
        let alarms = [
            ("busy", json!({"Statistic": "Sum", "Period": 60, "EvaluationPeriods": 5, "DatapointsToAlarm": 3})),
            (
                "busy",
                json!({"Statistic": "Maximum", "Period": 300, "EvaluationPeriods": 2, "Threshold": 8,
                            "TreatMissingData": "notBreaching"}),
            ),
            (
                "busy",
                json!({"Statistic": "Average", "Period": 120, "EvaluationPeriods": 2, "TreatMissingData": "breaching"}),
            ),
            ("busy", json!({"ExtendedStatistic": "p90", "Period": 60, "EvaluationPeriods": 1})),
            (
                "busy",
                json!({"Statistic": "Minimum", "Period": 10, "EvaluationPeriods": 3, "DatapointsToAlarm": 1, "TreatMissingData": "ignore"}),
            ),
            ("busy", json!({"Statistic": "Sum", "Period": 60, "EvaluationPeriods": 2, "Unit": "Seconds"})),
            (
                "busy",
                json!({"Statistic": "Average", "Period": 300, "EvaluationPeriods": 1,
                            "EvaluationWindow": {"WallClockWindow": {"Timezone": "Asia/Kolkata"}}}),
            ),
            (
                "rare",
                json!({"Statistic": "SampleCount", "Period": 3600, "EvaluationPeriods": 1, "Threshold": 1,
                            "TreatMissingData": "ignore"}),
            ),
            ("rare", json!({"Statistic": "Sum", "Period": 300, "EvaluationPeriods": 3, "DatapointsToAlarm": 1})),
            (
                "rare",
                json!({"Statistic": "Sum", "Period": 3600, "EvaluationPeriods": 1,
                            "EvaluationWindow": {"WallClockWindow": {}}}),
            ),
            (
                "",
                json!({"Metrics": [stat("busy", "busy", 60), stat("rare", "rare", 300), rate], "EvaluationPeriods": 2}),
            ),
            (
                "",
                json!({"Metrics": [stat("rare", "rare", 300), {"Id": "twice", "Expression": "rare * 2"}],
                        "EvaluationPeriods": 1, "TreatMissingData": "notBreaching"}),
            ),
        ];
        for (number, (metric, alarm)) in alarms.into_iter().enumerate() {
            let mut whole = json!({"AlarmName": format!("a{number:02}"), "Threshold": 5, "ComparisonOperator": "GreaterThanThreshold"});
            if !metric.is_empty() {
                whole["Namespace"] = json!("N");
                whole["MetricName"] = json!(metric);
            }
            for (member, value) in alarm.as_object().expect("an alarm") {
                whole[member] = value.clone();
            }
            test.ok(&SERVICE, "PutMetricAlarm", whole);
        }
        for (name, rule) in [("b", "ALARM(a00) OR OK(a08)"), ("c", "ALARM(b) AND NOT ALARM(a01)")] {
            test.ok(&SERVICE, "PutCompositeAlarm", json!({"AlarmName": name, "AlarmRule": rule}));
        }
        test
    }

    fn put(tx: &Tx<'_>, data: &[(i64, &str, f64, &str)]) -> Result<(), StoreError> {
        for (at, name, value, unit) in data {
            let metric = state::Metric { region: REGION, namespace: "N", name, dimensions: &[] };
            state::put(tx, &metric, *value, unit, *at)?;
        }
        Ok(())
    }

    /// What happened to alarms, without the time at which it was asked.
    fn told(test: &TestLake) -> Vec<String> {
        let items = test.lake.store().read(|tx| tx.list(history::HISTORY, REGION)).expect("the history");
        items.into_iter().map(|(_, item)| item.to_string()).filter(|item| item.contains("StateUpdate")).collect()
    }

    #[test]
    fn following_says_what_looking_at_every_minute_says() {
        let (data, end) = (data(), NOW + 6 * 3_600_000);
        let watched = lake();
        watched
            .lake
            .store()
            .write(|tx| {
                let mut known = 0;
                for now in (NOW - NOW % STEP + STEP..=end).step_by(10_000) {
                    let next = data.partition_point(|(at, ..)| *at <= now);
                    put(tx, &data[known..next])?;
                    known = next;
                    for (name, mut alarm) in tx.list(ALARM, REGION)? {
                        let step = Watch::new(&alarm)?.expect("an alarm").step();
                        if now % step == 0 && evaluate::one(tx, REGION, &mut alarm, now)? {
                            tx.put(ALARM, REGION, &name, &alarm)?;
                        }
                    }
                    composite::evaluate_all(tx, REGION, now)?;
                }
                Ok::<_, ServiceError>(())
            })
            .expect("it is watched");
        let wanted = told(&watched);
        for name in (0..12).map(|number| format!("a{number:02}")).chain(["b".to_owned(), "c".to_owned()]) {
            let own = wanted.iter().filter(|item| item.contains(&format!("\"AlarmName\":\"{name}\""))).count();
            assert!(own > 0, "{name} never changes its state, which proves nothing");
        }

        assert!(wanted.len() > 40, "{} changes prove little", wanted.len());

        // At once, and in parts that overlap.
        let parts = [vec![(NOW, end)], vec![(NOW, NOW + 4_000_123), (NOW + 1000, NOW + 4_000_124), (NOW, end)]];
        for parts in parts {
            let followed = lake();
            let before = told(&followed).len();
            followed.lake.store().write(|tx| put(tx, &data)).expect("data");
            let mut changes = 0;
            for (from, until) in &parts {
                changes += followed.lake.follow_alarms(*from, *until).expect("it is followed");
            }
            let found = told(&followed);
            assert_eq!(changes, found.len() - before);
            for (wanted, found) in wanted.iter().zip(&found) {
                assert_eq!(wanted, found);
            }
            assert_eq!(wanted.len(), found.len());
            assert_eq!(followed.lake.follow_alarms(NOW, end).expect("it is followed"), 0, "once is enough");
        }
    }
}
