//! `lakectl db create`

use clap::Args;

use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::domain::catalog::DatabaseName;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::db::DatabaseResource;

/// Create a database, or bring the one that is there to the same state
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local db create raw\n  lakectl db create sales --location s3://lake-curated/sales/ --dry-run"
)]
pub struct DbCreateArgs {
    /// The database's name; the catalog folds it to lower case
    name: DatabaseName,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Where its tables are when they do not say
    #[arg(long, value_name = "S3_URI")]
    location: Option<String>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: DbCreateArgs) -> Result<Answer> {
    let resource = DatabaseResource { name: args.name, description: args.description, location: args.location };
    change::carry_out(ctx, &resource, &args.change.answers()).await
}
