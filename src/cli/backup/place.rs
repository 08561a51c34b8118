//! Places of backups as operators write them.

use std::path::Path;
use std::time::Duration;

use clap::Args;

use crate::cli::place;
use crate::context::Ctx;
use crate::domain::backup::{Kind, Name, Selection};
use crate::domain::lake_file::Document;
use crate::domain::lake_file::scope::BACKUP_AGE_HOURS;
use crate::domain::span::Span;
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

/// What the project's file says of recovery.
#[derive(Debug)]
pub struct Said {
    /// Where backups are, as the file writes it.
    pub place: String,
    /// How old the newest may be.
    pub max_age: Duration,
    /// How long it may be from one drill to the next.
    pub drill: Option<Duration>,
    /// What [`Said::place`] means in the file's own folder.
    place_here: String,
}

impl Said {
    /// Where backups are.
    pub async fn store(&self, ctx: &Ctx) -> Result<Store> {
        store(ctx, &self.place_here).await
    }

    /// Whether it is known where that is without looking for it: a folder, a bucket, or a zone that the file names.
    pub fn is_plain(&self, ctx: &Ctx) -> bool {
        let zone = self.place_here.split_once(':').filter(|_| is_in_s3(&self.place_here));
        zone.is_none_or(|(zone, _)| zone == "s3" || ctx.settings.zones.buckets.contains_key(zone))
    }
}

/// What the project's file says of recovery; none when it says nothing.
pub fn said(ctx: &Ctx, document: &Document) -> Option<Said> {
    let recovery = document.of("recovery").next()?;
    let place = recovery.owned("backups").unwrap_or_default();
    let span = |field: &str| recovery.text(field).and_then(|span| span.parse::<Span>().ok()).map(|span| span.0);
    let directory = ctx.settings.project_files.first().and_then(|path| path.parent()).unwrap_or(Path::new("."));
    let place_here = if is_in_s3(&place) { place.clone() } else { directory.join(&place).display().to_string() };
    Some(Said {
        place,
        max_age: span("max_age").unwrap_or(Duration::from_secs(BACKUP_AGE_HOURS * 3600)),
        drill: span("drill"),
        place_here,
    })
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
