//! What the lake could be made again from.

use super::Severity::{Note, Warning};
use super::facts::{BackupFacts, Facts};
use super::{Check, Seen, check, seen};

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
];

/// What is wrong with the backups, when they could be looked at.
fn told(facts: &Facts, wrong: impl Fn(&BackupFacts) -> Option<String>) -> Vec<Seen> {
    let Some(backups) = facts.backups.as_ref().filter(|_| facts.has_read("backups")) else { return Vec::new() };
    let evidence = wrong(backups).into_iter();
    evidence
        .map(|evidence| {
            seen(format!("backups {}", backups.place), evidence).mended_by(format!("lakectl backup {}", backups.place))
        })
        .collect()
}
