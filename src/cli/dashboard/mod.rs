//! `lakectl dashboard`: what the lake does, drawn.

mod create;
mod delete;
mod list;
mod show;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Dashboard {
    /// Create a dashboard of what is there, or bring the one that is there up to date
    Create(create::DashboardCreateArgs),
    /// List the dashboards
    List(list::DashboardListArgs),
    /// Draw a dashboard here
    Show(show::DashboardShowArgs),
    /// Delete a dashboard
    Delete(delete::DashboardDeleteArgs),
}

impl Dashboard {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Create(args) => create::run(ctx, args).await,
            Self::List(_) => list::run(ctx).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Delete(args) => delete::run(ctx, args).await,
        }
    }
}
