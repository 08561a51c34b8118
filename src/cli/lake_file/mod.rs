//! What the verbs of the lake's file share: reading it for the account and region that it is for, planning, showing.

mod read;
mod show;

pub use read::{Loaded, load, load_saved};
pub use show::{placed, refusals, show};

use std::sync::Arc;

use crate::context::Ctx;
use crate::error::Result;
use crate::plan::lake::{self, Planning};

/// Looks at the lake and works out what the file would change; what cannot be planned is an error that tells all of it.
pub async fn planned(ctx: &Ctx, loaded: &Loaded) -> Result<Planning> {
    let progress = ctx.ui.progress_on_terminal("looking at the lake");
    let planning = lake::plan(&loaded.items, ctx.read().await?).await;
    drop(progress);
    match refusals(loaded, &planning) {
        Some(error) => Err(error),
        None => Ok(planning),
    }
}

/// What a verb does with the items, from whatever thread.
pub type Items = Arc<Vec<lake::Item>>;
