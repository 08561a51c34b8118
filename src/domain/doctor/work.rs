//! Workgroups, jobs and crawlers: what they cost, and what happens when they fail.

use super::Severity::{Error, Note, Warning};
use super::facts::{Facts, bucket_name};
use super::{Check, Seen, check, seen};
use crate::crawler::Crawler;
use crate::job::Job;
use crate::shell_word::{command, last_word, option};
use crate::trigger::Work;
use crate::workgroup::WorkGroup;

const AREA: &str = "work";
/// Workers beyond this are for hundreds of gigabytes.
const MANY_WORKERS: i32 = 10;
/// A day: nearly no run should take longer.
const LONG_MINUTES: i32 = 1440;

pub const CHECKS: &[Check] = &[
    check("workgroup-cutoff", AREA, Warning, "a query cannot scan without end", |facts| {
        groups(facts, |group| {
            (group.enabled && group.scan_limit.is_none()).then(|| {
                seen(subject(group), "no scan limit").mended_by(command(
                    "lakectl workgroup set",
                    &[&group.name],
                    "--scan-limit 1TB",
                ))
            })
        })
    }),
    check("workgroup-metrics", AREA, Warning, "queries can be watched", |facts| {
        groups(facts, |group| {
            (group.enabled && !group.metrics).then(|| {
                seen(subject(group), "no metrics: alarms on it never go off").mended_by(command(
                    "lakectl workgroup set",
                    &[&group.name],
                    "--metrics",
                ))
            })
        })
    }),
    check("workgroup-enforced", AREA, Note, "the settings of a workgroup hold", |facts| {
        groups(facts, |group| {
            (group.enabled && !group.enforced).then(|| {
                seen(subject(group), "a query may say where its results go, and how they are encrypted")
                    .mended_by(command("lakectl workgroup set", &[&group.name], "--enforce"))
            })
        })
    }),
    check("workgroup-results", AREA, Warning, "a workgroup has a place for results", |facts| {
        groups(facts, |group| {
            (group.enabled && !group.managed_results && group.output_location.is_none()).then(|| {
                seen(subject(group), "a query without a place of its own fails").mended_by(command(
                    "lakectl workgroup set",
                    &[&group.name],
                    &option("--output-location", &format!("s3://BUCKET/{}/", group.name)),
                ))
            })
        })
    }),
    check("workgroup-dead-results", AREA, Error, "the place for results is there", |facts| {
        if !facts.has_read("buckets") {
            return Vec::new();
        }
        groups(facts, |group| {
            let place = group.output_location.as_deref()?;
            let bucket = bucket_name(place)?;
            facts.is_nowhere(place).then(|| seen(subject(group), format!("there is no bucket {bucket}")))
        })
    }),
    check("workgroup-shared-results", AREA, Note, "no two workgroups write to the same place", |facts| {
        groups(facts, |group| {
            let place = group.output_location.as_deref()?.trim_end_matches('/');
            let is_same = |other: &&WorkGroup| {
                other.name < group.name
                    && other.output_location.as_deref().map(|place| place.trim_end_matches('/')) == Some(place)
            };
            let other = facts.workgroups.iter().find(is_same)?;
            Some(seen(
                subject(group),
                format!("it writes to {place}/, as {} does: each reads the other's results", other.name),
            ))
        })
    }),
    check("job-retries", AREA, Note, "a job is tried again when it fails", |facts| {
        jobs(facts, |job| {
            (job.max_retries == 0).then(|| {
                seen(of(job), "no retry").mended_by(command("lakectl job create", &[&job.name], "--retries 1 …"))
            })
        })
    }),
    check("job-bookmarks", AREA, Warning, "a Spark job does not read what it has read", |facts| {
        spark(facts, |job| {
            let said = argument(job, "job-bookmark-option");
            (said != Some("job-bookmark-enable"))
                .then(|| seen(of(job), format!("bookmarks: {}", said.unwrap_or("off"))))
        })
    }),
    check("job-metrics", AREA, Note, "a Spark job can be watched", |facts| {
        spark(facts, |job| {
            argument(job, "enable-metrics").is_none().then(|| seen(of(job), "--enable-metrics is not set"))
        })
    }),
    check("job-logs", AREA, Note, "a Spark job writes its log while it runs", |facts| {
        spark(facts, |job| {
            let said = argument(job, "enable-continuous-cloudwatch-log");
            (said != Some("true")).then(|| seen(of(job), "--enable-continuous-cloudwatch-log is not true"))
        })
    }),
    check("job-auto-scaling", AREA, Note, "a large Spark job gives workers back", |facts| {
        spark(facts, |job| {
            let scales = argument(job, "enable-auto-scaling") == Some("true");
            (job.workers.is_some_and(|count| count > 2) && !scales)
                .then(|| seen(of(job), "--enable-auto-scaling is not true"))
        })
    }),
    check("job-glue-version", AREA, Warning, "a Spark job runs on a version that is looked after", |facts| {
        spark(facts, |job| {
            let version = job.glue_version.as_deref().unwrap_or("none");
            let major: u32 = version.split('.').next().and_then(|text| text.parse().ok()).unwrap_or(0);
            (major < 4).then(|| {
                seen(of(job), format!("Glue version {version}")).mended_by(command(
                    "lakectl job create",
                    &[&job.name],
                    "--glue-version 4.0 …",
                ))
            })
        })
    }),
    check("job-size", AREA, Note, "a job has the workers that it needs", |facts| {
        spark(facts, |job| {
            let count = job.workers.filter(|count| *count > MANY_WORKERS)?;
            Some(seen(of(job), format!("{count} workers; below 100 GB, 2 to 5 are enough")))
        })
    }),
    check("job-timeout", AREA, Note, "a run that hangs ends", |facts| {
        jobs(facts, |job| {
            let minutes = job.timeout_minutes.unwrap_or(2880);
            (minutes > LONG_MINUTES).then(|| {
                seen(of(job), format!("a run may take {} hours", minutes / 60)).mended_by(command(
                    "lakectl job create",
                    &[&job.name],
                    "--timeout 120 …",
                ))
            })
        })
    }),
    check("job-script", AREA, Error, "a job's script is in a bucket that there is", |facts| {
        if !facts.has_read("buckets") {
            return Vec::new();
        }
        jobs(facts, |job| {
            let Some(script) = job.script.as_deref() else { return Some(seen(of(job), "it has no script")) };
            facts.is_nowhere(script).then(|| seen(of(job), format!("{script} is in no bucket that there is")))
        })
    }),
    check("job-secrets", AREA, Error, "no secret stands in a job's arguments", |facts| {
        jobs(facts, |job| {
            let shown = crate::job::masked(&job.arguments);
            let hidden: Vec<&str> = job
                .arguments
                .iter()
                .filter(|(name, value)| shown.get(*name) != Some(*value))
                .map(|(name, _)| name.as_str())
                .collect();
            (!hidden.is_empty()).then(|| seen(of(job), format!("whoever may see the job sees {}", hidden.join(", "))))
        })
    }),
    check("crawler-failed", AREA, Error, "the last crawl went well", |facts| {
        crawlers(facts, |crawler| {
            let last = crawler.last_crawl.as_ref().filter(|last| last.status == "FAILED")?;
            let why = last.error.as_deref().unwrap_or("no reason was given");
            Some(
                seen(crawl(crawler), format!("it failed: {why}"))
                    .mended_by(format!("lakectl crawler history {}", last_word(&crawler.name))),
            )
        })
    }),
    check("crawler-never-run", AREA, Note, "a crawler was run", |facts| {
        crawlers(facts, |crawler| {
            crawler.last_crawl.is_none().then(|| {
                seen(crawl(crawler), "it has not run yet")
                    .mended_by(format!("lakectl crawler run {}", last_word(&crawler.name)))
            })
        })
    }),
    check("crawler-by-hand", AREA, Note, "a crawler runs by itself", |facts| {
        crawlers(facts, |crawler| {
            let work = Work::Crawler(crawler.name.clone());
            let started = crawler.schedule.is_some() || facts.triggers.iter().any(|trigger| trigger.starts(&work));
            (!started).then(|| {
                seen(crawl(crawler), "neither a schedule nor a trigger starts it").mended_by(command(
                    "lakectl crawler schedule",
                    &[&crawler.name],
                    "--cron 'cron(0 2 * * ? *)'",
                ))
            })
        })
    }),
    check("crawler-dead-target", AREA, Error, "what a crawler looks at is there", |facts| {
        if !facts.has_read("buckets") {
            return Vec::new();
        }
        crawlers(facts, |crawler| {
            let dead: Vec<&str> = crawler
                .targets
                .iter()
                .map(|target| target.path.as_str())
                .filter(|path| facts.is_nowhere(path))
                .collect();
            (!dead.is_empty()).then(|| seen(crawl(crawler), format!("in no bucket that there is: {}", dead.join(", "))))
        })
    }),
    check("crawler-database", AREA, Error, "the database that a crawler writes to is there", |facts| {
        if !facts.has_read("databases") {
            return Vec::new();
        }
        crawlers(facts, |crawler| {
            let name = crawler.database.as_deref()?;
            let is_there = facts.databases.iter().any(|database| database.name == name);
            (!is_there).then(|| {
                seen(crawl(crawler), format!("no database {name}"))
                    .mended_by(format!("lakectl db create {}", last_word(name)))
            })
        })
    }),
    check("crawler-deletes", AREA, Warning, "a crawler does not delete tables by itself", |facts| {
        crawlers(facts, |crawler| {
            (crawler.delete_behavior.as_deref() == Some("DELETE_FROM_DATABASE"))
                .then(|| seen(crawl(crawler), "objects that are gone for a moment take their table with them"))
        })
    }),
    check("trigger-off", AREA, Warning, "a trigger that is there watches", |facts| {
        let off = facts.triggers.iter().filter(|trigger| ["CREATED", "DEACTIVATED"].contains(&trigger.state.as_str()));
        off.map(|trigger| seen(format!("trigger {}", trigger.name), format!("its state is {}", trigger.state)))
            .collect()
    }),
];

fn groups(facts: &Facts, judge: impl Fn(&WorkGroup) -> Option<Seen>) -> Vec<Seen> {
    facts.workgroups.iter().filter_map(judge).collect()
}

fn jobs(facts: &Facts, judge: impl Fn(&Job) -> Option<Seen>) -> Vec<Seen> {
    facts.jobs.iter().filter_map(judge).collect()
}

fn spark(facts: &Facts, judge: impl Fn(&Job) -> Option<Seen>) -> Vec<Seen> {
    facts.jobs.iter().filter(|job| job.command == "glueetl").filter_map(judge).collect()
}

fn crawlers(facts: &Facts, judge: impl Fn(&Crawler) -> Option<Seen>) -> Vec<Seen> {
    facts.crawlers.iter().filter_map(judge).collect()
}

fn subject(group: &WorkGroup) -> String {
    format!("workgroup {}", group.name)
}

fn of(job: &Job) -> String {
    format!("job {}", job.name)
}

fn crawl(crawler: &Crawler) -> String {
    format!("crawler {}", crawler.name)
}

/// An argument by its name, with its dashes or without.
fn argument<'a>(job: &'a Job, name: &str) -> Option<&'a str> {
    let found = job.arguments.iter().find(|(known, _)| known.trim_start_matches('-') == name);
    found.map(|(_, value)| value.as_str())
}
