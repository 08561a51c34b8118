//! `lakectl lifecycle`: what moves to cheaper storage and what goes, rule by rule.

mod add;
mod preview;
mod remove;
mod rule_args;
mod set;
mod show;
mod templates;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Lifecycle {
    /// Show a bucket's rules, or one of them
    Show(show::LifecycleShowArgs),
    /// Add rules; one that is there and says something else is an error
    Add(add::LifecycleAddArgs),
    /// Add rules or replace those of the same ids; switch rules on and off
    Set(set::LifecycleSetArgs),
    /// Show what the rules will move and remove, and when, and what it saves or costs
    Preview(preview::LifecyclePreviewArgs),
    /// Remove rules by their ids
    Remove(remove::LifecycleRemoveArgs),
    /// List the rules that come with lakectl
    Templates(templates::LifecycleTemplatesArgs),
}

impl Lifecycle {
    /// Runs the verb.
    pub async fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Show(args) => show::run(ctx, args).await,
            Self::Add(args) => add::run(ctx, args).await,
            Self::Set(args) => set::run(ctx, args).await,
            Self::Preview(args) => preview::run(ctx, args).await,
            Self::Remove(args) => remove::run(ctx, args).await,
            Self::Templates(args) => templates::run(&args),
        }
    }
}
