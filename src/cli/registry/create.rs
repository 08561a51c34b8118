//! `lakectl registry create`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::schema::RegistryName;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::registry::RegistryResource;

/// Create a registry, or bring the one that is there to the same state
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local registry create event-schemas\n  lakectl registry create event-schemas --description 'events of the apps' --dry-run"
)]
pub struct RegistryCreateArgs {
    /// The registry's name: letters, digits and - _ $ # .
    name: RegistryName,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: RegistryCreateArgs) -> Result<Answer> {
    let resource = RegistryResource { name: args.name.to_string(), description: args.description };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}
