//! `lakectl db delete`

use clap::Args;

use crate::cli::args::DestroyArgs;
use crate::cli::catalog::counted;
use crate::cli::change;
use crate::context::{Ctx, Danger};
use crate::domain::catalog::DatabaseName;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Action, Step};

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
    let name = args.name;
    let (_, tables) = ops::db::show(ctx.read().await?, &name).await?;
    let mut step = Step::new("db", name.as_str(), true, Vec::new());
    step.action = Action::Delete;
    if !tables.is_empty() {
        let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
        step.warnings.push(format!("{} in it: {}", counted(names.len() as u64, "table"), names.join(", ")));
    }
    let danger = Danger::Severe { question: format!("deleting database {name}"), name: name.to_string() };
    let target = name.clone();
    let answers = args.destroy.answers();
    change::remove(ctx, step, &answers, &danger, |write| async move { write.delete_database(&target).await }).await
}
