//! `lakectl local clock`

use std::time::SystemTime;

use clap::Args;
use serde_json::json;

use super::store_failed;
use crate::clock::{Clock, SystemClock, epoch_millis, rfc3339};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::local::s3::lifecycle::LifecycleRun;
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

/// Show or set the lake's clock: lifecycle rules and alarms can be tried a year ahead
///
/// The clock goes at the usual pace, from another point in time, for every process that works on the lake. Moving it on
/// follows the lifecycle rules of every bucket for the time between: objects change their class and expire. Alarms are
/// evaluated at every minute between, and schedules whose time came start once.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local local clock --advance 90d\n  lakectl --local local clock --set 2027-01-01T00:00:00Z\n  lakectl --local local clock --real"
)]
pub struct LocalClockArgs {
    /// Set it to a time or a date: 2027-01-01T00:00:00Z, 2027-01-01
    #[arg(long, value_name = "TIME", value_parser = moment, group = "change")]
    set: Option<SystemTime>,
    /// Move it on: 30s, 5m, 2h, 90d; a `-` before it moves it back
    #[arg(long, value_name = "DURATION", value_parser = seconds, allow_hyphen_values = true, group = "change")]
    advance: Option<i64>,
    /// Back to the real time
    #[arg(long, group = "change")]
    real: bool,
}

const FIELDS: &[Column] = &[
    Column::text("clock", "clock"),
    Column::text("real time", "real_time"),
    Column::new("ahead by seconds", "offset_seconds", Style::Count),
    Column::new("schedules that came", "scheduled_started", Style::Count),
    Column::new("alarms that changed", "alarm_changes", Style::Count),
    Column::new("objects moved", "lifecycle.moved", Style::Count),
    Column::new("objects expired", "lifecycle.expired", Style::Count),
    Column::new("old versions expired", "lifecycle.old_versions_expired", Style::Count),
    Column::new("delete markers removed", "lifecycle.markers_removed", Style::Count),
    Column::new("uploads aborted", "lifecycle.uploads_aborted", Style::Count),
];

fn moment(text: &str) -> std::result::Result<SystemTime, String> {
    use time::format_description::well_known::Rfc3339;
    let whole = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    time::OffsetDateTime::parse(&whole, &Rfc3339)
        .map(SystemTime::from)
        .map_err(|_| "a time is written 2027-01-01T00:00:00Z or 2027-01-01".to_owned())
}

fn seconds(text: &str) -> std::result::Result<i64, String> {
    let wrong = || "a duration is a number and one of s, m, h, d: 90d".to_owned();
    let unit = match text.chars().last() {
        Some('s') => 1,
        Some('m') => 60,
        Some('h') => 3600,
        Some('d') => 86_400,
        _ => return Err(wrong()),
    };
    let number: i64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    number
        .checked_mul(unit)
        .filter(|seconds| seconds.unsigned_abs() < 100 * 366 * 86_400)
        .ok_or_else(|| "the lake's clock stays within a hundred years".to_owned())
}

pub async fn run(ctx: &Ctx, args: LocalClockArgs) -> Result<Answer> {
    let lake = ctx.lake().await?;
    let before = lake.clock_offset().map_err(store_failed)?;
    let after = if let Some(time) = args.set {
        (epoch_millis(time) - epoch_millis(SystemClock.now()) + 999).div_euclid(1000)
    } else if let Some(seconds) = args.advance {
        before.checked_add(seconds).ok_or_else(|| Error::usage("the clock cannot be that far from the real time"))?
    } else if args.real {
        0
    } else {
        before
    };
    let mut run = LifecycleRun::default();
    if after != before {
        ctx.check_pins().await?;
        lake.set_clock_offset(after).map_err(store_failed)?;
        run = lake.follow_lifecycle().map_err(|error| {
            Error::failed("the clock is set, and the lifecycle rules of the lake could not be followed").because(error)
        })?;
    }
    let (mut started, mut alarm_changes) = (0, 0);
    if after > before {
        let until = epoch_millis(lake.clock().now());
        alarm_changes = lake.follow_alarms(until - (after - before) * 1000, until).map_err(|error| {
            Error::failed("the clock is set, and the alarms of the time between could not be evaluated").because(error)
        })?;
        started = crate::local::glue::run_due(lake).map_err(store_failed)?;
    }
    let value = json!({
        "scheduled_started": started,
        "alarm_changes": alarm_changes,
        "clock": rfc3339(lake.clock().now()),
        "real_time": rfc3339(SystemClock.now()),
        "offset_seconds": after,
        "lifecycle": {
            "moved": run.moved,
            "expired": run.expired,
            "old_versions_expired": run.old_versions_expired,
            "markers_removed": run.markers_removed,
            "uploads_aborted": run.uploads_aborted,
        },
    });
    let outcome = if after == before { Outcome::Unchanged } else { Outcome::Done };
    Ok(Answer::done(View::record("clock", value, FIELDS)).with(outcome))
}
