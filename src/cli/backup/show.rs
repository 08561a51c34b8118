//! `lakectl backup show`

use std::collections::BTreeMap;

use clap::Args;
use serde_json::{Value, json};

use super::place::store;
use crate::context::Ctx;
use crate::domain::backup::Manifest;
use crate::error::{Error, Result};
use crate::ops::backup::{check, latest};
use crate::outcome::{Answer, Outcome};
use crate::render::{Column, Section, Style, View};

const FIELDS: &[Column] = &[
    Column::text("Backup", "id"),
    Column::text("Made", "made_at"),
    Column::text("By", "made_by"),
    Column::text("Account", "account"),
    Column::text("Region", "region"),
    Column::new("Only", "only", Style::List),
    Column::new("Documents", "documents", Style::Count),
    Column::new("Bytes", "bytes", Style::Bytes),
    Column::new("New bytes", "new_bytes", Style::Bytes),
];
const PARTS: &[Column] = &[
    Column::text("KIND", "kind"),
    Column::text("OF", "of"),
    Column::new("DOCUMENTS", "documents", Style::Count),
    Column::new("BYTES", "bytes", Style::Bytes),
    Column::text("SINCE", "since"),
    Column::text("FILE", "file"),
];
const UNREAD: &[Column] = &[Column::text("KIND", "kind"), Column::text("OF", "of"), Column::text("WHY", "why")];
const LISTS: [Section; 2] = [
    Section { title: "Files", key: "parts", columns: PARTS },
    Section { title: "Could not be read", key: "unread", columns: UNREAD },
];

/// Show what a backup holds, and whether its files are what they were
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local backup show backups/\n  lakectl backup show backups/ 20261122T100000Z --check"
)]
pub struct BackupShowArgs {
    /// A folder, s3://bucket/prefix or zone:path
    place: String,
    /// The backup; the latest when it is not given
    id: Option<String>,
    /// Read every file and compare its checksum
    #[arg(long)]
    check: bool,
}

pub async fn run(ctx: &Ctx, args: BackupShowArgs) -> Result<Answer> {
    let store = store(ctx, &args.place).await?;
    let manifest = latest(&store, args.id.as_deref()).await?;
    let mut value = summary(&manifest);
    value["parts"] = json!(manifest.parts);
    value["unread"] = json!(manifest.unread);
    if args.check {
        let checked = check(&store, &manifest.parts).await?;
        for (_, error) in &checked.bad {
            ctx.ui.error(error);
        }
        if !checked.bad.is_empty() {
            return Err(Error::failed(format!(
                "{} of {} files of backup {} cannot be used",
                checked.bad.len(),
                checked.bad.len() + checked.good,
                manifest.id
            )));
        }
        ctx.ui.status(&format!("{} files are what they were", checked.good));
    }
    let outcome = if manifest.has_gaps() { Outcome::Partial } else { Outcome::Done };
    Ok(Answer::done(View::record_with("backup", value, FIELDS, LISTS.to_vec())).with(outcome))
}

/// What is said of a backup everywhere.
pub fn summary(manifest: &Manifest) -> Value {
    let counts: BTreeMap<&str, u64> = manifest.counts().into_iter().map(|(kind, count)| (kind.word(), count)).collect();
    let new: u64 = manifest.parts.iter().filter(|part| part.since == manifest.id).map(|part| part.bytes).sum();
    json!({
        "id": manifest.id, "made_at": manifest.made_at, "made_by": manifest.made_by,
        "account": manifest.account, "region": manifest.region, "only": manifest.only,
        "documents": counts.values().sum::<u64>(), "counts": counts, "files": manifest.parts.len(),
        "bytes": manifest.bytes(), "new_bytes": new, "unread": manifest.unread,
    })
}
