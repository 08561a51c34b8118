//! `lakectl config`: what is set, and what says so.

mod path;
mod show;

use clap::Subcommand;

use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Show every setting, its value, and the flag, variable or file that says it
    Show(show::ConfigShowArgs),
    /// Show the files and directories that are used, and whether they are there
    Path(path::ConfigPathArgs),
}

impl Config {
    /// Runs the verb.
    pub fn run(self, ctx: &Ctx) -> Result<Answer> {
        match self {
            Self::Show(args) => Ok(show::run(ctx, args)),
            Self::Path(args) => Ok(path::run(ctx, args)),
        }
    }
}
