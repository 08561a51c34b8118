//! `lakectl access`: who may do what.

mod explain;
mod list;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Access {
    /// Say whether a principal may do something, and why: layer by layer, with the grant that decides
    Explain(explain::AccessExplainArgs),
    /// List grants: all, those on a resource, or those of a principal
    List(list::AccessListArgs),
}

impl Access {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Explain(args) => explain::run(ctx, args).await,
            Self::List(args) => list::run(ctx, args).await,
        }
    }
}
