//! `lakectl tag create`

use clap::Args;

use super::{key, value};
use crate::cli::args::ChangeArgs;
use crate::cli::change;
use crate::context::Ctx;
use crate::error::Result;
use crate::outcome::Answer;
use crate::plan::kind::tag::TagResource;

/// Create a tag, or add the values that it lacks; the others stay
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  lakectl --local tag create pii none,email,card\n  lakectl tag create zone raw curated --dry-run"
)]
pub struct TagCreateArgs {
    /// The key
    #[arg(value_parser = key)]
    key: String,
    /// The values that it may take
    #[arg(required = true, value_delimiter = ',', value_parser = value)]
    values: Vec<String>,
    #[command(flatten)]
    change: ChangeArgs,
}

pub async fn run(ctx: &Ctx, args: TagCreateArgs) -> Result<Answer> {
    let mut values = args.values;
    values.sort();
    values.dedup();
    let tag = TagResource { key: args.key, add: values, remove: Vec::new() };
    change::carry_out(ctx, &tag, &args.change.answers()).await
}
