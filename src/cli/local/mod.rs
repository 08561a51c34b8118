//! `lakectl local`: the local lake itself. These verbs, alone among all, know that there is one.

mod clock;
mod credentials;
mod reset;
mod serve;
mod status;
mod work;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::local::store::StoreError;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Local {
    /// Serve the lake on 127.0.0.1, for boto3, the AWS CLI and any other AWS client
    Serve(serve::LocalServeArgs),
    /// Show what is in the lake and who serves it
    #[command(after_help = "Examples:\n  lakectl local status\n  lakectl --local=/tmp/lake local status -o json")]
    Status,
    /// Empty the lake; its keys and its clock stay
    Reset(reset::LocalResetArgs),
    /// Show or set the lake's clock: lifecycle rules and alarms can be tried a year ahead
    Clock(clock::LocalClockArgs),
    /// Print the keys of the lake for other programs; with --as those of another principal
    #[command(after_help = "Examples:\n  lakectl local credentials\n  lakectl local credentials --as role/analyst")]
    Credentials,
    /// Take up work that another lakectl hands over
    #[command(hide = true)]
    Work,
}

impl Local {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Serve(args) => serve::run(ctx, args).await,
            Self::Status => status::run(ctx).await,
            Self::Reset(args) => reset::run(ctx, args).await,
            Self::Clock(args) => clock::run(ctx, args).await,
            Self::Credentials => credentials::run(ctx).await,
            Self::Work => work::run(ctx).await,
        }
    }
}

fn store_failed(error: StoreError) -> Error {
    Error::failed("the local lake could not be read or written").because(error)
}
