//! `lakectl workflow delete`

use clap::Args;

use crate::cli::args::RemoveArgs;
use crate::cli::change::{self, Read, Write};
use crate::context::Ctx;
use crate::error::Result;
use crate::ops;
use crate::outcome::Answer;
use crate::plan::{Danger, Step};

/// Delete a workflow with its triggers and its history; its jobs and crawlers stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local workflow delete nightly --yes\n  lakectl workflow delete nightly --dry-run"
)]
pub struct WorkflowDeleteArgs {
    /// The workflow's name
    name: String,
    #[command(flatten)]
    remove: RemoveArgs,
}

pub async fn run(ctx: &Ctx, args: WorkflowDeleteArgs) -> Result<Answer> {
    let name = args.name.as_str();
    let read = ctx.read().await?;
    ops::workflow::need(read, name).await?;
    let triggers = ops::workflow::triggers(read, name).await?;
    let mut step = Step::deletion("workflow", name, Danger::Moderate(format!("deleting workflow {name}")));
    if !triggers.is_empty() {
        let names: Vec<&str> = triggers.iter().map(|trigger| trigger.name.as_str()).collect();
        step.warnings.push(format!("its triggers go with it: {}", names.join(", ")));
    }
    let triggers = &triggers;
    let delete = |write: Write| async move {
        // The triggers go first: what is left of them would start their jobs by the clock, with no workflow around.
        for trigger in triggers {
            write.delete_trigger(&trigger.name).await?;
        }
        write.delete_workflow(name).await
    };
    let is_there = |read: Read| async move { Ok(read.workflow(name).await?.is_some()) };
    change::delete(ctx, step, &args.remove.answers(), delete, is_there).await
}
