//! `lakectl workgroup delete`

use clap::Args;

use crate::cli::args::DestroyArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::domain::workgroup::{PRIMARY, WorkGroupName};
use crate::error::{Error, Result};
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a workgroup; results that its queries wrote stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workgroup delete scratch --confirm scratch\n  lakectl workgroup delete scratch --with-history --confirm scratch"
)]
pub struct WorkgroupDeleteArgs {
    /// The workgroup's name
    name: WorkGroupName,
    /// Also when it holds saved queries or a history, which go with it
    #[arg(long)]
    with_history: bool,
    #[command(flatten)]
    destroy: DestroyArgs,
}

pub async fn run(ctx: &Ctx, args: WorkgroupDeleteArgs) -> Result<Answer> {
    let name = args.name.as_str();
    if name == PRIMARY {
        return Err(Error::refused(format!("workgroup `{PRIMARY}` cannot be deleted")));
    }
    ops::workgroup::find(ctx.read().await?, name).await?;
    let danger = Danger::Severe { question: format!("deleting workgroup {name}"), name: name.to_owned() };
    let mut step = Step::deletion("workgroup", name, danger);
    if args.with_history {
        step.warnings.push("its saved queries and its history of queries go with it".to_owned());
    }
    let with_history = args.with_history;
    let delete = |write: Write| async move {
        write.delete_workgroup(name, with_history).await.map_err(|error| {
            let not_empty = error.aws().and_then(|aws| aws.message.as_deref()).is_some_and(|m| m.contains("not empty"));
            if not_empty { error.hint("--with-history deletes its saved queries and history too") } else { error }
        })
    };
    let is_there = |read: Read| async move { Ok(read.workgroup(name).await?.is_some()) };
    change::delete(ctx, step, &args.destroy.answers(), delete, is_there).await
}
