//! `lakectl doctor`

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::backup::said;
use crate::clock::rfc3339;
use crate::context::Ctx;
use crate::domain::backup::Kind;
use crate::domain::doctor::{
    BackupFacts, Check, Facts, Finding, Ignore, NewestBackup, PROFILES, Severity, checks, examine, ignored,
};
use crate::domain::shell_word;
use crate::error::{Error, Result};
use crate::ops;
use crate::ops::backup::manifests;
use crate::outcome::{Answer, Outcome};
use crate::render::doctor::{DoctorReport, counted, write};
use crate::render::{Column, View};
use crate::settings::Target;

/// How bad a finding must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Least {
    /// What does not work, or is open to others
    Error,
    /// And what will cost money, data or time
    Warning,
    /// And what could be better
    Note,
}

/// Look for what is wrong with the lake, and say how to mend it
///
/// Each finding has the name of its check, what was seen, and the command that mends it where there is one. Findings that
/// are known and stay are listed in lake.toml, each with its reason and a last day: [[ignore]] check = "…" reason = "…".
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local doctor\n  lakectl doctor --least error --area storage --report sarif > doctor.sarif\n\nExit codes: 0 when nothing is found, 3 when something is."
)]
pub struct DoctorArgs {
    /// The least severity that is told
    #[arg(long, value_enum, value_name = "SEVERITY", default_value = "note")]
    least: Least,
    /// Only the checks of a profile: security, cost, recovery or queries; can be repeated
    #[arg(long, value_name = "PROFILE", value_parser = suite)]
    suite: Vec<String>,
    /// Only checks of this area: setup, storage, catalog, work, access, watch; can be repeated
    #[arg(long, value_name = "AREA", value_parser = area)]
    area: Vec<String>,
    /// Only this check; can be repeated
    #[arg(long, value_name = "NAME", value_parser = name)]
    check: Vec<String>,
    /// Do not look at the files and partitions of tables, which takes some calls for each table
    #[arg(long)]
    no_samples: bool,
    /// List the checks and look at nothing
    #[arg(long)]
    list: bool,
    /// Run the commands that mend without taking anything away, and look again
    #[arg(long, conflicts_with = "list")]
    fix: bool,
    /// Write a report for other programs in place of the output format
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "list")]
    report: Option<DoctorReport>,
}

/// Checks whose commands take nothing away from anybody.
const SAFE: [&str; 5] = [
    "bucket-unfinished-uploads",
    "workgroup-metrics",
    "alarm-unmeasured-workgroup",
    "crawler-database",
    "alarm-switched-off",
];

const CHECKS: &[Column] = &[
    Column::text("CHECK", "check"),
    Column::text("AREA", "area"),
    Column::text("SEVERITY", "severity"),
    Column::text("ABOUT", "about"),
];

fn area(text: &str) -> Result<String, String> {
    if checks().any(|check| check.area == text) {
        return Ok(text.to_owned());
    }
    Err("the areas are setup, storage, catalog, work, access, watch".to_owned())
}

fn suite(text: &str) -> Result<String, String> {
    if PROFILES.iter().any(|profile| profile.name == text) {
        return Ok(text.to_owned());
    }
    let told: Vec<String> = PROFILES.iter().map(|profile| format!("{} ({})", profile.name, profile.about)).collect();
    Err(format!("the profiles are {}", told.join("; ")))
}

fn name(text: &str) -> Result<String, String> {
    if checks().any(|check| check.id == text) {
        return Ok(text.to_owned());
    }
    let nearest = crate::domain::suggest::closest(text, checks().map(|check| check.id));
    let cure =
        nearest.map_or_else(|| "`lakectl doctor --list` has them".to_owned(), |name| format!("did you mean `{name}`?"));
    Err(format!("there is no check `{text}`; {cure}"))
}

impl DoctorArgs {
    fn wants(&self, check: &Check) -> bool {
        let is_bad_enough = match self.least {
            Least::Error => check.severity == Severity::Error,
            Least::Warning => check.severity <= Severity::Warning,
            Least::Note => true,
        };
        let is_of = |name: &String| PROFILES.iter().any(|profile| profile.name == *name && profile.has(check));
        is_bad_enough
            && (self.suite.is_empty() || self.suite.iter().any(is_of))
            && (self.area.is_empty() || self.area.iter().any(|area| area == check.area))
            && (self.check.is_empty() || self.check.iter().any(|name| name == check.id))
    }
}

pub async fn run(ctx: &Ctx, args: DoctorArgs) -> Result<Answer> {
    let wanted: Vec<&Check> = checks().filter(|check| args.wants(check)).collect();
    if args.list {
        let row = |check: &&Check| json!({ "check": check.id, "area": check.area, "severity": check.severity.to_string(), "about": check.about });
        return Ok(Answer::done(View::list("checks", wanted.iter().map(row).collect(), CHECKS)));
    }
    let known = ignores(ctx)?;
    let mut findings = look(ctx, &wanted, !args.no_samples).await?;
    if args.fix {
        let safe = |finding: &&Finding| SAFE.contains(&finding.check);
        let mut commands: Vec<&str> =
            findings.iter().filter(safe).filter_map(|finding| finding.seen.mend.as_deref()).collect();
        commands.dedup();
        for command in commands {
            mend(ctx, command)?;
        }
        findings = look(ctx, &wanted, !args.no_samples).await?;
    }
    let today = rfc3339(ctx.lake_time().await?);
    let today = today.split('T').next().unwrap_or_default();
    let (stay, told): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| ignored(finding, &known, today).is_some());
    let outcome = if told.is_empty() { Outcome::Done } else { Outcome::Differences };
    if let Some(format) = args.report {
        return Ok(Answer::done(View::document(write(&wanted, &told, format))).with(outcome));
    }
    let lines = lines(ctx, &told, stay.len(), wanted.len());
    let value = json!({
        "checks": wanted.len(),
        "ignored": stay.len(),
        "findings": told.iter().map(|finding| row(finding)).collect::<Vec<_>>(),
    });
    Ok(Answer::done(View::lines("doctor", value, lines)).with(outcome))
}

async fn look(ctx: &Ctx, wanted: &[&Check], samples: bool) -> Result<Vec<Finding>> {
    let progress = ctx.ui.progress_on_terminal("looking at the lake");
    // What no check that is asked for looks at is not read.
    let samples = samples && wanted.iter().any(|check| check.area == "catalog");
    let facts = ops::doctor::gather(ctx.read().await?, ctx.lake_time().await?, samples).await;
    let mut facts = Facts { other_programs: other_programs(ctx), ..facts? };
    if wanted.iter().any(|check| check.id.starts_with("backup-") || check.id == "not-looked-at") {
        look_at_backups(ctx, &mut facts).await?;
    }
    drop(progress);
    let mut findings = examine(&facts);
    findings.retain(|finding| wanted.iter().any(|check| check.id == finding.check));
    Ok(findings)
}

/// The newest of the backups that the project's file names the place of.
async fn look_at_backups(ctx: &Ctx, facts: &mut Facts) -> Result<()> {
    let read = ctx.read().await?;
    facts.looked_for_backups = true;
    let document = crate::cli::lake_file::said_for(ctx, read.account().await?, read.region())?;
    let Some(said) = said(ctx, &document) else { return Ok(()) };
    let hours = |span: Duration| i64::try_from(span.as_secs().div_ceil(3600)).unwrap_or(i64::MAX);
    let mut backups = BackupFacts {
        place: said.place.clone(),
        hours: hours(said.max_age),
        newest: None,
        drill_hours: said.drill.map(hours),
        last_drill: None,
    };
    let found = async {
        let store = said.store(ctx).await?;
        Ok((manifests(&store).await?, store.drills().await?))
    };
    match found.await {
        Ok((found, drills)) => {
            backups.last_drill = drills.into_iter().next_back();
            backups.newest = found.last().map(|manifest| NewestBackup {
                id: manifest.id.clone(),
                made_millis: manifest.made_millis(),
                is_part: !manifest.only.is_empty()
                    || Kind::ALL.iter().any(|kind| *kind != Kind::Versions && !manifest.kinds.contains(kind)),
                unread: manifest.unread.len(),
            });
        }
        Err::<_, Error>(error) => facts.unread.push(("backups".to_owned(), error.chain().join(": "))),
    }
    facts.backups = Some(backups);
    Ok(())
}

/// Programs of our name in the directories that a shell looks through, which are not this one.
fn other_programs(ctx: &Ctx) -> Vec<String> {
    let Some(own) = std::env::current_exe().ok().and_then(|path| path.canonicalize().ok()) else { return Vec::new() };
    let mut found: Vec<String> = Vec::new();
    for directory in &ctx.settings.search_path {
        let program = directory.join("lakectl").with_extension(std::env::consts::EXE_EXTENSION);
        let is_other = program.canonicalize().is_ok_and(|real| real.is_file() && real != own);
        let shown = program.display().to_string();
        if is_other && !found.contains(&shown) {
            found.push(shown);
        }
    }
    found
}

fn row(finding: &Finding) -> Value {
    json!({
        "check": finding.check,
        "area": finding.area,
        "severity": finding.severity.to_string(),
        "subject": finding.seen.subject,
        "evidence": finding.seen.evidence,
        "mend": finding.seen.mend,
    })
}

fn lines(ctx: &Ctx, told: &[&Finding], stay: usize, checks: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for finding in told {
        let one_line = crate::plan::one_line;
        lines.push(format!(
            "{} [{}] {}: {}",
            finding.severity,
            finding.check,
            one_line(&finding.seen.subject),
            one_line(&finding.seen.evidence)
        ));
        lines
            .extend(finding.seen.mend.iter().map(|command| format!("    mend it: {}", one_line(&ctx.ui.own(command)))));
    }
    let stay = if stay == 0 { String::new() } else { format!(", {stay} known and ignored") };
    lines.push(format!("{checks} checks: {}{stay}", counted(told)));
    lines
}

/// The findings that the project's file lets stay.
fn ignores(ctx: &Ctx) -> Result<Vec<Ignore>> {
    let document = crate::cli::lake_file::said_here(ctx)?;
    let mut ignores = Vec::new();
    for entry in document.of("ignore") {
        ignores.push(Ignore {
            check: entry.owned("check").unwrap_or_default(),
            subject: entry.owned("subject"),
            reason: entry.owned("reason").unwrap_or_default(),
            until: entry.owned("until"),
        });
    }
    Ok(ignores)
}

/// Runs a command of lakectl on the same lake.
fn mend(ctx: &Ctx, command: &str) -> Result<()> {
    let program =
        std::env::current_exe().map_err(|error| Error::failed("lakectl cannot find itself").because(error))?;
    let mut process = Command::new(program);
    let words = shell_word::words(command);
    // A name may look like a flag, and what follows it here is the lake's own.
    let (words, names) = words.split_at(words.iter().position(|word| word == "--").unwrap_or(words.len()));
    process.args(words.iter().skip(1)).stdin(Stdio::null()).stdout(Stdio::null());
    match &ctx.settings.target {
        Target::Local { directory } => {
            process.arg(format!("--local={}", Path::new(directory).display()));
        }
        Target::Aws { endpoint_url, profile } => {
            for (flag, value) in [("--endpoint-url", endpoint_url), ("--profile", profile)] {
                process.args(value.iter().flat_map(|value| [flag, value.as_str()]));
            }
            process.args(ctx.settings.region.iter().flat_map(|value| ["--region", value.as_str()]));
        }
    }
    process.args(ctx.settings.acting_as.iter().flat_map(|value| ["--as", value.as_str()]));
    process.args(names);
    let status =
        process.status().map_err(|error| Error::failed(format!("`{command}` could not be started")).because(error))?;
    if status.success() {
        ctx.ui.status(&format!("done: {command}"));
    } else {
        ctx.ui.warn(&format!("`{command}` failed: the finding stays"));
    }
    Ok(())
}
