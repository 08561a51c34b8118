//! `lakectl db delete`

use clap::Args;

use crate::cli::args::DestroyArgs;
use crate::cli::catalog::counted;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::domain::catalog::DatabaseName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a database with its tables; their objects stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local db delete scratch --confirm scratch\n  lakectl db delete scratch --dry-run"
)]
pub struct DbDeleteArgs {
    /// The database's name
    name: DatabaseName,
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: DbDeleteArgs) -> Result<Answer> {
    let name = &args.name;
    let (_, tables) = ops::db::show(ctx.read().await?, name).await?;
    let danger = Danger::Severe { question: format!("deleting database {name}"), name: name.to_string() };
    let mut step = Step::deletion("db", name.as_str(), danger);
    if !tables.is_empty() {
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        step.warnings.push(format!("{} in it: {}", counted(names.len() as u64, "table"), names.join(", ")));
    }
    let delete = |write: Write| async move { write.delete_database(name).await };
    let is_there = |read: Read| async move { Ok(read.database(name).await?.is_some()) };
    change::delete(ctx, step, &args.destroy.answers(), delete, is_there).await
}
