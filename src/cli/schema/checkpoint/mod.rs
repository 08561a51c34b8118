//! `lakectl schema checkpoint`: the version that a schema's next ones are checked against.

mod set;
mod show;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Checkpoint {
    /// Show the checkpoint of a schema
    Show(show::CheckpointShowArgs),
    /// Move the checkpoint of a schema to another version
    Set(set::CheckpointSetArgs),
}

impl Checkpoint {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Show(args) => show::run(ctx, args).await,
            Self::Set(args) => set::run(ctx, args).await,
        }
    }
}
