//! `lakectl governance`: from IAM's default, under which no grant restricts anybody, to grants that are enforced.

mod defaults;
mod on;
mod opt_in;
mod show;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Governance {
    /// Show how a database and its tables are governed
    Show(show::GovernanceShowArgs),
    /// Let Lake Formation alone decide about a database, its tables and those to come
    On(on::GovernanceOnArgs),
    /// Show or set what the IAM default holds on new databases and tables
    Defaults(defaults::GovernanceDefaultsArgs),
    /// Let Lake Formation decide about a principal on an object that is still open to others
    OptIn(opt_in::GovernanceOptArgs),
    /// Take an opt-in back
    OptOut(opt_in::GovernanceOptOutArgs),
    /// List who is opted in, on what
    OptIns(opt_in::GovernanceOptInsArgs),
}

impl Governance {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Show(args) => show::run(ctx, args).await,
            Self::On(args) => on::run(ctx, args).await,
            Self::Defaults(args) => defaults::run(ctx, args).await,
            Self::OptIn(args) => opt_in::run(ctx, args).await,
            Self::OptOut(args) => opt_in::run_out(ctx, args).await,
            Self::OptIns(_) => opt_in::list(ctx).await,
        }
    }
}
