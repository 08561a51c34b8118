//! `lakectl backup list`

use clap::Args;
use serde_json::json;

use super::place::store;
use super::show::summary;
use crate::context::Ctx;
use crate::error::Result;
use crate::ops::backup::manifests;
use crate::outcome::Answer;
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
];

/// List the backups of a place, oldest first
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
    let found = manifests(&store).await?;
    let rows = found.iter().map(|manifest| {
        let mut row = summary(manifest);
        row["gaps"] = json!(manifest.unread.len());
        row
    });
    Ok(Answer::done(View::list("backups", rows.collect(), COLUMNS)))
}
