//! Dashboards: what there is to put on one, and the data of one that is there.

use crate::aws::Read;
use crate::domain::alarm::{Line, LiveAlarm, Periods};
use crate::domain::bucket_settings::Known;
use crate::domain::dashboard::{Drawable, Facts, Listed, Subject, Widget, widgets};
use crate::domain::price::list_prices;
use crate::error::{Error, Result};
use crate::require::{Sought, require, require_read};

/// Every dashboard, by name.
pub async fn list(read: &Read) -> Result<Vec<Listed>> {
    let mut dashboards = read.dashboards().await?;
    dashboards.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(dashboards)
}

/// The body of a dashboard that must be there.
pub async fn need(read: &Read, name: &str) -> Result<String> {
    let sought = Sought { what: format!("dashboard `{name}`"), typed: name, list: "lakectl dashboard list".to_owned() };
    let known = || async { Ok(read.dashboards().await?.into_iter().map(|one| one.name).collect()) };
    require_read(read.dashboard(name).await, sought, known).await
}

/// What there is to show of a subject, which must be there.
pub async fn facts(read: &Read, subject: &Subject) -> Result<Facts> {
    let (alarms, sizes) = tokio::try_join!(read.alarms(None), read.metrics(Some("AWS/S3"), Some("BucketSizeBytes")))?;
    let mut facts = Facts {
        region: read.region().to_owned(),
        sizes,
        terabyte: list_prices().athena.tb_scanned,
        ..Facts::default()
    };
    match subject {
        Subject::Lake => {
            let (buckets, groups, jobs, metrics) =
                tokio::try_join!(crate::bucket::list(read), read.workgroups(), read.jobs(), read.metrics(None, None))?;
            facts.buckets = buckets.into_iter().map(|bucket| bucket.name).collect();
            facts.workgroups = groups.into_iter().map(|group| group.name).collect();
            facts.jobs = jobs.into_iter().map(|job| job.name).collect();
            facts.quality = metrics.into_iter().filter(|metric| metric.name.ends_with("QualityScore")).collect();
        }
        Subject::Zone(name) => facts.buckets = of_zone(read, name).await?,
        Subject::Workgroup(name) => {
            facts.workgroups = vec![crate::workgroup::need(read, name, read.workgroup(name).await).await?.name]
        }
        Subject::Job(name) => facts.jobs = vec![crate::job::need(read, name).await?.name],
    }
    facts.alarms =
        alarms.iter().filter(|alarm| is_about(alarm, subject, &facts)).filter_map(|one| one.arn.clone()).collect();
    facts.alarms.sort();
    for names in [&mut facts.buckets, &mut facts.workgroups, &mut facts.jobs] {
        names.sort();
    }
    facts.quality.sort();
    facts.sizes.sort();
    Ok(facts)
}

/// The buckets of a zone by its tag, or the bucket of that name.
async fn of_zone(read: &Read, name: &str) -> Result<Vec<String>> {
    let buckets = crate::bucket::with_zones(read, crate::bucket::list(read).await?).await?;
    let is_tagged = |zone: &Known<Option<String>>| zone.known().and_then(Option::as_deref) == Some(name);
    let tagged: Vec<String> =
        buckets.iter().filter(|one| is_tagged(&one.zone)).map(|one| one.bucket.name.clone()).collect();
    if !tagged.is_empty() {
        return Ok(tagged);
    }
    let found = buckets.iter().find(|one| one.bucket.name == name).map(|_| ());
    let mut known: Vec<String> = buckets.iter().filter_map(|one| one.zone.known().cloned().flatten()).collect();
    known.extend(buckets.iter().map(|one| one.bucket.name.clone()));
    let sought =
        Sought { what: format!("zone or bucket `{name}`"), typed: name, list: "lakectl bucket list".to_owned() };
    require(found, sought, || async { Ok(known) }).await?;
    Ok(vec![name.to_owned()])
}

/// Whether an alarm watches something of a subject; composite ones are on the dashboard of the lake alone.
fn is_about(alarm: &LiveAlarm, subject: &Subject, facts: &Facts) -> bool {
    if *subject == Subject::Lake {
        return true;
    }
    let Some(definition) = &alarm.definition else { return false };
    let names: Vec<&String> = facts.buckets.iter().chain(&facts.workgroups).chain(&facts.jobs).collect();
    definition.watched.metrics().iter().any(|metric| metric.dimensions.values().any(|value| names.contains(&value)))
}

/// A widget with its data.
#[derive(Debug)]
pub struct Drawn {
    pub widget: Widget,
    pub lines: Vec<Line>,
    pub alarms: Vec<LiveAlarm>,
    /// What the service says is missing, or why there are no data.
    pub problems: Vec<String>,
}

/// The widgets of a body with their data up to `now`, which is in milliseconds since the epoch.
pub async fn draw(read: &Read, body: &str, now: i64, back: i64) -> Result<Vec<Drawn>> {
    let found = widgets(body).map_err(Error::failed)?;
    let alarms = match found.iter().any(|widget| matches!(widget.what, Drawable::Alarms(_))) {
        true => read.alarms(None).await?,
        false => Vec::new(),
    };
    let looked = crate::side_by_side::side_by_side(found, |widget| {
        let read = read.clone();
        async move {
            let mut drawn = Drawn { widget, lines: Vec::new(), alarms: Vec::new(), problems: Vec::new() };
            if let Drawable::Lines { traces, period } = &drawn.widget.what
                && !traces.is_empty()
            {
                let length = i64::from(*period) * 1000;
                let to_millis = now - now.rem_euclid(length) + length;
                // Daily values need days, whatever was asked for.
                let from_millis = to_millis - length.saturating_mul(10).max(back - back.rem_euclid(length));
                match read.metric_lines(traces, Periods { from_millis, to_millis, period: *period }).await {
                    Ok((lines, problems)) => (drawn.lines, drawn.problems) = (lines, problems),
                    Err(error) => drawn.problems.push(error.chain().join(": ")),
                }
            }
            drawn
        }
    })
    .await?;
    Ok(looked
        .into_iter()
        .map(|mut drawn| {
            if let Drawable::Alarms(arns) = &drawn.widget.what {
                for arn in arns {
                    match alarms.iter().find(|alarm| alarm.arn.as_deref() == Some(arn.as_str())) {
                        Some(alarm) => drawn.alarms.push(alarm.clone()),
                        None => drawn.problems.push(format!("there is no alarm {arn}")),
                    }
                }
            }
            drawn
        })
        .collect())
}
