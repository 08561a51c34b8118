//! `lakectl workgroup`: what the queries of a team share: place of results, limits, metrics.

mod create;
mod delete;
mod list;
mod set;
mod settings;
mod show;
mod suggest;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Workgroup {
    /// Create a workgroup, or bring the one that is there to the same settings
    Create(create::WorkgroupCreateArgs),
    /// List the workgroups
    #[command(
        after_help = "Examples:\n  lakectl workgroup list\n  lakectl workgroup list -o json --select 'workgroups[].name'"
    )]
    List,
    /// Show a workgroup
    Show(show::WorkgroupShowArgs),
    /// Change settings of a workgroup; what is not said stays
    Set(set::WorkgroupSetArgs),
    /// Suggest a scan limit from what the workgroup's queries scanned
    Suggest(suggest::WorkgroupSuggestArgs),
    /// Delete a workgroup
    Delete(delete::WorkgroupDeleteArgs),
}

impl Workgroup {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::List => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Set(args) => set::run(ctx, args).await,
            Self::Suggest(args) => suggest::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}
