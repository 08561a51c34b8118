//! Places of backups as operators write them.

use clap::Args;

use crate::cli::place;
use crate::context::Ctx;
use crate::domain::backup::{Kind, Name, Selection};
use crate::error::Result;
use crate::ops::backup::Store;

/// The folder or the place in S3 that a text names. Folders need no lake.
pub async fn store(ctx: &Ctx, text: &str) -> Result<Store> {
    if !is_in_s3(text) {
        return Ok(Store::Folder(text.into()));
    }
    let resolved = place::resolve(ctx, text).await;
    let found = resolved.map_err(|error| error.hint(format!("a folder of that name is written ./{text}")))?;
    Store::of_place(&found, ctx.read().await?)
}

/// Whether a text is `s3://…` or `zone:path`, whatever zones there are: a zone that is not there is no folder.
fn is_in_s3(text: &str) -> bool {
    let named = |zone: &str| zone.chars().all(|one| one.is_ascii_alphanumeric() || "-_".contains(one));
    // One letter is a drive.
    text.split_once(':').is_some_and(|(zone, _)| zone.len() > 1 && named(zone))
}

/// Which part is meant.
#[derive(Debug, Args)]
pub struct SelectionArgs {
    /// Only this database or table, with what is about it; can be repeated
    #[arg(long, value_name = "DB[.TABLE]", value_delimiter = ',')]
    only: Vec<Name>,
    /// Only these kinds: databases, tables, partitions, schemas, grants, alarms, …
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    kind: Vec<Kind>,
}

impl SelectionArgs {
    /// The selection.
    pub fn selection(self) -> Selection {
        Selection { kinds: self.kind.into_iter().collect(), only: self.only.into_iter().collect() }
    }
}
