//! `lakectl backup list`

use clap::Args;
use serde_json::json;

use super::place::store;
use super::show::summary;
use crate::clock::{from_epoch_millis, rfc3339};
use crate::context::Ctx;
use crate::domain::shell_word::command;
use crate::error::{Error, Result};
use crate::ops::backup::{Store, readable};
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Style, View};

const COLUMNS: &[Column] = &[
    Column::text("BACKUP", "id"),
    Column::text("MADE", "made_at"),
    Column::text("ACCOUNT", "account"),
    Column::text("REGION", "region"),
    Column::new("DOCUMENTS", "documents", Style::Count),
    Column::new("BYTES", "bytes", Style::Bytes),
    Column::new("NEW BYTES", "new_bytes", Style::Bytes),
    Column::new("UNREAD", "gaps", Style::Count),
    Column::text("TRIED", "tried"),
];

/// List the backups of a place, oldest first, and how each did when it was tried
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local backup list backups/\n  lakectl backup list scripts:backups -o json"
)]
pub struct BackupListArgs {
    /// A folder, s3://bucket/prefix or zone:path
    place: String,
}

pub async fn run(ctx: &Ctx, args: BackupListArgs) -> Result<Answer> {
    let store = store(ctx, &args.place).await?;
    if let Store::Folder(folder) = &store
        && !folder.is_dir()
    {
        let place = folder.display();
        return Err(Error::not_found(format!("there is no folder {place}"))
            .hint(format!("{} makes it, and a backup in it", command("lakectl backup", &[&place.to_string()], ""))));
    }
    let ((found, broken), drills) = (readable(&store).await?, store.drills().await?);
    for error in &broken {
        ctx.ui.warn(&error.chain().join(": "));
    }
    let outcome = if broken.is_empty() { Outcome::Done } else { Outcome::Partial };
    let rows = found.iter().map(|manifest| {
        let mut row = summary(manifest);
        row["gaps"] = json!(manifest.unread.len());
        let drill = drills.iter().rev().find(|drill| drill.backup == manifest.id);
        row["tried"] = json!(drill.map(|drill| {
            let word = if drill.passed { "passed" } else { "failed" };
            format!("{word} {}", rfc3339(from_epoch_millis(drill.at_millis)))
        }));
        row
    });
    Ok(Answer::done(View::list("backups", rows.collect(), COLUMNS)).with(outcome))
}
