//! `lakectl plan`

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::lake_file::{self, Loaded};
use crate::clock::rfc3339;
use crate::context::Ctx;
use crate::domain::shell_word::command;
use crate::error::{Error, Result};
use crate::outcome::{Answer, Outcome};
use crate::plan::lake::Planning;
use crate::plan::lake::saved::Saved;
use crate::render::View;

/// Show what would make the lake what lake.toml says; nothing is changed
///
/// Everything that the file names is compared with the lake; what is there and not in the file is left alone, unless the
/// file's [scope] says that it names all of a kind. What the services would refuse is refused here: schemas that do not
/// fit, tables and buckets that are missing, names, limits. Whether you may do it is asked too, where IAM tells; what a
/// policy denies by name is an error, and what no policy allows is refused by `lakectl apply`. What a month costs more or
/// less is an estimate.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local plan\n  lakectl plan --env prod --out prod.plan --exit-code\n\nExit codes: 0 when the plan is made, 3 with --exit-code when something would change, 2 when the file is wrong, 4 when a policy denies by name what the plan does."
)]
pub struct PlanArgs {
    /// Write the plan to this file, for `lakectl apply FILE`
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// End with exit code 3 when something would change
    #[arg(long)]
    exit_code: bool,
}

pub async fn run(ctx: &Ctx, args: PlanArgs) -> Result<Answer> {
    let mut loaded = lake_file::load(ctx).await?;
    let planning = lake_file::planned(ctx, &mut loaded).await?;
    let permitted = lake_file::permitted(ctx, &loaded, &planning.steps).await?;
    let refusal = lake_file::refusal(&loaded, &permitted);
    // Whoever looks is often somebody else than whoever applies, and may less; what a policy denies by name is meant.
    if permitted.missing.iter().any(|missing| missing.by_name)
        && let Some(error) = refusal
    {
        return Err(error.context("nobody with your permissions can apply this plan"));
    }
    let mut shown = lake_file::show(ctx, &loaded, &planning)?;
    shown.tell_permissions(&loaded, &permitted);
    if let Some(error) = refusal {
        for line in missing(&error) {
            ctx.ui.warn(&line);
        }
    }
    for error in
        [ctx.check_pins().await, lake_file::guard(&loaded, &planning, false)].into_iter().filter_map(Result::err)
    {
        ctx.ui.warn(&format!("`lakectl apply` refuses this: {error}"));
    }
    if let Some(path) = &args.out {
        write(path, &saved(ctx, &loaded, &planning))?;
        ctx.ui.hint(&command("apply exactly this: lakectl apply", &[&path.display().to_string()], ""));
    }
    let outcome = match (shown.plan.has_unknown(), shown.plan.is_empty()) {
        (true, true) => Outcome::Partial,
        (_, false) if args.exit_code => Outcome::Differences,
        _ => Outcome::Done,
    };
    Ok(Answer::done(View::changes("plan", shown.value, shown.lines)).with(outcome))
}

/// How many missing permissions are told one by one.
const MISSING: usize = 10;

/// What keeps whoever asks from applying the plan.
fn missing(error: &Error) -> Vec<String> {
    let places = error.places();
    let mut lines = vec![format!("`lakectl apply` refuses this: {error}")];
    lines.extend(places.iter().take(MISSING).cloned());
    if places.len() > MISSING {
        lines.push(format!("and {} more: -o json has all of them", places.len() - MISSING));
    }
    lines
}

/// The plan with everything that it was made from.
pub fn saved(ctx: &Ctx, loaded: &Loaded, planning: &Planning) -> Saved {
    let made = rfc3339(ctx.clock().now());
    let place = (loaded.account.as_str(), loaded.region.as_str());
    Saved::new(place, made, &loaded.sources, loaded.files.clone(), &planning.steps)
}

/// The old file or the new one is there, whole, and for its owner alone: descriptions and arguments stand in it.
fn write(path: &Path, saved: &Saved) -> Result<()> {
    let failed = |error: std::io::Error| Error::unwritable(path, error);
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory).map_err(failed)?;
    file.write_all(saved.text().as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error)).map(drop)
}
