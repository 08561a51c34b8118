//! `lakectl policy`: IAM documents for the roles of this lake.

mod show;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// Show a role's least-privilege document for this lake
    Show(show::PolicyShowArgs),
}

impl Policy {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Show(args) => show::run(ctx, args).await,
        }
    }
}
