//! `lakectl complete`: what a shell asks when its user presses TAB; no verb for people.
//!
//! Invariants:
//! - It answers within [`WITHIN`], whatever the lake does: names that are not known by then come with the next TAB.
//! - It never asks, never makes a lake, and says nothing but candidates, however wrong the line is.
//! - The lake is looked at by a process of its own ([`refresh`]), which the shell does not wait for.

pub(in crate::cli) mod known;
mod refresh;
mod walk;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use crate::clock::{Clock, SystemClock};
use crate::context::Ctx;
use crate::domain::completion::{Candidate, Cut, Kind, Offer, Shell, cut, written};
use crate::domain::zone::Zone;
use crate::error::{Error, Result};
use crate::outcome::Answer;
use crate::settings::{Environment, Settings, Target};
use known::{Age, Known};
use walk::Wanted;

/// The longest that a shell waits.
const WITHIN: Duration = Duration::from_millis(80);

/// Answer a shell that completes
#[derive(Debug, Args)]
pub struct CompleteArgs {
    /// Look at the lake for the names of this kind, and write them down
    #[arg(long, value_name = "KIND")]
    refresh: Option<String>,
    /// The shell
    #[arg(required_unless_present = "refresh")]
    shell: Option<String>,
    /// Of bash its word breaks and the line up to the cursor, of others the words up to the cursor
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<String>,
}

/// The answer for a shell, or None when this is the process that looks at the lake.
pub fn answer(args: &CompleteArgs, environment: Option<&Environment>) -> Option<String> {
    if args.refresh.is_some() {
        return None;
    }
    let started = SystemClock.instant();
    Some(offered(args, environment, started).unwrap_or_default())
}

/// Looks at the lake for names.
pub async fn run(ctx: &Ctx, args: CompleteArgs) -> Result<Answer> {
    let kind = args.refresh.as_deref().and_then(Kind::of_name);
    refresh::run(ctx, kind.ok_or_else(|| Error::usage("this verb is lakectl's own: shells ask it"))?).await
}

fn offered(args: &CompleteArgs, environment: Option<&Environment>, started: Instant) -> Option<String> {
    let shell = args.shell.as_deref()?;
    let shell = Shell::ALL.into_iter().find(|known| known.name() == shell)?;
    let (mut words, mut at) = match shell {
        Shell::Bash => cut(args.words.get(1)?, args.words.first()?),
        _ => (args.words.clone(), Cut::default()),
    };
    if shell == Shell::PowerShell {
        // Its script puts a sign before the word at the cursor: an empty one would get lost.
        let current = words.pop()?;
        words.push(current.strip_prefix('=')?.to_owned());
    }
    let tree = super::tree();
    let wanted = walk::wanted(&tree, words.get(1..)?)?;
    at.typed.clone_from(&wanted.typed);
    let mut offer = Offer { candidates: wanted.fixed.clone(), files: wanted.files };
    if let Some(environment) = environment {
        offer.candidates.extend(names(&wanted, environment, started));
    }
    for candidate in &mut offer.candidates {
        candidate.value.insert_str(0, &wanted.before);
    }
    Some(written(&offer, shell, &at))
}

/// What is there, of the kinds that the argument takes.
fn names(wanted: &Wanted, environment: &Environment, started: Instant) -> Vec<Candidate> {
    let mut found = Vec::new();
    if wanted.profiles {
        found.extend(known::profiles(&environment.machine.profile_files));
    }
    if wanted.environments {
        found.extend(known::environments(&environment.directory));
    }
    let Ok(settings) = Settings::resolve(wanted.flags(), environment) else { return found };
    for kind in &wanted.kinds {
        let names = match kind {
            Kind::Zone => Zone::ALL.into_iter().map(|zone| Candidate::new(zone.name(), "")).collect(),
            kind => of_lake(*kind, wanted, &settings, started),
        };
        found.extend(names.into_iter().filter(|name| wanted.fits(*kind, name)).map(|name| wanted.shaped(*kind, name)));
    }
    found
}

/// Names that were written down; when they are old, those that a new look finds in time.
fn of_lake(kind: Kind, wanted: &Wanted, settings: &Settings, started: Instant) -> Vec<Candidate> {
    if let Target::Local { directory } = &settings.target
        && !directory.is_dir()
    {
        return Vec::new();
    }
    let Some(file) = known::file(settings, kind) else { return Vec::new() };
    let fresh_for = match settings.target {
        // It is near: what was made a moment ago is to be there.
        Target::Local { .. } => Duration::from_secs(1),
        Target::Aws { .. } => Duration::from_secs(60),
    };
    let read = || Known::read(&file);
    let before = read();
    if before.as_ref().is_some_and(|known| known.age() < Age::of(fresh_for)) {
        return before.map(|known| known.names).unwrap_or_default();
    }
    let stamp = before.as_ref().map(|known| known.at_millis);
    if refresh::begin(&file, kind, &wanted.given).is_ok() {
        while SystemClock.instant().duration_since(started) < WITHIN {
            std::thread::sleep(Duration::from_millis(4));
            match read() {
                Some(known) if Some(known.at_millis) != stamp => return known.names,
                _ => {}
            }
        }
    }
    // What was there an hour ago is a better help than nothing.
    before.filter(|known| known.age() < Age::of(Duration::from_secs(3600))).map(|known| known.names).unwrap_or_default()
}

/// A file of the cache, for the process that looks.
fn file_of(ctx: &Ctx, kind: Kind) -> Option<PathBuf> {
    known::file(&ctx.settings, kind)
}
