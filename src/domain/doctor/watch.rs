//! Alarms, and what could not be looked at.

use super::Severity::{Error, Note, Warning};
use super::facts::Facts;
use super::{Check, Seen, check, seen};
use crate::alarm::{AlarmState, LiveAlarm, MetricStatistic, Watched};
use crate::shell_word::{command, last_word, option};

const AREA: &str = "watch";
/// Metrics that are often watched and that no service puts: namespace, name, what there is in its place.
const NOT_REAL: [(&str, &str, &str); 5] = [
    ("AWS/Glue", "FailedJobs", "the recipe glue-job-failure"),
    ("Glue", "FailedJobs", "the recipe glue-job-failure"),
    ("AWS/Glue", "JobFailures", "the recipe glue-job-failure"),
    ("AWS/Athena", "DataScannedInBytes", "ProcessedBytes, or the recipe athena-scan-cost"),
    ("AWS/S3", "BucketSize", "BucketSizeBytes, or the recipe bucket-size"),
];

pub const CHECKS: &[Check] = &[
    check("alarms-none", AREA, Warning, "something watches the lake", |facts| {
        if !facts.has_read("alarms") || !facts.alarms.is_empty() {
            return Vec::new();
        }
        vec![seen("alarms", "there are none").mended_by("lakectl alarm recipes")]
    }),
    check("alarm-scan-cost", AREA, Note, "an alarm watches what each workgroup scans", |facts| {
        if !facts.has_read("alarms") {
            return Vec::new();
        }
        let is_watched = |name: &str| {
            metrics(facts).any(|(_, metric)| metric.metric.dimensions.get("WorkGroup").is_some_and(|of| of == name))
        };
        let groups = facts.workgroups.iter().filter(|group| group.enabled && !is_watched(&group.name));
        groups
            .map(|group| {
                seen(format!("workgroup {}", group.name), "no alarm watches what its queries scan").mended_by(command(
                    "lakectl alarm create",
                    &[&format!("{}-scan-cost", group.name)],
                    &format!("--recipe athena-scan-cost {}", option("--target", &group.name)),
                ))
            })
            .collect()
    }),
    check("alarm-job-failure", AREA, Note, "an alarm watches each Spark job", |facts| {
        if !facts.has_read("alarms") {
            return Vec::new();
        }
        let is_watched = |name: &str| {
            metrics(facts).any(|(_, metric)| metric.metric.dimensions.get("JobName").is_some_and(|of| of == name))
        };
        let jobs = facts.jobs.iter().filter(|job| job.command == "glueetl" && !is_watched(&job.name));
        jobs.map(|job| {
            seen(format!("job {}", job.name), "no alarm goes off when it fails").mended_by(command(
                "lakectl alarm create",
                &[&format!("{}-failure", job.name)],
                &format!("--recipe glue-job-failure {}", option("--target", &job.name)),
            ))
        })
        .collect()
    }),
    check("alarm-unreal-metric", AREA, Error, "alarms watch metrics that exist", |facts| {
        metrics(facts)
            .filter_map(|(alarm, metric)| {
                let name = &metric.metric;
                let (_, _, there_is) =
                    NOT_REAL.iter().find(|(space, metric, _)| *space == name.namespace && *metric == name.name)?;
                Some(seen(
                    subject(alarm),
                    format!("no service puts {}/{}; there is {there_is}", name.namespace, name.name),
                ))
            })
            .collect()
    }),
    check("alarm-dead-target", AREA, Warning, "what an alarm watches is there", |facts| {
        metrics(facts)
            .filter_map(|(alarm, metric)| {
                let dimensions = &metric.metric.dimensions;
                let bucket = dimensions.get("BucketName").filter(|_| facts.has_read("buckets"));
                if let Some(name) = bucket.filter(|name| !facts.buckets.iter().any(|bucket| bucket.name == **name)) {
                    return Some(seen(subject(alarm), format!("there is no bucket {name}")));
                }
                let group = dimensions.get("WorkGroup").filter(|_| facts.has_read("workgroups"));
                let name = group.filter(|name| !facts.workgroups.iter().any(|group| group.name == **name))?;
                Some(seen(subject(alarm), format!("there is no workgroup {name}")))
            })
            .collect()
    }),
    check("alarm-unmeasured-workgroup", AREA, Error, "a workgroup that is watched publishes metrics", |facts| {
        metrics(facts)
            .filter_map(|(alarm, metric)| {
                let name = metric.metric.dimensions.get("WorkGroup")?;
                let silent = facts.workgroups.iter().any(|group| group.name == *name && !group.metrics);
                silent.then(|| {
                    seen(subject(alarm), format!("workgroup {name} publishes no metrics: it never goes off"))
                        .mended_by(command("lakectl workgroup set", &[name], "--metrics"))
                })
            })
            .collect()
    }),
    check("alarm-tells-nobody", AREA, Note, "somebody hears of an alarm", |facts| {
        alarms(facts, |alarm| {
            let tells = alarm.definition.as_ref().is_none_or(|definition| !definition.actions.is_empty());
            (!tells).then(|| {
                seen(subject(alarm), "it has no action").mended_by(command(
                    "lakectl alarm create",
                    &[&alarm.name],
                    "--action ARN …",
                ))
            })
        })
    }),
    check("alarm-switched-off", AREA, Warning, "alarms are on", |facts| {
        alarms(facts, |alarm| {
            (!alarm.actions_enabled).then(|| {
                seen(subject(alarm), "it watches without telling")
                    .mended_by(format!("lakectl alarm enable {}", last_word(&alarm.name)))
            })
        })
    }),
    check("alarm-off-now", AREA, Error, "no alarm has gone off", |facts| {
        alarms(facts, |alarm| {
            let why = alarm.reason.as_deref().unwrap_or("no reason was given");
            (alarm.state == AlarmState::Alarm)
                .then(|| seen(subject(alarm), why).mended_by(format!("lakectl alarm show {}", last_word(&alarm.name))))
        })
    }),
    check("not-looked-at", AREA, Warning, "all of the lake can be looked at", |facts| {
        facts.unread.iter().map(|(what, why)| seen(what.clone(), format!("it could not be read: {why}"))).collect()
    }),
];

fn alarms(facts: &Facts, judge: impl Fn(&LiveAlarm) -> Option<Seen>) -> Vec<Seen> {
    facts.alarms.iter().filter_map(judge).collect()
}

fn subject(alarm: &LiveAlarm) -> String {
    format!("alarm {}", alarm.name)
}

/// The metrics that alarms watch, one or, of an expression, the first of each alarm.
fn metrics(facts: &Facts) -> impl Iterator<Item = (&LiveAlarm, &MetricStatistic)> {
    facts.alarms.iter().filter_map(|alarm| {
        let metric = match &alarm.definition.as_ref()?.watched {
            Watched::Metric(metric) => metric,
            Watched::Expression { metrics, .. } => metrics.values().next()?,
        };
        Some((alarm, metric))
    })
}
