//! `lakectl admin`: who administers the data lake.

mod add;
mod list;
mod remove;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make a principal an administrator of the data lake
    Add(add::AdminAddArgs),
    /// List the administrators
    List(list::AdminListArgs),
    /// Take a principal off the administrators
    Remove(remove::AdminRemoveArgs),
}

impl Admin {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Add(args) => add::run(ctx, args).await,
            Self::List(_) => list::run(ctx).await,
            Self::Remove(args) => remove::run(ctx, args).await,
        }
    }
}
