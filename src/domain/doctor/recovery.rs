//! What the lake could be made again from.

use super::Severity::{Error, Note, Warning};
use super::facts::{BackupFacts, Facts};
use super::{Check, Seen, check, seen};
use crate::shell_word::last_word;

const AREA: &str = "watch";

pub const CHECKS: &[Check] = &[
    check("backup-place", AREA, Note, "lake.toml says where the lake's backups are", |facts| {
        if !facts.looked_for_backups || facts.backups.is_some() || facts.databases.is_empty() {
            return Vec::new();
        }
        vec![seen("backups", "no [recovery] in lake.toml says where they are, so that nothing is known of them")]
    }),
    check("backup-none", AREA, Warning, "there is a backup where lake.toml says", |facts| {
        told(facts, |backups| backups.newest.is_none().then(|| "there is none".to_owned()))
    }),
    check("backup-old", AREA, Warning, "the newest backup is as young as lake.toml asks for", |facts| {
        told(facts, |backups| {
            let hours = (facts.now_millis - backups.newest.as_ref()?.made_millis?).div_euclid(3_600_000);
            (hours >= backups.hours)
                .then(|| format!("the newest is {hours} hours old; {} are agreed to", backups.hours))
        })
    }),
    check("backup-gaps", AREA, Warning, "the newest backup has all of the lake", |facts| {
        told(facts, |backups| {
            let newest = backups.newest.as_ref()?;
            let part = newest.is_part.then_some("it was made of a part only");
            let unread = (newest.unread > 0).then(|| format!("{} things could not be read", newest.unread));
            let why: Vec<String> = part.map(str::to_owned).into_iter().chain(unread).collect();
            (!why.is_empty()).then(|| format!("{}: {}", newest.id, why.join(", ")))
        })
    }),
    check("backup-drill", AREA, Note, "lake.toml says how often a backup is tried", |facts| {
        tried(facts, |backups| {
            let said = "no `drill` in [recovery] says how often; what was never restored may not be restorable";
            backups.drill_hours.is_none().then(|| said.to_owned())
        })
    }),
    check("backup-drill-old", AREA, Warning, "a backup was tried as lately as lake.toml asks for", |facts| {
        tried(facts, |backups| {
            let agreed = backups.drill_hours?;
            let Some(drill) = &backups.last_drill else { return Some("no backup was ever tried".to_owned()) };
            let hours = (facts.now_millis - drill.at_millis).div_euclid(3_600_000);
            (hours >= agreed).then(|| format!("the last drill was {hours} hours ago; every {agreed} are agreed to"))
        })
    }),
    check("backup-drill-failed", AREA, Error, "the last backup that was tried came back as it was", |facts| {
        tried(facts, |backups| {
            let drill = backups.last_drill.as_ref().filter(|drill| !drill.passed)?;
            Some(format!("backup {} did not", drill.backup))
        })
    }),
];

/// What is wrong with the drills, when there is a backup that can be tried.
fn tried(facts: &Facts, wrong: impl Fn(&BackupFacts) -> Option<String>) -> Vec<Seen> {
    let mut found = told(facts, |backups| backups.newest.as_ref().and_then(|_| wrong(backups)));
    for seen in &mut found {
        seen.mend =
            facts.backups.as_ref().map(|backups| format!("lakectl backup verify {}", last_word(&backups.place)));
    }
    found
}

/// What is wrong with the backups, when they could be looked at.
fn told(facts: &Facts, wrong: impl Fn(&BackupFacts) -> Option<String>) -> Vec<Seen> {
    let Some(backups) = facts.backups.as_ref().filter(|_| facts.has_read("backups")) else { return Vec::new() };
    let evidence = wrong(backups).into_iter();
    evidence
        .map(|evidence| {
            seen(format!("backups {}", backups.place), evidence)
                .mended_by(format!("lakectl backup {}", last_word(&backups.place)))
        })
        .collect()
}
