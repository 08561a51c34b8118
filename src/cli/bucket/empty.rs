//! `lakectl bucket empty`

use clap::Args;
use serde_json::json;

use crate::cli::args::DestroyArgs;
use crate::context::{Ctx, Danger};
use crate::domain::bucket::BucketName;
use crate::domain::size::{friendly, grouped};
use crate::error::{Error, Kind, Result};
use crate::ops;
use crate::ops::bucket::{Emptied, Inventory};
use crate::outcome::{Answer, Outcome};
use crate::render::View;

/// Delete everything in a bucket: objects, versions, markers, unfinished uploads
///
/// Counts first and asks for the bucket's name. What is deleted cannot be brought back, by versions neither. A run that
/// was stopped is taken up by running it again.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local bucket empty old-raw --dry-run\n  lakectl bucket empty old-raw --confirm old-raw"
)]
pub struct BucketEmptyArgs {
    /// The bucket's name
    name: BucketName,
    /// Only keys that begin so
    #[arg(long, default_value = "")]
    prefix: String,
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: BucketEmptyArgs) -> Result<Answer> {
    let read = ctx.read().await?;
    let name = &args.name;
    ops::bucket::require(read, name).await?;
    let progress = ctx.ui.progress_on_terminal(&format!("counting what is in {name}"));
    let seen = |count: u64| progress.count(count, |count| format!("counting what is in {name}: {}", grouped(count)));
    let inventory = ops::bucket::count(read, name, &args.prefix, seen).await?;
    drop(progress);
    let place = if args.prefix.is_empty() { name.to_string() } else { format!("{name}/{}", args.prefix) };
    if inventory.is_empty() {
        let line = format!("= bucket {place}: nothing to do, it is empty");
        let done = document(&args, &inventory);
        return Ok(Answer::done(View::lines("empty", done, vec![line])).with(Outcome::Unchanged));
    }
    let mut lines = vec![format!("- bucket {place}: everything in it"), format!("    - {}", words(&inventory))];
    let counted = document(&args, &inventory);
    let danger = Danger::Severe {
        question: format!("deleting everything in {place} ({})", words(&inventory)),
        name: name.to_string(),
    };
    let Some(consent) = ctx.consent(&args.destroy.answers(), &danger)? else {
        lines.push("nothing was deleted".to_owned());
        return Ok(Answer::done(View::lines("empty", counted, lines)));
    };
    let write = ctx.write(consent).await?;
    let all = inventory.versions();
    let progress = ctx.ui.progress_on_terminal(&format!("emptying {place}"));
    let seen = |count: u64| {
        progress.count(count, |count| format!("emptying {place}: {} of {}", grouped(count), grouped(all)));
    };
    let mut document = document(&args, &inventory);
    let emptied = ops::bucket::empty(&write, name, &args.prefix, inventory, seen, ctx.interrupted()).await?;
    drop(progress);
    document["deleted"] = json!({ "versions": emptied.versions, "uploads": emptied.uploads });
    document["failed"] = failed(&emptied);
    document["failures"] = json!(emptied.failures);
    finish(ctx, &place, emptied, document)
}

fn finish(ctx: &Ctx, place: &str, emptied: Emptied, document: serde_json::Value) -> Result<Answer> {
    let (versions, uploads) = (grouped(emptied.versions), grouped(emptied.uploads));
    let done = format!("{versions} versions and markers and {uploads} uploads deleted");
    if emptied.interrupted {
        return Err(Error::new(Kind::Interrupted, format!("stopped: {done} in {place}"))
            .hint("run the same command again to go on"));
    }
    let mut lines = vec![format!("- bucket {place} emptied: {done}")];
    for failure in &emptied.failed {
        let version = failure.version.as_deref().map(|version| format!(" ({version})")).unwrap_or_default();
        lines.push(format!("    ! {}{version}: {}: {}", failure.key, failure.code, failure.message));
    }
    let unnamed = emptied.failures.saturating_sub(emptied.failed.len() as u64);
    if unnamed > 0 {
        lines.push(format!("    ! and {} more", grouped(unnamed)));
    }
    if emptied.refilled {
        ctx.ui.warn("something was written to the bucket meanwhile and is still there: run the same command again");
    }
    let outcome = if emptied.failures > 0 || emptied.refilled { Outcome::Partial } else { Outcome::Done };
    Ok(Answer::done(View::lines("empty", document, lines)).with(outcome))
}

fn words(inventory: &Inventory) -> String {
    let mut words = vec![format!("{} objects", grouped(inventory.current.count))];
    let mut add = |count: u64, what: &str| {
        if count > 0 {
            words.push(format!("{} {what}", grouped(count)));
        }
    };
    add(inventory.noncurrent.count, "old versions");
    add(inventory.markers, "delete markers");
    add(inventory.uploads.len() as u64, "unfinished uploads");
    words.push(friendly(inventory.current.bytes + inventory.noncurrent.bytes));
    words.join(", ")
}

fn document(args: &BucketEmptyArgs, inventory: &Inventory) -> serde_json::Value {
    json!({
        "bucket": args.name.as_str(),
        "prefix": args.prefix,
        "objects": inventory.current.count,
        "noncurrent": inventory.noncurrent.count,
        "markers": inventory.markers,
        "uploads": inventory.uploads.len(),
        "bytes": inventory.current.bytes + inventory.noncurrent.bytes,
        "deleted": { "versions": 0, "uploads": 0 },
        "failed": [],
        "failures": 0,
    })
}

fn failed(emptied: &Emptied) -> serde_json::Value {
    emptied
        .failed
        .iter()
        .map(|failure| {
            json!({
                "key": failure.key, "version": failure.version, "code": failure.code, "message": failure.message,
            })
        })
        .collect()
}
