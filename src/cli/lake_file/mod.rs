//! What the verbs of the lake's file share: reading it for the account and region that it is for, planning, showing.

mod read;
mod show;

pub use read::{Loaded, load, load_saved, prices_here, said_for, said_here};
pub use show::{refusal, refusals, show};

use std::sync::Arc;

use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::plan::lake::{self, Permitted, Planning};
use crate::plan::{Action, Step, guard};

/// Looks at the lake and works out what the file would change; what cannot be planned is an error that tells all of it.
/// What is there and should not be joins the items.
pub async fn planned(ctx: &Ctx, loaded: &mut Loaded) -> Result<Planning> {
    let progress = ctx.ui.progress_on_terminal("looking at the lake");
    let strangers = lake::strangers(&loaded.document, &loaded.items, &loaded.prices, ctx.read().await?).await?;
    if !strangers.is_empty() {
        let items = Arc::get_mut(&mut loaded.items)
            .ok_or_else(|| Error::failed("the items are in use before they are planned; this is a bug"))?;
        items.extend(strangers);
    }
    let planning = lake::plan(&loaded.items, ctx.read().await?).await;
    drop(progress);
    match refusals(loaded, &planning) {
        Some(error) => Err(error),
        None => Ok(planning),
    }
}

/// Refuses what the guards of the file, and those against mistakes, do not let pass.
pub fn guard(loaded: &Loaded, planning: &Planning, mass_deletion_is_meant: bool) -> Result<()> {
    let deletions = planning.steps.iter().filter(|(_, step)| step.action == Action::Delete).count();
    if deletions > 0 && loaded.is_protected() {
        return Err(Error::refused(format!(
            "the plan deletes {deletions} of the lake `{}`, which is protected",
            loaded.name()
        ))
        .hint("take `protected = true` out of [guards] first, when it is meant"));
    }
    let plan = planning.plan(&loaded.account, &loaded.region);
    guard::check(&plan, mass_deletion_is_meant).map_err(|error| error.hint("or say that it is: --allow-mass-deletion"))
}

/// Asks whether whoever asks may make the steps. What nobody tells is said once, and is no error.
pub async fn permitted(ctx: &Ctx, loaded: &Loaded, steps: &[(usize, Step)]) -> Result<Permitted> {
    let permitted = lake::permitted(&loaded.items, steps, ctx.read().await?).await?;
    if let Some(why) = permitted.unknown.first() {
        let more = match permitted.unknown.len() {
            1 => String::new(),
            2 => " (and for one more reason: -o json has it)".to_owned(),
            all => format!(" (and for {} more reasons: -o json has them)", all - 1),
        };
        ctx.ui.warn(&format!("whether you may do all of this is not known: {why}{more}"));
    }
    Ok(permitted)
}

/// What a verb does with the items, from whatever thread.
pub type Items = Arc<Vec<lake::Item>>;
