//! `lakectl access`: who may do what.

mod audit;
mod explain;
mod list;
mod matrix;
mod show;
mod test;

use clap::Subcommand;

use crate::cli::grant::{named, resolve};
use crate::context::Ctx;
use crate::domain::permission::{Principal, Resource};
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Access {
    /// Look for what is wrong with who may do what, the worst first
    Audit(audit::AccessAuditArgs),
    /// Say whether a principal may do something, and why: layer by layer, with the grant that decides
    Explain(explain::AccessExplainArgs),
    /// List grants: all, those on a resource, or those of a principal
    List(list::AccessListArgs),
    /// Show principals by tables, or by the columns of one table: who may how much
    Matrix(matrix::AccessMatrixArgs),
    /// Show effective rights, of a principal or on a resource, each with where it comes from
    Show(show::AccessShowArgs),
    /// Check expectations of access: on the local lake by really trying, on AWS by what explains it
    Test(test::AccessTestArgs),
}

impl Access {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Audit(args) => audit::run(ctx, args).await,
            Self::Explain(args) => explain::run(ctx, args).await,
            Self::List(args) => list::run(ctx, args).await,
            Self::Matrix(args) => matrix::run(ctx, args).await,
            Self::Show(args) => show::run(ctx, args).await,
            Self::Test(args) => test::run(ctx, args).await,
        }
    }
}

/// A principal and a resource as they are typed.
async fn asked(ctx: &Ctx, principal: Option<&str>, on: Option<&str>) -> Result<(Option<Principal>, Option<Resource>)> {
    let principal = match principal {
        Some(name) => Some(named(ctx, name).await?),
        None => None,
    };
    let resource = match on {
        Some(text) => Some(resolve(ctx, text).await?),
        None => None,
    };
    Ok((principal, resource))
}
