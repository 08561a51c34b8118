//! Places of backups as operators write them.

use clap::Args;

use crate::context::Ctx;
use crate::domain::backup::{Kind, Name, Selection};
use crate::domain::zone::Zone;
use crate::error::Result;
use crate::ops;
use crate::ops::backup::Store;

/// The folder or the place in S3 that a text names. Folders need no lake.
pub async fn store(ctx: &Ctx, text: &str) -> Result<Store> {
    let is_zone = text.split_once(':').is_some_and(|(zone, _)| zone.parse::<Zone>().is_ok());
    if is_zone || ["s3://", "s3a://", "s3n://"].iter().any(|scheme| text.starts_with(scheme)) {
        let read = ctx.read().await?;
        let place = ops::place::resolve(read, text).await?;
        return Store::of_place(&place, read);
    }
    Ok(Store::Folder(text.into()))
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
